"""Tracked changes accepted or rejected, what a Word file then shows, and documents changed by chance."""

from __future__ import annotations

import random
from dataclasses import fields, is_dataclass, replace
from typing import Any, Literal

from lxml import etree

from docx_lint import R, Tree, W, parts_of
from policybrief.document import (
    Chart,
    Document,
    Image,
    List,
    Note,
    PageBreak,
    Paragraph,
    Point,
    Section,
    Str,
    Table,
)

Way = Literal["accept", "reject"]
_CHANGES = ("pPrChange", "tcPrChange", "rPrChange", "trPrChange", "tblPrChange")


def shown(file: bytes, way: Way | None = None) -> list[Any]:
    """What a file shows, block by block, with every form: as it is, or its changes settled one way."""
    parts = parts_of(file)
    body = etree.fromstring(parts["word/document.xml"]).find(f"{W}body")
    notes = etree.fromstring(parts["word/footnotes.xml"])
    if way:
        settle(body, way)
        for note in notes:
            settle(note, way)
    targets = {e.get("Id"): e.get("Target") for e in etree.fromstring(parts["word/_rels/document.xml.rels"])}
    reader = _Reader(parts, {n.get(f"{W}id"): n for n in notes}, targets)
    return [block for child in body for block in reader.block(child)]


def settle(root: Tree, way: Way) -> None:
    """Accept or reject every change below `root`, as ISO/IEC 29500-1, 17.13.5, says what each means."""
    keep, drop = ("ins", "del") if way == "accept" else ("del", "ins")
    for row in list(root.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}{drop}") is not None:
            row.getparent().remove(row)
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)
    for name in _CHANGES:
        for change in list(root.iter(f"{W}{name}")):
            _settle_form(change, way)
    for element in list(root.iter(f"{W}{drop}")):
        if not _is_flag(element):
            element.getparent().remove(element)
    for element in list(root.iter(f"{W}{keep}")):
        if not _is_flag(element):
            _lift(element)
    for paragraph in list(root.iter(f"{W}p")):
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{drop}") is not None:
            _join(paragraph)
    for flag in [e for e in root.iter(f"{W}ins", f"{W}del") if _is_flag(e)]:
        flag.getparent().remove(flag)
    for old, new in (("delText", "t"), ("delInstrText", "instrText")):
        for element in root.iter(f"{W}{old}"):
            element.tag = f"{W}{new}"


def _is_flag(element: Tree) -> bool:
    return element.getparent().tag in (f"{W}rPr", f"{W}trPr")


def _settle_form(change: Tree, way: Way) -> None:
    now, [before] = change.getparent(), list(change)
    now.remove(change)
    if way == "reject":
        mark = [e for e in now if e.tag in (f"{W}rPr", f"{W}tcW")]
        now[:] = [*[e for e in mark if e.tag == f"{W}tcW"], *before, *[e for e in mark if e.tag == f"{W}rPr"]]


def _lift(element: Tree) -> None:
    parent, at = element.getparent(), element.getparent().index(element)
    parent[at : at + 1] = list(element)


def _join(paragraph: Tree) -> None:
    """A paragraph without its end: what is left of it begins the next one."""
    rest = [e for e in paragraph if e.tag != f"{W}pPr"]
    following = paragraph.getnext()
    assert following is not None, "the last paragraph cannot go"
    assert following.tag != f"{W}sectPr", "the last paragraph cannot go"
    if any(e.tag == f"{W}r" or e.find(f".//{W}r") is not None for e in rest):
        assert following.tag == f"{W}p", "words with nowhere to go"
    if following.tag == f"{W}p":
        following[1:1] = rest
    paragraph.getparent().remove(paragraph)


