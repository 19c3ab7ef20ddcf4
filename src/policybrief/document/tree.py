"""The format-neutral document: a closed vocabulary of blocks and inlines, its walk and its canonical JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from operator import attrgetter
from typing import Any, Literal

# ---- inlines -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Origin:
    """Where words come from: a record, its field, and the language of the text used."""

    record: str
    field: str
    language: str = ""

    def speaks_of(self) -> tuple[str, ...]:
        """The id that the field names besides: `stance.toll` says what a position holds of `toll`."""
        return tuple(self.field.split(".")[1:2])


@dataclass(frozen=True, slots=True)
class Str:
    """Plain text. A newline is a line break."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Titles of works; set in italics."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a web address (http, https, mailto)."""

    content: tuple[Inline, ...]
    url: str


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A link to the node whose id is `target` in the same document."""

    content: tuple[Inline, ...]
    target: str


@dataclass(frozen=True, slots=True)
class Span:
    """Words with a meaning (`role`: secondary, stance-supports, rating, box, …) or in another language.

    A role `box` is an empty tick box: its text is "☐". Roles `symbol-*` (supports, supports_if, neutral,
    opposes_if, opposes) are drawn signs which the word beside them says again.
    """

    content: tuple[Inline, ...]
    role: str = ""
    language: str = ""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source. `compose` turns each into a `Note`; no writer meets one."""

    source: str
    locator: str = ""
    records: tuple[str, ...] = ()
    """The records whose places in it the locator names."""


@dataclass(frozen=True, slots=True)
class RecordNumbers:
    """The numbers of records (F3, P2, J1, R4) between `lead` and `end`, as links to their entries.

    `compose` prints the number of a record only where the document has its entry; for the others it prints
    their sources, or with `words` their own words. No writer meets one.
    """

    records: tuple[str, ...]
    lead: str = ""
    end: str = ""
    between: str = ", "
    words: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A citation as printed: `mark` (such as "[1]"), the note's own text, the source entry it points to.

    `id` is the place of this mark (the target of the way back). Word writes a footnote with `content`;
    PDF links the mark to the block whose id is `target`, unless that is empty.
    """

    id: str
    mark: str
    content: tuple[Inline, ...]
    target: str
    records: tuple[str, ...] = ()
    """As those of its `Citation`."""


@dataclass(frozen=True, slots=True)
class PageReferences:
    """The pages on which the nodes `targets` stand, as links back; `pattern` has one `{pages}`.

    Only a format that knows its pages prints it; the others leave it out.
    """

    targets: tuple[str, ...]
    pattern: str
    one: str = ""
    """The pattern where they all stand on one page; that of several if it is empty."""
    lead: str = ""
    """What parts it from the words before it; left out with it."""


Inline = (
    Str | Strong | Emphasis | Link | CrossReference | Span | Citation | RecordNumbers | Note | PageReferences
)

# ---- blocks --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. Roles: body, lead, table, note, source, key-figure, question, marking, subtitle."""

    content: tuple[Inline, ...]
    role: str = "body"
    id: str = ""
    origin: Origin | None = None
    marking: str = ""


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
    """A table. Roles: rows, grid, map, decision, keys, time. `full` tables start at the left edge."""

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
    """Ids of the records that it draws or counts: what stands in a picture has no origins."""


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

    `head` says how a first-level heading stands: `side` in the left column. Roles: "", annex, open-points.
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

# ---- the whole -----------------------------------------------------------------------------------


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


# ---- walking, and canonical JSON -----------------------------------------------------------------

Node = Document | Block | Inline | Row | Cell | Chart | Series | Image | Column | Point


def children(node: Any) -> tuple[Any, ...]:
    """The nodes directly below `node`, in reading order: caption, head, body, notes."""
    below = _BELOW.get(type(node))
    return below(node) if below else ()


def walk(node: Any) -> Iterator[Any]:
    """`node` and everything below it, in reading order."""
    waiting, below_of = [node], _BELOW.get
    while waiting:
        node = waiting.pop()
        yield node
        if below := below_of(type(node)):
            waiting.extend(below(node)[::-1])


def records_in(node: Any, *, cited: bool = True) -> Iterator[str]:
    """Ids of the records that a node shows anything of, in reading order and as often as it does.

    Those from which its words come, those that its pictures draw, and, if `cited`, the sources of its notes.
    """
    for below in walk(node):
        kind = type(
            below
        )  # by far the most nodes have no words of a record: `match` takes four times as long
        if kind is Span or kind is Paragraph:
            if below.origin is not None:
                yield below.origin.record
        elif kind is Note:
            if cited:
                yield below.target.removeprefix("source.")
        elif kind is Figure or kind is Table:
            yield from below.records


def plain_text(node: Any) -> str:
    """The words of a node without its notes and without page references."""
    match node:
        case Str(text=text):
            return text
        case Note(mark=mark):
            return mark
        case tuple():
            return "".join(plain_text(child) for child in node)
        case _:
            return "".join(plain_text(child) for child in children(node))


def dump(document: Document) -> str:
    """Canonical JSON of a document: sorted keys, no spaces, fields at their default left out."""
    return json.dumps(_plain(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def load(text: str) -> Document:
    """The document that `dump` wrote.

    Raises:
        KeyError: the text names a node that this version does not know.
    """
    loaded = _node(json.loads(text))
    if not isinstance(loaded, Document):
        raise KeyError("not a document")
    return loaded


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        shown = {f.name: getattr(value, f.name) for f in fields(value)}
        kept = {f.name: _plain(shown[f.name]) for f in fields(value) if shown[f.name] != f.default}
        return {"_": type(value).__name__, **kept}
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, bytes):
        return {"_": "bytes", "hex": value.hex()}
    return value


def _node(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_node(entry) for entry in value)
    if not isinstance(value, dict):
        return value
    name = value["_"]
    if name == "bytes":
        return bytes.fromhex(value["hex"])
    if name == "Chart" and "kind" not in value:  # issued before a chart of bars had a series
        value = {"_": "Chart", "kind": "bars", "series": [_earlier_bars(value)]}
    return _TYPES[name](**{key: _node(entry) for key, entry in value.items() if key != "_"})


def _earlier_bars(value: dict[str, Any]) -> dict[str, Any]:
    return {"_": "Series", "name": value.get("unit", ""), "points": value.get("points", [])}


_TYPES: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        *(Origin, Str, Strong, Emphasis, Link, CrossReference, Span, Citation, RecordNumbers, Note),
        PageReferences,
        *(Paragraph, List, Column, Cell, Row, Table, Point, Series, Chart, Image, Figure, Callout, Quote),
        *(PageBreak, Section, Mark, Meta, Document),
    )
}

_BELOW: dict[type[Any], Callable[[Any], tuple[Any, ...]]] = {
    **{kind: attrgetter("blocks") for kind in (Document, Quote, Cell)},
    **{kind: attrgetter("content") for kind in (Paragraph, Strong, Emphasis, Link)},
    **{kind: attrgetter("content") for kind in (CrossReference, Span, Note)},
    Section: lambda node: (*node.title, *node.subtitle, *node.blocks),
    Callout: lambda node: (*node.title, *node.blocks),
    List: lambda node: tuple(block for entry in node.entries for block in entry),
    Table: lambda node: (*node.caption, *node.head, *node.body, *node.notes),
    Row: attrgetter("cells"),
    Figure: lambda node: (*node.caption, node.content, *node.notes),
    Chart: attrgetter("series"),
    Series: attrgetter("points"),
}
"""Kind of node → the nodes directly below it; a kind that is not named has none."""
