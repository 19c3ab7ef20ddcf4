"""The stream of one object in a PDF (ISO 32000-1, 7.3.8 and 7.4) → its bytes with all filters undone."""

from __future__ import annotations

import re
import struct
import zlib
from binascii import unhexlify

from policybrief.gate.parts import UnreadableError, inflated

_FILTERS = re.compile(rb"/Filter\s*(\[[^\]]*\]|/[^\s/<>\[\]()]+)")
_FOR_PICTURES = frozenset((b"DCTDecode", b"DCT", b"JPXDecode", b"CCITTFaxDecode", b"CCF", b"JBIG2Decode"))
_UNWRAPPED_ELSEWHERE = frozenset((b"LZWDecode", b"LZW", b"RunLengthDecode", b"RL", b"Crypt"))
"""Filters that the library for PDF undoes, in a second reading of the file."""
_INDIRECT = re.compile(rb"/Filter\s*\d+\s+\d+\s+R\b")


class UndecodedError(UnreadableError):
    """A stream that these filters do not undo."""


def decoded(head: bytes, stored: bytes, *, number: int) -> bytes:
    """The stream with its filters undone, up to one that only programs for pictures know.

    Raises:
        UndecodedError: it is damaged, or packed in a way that nobody knows.
    """
    listed = _FILTERS.search(_plain_name(head) if b"#" in head else head)
    names = re.findall(rb"/([^\s/<>\[\]()]+)", listed[1]) if listed else []
    content = stored
    for name in names:
        try:
            match name:
                case b"FlateDecode" | b"Fl":
                    content = inflated(content)
                case b"ASCII85Decode" | b"A85":
                    content = _ascii85(content)
                case b"ASCIIHexDecode" | b"AHx":
                    content = unhexlify(re.sub(rb"[\s>]", b"", content))
                case _ if name in _FOR_PICTURES or name in _UNWRAPPED_ELSEWHERE:
                    return content
                case _:
                    raise ValueError
        except (zlib.error, struct.error, ValueError):
            raise UndecodedError(f"the stream of object {number} cannot be unpacked") from None
    if not names and _INDIRECT.search(head):
        raise UndecodedError(f"the stream of object {number} cannot be unpacked")
    return content


def _plain_name(name: bytes) -> bytes:
    """Names without codes for letters (7.3.5): `/Fl#61te`."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda match: unhexlify(match[1]), name)


def _ascii85(coded: bytes) -> bytes:
    """ISO 32000-1, 7.4.3; the standard library's decoder takes ten times as long."""
    digits = coded.translate(None, b" \t\r\n\f\0").removesuffix(b"~>").replace(b"z", b"!!!!!")
    missing = -len(digits) % 5
    digits += b"u" * missing
    groups = zip(*(digits[at::5] for at in range(5)), strict=True)
    values = [(((a * 85 + b) * 85 + c) * 85 + d) * 85 + e - 1_743_128_013 for a, b, c, d, e in groups]
    content = struct.pack(f">{len(values)}I", *values)
    return content[: len(content) - missing]


def is_pixels(head: bytes, stored: bytes, stream: bytes) -> bool:
    """True of an image of nothing but pixels, or whose filter only programs for pictures know."""
    if b"/Image" not in head:
        return False
    sizes = [re.search(rb"/%b\s+(\d+)" % key, head) for key in (b"Width", b"Height", b"BitsPerComponent")]
    if stream is stored or not all(sizes):
        return stream is stored
    width, height, bits = (int(size[1]) for size in sizes if size)
    return any(len(stream) == -(-width * colours * bits // 8) * height for colours in (1, 3, 4))
