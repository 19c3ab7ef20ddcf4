"""Which files are ours: those of the manifest, and those that a build claimed before it was cut short.

A build claims a path and the hash of its bytes before it puts them there. Killed at any moment, the next one
knows a file that stands there for its own and not for somebody's edit.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from policybrief.editions.manifest import Manifest


class Claims:
    """Paths from the root with the hashes of bytes that we put there."""

    def __init__(self, root: Path, manifest: Manifest) -> None:
        self._path, self._manifest = root / ".brief" / "claims", manifest
        self._file: TextIO | None = None
        self._claimed = {*_lines(self._path)}

    def ours(self, path: str, sha256: str) -> bool:
        """True if bytes with this hash at `path` were put there by a build."""
        if (path, sha256) in self._claimed:
            return True
        known = self._manifest.file(path)
        return known is not None and known.sha256 == sha256

    def claim(self, path: str, sha256: str) -> None:
        """Note that bytes with this hash are about to be put at `path`.

        Raises:
            OSError: the note cannot be written; then nothing may be put there.
        """
        if self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("a", encoding="utf-8")
        self._file.write(f"{sha256} {path}\n")
        self._file.flush()
        self._claimed.add((path, sha256))

    def settle(self) -> None:
        """Forget the claims: the manifest, just written, knows all that stands."""
        self.close()
        self._path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file; what was claimed stays claimed."""
        if self._file is not None:
            self._file.close()
            self._file = None


@contextmanager
def build_lock(root: Path, *, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the project for one build; `waiting` is called once if another build holds it.

    The lock is the operating system's: that of a build which was killed is free.

    Raises:
        OSError: the lock cannot be made.
    """
    from filelock import FileLock, Timeout

    (root / ".brief").mkdir(parents=True, exist_ok=True)
    lock = FileLock(root / ".brief" / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def remove_unfinished(folder: Path, *, older_than: float = 0.0) -> None:
    """Remove what commands that were killed left half written below `folder`; only under the lock.

    `older_than` are seconds: in `.brief/` commands also write that do not hold the lock.
    """
    for place, _, names in os.walk(folder):
        for path in (Path(place, name) for name in names if name.startswith(".") and name.endswith(".part")):
            with suppress(FileNotFoundError):  # its command has just finished it
                if time.time() - path.stat().st_mtime >= older_than:
                    path.unlink()


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """(path, hash) of each whole line; a build that was killed may have cut the last one."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    for line in text.splitlines(keepends=True):
        sha256, _, name = line.rstrip("\n").partition(" ")
        if line.endswith("\n") and len(sha256) == 64 and name:
            yield name, sha256
