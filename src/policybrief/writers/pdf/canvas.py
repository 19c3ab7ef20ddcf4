"""reportlab's canvas for tagged pages: whatever is drawn belongs to a structure element or is an artifact.

Text is written in two-byte codes that a document gives out in the order of first use, one table a face; so a
line becomes its operators by one `str.translate`, and the characters used are known when the fonts are cut.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFName, PDFPage
from reportlab.pdfgen.canvas import Canvas as ReportlabCanvas

from policybrief.writers.pdf.archival_document import Deflate, RawObject, deflated_stream, text
from policybrief.writers.pdf.embedded_fonts import Codes, codes_of, font_of
from policybrief.writers.pdf.faces import Face
from policybrief.writers.pdf.packed_objects import PackedDocument
from policybrief.writers.pdf.pictures import image_form
from policybrief.writers.pdf.placed_runs import PlacedRun, chunks, glyphs_shown, is_mixed, placed
from policybrief.writers.pdf.runs import RunStyle
from policybrief.writers.pdf.signs import rgb, sign_path
from policybrief.writers.pdf.text import TextLine, WordPiece
from policybrief.writers.pdf.tree import Element

_PAGE = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
"""Entries of a page that are written: reportlab's, and the two of a tagged page (ISO 32000-1, table 30)."""


class LinkAnnotation(RawObject):
    """A link annotation (ISO 32000-1, 12.5.6.5); where it leads is known when all pages are drawn."""

    __slots__ = ("box", "canvas", "order", "page", "target", "words")

    def __init__(
        self, canvas: Canvas, box: tuple[float, ...], *, target: str, words: str, order: int, page: int
    ) -> None:
        super().__init__()
        self.canvas, self.box, self.target, self.words = canvas, box, target, words
        self.order, self.page = order, page

    def written(self, document: Any) -> str:
        """The annotation with its place in the parent tree."""
        if self.target.startswith("#"):
            page, top = self.canvas.places.get(self.target[1:], (self.page, self.canvas.height))
            leads = f"/Dest[{document.page(page)} 0 R/XYZ 0 {top:.2f} 0]"
        else:
            leads = f"/A<</S/URI/URI{text(_address(self.target))}>>"
        box = " ".join(f"{value:.2f}" for value in self.box)
        return (
            f"<</Type/Annot/Subtype/Link/Rect[{box}]/Border[0 0 0]/F 4/Contents{text(self.words)}"
            f"/StructParent {self.order}{leads}>>"
        )


def _address(url: str) -> str:
    """A web address in ASCII (12.6.4.7): what is not becomes %XX of its UTF-8."""
    return "".join(c if c.isascii() else "".join(f"%{b:02X}" for b in c.encode()) for c in url)


