"""What a section template sees: values that print with their origin and refuse to become strings."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from policybrief.document import Block, Inline, Str
from policybrief.languages import Text
from policybrief.records import Record
from policybrief.sections.printing import Printer


class TemplateFault(Exception):
    """A fault that a section template causes; its text is for the designer."""


class Value:
    """Words of a record or label, or the blocks of a view; printed on its own, never glued to a string."""

    __slots__ = ("blocks", "inlines", "own")

    def __init__(
        self, *, inlines: tuple[Inline, ...] = (), blocks: tuple[Block, ...] | None = None, own: bool = True
    ) -> None:
        self.inlines = inlines
        self.blocks = blocks
        self.own = own
        """True for content, False for fixed words: a section that prints fixed words only is left out."""

    def __bool__(self) -> bool:
        return bool(self.inlines or self.blocks)

    def __str__(self) -> str:
        raise TemplateFault("a value cannot become part of a string; print it on its own: {{ … }}")

    __format__ = None  # type: ignore[assignment]
    __html__ = __str__


class Shown:
    """A record as a template sees it: `fact.text` prints the sentence with its sources."""

    __slots__ = ("_printer", "_record")

    def __init__(self, record: Record, printer: Printer) -> None:
        self._record = record
        self._printer = printer

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in {f.name for f in fields(self._record)}:
            raise AttributeError(name)
        value = getattr(self._record, name)
        if isinstance(value, Text):
            if name == "text":
                return Value(inlines=self._printer.with_cites(self._record))
            return Value(inlines=self._printer.field(self._record, name, value))
        return (
            value if isinstance(value, bool | int) else Value(inlines=(Str(str(value)),)) if value else None
        )


def shown(records: tuple[Record, ...], printer: Printer) -> tuple[Shown, ...]:
    """Each record as a template sees it."""
    return tuple(Shown(record, printer) for record in records)
