"""Inlines → WordprocessingML runs (ISO/IEC 29500-1, 17.3.2)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import assert_never

from policybrief.document import (
    Citation,
    CrossReference,
    Emphasis,
    Inline,
    Link,
    Note,
    PageReferences,
    RecordNumbers,
    Span,
    Str,
    Strong,
    plain_text,
)
from policybrief.ooxml.xml import escape, quoted
from policybrief.templates.look import Look
from policybrief.writers.bidi import RIGHT_TO_LEFT, levels
from policybrief.writers.notes import QUIET, joins_note

EN_SPACE = "\u2002"
SYMBOLS = "▲△○▽▼☐"
LONGEST_TIP = 255
"""Characters of a tip that Word shows."""
_PARTS = re.compile(rf"\n|\t|\u00ad|[{SYMBOLS}]+|[^\n\t\u00ad{SYMBOLS}]+")
# XML 1.0, 2.2: characters that no document may hold
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class RunFormat:
    """The direct formatting of a run; all else comes from its paragraph's style."""

    bold: bool = False
    italic: bool = False
    colour: str = ""
    language: str = ""
    style: str = ""
    plain: bool = False
    """True takes the boldness of the style away."""
    size: float = 0
    """In points; that of the style if it is 0."""


@dataclass(slots=True)
class Numbering:
    """What is numbered through a whole document: bookmarks, footnotes, links out."""

    look: Look
    marked_ids: frozenset[str] | None = None
    """Ids of the nodes that bear a bookmark; None: all that have an id."""
    names: dict[str, str] = field(default_factory=dict)
    footnotes: list[str] = field(default_factory=list)
    listed: bool = False
    """Whether notes are marks that lead to the list of sources, and not footnotes."""
    restarts: tuple[tuple[int, int], ...] = ()
    """Numbered lists so far: each begins at 1."""
    links: dict[str, str] = field(default_factory=dict)
    """Web address → relationship id."""
    soft_hyphens: dict[str, str] = field(default_factory=dict)
    """A word wider than its place → with soft hyphens."""

    def hyphenated(self, text: str) -> str:
        """`text`, with soft hyphens in the words that are wider than their place."""
        for word, parts in self.soft_hyphens.items():
            text = text.replace(word, parts)
        return text

    def bookmarked(self, node_id: str, content: str = "") -> str:
        """`content` in the bookmark of a node (17.13.6); alone if the node bears none or has it already."""
        if (
            not node_id
            or node_id in self.names
            or (self.marked_ids is not None and node_id not in self.marked_ids)
        ):
            return content
        name = self.names[node_id] = bookmark_name(node_id)
        number = len(self.names)
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'

    def link(self, url: str) -> str:
        """The relationship of a web address."""
        return self.links.setdefault(url, f"rIdL{len(self.links) + 1}")


def bookmark_name(node_id: str) -> str:
    """A hidden bookmark's name: a hash, so that no record id is in the file."""
    return "_k_" + hashlib.sha256(node_id.encode()).hexdigest()[:16]


def runs(inlines: tuple[Inline, ...], numbers: Numbering, at: RunFormat = RunFormat()) -> str:
    """The XML of `inlines`."""
    return "".join(_runs(inlines, numbers, at))


def _runs(inlines: tuple[Inline, ...], numbers: Numbering, at: RunFormat) -> Iterator[str]:
    for index, inline in enumerate(inlines):
        match inline:
            case Str():
                if numbers.listed or not joins_note(inlines, index):
                    yield text_run(numbers.hyphenated(inline.text), at)
            case Strong():
                yield from _runs(inline.content, numbers, replace(at, bold=True, plain=False))
            case Emphasis():
                yield from _runs(inline.content, numbers, replace(at, italic=True))
            case Span():
                yield from _runs(inline.content, numbers, _spanned(inline, numbers.look, at))
            case Link():
                inner = runs(inline.content, numbers, replace(at, style="Hyperlink"))
                yield f'<w:hyperlink r:id="{numbers.link(inline.url)}">{inner}</w:hyperlink>'
            case CrossReference() if inline.numbers:
                instruction = f"REF {bookmark_name(inline.target)} \\r \\h"  # 17.16.5.51
                yield simple_field(instruction, plain_text(inline.content), at)
            case CrossReference():
                inner = runs(inline.content, numbers, at)
                yield f'<w:hyperlink w:anchor="{bookmark_name(inline.target)}">{inner}</w:hyperlink>'
            case Note():
                yield _mark(inline, numbers, at) if numbers.listed else _footnote(inline, numbers)
            case PageReferences():
                pass  # Word's footnotes lead back by themselves
            case Citation() | RecordNumbers():
                raise AssertionError("compose leaves no citation and no number of a record")
            case _:
                assert_never(inline)


