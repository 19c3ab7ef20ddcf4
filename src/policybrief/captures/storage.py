"""Copies of sources in one folder outside of git, each under its hash, which the source's record notes."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.captures.captured_text import MOST_BYTES
from policybrief.diagnostics import Refusal
from policybrief.files.writing import write_atomically
from policybrief.project.corpus import kind_key
from policybrief.reading.yaml import FieldEdit, decoded, locate, set_fields
from policybrief.records import Project, Source

if TYPE_CHECKING:
    from policybrief.project import LoadedProject

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


def note_capture(source: Source, capture: str, loaded: LoadedProject) -> str:
    """The path of the dossier into which the capture was written, as the source's field.

    Raises:
        Refusal: the record cannot be edited in place; with its place, the reason and the line to type.
    """
    file = loaded.corpus.source_of(source.id)
    assert file is not None
    path = loaded.root / file.path
    content = path.read_bytes()
    edit = FieldEdit(kind_key(source), source.id, "capture", capture)
    _, fault = decoded(file.path, content)
    text, refused = ("", ((edit, fault.message),)) if fault else set_fields(content.decode(), [edit])
    for _, reason in refused:
        place = locate(file, (edit.kind, edit.record), key=True)
        raise Refusal(f"{place}  {source.id}: {reason}; add this line by hand:\n  {edit.line}")
    write_atomically(path, text.encode())
    return file.path


def stored_capture(root: Path, project: Project, sha256: str) -> bytes | None:
    """The bytes kept under this hash, whatever they are now; None if there are none here that can be read."""
    path = capture_path(root, project, sha256)
    try:
        return path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
    except OSError:
        return None
