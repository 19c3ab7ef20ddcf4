"""`brief diff FILE.docx`: what somebody edited in a Word file, and which records that touches."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click import unstyle
from click.testing import CliRunner, Result

from docx_lint import parts_of
from policybrief.cli import main
from policybrief.ooxml.limits import RefusedFileError
from policybrief.ooxml.readable_paragraphs import WordParagraph, read_words

MINISTER = "out/bridge/ministry/bridge-minister-en.docx"
Change = Callable[[str], str]


def brief(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


DAY = "1772323200"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter project, built."""
    root = tmp_path_factory.mktemp("built") / "demo"
    assert brief("init", str(root)).exit_code == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", DAY)
        patch.chdir(root)
        assert brief("build", "--format", "docx").exit_code == 0
    return root


@pytest.fixture
def starter(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, to work in."""
    root = Path(shutil.copytree(built, tmp_path / "demo"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    monkeypatch.chdir(root)
    return root


def saved(
    root: Path, change: Change, *, name: str = "returned.docx", part: str = "word/document.xml"
) -> Path:
    """The minister's file, changed by somebody and saved under another name."""
    parts = parts_of((root / MINISTER).read_bytes())
    before = parts[part].decode()
    after = change(before)
    assert after != before
    parts[part] = after.encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for each, content in parts.items():
            package.writestr(each, content)
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_bytes(out.getvalue())
    return root / name


def swap(old: str, new: str) -> Change:
    def change(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, 1)

    return change


MISUSED = "Discount is misused"


def found(*arguments: str) -> list[dict[str, object]]:
    done = brief("diff", *arguments, "--format", "json")
    assert done.exit_code == 0, done.output
    return list(json.loads(done.output)["records"])


def test_an_edited_passage_is_told_with_its_record_and_where_that_is_written(starter: Path) -> None:
    saved(starter, swap(MISUSED, "Discount is sold on"))
    done = brief("diff", "returned.docx", "bridge", "minister")
    assert done.exit_code == 0, done.output
    reported = unstyle(done.output)
    assert max(map(len, reported.splitlines())) <= 80
    assert "1 passage edited" in reported
    line = (starter / "briefs/records/bridge.yaml").read_text("utf-8").split(MISUSED)[0].count("\n") + 1
    assert f"~ discount-misused  short  briefs/records/bridge.yaml:{line}" in reported
    assert "was  Discount is misused" in reported
    assert "now  Discount is sold on" in reported


def test_a_file_that_nobody_edited_says_so(starter: Path) -> None:
    saved(starter, lambda text: text.replace("<w:body>", "<w:body><!-- saved -->"))
    done = brief("diff", "returned.docx", "bridge", "minister")
    assert done.output.startswith("Nothing was edited in returned.docx")


def test_new_passages_and_those_taken_out(starter: Path) -> None:
    def change(text: str) -> str:
        rows = re.findall(r"<w:tr>.*?</w:tr>", text, flags=re.S)
        gone = next(row for row in rows if MISUSED in row)
        added = "<w:p><w:r><w:t>Ask the mayor of the north bank first.</w:t></w:r></w:p>"
        return text.replace(gone, "").replace("<w:sectPr>", added + "<w:sectPr>")

    saved(starter, change)
    edits = found("returned.docx", "bridge", "minister")
    assert [e["now"] for e in edits if e["change"] == "new"] == ["Ask the mayor of the north bank first."]
    assert {e["record"] for e in edits if e["change"] == "removed"} >= {"discount-misused"}
    assert all(e["change"] != "changed" for e in edits)


def test_without_bookmarks_passages_are_found_by_their_words(starter: Path) -> None:
    def change(text: str) -> str:
        return re.sub(r"<w:bookmark(Start|End) [^>]*/>", "", text).replace(MISUSED, "Discount is sold on")

    saved(starter, change)
    [edit] = found("returned.docx", "bridge", "minister")
    assert (edit["record"], edit["was"], edit["now"]) == ("discount-misused", MISUSED, "Discount is sold on")


def test_a_passage_written_anew_is_known_by_its_bookmark(starter: Path) -> None:
    saved(starter, swap(MISUSED, "Wholly other words"))
    [edit] = found("returned.docx", "bridge", "minister")
    assert (edit["record"], edit["now"]) == ("discount-misused", "Wholly other words")


def test_tracked_edits_count_as_made_and_comments_as_nothing(starter: Path) -> None:
    def change(text: str) -> str:
        return re.sub(
            rf"<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space=\"preserve\">{MISUSED}</w:t></w:r>",
            '<w:del w:id="1" w:author="A"><w:r><w:delText>Discount is misused</w:delText></w:r></w:del>'
            '<w:ins w:id="2" w:author="A"><w:r><w:t>Discount is sold</w:t></w:r></w:ins>'
            '<w:commentRangeStart w:id="0"/>',
            text,
        )

    saved(starter, change)
    [edit] = found("returned.docx", "bridge", "minister")
    assert (edit["was"], edit["now"]) == (MISUSED, "Discount is sold")


def test_a_file_that_a_build_kept_aside_is_known_by_its_name(starter: Path) -> None:
    path = starter / MINISTER
    path.write_bytes(saved(starter, swap(MISUSED, "Discount is sold on")).read_bytes())
    direct = found(MINISTER)
    assert [e["record"] for e in direct] == ["discount-misused"]
    assert brief("build", "--format", "docx").exit_code == 0
    assert found("out/bridge/ministry/bridge-minister-en.edited.docx") == direct
    markdown = brief("diff", "out/bridge/ministry/bridge-minister-en.edited.docx", "--markdown").output
    assert "- `discount-misused`: Discount is ~~misused~~**sold on**" in markdown


def test_a_name_that_tells_nothing_asks_for_the_edition(starter: Path) -> None:
    saved(starter, swap(MISUSED, "Discount is sold on"))
    done = brief("diff", "returned.docx")
    assert done.exit_code == 2
    assert "give it after the file" in done.output


def test_what_is_no_word_file_is_refused_in_words(starter: Path) -> None:
    (starter / "letter.docx").write_bytes(b"%PDF-1.7")
    done = brief("diff", "letter.docx", "bridge", "minister")
    assert done.exit_code == 2
    assert "is a PDF file" in done.output.replace("\n", " ")
    with pytest.raises(RefusedFileError):
        read_words(b"")


def test_words_are_read_over_runs_and_not_from_the_list_of_contents(starter: Path) -> None:
    saved(
        starter,
        swap(
            "<w:body>",
            '<w:body><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC </w:instrText>'
            "</w:r>"
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Contents 1</w:t></w:r></w:p>'
            '<w:p><w:r><w:t>Contents 2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
            '<w:p><w:bookmarkStart w:id="99" w:name="_k_1_Copy_2"/><w:r><w:t>One </w:t></w:r><w:r><w:tab/>'
            "<w:t>word</w:t></w:r><w:r><w:t>s</w:t></w:r></w:p>",
        ),
    )
    first = read_words((starter / "returned.docx").read_bytes())[0]
    assert first == WordParagraph("One words", frozenset({"_k_1"}))


def issue(root: Path) -> Path:
    """The minister's edition cleared and issued; the Word file that went out."""
    assert brief("clear", "--edition", "bridge minister", "--by", "head of unit").exit_code == 0
    done = brief("issue", "bridge", "minister", "--to", "private office")
    assert done.exit_code == 0, done.output
    return root / "out/issued/bridge/ministry/bridge-minister-en-v1.docx"


def test_an_issued_file_is_the_edition_that_went_out_and_an_edited_one_is_held_against_it(
    starter: Path,
) -> None:
    sent = issue(starter)
    records = starter / "briefs/records/bridge.yaml"
    records.write_text(
        records.read_text("utf-8").replace("Deck cannot be paid for", "Deck cannot be paid"), "utf-8"
    )
    done = brief("diff", str(sent))
    assert done.exit_code == 0, done.output
    assert "against number bridge-minister-en/2026-1" in done.output.replace("\n", " ")
    assert "Deck cannot be paid" in done.output
    returned = starter / "from the minister.docx"
    parts = parts_of(sent.read_bytes())
    with zipfile.ZipFile(returned, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content.replace(MISUSED.encode(), b"Discount is sold on"))
    edits = found(str(returned))
    assert [(e["record"], e["now"]) for e in edits] == [("discount-misused", "Discount is sold on")]
    assert str(edits[0]["against"]).startswith("number bridge-minister-en/2026-1")


def test_a_file_that_comes_back_unchanged_is_said_to_be_so(starter: Path) -> None:
    Path("approved.docx").write_bytes(Path(MINISTER).read_bytes())
    done = brief("diff", "approved.docx", "bridge", "minister")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("Nothing was edited in approved.docx")
    done = brief("diff", MINISTER, "bridge officials")  # two editions
    assert done.exit_code == 0, done.output
    assert "Nothing was edited" not in done.output
