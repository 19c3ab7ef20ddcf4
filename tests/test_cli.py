"""Every command as a user meets it: what it prints, what it writes, how it ends."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import MISSING, dataclass, field, fields
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

import pytest
from click import unstyle
from click.testing import CliRunner, Result

import policybrief.cli
from policybrief.cli import COMMANDS, main
from policybrief.cli.commands import sources, template
from policybrief.cli.terminal.diagnostics import as_text, by_rule, columns
from policybrief.diagnostics import Diagnostic, Severity, Span
from policybrief.document import Cell, Column, Document, Meta, Paragraph, Row, Section, Str, Table
from policybrief.languages import Text
from policybrief.project import read_project
from policybrief.project.json_schema import dossier_schema
from policybrief.project.new_records import propose_id, questions, record_lines
from policybrief.records import KINDS, ActorRef, Cited, Edition, Fact, Record, RecordRef, Stance
from policybrief.selection import Selection

POINT = Diagnostic("not-cleared", "'repair-due' is not cleared yet", severity=Severity.OPEN)


@dataclass(frozen=True)
class FakeMade:
    files: tuple[tuple[str, bytes], ...]
    document: Document
    pages: int = 2
    shown: tuple[str, ...] = ("repair-due",)
    selection: Selection = field(default_factory=lambda: Selection(()))
    diagnostics: tuple[Diagnostic, ...] = (POINT,)
    key: str = ""
    same: bool = False
    searched: tuple[tuple[str, int, int], ...] = ()


def fake_make(edition: Edition, *, corpus: Any, formats: tuple[str, ...], **_: Any) -> Any:
    words = f"{edition.name} {len(corpus.records)}".encode()
    meta = Meta("The toll", edition.language, "City", "Decision brief")
    document = Document(meta, (Section((Str("Bottom line"),), (Paragraph((Str("A discount pays."),)),)),))
    shown = tuple(r.id for r in corpus.records if r.kind == "fact")
    return FakeMade(tuple((name, words) for name in formats), document, shown=shown)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Editions are made of a few words, for tests of the commands themselves."""
    monkeypatch.setattr("policybrief.editions.make_edition", fake_make)


@pytest.fixture
def starter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert brief("init", "demo").exit_code == 0
    monkeypatch.chdir(tmp_path / "demo")
    return tmp_path / "demo"


def brief(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, list(arguments), input=typed)


def dossier(root: Path) -> Path:
    return root / "briefs/records/bridge.yaml"


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


# ---- help and exit codes -------------------------------------------------------------------------


def test_help_lists_every_command_in_groups_by_use() -> None:
    page = brief("--help").output
    assert page.index("Daily:") < page.index("check") < page.index("Set-up:") < page.index("schema")
    assert max(map(len, page.splitlines())) <= 80


@pytest.mark.parametrize(
    ("name", "words"),
    [pair for _, commands in COMMANDS for pair in commands]
    + [(f"template {name}", words) for _, commands in template.COMMANDS for name, words in commands]
    + [(f"sources {name}", words) for _, commands in sources.COMMANDS for name, words in commands],
)
def test_the_help_page_says_of_a_command_what_the_command_says_of_itself(name: str, words: str) -> None:
    command = import_module(f"policybrief.cli.commands.{name.replace(' ', '_')}").command
    assert (command.help or "").strip().splitlines()[0] == words
    page = brief(*name.split(), "--help").output
    assert max(map(len, page.splitlines())) <= 80


def test_every_module_of_a_command_is_on_the_help_page() -> None:
    folder = Path(policybrief.cli.__file__).parent / "commands"
    modules = {
        p.stem for p in folder.glob("*.py") if re.search(r"^def command\(", p.read_text("utf-8"), re.M)
    }
    below = {f"template_{name}" for _, commands in template.COMMANDS for name, _ in commands}
    below |= {f"sources_{name}" for _, commands in sources.COMMANDS for name, _ in commands}
    assert modules == {name for _, commands in COMMANDS for name, _ in commands} | below


def test_help_imports_no_command_and_nothing_heavy() -> None:
    code = (
        "import sys; from policybrief.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "ours = ('policybrief', 'yaml', 'ryaml', 'pydantic', 'jinja2', 'docx', 'uharfbuzz')\n"
        "print(*sorted(m for m in sys.modules if m.split('.')[0] in ours))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1].split() == [
        "policybrief",
        "policybrief.cli",
        "policybrief.cli.terminal",
        "policybrief.cli.terminal.streams",
        "policybrief.files",
        "policybrief.files.garbage",
    ]


def test_a_misspelt_command_is_named_with_what_was_meant() -> None:
    result = brief("biuld")
    assert result.exit_code == 2
    assert "Did you mean 'build'?" in result.output


def test_outside_a_project_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command in ("build", "check", "new", "translate uk", "list records", "show x"):
        result = brief(*command.split())
        assert result.exit_code == 2
        assert "brief init" in result.output


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "Interrupted"),
        (OSError(28, "No space left on device", "out/a.pdf"), 3, "No space left on device: out/a.pdf"),
        (ZeroDivisionError("by zero"), 3, "Please report"),
    ],
)
def test_no_fault_ends_in_a_traceback(
    starter: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException, code: int, said: str
) -> None:
    def fail(_: Path) -> None:
        raise fault

    monkeypatch.setattr("policybrief.editions.workspace.read_project", fail)
    result = brief("check")
    assert result.exit_code == code
    assert said in result.output
    assert "Traceback" not in result.output


