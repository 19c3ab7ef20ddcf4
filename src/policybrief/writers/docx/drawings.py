"""Pictures in the text (ISO/IEC 29500-1, 20.4): inline, with alternative text, numbered from 1."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from policybrief.document import Image

EMU = 12_700
"""English Metric Units in a point."""


@dataclass(slots=True)
class Pictures:
    """The pictures of a document in order; the n-th has the relationship `rIdPn`."""

    files: list[bytes] = field(default_factory=list)

    def run(self, image: Image, alternative: str) -> str:
        """The run that shows `image`."""
        self.files.append(image.png)
        number = len(self.files)
        size = f'cx="{round(image.width * EMU)}" cy="{round(image.height * EMU)}"'
        said = quoteattr(alternative)
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr id="{number}" name="Picture {number}" descr={said}/>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}" descr={said}/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="rIdP{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )
