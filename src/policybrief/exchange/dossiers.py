"""New records and changes of an import → the texts of dossiers, with all else in them as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from policybrief.diagnostics import Refusal, Severity
from policybrief.exchange.bibliography.merge import NewSource
from policybrief.exchange.imported_values import FieldChange
from policybrief.exchange.tables.facts import FIGURES
from policybrief.project import LoadedProject
from policybrief.reading.yaml import FieldEdit, append_record, set_fields
from policybrief.reading.yaml.writing import field_lines

RECORDS = PurePosixPath("briefs/records")
_FIGURES = frozenset({"issued", *FIGURES})


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A change that cannot be made without losing something in the file: where, and why not."""

    change: FieldChange
    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}  {self.change.id}  {self.change.field}: {self.reason}"


def dossier_path(name: str, loaded: LoadedProject) -> str:
    """The path in the project of the dossier that new records go to.

    Raises:
        Refusal: no dossier can have it, or the project has faults that hide some of its records.
    """
    path = PurePosixPath(name.replace("\\", "/"))
    if len(path.parts) == 1:
        path = RECORDS / path
    path = path if path.suffix else path.with_suffix(".yaml")
    if path.is_absolute() or ".." in path.parts or not path.is_relative_to(RECORDS):
        raise Refusal(f"--into: dossiers must be in {RECORDS}/, but '{name}' is not")
    if path.suffix != ".yaml" or not re.fullmatch(r"[A-Za-z0-9][\w-]*", path.stem):
        raise Refusal(
            f"--into: '{path.name}' cannot be the name of a dossier; use a name such as sources.yaml"
        )
    _refuse_hidden_records(path.as_posix(), loaded)
    return path.as_posix()


def changed_dossiers(
    changes: Iterable[FieldChange],
    loaded: LoadedProject,
    *,
    kind: str,
    content: Callable[[Path], bytes | None] = lambda path: path.read_bytes() if path.is_file() else None,
) -> tuple[dict[str, str], tuple[Unchanged, ...]]:
    """The texts of the dossiers after `changes`, by path, and the changes that cannot be made.

    `content` gives what a dossier holds before them.
    """
    by_path: dict[str, list[FieldChange]] = {}
    for change in changes:
        source = loaded.corpus.source_of(change.id)
        assert source is not None  # a change is always one of a record that was read
        by_path.setdefault(source.path, []).append(change)
    texts: dict[str, str] = {}
    unchanged: list[Unchanged] = []
    for path, group in by_path.items():
        text, refused = _with_changes((content(loaded.root / path) or b"").decode(), group, kind=kind)
        unchanged += [Unchanged(c, _place(c, loaded), f"{why}; set it by hand") for c, why in refused]
        if len(refused) < len(group):
            texts[path] = text
    return texts, tuple(unchanged)


def with_added(text: str, added: Iterable[NewSource], *, kind: str) -> str:
    """`text` with new records behind those of their kind."""
    return with_lines(text, [line for record in added for line in _record_lines(record)], kind=kind)


def with_lines(text: str, lines: Sequence[str], *, kind: str) -> str:
    """`text` with the lines of new records behind those of their kind; a byte order mark stays in front."""
    if not lines:
        return text
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    return mark + append_record(text.removeprefix(mark), kind=kind, lines=tuple(lines))[0]


def _refuse_hidden_records(path: str, loaded: LoadedProject) -> None:
    errors = [d for d in loaded.diagnostics if d.severity is Severity.ERROR and d.span]
    places = {d.span.path for d in errors if d.span}
    if errors and (loaded.corpus.broken or path in places or "policybrief.yaml" in places):
        first = errors[0]
        raise Refusal(
            "Some records cannot be read, so nothing can be compared with them: see brief check.\n"
            f"{first.span}: error[{first.code}]: {first.message}"
        )


def _with_changes(
    text: str, changes: Sequence[FieldChange], *, kind: str
) -> tuple[str, tuple[tuple[FieldChange, str], ...]]:
    """`text` with the fields changed, and (change, reason) where one cannot be without losing something."""
    edits = [FieldEdit(kind, c.id, c.field, c.after, c.field in _FIGURES) for c in changes]
    text, refused = set_fields(text, edits)
    change_of = dict(zip(edits, changes, strict=True))
    return text, tuple((change_of[edit], reason) for edit, reason in refused)


def _place(change: FieldChange, loaded: LoadedProject) -> str:
    return str(loaded.corpus.place(change.id, change.field) or change.id)


def _record_lines(record: NewSource) -> Iterable[str]:
    yield f"{record.id}:"
    for field, value in record.fields:
        yield from (f"  {line}" for line in field_lines(field, value, figure=field in _FIGURES))
    yield "  generated: yes"