def test_in_a_job_a_fault_of_ours_does_not_say_what_it_broke_on(
    starter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> None:
        raise KeyError("secret-offer")

    monkeypatch.setattr("policybrief.editions.workspace.read_project", fail)
    assert "secret-offer" in brief("check").output
    monkeypatch.setenv("CI", "true")
    result = brief("check")
    assert result.exit_code == 3
    assert "KeyError" in result.output
    assert "secret-offer" not in result.output


# ---- init and build ------------------------------------------------------------------------------


def test_the_starter_has_no_fault(starter: Path) -> None:
    assert read_project(starter).diagnostics == ()
    assert (starter / ".gitignore").read_text("utf-8").splitlines()[1:] == ["/out/", "/.brief/"]
    assert (starter / ".gitattributes").is_file()


def test_the_editor_finds_the_schema_that_init_wrote(starter: Path) -> None:
    settings = json.loads((starter / ".vscode/settings.json").read_text("utf-8"))
    [path] = settings["yaml.schemas"]
    assert json.loads((starter / path).read_text("utf-8")) == dossier_schema()


def test_init_says_how_to_go_into_a_folder_with_a_blank(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert 'cd "school meals" && brief build' in brief("init", "school meals").output


def test_init_keeps_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".gitignore").write_text("mine\n", "utf-8")
    result = brief("init")
    assert "left unchanged" in result.output
    assert (tmp_path / ".gitignore").read_text("utf-8") == "mine\n"
    assert brief("init").exit_code == 2


def test_the_starter_builds_at_once_and_to_the_same_bytes(starter: Path) -> None:
    first = brief("build")
    assert first.exit_code == 0, first.output
    assert "4 files in " in first.output
    starts = {path.suffix: path.read_bytes()[:4] for path in (starter / "out").rglob("*.*")}
    assert starts == {".pdf": b"%PDF", ".docx": b"PK\x03\x04"}
    assert "Up to date: 2 editions, 4 files" in brief("build").output
    shutil.rmtree(starter / ".brief")
    assert brief("build").output.count("unchanged") == 2


@pytest.mark.usefixtures("quick")
def test_build_says_a_line_an_edition_and_ends_with_what_is_open(starter: Path) -> None:
    result = brief("build")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0] == "out/bridge/ministry/"
    assert lines[1].split() == ["bridge-minister-en", ".docx", ".pdf", "2", "pages", "draft", "new"]
    assert "not-cleared" in result.output
    assert re.search(r"4 files in \d+\.\d s, marked DRAFT: 1 open point\.", lines[-1])
    assert sorted(p.name for p in (starter / "out").rglob("*.*")) == [
        "bridge-minister-en.docx",
        "bridge-minister-en.pdf",
        "bridge-officials-en.docx",
        "bridge-officials-en.pdf",
    ]


@pytest.mark.usefixtures("quick")
def test_a_second_build_names_the_record_that_came(starter: Path) -> None:
    brief("build")
    brief("new", "fact", "--text", "Shops object.", "--source", "hearing-2026, p. 1", "--id", "shops-object")
    assert "rebuilt: + shops-object" in brief("build").output


@pytest.mark.usefixtures("quick")
def test_a_build_of_what_has_not_changed_does_nothing_and_says_what_is_still_open(starter: Path) -> None:
    brief("build")
    stamps = {path: path.stat().st_mtime_ns for path in starter.rglob("*") if path.is_file()}
    again = brief("build")
    assert again.output.splitlines() == [
        "Up to date: 2 editions, 4 files, marked DRAFT: 1 open point (in full: brief check --all)."
    ]
    assert stamps == {path: path.stat().st_mtime_ns for path in starter.rglob("*") if path.is_file()}
    assert (again.exit_code, brief("build", "--strict").exit_code) == (0, 1)


@pytest.mark.usefixtures("quick")
def test_a_file_that_is_gone_or_edited_is_no_longer_up_to_date(starter: Path) -> None:
    brief("build")
    path = starter / "out/bridge/ministry/bridge-minister-en.docx"
    before = path.read_bytes()
    path.unlink()
    assert "Up to date" not in brief("build").output
    path.write_bytes(before[::-1])  # as long as ours
    assert "Up to date" in brief("build").output
    assert "edited by hand" in brief("build", "--verify").output


@pytest.mark.parametrize("damaged", [b"", None])
@pytest.mark.usefixtures("quick")
def test_a_manifest_that_is_gone_or_cut_short_is_made_again(starter: Path, damaged: bytes | None) -> None:
    brief("build")
    manifest = starter / ".brief" / "manifest" / "bridge.json"
    before = manifest.read_bytes()
    manifest.unlink() if damaged is None else manifest.write_bytes(damaged)
    assert brief("build").output.count("unchanged") == 2
    assert manifest.read_bytes() == before
    assert "Up to date" in brief("build").output


