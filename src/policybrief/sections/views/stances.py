"""What a position says about options: sign, word, option and condition, which never part company."""

from __future__ import annotations

from dataclasses import dataclass, field

from policybrief.document import Inline, Paragraph, Str, Strong
from policybrief.languages import NBSP, contains_words
from policybrief.records import Option, Position, Stance
from policybrief.sections.cited_places import cites
from policybrief.sections.printing import Printer
from policybrief.sections.views.cells import held_sign

Inlines = tuple[Inline, ...]

LONGEST_CONDITION = 35
"""Characters of a condition that still fit into a cell; a longer one becomes a note."""


@dataclass(slots=True)
class ConditionNotes:
    """Letters a, b, c … for what is too long for a cell."""

    texts: list[tuple[str, Inlines]] = field(default_factory=list)

    def add(self, content: Inlines) -> str:
        letter = chr(ord("a") + len(self.texts) % 26) * (len(self.texts) // 26 + 1)
        self.texts.append((letter, content))
        return letter

    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(
            Paragraph((Strong((Str(letter),)), Str("\u2002"), *content), role="note")
            for letter, content in self.texts
        )


def stances_in_words(printer: Printer, position: Position, *, beside: str = "") -> Inlines:
    """What the position says about each option: sign, word, option, and its condition.

    A condition is left out only where `beside`, the words that follow, has the same words in the same order.
    """
    shown: list[Inline] = []
    for stance in position.stance:
        option = printer.selection.get(stance.option)
        if isinstance(option, Option):
            sign = held_sign(printer, position, stance)
            condition = condition_of(printer, position, stance)
            stated = contains_words(beside, printer.string(stance.condition))
            after = (Str(": "), *condition) if condition and not stated else ()
            option_words = printer.option_words(option)
            shown.extend((*((Str("; "),) if shown else ()), *sign, Str(NBSP), *option_words, *after))
    return tuple(shown)


def condition_of(printer: Printer, position: Position, stance: Stance) -> Inlines:
    """The condition of a stance as it is printed; () if it has none."""
    return printer.field(position, f"stance.{stance.option}.condition", stance.condition)


def condition_or_note(
    printer: Printer, position: Position, stance: Stance, *, notes: ConditionNotes
) -> Inlines:
    """The condition of a stance where it is short; else the mark of a note that has it, with its source."""
    condition = condition_of(printer, position, stance)
    if len(printer.string(stance.condition)) <= LONGEST_CONDITION:
        return condition
    letter = notes.add((*condition, *cites(printer, position)))
    return (Str(printer.words("note") + NBSP), Strong((Str(letter),)))
