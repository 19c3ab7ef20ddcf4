"""`.brief/manifest.json`: what stands in `out/`: of which edition, what it shows and leaves out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from policybrief.files.writing import write_atomically


@dataclass(frozen=True, slots=True)
class Entry:
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


def read_manifest(root: Path) -> dict[str, Entry]:
    """Path from the root → entry; empty if there is no manifest or it cannot be read."""
    try:
        files = json.loads((root / ".brief" / "manifest.json").read_text(encoding="utf-8"))["files"]
        return {path: _entry(said) for path, said in files.items()}
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def write_manifest(root: Path, entries: Mapping[str, Entry]) -> None:
    """Write the manifest: sorted, without times, hosts or absolute paths."""
    # a line a file: easy to read and compare, and json's fast encoder knows no indentation
    lines = ",\n".join(f"{_json(path)}: {_json(_fields(entry))}" for path, entry in sorted(entries.items()))
    text = f'{{"policybrief": 1, "files": {{\n{lines}\n}}}}\n'
    write_atomically(root / ".brief" / "manifest.json", text.encode())


def _fields(entry: Entry) -> dict[str, Any]:
    said = {f.name: getattr(entry, f.name) for f in fields(entry)}
    return said | {"left_out": dict(entry.left_out)}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _entry(said: dict[str, Any]) -> Entry:
    return Entry(
        **said
        | {
            "shown": tuple(said["shown"]),
            "left_out": tuple(sorted(said["left_out"].items())),
            "found": tuple(tuple(found) for found in said["found"]),
        }
    )