@pytest.mark.usefixtures("quick")
def test_a_brief_of_today_is_built_again_the_next_day(starter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = starter / "briefs/bridge.yaml"
    kept = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("as_of:")]
    path.write_text("\n".join(kept), "utf-8")
    for day, said in ((1, False), (1, True), (2, False)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1767225600 + 86400 * day))
        assert ("Up to date" in brief("build").output) is said


@pytest.mark.usefixtures("quick")
def test_a_build_with_a_fault_is_not_remembered(starter: Path) -> None:
    path = starter / "briefs/records/bridge.yaml"
    path.write_text(path.read_text("utf-8") + "  oops: [\n", "utf-8")
    assert brief("build").exit_code == 1
    assert brief("build").exit_code == 1


def test_changing_a_record_rebuilds_the_editions_that_show_it_and_no_other(starter: Path) -> None:
    brief("build")
    path = dossier(starter)
    stamps = {file.name: file.stat().st_mtime_ns for file in (starter / "out").rglob("*.*")}
    path.write_text(path.read_text("utf-8") + "\n# a remark\n", "utf-8")
    assert brief("build").output.count("unchanged") == 2
    assert stamps == {file.name: file.stat().st_mtime_ns for file in (starter / "out").rglob("*.*")}
    brief("new", "fact", "--text", "Shops object.", "--source", "hearing-2026, p. 1", "--id", "shops-object")
    ended = brief("build", "--explain")
    assert re.search(r"bridge-minister-en .* unchanged", ended.output)
    assert re.search(r"bridge-officials-en .* rebuilt: \+ shops-object", ended.output)
    assert "    +" in ended.output
    assert "Shops object." in ended.output
    assert "the same document, template and program as before" in ended.output


@pytest.mark.usefixtures("quick")
def test_strict_makes_open_points_count(starter: Path) -> None:
    assert brief("build").exit_code == 0
    assert brief("build", "--strict").exit_code == 1
    assert brief("check").exit_code == 0
    assert brief("check", "--strict").exit_code == 1


@pytest.mark.usefixtures("quick")
def test_an_edition_is_built_by_its_name_or_its_path(starter: Path) -> None:
    for words in (["bridge", "minister"], ["out/bridge/ministry/bridge-minister-en.pdf"], ["minister", "en"]):
        assert "1 file " in brief("build", *words, "--format", "pdf").output
        assert [p.name for p in (starter / "out").rglob("*.*")] == ["bridge-minister-en.pdf"]


@pytest.mark.usefixtures("quick")
def test_a_name_that_matches_nothing_is_a_usage_error(starter: Path) -> None:
    for words, hint in ((["brigde"], "did you mean 'bridge'"), (["--audience", "ministers"], "'minister'")):
        result = brief("build", *words)
        assert result.exit_code == 2
        assert hint in result.output
    assert not (starter / "out").exists()


@pytest.mark.usefixtures("quick")
def test_a_rehearsal_goes_to_a_folder_of_its_own(starter: Path) -> None:
    assert brief("build", "--as-of", "2026-03-15").exit_code == 0
    assert [p.name for p in (starter / "out").iterdir()] == ["as-of-2026-03-15"]
    assert brief("build", "--as-of", "March").exit_code == 2


