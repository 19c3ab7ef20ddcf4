"""`brief clear`: which text was cleared, how it is written into a file, and when it no longer holds."""

from __future__ import annotations

import json
import os
import re
import textwrap
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from policybrief.cli import main
from policybrief.cli.commands import clear
from policybrief.files.writing import write_together
from policybrief.project import LoadedProject, read_project
from policybrief.reading.yaml import without_key
from policybrief.records import Record, content_hash, state_of, translation_hash
from small import project_at

DOSSIER = """\
# The bridge.
cleared: 2022-01-01, head of unit   # all of it

facts:
  # money
  income:
    text: >
      The toll brought in {number} euros.

    number: 400     # from the audit
    source: open-report, page 4
  wear: {text: The deck is worn., source: "open-report, page 5"}

lines:
  safe: The bridge is watched.
actors:
  council: City council, Bridgetown
"""


@pytest.fixture
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LoadedProject:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1664755200")  # 3 October 2022
    made = project_at(tmp_path, DOSSIER, settings="audiences: [officials, minister]\n", clear=False)
    monkeypatch.chdir(tmp_path)
    return made


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["clear", *arguments])


def record_of(loaded: LoadedProject, name: str) -> Record:
    record = read_project(loaded.root).corpus.get(name)
    assert record is not None
    return record


def dossier_of(loaded: LoadedProject) -> Path:
    return loaded.root / "briefs" / "records" / "demo.yaml"


def test_a_clearance_says_who_when_and_which_text(loaded: LoadedProject) -> None:
    result = run("income", "--by", "head of  un\u200bit\ufffe")
    assert result.exit_code == 0, result.output
    assert "To be cleared by head of unit on 2022-10-03:\n  income  fact" in result.output
    cleared = record_of(loaded, "income").cleared
    assert cleared is not None
    assert (cleared.date, cleared.words.original()) == (date(2022, 10, 3), "head of unit")
    assert cleared.of == content_hash(record_of(loaded, "income"))


def test_a_text_that_is_changed_after_clearance_is_a_draft_and_cleared_again(loaded: LoadedProject) -> None:
    run("income", "wear", "--by", "head of unit")
    path = dossier_of(loaded)
    path.write_text(path.read_text(encoding="utf-8").replace("number: 400", "number: 40"), encoding="utf-8")
    assert state_of(record_of(loaded, "income")) == "draft"
    assert state_of(record_of(loaded, "wear")) == "cleared"
    shown = CliRunner().invoke(main, ["show", "income"]).output
    assert "income  fact, draft (cleared 3 October 2022 by head of unit; changed since)" in shown
    listed = CliRunner().invoke(main, ["list", "records", "--state", "draft"]).output
    assert [line.split()[0] for line in listed.splitlines()] == ["income", "safe"]
    assert "1  changed-since-clearance" in CliRunner().invoke(main, ["check"]).output
    again = run("income", "wear", "--by", "head of unit", "--on", "2022-10-02")
    assert "1 of 2 are cleared already and unchanged since." in again.output
    assert "income  fact  changed" in again.output
    assert state_of(record_of(loaded, "income")) == "cleared"
    assert path.read_text(encoding="utf-8").count("cleared: 2022-10-02") == 1


@pytest.mark.parametrize(
    ("stamp", "said"),
    [
        ("", "draft"),
        ("cleared: 2022-09-01", "draft (cleared 1 September 2022; text not named)"),
        ("cleared: 2022-09-01, head", "draft (cleared 1 September 2022 by head; text not named)"),
        ("cleared: 2022-09-01, head\n  withdrawn: 2022-09-02, a slip", "withdrawn 2 September 2022, a slip"),
    ],
)
def test_show_says_the_state_and_who_gave_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stamp: str, said: str
) -> None:
    text = f"facts:\n  far:\n    text: Far.\n    source: open-report, p. 1\n    {stamp}\n"
    project_at(tmp_path, text.replace("\n  withdrawn", "\n    withdrawn"))
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["show", "far"]).output.splitlines()[0] == f"far  fact, {said}"


WITHDRAWN = """
sources:
  faked: {title: Faked, issued: 2022-01-01, marking: TLP:CLEAR, withdrawn: "2022-09-01, faked"}
facts:
  alone: {text: Alone., source: "faked, page 1"}
  both: {text: Both., source: ["faked, page 1", "open-report, page 1"]}
judgements:
  falls: {text: Falls., confidence: low, rests_on: [alone]}
"""


