"""Numbers that say less than their record: a point that reads as thousands, a unit that no word states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from policybrief.checks.checked import Check, Checked, Printed
from policybrief.checks.support import quantities
from policybrief.diagnostics import Diagnostic
from policybrief.languages import every_language, qualifier_before
from policybrief.records import Fact, Number

_AS_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")


def check_ambiguous_number(checked: Checked) -> Iterator[Diagnostic]:
    """A number with three decimals: `4.100` is 4.1 here, and 4,100 where a point separates thousands."""
    for record in checked.records():
        for value in quantities(record):
            if _AS_THOUSANDS.fullmatch(f"{value:f}"):
                message = (
                    f"{record.kind} {record.id} has a number with three decimal places, which many readers "
                    "take for thousands"
                )
                hint = (
                    "if you mean thousands, delete the point; if not, delete the zeros at the end, or "
                    "waive this rule"
                )
                yield checked.point(record, "ambiguous-number", message, hint, "number")


_TEXTS = ("text", "plain")
_UNIT = re.compile(r"[^\W\d_]+|[%€$£₴]")


def check_unit_not_said(checked: Checked) -> Iterator[Diagnostic]:
    """A fact that prints `{number}` in a text which says nothing of the number's unit: 71 for 71 per cent."""
    for fact, number, printed, words, language in _texts_with_numbers(checked):
        unit = number.unit
        if "{number}" in words and unit.serves(language) and not _tells(words, unit.in_language(language)[0]):
            message = f"fact {fact.id} prints its number without the unit"
            yield checked.point_of_text(fact, "unit-not-said", message, "write it after {number}", printed)


def check_qualifier(checked: Checked) -> Iterator[Diagnostic]:
    """A text that says another qualifier before `{number}` than the number has: "about at least 12"."""
    for fact, number, printed, words, language in _texts_with_numbers(checked):
        qualifier = number.qualifier
        befores = [qualifier_before(before, language) for before in words.split("{number}")[:-1]]
        other = next((before for before in befores if before and before != qualifier), "")
        if other and qualifier not in ("", "about"):  # "over about 12" is sound
            message = f"fact {fact.id} says '{other}' before a number that is '{qualifier}'"
            hint = "delete one of them: the number's own qualifier is printed before it"
            yield checked.point_of_text(fact, "qualifier-conflict", message, hint, printed)


def _texts_with_numbers(checked: Checked) -> Iterator[tuple[Fact, Number, Printed, str, str]]:
    """Each printed text of a fact that has a number, once: fact, number, place, words and their language."""
    keys: set[tuple[str, str]] = set()
    for printed in checked.printed:
        fact, key = checked.record(printed.record), (printed.record, printed.field)
        if not isinstance(fact, Fact) or fact.number is None or printed.field not in _TEXTS or key in keys:
            continue
        keys.add(key)
        words, language = getattr(fact, printed.field).in_language(checked.edition.language)
        yield fact, fact.number, printed, words, language


def _tells(words: str, unit: str) -> bool:
    """True if any part of `unit` is in `words`: as it begins, as a sign, or as the word for a sign."""
    low, parts = words.casefold(), _UNIT.findall(unit.casefold())
    for part in parts:
        signs = (
            sign for sign, words_of in _unit_words().items() if part == sign or part.startswith(words_of)
        )
        sign = next(signs, "")
        if any(word in low for word in (part[:4], *((sign, *_unit_words()[sign]) if sign else ()))):
            return True
    return not parts


@lru_cache(maxsize=1)
def _unit_words() -> dict[str, tuple[str, ...]]:
    """Sign of a unit → how words for it begin, in all languages that have a file."""
    pairs = [pair.split(" ", 1) for each in every_language() for pair in (each.unit_words or "").split(", ")]
    signs = dict.fromkeys(sign for sign, *_ in pairs if sign)
    return {sign: tuple(words for own, *rest in pairs for words in rest if own == sign) for sign in signs}


CHECKS: tuple[Check, ...] = (check_ambiguous_number, check_unit_not_said, check_qualifier)