@pytest.mark.usefixtures("quick")
def test_a_build_from_a_folder_below_writes_to_the_same_place(
    starter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(starter / "briefs")
    assert brief("build").output.splitlines()[0] == "../out/bridge/ministry/"
    assert (starter / "out/bridge/ministry/bridge-minister-en.docx").is_file()


@pytest.mark.usefixtures("quick")
def test_a_hand_edited_file_is_kept_and_said_so(starter: Path) -> None:
    brief("build")
    (starter / "out/bridge/ministry/bridge-minister-en.docx").write_bytes(b"mine")
    result = brief("build")
    assert "edited by hand, kept as out/bridge/ministry/bridge-minister-en.edited.docx" in result.output
    assert result.exit_code == 0


@pytest.mark.usefixtures("quick")
def test_a_file_that_is_open_in_word_ends_with_3_and_a_clear_sentence(
    starter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brief("build")
    replaced(dossier(starter), "shops-2026:", "shops-2027:")
    brief("new", "criterion", "--title", "Fair")
    real = os.replace

    def refuse(source: Path, target: Path) -> None:
        if target.name == "bridge-minister-en.docx":
            raise PermissionError(13, "used by another process")
        real(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    result = brief("build")
    assert result.exit_code == 3
    assert "bridge-minister-en.docx is open in another program" in result.output
    assert "bridge-minister-en-new.docx" in result.output


@pytest.mark.usefixtures("quick")
def test_a_typo_is_reported_at_its_line_and_nothing_is_written(starter: Path) -> None:
    brief("build")
    before = {p: p.read_bytes() for p in (starter / "out").rglob("*.*")}
    replaced(dossier(starter), "source: audit-2026, p. 9", "source: audit-2025, p. 9")
    result = brief("build")
    assert result.exit_code == 1
    assert result.output.count("error[unknown-record]") == 1
    number = dossier(starter).read_text("utf-8").splitlines().index("    source: audit-2025, p. 9") + 1
    assert f"briefs/records/bridge.yaml:{number}:13:" in result.output
    assert f"   {number} |     source: audit-2025, p. 9" in result.output
    assert "      |             ^^^^^^^^^^  did you mean 'audit-2026'" in result.output
    assert "Nothing was written: 1 error." in result.output
    assert re.search(r"The files of \d\d:\d\d are still in out/\.", result.output)
    assert before == {p: p.read_bytes() for p in (starter / "out").rglob("*.*")}


@pytest.mark.usefixtures("quick")
def test_a_brief_that_cannot_be_read_is_shown_with_its_fault_when_named(starter: Path) -> None:
    replaced(starter / "briefs/bridge.yaml", "question:", "qestion:")
    result = brief("build", "bridge")
    assert result.exit_code == 1
    assert "unknown-field" in result.output


@pytest.mark.usefixtures("quick")
def test_a_fault_in_one_brief_names_what_it_stops_and_lets_the_others_be_built(starter: Path) -> None:
    (starter / "briefs/second.yaml").write_text(
        "title: Second\ntopics: [bridge]\nwhy_now: [repair-du]\n", "utf-8"
    )
    result = brief("build")
    assert result.exit_code == 1
    assert "did you mean 'repair-due'" in result.output
    assert "4 files" in result.output
    assert "Not written:\n  second ministry minister en\n  second ministry officials en\n" in result.output


@pytest.mark.usefixtures("quick")
def test_a_template_with_a_fault_stops_its_editions_and_check_looks_at_unused_ones_too(starter: Path) -> None:
    replaced(starter / "templates/ministry/template.yaml", '"#1F5C4D"', '"green"')
    assert "bad-colour" in brief("build").output
    other = starter / "templates/other/template.yaml"
    other.parent.mkdir()
    other.write_text("accnt: x\n", "utf-8")
    result = brief("check")
    assert result.exit_code == 1
    assert "templates/other/template.yaml:1:1: error[unknown-field]" in result.output
    assert "templates/ministry/template.yaml:3:9: error[bad-colour]" in result.output


@pytest.mark.usefixtures("quick")
def test_with_settings_that_cannot_be_read_every_command_names_the_fault(starter: Path) -> None:
    replaced(starter / "policybrief.yaml", "marking:", "making:")
    for words in (["build"], ["build", "bridge"], ["check"]):
        result = brief(*words)
        assert result.exit_code == 1
        assert "did you mean 'marking'?" in result.output
    for words in (["list", "editions"], ["list", "records"], ["show", "repair-due"]):
        assert "see brief check" in brief(*words).output


# ---- check, list, show ---------------------------------------------------------------------------


@pytest.mark.usefixtures("quick")
def test_check_makes_no_papers_and_counts(starter: Path) -> None:
    before = {path for path in starter.rglob("*") if ".brief" not in path.parts}
    result = brief("check")
    assert "2 editions checked: 1 open point." in result.output
    assert {path for path in starter.rglob("*") if ".brief" not in path.parts} == before
    assert [path.name for path in (starter / ".brief").rglob("*.json")] == ["bridge.json"]


@pytest.mark.usefixtures("quick")
def test_check_as_json_names_place_and_editions(starter: Path) -> None:
    replaced(dossier(starter), "impact: 2", "impact: 9")
    records = json.loads(brief("check", "--format", "json").stdout)
    assert records["policybrief"] == 1
    [error] = [r for r in records["records"] if r["severity"] == "error"]
    assert error["path"] == "briefs/records/bridge.yaml"
    assert error["line"] > 100
    assert error["editions"] == ["bridge ministry minister en", "bridge ministry officials en"]


@pytest.mark.usefixtures("quick")
def test_list_tells_editions_records_and_templates(starter: Path) -> None:
    assert "bridge  ministry  minister   en  2026-03-31  -" in brief("list", "editions").output
    brief("build")
    assert "bridge  ministry  minister   en  2026-03-31  written" in brief("list", "editions").output
    facts = json.loads(brief("list", "records", "--kind", "facts", "--format", "json").stdout)["records"]
    assert [record["id"] for record in facts][:2] == ["toll-since-2011", "crossings-2025"]
    assert brief("list", "records", "--kind", "fatc").exit_code == 2
    assert brief("list", "templates").output.split()[:2] == ["ministry", "base"]


def test_why_tells_where_each_value_came_from(starter: Path) -> None:
    replaced(dossier(starter), "sources:\n", "owner: Traffic Office\n\nsources:\n")
    text = brief("show", "crossings-2025", "--why").output
    said = dict(re.findall(r"^  (\w+) +(?:.*\n) +\((.*)\)$", text, re.M))
    typed = dossier(starter).read_text("utf-8").splitlines().index("    number: about 6200") + 1
    assert said["number"] == f"typed in line {typed}"
    assert said["topics"] == "name of the file, bridge.yaml"
    assert said["marking"] == "highest of its sources: count-2025"
    assert said["known"] == "issue of its sources: count-2025"
    assert said["owner"].startswith("head of the file, line ")
    assert f"briefs/records/bridge.yaml:{typed - 4}" in text
    assert "resident-discount" in text[text.index("named by") :]


def test_a_short_form_and_an_inferred_word_say_so(starter: Path) -> None:
    assert "short form in line" in brief("show", "marlow", "--why").output
    assert "first word of the text" in brief("show", "agree-discount", "--why").output


@pytest.mark.usefixtures("quick")
def test_show_prints_an_edition_as_text(starter: Path) -> None:
    result = brief("show", "bridge", "officials")
    assert result.exit_code == 0
    assert "bridge ministry officials en, as of 2026-03-31, 2 pages" in result.output
    assert "Bottom line\n-----------\nA discount pays." in result.output


def test_show_with_watch_shows_what_was_saved_and_survives_a_file_that_cannot_be_read(
    starter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = next(p for p in (starter / "briefs" / "records").glob("*.yaml") if "marlow" in p.read_text())
    whole = dossier.read_text(encoding="utf-8")
    saved = iter([whole + "\nfacts: [", whole.replace("Marlow", "Marlowe"), ""])

    def somebody_saves(_: float) -> None:
        text = next(saved)
        if not text:
            raise KeyboardInterrupt
        dossier.write_text(text, encoding="utf-8")

    monkeypatch.setattr("policybrief.cli.commands.show.sleep", somebody_saves)
    result = brief("show", "marlow", "--watch")
    first, broken, corrected = result.output.split("Waiting for a file to be saved")[:3]
    assert "Marlow" in first
    assert "Not everything could be read" in broken
    assert "Marlowe" in corrected
    assert result.exit_code == 130


@pytest.mark.usefixtures("quick")
def test_show_of_an_unknown_name_says_what_was_meant(starter: Path) -> None:
    result = brief("show", "crossing-2025")
    assert result.exit_code == 2
    assert "did you mean 'crossings-2025'" in result.output


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("brief bu", ["build"]),
        ("brief build b", ["bridge"]),
        ("brief show repair", ["repair-due", "repair-cost"]),
        ("brief clear b", ["bridge-is-safe"]),
    ],
)
def test_the_tab_key_completes_commands_briefs_and_records(
    starter: Path, typed: str, offered: list[str]
) -> None:
    words = {
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(typed.split()) - 1),
        "_BRIEF_COMPLETE": "bash_complete",
    }
    run = CliRunner().invoke(main, [], prog_name="brief", env=words)
    assert [line.partition(",")[2] for line in run.output.split()] == offered


# ---- new -----------------------------------------------------------------------------------------


def test_new_asks_and_appends_with_comments_and_order_kept(starter: Path) -> None:
    before = dossier(starter).read_text("utf-8")
    text = "The audit is clear: the toll brought in {number} euros in 2025."
    result = brief("new", "fact", typed=f"\n{text}\n4100000\naudit-2026\np. 14\ntoll-income-2025\n")
    assert result.exit_code == 0
    added = [
        "  toll-income-2025:",
        "    text: >",
        f"      {text}",
        "    number: 4100000",
        "    source: audit-2026, p. 14",
    ]
    after = dossier(starter).read_text("utf-8")
    start = after.splitlines().index(added[0])
    assert after.splitlines()[start : start + 5] == added
    assert "Id [audit-clear-toll-2025]" in result.output
    assert f"Added to briefs/records/bridge.yaml, line {start + 1}:" in result.output
    kept = after.splitlines()
    del kept[start : start + 5]
    assert [line for line in kept if line] == [line for line in before.splitlines() if line]
    loaded = read_project(starter)
    assert loaded.diagnostics == ()
    assert loaded.corpus.get("toll-income-2025") is not None


def test_new_takes_a_source_with_its_place_in_one_answer(starter: Path) -> None:
    result = brief("new", "fact", typed="\nCars.\naudit-2062, p. 3\naudit-2026, p. 3\ncars-queue\n")
    assert result.exit_code == 0, result.output
    assert "    source: audit-2026, p. 3\n" in dossier(starter).read_text("utf-8")


@pytest.mark.parametrize(
    ("number", "hint"), [("4.100", "write 4100"), ("about 12.500", "write 12500"), ("0.125", ""), ("4.1", "")]
)
def test_new_says_that_a_point_is_no_sign_of_thousands(starter: Path, number: str, hint: str) -> None:
    typed = f"\nIt cost {{number}} euros.\n{number}\naudit-2026, p. 3\nit-cost\n"
    said = brief("new", "fact", typed=typed).output
    assert ("decimal point" in said) == bool(hint)
    assert hint in said


def test_new_asks_again_for_what_cannot_be_read(starter: Path) -> None:
    typed = "\nIt has {number} lanes.\nmany\n4\naudit-2026, p. 3\nlanes\n"
    result = brief("new", "fact", typed=typed)
    assert result.exit_code == 0, result.output
    assert "'many' is not a number" in result.output
    assert "    number: 4\n" in dossier(starter).read_text("utf-8")
    assert read_project(starter).diagnostics == ()


def test_new_asks_again_for_a_day_that_is_none(starter: Path) -> None:
    typed = "\nA diary\n\n\n2026-02-31\n2026-02\n\ndiary-2026\n"
    result = brief("new", "source", typed=typed)
    assert result.exit_code == 0, result.output
    assert "2026-02-31" in result.output
    assert read_project(starter).diagnostics == ()


def test_new_adds_a_source_on_the_way(starter: Path) -> None:
    typed = "\nCars queue.\n+\nTraffic diary\n\n\n2026-02\n\ndiary-2026\np. 3\ncars-queue\n"
    result = brief("new", "fact", typed=typed)
    assert result.exit_code == 0, result.output
    loaded = read_project(starter)
    assert loaded.diagnostics == ()
    assert loaded.corpus.get("diary-2026") is not None
    assert loaded.corpus.get("cars-queue") is not None


def test_new_takes_the_words_below_a_key_figure_and_does_not_ask_for_them(starter: Path) -> None:
    words = ("new", "fact", "--text", "It cost {number}.", "--number", "7", "--source", "audit-2026, p. 1")
    added = brief(*words, "--id", "cost-of-all", "--short", "euros: the cost of all").output
    assert "    short: " in added
    fact = read_project(starter).corpus.get("cost-of-all")
    assert isinstance(fact, Fact)
    assert fact.short.original() == "euros: the cost of all"
    asked = brief("new", "fact", typed="\nIt cost {number}.\n7\naudit-2026\np. 1\nseven\n")
    assert asked.exit_code == 0, asked.output
    assert "key figure" not in asked.output


NEW: dict[str, list[str]] = {
    "source": ["--title", "No need to wait: a view", "--issued", "2026-01~", "--author", "King, Jr."],
    "actor": ["--name", "Ann Hill", "--affiliation", "Mayor: elected 2024"],
    "fact": ["--text", "Priority #1 is *the deck*", "--source", "audit-2026, p. 1: table #2"],
    "position": [
        *("--holder", "shops", "--text", "'Open' it: now", "--stance", "end-toll: supports if paid: in full"),
        *("--source", "hearing-2026, p. 1", "--source", "hearing-2026, p. 2"),
    ],
    "option": ["--title", "Sell it: all of it", "--short", "Sell #1"],
    "criterion": ["--title", "Fair & quick", "--caveat", "Our view: # one"],
    "risk": ["--text", "!Flood", "--option", "end-toll", "--likelihood", "likely", "--impact", "3"],
    "judgement": ["--text", "% of cars", "--rests-on", "repair-due, repair-cost", "--confidence", "low"],
    "line": ["--text", "[number] is not said", "--if-asked", "Why: why?"],
    "recommendation": [
        "--text",
        "Note: the deck",
        "--rests-on",
        "repair-due",
        "--by",
        "2026-04-01, vote: 4 April",
        "--templates",
        "ministry, base",
    ],
}


@pytest.mark.parametrize("kind", NEW)
def test_every_kind_can_be_added_by_a_script_whatever_signs_its_words_hold(starter: Path, kind: str) -> None:
    result = brief("new", kind, *NEW[kind], "--id", "added-one")
    assert result.exit_code == 0, result.output
    loaded = read_project(starter)
    assert [d.message for d in loaded.diagnostics if d.code != "number-not-given"] == []
    record = loaded.corpus.get("added-one")
    assert record is not None
    words = NEW[kind][NEW[kind].index("--text" if "--text" in NEW[kind] else NEW[kind][0]) + 1]
    assert words in str(record)


def test_windows_line_ends_and_a_byte_order_mark_stay(starter: Path) -> None:
    content = b"\xef\xbb\xbf" + dossier(starter).read_bytes().replace(b"\n", b"\r\n")
    dossier(starter).write_bytes(content)
    brief("new", "criterion", "--title", "Fair")
    after = dossier(starter).read_bytes()
    assert after.startswith(b"\xef\xbb\xbf")
    assert after.count(b"\xef\xbb\xbf") == 1
    assert after.count(b"\n") == after.count(b"\r\n")
    assert read_project(starter).diagnostics == ()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["fact", "--text", "x", "--source", "audit-2025, p. 1"], "did you mean 'audit-2026'"),
        (["fact", "--text", "x"], "Missing for a fact: --source"),
        (
            ["fact", "--text", "x", "--source", "audit-2026, p. 1", "--number", "many"],
            "'many' is not a number",
        ),
        (["fact", "--text", "x", "--source", "audit-2026"], "gives no place in the source"),
        (["source", "--title", "x", "--issued", "2026-02-31"], "2026-02-31"),
        (["fact", "--text", "x", "--source", "audit-2026, 1", "--holder", "shops"], "A fact has no --holder"),
        (["criterion", "--title", "x", "--id", "repair-due"], "is already in use"),
        (["criterion", "--title", "x", "--id", "Ä"], "is not an id"),
        (["criterion", "--title", "x", "--dossier", "brigde"], "did you mean 'bridge'"),
        (["criterion", "--title", "x", "--dossier", "../../x y"], "cannot be the name of a dossier"),
    ],
)
def test_new_refuses_before_it_writes(starter: Path, arguments: list[str], said: str) -> None:
    before = dossier(starter).read_bytes()
    result = brief("new", *arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())
    assert dossier(starter).read_bytes() == before


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation(Record):
    """A kind that no list knows."""

    kind: ClassVar[str] = "quotation"
    text: Text
    spoken_by: ActorRef
    stance: tuple[Stance, ...]
    source: tuple[Cited, ...]
    rests_on: tuple[RecordRef, ...]
    pages: int
    heard: str = ""


