"""The gate: finished bytes are searched before they are placed; a hit is a leak, a pass a receipt."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from policybrief.diagnostics import Diagnostic, Severity
from policybrief.gate.escapes import with_meanings
from policybrief.gate.file_types import parts_of
from policybrief.gate.furniture import is_furniture
from policybrief.gate.needles import Needles
from policybrief.gate.normalised import letters, plain, words
from policybrief.gate.parts import Part, Piece, UnreadableError
from policybrief.gate.traces import AllowedWords, Machine, traces
from policybrief.records import Audience

VERSION = 2
"""Of the rules of the search; a receipt names it."""
MOST_LISTED = 20
"""Leaks of one file that are listed one by one."""
_LEAST_IN_BYTES = 7
"""Letters of a needle or id that is looked for where there is no text: chance makes shorter ones."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was searched: so many needles in so many parts of the file with this SHA-256."""

    sha256: str
    needles: int
    parts: int
    gate: int = VERSION


@dataclass(frozen=True, slots=True)
class Verdict:
    """A receipt, or the leaks found."""

    receipt: Receipt | None
    leaks: tuple[Diagnostic, ...] = ()
    unread: tuple[str, ...] = ()
    """Its pictures and fonts: their descriptions were searched, but not what they show."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A needle in a file: of which record, of what kind, and where; no text of it."""

    record: str
    kind: str
    part: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class PreparedGate:
    """Searches files for what their audience must not see."""

    needles: Mapping[str, Needles]
    """Audience → what to look for."""
    organisation: tuple[str, ...]
    machine: Machine
    aliases: Mapping[str, str]
    """Restricted record → its alias, where many read the log."""
    full_forms: tuple[str, ...] = ()
    """Words that papers add in brackets behind abbreviations, in the middle of what records say."""

    def seal(self, audience: Audience) -> str:
        """Sixteen hex digits over all that is looked for: what passed under the same seal still passes."""
        return f"{VERSION}{self.needles[audience.name].seal}"

    def search(
        self,
        content: bytes,
        *,
        name: str,
        audience: Audience,
        shown: Iterable[str] | None = None,
        authors: tuple[str, ...] = (),
        machine: Machine | None = None,
    ) -> Verdict:
        """Whether the file `name` may go to `audience`.

        `shown` are the records that the edition shows: the ids of others are leaks too. None: nobody knows,
        so only withheld ids are. `machine` is where the file was made, if not where the gate was.
        """
        needles = self.needles[audience.name]
        shows = None if shown is None else frozenset(shown)
        try:
            file_name = Piece("name", "", name.removesuffix(Path(name).suffix))
            parts = [
                *with_meanings([Part("the file's name", (file_name,), "names")]),
                *parts_of(content, name=""),
            ]
        except UnreadableError as fault:
            return Verdict(None, (_unreadable(fault, name, needles, shows),))
        allowed = AllowedWords((*authors, *self.organisation), needles.excused)
        places = self.machine.with_those_of(machine)
        hits = dict.fromkeys(hit for part in parts for hit in _hits(part, needles, shows, places, allowed))
        if added := _brackets(self.full_forms):
            hits |= dict.fromkeys(hit for part in parts for hit in _interrupted(part, needles, added))
        if not hits:
            unread = dict.fromkeys(part.name for part in parts if part.opaque)
            receipt = Receipt(hashlib.sha256(content).hexdigest(), needles.count, len(parts))
            return Verdict(receipt, unread=tuple(unread))
        listed = _listed([*hits], _PartLabels(parts, needles, shows))
        shown_name = "the file" if any(h.part == "the file's name" for h in hits) else name
        return Verdict(None, tuple(self._leak(hit, number, shown_name, audience) for hit, number in listed))

    def _leak(self, hit: Hit, number: int, name: str, audience: Audience) -> Diagnostic:
        where = ", ".join(word for word in (hit.part, hit.place) if word) or "its text"
        more = f" and {number - 1} more" if number > 1 else ""
        if not hit.record:
            message = f"{name} would show {hit.kind}: in {where}{more}"
            hint = "remove it from the template, letterhead or record that it comes from"
            return Diagnostic("leak", message, None, Severity.LEAK, hint)
        needles = self.needles[audience.name]
        labels = needles.markings.get(hit.record, "")
        hidden = hit.record in self.aliases
        record = self.aliases.get(hit.record, hit.record)
        why = f", which is not for {audience.name}" if hit.record in needles.withheld else ""
        why = why or (", which it does not show" if hit.kind == "the id" else "")
        marked = f" ({labels})" if labels else ""
        message = f"{name} would show {hit.kind} of record {record}{marked}{why}: in {where}{more}"
        hint = "to see which record, run brief check on your own computer" if hidden else _HINT
        return Diagnostic("leak", message, None, Severity.LEAK, hint, record=record)


_HINT = (
    "look for its words in the brief's title and question, in the template's sections and labels, and in "
    "the texts of other records"
)
_KINDS = {
    "id": "the id",
    "words": "words",
    "phrase": "words",
    "name": "a name",
    "number": "a number",
    "note": "the note",
}


