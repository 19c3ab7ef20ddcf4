"""reportlab's document made archival: streams end with a line, the output intent is written, without a clock.

What the PDF writer relies on in reportlab 5.1, besides what its user guide documents, is here, in
`packed_objects`, `canvas`, `embedded_fonts`, `archival_file` and `pictures`; `tests/test_pdf_reportlab.py`
checks each of it:

- `pdfdoc.PDFObject`: an object is asked for nothing but `format(document)`, and may have `__InternalName__`;
- `pdfdoc.PDFDictionary`, `PDFArray`, `PDFName`: `format`; values that are `str` are written as they are;
- `pdfdoc.PDFStream(dictionary, content, filters)`: ends in `endstream`; without filters the document's apply;
- `PDFDocument`: `Reference` numbers an object immediately; `objectcounter`, `numberToId`, `idToObject`,
  `idToObjectNumberAndVersion`, `Catalog`, `info`, `outline`, `delayedFonts`, `defaultStreamFilters`,
  `addForm`, `hasForm`, `refAnnotation`, `Pages[-1]`, `format`;
  fonts are in `idToObject["BasicFonts"].dict`;
- the class lists `__NoDefault__` of `PDFCatalog` and `PDFPage`: which entries are written;
- a page is called `Page<n>`; its `stream` is the text of its content, and its `Contents` may be set;
- `Canvas._doc`, replaced once after `__init__`, and `Canvas._addAnnotation`.
"""

from __future__ import annotations

import re
import zlib
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFCatalog, PDFDictionary, PDFDocument, PDFObject, PDFStream

# reportlab takes settings from the environment and from a file in the home folder: none may change a byte
rl_config.invariant, rl_config.pdfMultiLine, rl_config.pdfComments = 1, 0, 0
rl_config.shapeChecking = 0  # shapes are checked by our types; this saves a third of a chart's time

LEVEL = 5
"""Of deflate: 6 takes a fiftieth of the time of a paper more, and saves a two-hundredth of its bytes."""


class RawObject(PDFObject):  # type: ignore[misc]
    """An object whose body is composed by us, such as one of the thousand elements of a structure tree."""

    __slots__ = ("__InternalName__", "body")

    def __init__(self, body: str = "") -> None:
        self.body = body

    def written(self, document: Any) -> str:
        """The body, whose characters are bytes of the file."""
        return self.body

    def format(self, document: Any) -> bytes:
        """The body as reportlab asks for it."""
        return self.written(document).encode("latin-1")


class Stream(PDFStream):  # type: ignore[misc]
    """A stream with an end of line before `endstream` (ISO 19005-2, 6.1.7.1), which reportlab leaves out."""

    def format(self, document: Any) -> bytes:
        """The whole stream object."""
        made: bytes = super().format(document)
        return made.removesuffix(b"endstream\n") + b"\nendstream\n"


class Deflate:
    """The filter of each stream that names none."""

    pdfname = "FlateDecode"

    def encode(self, content: str | bytes) -> bytes:
        """The content deflated; text is in the one-byte codes of PDF."""
        return zlib.compress(content.encode("latin-1") if isinstance(content, str) else content, LEVEL)


class ArchivalCatalog(PDFCatalog):  # type: ignore[misc]
    """The catalogue with the one entry of PDF/A that reportlab's does not write."""

    __NoDefault__ = [*PDFCatalog.__NoDefault__, "OutputIntents"]  # noqa: RUF012


class ArchivalDocument(PDFDocument):  # type: ignore[misc]
    """The objects of one file by number; nothing of time, place or process gets in."""

    defaultStreamFilters = (Deflate(),)

    def __init__(self, *, language: str) -> None:
        super().__init__(compression=0, invariant=1, pdfVersion=(1, 7), lang=language)
        self.Catalog.__class__ = ArchivalCatalog
        self.codes: dict[Any, Any] = {}
        """Face → the codes of its characters in this document."""

    def reserve(self) -> int:
        """The number of an object that `put` will bring."""
        return self.add("")

    def put(self, number: int, body: str) -> None:
        """The body of a reserved object."""
        self.idToObject[self.numberToId[number]].body = body

    def add(self, body: str) -> int:
        """The number of a new object."""
        self.Reference(RawObject(body))
        return int(self.objectcounter)

    def number_of(self, reference: Any) -> int:
        """The number of the object that a reference of reportlab's names."""
        return int(self.idToObjectNumberAndVersion[reference.name][0])

    def page(self, number: int) -> int:
        """The object number of a finished page, counted from 1."""
        return int(self.idToObjectNumberAndVersion[f"Page{number}"][0])


def deflated_stream(content: bytes, **entries: Any) -> Stream:
    """A stream whose content is deflated already."""
    return Stream(PDFDictionary({**entries, "Filter": "/FlateDecode"}), content, [])


_ESCAPED = str.maketrans({"(": "\\(", ")": "\\)", "\\": "\\\\", "\r": "\\r", "\n": "\\n"})
_IRREGULAR = re.compile(r"[^!-~]|[#/()<>\[\]{}%]")


def text(value: str) -> str:
    """A text string (ISO 32000-1, 7.9.2.2): as it is if it is ASCII, else in UTF-16."""
    if value.isascii():
        return f"({value.translate(_ESCAPED)})"
    return f"<FEFF{value.encode('utf-16-be', 'replace').hex().upper()}>"


def name(value: str) -> str:
    """A name object (ISO 32000-1, 7.3.5)."""
    return "/" + _IRREGULAR.sub(lambda found: "".join(f"#{b:02X}" for b in found[0].encode()), value)
