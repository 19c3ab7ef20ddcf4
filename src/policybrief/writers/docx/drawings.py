"""Pictures and charts in the text (ISO/IEC 29500-1, 20.4): inline, with alternative text, numbered from 1."""

from __future__ import annotations

from dataclasses import dataclass, field

from policybrief.charts import height_of
from policybrief.document import Chart, Image
from policybrief.ooxml.xml import quoted
from policybrief.writers.docx.charts import EMU

PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


@dataclass(slots=True)
class Drawings:
    """The drawings of a document in order; the n-th has the relationship `rIdPn` or `rIdCn`."""

    pictures: list[bytes] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)

    def picture(self, image: Image, alternative: str) -> str:
        """The run that shows `image`."""
        self.pictures.append(image.png)
        number, pointer = len(self.pictures) + len(self.charts), f"rIdP{len(self.pictures)}"
        return picture_run(number, pointer, image.width, image.height, alternative=alternative)

    def chart(self, chart: Chart, alternative: str, *, width: float) -> str:
        """The run that shows `chart` as wide as `width`, in points."""
        self.charts.append(chart)
        number = len(self.charts)
        inside = f'<c:chart xmlns:c="{CHART}" r:id="rIdC{number}"/>'
        every, size = len(self.pictures) + number, _size(width, height_of(chart))
        return _inline(every, f"Chart {number}", size, alternative, CHART, inside)


def picture_run(number: int, pointer: str, width: float, height: float, *, alternative: str) -> str:
    """The run that shows the picture of the relationship `pointer`, in points; `number` is its own in the file."""
    size = _size(width, height)
    named = f'id="{number}" name="Picture {number}" descr={quoted(alternative)}'
    inside = (
        f"<pic:pic><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/>"
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{pointer}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    return _inline(number, f"Picture {number}", size, alternative, PICTURE, inside)


def _inline(number: int, name: str, size: str, alternative: str, kind: str, inside: str) -> str:
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="{name}" descr={quoted(alternative)}/>'
        f'<a:graphic><a:graphicData uri="{kind}">{inside}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def _size(width: float, height: float) -> str:
    return f'cx="{round(width * EMU)}" cy="{round(height * EMU)}"'
