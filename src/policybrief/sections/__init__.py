"""Section templates over a selection → blocks."""

from policybrief.sections.numbering import entry_id, entry_of, is_entry, letter, number_records, score
from policybrief.sections.printing import Printer, Since
from policybrief.sections.render import render_section
from policybrief.sections.sandbox import names_in
from policybrief.sections.views.evidence import MOST_KEY_FIGURES

__all__ = [
    "MOST_KEY_FIGURES",
    "Printer",
    "Since",
    "entry_id",
    "entry_of",
    "is_entry",
    "letter",
    "names_in",
    "number_records",
    "render_section",
    "score",
]
