"""A table imported into a project: row by row into facts, in dossiers of a size that people can read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from policybrief.diagnostics import Diagnostic
from policybrief.exchange.dossiers import RECORDS, Unchanged, changed_dossiers, dossier_path, with_lines
from policybrief.exchange.imported_values import PLACE, FieldChange, joined_hashes, read_hashes
from policybrief.exchange.tables.cells import InputRow, TableError
from policybrief.exchange.tables.column_maps import ColumnMap, check_headings, read_map, unused_headings
from policybrief.exchange.tables.facts import FactReader
from policybrief.exchange.tables.new_facts import NewFact, RowNotes, TableImport
from policybrief.exchange.tables.table_files import headings_of, rows_of
from policybrief.files.writing import Together
from policybrief.languages import latin
from policybrief.project import LoadedProject
from policybrief.reading.yaml import YamlFile, read_yaml

_LARGEST = 4_000_000
"""Characters of a dossier that is still added to."""


@dataclass(frozen=True, slots=True)
class CheckedMap:
    """A column map as it fits a table; no map where it cannot be used with it."""

    column_map: ColumnMap | None
    unused: tuple[str, ...] = ()
    """Headings that no field uses and that are not left out on purpose."""
    faults: tuple[Diagnostic, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class FactImport:
    """What importing a table came to; `notes` are to be closed."""

    rows: int
    added: tuple[tuple[str, int], ...]
    """(path of a dossier, how many facts were added to it)"""
    changed: tuple[FieldChange, ...]
    hand_edits: tuple[FieldChange, ...]
    """Fields that somebody edited by hand."""
    same: int
    unchanged: tuple[Unchanged, ...]
    refused: int
    """How many rows were not taken; `notes` say why."""
    notes: RowNotes
    fault: str = ""
    """What is wrong with the table; the rows before it were taken."""


def check_map(map_file: Path, *, table: Path) -> CheckedMap:
    """The map in a file, and what is wrong with it for this table.

    Raises:
        TableError: the table cannot be read.
    """
    source, faults = read_yaml(map_file.name, map_file.read_bytes())
    if source is None or faults:
        return CheckedMap(None, faults=faults, text=source.text if source else "")
    column_map, faults = read_map(source)
    if column_map is None:
        return CheckedMap(None, faults=faults, text=source.text)
    headings = headings_of(table, column_map.table)
    faults = check_headings(column_map, headings, source)
    if faults:
        return CheckedMap(None, faults=faults, text=source.text)
    return CheckedMap(column_map, unused_headings(column_map, headings), text=source.text)


def import_facts(
    file: Path,
    column_map: ColumnMap,
    loaded: LoadedProject,
    *,
    into: str | None,
    per_file: int,
    overwrite: bool,
    dry_run: bool,
    progress: Callable[[float], None],
) -> FactImport:
    """What importing the rows of `file` came to; nothing is written in a `dry_run`.

    `progress` is called with the share of the file that was read. New facts go to the dossier `into`, else
    to one named like the table, `per_file` to each.

    Raises:
        TableError: the table cannot be read, not even its first row.
        Refusal: the dossiers cannot be added to as they are.
    """
    stem = "-".join(latin(file.stem).split()) or "facts"
    dossier = dossier_path(into or f"{stem}.yaml", loaded)
    prefix = stem if stem[:1].isalpha() else f"fact-{stem}"
    reader = FactReader(column_map, loaded.corpus, loaded.project, prefix=prefix[:30])
    before, hashes = read_hashes(loaded.root)
    table = TableImport(reader, loaded.corpus, hashes=hashes, overwrite=overwrite)
    with Together() as together:
        series = _DossierSeries(
            loaded, dossier, together, per_file=per_file, table=file.name, dry_run=dry_run
        )
        fault = _add_facts(table, series, rows_of(file, column_map.table, progress=progress))
        texts, unchanged = changed_dossiers(table.changed, loaded, kind="facts", content=together.content)
        if not dry_run:
            _add_changes(together, texts, table, loaded.root, before=before)
    refused = {one.change for one in unchanged}
    return FactImport(
        table.rows,
        tuple(series.added.items()),
        tuple(change for change in table.changed if change not in refused),
        tuple(table.hand_edits),
        table.same,
        unchanged,
        table.refused,
        table.notes,
        fault,
    )


def _add_facts(table: TableImport, series: _DossierSeries, rows: Iterable[InputRow]) -> str:
    """What is wrong with the table, after the facts before that were added; "" if nothing is."""
    fault = ""
    try:
        for new in table.new_facts(rows):
            series.add(new)
    except TableError as problem:
        if not table.rows:
            table.notes.close()
            raise
        fault = str(problem)
    series.flush()
    return fault


def _add_changes(
    together: Together, texts: Mapping[str, str], table: TableImport, root: Path, *, before: str
) -> None:
    """Add the dossiers with changed facts, and the hashes of the import."""
    for path, text in texts.items():
        together.add(root / path, text.encode())
    after = joined_hashes(table.notes.hashes())
    if after != before and table.rows:
        together.add(root / PLACE, after.encode())


class _DossierSeries:
    """New facts, `per_file` to a dossier: `aid.yaml`, `aid-2.yaml`, …"""

    def __init__(
        self,
        loaded: LoadedProject,
        dossier: str,
        together: Together,
        *,
        per_file: int,
        table: str,
        dry_run: bool,
    ) -> None:
        self.together = together
        self.root, self.per_file, self.dry_run = loaded.root, per_file, dry_run
        self.stem, self.table = PurePosixPath(dossier).stem, table
        self.counts = {source.path: _facts_in(source) for source in loaded.sources}
        self.number, self.size = 0, 0
        self.waiting: list[NewFact] = []
        self.added: dict[str, int] = {}
        self._next()

    def add(self, new: NewFact) -> None:
        """Add one fact; a full dossier is written."""
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
        content = self.together.content(path)
        text = self._head() if content is None else content.decode()
        text = with_lines(text, [line for new in self.waiting for line in new.lines], kind="facts")
        if not self.dry_run:
            self.together.add(path, text.encode())
        self.added[self.path] = self.added.get(self.path, 0) + len(self.waiting)
        self.counts[self.path] = self.counts.get(self.path, 0) + len(self.waiting)
        self.room -= len(self.waiting)
        self.waiting.clear()

    def _next(self) -> None:
        """Go to the first dossier that has room."""
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
        return f"# Facts from {' '.join(self.table.split())}, by brief import.\n\ntopics: [{self.stem}]\n"


def _facts_in(source: YamlFile) -> int:
    facts = source.value.get("facts") if isinstance(source.value, dict) else None
    return len(facts) if isinstance(facts, dict) else 0
