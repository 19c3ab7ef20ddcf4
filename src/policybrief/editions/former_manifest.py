"""`.brief/manifest.json` of version 0.1: which files it knew as ours, read once and removed."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from policybrief.editions.manifest import Manifest, brief_of
from policybrief.editions.manifest_entries import EditionEntry, FileEntry


def adopt_former_manifest(root: Path, manifest: Manifest) -> None:
    """Have its files in `manifest`, without their keys: the next build makes them again and keeps no copies.

    Raises:
        OSError: it cannot be read, or the manifest not written.
    """
    former = root / ".brief" / "manifest.json"
    if not former.is_file():
        return
    with former.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:  # a file each: it may be large, and a damaged line costs only itself
            with suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
                [(path, values)] = json.loads("{" + line.strip().removesuffix(",") + "}").items()
                if brief_of(path) == values["brief"]:
                    manifest.put(_entry(path, values))
    manifest.write()
    former.unlink()


def _entry(path: str, values: dict[str, Any]) -> EditionEntry:
    file = FileEntry(path, str(values["sha256"]), extra=values.get("extra") is True)
    shown = tuple(sorted(str(record) for record in values["shown"]))
    return EditionEntry(
        str(values["brief"]),
        str(values["template"]),
        str(values["audience"]),
        str(values["language"]),
        str(values["as_of"]),
        rehearsal=values.get("rehearsal") is True,
        shown=shown,
        files=(file,),
    )
