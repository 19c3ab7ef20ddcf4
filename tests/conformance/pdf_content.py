"""The content streams of a PDF as marked text: what each MCID of each page says, and what is not marked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pikepdf

_SHOWING = frozenset(("Tj", "TJ", "'", '"'))
_PAINTING = frozenset(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "BI", "INLINE IMAGE"))


@dataclass(slots=True)
class Content:
    """One page: (tag, text) by MCID in order of drawing, and what is wrong with the marking."""

    texts: dict[int, tuple[str, str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read_content(page: pikepdf.Page) -> Content:
    """The marked content of a page (ISO 32000-1, 14.6)."""
    content = Content()
    fonts = {name: _characters(font) for name, font in page.obj.Resources.get("/Font", {}).items()}
    for name, font in page.obj.Resources.get("/Font", {}).items():
        content.faults += [f"font {name} is not embedded"] * (not _embedded(font))
    stack: list[tuple[str, int | None]] = []
    font: dict[int, str] | None = None
    wide = False
    saved: list[tuple[dict[int, str] | None, bool]] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        match sign := str(operator):
            case "BMC" | "BDC":
                stack.append(_opened(content, stack, operands, sign))
            case "EMC":
                if not stack:
                    content.faults.append("EMC without a beginning")
                    continue
                stack.pop()
            case "q":  # the font is part of the graphics state (8.4.1)
                saved.append((font, wide))
            case "Q":
                font, wide = saved.pop()
            case "Tf":
                font = fonts.get(str(operands[0]))
                wide = str(page.obj.Resources.Font[str(operands[0])].Subtype) == "/Type0"
            case _ if sign in _SHOWING or sign in _PAINTING:
                if not stack:
                    content.faults.append(f"{sign} is not marked")
                elif sign in _SHOWING and stack[-1][1] is not None:
                    _said(content, stack[-1][1], _text(operands, font, wide))
    content.faults += [f"{tag} is never closed" for tag, _ in stack]
    return content


def _opened(content: Content, stack: list, operands: list, sign: str) -> tuple[str, int | None]:
    tag = str(operands[0])[1:]
    properties = operands[1] if sign == "BDC" else {}
    marked = isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties
    number = int(properties["/MCID"]) if marked else None
    if stack:
        content.faults.append(f"{tag} is marked inside {stack[-1][0]}")
    if number is not None and number in content.texts:
        content.faults.append(f"MCID {number} is used twice")
    if number is not None:
        content.texts.setdefault(number, (tag, ""))
    elif tag != "Artifact":
        content.faults.append(f"{tag} has no MCID")
    return tag, number


def _said(content: Content, number: int, text: str) -> None:
    tag, before = content.texts[number]
    content.texts[number] = (tag, before + text)
    if "\ufffd" in text:
        content.faults.append(f"MCID {number} has characters without Unicode")


def _text(operands: list, font: dict[int, str] | None, wide: bool) -> str:
    shown = operands[0] if isinstance(operands[0], pikepdf.Array) else operands[-1:]
    codes: list[int] = []
    for part in shown:
        if isinstance(part, pikepdf.String):
            raw = bytes(part)
            codes += [int.from_bytes(raw[at : at + 2]) for at in range(0, len(raw), 2)] if wide else list(raw)
    return "".join((font or {}).get(code, "\ufffd") for code in codes)


def _embedded(font: pikepdf.Object) -> bool:
    holder = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    described = holder.get("/FontDescriptor", {})
    return any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _characters(font: pikepdf.Object) -> dict[int, str]:
    """Code → text by the font's ToUnicode map (ISO 32000-1, 9.10.3); empty without one."""
    if "/ToUnicode" not in font:
        return {}
    source = font.ToUnicode.read_bytes().decode("latin-1")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfrange(.*?)endbfrange", source, re.S):
        for low, _, listed in re.findall(r"<(\w+)>\s*<(\w+)>\s*\[(.*?)\]", block, re.S):
            for step, text in enumerate(re.findall(r"<(\w+)>", listed)):
                found[int(low, 16) + step] = bytes.fromhex(text).decode("utf-16-be")
        for low, high, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(high, 16) - int(low, 16) + 1):
                found[int(low, 16) + step] = chr(int(text, 16) + step)
    for block in re.findall(r"beginbfchar(.*?)endbfchar", source, re.S):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    return found
