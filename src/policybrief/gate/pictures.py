"""A picture → what it says besides its pixels: remarks, properties, the texts of drawings."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO

from policybrief.gate.parts import Part, Piece, Unpacking, UnreadableError, byte_parts, inflated

_PNG = b"\x89PNG\r\n\x1a\n"
_NO_WORDS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA sBIT sRGB bKGD hIST pHYs tIME acTL fcTL fdAT cICP sPLT".split()
)
"""Chunks of a PNG that hold pixels and measures alone (PNG, third edition, 11)."""
_MOST_WORDS = 16 << 20
"""Bytes that one remark of a picture may unpack to."""
_EXIF = (0x8769, 0x8825, 0xA005)
"""Tags under which Exif keeps further tables (CIPA DC-008)."""
_EMF_TEXTS = {83: "latin-1", 84: "utf-16-le"}
"""EMR_EXTTEXTOUTA and EMR_EXTTEXTOUTW (MS-EMF 2.3.5)."""


def is_picture(content: bytes) -> bool:
    """True of a picture in a format whose remarks can be read."""
    return _reader(content) is not None


def picture_parts(content: bytes, *, name: str, depth: int, unpacking: Unpacking) -> Iterator[Part]:
    """The remarks and properties of the picture, and the parts of what follows it.

    Raises:
        UnreadableError: it is damaged.
    """
    reader = _reader(content)
    assert reader is not None
    try:
        blocks, end = reader(content)
    except (struct.error, IndexError, ValueError, zlib.error):
        raise UnreadableError(f"{name or 'the picture'} is damaged") from None
    clean = [text for block in blocks if (text := _text(block)) is not None]
    yield Part(name, (*(Piece("", "", text) for text in clean), *_properties(content)), opaque="picture")
    for block in blocks:
        if _text(block) is None:
            yield from byte_parts(block, name=name)
    rest = content[end:].lstrip(b"\0\r\n ")
    if rest:
        yield from unpacking.parts_of(rest, name=f"{name}, after the picture", depth=depth + 1)


def _text(block: bytes) -> str | None:
    """A block that is nothing but words; None where there are numbers or a small picture among them."""
    try:
        text = block.replace(b"\0", b"\n").decode()
    except UnicodeDecodeError:
        return None
    return text if not any(sign < " " and not sign.isspace() for sign in text) else None


def _properties(content: bytes) -> Iterator[Piece]:
    """The values of Exif and of TIFF, which may be shorter than what is found among bytes."""
    if not (b"Exif" in content[:65_536] or b"eXIf" in content or content[:4] in (b"II*\0", b"MM\0*")):
        return
    from PIL import Image

    with (
        suppress(Exception),
        Image.open(BytesIO(content)) as image,
    ):  # what cannot be read is among the blocks
        table = image.getexif()
        for values in (table, *(table.get_ifd(tag) for tag in _EXIF)):
            for tag, value in values.items():
                yield from (Piece("", f"property {tag}", text) for text in _value(value))


def _value(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value.strip("\0")
        case bytes():
            yield value.decode("utf-8", "ignore").strip("\0")
            yield value.decode("utf-16-le", "ignore").strip("\0")
        case tuple():
            for each in value:
                yield from _value(each)
        case _:
            return


Blocks = tuple[list[bytes], int]
"""The bytes of a picture that may be words, and where the picture ends."""


def _of_png(content: bytes) -> Blocks:
    blocks, at, kind = [], len(_PNG), b""
    while kind != b"IEND":
        size, kind = struct.unpack_from(">I4s", content, at)
        block = content[at + 8 : at + 8 + size]
        if len(block) < size:
            raise ValueError
        if kind in (b"zTXt", b"iCCP"):
            key, _, packed = block.partition(b"\0")
            block = key + b"\0" + inflated(packed[1:], most=_MOST_WORDS)
        elif kind == b"iTXt":
            block = _international(block)
        if kind not in _NO_WORDS:
            blocks.append(block)
        at += size + 12
    return blocks, at


def _international(block: bytes) -> bytes:
    """The words of an iTXt chunk: its keyword, language, translated keyword and text (PNG 11.3.3.4)."""
    key, _, rest = block.partition(b"\0")
    packed, (language, translated, text) = rest[:1] == b"\1", rest[2:].split(b"\0", 2)
    return b"\0".join((key, language, translated, inflated(text, most=_MOST_WORDS) if packed else text))


def _of_jpeg(content: bytes) -> Blocks:
    blocks, at = [], 2
    while content[at + 1] != 0xD9:  # the end of the image
        if content[at] != 0xFF:
            raise ValueError
        marker = content[at + 1]
        if marker == 0xFF or 0xD0 <= marker <= 0xD8 or marker == 1:  # filling, and markers without content
            at += 1 if marker == 0xFF else 2
            continue
        (size,) = struct.unpack_from(">H", content, at + 2)
        if 0xE0 <= marker <= 0xEF or marker == 0xFE:
            blocks.append(content[at + 4 : at + 2 + size])
        at += 2 + size
        if marker == 0xDA:  # pixels follow, in which FF is followed by 0 or by a marker to start again
            next_marker = re.compile(rb"\xff[^\0\xd0-\xd7\xff]").search(content, at)
            if next_marker is None:
                raise ValueError
            at = next_marker.start()
    return blocks, at + 2


def _of_gif(content: bytes) -> Blocks:
    blocks, flags = [], content[10]
    at = 13 + (3 * (2 << (flags & 7)) if flags & 0x80 else 0)
    while content[at] != 0x3B:
        words = False
        if content[at] == 0x21:
            words = content[at + 1] in (0x01, 0xFE, 0xFF)
            at += 2
        elif content[at] == 0x2C:
            local = content[at + 9]
            at += 11 + (3 * (2 << (local & 7)) if local & 0x80 else 0)
        else:
            raise ValueError
        gathered = b""
        while size := content[at]:
            gathered += content[at + 1 : at + 1 + size] if words else b""
            at += size + 1
        at += 1
        blocks += [gathered] if words else []
    return blocks, at + 1


def _of_webp(content: bytes) -> Blocks:
    blocks, at, end = [], 12, 8 + struct.unpack_from("<I", content, 4)[0]
    while at + 8 <= end:
        kind, size = struct.unpack_from("<4sI", content, at)
        if kind not in (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANMF", b"ANIM"):
            blocks.append(content[at + 8 : at + 8 + size])
        at += 8 + size + size % 2
    if at > len(content):
        raise ValueError
    return blocks, at


def _of_emf(content: bytes) -> Blocks:
    """The texts that the records of an enhanced metafile draw, its description, and its remarks."""
    blocks, texts, at, kind = [], [], 0, 0
    while kind != 14:  # EMR_EOF
        kind, size = struct.unpack_from("<II", content, at)
        record = content[at : at + size]
        if size < 8 or len(record) < size:
            raise ValueError
        if kind in _EMF_TEXTS:
            letters, begins = struct.unpack_from("<II", record, 44)
            width = 2 if kind == 84 else 1
            texts.append(record[begins : begins + letters * width].decode(_EMF_TEXTS[kind], "replace"))
        elif kind in (1, 70, 108):  # EMR_HEADER, EMR_COMMENT, EMR_SMALLTEXTOUT
            blocks.append(record[8:])
        at += size
    return ["".join(texts).encode(), " ".join(texts).encode(), *blocks], at


def _of_bitmap(content: bytes) -> Blocks:
    (size,) = struct.unpack_from("<I", content, 2)
    return [], size


def _whole(content: bytes) -> Blocks:
    """Where words may stand anywhere, among numbers and pixels that are not packed."""
    return [content], len(content)


def _reader(content: bytes) -> Callable[[bytes], Blocks] | None:
    return next((reader for begins, reader in _READERS if begins.match(content)), None)


_READERS: tuple[tuple[re.Pattern[bytes], Callable[[bytes], Blocks]], ...] = (
    (re.compile(re.escape(_PNG)), _of_png),
    (re.compile(rb"\xff\xd8\xff"), _of_jpeg),
    (re.compile(rb"GIF8[79]a"), _of_gif),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), _of_webp),
    (re.compile(rb"II\*\0|MM\0\*"), _whole),
    (re.compile(rb"\x01\0\0\0.{36} EMF", re.DOTALL), _of_emf),
    (re.compile(rb"BM.{4}\0{4}", re.DOTALL), _of_bitmap),
    (re.compile(rb"\xd7\xcd\xc6\x9a"), _whole),  # a placeable Windows metafile: texts in single bytes
)
