"""Rules over one edition: what is unsupported, unfair, stale, misworded or too long is an open point."""

from policybrief.checks.all_checks import CHECKS, check_edition, excused
from policybrief.checks.checked import Checked
from policybrief.checks.support import bearing, figures_in

__all__ = ["CHECKS", "Checked", "bearing", "check_edition", "excused", "figures_in"]
