"""Differences as text of 80 columns: figures first, then record by record, then what surrounds them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from policybrief.changes import Comparison, RecordDifference, record_differences, shortened
from policybrief.cli.terminal.diagnostics import WIDTH
from policybrief.diagnostics import counted
from policybrief.document.differences import Changed, Differences

if TYPE_CHECKING:
    from policybrief.project.corpus import Corpus

_SIGNS = {"new": "+", "changed": "~", "moved": ">"}


def as_text(comparison: Comparison) -> Iterator[str]:
    """Lines of at most 80 columns; one line where nothing has changed."""
    before, after = comparison.before, comparison.after
    if not comparison.differences and not comparison.left_out:
        yield from textwrap.wrap(
            f"Nothing has changed in {after.label} since {before.label}{days(comparison)}.", WIDTH
        )
        return
    differences = record_differences(comparison)
    yield from textwrap.wrap(f"{after.label}, against {before.label}{days(comparison)}", WIDTH)
    yield from textwrap.wrap(tally(differences, comparison.differences), WIDTH)
    statements, names = _statements_and_names(differences, comparison.corpus)
    figures = [(difference, pair) for difference in differences for pair in difference.figures]
    if figures:
        yield from _head("Figures")
        wide = max(len(old) for _, (old, _) in figures)
        for difference, (old, new) in figures:
            yield f"  {old:>{wide}} → {click.style(new, bold=True)}  {difference.record}"
    if statements:
        yield from _head("Records")
        for difference in statements:
            yield from _lines(difference, comparison)
    if names:
        yield from _head("Sources and people")
        for difference in names:
            yield from _name_lines(difference)
    if comparison.differences.surroundings:
        yield from _head("Around them")
        for around in comparison.differences.surroundings:
            yield from _sentence_lines("−", around.before, "red")
            yield from _sentence_lines("+", around.after, "green")


def tally(records: Sequence[RecordDifference], differences: Differences) -> str:
    """ "2 figures, 1 new, 3 changed, 1 change around them"."""
    words = dict.fromkeys(record.word for record in records)
    parts = [f"{sum(r.word == word for r in records)} {word}" for word in words]
    figures = sum(len(record.figures) for record in records)
    parts = [counted(figures, "figure"), *parts] if figures else parts
    around = len(differences.surroundings)
    return ", ".join([*parts, *([f"{counted(around, 'change')} around them"] if around else [])])


def days(comparison: Comparison) -> str:
    """The days of the facts, where they differ."""
    before, after = comparison.before.facts, comparison.after.facts
    return f" (facts as of {before}, now {after})" if before != after else ""


def _statements_and_names(
    differences: Iterable[RecordDifference], corpus: Corpus
) -> tuple[list[RecordDifference], list[RecordDifference]]:
    """Statements, and the sources and people that come and go with them."""
    statements: list[RecordDifference] = []
    names: list[RecordDifference] = []
    for difference in differences:
        record = corpus.get(difference.record)
        aside = record is not None and record.kind in ("source", "actor") and difference.word != "changed"
        (names if aside else statements).append(difference)
    return statements, names


def _head(words: str) -> Iterator[str]:
    yield ""
    yield click.style(words, bold=True)


def _lines(difference: RecordDifference, comparison: Comparison) -> Iterator[str]:
    record = comparison.corpus.get(difference.record)
    kind = f"  {record.kind}" if record else ""
    sign = _SIGNS.get(difference.word, "−")
    words = "" if difference.word == "changed" else f", {difference.fate or difference.word}"
    words += (
        f" under: {difference.added[0].title}"
        if difference.word == "new" and difference.added[0].title
        else ""
    )
    yield from textwrap.wrap(f"{sign} {difference.record}{kind}{words}", WIDTH, subsequent_indent="  ")
    for passage in difference.added:
        yield from labelled(_field(passage.field), [("new", passage.text)])
    for change in difference.changed:
        yield from _change_lines(change)
    for passage in difference.removed:
        yield from labelled("was", [("gone", passage.text)])
    if difference.moved is not None:
        before, after = (
            ", ".join(filter(None, place)) for place in (difference.moved.before, difference.moved.after)
        )
        words = f"from: {before}; to: {after}" if before != after else f"in another order: {after}"
        yield from labelled("place", [("same", words)])
    yield from labelled("why", [("same", difference.why)])


def _field(field: str) -> str:
    """The name of a field that is not the sentence itself."""
    return "" if field in ("text", "plain", "title") else field


def _change_lines(change: Changed) -> Iterator[str]:
    place = change.label or _field(change.field)
    runs = shortened(change.words)
    yield from labelled(
        f"{place}: was" if place else "was", [(r.kind, r.text) for r in runs if r.kind != "new"]
    )
    yield from labelled("now", [(r.kind, r.text) for r in runs if r.kind != "gone"])


_COLOURS = {"gone": "red", "new": "green"}


Word = list[tuple[str, str]]
"""One word of a line: its pieces, each with its colour."""


def labelled(label: str, parts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The parts as one text behind a label: (kind, words), each in the colour of its kind."""
    line, used = f"    {label}  " if label else "    ", 4 + (len(label) + 2 if label else 0)
    begun = used
    for word in _words(parts):
        wide = sum(len(piece) for piece, _ in word)
        if used > begun and used + 1 + wide > WIDTH:
            yield line
            line, used, begun = " " * 9, 9, 9
        line += " " * (used > begun) + "".join(_coloured(*piece) for piece in word)
        used += (used > begun) + wide
    yield line


def _words(parts: Iterable[tuple[str, str]]) -> Iterator[Word]:
    """The words of the parts; where one part ends and the next begins inside a word, it has two pieces."""
    word: Word = []
    for kind, text in parts:
        first, *more = text.replace("\n", " ").split(" ")
        word += [(first, kind)] if first else []
        for piece in more:
            if word:
                yield word
            word = [(piece, kind)] if piece else []
    if word:
        yield word


def _coloured(piece: str, kind: str) -> str:
    return click.style(piece, _COLOURS[kind]) if kind in _COLOURS else piece


def _name_lines(difference: RecordDifference) -> Iterator[str]:
    sign = _SIGNS.get(difference.word, "−")
    texts = [p.text for p in (*difference.added, *difference.removed)]
    words = f": {max(texts, key=len)}" if texts else ""
    yield from textwrap.wrap(
        f"{sign} {difference.record}{words}", WIDTH, initial_indent="  ", subsequent_indent="    "
    )


def _sentence_lines(sign: str, text: str, colour: str) -> Iterator[str]:
    if text:
        for line in textwrap.wrap(f"{sign} {text}", WIDTH, initial_indent="  ", subsequent_indent="    "):
            yield click.style(line, colour)
