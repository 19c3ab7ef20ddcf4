"""Text in a section file is printed in every format, or refused at its own line and column."""

from __future__ import annotations

import html
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from policybrief.cli import main
from policybrief.pdf_text import pages_of

HOUSE = "templates/ministry"
BOTTOM_LINE = f"{HOUSE}/sections/bottom-line.md"


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("starter") / "demo"
    run("init", str(root))
    return root


@pytest.fixture
def demo(starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = Path(shutil.copytree(starter, tmp_path / "demo"))
    monkeypatch.chdir(root)
    return root


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def found(*, code: int = 1) -> list[tuple[str, str, str]]:
    """(code, place, message) of what `template check` reports of section files."""
    faults = json.loads(run("template", "check", "ministry", "--format", "json", code=code))["records"]
    return [
        (f["code"], f"{f['line']}:{f['column']}", f["message"])
        for f in faults
        if f["path"] and "/sections/" in f["path"] and f["severity"] == "error"
    ]


# ---- what is refused -------------------------------------------------------------------------------

MIXED = """\
# {{ label("bottom-line") }}

Before the view.

{{ bottom_line() }}

| A | B |
|---|--:|
| a | 1 |

A picture ![alt](logo.png) and <b>bold</b>.

Term[^1].

[^1]: A note.
"""


def test_what_a_section_cannot_hold_is_reported_by_check_and_build_at_its_line(demo: Path) -> None:
    write(BOTTOM_LINE, MIXED)
    places = [(code, place) for code, place, _ in found()]
    assert places == [
        ("section-markup", place) for place in ("7:1", "11:11", "11:32", "11:39", "13:5", "15:1")
    ]
    for command in (("build", "--audience", "officials"), ("check",)):
        said = run(*command, code=1)
        assert f"{BOTTOM_LINE}:7:1: error[section-markup]" in said
        assert f"{BOTTOM_LINE}:11:11: error[section-markup]" in said
    assert not Path("out").exists()


BRANCHES = [
    ("{% if internal %}\nfine\n{% else %}\n<b>x</b>\n{% endif %}\n", "4:1"),
    ("{# a comment\nof two lines #}\n\ntext {{ question() }} <i>x</i>\n", "4:23"),
    ("{% for fact in facts %}\n- {{ fact.text }} ~~x~~\n{% endfor %}\n", "2:19"),
    ("{% for fact in facts %}\n    - {{ fact.text }}\n{% endfor %}\n", "2:5"),
    ("{% for s in sources %}\n[{{ s.title }}]({{ s.url }})\n{% endfor %}\n", "2:1"),
    ("{% macro sign(name) %}\n<u>{{ name }}</u>\n{% endmacro %}\n{{ sign('x') }}\n", "2:1"),
    ("{% set x %}\na ![b](c)\n{% endset %}\n{{ question() }}\n", "2:3"),
    ("{% raw %}{{ as it is }}{% endraw %} <b>\n", "1:37"),
    ("text {%- if internal %} a {% endif -%} <b>x</b>\n", "1:40"),
    ("see [there](#nowhere)\n", "1:5"),
    ("before {{ timeline() }} after\n", "1:8"),
    ("text\n\nmore {{ question() }}\n{{ status_quo() }}\n", "4:1"),
]


@pytest.mark.parametrize("opens", ["> ", "- ", "> - "])
def test_text_is_printed_or_refused_however_deep_it_is(demo: Path, opens: str) -> None:
    levels = 2 if "-" in opens else 1
    deepest = 19 // (levels + opens.startswith("> -"))
    write(BOTTOM_LINE, f"# Bottom line\n\n{opens * deepest}inmost\n")
    assert found(code=0) == []
    run("build", "bridge", "officials", "--format", "docx")
    (paper,) = Path("out").rglob("*officials*.docx")
    assert "inmost" in zipfile.ZipFile(paper).read("word/document.xml").decode()
    for more in (1, 20):
        write(BOTTOM_LINE, f"# Bottom line\n\n{opens * (deepest + more)}inmost\n")
        assert ("section-markup", "3:1") in [fault[:2] for fault in found()]


@pytest.mark.parametrize(("text", "place"), BRANCHES)
def test_the_place_is_that_in_the_file_in_every_branch(demo: Path, text: str, place: str) -> None:
    write(BOTTOM_LINE, text)
    reported = found()
    assert ("section-markup", place) in [(code, at) for code, at, _ in reported], reported


# ---- what is printed -------------------------------------------------------------------------------

PRINTED = """\
# {{ label("bottom-line") }}

{{ bottom_line() }}

Text after the view, with *emphasis*, **weight** and [a link](https://example.org/a).

3. third
4. fourth

   - below it
   - and again

     7. seventh

10. counted on

> Quoted words.

{% if internal %}
Only for our own eyes.
{% else %}
For everybody.
{% endif %}

{% raw %}{{ braces }}{% endraw %} &amp; more

#### A small heading

First line\\
second line
"""
WORDS = (
    *("Text after the view, with emphasis, weight and a link", "third", "fourth", "below it", "and again"),
    *("seventh", "counted on", "Quoted words.", "Only for our own eyes.", "{{ braces }} & more"),
    *("A small heading", "First line", "second line"),
)


def test_what_a_section_can_hold_is_in_every_format(demo: Path) -> None:
    write(BOTTOM_LINE, PRINTED)
    run("build", "--audience", "officials")
    word = " ".join(word_text(Path("out/bridge/ministry/bridge-officials-en.docx")).split())
    pdf = " ".join(pdf_text(Path("out/bridge/ministry/bridge-officials-en.pdf")).split())
    terminal = " ".join(run("show", "bridge", "officials").split())
    for words in WORDS:
        assert words in word
        assert words in pdf
        assert words in terminal
        assert "For everybody" not in word + pdf + terminal
    for numbered in ("3. third", "4. fourth", "7. seventh", "5. counted on"):
        assert numbered in pdf
        assert numbered in terminal


def pdf_text(path: Path) -> str:
    return "\n".join(pages_of(path.read_bytes()))


def word_part(path: Path, part: str) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(f"word/{part}.xml").decode()


def word_text(path: Path) -> str:
    ends = re.sub(r"</w:p>|<w:br/>", " ", word_part(path, "document"))
    return html.unescape(re.sub(r"<[^>]+>", "", ends))


def test_a_numbered_list_begins_where_its_writer_says(demo: Path) -> None:
    write(BOTTOM_LINE, "# {{ label('bottom-line') }}\n\n{{ bottom_line() }}\n\n3. three\n4. four\n")
    run("build", "--audience", "officials")
    numbering = word_part(Path("out/bridge/ministry/bridge-officials-en.docx"), "numbering")
    assert (
        re.findall(r'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="(\d+)"/>', numbering).count("3") == 1
    )
    assert "3. three" in " ".join(pdf_text(Path("out/bridge/ministry/bridge-officials-en.pdf")).split())
    assert "3. three" in " ".join(run("show", "bridge", "officials").split())


# ---- sections of fixed text, empty ones, and always -------------------------------------------------

FIXED = "# Distribution\n\n{{ organisation() }} to all desks.\n\n## Signed\n\n{{ question() }}\n"
EMPTY = """\
# Nothing yet

Nobody has asked for lines.

{{ lines_to_say() }}

## Below

{{ lines_if_asked() }}
"""
LOOP = "# Lines\n\nFixed words.\n\n{% for line in lines %}\n- {{ line.text }}\n{% endfor %}\n"
ASKED = "# Lines\n\nFixed words.\n\n{% if lines %}there are{% endif %}\n"
BRANCH = (
    "# Note\n\n{% if not internal %}\n{{ lines_to_say() }}\n{% else %}\nFor officials only.\n{% endif %}\n"
)


def outline(name: str) -> None:
    """An outline with a section of that name, and no lines to take among the records."""
    records = Path("briefs/records/bridge.yaml")
    text = records.read_text(encoding="utf-8")
    records.write_text(re.sub(r"(?m)^lines:\n(?:(?:  .*)?\n)*", "", text), encoding="utf-8")
    with Path(f"{HOUSE}/template.yaml").open("a", encoding="utf-8") as file:
        file.write(f"outline: {{officials: [bottom-line, {name}, sources]}}\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (FIXED, "City of Avenford to all desks."),
        (BRANCH, "For officials only."),
        ("Nothing but a paragraph.\n", "Nothing but a paragraph."),
        ("# A heading alone\n", "A heading alone"),
        ("---\nalways: yes\n---\n" + EMPTY, "Nobody has asked for lines."),
        ("{# based_on: 0123456789abcdef (base) #}\n---\nalways: yes\n---\n" + EMPTY, "Nobody has asked"),
        ("---\nalways: yes\n---\n" + LOOP, "Fixed words."),
    ],
)
def test_a_section_of_fixed_text_is_printed(demo: Path, text: str, words: str) -> None:
    outline("own")
    write(f"{HOUSE}/sections/own.md", text)
    shown = run("show", "bridge", "officials")
    assert words in shown
    assert "Below" not in shown
    assert "would be empty" not in run("omissions", "bridge").partition("officials")[2]


