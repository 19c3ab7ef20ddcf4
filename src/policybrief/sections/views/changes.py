"""The view of what has changed since the edition that the reader has: new, changed, no longer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policybrief.document import Block, Inline, List, Origin, Paragraph, Span, Str, Strong, plain_text
from policybrief.document.differences import GAP, Changed, Differences, Passage, WordRun
from policybrief.languages import no_break, plural_form
from policybrief.records import Named, Option, Position, Recommendation, Record, Risk
from policybrief.sections.printing import Printer, Since
from policybrief.selection import SHED

Blocks = tuple[Block, ...]

RATED = (Option, Risk, Recommendation)
"""Kinds of which days and ratings are shown beside their words."""
_SHORT_NAME = re.compile(r"\b[FJPR]\d+\b")
"""Of a record in one edition: what another edition calls so is another record."""
ROLE = "change-"
"""Begins the role of words about a change; a comparison passes over the paragraph that has them."""
_SENTENCES = ("text", "plain", "title", "short")
_ALLOWED = ("replaced-by", "not-yet-known", "not-yet-true", "no-longer-true")
"""Reasons for which a record that its reader may see is left out; for all others its words are not shown."""


def what_has_changed(printer: Printer) -> Blocks:
    """Each statement that is new, changed or no longer there, figures first; () without an edition before."""
    since = printer.since
    if since is None:
        return ()
    changed = _by_record(printer, since.readable.changed)
    stances = _stance_changes(printer, since.readable)
    figures = {record for record, changes in changed.items() if any(change.figures for change in changes)}
    entries = [
        *(_changed(printer, record, changed[record]) for record in changed if record in figures),
        *_new(printer, since.differences.added, set(since.differences.new_records)),
        *(
            _changed(printer, record, changed.get(record, []), stances.get(record, []))
            for record in dict.fromkeys((*changed, *stances))
            if record not in figures
        ),
        *_gone_entries(printer, since),
    ]
    if not entries:
        return ()
    day = printer.day(since.earlier.on)
    lead = printer.words("changes.since", number=since.earlier.number, date=day)
    entry_list = List(tuple((Paragraph(entry, role="list"),) for entry in entries))
    return (Paragraph((Span((Str(lead),), f"{ROLE}lead"),)), entry_list)


def _by_record(printer: Printer, changed: tuple[Changed, ...]) -> dict[str, list[Changed]]:
    """The changes of statements; of what stands beside them only days and ratings."""
    by_record: dict[str, list[Changed]] = {}
    for change in changed:
        record = printer.selection.get(change.record)
        if _is_of_stance(change.field):
            continue
        if (
            _is_whole(change) and isinstance(record, RATED)
            if change.label
            else change.own and _is_statement(record)
        ):
            by_record.setdefault(change.record, []).append(change)
    return by_record


def _is_statement(record: Record | None) -> bool:
    """True for statements, which say something themselves; names and sources only come and go with them."""
    return record is not None and not isinstance(record, Named)


def _is_whole(change: Changed) -> bool:
    """True for a day or rating that reads by itself: without words of records in it, or their short names."""
    words = change.before + change.after
    return GAP not in words and not _SHORT_NAME.search(words)


def _new(printer: Printer, added: tuple[Passage, ...], new: set[str]) -> Iterator[tuple[Inline, ...]]:
    for record in dict.fromkeys(passage.record for passage in added if passage.record in new):
        if _is_statement(printer.selection.get(record)):
            shown = _sentence([passage for passage in added if passage.record == record])
            words = _words(printer, shown.text)
            yield (
                *_name(printer, "new"),
                _now(printer, (Str(words),), shown.record, shown.field, shown.language),
            )


def _changed(
    printer: Printer, record: str, changes: list[Changed], stances: Sequence[str] = ()
) -> tuple[Inline, ...]:
    """What it says now, new words in bold; below it what it said, and what else changed beside it."""
    own = next((change for change in changes if not change.label), None)
    content: list[Inline] = list(_name(printer, "changed"))
    if own is not None:
        content.append(_now(printer, _marked(printer, own.words), record, own.field, own.language))
        content.append(_aside(f"{printer.words('changes.was')} {_words(printer, own.before)}"))
    else:
        statement = printer.selection.get(record)
        content.extend(_text_of(printer, statement) if statement else ())
    for change in changes:
        if change.label:
            was = printer.words("changes.was").lower()
            content.append(_aside(f"{change.label}: {change.after}; {was} {change.before}"))
    content.extend(map(_aside, stances))
    return tuple(content)


def _text_of(printer: Printer, record: Record) -> tuple[Inline, ...]:
    name = next((name for name in _SENTENCES if getattr(record, name, None)), "")
    return printer.text(record, name) if name else ()


def _gone_entries(printer: Printer, since: Since) -> Iterator[tuple[Inline, ...]]:
    """What the reader may still see, in its old words; of all others only how many they are."""
    reasons = dict(printer.selection.left_out)
    withdrawn = 0
    for record in since.differences.gone_records:
        passages = _sentences(since.differences, record)
        readable = _sentences(since.readable, record)
        visible = printer.selection.get(record)
        if reasons.get(record) == SHED:
            continue  # the paper says elsewhere how many went for length: to repeat them would make it longer
        if visible is not None or reasons.get(record, "").split(" ")[0] in _ALLOWED:
            if readable and (visible is None or _is_statement(visible)) and _has_sentence(readable):
                words = _words(printer, _sentence(readable).text)
                yield (*_name(printer, "gone"), Span((Str(words),), f"{ROLE}gone"))
        elif _has_sentence(passages):
            withdrawn += 1
    if withdrawn:
        key = f"changes.withdrawn.{plural_form(withdrawn, printer.language)}"
        yield (Span((Str(printer.words(key, number=str(withdrawn))),), f"{ROLE}withdrawn"),)


def _sentences(differences: Differences, record: str) -> list[Passage]:
    return [
        passage for passage in differences.removed if passage.record == record and passage.field in _SENTENCES
    ]


def _has_sentence(passages: list[Passage]) -> bool:
    """True if one is a sentence; titles of sources and names of people come and go with what they support."""
    return any(passage.field in ("text", "plain") for passage in passages)


def _sentence(passages: list[Passage]) -> Passage:
    """The passage that stands for the record: its sentence, before its title or anything else."""
    order = {name: place for place, name in enumerate(_SENTENCES)}
    return min(passages, key=lambda passage: order.get(passage.field, len(order)))


def _name(printer: Printer, word: str) -> tuple[Inline, ...]:
    return (Strong((Span((Str(printer.words(f"changes.{word}")),), f"{ROLE}{word}"),)), Str(" "))


def _now(printer: Printer, content: tuple[Inline, ...], record: str, field: str, language: str) -> Span:
    foreign = printer.foreign(language)
    return Span(content, language=foreign, origin=Origin(record, field, language))


def _marked(printer: Printer, runs: tuple[WordRun, ...]) -> tuple[Inline, ...]:
    """The new words in bold among those that stay."""
    present = [run for run in runs if run.kind != "gone"]
    content: list[Inline] = []
    for number, run in enumerate(present):
        words = no_break(run.text, printer.language)
        words = words[:1].upper() + words[1:] if number == 0 else words
        content.append(Strong((Str(words),)) if run.kind == "new" else Str(words))
    return tuple(content)


def _aside(words: str) -> Span:
    return Span((Span((Str(f"\n{words}"),), f"{ROLE}was"),), "secondary")


def _words(printer: Printer, text: str) -> str:
    words = no_break(text, printer.language)
    return words[:1].upper() + words[1:]


def _stance_changes(printer: Printer, differences: Differences) -> dict[str, list[str]]:
    """Position → a line for each option on which its stance or the condition of it is another than before."""
    lines: dict[str, list[str]] = {}
    for (record, option_id), fields in _stances_before(differences).items():
        position, option = printer.selection.get(record), printer.selection.get(option_id)
        if isinstance(position, Position) and isinstance(option, Option):
            now = _stance_now(printer, position, option_id)
            before = {name: fields.get(name, words) for name, words in now.items()}
            was = printer.words("changes.was").lower()
            name = plain_text(printer.option_words(option))
            line = f"{name}: {_joined(now)}; {was} {_joined(before)}"
            lines.setdefault(record, []).append(line)
    return lines


def _stances_before(differences: Differences) -> dict[tuple[str, str], dict[str, str]]:
    """(position, option) → the fields of its stance that changed, with their words before; "" for none."""
    new, gone = set(differences.new_records), set(differences.gone_records)
    changed = [(change.record, change.field, change.before) for change in differences.changed if change.own]
    added = [(one.record, one.field, "") for one in differences.added if one.own and one.record not in new]
    removed = (one for one in differences.removed if one.own and one.record not in gone)
    dropped = [(one.record, one.field, one.text) for one in removed]
    before: dict[tuple[str, str], dict[str, str]] = {}
    for record, field, words in (*added, *dropped, *changed):
        if _is_of_stance(field):
            (option,) = Origin(record, field).speaks_of()
            before.setdefault((record, option), {})[field] = words
    return before


def _is_of_stance(field: str) -> bool:
    """True for the stance of a position on an option, and for the condition of it."""
    return field.startswith("stance.")


def _stance_now(printer: Printer, position: Position, option: str) -> dict[str, str]:
    """The two fields of a stance with their words; "" where nothing is said."""
    stance = next((s for s in position.stance if s.option == option), None)
    return {
        f"stance.{option}": printer.words(f"stance.{stance.stance}") if stance else "",
        f"stance.{option}.condition": printer.string(stance.condition) if stance else "",
    }


def _joined(fields: dict[str, str]) -> str:
    return ": ".join(words for words in fields.values() if words) or "–"
