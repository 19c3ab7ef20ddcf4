"""What the PDF writer relies on in reportlab: a release that changes it fails here, with a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas as ReportlabCanvas

from policybrief.charts import height_of
from policybrief.charts.axes import round_scale
from policybrief.document import Chart, Figure, Point, Series
from policybrief.templates.look import BASE_LOOK
from policybrief.writers import pdf
from policybrief.writers.pdf.archival_document import ArchivalDocument, RawObject, Stream
from policybrief.writers.pdf.canvas import Canvas
from policybrief.writers.pdf.embedded_fonts import font_of
from policybrief.writers.pdf.faces import family
from test_pdf_writer import EVERYTHING, document_of, written

REGULAR = family("Noto Sans").regular
BARS = Chart(
    "bars", (Series("", (Point("Łódź → Ґданськ", 17.7, "17.7", accent=True), Point("b", None, "–"))),)
)
LINES = Chart(
    "lines", (Series("a", tuple(Point(str(n), n, str(n)) for n in range(2020, 2026)), accent=True),)
)


# ---- inner parts of reportlab ------------------------------------------------------------------------


def test_an_object_is_asked_for_nothing_but_its_format():
    document = ArchivalDocument(language="en")
    number = document.add("<</A 1>>")
    assert (
        pdfdoc.format(document.idToObject[document.numberToId[number]], document, toplevel=1) == b"<</A 1>>"
    )


def test_numbers_are_given_out_one_by_one_when_an_object_is_referred_to():
    document = ArchivalDocument(language="en")
    first = document.objectcounter
    assert [document.reserve(), document.add(""), document.objectcounter] == [first + 1, first + 2, first + 2]
    reference = document.Reference(RawObject("x"))
    assert document.number_of(reference) == first + 3


def test_values_of_a_dictionary_that_are_strings_are_written_as_they_are():
    document = ArchivalDocument(language="en")
    made = pdfdoc.PDFDictionary({"Type": "/Font", "W": "[1[2]]", "DW": 0}).format(document)
    assert made.split() == b"<< /DW 0 /Type /Font /W [1[2]] >>".split()


@pytest.mark.parametrize("content", [b"", b"q Q", b"q Q\n", b"q Q\r\n", bytes(range(256))])
def test_a_stream_ends_with_a_line_and_has_the_length_it_says(content: bytes):
    made = Stream(None, content, []).format(ArchivalDocument(language="en"))
    assert b"/Length %d" % len(content) in made
    assert made.endswith(b"\nstream\n" + content + b"\nendstream\n")


def test_the_catalogue_and_a_page_write_the_entries_that_are_set():
    assert "OutputIntents" not in pdfdoc.PDFCatalog.__NoDefault__  # if it is there, ArchivalCatalog can go
    assert not {"StructParents", "Tabs"} & {*pdfdoc.PDFPage.__NoDefault__}
    file = written(*EVERYTHING)
    assert {"/OutputIntents", "/StructTreeRoot", "/MarkInfo", "/Metadata", "/Lang"} <= {*file.Root.keys()}
    assert all(page.obj["/Tabs"] == "/S" and "/StructParents" in page.obj for page in file.pages)


def test_pages_are_called_by_their_number_and_hold_their_text_until_it_is_packed():
    canvas = Canvas(100, 100, language="en", face=REGULAR)
    canvas.fill_box(1, 1, 2, 2, "#FF0000")
    canvas.flush()
    canvas.showPage()
    assert "97.00 2.00 2.00 re f" in canvas.file.Pages[-1].stream
    assert canvas.file.page(1) == canvas.file.idToObjectNumberAndVersion["Page1"][0]


def test_a_canvas_has_a_document_of_its_own_and_takes_annotations_by_name():
    assert {"_addAnnotation", "doForm", "addLiteral", "bookmarkPage", "addOutlineEntry"} <= {
        *dir(ReportlabCanvas)
    }
    canvas = Canvas(100, 100, language="en", face=REGULAR)
    assert canvas._doc is canvas.file
    canvas._addAnnotation(RawObject("<<>>"), "1")
    assert canvas.file.number_of(canvas.file.refAnnotation("1")) == canvas.file.objectcounter


def test_our_faces_are_fonts_of_reportlab_and_fall_back_letter_by_letter():
    font, document = font_of(REGULAR), ArchivalDocument(language="en")
    assert (font._dynamicFont, font._multiByte) == (1, 1)
    assert font.stringWidth("Ґ", 10) == REGULAR.width("Ґ", 10)
    orders = [order for order, _ in font.splitString("a → b", document)]
    assert orders == [1, 2, 1]
    assert [embedded.fontName for embedded in document.delayedFonts] == [face.name for face in document.codes]


# ---- charts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("chart", [BARS, LINES], ids=["bars", "lines"])
def test_a_chart_is_drawn_in_our_fonts_in_rgb_without_transparency_and_as_high_as_it_says(chart: Chart):
    file = written(Figure(chart, "what it says", id="f"))
    (page,) = file.pages
    assert {str(font.Subtype) for font in page.resources.Font.values()} == {"/Type0"}
    operators = {str(each.operator) for each in pikepdf.parse_content_stream(page)}
    assert not operators & {"gs", "k", "K", "g", "G", "cs", "CS", "sc", "SC", "scn", "SCN", "sh"}
    figures = [o for o in file.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
    (box,) = [attribute.BBox for figure in figures for attribute in figure.A if "/BBox" in attribute]
    assert float(box[3]) - float(box[1]) == pytest.approx(height_of(chart), abs=0.02)


def test_a_chart_without_points_is_an_empty_figure():
    for series in ((), (Series("", ()),)):
        for chart in (Chart("bars", series), Chart("lines", series)):
            assert len(written(Figure(chart, "nothing", id="f")).pages) == 1


def test_a_letter_that_no_face_has_is_reported_for_a_chart_as_for_text():
    chart = Chart("bars", (Series("", (Point("\U00013000", 1, "1"),)),))
    made = pdf.lay_out(document_of(Figure(chart, "a hieroglyph", id="f")), BASE_LOOK)
    assert [fault.code for fault in made.diagnostics] == ["missing-glyph"]


# ---- settings from outside, and when reportlab is loaded ---------------------------------------------

_BYTES = """
import sys
sys.path.insert(0, {tests!r})
from policybrief.templates.look import BASE_LOOK
from policybrief.writers import pdf
from policybrief.document import Figure
from test_pdf_writer import EVERYTHING, document_of
from test_pdf_reportlab import BARS, LINES
charts = document_of(Figure(BARS, "b", id="b"), Figure(LINES, "l", id="l"))
for document in (document_of(*EVERYTHING, contents="Contents"), charts):
    sys.stdout.buffer.write(pdf.lay_out(document, BASE_LOOK).draw())
