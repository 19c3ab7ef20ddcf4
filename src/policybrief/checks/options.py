"""Options in other records: a risk that contradicts itself, a letter that is in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policybrief.checks.checked import Check, Checked
from policybrief.diagnostics import Diagnostic
from policybrief.languages import language_of
from policybrief.records import Option, Risk
from policybrief.sections import letter

_CYRILLIC = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЬЮЯ"
"""What an official may write for a letter, though papers print Latin ones."""


def check_contradictory_risk(checked: Checked) -> Iterator[Diagnostic]:
    """A risk of an option under which, by `answered_by`, it does not arise."""
    for record in checked.records():
        both = (
            [option for option in record.option if option in record.answered_by]
            if isinstance(record, Risk)
            else []
        )
        if both:
            message = (
                f"risk {record.id} belongs to option {both[0]}, but answered_by says that it does not "
                "arise under that option"
            )
            hint = "remove one of them; what reduces the risk under its own option belongs in mitigation"
            yield checked.point(record, "contradictory-risk", message, hint, "answered_by")


def check_option_letter(checked: Checked) -> Iterator[Diagnostic]:
    """A text, title or question that refers to an option by its letter, which each edition gives anew."""
    options, edition, meta = len(checked.selection.letters), checked.edition, checked.document.meta
    for name, words in (("title", meta.title), ("question", meta.question)):
        if names_letter(words, edition.language, options=options):
            message = f"the {name} of {edition.name} refers to an option by its letter"
            yield checked.point_of_brief("option-letter", message, "write the title of the option")
    keys: set[tuple[str, str]] = set()
    for printed in checked.printed:
        record, key = checked.record(printed.record), (printed.record, printed.field)
        if record is None or isinstance(record, Option) or key in keys:
            continue
        keys.add(key)
        if names_letter(printed.words, printed.language, options=options):
            message = f"{record.kind} {record.id} refers to an option by its letter"
            hint = "write its title, or option: with its id, because letters differ between editions"
            yield checked.point_of_text(record, "option-letter", message, hint, printed)


def names_letter(words: str, language: str, *, options: int) -> bool:
    """True if `words` name one of so many options by its letter, Latin or Cyrillic."""
    word = language_of(language).option_words
    if not word or not options:
        return False
    letters = [*map(letter, range(options)), *_CYRILLIC[:options]]
    return re.search(rf"\b(?i:{word})\s+(?:{'|'.join(letters)})(?![\w’'])", words) is not None


CHECKS: tuple[Check, ...] = (check_contradictory_risk, check_option_letter)
