"""A reportlab canvas that tags all it draws: PDF/UA-1 (ISO 14289-1), PDF/A-2a (ISO 19005-2)."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObjectReference,
    PDFStream,
    PDFString,
)
from reportlab.pdfgen import canvas as reportlab_canvas

from policybrief.document import Meta
from policybrief.writers.pdf.metadata import icc_profile, xmp
from policybrief.writers.pdf.text import Line, Piece, Style
from policybrief.writers.pdf.tree import Element

Number = float
PAGINATION = "<</Type /Pagination>>"


# The published types leave out the internals that tagging needs.
_Canvas: Any = reportlab_canvas.Canvas


_format_stream = PDFStream.format


def _format_with_line_end(stream: Any, document: Any) -> bytes:
    """A stream with an end of line before `endstream` (ISO 19005-2, 6.1.7.1), which reportlab leaves out.

    Fonts and pages become streams only while reportlab saves, so its method is replaced, for our documents.
    """
    done: bytes = _format_stream(stream, document)
    return done[:-10] + b"\nendstream\n" if getattr(document, "pdfa", False) else done


PDFStream.format = _format_with_line_end  # type: ignore[assignment, method-assign]


class TaggedCanvas(_Canvas):  # type: ignore[misc]
    """Draws lines, boxes and paths into marked content; `save_bytes` writes the structure tree."""

    def __init__(self, meta: Meta, *, page_size: tuple[float, float], font: str, root: Element) -> None:
        rl_config.invariant = 1
        self._buffer = io.BytesIO()
        self._root = root
        self._meta = meta
        self._on_page: list[Element] = []
        self._parents: list[list[Element] | Element] = []
        self._open_mark: Element | str | None = None
        self.page_number = 1
        super().__init__(
            self._buffer,
            pagesize=page_size,
            initialFontName=font,
            pdfVersion=(1, 7),
            lang=meta.language,
            invariant=1,
            pageCompression=1,
        )
        self._doc.pdfa = True
        self.setViewerPreference("DisplayDocTitle", "true")

    # ---- marked content ---------------------------------------------------------------------

    def mark(self, element: Element | str) -> None:
        """What is drawn from here on belongs to `element`, or is an artifact ("" or its properties)."""
        if self._open_mark is element or (isinstance(element, str) and self._open_mark == element):
            return
        self.unmark()
        self._open_mark = element
        if isinstance(element, str):
            self._code.append(f"/Artifact {element} BDC" if element else "/Artifact BMC")
            return
        number = len(self._on_page)
        self._on_page.append(element)
        element.marked.append((self.page_number, number))
        self._code.append(f"/{element.role} <</MCID {number}>> BDC")

    def unmark(self) -> None:
        """Ends the open marked content, if there is any."""
        if self._open_mark is not None:
            self._code.append("EMC")
            self._open_mark = None

    # ---- drawing; y counts from the top of the page -----------------------------------------

    def box(self, x: Number, top: Number, width: Number, height: Number, colour: str) -> None:
        """A filled box, as an artifact unless it belongs to a figure that is being drawn."""
        self._decorate()
        self.fill_box(x, top, width, height, colour)

    def fill_box(self, x: Number, top: Number, width: Number, height: Number, colour: str) -> None:
        """A filled box in whatever marked content is open."""
        y = self._pagesize[1] - top - height
        self._code.append(f"{_rgb(colour)} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def rule(self, x: Number, top: Number, width: Number, thickness: Number, colour: str) -> None:
        """A horizontal rule whose upper edge is at `top`."""
        self.box(x, top, width, thickness, colour)

    def sign(self, symbol: str, x: Number, baseline: Number, style: Style) -> None:
        """A drawn sign (a triangle, a ring, a tick box) whose text is in its element's ActualText."""
        y = self._pagesize[1] - baseline
        self._code.append(f"q {_rgb(style.colour)} rg {_rgb(style.colour)} RG 0.75 w {_path(symbol, x, y)} Q")

    def line_of_text(self, line: Line, x: Number, baseline: Number) -> None:
        """One line; each run is tagged with its element, the space at the line's end with the last."""
        y = self._pagesize[1] - baseline
        at = x
        for style, text, width, symbol in _chunks(line):
            if symbol:
                actual = style.element.add("Span", actual=text)
                self.mark(actual)
                self.sign(text, at, baseline, style)
                self.unmark()
            else:
                self.mark(style.element)
                self._show(text, style, at, y)
            if style.link is not None:
                self._annotate(style, at, y, width)
            at += width

    def artifact_line(self, line: Line, x: Number, baseline: Number, properties: str = "") -> None:
        """A line that only decorates: furniture of the page, or a repeated head row."""
        self.mark(properties)
        self.show_line(line, x, baseline)

    def show_line(self, line: Line, x: Number, baseline: Number) -> None:
        """A line in whatever marked content is open."""
        at = x
        for style, text, width, symbol in _chunks(line):
            if symbol:
                self.sign(text, at, baseline, style)
            else:
                self._show(text, style, at, self._pagesize[1] - baseline)
            at += width

    def _show(self, text: str, style: Style, x: Number, y: Number) -> None:
        font: Any = pdfmetrics.getFont(style.face.name)
        code = [f"BT {_rgb(style.colour)} rg 1 0 0 1 {x:.2f} {y:.2f} Tm"]
        for subset, part in font.splitString(text, self._doc):
            name = font.getSubsetInternalName(subset, self._doc)
            code.append(f"{name} {style.size:g} Tf ({self._escape(part)}) Tj")
        code.append("ET")
        self._code.append(" ".join(code))

    def _annotate(self, style: Style, x: Number, y: Number, width: Number) -> None:
        """A link annotation over a run (ISO 14289-1, 7.18.5): in its Link element, with its words."""
        link = style.link
        assert link is not None
        rect = [round(v, 2) for v in (x, y - 0.25 * style.size, x + width, y + 0.9 * style.size)]
        entry: dict[str, Any] = {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Link"),
            "Rect": PDFArray(rect),
            "Border": PDFArray([0, 0, 0]),
            "F": 4,
            "Contents": PDFString(link.alternative or style.target),
            "StructParent": len(self._parents),
        }
        if style.target.startswith("#"):
            entry["Dest"] = self._bookmarkReference(style.target[1:])
        else:
            entry["A"] = PDFDictionary({"S": PDFName("URI"), "URI": PDFString(style.target)})
        self._parents.append(link)
        name = f"L{self._annotationCount}"
        link.marked.append((self.page_number, self._doc.refAnnotation(name)))
        self._annotationCount += 1
        self._addAnnotation(PDFDictionary(entry), name)

    def _decorate(self) -> None:
        if self._open_mark is None or (
            isinstance(self._open_mark, Element) and self._open_mark.role != "Figure"
        ):
            self.mark("")

    # ---- pages and destinations -------------------------------------------------------------

    def destination(self, node_id: str, top: Number) -> None:
        """The place to which links to `node_id` lead."""
        self.bookmarkHorizontalAbsolute(node_id, self._pagesize[1] - max(0.0, top - 6))

    def showPage(self) -> None:
        self.unmark()
        super().showPage()
        self.page_number += 1

    def _setAnnotations(self, page: Any) -> None:
        super()._setAnnotations(page)
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.Tabs = PDFName("S")
        if self._on_page:
            page.StructParents = len(self._parents)
            self._parents.append(self._on_page)
        self._on_page = []

    # ---- the end ----------------------------------------------------------------------------

    def save_bytes(self) -> bytes:
        """The finished file."""
        document, catalogue, meta = self._doc, self._doc.Catalog, self._meta
        catalogue.__NoDefault__ = [*catalogue.__NoDefault__, "OutputIntents"]
        catalogue.StructTreeRoot = self._tree()
        catalogue.MarkInfo = PDFDictionary({"Marked": "true"})
        catalogue.OutputIntents = PDFArray([self._intent()])
        self.setTitle(meta.title)
        self.setAuthor(meta.organisation)
        self.setSubject(meta.subject)
        self.setKeywords(", ".join(meta.keywords))
        self.setCreator("policybrief")
        self.setProducer("policybrief")
        stream = PDFStream(
            PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}), xmp(meta).encode()
        )
        catalogue.Metadata = stream
        self._date_of_file()
        document._ID = self._identity()
        document.SaveToFile(self._buffer, self)
        return self._buffer.getvalue()

    def _date_of_file(self) -> None:
        """The date of the facts, at midnight UTC: the same bytes whenever the file is made."""
        year, month, day = (int(part) for part in (self._meta.date or "2000-01-01").split("-"))
        stamp = self._doc._timeStamp
        stamp.YMDhms = (year, month, day, 0, 0, 0)
        stamp.dhh = stamp.dmm = 0

    def _identity(self) -> bytes:
        pages = [self._doc.idToObject[f"Page{n}"].stream for n in range(1, self._doc.pageCounter)]
        digest = hashlib.sha256(repr((self._meta, pages)).encode()).hexdigest()[:32]
        return f"\n[<{digest}><{digest}>]\n".encode()

    def _intent(self) -> PDFDictionary:
        profile = PDFStream(PDFDictionary({"N": 3}), icc_profile(), [pdfdoc.PDFZCompress])
        return PDFDictionary(
            {
                "Type": PDFName("OutputIntent"),
                "S": PDFName("GTS_PDFA1"),
                "OutputConditionIdentifier": PDFString("sRGB IEC61966-2.1"),
                "Info": PDFString("sRGB IEC61966-2.1"),
                "RegistryName": PDFString("http://www.color.org"),
                "DestOutputProfile": self._doc.Reference(profile, "srgb"),
            }
        )

    def _tree(self) -> PDFDictionary:
        """StructTreeRoot with ParentTree and IDTree (ISO 32000-1, 14.7.4)."""
        document = self._doc
        references: dict[Element, Any] = {}
        ids: dict[str, Any] = {}

        def write(element: Element, parent: Any) -> Any:
            entry = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName(element.role), "P": parent})
            reference = document.Reference(entry, f"SE{len(references)}")
            references[element] = reference
            for key, value in (
                ("Alt", element.alternative if element.role == "Figure" else ""),
                ("ActualText", element.actual),
                ("Lang", element.language),
                ("ID", element.id),
                ("T", element.title),
            ):
                if value:
                    entry.dict[key] = PDFString(value)
            if element.id:
                ids[element.id] = reference
            attributes = _attributes(element)
            if attributes:
                entry.dict["A"] = PDFArray(attributes)
            page = next((p for p, _ in element.marked), 0)
            if page:
                entry.dict["Pg"] = PDFObjectReference(f"Page{page}")
            kids = [
                write(kid, reference) if isinstance(kid, Element) else _content(kid, page)
                for kid in _in_order(element)
            ]
            if kids:  # an empty cell has none, and must still count as a column
                entry.dict["K"] = kids[0] if len(kids) == 1 else PDFArray(kids)
            return reference

        root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        root.dict["K"] = PDFArray([write(self._root, document.Reference(root, "STRoot"))])
        numbers: list[Any] = []
        for index, owner in enumerate(self._parents):
            if isinstance(owner, Element):
                numbers += [index, references[owner]]
            else:
                held = PDFArray([references[element] for element in owner])
                numbers += [index, document.Reference(held, f"PT{index}")]
        root.dict["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(numbers)}), "PTree")
        root.dict["ParentTreeNextKey"] = len(self._parents)
        if ids:
            names = [entry for key in sorted(ids) for entry in (PDFString(key), ids[key])]
            limits = PDFArray([PDFString(min(ids)), PDFString(max(ids))])
            leaf = PDFDictionary({"Limits": limits, "Names": PDFArray(names)})
            root.dict["IDTree"] = PDFDictionary({"Kids": PDFArray([document.Reference(leaf, "IDT")])})
        return root


def _content(kid: tuple[int, Any], page: int) -> Any:
    """One marked content or annotation as an entry of K."""
    where, what = kid
    if isinstance(what, int):
        if where == page:
            return what
        return PDFDictionary({"Type": PDFName("MCR"), "Pg": PDFObjectReference(f"Page{where}"), "MCID": what})
    return PDFDictionary({"Type": PDFName("OBJR"), "Pg": PDFObjectReference(f"Page{where}"), "Obj": what})


def _in_order(element: Element) -> list[Any]:
    """Own content and inline children in the order of drawing; blocks keep the order of the tree."""
    children = [child for child in element.children if child.used() or child.role in ("TH", "TD")]
    if not element.marked:
        return list(children)
    own = [(_position(mark), mark) for mark in element.marked]
    kids = [(_first(child), child) for child in children]
    return [entry for _, entry in sorted([*own, *kids], key=lambda pair: pair[0])]


def _position(mark: tuple[int, Any]) -> tuple[int, int]:
    page, what = mark
    return page, what if isinstance(what, int) else 1 << 30


def _first(element: Element) -> tuple[int, int]:
    marks = [_position(mark) for mark in element.marked]
    marks += [_first(child) for child in element.children if child.used()]
    return min(marks)


def _attributes(element: Element) -> list[PDFDictionary]:
    """Attribute objects (ISO 32000-1, 14.8.5)."""
    table: dict[str, Any] = {}
    if element.scope:
        table["Scope"] = PDFName(element.scope)
    if element.span > 1:
        table["ColSpan"] = element.span
    if element.summary:
        table["Summary"] = PDFString(element.summary)
    made = [PDFDictionary({"O": PDFName("Table"), **table})] if table else []
    if element.numbering:
        made.append(PDFDictionary({"O": PDFName("List"), "ListNumbering": PDFName(element.numbering)}))
    if element.box:
        box = PDFArray([round(value, 2) for value in element.box])
        made.append(PDFDictionary({"O": PDFName("Layout"), "BBox": box, "Placement": PDFName("Block")}))
    return made


def _chunks(line: Line) -> Iterator[tuple[Style, str, float, bool]]:
    """Runs of one style on a line with the spaces between words; the last one with its hidden space."""
    pending: Piece | None = None
    text, width = "", 0.0
    flat: list[Piece] = []
    for number, word in enumerate(line.words):
        flat.extend(word.pieces)
        last = number == len(line.words) - 1
        if word.space is not None or (last and word.ends_line):
            style = word.space or (word.pieces[-1].style if word.pieces else None)
            if style is not None:
                gap = 0.0 if last else style.face.width(" ", style.size)
                flat.append(Piece(" ", style, gap))
    for piece in flat:
        if pending is not None and not piece.symbol and not pending.symbol and piece.style == pending.style:
            text, width = text + piece.text, width + piece.width
            continue
        if pending is not None:
            yield pending.style, text, width, pending.symbol
        pending, text, width = piece, piece.text, piece.width
    if pending is not None:
        yield pending.style, text, width, pending.symbol


def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.4g}" for at in (1, 3, 5))


def _path(symbol: str, x: float, y: float) -> str:
    """The path of a sign on the baseline `y`: 7 × 6, the tick box 8 × 8."""
    up = f"{x:.2f} {y + 0.4:.2f} m {x + 7:.2f} {y + 0.4:.2f} l {x + 3.5:.2f} {y + 6.4:.2f} l h"
    down = f"{x:.2f} {y + 6.4:.2f} m {x + 7:.2f} {y + 6.4:.2f} l {x + 3.5:.2f} {y + 0.4:.2f} l h"
    match symbol:
        case "▲":
            return f"{up} f"
        case "△":
            return f"{up} S"
        case "▼":
            return f"{down} f"
        case "▽":
            return f"{down} S"
        case "☐":
            return f"{x + 0.4:.2f} {y - 0.6:.2f} 8 8 re S"
        case _:
            return f"{_ring(x + 3.5, y + 3.4, 2.8)} S"


def _ring(x: float, y: float, r: float) -> str:
    """A circle of four Bézier curves."""
    k = 0.5523 * r
    return (
        f"{x + r:.2f} {y:.2f} m "
        f"{x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
        f"{x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c "
        f"{x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
        f"{x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c"
    )
