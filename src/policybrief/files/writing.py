"""Writing one file so that no reader sees half of it and no hand edit is lost."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Protocol, Self

BESIDE = "-new"
"""What the name of a file ends in that was put beside one which another program holds open."""


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
    """Distinguishes our own bytes from a person's edit; it is informed before bytes are written."""

    def ours(self, path: Path, content: bytes) -> bool: ...
    def claim(self, path: Path, content: bytes) -> None: ...


def place_together(files: Mapping[Path, bytes], *, owning: Owning) -> tuple[Placed, ...]:
    """Put each content at its path, or none of them.

    A file there that is not ours is kept as `<name>.edited.<ext>`. Where another program holds a file open,
    its bytes go to `<name>-new.<ext>`.

    Raises:
        OSError: the disk is full, the folder cannot be written, …; all files are as they were.
    """
    before = {path: path.read_bytes() if path.is_file() else None for path in files}
    changed = {path: content for path, content in files.items() if before[path] != content}
    placed = {path: Placed(path, changed=False) for path in files}
    with Together() as together:
        for path, content in changed.items():
            together.add(path, content)
            owning.claim(path, content)
        for path, content in changed.items():
            known = before[path]
            try:
                kept = None if known is None or owning.ours(path, known) else together.set_aside(path)
                together.put(path)
                placed[path] = Placed(path, kept=kept)
            except PermissionError:
                if known is None:
                    raise
                beside = path.with_name(f"{path.stem}{BESIDE}{path.suffix}")
                owning.claim(beside, content)
                together.put(path, at=beside)
                placed[path] = Placed(beside, locked=path)
    return tuple(placed.values())


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
        OSError: as `open` and `os.replace`; the previous file is then untouched.
    """
    write_together({path: content})


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write all files or none.

    Raises:
        OSError: the disk is full, another program holds one of them, …; all files are as they were.
    """
    with Together() as together:
        for path, content in files.items():
            together.add(path, content)


class Together:
    """Files that are all put in their places when the block ends, or none if it ends in an error.

    Each is first written beside its place, where a full disk is met before anything has changed.
    """

    def __init__(self) -> None:
        self._parts: dict[Path, Path] = {}
        self._before: dict[Path, bytes | None] = {}
        """Path → what stood there before something was put there."""
        self._aside: dict[Path, Path] = {}
        self._folders: dict[Path, None] = {}
        """Folders that were not there before, the inner ones of each path first."""

    def __enter__(self) -> Self:
        return self

    def add(self, path: Path, content: bytes) -> None:
        """Write the content beside its place, or over what was added for the same place.

        Raises:
            OSError: it cannot be written.
        """
        self._folders |= dict.fromkeys(folder for folder in path.parents if not folder.exists())
        path.parent.mkdir(parents=True, exist_ok=True)
        part = self._parts.setdefault(path, path.with_name(f".{path.name}.{os.getpid()}.part"))
        try:
            part.write_bytes(content)
        except OSError as fault:  # a full disk names no file
            raise OSError(fault.errno, fault.strerror, str(path)) from None

    def content(self, path: Path) -> bytes | None:
        """What was added for the place, or else stands there; None for nothing."""
        place = self._parts.get(path, path)
        return place.read_bytes() if place.is_file() else None

    def put(self, path: Path, *, at: Path | None = None) -> None:
        """Put what was added for `path` in its place now, or `at` another.

        Raises:
            OSError: another program holds the file, …
        """
        at = at or path
        before = at.read_bytes() if at.is_file() else None
        os.replace(self._parts[path], at)
        del self._parts[path]
        self._before.setdefault(at, before)

    def set_aside(self, path: Path) -> Path:
        """Rename a file that somebody edited; its new path."""
        self._aside[path] = set_aside(path)
        return self._aside[path]

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, *_: object) -> None:
        try:
            if kind is None:
                for path in [*self._parts]:
                    self.put(path)
        except OSError as failed:
            fault = failed
        for part in self._parts.values():
            part.unlink(missing_ok=True)
        if fault is not None:
            self._go_back()
        if isinstance(fault, OSError):
            raise _as_it_was(fault) from None

    def _go_back(self) -> None:
        for path, before in self._before.items():
            if before is None:
                path.unlink(missing_ok=True)
            else:
                part = path.with_name(f".{path.name}.{os.getpid()}.part")
                part.write_bytes(before)
                os.replace(part, path)
        for path, kept in self._aside.items():
            os.replace(kept, path)
        for folder in sorted(self._folders, key=lambda folder: -len(folder.parts)):
            with suppress(OSError):  # somebody else has put something there
                folder.rmdir()


def _as_it_was(fault: OSError) -> OSError:
    """The same fault, which says that nothing has changed and names the file that was meant."""
    if fault.errno is None:
        return fault
    said = (fault.strerror or "").removesuffix(_UNCHANGED)
    named = re.sub(r"^\.(.+)\.\d+\.part$", r"\1", os.path.basename(str(fault.filename or "")))
    place = os.path.join(os.path.dirname(str(fault.filename or "")), named)
    return OSError(fault.errno, f"{said}{_UNCHANGED}", place)


_UNCHANGED = "; nothing was written"


def digest(content: bytes) -> str:
    """SHA-256 as 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def _edited_names(path: Path) -> Iterator[Path]:
    for number in count(1):
        yield path.with_name(f"{path.stem}.edited{f'-{number}' if number > 1 else ''}{path.suffix}")
