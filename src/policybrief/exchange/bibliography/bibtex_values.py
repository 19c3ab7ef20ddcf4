"""A field of BibTeX as written → its value: braces, quotation marks, names of texts, joined by `#`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_NAME = re.compile(r"[^\s#{}\"]+")


def value_of_field(written: str, texts: Mapping[str, str]) -> str:
    """The value of a field: its parts joined, each without its braces or quotation marks.

    A name is replaced by the text that `@string` gave to it (`texts`, names in small letters); one that
    nothing was given to stays, as the months do. What is not built so stays as it is written.
    """
    parts = [*_parts(written)]
    if not parts:
        return written.strip()
    return "".join(texts.get(part.lower(), part) if bare else part for part, bare in parts)


def resolved_texts(strings: Mapping[str, str]) -> dict[str, str]:
    """The texts of all `@string`, each of which may name those before it."""
    texts: dict[str, str] = {}
    for name, written in strings.items():
        texts[name.lower()] = value_of_field(written, texts)
    return texts


def unknown_names(written: str, texts: Mapping[str, str]) -> tuple[str, ...]:
    """Names in a joined value to which no text was given."""
    parts = [*_parts(written)]
    bare = [part for part, is_name in parts if is_name and not part.isdigit()]
    return tuple(part for part in bare if part.lower() not in texts)


def _parts(written: str) -> Iterator[tuple[str, bool]]:
    """Each part and whether it is a bare name or number; nothing where the value is not built of parts."""
    parts: list[tuple[str, bool]] = []
    place, text = 0, written.strip()
    while place < len(text):
        if text[place] in '{"':
            end = _end(text, place)
            if end < 0:
                return
            parts.append((text[place + 1 : end], False))
            place = end + 1
        elif match := _NAME.match(text, place):
            parts.append((match[0], True))
            place = match.end()
        else:
            return
        rest = re.compile(r"\s*#\s*").match(text, place)
        if rest is None:
            if text[place:].strip():
                return
            break
        place = rest.end()
    yield from parts


def _end(text: str, start: int) -> int:
    """Where the brace or quotation mark at `start` is closed, outside of inner braces; -1 if nowhere."""
    closing, depth = {"{": "}", '"': '"'}[text[start]], 0
    place = start + 1
    while place < len(text):
        letter = text[place]
        if letter == "\\":
            place += 1
        elif letter == closing and not depth:
            return place
        else:
            depth += (letter == "{") - (letter == "}")
        place += 1
    return -1