def test_new_asks_for_a_kind_that_no_list_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "quotations", Quotation)
    asked = [q for q in questions("quotation") if not q.by_flag_alone]
    assert [(q.field, q.words, q.form, q.refers_to) for q in asked] == [
        ("text", "Text", "sentence", ""),
        ("spoken_by", "Spoken by", "plain", "actor"),
        ("stance", "Stance", "pairs", "option"),
        ("source", "Source", "cited", "source"),
        ("rests_on", "Rests on", "ids", "record"),
        ("pages", "Pages", "plain", ""),
    ]


@pytest.mark.parametrize("kind", KINDS.values())
def test_new_asks_for_every_field_that_a_record_cannot_do_without(kind: type[Record]) -> None:
    needed = {f.name for f in fields(kind) if f.default is MISSING} - {"id", "ask"}  # the verb of the text
    assert needed <= {question.field for question in questions(kind.kind) if question.required}


def test_an_id_is_proposed_out_of_the_words_that_say_something() -> None:
    assert propose_id("The toll is to end in 2027, 2028?", taken_ids=(), kind="fact") == "toll-end-2028"
    assert propose_id("The toll", taken_ids={"toll", "toll-2"}, kind="fact") == "toll-3"
    assert propose_id("Україна", taken_ids={"fact"}, kind="fact") == "ukraina"
    assert propose_id("Überschüssige Größe", taken_ids=set(), kind="fact") == "ueberschuessige-groesse"
    assert propose_id("日本", taken_ids={"fact"}, kind="fact") == "fact-2"
    assert propose_id("2025", taken_ids=(), kind="fact") == "fact"


