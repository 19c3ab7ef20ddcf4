"""Section templates over a selection → blocks."""

from policybrief.sections.printing import Printer, number_records
from policybrief.sections.render import render_section

__all__ = ["Printer", "number_records", "render_section"]
