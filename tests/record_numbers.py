"""Where a paper prints the numbers of records (F3, P2, J1, R4), and where its links to them lead."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
from lxml import etree

from policybrief.document import CrossReference, Document, Note, Origin, Span, Str, children, plain_text, walk

NUMBER = re.compile(r"\b[FPJR]\d+\b")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def numbers_cited(document: Document) -> set[str]:
    """The numbers that the document prints as links."""
    return {
        plain_text(node.content)
        for node in walk(document)
        if isinstance(node, CrossReference) and NUMBER.fullmatch(plain_text(node.content))
    }


def leading_nowhere(document: Document) -> list[str]:
    """Each number that the document prints outside the words of records and that does not lead to its entry.

    The head of an entry is where its number leads: there it is no link.
    """
    entries = {node.id: _begins(node) for node in walk(document) if _is_entry(node)}
    faults = []
    for number, target in _printed(document, "", ""):
        if target not in entries:
            faults.append(f"{number} leads nowhere")
        elif entries[target] != number:
            faults.append(f"{number} leads to {entries[target]}")
    return faults


def _is_entry(node: Any) -> bool:
    return str(getattr(node, "id", "")).startswith("entry.") and bool(_begins(node))


def _begins(node: Any) -> str:
    """The number with which an entry begins, after a marking of the part; "" if it does not."""
    match = re.match(r"\s*(?:\([^)]*\)\s*)?([FPJR]\d+)\b", plain_text(node))
    return match[1] if match else ""


def _printed(node: Any, entry: str, target: str) -> Iterator[tuple[str, str]]:
    for child in children(node):
        if isinstance(child, Note) or (
            isinstance(getattr(child, "origin", None), Origin) and _is_words(child)
        ):
            continue
        here = child.id if _is_entry(child) else entry
        leads = child.target if isinstance(child, CrossReference) else target
        if isinstance(child, Str):
            yield from ((number, leads or here) for number in NUMBER.findall(child.text))
        yield from _printed(child, here, leads)


def _is_words(node: Any) -> bool:
    """True for the words of a record, which may name an F-16; a paragraph repeats their origin."""
    return isinstance(node, Span)


def lost_in_word(content: bytes, number_form: re.Pattern[str] = NUMBER) -> list[str]:
    """Numbers of that form that are links in a Word file and lead to no paragraph which begins with them."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    places = {mark.get(f"{W}name"): mark for mark in body.iter(f"{W}bookmarkStart")}
    faults = []
    for link in body.iter(f"{W}hyperlink"):
        number, place = _text(link), places.get(link.get(f"{W}anchor"))
        if number_form.fullmatch(number) and (
            place is None or number not in _text(place.getparent()).split()
        ):
            faults.append(number)
    return faults


def links_in_word(content: bytes, number_form: re.Pattern[str] = NUMBER) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    return {text for link in body.iter(f"{W}hyperlink") if number_form.fullmatch(text := _text(link))}


def _text(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def links_in_pdf(content: bytes, number_form: re.Pattern[str] = NUMBER) -> set[str]:
    """Numbers that are links in a PDF and lead to a page on which they stand again."""
    found = set()
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)]
    with pikepdf.open(io.BytesIO(content)) as file:
        order = {page.obj.objgen: number for number, page in enumerate(file.pages)}
        for page in file.pages:
            for link in page.get("/Annots", []):
                number, place = str(link.get("/Contents", "")), link.get("/Dest")
                if not number_form.fullmatch(number) or place is None:
                    continue
                if number in number_form.findall(pages[order[place[0].objgen]]):
                    found.add(number)
    return found
