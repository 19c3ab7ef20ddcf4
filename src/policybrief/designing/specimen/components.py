"""What no section of base prints, shown all the same: every role, tint, and block of the document."""

from __future__ import annotations

import struct
import zlib

from policybrief.document import (
    Block,
    Callout,
    Cell,
    Chart,
    Column,
    CrossReference,
    Emphasis,
    Figure,
    Image,
    Inline,
    Link,
    List,
    PageBreak,
    Paragraph,
    Point,
    Quote,
    Row,
    Section,
    Series,
    Span,
    Str,
    Strong,
    Table,
)
from policybrief.templates.look import Look

WORDS = (
    "The quick brown fox jumps over the lazy dog. Щастя б’ється жадно в ґанок, їжак і єнот – поруч. "
    "Příliš žluťoučký kůň úpěl ďábelské ódy. Zażółć gęślą jaźń. Ξεσκεπάζω την ψυχοφθόρα βδελυγμία. 0123456789"
)
"""Letters of the languages in which papers are written; each phrase holds most of its alphabet."""

_NOT_PARAGRAPHS = ("title", "heading", "subhead", "caption", "table_head", "marking", "list")
"""Roles of type that other blocks take."""


def components(look: Look) -> tuple[Block, ...]:
    """A section that shows each role of `look` and each kind of block and inline, ids beginning `shown.`."""
    return (
        PageBreak(),
        Section(
            _words("Roles"),
            (*_roles(look), Section(_words("A heading inside a section"), _inlines(), id="shown.inside")),
            id="shown.roles",
        ),
        Section(_words("Blocks"), (*_blocks(), _tints(look)), id="shown.blocks"),
    )


def _roles(look: Look) -> tuple[Block, ...]:
    return tuple(
        Paragraph((Strong(_words(role)), Str(f": {WORDS}")), role=role, id=f"shown.role.{role}")
        for role, _ in look.type_styles
        if role not in _NOT_PARAGRAPHS
    )


def _inlines() -> tuple[Block, ...]:
    inlines: tuple[Inline, ...] = (
        Str("Words that are "),
        Strong(_words("strong")),
        Str(", "),
        Emphasis(_words("the title of a work")),
        Str(", "),
        Span(_words("secondary"), role="secondary"),
        Str(", "),
        Span(_words("іншою мовою"), language="uk"),
        Str(", a "),
        Link(_words("link to a long address"), "https://example.org/a/long/address/of/a/page.html"),
        Str(" and a "),
        CrossReference(_words("reference"), "shown.blocks"),
        Str(". "),
        Span(_words("☐"), role="box"),
        Str(" a box"),
    )
    return (Paragraph(inlines, id="shown.inlines"),)


def _blocks() -> tuple[Block, ...]:
    def entry(text: str, name: str) -> Paragraph:
        return Paragraph(_words(text), role="list", id=f"shown.{name}")

    inner = List(((entry("an entry inside an entry", "inner"),),), ordered=True, id="shown.inner-list")
    return (
        List(((entry(WORDS, "first"), inner), (entry("second entry", "second"),)), id="shown.list"),
        List(((entry("one", "one"),), (entry("two", "two"),)), ordered=True, id="shown.ordered"),
        Quote((Paragraph(_words(WORDS), id="shown.quoted"),), id="shown.quote"),
        Callout(
            (Paragraph(_words(WORDS), id="shown.called"),),
            role="rehearsal",
            title=_words("A box about the paper itself"),
            id="shown.callout",
        ),
        Figure(
            Image(grey_png(), 120, 60),
            alternative="A grey rectangle",
            caption=_words("A picture with its caption"),
            notes=(Paragraph(_words("A note to the picture."), role="note", id="shown.picture-note"),),
            id="shown.picture",
        ),
        Figure(
            Chart("bars", (Series("", _BARS),)),
            alternative="Bars: A First option: 7; B Second option: 4.",
            caption=_words("A chart with its caption"),
            notes=(Paragraph(_words("A note to the chart."), role="note", id="shown.chart-note"),),
            id="shown.chart",
        ),
        Figure(
            Chart("lines", _LINES),
            alternative="Lines: the first rises from 2 to 5, the second falls from 4 to 3.",
            caption=_words("A chart of lines with its caption"),
            id="shown.lines",
        ),
    )


_BARS = (Point("A First option", 7, "7"), Point("B Second option", 4, "4", accent=True))
_LINES = (
    Series("First", tuple(Point(str(2023 + n), n + 2, str(n + 2)) for n in range(4)), accent=True),
    Series("Second", tuple(Point(str(2023 + n), 4 - n / 3, f"{4 - n / 3:.1f}") for n in range(4))),
)


def _tints(look: Look) -> Table:
    rows = tuple(
        Row(
            (
                Cell((Paragraph(_words(role), role="table", id=f"shown.tint.{role}"),), header="row"),
                Cell(
                    (Paragraph((_tinted(role), Str(" words")), role="table", id=f"shown.cell.{role}"),), role
                ),
            )
        )
        for role, _ in look.tints
    )
    head = Row(
        tuple(
            Cell((Paragraph((Strong(_words(name)),), role="table", id=f"shown.{name}"),), header="column")
            for name in ("Tint", "Cell")
        )
    )
    return Table(
        (Column(123), Column(weight=1)),
        (head,),
        rows,
        role="grid",
        caption=_words("Every tint of a cell"),
        summary="Each tint by its name",
        notes=(Paragraph(_words("A note to the table."), role="note", id="shown.table-note"),),
        id="shown.tints",
    )


def _tinted(role: str) -> Inline:
    return Span((Strong(_words("word")),), role=role)


def _words(text: str) -> tuple[Inline, ...]:
    return (Str(text),)


def grey_png(width: int = 40, height: int = 20) -> bytes:
    """A grey rectangle as PNG (RGB, 8 bits; ISO/IEC 15948)."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    pixels = (b"\x00" + b"\x9a\xa2\xaa" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts
