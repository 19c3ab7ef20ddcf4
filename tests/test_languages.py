"""Dates, numbers and lists in words; texts and their fallback; where lines must not end."""

from datetime import date
from decimal import Decimal

import pytest

from policybrief.dates import parse_date
from policybrief.languages import (
    NBSP,
    Text,
    format_day,
    format_number,
    format_stated,
    join_list,
    no_break,
)


def test_a_text_falls_back_to_the_language_it_was_written_in():
    text = Text((("en", "aid"),)).adding("uk", "допомога")
    assert text.in_language("uk") == ("допомога", "uk")
    assert text.in_language("fr") == ("aid", "en")


def test_a_new_version_takes_the_place_of_the_old_one():
    text = Text((("en", "aid"), ("uk", "поміч"))).adding("uk", "допомога")
    assert text.versions == (("en", "aid"), ("uk", "допомога"))


@pytest.mark.parametrize(
    ("stated", "language", "words"),
    [
        ("2022", "en", "2022"),
        ("2022-08", "en", "August 2022"),
        ("2022-08", "uk", "серпень 2022"),
        ("2022-08-05", "en", f"5{NBSP}August{NBSP}2022"),
        ("2022-09~", "en", "about September 2022"),
    ],
)
def test_a_date_is_told_at_its_precision(stated, language, words):
    assert format_stated(parse_date(stated), language) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", f"1.{NBSP}Februar{NBSP}2024"), ("fr", f"1er{NBSP}février 2024"), ("pl", f"1{NBSP}lutego 2024")],
)
def test_a_day_is_told_as_its_language_does(language, words):
    assert format_day(date(2024, 2, 1), language) == words


def test_a_month_inside_a_phrase_takes_the_case_of_its_language():
    assert format_stated(parse_date("2022-08"), "pl", inside=True) == "sierpnia 2022"
    assert format_stated(parse_date("2022-08"), "pl") == "sierpień 2022"


def test_french_signs_keep_to_their_word():
    assert no_break("« Quoi : rien ; et vous ? »", "fr").count(NBSP) == 5


def test_a_day_in_a_table_is_short():
    assert format_day(date(2024, 2, 29), "uk", short=True) == "29.02.2024"


@pytest.mark.parametrize(
    ("value", "language", "shown"),
    [
        ("4100000", "en", "4,100,000"),
        ("4100000", "uk", f"4{NBSP}100{NBSP}000"),
        ("2.50", "uk", "2,50"),
        ("0", "en", "0"),
    ],
)
def test_a_number_has_the_separators_of_its_language(value, language, shown):
    assert format_number(Decimal(value), language) == shown


def test_a_list_in_english_has_no_comma_before_and():
    assert join_list(["A", "B", "C"], "en") == "A, B and C"
    assert join_list(["A", "B", "C"], "uk") == "A, B і C"
    assert join_list([], "en") == ""


def test_ukrainian_one_letter_words_stay_with_the_next_word():
    assert no_break("і в Україні", "uk") == f"і{NBSP}в{NBSP}Україні"


def test_no_line_begins_with_a_dash():
    assert no_break("The order – ours – stands.", "en") == f"The order{NBSP}– ours{NBSP}– stands."
    assert no_break("Порядок — наше судження.", "uk") == f"Порядок{NBSP}— наше судження."
    assert no_break("5–10 years", "en") == "5–10 years"


def test_places_units_and_dates_are_not_parted():
    assert no_break("para 2, 5 % on 6 December 2023", "en") == (
        f"para{NBSP}2, 5{NBSP}% on 6{NBSP}December{NBSP}2023"
    )
    said = no_break("am 3. Dezember 2026, z. B. nach § 4 Abs. 2, 5 Mrd. Euro für Dr. Müller", "de")
    assert said.replace(NBSP, "~") == (
        "am 3.~Dezember~2026, z.~B. nach §~4 Abs.~2, 5~Mrd. Euro für Dr.~Müller"
    )
