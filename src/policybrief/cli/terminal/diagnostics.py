"""Diagnostics as text for an 80-column terminal, and as the one JSON object that tools read."""

from __future__ import annotations

import json
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import click

from policybrief.cli.terminal.streams import escaped
from policybrief.diagnostics import Diagnostic, Severity, Span, sort_key

WIDTH = 80
_COLOURS = {Severity.ERROR: "red", Severity.LEAK: "red", Severity.OPEN: "yellow", Severity.NOTE: "cyan"}


def distinct(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Each diagnostic once, in the order of printing; a note gives way to an open point of the same kind."""
    once = dict.fromkeys(diagnostics)
    points = {(d.code, d.span) for d in once if d.severity is not Severity.NOTE}
    shown = (d for d in once if d.severity is not Severity.NOTE or (d.code, d.span) not in points)
    return tuple(sorted(shown, key=sort_key))


def as_text(diagnostic: Diagnostic, *, texts: Mapping[str, str], width: int = WIDTH) -> str:
    """Place, severity, code and message; the line with a caret; the hint; the corrected lines.

    `texts` holds the text of files by path; without that of the diagnostic's file the line is left out.
    """
    head = f"{diagnostic.severity}[{diagnostic.code}]"
    place = f"{diagnostic.span}: " if diagnostic.span else ""
    lines = textwrap.wrap(f"{place}{head}: {diagnostic.message}", width, break_long_words=False)
    lines[0:2] = _coloured(lines[0:2], head, _COLOURS[diagnostic.severity])
    line = _line(diagnostic.span, texts)
    if diagnostic.span and line:
        lines += _shown(diagnostic.span, line, diagnostic.hint, width)
    elif diagnostic.hint:
        lines += textwrap.wrap(diagnostic.hint, width, initial_indent="  ", subsequent_indent="  ")
    first = diagnostic.span.line if diagnostic.span else 1
    lines += [f"{first + step:>5} | {line}" for step, line in enumerate(diagnostic.remedy)]
    return "\n".join(lines)


def by_rule(diagnostics: Sequence[Diagnostic], *, width: int = WIDTH) -> str:
    """One line a rule: how often, its code, and the first message."""
    counts = Counter(d.code for d in diagnostics)
    first = {d.code: d.message for d in reversed(diagnostics)}
    longest = max((len(code) for code in counts), default=0)
    lines = []
    for code, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        message = textwrap.shorten(first[code], width - longest - 9, placeholder=" …")
        lines.append(f"{number:>5}  {code:<{longest}}  {message}")
    return "\n".join(lines)


def as_record(diagnostic: Diagnostic, *, editions: Sequence[str] = ()) -> dict[str, Any]:
    """The diagnostic as a plain object, keys that say nothing left out."""
    span = diagnostic.span
    fields: dict[str, Any] = {
        "severity": diagnostic.severity.value,
        "code": diagnostic.code,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "remedy": list(diagnostic.remedy),
        "record": diagnostic.record,
        "editions": list(editions),
    }
    if span:
        fields |= {"path": span.path, "line": span.line, "column": span.column, "length": span.length}
    return {key: value for key, value in fields.items() if value}


def as_json(records: Iterable[Mapping[str, Any]]) -> str:
    """The one object that every command prints for tools; keys are only ever added."""
    return escaped(json.dumps({"policybrief": 1, "records": [*records]}, ensure_ascii=False, indent=1))


def echo_json(records: Iterable[Mapping[str, Any]]) -> None:
    """Print `as_json` as UTF-8, whatever the terminal's encoding."""
    click.echo((as_json(records) + "\n").encode(), nl=False)


def columns(rows: Sequence[Sequence[str]], *, width: int = WIDTH) -> Iterator[str]:
    """The rows as aligned lines, two spaces between columns; the last column is cut at `width`."""
    widths = [max(map(_cells, column)) for column in zip(*rows, strict=True)][:-1]
    room = max(12, width - sum(widths) - 2 * len(widths))
    for row in rows:
        *first, last = row
        padded = [cell + " " * (wide - _cells(cell)) for cell, wide in zip(first, widths, strict=True)]
        yield "  ".join([*padded, last if len(last) <= room else last[: room - 1].rstrip() + "…"]).rstrip()


def _line(span: Span | None, texts: Mapping[str, str]) -> str:
    lines = texts.get(span.path, "").split("\n") if span else []
    return lines[span.line - 1].replace("\t", " ") if span and 0 < span.line <= len(lines) else ""


def _shown(span: Span, line: str, hint: str, width: int) -> list[str]:
    """The line with its number, and the caret below it; a long line is cut around the caret."""
    room, start = width - 8, 0
    column = min(span.column - 1, len(line))
    if len(line) > room:
        start = max(0, min(column - room // 2, len(line) - room))
        cut = line[start : start + room]
        line = ("…" + cut[1:] if start else cut)[: room - 1] + ("…" if start + room < len(line) else cut[-1])
        column -= start
    marks = "^" * max(1, min(span.length, len(line) - column))
    under = f"      | {' ' * _cells(line[:column])}{click.style(marks, 'red', bold=True)}"
    used = 8 + _cells(line[:column]) + len(marks)
    if hint and used + 2 + len(hint) <= width:
        return [f"{span.line:>5} | {line}", f"{under}  {hint}"]
    rest = textwrap.wrap(hint, width - 8)
    return [f"{span.line:>5} | {line}", under, *(f"      | {part}" for part in rest)]


def _coloured(lines: list[str], words: str, colour: str) -> list[str]:
    return [line.replace(words, click.style(words, colour, bold=True), 1) for line in lines]


def _cells(text: str) -> int:
    """Columns of a terminal that `text` takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )
