"""The records of one edition: chosen for its reader and day, and shed where it is too long."""

from policybrief.selection.selected import SHED, Selection
from policybrief.selection.selecting import hidden_from, readable, select
from policybrief.selection.shedding import Step, shed, steps

__all__ = ["SHED", "Selection", "Step", "hidden_from", "readable", "select", "shed", "steps"]