def test_check_says_once_of_a_withdrawn_source_what_still_rests_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project_at(tmp_path, WITHDRAWN, settings="audiences: [officials, minister]\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1664755200")
    found = json.loads(CliRunner().invoke(main, ["check", "--format", "json"]).output)["records"]
    (note,) = [d for d in found if d["severity"] == "note"]
    assert note["code"] == "withdrawn-source"
    assert (note["record"], note["path"], note["line"]) == ("faked", "briefs/records/demo.yaml", 3)
    assert note["message"] == (
        "source faked was withdrawn on 2022-09-01; 3 records are still based on it, 2 of them on nothing "
        "else: 4 editions leave these out, 2 editions show those with other support"
    )
    points = [d for d in found if d["code"] == "withdrawn-source" and d["severity"] == "open"]
    assert [d["record"] for d in points] == ["both"]


def test_a_withdrawn_source_on_which_nothing_rests_any_more_is_not_mentioned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = '{withdrawn: "2022-09-02, its source was faked", text'
    project_at(tmp_path, re.sub(r"(?m)^  (alone|both|falls): {text", rf"  \1: {gone}", WITHDRAWN))
    monkeypatch.chdir(tmp_path)
    assert "withdrawn-source" not in CliRunner().invoke(main, ["check"]).output


def test_what_is_cleared_already_is_not_written_again(loaded: LoadedProject) -> None:
    run("income", "--by", "head of unit")
    before = dossier_of(loaded).read_bytes()
    result = run("income", "--by", "head of unit", "--on", "2022-10-01")
    assert (result.exit_code, result.output) == (0, "It is cleared already and unchanged since.\n")
    assert dossier_of(loaded).read_bytes() == before
    assert (
        "2022-10-03, minister, of" in (run("income", "--by", "minister"), dossier_of(loaded).read_text())[1]
    )


def test_a_dossier_a_topic_and_an_edition_are_cleared_as_a_whole_without_what_needs_no_clearance(
    loaded: LoadedProject,
) -> None:
    for option in (("--topic", "demo"), ("--dossier", "briefs/records/demo.yaml"), ("--dossier", "demo")):
        result = run(*option, "--by", "x")
        assert result.exit_code == 0, result.output
    assert "All are cleared already" in result.output
    assert [r.id for r in read_project(loaded.root).corpus.records if r.cleared and r.cleared.of] == [
        "income",
        "wear",
        "safe",
    ]


def test_an_edition_clears_what_it_shows(loaded: LoadedProject) -> None:
    (loaded.root / "briefs" / "demo.yaml").write_text(
        "title: Demo\nquestion: What now?\nstatus_quo: [income]\n", encoding="utf-8"
    )
    result = run("--edition", "out/demo/base/demo-officials-en.docx", "--by", "x")
    assert result.exit_code == 0, result.output
    assert "income" in result.output
    assert record_of(loaded, "income").cleared.of  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("incme", "--by", "x"), "there is no record called 'incme'; did you mean 'income'?"),
        (("gone", "--by", "x"), "fact 'gone' was withdrawn on 2022-09-01"),
        (("income",), "Missing option '--by'"),
        (("income", "--by", " "), "Say who clears"),
        (("income", "--by", "x", "--on", "2022-10-04"), "2022-10-04 is in the future"),
        (("income", "--by", "x", "--on", "October"), "'October' is not a day"),
        (("--by", "x"), "Give either records, or one of"),
        (("income", "--topic", "demo", "--by", "x"), "Give either records, or one of"),
        (("--topic", "dmo", "--by", "x"), "there is no topic called 'dmo'; did you mean 'demo'?"),
        (("--dossier", "dmo", "--by", "x"), "there is no dossier called 'dmo'; did you mean 'demo'?"),
        (("--dossier", "shared", "--by", "x"), "Nothing in shared needs clearance."),
        (("--edition", "demo officials", "--by", "x"), "These words match 2 editions; choose one:"),
        (("--edition", "demo offcials en", "--by", "x"), "did you mean 'officials'?"),
        (("former", "--by", "x"), "it is now called 'later'"),
    ],
)
def test_what_cannot_be_cleared_is_refused_in_words(
    loaded: LoadedProject, arguments: tuple[str, ...], said: str
) -> None:
    path = dossier_of(loaded)
    more = """
        facts:
          gone: {text: Gone., source: "open-report, p. 1", withdrawn: 2022-09-01}
          later: {text: Later., source: "open-report, p. 1", was: [former]}
    """
    path.with_name("more.yaml").write_text(textwrap.dedent(more), encoding="utf-8")
    before = path.read_bytes()
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())
    assert path.read_bytes() == before


