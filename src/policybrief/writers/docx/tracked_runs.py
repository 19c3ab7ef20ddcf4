"""The runs of two paragraphs merged word by word: inserted, deleted or in both (ISO/IEC 29500-1, 17.13.5)."""

from __future__ import annotations

import copy
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from lxml import etree

from policybrief.document.differences import align, joined, words_of
from policybrief.ooxml.xml import W, attributes

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
SHOWN = "shown"
"""An attribute, put on notes and drawings while two texts are merged: equal where they show the same."""
State = Literal["same", "ins", "del"]
_NO_WORDS = (f"{W}pPr", f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}numId")
_NO_FORM = re.compile(r"<w:(rPr|pPrChange|tcPrChange)[ >].*?</w:\1>|<w:tcW [^>]*/>", re.DOTALL)
"""Parts of properties that are compared by themselves, and the width of a cell, which follows from the words."""


@dataclass(slots=True)
class Marks:
    """Numbers revisions and signs them."""

    author: str
    date: str
    count: int = 0

    def sign(self, name: str) -> _Element:
        """The element `name` with the number, the author and the date of a revision."""
        element = etree.Element(f"{W}{name}")
        self.count += 1
        element.set(f"{W}id", str(self.count))
        element.set(f"{W}author", self.author)
        element.set(f"{W}date", self.date)
        return element

    def change(self, properties: _Element, name: str, before: _Element) -> None:
        """Put at the end of `properties` what they were before."""
        change = self.sign(name)
        change.append(before)
        properties.append(change)


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, a sign, a field, a note or a drawing: what is inserted or deleted in one."""

    key: tuple[str, ...]
    elements: tuple[_Element, ...]
    """Its runs; of a word the run that it is in."""
    word: str = ""
    properties: str = ""
    link: tuple[tuple[str, str], ...] = ()
    """The attributes of the hyperlink around it."""


@dataclass(slots=True)
class _Reading:
    """The tokens of one paragraph; bookmarks stand between them."""

    tokens: list[_Token] = field(default_factory=list)
    bookmarks: list[tuple[int, _Element]] = field(default_factory=list)
    """(number of tokens before it, the mark)."""


# ---- public ------------------------------------------------------------------------------------------


def merged_runs(old: _Element, new: _Element, marks: Marks) -> list[_Element]:
    """The content of a paragraph that is `new` when all is accepted, and `old` when all is rejected."""
    before, after = _read(old), _read(new)
    stretches = joined(
        align([t.key for t in before.tokens], [t.key for t in after.tokens]),
        [t.key for t in before.tokens],
        weight=lambda key: 1 if key[-1][:1].isalnum() else 0,
    )
    placed: list[tuple[State, _Token, list[_Element]]] = []
    waiting = deque(after.bookmarks)
    for stretch in stretches:
        if not stretch.same:
            placed += [("del", token, []) for token in before.tokens[stretch.start : stretch.end]]
        for place in range(stretch.begin, stretch.stop):
            state: State = "same" if stretch.same else "ins"
            placed.append((state, after.tokens[place], _up_to(place, waiting)))
    return [*_written(placed, marks), *(mark for _, mark in waiting)]


def revised(paragraph: _Element, state: State, marks: Marks) -> list[_Element]:
    """The content of a paragraph of which every run was inserted or deleted; its bookmarks stay."""
    read = _read(paragraph, by_word=False)
    later = deque(read.bookmarks)
    placed = [(state, token, _up_to(place, later)) for place, token in enumerate(read.tokens)]
    return [*_written(placed, marks), *(mark for _, mark in later)]


def _up_to(place: int, bookmarks: deque[tuple[int, _Element]]) -> list[_Element]:
    """The first of the bookmarks, taken from them: those with no more than `place` tokens before them."""
    taken = []
    while bookmarks and bookmarks[0][0] <= place:
        taken.append(bookmarks.popleft()[1])
    return taken


def inline_key(paragraph: _Element) -> str:
    """Equal for paragraphs whose words, notes and drawings are the same in the same form."""
    return "".join(compared_xml(child) for child in paragraph if child.tag not in _NO_WORDS)


def properties_key(properties: _Element) -> str:
    """Equal for properties that say the same; which list an entry counts in is no part of it."""
    xml = _NO_FORM.sub("", compared_xml(properties))
    return xml[xml.index(">") + 1 : xml.rindex("<")]


def compared_xml(element: _Element) -> str:
    """The XML of an element without what two texts number differently; of a note or drawing what it shows."""
    head, end, rest = etree.tostring(element, encoding="unicode").partition(">")
    xml = _NUMBERED.sub("", _DECLARED.sub("", head) + end + rest)
    return _DRAWN.sub(r"\1", xml) if "<w:drawing " in xml else xml


_DECLARED = re.compile(r' xmlns:\w+="[^"]*"')
_NUMBERED = re.compile(r'<w:(?:bookmark(?:Start|End) [^>]*/>|numId [^>]*/>|footnoteReference w:id="\d+")')
_DRAWN = re.compile(rf'(<w:drawing {SHOWN}="[^"]*">).*?</w:drawing>', re.DOTALL)


def words(element: _Element) -> list[str]:
    """The words in it, without blanks and signs."""
    text = " ".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in element.iter(f"{W}p"))
    return [word for word in words_of(text) if word[0].isalnum()]


# ---- reading -----------------------------------------------------------------------------------------


def _read(paragraph: _Element, *, by_word: bool = True) -> _Reading:
    """The tokens of a paragraph; if not by word, the text of a run is one."""
    reading = _Reading()
    _read_children(paragraph, (), reading, words_of if by_word else _whole)
    return reading


def _whole(text: str) -> list[str]:
    return [text] if text else []


def _read_children(
    parent: _Element,
    link: tuple[tuple[str, str], ...],
    reading: _Reading,
    parts: Callable[[str], list[str]],
) -> None:
    field_runs: list[_Element] = []
    depth = 0
    for child in parent:
        if child.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            reading.bookmarks.append((len(reading.tokens), child))
        elif child.tag == f"{W}hyperlink":
            _read_children(child, tuple(sorted(attributes(child).items())), reading, parts)
        elif child.tag == f"{W}r":
            kinds = [mark.get(f"{W}fldCharType") for mark in child.findall(f"{W}fldChar")]
            depth += kinds.count("begin")
            if depth:
                field_runs.append(child)
                depth -= kinds.count("end")
                if not depth:
                    reading.tokens.append(_field(tuple(field_runs), link))
                    field_runs = []
            else:
                reading.tokens.extend(_tokens(child, link, parts))


def _field(runs: tuple[_Element, ...], link: tuple[tuple[str, str], ...]) -> _Token:
    """A field with its result, as one."""
    words = "".join(text.text or "" for run in runs for text in run.iter(f"{W}instrText", f"{W}t"))
    look = "".join(_look(run) for run in runs)
    return _Token(("field", repr(link), look, words), runs, link=link)


def _tokens(
    run: _Element, link: tuple[tuple[str, str], ...], parts: Callable[[str], list[str]]
) -> Iterator[_Token]:
    look = _look(run)
    for child in run:
        if child.tag == f"{W}rPr":
            continue
        if child.tag == f"{W}t":
            for word in parts(child.text or ""):
                yield _Token(("word", repr(link), look, word), (run,), word, look, link)
        else:
            alone = etree.Element(f"{W}r")
            properties = run.find(f"{W}rPr")
            if properties is not None:
                alone.append(copy.deepcopy(properties))
            alone.append(copy.deepcopy(child))
            name = etree.QName(child).localname
            yield _Token((name, repr(link), look, compared_xml(child)), (alone,), link=link)


def _look(run: _Element) -> str:
    properties = run.find(f"{W}rPr")
    return compared_xml(properties) if properties is not None else ""


# ---- writing -----------------------------------------------------------------------------------------


def _written(placed: Sequence[tuple[State, _Token, list[_Element]]], marks: Marks) -> Iterator[_Element]:
    """The runs of the tokens, in links and revisions; each bookmark before the token that it stands before."""
    parts: list[list[tuple[State, _Token]]] = [[]]
    between: list[list[_Element]] = []
    for state, token, bookmarks in placed:
        if bookmarks:
            between.append(bookmarks)
            parts.append([])
        parts[-1].append((state, token))
    yield from _linked(parts[0], marks)
    for bookmarks, part in zip(between, parts[1:], strict=True):
        yield from bookmarks
        yield from _linked(part, marks)


def _linked(part: Iterable[tuple[State, _Token]], marks: Marks) -> Iterator[_Element]:
    for link, group in groupby(part, key=lambda pair: pair[1].link):
        content = [
            element
            for state, tokens in groupby(group, key=lambda pair: pair[0])
            for element in _revision(state, [token for _, token in tokens], marks)
        ]
        if not link:
            yield from content
            continue
        around = etree.Element(f"{W}hyperlink")
        for key, value in link:
            around.set(key, value)
        around.extend(content)
        yield around


def _revision(state: State, tokens: Sequence[_Token], marks: Marks) -> list[_Element]:
    runs = [run for look, group in groupby(tokens, key=_joins) for run in _runs(look, list(group))]
    if state == "same":
        return runs
    around = marks.sign(state)
    around.extend(_as_deleted(run) if state == "del" else run for run in runs)
    return [around]


def _joins(token: _Token) -> str:
    """Equal for neighbours that may be in one run."""
    return f"word {token.properties}" if token.word else f"alone {id(token)}"


def _runs(look: str, tokens: Sequence[_Token]) -> Iterator[_Element]:
    if not look.startswith("word "):
        yield from (copy.deepcopy(run) for token in tokens for run in token.elements)
        return
    run = etree.Element(f"{W}r")
    properties = tokens[0].elements[0].find(f"{W}rPr")
    if properties is not None:
        run.append(copy.deepcopy(properties))
    text = etree.SubElement(run, f"{W}t")
    text.text = "".join(token.word for token in tokens)
    text.set(_SPACE, "preserve")
    yield run


def _as_deleted(run: _Element) -> _Element:
    """The run with its words as deleted ones (17.3.3.7, 17.16.13)."""
    for old, new in (("t", "delText"), ("instrText", "delInstrText")):
        for element in run.findall(f"{W}{old}"):
            element.tag = f"{W}{new}"
            element.set(_SPACE, "preserve")
    return run
