"""A mail (RFC 5322, MIME) or a folder of mails (mbox) → its heads, texts and attachments, decoded."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser

from policybrief.gate.encodings import decoded, readings
from policybrief.gate.parts import Part, Piece, Unpacking, UnreadableError
from policybrief.gate.plain_text import read_text

_HEAD = re.compile(rb"(?:From [^\r\n]*\r?\n)?(?:[!-9;-~]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*(?:\r?\n|$))+")
_OF_MAIL = re.compile(
    rb"^(?:From|To|Cc|Subject|Date|Message-ID|MIME-Version|Received|Return-Path|Reply-To|Sender|"
    rb"Content-Type|Content-Transfer-Encoding|Content-Disposition|Delivered-To):",
    re.IGNORECASE | re.MULTILINE,
)
_NEXT = re.compile(rb"(?:\A|\r?\n\r?\n)(?=From [^\r\n]+\r?\n[!-9;-~]+:)")
_ENCODINGS = ("", "7bit", "8bit", "binary", "base64", "quoted-printable")
_ENCRYPTED = (
    "multipart/encrypted",
    "application/pkcs7-mime",
    "application/x-pkcs7-mime",
    "application/ms-tnef",
)


def is_mail(content: bytes) -> bool:
    """True of a text that begins with the head of a mail."""
    head = _HEAD.match(content[:262_144].lstrip(b"\r\n"))
    return head is not None and _OF_MAIL.search(head[0]) is not None


def mail_parts(content: bytes, *, name: str, depth: int, unpacking: Unpacking) -> Iterator[Part]:
    """The text unchanged, then the heads, texts and attachments of each mail.

    Raises:
        UnreadableError: an attachment cannot be read, or the mail is encrypted or damaged.
    """
    for text in readings(content):
        yield Part(name, (Piece("", "unchanged", text),))
    starts = [match.end() for match in _NEXT.finditer(content)] or [0]
    for first, last in zip(starts, [*starts[1:], len(content)], strict=True):
        mail = BytesParser(policy=policy.compat32).parsebytes(content[first:last].lstrip(b"\r\n"))
        yield from _message(mail, name, depth, unpacking)


def _message(mail: Message, name: str, depth: int, unpacking: Unpacking) -> Iterator[Part]:
    unpacking.take(0, name=name)
    yield Part(_below(name, "head"), tuple(_head(mail)))
    if mail.get_content_type() in _ENCRYPTED:
        raise UnreadableError(
            f"{name or 'the mail'} is encrypted", "save its text and attachments as separate files"
        )
    payload = mail.get_payload()
    if isinstance(payload, list):
        for around in (mail.preamble, mail.epilogue):
            if around:
                yield from read_text(
                    around, name=_below(name, "around its parts"), depth=depth, unpacking=unpacking
                )
        for number, below in enumerate(payload, 1):
            yield from _message(below, _below(name, f"part {number}"), depth + 1, unpacking)
        return
    body = _payload(mail, name)
    if not body:
        return
    if mail.get_content_maintype() == "text" or not mail.get_filename():
        texts = decoded(body, mail.get_content_charset("utf-8"))
        if texts and mail.get_content_maintype() == "text":
            for text in texts:
                yield from read_text(text, name=_below(name, "body"), depth=depth, unpacking=unpacking)
    yield from unpacking.parts_of(body, name=_below(name, "body"), depth=depth + 1)


def _payload(mail: Message, name: str) -> bytes:
    """The body of one part, decoded.

    Raises:
        UnreadableError: it is damaged, or coded in a way of which nothing is known.
    """
    coding = str(mail.get("Content-Transfer-Encoding", "")).strip().lower()
    if coding not in _ENCODINGS:
        raise UnreadableError(f"{name or 'the mail'} has the unknown encoding {coding!r}")
    raw = mail.get_payload()
    assert isinstance(raw, str)
    if coding == "base64":
        try:
            return binascii.a2b_base64(re.sub(r"\s", "", raw).encode("ascii"), strict_mode=True)
        except (binascii.Error, UnicodeEncodeError):
            raise UnreadableError(f"{name or 'the mail'}: its base64 is damaged") from None
    body = mail.get_payload(decode=True)
    return body if isinstance(body, bytes) else raw.encode("utf-8", "surrogateescape")


def _head(mail: Message) -> Iterator[Piece]:
    """Each field of the head, its encoded words (RFC 2047) and parameters (RFC 2231) decoded."""
    for field, value in mail.items():
        for text in _words(str(value)):
            yield Piece("", f"the field {field}", text)
    for value in (mail.get_filename(), mail.get_param("name"), *(mail.get_params() or ())):
        yield Piece("", "a name in the head", " ".join(map(str, _flat(value))))


def _words(value: str) -> Iterator[str]:
    yield value
    if "=?" not in value:
        return
    texts = [""]
    try:
        pieces = decode_header(value)
    except HeaderParseError:
        raise UnreadableError("the head of the mail is damaged", "save its text as a separate file") from None
    for coded, encoding in pieces:
        spelled = (coded,) if isinstance(coded, str) else decoded(coded, encoding or "utf-8") or ("",)
        texts = [text + more for text in texts[:16] for more in spelled]
    yield from texts


def _flat(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for each in value:
            yield from _flat(each)
    elif value:
        yield str(value)


def _below(outer: str, inner: str) -> str:
    return f"{outer} › {inner}" if outer else inner
