"""Rules over one edition: what is not cleared, stale, unrated, untranslated or too long is an open point."""

from policybrief.checks.edition import CHECKS, Checked, check_edition

__all__ = ["CHECKS", "Checked", "check_edition"]
