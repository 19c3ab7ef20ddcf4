"""A PDF → the text of its pages, and every string, name and stream in it, those of older versions too."""

from __future__ import annotations

import re
import struct
import zlib
from binascii import unhexlify
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

from policybrief.pdf_text import pages_of
from policybrief.release.escapes import with_meanings
from policybrief.release.fonts import font_parts, is_font
from policybrief.release.parts import (
    MOST_BYTES,
    Part,
    Piece,
    Room,
    UnknownTypeError,
    UnreadableError,
    byte_parts,
    parts_of,
)
from policybrief.release.pictures import is_picture, picture_parts

_VERSIONS = 16
"""Older versions inside one file that are read page by page."""
_OBJECT = re.compile(rb"(?<![0-9])([0-9]{1,10})[ \r\n]+[0-9]{1,5}[ \r\n]+obj\b")
_STREAM = re.compile(rb"stream\r?\n")
_LITERAL = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*\)"
_STRING = re.compile(_LITERAL + rb"|<[0-9A-Fa-f\s]{2,}>", re.DOTALL)
_KEY = re.compile(rb"/([A-Za-z]{1,40})\s*$")
_MARKED = re.compile(
    rb"\((?:\xfe\xff|\xff\xfe|\xef\xbb\xbf|\\376|\\377|\\357)|<(?:feff|fffe|efbbbf)", re.IGNORECASE
)
_OPERATORS = (b"Tj", b"TJ", b" re", b"begincmap", b" Do")
"""One of them stands in every program of a page, form or font."""
_PROSE = re.compile(rb"[A-Za-z\x80-\xff]{4,}(?:[ ,.;:'-]{1,2}[A-Za-z0-9\x80-\xff]+)*")
_ESCAPE = re.compile(rb"\\([nrtbf()\\]|[0-7]{1,3}|\r\n|\r|\n|.)", re.DOTALL)
_ESCAPED = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
_CODED = 12
"""A program of which so many-th byte is zero shows glyphs by codes of two bytes."""
_NAME = re.compile(rb"/([^\s/<>\[\]()%{}\x00]{2,})")
_ATTACHED = re.compile(rb"/EF\s*(?:<<[^>]*>>|\d+\s+\d+\s+R)")
_REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R\b")
_WRAPPED = re.compile(rb"/Encrypt\b|/LZWDecode\b|/RunLengthDecode\b|/Crypt\b|/Predictor\b")


def pdf_parts(content: bytes, *, name: str, depth: int, room: Room) -> Iterator[Part]:
    """The parts of a PDF.

    Raises:
        UnreadableError: it is damaged or locked by a password.
    """
    yield from _pages(content, name)
    if b"/Encrypt" not in content:
        yield from _objects(content, name, depth, room)
    if _WRAPPED.search(content):
        yield from _objects(_unwrapped(content, name), name, depth, room)
    rest = content[content.rfind(b"%%EOF") + 5 :].lstrip(b"\0 \r\n") if b"%%EOF" in content else b""
    for around, where in ((content[: content.find(b"%PDF-")], "before"), (rest, "after")):
        if around:
            yield from parts_of(around, name=_in(name, f"{where} the document"), depth=depth + 1, room=room)


def _pages(content: bytes, name: str) -> Iterator[Part]:
    """Text as a reader sees it; of each older version that the file still holds too."""
    ends = [match.end() for match in re.finditer(rb"%%EOF", content)]
    for number, end in enumerate(ends[-_VERSIONS:-1], 1):
        with suppress(UnreadableError):  # the end of the first part of a linearised file is no version
            yield Part(_in(name, f"older version {number}"), tuple(_text_of_pages(content[:end], name)))
    yield Part(_in(name, "pages"), tuple(_text_of_pages(content, name)))


def _text_of_pages(content: bytes, name: str) -> Iterator[Piece]:
    try:
        for number, text in enumerate(pages_of(content), 1):
            yield Piece("", f"page {number}", text)
    except ValueError as fault:
        raise UnreadableError(f"{name}: the PDF cannot be read ({fault})") from None


