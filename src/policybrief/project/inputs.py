"""Where a project stands, and whether a build has anything to do: one fingerprint over all that it rests on.

No time stamp is trusted and no path is absolute: a project that was moved, copied or touched is as fresh as
before. This is read before anything else is imported, so it must cost next to nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from policybrief.files.regular import read_regular

PROJECT_FILE = "policybrief.yaml"

FOLDERS = ("briefs", "templates", "markings", "yardsticks")
"""Folders of a project whose every file may change what is built."""

_STATE = ".brief/fresh.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that a build left: its path from the root, its size in bytes and its SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Remembered:
    """A build that went through: what it rested on, what it left, and what it said at its end."""

    fingerprint: str
    files: tuple[Kept, ...]
    said: str
    clock: str = ""
    """The time zone whose day decided what was built; empty if every brief states its day."""
    day: str = ""
    """That day (ISO 8601)."""
    open: bool = False
    """Whether points were open: under `--strict` such a build is not clean."""


def find_root(start: Path) -> Path | None:
    """The nearest folder, `start` or above it, that holds `policybrief.yaml`; None if there is none."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / PROJECT_FILE).is_file()), None)


def fingerprint(root: Path) -> str:
    """SHA-256 (64 hex digits) over the project's files, this program and its libraries.

    Raises:
        OSError: a file cannot be read.
    """
    total = hashlib.sha256(f"{sys.version}\n{zlib.ZLIB_RUNTIME_VERSION}\n".encode())
    for name in _installed():
        total.update(f"{name}\n".encode())
    total.update(program().encode())
    return _over(total, str(root), _project(root))


@lru_cache(maxsize=1)
def program() -> str:
    """SHA-256 (64 hex digits) over the files of this program, whatever it calls its version."""
    here = os.path.dirname(os.path.dirname(__file__))
    return _over(hashlib.sha256(), here, _below(here))


def remembered(root: Path, asked: Iterable[str]) -> Remembered | None:
    """What the last build with the same arguments left, or None."""
    try:
        found = _state(root)[_name(asked)]
        return Remembered(**found | {"files": tuple(Kept(**kept) for kept in found["files"])})
    except (TypeError, KeyError):
        return None


def remember(root: Path, asked: Iterable[str], build: Remembered) -> None:
    """Note a build that went through; what rested on other inputs is forgotten.

    Raises:
        OSError: the note cannot be written.
    """
    same = {k: v for k, v in _state(root).items() if v.get("fingerprint") == build.fingerprint}
    text = json.dumps({"policybrief": 1, "builds": same | {_name(asked): asdict(build)}}, sort_keys=True)
    path = root / _STATE
    path.parent.mkdir(exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path)


def stand(root: Path, files: Iterable[Kept], *, verify: bool = False) -> bool:
    """True if every file is there in the size that it was written in; with `verify`, byte by byte."""
    try:
        for kept in files:
            path = os.path.join(root, kept.path)
            if os.stat(path).st_size != kept.size:
                return False
            if verify and hashlib.sha256(Path(path).read_bytes()).hexdigest() != kept.sha256:
                return False
    except OSError:
        return False
    return True


def _state(root: Path) -> dict[str, dict[str, Any]]:
    try:
        builds = json.loads((root / _STATE).read_text(encoding="utf-8"))["builds"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return builds if isinstance(builds, dict) else {}


def _name(asked: Iterable[str]) -> str:
    return " ".join(asked)


def _installed() -> list[str]:
    """Names of all installed distributions with their versions, as their folders tell them."""
    return sorted(
        {
            name
            for place in sys.path
            if os.path.basename(place) in ("site-packages", "dist-packages") and os.path.isdir(place)
            for name in os.listdir(place)
            if name.endswith((".dist-info", ".egg-info"))
        }
    )


def _over(total: hashlib._Hash, base: str, paths: Iterable[str]) -> str:
    """The hash with names and bytes of `paths` added."""
    for path in paths:
        content = read_regular(os.path.join(base, path), Path(base))
        total.update(f"{path.replace(os.sep, '/')}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def _project(root: Path) -> list[str]:
    """The files of the project that may change what is built, from its root."""
    top = [name for name in os.listdir(root) if name.startswith("policybrief.") and name.endswith(".yaml")]
    inside = [os.path.join(folder, path) for folder in FOLDERS for path in _below(os.path.join(root, folder))]
    return [*sorted(top), *inside]


def _below(folder: str) -> list[str]:
    """Files below `folder` in a fixed order, from it; hidden ones and what editors leave are passed over."""
    start = len(os.path.join(folder, ""))
    return sorted([path[start:] for path in _walk(folder)])


def _walk(folder: str) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "__pycache__"]
        for name in names:
            if not name.startswith((".", "~$")) and not name.endswith("~"):
                yield os.path.join(place, name)
