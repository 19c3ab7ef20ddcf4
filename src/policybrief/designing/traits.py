"""What can be read from a clean letterhead about a ministry's design: colour, faces, logo."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from policybrief.ooxml.letterhead import Letterhead
from policybrief.ooxml.package import relationships_part
from policybrief.ooxml.xml import WP, A, R, V, W

if TYPE_CHECKING:
    from lxml.etree import _Element

EMU = 12_700
"""English Metric Units in a point."""
_COLOURED = ("heading 1", "heading 2", "title", "heading 3")
_HEX = re.compile(r"[0-9A-Fa-f]{6}$")
_THEME = {"text1": "dk1", "dark1": "dk1", "text2": "dk2", "dark2": "dk2", "hyperlink": "hlink"}


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture of a header: its bytes, and its height on paper in points (0 if it is not said)."""

    picture: bytes
    height: float


@dataclass(frozen=True, slots=True)
class Traits:
    """What was found; empty where nothing was."""

    accent: str = ""
    """The ministry's colour as "#RRGGBB"."""
    accent_of: str = ""
    """Where it was found, in words."""
    face: str = ""
    """The face of ordinary text."""
    heading_face: str = ""
    serif: bool = False
    logo: Logo | None = None
    form: str = ""
    """How the header looks: "band" with a ground in a dark colour, "rules" with lines, "" with neither."""