"""
SETTINGS = {
    "pdfMultiLine": "1",
    "pdfComments": "1",
    "useA85": "0",
    "invariant": "0",
    "pageCompression": "0",
    "defaultEncoding": "MacRomanEncoding",
    "documentLang": "xx",
    "canvas_basefontname": "Courier",
}


def _written_by_another(home: Path, **env: str) -> bytes:
    code = _BYTES.format(tests=str(Path(__file__).parent))
    variables = {**os.environ, "HOME": str(home), "USERPROFILE": str(home), **env}
    done = subprocess.run([sys.executable, "-c", code], env=variables, capture_output=True, check=True)
    return done.stdout


def test_no_setting_of_reportlab_from_outside_changes_a_byte(tmp_path: Path):
    plain = _written_by_another(tmp_path)
    assert plain.count(b"%PDF-1.7") == 2
    assert _written_by_another(tmp_path, **{f"RL_{name}": value for name, value in SETTINGS.items()}) == plain
    lines = [f"{name} = {value if value.isdigit() else repr(value)}" for name, value in SETTINGS.items()]
    (tmp_path / ".reportlab_settings").write_text("\n".join(lines) + "\n")
    assert _written_by_another(tmp_path) == plain


_LOADED = """
import sys
from click.testing import CliRunner
from policybrief.cli import main
for words in {words!r}:
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert result.exit_code == 0, result.output
print(*sorted(name for name in sys.modules if name.split(".")[0] == "reportlab"))
"""


def test_reportlab_is_loaded_only_where_a_pdf_is_drawn(tmp_path: Path):
    def loaded(*commands: list[str]) -> str:
        code = _LOADED.format(words=commands)
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    assert loaded(["init", "."]) == ""
    word_only = ["build", "--format", "docx", "--jobs", "1"]
    assert loaded(["check"], ["list", "records"], ["show", "bridge", "minister"], word_only) == ""
    assert "reportlab.pdfgen.canvas" in loaded(["build", "--jobs", "1"])


@pytest.mark.parametrize(
    ("values", "scale"),
    [
        ([3, 7], (0, 7.5, 2.5)),
        ([0, 100], (0, 100, 50)),
        ([1.2, 2.9], (0, 3, 1)),
        ([-3, 5], (-5, 5, 5)),
        ([-8, -2], (-10, 0, 5)),
        ([0, 0], (0, 1, 0.5)),
        ([], (0, 1, 0.5)),
        ([1e9], (0, 1e9, 5e8)),
    ],
)
def test_the_rules_of_a_scale_are_few_and_round_and_hold_all_values(
    values: list[float], scale: tuple[float, float, float]
):
    low, high, step = round_scale(values)
    assert low <= min([0, *values]) <= max([0, *values]) <= high
    assert (high - low) / step <= 3.5
    assert (low, high, step) == pytest.approx(scale)


def test_words_from_right_to_left_are_turned_and_joined_in_charts_too():
    font, document = font_of(REGULAR), ArchivalDocument(language="en")

    def drawn(text: str) -> list[str]:
        runs = font.splitString(text, document)
        read = {code: words for codes in document.codes.values() for (_, words), code in codes.shaped.items()}
        pairs = (part[at : at + 2] for _, part in runs for at in range(0, len(part), 2))
        return [read.get(int.from_bytes(pair, "big"), "?") for pair in pairs]

    assert drawn("שלום") == ["ם", "ו", "ל", "ש"]
    assert drawn("a שלום b")[2:6] == ["ם", "ו", "ל", "ש"]
    assert font.stringWidth("שלום", 10) > 0
    joined, alone = font.stringWidth("بب", 10), 2 * font.stringWidth("ب", 10)
    assert joined < alone