class _Reader:
    """Reads blocks and runs as values that are equal where a reader sees the same."""

    def __init__(self, parts: dict[str, bytes], notes: dict[Any, Tree], targets: dict[Any, Any]) -> None:
        self.parts, self.notes, self.targets = parts, notes, targets
        self.lists: dict[str, int] = {}

    def block(self, element: Tree) -> list[Any]:
        if element.tag == f"{W}p":
            return [] if _is_thin(element) else [self.paragraph(element)]
        if element.tag == f"{W}tbl":
            style = element.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val")
            rows = [
                [
                    (self.form(cell.find(f"{W}tcPr"), "tcW"), [b for e in cell for b in self.block(e)])
                    for cell in row.iter(f"{W}tc")
                    if cell.getparent() is row
                ]
                for row in element.findall(f"{W}tr")
            ]
            return [("table", style, rows)]
        return []

    def paragraph(self, element: Tree) -> Any:
        runs: list[list[str]] = []
        for run in element.iter(f"{W}r"):
            if next(run.iterancestors(f"{W}p")) is not element:
                continue
            look = self.form(run.find(f"{W}rPr"))
            around = run.getparent()
            link = sorted(around.attrib.values()) if around.tag == f"{W}hyperlink" else []
            link = [str(self.targets.get(value, value)) for value in link]
            for child in run:
                if child.tag != f"{W}rPr":
                    said = self.said(child)
                    if runs and runs[-1][:2] == [look, str(link)]:
                        runs[-1][2] += said
                    else:
                        runs.append([look, str(link), said])
        return (self.form(element.find(f"{W}pPr"), "rPr") or "pPr[]", runs)

    def said(self, child: Tree) -> str:
        name = etree.QName(child).localname
        if name == "t":
            return child.text or ""
        if name == "footnoteReference":
            return f"<note {[self.paragraph(p) for p in self.notes[child.get(f'{W}id')].iter(f'{W}p')]}>"
        if name == "drawing":
            alike = "".join(e.get("descr", "") for e in child.iter() if e.tag.endswith("}docPr"))
            used = [self.targets[e.get(k)] for e in child.iter() for k in (f"{R}embed", f"{R}id") if e.get(k)]
            return f"<drawing {alike} {[hash(self.parts['word/' + name]) for name in used]}>"
        return f"<{name} {child.text or ''} {sorted(child.attrib.values())}>"

    def form(self, element: Tree | None, *without: str) -> str:
        """Properties as a text; a list is identified by its order."""
        if element is None:
            return ""
        name = etree.QName(element).localname
        if name == "numId":
            return f"list {self.lists.setdefault(element.get(f'{W}val', ''), len(self.lists))}"
        said = sorted(f"{etree.QName(k).localname}={v}" for k, v in element.attrib.items())
        inner = [self.form(e) for e in element if etree.QName(e).localname not in without]
        return f"{name}{said}{''.join(inner)}"


def _is_thin(paragraph: Tree) -> bool:
    """The line of a point that bears the bookmark of a table."""
    spacing = paragraph.find(f"{W}pPr/{W}spacing")
    return spacing is not None and spacing.get(f"{W}line") == "20" and paragraph.find(f"{W}r") is None


# ---- documents changed by chance ---------------------------------------------------------------------


def changed(document: Document, seed: int, *, often: float = 0.15) -> Document:
    """The document with words, entries, rows, blocks and sections changed, taken out, doubled, swapped."""
    return _Changing(random.Random(seed), often).value(document)


class _Changing:
    def __init__(self, chance: random.Random, often: float) -> None:
        self.chance, self.often = chance, often

    def value(self, value: Any) -> Any:
        match value:
            case Str(text=text):
                return Str(self.words(text))
            case Image() | Note():
                return value
            case Table():
                return replace(
                    value,
                    body=self.some(value.body),
                    caption=self.some(value.caption, keep=True),
                    notes=self.some(value.notes),
                )
            case Chart():
                series = tuple(
                    replace(one, points=tuple(self.moved(p) for p in one.points)) for one in value.series
                )
                return replace(value, series=series)
            case Document():
                title = replace(value.meta, title=self.words(value.meta.title))
                return Document(title, self.some(value.blocks))
            case List():
                return replace(value, entries=self.some(value.entries) or value.entries)
            case tuple():
                return self.some(value, keep=True)
            case Section() | Paragraph():
                kept = {"title", "subtitle", "content"}
            case PageBreak():
                return value
            case _:
                kept = {f.name for f in fields(value)} if is_dataclass(value) else set()
        if not is_dataclass(value):
            return value
        return replace(
            value,
            **{
                f.name: self.some(old, keep=f.name in kept)
                for f in fields(value)
                if isinstance(old := getattr(value, f.name), tuple) and f.init
            },
        )

    def some(self, values: tuple[Any, ...], *, keep: bool = False) -> tuple[Any, ...]:
        """The values changed; if not all are to be kept, some taken out, doubled or swapped."""
        done: list[Any] = []
        for one in values:
            if keep or not self.happens():
                done.append(self.value(one))
                continue
            match self.chance.randrange(4):
                case 0:
                    pass
                case 1:
                    done += [self.value(one), _anonymous(one)]
                case 2:
                    done.insert(self.chance.randint(0, len(done)), one)
                case 3:
                    done.append(_anonymous(self.value(one)))
        return tuple(done)

    def moved(self, point: Point) -> Point:
        if point.value is None or not self.happens():
            return point
        return Point(point.label, point.value + 1, f"{point.value + 1:g}")

    def happens(self) -> bool:
        return self.chance.random() < self.often

    def words(self, text: str) -> str:
        kept = [word for word in text.split(" ") if not self.happens()]
        if self.happens():
            kept.insert(self.chance.randint(0, len(kept)), self.chance.choice(["12", "new", "– and", "їжа"]))
        return " ".join(kept) or text


def _anonymous(value: Any) -> Any:
    """A copy without ids: no two nodes of a document have the same."""
    if isinstance(value, tuple):
        return tuple(map(_anonymous, value))
    if not is_dataclass(value):
        return value
    said = {f.name: _anonymous(getattr(value, f.name)) for f in fields(value)}
    return replace(value, **{**said, **({"id": ""} if "id" in said else {})})
