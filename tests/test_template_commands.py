"""Templates for people who do not program: what check finds, what preview shows, what copy writes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from policybrief import document as tree
from policybrief.cli import main
from policybrief.designing.specimen import specimens
from policybrief.document import dump, plain_text, walk
from policybrief.sections.render import VIEWS
from policybrief.templates import read_template
from small import project_at

ROOT = Path(__file__).parents[1]

DOSSIER = """
cleared: 2022-01-01, head of unit
facts:
  aid: {text: Aid came., source: "open-report, p. 1"}
"""


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A project whose template `house` has files to be written by a test."""
    project_at(tmp_path, DOSSIER, settings="")
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "templates" / "house"
    folder.mkdir(parents=True)
    (folder / "template.yaml").write_text("name: House\n", encoding="utf-8")
    return folder


def write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, encoding="utf-8")


def run(*words: str, code: int = 0):
    result = CliRunner().invoke(main, [*words], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def found(*words: str, code: int) -> list[dict[str, object]]:
    return json.loads(run("template", "check", "house", "--format", "json", *words, code=code))["records"]


FAULTS = [
    # files, code, place, what the hint says, exit
    (
        {"template.yaml": "outline: {minister: [decison]}\n"},
        "unknown-section",
        "template.yaml:1:22",
        "decision",
        1,
    ),
    ({"template.yaml": "name: X\nacent: '#102030'\n"}, "unknown-field", "template.yaml:2:1", "accent", 1),
    ({"template.yaml": "accent: '#9FB8D0'\n"}, "low-contrast", "template.yaml:1:9", "darker", 0),
    ({"template.yaml": "accent_tint: '#123E7C'\n"}, "low-contrast", "template.yaml:1:14", "darker", 0),
    ({"template.yaml": "font: Garamond\n"}, "unknown-font", "template.yaml:1:7", "word_font", 0),
    ({"template.yaml": "styles: {bodi: Normal}\n"}, "bad-choice", "template.yaml:1:10", "body", 1),
    (
        {"template.yaml": "styles: {body: X}\n"},
        "missing-letterhead",
        "template.yaml:1:1",
        "letterhead.docx",
        1,
    ),
    ({"template.yaml": "citations: oscola\n"}, "unknown-style", "template.yaml:1:12", "brief", 1),
    (
        {"template.yaml": "outline: {minster: [sources]}\n"},
        "unknown-audience",
        "template.yaml:1:11",
        "minister",
        0,
    ),
    (
        {"template.yaml": "outline: {minister: [events]}\n"},
        "no-source-list",
        "template.yaml:1:11",
        "sources",
        0,
    ),
    ({"labels/en.yaml": "as-of: facts of {day}\n"}, "unknown-placeholder", "labels/en.yaml:1:17", "date", 1),
    ({"labels/en.yaml": "as-of: today\n"}, "placeholder-left-out", "labels/en.yaml:1:8", "{date}", 0),
    ({"labels/en.yaml": "positons: Views\n"}, "unused-label", "labels/en.yaml:1:1", "positions", 0),
    ({"labels/en.yaml": "organisation: House\n"}, "missing-label", "labels/uk.yaml:1:1", "uk.yaml", 0),
    ({"label/en.yaml": "positions: Views\n"}, "unused-file", "label/en.yaml:1:1", "labels/en.yaml", 0),
    ({"labels/English.yaml": "positions: Views\n"}, "unused-file", "labels/English.yaml:1:1", "labels/en", 0),
    ({"labels/ua.yaml": "positions: Погляди\n"}, "unused-file", "labels/ua.yaml:1:1", "labels/uk.yaml", 0),
    ({"labels/de_AT.yaml": "risks: Gefahren\n"}, "unused-file", "labels/de_AT.yaml:1:1", "labels/de-AT", 0),
    ({"sections/mine.md": "{{ timeline() }}\n"}, "unused-section", "sections/mine.md:1:1", "outline", 0),
    (
        {"sections/events.md": '# {{ label("timline") }}\n\n{{ timeline() }}\n'},
        "missing-label",
        "sections/events.md:1:13",
        "timeline",
        1,
    ),
    (
        {"sections/events.md": "text\n\nan {{ tineline() }}\n"},
        "section-fault",
        "sections/events.md:3:4",
        "timeline",
        1,
    ),
    ({"sections/events.md": "{{ 'x'|upper }}\n"}, "section-fault", "sections/events.md:1:1", "first", 1),
    ({"sections/events.md": "{% for x in facts %}\n"}, "section-fault", "sections/events.md:1:1", "docs", 1),
    (
        {"sections/events.md": "{% if not internal %}\n{{ nothing }}\n{% endif %}\n"},
        "section-fault",
        "sections/events.md:2:1",
        "docs",
        1,
    ),
    (
        {"template.yaml": "citations: own\n", "styles/own.csl": "<style>"},
        "bad-style",
        "styles/own.csl:1:8",
        "citationstyles.org",
        1,
    ),
    (
        {"template.yaml": "citations: own\n", "styles/own.csl": '<!DOCTYPE s [<!ENTITY a "b">]><s/>'},
        "bad-style",
        "styles/own.csl:1:1",
        "citationstyles.org",
        1,
    ),
]


@pytest.mark.parametrize(
    ("files", "code", "place", "hint", "status"), FAULTS, ids=lambda value: str(value)[:40]
)
def test_each_fault_is_told_at_its_place_with_a_remedy(house, files, code, place, hint, status):
    write(house, files)
    reported = [fault for fault in found(code=status) if fault["code"] == code]
    assert reported, found(code=status)
    places = [f"{fault['path']}:{fault['line']}:{fault['column']}" for fault in reported]
    assert f"templates/house/{place}" in places
    assert hint in reported[0]["hint"]


def test_readers_of_whom_the_template_says_nothing_are_told_and_hidden_ones_are_not(house):
    settings = Path("policybrief.yaml")
    settings.write_text(
        settings.read_text() + "audiences: {minister: {}, members: {clearance: [TLP:AMBER]}}\n"
    )
    [fault] = [fault for fault in found(code=0) if fault["code"] == "no-outline"]
    assert "papers to members are not made" in fault["message"]
    assert "members: {like: committee}" in fault["hint"]
    refused = CliRunner().invoke(main, ["build", "--audience", "members"])
    assert (refused.exit_code, "no template makes papers for the audience 'members'" in refused.output) == (
        2,
        True,
    )
    for says in ("{like: committee}", "{hidden: true}"):
        write(house, {"template.yaml": f"audiences: {{members: {says}}}\n"})
        assert "no-outline" not in [fault["code"] for fault in found(code=0)]


def test_a_section_that_was_not_saved_as_utf_8_is_told_and_a_byte_order_mark_is_no_fault(house):
    write(house, {"sections/events.md": ""})
    section = house / "sections" / "events.md"
    section.write_bytes("# Події\n\n{{ timeline() }}\n".encode("cp1251"))
    (reported,) = found(code=1)
    assert (reported["code"], reported["line"], reported["column"]) == ("not-utf-8", 1, 3)
    section.write_bytes("\ufeff# Події\r\n\r\n{{ timeline() }}\r\n".encode())
    assert found(code=0) == []
    template, _ = read_template("house", house.parents[1])
    shown = specimens(template, language="en")[0].document
    (events,) = (n for n in walk(shown) if isinstance(n, tree.Section) and n.id == "events")
    assert plain_text(events.title) == "Події"


def test_the_guide_names_every_section_and_every_view():
    guide = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    template, _ = read_template("base", ROOT)
    for section in template.sections:
        assert re.search(rf"\b{section.name}\b", guide), section.name
    for view in VIEWS:
        assert f"`{view}(" in guide, view


def test_all_faults_of_a_template_are_told_at_once(house):
    write(
        house,
        {
            "template.yaml": "accent: '#9FB8D0'\nfont: Garamond\n",
            "labels/en.yaml": "positons: Views\n",
            "sections/events.md": '# {{ label("timline") }}\n',
            "sections/story.md": "{{ tineline() }}\n",
        },
    )
    codes = {fault["code"] for fault in found(code=1)}
    assert codes >= {"low-contrast", "unknown-font", "unused-label", "missing-label", "section-fault"}


def test_a_fault_is_shown_with_its_line_a_caret_and_the_hint(house):
    write(house, {"sections/events.md": "text\n\nan {{ tineline() }}\n"})
    shown = run("template", "check", "house", code=1)
    assert "    3 | an {{ tineline() }}" in shown
    assert "      |    ^^^^^^^^^^^^^^^^" in shown
    assert "did you mean 'timeline'?" in shown


def test_check_of_the_project_tells_the_faults_of_its_templates_too(house):
    write(house, {"sections/events.md": "{{ tineline() }}\n", "labels/en.yaml": "positons: Views\n"})
    codes = {fault["code"] for fault in json.loads(run("check", "--format", "json", code=1))["records"]}
    assert codes >= {"section-fault", "unused-label"}


def test_an_open_point_of_a_template_fails_a_strict_check_only(house):
    write(house, {"template.yaml": "accent: '#9FB8D0'\n"})
    run("template", "check", "house", code=0)
    run("template", "check", "house", "--strict", code=1)


def test_a_language_of_the_project_that_no_speaker_has_read_is_told_once(house):
    settings = house.parents[1] / "policybrief.yaml"
    text = settings.read_text(encoding="utf-8").replace("languages: [en, uk]", "languages: [en, de]")
    settings.write_text(text, encoding="utf-8")
    shown = run("check")
    assert shown.count("unreviewed-language") == 1
    assert "German" in shown
    write(house, {"labels/de.yaml": "reviewed: yes\n"})
    assert "unreviewed-language" not in run("template", "check", "house")


@pytest.mark.parametrize("language", sorted(read_template("base", ROOT)[0].languages()))
def test_a_project_builds_in_every_language_of_base(tmp_path, monkeypatch, language):
    monkeypatch.chdir(tmp_path)
    run("init", ".")
    settings = tmp_path / "policybrief.yaml"
    languages = "[en]" if language == "en" else f"[en, {language}]"
    text = settings.read_text(encoding="utf-8").replace("languages: [en]", f"languages: {languages}")
    settings.write_text(text.replace("template: ministry", "template: base"), encoding="utf-8")
    run("build", "--language", language)
    for audience in ("minister", "officials"):
        for suffix in ("pdf", "docx"):
            path = tmp_path / "out" / "bridge" / "base" / f"bridge-{audience}-{language}.{suffix}"
            assert path.stat().st_size > 10_000


def test_a_language_without_words_is_told(house):
    settings = house.parents[1] / "policybrief.yaml"
    text = settings.read_text(encoding="utf-8").replace("languages: [en, uk]", "languages: [en, cs]")
    settings.write_text(text, encoding="utf-8")
    assert "there are no Czech labels" in run("template", "check", "house")
    write(house, {"labels/cs.yaml": "positions: Postoje\n"})
    assert "labels without Czech text: as-of, page" in " ".join(run("template", "check", "house").split())


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("labels/en.yaml", "positions: Stakeholder views\n"),
        ("template.yaml", 'accent: "#5F2560"\n'),
        ("template.yaml", "outline: {minister: [bottom-line, sources]}\n"),
    ],
)
def test_one_line_in_one_file_changes_a_wording_a_colour_or_an_outline(house, path, text):
    (house / "template.yaml").unlink()
    write(house, {"template.yaml": "", path: text})
    run("template", "check", "house")
    template, faults = read_template("house", house.parents[1])
    base, _ = read_template("base", house.parents[1])
    assert not faults
    assert template.chain == ("house", "base")
    assert (template.words, template.look, template.outlines) != (base.words, base.look, base.outlines)