def _spanned(span: Span, look: Look, at: RunFormat) -> RunFormat:
    tint = look.tint(span.role.removeprefix("stance-").removeprefix("symbol-"))
    inside = replace(at, language=span.language or at.language)
    if span.role in QUIET:
        colour = at.colour if at.colour == "FFFFFF" else look.colour("ink2").lstrip("#")
        return replace(inside, colour=colour, bold=False, plain=True)
    return replace(inside, colour=tint.text.lstrip("#")) if tint else inside


def _mark(note: Note, numbers: Numbering, at: RunFormat) -> str:
    """The number of a source, as a link to its entry in the list; its tip (17.16.22) says where in the source."""
    small = replace(at, colour=at.colour or numbers.look.colour("ink2").lstrip("#"), bold=False, plain=True)
    tip = _FORBIDDEN.sub("", plain_text(note.content))
    tip = tip if len(tip) <= LONGEST_TIP else f"{tip[: LONGEST_TIP - 1]}…"
    where = f'w:anchor="{bookmark_name(note.target)}" w:tooltip={quoted(tip)}'
    link = f"<w:hyperlink {where}>{text_run(note.mark, small)}</w:hyperlink>"
    return numbers.bookmarked(note.id, link)


def _footnote(note: Note, numbers: Numbering) -> str:
    """A reference; the note's text is kept for the part of the footnotes (17.11)."""
    inner = numbers.bookmarked(note.id, runs(note.content, numbers))
    numbers.footnotes.append(inner)
    number = len(numbers.footnotes)
    return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'


def text_run(text: str, at: RunFormat = RunFormat()) -> str:
    """Runs for `text`: line breaks, tabs, places to part a word, and signs in a face that has them."""
    pieces = []
    for part in _PARTS.findall(_FORBIDDEN.sub("", text)):
        if part == "\n":
            pieces.append(f"<w:r>{_properties(at)}<w:br/></w:r>")
        elif part == "\t":
            pieces.append(f"<w:r>{_properties(at)}<w:tab/></w:r>")
        elif part == "\u00ad":
            pieces.append(f"<w:r>{_properties(at)}<w:softHyphen/></w:r>")
        elif part.isascii() or not RIGHT_TO_LEFT.search(part):
            pieces.append(_written(part, _properties(at, symbol=part[0] in SYMBOLS)))
        else:
            pieces.extend(_of_both_directions(part, at))
    return "".join(pieces)


def _written(text: str, properties: str) -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _of_both_directions(text: str, at: RunFormat) -> Iterator[str]:
    """Runs that each run in one direction (17.3.2.30): blanks and signs among words keep to that of these."""
    start = 0
    for turned, group in groupby(levels(text), key=bool):
        end = start + len(list(group))
        yield _written(text[start:end], _properties(at, turned=turned))
        start = end


def _properties(at: RunFormat, *, symbol: bool = False, turned: bool = False) -> str:
    """Run properties in the order of the schema (17.3.2.28).

    Text from right to left (`turned`) has a boldness, a slope and a language of its own.
    """
    bold = "<w:b/>" if at.bold else '<w:b w:val="0"/>' if at.plain else ""
    slope = "<w:i/>" if at.italic else ""
    parts = [
        f"<w:rStyle w:val={quoted(at.style)}/>" if at.style else "",
        '<w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:eastAsia="Segoe UI Symbol" '
        'w:cs="Segoe UI Symbol"/>'
        if symbol
        else "",
        bold + (bold.replace("w:b", "w:bCs", 1) if turned else ""),
        slope + ("<w:iCs/>" if turned and slope else ""),
        f'<w:color w:val="{at.colour}"/>' if at.colour else "",
        f'<w:sz w:val="{round(at.size * 2)}"/><w:szCs w:val="{round(at.size * 2)}"/>' if at.size else "",
        "<w:rtl/>" if turned else "",
        f"<w:lang w:{'bidi' if turned else 'val'}={quoted(at.language)}/>" if at.language else "",
    ]
    inner = "".join(parts)
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def simple_field(instruction: str, result: str, at: RunFormat = RunFormat()) -> str:
    """A field with its result (17.16.18)."""
    rpr = _properties(at)
    return (
        f'<w:r>{rpr}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{rpr}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r>{rpr}<w:fldChar w:fldCharType="separate"/></w:r>{text_run(result, at)}'
        f'<w:r>{rpr}<w:fldChar w:fldCharType="end"/></w:r>'
    )
