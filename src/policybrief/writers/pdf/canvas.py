"""Pages of tagged content: whatever is drawn belongs to a structure element or is an artifact.

Text is written in two-byte codes that a document gives out in the order of first use, one table a face; so a
line becomes its operators by one `str.translate`, and the characters used are known when the fonts are cut.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from policybrief.writers.pdf.fonts import Face
from policybrief.writers.pdf.objects import File
from policybrief.writers.pdf.placing import Placed, chunks, glyphs_shown, is_mixed, placed
from policybrief.writers.pdf.runs import Style
from policybrief.writers.pdf.signs import rgb, sign_path
from policybrief.writers.pdf.text import Line, Piece
from policybrief.writers.pdf.tree import Element

PAGINATION = "<</Type/Pagination>>"
_ESCAPES = {40: "\\(", 41: "\\)", 92: "\\\\", 13: "\\r", 10: "\\n"}


class Codes(dict[int, str]):
    """Character → its two-byte code in a string of one face, given out at first use."""

    def __init__(self, face: Face, label: str) -> None:
        super().__init__()
        self.face = face
        self.label = label
        self.numbers: dict[int, int] = {}
        """Character → code."""
        self.shaped: dict[tuple[int, str], int] = {}
        """(glyph, what it is read as) → code."""

    def __missing__(self, character: int) -> str:
        outlines = self.face.outlines
        number = self.face.glyphs[character] if outlines else self._next()
        self.numbers[character] = number
        self[character] = code = _code(number)
        return code

    def of_glyph(self, glyph: int, text: str) -> str:
        """The code of a glyph that is read as `text`."""
        number = self.shaped.get((glyph, text))
        if number is None:
            number = self.shaped[glyph, text] = glyph if self.face.outlines else self._next()
        return _code(number)

    def _next(self) -> int:
        return len(self.numbers) + len(self.shaped) + 1


def _code(number: int) -> str:
    return "".join(_ESCAPES.get(byte, chr(byte)) for byte in divmod(number, 256))


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link over a rectangle of a page, with its place in the parent tree."""

    number: int
    box: tuple[float, float, float, float]
    target: str
    words: str
    order: int
    page: int


