"""Dates, numbers and lists in words; texts and their fallback; where lines must not end."""

from datetime import date
from decimal import Decimal

import pytest

from policybrief.dates import parse_date
from policybrief.languages import (
    NBSP,
    Text,
    fallbacks,
    filled,
    format_day,
    format_number,
    format_stated,
    full_stop,
    is_known_tag,
    is_right_to_left,
    join_list,
    no_break,
    read_number,
    serves,
    suggested_tag,
    without_stop,
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
        ("2022-08", "uk", f"серпень 2022{NBSP}року"),
        ("2022", "uk", f"2022{NBSP}рік"),
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


def test_a_month_or_year_inside_a_phrase_takes_the_case_of_its_language():
    assert format_stated(parse_date("2022-08"), "pl", inside=True) == "sierpnia 2022"
    assert format_stated(parse_date("2022-08"), "pl") == "sierpień 2022"
    assert format_stated(parse_date("2022-08"), "uk", inside=True) == f"серпня 2022{NBSP}року"
    assert format_stated(parse_date("2014"), "uk", inside=True) == f"2014{NBSP}року"
    assert format_stated(parse_date("2014"), "en", inside=True) == "2014"


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


def test_in_ukrainian_a_year_a_unit_and_a_place_stay_with_their_number():
    said = no_break(
        "До 2014 року (пункт 7 статті 42) дано 3 млн євро, 40 грн і 12 європейських танків.", "uk"
    )
    assert said.replace(NBSP, "~") == (
        "До 2014~року (пункт~7 статті~42) дано 3~млн євро, 40~грн і~12 європейських танків."
    )


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


def test_a_tag_falls_back_part_by_part():
    assert fallbacks("zh-Hant-TW") == ("zh-Hant-TW", "zh-Hant", "zh")
    assert serves("de", "de-AT")
    assert not serves("de-DE", "de-AT")
    assert not serves("de-AT", "de")


def test_a_text_falls_back_along_the_tag_before_it_falls_back_on_the_original():
    text = Text((("en", "January"), ("de", "Januar"), ("de-AT", "Jänner")))
    assert text.in_language("de-AT") == ("Jänner", "de-AT")
    assert text.in_language("de-CH") == ("Januar", "de")
    assert text.in_language("fr-CA") == ("January", "en")


@pytest.mark.parametrize("tag", ["en", "en-GB", "de-AT", "sr-Latn", "zh-Hans", "zh-CN", "pt-BR", "es-419"])
def test_a_tag_that_cldr_has_is_known(tag):
    assert is_known_tag(tag)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("en_GB", "en-GB"),
        ("EN", "en"),
        ("de-at", "de-AT"),
        ("eng", "en"),
        ("German", "de"),
        ("українська", "uk"),
        ("ua", "uk"),
        ("cz", "cs"),
        ("en-UK", "en-GB"),
        ("de-PL", "de"),
        ("de-Latn", "de"),
        ("xq", ""),
    ],
)
def test_an_unknown_tag_leads_to_the_one_that_was_meant(typed, meant):
    assert not is_known_tag(typed)
    assert suggested_tag(typed) == meant


def test_languages_from_right_to_left_are_recognised_by_their_script():
    assert [
        t for t in ("ar", "he", "fa", "ur", "fa-AF", "pa-Arab", "pa", "tr", "uk") if is_right_to_left(t)
    ] == [
        "ar",
        "he",
        "fa",
        "ur",
        "fa-AF",
        "pa-Arab",
    ]


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("en", "2 December 2024", "2 Dec 2024"),
        ("en-GB", "2 December 2024", "2 Dec 2024"),
        ("en-US", "December 2, 2024", "Dec 2, 2024"),
        ("de-AT", "2. Dezember 2024", "02.12.2024"),
        ("pt-BR", "2 de dezembro de 2024", "02/12/2024"),
        ("sr-Latn", "2. decembar 2024.", "02. 12. 2024."),
        ("fr-CA", "2 décembre 2024", "2024-12-02"),
    ],
)
def test_a_day_is_written_as_its_region_writes_it(language, long, short):
    day = date(2024, 12, 2)
    assert format_day(day, language).replace(NBSP, " ") == long
    assert format_day(day, language, short=True).replace(NBSP, " ") == short


@pytest.mark.parametrize(
    ("language", "four", "five"),
    [
        ("pl", "9999", f"10{NBSP}000"),
        ("es", "9999", "10.000"),
        ("es-MX", "9,999", "10,000"),
        ("pt", "9.999", "10.000"),
        ("pt-PT", "9999", f"10{NBSP}000"),
        ("hu", "9999", f"10{NBSP}000"),
        ("it-CH", "9999", "10’000"),
        ("uk", f"9{NBSP}999", f"10{NBSP}000"),
        ("de-CH", "9’999", "10’000"),
    ],
)
def test_four_digits_are_grouped_only_where_the_language_groups_them(language, four, five):
    assert format_number(Decimal(9999), language) == four
    assert format_number(Decimal(10000), language) == five
    assert format_number(Decimal("-9999.50"), language).startswith(f"−{four}")


@pytest.mark.parametrize(
    "language", ["en", "en-IN", "uk", "de", "de-CH", "fr", "pl", "es", "pt-PT", "sv", "hu"]
)
@pytest.mark.parametrize("value", ["1000", "9999", "10000", "-3235", "1234567.5", "-0.25", "0"])
def test_a_number_reads_back_as_it_was_printed(language, value):
    assert read_number(format_number(Decimal(value), language), language) == Decimal(value)
    assert read_number(format_number(Decimal(value), language).replace("−", "-"), language) == Decimal(value)


@pytest.mark.parametrize("language", ["en", "uk", "de", "fr", "pl", "sv"])
def test_a_minus_is_a_minus_and_nothing_is_not_negative(language):
    assert format_number(Decimal(-5), language) == "−5"
    assert format_number(Decimal("-0.0"), language) == "0"


def test_digits_are_grouped_as_the_region_does():
    assert format_number(Decimal(1234567), "en-IN") == "12,34,567"


@pytest.mark.parametrize(
    ("words", "stop"),
    [
        ("Who pays", "."),
        ("Who pays?", ""),
        ("etc.", ""),
        ("“Why?”", ""),
        ("« Qui ? »", ""),
        ("(p. 3.)", "."),
        ("…", ""),
    ],
)
def test_a_sentence_ends_in_one_sign(words, stop):
    assert full_stop(words) == stop


@pytest.mark.parametrize(
    ("words", "shorter"),
    [
        ("Fund it.", "Fund it"),
        ("Fund roads etc.", "Fund roads etc."),
        ("Wait...", "Wait..."),
        ("the U.S.", "the U.S."),
    ],
)
def test_a_stop_is_taken_away_unless_it_is_that_of_an_abbreviation(words, shorter):
    assert without_stop(words) == shorter


def test_a_label_has_one_sign_behind_a_value_that_ends_in_one():
    assert filled("Left out: {what}. See {where}.", {"what": "Why?", "where": "B"}) == "Left out: Why? See B."
    assert filled("{what}: {what}.", {"what": "Tolls etc."}) == "Tolls etc.: Tolls etc."