def test_an_answer_is_words_unless_it_is_a_figure() -> None:
    assert record_lines("a", "actor", {"name": "null", "affiliation": "12:30"}) == (
        "a:",
        "  name: >",
        "    null",
        "  affiliation: 12:30",
    )
    pairs = record_lines("a", "position", {"stance": ("toll: true",)})
    assert pairs == ("a:", "  stance:", '    toll: "true"')
    assert record_lines("a", "fact", {"number": "400"}) == ("a:", "  number: 400")


# ---- translate and schema ------------------------------------------------------------------------


def test_translate_adds_what_is_missing_as_comments_once(starter: Path) -> None:
    replaced(starter / "policybrief.yaml", "languages: [en]", "languages: [en, uk]")
    path = starter / "briefs/records/bridge.uk.yaml"
    path.write_text("facts:\n  repair-due:\n    text: Настил має бути оновлено.\n", "utf-8")
    assert brief("translate", "uk").exit_code == 0
    first = path.read_text("utf-8")
    assert "    text: Настил має бути оновлено.\n    # repair-due lacks:\n    # source: p. 12\n" in first
    assert re.search(r'  # repair-cost:\n  #   of: "[0-9a-f]{16}"\n  #   text: >\n', first)
    assert read_project(starter).diagnostics == ()
    assert "still in comments" in brief("translate", "uk").output
    assert path.read_text("utf-8") == first