class Canvas(ReportlabCanvas):  # type: ignore[misc]
    """Draws lines, boxes and paths, with y counted from the top of the page, and whatever reportlab draws.

    Our operators are gathered and given to reportlab's page before anything that it draws itself.
    """

    def __init__(self, width: float, height: float, *, language: str, face: Face) -> None:
        font = font_of(face).fontName  # else Helvetica, which is not embedded, is the first font of each page
        super().__init__(BytesIO(), (width, height), pageCompression=0, initialFontName=font, invariant=1)
        self._doc = PackedDocument(language=language)
        self.width, self.height = width, height
        self.parents: list[list[Element] | Element] = []
        """The parent tree (14.7.4.4): elements by MCID of each page, and the element of each annotation."""
        self.places: dict[str, tuple[int, float]] = {}
        """Node id → page and height above the page's bottom."""
        self.page = 1
        """The number of the page that is being drawn."""
        self._gathered: list[str] = []
        self._on_page: list[Element] = []
        self._open: Element | str | None = None
        self._face: tuple[Face, float] | None = None
        self._fill = ""
        self._entries = 0

    @property
    def file(self) -> PackedDocument:
        """The document that is drawn."""
        return self._doc

    def flush(self) -> None:
        """Give reportlab what was gathered; what follows names its font and colour anew."""
        if self._gathered:
            self.addLiteral("\n".join(self._gathered))
            self._gathered = []
        self._face, self._fill = None, ""

    # ---- marked content ---------------------------------------------------------------------

    def mark(self, element: Element | str) -> None:
        """What is drawn from here on belongs to `element`, or is an artifact ("" or its properties)."""
        if self._open is element or (isinstance(element, str) and self._open == element):
            return
        self.unmark()
        self._open = element
        if isinstance(element, str):
            self._gathered.append(f"/Artifact {element} BDC" if element else "/Artifact BMC")
            return
        number = len(self._on_page)
        self._on_page.append(element)
        element.marked.append((self.page, number, False))
        self._gathered.append(f"/{element.role} <</MCID {number}>> BDC")

    def unmark(self) -> None:
        """Ends the open marked content, if there is any."""
        if self._open is not None:
            self._gathered.append("EMC")
            self._open = None

    # ---- drawing ----------------------------------------------------------------------------

    def box(self, x: float, top: float, width: float, height: float, colour: str) -> None:
        """A filled box, as an artifact unless it belongs to a figure that is being drawn."""
        if not isinstance(self._open, Element) or self._open.role != "Figure":
            self.mark(self._open if isinstance(self._open, str) else "")
        self.fill_box(x, top, width, height, colour)

    def fill_box(self, x: float, top: float, width: float, height: float, colour: str) -> None:
        """A filled box in whatever marked content is open."""
        self._colour(colour)
        self._gathered.append(f"{x:.2f} {self.height - top - height:.2f} {width:.2f} {height:.2f} re f")

    def image(self, png: bytes, x: float, top: float, width: float, height: float) -> None:
        """A checked PNG in whatever marked content is open."""
        self.flush()
        y = self.height - top - height
        self.addLiteral(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm")
        self.doForm(image_form(self._doc, png, width=width, height=height))
        self.addLiteral("Q")

    def place(self, drawing: Any, x: float, bottom: float) -> None:
        """A drawing of reportlab in whatever marked content is open."""
        from reportlab.graphics import renderPDF  # it loads all of Platypus: only where there is a chart

        self.flush()
        renderPDF.draw(drawing, self, x, bottom)

    def line_of_text(self, line: TextLine, x: float, baseline: float) -> None:
        """One line; each run is tagged with its element, the space at the line's end with the last."""
        if is_mixed(line):
            for run in placed(line):
                self._tagged_run(run, x, baseline)
            return
        for piece in chunks(line):
            if piece.sign:
                actual = piece.style.element.add("Span", actual=piece.text)
                self.mark(actual)
                self._sign(piece, x, baseline)
                self.unmark()
            else:
                self.mark(piece.style.element)
                self._show(piece, x, baseline)
            if piece.style.link is not None:
                self._annotate(piece.style, x, self.height - baseline, piece.width)
            x += piece.width

    def artifact_line(self, line: TextLine, x: float, baseline: float, properties: str = "") -> None:
        """A line that only decorates: furniture of the page, or a repeated head row."""
        self.mark(properties)
        self.show_line(line, x, baseline)

    def show_line(self, line: TextLine, x: float, baseline: float) -> None:
        """A line in whatever marked content is open."""
        if is_mixed(line):
            for run in placed(line):
                self._show_run(run, x, baseline)
            return
        for piece in chunks(line):
            if piece.sign:
                self._sign(piece, x, baseline)
            else:
                self._show(piece, x, baseline)
            x += piece.width

    def destination(self, node_id: str, top: float) -> None:
        """The place to which links to `node_id` lead."""
        self.places.setdefault(node_id, (self.page, self.height - max(0.0, top - 6)))

    def enter(self, title: str, level: int, top: float) -> None:
        """Enter a heading into the outline, of two levels from 0; its bookmark is a number, never an id."""
        self._entries += 1
        key = str(self._entries)
        height = round(self.height - max(0.0, top - 6), 2)
        self.bookmarkPage(key, "XYZ", left=0, top=height, zoom=0)
        below = self._doc.outline.currentlevel + 1
        self.addOutlineEntry(title, key, min(level, 1, below), closed=level == 0)

    def end_page(self) -> None:
        """Finishes the page; what is drawn next stands on a new one."""
        self.unmark()
        self.flush()
        self.showPage()
        page = self._doc.Pages[-1]
        page.__NoDefault__ = _PAGE
        page.Tabs = PDFName("S")
        page.Contents = deflated_stream(Deflate().encode(page.stream))  # else it is kept as text to the end
        page.stream = None
        if self._on_page:
            page.StructParents = len(self.parents)
            self.parents.append(self._on_page)
        self.page += 1
        self._on_page = []

    # ---- operators --------------------------------------------------------------------------

    def _tagged_run(self, run: tuple[PlacedRun, ...], x: float, baseline: float) -> None:
        """A run of a mixed line: what is not set letter by letter from left to right says how it is read."""
        style, shape = run[0].piece.style, run[0].piece.shape
        if run[0].piece.sign or shape.level or shape.glyphs:
            self.mark(style.element.add("Span", actual="".join(each.piece.text for each in run)))
            self._show_run(run, x, baseline)
            self.unmark()
        else:
            self.mark(style.element)
            self._show_run(run, x, baseline)
        if style.link is not None:
            left = min(each.right for each in run)
            width = sum(each.piece.width for each in run)
            self._annotate(style, x + left, self.height - baseline, width)

    def _show_run(self, run: tuple[PlacedRun, ...], x: float, baseline: float) -> None:
        piece, right = run[0]
        if piece.sign:
            self._sign(piece, x + right, baseline)
        elif piece.shape.glyphs:
            codes, font = self._font(piece.style)
            raised = self.height - baseline + piece.style.rise
            self._gathered.append(f"BT {font}{glyphs_shown(run, codes.of_glyph, x, raised)} ET")
        else:
            self._show(piece, x + right, baseline)

    def _show(self, piece: WordPiece, x: float, baseline: float) -> None:
        style = piece.style
        codes, font = self._font(style)
        raised = self.height - baseline + style.rise
        self._gathered.append(f"BT {font}{x:.2f} {raised:.2f} Td ({piece.text.translate(codes)})Tj ET")

    def _font(self, style: RunStyle) -> tuple[Codes, str]:
        """The codes of a face, and the operator that takes it where another was used last."""
        codes: Codes = self._doc.codes.get(style.face) or codes_of(style.face, self._doc)
        self._colour(style.colour)
        if self._face == (style.face, style.size):
            return codes, ""
        self._face = (style.face, style.size)
        return codes, f"/{codes.label} {style.size:g} Tf "

    def _sign(self, piece: WordPiece, x: float, baseline: float) -> None:
        colour = rgb(piece.style.colour)
        path = sign_path(piece.text, x, self.height - baseline)
        self._gathered.append(f"q {colour} rg {colour} RG 0.75 w {path} Q")

    def _colour(self, colour: str) -> None:
        if colour != self._fill:
            self._fill = colour
            self._gathered.append(f"{rgb(colour)} rg")

    def _annotate(self, style: RunStyle, x: float, y: float, width: float) -> None:
        """A link annotation over a run (ISO 14289-1, 7.18.5): in its Link element, with its words."""
        link = style.link
        assert link is not None
        box = (x, y - 0.25 * style.size, x + width, y + 0.9 * style.size)
        order = len(self.parents)
        words = link.alternative or style.target
        made = LinkAnnotation(self, box, target=style.target, words=words, order=order, page=self.page)
        self._addAnnotation(made, str(order))
        self.parents.append(link)
        number = self._doc.number_of(self._doc.refAnnotation(str(order)))
        link.marked.append((self.page, number, True))
