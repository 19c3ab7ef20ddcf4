"""Pictures and charts in the text (ISO/IEC 29500-1, 20.4): inline, with alternative text, numbered from 1."""

from __future__ import annotations

from dataclasses import dataclass, field

from policybrief.document import Chart, Image
from policybrief.ooxml.escaping import quoted
from policybrief.writers.docx.charts import EMU, chart_height

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
        number = len(self.pictures)
        size = _size(image.width, image.height)
        said = quoted(alternative)
        inside = (
            f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}" descr={said}/><pic:cNvPicPr/>'
            f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdP{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        )
        return self._inline(f"Picture {number}", size, alternative, PICTURE, inside)

    def chart(self, chart: Chart, alternative: str, *, width: float) -> str:
        """The run that shows `chart` as wide as `width`, in points."""
        self.charts.append(chart)
        number = len(self.charts)
        inside = f'<c:chart xmlns:c="{CHART}" r:id="rIdC{number}"/>'
        return self._inline(f"Chart {number}", _size(width, chart_height(chart)), alternative, CHART, inside)

    def _inline(self, name: str, size: str, alternative: str, kind: str, inside: str) -> str:
        number = len(self.pictures) + len(self.charts)
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr id="{number}" name="{name}" descr={quoted(alternative)}/>'
            f'<a:graphic><a:graphicData uri="{kind}">{inside}</a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )


def _size(width: float, height: float) -> str:
    return f'cx="{round(width * EMU)}" cy="{round(height * EMU)}"'
