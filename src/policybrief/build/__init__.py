"""Editions → files under `out/`: wanted, made in parallel, written atomically, listed in a manifest."""

from policybrief.build.manifest import Entry, read_manifest
from policybrief.build.running import Change, Outcome, Result, build, examine
from policybrief.build.wanted import Asked, House, editions_of, folder_of, read_houses, said_in

__all__ = [
    "Asked",
    "Change",
    "Entry",
    "House",
    "Outcome",
    "Result",
    "build",
    "editions_of",
    "examine",
    "folder_of",
    "read_houses",
    "read_manifest",
    "said_in",
]
