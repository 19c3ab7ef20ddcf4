"""What changed in the stances of positions since an earlier edition: word and condition, then and now."""

from __future__ import annotations

from policybrief.document import Origin, plain_text
from policybrief.document.differences import Differences
from policybrief.records import Option, Position
from policybrief.sections.printing import Printer


def stance_changes(printer: Printer, differences: Differences) -> dict[str, list[str]]:
    """Position → a line for each option on which its stance or the condition of it is another than before."""
    lines: dict[str, list[str]] = {}
    for (record, option_id), fields in _before(differences).items():
        position, option = printer.selection.get(record), printer.selection.get(option_id)
        if isinstance(position, Position) and isinstance(option, Option):
            now = _now(printer, position, option_id)
            before = {name: fields.get(name, words) for name, words in now.items()}
            was = printer.words("changes.was").lower()
            name = plain_text(printer.option_in_words(option))
            line = f"{name}: {_joined(now)}; {was} {_joined(before)}"
            lines.setdefault(record, []).append(line)
    return lines


def _before(differences: Differences) -> dict[tuple[str, str], dict[str, str]]:
    """(position, option) → the fields of its stance that changed, with their words before; "" for none."""
    new, gone = set(differences.new_records), set(differences.gone_records)
    changed = [(change.record, change.field, change.before) for change in differences.changed if change.own]
    added = [(one.record, one.field, "") for one in differences.added if one.own and one.record not in new]
    removed = (one for one in differences.removed if one.own and one.record not in gone)
    dropped = [(one.record, one.field, one.text) for one in removed]
    before: dict[tuple[str, str], dict[str, str]] = {}
    for record, field, words in (*added, *dropped, *changed):
        if is_of_stance(field):
            (option,) = Origin(record, field).speaks_of()
            before.setdefault((record, option), {})[field] = words
    return before


def is_of_stance(field: str) -> bool:
    """True for the stance of a position on an option, and for the condition of it."""
    return field.startswith("stance.")


def _now(printer: Printer, position: Position, option: str) -> dict[str, str]:
    """The two fields of a stance with their words; "" where nothing is said."""
    stance = next((s for s in position.stance if s.option == option), None)
    return {
        f"stance.{option}": printer.words(f"stance.{stance.stance}") if stance else "",
        f"stance.{option}.condition": printer.string(stance.condition) if stance else "",
    }


def _joined(fields: dict[str, str]) -> str:
    return ": ".join(words for words in fields.values() if words) or "–"