def test_a_section_is_copied_with_the_hash_that_it_was_based_on(house):
    assert "templates/house/sections/positions.md" in run("template", "copy", "house", "positions")
    copy = (house / "sections" / "positions.md").read_text(encoding="utf-8")
    original = (ROOT / "src/policybrief/templates/base/sections/positions.md").read_text(encoding="utf-8")
    front, _, rest = copy.partition("\n")
    assert front.startswith("{# based_on: ")
    assert rest == original
    assert "base-moved" not in run("template", "check", "house")


def test_a_copy_prints_what_the_original_prints(house):
    before = dump(specimens(read_template("house", house.parents[1])[0], language="en")[0].document)
    run("template", "copy", "house", "positions")
    assert dump(specimens(read_template("house", house.parents[1])[0], language="en")[0].document) == before


def test_a_copy_whose_original_has_moved_is_told_with_the_difference(house):
    (house.parent / "parent").mkdir()
    write(
        house.parent / "parent",
        {
            "template.yaml": "name: P\n",
            "sections/views.md": '# {{ label("views") }}\n\n{{ holders_table() }}\n',
        },
    )
    write(house, {"template.yaml": "extends: parent\n"})
    run("template", "copy", "house", "views")
    copy = house / "sections" / "views.md"
    copy.write_text(copy.read_text(encoding="utf-8") + "\n{{ positions_told() }}\n", encoding="utf-8")
    assert "base-moved" not in run("template", "check", "house")
    write(
        house.parent / "parent", {"sections/views.md": '# {{ label("views") }}\n\n{{ positions_list() }}\n'}
    )
    shown = run("template", "check", "house")
    assert "base-moved" in shown
    assert "-{{ holders_table() }}" in shown
    assert "+{{ positions_list() }}" in shown
    assert "-{{ positions_told() }}" in shown


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("base", "positions"), "built in"),
        (("house", "positons"), "did you mean 'positions'"),
        (("hose", "positions"), "did you mean 'house'"),
    ],
)
def test_a_copy_that_cannot_be_made_says_why(house, words, says):
    assert says in run("template", "copy", *words, code=2)


