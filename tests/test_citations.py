"""Source lists in a CSL style, in the language of the edition."""

import re

import pytest

from policybrief.dates import parse_date
from policybrief.document import Emphasis, Link, Str, plain_text
from policybrief.languages import Text
from policybrief.records import Source
from policybrief.sections.citations import source_entries
from policybrief.templates.folders import BUILT_IN

STYLE = (BUILT_IN / "base" / "styles" / "brief.csl").read_text(encoding="utf-8")


def source(**more):
    fields = {
        "id": "anisova",
        "title": Text((("en", "No need to wait"),)),
        "author": ("Anisova, Kateryna",),
        "publisher": Text((("en", "European Leadership Network"),)),
        "issued": parse_date("2023-12-06"),
    }
    return Source(**{**fields, **more})


def entry(language="en", **more):
    ((_, inlines),) = source_entries((source(**more),), style=STYLE, language=language)
    return inlines


def words(language="en", **more):
    return plain_text(entry(language, **more)).replace("\u00a0", " ")


def test_a_title_is_set_in_italics():
    assert Emphasis((Str("No need to wait"),)) in entry()


def test_author_publisher_and_day_are_told():
    assert words() == "Anisova, Kateryna. No need to wait. European Leadership Network, 6 December 2023."


def test_a_ukrainian_list_has_ukrainian_dates():
    assert words("uk").endswith("6 грудня 2023 року.")


def test_an_inexact_date_is_left_to_the_list_which_says_that_it_is_ours():
    assert "2022" not in words(issued=parse_date("2022-09~"))


def test_an_institution_is_named_as_it_is():
    assert words(author=("Court of Auditors",)).startswith("Court of Auditors. ")


def test_an_address_is_a_link_without_the_full_stop():
    links = [inline for inline in entry(url="https://example.org/a") if isinstance(inline, Link)]
    assert [link.url for link in links] == ["https://example.org/a"]


@pytest.mark.parametrize("odd", ["a < b & c", "<i>x</i>", "5 * 3"])
def test_odd_characters_of_a_title_stay_as_they_are(odd):
    assert odd in words(title=Text((("en", odd),)))


def test_a_file_that_is_no_style_is_refused():
    with pytest.raises(ValueError, match="CSL"):
        source_entries((source(),), style="<x/>", language="en")


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("author-date", "Anisova, K. (2023). No need to wait. European Leadership Network."),
        ("legal", "Kateryna Anisova, No need to wait (European Leadership Network, 6 December 2023)."),
    ],
)
def test_each_built_in_style_tells_author_title_and_date(style, expected):
    text = (BUILT_IN / "base" / "styles" / f"{style}.csl").read_text(encoding="utf-8")
    ((_, inlines),) = source_entries((source(),), style=text, language="en")
    assert plain_text(inlines).replace("\u00a0", " ") == expected


def test_a_genre_that_begins_a_sentence_has_a_capital():
    text = (BUILT_IN / "base" / "styles" / "author-date.csl").read_text(encoding="utf-8")
    made = source(genre=Text((("uk", "коментар"),)))
    ((_, inlines),) = source_entries((made,), style=text, language="uk")
    assert plain_text(inlines).replace("\u00a0", " ").endswith("European Leadership Network. Коментар.")


STYLES = {
    path.stem: path.read_text(encoding="utf-8") for path in (BUILT_IN / "base" / "styles").glob("*.csl")
}
QUOTING = """
<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
  <info><title>Q</title><id>q</id><updated>2024-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout suffix="."><group delimiter=". ">
    <names variable="author"/><text variable="title" quotes="true"/><text variable="publisher"/>
  </group></layout></bibliography>
</style>"""


@pytest.mark.parametrize("style", [*STYLES.values(), QUOTING])
@pytest.mark.parametrize("language", ["en", "en-US", "uk", "de", "fr", "pl"])
@pytest.mark.parametrize(
    "title",
    [
        "Who pays?",
        "Annual report.",
        "Stop!",
        "Tolls etc.",
        "And now…",
        "He asked “Why?”",
        "„Wer?“",
        "« Qui ? »",
    ],
)
def test_a_title_that_ends_in_a_sign_gets_no_second_one(style, language, title):
    made = source(title=Text(((language, title),)), publisher=Text(((language, "Acme Inc."),)), issued=None)
    ((_, inlines),) = source_entries((made,), style=style, language=language)
    entry = plain_text(inlines).replace("\u00a0", " ")
    assert title in entry
    assert not re.search(r"[.!?…](?:[”’»“]| »)*\.(?!\w)", entry), entry


@pytest.mark.parametrize("title", ["Wait... what", "“Why?”. A study", "A report (etc.)", "Plain"])
def test_signs_inside_a_title_stay_and_a_plain_one_ends_in_a_stop(title):
    assert f". {title}. European" in words(title=Text((("en", title),)))


def test_an_address_with_two_dots_stays_as_it_is():
    links = [inline for inline in entry(url="https://example.org/a/../b") if isinstance(inline, Link)]
    assert [link.url for link in links] == ["https://example.org/a/../b"]