def _unwrapped(content: bytes, name: str) -> bytes:
    """The same file with object streams taken apart, nothing encrypted, and every filter undone."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(content)) as document:
            plain = BytesIO()
            document.save(
                plain,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.specialized,
                encryption=False,
            )
    except (pikepdf.PdfError, pikepdf.PasswordError) as fault:
        raise UnreadableError(f"{name}: the PDF cannot be read ({type(fault).__name__})") from None
    return plain.getvalue()


def _objects(content: bytes, name: str, depth: int, room: Room) -> Iterator[Part]:
    heads: list[bytes] = []
    attached = _attached(content)
    for number, head, stored in _split(content):
        heads.append(b"%d 0 obj %b" % (number, head))
        if not number:
            yield Part(_in(name, "between the objects"), tuple(_words(head)))
        if stored:
            stream = _decoded(head, stored)
            room.take(len(stream), name=name)
            inside = _in(name, f"stream of object {number}")
            if b"/ObjStm" in head:  # objects packed together: their strings and names are the file's
                heads.append(b"0 0 obj %b" % stream)
            elif not re.search(rb"/Type\s*/XRef\b", head):
                file = number in attached or b"/EmbeddedFile" in head
                yield from _stream(head, stored, stream, inside, depth, room, file=file)
    joined = b"\n".join(heads)
    yield from with_meanings([Part(_in(name, "strings"), tuple(_strings(joined)))])
    names = dict.fromkeys(_NAME.findall(joined))
    yield Part(_in(name, "names"), tuple(Piece("name", "", _unescaped(found)) for found in names), "names")


def _attached(content: bytes) -> frozenset[int]:
    """The numbers of the objects that file specifications name (ISO 32000-1, 7.11.4)."""
    found: set[int] = set()
    for match in _ATTACHED.finditer(content):
        found |= {int(number) for number in _REFERENCE.findall(match[0])}
    return frozenset(found)


def _stream(
    head: bytes, stored: bytes, stream: bytes, inside: str, depth: int, room: Room, *, file: bool
) -> Iterator[Part]:
    """The parts of one stream; of a picture and a font what they say of themselves.

    Raises:
        UnreadableError: it is a file of a type that cannot be searched.
    """
    if file:
        yield from parts_of(stream, name=inside, depth=depth + 1, room=room)
    elif _is_pixels(head, stored, stream):
        if is_picture(stored):
            yield from picture_parts(stored, name=inside, depth=depth, room=room)
        else:
            yield Part(inside, (), opaque="picture")
    elif b"/Length1" in head or not any(operator in stream for operator in _OPERATORS):
        if is_font(stream):
            yield from font_parts(stream, name=inside)
        else:
            try:
                yield from [*parts_of(stream, name=inside, depth=depth + 1, room=room)]
            except UnknownTypeError:  # tables of colours, codes and widths
                yield from byte_parts(stream, name=inside)
    else:
        yield Part(inside, (*_shown(stream), *_words(stream)))


def _split(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """(number, dictionary, stream as stored) of each object; number 0 is what lies between objects."""
    between, at = [], 0
    while match := _OBJECT.search(content, at):
        between.append(content[at : match.start()])
        end = content.find(b"endobj", match.end())
        end = len(content) if end < 0 else end
        begins = _STREAM.search(content, match.end(), end)
        if begins:
            closes = content.find(b"endstream", begins.end())
            closes = len(content) if closes < 0 else closes
            after = content.find(b"endobj", closes)
            end = len(content) if after < 0 else after
            head = content[match.end() : begins.start()] + content[closes:end]
            yield int(match[1]), head, content[begins.end() : closes]
        else:
            yield int(match[1]), content[match.end() : end], b""
        at = end
    between.append(content[at:])
    yield 0, b"\n".join(between), b""


def _is_pixels(head: bytes, stored: bytes, stream: bytes) -> bool:
    """True of an image of nothing but pixels, or whose filter only programs for pictures know."""
    if b"/Image" not in head:
        return False
    sizes = [re.search(rb"/%b\s+(\d+)" % key, head) for key in (b"Width", b"Height", b"BitsPerComponent")]
    if stream is stored or not all(sizes):
        return stream is stored
    width, height, bits = (int(size[1]) for size in sizes if size)
    return any(len(stream) == -(-width * colours * bits // 8) * height for colours in (1, 3, 4))


def _decoded(head: bytes, stored: bytes) -> bytes:
    filters = re.findall(rb"/(FlateDecode|Fl|ASCII85Decode|A85|ASCIIHexDecode|AHx)\b", head)
    content = stored
    for name in filters:
        match name:
            case b"FlateDecode" | b"Fl":
                unpacking = zlib.decompressobj()
                try:
                    content = unpacking.decompress(content, MOST_BYTES)
                except zlib.error:
                    return content
            case b"ASCII85Decode" | b"A85":
                with suppress(struct.error):
                    content = _ascii85(content)
            case _:
                with suppress(ValueError):
                    content = unhexlify(re.sub(rb"[\s>]", b"", content))
    return content


def _ascii85(coded: bytes) -> bytes:
    """ISO 32000-1, 7.4.3; the standard library's decoder takes ten times as long."""
    digits = coded.translate(None, b" \t\r\n\f\0").removesuffix(b"~>").replace(b"z", b"!!!!!")
    missing = -len(digits) % 5
    digits += b"u" * missing
    groups = zip(*(digits[at::5] for at in range(5)), strict=True)
    values = [(((a * 85 + b) * 85 + c) * 85 + d) * 85 + e - 1_743_128_013 for a, b, c, d, e in groups]
    content = struct.pack(f">{len(values)}I", *values)
    return content[: len(content) - missing]


