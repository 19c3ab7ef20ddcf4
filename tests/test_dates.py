"""Dates of stated precision, intervals, and months."""

from __future__ import annotations

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policybrief.dates import months_after, parse_date


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision", "exact"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31), "year", True),
        ("2022-02", date(2022, 2, 1), date(2022, 2, 28), "month", True),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month", True),
        ("2022-08-05", date(2022, 8, 5), date(2022, 8, 5), "day", True),
        ("2022-09~", date(2022, 9, 1), date(2022, 9, 30), "month", False),
        ("2022?", date(2022, 1, 1), date(2022, 12, 31), "year", False),
        ("2022-08-05%", date(2022, 8, 5), date(2022, 8, 5), "day", False),
    ],
)
def test_a_date_spans_what_it_states(
    text: str, earliest: date, latest: date, precision: str, exact: bool
) -> None:
    stated = parse_date(text)
    assert (stated.earliest(), stated.latest()) == (earliest, latest)
    assert (stated.precision, stated.exact) == (precision, exact)
    assert str(stated) == text


STATED = st.builds(
    lambda day, precision, sign: day.isoformat()[: {"year": 4, "month": 7, "day": 10}[precision]] + sign,
    st.dates(date(1000, 1, 1), date(9998, 12, 31)),
    st.sampled_from(["year", "month", "day"]),
    st.sampled_from(["", "~", "?", "%"]),
)


@given(STATED)
def test_every_date_is_written_back_as_it_was_read(text: str) -> None:
    stated = parse_date(text)
    assert str(stated) == text
    assert stated.earliest() <= stated.latest()
    assert parse_date(str(stated)) == stated


@pytest.mark.parametrize(
    "text",
    [
        "",
        "22",
        "2022-8",
        "2022-08-5",
        "2022-13",
        "2022-00",
        "2022-02-30",
        "2022-08-00",
        "0000",
        "2022-08~-05",
        "٢٠٢٢",
    ],
)
def test_what_is_no_date_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        parse_date(text)


@pytest.mark.parametrize("code", list(range(21, 42)))
def test_a_season_code_is_refused_with_what_was_meant(code: int) -> None:
    with pytest.raises(ValueError, match=f"season in EDTF.*2022/20{code}"):
        parse_date(f"2022-{code}")


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 240))
def test_months_after_keeps_the_day_or_takes_the_last_of_the_month(start: date, months: int) -> None:
    later = months_after(start, months)
    assert (later.year * 12 + later.month) - (start.year * 12 + start.month) == months
    assert later.day == min(start.day, calendar.monthrange(later.year, later.month)[1])
