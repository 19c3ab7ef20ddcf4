"""The files of a build below `out/`: each put there whole, listed in the manifest, removed when unwanted."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from policybrief.diagnostics import Diagnostic, Severity
from policybrief.document import Document
from policybrief.editions.claims import Claims
from policybrief.editions.formats import formats_of
from policybrief.editions.last_documents import read_last_document, write_last_document
from policybrief.editions.manifest import ManifestEntry, file_of, folder_of, read_manifest, write_manifest
from policybrief.editions.results import EditionOutcome, EditionResult, FileChange
from policybrief.files.names import composed
from policybrief.files.writing import Placed, digest, place_together, remove
from policybrief.gate import VERSION as GATE
from policybrief.records import Edition, Project
from policybrief.writers import WRITERS


class OutputFolder:
    """Where the files of one build go; use it under the project's lock and `close` it whatever happens."""

    def __init__(self, root: Path, out: Path, *, project: Project, explain: bool = False) -> None:
        self.root, self.out, self.project, self.explain = root, out, project, explain
        self._entries = read_manifest(root)
        self._claims = Claims(root, self._entries)
        self._fresh: dict[str, int] = {}
        """Path from the root → size of what this build put or left there."""

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

    def last_key(self, edition: Edition) -> str:
        """The key that the files of `edition` were made under, if they are as we wrote them; else ""."""
        keys = {self._present_key(self._path(edition, form)) for form in edition.formats}
        return keys.pop() if len(keys) == 1 else ""

    def put(self, result: EditionResult) -> EditionResult:
        """`result` with its files placed and its bytes let go; as it is, if it is not to be written."""
        if result.made is None:
            return result
        if result.made.same:
            return self._left(result)
        if not result.outcome.written:
            return result
        made, earlier = result.made, self._earlier(result.edition)
        contents = {self._path(result.edition, form): content for form, content in made.files}
        before = [self._entries.get(self._key(path)) for path in contents]
        try:
            files = place_together(contents, owning=self)
        except OSError as error:
            return replace(
                result, outcome=EditionOutcome.FAILED, diagnostics=self._unwritten(result, error), made=None
            )
        own = formats_of(result.edition.audience, self.project)
        for placed, (form, content) in zip(files, made.files, strict=True):
            entry = _entry(result, content, form)
            self._entries[self._key(placed.path)] = replace(entry, extra=form not in own)
            self._fresh[self._key(placed.path)] = len(content)
        change = _change(files, before, _entry(result, b""))
        if self.explain:
            change = replace(change, documents=(earlier, made.document))
        if made.document is not None:
            self._remember(result.edition, made.document)
        return replace(result, made=None, files=files, change=change)

    def _unwritten(self, result: EditionResult, error: OSError) -> tuple[Diagnostic, ...]:
        """The diagnostics of an edition of which no file could be put in its place."""
        place = self._key(Path(error.filename)) if error.filename else result.edition.name
        why = error.strerror or type(error).__name__
        return (*result.diagnostics, Diagnostic("cannot-write", f"{place}: {why}"))

    def clear(self, editions: Sequence[Edition]) -> tuple[tuple[Path, Path | None], ...]:
        """Remove the files that the manifest names and none of `editions` wants: (path, where it is kept)."""
        stale = self._stale(editions)
        return tuple((path, remove(path, owning=self)) for path in stale)

    def close(self) -> None:
        """Bring the manifest up to date; an interrupted build too must know its own files next time."""
        try:
            write_manifest(self.root, self._entries)
            self._claims.settle()
        finally:
            self._claims.close()

    def files(self) -> tuple[tuple[str, int, str], ...]:
        """(path from the root, size in bytes, SHA-256) of what this build put or left."""
        return tuple((path, size, self._entries[path].sha256) for path, size in self._fresh.items())

    def _left(self, result: EditionResult) -> EditionResult:
        """`result` of an edition that was not made again, with what the layout of then found."""
        paths = [self._path(result.edition, form) for form in result.edition.formats]
        entries = [self._entries[self._key(path)] for path in paths]
        for path in paths:
            self._fresh[self._key(path)] = path.stat().st_size
        diagnostics = (*result.diagnostics, *(_diagnostic(fields) for fields in entries[0].found))
        is_open = any(d.severity is Severity.OPEN for d in diagnostics)
        return replace(
            result,
            outcome=EditionOutcome.OPEN if is_open else EditionOutcome.CLEAN,
            diagnostics=diagnostics,
            made=None,
            pages=entries[0].pages,
            files=tuple(Placed(path, changed=False) for path in paths),
            change=FileChange("unchanged"),
        )

    def _earlier(self, edition: Edition) -> Document | None:
        """The document that the files of `edition` were last written from, where that is to be explained."""
        return read_last_document(self.root, self._document_key(edition)) if self.explain else None

    def _remember(self, edition: Edition, document: Document) -> None:
        """Keep the document beside the manifest, for those who ask what has changed."""
        write_last_document(document, self.root, self._document_key(edition))

    def _present_key(self, path: Path) -> str:
        entry = self._entries.get(self._key(path))
        try:
            return entry.key if entry and digest(path.read_bytes()) == entry.sha256 else ""
        except OSError:
            return ""

    def _was_asked_for(self, path: Path) -> bool:
        """Whether a file stands there that was asked for by name."""
        entry = self._entries.get(self._key(path))
        return entry is not None and entry.extra and path.exists()

    def _path(self, edition: Edition, form: str) -> Path:
        return self.out / file_of(edition, form)

    def _document_key(self, edition: Edition) -> str:
        return self._key(self.out / folder_of(edition) / f"{edition.stem}.")

    def _stale(self, editions: Sequence[Edition]) -> tuple[Path, ...]:
        """Files below `out` that no edition wants; a build of today leaves rehearsals, and back."""
        rehearsal = {edition.as_of for edition in editions if edition.rehearsal}
        base = self.out / f"as-of-{min(rehearsal)}" if rehearsal else self.out
        # on some systems two Unicode forms of a name are one file, so the other form is left alone
        needed = {composed(self._key(self._path(e, form))) for e in editions for form in e.formats}
        below = self._key(base) + "/"
        stale = [
            path
            for path, entry in self._entries.items()
            if path.startswith(below) and entry.rehearsal == bool(rehearsal)
            if composed(path) not in needed and path not in self._fresh
        ]
        for path in stale:
            del self._entries[path]
        return tuple(self.root / path for path in stale)

    def _key(self, path: Path) -> str:
        """`path` from the root, with slashes; on another drive (Windows) only its last three parts."""
        try:
            return Path(os.path.relpath(path, self.root)).as_posix()
        except ValueError:
            return "/".join(path.parts[-3:])


def _entry(result: EditionResult, content: bytes, form: str = "") -> ManifestEntry:
    edition, made = result.edition, result.made
    assert made is not None
    needles, parts = next(((n, p) for name, n, p in made.searched if name == form), (0, 0))
    return ManifestEntry(
        edition.brief.name,
        edition.template,
        edition.audience.name,
        edition.language,
        edition.as_of.isoformat(),
        digest(content),
        edition.rehearsal,
        tuple(sorted(made.shown)),
        tuple(sorted(made.selection.left_out)),
        made.key,
        made.pages,
        tuple(
            (d.code, d.message, d.severity.value, d.hint, d.record)
            for d in made.diagnostics
            if d not in made.before_layout
        ),
        needles,
        parts,
        GATE if parts else 0,
    )


def _diagnostic(fields: tuple[str, ...]) -> Diagnostic:
    code, message, severity, hint, record = fields
    return Diagnostic(code, message, None, Severity(severity), hint=hint, record=record)


def _change(
    files: Sequence[Placed], before: Sequence[ManifestEntry | None], now: ManifestEntry
) -> FileChange:
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
