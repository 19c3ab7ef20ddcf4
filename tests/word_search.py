"""Looks for words in any file or text, in every writing of them; shares nothing with the leak gate."""

from __future__ import annotations

import base64
import html
import io
import json
import re
import sqlite3
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import lru_cache
from typing import Any
from urllib.parse import quote, unquote

import pikepdf
import pypdfium2

BRIEF = 6
"""A word of fewer bytes is looked for in texts only: in compressed bytes chance writes it."""
ALONE = 5
"""A word of fewer letters counts only in texts, where it stands by itself: elsewhere chance writes it."""
_SQUEEZED = re.compile("[\\s\\-\u00ad\u2010-\u2015\u200b-\u200f\u2060\ufeff\ufffe\x02.,'’\u00a0\u202f]+")


def find(words: Iterable[str], content: bytes | str, name: str) -> Iterator[tuple[str, str]]:
    """(word, part) for each word and each part of `content`, or of what is packed inside, that has it."""
    wanted = tuple(words)
    for place, part in (("", name.encode()), *_unpacked(_bytes(content))):
        yield from ((word, name + place) for word in _present(wanted, part))


def read_as(word: str) -> str:
    """The word as it is in a text without blanks, hyphens and separators."""
    return _squeeze(_folded(word))


def _bytes(content: bytes | str) -> bytes:
    return content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content


@lru_cache(maxsize=512)
def _unpacked(content: bytes) -> tuple[tuple[str, bytes], ...]:
    return tuple(parts(content, ""))


@lru_cache(maxsize=8192)
def _present(words: tuple[str, ...], part: bytes) -> tuple[str, ...]:
    """Those of the words that are in one part, as text of any encoding or as bytes of it."""
    texts, lowered, plain = _texts(part), part.lower(), _is_text(part)
    return tuple(
        word for word in words if _is_in_texts(word, texts, plain=plain) or _is_in_bytes(word, part, lowered)
    )


def _is_text(part: bytes) -> bool:
    try:
        part.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_in_texts(word: str, texts: tuple[tuple[str, str], ...], *, plain: bool) -> bool:
    folded, narrow = _folded(word), read_as(word)
    if len(folded) < ALONE:
        if not plain:
            return False
        alone = re.compile(rf"(?<![^\W_]){re.escape(folded)}(?![^\W_])")
        return any(folded in text and alone.search(text) for text, _ in texts)
    return any(folded in text or narrow in squeezed for text, squeezed in texts)


def _is_in_bytes(word: str, part: bytes, lowered: bytes) -> bool:
    return any(coded in (part if exact else lowered) for coded, exact in _codings(word))