def _hits(
    part: Part, needles: Needles, shown: frozenset[str] | None, machine: Machine, allowed: AllowedWords
) -> Iterator[Hit]:
    joined = plain("\n".join(_texts(part)))
    matches = [*needles.finder.search(joined, everywhere=part.kind == "text")]
    named = needles.ids.search(joined, glued=part.kind == "bytes")
    named = named & needles.withheld if shown is None else named - shown
    if part.kind == "bytes":
        named = frozenset(name for name in named if len(name) >= _LEAST_IN_BYTES)
    if part.kind == "names":
        named |= needles.plain_ids.intersection(words(joined))
    if matches or named:  # seldom: only now is it worth while to know where each text begins
        texts = [plain(text) for text in _texts(part)]
        origins = [*accumulate((len(letters(text)) for text in texts), initial=0)][:-1]
        for needle, at in matches:
            if part.kind != "bytes" or len(needle) >= _LEAST_IN_BYTES:
                record, kind = needles.finder.needles[needle]
                piece = part.pieces[bisect_right(origins, at) - 1]
                if kind != "name" or not (is_furniture(piece.text) or _is_word(needle, piece.text)):
                    yield Hit(record, _KINDS[kind], part.name, piece.place)
        for piece, text in zip(part.pieces, texts, strict=True):
            ids_of_piece = needles.ids.search(text, glued=part.kind == "bytes")
            ids_of_piece |= frozenset() if is_furniture(piece.text) else frozenset(words(text))
            for record in sorted(named & ids_of_piece):
                yield Hit(record, _KINDS["id"], part.name, piece.place)
    for index, kind in traces(part, machine=machine, allowed=allowed):
        yield Hit("", kind, part.name, part.pieces[index].place)


def _interrupted(part: Part, needles: Needles, added: re.Pattern[str]) -> Iterator[Hit]:
    """The needles in a text of which only what is added behind abbreviations hides them."""
    joined = plain("\n".join(_texts(part))) if part.kind == "text" else ""
    without = added.sub(" ", joined)
    if without != joined:
        for needle, _ in needles.finder.search(without, everywhere=True):
            record, kind = needles.finder.needles[needle]
            if kind in ("words", "phrase", "note"):
                yield Hit(record, _KINDS[kind], part.name)


@lru_cache(maxsize=16)
def _brackets(full_forms: tuple[str, ...]) -> re.Pattern[str] | None:
    """What finds any of the full forms in brackets, on whatever lines it stands; None without any."""
    forms = (r"\s+".join(map(re.escape, plain(form).split())) for form in full_forms)
    alternatives = "|".join(sorted(filter(None, forms)))
    return re.compile(rf"\(\s*(?:{alternatives})\s*\)") if alternatives else None


_SHORT = 2
"""Letters of a name that is a name only with a capital: Xi, but no `xi`."""


def _is_word(needle: str, text: str) -> bool:
    """True if a name as short as a particle is in the text in small letters alone."""
    if len(needle) > _SHORT or not needle.isascii():
        return False
    shown = unicodedata.normalize("NFKC", text)
    return not any(word.casefold() == needle and word[0].isupper() for word in re.findall(r"\w+", shown))


_BARRIER = "\u02d0 "
"""A letter of no language: where it stands, a run of words ends."""


def _texts(part: Part) -> list[str]:
    """The texts of a part; a run of words goes on from one to the next, but not from property to property."""
    fields = [piece.field for piece in part.pieces]
    return [
        piece.text if piece.field == before else _BARRIER + piece.text
        for piece, before in zip(part.pieces, ["", *fields], strict=False)
    ]


class _PartLabels:
    """Names of parts as a message may have them: one that itself holds a needle is named by its number."""

    def __init__(self, parts: list[Part], needles: Needles, shown: frozenset[str] | None) -> None:
        self.by_name: dict[str, str] = {}
        for number, name in enumerate(dict.fromkeys(part.name for part in parts), 1):
            self.by_name[name] = f"part {number}" if _is_leaky(name, needles, shown) else name


def _listed(hits: list[Hit], labels: _PartLabels) -> Iterator[tuple[Hit, int]]:
    """The first hit of each record, kind and part, with how many there are; no more than can be read."""
    first: dict[tuple[str, str, str], list[Hit]] = {}
    for hit in hits:
        first.setdefault((hit.record, hit.kind, hit.part), []).append(hit)
    for group in list(first.values())[:MOST_LISTED]:
        hit = group[0]
        yield Hit(hit.record, hit.kind, labels.by_name.get(hit.part, hit.part), hit.place), len(group)


def _unreadable(
    fault: UnreadableError, name: str, needles: Needles, shown: frozenset[str] | None
) -> Diagnostic:
    """What cannot be read; the names of the file and of the part only if they hold no needle."""
    label, reason = (
        other if _is_leaky(text, needles, shown) else text
        for text, other in (
            (name, "the file"),
            (str(fault), "part of it is not of a type that can be searched"),
        )
    )
    message = f"{label} cannot be searched, so it is not released: {reason}"
    return Diagnostic("unsearchable-file", message, None, Severity.LEAK, fault.hint)


def _is_leaky(text: str, needles: Needles, shown: frozenset[str] | None) -> bool:
    inside = Part("", (Piece("", "", text),), "names")
    return any(True for _ in _hits(inside, needles, shown, Machine(), AllowedWords((), "")))
