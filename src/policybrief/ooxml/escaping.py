"""Text for XML, without the web client that the standard library's `saxutils` loads for it."""

from __future__ import annotations

from html import escape as _escape


def escape(text: str) -> str:
    """`text` for an element or, between double quotes, for an attribute (XML 1.0, 2.4)."""
    return _escape(text, quote=True)


def quoted(text: str) -> str:
    """`text` as the value of an attribute, in its quotes."""
    return f'"{_escape(text, quote=True)}"'
