"""Words of other scripts in a PDF: both directions on a line, shaped letters, fonts that a house adds."""

from __future__ import annotations

import io
import re
import struct
from dataclasses import replace
from pathlib import Path

import pikepdf
import pymupdf_fonts
import pypdfium2
import pytest

from policybrief.document import (
    Cell,
    Column,
    Document,
    Emphasis,
    Inline,
    Link,
    List,
    Meta,
    Origin,
    Paragraph,
    Row,
    Section,
    Span,
    Str,
    Strong,
    Table,
)
from policybrief.templates import read_template
from policybrief.templates.folders import Folder
from policybrief.templates.look import BASE_LOOK, Look
from policybrief.templates.stationery import read_faces
from policybrief.writers import pdf
from policybrief.writers.bidi import levels, reordered
from policybrief.writers.pdf.faces import fallback
from policybrief.writers.pdf.glyphs import shaped

META = Meta("A brief", "en", "Office", "Brief for officials", header="A brief", date="2023-01-02")
MARK = "\u200e"
TOLL = "אגרת הגשר"


def paragraph(*inlines: Inline | str) -> Paragraph:
    return Paragraph(tuple(Str(i) if isinstance(i, str) else i for i in inlines))


def written(*blocks: object, look: Look = BASE_LOOK) -> bytes:
    return pdf.lay_out(Document(META, tuple(blocks)), look).draw()  # type: ignore[arg-type]


def read(data: bytes) -> str:
    """What a reader copies out of the file, on one line, without the marks of direction."""
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    return " ".join("".join(pages).replace(MARK, "").replace("\u200c", "").split())


def actual_texts(data: bytes) -> list[str]:
    file = pikepdf.open(io.BytesIO(data))
    return [
        str(node["/ActualText"])
        for node in file.objects
        if isinstance(node, pikepdf.Dictionary) and "/ActualText" in node
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", "000"),
        ("a אב c", "001100"),
        ("a אב גד c", "001111100"),
        ('a "אב גד" (b)', "0001111100000"),
        ("a (אב) c", "00011000"),
        ("אב (גד) הו", "1111111111"),
        ("אב (c) גד", "110000011"),
        ("אב 12% גד", "111222111"),
        ("אב 12, 15 גד", "111221122111"),
        ("אב 12-14 גד", "11122222111"),
        ("a אב 12", "0011122"),
        ("عام 2011 م", "1111222211"),
        ("a عام\nb ب", "001110001"),
        ("נִקּוּד", "1111111"),
    ],
)
def test_levels_are_those_of_the_unicode_algorithm(text: str, expected: str) -> None:
    found = "".join(map(str, levels(text)))
    assert len(found) == len(text)
    assert found == expected


def test_a_line_is_turned_where_it_runs_from_right_to_left() -> None:
    text = "a אב 12 גד c"
    line = reordered(list(zip(text, levels(text), strict=True)), lambda pair: pair[1])
    assert "".join(character for character, _ in line) == "a דג 12 בא c"


@pytest.mark.parametrize(
    "words",
    [TOLL, "رسوم الجسر", "כל בני האדם נולדו בני חורין", "שלום", "مرحبا بالعالم"],
)
def test_words_from_right_to_left_are_read_in_their_order(words: str) -> None:
    data = written(paragraph(f"The council calls it {words} since 2011."))
    assert f"calls it {words} since 2011." in read(data)
    assert actual_texts(data) == [words]


def test_signs_behind_such_words_stay_behind_them() -> None:
    said = read(written(paragraph(f'It is "{TOLL}" (Harbour Bridge) since 2011.')))
    assert re.sub(r' ?" ?', '"', said).endswith(f'It is"{TOLL}"(Harbour Bridge) since 2011.')


def test_letters_stand_from_right_to_left_on_the_page() -> None:
    page = pypdfium2.PdfDocument(written(paragraph(f"It is {TOLL} here.")))[0].get_textpage()
    everything = page.get_text_range()
    at = everything.index(TOLL)
    places = [page.get_charbox(at + n)[0] for n, letter in enumerate(TOLL) if letter != " "]
    assert places == sorted(places, reverse=True)
    assert page.get_charbox(everything.index("is"))[0] < min(places)
    assert page.get_charbox(everything.index("here"))[0] > max(places)


