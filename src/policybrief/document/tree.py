"""The closed tree of a document: blocks, what they are made of, and the whole with its properties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from policybrief.document.inlines import Inline, Origin


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. Roles: body, lead, table, note, source, key-figure, question, marking, subtitle."""

    content: tuple[Inline, ...]
    role: str = "body"
    id: str = ""
    origin: Origin | None = None
    marking: str = ""
    number: str = ""
    """Its number in a paper whose paragraphs are numbered: "4", or "4.1" for an entry of a list."""


@dataclass(frozen=True, slots=True)
class List:
    """Entries, each a run of blocks; `ordered` numbers them from `start`."""

    entries: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    id: str = ""
    start: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column's alignment and its width: points when `width` is set, else a share by `weight`."""

    width: float = 0.0
    weight: float = 1.0
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """`role` names a tint or a look (supports, rating-2, risk-high, advised, panel, key, …)."""

    blocks: tuple[Block, ...]
    role: str = ""
    header: Literal["", "row", "column"] = ""
    colspan: int = 1
    id: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Roles: "" (plain), group (a heading inside the table), baseline, why, total, foot."""

    cells: tuple[Cell, ...]
    role: str = ""
    marking: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `full` ones start at the left edge.

    Roles: rows, grid, map, decision, keys, time, particulars.
    """

    columns: tuple[Column, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    role: str = "rows"
    caption: tuple[Inline, ...] = ()
    label: str = ""
    """"Table 2", computed by `compose`; empty when the table is not numbered."""
    summary: str = ""
    """Alternative text: what the table shows."""
    notes: tuple[Block, ...] = ()
    """Key, notes and explanations that stand below the table."""
    full: bool = True
    id: str = ""
    records: tuple[str, ...] = ()
    """As those of a `Figure`, where the table is a picture (`map`)."""


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a chart, its label, and how the value is printed."""

    label: str
    value: float | None
    """None where the source has no value."""
    shown: str
    accent: bool = False
    low: float | None = None
    high: float | None = None
    """Both ends of a range, where the value has one."""
    status: str = ""
    """Such as provisional or estimated, in the words of the paper."""


@dataclass(frozen=True, slots=True)
class Series:
    """Points that belong together, from left to right or from top to bottom, and their name."""

    name: str
    points: tuple[Point, ...]
    accent: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Series of points as one picture: `bars` from zero, a row a point of one series; or up to four `lines`.

    A new kind of chart is a new word here and a module in `charts`, never a new node.
    """

    kind: Literal["bars", "lines"]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """An image whose bytes are a checked RGB PNG; size in points."""

    png: bytes
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with what it says in words."""

    content: Chart | Image
    alternative: str
    caption: tuple[Inline, ...] = ()
    label: str = ""
    notes: tuple[Block, ...] = ()
    id: str = ""
    marking: str = ""
    records: tuple[str, ...] = ()
    """Ids of the records that it draws or counts: what is in a picture has no origins."""


@dataclass(frozen=True, slots=True)
class Callout:
    """A box that says something about the document itself (open-points, rehearsal)."""

    blocks: tuple[Block, ...]
    role: str
    title: tuple[Inline, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: tuple[Block, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part; a section inside a section is its subsection.

    `head` says how a first-level heading stands: `side` in the left column. Roles: "", annex, open-points,
    particulars (the box under the title),
    abbreviations.
    """

    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    id: str = ""
    number: str = ""
    subtitle: tuple[Inline, ...] = ()
    """Small words under the heading ("in their own name")."""
    role: str = ""
    marking: str = ""


Block = Paragraph | List | Table | Figure | Callout | Quote | PageBreak | Section


@dataclass(frozen=True, slots=True)
class Mark:
    """A marking as it is shown: label, and colours as "#RRGGBB" (text on ground)."""

    label: str
    colour: str
    ground: str
    position: Literal["right", "centre"] = "right"


@dataclass(frozen=True, slots=True)
class Meta:
    """What stands on every page and in the properties of the file."""

    title: str
    language: str
    organisation: str
    kind: str
    """What this is, for whom, as of when: the words right in the letterhead."""
    marks: tuple[Mark, ...] = ()
    number: str = ""
    header: str = ""
    """Left in the header from page 2; page 1 shows `number`."""
    footer: str = ""
    """In the middle of the footer."""
    draft: str = ""
    """The word that marks a draft, in the document's language; empty when it is none."""
    page: str = "Page {page} of {pages}"
    contents: str = ""
    """Title of the contents list; empty when the document has none."""
    question: str = ""
    """What the paper answers, printed below the title; empty where the template leaves it out."""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    series: str = ""
    rights: str = ""
    """What readers may do with it."""
    date: str = ""
    """ISO date of the facts: the date in the file's properties."""
    identifier: str = ""
    """A URI by which the files of an issued edition are known again, in their properties."""
    version: str = ""
    """Which issue of its series it is, in the file's properties."""
    ruled: bool = False
    """Section heads with a rule above them (officials, committee, partner)."""
    quotes: str = "“”"
    anchors: bool = False
    """Whether each passage of a record bears a hidden bookmark, by which edits find their way back to it."""
    notes: Literal["", "end", "foot"] = ""
    """Where a PDF has its notes; empty: where the house has them."""
    levels: tuple[tuple[Mark, ...], ...] = ()
    """The marks of each scheme from the least restricted; with them each page bears that of what it shows."""


@dataclass(frozen=True, slots=True)
class Document:
    meta: Meta
    blocks: tuple[Block, ...]
