"""How roles look: the measures and colours of a house template, in points and "#RRGGBB"."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from policybrief.ooxml.letterhead import Letterhead

FONTS = ("Noto Sans", "Noto Serif", "Fira GO", "Ubuntu")
"""The families in which a PDF can be set."""


@dataclass(frozen=True, slots=True)
class PageLayout:
    """Paper, margins and the places of header and footer, from the top left corner."""

    width: float = 595.28
    height: float = 841.89
    left: float = 57.64
    right: float = 57.64
    top: float = 64.0
    bottom: float = 63.89
    first_top: float = 56.0
    header_top: float = 28.0
    footer_top: float = 794.0
    side: float = 111.0
    """Width of the left column that holds headings; 0 where they stand above their text."""
    main_x: float = 123.0
    """Where text starts, from the left margin."""

    @property
    def measure(self) -> float:
        """Width between the margins: 480 for the base template."""
        return self.width - self.left - self.right

    @property
    def main(self) -> float:
        """Width of the text column: 357 for the base template."""
        return self.measure - self.main_x


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """One step of the type scale."""

    size: float
    leading: float
    bold: bool = False
    before: float = 0.0
    after: float = 0.0
    colour: str = "ink"
    """A name in `Look.colours`, or "accent"."""


@dataclass(frozen=True, slots=True)
class Tint:
    """How a marked cell looks: its ground, the colour of its word, and its sign."""

    ground: str
    text: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class TableStyle:
    """How the cells of a table role are set: white around their text, in points, and what separates them."""

    above: float = 5.0
    below: float = 5.0
    left: float = 6.0
    right: float = 6.0
    first_left: float = 0.0
    """Left in the first column."""
    gap: float = 0.0
    """White between tinted cells."""
    least: float = 0.0
    """Height of a row at least."""
    text: Literal["table", "body"] = "table"
    """The role of the type in which it is set."""
    rule: Literal["hair", "strong", ""] = "hair"
    """The colour of the rule below a row; empty: none."""


@dataclass(frozen=True, slots=True)
class FaceFile:
    """A font that a template brings: its name, the SHA-256 of the file, and the file."""

    name: str
    seal: str
    content: bytes = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Look:
    """Everything a writer must know of a ministry's design."""

    organisation: str = ""
    accent: str = "#123E7C"
    accent_tint: str = "#EAF0F8"
    letterhead: Literal["bar", "band", "rules"] = "bar"
    page: PageLayout = field(default_factory=PageLayout)
    font: str = "Noto Sans"
    """A family for PDF: Noto Sans, Noto Serif, Fira GO or Ubuntu."""
    faces: tuple[FaceFile, ...] = ()
    """Fonts for letters that the family lacks, asked before the built-in ones."""
    word_font: str = "Noto Sans"
    """The family that Word names; it should be on the readers' desks."""
    logo: bytes = b""
    """PNG, checked; empty for none."""
    notes: Literal["end", "foot"] = "end"
    """Where a PDF has its notes: in the list of sources alone, or also at the foot of each page."""
    logo_size: tuple[float, float] = (0.0, 0.0)
    """Width and height on paper."""
    stationery: Letterhead | None = None
    """The ministry's own Word file, cleaned: what its Word papers are built on."""
    word_style_names: tuple[tuple[str, str], ...] = ()
    """(role, name of the letterhead's style) pairs, where the ministry says which."""
    type_styles: tuple[tuple[str, TypeStyle], ...] = ()
    table_styles: tuple[tuple[str, TableStyle], ...] = ()
    colours: tuple[tuple[str, str], ...] = ()
    tints: tuple[tuple[str, Tint], ...] = ()

    def style(self, role: str) -> TypeStyle:
        """The type of a role; that of `body` for a role of which the template says nothing."""
        return dict(self.type_styles).get(role) or dict(self.type_styles)["body"]

    def table(self, role: str) -> TableStyle:
        """How a table of that role is set."""
        for name, style in self.table_styles:
            if name == role:
                return style
        raise KeyError(role)

    def colour(self, name: str) -> str:
        """The colour that a name stands for; a "#RRGGBB" stands for itself."""
        named = {"accent": self.accent, "accent_tint": self.accent_tint, **dict(self.colours)}
        return name if name.startswith("#") else named[name]

    def tint(self, role: str) -> Tint | None:
        """The tint of a cell's role, or None for a cell without one."""
        return dict(self.tints).get(role)


