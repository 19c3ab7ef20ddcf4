"""Writing one file so that no reader sees half of it and no hand edit is lost."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the bytes went, and what was kept on the way."""

    path: Path
    kept: Path | None = None
    """Where a version that somebody edited by hand now stands."""
    locked: Path | None = None
    """The file that another program holds open; `path` is beside it."""
    changed: bool = True


class Owning(Protocol):
    """Tells our own bytes from somebody's edit, and is told before bytes are put anywhere."""

    def ours(self, path: Path, content: bytes) -> bool: ...
    def claim(self, path: Path, content: bytes) -> None: ...


def place(path: Path, content: bytes, *, owning: Owning) -> Placed:
    """Put `content` at `path`; a file there that is not ours is kept as `<name>.edited.<ext>`.

    Where another program holds the file open, the bytes go to `<name>-new.<ext>`.

    Raises:
        OSError: the disk is full, the folder cannot be written, …
    """
    before = path.read_bytes() if path.is_file() else None
    if before == content:
        return Placed(path, changed=False)
    try:
        kept = set_aside(path) if before is not None and not owning.ours(path, before) else None
        owning.claim(path, content)
        write_atomically(path, content)
    except PermissionError:
        if before is None:
            raise
        beside = path.with_name(f"{path.stem}-new{path.suffix}")
        owning.claim(beside, content)
        write_atomically(beside, content)
        return Placed(beside, locked=path)
    return Placed(path, kept=kept)


def remove(path: Path, *, owning: Owning) -> Path | None:
    """Remove a file that no edition wants, and folders left empty; the place of a hand-edited one, kept.

    Raises:
        OSError: it cannot be removed.
    """
    if not path.is_file():
        return None
    if not owning.ours(path, path.read_bytes()):
        return set_aside(path)
    path.unlink()
    with suppress(OSError):  # not empty
        path.parent.rmdir()
        path.parent.parent.rmdir()
    return None


def set_aside(path: Path) -> Path:
    """Rename to the first free of `<name>.edited.<ext>`, `<name>.edited-2.<ext>`, …; the new path."""
    free = next(name for name in _edited_names(path) if not name.exists())
    path.rename(free)
    return free


def write_atomically(path: Path, content: bytes) -> None:
    """Write beside, then replace: a reader sees the old bytes or the new ones.

    Raises:
        OSError: as `open` and `os.replace`; the file of before is then untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write all files or none: each beside first; if one cannot be put in its place, the others go back.

    Raises:
        OSError: the disk is full, another program holds one of them, …
    """
    parts = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in files}
    before = {path: path.read_bytes() for path in files if path.is_file()}
    replaced: list[Path] = []
    try:
        for path, content in files.items():
            parts[path].write_bytes(content)
        for path in files:
            os.replace(parts[path], path)
            replaced.append(path)
    except OSError:
        for path in replaced:
            if path in before:
                write_atomically(path, before[path])
            else:
                path.unlink()
        raise
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


def digest(content: bytes) -> str:
    """SHA-256 as 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def _edited_names(path: Path) -> Iterator[Path]:
    for number in count(1):
        yield path.with_name(f"{path.stem}.edited{f'-{number}' if number > 1 else ''}{path.suffix}")
