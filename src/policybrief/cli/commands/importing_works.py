"""A bibliography taken into a project: what is added, changed, kept and left, said and written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import click

from policybrief.cli.terminal.diagnostics import as_json, as_text
from policybrief.diagnostics import Refusal, Severity, counted
from policybrief.editions.workspace import project_root
from policybrief.exchange.bibliography.entries import Unplaced
from policybrief.exchange.bibliography.merging import Change, Merge, merge
from policybrief.exchange.bibliography.reading import read_bibliography
from policybrief.exchange.dossiers import with_added, with_changes
from policybrief.exchange.memory import PLACE, memory_text, read_memory
from policybrief.files.writing import write_atomically, write_together
from policybrief.project import Loaded, read_project
from policybrief.reading.yaml import MAX_BYTES

if TYPE_CHECKING:
    from policybrief.exchange.bibliography.entries import Value

RECORDS = PurePosixPath("briefs/records")
_NAMES = {"csl-json": "CSL-JSON", "bibtex": "BibTeX", "ris": "RIS"}
_SHOWN = 20
"""Lines of a list that a terminal is given; the report has all."""


def import_works(
    file: Path,
    *,
    into: str,
    form: Any,
    encoding: str,
    overwrite: bool,
    dry_run: bool,
    report: Path | None,
    strict: bool,
) -> int:
    """Take `file` in; the exit code: 1 if it cannot be read, or with `strict` if anything has no place.

    Raises:
        Refusal: the dossiers cannot be added to as they are.
    """
    loaded = read_project(project_root())
    place = dossier_at(into, loaded)
    found, faults = read_bibliography(file.name, file.read_bytes(), form=form, encoding=encoding)
    if found is None:
        for fault in faults:
            click.echo(as_text(fault, texts={}))
        return 1
    memory = loaded.root / PLACE
    try:
        before, taken = read_memory(loaded.root)
    except ValueError as fault:
        raise Refusal(str(fault)) from None
    result = merge(found, loaded.corpus, taken=taken, overwrite=overwrite)
    texts, result = _outcome(result, loaded, place)
    click.echo(f"{file.name}: {_NAMES[found.format]}, {counted(len(found.entries), 'entry', 'entries')} read")
    for line in _said(result, place, dry_run=dry_run):
        click.echo(line)
    if report:
        write_atomically(report, (as_json(_records(result)) + "\n").encode())
    after = memory_text(result.taken)
    if not dry_run:
        files = {loaded.root / path: text.encode() for path, text in texts.items()}
        if after != before and (before or result.taken):
            files[memory] = after.encode()
        write_together(files)
    return int(strict and bool(result.unplaced))


def dossier_at(name: str, loaded: Loaded) -> str:
    """The path in the project of the dossier that new records go to.

    Raises:
        Refusal: it is no dossier's, or the project has faults that hide what there is.
    """
    path = PurePosixPath(name.replace("\\", "/"))
    if len(path.parts) == 1:
        path = RECORDS / path
    path = path if path.suffix else path.with_suffix(".yaml")
    if path.is_absolute() or ".." in path.parts or not path.is_relative_to(RECORDS):
        raise Refusal(f"--into: dossiers stand in {RECORDS}/, and '{name}' does not")
    if path.suffix != ".yaml" or not re.fullmatch(r"[A-Za-z0-9][\w-]*", path.stem):
        raise Refusal(f"--into: '{path.name}' cannot name a dossier; write a name like sources.yaml")
    broken = [d for d in loaded.diagnostics if d.severity is Severity.ERROR and d.span]
    places = {d.span.path for d in broken if d.span}
    if broken and (loaded.corpus.broken or path.as_posix() in places or "policybrief.yaml" in places):
        first = as_text(broken[0], texts={})
        raise Refusal(f"Records cannot be read, so nobody knows what is there: see brief check.\n{first}")
    return path.as_posix()


@dataclass(frozen=True, slots=True)
class Said:
    """A change that was not made, where, and why."""

    change: Change
    place: str
    reason: str

    @property
    def line(self) -> str:
        """The same in one line."""
        return f"{self.place}  {self.change.id}  {self.change.field}: {self.reason}"


def written(
    changes: Iterable[Change],
    loaded: Loaded,
    *,
    kind: str,
    content: Callable[[Path], bytes | None] = lambda path: path.read_bytes() if path.is_file() else None,
) -> tuple[dict[str, str], list[Said]]:
    """The texts of the dossiers that `changes` lead to, by path, and what cannot be changed by us.

    `content` gives what a dossier holds before them.
    """
    by_path: dict[str, list[Change]] = {}
    for change in changes:
        source = loaded.corpus.source_of(change.id)
        assert source is not None  # a change is always one of a record that was read
        by_path.setdefault(source.path, []).append(change)
    texts: dict[str, str] = {}
    refused: list[Said] = []
    for path, below in by_path.items():
        text, not_made = with_changes((content(loaded.root / path) or b"").decode(), below, kind=kind)
        refused += [Said(c, _place(c, loaded), f"{why}; set it by hand") for c, why in not_made]
        if len(not_made) < len(below):
            texts[path] = text
    return texts, refused


def _outcome(result: Merge, loaded: Loaded, place: str) -> tuple[dict[str, str], Merge]:
    """The texts of the files that change; and the result with what cannot be written listed."""
    texts, refused = written(result.changed, loaded, kind="sources")
    if result.added:
        text = texts.get(place, _text(loaded.root / place))
        texts[place] = with_added(text, result.added, kind="sources")
    for path, text in texts.items():
        if len(text.encode()) > MAX_BYTES:
            raise Refusal(f"{path} would grow beyond {MAX_BYTES / 1e6:.0f} MB; name another file with --into")
    taken = {name: dict(fields) for name, fields in result.taken.items()}
    for said in refused:
        taken[said.change.id].pop(said.change.field, None)
    gone = {said.change for said in refused}
    listed = tuple(
        Unplaced(said.place, said.change.id, said.reason, said.change.field, _shown(said.change.after))
        for said in refused
    )
    made = tuple(change for change in result.changed if change not in gone)
    return texts, replace(result, changed=made, unplaced=(*result.unplaced, *listed), taken=taken)


def _text(path: Path) -> str:
    return path.read_bytes().decode() if path.is_file() else ""


def _place(change: Change, loaded: Loaded) -> str:
    return str(loaded.corpus.place(change.id, change.field) or change.id)


def _said(result: Merge, place: str, *, dry_run: bool) -> Iterator[str]:
    would = "would be " if dry_run else ""
    if result.added:
        yield f"  {len(result.added)} {would}added to {place}"
    if result.added and dry_run:
        yield from _listed(f"{one.id}  {_shown(dict(one.fields)['title'])}" for one in result.added)
    yield from change_lines(result.changed, result.kept, would=would)
    if result.same:
        yield f"  {result.same} unchanged"
    works = [one for one in result.unplaced if not one.field]
    if works:
        yield f"  {counted(len(works), 'entry', 'entries')} not taken:"
        yield from _listed(_line(one) for one in works)
    yield from _fields_said([one for one in result.unplaced if one.field])


def change_lines(changed: Sequence[Change], kept: Sequence[Change], *, would: str) -> Iterator[str]:
    """What has changed and what was kept, a line a field."""
    if changed:
        yield f"  {counted(len({c.id for c in changed}), 'record')} {would}changed:"
        yield from _listed(f"{c.id}  {c.field}: {_arrow(c)}" for c in changed)
    if kept:
        yield f"  {counted(len(kept), 'field')} edited by hand, so kept (--overwrite takes the new):"
        yield from _listed(f"{c.id}  {c.field}: {_arrow(c)}" for c in kept)


def _fields_said(fields: Sequence[Unplaced]) -> Iterator[str]:
    """What has no place, a line each; fields that records do not have at all are counted."""
    from policybrief.exchange.bibliography.entries import NO_PLACE

    odd = [one for one in fields if one.reason != NO_PLACE]
    if odd:
        yield f"  {counted(len(odd), 'field')} not taken:"
        yield from _listed(_line(one) for one in odd)
    counts = Counter(one.field for one in fields if one.reason == NO_PLACE)
    if counts:
        names = ", ".join(f"{name} ({number})" for name, number in counts.most_common())
        yield from _wrapped(f"Not taken, for a source has no such field (each: --report): {names}")


def _wrapped(words: str) -> list[str]:
    import textwrap

    return textwrap.wrap(words, 78, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)


def _listed(lines: Iterable[str]) -> Iterator[str]:
    every = [*lines]
    yield from (f"    {line}" for line in every[:_SHOWN])
    if len(every) > _SHOWN:
        yield f"    … and {len(every) - _SHOWN} more (all: --report FILE)"


def _line(one: Unplaced) -> str:
    what = f"  {one.field} '{one.value}'" if one.field else f"  '{one.value}'" if one.value else ""
    return f"{one.place}  {one.entry}{what}: {one.reason}"


def _arrow(change: Change) -> str:
    return f"{_shown(change.before) or '(nothing)'} → {_shown(change.after)}"


def _shown(value: Value) -> str:
    words = "; ".join(value) if isinstance(value, tuple) else value
    return words if len(words) <= 60 else words[:59] + "…"


def _records(result: Merge) -> Iterator[Mapping[str, Any]]:
    """The result for other programs: `outcome` and what it is about."""
    for added in result.added:
        yield {"outcome": "added", "record": added.id, "fields": dict(added.fields)}
    for outcome, changes in (("changed", result.changed), ("kept", result.kept)):
        for c in changes:
            yield {"outcome": outcome, "record": c.id, "field": c.field, "before": c.before, "after": c.after}
    for one in result.unplaced:
        said = {
            "place": one.place,
            "entry": one.entry,
            "field": one.field,
            "value": one.value,
            "reason": one.reason,
        }
        yield {"outcome": "not taken", **{name: value for name, value in said.items() if value}}
