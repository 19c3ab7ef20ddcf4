"""A PDF → the text of its pages, and every string, name and stream in it, those of older versions too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

from policybrief.gate.escapes import with_meanings
from policybrief.gate.fonts import font_parts, is_font
from policybrief.gate.parts import Part, Piece, UnknownTypeError, Unpacking, UnreadableError, byte_parts
from policybrief.gate.pdf_streams import UndecodedError, decoded, is_pixels
from policybrief.gate.pdf_strings import plain_name, shown_strings, strings, words_in
from policybrief.gate.pictures import is_picture, picture_parts
from policybrief.pdf_text import pages_of

_VERSIONS = 16
"""Versions inside one file that are read page by page."""
_OBJECT = re.compile(rb"(?<![0-9])([0-9]{1,10})[ \r\n]+[0-9]{1,5}[ \r\n]+obj\b")
_STREAM = re.compile(rb"stream\r?\n")
_OPERATORS = (b"Tj", b"TJ", b" re", b"begincmap", b" Do")
"""One of them is in every program of a page, form or font."""
_NAME = re.compile(rb"/([^\s/<>\[\]()%{}\x00]{2,})")
_ATTACHED = re.compile(rb"/EF\s*(?:<<[^>]*>>|\d+\s+\d+\s+R)")
_DICTIONARY = re.compile(rb"<<(?:[^<>]|<[^<>]*>)*>>")
_NUMBERED = re.compile(rb"/(?:[A-Za-z]{1,2}|cid|glyph|char)\d+\b(?!\s+\d+\s+R)")
"""A glyph that has a number for a name."""
_REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R\b")
_WRAPPED = re.compile(rb"/Encrypt\b|/LZWDecode\b|/RunLengthDecode\b|/Crypt\b|/Predictor\b")


def pdf_parts(content: bytes, *, name: str, depth: int, unpacking: Unpacking) -> Iterator[Part]:
    """The parts of a PDF.

    Raises:
        UnreadableError: it is damaged or locked by a password.
    """
    yield from _pages(content, name)
    damaged: set[int] = set()
    if b"/Encrypt" not in content:
        yield from _objects(content, name, depth, unpacking, damaged=damaged)
    if damaged or _WRAPPED.search(content):
        yield from _objects(_unwrapped(content, name, damaged), name, depth, unpacking)
    rest = content[content.rfind(b"%%EOF") + 5 :].lstrip(b"\0 \r\n") if b"%%EOF" in content else b""
    for around, where in ((content[: content.find(b"%PDF-")], "before"), (rest, "after")):
        if around:
            yield from unpacking.parts_of(around, name=_in(name, f"{where} the document"), depth=depth + 1)


def _pages(content: bytes, name: str) -> Iterator[Part]:
    """Text as a reader sees it; of each older version that the file still holds too."""
    ends = [match.end() for match in re.finditer(rb"%%EOF", content)]
    if len(ends) > _VERSIONS:
        raise UnreadableError(
            f"{name or 'it'} contains more than {_VERSIONS} versions", "print it into a new PDF"
        )
    for number, end in enumerate(ends[:-1], 1):
        with suppress(UnreadableError):  # the end of the first part of a linearised file is no version
            yield Part(_in(name, f"older version {number}"), tuple(_text_of_pages(content[:end], name)))
    yield Part(_in(name, "pages"), tuple(_text_of_pages(content, name)))


def _text_of_pages(content: bytes, name: str) -> Iterator[Piece]:
    try:
        for number, text in enumerate(pages_of(content), 1):
            yield Piece("", f"page {number}", text)
    except ValueError as fault:
        raise UnreadableError(f"{name}: the PDF cannot be read ({fault})") from None


def _unwrapped(content: bytes, name: str, damaged: set[int]) -> bytes:
    """The same file with object streams taken apart, nothing encrypted, and every filter undone.

    Raises:
        UnreadableError: it cannot be opened, or one of the streams that seem `damaged` is.
    """
    import pikepdf

    try:
        with pikepdf.open(BytesIO(content)) as document:
            for number in damaged:
                document.get_object(number, 0).read_bytes()
            plain = BytesIO()
            document.save(
                plain,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.specialized,
                encryption=False,
            )
    except (pikepdf.PdfError, pikepdf.PasswordError, AttributeError, TypeError, ValueError) as fault:
        raise UnreadableError(f"{name}: the PDF cannot be read ({type(fault).__name__})") from None
    return plain.getvalue()


def _objects(
    content: bytes, name: str, depth: int, unpacking: Unpacking, *, damaged: set[int] | None = None
) -> Iterator[Part]:
    """The parts of all objects; the numbers of those whose streams cannot be unpacked go to `damaged`."""
    heads: list[bytes] = []
    streams: list[tuple[int, bytes, bytes, bytes]] = []
    for number, head, stored in _split(content):
        heads.append(b"%d 0 obj %b" % (number, head))
        _refuse_mute(head, name)
        if not number:
            yield Part(_in(name, "between the objects"), tuple(words_in(head)))
        if stored:
            try:
                stream = decoded(head, stored, number=number)
            except UndecodedError:
                if damaged is None:
                    raise
                damaged.add(number)
                continue
            unpacking.take(len(stream), name=name)
            if b"/ObjStm" in head:  # objects packed together: their strings and names are the file's
                heads.append(b"0 0 obj %b" % stream)
                for inside_it in _DICTIONARY.findall(stream):
                    _refuse_mute(inside_it, name)
            elif not re.search(rb"/Type\s*/XRef\b", head):
                streams.append((number, head, stored, stream))
    joined = b"\n".join(heads)
    attached = _attached(joined)
    for number, head, stored, stream in streams:
        file = number in attached or b"/EmbeddedFile" in head
        inside = _in(name, f"stream of object {number}")
        yield from _stream(head, stored, stream, inside, depth, unpacking, file=file)
    yield from with_meanings([Part(_in(name, "strings"), tuple(strings(joined)))])
    names = dict.fromkeys(_NAME.findall(joined))
    yield Part(_in(name, "names"), tuple(Piece("name", "", plain_name(raw)) for raw in names), "names")


def _refuse_mute(head: bytes, name: str) -> None:
    """Refuses a font whose codes nobody can turn into letters (ISO 32000-1, 9.10.2)."""
    if (b"/Type0" not in head and b"/Type3" not in head) or b"/ToUnicode" in head or b"/Font" not in head:
        return
    if b"/Identity-" in head or _NUMBERED.search(head):
        raise UnreadableError(f"{name or 'it'} has text in a font that does not identify its letters")


def _attached(content: bytes) -> frozenset[int]:
    """The numbers of the objects that file specifications name (ISO 32000-1, 7.11.4)."""
    numbers: set[int] = set()
    for match in _ATTACHED.finditer(content):
        numbers |= {int(number) for number in _REFERENCE.findall(match[0])}
    return frozenset(numbers)


def _stream(
    head: bytes, stored: bytes, stream: bytes, inside: str, depth: int, unpacking: Unpacking, *, file: bool
) -> Iterator[Part]:
    """The parts of one stream; for a picture or a font, its description of itself.

    Raises:
        UnreadableError: it is a file of a type that cannot be searched.
    """
    if file:
        yield from unpacking.parts_of(stream, name=inside, depth=depth + 1)
    elif is_pixels(head, stored, stream):
        if is_picture(stored):
            yield from picture_parts(stored, name=inside, depth=depth, unpacking=unpacking)
        else:
            yield Part(inside, (), opaque="picture")
    elif b"/Length1" in head or not any(operator in stream for operator in _OPERATORS):
        if is_font(stream):
            yield from font_parts(stream, name=inside)
        else:
            try:
                yield from [*unpacking.parts_of(stream, name=inside, depth=depth + 1)]
            except UnknownTypeError as fault:
                if fault.named:
                    raise
                # tables of colours, codes and widths
                yield from byte_parts(stream, name=inside)
    else:
        yield Part(inside, (*shown_strings(stream), *words_in(stream)))


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


def _in(outer: str, inner: str) -> str:
    return f"{outer} › {inner}" if outer else inner
