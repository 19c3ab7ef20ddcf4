"""What belongs together in a text of WordprocessingML, what is the same in it, and what is alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from policybrief.document.differences import likeness
from policybrief.ooxml.xml import W
from policybrief.writers.docx.tracked_runs import inline_key, properties_key, words

if TYPE_CHECKING:
    from lxml.etree import _Element

ALIKE = 0.5
"""Share of words in common above which two paragraphs are one that was changed."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph or table with the empty lines that give it its space."""

    main: _Element
    before: list[_Element]
    after: list[_Element]

    @property
    def elements(self) -> list[_Element]:
        return [*self.before, self.main, *self.after]

    def key(self) -> str:
        """Equal for units that say the same in the same form."""
        return "\n".join(map(key_of, self.elements))


def units(elements: Sequence[_Element]) -> list[Unit]:
    """The elements in units; an empty line that keeps with the next belongs to that."""
    units: list[Unit] = []
    waiting: list[_Element] = []
    for element in elements:
        if not _is_empty(element):
            units.append(Unit(element, waiting, []))
            waiting = []
        elif element.find(f"{W}pPr/{W}keepNext") is not None:
            waiting.append(element)
        elif units and not waiting:
            units[-1].after.append(element)
        else:
            waiting.append(element)
    if waiting:
        units.append(Unit(waiting[-1], waiting[:-1], []))
    return units


def _is_empty(element: _Element) -> bool:
    return element.tag == f"{W}p" and next(element.iter(f"{W}r"), None) is None


def key_of(element: _Element) -> str:
    """Equal for elements that say the same in the same form; the number of a list is no part of it."""
    if element.tag == f"{W}p":
        return f"{properties_key(properties_of(element))}|{inline_key(element)}"
    if element.tag == f"{W}tc":
        return f"({' '.join(map(key_of, content_of(element)))})"
    if element.tag == f"{W}tr":
        return f"[{_spans(element)} {''.join(key_of(cell) for cell in element.findall(f'{W}tc'))}]"
    return "\n".join([_style(element), *(key_of(row) for row in element.findall(f"{W}tr"))])


def alike_units(old: Unit, new: Unit) -> float:
    """How much two units are one that was changed: 0 for different ones; tables need the same columns."""
    if old.main.tag != new.main.tag:
        return 0.0
    if old.main.tag == f"{W}tbl":
        fits = _style(old.main) == _style(new.main) and _columns(old.main) == _columns(new.main)
        return _alike(old.main, new.main, least=0.2) if fits else 0.0
    framed = [unit.main.find(f"{W}pPr/{W}framePr") is not None for unit in (old, new)]
    return _alike(old.main, new.main, least=ALIKE) if framed[0] == framed[1] else 0.0


def alike_rows(old: _Element, new: _Element) -> float:
    """How much two rows are one that was changed: 0 for different ones and other spans."""
    return _alike(old, new, least=0.3) if _spans(old) == _spans(new) else 0.0


def _alike(old: _Element, new: _Element, *, least: float) -> float:
    """Between 0 (another one) and 2: the share of words in common, and one for the same passage of a record."""
    share = likeness(words(old), words(new))
    shared = bool(_names(old) & _names(new))
    return share + shared if share >= (least / 2 if shared else least) else 0.0


def _names(element: _Element) -> set[str]:
    """The bookmarks of the passages in it."""
    return {mark.get(f"{W}name", "") for mark in element.iter(f"{W}bookmarkStart")}


def properties_of(paragraph: _Element) -> _Element:
    """The properties of a paragraph; made where it has none."""
    found = paragraph.find(f"{W}pPr")
    if found is None:
        found = etree.Element(f"{W}pPr")
        paragraph.insert(0, found)
    return found


def list_of(properties: _Element) -> str:
    """The number of the list that an entry counts in, or \"\"."""
    number = properties.find(f"{W}numPr/{W}numId")
    return number.get(f"{W}val", "") if number is not None else ""


def content_of(cell: _Element) -> list[_Element]:
    """The paragraphs and tables of a cell."""
    return [child for child in cell if child.tag != f"{W}tcPr"]


def all_of(element: _Element, name: str) -> list[_Element]:
    """Every element of that name in it, itself too."""
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
