"""What a tagged PDF must be beyond what veraPDF tests, found by reading it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pikepdf

from conformance.pdf_reading import Node, Reading, read


def faults_of(data: bytes) -> tuple[str, ...]:
    """Every fault of a file; one, "unreadable: reason", if it cannot be read to its end."""
    try:
        reading = read(data)
        found = list(reading.faults)
        for rule in _RULES:
            found += rule(reading)
    except (pikepdf.PdfError, AttributeError, KeyError, ValueError, TypeError, IndexError) as fault:
        return (f"unreadable: {fault!r}",)
    return tuple(found)


def _marking(reading: Reading) -> Iterator[str]:
    root = reading.file.Root
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "the file does not say that it is tagged"
    if root.get("/MarkInfo", {}).get("/Suspects", False):
        yield "the file doubts its own tags"
    if not str(root.get("/Lang", "")):
        yield "the file has no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "a viewer does not show the title"
    for node in reading.nodes():
        if "/Lang" in node.entry and not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", str(node.entry.Lang)):
            yield f"{node.role} is in no language: {node.entry.Lang}"


def _behaviour(reading: Reading) -> Iterator[str]:
    root = reading.file.Root
    for key in ("/OpenAction", "/AA", "/AcroForm"):
        if key in root:
            yield f"the file has {key}"
    for key in ("/JavaScript", "/EmbeddedFiles"):
        if key in root.get("/Names", {}):
            yield f"the file has {key}"


def _metadata(reading: Reading) -> Iterator[str]:
    reported = reading.file.open_metadata()
    info = reading.file.docinfo
    pairs = (
        *(("/Title", "dc:title"), ("/Author", "dc:creator"), ("/Subject", "dc:description")),
        *(("/Creator", "xmp:CreatorTool"), ("/Producer", "pdf:Producer"), ("/Keywords", "pdf:Keywords")),
    )
    for key, name in pairs:
        said = reported.get(name, "")
        said = ", ".join(said) if isinstance(said, list) else str(said)
        if said != str(info.get(key, "")):
            yield f"{key} is {info.get(key, '')!s} in Info and {said} in XMP"
    for key, name in (("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")):
        figures = [re.sub(r"\D", "", str(text))[:14] for text in (info.get(key, ""), reported.get(name, ""))]
        if figures[0] != figures[1]:
            yield f"{key} and {name} are different times"
    if not str(info.get("/Title", "")).strip():
        yield "the file has no title"


def _headings(reading: Reading) -> Iterator[str]:
    levels = [int(node.role[1]) for node in reading.nodes() if re.fullmatch("H[1-6]", node.role)]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield "the title is not the one heading of the first level"
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"a heading of level {below} follows one of level {above}"
    for node in reading.nodes():
        if re.fullmatch("H[1-6]", node.role) and not node.text().strip():
            yield "a heading has no words"


def _tables(reading: Reading) -> Iterator[str]:
    for table in (node for node in reading.nodes() if node.role == "Table"):
        widths = []
        for row in table.below("TR"):
            cells = [kid for kid in row.kids if isinstance(kid, Node)]
            if any(cell.role not in ("TH", "TD") for cell in cells):
                yield "a row holds something that is no cell"
            widths.append(sum(int(_attribute(cell, "/ColSpan") or 1) for cell in cells))
        if len(set(widths)) != 1:
            yield f"the rows of a table are of different width: {sorted(set(widths))}"
        for head in table.below("TH"):
            if str(_attribute(head, "/Scope")) not in ("/Row", "/Column", "/Both"):
                yield "a head cell does not say what it heads"


def _lists(reading: Reading) -> Iterator[str]:
    for node in reading.nodes():
        if node.role == "L" and _attribute(node, "/ListNumbering") is None:
            yield "a list does not say how it is numbered"
        above = node.parent.role if node.parent else ""
        if (node.role == "LI" and above != "L") or (node.role in ("LBody",) and above != "LI"):
            yield f"{node.role} is in {above}"
        if node.role == "Lbl" and not node.text().strip():
            yield "a label of a list has no words"


def _figures(reading: Reading) -> Iterator[str]:
    for node in reading.nodes():
        if node.role == "Figure" and not str(node.entry.get("/Alt", "")).strip():
            yield "a figure has no alternative text"


def _links(reading: Reading) -> Iterator[str]:
    for node in reading.nodes():
        if node.role == "Link" and not node.links:
            yield "a link element has no annotation"
        if node.role == "Link" and not node.text().strip():
            yield "a link has no words"
        for link in node.links:
            if "/Dest" in link and _page_of(reading, link.Dest) is None:
                yield "a link leads to no page"
            if "/Dest" not in link and not re.match(
                "(https?|mailto):", str(link.get("/A", {}).get("/URI", ""))
            ):
                yield "a link leads nowhere"


def _notes(reading: Reading) -> Iterator[str]:
    """Each reference leads to the page of a note, and each note that is referred to leads back."""
    notes = [node for node in reading.nodes() if node.role == "Note"]
    ids = [str(node.entry.get("/ID", "")) for node in notes]
    if "" in ids or len(set(ids)) != len(ids):
        yield "notes have no id of their own"
    references = [node for node in reading.nodes() if node.role == "Reference"]
    on_pages = {page for note in notes for part in note.walk() for page in part.pages}
    for node in references:
        inner = node.below("Link")
        if not inner:
            yield "a reference is no link"
        if node.parent is not None and node.parent.role == "TOCI":
            continue
        for link in (entry for part in inner for entry in part.links):
            if _page_of(reading, link.get("/Dest")) not in on_pages:
                yield "a reference leads to a page without notes"


def _outline(reading: Reading) -> Iterator[str]:
    """The outline names the headings below the title in their order, each on its own page."""
    with reading.file.open_outline() as outline:
        named = [(entry.title, entry.destination) for entry in _flat(outline.root)]
    headings = [node for node in reading.nodes() if re.fullmatch("H[2-6]", node.role)]
    contents = _contents_heading(reading)
    headings = [node for node in headings if node is not contents]
    if [" ".join(title.split()) for title, _ in named] != [" ".join(n.text().split()) for n in headings]:
        yield "the outline does not name the headings"
        return
    for (title, place), node in zip(named, headings, strict=True):
        if _page_of(reading, place) not in {page for part in node.walk() for page in part.pages}:
            yield f"the outline leads to another page than that of: {title}"


def _contents_heading(reading: Reading) -> Node | None:
    kids = [kid for root in reading.roots for kid in root.kids if isinstance(kid, Node)]
    return next((before for before, after in pairwise(kids) if after.role == "TOC"), None)


def _flat(entries: list[Any]) -> Iterator[Any]:
    for entry in entries:
        yield entry
        yield from _flat(entry.children)


def _page_of(reading: Reading, place: Any) -> int | None:
    """The index of the page of a destination, by array or by name."""
    if isinstance(place, pikepdf.Name | pikepdf.String | str):
        place = reading.file.Root.get("/Dests", {}).get(str(place))
    if isinstance(place, pikepdf.Dictionary):
        place = place.get("/D")
    if not isinstance(place, pikepdf.Array) or not isinstance(place[0], pikepdf.Dictionary):
        return None
    pages = {page.obj.objgen: at for at, page in enumerate(reading.file.pages)}
    return pages.get(place[0].objgen)


def _attribute(node: Node, name: str) -> Any:
    held = node.entry.get("/A", [])
    for attributes in held if isinstance(held, pikepdf.Array) else [held]:
        if name in attributes:
            return attributes[name]
    return None


_RULES: tuple[Callable[[Reading], Iterator[str]], ...] = (
    *(_marking, _behaviour, _metadata, _headings, _tables, _lists, _figures, _links, _notes, _outline),
)
