"""Bytes → every text that they can be, in the encodings of the languages that briefs are written in."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before that of UTF-16, with which it begins
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_LATIN = (
    "cp1252 cp1250 cp1254 cp1257 iso8859-1 iso8859-2 iso8859-4 iso8859-9 iso8859-13 iso8859-15 iso8859-16 "
    "mac-roman mac-latin2 cp437 cp850 cp852"
)
_CYRILLIC = "cp1251 koi8-u koi8-r iso8859-5 mac-cyrillic cp866 cp855 cp1125"
_OTHERS = "cp1253 cp1255 cp1256 iso8859-6 iso8859-7 iso8859-8 gb18030 big5hkscs cp932 euc-jp cp949"
_NARROW = tuple(f"{_LATIN} {_CYRILLIC} {_OTHERS}".split())
"""Of one byte a letter, and those of East Asia in which ASCII is ASCII."""
_LAYOUT = frozenset("\t\n\r\f\v\x1a\x85")
"""Controls that a text may hold: the last but one ends files of DOS, the last lines of ISO 8859."""


def readings(content: bytes) -> tuple[str, ...]:
    """What the bytes say in each encoding in which they are a text; none if they are no text.

    Where they begin with a mark, or are UTF-8, there is one; otherwise all are returned, because the
    right one is unknown.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text = _decoded(content[len(mark) :], encoding)
            if text is not None and _is_text(text):
                return (text,)
    text = _decoded(content, "utf-8")
    if text is not None and _is_text(text):
        return (text,) if "\x1b" not in text else ()
    texts = [*_wide(content)]
    if _is_text(content.decode("latin-1").translate(_UPPER_CONTROLS)):
        texts += [text for name in _NARROW if (text := _decoded(content, name)) is not None]
    return tuple(dict.fromkeys(texts))


def decoded(content: bytes, encoding: str) -> tuple[str, ...]:
    """What the bytes say in the encoding that a file names, and in any other that they may be in."""
    try:
        named = content.decode(encoding)
    except (LookupError, UnicodeError, ValueError):
        return readings(content)
    return tuple(dict.fromkeys((named, *readings(content))))


_UPPER_CONTROLS = dict.fromkeys(range(128, 160), " ")
"""Letters in most encodings of one byte; controls in ISO 8859 alone."""


def _wide(content: bytes) -> Iterator[str]:
    """UTF-16 and UTF-32 without their marks: all characters exist, and it is no text in single bytes."""
    for encoding in _WIDE:
        text = _decoded(content, encoding)
        if text and _is_text(text) and all(unicodedata.category(sign) not in _NO_LETTER for sign in text):
            yield text


_NO_LETTER = frozenset(("Cn", "Co", "Cs"))


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeError:
        return None


def _is_text(text: str) -> bool:
    return text.isprintable() or not any(
        sign not in _LAYOUT and unicodedata.category(sign) == "Cc" for sign in set(text)
    )
