"""An export of the corpus: its bytes for one audience or for our own house, and the leak gate's verdict."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.diagnostics import Refusal
from policybrief.editions import Manifest
from policybrief.exchange.export.copies import CorpusCopy, EditionCopy, copy_for, whole_copy
from policybrief.files.writing import write_together
from policybrief.records import Source
from policybrief.selection import readable

if TYPE_CHECKING:
    from policybrief.editions import Workspace
    from policybrief.gate import Verdict
    from policybrief.records import Audience

_DATABASES = (".db", ".sqlite", ".sqlite3")


@dataclass(frozen=True, slots=True)
class Export:
    """What goes out, in one file."""

    copy: CorpusCopy
    content: bytes
    verdict: Verdict | None
    """Of the leak gate; None for a copy of everything, which is for our own house."""
    drafts_left_out: int
    """How many records the reader might have that are not cleared."""


def check_target(file: Path) -> None:
    """Return if an export may be written to `file`.

    Raises:
        Refusal: its name says no format, or another file is there that is no export.
    """
    if file.suffix.lower() not in (*_DATABASES, ".json"):
        raise Refusal(f"'{file.name}' does not show the format; use a name that ends in .db or .json")
    if not file.exists():
        return
    with file.open("rb") as present:
        start = present.read(64)
    database = start.startswith(b"SQLite format 3\0")
    if not (database if file.suffix.lower() != ".json" else start.lstrip().startswith(b"[")):
        raise Refusal(f"{file} already exists and is not an export; choose another name")


def make_export(workspace: Workspace, *, file: Path, audience: Audience | None, drafts: bool) -> Export:
    """What `file` would hold: all that the audience may read, or everything if there is none."""
    copy = _copy(workspace, audience, drafts=drafts)
    content = _content(copy, file)
    if audience is None:
        return Export(copy, content, None, 0)
    waiting = 0 if drafts else len(_copy(workspace, audience, drafts=True).records) - len(copy.records)
    return Export(copy, content, _verdict(workspace, copy, content, file, audience), waiting)


def write_export(export: Export, file: Path, *, more: Mapping[Path, bytes]) -> None:
    """Write an export, and `more` files beside it; a copy of everything for our own eyes alone."""
    with _for_owner_only(export.verdict is None):
        write_together({file: export.content, **more})


def _copy(workspace: Workspace, audience: Audience | None, *, drafts: bool) -> CorpusCopy:
    loaded = workspace.loaded
    editions = [*_editions(loaded.root)]
    if audience is None:
        return whole_copy(loaded.corpus, loaded.project, briefs=loaded.briefs, editions=editions)
    records = readable(loaded.corpus, loaded.project, audience=audience, as_of=workspace.today, drafts=drafts)
    return copy_for(audience, records, loaded.corpus, loaded.project, briefs=loaded.briefs, editions=editions)


def _editions(root: Path) -> Iterator[EditionCopy]:
    """The editions that were built last, once for all formats; rehearsals are none."""
    once = {}
    for entry in Manifest(root):  # that of the latest day last
        key = (entry.brief, entry.template, entry.audience, entry.language)
        if not entry.rehearsal:
            once[key] = EditionCopy(" ".join(key), *key, entry.as_of, entry.pages, entry.shown)
    yield from once.values()


def _content(copy: CorpusCopy, file: Path) -> bytes:
    if file.suffix.lower() == ".json":
        from policybrief.sections.csl_items import csl_json

        sources = [record for record in copy.records if isinstance(record, Source)]
        return csl_json(sources, markings=dict(copy.markings))
    from policybrief.exchange.export.database import database

    return database(copy)


def _verdict(
    workspace: Workspace, copy: CorpusCopy, content: bytes, file: Path, audience: Audience
) -> Verdict:
    return workspace.gate().search(
        content,
        name=file.name,
        audience=audience,
        shown=[record.id for record in copy.records],
        authors=(copy.organisation,),
    )


@contextmanager
def _for_owner_only(private: bool) -> Iterator[None]:
    """While it lasts, new files can be read by their owner alone, where the system has such a thing."""
    before = os.umask(0o077) if private else None
    try:
        yield
    finally:
        if before is not None:
            os.umask(before)
