"""`template.yaml`, as a designer writes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from policybrief.records import Form


@dataclass(frozen=True, slots=True)
class AudienceLayout:
    """`audiences: minister:` of a template file; what is left out stays as inherited."""

    like: str = ""
    hidden: bool = False
    max_pages: int | None = None
    count_annexes: bool | None = None
    ruled: bool | None = None
    numbered: bool | None = None
    paragraphs: Literal["numbered", "plain"] | None = None
    contents: bool | None = None
    question: bool | None = None
    checked: bool | None = None
    detail: Literal["plain", "short", "full"] | None = None
    notes: Literal["", "end", "foot"] = ""
    portions: bool | None = None


Role = Literal[
    "title",
    "subtitle",
    "heading",
    "subhead",
    "body",
    "lead",
    "question",
    "list",
    "numbered-list",
    "table",
    "note",
    "source",
    "key-figure",
    "caption",
    "footnote",
    "contents",
]
"""What a paragraph means, for `styles:`."""


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """`template.yaml`, as a designer writes it."""

    name: str = ""
    extends: str = ""
    accent: str = ""
    accent_tint: str = ""
    letterhead: Literal["", "bar", "band", "rules"] = ""
    font: str = ""
    word_font: str = ""
    paper: Literal["", "A4", "Letter"] = ""
    margins: dict[Literal["left", "right"], float] = field(default_factory=dict)
    headings: Literal["", "beside", "above"] = ""
    """Where headings of the first level stand: in a column left of their text, or above it."""
    logo_height: float = 0.0
    """On paper, in points."""
    styles: dict[Role, str] = field(default_factory=dict)
    """role → name of a style of the letterhead."""
    marking: Literal["", "right", "centre"] = ""
    page_marking: Literal["", "page", "document"] = ""
    """What a page of a PDF bears: the marking of what stands on it, or that of the whole document."""
    number: str = ""
    """What stands before the number of a brief: FA, DEF."""
    citations: str = ""
    notes: Literal["", "end", "foot"] = ""
    criteria: tuple[str, ...] = ()
    outline: dict[str, tuple[str, ...]] = field(default_factory=dict)
    annexes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    forms: dict[Form, tuple[str, ...]] = field(default_factory=dict)
    """Sections of papers that are no briefs."""
    audiences: dict[str, AudienceLayout] = field(default_factory=dict)
    limits: dict[str, float] = field(default_factory=dict)
    """How long and how hard to read a text may be; 0 lifts a limit."""
