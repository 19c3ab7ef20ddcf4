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
    return _builds(root).get(" ".join(arguments))


def remember_build(root: Path, arguments: Iterable[str], build: RememberedBuild) -> None:
    """Note a build in which nothing was broken; those that depended on other inputs are forgotten.

    Raises:
        OSError: the note cannot be written.
    """
    same = {k: last for k, last in _builds(root).items() if last.fingerprint == build.fingerprint}
    builds = same | {" ".join(arguments): build}
    fields = {arguments: asdict(build) for arguments, build in builds.items()}
    text = json.dumps({"policybrief": 1, "builds": fields}, sort_keys=True)
    path = root / _STATE
    path.parent.mkdir(exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8")
        os.replace(part, path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


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


def _builds(root: Path) -> dict[str, RememberedBuild]:
    """Arguments → the build that they made; without those that are damaged."""
    try:
        builds = json.loads((root / _STATE).read_text(encoding="utf-8"))["builds"]
        read = {arguments: _build(fields) for arguments, fields in builds.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
    return {arguments: build for arguments, build in read.items() if build}


def _build(fields: Any) -> RememberedBuild | None:
    """The build with these fields; None if one is missing, unknown or of another type."""
    try:
        files = tuple(WrittenFile(**file) for file in fields["files"])
        build = RememberedBuild(**fields | {"files": files})
    except (TypeError, KeyError):
        return None
    texts = (build.fingerprint, build.summary, build.time_zone, build.day, *(f.path for f in files))
    whole = all(isinstance(text, str) for text in (*texts, *(f.sha256 for f in files)))
    return build if whole and all(isinstance(file.size, int) for file in files) else None
