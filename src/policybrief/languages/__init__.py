"""Language tags and their fallback; texts, dates, numbers, lists and no-break spaces of one language."""

from policybrief.languages.days import format_day, format_stated
from policybrief.languages.language import Formula, Language, Pronouns, missing_entries
from policybrief.languages.locales import (
    is_known_tag,
    is_right_to_left,
    language_name,
    locale_of,
    named_tag,
    suggested_tag,
)
from policybrief.languages.numbers import MINUS, NBSP, format_number, read_number
from policybrief.languages.phrases import (
    A_MONTH,
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
from policybrief.languages.table import every_language, language_of, words_of_all
from policybrief.languages.tags import base_language, best_for, fallbacks, serves
from policybrief.languages.texts import Text

__all__ = [
    "A_MONTH",
    "MINUS",
    "NBSP",
    "Formula",
    "Language",
    "Pronouns",
    "Text",
    "base_language",
    "best_for",
    "contains_words",
    "every_language",
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
    "language_of",
    "latin",
    "locale_of",
    "missing_entries",
    "money_sign_after",
    "named_tag",
    "no_break",
    "plural_form",
    "qualifier_before",
    "read_number",
    "serves",
    "suggested_tag",
    "without_stop",
    "words_of_all",
]
