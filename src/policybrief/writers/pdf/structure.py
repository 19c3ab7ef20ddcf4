"""The structure tree as PDF objects: StructTreeRoot, ParentTree and IDTree (ISO 32000-1, 14.7.4)."""

from __future__ import annotations

from collections.abc import Iterable

from policybrief.writers.pdf.archival_document import RawObject, name, text
from policybrief.writers.pdf.canvas import Canvas
from policybrief.writers.pdf.tree import Element, Marked

_INLINE = ("Span", "Link", "Reference")
_ALWAYS = ("TH", "TD")
"""An empty cell has no content, and must still count as a column."""


def structure_root(canvas: Canvas, root: Element) -> RawObject:
    """The StructTreeRoot as an object of the canvas's document, when its pages are drawn."""
    pages = [canvas.file.page(number) for number in range(1, canvas.page)]
    number = _Writer(canvas, pages).root(root)
    made: RawObject = canvas.file.idToObject[canvas.file.numberToId[number]]
    return made


class _Writer:
    def __init__(self, canvas: Canvas, pages: list[int]) -> None:
        self.canvas, self.file, self.pages = canvas, canvas.file, pages
        self.first: dict[Element, tuple[int, int]] = {}
        """Where an element, or what is below it, is drawn first: (page, MCID)."""
        self.numbers: dict[Element, int] = {}
        self.ids: dict[str, int] = {}

    def root(self, root: Element) -> int:
        number = self.file.reserve()
        self._find_first(root)
        document = self._element(root, number)
        parents = self._parent_tree()
        ids = self._id_tree()
        self.file.put(
            number,
            f"<</Type/StructTreeRoot/K[{document} 0 R]/ParentTree {parents} 0 R"
            f"/ParentTreeNextKey {len(self.canvas.parents)}{ids}>>",
        )
        return number

    def _find_first(self, element: Element) -> tuple[int, int] | None:
        found = [(page, content) for page, content, annotation in element.marked if not annotation][:1]
        for child in element.children:
            below = self._find_first(child)
            if below is not None:
                found.append(below)
        if not found:
            return None
        first = self.first[element] = min(found)
        return first

    def _element(self, element: Element, parent: int) -> int:
        number = self.numbers[element] = self.file.reserve()
        page = element.marked[0][0] if element.marked else 0
        kids = [
            f"{self._element(kid, number)} 0 R" if isinstance(kid, Element) else self._content(kid, page)
            for kid in self._in_order(element)
        ]
        entries = [f"<</Type/StructElem/S{name(element.role)}/P {parent} 0 R"]
        if page:
            entries.append(f"/Pg {self.pages[page - 1]} 0 R")
        if kids:
            entries.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]")
        entries.extend(self._properties(element, number))
        self.file.put(number, "".join((*entries, ">>")))
        return number

    def _properties(self, element: Element, number: int) -> Iterable[str]:
        if element.alternative and element.role == "Figure":
            yield f"/Alt{text(element.alternative)}"
        if element.actual:
            yield f"/ActualText{text(element.actual)}"
        if element.language:
            yield f"/Lang{text(element.language)}"
        if element.role == "Note":  # ISO 14289-1, 7.9: each note has an identifier of its own
            key = f"note-{len(self.ids) + 1:05d}"
            self.ids[key] = number
            yield f"/ID{text(key)}"
        attributes = "".join(_attributes(element))
        if attributes:
            yield f"/A[{attributes}]"

    def _content(self, mark: Marked, page: int) -> str:
        """One marked content or annotation as an entry of K."""
        marked_page, content, annotation = mark
        if annotation:
            return f"<</Type/OBJR/Pg {self.pages[marked_page - 1]} 0 R/Obj {content} 0 R>>"
        if marked_page == page:
            return str(content)
        return f"<</Type/MCR/Pg {self.pages[marked_page - 1]} 0 R/MCID {content}>>"

    def _in_order(self, element: Element) -> list[Element | Marked]:
        """Own content and inline children in the order of drawing; blocks keep the order of the tree."""
        children = [kid for kid in element.children if kid in self.first or kid.role in _ALWAYS]
        if not element.marked:
            if all(kid.role in _INLINE for kid in children):
                children.sort(key=self.first.__getitem__)
            return list(children)
        if not children:
            return list(element.marked)
        own: list[tuple[tuple[int, int], Element | Marked]] = [
            ((mark[0], 1 << 30 if mark[2] else mark[1]), mark) for mark in element.marked
        ]
        below = [(self.first[kid], kid) for kid in children if kid in self.first]
        return [kid for _, kid in sorted([*own, *below], key=lambda pair: pair[0])]

    def _parent_tree(self) -> int:
        numbers: list[str] = []
        for index, owner in enumerate(self.canvas.parents):
            if isinstance(owner, Element):
                numbers.append(f"{index} {self.numbers[owner]} 0 R")
            else:
                held = " ".join(f"{self.numbers[element]} 0 R" for element in owner)
                numbers.append(f"{index} {self.file.add(f'[{held}]')} 0 R")
        return self.file.add(f"<</Nums[{' '.join(numbers)}]>>")

    def _id_tree(self) -> str:
        if not self.ids:
            return ""
        keys = sorted(self.ids)
        names = " ".join(f"{text(key)} {self.ids[key]} 0 R" for key in keys)
        leaf = self.file.add(f"<</Limits[{text(keys[0])}{text(keys[-1])}]/Names[{names}]>>")
        return f"/IDTree<</Kids[{leaf} 0 R]>>"


def _attributes(element: Element) -> Iterable[str]:
    """Attribute objects (14.8.5)."""
    if element.scope or element.span > 1 or element.summary:
        scope = f"/Scope{name(element.scope)}" if element.scope else ""
        span = f"/ColSpan {element.span}" if element.span > 1 else ""
        summary = f"/Summary{text(element.summary)}" if element.summary else ""
        yield f"<</O/Table{scope}{span}{summary}>>"
    if element.numbering:
        yield f"<</O/List/ListNumbering{name(element.numbering)}>>"
    if element.box:
        box = " ".join(f"{value:.2f}" for value in element.box)
        yield f"<</O/Layout/BBox[{box}]/Placement/Block>>"
