"""`.brief/fresh.json`: the last builds, by their arguments, so that a build with nothing to do does nothing.

This is read before anything else is imported, so it must cost next to nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

_STATE = ".brief/fresh.json"


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file of a build or of its manifest: its path from the root, its size in bytes and its SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class RememberedBuild:
    """A build in which nothing was broken: what it depended on, its files, and its summary in words."""

    fingerprint: str
    files: tuple[WrittenFile, ...]
    summary: str
    time_zone: str = ""
    """That whose day decided what was built; empty if every brief states its day."""
    day: str = ""
    """That day (ISO 8601)."""
    open: bool = False
    """Whether points were open: under `--strict` such a build is not clean."""


def remembered_build(root: Path, arguments: Iterable[str]) -> RememberedBuild | None:
    """The last build with the same arguments; None if none is remembered."""
    try:
        fields = _builds(root)[" ".join(arguments)]
        return RememberedBuild(**fields | {"files": tuple(WrittenFile(**file) for file in fields["files"])})
    except (TypeError, KeyError):
        return None


def remember_build(root: Path, arguments: Iterable[str], build: RememberedBuild) -> None:
    """Note a build in which nothing was broken; those that depended on other inputs are forgotten.

    Raises:
        OSError: the note cannot be written.
    """
    same = {k: v for k, v in _builds(root).items() if v.get("fingerprint") == build.fingerprint}
    builds = same | {" ".join(arguments): asdict(build)}
    text = json.dumps({"policybrief": 1, "builds": builds}, sort_keys=True)
    path = root / _STATE
    path.parent.mkdir(exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)


def is_fresh(build: RememberedBuild, root: Path, *, inputs: str, verify: bool = False) -> bool:
    """True if the same build would write the same files: its inputs, its day and its files are as they were.

    Files are compared by their size; with `verify`, byte by byte.
    """
    if build.fingerprint != inputs:
        return False
    if build.time_zone:
        from policybrief.dates import today

        if build.day != today(build.time_zone).isoformat():
            return False
    return all(_is_there(file, root, verify=verify) for file in build.files)


def _is_there(file: WrittenFile, root: Path, *, verify: bool) -> bool:
    path = os.path.join(root, file.path)
    try:
        if os.stat(path).st_size != file.size:
            return False
        return not verify or hashlib.sha256(Path(path).read_bytes()).hexdigest() == file.sha256
    except OSError:
        return False


def _builds(root: Path) -> dict[str, dict[str, Any]]:
    """Arguments → the fields of the build that they made."""
    try:
        builds = json.loads((root / _STATE).read_text(encoding="utf-8"))["builds"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return builds if isinstance(builds, dict) else {}
