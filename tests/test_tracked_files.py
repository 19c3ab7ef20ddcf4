"""`brief diff --docx`: the file that an office gets back, and what must not be in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from docx_lint import faults
from policybrief.cli import main
from policybrief.document import (
    Cell,
    Column,
    Document,
    List,
    Meta,
    Note,
    Origin,
    Paragraph,
    Row,
    Section,
    Span,
    Str,
    Table,
    plain_text,
)
from policybrief.document.differences import without
from policybrief.gate import texts_in
from tracked import shown

META = Meta("The bridge", "en", "Office", "Brief")


def said(record: str, text: str) -> Span:
    return Span((Str(text),), origin=Origin(record, "text", "en"))


def paragraph(record: str, text: str) -> Paragraph:
    return Paragraph((said(record, text),), origin=Origin(record, "text", "en"))


# ---- a document without some records -----------------------------------------------------------------


def test_paragraphs_entries_rows_and_notes_of_a_record_go_with_its_words() -> None:
    note = Note("n", "[1]", (Str("[1] Cable."),), "source.cable")
    both = Paragraph((said("toll", "The toll stays."), Str(" "), said("ferry", "The ferry goes.")))
    row = Row((Cell((Paragraph((Str("severe"),)),)), Cell((paragraph("ferry", "It sinks."),))))
    kept = Row((Cell((Paragraph((Str("low"),)),)), Cell((paragraph("toll", "It rusts."),))))
    blocks = (
        both,
        Paragraph((said("road", "The road is open."), note)),
        List(((paragraph("ferry", "It runs."),), (paragraph("toll", "It is 12."),))),
        Table((Column(), Column()), (), (row, kept)),
        Section((Str("Only of it"),), (paragraph("ferry", "It runs."),)),
    )
    document, found = without(Document(META, blocks), {"ferry", "cable", "nobody"})
    assert found == ("ferry", "cable")
    reported = plain_text(document)
    assert "ferry" not in reported
    assert "severe" not in reported
    assert "Only of it" not in reported
    assert "[1]" not in reported
    assert reported == "The toll stays. The road is open.It is 12.lowIt rusts."


def test_a_document_that_says_nothing_of_them_is_the_same() -> None:
    document = Document(META, (paragraph("toll", "It is 12."),))
    assert without(document, {"ferry"}) == (document, ())


# ---- the command -------------------------------------------------------------------------------------


def brief(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def starter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The starter project, built."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772323200")
    assert brief("init", "demo").exit_code == 0
    monkeypatch.chdir(tmp_path / "demo")
    assert brief("build", "--format", "docx").exit_code == 0
    return tmp_path / "demo"


def edit(root: Path, old: str, new: str) -> None:
    path = root / "briefs/records/bridge.yaml"
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), "utf-8")


MINISTER = "out/bridge/ministry/bridge-minister-en.docx"


def test_accepted_it_is_the_new_file_and_rejected_the_one_that_the_reader_has(starter: Path) -> None:
    before = (starter / MINISTER).read_bytes()
    edit(starter, "carried {number} cars a day", "carried {number} vehicles a day")
    edit(starter, "Set the money aside before", "Put the money aside before")
    done = brief("diff", "bridge", "minister", "--docx", "changes.docx")
    assert done.exit_code == 0, done.output
    assert "accept all changes" in done.stderr
    file = (starter / "changes.docx").read_bytes()
    assert faults(file, tracked=True) == []
    assert shown(file, "reject") == shown(before)
    assert brief("build", "--format", "docx").exit_code == 0
    assert (starter / MINISTER).read_bytes() != before
    assert shown(file, "accept") == shown((starter / MINISTER).read_bytes())


def test_deleted_words_that_the_reader_may_no_longer_see_are_left_out_and_said(starter: Path) -> None:
    edit(
        starter,
        "    text: Drivers who do not live here obtain the discount.",
        "    withdrawn: 2026-03-20, the register settles it\n    text: Drivers obtain the discount.",
    )
    done = brief("diff", "bridge", "minister", "--docx", "changes.docx")
    assert done.exit_code == 0, done.output
    assert "may no longer see" in done.stderr
    assert "discount-misused" in done.stderr
    texts = " ".join(texts_in((starter / "changes.docx").read_bytes()))
    assert "misused" not in texts
    assert "register of residents" not in texts


def test_a_file_that_would_show_it_all_the_same_is_not_written(
    starter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(
        starter,
        "    text: Drivers who do not live here obtain the discount.",
        "    withdrawn: 2026-03-20, the register settles it\n    text: Drivers obtain the discount.",
    )
    monkeypatch.setattr("policybrief.changes.tracked_file.as_read_today", lambda document, *_: (document, ()))
    done = brief("diff", "bridge", "minister", "--docx", "changes.docx")
    assert done.exit_code == 1
    assert "leak" in done.output
    assert not (starter / "changes.docx").exists()


def test_a_file_that_is_there_is_never_written_over(starter: Path) -> None:
    (starter / "changes.docx").write_bytes(b"mine")
    done = brief("diff", "bridge", "minister", "--docx", "changes.docx")
    assert done.exit_code == 2
    assert (starter / "changes.docx").read_bytes() == b"mine"