def lighter(colour: str, share: float = 0.09) -> str:
    """The tint of a "#RRGGBB": `share` of it on white."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)


BELOW_TITLE = 4.0
"""Points between a title and the question below it."""

BASE_TYPE_STYLES: tuple[tuple[str, TypeStyle], ...] = (
    ("title", TypeStyle(22, 27, bold=True, after=16)),
    ("subtitle", TypeStyle(12, 17, after=16, colour="ink2")),
    ("lead", TypeStyle(12, 17)),
    ("heading", TypeStyle(12, 17, bold=True, before=16, colour="accent")),
    ("subhead", TypeStyle(10, 14, bold=True, before=12, after=3)),
    ("body", TypeStyle(10, 14, after=6)),
    ("question", TypeStyle(10, 14, bold=True, before=6, after=2)),
    ("list", TypeStyle(10, 14, after=5)),
    ("table", TypeStyle(9, 12)),
    ("table_head", TypeStyle(9, 12, bold=True)),
    ("caption", TypeStyle(9, 12, bold=True, before=16, after=5)),
    ("note", TypeStyle(9, 12, before=0, after=3, colour="ink2")),
    ("source", TypeStyle(9, 12, after=6)),
    ("key-figure", TypeStyle(22, 27, bold=True, colour="accent")),
    ("marking", TypeStyle(12, 14, bold=True)),
)

BASE_TABLE_STYLES: tuple[tuple[str, TableStyle], ...] = (
    ("rows", TableStyle()),
    ("grid", TableStyle(left=8, right=4, gap=2)),
    ("map", TableStyle(above=3, below=3, left=5, right=2, gap=1.5, least=32, rule="")),
    ("decision", TableStyle(7, 7, 0, 12, first_left=12, text="body", rule="strong")),
    ("keys", TableStyle(6, 0, 0, 12, rule="")),
    ("time", TableStyle(4, 4, 12, 12, text="body", rule="")),
    ("particulars", TableStyle(4, 4, 12, 12, first_left=10)),
)

BASE_COLOURS: tuple[tuple[str, str], ...] = (
    ("paper", "#FFFFFF"),
    ("ink", "#1B1F24"),
    ("ink2", "#4A535C"),
    ("strong", "#7A848E"),
    ("hair", "#C8CED4"),
    ("panel", "#F2F4F5"),
    ("for", "#0A5F50"),
    ("against", "#8A3F00"),
)

BASE_TINTS: tuple[tuple[str, Tint], ...] = (
    ("supports", Tint("#D3EAE3", "#0A5F50", "▲")),
    ("supports_if", Tint("#EAF5F1", "#0A5F50", "△")),
    ("neutral", Tint("#F2F4F5", "#1B1F24", "○")),
    ("opposes_if", Tint("#FCF0E3", "#8A3F00", "▽")),
    ("opposes", Tint("#F7D9BC", "#8A3F00", "▼")),
    ("rating-much-better", Tint("#D3EAE3", "#0A5F50", "++")),
    ("rating-better", Tint("#EAF5F1", "#0A5F50", "+")),
    ("rating-same", Tint("#F2F4F5", "#1B1F24", "=")),
    ("rating-worse", Tint("#FCF0E3", "#8A3F00", "–")),
    ("rating-much-worse", Tint("#F7D9BC", "#8A3F00", "––")),
    ("risk-low", Tint("#F2F4F5", "#4A535C")),
    ("risk-medium", Tint("#FDF5D8", "#4A535C")),
    ("risk-high", Tint("#FAE0C0", "#4A535C")),
    ("risk-severe", Tint("#F2C4B8", "#4A535C")),
    ("panel", Tint("#F2F4F5", "#1B1F24")),
)

BASE_LOOK = Look(
    type_styles=BASE_TYPE_STYLES, table_styles=BASE_TABLE_STYLES, colours=BASE_COLOURS, tints=BASE_TINTS
)
