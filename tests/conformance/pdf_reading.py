"""A PDF read as assistive software reads it: its structure tree, its text, and what is wrong with either."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pikepdf

from conformance.pdf_content import Content, read_content

UNITS = frozenset(("P", "H1", "H2", "H3", "H4", "H5", "H6", "Caption", "Lbl", "Figure", "TOCI"))
"""Roles of the elements whose text is one run; what stands inside one belongs to it."""


@dataclass(eq=False, slots=True)
class Node:
    """A structure element with its own text, its kids in order, and the pages it stands on."""

    role: str
    entry: Any
    parent: Node | None = None
    kids: list[Node | str] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    links: list[Any] = field(default_factory=list)

    def text(self) -> str:
        """What is read out: ActualText where there is one; no soft hyphen (ISO 32000-1, 14.8.2)."""
        if "/ActualText" in self.entry:
            return str(self.entry.ActualText)
        words = "".join(kid if isinstance(kid, str) else kid.text() for kid in self.kids)
        return words.replace("\u00ad", "")

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()

    def below(self, *roles: str) -> list[Node]:
        """The nodes of these roles below it."""
        return [node for node in self.walk() if node.role in roles]


@dataclass(slots=True)
class Reading:
    """A file as read: the roots of its tree, its pages' content, and the faults met on the way."""

    file: pikepdf.Pdf
    roots: list[Node] = field(default_factory=list)
    contents: list[Content] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def nodes(self) -> Iterator[Node]:
        for root in self.roots:
            yield from root.walk()

    def units(self) -> list[tuple[str, str]]:
        """(role, text with single spaces) of each run of text in reading order."""
        found = []
        for root in self.roots:
            found += _units(root)
        return [(node.role, " ".join(node.text().split())) for node in found]


@lru_cache(maxsize=1)
def read(data: bytes) -> Reading:
    """The reading of a PDF; everything that cannot be resolved is a fault of it.

    The last one is kept: the rules and the hearing read the same file one after the other.
    """
    reading = Reading(pikepdf.open(io.BytesIO(data)))
    if reading.file.is_encrypted:
        reading.faults.append("the file is encrypted")
    reading.contents = [read_content(page) for page in reading.file.pages]
    for number, content in enumerate(reading.contents, 1):
        reading.faults += [f"page {number}: {fault}" for fault in content.faults]
    _Tree(reading).build()
    return reading


def _units(node: Node) -> list[Node]:
    if node.role in UNITS:
        return [node]
    return [unit for kid in node.kids if isinstance(kid, Node) for unit in _units(kid)]


class _Tree:
    """Goes through the tree once, and marks what each content item and annotation belongs to."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.numbers = {page.obj.objgen: at for at, page in enumerate(reading.file.pages)}
        self.owners = {}
        self.seen: set[tuple[int, int]] = set()
        self.annotations: set[tuple[int, int]] = set()

    def build(self) -> None:
        root = self.reading.file.Root
        if "/StructTreeRoot" not in root:
            self.fault("there is no structure tree")
            return
        self.owners = _number_tree(root.StructTreeRoot.get("/ParentTree", {}))
        for entry in _kids(root.StructTreeRoot):
            self.reading.roots.append(self.node(entry, None, None, ()))
        for at, content in enumerate(self.reading.contents):
            self.page(at, content)

    def fault(self, text: str) -> None:
        self.reading.faults.append(text)

    def node(self, entry: Any, parent: Node | None, page: Any, above: tuple) -> Node:
        node = Node(str(entry.get("/S", "/"))[1:], entry, parent)
        if entry.objgen in above:
            self.fault(f"{node.role} stands inside itself")
            return node
        owner = parent.entry if parent else self.reading.file.Root.StructTreeRoot
        if "/P" not in entry or entry.P.objgen != owner.objgen:
            self.fault(f"{node.role} has another parent than the element above it")
        page = entry.get("/Pg", page)
        for kid in _kids(entry):
            if isinstance(kid, int):
                self.marked(node, page, kid)
            elif "/MCID" in kid:
                self.marked(node, kid.get("/Pg", page), int(kid.MCID))
            elif str(kid.get("/Type", "")) == "/OBJR":
                self.annotation(node, kid.Obj)
            else:
                node.kids.append(self.node(kid, node, page, (*above, entry.objgen)))
        return node

    def marked(self, node: Node, page: Any, number: int) -> None:
        at = self.numbers.get(page.objgen) if page is not None else None
        if at is None or number not in self.reading.contents[at].texts:
            self.fault(f"{node.role} refers to MCID {number}, which no page has")
            return
        if (at, number) in self.seen:
            self.fault(f"MCID {number} of page {at + 1} belongs to two elements")
        self.seen.add((at, number))
        tag, text = self.reading.contents[at].texts[number]
        if tag != node.role:
            self.fault(f"MCID {number} of page {at + 1} is marked {tag} and is in {node.role}")
        owners = self.owners.get(int(self.reading.file.pages[at].obj.get("/StructParents", -1)))
        held = list(owners) if isinstance(owners, pikepdf.Array) else []
        if number >= len(held) or held[number].objgen != node.entry.objgen:
            self.fault(f"the parent tree has another owner of MCID {number} of page {at + 1}")
        node.kids.append(text)
        node.pages.append(at)

    def annotation(self, node: Node, entry: Any) -> None:
        if node.role != "Link":
            self.fault(f"an annotation is in {node.role}")
        owner = self.owners.get(int(entry.get("/StructParent", -1)))
        if not isinstance(owner, pikepdf.Dictionary) or owner.objgen != node.entry.objgen:
            self.fault("the parent tree has another owner of an annotation")
        self.annotations.add(entry.objgen)
        node.links.append(entry)

    def page(self, at: int, content: Content) -> None:
        page = self.reading.file.pages[at].obj
        for number in content.texts:
            if (at, number) not in self.seen:
                self.fault(f"page {at + 1}: MCID {number} is in no element")
        if str(page.get("/Tabs", "")) != "/S":
            self.fault(f"page {at + 1}: tab order is not that of the structure")
        for entry in page.get("/Annots", []):
            if str(entry.Subtype) != "/Link":
                self.fault(f"page {at + 1}: an annotation that is no link")
            if entry.objgen not in self.annotations:
                self.fault(f"page {at + 1}: an annotation is in no element")
            if not str(entry.get("/Contents", "")).strip():
                self.fault(f"page {at + 1}: a link does not say where it leads")


def _kids(entry: Any) -> list[Any]:
    held = entry.get("/K")
    if held is None:
        return []
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def _number_tree(node: Any) -> dict[int, Any]:
    numbers = list(node.get("/Nums", []))
    found = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers) - 1, 2)}
    for kid in node.get("/Kids", []):
        found |= _number_tree(kid)
    return found
