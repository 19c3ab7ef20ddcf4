"""`brief template new`: a folder that is ready to build."""

from __future__ import annotations

import io
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from docx_lint import parts_of
from policybrief.cli import main
from policybrief.contrast import LEAST, contrast
from policybrief.designing.adoption import nearest, readable
from policybrief.templates import read_template
from policybrief.templates.look import lighter
from word_files import (
    SECTION,
    STYLES,
    field,
    paragraph,
    picture,
    png,
    relationships,
    run,
    story,
    word_parts,
    zipped,
)

ROOT = Path(__file__).parents[1]


def brief(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert brief("init", "demo").exit_code == 0
    monkeypatch.chdir(tmp_path / "demo")
    return tmp_path / "demo"


def test_a_new_template_reads_without_a_fault_and_builds_at_once(project: Path) -> None:
    said = brief("template", "new", "roads")
    assert said.exit_code == 0
    template, faults = read_template("roads", project)
    assert faults == ()
    assert template is not None
    assert template.chain == ("roads", "base")
    settings = project / "policybrief.yaml"
    settings.write_text(settings.read_text("utf-8").replace("template: ministry", "template: roads"), "utf-8")
    assert brief("build", "--audience", "minister").exit_code == 0
    assert (project / "out/bridge/roads/bridge-minister-en.docx").is_file()


def test_the_letter_of_a_new_project_gives_a_template_that_lacks_nothing_of_note(project: Path) -> None:
    said = brief("template", "new", "roads", "--from-docx", "roads-letter.docx")
    assert said.exit_code == 0
    assert "accent       #8A3B12, the colour of the style Heading 1" in said.output
    assert "logo.png     the first picture of the headers" in said.output
    assert "nothing to report" in brief("template", "check", "roads").output
    settings = project / "policybrief.yaml"
    settings.write_text(settings.read_text("utf-8").replace("template: ministry", "template: roads"), "utf-8")
    assert brief("build", "--audience", "minister").exit_code == 0
    paper = docx.Document(str(project / "out/bridge/roads/bridge-minister-en.docx"))
    header = [paragraph.text for paragraph in paper.sections[0].header.paragraphs]
    assert "Directorate of Roads" in " ".join(header)


def test_the_letter_of_a_new_project_is_what_the_script_makes() -> None:
    spec = spec_from_file_location("starter_letter", ROOT / "tools/starter_letter.py")
    assert spec is not None
    assert spec.loader is not None
    script = module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.LETTER.stat().st_size < 50_000
    committed, made = (parts_of(file) for file in (script.LETTER.read_bytes(), script.letter()))
    logo = committed.pop("word/media/image1.png")
    with Image.open(io.BytesIO(logo)) as picture, script.logo() as drawn:
        assert picture.tobytes() == drawn.tobytes()
    del made["word/media/image1.png"]
    assert committed == made


def test_each_language_of_the_project_gets_a_file_for_its_words(project: Path) -> None:
    settings = project / "policybrief.yaml"
    text = settings.read_text("utf-8").replace("languages: [en]", "languages: [de, en, cs]")
    settings.write_text(text, "utf-8")
    said = brief("template", "new", "roads").output
    assert "labels/de.yaml   the words of your papers\n  labels/en.yaml" in said
    folder = project / "templates/roads/labels"
    german = (folder / "de.yaml").read_text("utf-8")
    assert "#   positions: Positionen\n" in german
    assert "#   positions.lead: Wer welche Option" in german
    assert (folder / "cs.yaml").read_text("utf-8") == (folder / "en.yaml").read_text("utf-8")
    template, faults = read_template("roads", project)
    assert (template is None, faults) == (False, ())


def test_every_commented_line_of_the_starter_may_be_uncommented(project: Path) -> None:
    assert brief("template", "new", "roads").exit_code == 0
    path = project / "templates/roads/template.yaml"
    intro, _, rest = path.read_text("utf-8").partition("\n\n")
    lines = [
        line.removeprefix("# ") for line in rest.splitlines() if not line.startswith("# What an audience")
    ]
    path.write_text("\n".join([intro, *lines]), "utf-8")
    template, faults = read_template("roads", project)
    assert faults == ()
    assert template is not None
    assert (template.look.word_font, template.number_prefix) == ("Calibri", "AB")


@pytest.mark.parametrize("name", ["Roads", "../roads", "a b", "-roads", ""])
def test_a_name_that_cannot_be_a_folder_is_refused(project: Path, name: str) -> None:
    result = brief("template", "new", "--", name)
    assert result.exit_code == 2
    assert "small letters, digits and hyphens" in result.output


@pytest.mark.parametrize("name", ["ministry", "base"])
def test_a_name_that_is_taken_changes_nothing(project: Path, name: str) -> None:
    before = sorted(project.rglob("*"))
    result = brief("template", "new", name)
    assert result.exit_code == 2
    assert f"There is already a template '{name}'" in result.output
    assert sorted(project.rglob("*")) == before


# ---- from a Word file ----------------------------------------------------------------------------


def ministry_file(*, header: str = "", body: str = "", styles: str = STYLES, logo: bytes = b"") -> bytes:
    """A paper of a ministry, as its registry would send it."""
    reference = '<w:headerReference w:type="default" r:id="rIdH"/>'
    parts = {"word/header1.xml": story(header or paragraph(run("Ministry")))}
    if logo:
        parts["word/_rels/header1.xml.rels"] = relationships(("rId1", "image", "media/logo.png"))
        parts["word/media/logo.png"] = logo
    parts["docProps/app.xml"] = (
        b'<Properties xmlns="x"><Company>Ministry of &quot;Roads&quot;</Company></Properties>'
    )
    made = word_parts(
        body=body,
        styles=styles,
        section=SECTION.replace("<w:sectPr>", f"<w:sectPr>{reference}"),
        pointers=(("rIdH", "header", "header1.xml"),),
        parts=parts,
    )
    made["_rels/.rels"] = relationships(
        ("rId1", "officeDocument", "word/document.xml"), ("rId2", "extended-properties", "docProps/app.xml")
    )
    return zipped(made)


def adopted(project: Path, content: bytes, *, name: str = "roads") -> Result:
    (project / "paper.docx").write_bytes(content)
    return brief("template", "new", name, "--from-docx", "paper.docx")


def builds(project: Path, name: str) -> None:
    """The template reads without a note and makes both formats."""
    template, faults = read_template(name, project)
    assert template is not None
    assert faults == ()
    settings = project / "policybrief.yaml"
    settings.write_text(
        settings.read_text("utf-8").replace("template: ministry", f"template: {name}"), "utf-8"
    )
    said = brief("build", "--audience", "minister")
    assert said.exit_code == 0, said.output
    for suffix in ("docx", "pdf"):
        assert (project / f"out/bridge/{name}/bridge-minister-en.{suffix}").is_file()


def test_a_ministrys_file_becomes_a_template_that_builds(project: Path) -> None:
    said = adopted(project, ministry_file(header=paragraph(picture()), logo=png(200, 100)))
    assert said.exit_code == 0, said.output
    template, _ = read_template("roads", project)
    assert template is not None
    look = template.look
    assert (look.organisation, look.accent, look.word_font) == ('Ministry of "Roads"', "#7A1F3D", "Georgia")
    assert (look.page.left, look.page.side) == (70.85, 0)
    assert look.logo_size == (72.0, 36.0)
    assert look.stationery is not None
    for words in (
        "#7A1F3D, the colour of the style Heading 1",
        "Georgia",
        "logo.png",
        "25 left",
        "heading 1",
    ):
        assert words in said.output
    assert "List Bullet" in " ".join(said.output.partition("Not found:")[2].split())
    assert max(map(len, said.output.splitlines())) <= 80
    builds(project, "roads")


REAL = sorted((Path(docx.__file__).parent / "templates").glob("*.docx"))


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_a_real_file_that_we_did_not_write_becomes_a_template_in_one_command(
    project: Path, path: Path
) -> None:
    said = brief("template", "new", "real", "--from-docx", str(path))
    assert said.exit_code == 0, said.output
    builds(project, "real")


def test_what_was_left_out_is_said_and_is_not_in_the_folder(project: Path) -> None:
    body = paragraph(field("DDEAUTO cmd")) + paragraph(f"<w:ins w:id='1' w:author='Anna'>{run('x')}</w:ins>")
    said = adopted(project, ministry_file(body=body))
    left_out = said.output.partition("Left out:")[2]
    assert "a field DDEAUTO" in left_out
    assert "tracked changes" in left_out
    builds(project, "roads")


def test_styles_of_the_ministrys_own_are_taken_for_its_text_and_headings(project: Path) -> None:
    own = (
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="BMFt"><w:name w:val="BM '
        'Fließtext"/></w:style>'
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="BMh"><w:name w:val="BM: Kopf #1"/>'
        '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    )
    body = paragraph(run("Kopf"), "BMh") + paragraph(run("Text"), "BMFt") * 5
    said = adopted(project, ministry_file(styles=STYLES + own, body=body))
    assert "BM Fließtext, as body: 5 of your paragraphs" in " ".join(said.output.split())
    template, _ = read_template("roads", project)
    assert template is not None
    assert dict(template.look.word_style_names) == {"body": "BM Fließtext", "heading": "BM: Kopf #1"}
    builds(project, "roads")


def test_a_colour_that_is_too_light_to_read_is_made_darker_and_said(project: Path) -> None:
    said = adopted(project, ministry_file(styles=STYLES.replace("7A1F3D", "FFD500")))
    assert "made darker" in said.output
    template, _ = read_template("roads", project)
    assert template is not None
    assert contrast(template.look.accent, "#FFFFFF") >= LEAST
    assert contrast(template.look.accent, template.look.accent_tint) >= LEAST


@pytest.mark.parametrize("colour", ["#FFFFFF", "#FFD500", "#00FFFF", "#7A1F3D", "#000000"])
def test_a_readable_colour_is_read_on_white_and_on_its_tint(colour: str) -> None:
    assert contrast(readable(colour), lighter(readable(colour))) >= LEAST
    assert (readable(colour) == colour) == (contrast(colour, lighter(colour)) >= LEAST)


def test_a_colour_of_the_header_is_taken_where_headings_are_black(project: Path) -> None:
    shaded = '<w:p><w:pPr><w:shd w:val="clear" w:fill="123456"/></w:pPr></w:p>'
    said = adopted(project, ministry_file(header=shaded, styles=STYLES.replace("7A1F3D", "000000")))
    assert "#123456, a colour in the header" in said.output
    template, _ = read_template("roads", project)
    assert template is not None
    assert template.look.letterhead == "band"


def test_a_file_without_colour_or_logo_says_so_and_still_builds(project: Path) -> None:
    said = adopted(project, ministry_file(styles=STYLES.replace("7A1F3D", "222222")))
    missing = " ".join(said.output.partition("Not found:")[2].split())
    assert "a colour: there is only black and grey" in missing
    assert "a logo: there is no picture in the headers; put logo.png in the folder" in missing
    builds(project, "roads")


def test_a_logo_in_the_text_is_not_taken_and_the_remedy_is_named(project: Path) -> None:
    said = adopted(project, ministry_file(body=paragraph(picture())))
    assert "move it into the header in Word" in " ".join(said.output.split())


def test_a_see_through_logo_is_on_white_for_pdf(project: Path) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    adopted(project, ministry_file(header=paragraph(picture()), logo=out.getvalue()))
    with Image.open(project / "templates/roads/logo.png") as image:
        assert image.getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("face", "serif", "expected"),
    [
        ("Fira Sans", False, "Fira GO"),
        ("Ubuntu", False, "Ubuntu"),
        ("Arial", False, "Noto Sans"),
        ("Noto Sans", False, "Noto Sans"),
    ],
)
def test_the_nearest_bundled_face(face: str, serif: bool, expected: str) -> None:
    assert nearest(face, serif=serif) == expected


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"", b"PK\x03\x04 broken"])
def test_a_file_that_is_refused_leaves_nothing_behind(project: Path, content: bytes) -> None:
    said = adopted(project, content)
    assert said.exit_code == 2
    assert "paper.docx" in said.output
    assert not (project / "templates/roads").exists()


def test_a_file_that_is_not_there_is_said_to_be_missing(project: Path) -> None:
    said = brief("template", "new", "roads", "--from-docx", "no.docx")
    assert said.exit_code == 2
    assert "There is no file 'no.docx'" in said.output
