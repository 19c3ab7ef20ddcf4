"""The style sheet of a letterhead as values (ISO/IEC 29500-1, 17.7)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from policybrief.ooxml.letterhead import LetterheadStyle
from policybrief.ooxml.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element


def read_styles(sheet: _Element, document: _Element) -> tuple[LetterheadStyle, ...]:
    """The styles of `sheet`, with how often `document` uses each."""
    used = _used(document)
    styles = {e.get(f"{W}styleId", ""): e for e in sheet.iter(f"{W}style") if e.get(f"{W}styleId")}
    found = []
    for style_id, element in styles.items():
        kind = element.get(f"{W}type", "paragraph")
        default = element.get(f"{W}default") in ("1", "true", "on")
        aliases = [part.strip() for part in _value(element, "aliases").split(",") if part.strip()]
        found.append(
            LetterheadStyle(
                style_id,
                _value(element, "name") or style_id,
                kind,
                tuple(aliases),
                _value(element, "basedOn"),
                default,
                _is_numbered(element, styles),
                _level(element),
                used[style_id] + (used[""] if default and kind == "paragraph" else 0),
            )
        )
    return tuple(found)


def hidden_styles(sheet: _Element) -> frozenset[str]:
    """Ids of the styles whose text is hidden."""
    return frozenset(
        style.get(f"{W}styleId", "")
        for style in sheet.iter(f"{W}style")
        if (switch := style.find(f"{W}rPr/{W}vanish")) is not None
        and switch.get(f"{W}val", "true") not in ("0", "false", "off")
    )


def drop_dangling(sheet: _Element) -> None:
    """Take out of `sheet` what names a style that it does not have."""
    known = {style.get(f"{W}styleId") for style in sheet.iter(f"{W}style")}
    for style in sheet.iter(f"{W}style"):
        for name in ("basedOn", "next", "link"):
            for pointer in style.findall(f"{W}{name}"):
                if pointer.get(f"{W}val") not in known:
                    style.remove(pointer)


def _used(document: _Element) -> Counter[str]:
    """Style id → paragraphs outside tables with words in it; "" for those that name no style."""
    found: Counter[str] = Counter()
    for paragraph in document.iter(f"{W}p"):
        written = any(text.text and text.text.strip() for text in paragraph.iter(f"{W}t"))
        if written and next(paragraph.iterancestors(f"{W}tbl"), None) is None:
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            found[style.get(f"{W}val", "") if style is not None else ""] += 1
    return found


def _is_numbered(element: _Element, styles: dict[str, _Element]) -> bool:
    """True if the style, or one that it is based on, has a list."""
    visited: set[str] = set()
    current: _Element | None = element
    while current is not None:
        number = current.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is not None:
            return number.get(f"{W}val") != "0"
        parent = _value(current, "basedOn")
        current = styles.get(parent) if parent not in visited else None
        visited.add(parent)
    return False


def _level(element: _Element) -> int:
    level = element.find(f"{W}pPr/{W}outlineLvl")
    value = level.get(f"{W}val", "") if level is not None else ""
    return int(value) + 1 if value in tuple("012345678") else 0


def _value(element: _Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return child.get(f"{W}val", "") if child is not None else ""