def test_a_record_that_does_not_read_is_refused_at_its_place(loaded: LoadedProject) -> None:
    path = dossier_of(loaded)
    path.write_text(DOSSIER.replace("number: 400 ", "number: many "), encoding="utf-8")
    result = run("income", "wear", "--by", "x")
    assert result.exit_code == 2
    assert "'income' cannot be read:" in result.output
    assert "briefs/records/demo.yaml:10:13: error[bad-number]" in result.output
    assert run("wear", "--by", "x").exit_code == 0


def test_a_file_that_does_not_read_as_it_is_typed_is_not_touched(loaded: LoadedProject) -> None:
    path = dossier_of(loaded)
    path.write_text(DOSSIER + "  nato: NATO: the alliance\n", encoding="utf-8")
    before = path.read_bytes()
    result = run("wear", "--by", "x")
    assert result.exit_code == 2
    assert "briefs/records/demo.yaml:18:13: error[colon-in-text]" in result.output
    assert path.read_bytes() == before


def test_a_text_that_is_cut_by_a_comment_is_not_cleared(loaded: LoadedProject) -> None:
    path = dossier_of(loaded)
    path.write_text(
        DOSSIER.replace(
            "  safe: The bridge is watched.", "  safe:\n    text: The bridge is watched. # by whom?"
        ),
        encoding="utf-8",
    )
    before = path.read_bytes()
    result = run("safe", "--by", "x")
    assert result.exit_code == 2
    assert "Nothing was cleared. First fix:" in result.output
    assert "error[text-cut-by-#]" in result.output
    assert path.read_bytes() == before


def test_lines_to_put_in_by_hand_are_named_and_no_file_is_written(loaded: LoadedProject) -> None:
    path = dossier_of(loaded)
    path.write_text(
        DOSSIER.replace("  safe: The bridge is watched.", "  safe: >\n    The bridge is watched."), "utf-8"
    )
    other = path.with_name("other.yaml")
    other.write_text('facts:\n  far: {text: Far., source: "open-report, p. 1"}\n', encoding="utf-8")
    before = path.read_bytes(), other.read_bytes()
    result = run("far", "safe", "--by", "x")
    assert result.exit_code == 2
    assert "Nothing was cleared. Add these lines by hand:" in result.output
    assert "briefs/records/demo.yaml:15:3  safe:" in result.output
    assert "    cleared: 2022-10-03, x, of " in result.output
    assert (path.read_bytes(), other.read_bytes()) == before


def test_on_a_terminal_it_asks_once(loaded: LoadedProject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clear, "_on_a_terminal", lambda: True)
    before = dossier_of(loaded).read_bytes()
    result = CliRunner().invoke(main, ["clear", "income", "wear", "--by", "x"], input="n\n")
    assert "Clear 2 records? [y/N]: n\nNothing was cleared." in result.output
    assert dossier_of(loaded).read_bytes() == before
    assert "?" not in run("income", "--by", "x", "--yes").output
    assert dossier_of(loaded).read_bytes() != before


