"""Questions to the evidence: where words come from, what rests on a record, what each copy leaves out."""

from policybrief.changes.trace.appearance import Appearance, appearances
from policybrief.changes.trace.copies import Copy
from policybrief.changes.trace.finding import Hit, find, words_of
from policybrief.changes.trace.omissions import (
    Omissions,
    OneSided,
    Unlike,
    compare_copies,
    in_no_section,
    listed,
    one_sided,
    shown_nowhere,
    unlike,
)
from policybrief.changes.trace.origins import WordOrigins, hits_by_record, origins_of, sources_of
from policybrief.changes.trace.resting import Resting, named_in, resting_on, without

__all__ = [
    "Appearance",
    "Copy",
    "Hit",
    "Omissions",
    "OneSided",
    "Resting",
    "Unlike",
    "WordOrigins",
    "appearances",
    "compare_copies",
    "find",
    "hits_by_record",
    "in_no_section",
    "listed",
    "named_in",
    "one_sided",
    "origins_of",
    "resting_on",
    "shown_nowhere",
    "sources_of",
    "unlike",
    "without",
    "words_of",
]