def test_a_copy_is_never_written_over_an_own_section(house):
    write(house, {"sections/positions.md": "{{ positions_list() }}\n"})
    assert "already exists" in run("template", "copy", "house", "positions", code=2)
    assert (house / "sections" / "positions.md").read_text(encoding="utf-8") == "{{ positions_list() }}\n"


def test_a_preview_is_written_in_both_formats_and_says_where(house):
    shown = run("template", "preview", "house")
    for name in ("specimen-en.pdf", "specimen-en.docx", "many-options-en.pdf", "many-options-en.docx"):
        assert f"out/specimen/house/{name}" in shown
        assert (house.parents[1] / "out" / "specimen" / "house" / name).stat().st_size > 10_000


def test_a_preview_takes_a_format_a_language_and_a_folder(house, tmp_path):
    run("template", "preview", "house", "--format", "docx", "--language", "de", "--out", "shown")
    assert {path.name for path in (tmp_path / "shown").iterdir()} == {
        "specimen-de.docx",
        "many-options-de.docx",
    }
    assert "there are: de, en" in run("template", "preview", "house", "--language", "xx", code=2)


def test_a_template_that_cannot_be_used_has_no_preview_but_a_reason(house):
    write(house, {"template.yaml": "outline: {minister: [decison]}\n"})
    assert "did you mean 'decision'" in run("template", "preview", "house", code=1)
