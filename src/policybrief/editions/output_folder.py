"""The files of a build below `out/`: each put there whole, listed in the manifest, removed when unwanted."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from policybrief.diagnostics import Diagnostic
from policybrief.document import Document
from policybrief.editions.claims import Claims
from policybrief.editions.entries_of_results import entry_again, entry_of
from policybrief.editions.formats import formats_of
from policybrief.editions.former_manifest import adopt_former_manifest
from policybrief.editions.last_documents import (
    forget_other_documents,
    read_last_document,
    write_last_document,
)
from policybrief.editions.manifest import Manifest, file_of, folder_of
from policybrief.editions.manifest_entries import EditionEntry, FileEntry
from policybrief.editions.results import EditionOutcome, EditionResult, FileChange, outcome_of
from policybrief.files.names import composed
from policybrief.files.writing import BESIDE, Placed, digest, place_together, remove
from policybrief.gate import VERSION as GATE
from policybrief.records import Edition, Project
from policybrief.writers import WRITERS


class OutputFolder:
    """Where the files of one build go; use it under the project's lock and `close` it whatever happens."""

    def __init__(self, root: Path, out: Path, *, project: Project, explain: bool = False) -> None:
        self.root, self.out, self.project, self.explain = root, out, project, explain
        self._manifest = Manifest(root)
        adopt_former_manifest(root, self._manifest)
        self._claims = Claims(root, self._manifest)
        self._brief = ""
        """That of the edition that was put last."""
        self._fresh: dict[str, tuple[int, str]] = {}
        """Path from the root → size and SHA-256 of what this build put or left there."""

    def ours(self, path: Path, content: bytes) -> bool:
        """True if a build put these bytes at `path`."""
        return self._claims.ours(self._key(path), digest(content))

    def claim(self, path: Path, content: bytes) -> None:
        """Note that these bytes are about to be put at `path`."""
        self._claims.claim(self._key(path), digest(content))

    def with_extras(self, edition: Edition) -> Edition:
        """`edition` also in formats in which it was asked for by name before, unless it is so now."""
        if edition.formats != formats_of(edition.audience, self.project):
            return edition
        others = (form for form in WRITERS if form not in edition.formats)
        extras = tuple(form for form in others if self._was_asked_for(self._path(edition, form)))
        return replace(edition, formats=(*edition.formats, *extras))

    def known(self, edition: Edition) -> tuple[EditionEntry, ...]:
        """What is known of the edition, if all its files are as we wrote them, under one key."""
        entries = [self._present(self._path(edition, form)) for form in edition.formats]
        keys = {entry.key if entry else "" for entry in entries}
        return (entries[0],) if entries and entries[0] and len(keys) == 1 else ()

    def put(self, result: EditionResult) -> EditionResult:
        """`result` with its files placed and its bytes let go; as it is, if it is not to be written."""
        if result.known is not None:
            return self._standing(result)
        if result.made is None:
            return result
        self._turn_to(result.edition.brief.name)
        if result.made.same:
            return self._left(result)
        if not result.outcome.written:
            return result
        made, earlier = result.made, self._earlier(result.edition)
        contents = {self._path(result.edition, form): content for form, content in made.files}
        before = [self._manifest.edition_of(self._key(path)) for path in contents]
        try:
            files = place_together(contents, owning=self)
        except OSError as error:
            return replace(
                result, outcome=EditionOutcome.FAILED, diagnostics=self._unwritten(result, error), made=None
            )
        entry = replace(entry_of(result), files=self._written(result, files))
        self._manifest.put(entry)
        change = _change(files, before, entry)
        if self.explain:
            change = replace(change, documents=(earlier, made.document))
        if made.document is not None:
            self._remember(result.edition, made.document)
        return replace(
            result, made=None, files=files, change=change, shown=entry.shown, left_out=entry.left_out
        )

    def _unwritten(self, result: EditionResult, error: OSError) -> tuple[Diagnostic, ...]:
        """The diagnostics of an edition of which no file could be put in its place."""
        place = self._key(Path(error.filename)) if error.filename else result.edition.name
        why = error.strerror or type(error).__name__
        return (*result.diagnostics, Diagnostic("cannot-write", f"{place}: {why}"))

    def clear(self, editions: Sequence[Edition]) -> tuple[tuple[Path, Path | None], ...]:
        """Remove the files that the manifest names and none of `editions` wants: (path, where it is kept)."""
        removed = []
        for key in self._stale(editions):
            path = self.root / key
            removed.append((path, remove(path, owning=self)))
            self._manifest.remove(key)
        forget_other_documents(self.root, self._listed_documents())
        return tuple(removed)

    def close(self) -> None:
        """Bring the manifest up to date; an interrupted build too must know its own files next time."""
        try:
            self._manifest.write()
            self._claims.settle()
        finally:
            self._claims.close()

    def files(self) -> tuple[tuple[str, int, str], ...]:
        """(path from the root, size in bytes, SHA-256) of what this build put or left."""
        return tuple((path, size, sha256) for path, (size, sha256) in self._fresh.items())

    def _turn_to(self, brief: str) -> None:
        """Write and forget the entries of the brief before: memory must not grow with the briefs."""
        if brief != self._brief:
            self._brief = brief
            with suppress(OSError):  # `close` tries again, and fails with its reason
                self._manifest.write()

    def _written(self, result: EditionResult, files: Sequence[Placed]) -> tuple[FileEntry, ...]:
        """What the manifest is to know of files that were just put in their places."""
        assert result.made is not None
        own = formats_of(result.edition.audience, self.project)
        receipts = {form: (needles, parts) for form, needles, parts in result.made.searched}
        entries = []
        for placed, (form, content) in zip(files, result.made.files, strict=True):
            key, sha256 = self._key(placed.path), digest(content)
            needles, parts = receipts.get(form, (0, 0))
            entries.append(FileEntry(key, sha256, needles, parts, GATE if parts else 0, form not in own))
            self._fresh[key] = (len(content), sha256)
        return tuple(entries)

    def _left(self, result: EditionResult) -> EditionResult:
        """`result` of an edition that was not made again, with what was found when it was."""
        result = self._standing(result)
        paths = [self._key(placed.path) for placed in result.files]
        files = tuple(file for path in paths if (file := self._manifest.file(path)))
        known = self._manifest.edition_of(paths[0])
        assert known is not None
        entry = replace(entry_again(known, result), files=files)
        self._manifest.put(entry)
        return replace(
            result,
            outcome=outcome_of(entry.diagnostics),
            diagnostics=entry.diagnostics,
            made=None,
            pages=entry.pages,
            shown=entry.shown,
            left_out=entry.left_out,
        )

    def _standing(self, result: EditionResult) -> EditionResult:
        """`result` with its files, which stand as we wrote them."""
        paths = [self._path(result.edition, form) for form in result.edition.formats]
        for path in paths:
            file = self._manifest.file(self._key(path))
            assert file is not None
            self._fresh[file.path] = (path.stat().st_size, file.sha256)
        files = tuple(Placed(path, changed=False) for path in paths)
        return replace(result, files=files, change=FileChange("unchanged"))

    def _earlier(self, edition: Edition) -> Document | None:
        """The document that the files of `edition` were last written from, where that is to be explained."""
        return read_last_document(self.root, self._document_key(edition)) if self.explain else None

    def _remember(self, edition: Edition, document: Document) -> None:
        """Keep the document beside the manifest, for those who ask what has changed."""
        write_last_document(document, self.root, self._document_key(edition))

    def _present(self, path: Path) -> EditionEntry | None:
        """What is known of the edition of the file at `path`, if that is as we wrote it."""
        key = self._key(path)
        entry, file = self._manifest.edition_of(key), self._manifest.file(key)
        try:
            return entry if file and digest(path.read_bytes()) == file.sha256 else None
        except OSError:
            return None

    def _was_asked_for(self, path: Path) -> bool:
        """Whether a file stands there that was asked for by name."""
        file = self._manifest.file(self._key(path))
        return file is not None and file.extra and path.exists()

    def _path(self, edition: Edition, form: str) -> Path:
        return self.out / file_of(edition, form)

    def _listed_documents(self) -> Iterator[str]:
        """Under which keys the documents of listed files are kept; a file may be beside one that was open."""
        for entry in self._manifest:
            for file in entry.files:
                stem = file.path.rpartition(".")[0]
                yield from (f"{stem}.", f"{stem.removesuffix(BESIDE)}.")

    def _document_key(self, edition: Edition) -> str:
        return self._key(self.out / folder_of(edition) / f"{edition.stem}.")

    def _stale(self, editions: Sequence[Edition]) -> tuple[str, ...]:
        """Paths of files below `out` that no edition wants; a build of today leaves rehearsals, and back."""
        rehearsal = {edition.as_of for edition in editions if edition.rehearsal}
        base = self.out / f"as-of-{min(rehearsal)}" if rehearsal else self.out
        # on some systems two Unicode forms of a name are one file, so the other form is left alone
        needed = {composed(self._key(self._path(e, form))) for e in editions for form in e.formats}
        below = self._key(base) + "/"
        return tuple(
            file.path
            for entry in self._manifest
            if entry.rehearsal == bool(rehearsal)
            for file in entry.files
            if file.path.startswith(below)
            if composed(file.path) not in needed and file.path not in self._fresh
        )

    def _key(self, path: Path) -> str:
        """`path` from the root, with slashes; on another drive (Windows) only its last three parts."""
        try:
            return Path(os.path.relpath(path, self.root)).as_posix()
        except ValueError:
            return "/".join(path.parts[-3:])


def _change(files: Sequence[Placed], before: Sequence[EditionEntry | None], now: EditionEntry) -> FileChange:
    if not any(placed.changed for placed in files):
        return FileChange("unchanged")
    earlier = next((entry for entry in before if entry), None)
    if earlier is None:
        return FileChange("new")
    return FileChange(
        "rebuilt",
        tuple(sorted(set(now.shown) - set(earlier.shown))),
        tuple(sorted(set(earlier.shown) - set(now.shown))),
    )
