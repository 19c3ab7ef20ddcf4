"""Which edition a file is, from its bytes, and whether they are those that went out."""

from __future__ import annotations

import io
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from pathlib import Path

from policybrief.editions import EditionEntry, Manifest
from policybrief.files.writing import digest
from policybrief.gate import Piece, UnreadableError, parts_of
from policybrief.issuing.file_identity import identifiers_in, words_hash
from policybrief.ledger import Issued, IssuedFile, Ledger


class FileState(StrEnum):
    """How a file differs from what was written, if at all."""

    UNALTERED = "unaltered"
    ADDED_TO = "added to"
    """The issued file, with something after it: a signature or a comment in a PDF."""
    SAME_WORDS = "same words, other bytes"
    """Another program saved it, and no word of its text or notes differs."""
    ALTERED = "altered"
    UNKNOWN = "unknown"
    """It is in no ledger here."""


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file of ours: an issued edition, or what a build left, and its state."""

    state: FileState
    issued: Issued | None = None
    built: EditionEntry | None = None
    """Of a file that a build wrote and that was not issued."""
    identifier: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    """(title, organisation, number, version: its words) as the file itself gives them."""


def identify_file(path: Path, ledger: Ledger, *, root: Path | None = None) -> KnownFile | None:
    """What the file at `path` is, to the ledger and to the manifest of the project in `root`.

    None if it is none of ours.
    """
    content = path.read_bytes()
    own = digest(content)
    for issued in reversed(ledger.issues()):
        if any(file.sha256 == own for file in issued.files):
            return KnownFile(FileState.UNALTERED, issued, identifier=issued.identifier)
    pieces = _pieces(content)
    identifiers = identifiers_in(tuple(piece.text for piece in pieces))
    for issued in reversed(ledger.issues()):
        if issued.identifier in identifiers:
            return KnownFile(_compared(content, issued), issued, identifier=issued.identifier)
    built = _built(path, own, root) if root else None
    if built is not None:
        return built
    if identifiers:
        return KnownFile(
            FileState.UNKNOWN, identifier=identifiers[0], properties=_properties(content, pieces)
        )
    return None


def _built(path: Path, own: str, root: Path) -> KnownFile | None:
    """What a build wrote with the SHA-256 `own`, at this path or another; or else at this path."""
    manifest = Manifest(root)
    here = manifest.edition_of(_key(path, root))
    entries = chain((here,) if here else (), manifest)
    built = next((e for e in entries if any(file.sha256 == own for file in e.files)), None)
    if built is not None:
        return KnownFile(FileState.UNALTERED, built=built)
    return KnownFile(FileState.ALTERED, built=here) if here else None


def _key(path: Path, root: Path) -> str:
    """The path from the root, with slashes, as the manifest has it; "" for a file elsewhere."""
    place, top = path.resolve(), root.resolve()
    return place.relative_to(top).as_posix() if place.is_relative_to(top) else ""


def _compared(content: bytes, issued: Issued) -> FileState:
    """The state of a file with the identifier of an edition, but other bytes."""
    if any(file.words and file.words == words_hash(content) for file in issued.files):
        return FileState.SAME_WORDS
    return (
        FileState.ADDED_TO if any(_begins_with(content, file) for file in issued.files) else FileState.ALTERED
    )


def _begins_with(content: bytes, file: IssuedFile) -> bool:
    return file.format == "pdf" and digest(content[: file.size]) == file.sha256


def _pieces(content: bytes) -> tuple[Piece, ...]:
    """Every text of a file; none if it cannot be unpacked."""
    try:
        return tuple(piece for part in parts_of(content, name="") for piece in part.pieces)
    except UnreadableError:
        return ()


def _properties(content: bytes, pieces: tuple[Piece, ...]) -> tuple[tuple[str, str], ...]:
    """Title, organisation and version, as far as the file gives them."""
    fields = {piece.field: piece.text for piece in pieces if piece.text}
    if content.startswith(b"%PDF"):
        fields |= _information(content)  # an outline has titles too
    properties = (
        ("title", fields.get("title", "")),
        ("organisation", fields.get("creator", "")),
        ("version", fields.get("version") or fields.get("VersionID", "")),
    )
    return tuple((name, words) for name, words in properties if words)


def _information(content: bytes) -> dict[str, str]:
    """Title and author in the information dictionary of a PDF (ISO 32000-1, 14.3.3); else nothing."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as file:
            properties = {"title": file.docinfo.get("/Title"), "creator": file.docinfo.get("/Author")}
            return {name: str(words) for name, words in properties.items() if words is not None}
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError):
        return {}