def test_comments_that_are_written_over_are_a_translation(starter: Path) -> None:
    replaced(starter / "policybrief.yaml", "languages: [en]", "languages: [en, uk]")
    replaced(starter / "briefs/bridge.yaml", "minister:\n", "minister:\n  title: For you\n")
    brief("translate", "uk")
    for name in ("briefs/records/bridge", "briefs/bridge", "policybrief"):
        path = starter / f"{name}.uk.yaml"
        path.write_text(re.sub(r"^(\s*)# ", r"\1", path.read_text("utf-8"), flags=re.M), "utf-8")
    loaded = read_project(starter)
    assert loaded.diagnostics == ()
    for record in loaded.corpus.records:
        assert "'uk'" in str(record), record.id
    (bridge,) = loaded.briefs
    for text in (
        bridge.title,
        bridge.question,
        bridge.overrides("minister").title,
        loaded.project.organisation,
    ):
        assert text.has("uk")
    reported = brief("translate", "uk").output.splitlines()
    assert {line.partition(": ")[2] for line in reported} == {"nothing is missing"}
    assert len(reported) == 4, "records and words of the settings, the dossier, the brief"


def test_what_one_audience_lacks_stands_below_what_it_has(starter: Path) -> None:
    replaced(starter / "policybrief.yaml", "languages: [en]", "languages: [en, uk]")
    replaced(starter / "briefs/bridge.yaml", "question:", "officials: {title: For us}\nquestion:")
    path = starter / "briefs/bridge.uk.yaml"
    path.write_text("# наш переклад\nofficials:\ntitle: Плата за проїзд\n", "utf-8")
    brief("translate", "uk")
    first = path.read_text("utf-8")
    assert first.startswith("# наш переклад\nofficials:\ntitle: Плата за проїзд\n")
    assert "# officials lacks:\n#   title: For us\n" in first
    assert "# title:" not in first
    assert "still in comments" in brief("translate", "uk").output
    assert path.read_text("utf-8") == first


