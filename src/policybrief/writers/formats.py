"""The formats of papers: what writes each, and what its files are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from policybrief.document import Document
    from policybrief.templates.look import Look
    from policybrief.writers.layout import Layout


class Write(Protocol):
    """A document, its look and its layout → the bytes of a file; imports what it needs when it is called."""

    def __call__(self, document: Document, look: Look, layout: Layout, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Writer:
    """One format."""

    write: Write
    extension: str
    by_default: bool = True
    """Whether papers are made in it where neither settings nor options name formats."""
    paged: bool = True
    """Whether its files have pages."""


LAYOUT = "pdf"
"""The format whose pages are counted, whatever is made."""


def lay_out(document: Document, look: Look) -> Layout:
    """The pages of a document as a PDF, by which the files of all formats go."""
    from policybrief.writers import pdf

    return pdf.lay_out(document, look)


def formats_by_default() -> tuple[str, ...]:
    """The names of the formats that are made unless others are named."""
    return tuple(name for name, writer in WRITERS.items() if writer.by_default)


def _docx(document: Document, look: Look, layout: Layout, /) -> bytes:
    from policybrief.writers import docx

    return docx.write(document, look, layout)


def _pdf(document: Document, look: Look, layout: Layout, /) -> bytes:
    return layout.draw()


def _text(document: Document, look: Look, layout: Layout, /) -> bytes:
    from policybrief.writers import text

    return text.write(document)


WRITERS: dict[str, Writer] = {
    "docx": Writer(_docx, "docx"),
    "pdf": Writer(_pdf, "pdf"),
    "text": Writer(_text, "txt", by_default=False, paged=False),
}
"""Name of a format → its writer; an edition's files are made in this order."""
