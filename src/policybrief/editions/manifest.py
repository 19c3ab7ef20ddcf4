"""What is in `out/`: where the files of an edition are, and `.brief/manifest.json`, which lists them all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from policybrief.files.writing import write_atomically
from policybrief.writers import WRITERS

if TYPE_CHECKING:
    from policybrief.records import Edition


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One file that we wrote; the manifest keys it by its path from the root."""

    brief: str
    template: str
    audience: str
    language: str
    as_of: str
    sha256: str
    rehearsal: bool = False
    shown: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    """(record, reason) pairs. They may name what a reader must not know of: hence never in `out/`."""
    key: str = ""
    """Of all that decided its bytes."""
    pages: int = 0
    found: tuple[tuple[str, ...], ...] = ()
    """(code, message, severity, hint, record) of what its layout found."""
    needles: int = 0
    """The leak gate's receipt: it looked for so many needles …"""
    parts: int = 0
    """… in so many parts of this file …"""
    gate: int = 0
    """… by this version of its rules, and found none."""
    extra: bool = False
    """Whether it was asked for by name, in a format in which the project does not make the edition."""


def folder_of(edition: Edition) -> PurePath:
    """The folder in `out/` of an edition: `<brief>/<template>`, for a rehearsal below one of its own."""
    folder = PurePath(edition.brief.name, edition.template)
    return PurePath(f"as-of-{edition.as_of}") / folder if edition.rehearsal else folder


def file_of(edition: Edition, form: str) -> PurePath:
    """The file in `out/` of an edition in one format: `<brief>/<template>/<stem>.docx`."""
    return folder_of(edition) / f"{edition.stem}.{WRITERS[form].extension}"


def read_manifest(root: Path) -> dict[str, ManifestEntry]:
    """Path from the root → entry; empty if there is no manifest or it cannot be read."""
    try:
        files = json.loads((root / ".brief" / "manifest.json").read_text(encoding="utf-8"))["files"]
        return {path: _entry(fields) for path, fields in files.items()}
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def write_manifest(root: Path, entries: Mapping[str, ManifestEntry]) -> None:
    """Write the manifest: sorted, without times, hosts or absolute paths."""
    # a line a file: easy to read and compare, and json's fast encoder knows no indentation
    lines = ",\n".join(f"{_json(path)}: {_json(_fields(entry))}" for path, entry in sorted(entries.items()))
    text = f'{{"policybrief": 1, "files": {{\n{lines}\n}}}}\n'
    write_atomically(root / ".brief" / "manifest.json", text.encode())


def _fields(entry: ManifestEntry) -> dict[str, Any]:
    values = {f.name: getattr(entry, f.name) for f in fields(entry)}
    return values | {"left_out": dict(entry.left_out)}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _entry(values: dict[str, Any]) -> ManifestEntry:
    return ManifestEntry(
        **values
        | {
            "shown": tuple(values["shown"]),
            "left_out": tuple(sorted(values["left_out"].items())),
            "found": tuple(tuple(fields) for fields in values["found"]),
        }
    )
