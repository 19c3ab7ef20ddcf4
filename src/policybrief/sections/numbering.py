"""Short names of records in one edition (option B, fact F3), letters of annexes, and ids of entries."""

from __future__ import annotations

from policybrief.records import Fact, Judgement, Position, Record, Risk
from policybrief.selection import Selection
from policybrief.yardsticks import Yardstick


def number_records(selection: Selection, scale: Yardstick) -> dict[str, str]:
    """Record id → short name: options by letter, the same in every language, other kinds as F1, P1, J1."""
    numbers = {i: letter(place) for place, ids in enumerate(selection.letters) for i in ids}
    for initial, kind in (("F", Fact), ("P", Position), ("J", Judgement)):
        for index, record in enumerate(selection.of(kind), 1):
            numbers[record.id] = f"{initial}{index}"
    for index, risk in enumerate(by_severity(selection.of(Risk), scale), 1):
        numbers[risk.id] = f"R{index}"
    return numbers


def letter(place: int) -> str:
    """The letter of the option or annex at a place, from 0: A, B … Z, AA, AB …, in every language.

    They are Latin everywhere, so that two officials who say "B" mean the same.
    """
    rest, last = divmod(place, 26)
    return (letter(rest - 1) if rest else "") + chr(ord("A") + last)


def entry_id(record: Record) -> str:
    """The id of the row or paragraph to which the number of `record` leads."""
    return entry_of(record.id)


def entry_of(record_id: str) -> str:
    """The same of an id."""
    return f"entry.{record_id}"


def is_entry(node_id: str) -> bool:
    """True for an id that `entry_id` gave."""
    return node_id.startswith("entry.")


def by_severity(risks: tuple[Risk, ...], scale: Yardstick) -> tuple[Risk, ...]:
    """Risks, most serious first; at an equal score the greater impact first."""
    return tuple(sorted(risks, key=lambda risk: (-score(risk, scale), -risk.impact)))


def score(risk: Risk, scale: Yardstick) -> int:
    """Likelihood 1–5 times impact 1–5."""
    return scale.column(risk.likelihood) * risk.impact


def level(value: int) -> str:
    """low (1–4), medium (5–9), high (10–14) or severe (15–25)."""
    return "low" if value < 5 else "medium" if value < 10 else "high" if value < 15 else "severe"
