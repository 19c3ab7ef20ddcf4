"""Dates of stated precision: the EDTF subset that records use (ISO 8601-2:2019, levels 0 and 1, in part)."""

from __future__ import annotations

import calendar
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, order=True)
class StatedDate:
    """A year, month or day, perhaps uncertain (`?`) or approximate (`~`); `%` is both."""

    year: int
    month: int = 0
    day: int = 0
    uncertain: bool = False
    approximate: bool = False

    def __str__(self) -> str:
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        sign = {(False, False): "", (True, False): "?", (False, True): "~", (True, True): "%"}
        return "-".join(parts) + sign[self.uncertain, self.approximate]

    @property
    def precision(self) -> str:
        """`year`, `month` or `day`."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def exact(self) -> bool:
        """True unless uncertain or approximate."""
        return not (self.uncertain or self.approximate)

    def earliest(self) -> date:
        """First day that the statement admits as written."""
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        """Last day that the statement admits as written."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


@dataclass(frozen=True, slots=True)
class Interval:
    """From `start` to `end`, both included; None is open."""

    start: StatedDate | None
    end: StatedDate | None

    def __str__(self) -> str:
        return f"{self.start or '..'}/{self.end or '..'}"


_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)", re.ASCII)


def today(time_zone: str, environment: Mapping[str, str] = os.environ) -> date:
    """The day in `time_zone`; that of SOURCE_DATE_EPOCH where it is set (reproducible-builds.org).

    Raises:
        zoneinfo.ZoneInfoNotFoundError: there is no such zone.
        ValueError: SOURCE_DATE_EPOCH is not a whole number, or of no day.
    """
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(time_zone)
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    try:
        return (datetime.fromtimestamp(int(epoch), zone) if epoch else datetime.now(zone)).date()
    except (OverflowError, OSError) as fault:
        raise ValueError(f"{epoch[:40]} seconds after 1970 is not a valid day") from fault


def parse_date(text: str) -> StatedDate:
    """The date that `text` states.

    Raises:
        ValueError: with a sentence for people that says what is wrong and what to write.
    """
    match = _DATE.fullmatch(text.strip())
    if not match:
        raise ValueError(
            f"'{text}' is not a date; write 2022, 2022-08 or 2022-08-05 (with ~ for about, ? for uncertain)"
        )
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if 21 <= month <= 41:
        raise ValueError(
            f"'{text}' means a season in EDTF, not a range of years; write {year}/{year // 100 * 100 + month}"
        )
    stated = StatedDate(year, month, day, match[4] in ("?", "%"), match[4] in ("~", "%"))
    try:
        if (match[2] and not month) or (match[3] and not day):
            raise ValueError
        stated.earliest()
    except ValueError:
        raise ValueError(f"'{text}' is not a date: there is no such month or day") from None
    return stated


def months_after(start: date, months: int) -> date:
    """The same day `months` later, or the last day of that month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