def test_arabic_letters_are_joined_and_brackets_mirrored() -> None:
    face = fallback("ر")
    assert face is not None
    joined = shaped(face, "جسر", True)
    assert [glyph.text for glyph in joined] == ["ر", "س", "ج"]
    assert all(glyph.number != face.glyphs[ord(glyph.text)] for glyph in joined)
    (closing,) = shaped(face, "(", True)
    assert (closing.number, closing.text) == (face.glyphs[ord(")")], "(")


def test_a_quotation_is_broken_between_its_words_and_read_on() -> None:
    quoted = "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם כולם חוננו בתבונה ובמצפון לפיכך חובה עליהם"
    data = written(paragraph(f"It says: {quoted} (1948)."))
    assert f"It says: {quoted} (1948)" in read(data)
    assert len(actual_texts(data)) == 2  # a line each


def test_numbers_among_such_words_keep_their_direction() -> None:
    assert "שנת 2011 עד 2015 בלבד" in read(written(paragraph("In שנת 2011 עד 2015 בלבד x.")))


def test_such_words_stand_in_every_place_of_a_paper() -> None:
    cell = Cell((paragraph(TOLL),))
    blocks = (
        Section((Str(TOLL),), (paragraph(Strong((Str(TOLL),)), " and ", Emphasis((Str(TOLL),))),), id="s"),
        List(((paragraph(TOLL),),)),
        Table(
            (Column(),), (Row((Cell((paragraph(TOLL),), header="column"),)),), (Row((cell,)),), summary="x"
        ),
        paragraph(Link((Str(TOLL),), "https://example.org/")),
        paragraph(Span((Str(TOLL),), language="he")),
    )
    data = written(*blocks)
    assert read(data).count(TOLL) == 8
    file = pikepdf.open(io.BytesIO(data))
    assert str(file.Root.Outlines.First.Title) == TOLL
    assert [str(note.Contents) for note in file.pages[0].Annots] == [TOLL]


def test_a_link_behind_such_words_is_heard_behind_them() -> None:
    data = written(paragraph(TOLL, " ", Link((Str("50% of it"),), "https://example.org/")))
    file = pikepdf.open(io.BytesIO(data))
    nodes = [node for node in file.objects if isinstance(node, pikepdf.Dictionary) and node.get("/S") == "/P"]
    kids = [[str(kid.S) for kid in node.K] for node in nodes if isinstance(node.K, pikepdf.Array)]
    assert kids == [["/Span", "/Link"]]


def test_nothing_is_shaped_in_a_paper_without_such_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("nothing is shaped here")

    monkeypatch.setattr("policybrief.writers.pdf.text.levels", fail)
    monkeypatch.setattr("policybrief.writers.pdf.text.shaped", fail)
    assert "Grüße, привіт" in read(written(paragraph("Grüße, привіт — ça va?")))


def points(*inlines: Inline, look: Look = BASE_LOOK) -> list[tuple[str, str]]:
    found = pdf.lay_out(Document(META, (paragraph(*inlines),)), look).diagnostics
    return [(point.code, point.message) for point in found]


def of(words: str, record: str = "aid", field: str = "text") -> Span:
    return Span((Str(words),), origin=Origin(record, field, "en"))


def test_letters_that_no_font_has_are_one_point_a_text_with_script_and_word() -> None:
    found = points(of("The partner city (市政府) and Ծաղիկ have 市政府."), of("市", record="toll"))
    assert found == [
        (
            "missing-glyph",
            "no font has the Armenian and Han letters of '市政府', 'Ծաղիկ' in the field 'text' of 'aid'; "
            "the PDF prints � for each",
        ),
        (
            "missing-glyph",
            "no font has the Han letters of '市' in the field 'text' of 'toll'; the PDF prints � for each",
        ),
    ]


def test_a_sign_that_no_font_has_is_quoted_and_belongs_to_no_script() -> None:
    ((code, message),) = points(of("A flag \U0001f3f4 here"))
    assert code == "missing-glyph"
    assert message.startswith("no font has a character of '\U0001f3f4' in the field")


