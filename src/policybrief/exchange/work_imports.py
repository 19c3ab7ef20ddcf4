"""A bibliography imported into a project: its works added to the dossiers, or changed there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from policybrief.diagnostics import Diagnostic, Refusal
from policybrief.exchange.bibliography.entries import Format, Unplaced
from policybrief.exchange.bibliography.formats import read_bibliography
from policybrief.exchange.bibliography.merge import Merge, merge
from policybrief.exchange.dossiers import changed_dossiers, dossier_path, with_added
from policybrief.exchange.imported_values import PLACE, hashes_text, read_hashes
from policybrief.files.writing import write_together
from policybrief.project import LoadedProject
from policybrief.reading.yaml import MAX_BYTES
from policybrief.reading.yaml.writing import Value


@dataclass(frozen=True, slots=True)
class WorkImport:
    """What importing a bibliography came to."""

    format: Format
    entries: int
    """How many were read."""
    dossier: str
    """The path of the file that new records went to."""
    merge: Merge


def import_works(
    file: Path,
    loaded: LoadedProject,
    *,
    into: str | None,
    form: Format | None,
    encoding: str,
    overwrite: bool,
    dry_run: bool,
) -> tuple[WorkImport | None, tuple[Diagnostic, ...]]:
    """What importing `file` came to, or None and why it cannot be read; nothing is written in a `dry_run`.

    New records go to the dossier `into`, else to sources.yaml.

    Raises:
        Refusal: the dossiers cannot be added to as they are.
    """
    dossier = dossier_path(into or "sources.yaml", loaded)
    bibliography, faults = read_bibliography(file.name, file.read_bytes(), form=form, encoding=encoding)
    if bibliography is None:
        return None, faults
    before, hashes = read_hashes(loaded.root)
    merged = merge(bibliography, loaded.corpus, hashes=hashes, overwrite=overwrite)
    texts, merged = _texts(merged, loaded, dossier)
    if not dry_run:
        files = {loaded.root / path: text.encode() for path, text in texts.items()}
        after = hashes_text(merged.hashes)
        if after != before and (before or merged.hashes):
            files[loaded.root / PLACE] = after.encode()
        write_together(files)
    return WorkImport(bibliography.format, len(bibliography.entries), dossier, merged), faults


def _texts(merged: Merge, loaded: LoadedProject, dossier: str) -> tuple[dict[str, str], Merge]:
    """The texts of the files that change; and the result with the changes listed that cannot be made."""
    texts, unchanged = changed_dossiers(merged.changed, loaded, kind="sources")
    if merged.added:
        text = texts[dossier] if dossier in texts else _text(loaded.root / dossier)
        texts[dossier] = with_added(text, merged.added, kind="sources")
    for path, text in texts.items():
        if len(text.encode()) > MAX_BYTES:
            raise Refusal(
                f"{path} would be larger than {MAX_BYTES / 1e6:.0f} MB; name another file with --into"
            )
    hashes = {name: dict(fields) for name, fields in merged.hashes.items()}
    for one in unchanged:
        hashes[one.change.id].pop(one.change.field, None)
    refused = {one.change for one in unchanged}
    listed = tuple(
        Unplaced(one.place, one.change.id, one.reason, one.change.field, shortened(one.change.after))
        for one in unchanged
    )
    changed = tuple(change for change in merged.changed if change not in refused)
    return texts, replace(merged, changed=changed, unplaced=(*merged.unplaced, *listed), hashes=hashes)


def shortened(value: Value) -> str:
    """A value in at most 60 characters."""
    words = "; ".join(value) if isinstance(value, tuple) else value
    return words if len(words) <= 60 else words[:59] + "…"


def _text(path: Path) -> str:
    return path.read_bytes().decode() if path.is_file() else ""
