"""The records of one edition: chosen for its reader and day, and shed where it is too long."""

from policybrief.selection.case_for_advice import (
    FIRM,
    low_confidence,
    most_serious_risks,
    nothing_costed,
    recommended_options,
)
from policybrief.selection.choice import hidden_from, readable, select
from policybrief.selection.filter import (
    ALL,
    SINGULAR,
    EditionFilter,
    Names,
    known_names,
    names_in,
    parse_names,
    unknown_name,
)
from policybrief.selection.readers import as_read_today, closed_to, without_closed
from policybrief.selection.restrictions import barred
from policybrief.selection.selection import (
    FELL,
    OF_TIME,
    OTHER_TEMPLATE,
    OTHER_TOPIC,
    REPLACED,
    RESTRICTED,
    SHED,
    Selection,
)
from policybrief.selection.shedding import Step, shed, steps
from policybrief.selection.subjects import Subjects

__all__ = [
    "ALL",
    "FELL",
    "FIRM",
    "OF_TIME",
    "OTHER_TEMPLATE",
    "OTHER_TOPIC",
    "REPLACED",
    "RESTRICTED",
    "SHED",
    "SINGULAR",
    "EditionFilter",
    "Names",
    "Selection",
    "Step",
    "Subjects",
    "as_read_today",
    "barred",
    "closed_to",
    "hidden_from",
    "known_names",
    "low_confidence",
    "most_serious_risks",
    "names_in",
    "nothing_costed",
    "parse_names",
    "readable",
    "recommended_options",
    "select",
    "shed",
    "steps",
    "unknown_name",
    "without_closed",
]
