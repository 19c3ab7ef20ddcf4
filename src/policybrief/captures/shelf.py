"""Where copies of sources are kept: one folder outside of git, each copy under its hash."""

from __future__ import annotations

import hashlib
from pathlib import Path

from policybrief.captures.reading import MOST_BYTES
from policybrief.files.writing import write_atomically
from policybrief.records import Project

DEFAULT = Path(".brief") / "captures"


def capture_path(root: Path, project: Project, sha256: str) -> Path:
    """The place of the copy with this hash."""
    return root / (project.captures or DEFAULT) / sha256[:2] / sha256


def keep_capture(root: Path, project: Project, content: bytes) -> str:
    """Keep a copy, whole or not at all; the SHA-256 (64 hex digits) by which it is known.

    Raises:
        OSError: it cannot be written.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    path = capture_path(root, project, sha256)
    if not path.is_file():
        write_atomically(path, content)
    return sha256


def read_kept(root: Path, project: Project, sha256: str) -> bytes | None:
    """The bytes kept under this hash, whatever they are now; None if there are none here that can be read."""
    path = capture_path(root, project, sha256)
    try:
        return path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
    except OSError:
        return None