def test_a_file_that_changes_while_it_asks_is_not_written_over(
    loaded: LoadedProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = dossier_of(loaded)
    by_somebody_else = path.read_text(encoding="utf-8").replace("is worn", "is worn out")

    def saved_meanwhile() -> bool:
        path.write_text(by_somebody_else, encoding="utf-8")
        return True

    monkeypatch.setattr(clear, "_on_a_terminal", saved_meanwhile)
    result = CliRunner().invoke(main, ["clear", "wear", "--by", "x"], input="y\n")
    assert result.exit_code == 2
    assert "briefs/records/demo.yaml has just been changed by someone else" in result.output
    assert path.read_text(encoding="utf-8") == by_somebody_else


def test_of_several_files_all_are_written_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_bytes(b"a")
    second.write_bytes(b"b")
    replace = os.replace

    def held_open(source: Path, target: Path) -> None:
        if Path(target) == second:
            raise PermissionError(13, "held open", str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", held_open)
    with pytest.raises(PermissionError):
        write_together({first: b"new a", second: b"new b"})
    assert (first.read_bytes(), second.read_bytes()) == (b"a", b"b")
    assert sorted(tmp_path.iterdir()) == [first, second]
    monkeypatch.setattr(os, "replace", replace)
    write_together({first: b"new a", second: b"new b"})
    assert (first.read_bytes(), second.read_bytes()) == (b"new a", b"new b")


def test_a_clearance_of_a_whole_file_cannot_name_one_text(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="clearance-of-many"):
        project_at(
            tmp_path, DOSSIER.replace("head of unit", "head of unit, of 0123456789abcdef"), clear=False
        )


def test_a_record_below_a_clearance_at_the_head_of_its_file_is_a_draft(loaded: LoadedProject) -> None:
    assert {record_of(loaded, name).cleared is None for name in ("income", "wear", "safe")} == {False}
    assert {state_of(record_of(loaded, name)) for name in ("income", "wear", "safe")} == {"draft"}
    assert record_of(loaded, "council").cleared is None
    points = [d for d in points_of_check() if d["code"] == "clearance-without-text"]
    assert {(d["record"], d["severity"], d["line"], d["column"]) for d in points} == {
        (name, "open", 2, 10) for name in ("income", "wear", "safe")
    }
    assert {d["hint"] for d in points} == {"read it, then: brief clear --dossier demo --by WHO"}
    assert "1 January 2022" not in CliRunner().invoke(main, ["show", "demo", "officials", "en"]).output


def points_of_check() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(CliRunner().invoke(main, ["check", "--format", "json"]).output)[
        "records"
    ]
    return found


def test_clearing_a_dossier_takes_the_clearance_off_its_head_and_keeps_the_comment(
    loaded: LoadedProject,
) -> None:
    result = run("--dossier", "demo", "--by", "head of unit")
    assert result.exit_code == 0, result.output
    assert result.output.endswith("Removed from the head of briefs/records/demo.yaml: cleared\n")
    text = dossier_of(loaded).read_text(encoding="utf-8")
    assert text.startswith("# The bridge.\n# all of it\n\nfacts:\n")
    assert text.count("2022-10-03, head of unit, of ") == 3
    assert {state_of(record_of(loaded, name)) for name in ("income", "wear", "safe")} == {"cleared"}
    assert not [d for d in points_of_check() if d["code"].startswith("clearance-without")]
    assert (
        run("--dossier", "demo", "--by", "head of unit").output
        == "All are cleared already and unchanged since.\n"
    )


def test_a_clearance_at_the_head_stays_while_another_record_depends_on_it(loaded: LoadedProject) -> None:
    run("income", "wear", "--by", "head of unit")
    assert "cleared: 2022-01-01" in dossier_of(loaded).read_text(encoding="utf-8")
    run("safe", "--by", "head of unit")
    assert "cleared: 2022-01-01" not in dossier_of(loaded).read_text(encoding="utf-8")


def test_a_head_that_no_record_depends_on_any_more_is_taken_off(loaded: LoadedProject) -> None:
    path = dossier_of(loaded)
    run("--dossier", "demo", "--by", "head of unit")
    path.write_text("cleared: 2022-01-01\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    result = run("--dossier", "demo", "--by", "head of unit")
    assert "Removed from the head" in result.output
    assert path.read_text(encoding="utf-8").startswith("# The bridge.\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("cleared: 2022-01-01, head\nfacts:\n", "facts:\n"),
        ("owner: Desk\r\ncleared: 2022-01-01\r\n\r\nfacts:\r\n", "owner: Desk\r\n\r\nfacts:\r\n"),
        ("owner: Desk\n\ncleared:\n  date: 2022-01-01\n  words: head\n\nfacts:\n", "owner: Desk\n\nfacts:\n"),
        ("cleared:   # who?\nfacts:\n", "# who?\nfacts:\n"),
        ("cleared: >\n  2022-01-01,\n  head\nfacts:\n", "facts:\n"),
        ("cleared: {date: 2022-01-01}\nfacts:\n", "facts:\n"),
        ("\ufeffcleared: 2022-01-01\nfacts:\n", "\ufefffacts:\n"),
        ("cleared:\n  # ours\n  date: 2022-01-01\nfacts:\n", None),
        ("{cleared: 2022-01-01, facts: {}}\n", None),
        ("facts:\n", None),
    ],
)
def test_a_line_at_the_head_is_taken_out_and_nothing_else(before: str, after: str | None) -> None:
    assert without_key(before, "cleared") == after


def test_a_file_written_in_braces_names_the_line_to_take_out_by_hand(loaded: LoadedProject) -> None:
    path = dossier_of(loaded)
    path.write_text('{cleared: 2022-01-01, lines: {safe: "The bridge is watched."}}\n', encoding="utf-8")
    result = run("--dossier", "demo", "--by", "x")
    assert result.exit_code == 2
    assert "delete the line 'cleared:' by hand: briefs/records/demo.yaml:1:2" in result.output
    assert "cleared: 2022-01-01," in path.read_text(encoding="utf-8")


def test_a_clearance_of_a_translation_without_its_text_is_open_in_its_language(
    loaded: LoadedProject, translated: Path
) -> None:
    text = translated.read_text(encoding="utf-8").replace("с. 4\n", "с. 4\n    cleared: 2022-09-01, desk\n")
    translated.write_text(text, encoding="utf-8")
    run("income", "--by", "head of unit")
    (point,) = [d for d in points_of_check() if d.get("record") == "income"]
    assert (point["code"], point["severity"], point["line"]) == ("clearance-without-text", "open", 7)
    assert point["editions"]
    assert all(edition.endswith(" uk") for edition in point["editions"])
    assert "brief clear --dossier demo --language uk --by WHO" in point["hint"]
    assert "text not named" in CliRunner().invoke(main, ["show", "income"]).output
    assert run("--dossier", "demo", "--language", "uk", "--by", "desk").exit_code == 0
    assert [d for d in points_of_check() if d.get("record") == "income"] == []


def test_translators_are_not_asked_for_who_cleared_what(loaded: LoadedProject) -> None:
    result = CliRunner().invoke(main, ["translate", "uk"])
    assert result.exit_code == 0, result.output
    text = (loaded.root / "briefs" / "records" / "demo.uk.yaml").read_text(encoding="utf-8")
    assert "The toll brought in" in text
    assert "cleared" not in text


# ---- translations ------------------------------------------------------------------------------------

TRANSLATION = """\
# Переклад.
facts:
  income:
    # до перевірки
    text: Плата дала {number} євро.
    source: с. 4
  wear: Настил зношений.
"""


@pytest.fixture
def translated(loaded: LoadedProject) -> Path:
    path = dossier_of(loaded).with_name("demo.uk.yaml")
    path.write_text(TRANSLATION, encoding="utf-8")
    return path


def test_a_translation_is_cleared_by_itself(loaded: LoadedProject, translated: Path) -> None:
    original = dossier_of(loaded).read_bytes()
    result = run("income", "wear", "--language", "uk", "--by", "translation unit")
    assert result.exit_code == 0, result.output
    assert "  income (uk)  fact  new  Плата дала {number} євро." in result.output
    assert dossier_of(loaded).read_bytes() == original
    income = translation_hash(record_of(loaded, "income"), "uk")
    wear = translation_hash(record_of(loaded, "wear"), "uk")
    assert translated.read_text(encoding="utf-8") == (
        TRANSLATION.replace(
            "с. 4\n", f"с. 4\n    cleared: 2022-10-03, translation unit, of {income}\n"
        ).replace(
            "wear: Настил зношений.",
            f"wear:\n    text: Настил зношений.\n    cleared: 2022-10-03, translation unit, of {wear}",
        )
    )
    again = run("income", "wear", "--language", "uk", "--by", "translation unit")
    assert again.output == "All are cleared already and unchanged since.\n"


def test_nothing_can_have_been_done_on_a_day_that_is_to_come(loaded: LoadedProject, translated: Path) -> None:
    dossier = (
        DOSSIER.replace("cleared: 2022", "cleared: 2999")
        .replace("    number: 400 ", "    checked: 2999-02-01, audit office\n    number: 400 ")
        .replace("The bridge is watched.", "{text: The bridge is watched., cleared: 2022-03-01}")
    )
    dossier_of(loaded).write_text(dossier, encoding="utf-8")
    words = TRANSLATION.replace("с. 4\n", "с. 4\n    cleared: 2999-03-01, translation unit\n")
    translated.write_text(words, encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "--format", "json"])
    found = json.loads(result.output)["records"]
    places = {(d["path"][-7:], d["line"], d.get("record", "")) for d in found if d["code"] == "day-to-come"}
    assert result.exit_code == 1
    assert places == {("mo.yaml", 2, ""), ("mo.yaml", 10, "income"), ("uk.yaml", 7, "income")}
    dossier_of(loaded).write_text(dossier.replace("2999", "2022"), encoding="utf-8")
    translated.write_text(TRANSLATION, encoding="utf-8")
    assert "day-to-come" not in CliRunner().invoke(main, ["check", "--format", "json"]).output


def test_the_day_of_a_reproducible_build_does_not_make_what_was_done_since_a_day_to_come(
    loaded: LoadedProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert "day-to-come" not in CliRunner().invoke(main, ["check", "--format", "json"]).output


def test_a_translation_changed_after_clearance_is_open_in_its_language_only(
    loaded: LoadedProject, translated: Path
) -> None:
    run("income", "wear", "--language", "uk", "--by", "translation unit")
    translated.write_text(translated.read_text(encoding="utf-8").replace("дала", "дасть"), encoding="utf-8")
    found = json.loads(CliRunner().invoke(main, ["check", "--format", "json"]).output)["records"]
    (point,) = [d for d in found if d["code"] == "changed-since-clearance"]
    assert (point["severity"], point["record"], point["line"]) == ("open", "income", 7)
    assert point["path"] == "briefs/records/demo.uk.yaml"
    assert point["editions"]
    assert all(edition.endswith(" uk") for edition in point["editions"])
    shown = CliRunner().invoke(main, ["show", "income"]).output
    assert "translation cleared 3 October 2022 by translation unit; changed since\n" in shown
    shown = CliRunner().invoke(main, ["show", "wear"]).output
    assert "translation cleared 3 October 2022 by translation unit\n" in shown
    assert "brief clear income --language uk --by WHO" in point["hint"]


def test_a_change_in_the_original_leaves_the_clearance_of_the_translation(
    loaded: LoadedProject, translated: Path
) -> None:
    run("income", "--language", "uk", "--by", "x")
    path = dossier_of(loaded)
    path.write_text(path.read_text(encoding="utf-8").replace("400", "40"), encoding="utf-8")
    assert "changed-since-clearance" not in CliRunner().invoke(main, ["check"]).output


def test_an_edition_in_another_language_has_original_and_translation_cleared(
    loaded: LoadedProject, translated: Path
) -> None:
    result = run("--edition", "demo officials uk", "--by", "x")
    assert result.exit_code == 0, result.output
    assert "Cleared: 5 records in briefs/records/demo.yaml, briefs/records/demo.uk.yaml" in result.output
    assert translated.read_text(encoding="utf-8").count("cleared: 2022-10-03, x, of ") == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("safe", "--language", "uk"), "'safe' has no translation into 'uk': brief translate uk"),
        (("income", "--language", "en"), "there is no translation language called 'en'"),
        (("--dossier", "shared", "--language", "uk"), "Nothing in shared needs clearance."),
    ],
)
def test_a_translation_that_does_not_exist_is_refused(
    loaded: LoadedProject, translated: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = run(*arguments, "--by", "x")
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())


