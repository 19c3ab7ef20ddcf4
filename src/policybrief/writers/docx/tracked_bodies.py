"""Two bodies of WordprocessingML → one that tracks how the first became the second (ISO/IEC 29500-1, 17.13.5)."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from policybrief.document.differences import align, paired
from policybrief.ooxml.xml import W
from policybrief.writers.docx.styles import BULLETS, HEADINGS, NUMBERED, PARAGRAPHS_LIST
from policybrief.writers.docx.tracked_blocks import (
    Unit,
    alike_rows,
    alike_units,
    all_of,
    content_of,
    list_of,
    properties_of,
    unchanged,
    units,
)
from policybrief.writers.docx.tracked_runs import (
    Marks,
    State,
    compared_xml,
    inline_key,
    merged_runs,
    properties_key,
    revised,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

Placed = tuple["_Element", State]
"""An element of a merged story: it is in both, or was inserted or deleted whole."""


@dataclass(slots=True)
class Tracker:
    """Merges stories (body, cell); `marks` numbers and signs the revisions."""

    marks: Marks
    _pairs: dict[_Element, _Element] = field(default_factory=dict)
    """New → old properties of paragraphs that are in both, and may differ."""
    _old: list[_Element] = field(default_factory=list)
    """Properties of paragraphs that were deleted."""

    def body(self, old: Sequence[_Element], new: Sequence[_Element]) -> list[_Element]:
        """The elements of the body: accepted they are `new`, rejected they are `old`."""
        merged = self.story(old, new)
        self._settle_properties()
        return merged

    def story(self, old: Sequence[_Element], new: Sequence[_Element]) -> list[_Element]:
        """The elements of one body or cell."""
        placed = list(self._paired_units(units(old), units(new)))
        return self._ended(placed)

    # ---- blocks -----------------------------------------------------------------------------

    def _paired_units(self, old: list[Unit], new: list[Unit]) -> Iterator[Placed]:
        for one, other in paired(old, new, key=lambda unit: unit.key, alike=alike_units):
            if one is None and other is not None:
                yield from ((element, "ins") for element in other.elements)
            elif other is None and one is not None:
                yield from ((element, "del") for element in one.elements)
            elif one is not None and other is not None:
                yield from self._unit(one, other)

    def _unit(self, old: Unit, new: Unit) -> Iterator[Placed]:
        if unchanged(old, new):
            self._count_lists(old, new)
            yield from ((element, "same") for element in new.elements)
            return
        yield from self._gaps(old.before, new.before)
        if new.main.tag == f"{W}tbl":
            yield self._table(old, new), "same"
        else:
            yield self._paragraph(old.main, new.main), "same"
        yield from self._gaps(old.after, new.after)

    def _count_lists(self, old: Unit, new: Unit) -> None:
        """Note which lists the entries of an unchanged unit count in."""
        if new.main.tag == f"{W}p":
            properties_of(new.main)
        if "<w:numPr>" in new.key:
            for one, other in zip(all_of(old.main, "pPr"), all_of(new.main, "pPr"), strict=True):
                if list_of(other):
                    self._pairs[other] = one

    def _gaps(self, old: list[_Element], new: list[_Element]) -> Iterator[Placed]:
        """Empty lines: those that are in both, and the others."""
        for stretch in align([*map(compared_xml, old)], [*map(compared_xml, new)]):
            if not stretch.same:
                yield from ((element, "del") for element in old[stretch.start : stretch.end])
            state: State = "same" if stretch.same else "ins"
            yield from ((element, state) for element in new[stretch.begin : stretch.stop])

    def _paragraph(self, old: _Element, new: _Element) -> _Element:
        """One paragraph: the properties and the marks of `new`, the words of both."""
        self._pairs[properties_of(new)] = properties_of(old)
        if inline_key(old) == inline_key(new):
            return new
        content = merged_runs(old, new, self.marks)
        for child in [child for child in new if child.tag != f"{W}pPr"]:
            new.remove(child)
        new.extend(content)
        return new

    # ---- tables -----------------------------------------------------------------------------

    def _table(self, old: Unit, new: Unit) -> _Element:
        """One table in the form of `new`, with the rows of both."""
        rows: list[_Element] = []
        for one, other in paired(old.rows, new.rows, key=lambda row: row.key, alike=alike_rows):
            if one is None and other is not None:
                rows.append(self._whole(other.main, "ins"))
            elif other is None and one is not None:
                rows.append(self._whole(one.main, "del"))
            elif one is not None and other is not None:
                rows.append(self._row(one, other))
        new.main.extend(rows)
        return new.main

    def _row(self, old: Unit, new: Unit) -> _Element:
        if unchanged(old, new):
            self._count_lists(old, new)
            return new.main
        for one, other in zip(old.main.findall(f"{W}tc"), new.main.findall(f"{W}tc"), strict=True):
            other.extend(self.story(content_of(one), content_of(other)))
            self._cell_properties(one, other)
        return new.main

    def _cell_properties(self, old: _Element, new: _Element) -> None:
        """Note that a cell looked otherwise: its ground or rules (17.13.5.36); a width follows from the words."""
        own, was = new.find(f"{W}tcPr"), old.find(f"{W}tcPr")
        if own is not None and was is not None and properties_key(was) != properties_key(own):
            self.marks.change(own, "tcPrChange", _without(was, "tcW"))

    # ---- whole elements ---------------------------------------------------------------------

    def _whole(self, element: _Element, state: State) -> _Element:
        """A paragraph, row or table with all that is in it inserted or deleted."""
        if state == "same":
            return element
        for row in all_of(element, "tr"):
            own = row.find(f"{W}trPr")
            if own is None:
                own = etree.Element(f"{W}trPr")
                etree.SubElement(own, f"{W}cantSplit")  # the schema wants a property before the mark
                row.insert(0, own)
            own.append(self.marks.sign(state))
        for paragraph in all_of(element, "p"):
            self._revise(paragraph, state)
            self.mark(paragraph, state)
        return element

    def _revise(self, paragraph: _Element, state: State) -> None:
        """All words of a paragraph inserted or deleted."""
        if state == "del":
            self._old.append(properties_of(paragraph))
        content = revised(paragraph, state, self.marks)
        for child in [child for child in paragraph if child.tag != f"{W}pPr"]:
            paragraph.remove(child)
        paragraph.extend(content)

    def mark(self, paragraph: _Element, state: State) -> None:
        """The end of a paragraph inserted or deleted (17.13.5.15, 17.13.5.20)."""
        properties = properties_of(paragraph)
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
        revised = [self._whole(element, state) for element, state in placed[:first]]
        if len(states) == 2:
            return [*revised, *self._crossed(tail)]
        if not tail or not revised or any(e.tag != f"{W}p" for e in (revised[-1], *(e for e, _ in tail))):
            rest = [self._whole(element, state) for element, state in tail]
            return [*revised, *rest, *([_end()] if tail else [])]
        return [*revised, *self._shifted(revised[-1], tail)]

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
        own, last = properties_of(kept), properties_of(paragraphs[-1])
        before = self._pairs.get(own)
        before = copy.deepcopy(own) if before is None else before
        for paragraph in paragraphs:
            self._revise(paragraph, state)
        for paragraph in (kept, *paragraphs[:-1]):
            self.mark(paragraph, state)
        if state == "ins":
            self._pairs[last] = before
        else:
            was, now = copy.deepcopy(last), _base(own)
            last[:] = list(now)
            self._pairs[last] = was
        return paragraphs

    # ---- properties of paragraphs -----------------------------------------------------------

    def _settle_properties(self) -> None:
        """Let deleted entries count in the list that now stands for theirs; note where a form differs otherwise."""
        votes: dict[str, Counter[str]] = {}
        for new, old in self._pairs.items():
            was, now = list_of(old), list_of(new)
            if was and now and not {was, now} & _FIXED:
                votes.setdefault(was, Counter())[now] += 1
        stands: dict[str, str] = {}
        for was, found in votes.items():
            best = max(found, key=lambda now: (found[now], now))
            if best not in stands.values():
                stands[was] = best
        for properties in (*self._old, *self._pairs.values()):
            for number in properties.iter(f"{W}numId"):
                number.set(f"{W}val", stands.get(number.get(f"{W}val", ""), number.get(f"{W}val", "")))
        for new, old in self._pairs.items():
            if (properties_key(old), list_of(old)) != (properties_key(new), list_of(new)):
                self.marks.change(new, "pPrChange", _base(old))


_FIXED = frozenset(map(str, (BULLETS, NUMBERED, HEADINGS, PARAGRAPHS_LIST)))
"""Numbers of lists that are the same in every file; each of the others begins anew."""


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
