"""Traces of persons and machines: authors, user and host names, paths of folders, e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policybrief.gate.normalised import letters, plain
from policybrief.gate.parts import Part, Piece

_AUTHORS = frozenset({"creator", "lastModifiedBy", "Author", "author", "Manager", "initials"})
"""`Creator` of a PDF is a program; `creator` is an author."""
_PROGRAMS = frozenset(
    {"Producer", "Creator", "CreatorTool", "Company", "Template", "Application", "publisher"}
)
_PROPERTIES = _AUTHORS | _PROGRAMS
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,128}@[\w-]{1,128}(?:\.[\w-]{1,128})*\.[A-Za-z]{2,}")
"""With bounds and a beginning, so that long runs of letters are gone through once."""
_FOLDERS = "home|Users|root|tmp|var|private|mnt|media|opt|srv|builds|workspace|Volumes"
_SIGNS_OF_PATHS = ("\\", "file:/", *(f"/{folder}/" for folder in _FOLDERS.split("|")))
"""One of them is in every path that is looked for: seldom, so that the rest need not be looked at."""
_PATH = re.compile(
    rf"(?<![\w./:\-])/(?:{_FOLDERS})/[\w.~-]|\bfile:/|(?<!\w)[A-Za-z]:\\[^\s\\]|\\\\[\w.-]+\\[\w$]"
)
_PATH_IN_BYTES = re.compile(
    rf"(?<![\w./:\-])/(?:{_FOLDERS})/[\w.~-]{{3,}}|(?<!\w)[A-Z]:\\[\w ]{{3,}}\\|file:///\w"
)


@dataclass(frozen=True, slots=True)
class Machine:
    """Where a file is made: names of its user and host, and folders in full."""

    names: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()

    def with_those_of(self, other: Machine | None) -> Machine:
        """The traces of both."""
        if other is None or other == self:
            return self
        return Machine((*self.names, *other.names), (*self.folders, *other.folders))


@dataclass(frozen=True, slots=True)
class AllowedWords:
    """Whom a file may name as its author, and the letters of all that its reader may see: no traces."""

    authors: tuple[str, ...]
    excused: str


def traces(part: Part, *, machine: Machine, allowed: AllowedWords) -> Iterator[tuple[int, str]]:
    """(index of the piece, what it is) of each trace in the part; never the text itself."""
    pattern = _PATH_IN_BYTES if part.kind == "bytes" else _PATH
    joined = "\n".join([piece.text for piece in part.pieces])
    folders = any(folder in joined for folder in machine.folders) or (
        any(sign in joined for sign in _SIGNS_OF_PATHS) and pattern.search(joined) is not None
    )
    addresses = part.kind != "bytes" and "@" in joined
    properties = "docProps" in part.name or "customXml" in part.name
    named = not _PROPERTIES.isdisjoint([piece.field for piece in part.pieces])
    if not (folders or addresses or properties or named):
        return
    for index, piece in enumerate(part.pieces):
        text = piece.text
        if folders and (pattern.search(text) or any(folder in text for folder in machine.folders)):
            yield index, "the path of a folder"
        if addresses and _has_address(text, allowed):
            yield index, "an e-mail address"
        if piece.field in _AUTHORS and not _is_allowed_author(text, allowed):
            yield index, "the name of an author"
        if (properties or piece.field in _PROPERTIES) and _names_machine(piece, machine, allowed):
            yield index, "the name of a user or a computer"


def _has_address(text: str, allowed: AllowedWords) -> bool:
    return any(_bare(address) not in allowed.excused for address in _EMAIL.findall(text))


def _is_allowed_author(text: str, allowed: AllowedWords) -> bool:
    bare = _bare(text)
    return not bare or bare in {_bare(author) for author in allowed.authors}


def _names_machine(piece: Piece, machine: Machine, allowed: AllowedWords) -> bool:
    if not machine.names:
        return False
    text = plain(piece.text)
    return any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) and _bare(name) not in allowed.excused
        for name in machine.names
        if name in text
    )


def _bare(text: str) -> str:
    return letters(plain(text))
