"""Elements that the plots of all kinds are made of."""

from __future__ import annotations

from policybrief.document import Chart, Series
from policybrief.ooxml.xml import escape
from policybrief.templates.look import Look

CATEGORIES, VALUES = 111, 112
"""Ids of the two axes."""


def series_name(column: int, series: Series) -> str:
    """The name of a series, with its cell in the workbook."""
    return (
        f'<c:tx><c:strRef><c:f>Sheet1!${chr(66 + column)}$1</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{escape(series.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )


def cell_references(column: int, series: Series) -> str:
    """References to the workbook, with their values as they are shown until it is opened."""
    end, count = len(series.points) + 1, f'<c:ptCount val="{len(series.points)}"/>'
    names = "".join(_value(n, escape(point.label)) for n, point in enumerate(series.points))
    known = ((n, point.value) for n, point in enumerate(series.points) if point.value is not None)
    values = "".join(_value(n, repr(value)) for n, value in known)
    letter = chr(66 + column)
    return (
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${end}</c:f><c:strCache>{count}{names}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Sheet1!${letter}$2:${letter}${end}</c:f>"
        f"<c:numCache><c:formatCode>General</c:formatCode>{count}{values}</c:numCache></c:numRef></c:val>"
    )


def _value(index: int, shown: str) -> str:
    return f'<c:pt idx="{index}"><c:v>{shown}</c:v></c:pt>'


def point_label(index: int, shown: str, look: Look, place: str) -> str:
    """The label of one point, in our own words: formatted by language, or the name of the line."""
    return (
        f'<c:dLbl><c:idx val="{index}"/><c:tx><c:rich><a:bodyPr/><a:p><a:r>'
        f'<a:rPr lang="en" sz="{1200 if place == "outEnd" else 900}" b="{int(place == "outEnd")}"/>'
        f"<a:t>{escape(shown)}</a:t></a:r></a:p></c:rich></c:tx>"
        f'<c:dLblPos val="{place}"/>{label_parts(True)}</c:dLbl>'
    )


def label_parts(value: bool) -> str:
    """What labels show besides our own words."""
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(value)}"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )


def solid_fill(colour: str) -> str:
    """A shape in one colour, without an outline."""
    return f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></c:spPr>'


def category_axis(place: str, order: str) -> str:
    """The axis of names."""
    return (
        f'<c:catAx><c:axId val="{CATEGORIES}"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{place}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        f'<c:crossAx val="{VALUES}"/><c:crosses val="autoZero"/></c:catAx>'
    )


def value_axis(chart: Chart, place: str, *, hidden: bool, look: Look) -> str:
    """The axis of values, with rules across the plot unless it is hidden."""
    hair = look.colour("hair").lstrip("#")
    least = '<c:min val="0"/>' if all((p.value or 0) >= 0 for s in chart.series for p in s.points) else ""
    grid = f'<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{hair}"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>'
    return (
        f'<c:valAx><c:axId val="{VALUES}"/><c:scaling><c:orientation val="minMax"/>{least}</c:scaling>'
        f'<c:delete val="{int(hidden)}"/><c:axPos val="{place}"/>{"" if hidden else grid}'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        f'<c:crossAx val="{CATEGORIES}"/><c:crosses val="autoZero"/></c:valAx>'
    )
