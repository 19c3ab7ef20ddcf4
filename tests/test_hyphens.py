"""A word wider than its place is divided by the patterns of its language, in both formats.

It stays a word.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pyphen
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawn import META
from policybrief.document import Cell, Column, Document, Inline, Paragraph, Row, Span, Str, Strong, Table
from policybrief.gate import texts_in
from policybrief.gate.normalised import letters, plain
from policybrief.ooxml.readable_paragraphs import read_words
from policybrief.templates.look import BASE_LOOK, FONTS
from policybrief.writers import docx, pdf
from policybrief.writers.layout import Layout
from policybrief.writers.pdf.hyphens import _positions, fitted
from policybrief.writers.pdf.runs import Context
from policybrief.writers.pdf.setting import Setting
from policybrief.writers.pdf.text import words_of
from policybrief.writers.pdf.tree import Element

LONG = "Infrastrukturbeschleunigungsgesetz"
PARTED = {
    "de": (LONG, "gesetz"),
    "uk": ("євроатлантичнозорієнтованого", "зорієнтованого"),
    "pl": ("najprawdopodobniejszego", "szego"),
    "fr": ("anticonstitutionnellement", "ment"),
}


def table_of(*content: Inline, language: str = "de", columns: int = 4) -> Document:
    """A table whose second column is too narrow for the words, and whose others give nothing."""
    said = Paragraph(content, role="table")
    filled = Cell((Paragraph((Str("mmmmmm " * 9),), role="table"),))
    cells = (filled, Cell((said,)), *[filled] * (columns - 2))
    made = Table(tuple(Column(480 / columns) for _ in cells), (), (Row(cells),), role="grid")
    return Document(replace(META, language=language), (made,))


def both(document: Document) -> tuple[Layout, bytes]:
    laid_out = pdf.lay_out(document, BASE_LOOK)
    return laid_out, docx.write(document, BASE_LOOK, layout=laid_out)


@pytest.mark.parametrize(("language", "word", "end"), [(code, *pair) for code, pair in PARTED.items()])
def test_a_word_too_wide_for_its_column_is_parted_and_no_open_point(
    language: str, word: str, end: str
) -> None:
    laid_out, file = both(table_of(Str(f"{word}, sagt man"), language=language, columns=7))
    assert laid_out.diagnostics == ()
    [(known, parts)] = laid_out.soft_hyphens
    assert known == word
    assert parts.replace("\u00ad", "") == word
    assert end in parts.replace("\u00ad", "")
    assert all(len(part) >= 3 for part in (parts.split("\u00ad")[0], parts.split("\u00ad")[-1]))
    assert [p.text for p in read_words(file) if word in p.text] == [f"{word}, sagt man"]
    found = letters(plain("\n".join(texts_in(laid_out.draw()))))
    assert letters(plain(word)) in found, "a search of the file finds the word"


def test_no_word_is_parted_that_has_room() -> None:
    laid_out, file = both(table_of(Str("Gesetze gelten überall"), columns=3))
    assert laid_out.soft_hyphens == ()
    assert "softHyphen" not in "".join(texts_in(file))
    assert "\u00ad" not in "".join(texts_in(laid_out.draw()))


def test_an_address_and_a_word_of_no_language_are_told_and_not_parted() -> None:
    for word in ("vorsitzendenbuero@ministeriumfuerinneres.example", "W" * 60):
        laid_out, _ = both(table_of(Str(word), columns=7))
        assert [point.code for point in laid_out.diagnostics] == ["word-too-wide"]


def test_a_word_in_another_language_is_parted_by_its_own_patterns() -> None:
    foreign = Span((Str(LONG),), language="de")
    laid_out, _ = both(table_of(foreign, language="uk", columns=7))
    german, _ = both(table_of(Str(LONG), columns=7))
    ukrainian, _ = both(table_of(Str(LONG), language="uk", columns=7))
    assert laid_out.soft_hyphens == german.soft_hyphens != ukrainian.soft_hyphens


def test_a_sign_before_a_word_and_bold_letters_in_it_stay() -> None:
    content = (Span((Str("▲"),), role="symbol-supports"), Str("\u00a0"), Strong((Str("Infrastruktur"),)))
    laid_out, file = both(table_of(*content, Str("beschleunigungsgesetz"), columns=7))
    assert laid_out.diagnostics == ()
    assert any(p.text == f"▲ {LONG}" for p in read_words(file))


@given(
    st.lists(st.sampled_from([*LONG, "straße", "-", "ordnung", "ver"]), min_size=1, max_size=40).map("".join),
    st.floats(20, 200),
    st.sampled_from(FONTS),
)
def test_the_parts_are_the_word_and_fit_unless_nothing_helps(text: str, width: float, font: str) -> None:
    setting = Setting.of(replace(BASE_LOOK, font=font), language="de")
    words = words_of((Str(text),), Context(setting, 9.0, "#000000", Element("P")))
    parts = fitted(words, width, setting)
    said = "".join(piece.text for part in parts for piece in part.pieces)
    assert said.replace("\u00ad", "") == text
    for part in parts:
        assert part.width == pytest.approx(sum(piece.width for piece in part.pieces))
    whole = [word for word in words if word.width <= width]
    assert [part for part in parts if part in whole] == whole


def test_the_hyphen_at_the_end_of_a_line_is_soft() -> None:
    laid_out, _ = both(table_of(Str(LONG), columns=7))
    with pikepdf.open(io.BytesIO(laid_out.draw())) as file:
        unicodes = "".join(
            font.ToUnicode.read_bytes().decode() for font in file.pages[0].resources.Font.values()
        )
    assert re.search("00AD", unicodes, re.IGNORECASE)


WORDS = {
    "en": "internationalisation dependencies representatives",
    "uk": "взаємосумісність багатонаціональний",
    "pl": "konstantynopolitański",
    "nl": "lettergrepen",
    "bg": "многонационален",
}


@pytest.mark.parametrize("language", WORDS)
def test_the_patterns_of_one_word_part_it_as_all_patterns_do(language: str) -> None:
    every = pyphen.Pyphen(lang=pyphen.language_fallback(language), left=3, right=3)
    for word in (*WORDS[language].split(), "ъъъъъъъ", "zzzzzzzz", "jjjjjjj"):
        assert _positions(language, word) == tuple(at for at in every.positions(word) if at.data is None)
