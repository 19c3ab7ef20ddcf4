"""Differences as text of 80 columns: figures first, then record by record, then what surrounds them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from policybrief.changes.records import Compared, Entry, days, entries, shortened, tally
from policybrief.cli.terminal.diagnostics import WIDTH
from policybrief.document.differences import Changed

if TYPE_CHECKING:
    from policybrief.project.corpus import Corpus

_SIGNS = {"new": "+", "changed": "~", "moved": ">"}


def as_text(compared: Compared) -> Iterator[str]:
    """Lines of at most 80 columns; one line where nothing has changed."""
    before, after = compared.before, compared.after
    if not compared.differences and not compared.left_out:
        yield from textwrap.wrap(
            f"Nothing has changed in {after.said} since {before.said}{days(compared)}.", WIDTH
        )
        return
    told = entries(compared)
    yield from textwrap.wrap(f"{after.said}, against {before.said}{days(compared)}", WIDTH)
    yield from textwrap.wrap(tally(told, compared.differences), WIDTH)
    statements, names = _parted(told, compared.corpus)
    figures = [(entry, pair) for entry in told for pair in entry.figures]
    if figures:
        yield from _head("Figures")
        wide = max(len(old) for _, (old, _) in figures)
        for entry, (old, new) in figures:
            yield f"  {old:>{wide}} → {click.style(new, bold=True)}  {entry.record}"
    if statements:
        yield from _head("Records")
        for entry in statements:
            yield from _lines(entry, compared)
    if names:
        yield from _head("Sources and people")
        for entry in names:
            yield from _name_lines(entry)
    if compared.differences.surroundings:
        yield from _head("Around them")
        for around in compared.differences.surroundings:
            yield from _sentence_lines("−", around.before, "red")
            yield from _sentence_lines("+", around.after, "green")


def _parted(told: Iterable[Entry], corpus: Corpus) -> tuple[list[Entry], list[Entry]]:
    """Statements, and the sources and people that come and go with them."""
    statements: list[Entry] = []
    names: list[Entry] = []
    for entry in told:
        found = corpus.get(entry.record)
        aside = found is not None and found.kind in ("source", "actor") and entry.word != "changed"
        (names if aside else statements).append(entry)
    return statements, names


def _head(words: str) -> Iterator[str]:
    yield ""
    yield click.style(words, bold=True)


def _lines(entry: Entry, compared: Compared) -> Iterator[str]:
    record = compared.corpus.get(entry.record)
    kind = f"  {record.kind}" if record else ""
    sign = _SIGNS.get(entry.word, "−")
    said = "" if entry.word == "changed" else f", {entry.fate or entry.word}"
    said += f" under: {entry.added[0].title}" if entry.word == "new" and entry.added[0].title else ""
    yield from textwrap.wrap(f"{sign} {entry.record}{kind}{said}", WIDTH, subsequent_indent="  ")
    for passage in entry.added:
        yield from labelled(_field(passage.field), [("new", passage.text)])
    for change in entry.changed:
        yield from _change_lines(change)
    for passage in entry.removed:
        yield from labelled("was", [("gone", passage.text)])
    if entry.moved is not None:
        before, after = (", ".join(filter(None, place)) for place in (entry.moved.before, entry.moved.after))
        said = f"from: {before}; to: {after}" if before != after else f"in another order: {after}"
        yield from labelled("place", [("same", said)])
    yield from labelled("why", [("same", entry.why)])


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


def _name_lines(entry: Entry) -> Iterator[str]:
    sign = _SIGNS.get(entry.word, "−")
    texts = [p.text for p in (*entry.added, *entry.removed)]
    said = f": {max(texts, key=len)}" if texts else ""
    yield from textwrap.wrap(
        f"{sign} {entry.record}{said}", WIDTH, initial_indent="  ", subsequent_indent="    "
    )


def _sentence_lines(sign: str, text: str, colour: str) -> Iterator[str]:
    if text:
        for line in textwrap.wrap(f"{sign} {text}", WIDTH, initial_indent="  ", subsequent_indent="    "):
            yield click.style(line, colour)
