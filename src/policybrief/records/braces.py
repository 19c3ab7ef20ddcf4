"""The grammar of braces in texts: `{fact}`, `{fact.number}`, `{source, place}`; `\\{` is a brace."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

Accessor = Literal["", "number", "number.bare", "quote", "paragraph"]
"""What is printed of the record: "" its mark, link or name."""
OWN = "number"
"""`{number}` and `{number.bare}` print the quantity of the record in which they are."""
RESERVED = frozenset((OWN, "change", "round", "share", "sum"))
"""Names that mean something between braces, and so are no ids."""

_ACCESSORS: tuple[Accessor, ...] = get_args(Accessor)
_SIGNS = re.compile(r"\\[{}]|[{}]")
_NAME = re.compile(r"(?P<name>[a-z][a-z0-9-]*)(?P<accessor>(?:\.[a-z]+)*)(?:\s*,\s*(?P<place>\S.*))?")


@dataclass(frozen=True, slots=True)
class Braces:
    """What is written between two braces; `{number}` has the name `number`."""

    name: str
    accessor: Accessor = ""
    place: str = ""
    """A place in the source that is named."""
    written: str = ""
    """As it is typed, with its braces."""

    @property
    def is_own(self) -> bool:
        """True if it prints the quantity of the record in which it is."""
        return self.name == OWN


class BracesFault(ValueError):
    """Braces that say nothing: `word` is what is wrong in the text, `hint` how to write it."""

    def __init__(self, code: str, message: str, hint: str, word: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint, self.word = code, message, hint, word


Piece = str | Braces


def has_braces(words: str) -> bool:
    """True if a text has a brace, which may also be one to print."""
    return "{" in words or "}" in words


@lru_cache(maxsize=4096)
def pieces(words: str) -> tuple[Piece, ...]:
    """A text as its words and what is in braces, in their order; `\\{` and `\\}` are words.

    Raises:
        BracesFault: a brace has no partner, or nothing can be printed for what they hold.
    """
    if not has_braces(words):
        return (words,)
    found: list[Piece] = []
    plain, at = "", 0
    while sign := _SIGNS.search(words, at):
        plain += words[at : sign.start()]
        if sign[0].startswith("\\"):
            plain, at = plain + sign[0][1], sign.end()
            continue
        end = words.find("}", sign.end())
        _check_pair(words, sign, end)
        if plain:
            found.append(plain)
        plain, at = "", end + 1
        found.append(_braces(words[sign.start() : at]))
    plain += words[at:]
    return (*found, plain) if plain else tuple(found)


def braces_in(words: str) -> tuple[Braces, ...]:
    """All braces of a text.

    Raises:
        BracesFault: as for `pieces`.
    """
    return tuple([piece for piece in pieces(words) if isinstance(piece, Braces)]) if has_braces(words) else ()


def without_braces(words: str, *, between: str = "") -> str:
    """A text with `between` in the place of all that is in braces."""
    return "".join(piece if isinstance(piece, str) else between for piece in pieces(words))


def _check_pair(words: str, sign: re.Match[str], end: int) -> None:
    """Raises a `BracesFault` unless one brace opens at `sign` and the next one closes it at `end`."""
    if words.startswith("{{", sign.start()) or words.startswith("{%", sign.start()):
        rest = words[sign.start() : sign.start() + 40].split("}")[0]
        inner = rest.strip("{ ").split(" ")[0] if rest.startswith("{{") else "id"
        message = f"'{rest[:2]}' is for the files in sections/*.md; a record has single braces"
        raise BracesFault("double-braces", message, f"write {{{inner or 'id'}}}", rest)
    if sign[0] == "}":
        message = "this brace closes nothing"
        word = words[: sign.end()].split()[-1]
        raise BracesFault("unpaired-brace", message, r"to print a brace, write \}", word)
    following = words.find("{", sign.end())
    if end < 0 or 0 <= following < end:
        message = "this brace is not closed"
        word = words[sign.start() : following if following >= 0 else None].split(" ")[0]
        raise BracesFault("unpaired-brace", message, r"add }, or write \{ to print a brace", word)


def _braces(written: str) -> Braces:
    """What stands between the braces of `written`."""
    inner = " ".join(written[1:-1].split())
    match = _NAME.fullmatch(inner)
    if match is None:
        raise BracesFault("unknown-braces", f"nothing is printed for '{written}'", _remedy(inner), written)
    accessor = match["accessor"].removeprefix(".")
    if match["name"] == OWN and not match["place"] and accessor in ("", "bare"):
        return Braces(OWN, "number.bare" if accessor else "number", "", written)
    one = next((known for known in _ACCESSORS if known == accessor), None)
    if one is None or (accessor and match["place"]):
        message = f"'.{accessor}' cannot be printed of a record"
        hint = f"write {{{match['name']}}}, or after it .number, .number.bare, .quote or .paragraph"
        raise BracesFault("unknown-braces", message, hint, written)
    return Braces(match["name"], one, match["place"] or "", written)


def _remedy(inner: str) -> str:
    """How to write what somebody tried to write."""
    typed = inner
    if re.fullmatch(r"number\s*[:. ]\s*bare", inner):
        return "write {number.bare}"
    if name := re.fullmatch(r"(number|paragraph|para|quote)\s*:\s*([a-z][a-z0-9-]*)", inner):
        return (
            f"write {{{name[2]}.{name[1].replace('para', 'paragraph', 1) if name[1] == 'para' else name[1]}}}"
        )
    if re.fullmatch(r"[a-z][a-z0-9-]*:\s*\w+", inner):
        return "there is no colon in braces: write {id} or {id.number}"
    if "[" in inner or "(" in inner:
        return r"write the id of a record, {id}; to print braces, write \{ and \}"
    inner = re.sub(r"\s*\.\s*", ".", inner)
    lower = re.sub(r"[^a-z0-9.-]+", "-", inner.lower()).strip("-.")
    known = f"did you mean {{{lower}}}? " if lower != typed and _NAME.fullmatch(lower or "-") else ""
    return known + r"write the id of a record, {id}; to print braces, write \{ and \}"
