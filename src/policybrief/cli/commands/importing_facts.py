"""A table taken into a project as facts: row by row, into dossiers of a size that people can read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

import click

from policybrief.cli.commands.importing_works import RECORDS, Said, change_lines, dossier_at, written
from policybrief.cli.terminal.diagnostics import as_text
from policybrief.cli.terminal.progress import progress
from policybrief.diagnostics import Refusal, counted
from policybrief.editions.workspace import project_root
from policybrief.exchange.bibliography.merging import Change
from policybrief.exchange.memory import PLACE, memory_of, read_memory
from policybrief.exchange.tables.column_maps import ColumnMap, TableForm, check_headings, left_over, read_map
from policybrief.exchange.tables.facts import FactReader
from policybrief.exchange.tables.filling import Filling, NewFact
from policybrief.exchange.tables.reading import headings_of, rows_of
from policybrief.exchange.tables.rows import TableError
from policybrief.files.writing import Together, write_atomically
from policybrief.languages import latin
from policybrief.project import Loaded, read_project
from policybrief.reading.yaml import Source, append_record, read_source

_LARGEST = 4_000_000
"""Characters of a dossier that is still added to."""


def import_facts(
    file: Path,
    *,
    map_file: Path,
    into: str | None,
    per_file: int,
    overwrite: bool,
    dry_run: bool,
    report: Path | None,
    strict: bool,
) -> int:
    """Take the rows of `file` in; the exit code: 1 if it cannot be read, or if `strict` and rows are refused.

    Raises:
        Refusal: the dossiers cannot be added to as they are.
    """
    loaded = read_project(project_root())
    stem = "-".join(latin(file.stem).split()) or "facts"
    place = dossier_at(into or f"{stem}.yaml", loaded)
    column_map = _map(file, map_file)
    if column_map is None:
        return 1
    prefix = stem if stem[:1].isalpha() else f"fact-{stem}"
    reader = FactReader(column_map, loaded.corpus, loaded.project, prefix=prefix[:30])
    try:
        before, taken = read_memory(loaded.root)
        filling = Filling(reader, loaded.corpus, taken=taken, overwrite=overwrite)
    except ValueError as fault:
        raise Refusal(str(fault)) from None
    with Together() as together:
        dossiers = _Dossiers(loaded, place, together, per_file=per_file, made_of=file.name, dry_run=dry_run)
        broken = _added(filling, dossiers, file=file, form=column_map.table)
        texts, refused = written(filling.changed, loaded, kind="facts", content=together.content)
        after = memory_of(filling.notes.taken())
        for path, text in () if dry_run else texts.items():
            together.add(loaded.root / path, text.encode())
        if not dry_run and after != before and filling.rows:
            together.add(loaded.root / PLACE, after.encode())
    if broken:
        click.echo(f"{file.name}: {broken}")
        if not filling.rows:
            return 1
    for line in _said(filling, dossiers, refused, file=file, dry_run=dry_run):
        click.echo(line)
    if report:
        _write_report(report, filling, dossiers, refused, file=file)
    unplaced = filling.refused or refused
    filling.notes.close()
    return int(strict and bool(unplaced))


def _added(filling: Filling, dossiers: _Dossiers, *, file: Path, form: TableForm) -> str:
    """What is wrong with the table, up to which its rows were taken; "" if nothing is."""
    try:
        with _bar() as told:
            for new in filling.new_facts(rows_of(file, form, told=told)):
                dossiers.add(new)
    except TableError as fault:
        return str(fault)
    finally:
        dossiers.flush()
    return ""


def _map(file: Path, map_file: Path) -> ColumnMap | None:
    """The map, if it can be used with this table; what is wrong is said."""
    source, faults = read_source(map_file.name, map_file.read_bytes())
    made: ColumnMap | None = None
    if source is not None and not faults:
        made, faults = read_map(source)
    if made is not None and source is not None:
        try:
            headings = headings_of(file, made.table)
            faults = check_headings(made, headings, source)
            if not faults and (rest := left_over(made, headings)):
                click.echo(
                    f"Columns not taken (if that is meant, name them under unused:): {', '.join(rest)}"
                )
        except TableError as problem:
            click.echo(f"{file.name}: {problem}")
            return None
    for fault in faults:
        click.echo(as_text(fault, texts={map_file.name: source.text} if source else {}) + "\n")
    return None if faults else made


@contextmanager
def _bar() -> Iterator[Callable[[float], None]]:
    """A bar that moves with the share of the file that has been read."""
    with progress(100, "Reading") as step:
        done = 0

        def told(share: float) -> None:
            nonlocal done
            while done < int(share * 100):
                done += 1
                step(())

        yield told


class _Dossiers:
    """New facts, `per_file` to a dossier: `aid.yaml`, `aid-2.yaml`, …"""

    def __init__(
        self, loaded: Loaded, place: str, together: Together, *, per_file: int, made_of: str, dry_run: bool
    ) -> None:
        self.together = together
        self.root, self.per_file, self.dry_run = loaded.root, per_file, dry_run
        self.stem, self.made_of = PurePosixPath(place).stem, made_of
        self.counts = {source.path: _facts_in(source) for source in loaded.sources}
        self.number, self.size = 0, 0
        self.waiting: list[NewFact] = []
        self.written: dict[str, int] = {}
        self._next()

    def add(self, new: NewFact) -> None:
        """Take one fact; a full dossier is written."""
        self.waiting.append(new)
        self.size += sum(len(line) + 5 for line in new.lines)
        if len(self.waiting) >= self.room or self.size > _LARGEST:
            self.flush()
            self._next()

    def flush(self) -> None:
        """Write what waits."""
        if not self.waiting:
            return
        path = self.root / self.path
        known = self.together.content(path)
        text = self._head() if known is None else known.decode()
        mark = "\ufeff" if text.startswith("\ufeff") else ""
        lines = tuple(line for new in self.waiting for line in new.lines)
        text = mark + append_record(text.removeprefix(mark), kind="facts", lines=lines)[0]
        if not self.dry_run:
            self.together.add(path, text.encode())
        self.written[self.path] = self.written.get(self.path, 0) + len(self.waiting)
        self.counts[self.path] = self.counts.get(self.path, 0) + len(self.waiting)
        self.room -= len(self.waiting)
        self.waiting.clear()

    def _next(self) -> None:
        """The first dossier that has room."""
        while True:
            self.number += 1
            name = self.stem if self.number == 1 else f"{self.stem}-{self.number}"
            self.path = (RECORDS / f"{name}.yaml").as_posix()
            path = self.root / self.path
            self.size = path.stat().st_size if path.is_file() else 0
            self.room = self.per_file - self.counts.get(self.path, 0)
            if self.room > 0 and self.size < _LARGEST:
                return

    def _head(self) -> str:
        return f"# Facts from {' '.join(self.made_of.split())}, by brief import.\n\ntopics: [{self.stem}]\n"


def _facts_in(source: Source) -> int:
    facts = source.value.get("facts") if isinstance(source.value, dict) else None
    return len(facts) if isinstance(facts, dict) else 0


def _said(
    filling: Filling, dossiers: _Dossiers, refused: list[Said], *, file: Path, dry_run: bool
) -> Iterator[str]:
    would = "would be " if dry_run else ""
    yield f"{file.name}: {counted(filling.rows, 'row')} read"
    if filling.added:
        files = [*dossiers.written]
        more = f" to {files[-1]} ({counted(len(files), 'file')})" if len(files) > 1 else ""
        yield f"  {counted(filling.added, 'fact')} {would}added to {files[0]}{more}"
    changed = [c for c in filling.changed if c not in {said.change for said in refused}]
    yield from change_lines(changed, filling.kept, would=would)
    if filling.same:
        yield f"  {filling.same} unchanged"
    if refused:
        yield f"  {counted(len(refused), 'field')} not taken:"
        yield from (f"    {said.line}" for said in refused[:20])
    reasons = filling.notes.reasons()
    if reasons:
        yield f"  {counted(filling.refused, 'row')} not taken:"
        for reason, number, first in reasons[:20]:
            more = f" and {number - 1} more" if number > 1 else ""
            yield f"    row {first}{more}: {reason}"
        if len(reasons) > 20:
            yield f"    … and {len(reasons) - 20} more reasons (all: --report FILE)"


def _write_report(
    path: Path, filling: Filling, dossiers: _Dossiers, refused: Iterable[Said], *, file: Path
) -> None:
    from policybrief.cli.terminal.diagnostics import as_json

    def records() -> Iterator[Mapping[str, Any]]:
        for name, number in dossiers.written.items():
            yield {"outcome": "added", "path": name, "facts": number}
        for outcome, changes in (("changed", filling.changed), ("kept", filling.kept)):
            yield from (_change(outcome, change) for change in changes)
        for said in refused:
            yield {
                "outcome": "not taken",
                "place": said.place,
                "field": said.change.field,
                "reason": said.reason,
            }
        for row, reason in filling.notes.refused():
            yield {"outcome": "not taken", "place": f"{file.name}, row {row}", "row": row, "reason": reason}

    write_atomically(path, (as_json(records()) + "\n").encode())


def _change(outcome: str, change: Change) -> dict[str, Any]:
    return {
        "outcome": outcome,
        "record": change.id,
        "field": change.field,
        "before": change.before,
        "after": change.after,
    }
