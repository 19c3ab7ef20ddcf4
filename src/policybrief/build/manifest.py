"""`.brief/manifest.json`: what stands in `out/`: of which edition, what it shows and leaves out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from policybrief.build.files import write_atomically


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


def read_manifest(root: Path) -> dict[str, Entry]:
    """Path from the root → entry; empty if there is no manifest or it cannot be read."""
    try:
        files = json.loads((root / ".brief" / "manifest.json").read_text(encoding="utf-8"))["files"]
        return {path: _entry(fields) for path, fields in files.items()}
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def write_manifest(root: Path, entries: Mapping[str, Entry]) -> None:
    """Write the manifest: sorted, without times, hosts or absolute paths."""
    files = {path: asdict(entry) | {"left_out": dict(entry.left_out)} for path, entry in entries.items()}
    text = json.dumps({"policybrief": 1, "files": files}, ensure_ascii=False, indent=1, sort_keys=True)
    write_atomically(root / ".brief" / "manifest.json", (text + "\n").encode())


def _entry(fields: dict[str, Any]) -> Entry:
    return Entry(
        **fields
        | {
            "shown": tuple(fields["shown"]),
            "left_out": tuple(sorted(fields["left_out"].items())),
            "found": tuple(tuple(found) for found in fields["found"]),
        }
    )
