"""Language tags and their fallback; texts, dates, numbers, lists and no-break spaces of one language."""

from policybrief.languages.days import format_day, format_stated
from policybrief.languages.numbers import MINUS, NBSP, format_number, read_number
from policybrief.languages.phrases import (
    A_MONTH,
    MONTHS,
    contains_words,
    filled,
    full_stop,
    join_list,
    latin,
    no_break,
    plural_form,
    without_stop,
)
from policybrief.languages.qualifiers import money_sign_after, qualifier_before
from policybrief.languages.tags import (
    base_language,
    best_for,
    fallbacks,
    is_known_tag,
    is_right_to_left,
    language_name,
    locale_of,
    named_tag,
    serves,
    suggested_tag,
)
from policybrief.languages.texts import Text

__all__ = [
    "A_MONTH",
    "MINUS",
    "MONTHS",
    "NBSP",
    "Text",
    "base_language",
    "best_for",
    "contains_words",
    "fallbacks",
    "filled",
    "format_day",
    "format_number",
    "format_stated",
    "full_stop",
    "is_known_tag",
    "is_right_to_left",
    "join_list",
    "language_name",
    "latin",
    "locale_of",
    "money_sign_after",
    "named_tag",
    "no_break",
    "plural_form",
    "qualifier_before",
    "read_number",
    "serves",
    "suggested_tag",
    "without_stop",
]
