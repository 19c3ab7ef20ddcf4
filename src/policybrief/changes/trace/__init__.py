"""Questions to the evidence: where words come from, what is based on a record, what each copy leaves out."""

from policybrief.changes.trace.appearance import Appearance, appearances
from policybrief.changes.trace.copies import Copy
from policybrief.changes.trace.dependents import Dependent, briefs_naming, dependents_of, unsupported_without
from policybrief.changes.trace.omissions import (
    DifferingFigures,
    Omissions,
    OneSided,
    compare_copies,
    differing_figures,
    in_no_section,
    one_sided,
    records_of,
    shown_nowhere,
)
from policybrief.changes.trace.origins import WordOrigins, matches_by_record, origins_of, sources_of
from policybrief.changes.trace.word_search import PassageMatch, find_words, plain_words

__all__ = [
    "Appearance",
    "Copy",
    "Dependent",
    "DifferingFigures",
    "Omissions",
    "OneSided",
    "PassageMatch",
    "WordOrigins",
    "appearances",
    "briefs_naming",
    "compare_copies",
    "dependents_of",
    "differing_figures",
    "find_words",
    "in_no_section",
    "matches_by_record",
    "one_sided",
    "origins_of",
    "plain_words",
    "records_of",
    "shown_nowhere",
    "sources_of",
    "unsupported_without",
]
