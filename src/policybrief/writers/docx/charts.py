"""Charts as native DrawingML (ISO/IEC 29500-1, 21.2), each with a workbook that holds what it shows and no more."""

from __future__ import annotations

import io
from datetime import datetime

from policybrief.document import Chart, Series
from policybrief.ooxml.escaping import escape
from policybrief.templates.look import Look

EMU = 12_700
"""English Metric Units in a point."""

NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
CATEGORIES, VALUES = 111, 112
"""Ids of the two axes."""


def chart_height(chart: Chart) -> float:
    """How high a chart stands on the page, in points: 24 a bar, 160 for lines."""
    return 160.0 if chart.kind == "lines" else 24.0 * max(1, len(chart.points)) + 8.0


def chart_xml(chart: Chart, look: Look, language: str) -> str:
    """The part of a chart: labels at its bars and at the ends of its lines, no legend, no frame."""
    plot = _lines(chart, look) if chart.kind == "lines" else _bars(chart, look)
    return (
        f'<c:chartSpace {NAMESPACES}><c:date1904 val="0"/><c:lang val="{escape(language)}"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{plot}</c:plotArea>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_text(look, 9)}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def workbook(chart: Chart) -> bytes:
    """The workbook that Word opens on "Edit data": the same bytes for the same chart."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2000, 1, 1)})
    sheet = book.add_worksheet("Sheet1")
    for column, series in enumerate(_series(chart), 1):
        sheet.write_string(0, column, series.name)
        for row, point in enumerate(series.points, 1):
            sheet.write_string(row, 0, point.label)
            sheet.write_number(row, column, point.value)
    book.close()
    return out.getvalue()


def _series(chart: Chart) -> tuple[Series, ...]:
    return chart.series if chart.kind == "lines" else (Series(chart.unit, chart.points),)


def _bars(chart: Chart, look: Look) -> str:
    [series] = _series(chart)
    accent, strong = look.accent.lstrip("#"), look.colour("strong").lstrip("#")
    points = "".join(
        f'<c:dPt><c:idx val="{n}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{_filled(accent)}</c:dPt>'
        for n, point in enumerate(series.points)
        if point.accent
    )
    labels = "".join(_label(n, point.shown, look, "outEnd") for n, point in enumerate(series.points))
    return (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'<c:ser><c:idx val="0"/><c:order val="0"/>{_named(0, series)}{_filled(strong)}<c:invertIfNegative val="0"/>'
        f"{points}<c:dLbls>{labels}{_shown(False)}</c:dLbls>{_cells(0, series)}</c:ser>"
        f'<c:gapWidth val="50"/><c:axId val="{CATEGORIES}"/><c:axId val="{VALUES}"/></c:barChart>'
        f"{_categories('l', 'maxMin')}{_values(chart, 't', hidden=True, look=look)}"
    )


def _lines(chart: Chart, look: Look) -> str:
    accent, strong = look.accent.lstrip("#"), look.colour("strong").lstrip("#")
    drawn = []
    for n, series in enumerate(chart.series):
        width, colour = (19_050, accent) if series.accent else (12_700, strong)
        last = _label(len(series.points) - 1, series.name, look, "r") if series.points else ""
        drawn.append(
            f'<c:ser><c:idx val="{n}"/><c:order val="{n}"/>{_named(n, series)}'
            f'<c:spPr><a:ln w="{width}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln></c:spPr>'
            f'<c:marker><c:symbol val="none"/></c:marker><c:dLbls>{last}{_shown(False)}</c:dLbls>'
            f'{_cells(n, series)}<c:smooth val="0"/></c:ser>'
        )
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{"".join(drawn)}<c:marker val="1"/>'
        f'<c:axId val="{CATEGORIES}"/><c:axId val="{VALUES}"/></c:lineChart>'
        f"{_categories('b', 'minMax')}{_values(chart, 'l', hidden=False, look=look)}"
    )


def _named(column: int, series: Series) -> str:
    return (
        f'<c:tx><c:strRef><c:f>Sheet1!${chr(66 + column)}$1</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{escape(series.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )


def _cells(column: int, series: Series) -> str:
    """References to the workbook, with their values as they are shown until it is opened."""
    end, count = len(series.points) + 1, f'<c:ptCount val="{len(series.points)}"/>'
    names = "".join(_value(n, escape(point.label)) for n, point in enumerate(series.points))
    values = "".join(_value(n, repr(point.value)) for n, point in enumerate(series.points))
    letter = chr(66 + column)
    return (
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${end}</c:f><c:strCache>{count}{names}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Sheet1!${letter}$2:${letter}${end}</c:f>"
        f"<c:numCache><c:formatCode>General</c:formatCode>{count}{values}</c:numCache></c:numRef></c:val>"
    )


def _value(index: int, shown: str) -> str:
    return f'<c:pt idx="{index}"><c:v>{shown}</c:v></c:pt>'


def _label(index: int, shown: str, look: Look, place: str) -> str:
    """The label of one point, in our own words: formatted by language, or the name of the line."""
    return (
        f'<c:dLbl><c:idx val="{index}"/><c:tx><c:rich><a:bodyPr/><a:p><a:r>'
        f'<a:rPr lang="en" sz="{1200 if place == "outEnd" else 900}" b="{int(place == "outEnd")}"/>'
        f"<a:t>{escape(shown)}</a:t></a:r></a:p></c:rich></c:tx>"
        f'<c:dLblPos val="{place}"/>{_shown(True)}</c:dLbl>'
    )


def _shown(value: bool) -> str:
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(value)}"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )


def _filled(colour: str) -> str:
    return f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></c:spPr>'


def _categories(place: str, order: str) -> str:
    return (
        f'<c:catAx><c:axId val="{CATEGORIES}"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{place}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        f'<c:crossAx val="{VALUES}"/><c:crosses val="autoZero"/></c:catAx>'
    )


def _values(chart: Chart, place: str, *, hidden: bool, look: Look) -> str:
    hair = look.colour("hair").lstrip("#")
    least = '<c:min val="0"/>' if all(p.value >= 0 for s in _series(chart) for p in s.points) else ""
    grid = f'<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{hair}"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>'
    return (
        f'<c:valAx><c:axId val="{VALUES}"/><c:scaling><c:orientation val="minMax"/>{least}</c:scaling>'
        f'<c:delete val="{int(hidden)}"/><c:axPos val="{place}"/>{"" if hidden else grid}'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        f'<c:crossAx val="{CATEGORIES}"/><c:crosses val="autoZero"/></c:valAx>'
    )


def _text(look: Look, size: int) -> str:
    font, ink = escape(look.word_font), look.colour("ink").lstrip("#")
    return (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{size * 100}"><a:solidFill><a:srgbClr val="{ink}"/></a:solidFill>'
        f'<a:latin typeface="{font}"/></a:defRPr></a:pPr><a:endParaRPr lang="en"/></a:p></c:txPr>'
    )
