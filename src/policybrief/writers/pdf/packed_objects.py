"""Finished objects → a file, the small ones packed together (ISO 32000-1, 7.5.7): two fifths of the size."""

from __future__ import annotations

import hashlib
import struct
import zlib

from reportlab.pdfbase import pdfdoc

from policybrief.writers.pdf.archival_document import LEVEL, ArchivalDocument, RawObject

PACKED = 400
"""Objects in one object stream at most."""


class PackedDocument(ArchivalDocument):
    """reportlab's document; how its finished objects are placed in the file is ours."""

    def format(self) -> bytes:
        """The bytes of the file."""
        packer, number = _Packer(), 1
        while number in self.numberToId:  # formatting an object may bring more of them
            made = self.idToObject[self.numberToId[number]]
            if isinstance(made, RawObject):
                packer.hold(number, made.written(self))
            else:
                self._write(packer, number, made)
            number += 1
        root, information = (self.number_of(self.Reference(one)) for one in (self.Catalog, self.info))
        return packer.joined(free=number, root=root, info=information)

    def _write(self, packer: _Packer, number: int, made: object) -> None:
        body: str | bytes = pdfdoc.format(made, self, toplevel=1)
        written = body.encode("latin-1") if isinstance(body, str) else body
        if written.endswith(b"endstream\n"):
            packer.stream(number, written.removesuffix(b"\n"))
        else:
            packer.hold(number, written.decode("latin-1"))


class _Packer:
    """Joins objects to a file; its identifier is a hash of what it holds."""

    def __init__(self) -> None:
        self.parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        self.at = len(self.parts[0])
        self.digest = hashlib.sha256()
        self.where: dict[int, tuple[int, int, int]] = {}
        """Number → its entry of the cross-reference stream (7.5.8.3): kind, and two fields."""
        self.group: list[tuple[int, str]] = []
        self.packed: list[tuple[list[int], bytes]] = []

    def stream(self, number: int, body: bytes) -> None:
        """An object that stands by itself."""
        whole = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        self.where[number] = (1, self.at, 0)
        self.digest.update(whole)
        self.parts.append(whole)
        self.at += len(whole)

    def hold(self, number: int, body: str) -> None:
        """An object that is packed with others."""
        self.group.append((number, body))
        if len(self.group) == PACKED:
            self._pack()

    def _pack(self) -> None:
        """Ends a group; its stream gets a number when all others have theirs."""
        places, at = [], 0
        for number, body in self.group:
            places.append(f"{number} {at}")
            at += len(body) + 1
        index = " ".join(places)
        whole = "\n".join((index, *(body for _, body in self.group)))
        content = zlib.compress(whole.encode("latin-1"), LEVEL)
        head = f"<</Type/ObjStm/N {len(places)}/First {len(index) + 1}/Filter/FlateDecode"
        body_ = f"{head}/Length {len(content)}>>stream\n".encode() + content + b"\nendstream"
        self.packed.append(([number for number, _ in self.group], body_))
        self.group = []

    def joined(self, *, free: int, root: int, info: int) -> bytes:
        """The whole file; `free` is the first number that no object has."""
        if self.group:
            self._pack()
        for numbers, body in self.packed:
            self.where.update({number: (2, free, order) for order, number in enumerate(numbers)})
            self.stream(free, body)
            free += 1
        self.where[free] = (1, self.at, 0)
        entries = b"".join(struct.pack(">BIH", *self.where[number]) for number in range(1, free + 1))
        content, name = zlib.compress(b"\0\0\0\0\0\xff\xff" + entries, LEVEL), self.digest.hexdigest()[:32]
        head = (
            f"{free} 0 obj\n<</Type/XRef/Size {free + 1}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R"
            f"/ID[<{name}><{name}>]/Filter/FlateDecode/Length {len(content)}>>stream\n"
        )
        end = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % self.at
        return b"".join((*self.parts, head.encode(), content, end))
