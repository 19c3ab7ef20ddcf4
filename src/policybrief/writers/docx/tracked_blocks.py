"""What belongs together in a text of WordprocessingML, what is the same in it, and what is alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree

from policybrief.document.differences import likeness
from policybrief.ooxml.xml import W
from policybrief.writers.docx.tracked_runs import compared_xml, words

if TYPE_CHECKING:
    from lxml.etree import _Element

ALIKE = 0.5
"""Share of words in common above which two paragraphs are one that was changed."""


@dataclass(frozen=True, eq=False)
class Unit:
    """A paragraph or table with the empty lines that give it its space; or a row."""

    main: _Element
    before: list[_Element] = field(default_factory=list)
    after: list[_Element] = field(default_factory=list)

    @property
    def elements(self) -> list[_Element]:
        return [*self.before, self.main, *self.after]

    @cached_property
    def xml(self) -> str:
        """Its paragraph or row as it is compared."""
        return compared_xml(self.main)

    @cached_property
    def rows(self) -> list[Unit]:
        """Those of a table."""
        return [Unit(row) for row in self.main.findall(f"{W}tr")]

    @cached_property
    def key(self) -> str:
        """Equal for units that say the same in the same form."""
        before, after = ("".join(map(compared_xml, gap)) for gap in (self.before, self.after))
        if self.main.tag == f"{W}tbl":
            return "\n".join([before, _style(self.main), *(row.key for row in self.rows), after])
        if self.main.tag == f"{W}tr":
            return _ROW_FORM.sub(_form, self.xml)
        return "\n".join([before, self.xml, after])

    @cached_property
    def words(self) -> Counter[str]:
        """How often each word is in it."""
        return Counter(words(self.main))

    @cached_property
    def names(self) -> frozenset[str]:
        """The bookmarks of the passages in it."""
        return frozenset(mark.get(f"{W}name", "") for mark in self.main.iter(f"{W}bookmarkStart"))


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


def unchanged(old: Unit, new: Unit) -> bool:
    """True if nothing in `new` needs a mark, but for the list that an entry counts in."""
    if old.key != new.key:
        return False
    if new.main.tag == f"{W}tbl":
        return all(map(unchanged, old.rows, new.rows))
    if new.main.tag == f"{W}tr":
        return _cell_forms(old.xml) == _cell_forms(new.xml) and not _BARE.search(new.xml)
    return True


_BARE = re.compile(r"<w:p/>|<w:p>(?!<w:pPr)")
"""A paragraph without properties."""
_ROW_FORM = re.compile(r"<w:(tblPr|tblGrid|trPr|tcPr)>.*?</w:\1>")
"""What is no part of the key of a row: but for columns that a cell spans, and the style of a table in it."""
_FORM = re.compile(r"<w:(tblPr|tblGrid|trPr|tcPr)>.*?</w:\1>")
_FORM = re.compile(r"<w:(?:tblStyle|gridSpan) [^>]*/>")


def _form(found: re.Match[str]) -> str:
    return "".join(_FORM.findall(found[0]))


def _cell_forms(xml: str) -> list[str]:
    return _CELL_FORM.findall(_WIDTH.sub("", xml))


_CELL_FORM = re.compile(r"<w:tcPr>.*?</w:tcPr>")
_WIDTH = re.compile(r"<w:tcW [^>]*/>")


def alike_units(old: Unit, new: Unit) -> float:
    """How much two units are one that was changed: 0 for different ones; tables need the same columns."""
    if old.main.tag != new.main.tag:
        return 0.0
    if old.main.tag == f"{W}tbl":
        fits = _style(old.main) == _style(new.main) and _columns(old.main) == _columns(new.main)
        return _alike(old, new, least=0.2) if fits else 0.0
    framed = [unit.main.find(f"{W}pPr/{W}framePr") is not None for unit in (old, new)]
    return _alike(old, new, least=ALIKE) if framed[0] == framed[1] else 0.0


def alike_rows(old: Unit, new: Unit) -> float:
    """How much two rows are one that was changed: 0 for different ones and other spans."""
    return _alike(old, new, least=0.3) if _spans(old.main) == _spans(new.main) else 0.0


def _alike(old: Unit, new: Unit, *, least: float) -> float:
    """Between 0 (another one) and 2: the share of words in common, and one for the same passage of a record."""
    share = likeness(old.words, new.words)
    shared = bool(old.names & new.names)
    return share + shared if share >= (least / 2 if shared else least) else 0.0


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
