"""When a brief is due: days of a calendar with holidays, by words or a cron expression.

The clock means nothing.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from enum import StrEnum

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FORMS = ("every Monday", "every working day", "every day", "monthly", "monthly on the 15th", "0 6 * * 1")
"""Examples of all that can be written, for messages."""


class Rhythm(StrEnum):
    """How the days of a schedule repeat."""

    DAILY = "every day"
    WORKING = "every working day"
    WEEKLY = "every week"
    MONTHLY = "monthly"
    CRON = "cron"


@dataclass(frozen=True, slots=True)
class Schedule:
    """The days on which a brief is due; `words` is what was written."""

    words: str
    rhythm: Rhythm
    weekdays: tuple[int, ...] = ()
    """For WEEKLY: Monday is 0."""
    day: int = 0
    """For MONTHLY: of the month; in a shorter month its last one."""

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Due:
    """A day on which something is due, and the day that its schedule names where a holiday moved it."""

    day: date
    named: date


def parse_schedule(text: str) -> Schedule:
    """The schedule that `text` states: one of `FORMS`, weekdays joined by commas or "and".

    Raises:
        ValueError: with a sentence for people, and after "; " what to write.
    """
    words = " ".join(text.split())
    low = words.lower()
    if low in (Rhythm.DAILY, "daily"):
        return Schedule(words, Rhythm.DAILY)
    if low in (Rhythm.WORKING, "every weekday"):
        return Schedule(words, Rhythm.WORKING)
    if monthly := re.fullmatch(r"(?:monthly|every month)(?: on (?:the )?(\d{1,2})(?:st|nd|rd|th)?)?", low):
        return _monthly(words, int(monthly[1] or 1))
    if low.startswith("every "):
        return _weekly(words)
    if re.match(r"[\d*]", words) or len(words.split()) == 5:
        return _cron(words)
    raise ValueError(f"'{words}' is not a schedule; {_hint(words)}")


def due_days(schedule: Schedule, *, since: date, on: date, holidays: Collection[date] = ()) -> Iterator[Due]:
    """The days after `since`, up to and with `on`, on which `schedule` is due, in their order.

    A day that is one of `holidays` moves to the next working day (Monday to Friday, no holiday); so does one
    of a monthly schedule that is no working day.
    """
    day = since + timedelta(1)
    while day <= on:
        named = _named(schedule, day, holidays)
        if named is not None:
            yield Due(day, named)
        day += timedelta(1)


def is_working_day(day: date, holidays: Collection[date] = ()) -> bool:
    """True from Monday to Friday, but for holidays."""
    return day.weekday() < 5 and day not in holidays


def _named(schedule: Schedule, day: date, holidays: Collection[date]) -> date | None:
    """The day that the schedule names and that falls on `day` in this calendar; None if there is none."""
    named = day
    while True:
        if _names(schedule, named, holidays) and _moved(schedule, named, holidays) == day:
            return named
        named -= timedelta(1)
        if is_working_day(named, holidays):  # whatever it names, or was moved to it, is no later than this
            return None


def _moved(schedule: Schedule, named: date, holidays: Collection[date]) -> date:
    if named in holidays or (schedule.rhythm is Rhythm.MONTHLY and named.weekday() >= 5):
        while not is_working_day(named, holidays):
            named += timedelta(1)
    return named


def _names(schedule: Schedule, day: date, holidays: Collection[date]) -> bool:
    """True if the schedule names this day, holidays apart."""
    match schedule.rhythm:
        case Rhythm.DAILY:
            return True
        case Rhythm.WORKING:
            return is_working_day(day, holidays)
        case Rhythm.WEEKLY:
            return day.weekday() in schedule.weekdays
        case Rhythm.MONTHLY:
            return day.day == min(schedule.day, calendar.monthrange(day.year, day.month)[1])
        case Rhythm.CRON:
            return _fires(schedule.words, day)


def _fires(words: str, day: date) -> bool:
    """True if the cron expression matches any minute of `day`."""
    from cronsim import CronSim

    midnight = datetime.combine(day, time())
    first = next(CronSim(words, midnight - timedelta(seconds=1)), None)
    return first is not None and first.date() == day


def _monthly(words: str, day: int) -> Schedule:
    if not 1 <= day <= 31:
        raise ValueError(f"no month has a day {day}; write monthly on the 15th")
    return Schedule(words, Rhythm.MONTHLY, day=day)


def _weekly(words: str) -> Schedule:
    named = re.split(r",\s*(?:and\s+)?|\s+and\s+", words[len("every ") :])
    known = {name.lower(): n for n, name in enumerate(WEEKDAYS)}
    unknown = [word for word in named if word.lower() not in known]
    if unknown:
        raise ValueError(f"there is no day of the week called '{unknown[0]}'; {_hint(words)}")
    return Schedule(words, Rhythm.WEEKLY, tuple(sorted({known[word.lower()] for word in named})))


def _cron(words: str) -> Schedule:
    """A cron expression of five fields: minute, hour, day of the month, month, day of the week."""
    from cronsim import CronSim, CronSimError

    if len(words.split()) != 5:
        said = f"'{words}' is neither a phrase nor a cron expression with five fields"
        raise ValueError(f"{said}; write every Monday, or minute hour day month weekday: 0 6 * * 1")
    try:
        first = next(CronSim(words, datetime(2000, 1, 1)), None)
    except CronSimError as fault:
        field = str(fault).removeprefix("Bad ")
        raise ValueError(
            f"the {field} of the cron expression '{words}' is impossible; write 0 6 * * 1"
        ) from None
    if first is None:
        raise ValueError(f"no day matches the cron expression '{words}'; write 0 6 * * 1")
    return Schedule(words, Rhythm.CRON)


def _hint(words: str) -> str:
    names = [f"every {name}" for name in WEEKDAYS] + [*FORMS[1:-1], "every month"]
    names.append("every Monday and Thursday")
    close = get_close_matches(words.lower(), [name.lower() for name in names], n=3, cutoff=0.75)
    close.sort(key=lambda name: name[:7] != words[:7].lower())  # "every m": Monday before Sunday
    said = next((name for name in names if close and name.lower() == close[0]), "")
    return f"did you mean '{said}'?" if said else f"write {', '.join(FORMS[:-1])} or a cron expression"