@pytest.mark.parametrize("text", [EMPTY, LOOP, ASKED, "---\nalways: no\n---\n" + EMPTY])
def test_a_section_whose_views_are_empty_is_left_out_and_listed(demo: Path, text: str) -> None:
    outline("own")
    write(f"{HOUSE}/sections/own.md", text)
    shown = run("show", "bridge", "officials")
    assert "Fixed words" not in shown
    assert "Nobody has asked" not in shown
    assert "sections omitted because they would be empty: own" in " ".join(run("omissions", "bridge").split())
    records = json.loads(run("omissions", "bridge", "--format", "json"))["records"]
    assert "own" in next(r for r in records if r["audience"] == "officials")["empty_sections"]


@pytest.mark.parametrize(
    ("text", "code", "place", "hint"),
    [
        ("---\nalway: yes\n---\n# A\n", "unknown-field", "2:1", "did you mean 'always'?"),
        ("\n---\n# note\nalways: perhaps\n---\n# A\n", "", "4:9", ""),
        ("---\nalways: yes\n\n# A\n", "open-settings", "1:1", "---"),
        ("---\njust text\n---\n# A\n", "not-settings", "2:1", "always: yes"),
        ("---\nalways: [yes\n---\n# A\n", "bad-choice", "2:9", "yes or no"),
        ("---\nalways: yes\n---\n\n# A\n\n<b>x</b>\n", "section-markup", "7:1", ""),
        ("---\nalways: yes\n---\n\n# A\n\n{{ nothing }}\n", "section-fault", "7:1", ""),
    ],
)
def test_settings_of_a_section_have_faults_at_their_line(demo: Path, text, code, place, hint) -> None:
    write(BOTTOM_LINE, text)
    faults = json.loads(run("template", "check", "ministry", "--format", "json", code=1))["records"]
    at = [f for f in faults if f["path"] == BOTTOM_LINE and f"{f['line']}:{f['column']}" == place]
    assert [f for f in at if code in f["code"] and hint in f["hint"]], faults
    assert place in run("build", code=1)
