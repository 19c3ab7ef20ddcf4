"""Authors in BibTeX and BibLaTeX → names as source records write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policybrief.exchange.bibliography.entries import institution, person
from policybrief.exchange.bibliography.latex import text_of_latex

_PART = re.compile(
    r"\s*(?:(given|family|prefix|suffix)(-i)?|(useprefix|juniorcomma|id|hash))\s*=\s*", re.IGNORECASE
)


def authors_in(names: str) -> Iterator[str]:
    """The persons and bodies of a list joined by `and`, as records write them, without `others`."""
    from bibtexparser.middlewares.names import split_multiple_persons_names

    for name in split_multiple_persons_names(" ".join(names.split())) if names.strip() else ():
        if name != "others" and (author := _author(name)):
            yield author


def _author(name: str) -> str:
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    if _is_in_braces(name):
        return institution(_words(name))
    if _PART.match(name.lstrip('"')):
        return _from_named_parts(name)
    parts = parse_single_name_into_parts(name, strict=False)
    family = _words(" ".join([*parts.von, *parts.last]))
    return person(family=family, given=_words(" ".join(parts.first)), suffix=_words(" ".join(parts.jr)))


def _from_named_parts(name: str) -> str:
    """A name in parts, `family=Berg, given=Jan, prefix=van` (biblatex manual, section 3.4, data format)."""
    parts: dict[str, str] = {}
    for entry in _entries(name):
        match = _PART.match(entry)
        if match and match[1] and not match[2]:
            parts[match[1].lower()] = _words(entry[match.end() :].strip())
    family = f"{parts.get('prefix', '')} {parts.get('family', '')}"
    return person(family=family, given=parts.get("given", ""), suffix=parts.get("suffix", ""))


def unread_parts(name: str) -> tuple[str, ...]:
    """What a name in parts has that is no part of a name."""
    entries = _entries(name) if _PART.match(name.lstrip('"')) else []
    return tuple(entry.strip() for entry in entries if not _PART.match(entry))


def _entries(name: str) -> list[str]:
    """The parts between commas that stand outside of braces and quotation marks."""
    parts, depth, quoted = [""], 0, False
    for letter in name:
        quoted ^= letter == '"' and not depth
        depth += (letter == "{") - (letter == "}")
        if letter == "," and not depth and not quoted:
            parts.append("")
        elif letter != '"' or depth:
            parts[-1] += letter
    return parts


def _is_in_braces(name: str) -> bool:
    """True if one pair of braces holds the whole name: a body."""
    if not (name.startswith("{") and name.endswith("}")):
        return False
    depth = 0
    for place, letter in enumerate(name):
        depth += (letter == "{") - (letter == "}")
        if not depth and place < len(name) - 1:
            return False
    return True


def _words(latex: str) -> str:
    return text_of_latex(latex).words