def test_an_outdated_translation_is_named_and_renewed(starter: Path) -> None:
    replaced(starter / "policybrief.yaml", "languages: [en]", "languages: [en, uk]")
    path = starter / "briefs/records/bridge.uk.yaml"
    path.write_text('facts:\n  repair-due:\n    of: "0"\n    text: Настил.\n    source: с. 12\n', "utf-8")
    result = brief("translate", "uk")
    assert "1 original changed since translation: compare repair-due" in result.output
    assert brief("translate", "uk", "--renew", "repair-due").exit_code == 0
    assert read_project(starter).diagnostics == ()


def test_translate_refuses_languages_that_the_project_does_not_have(starter: Path) -> None:
    assert "languages: [en, uk]" in brief("translate", "uk").output
    assert "in which the records are written" in brief("translate", "en").output


def test_the_schema_knows_every_field_of_every_kind_and_its_docstring() -> None:
    schema = json.loads(brief("schema").stdout)
    fact = schema["$defs"]["Fact"]
    assert fact["properties"]["when"]["description"].startswith("Day, month or year of the event")
    assert set(fact["required"]) == {"text"}
    assert {"required": ["source"]} in fact["oneOf"]
    assert schema["properties"]["facts"]["additionalProperties"] == {"$ref": "#/$defs/Fact"}
    assert "kind" in schema["$defs"]["Actor"]["properties"]
    assert fact["additionalProperties"] is False


def test_the_schema_admits_the_short_forms() -> None:
    schema = dossier_schema()
    cited = schema["$defs"]["Fact"]["properties"]["source"]["anyOf"][0]["anyOf"][0]
    assert re.search(cited["pattern"], "panel-2022, answer of Kaim, paragraph 2")
    assert not re.search(cited["pattern"], "panel-2022")
    stance = schema["$defs"]["Position"]["properties"]["stance"]["additionalProperties"]["anyOf"][0]
    assert re.search(stance["pattern"], "supports if it is paid for")
    assert not re.search(stance["pattern"], "strongly supports")


# ---- formatters ----------------------------------------------------------------------------------


def test_a_long_line_is_cut_around_its_caret() -> None:
    line = "    text: " + "word " * 40 + "WRONG " + "word " * 40
    span = Span("a.yaml", 1, line.index("WRONG") + 1, 5)
    found = Diagnostic("x", "wrong", span, hint="do it right")
    shown = unstyle(as_text(found, texts={"a.yaml": line})).splitlines()
    assert all(len(part) <= 80 for part in shown)
    source, caret = shown[1], shown[2]
    assert source[caret.index("^") : caret.rindex("^") + 1] == "WRONG"


def test_the_caret_stands_below_its_sign_after_wide_and_combining_letters() -> None:
    line = "te\u0301xt: 漢字 WRONG"
    span = Span("a.yaml", 1, line.index("WRONG") + 1, 5)
    caret = unstyle(as_text(Diagnostic("x", "wrong", span), texts={"a.yaml": line})).splitlines()[2]
    assert caret.index("^") == len("      | ") + len("text: ") + 4 + 1


def test_the_corrected_lines_are_numbered_from_the_line_at_fault() -> None:
    found = Diagnostic(
        "colon-in-text", "no", Span("a.yaml", 38, 5), hint="write:", remedy=("text: >", "  a: b")
    )
    text = as_text(found, texts={"a.yaml": "\n" * 37 + "    text: a: b"})
    assert text.splitlines()[-2:] == ["   38 | text: >", "   39 |   a: b"]


def test_open_points_are_a_line_a_rule() -> None:
    found = [Diagnostic("a-b", f"point {n}", severity=Severity.OPEN) for n in range(3)] + [
        Diagnostic("c", "one " * 40)
    ]
    first, second = by_rule(found).splitlines()
    assert first.split(maxsplit=2) == ["3", "a-b", "point 0"]
    assert len(second) <= 80


def test_columns_are_aligned_and_fit() -> None:
    lines = [*columns([["a", "bb", "x" * 200], ["aaa", "b", "y"]])]
    assert lines[0].startswith("a    bb  xxx")
    assert lines[0].endswith("…")
    assert len(lines[0]) == 80
    assert lines[1] == "aaa  b   y"


def test_a_table_in_the_terminal_keeps_all_its_words() -> None:
    from policybrief.writers.text import as_lines

    def row(*words: str) -> Row:
        return Row(tuple(Cell((Paragraph((Str(text),)),)) for text in words))

    table = Table((Column(), Column(weight=3)), (row("Option", "Why"),), (row("End", "word " * 60),))
    document = Document(Meta("T", "en", "O", "K"), (table,))
    lines = [*as_lines(document, width=80)]
    assert max(map(len, lines)) <= 80
    assert " ".join(lines).count("word") == 60
