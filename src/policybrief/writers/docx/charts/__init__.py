"""Charts as native DrawingML (ISO/IEC 29500-1, 21.2), each with a workbook that holds what it shows and no more."""

from policybrief.writers.docx.charts.space import EMU, chart_xml
from policybrief.writers.docx.charts.workbook import workbook

__all__ = ["EMU", "chart_xml", "workbook"]