def read_traits(letterhead: Letterhead) -> Traits:
    """What the clean `letterhead` shows about the ministry's design."""
    with zipfile.ZipFile(io.BytesIO(letterhead.docx)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet, theme = _Sheet(parts, letterhead), _theme(parts)
    headers = [etree.fromstring(parts[name]) for name in _headers(parts)]
    accent, where = _accent(sheet, headers, theme)
    face = sheet.face("Body Text") or sheet.face("Normal")
    heading = sheet.face("heading 1")
    return Traits(
        accent,
        where,
        face,
        heading if heading != face else "",
        _is_serif(face, parts),
        _logo(parts),
        _form(headers),
    )


class _Sheet:
    """The style sheet, asked for what a style looks like with all that it inherits."""

    def __init__(self, parts: Mapping[str, bytes], letterhead: Letterhead) -> None:
        root = etree.fromstring(parts["word/styles.xml"])
        self.letterhead, self.theme = letterhead, _theme(parts)
        self.styles = {s.get(f"{W}styleId", ""): s for s in root.iter(f"{W}style")}
        self.defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")

    def runs(self, name: str) -> Iterator[_Element]:
        """The run properties of a style, its own first, those of the whole document last."""
        style = self.letterhead.style(name) or (self.letterhead.default() if name == "Normal" else None)
        visited: set[str] = set()
        identifier = style.id if style else ""
        while identifier in self.styles and identifier not in visited:
            visited.add(identifier)
            element = self.styles[identifier]
            properties = element.find(f"{W}rPr")
            if properties is not None:
                yield properties
            parent = element.find(f"{W}basedOn")
            identifier = parent.get(f"{W}val", "") if parent is not None else ""
        if visited and self.defaults is not None:
            yield self.defaults

    def colour(self, name: str) -> str:
        """The colour of a style's letters as "#RRGGBB", or ""."""
        for properties in self.runs(name):
            colour = properties.find(f"{W}color")
            if colour is not None:
                return _colour(colour, "val", self.theme)
        return ""

    def face(self, name: str) -> str:
        """The name of a style's face, or ""."""
        for properties in self.runs(name):
            fonts = properties.find(f"{W}rFonts")
            if fonts is not None:
                themed = fonts.get(f"{W}asciiTheme", "")
                if themed:
                    return self.theme.get("major" if themed.startswith("major") else "minor", "")
                if fonts.get(f"{W}ascii"):
                    return fonts.get(f"{W}ascii", "")[:80]
        return ""


def _theme(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Names of the theme's colours → "#RRGGBB"; "major" and "minor" → its faces."""
    values: dict[str, str] = {}
    if "word/theme/theme1.xml" not in parts:
        return values
    root = etree.fromstring(parts["word/theme/theme1.xml"])
    for scheme in root.iter(f"{A}clrScheme"):
        for entry in scheme:
            colour = next((e.get("lastClr") or e.get("val") or "" for e in entry), "")
            if _HEX.match(colour):
                values[etree.QName(entry).localname] = f"#{colour.upper()}"
    for kind in ("major", "minor"):
        for face in root.iter(f"{A}{kind}Font"):
            latin = face.find(f"{A}latin")
            if latin is not None and latin.get("typeface"):
                values[kind] = latin.get("typeface", "")[:80]
    return values


def _colour(element: _Element, name: str, theme: Mapping[str, str]) -> str:
    """The colour that an element names itself, or by the theme (17.3.2.6)."""
    value = element.get(f"{W}{name}", "")
    if _HEX.match(value):
        return f"#{value.upper()}"
    named = element.get(f"{W}themeColor" if name != "fill" else f"{W}themeFill", "")
    return theme.get(_THEME.get(named, named), "")


def _accent(sheet: _Sheet, headers: list[_Element], theme: Mapping[str, str]) -> tuple[str, str]:
    """The first colour that is one, and where: headings, then the header, then the theme."""
    for name in _COLOURED:
        if _is_colour(sheet.colour(name)):
            return sheet.colour(name), f"the colour of the style {name.title()}"
    for root in headers:
        for element in root.iter(f"{W}shd", f"{W}top", f"{W}bottom", f"{W}color"):
            key = {f"{W}shd": "fill", f"{W}color": "val"}.get(str(element.tag), "color")
            values = _colour(element, key, theme)
            if _is_colour(values):
                return values, "a colour in the header"
    if _is_colour(theme.get("accent1", "")):
        return theme["accent1"], "the first accent of the theme"
    return "", ""


def _is_colour(value: str) -> bool:
    """True for a colour that is neither grey, nor black, nor nearly white."""
    if not value:
        return False
    parts = [int(value[at : at + 2], 16) for at in (1, 3, 5)]
    return max(parts) - min(parts) >= 24 and min(parts) < 224


def _form(headers: list[_Element]) -> str:
    for root in headers:
        for shade in root.iter(f"{W}shd"):
            fill = shade.get(f"{W}fill", "")
            if _HEX.match(fill) and sum(int(fill[at : at + 2], 16) for at in (0, 2, 4)) < 384:
                return "band"
    drawn = any(list(root.iter(f"{W}pBdr", f"{W}tcBorders", f"{W}tblBorders")) for root in headers)
    return "rules" if drawn else ""


def _headers(parts: Mapping[str, bytes]) -> list[str]:
    """The headers, that of page 1 first."""
    targets = {
        p.get("Id"): posixpath.join("word", p.get("Target", ""))
        for p in etree.fromstring(parts["word/_rels/document.xml.rels"])
    }
    references = [
        (e.get(f"{W}type", "default") != "first", targets[e.get(f"{R}id", "")])
        for e in etree.fromstring(parts["word/document.xml"]).iter(f"{W}headerReference")
    ]
    return [name for _, name in sorted(references)]


def _logo(parts: Mapping[str, bytes]) -> Logo | None:
    """The first picture of the headers."""
    for name in _headers(parts):
        pointers = relationships_part(name)
        if pointers not in parts:
            continue
        targets = {p.get("Id"): p.get("Target", "") for p in etree.fromstring(parts[pointers])}
        for element in etree.fromstring(parts[name]).iter(f"{A}blip", f"{V}imagedata"):
            relation = element.get(f"{R}embed") or element.get(f"{R}id") or ""
            part = posixpath.normpath(posixpath.join(posixpath.dirname(name), targets.get(relation, "")))
            if part in parts:
                return Logo(parts[part], _height(element))
    return None


def _height(picture: _Element) -> float:
    """How high a picture stands on paper, in points (20.4.2.7); 0 if it is not said."""
    for frame in picture.iterancestors(f"{WP}inline", f"{WP}anchor"):
        extent = frame.find(f"{WP}extent")
        if extent is not None and extent.get("cy", "").isdigit():
            return round(int(extent.get("cy", "0")) / EMU, 1)
    for shape in picture.iterancestors(f"{V}shape", f"{V}rect"):
        height = re.search(r"(?:^|;)\s*height:\s*([\d.]{1,7})pt", shape.get("style", ""))
        if height:
            return float(height[1])
    return 0.0


def _is_serif(face: str, parts: Mapping[str, bytes]) -> bool:
    """Whether a face has serifs, by the table of faces (17.8.3.9), else by its name."""
    if "word/fontTable.xml" in parts:
        for entry in etree.fromstring(parts["word/fontTable.xml"]).iter(f"{W}font"):
            family = entry.find(f"{W}family")
            if entry.get(f"{W}name") == face and family is not None and family.get(f"{W}val") != "auto":
                return family.get(f"{W}val") == "roman"
    return bool(
        re.search(
            r"serif\b(?<!sans serif)|times|cambria|georgia|garamond|palatino|book|roman|didot|caslon",
            face,
            re.I,
        )
    )
