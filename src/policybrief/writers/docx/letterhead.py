"""A finished Word file, put on a ministry's letterhead: its styles, headers, footers and page, our text."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from policybrief.document import Document
from policybrief.ooxml.letterhead import Letterhead
from policybrief.ooxml.package import relationships_part, write_package
from policybrief.ooxml.xml import W, serialize
from policybrief.templates.look import Look
from policybrief.writers.docx.letterhead_headers import Headers
from policybrief.writers.docx.letterhead_package import (
    CONTENT,
    FOLDER,
    MAIN,
    RELATION,
    SETTINGS,
    LetterheadParts,
    elements,
    parts_of,
)
from policybrief.writers.docx.letterhead_page import set_sections
from policybrief.writers.docx.letterhead_styles import (
    counted_styles,
    join_numbering,
    join_settings,
    join_styles,
    number_paragraphs,
    point_to,
)
from policybrief.writers.docx.runs import text_run

if TYPE_CHECKING:
    from lxml.etree import _Element

STYLES, NUMBERING = "word/styles.xml", "word/numbering.xml"
_SHARED = {
    "theme": ("word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
    "fontTable": ("word/fontTable.xml", f"{CONTENT}fontTable+xml"),
}
_EMPTY_NUMBERING = f'<w:numbering xmlns:w="{W[1:-1]}"/>'.encode()


def put_on(
    parts: dict[str, bytes], types: dict[str, str], document: Document, look: Look, letterhead: Letterhead
) -> bytes:
    """A file, given as its parts and their content types, on `letterhead`: a package that depends on nothing else."""
    file = LetterheadParts(parts, types, parts_of(letterhead.docx))
    body = etree.fromstring(file.parts[MAIN])
    section = next(etree.fromstring(file.theirs[MAIN]).iter(f"{W}sectPr"))
    sheets = _join_sheets(file, letterhead, look)
    headers = Headers(file, document, sheets.styles, sheets.lists)
    references, titled, placed = headers.join(section, body)
    _head_body(body, document, placed)
    set_sections(body, section, look.page, references=references, titled=titled)
    file.parts[MAIN] = etree.tostring(body)
    for name in _texts(file):
        root = etree.fromstring(file.parts[name])
        number_paragraphs(root, sheets.counted)
        point_to(root, sheets.styles, sheets.lists)
        file.parts[name] = serialize(root)
    _share(file)
    file.parts[relationships_part(MAIN)] = serialize(file.pointers)
    return write_package(file.parts, file.types)


@dataclass(frozen=True, slots=True)
class _Sheets:
    """What our styles and lists are called in the joined file."""

    styles: dict[str, str]
    """Our style ids → the letterhead's."""
    lists: dict[str, str]
    """Our list numbers → the letterhead's."""
    counted: dict[str, _Element]
    """Our styles that count, where the letterhead's do not → their numbering."""


def _join_sheets(file: LetterheadParts, letterhead: Letterhead, look: Look) -> _Sheets:
    """Join styles, lists and settings."""
    sheet, ours = etree.fromstring(file.theirs[STYLES]), etree.fromstring(file.parts[STYLES])
    their_ids = {style.get(f"{W}styleId") for style in sheet.iter(f"{W}style")}
    ids = join_styles(sheet, ours, letterhead, look.word_style_names)
    counted = counted_styles(ours, ids, letterhead)
    added = etree.Element(f"{W}styles")
    added.extend([copy.deepcopy(s) for s in sheet.iter(f"{W}style") if s.get(f"{W}styleId") not in their_ids])
    lists = etree.fromstring(file.theirs.get(NUMBERING) or _EMPTY_NUMBERING)
    numbers = join_numbering(lists, etree.fromstring(file.parts[NUMBERING]), ids, added)
    for style in sheet.iter(f"{W}style"):
        if style.get(f"{W}styleId") not in their_ids:
            point_to(style, {}, numbers)
    settings = etree.fromstring(file.parts[SETTINGS])
    join_settings(etree.fromstring(file.theirs[SETTINGS]) if SETTINGS in file.theirs else None, settings)
    for name, root in ((STYLES, sheet), (NUMBERING, lists), (SETTINGS, settings)):
        file.parts[name] = serialize(root)
    return _Sheets(ids, numbers, counted)


def _head_body(body: _Element, document: Document, placed: frozenset[str]) -> None:
    """Say above the title what kind of paper it is, if the letterhead has no place for that."""
    kind = document.meta.kind
    first = body.find(f"{W}body")
    if kind and "kind" not in placed and first is not None:
        first[:0] = elements(f'<w:p><w:pPr><w:pStyle w:val="TableNote"/></w:pPr>{text_run(kind)}</w:p>')


def _texts(file: LetterheadParts) -> list[str]:
    """The parts of ours that name styles: the text, its notes, headers and footers that are all ours."""
    kinds = ("document.main", "footnotes", "endnotes", "comments", "header", "footer")
    content_types = [f"{CONTENT}{kind}+xml" for kind in kinds]
    ours = [name for name in file.parts if not name.startswith(FOLDER)]
    return [name for name in ours if file.types.get(name) in content_types]


def _share(file: LetterheadParts) -> None:
    """Take theme and faces from the letterhead, where it has them."""
    for kind, (name, content_type) in _SHARED.items():
        if name not in file.theirs:
            continue
        for old in [p for p in file.pointers if p.get("Type") == RELATION + kind]:
            file.forget(old)
        file.parts[name], file.types[name] = file.theirs[name], content_type
        own = relationships_part(name)
        if own in file.theirs:
            file.parts[own] = file.theirs[own]
            file.parts |= {n: part for n, part in file.theirs.items() if n.endswith(".odttf")}
        file.point(kind, name)