@dataclass(slots=True)
class Sheet:
    """One finished page: its content and what belongs to it."""

    content: int
    annotations: list[Annotation]
    order: int
    """Its key in the parent tree; -1 if nothing on it is tagged."""


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the outline."""

    title: str
    level: int
    page: int
    top: float


@dataclass(slots=True)
class Canvas:
    """Draws lines, boxes and paths; y counts from the top of the page."""

    width: float
    height: float
    file: File = field(default_factory=File)
    sheets: list[Sheet] = field(default_factory=list)
    parents: list[list[Element] | Element] = field(default_factory=list)
    """The parent tree (14.7.4.4): elements by MCID of each page, and the element of each annotation."""
    places: dict[str, tuple[int, float]] = field(default_factory=dict)
    """Node id → page and height above the page's bottom."""
    outline: list[Place] = field(default_factory=list)
    fonts: dict[Face, Codes] = field(default_factory=dict)
    images: list[int] = field(default_factory=list)
    _code: list[str] = field(default_factory=list)
    _on_page: list[Element] = field(default_factory=list)
    _annotations: list[Annotation] = field(default_factory=list)
    _open: Element | str | None = None
    _face: tuple[Face, float] | None = None
    _fill: str = ""

    @property
    def page(self) -> int:
        """The number of the page that is being drawn."""
        return len(self.sheets) + 1

    # ---- marked content ---------------------------------------------------------------------

    def mark(self, element: Element | str) -> None:
        """What is drawn from here on belongs to `element`, or is an artifact ("" or its properties)."""
        if self._open is element or (isinstance(element, str) and self._open == element):
            return
        self.unmark()
        self._open = element
        if isinstance(element, str):
            self._code.append(f"/Artifact {element} BDC" if element else "/Artifact BMC")
            return
        number = len(self._on_page)
        self._on_page.append(element)
        element.marked.append((self.page, number, False))
        self._code.append(f"/{element.role} <</MCID {number}>> BDC")

    def unmark(self) -> None:
        """Ends the open marked content, if there is any."""
        if self._open is not None:
            self._code.append("EMC")
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
        self._code.append(f"{x:.2f} {self.height - top - height:.2f} {width:.2f} {height:.2f} re f")

    def polyline(self, points: list[tuple[float, float]], thickness: float, colour: str) -> None:
        """A line through `points` (x, from the top), in whatever marked content is open."""
        path = " ".join(
            f"{x:.2f} {self.height - y:.2f} {'l' if number else 'm'}" for number, (x, y) in enumerate(points)
        )
        self._code.append(f"q {rgb(colour)} RG {thickness:g} w 1 J 1 j {path} S Q")

    def image(self, number: int, x: float, top: float, width: float, height: float) -> None:
        """The image XObject `number` in whatever marked content is open."""
        self.images.append(number)
        y = self.height - top - height
        self._code.append(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm /X{number} Do Q")

    def line_of_text(self, line: Line, x: float, baseline: float) -> None:
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

    def artifact_line(self, line: Line, x: float, baseline: float, properties: str = "") -> None:
        """A line that only decorates: furniture of the page, or a repeated head row."""
        self.mark(properties)
        self.show_line(line, x, baseline)

    def show_line(self, line: Line, x: float, baseline: float) -> None:
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
        """Enters a heading into the outline; levels count from 0."""
        self.outline.append(Place(title, level, self.page, self.height - max(0.0, top - 6)))

    def end_page(self) -> None:
        """Finishes the page; what is drawn next stands on a new one."""
        self.unmark()
        content = self.file.stream("\n".join(self._code).encode("latin-1"))
        order = len(self.parents) if self._on_page else -1
        if self._on_page:
            self.parents.append(self._on_page)
        self.sheets.append(Sheet(content, self._annotations, order))
        self._code, self._on_page, self._annotations = [], [], []
        self._face, self._fill = None, ""

    # ---- operators --------------------------------------------------------------------------

    def _tagged_run(self, run: tuple[Placed, ...], x: float, baseline: float) -> None:
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

    def _show_run(self, run: tuple[Placed, ...], x: float, baseline: float) -> None:
        piece, right = run[0]
        if piece.sign:
            self._sign(piece, x + right, baseline)
        elif piece.shape.glyphs:
            codes, font = self._font(piece.style)
            raised = self.height - baseline + piece.style.rise
            self._code.append(f"BT {font}{glyphs_shown(run, codes.of_glyph, x, raised)} ET")
        else:
            self._show(piece, x + right, baseline)

    def _show(self, piece: Piece, x: float, baseline: float) -> None:
        style = piece.style
        codes, font = self._font(style)
        raised = self.height - baseline + style.rise
        self._code.append(f"BT {font}{x:.2f} {raised:.2f} Td ({piece.text.translate(codes)})Tj ET")

    def _font(self, style: Style) -> tuple[Codes, str]:
        """The codes of a face, and the operator that takes it where another was used last."""
        codes = self.fonts.get(style.face)
        if codes is None:
            codes = self.fonts[style.face] = Codes(style.face, f"F{len(self.fonts) + 1}")
        self._colour(style.colour)
        if self._face == (style.face, style.size):
            return codes, ""
        self._face = (style.face, style.size)
        return codes, f"/{codes.label} {style.size:g} Tf "

    def _sign(self, piece: Piece, x: float, baseline: float) -> None:
        colour = rgb(piece.style.colour)
        path = sign_path(piece.text, x, self.height - baseline)
        self._code.append(f"q {colour} rg {colour} RG 0.75 w {path} Q")

    def _colour(self, colour: str) -> None:
        if colour != self._fill:
            self._fill = colour
            self._code.append(f"{rgb(colour)} rg")

    def _annotate(self, style: Style, x: float, y: float, width: float) -> None:
        """A link annotation over a run (ISO 14289-1, 7.18.5): in its Link element, with its words."""
        link = style.link
        assert link is not None
        box = (x, y - 0.25 * style.size, x + width, y + 0.9 * style.size)
        number = self.file.reserve()
        words = link.alternative or style.target
        self._annotations.append(Annotation(number, box, style.target, words, len(self.parents), self.page))
        self.parents.append(link)
        link.marked.append((self.page, number, True))
