"""Section templates over a selection → blocks."""

from policybrief.sections.printing import Printer, Since, entry_id, is_entry, number_records, score
from policybrief.sections.render import render_section

__all__ = ["Printer", "Since", "entry_id", "is_entry", "number_records", "render_section", "score"]
