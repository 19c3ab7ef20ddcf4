"""Draws the logos of the three example ministries and sets their letterheads: `python tools/letterheads.py`.

The files that it writes are committed; a test proves that they are what this script makes.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from policybrief.ooxml.package import Relationship, relationships_part, relationships_xml, write_package

TEMPLATES = Path(__file__).parents[1] / "templates"
PIXELS, FINER = 480, 4
"""The side of a logo; it is drawn four times as fine and then made smaller, for smooth edges."""
EMU, MEASURE, SIDE = 12_700, 9600, 2460
"""English Metric Units in a point; twips of the measure, and of the column that hangs left of the text."""
INK2 = "4A535C"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)

Pen = ImageDraw.ImageDraw


@dataclass(frozen=True)
class Ministry:
    """What distinguishes one ministry from another: its colours, the form of its letterhead, its logo."""

    name: str
    accent: str
    tint: str
    form: str
    height: float
    """Of the logo on paper, in points."""
    draw: Callable[[Pen, str, float], None]
    on_accent: bool = False
    name_share: int = 40
    """Part of the measure, in hundredths, that logo and name use in any language; the kind has the rest."""


# ---- logos ---------------------------------------------------------------------------------------


def globe(pen: Pen, colour: str, unit: float) -> None:
    """The world with its meridians and parallels."""
    line = round(5 * unit)
    for half in (48, 29, 0):
        pen.ellipse([(50 - half) * unit, 2 * unit, (50 + half) * unit, 98 * unit], outline=colour, width=line)
    pen.line([(50 * unit, 2 * unit), (50 * unit, 98 * unit)], fill=colour, width=line)
    for y in (26, 50, 74):
        half = math.sqrt(48**2 - (y - 50) ** 2)
        pen.line([((50 - half) * unit, y * unit), ((50 + half) * unit, y * unit)], fill=colour, width=line)


def shield(pen: Pen, colour: str, unit: float) -> None:
    """A shield with two chevrons."""
    edge = [(8, 6), (92, 6), (92, 48)]
    edge += [(50 + 42 * math.cos(a), 48 + 48 * math.sin(a)) for a in _steps(0, math.pi / 2)]
    edge += [(50 - 42 * math.sin(a), 48 + 48 * math.cos(a)) for a in _steps(0, math.pi / 2)]
    edge += [(8, 48), (8, 6), (92, 6)]
    pen.line([(x * unit, y * unit) for x, y in edge], fill=colour, width=round(6 * unit), joint="curve")
    for top in (38, 58):
        chevron = [(24, top), (50, top - 16), (76, top), (76, top + 11), (50, top - 5), (24, top + 11)]
        pen.polygon([(x * unit, y * unit) for x, y in chevron], fill=colour)


def treasury(pen: Pen, colour: str, unit: float) -> None:
    """A gable over four columns on a step."""
    pen.polygon([(x * unit, y * unit) for x, y in ((50, 4), (97, 30), (3, 30))], fill=colour)
    for left in (11, 33, 55, 77):
        pen.rectangle([left * unit, 38 * unit, (left + 12) * unit, 78 * unit], fill=colour)
    pen.rectangle([3 * unit, 84 * unit, 97 * unit, 95 * unit], fill=colour)


def _steps(start: float, end: float) -> list[float]:
    return [start + (end - start) * n / 40 for n in range(41)]


MINISTRIES = {
    "foreign-affairs": Ministry("Foreign Affairs", "123E7C", "EAF0F8", "bar", 24, globe, name_share=45),
    "defence": Ministry("Defence", "41501F", "EFF2E6", "band", 22, shield, on_accent=True),
    "finance": Ministry("Finance", "5F2560", "F5EDF5", "rules", 22, treasury),
}


def logo(ministry: Ministry) -> Image.Image:
    """The logo on white, or on the accent for a letterhead whose band it is in."""
    side = PIXELS * FINER
    ground, colour = (
        ("#" + ministry.accent, "#FFFFFF") if ministry.on_accent else ("#FFFFFF", "#" + ministry.accent)
    )
    fine = Image.new("RGB", (side, side), ground)
    ministry.draw(ImageDraw.Draw(fine), colour, side / 100)
    return fine.resize((PIXELS, PIXELS), Image.Resampling.LANCZOS)


# ---- letterheads ---------------------------------------------------------------------------------


def letterhead(ministry: Ministry, picture: bytes) -> bytes:
    """The Word file: first-page header with the logo, page, faces, colours."""
    document, header, theme = "word/document.xml", "word/header1.xml", "word/theme/theme1.xml"
    parts = {
        document: _document(),
        header: _header(ministry),
        "word/styles.xml": _styles(),
        theme: _theme(ministry),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _faces(),
        "word/media/logo.png": picture,
        "_rels/.rels": relationships_xml((Relationship("rId1", "officeDocument", document),), ""),
        relationships_part(header): relationships_xml(
            (Relationship("rId1", "image", "word/media/logo.png"),), header
        ),
        relationships_part(document): relationships_xml(
            (
                Relationship("rId1", "styles", "word/styles.xml"),
                Relationship("rId2", "theme", theme),
                Relationship("rId3", "header", header),
                Relationship("rId4", "settings", "word/settings.xml"),
                Relationship("rId5", "fontTable", "word/fontTable.xml"),
            ),
            document,
        ),
    }
    types = {
        document: f"{_WORD}document.main+xml",
        header: f"{_WORD}header+xml",
        "word/styles.xml": f"{_WORD}styles+xml",
        "word/settings.xml": f"{_WORD}settings+xml",
        "word/fontTable.xml": f"{_WORD}fontTable+xml",
        theme: "application/vnd.openxmlformats-officedocument.theme+xml",
    }
    return write_package(parts, types)


def _document() -> bytes:
    """Margins of DESIGN: the text column, so that headings hang left of it."""
    return _part(
        f"<w:document {_NAMESPACES}><w:body><w:p><w:r><w:t>Your text stands here.</w:t></w:r></w:p><w:sectPr>"
        '<w:headerReference w:type="first" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1280" w:right="1153" w:bottom="1278" w:left="3613" w:header="560" w:footer="598" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr></w:body></w:document>"
    )


def _styles() -> bytes:
    return _part(
        f"<w:styles {_NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:eastAsiaTheme="minorHAnsi" w:cstheme="minorBidi"/>'
        '<w:color w:val="1B1F24"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        "</w:styles>"
    )


def _settings() -> bytes:
    mode = 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
    return _part(
        f'<w:settings {_NAMESPACES}><w:defaultTabStop w:val="720"/><w:compat><w:compatSetting {mode}/></w:compat>'
        "</w:settings>"
    )


def _faces() -> bytes:
    return _part(
        f'<w:fonts {_NAMESPACES}><w:font w:name="Noto Sans"><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
        "</w:fonts>"
    )


def _header(ministry: Ministry) -> bytes:
    """Logo and name left, the kind of paper right, in the form of the ministry; words in braces are filled in."""
    band = ministry.form == "band"
    ink, second = ("FFFFFF", "FFFFFF") if band else (ministry.accent, INK2)
    pad = 200 if band else 0
    wide = round(ministry.height * 20) + 200 + pad
    left = MEASURE * ministry.name_share // 100
    widths = (wide, left - wide, MEASURE - left)
    cells = (
        _cell(widths[0], _paragraph(_picture(ministry), left=pad, exact=False), ministry),
        _cell(widths[1], _paragraph(_run("{organisation}", ink, 20, bold=True)), ministry),
        _cell(widths[2], _paragraph(_run("{kind}", second, 18), right=True, end=pad), ministry),
    )
    rows = f"<w:tr>{''.join(cells)}</w:tr>"
    if ministry.form == "bar":
        rows = _bar(ministry) + rows
    grid = "".join(
        f'<w:gridCol w:w="{width}"/>' for width in (_bar_grid(widths) if ministry.form == "bar" else widths)
    )
    return _part(
        f"<w:hdr {_NAMESPACES}>{_space(100)}<w:tbl><w:tblPr>"
        f'<w:tblW w:w="{MEASURE}" w:type="dxa"/><w:tblInd w:w="-{SIDE}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{_space(240)}</w:hdr>"
    )


def _bar_grid(widths: tuple[int, int, int]) -> tuple[int, ...]:
    """Columns of a table whose first row is a bar as broad as the column of headings."""
    bar = SIDE - 240
    return (widths[0], bar - widths[0], widths[1] + widths[0] - bar, widths[2])


def _bar(ministry: Ministry) -> str:
    bar = SIDE - 240
    line = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="60" w:lineRule="exact"/></w:pPr></w:p>'
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{ministry.accent}"/>'
    return (
        '<w:tr><w:trPr><w:trHeight w:val="80" w:hRule="exact"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{bar}" w:type="dxa"/><w:gridSpan w:val="2"/>{shade}</w:tcPr>{line}</w:tc>'
        f'<w:tc><w:tcPr><w:tcW w:w="{MEASURE - bar}" w:type="dxa"/><w:gridSpan w:val="2"/></w:tcPr>{line}</w:tc></w:tr>'
    )


def _cell(width: int, content: str, ministry: Ministry) -> str:
    borders = shade = span = ""
    if ministry.form == "rules":
        edge = f'w:val="single" w:sz="6" w:space="0" w:color="{ministry.accent}"'
        borders = f"<w:tcBorders><w:top {edge}/><w:bottom {edge}/></w:tcBorders>"
    if ministry.form == "band":
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{ministry.accent}"/>'
    if ministry.form == "bar" and "organisation" in content:
        span = '<w:gridSpan w:val="2"/>'
    above = 120 if ministry.form == "bar" else 100
    below = 0 if ministry.form == "bar" else 100
    margins = f'<w:tcMar><w:top w:w="{above}" w:type="dxa"/><w:bottom w:w="{below}" w:type="dxa"/></w:tcMar>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{borders}{shade}{margins}<w:vAlign w:val="center"/>'
        f"</w:tcPr>{content}</w:tc>"
    )


def _paragraph(content: str, *, left: int = 0, end: int = 0, right: bool = False, exact: bool = True) -> str:
    line = 'w:line="280" w:lineRule="atLeast"' if exact else 'w:line="240" w:lineRule="auto"'
    aligned = '<w:jc w:val="right"/>' if right else ""
    return (
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" {line}/><w:ind w:left="{left}" w:right="{end}"/>{aligned}'
        f"</w:pPr>{content}</w:p>"
    )


def _run(words: str, colour: str, half_points: int, *, bold: bool = False) -> str:
    return (
        f'<w:r><w:rPr>{"<w:b/>" if bold else ""}<w:color w:val="{colour}"/><w:sz w:val="{half_points}"/>'
        f'<w:szCs w:val="{half_points}"/></w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'
    )


def _picture(ministry: Ministry) -> str:
    size = f'cx="{round(ministry.height * EMU)}" cy="{round(ministry.height * EMU)}"'
    said = f"Logo of the Ministry of {ministry.name}"
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="1" name="Logo" descr="{said}"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="1" name="Logo" descr="{said}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        '<a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _space(twips: int) -> str:
    return (
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="{twips}" w:lineRule="exact"/></w:pPr></w:p>'
    )


def _theme(ministry: Ministry) -> bytes:
    """Colours and faces, so that people who edit the file in Word find them in its palettes (20.1.6)."""
    colours = {
        "dk1": "1B1F24",
        "lt1": "FFFFFF",
        "dk2": INK2,
        "lt2": ministry.tint,
        "accent1": ministry.accent,
        "accent2": "7A848E",
        "accent3": "0A5F50",
        "accent4": "8A3F00",
        "accent5": "C8CED4",
        "accent6": "F2F4F5",
        "hlink": ministry.accent,
        "folHlink": INK2,
    }
    scheme = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colours.items())
    face = '<a:latin typeface="Noto Sans"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return _part(
        f'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="{ministry.name}"><a:themeElements>'
        f'<a:clrScheme name="{ministry.name}">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="{ministry.name}"><a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="{ministry.name}"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def _part(xml: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode()


def main() -> None:
    """Write both files of each ministry."""
    for folder, ministry in MINISTRIES.items():
        out = io.BytesIO()
        logo(ministry).save(out, "PNG", optimize=True)
        (TEMPLATES / folder / "logo.png").write_bytes(out.getvalue())
        (TEMPLATES / folder / "letterhead.docx").write_bytes(letterhead(ministry, out.getvalue()))


if __name__ == "__main__":
    main()
