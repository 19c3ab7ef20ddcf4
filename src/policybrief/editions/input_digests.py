"""A digest of all that decides an edition: while it is the same, the edition is not made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from policybrief.diagnostics import Diagnostic
from policybrief.document import dump
from policybrief.files.regular import NotReadableError, read_regular
from policybrief.project.inputs import software
from policybrief.records import Earlier, Edition, Record
from policybrief.writers import LAYOUT

if TYPE_CHECKING:
    from policybrief.editions.workspace import Workspace
    from policybrief.project.corpus import Corpus
    from policybrief.templates import Template


class InputDigests:
    """Digests of the editions of one project; what many of them share is read only once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._common = f"{software()} {_digest(repr(workspace.loaded.project))}"
        self._records: dict[str, str] = {}
        self._templates = {template.name: template_digest(template) for template in workspace.templates}
        self._files: dict[str, str] = {}

    def of(self, edition: Edition) -> str:
        """Thirty-two hex digits over the software, the settings, the template, the brief and the records.

        Two editions with the same digest have the same document and the same points, but for the places of
        these in their files.
        """
        subject = self._workspace.subjects.of(edition)
        as_pdf = LAYOUT in edition.formats or not edition.formats
        asked = (edition.brief, edition.template, edition.audience, edition.language, edition.as_of)
        parts = (
            self._common,
            self._templates.get(edition.template, ""),
            repr((*asked, edition.rehearsal, edition.issue, as_pdf)),
            *map(_earlier, edition.earlier),
            *(self._record(record) for record in subject.records),
            repr(subject.outdated),
            *_unread(subject),
        )
        return _digest("\0".join(parts))

    def places(self, diagnostics: Iterable[Diagnostic]) -> str:
        """Thirty-two hex digits over the files in which these have their places."""
        paths = sorted({diagnostic.span.path for diagnostic in diagnostics if diagnostic.span})
        return _digest("\0".join(self._file(path) for path in paths))

    def _record(self, record: Record) -> str:
        if record.id not in self._records:
            self._records[record.id] = _digest(repr(record))
        return self._records[record.id]

    def _file(self, path: str) -> str:
        if not self._files:
            self._files = {file.path: _digest(file.text) for file in self._workspace.loaded.sources}
        if path not in self._files:
            root = self._workspace.loaded.root
            try:
                text = read_regular(root / path, root).decode("utf-8", "replace")
            except NotReadableError:
                text = ""
            self._files[path] = _digest(text)
        return self._files[path]


@lru_cache(maxsize=64)
def template_digest(template: Template) -> str:
    """Thirty-two hex digits over all that a template says, its letterhead and its fonts included."""
    return _digest(repr(template))


def _unread(subject: Corpus) -> Iterator[str]:
    """Ids that its records name and that could not be read."""
    if subject.broken:
        named = {target for record in subject.records for _, target in subject.references(record)}
        yield from sorted(named & subject.broken)


def _earlier(earlier: Earlier) -> str:
    return _digest(
        "\0".join((repr((earlier.number, earlier.on)), dump(earlier.document), dump(earlier.readable)))
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
