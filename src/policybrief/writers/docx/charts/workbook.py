"""The workbook behind a chart, which Word opens on "Edit data"."""

from __future__ import annotations

import io
from datetime import datetime

from policybrief.document import Chart


def workbook(chart: Chart) -> bytes:
    """The workbook that Word opens on "Edit data": the same bytes for the same chart."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2000, 1, 1)})
    sheet = book.add_worksheet("Sheet1")
    for column, series in enumerate(chart.series, 1):
        sheet.write_string(0, column, series.name)
        for row, point in enumerate(series.points, 1):
            sheet.write_string(row, 0, point.label)
            if point.value is not None:
                sheet.write_number(row, column, point.value)
    book.close()
    return out.getvalue()
