"""What is in `out/`: where the files of an edition are, and `.brief/manifest/`, which lists them by brief."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from policybrief.editions.manifest_entries import EditionEntry, FileEntry, dump_entries, order, read_entries
from policybrief.files.names import composed
from policybrief.files.writing import digest, write_atomically
from policybrief.writers import WRITERS

if TYPE_CHECKING:
    from policybrief.records import Edition

_REMEMBERED = 16
"""Briefs whose entries are remembered once they are read: those whose editions are under way together."""


def folder_of(edition: Edition) -> PurePath:
    """The folder in `out/` of an edition: `<brief>/<template>`, for a rehearsal below one of its own."""
    folder = PurePath(edition.brief.name, edition.template)
    return PurePath(f"as-of-{edition.as_of}") / folder if edition.rehearsal else folder


def file_of(edition: Edition, form: str) -> PurePath:
    """The file in `out/` of an edition in one format: `<brief>/<template>/<stem>.docx`."""
    return folder_of(edition) / f"{edition.stem}.{WRITERS[form].extension}"


class Manifest:
    """The editions whose files we wrote; `.brief/manifest/` has a file for each brief, read when needed.

    A file that is damaged or cannot be read counts as empty, for its brief alone. Changes are written by
    `write`, and only the files of the briefs that they concern.
    """

    def __init__(self, root: Path) -> None:
        self._folder = root / ".brief" / "manifest"
        self._changed: dict[str, tuple[EditionEntry, ...]] = {}
        """Name of a brief's file → what it is to hold."""
        self._read = lru_cache(_REMEMBERED)(self._in_file)

    def __iter__(self) -> Iterator[EditionEntry]:
        """Every entry, of one brief after the other."""
        names = {path.name for path in self._folder.glob("*.json")}
        for name in sorted({*names, *self._changed}):
            changed = self._changed.get(name)
            yield from self._in_file(name) if changed is None else changed

    def editions(self, brief: str) -> tuple[EditionEntry, ...]:
        """The entries of a brief, by edition."""
        return self._entries(file_name(brief))

    def edition_of(self, path: str) -> EditionEntry | None:
        """The entry of the file at `path` from the root; None if it is not ours."""
        entries = self._entries(_file_for(path))
        return next((entry for entry in entries if _has(entry, (path,))), None)

    def file(self, path: str) -> FileEntry | None:
        """What is known of the file at `path` from the root; None if it is not ours."""
        entry = self.edition_of(path)
        return next((file for file in entry.files if file.path == path), None) if entry else None

    def put(self, entry: EditionEntry) -> None:
        """Add `entry`; its files are in no other one from now on, and no two differ in their files alone."""
        paths, name = {file.path for file in entry.files}, file_name(entry.brief)
        others = _without(self._entries(name), paths)
        files = [
            file for other in others if replace(other, files=entry.files) == entry for file in other.files
        ]
        others = [other for other in others if replace(other, files=entry.files) != entry]
        files = sorted((*files, *entry.files), key=lambda file: file.path)
        self._change(name, [*others, replace(entry, files=tuple(files))])

    def remove(self, path: str) -> None:
        """Forget the file at `path` from the root, and its entry if that has no other."""
        name = _file_for(path)
        self._change(name, _without(self._entries(name), {path}))

    def write(self) -> None:
        """Bring the files of the briefs that have changed up to date, and remove those without entries.

        Raises:
            OSError: one of them cannot be written; call again, or what has changed is lost.
        """
        for name, entries in sorted(self._changed.items()):
            if entries and entries != self._read(name):
                write_atomically(self._folder / name, dump_entries(entries).encode())
            elif not entries:
                (self._folder / name).unlink(missing_ok=True)
        self._changed.clear()
        self._read.cache_clear()

    def _entries(self, name: str) -> tuple[EditionEntry, ...]:
        changed = self._changed.get(name)
        return self._read(name) if changed is None else changed

    def _change(self, name: str, entries: Sequence[EditionEntry]) -> None:
        self._changed[name] = tuple(sorted(entries, key=order))

    def _in_file(self, name: str) -> tuple[EditionEntry, ...]:
        try:
            return read_entries((self._folder / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ()


def file_name(brief: str) -> str:
    """`bridge.json`; with a hash for a name that is long or that some file systems take for another's."""
    name = composed(brief)
    if re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,59}", name):
        return f"{name}.json"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9_-]+", "-", plain).strip("-")[:40]
    return f"{plain}~{digest(name.encode())[:12]}.json"


def manifest_files(root: Path, briefs: Iterable[str]) -> Iterator[tuple[str, int, str]]:
    """(path from `root`, size in bytes, SHA-256) of the files in `.brief/manifest/` for these briefs."""
    for name in sorted({file_name(brief) for brief in briefs}):
        path = root / ".brief" / "manifest" / name
        with suppress(OSError):
            content = path.read_bytes()
            yield path.relative_to(root).as_posix(), len(content), digest(content)


def brief_of(path: str) -> str:
    """The brief of a file of ours, which is two folders below the one of its brief; "" for any other path."""
    return "".join(path.split("/")[-3:-2])


def _file_for(path: str) -> str:
    return file_name(brief_of(path))


def _has(entry: EditionEntry, paths: Collection[str]) -> bool:
    return any(file.path in paths for file in entry.files)


def _without(entries: Sequence[EditionEntry], paths: Collection[str]) -> list[EditionEntry]:
    """The entries without the files at `paths`; those that have no other go too."""
    rest = (
        replace(entry, files=tuple(file for file in entry.files if file.path not in paths))
        if _has(entry, paths)
        else entry
        for entry in entries
    )
    return [entry for entry in rest if entry.files]
