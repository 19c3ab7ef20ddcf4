"""Drawn pages and a structure tree → a file that is PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2)."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName

from policybrief.document import Meta
from policybrief.writers.pdf.archival_document import Stream
from policybrief.writers.pdf.canvas import Canvas
from policybrief.writers.pdf.metadata import icc_profile, xmp
from policybrief.writers.pdf.structure import structure_root
from policybrief.writers.pdf.tree import Element


def saved(canvas: Canvas, meta: Meta, root: Element) -> bytes:
    """The finished file."""
    _set_information(canvas, meta)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    if canvas.file.outline.levelstack:
        canvas.showOutline()
    catalogue = canvas.file.Catalog
    catalogue.StructTreeRoot = structure_root(canvas, root)
    catalogue.MarkInfo = PDFDictionary({"Marked": "true"})
    packet = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    catalogue.Metadata = Stream(packet, xmp(meta).encode(), [])
    catalogue.OutputIntents = PDFArray([_output_intent()])
    finished: bytes = canvas.getpdfdata()
    return finished


def _set_information(canvas: Canvas, meta: Meta) -> None:
    canvas.setTitle(meta.title)
    canvas.setAuthor(meta.organisation)
    canvas.setSubject(meta.subject)
    canvas.setKeywords(", ".join(meta.keywords))
    canvas.setCreator("policybrief")
    canvas.setProducer("policybrief")
    day = (meta.date or "2000-01-01").replace("-", "")
    canvas.setDateFormatter(lambda *_: f"D:{day}000000Z")


def _output_intent() -> Any:
    """An output intent (ISO 32000-1, 14.11.5) with the profile that all colours are in."""
    return PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": "(sRGB IEC61966-2.1)",
            "Info": "(sRGB IEC61966-2.1)",
            "RegistryName": "(http://www.color.org)",
            "DestOutputProfile": Stream(PDFDictionary({"N": 3}), icc_profile()),
        }
    )
