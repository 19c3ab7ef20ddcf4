"""A PDF file as numbered objects (ISO 32000-1, 7.3 and 7.5), the small ones packed together."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib

PACKED = 400
"""Objects in one object stream at most."""
LEVEL = 5
"""Of deflate: 6 takes a fiftieth of the time of a paper more, and saves a two-hundredth of its bytes."""


class File:
    """Collects objects by number and joins them; nothing of time, place or process gets in."""

    def __init__(self) -> None:
        self._bodies: list[str | None] = []
        self._streams: dict[int, bytes] = {}

    def reserve(self) -> int:
        """The number of an object that `put` will bring."""
        self._bodies.append(None)
        return len(self._bodies)

    def put(self, number: int, body: str) -> None:
        """The body of a reserved object."""
        self._bodies[number - 1] = body

    def add(self, body: str) -> int:
        """The number of a new object."""
        self._bodies.append(body)
        return len(self._bodies)

    def stream(self, content: bytes, entries: str = "", *, packed: bool = False, plain: bool = False) -> int:
        """The number of a new stream; `packed` content is deflated already, `plain` content stays so."""
        if not packed and not plain:
            content = zlib.compress(content, LEVEL)
        filtered = "" if plain else "/Filter/FlateDecode"
        number = self.reserve()
        head = f"<<{entries}{filtered}/Length {len(content)}>>stream\n".encode("latin-1")
        self._streams[number] = head + content + b"\nendstream"
        return number

    def joined(self, *, root: int, info: int) -> bytes:
        """The bytes of the whole file; its identifier is a hash of what it holds."""
        where: dict[int, tuple[int, int, int]] = {}
        self._pack(where)
        parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        at, digest = len(parts[0]), hashlib.sha256()
        for number, body in sorted(self._streams.items()):
            whole = b"%d 0 obj\n%b\nendobj\n" % (number, body)
            where[number] = (1, at, 0)
            digest.update(whole)
            parts.append(whole)
            at += len(whole)
        number = len(self._bodies) + 1
        where[number] = (1, at, 0)
        table = b"\0\0\0\0\0\xff\xff" + b"".join(
            struct.pack(">BIH", *where[each]) for each in range(1, number + 1)
        )
        content = zlib.compress(table, LEVEL)
        name = digest.hexdigest()[:32]
        head = (
            f"{number} 0 obj\n<</Type/XRef/Size {number + 1}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R"
            f"/ID[<{name}><{name}>]/Filter/FlateDecode/Length {len(content)}>>stream\n"
        )
        parts += [head.encode(), content, b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at]
        return b"".join(parts)

    def _pack(self, where: dict[int, tuple[int, int, int]]) -> None:
        """Puts all objects that are no streams into object streams (7.5.7)."""
        loose = [(n, body) for n, body in enumerate(self._bodies, 1) if body is not None]
        for start in range(0, len(loose), PACKED):
            group = loose[start : start + PACKED]
            places, at = [], 0
            for _, body in group:
                places.append(at)
                at += len(body) + 1
            index = " ".join(f"{number} {place}" for (number, _), place in zip(group, places, strict=True))
            content = "\n".join((index, *(body for _, body in group)))
            entries = f"/Type/ObjStm/N {len(group)}/First {len(index) + 1}"
            holder = self.stream(content.encode("latin-1"), entries)
            for order, (number, _) in enumerate(group):
                where[number] = (2, holder, order)


_ESCAPED = str.maketrans({"(": "\\(", ")": "\\)", "\\": "\\\\", "\r": "\\r", "\n": "\\n"})
_IRREGULAR = re.compile(r"[^!-~]|[#/()<>\[\]{}%]")


def text(value: str) -> str:
    """A text string (7.9.2.2): as it is if it is ASCII, else in UTF-16."""
    if value.isascii():
        return f"({value.translate(_ESCAPED)})"
    return f"<FEFF{value.encode('utf-16-be', 'replace').hex().upper()}>"


def name(value: str) -> str:
    """A name object (7.3.5)."""
    return "/" + _IRREGULAR.sub(lambda found: "".join(f"#{b:02X}" for b in found[0].encode()), value)


def date(value: str) -> str:
    """A date (7.9.4): midnight UTC of an ISO day."""
    return f"(D:{value.replace('-', '')}000000Z)"