def test_a_word_that_is_too_wide_is_named_as_it_is_written() -> None:
    long = "市" * 80
    assert any(code == "word-too-wide" and f"'{long}'" in message for code, message in points(of(long)))


# ---- fonts that a house adds -------------------------------------------------------------------------


def sheared(*, rights: int = 0, letters: dict[str, str] | None = None) -> bytes:
    """Noto Sans with its letters under other characters, and what its maker allows."""
    source = bytearray(pymupdf_fonts.myfont("notos"))
    for tag, start, length in tables_of(source):
        if tag == b"OS/2":
            struct.pack_into(">H", source, start + 8, rights)
        if tag == b"cmap" and letters:
            table = cmap(letters)
            assert len(table) <= length
            source[start : start + len(table)] = table
    return bytes(source)


def tables_of(font: bytes | bytearray) -> list[tuple[bytes, int, int]]:
    (count,) = struct.unpack_from(">H", font, 4)
    return [struct.unpack_from(">4s4xII", font, 12 + 16 * n) for n in range(count)]


def cmap(letters: dict[str, str]) -> bytes:
    """A character map of format 12: each letter is drawn as another one of Noto Sans."""
    usual = fallback("a")
    assert usual is not None
    pairs = sorted((ord(new), usual.glyphs[ord(old)]) for new, old in letters.items())
    groups = b"".join(struct.pack(">III", code, code, glyph) for code, glyph in pairs)
    head = struct.pack(">HHHHI", 0, 1, 3, 10, 12)
    return head + struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(pairs)) + groups


def house(root: Path, **faces: bytes) -> tuple[Look | None, list[str]]:
    folder = root / "templates" / "house" / "faces"
    folder.mkdir(parents=True)
    (folder.parent / "template.yaml").write_text("name: House\n", encoding="utf-8")
    for name, content in faces.items():
        (folder / name.replace("_", ".")).write_bytes(content)
    template, faults = read_template("house", root)
    return (template.look if template else None), [fault.message for fault in faults]


def test_a_font_in_the_folder_of_a_template_supplies_letters(tmp_path: Path) -> None:
    look, faults = house(tmp_path, Han_ttf=sheared(letters={"市": "a", "政": "b", "府": "c"}))
    assert faults == []
    assert look is not None
    assert points(of("The city of 市政府"), look=look) == []
    data = written(paragraph("The city (市政府), has no toll."), look=look)
    assert "The city (市政府), has no toll." in read(data)
    file = pikepdf.open(io.BytesIO(data))
    fonts = file.pages[0].resources.Font.values()
    assert any(str(font.BaseFont).endswith("+Han") for font in fonts)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lambda: sheared(rights=0x0002), "may not be embedded"),
        (lambda: sheared(rights=0x0100), "may not be embedded"),
        (lambda: b"not a font", "is not a complete TrueType"),
        (lambda: sheared()[:5000], "is not a complete TrueType"),
        (lambda: b"\0\1\0\0" + bytes(400), "is not a complete TrueType"),
    ],
)
def test_a_font_that_cannot_be_embedded_or_read_is_refused_with_the_reason(
    tmp_path: Path, content, words
) -> None:
    _, (fault,) = house(tmp_path, X_ttf=content())
    assert fault.startswith(f"templates/house/faces/X.ttf {words}")


@pytest.mark.parametrize("rights", [0x0004, 0x0008])
def test_a_font_for_print_and_editing_may_be_embedded(tmp_path: Path, rights: int) -> None:
    look, faults = house(tmp_path, X_otf=sheared(rights=rights))
    assert faults == []
    assert look is not None


def test_damaged_fonts_are_refused_or_drawn_and_never_an_internal_error(tmp_path: Path) -> None:
    whole = sheared(letters={"市": "a"})
    for n in range(12):
        damaged = bytearray(whole)
        for at in range(n * 97, len(damaged), 5003):
            damaged[at] ^= 0xFF
        faces, faults = read_faces(Folder("h", "templates/h", (("faces/x.ttf", bytes(damaged)),)))
        assert len(faces) + len(faults) == 1
        if faces:
            written(paragraph("市"), look=replace(BASE_LOOK, faces=faces))
