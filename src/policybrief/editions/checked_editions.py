"""Editions examined one after the other; `.brief/checked/` keeps what was found for the next time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.editions.entries_of_results import entry_of
from policybrief.editions.examination import examine
from policybrief.editions.manifest import Manifest, file_name
from policybrief.editions.manifest_entries import EditionEntry, dump_entries, read_entries
from policybrief.editions.results import EditionResult
from policybrief.files.writing import write_atomically
from policybrief.records import Edition

if TYPE_CHECKING:
    from policybrief.editions.workspace import Workspace


def check_editions(workspace: Workspace, editions: Sequence[Edition]) -> Iterator[EditionResult]:
    """How each edition ends, without what was made of it; only those are looked at that a change concerns.

    Where the project cannot be written to, everything is looked at again the next time. What was found of
    briefs that are gone is forgotten.
    """
    findings = _Findings(workspace.loaded.root)
    for result in examine(workspace, editions, points_alone=True, known=findings.known):
        findings.put(result)
        yield result.reduced()
    with suppress(OSError):
        findings.write()
        findings.forget_others({brief.name for brief in workspace.loaded.briefs})


class _Findings:
    """What was found of editions when they were last checked, or built."""

    def __init__(self, root: Path) -> None:
        self._folder = root / ".brief" / "checked"
        self._manifest = Manifest(root)
        self._read: dict[str, dict[tuple[str, ...], EditionEntry]] = {}
        """Name of a brief's file → edition → what it holds."""
        self._changed: set[str] = set()

    def known(self, edition: Edition) -> tuple[EditionEntry, ...]:
        """What is known of the edition, whether or not it is still true."""
        checked = self._of_brief(file_name(edition.brief.name)).get(_key(edition))
        built = (e for e in self._manifest.editions(edition.brief.name) if _key_of(e) == _key(edition))
        return (*((checked,) if checked else ()), *built)

    def put(self, result: EditionResult) -> None:
        """Keep what was found of an edition, if nothing stopped it."""
        if result.made is not None and result.outcome.written:
            name = file_name(result.edition.brief.name)
            self._of_brief(name)[_key(result.edition)] = entry_of(result)
            self._changed.add(name)

    def write(self) -> None:
        """Keep what has changed.

        Raises:
            OSError: it cannot be written.
        """
        for name in sorted(self._changed):
            write_atomically(self._folder / name, dump_entries([*self._read[name].values()]).encode())

    def forget_others(self, briefs: Iterable[str]) -> None:
        """Remove what was found of other briefs than these.

        Raises:
            OSError: it cannot be removed.
        """
        names = {file_name(brief) for brief in briefs}
        for path in self._folder.glob("[!.]*.json"):
            if path.name not in names:
                path.unlink(missing_ok=True)

    def _of_brief(self, name: str) -> dict[tuple[str, ...], EditionEntry]:
        if name not in self._read:
            try:
                entries = read_entries((self._folder / name).read_text(encoding="utf-8"))
            except (OSError, ValueError):
                entries = ()
            self._read[name] = {_key_of(entry): entry for entry in entries}
        return self._read[name]


def _key(edition: Edition) -> tuple[str, ...]:
    return (edition.template, edition.audience.name, edition.language)


def _key_of(entry: EditionEntry) -> tuple[str, ...]:
    return (entry.template, entry.audience, entry.language)
