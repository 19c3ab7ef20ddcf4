"""Two bodies of WordprocessingML → one that tracks how the first became the second (ISO/IEC 29500-1, 17.13.5)."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from lxml import etree

from policybrief.differences import align
from policybrief.ooxml.xml import W
from policybrief.writers.docx.tracked_runs import (
    Marks,
    State,
    inline_key,
    merged_runs,
    properties_key,
    revised,
    words,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

T = TypeVar("T")
Placed = tuple["_Element", State]
"""An element of a merged story: it stands in both, or was inserted or deleted whole."""

ALIKE = 0.5
"""Share of words in common above which two paragraphs or rows are one that was changed."""
MOST_PAIRS = 2_500
"""Pairs that are looked at for likeness in one gap; in a larger one only ids make pairs."""


@dataclass(slots=True)
class Tracker:
    """Merges stories (body, cell); `marks` numbers and signs the revisions."""

    marks: Marks
    _pairs: list[tuple[_Element, _Element]] = field(default_factory=list)
    """(old, new) properties of paragraphs that stand in both."""
    _old: list[_Element] = field(default_factory=list)
    """Properties of paragraphs that were deleted."""

    def body(self, old: Sequence[_Element], new: Sequence[_Element]) -> list[_Element]:
        """The elements of the body: accepted they are `new`, rejected they are `old`."""
        merged = self.story(old, new)
        self._settle_properties()
        return merged

    def story(self, old: Sequence[_Element], new: Sequence[_Element]) -> list[_Element]:
        """The elements of one body or cell."""
        placed = list(self._units(_units(old), _units(new)))
        return self._ended(placed)

    # ---- blocks -----------------------------------------------------------------------------

    def _units(self, old: list[_Unit], new: list[_Unit]) -> Iterator[Placed]:
        for one, other in _paired(old, new, _Unit.key, _alike_units):
            if one is None and other is not None:
                yield from ((element, "ins") for element in other.elements)
            elif other is None and one is not None:
                yield from ((element, "del") for element in one.elements)
            elif one is not None and other is not None:
                yield from self._unit(one, other)

    def _unit(self, old: _Unit, new: _Unit) -> Iterator[Placed]:
        yield from self._gaps(old.before, new.before)
        if new.main.tag == f"{W}tbl":
            yield self._table(old.main, new.main), "same"
        else:
            yield self._paragraph(old.main, new.main), "same"
        yield from self._gaps(old.after, new.after)

    def _gaps(self, old: list[_Element], new: list[_Element]) -> Iterator[Placed]:
        """Empty lines: those that stand in both, and the others."""
        for stretch in align([*map(_key, old)], [*map(_key, new)]):
            if not stretch.same:
                yield from ((element, "del") for element in old[stretch.start : stretch.end])
            state: State = "same" if stretch.same else "ins"
            yield from ((element, state) for element in new[stretch.begin : stretch.stop])

    def _paragraph(self, old: _Element, new: _Element) -> _Element:
        """One paragraph: the properties and the marks of `new`, the words of both."""
        self._pairs.append((_properties(old), _properties(new)))
        if inline_key(old) == inline_key(new):
            return new
        content = merged_runs(old, new, self.marks)
        for child in [child for child in new if child.tag != f"{W}pPr"]:
            new.remove(child)
        new.extend(content)
        return new

    # ---- tables -----------------------------------------------------------------------------

    def _table(self, old: _Element, new: _Element) -> _Element:
        """One table in the form of `new`, with the rows of both."""
        rows = new.findall(f"{W}tr")
        for row in rows:
            new.remove(row)
        for one, other in _paired(old.findall(f"{W}tr"), rows, _key, _alike_rows):
            if one is None and other is not None:
                new.append(self._whole(other, "ins"))
            elif other is None and one is not None:
                new.append(self._whole(one, "del"))
            elif one is not None and other is not None:
                new.append(self._row(one, other))
        return new

    def _row(self, old: _Element, new: _Element) -> _Element:
        for one, other in zip(old.findall(f"{W}tc"), new.findall(f"{W}tc"), strict=True):
            before, after = _content(one), _content(other)
            for element in after:
                other.remove(element)
            other.extend(self.story(before, after))
            self._cell_properties(one, other)
        return new

    def _cell_properties(self, old: _Element, new: _Element) -> None:
        """Note that a cell looked otherwise: its ground or rules (17.13.5.36); a width follows from the words."""
        own, was = new.find(f"{W}tcPr"), old.find(f"{W}tcPr")
        if own is not None and was is not None:
            before = _without(was, "tcW")
            if properties_key(before) != properties_key(_without(own, "tcW")):
                self.marks.change(own, "tcPrChange", before)

    # ---- whole elements ---------------------------------------------------------------------

    def _whole(self, element: _Element, state: State) -> _Element:
        """A paragraph, row or table with all that is in it inserted or deleted."""
        if state == "same":
            return element
        for row in _with(element, "tr"):
            own = row.find(f"{W}trPr")
            if own is None:
                own = etree.Element(f"{W}trPr")
                etree.SubElement(own, f"{W}cantSplit")  # the schema wants a property before the mark
                row.insert(0, own)
            own.append(self.marks.sign(state))
        for paragraph in _with(element, "p"):
            self._revise(paragraph, state)
            self.mark(paragraph, state)
        return element

    def _revise(self, paragraph: _Element, state: State) -> None:
        """All words of a paragraph inserted or deleted."""
        if state == "del":
            self._old.append(_properties(paragraph))
        content = revised(paragraph, state, self.marks)
        for child in [child for child in paragraph if child.tag != f"{W}pPr"]:
            paragraph.remove(child)
        paragraph.extend(content)

    def mark(self, paragraph: _Element, state: State) -> None:
        """The end of a paragraph inserted or deleted (17.13.5.15, 17.13.5.20)."""
        properties = _properties(paragraph)
        own = properties.find(f"{W}rPr")
        if own is None:
            own = etree.SubElement(properties, f"{W}rPr")
        own.insert(0, self.marks.sign(state))

    # ---- the end of a story -----------------------------------------------------------------

    def _ended(self, placed: list[Placed]) -> list[_Element]:
        """The elements revised; the last paragraph of a story cannot go, so the one before it does."""
        first = len(placed)
        while first and placed[first - 1][1] != "same":
            first -= 1
        tail = placed[first:]
        states = {state for _, state in tail}
        done = [self._whole(element, state) for element, state in placed[:first]]
        if len(states) == 2:
            return [*done, *self._crossed(tail)]
        if not tail or not done or any(e.tag != f"{W}p" for e in (done[-1], *(e for e, _ in tail))):
            rest = [self._whole(element, state) for element, state in tail]
            return [*done, *rest, *([_end()] if tail else [])]
        return [*done, *self._shifted(done[-1], tail)]

    def _crossed(self, tail: list[Placed]) -> list[_Element]:
        """Paragraphs came and went at the end: the last of both are one."""
        last = {state: element for element, state in tail}
        one = self._paragraph(last["del"], last["ins"])
        rest = [pair for pair in tail if pair[0] is not last["del"] and pair[0] is not last["ins"]]
        return [*(self._whole(element, state) for element, state in rest), one]

    def _shifted(self, kept: _Element, tail: list[Placed]) -> list[_Element]:
        """Paragraphs only came, or only went, behind `kept`: the end of each but the last is marked, and of `kept`."""
        state = tail[0][1]
        paragraphs = [element for element, _ in tail]
        own, last = _properties(kept), _properties(paragraphs[-1])
        before = next((old for old, new in self._pairs if new is own), copy.deepcopy(own))
        for paragraph in paragraphs:
            self._revise(paragraph, state)
        for paragraph in (kept, *paragraphs[:-1]):
            self.mark(paragraph, state)
        if state == "ins":
            self._pairs.append((before, last))
        else:
            was, now = copy.deepcopy(last), _base(own)
            last[:] = list(now)
            self._pairs.append((was, last))
        return paragraphs

    # ---- properties of paragraphs -----------------------------------------------------------

    def _settle_properties(self) -> None:
        """Let deleted entries count in the list that now stands for theirs; note where a form differs otherwise."""
        votes: dict[str, Counter[str]] = {}
        for old, new in self._pairs:
            if (was := _list(old)) and (now := _list(new)):
                votes.setdefault(was, Counter())[now] += 1
        stands: dict[str, str] = {}
        for was, found in votes.items():
            best = max(found, key=lambda now: (found[now], now))
            if best not in stands.values():
                stands[was] = best
        for properties in (*self._old, *(old for old, _ in self._pairs)):
            for number in properties.iter(f"{W}numId"):
                number.set(f"{W}val", stands.get(number.get(f"{W}val", ""), number.get(f"{W}val", "")))
        for old, new in self._pairs:
            if (properties_key(old), _list(old)) != (properties_key(new), _list(new)):
                self.marks.change(new, "pPrChange", _base(old))


def _base(properties: _Element) -> _Element:
    """Properties as a change may hold them: without those of the mark."""
    return _without(properties, "rPr", "sectPr", "pPrChange")


def _without(properties: _Element, *names: str) -> _Element:
    """A copy without the children of these names."""
    own = copy.deepcopy(properties)
    for name in names:
        for element in own.findall(f"{W}{name}"):
            own.remove(element)
    return own


def _end() -> _Element:
    """An empty line of a point, where a story would else end with what can go."""
    return etree.fromstring(
        f'<w:p xmlns:w="{W[1:-1]}"><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        "</w:pPr></w:p>"
    )


# ---- what belongs together, and what is alike --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Unit:
    """A paragraph or table with the empty lines that give it its space."""

    main: _Element
    before: list[_Element]
    after: list[_Element]

    @property
    def elements(self) -> list[_Element]:
        return [*self.before, self.main, *self.after]

    def key(self) -> str:
        """Equal for units that say the same in the same form."""
        return "\n".join(map(_key, self.elements))


def _units(elements: Sequence[_Element]) -> list[_Unit]:
    """The elements in units; an empty line that keeps with the next belongs to that."""
    units: list[_Unit] = []
    waiting: list[_Element] = []
    for element in elements:
        if not _is_empty(element):
            units.append(_Unit(element, waiting, []))
            waiting = []
        elif element.find(f"{W}pPr/{W}keepNext") is not None:
            waiting.append(element)
        elif units and not waiting:
            units[-1].after.append(element)
        else:
            waiting.append(element)
    if waiting:
        units.append(_Unit(waiting[-1], waiting[:-1], []))
    return units


def _is_empty(element: _Element) -> bool:
    return element.tag == f"{W}p" and next(element.iter(f"{W}r"), None) is None


def _key(element: _Element) -> str:
    """Equal for elements that say the same in the same form; the number of a list is no part of it."""
    if element.tag == f"{W}p":
        return f"{properties_key(_properties(element))}|{inline_key(element)}"
    if element.tag == f"{W}tc":
        return f"({' '.join(map(_key, _content(element)))})"
    if element.tag == f"{W}tr":
        return f"[{_spans(element)} {''.join(_key(cell) for cell in element.findall(f'{W}tc'))}]"
    return "\n".join([_style(element), *(_key(row) for row in element.findall(f"{W}tr"))])


def _paired(
    old: Sequence[T], new: Sequence[T], key: Callable[[T], str], alike: Callable[[T, T], float]
) -> Iterator[tuple[T | None, T | None]]:
    """Old and new in order: the same, those alike together, the others alone, deleted before inserted."""
    for stretch in align([key(one) for one in old], [key(one) for one in new]):
        gone, come = old[stretch.start : stretch.end], new[stretch.begin : stretch.stop]
        if stretch.same:
            yield from zip(gone, come, strict=True)
        else:
            yield from _matched(gone, come, alike)


def _matched(
    old: Sequence[T], new: Sequence[T], alike: Callable[[T, T], float]
) -> Iterator[tuple[T | None, T | None]]:
    """The pairs, in order on both sides, that are most alike altogether."""
    x = y = 0
    for at, to in _best(old, new, alike) if len(old) * len(new) <= MOST_PAIRS else ():
        yield from ((one, None) for one in old[x:at])
        yield from ((None, other) for other in new[y:to])
        yield old[at], new[to]
        x, y = at + 1, to + 1
    yield from ((one, None) for one in old[x:])
    yield from ((None, other) for other in new[y:])


def _best(old: Sequence[T], new: Sequence[T], alike: Callable[[T, T], float]) -> list[tuple[int, int]]:
    """Longest common subsequence, weighed by likeness."""
    likeness = [[alike(one, other) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            both = best[i + 1][j + 1] + likeness[i][j] if likeness[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both)
    pairs, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if likeness[i][j] and best[i][j] == best[i + 1][j + 1] + likeness[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _alike_units(old: _Unit, new: _Unit) -> float:
    if old.main.tag != new.main.tag:
        return 0.0
    if old.main.tag == f"{W}tbl":
        fits = _style(old.main) == _style(new.main) and _columns(old.main) == _columns(new.main)
        return _alike(old.main, new.main, least=0.2) if fits else 0.0
    return _alike(old.main, new.main, least=ALIKE)


def _alike_rows(old: _Element, new: _Element) -> float:
    return _alike(old, new, least=0.3) if _spans(old) == _spans(new) else 0.0


def _alike(old: _Element, new: _Element, *, least: float) -> float:
    """Between 0 (another one) and 2: the share of words in common, and one for the same passage of a record."""
    before, after = Counter(words(old)), Counter(words(new))
    total = before.total() + after.total()
    share = 2 * (before & after).total() / total if total else 1.0
    known = bool(_names(old) & _names(new))
    return share + known if share >= (least / 2 if known else least) else 0.0


def _names(element: _Element) -> set[str]:
    """The bookmarks of the passages in it."""
    return {mark.get(f"{W}name", "") for mark in element.iter(f"{W}bookmarkStart")}


def _properties(paragraph: _Element) -> _Element:
    found = paragraph.find(f"{W}pPr")
    if found is None:
        found = etree.Element(f"{W}pPr")
        paragraph.insert(0, found)
    return found


def _list(properties: _Element) -> str:
    number = properties.find(f"{W}numPr/{W}numId")
    return number.get(f"{W}val", "") if number is not None else ""


def _content(cell: _Element) -> list[_Element]:
    return [child for child in cell if child.tag != f"{W}tcPr"]


def _with(element: _Element, name: str) -> list[_Element]:
    return list(element.iter(f"{W}{name}"))


def _spans(row: _Element) -> str:
    found = (cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc"))
    return " ".join(span.get(f"{W}val", "1") if span is not None else "1" for span in found)


def _columns(table: _Element) -> int:
    grid = table.find(f"{W}tblGrid")
    return len(grid) if grid is not None else 0


def _style(table: _Element) -> str:
    style = table.find(f"{W}tblPr/{W}tblStyle")
    return style.get(f"{W}val", "") if style is not None else ""
