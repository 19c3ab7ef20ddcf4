"""The logical structure of a PDF (ISO 32000-1, 14.7): elements in reading order, independent of pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False, slots=True)
class Element:
    """One structure element; `marked` collects where its content landed: (page, MCID or annotation)."""

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
    title: str = ""
    children: list[Element] = field(default_factory=list)
    marked: list[tuple[int, Any]] = field(default_factory=list)

    def add(self, role: str, **more: Any) -> Element:
        """A new last child."""
        child = Element(role, self, **more)
        self.children.append(child)
        return child

    def used(self) -> bool:
        """True if anything was drawn for it or below it."""
        return bool(self.marked) or any(child.used() for child in self.children)