def test_a_clearance_of_a_translation_that_is_none_is_a_fault(
    loaded: LoadedProject, translated: Path
) -> None:
    text = translated.read_text(encoding="utf-8").replace("с. 4\n", "с. 4\n    cleared: керівник\n")
    translated.write_text(text, encoding="utf-8")
    (fault,) = read_project(loaded.root).diagnostics
    assert (fault.code, str(fault.span), fault.record) == (
        "bad-date",
        "briefs/records/demo.uk.yaml:7:14",
        "income",
    )


def test_the_command_of_a_clearance_without_text_settles_it_for_sources_and_actors_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = """
        sources: {count: {title: Count, issued: 2022-08-01, marking: TLP:CLEAR, cleared: "2022-09-01, head"}}
        actors: {city: {name: The City, cleared: "2022-09-01, head"}}
        positions: {wish: {holder: city, text: The toll should end., source: "count, page 1"}}
    """
    project_at(tmp_path, dossier, settings="audiences: [officials]\n", clear=False)
    monkeypatch.chdir(tmp_path)

    def hints() -> list[str]:
        found = json.loads(CliRunner().invoke(main, ["check", "--format", "json"]).output)["records"]
        return [d["hint"] for d in found if d["code"] == "clearance-without-text"]

    asked = hints()
    assert len(asked) == 2
    for hint in asked:
        words = hint.partition("brief ")[2].replace("WHO", "head").split()
        assert CliRunner().invoke(main, [*words, "--yes"]).exit_code == 0
    assert hints() == []