def parts(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """(place, bytes) of a file and everything that it holds unpacked."""
    yield name, content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                yield from parts(archive.read(entry), f"{name}!{entry.filename}")
                reported = entry.filename.encode() + b"\n" + entry.comment + b"\n" + entry.extra
                yield f"{name}!{entry.filename} (remarks)", reported
    elif content[:5] == b"%PDF-":
        yield from _pdf(content, name)
    elif content[:15] == b"SQLite format 3":
        yield from _tables(content, name)


def _pdf(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    with closing(pypdfium2.PdfDocument(content)) as document:
        for number in range(len(document)):
            text = document[number].get_textpage().get_text_range()
            yield f"{name}, page {number + 1}", text.encode("utf-8", "replace")
        titles = [str(entry.get_title()) for entry in document.get_toc()]
        yield f"{name}, outline", "\n".join(titles).encode()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        said: list[str] = []
        for number, entry in enumerate(pdf.objects):
            if isinstance(entry, pikepdf.Stream):
                yield from parts(entry.read_bytes(), f"{name}, stream {number}")
            _strings(entry, said)
        yield f"{name}, strings", "\n".join(said).encode("utf-8", "replace")
        with pdf.open_metadata() as metadata:
            yield f"{name}, XMP", str(metadata).encode()
        for title, attached in pdf.attachments.items():
            yield f"{name}, title of an attachment", title.encode()
            yield from parts(attached.get_file().read_bytes(), f"{name}, attachment {title}")


def _strings(entry: Any, said: list[str]) -> None:
    """Strings and names inside one object; what it refers to is an object of its own."""
    if isinstance(entry, pikepdf.Dictionary | pikepdf.Stream):
        for key in entry.keys():  # noqa: SIM118 - a pikepdf object is no mapping
            said.append(str(key))
            value = entry.get(key)
            if not getattr(value, "is_indirect", False):
                _strings(value, said)
    elif isinstance(entry, pikepdf.Array):
        for value in entry:
            if not getattr(value, "is_indirect", False):
                _strings(value, said)
    elif isinstance(entry, pikepdf.String | pikepdf.Name):
        said.append(str(entry))
        if isinstance(entry, pikepdf.String):
            said.append(bytes(entry).decode("utf-8", "ignore"))


def _tables(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(content)
        base.text_factory = bytes
        for (table,) in base.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
        ).fetchall():
            quoted = table.decode().replace('"', '""')
            rows = base.execute(f'SELECT * FROM "{quoted}"').fetchall()
            cells = (cell if isinstance(cell, bytes) else str(cell).encode() for row in rows for cell in row)
            yield f"{name}, table {table.decode()}", b"\n".join(cells)
        schema = base.execute("SELECT coalesce(sql, '') FROM sqlite_master").fetchall()
        yield f"{name}, schema", b"\n".join(row[0] for row in schema)


def _folded(text: str) -> str:
    """Lower case in every script, one Unicode form, ligatures and wide letters as plain ones."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text.casefold()).casefold())


def _squeeze(text: str) -> str:
    return _SQUEEZED.sub("", text)


@lru_cache(maxsize=4096)
def _texts(part: bytes) -> tuple[tuple[str, str], ...]:
    """The part as texts, each also without blanks, hyphens and separators of numbers."""
    read = part.decode("utf-8", "ignore")
    texts = dict.fromkeys([read, *(html.unescape(read),) * ("&" in read), *(unquote(read),) * ("%" in read)])
    if "\\u" in read or "\\x" in read:
        texts[re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), read)] = None
    if b"<" in part:  # text that is split over runs
        texts[re.sub(r"<[^>]*>", "", read)] = None
    if b"\0" in part:
        texts |= {
            part[at:].decode(f"utf-16-{order}", "ignore"): None for at in (0, 1) for order in ("le", "be")
        }
    folded = [_folded(text) for text in texts]
    return tuple((text, _squeeze(text)) for text in folded)


@lru_cache(maxsize=256)
def _codings(word: str) -> tuple[tuple[bytes, bool], ...]:
    """(bytes, whether capitals count) of the word in each coding in which it may hide among bytes."""
    found: dict[tuple[bytes, bool], None] = {}
    for form in {unicodedata.normalize(form, cased) for form in ("NFC", "NFD") for cased in _cases(word)}:
        plain = form.encode()
        wide = [form.encode(f"utf-16-{order}") for order in ("le", "be")]
        coded = [plain, *wide, quote(form).encode(), json.dumps(form)[1:-1].encode()]
        coded += [some.hex().encode() for some in (plain, *wide)]
        found |= {(some.lower(), False): None for some in coded if len(some) >= BRIEF}
        found |= {(some, True): None for data in (plain, *wide) for some in _base64(data) if len(some) >= 8}
    return tuple(found)


def _cases(word: str) -> set[str]:
    return {word, word.lower(), word.upper(), word.title(), word.casefold()}


def _base64(data: bytes) -> Iterator[bytes]:
    """The letters that are sure, wherever the data begins among the bytes that are coded."""
    for shift, unsure in ((0, 0), (1, 2), (2, 3)):
        coded = base64.b64encode(b"\0" * shift + data)
        yield coded.rstrip(b"=")[unsure : -1 if coded.endswith(b"=") else None]