def _strings(content: bytes) -> Iterator[Piece]:
    """Each string once, with the key before it and the object in which it first stands."""
    seen: set[tuple[bytes, bytes]] = set()
    for match in _STRING.finditer(content):
        before = content[max(0, match.start() - 44) : match.start()]
        key = found[1] if (found := _KEY.search(before)) else b""
        if (key, match[0]) in seen:
            continue
        seen.add((key, match[0]))
        raw = _literal(match[0][1:-1]) if match[0][:1] == b"(" else _hexadecimal(match[0][1:-1])
        if len(raw) > 2:
            opens = content.rfind(b" obj ", 0, match.start())
            number = re.search(rb"(\d+) \d+$", content[max(0, opens - 20) : max(0, opens)])
            place = f"object {int(number[1])}" if number and int(number[1]) else ""
            yield Piece(key.decode("ascii"), place, _characters(raw))


def _shown(program: bytes) -> Iterator[Piece]:
    """The strings of a program: those that its fonts show as one text, marked ones by themselves."""
    if b"\0" in program and program.count(b"\0") * _CODED > len(program):
        # glyphs of composite fonts, in two bytes each: no text that anybody reads but through the pages
        marked = [_STRING.match(program, found.start()) for found in _MARKED.finditer(program)]
        strings = []
    else:
        marked = []
        strings = _STRING.findall(program)
        yield Piece("", "", _literal(b"\n".join(found[1:-1] for found in strings)).decode("latin-1"))
    for found in (
        *(match[0] for match in marked if match),
        *(found for found in strings if _MARKED.match(found)),
    ):
        raw = _literal(found[1:-1]) if found[:1] == b"(" else _hexadecimal(found[1:-1])
        yield Piece("", "", _characters(raw))


def _words(program: bytes) -> Iterator[Piece]:
    """Words in a page's program or in a table of characters that are neither operators nor operands."""
    for found in dict.fromkeys(_PROSE.findall(program)):
        yield Piece("", "", found.decode("utf-8", "replace"))


def _literal(raw: bytes) -> bytes:
    return _ESCAPE.sub(_escaped, raw) if b"\\" in raw else raw


def _escaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    if code[:1].isdigit():
        return bytes([int(code, 8) & 255])
    return _ESCAPED.get(code, code)


def _hexadecimal(digits: bytes) -> bytes:
    digits = re.sub(rb"\s", b"", digits)
    return unhexlify(digits + b"0" * (len(digits) % 2))


def _characters(raw: bytes) -> str:
    """A text string (ISO 32000-1, 7.9.2.2): UTF-16 or UTF-8 with its mark, else PDFDocEncoding."""
    if raw[:2] == b"\xfe\xff":
        return raw[2:].decode("utf-16-be", "replace")
    if raw[:2] == b"\xff\xfe":
        return raw[2:].decode("utf-16-le", "replace")
    if raw[:3] == b"\xef\xbb\xbf":
        return raw[3:].decode("utf-8", "replace")
    return raw.decode("latin-1")


def _unescaped(name: bytes) -> str:
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: unhexlify(m[1]), name).decode("utf-8", "replace")


def _in(outer: str, inner: str) -> str:
    return f"{outer} › {inner}" if outer else inner
