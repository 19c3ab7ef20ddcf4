"""Where a project is, and one fingerprint over all that a build of it depends on.

No time stamp is trusted and no path is absolute: a project that was moved, copied or touched is as fresh as
before. This is read before anything else is imported, so it must cost next to nothing.
"""

from __future__ import annotations

import hashlib
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from policybrief.files.regular import read_regular

PROJECT_FILE = "policybrief.yaml"

FOLDERS = ("briefs", "templates", "markings", "yardsticks")
"""Folders of a project whose every file may change what is built."""


def find_root(start: Path) -> Path | None:
    """The nearest folder, `start` or above it, that holds `policybrief.yaml`; None if there is none."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / PROJECT_FILE).is_file()), None)


def fingerprint(root: Path) -> str:
    """SHA-256 (64 hex digits) over the project's files, this program and its libraries.

    Raises:
        OSError: a file cannot be read.
    """
    return _over(hashlib.sha256(software().encode()), str(root), _project(root))


@lru_cache(maxsize=1)
def software() -> str:
    """SHA-256 (64 hex digits) over this program, its libraries and the Python that runs it."""
    versions = (sys.version, zlib.ZLIB_RUNTIME_VERSION, *_installed(), program())
    return hashlib.sha256("\n".join(versions).encode()).hexdigest()


@lru_cache(maxsize=1)
def program() -> str:
    """SHA-256 (64 hex digits) over the files of this program, whatever it calls its version."""
    here = os.path.dirname(os.path.dirname(__file__))
    return _over(hashlib.sha256(), here, _below(here))


def _installed() -> list[str]:
    """Names of all installed distributions with their versions, as given by their folders."""
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
