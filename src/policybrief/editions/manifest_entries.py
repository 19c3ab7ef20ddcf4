"""What the manifest knows of the editions of one brief, and the JSON text that holds it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from policybrief.diagnostics import Diagnostic, Severity, Span

T = TypeVar("T")
FORMAT = 1


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file that we wrote."""

    path: str
    """From the root, with slashes."""
    sha256: str
    needles: int = 0
    """The leak gate's receipt: it looked for so many needles …"""
    parts: int = 0
    """… in so many parts of this file …"""
    gate: int = 0
    """… by this version of its rules, and found none."""
    extra: bool = False
    """Whether it was asked for by name, in a format in which the project does not make the edition."""


@dataclass(frozen=True, slots=True)
class EditionEntry:
    """One edition as it was made under one key, and the files that hold it.

    Formats that were made on different days, or under other keys, have an entry each.
    """

    brief: str
    template: str
    audience: str
    language: str
    as_of: str
    rehearsal: bool = False
    shown: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    """(record, reason) of those on the subject. A reader may have to know of none: hence never in `out/`."""
    inputs: str = ""
    """Digest of all that decides the document; empty if it is not known."""
    key: str = ""
    """Of all that decided the bytes."""
    pages: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()
    """All that was found, by the checks and by the layout."""
    files: tuple[FileEntry, ...] = ()


def dump_entries(entries: Sequence[EditionEntry]) -> str:
    """The entries of one brief as JSON: each diagnostic once and an edition a line, without empty fields."""
    points = {d: _json(_point_fields(d)) for entry in entries for d in entry.diagnostics}
    lines = sorted({*points.values()})
    places = {line: place for place, line in enumerate(lines)}
    index = {diagnostic: places[line] for diagnostic, line in points.items()}
    editions = [_json(_edition_fields(entry, index)) for entry in sorted(entries, key=order)]
    head = f'{{"policybrief": {FORMAT}, "brief": {_json(entries[0].brief)}, "points": ['
    parts = (head, ",\n".join(lines), '], "editions": [', ",\n".join(editions), "]}")
    return "".join(f"{part}\n" for part in parts if part)


def read_entries(text: str) -> tuple[EditionEntry, ...]:
    """The entries in `text`, in their order.

    Raises:
        ValueError: it is damaged, or of another format.
    """
    try:
        values = json.loads(text)
        if values["policybrief"] != FORMAT:
            raise ValueError("another format")
        points = [_point(point) for point in values["points"]]
        entries = [_edition(_of(str, values["brief"]), edition, points) for edition in values["editions"]]
        return tuple(sorted(entries, key=order))
    except (KeyError, TypeError, AttributeError, IndexError, RecursionError) as damage:
        raise ValueError(f"damaged: {damage}") from None


def order(entry: EditionEntry) -> tuple[object, ...]:
    """Where an entry is among those of its brief: by edition, its latest day last."""
    paths = tuple(file.path for file in entry.files)
    return (entry.template, entry.audience, entry.language, entry.rehearsal, entry.as_of, paths)


def _edition_fields(entry: EditionEntry, index: Mapping[Diagnostic, int]) -> dict[str, Any]:
    """Its fields in JSON: records left out by their reason, diagnostics by their place in the list."""
    reasons: dict[str, list[str]] = {reason: [] for reason in sorted({why for _, why in entry.left_out})}
    for record, reason in sorted(entry.left_out):
        reasons[reason].append(record)
    return _filled(entry, without="brief") | {
        name: value
        for name, value in (
            ("left_out", reasons),
            ("diagnostics", [index[diagnostic] for diagnostic in entry.diagnostics]),
            ("files", [_filled(file) for file in entry.files]),
        )
        if value
    }


def _point_fields(diagnostic: Diagnostic) -> dict[str, Any]:
    """Its fields without what only its sentence in a document needs."""
    span = diagnostic.span
    place = {"span": [span.path, span.line, span.column, span.length]} if span else {}
    return _filled(diagnostic, without="label_values") | place


def _filled(value: Any, *, without: str = "") -> dict[str, Any]:
    """The fields of a dataclass that are not empty, in their order."""
    names = (field.name for field in fields(value) if field.name != without)
    return {name: content for name in names if (content := getattr(value, name))}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _edition(brief: str, values: Mapping[str, Any], points: Sequence[Diagnostic]) -> EditionEntry:
    reasons = _of(dict, values.get("left_out", {}))
    left_out = ((record, reason) for reason, records in reasons.items() for record in _texts(records))
    return EditionEntry(
        brief,
        _of(str, values.get("template", "")),
        _of(str, values.get("audience", "")),
        _of(str, values.get("language", "")),
        _of(str, values.get("as_of", "")),
        rehearsal=_of(bool, values.get("rehearsal", False)),
        shown=_texts(values.get("shown", ())),
        left_out=tuple(sorted(left_out)),
        inputs=_of(str, values.get("inputs", "")),
        key=_of(str, values.get("key", "")),
        pages=_of(int, values.get("pages", 0)),
        diagnostics=tuple(points[place] for place in values.get("diagnostics", ())),
        files=tuple(_file(file) for file in values.get("files", ())),
    )


def _file(values: Mapping[str, Any]) -> FileEntry:
    return FileEntry(
        _of(str, values.get("path", "")),
        _of(str, values.get("sha256", "")),
        _of(int, values.get("needles", 0)),
        _of(int, values.get("parts", 0)),
        _of(int, values.get("gate", 0)),
        extra=_of(bool, values.get("extra", False)),
    )


def _point(values: Mapping[str, Any]) -> Diagnostic:
    return Diagnostic(
        _of(str, values.get("code", "")),
        _of(str, values.get("message", "")),
        _span(*values["span"]) if "span" in values else None,
        Severity(values["severity"]),
        hint=_of(str, values.get("hint", "")),
        remedy=_texts(values.get("remedy", ())),
        record=_of(str, values.get("record", "")),
    )


def _span(path: Any, *numbers: Any) -> Span:
    return Span(_of(str, path), *(_of(int, number) for number in numbers))


def _texts(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(_of(str, value) for value in values)


def _of(kind: type[T], value: Any) -> T:
    """`value`, if it is of this kind.

    Raises:
        TypeError: it is not.
    """
    if not isinstance(value, kind):
        raise TypeError(f"no {kind.__name__}")
    return value
