"""Numbers that a reader of another language may take for a thousand times as much."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policybrief.checks.checked import Check, Checked
from policybrief.checks.support import quantities
from policybrief.diagnostics import Diagnostic

_AS_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")


def check_ambiguous_number(checked: Checked) -> Iterator[Diagnostic]:
    """A number with three decimals: `4.100` is 4.1 here, and 4,100 where a point parts thousands."""
    for record in checked.records():
        for value in quantities(record):
            if _AS_THOUSANDS.fullmatch(f"{value:f}"):
                whole = f"{value:f}".replace(".", "")
                said = f"{record.kind} {record.id} has the number {value:f}, which many read as {whole}"
                hint = (
                    f"write {whole} if that is meant; if not, leave zeros at the end away or waive this rule"
                )
                yield checked.point(record, "ambiguous-number", said, hint, "number")


CHECKS: tuple[Check, ...] = (check_ambiguous_number,)
