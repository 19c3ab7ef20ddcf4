"""Editions → files under `out/`: wanted, made in parallel, written atomically, listed in a manifest."""

from policybrief.build.claims import alone
from policybrief.build.comparing import Difference, Reading, differences, without_day
from policybrief.build.earlier import as_it_stands, as_it_was
from policybrief.build.kept import document_in_out, document_of
from policybrief.build.making import Alone, Crew, Processes
from policybrief.build.manifest import Entry, read_manifest
from policybrief.build.releasing import gate_of
from policybrief.build.results import Built, Change, Outcome, Result
from policybrief.build.running import build, examine
from policybrief.build.tracking import Tracked, tracked
from policybrief.build.wanted import Asked, House, editions_of, folder_of, read_houses, said_in

__all__ = [
    "Alone",
    "Asked",
    "Built",
    "Change",
    "Crew",
    "Difference",
    "Entry",
    "House",
    "Outcome",
    "Processes",
    "Reading",
    "Result",
    "Tracked",
    "alone",
    "as_it_stands",
    "as_it_was",
    "build",
    "differences",
    "document_in_out",
    "document_of",
    "editions_of",
    "examine",
    "folder_of",
    "gate_of",
    "read_houses",
    "read_manifest",
    "said_in",
    "tracked",
    "without_day",
]
