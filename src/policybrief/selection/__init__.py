"""The records of one edition: chosen for its reader and day, and shed where it is too long."""

from policybrief.selection.most_serious import FIRM, most_serious_risks, recommended_options
from policybrief.selection.readers import as_read_today
from policybrief.selection.restrictions import barred
from policybrief.selection.selected import FELL, OF_TIME, REPLACED, RESTRICTED, SHED, Selection
from policybrief.selection.selecting import hidden_from, readable, select
from policybrief.selection.shedding import Step, shed, steps
from policybrief.selection.weaknesses import low_confidence, nothing_costed

__all__ = [
    "FELL",
    "FIRM",
    "OF_TIME",
    "REPLACED",
    "RESTRICTED",
    "SHED",
    "Selection",
    "Step",
    "as_read_today",
    "barred",
    "hidden_from",
    "low_confidence",
    "most_serious_risks",
    "nothing_costed",
    "readable",
    "recommended_options",
    "select",
    "shed",
    "steps",
]
