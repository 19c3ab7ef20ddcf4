"""Plain text and what is written in it: CSV, Markdown, JSON, XML, HTML, RTF, mail."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

from policybrief.gate.encodings import decoded, readings
from policybrief.gate.json_texts import json_parts
from policybrief.gate.parts import Part, Piece, Room, UnknownTypeError, UnreadableError, parts_of

_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[?!A-Za-z]|\xff\xfe<\x00|\xfe\xff\x00<|\0*<\0")
_TAG = re.compile(r"<[A-Za-z!/?]")
_NAMED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z][\w.:-]{1,40})""", re.IGNORECASE)
_LOCKED = re.compile(
    r"^-----BEGIN (?:PGP MESSAGE|PKCS7|CMS|ENCRYPTED)|^begin(?:-base64)? [0-7]{3,4} \S+\r?\n[ -`]",
    re.MULTILINE,
)
"""Encrypted by PGP or S/MIME, or coded by uuencode."""
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/_-]{24,}(?:\r?\n[ \t]*)?)+[A-Za-z0-9+/_-]*={0,2}")
_LONG = 64
"""Bytes from which on a run of letters is no path or name that happens to be base64."""
_URL_SAFE = str.maketrans("-_", "+/")
_LINES = 100
"""Lines of a text that are one place."""


def text_parts(content: bytes, *, name: str, depth: int, room: Room) -> Iterator[Part]:
    """The parts of a text, by what is written in it.

    Raises:
        UnreadableError: it is no text, or holds something that cannot be read.
    """
    if _XML.match(content):
        from policybrief.gate.xml import is_ours, xml_parts

        found = xml_parts(content, name=name)
        yield from found or ()
        if found is not None and is_ours(content) and depth and b"inary" not in content:
            return  # one part of a package, without a file in base64
    if content.startswith(b"{\\rtf"):
        from policybrief.gate.rtf import rtf_parts

        yield from rtf_parts(content, name=name, depth=depth, room=room)
        return
    from policybrief.gate.mail import is_mail, mail_parts

    if is_mail(content):
        yield from mail_parts(content, name=name, depth=depth, room=room)
        return
    named = _NAMED.search(content[:2048])
    texts = decoded(content, named[1].decode()) if named else readings(content)
    if content and not texts:
        raise UnknownTypeError(f"{name or 'it'} is of no type that can be searched")
    for text in texts:
        yield from read_text(text, name=name, depth=depth, room=room)


def read_text(text: str, *, name: str, depth: int, room: Room) -> Iterator[Part]:
    """The parts of a text whose encoding is known: as it stands, as JSON or HTML, and files that it carries.

    Raises:
        UnreadableError: a part of it is encrypted, or packed in a way that cannot be read.
    """
    if _LOCKED.search(text):
        raise UnreadableError(f"{name or 'it'} holds something that is encrypted or packed in letters")
    yield from json_parts(text, name=name)
    yield Part(name, tuple(_pieces(text)))
    if _TAG.search(text):
        from policybrief.gate.html import html_parts

        yield from html_parts(text, name=name)
    for number, content in enumerate(_carried(text), 1):
        below = f"{name} › file {number} in letters" if name else f"file {number} in letters"
        room.take(len(content), name=below)
        try:
            yield from [*parts_of(content, name=below, depth=depth + 1, room=room)]
        except UnknownTypeError as fault:
            if fault.named:
                raise


def _pieces(text: str) -> Iterator[Piece]:
    lines = text.split("\n")
    for at in range(0, len(lines), _LINES):
        last = min(at + _LINES, len(lines))
        place = f"lines {at + 1} to {last}" if last > at + 1 else f"line {last}"
        yield Piece("", place, "\n".join(lines[at:last]))


def _carried(text: str) -> Iterator[bytes]:
    """What is written in base64 (RFC 4648): pictures in HTML, files in JSON, …"""
    for match in _BASE64.finditer(text):
        letters = re.sub(r"\s", "", match[0]).translate(_URL_SAFE)
        if not letters.isdecimal():
            whole = letters.rstrip("=")
            whole = whole[:-1] if len(whole) % 4 == 1 else whole
            content = binascii.a2b_base64(whole + "=" * (-len(whole) % 4))
            if len(content) >= _LONG or b"\0" in content or _is_utf_8(content):
                yield content


def _is_utf_8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
