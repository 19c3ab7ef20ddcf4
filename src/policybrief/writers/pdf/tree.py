"""The logical structure of a PDF (ISO 32000-1, 14.7): elements in reading order, independent of pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

PAGINATION = "<</Type/Pagination>>"
"""Properties of an artifact that belongs to the page, not to the text (14.8.2.2.2)."""

Marked = tuple[int, int, bool]
"""(page, MCID or object number of an annotation, True if it is an annotation)."""


@dataclass(eq=False, slots=True)
class Element:
    """One structure element; `marked` collects where its content landed."""

    role: str
    parent: Element | None = None
    language: str = ""
    alternative: str = ""
    actual: str = ""
    id: str = ""
    scope: str = ""
    span: int = 1
    numbering: str = ""
    summary: str = ""
    box: tuple[float, float, float, float] | None = None
    children: list[Element] = field(default_factory=list)
    marked: list[Marked] = field(default_factory=list)

    def add(self, role: str, **more: Any) -> Element:
        """A new last child."""
        child = Element(role, self, **more)
        self.children.append(child)
        return child
