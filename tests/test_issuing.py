"""`brief issue` and `brief verify`: an edition frozen and noted, and its files known again anywhere."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import docx
import pikepdf
import pytest
from click.testing import CliRunner, Result

from docx_lint import faults
from policybrief.cli import main
from policybrief.gate import texts_in
from policybrief.issuing import NotAnOffice, chain_of, offices
from policybrief.ledger import Issued, PassedOn, read_document, read_ledger
from repositories import commit, git
from small import clear_as_at_head, project_at
from tiers import sampled

DOSSIER = """
cleared: 2022-09-01, head of unit
facts:
  toll: {text: 'The toll is {number} euros.', number: 12, source: "open-report, page 1"}
  ferry: {text: The ferry runs each hour., source: "open-report, page 2"}
  secret: {text: The gate is guarded by nine men., source: "closed-cable, page 3"}
judgements:
  likely: {text: Ending the toll will please the town., confidence: high, rests_on: [toll, secret]}
"""
BRIEF = """
title: The harbour bridge
question: Should the toll end?
as_of: 2022-10-01
audiences: [officials, public]
bottom_line: [likely]
public: {bottom_line: [toll]}
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in which everything is cleared, and the working folder in it."""
    project_at(tmp_path, DOSSIER, brief=BRIEF)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1664798400")  # 3 October 2022
    return tmp_path


def brief(*words: str) -> Result:
    result = CliRunner().invoke(main, [*words], standalone_mode=True)
    assert not isinstance(result.exception, AssertionError), result.output
    return result


def issue(*words: str, to: str = "Private Office", names: str = "officials en") -> Result:
    return brief("issue", *names.split(), "--to", to, *words)


def issued_in(root: Path) -> tuple[Issued, ...]:
    return read_ledger(root)[0].issues()


def edit(root: Path, before: str, after: str, *, clear: bool = True) -> None:
    """Replace words of the dossier; what is cleared is cleared again, unless `clear` is false."""
    path = root / "briefs" / "records" / "demo.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    if clear:
        clear_as_at_head(root, again=True)


def take_clearances_out(root: Path) -> None:
    path = root / "briefs" / "records" / "demo.yaml"
    text = re.sub(r', cleared: "[^"]*"', "", path.read_text(encoding="utf-8"))
    assert "cleared" not in text
    path.write_text(text, encoding="utf-8")


# ---- issuing -------------------------------------------------------------------------------------


def test_an_issued_edition_is_final_numbered_and_noted(root):
    done = issue("--by", "Desk", "--cleared-by", "legal adviser, 2022-10-02, no objection", to="Cabinet")
    assert done.exit_code == 0, done.output
    [event] = issued_in(root)
    assert (event.number, event.version, event.to) == ("demo-officials-en/2022-1", 1, ("Cabinet",))
    assert (event.on, event.as_of) == (date(2022, 10, 3), date(2022, 10, 1))
    assert [(s.step, s.by, s.on, s.result) for s in event.chain] == [
        ("drafted", "Desk", date(2022, 10, 3), ""),
        ("cleared", "legal adviser", date(2022, 10, 2), "no objection"),
    ]
    folder = root / "out" / "issued" / "demo" / "base"
    assert {f.name for f in event.files} == {path.name for path in folder.iterdir()}
    for file in event.files:
        content = (folder / file.name).read_bytes()
        assert len(content) == file.size
        said = "\n".join(texts_in(content))
        assert "DRAFT" not in said
        assert event.identifier in said
        assert event.number in said
    document = read_document(root, event)
    assert document is not None
    assert document.meta.draft == ""
    assert not read_ledger(root)[1]


def test_the_event_names_what_the_edition_rests_on_and_what_bears_its_advice(root):
    issue()
    records = {record.id: record for record in issued_in(root)[0].records}
    assert records["likely"].bears
    assert records["toll"].bears
    assert not records["ferry"].bears
    assert records["open-report"].kind == "source"
    assert records["secret"].unseen
    assert records["closed-cable"].unseen
    assert not records["toll"].unseen


def test_the_ledger_holds_no_word_of_what_its_audience_did_not_see(root):
    issue()
    issue(names="public en")
    for path in (root / "briefs" / "issued").rglob("*.json"):
        assert "guarded" not in path.read_text(encoding="utf-8")
    [public] = [e for e in issued_in(root) if e.series.audience == "public"]
    assert "nine" not in str(read_document(root, public))


def test_an_open_point_refuses_and_nothing_is_written(root):
    edit(root, "The ferry runs each hour.", "The ferry runs each day.")
    take_clearances_out(root)
    done = issue()
    assert done.exit_code == 1
    assert done.output.count("open[not-cleared]") >= 3
    assert "fact ferry" in done.output
    assert "Not issued" in done.output
    assert not (root / "briefs" / "issued").exists()
    assert not (root / "out").exists()


def test_a_waiver_in_the_record_settles_a_point(root):
    take_clearances_out(root)
    waiver = "waive: [{rule: not-cleared, by: head, why: urgent}], "
    for name in ("toll: {", "ferry: {", "secret: {", "likely: {"):
        edit(root, name, name + waiver)
    assert issue().exit_code == 0


def test_a_broken_edition_is_not_issued(root):
    edit(root, '"open-report, page 2"', '"no-such-report, page 2"')
    done = issue()
    assert done.exit_code == 1
    assert "no-such-report" in done.output
    assert not (root / "briefs" / "issued").exists()


def test_a_leak_is_not_issued(root):
    edit(root, "The ferry runs each hour.", "The list of ferries is in /home/ada/ferries.txt now.")
    done = issue()
    assert done.exit_code == 1
    assert "leak" in done.output
    assert not (root / "briefs" / "issued").exists()


def test_what_is_unchanged_but_for_its_day_is_not_issued_twice(root, monkeypatch):
    edit_brief = root / "briefs" / "demo.yaml"
    edit_brief.write_text(edit_brief.read_text().replace("as_of: 2022-10-01\n", ""))
    assert issue().exit_code == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1665489600")  # 11 October
    done = issue()
    assert done.exit_code == 0
    assert "unchanged since version 1 of 2022-10-03" in done.output
    assert len(issued_in(root)) == 1
    assert issue("--again").exit_code == 0
    first, second = issued_in(root)
    assert (second.version, second.number, second.on) == (2, "demo-officials-en/2022-2", date(2022, 10, 11))
    assert second.as_of == date(2022, 10, 11)
    assert second.previous == first.hash
    assert second.identifier != first.identifier


def test_what_has_changed_is_the_next_version(root):
    issue()
    edit(root, "The ferry runs each hour.", "The ferry runs each day.")
    assert issue().exit_code == 0
    assert [event.version for event in issued_in(root)] == [1, 2]
    assert (root / "out/issued/demo/base/demo-officials-en-v1.docx").is_file()
    assert (root / "out/issued/demo/base/demo-officials-en-v2.docx").is_file()


def formats_of(event: Issued) -> set[str]:
    return {file.format for file in event.files}


def test_a_paper_built_in_word_alone_is_issued_in_word_alone_whatever_letters_it_has(root):
    edit(root, "The ferry runs each hour.", "The ferry of 市政府 runs each hour.")
    assert "missing-glyph" in issue().output
    assert issued_in(root) == ()
    assert brief("build", "--audience", "officials", "--language", "en", "--format", "docx").exit_code == 0
    assert issue().exit_code == 0
    (event,) = issued_in(root)
    assert formats_of(event) == {"docx"}
    assert "unchanged since version 1" in issue().output
    assert "missing-glyph" in issue("--format", "pdf").output


def test_a_format_that_is_named_is_issued(root):
    assert issue("--format", "docx").exit_code == 0
    assert issue().exit_code == 0  # nothing is in out/: all formats, which the first did not have
    assert [formats_of(event) for event in issued_in(root)] == [{"docx"}, {"docx", "pdf"}]


def test_a_word_file_is_no_draft_for_letters_that_only_a_pdf_lacks(root):
    edit(root, "The ferry runs each hour.", "The ferry of 市政府 runs each hour.")
    both = brief("build", "--audience", "officials", "--language", "en")
    assert "DRAFT: 1 open point" in both.output
    alone = brief("build", "--audience", "officials", "--language", "en", "--format", "docx")
    assert "DRAFT" not in alone.output


def test_the_same_files_may_be_passed_on_to_further_offices(root):
    issue(to="Cabinet")
    done = issue("--to", "Treasury", to="Cabinet")
    assert "also go to Treasury" in done.output
    ledger, faults = read_ledger(root)
    assert not faults
    assert [event.to for event in ledger.events if isinstance(event, PassedOn)] == [("Treasury",)]
    assert ledger.offices(ledger.issues()[0]) == ("Cabinet", "Treasury")
    assert "Nothing was written" in issue(to="Treasury").output


def test_a_number_counts_what_its_own_readers_got_and_nothing_else(root):
    for _ in range(2):
        issue("--again")
    issue(names="public en")
    assert [e.number for e in issued_in(root) if e.series.audience == "public"] == ["demo-public-en/2022-1"]


def test_a_number_of_ones_own_is_printed_and_may_be_given_once(root):
    assert issue("--number", "MFA 2022/114").exit_code == 0
    assert issued_in(root)[0].number == "MFA 2022/114"
    edit(root, "The ferry runs each hour.", "The ferry runs each day.")
    done = issue("--number", "MFA 2022/114")
    assert done.exit_code == 1
    assert "ledger-number-twice" in done.output
    assert issue().exit_code == 0
    assert issued_in(root)[1].number == "demo-officials-en/2022-1"


@pytest.mark.parametrize(
    "words",
    [
        ("--to", "ada@example.org"),
        ("--to", "ada (at) example.org"),
        ("--to", "press office, +380 44 238 1748"),
        ("--cleared-by", "a@example.org"),
        ("--cleared-by", "legal adviser, 2022-10-09"),
        ("--cleared-by", "legal adviser, 2022-13-01"),
        ("--cleared-by", "legal adviser, 2.10.2022, no objection"),
        ("--cleared-by", "legal adviser, 2 October 2022"),
        ("--dissent", "legal adviser: too early"),
        ("--dissent", "too early"),
        ("--by", "x" * 130),
        ("--number", "ada@example.org"),
    ],
)
def test_addresses_persons_and_days_that_are_none_are_refused_in_a_sentence(root, words):
    done = issue(*words)
    assert done.exit_code == 2, done.output
    assert "Error: " in done.output
    assert not (root / "briefs" / "issued").exists()


def test_offices_may_be_parted_by_semicolons_and_one_is_needed(root):
    assert issue(to=" ; ").exit_code == 2
    assert issue("--cleared-by", "", "--dissent", "", to="Cabinet; Treasury ;").exit_code == 0
    [event] = issued_in(root)
    assert (event.to, event.chain) == (("Cabinet", "Treasury"), ())


def test_names_that_mean_several_editions_are_refused_with_their_list(root):
    done = issue(names="demo")
    assert done.exit_code == 2
    assert "demo base public en" in done.output


def test_a_dissent_stands_with_the_step_of_its_office():
    [step] = chain_of(
        drafted="",
        cleared=["Legal, 2022-10-01"],
        approved=[],
        dissent=["Legal: too  early"],
        today=date(2022, 10, 3),
    )
    assert (step.by, step.dissent) == ("Legal", "too early")
    assert offices(["Cabinet", " Cabinet ", "Канцелярія"]) == ("Cabinet", "Канцелярія")
    with pytest.raises(NotAnOffice):
        offices([""])


def test_nothing_stays_where_one_file_cannot_be_written(root, monkeypatch):
    import policybrief.files.writing as files

    real = os.replace

    def failing(source, target):
        if str(target).endswith(".json") and "document" not in str(target):
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(files.os, "replace", failing)
    done = issue()
    assert done.exit_code == 3
    assert "No space left" in done.output
    assert not [path for path in root.rglob("*") if path.is_file() and "issued" in path.parts]


@pytest.mark.parametrize("step", sampled(range(5), count=3))
def test_killed_at_any_moment_an_issue_is_whole_or_was_never_made(root, step):
    """Killed before the step-th file is put in its place, and the next call does what is right."""
    program = (
        "import os, signal, sys\n"
        "real, left = os.replace, [int(sys.argv[1])]\n"
        "def replace(source, target):\n"
        "    if not left[0]: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    left[0] -= 1\n"
        "    real(source, target)\n"
        "os.replace = replace\n"
        "from policybrief.cli import main\n"
        "main(['issue', 'officials', 'en', '--to', 'Cabinet'])\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(step)], capture_output=True, check=False)
    assert done.returncode == (-signal.SIGKILL if step < 4 else 0), done.stderr
    assert len(issued_in(root)) == (1 if step == 4 else 0)
    again = issue(to="Cabinet")
    assert again.exit_code == 0, again.output
    assert len(issued_in(root)) == 1
    assert brief("verify", "--ledger").exit_code == 0
    assert not list(root.rglob("*.part"))
    assert len([path for path in (root / "out").rglob("*.*") if path.is_file()]) == 2


def test_a_text_changed_after_its_clearance_is_not_issued_before_it_is_cleared_again(root):
    take_clearances_out(root)
    assert brief("clear", "--topic", "demo", "--by", "head of unit", "--yes").exit_code == 0
    assert issue().exit_code == 0
    edit(root, "number: 12", "number: 14", clear=False)
    refused = issue()
    assert refused.exit_code == 1
    assert "changed-since-clearance" in refused.output
    assert brief("clear", "toll", "--by", "head of unit", "--yes").exit_code == 0
    assert issue().exit_code == 0
    assert [event.version for event in issued_in(root)] == [1, 2]


def test_what_went_out_is_not_written_over_by_the_same_version_of_another_branch(repository):
    git(repository, "checkout", "-q", "-b", "other")
    issue(to="Treasury")
    commit(repository, "theirs")
    first = (repository / "out/issued/demo/base/demo-officials-en-v1.pdf").read_bytes()
    git(repository, "checkout", "-q", "main")
    edit(repository, "each hour", "each day")
    issue(to="Cabinet")
    assert (repository / "out/issued/demo/base/demo-officials-en-v1.pdf").read_bytes() == first
    [event] = issued_in(repository)
    assert [file.name for file in event.files] == [
        "demo-officials-en-v1-2.docx",
        "demo-officials-en-v1-2.pdf",
    ]


def test_a_ledger_that_was_tampered_with_is_not_gone_on_with(root):
    issue()
    path = next((root / "briefs/issued").rglob("*-issued-*.json"))
    path.write_text(path.read_text().replace("Private Office", "Public Office"))
    done = issue("--again")
    assert done.exit_code == 1
    assert "ledger-altered" in done.output
    assert len(issued_in(root)) == 1


def test_check_and_verify_tell_of_a_ledger_that_is_not_whole(root):
    issue()
    assert brief("check").exit_code == 0
    whole = brief("verify", "--ledger")
    assert (whole.exit_code, whole.output.splitlines()[0]) == (
        0,
        "1 issued edition in 1 series: the ledger is complete and unaltered.",
    )
    path = next((root / "briefs/issued").rglob("*.document.json"))
    path.write_text(path.read_text().replace("ferry", "fairy"))
    for command in (("check",), ("verify", "--ledger")):
        done = brief(*command)
        assert done.exit_code == 1
        assert "ledger-document-altered" in done.output
        assert "fairy" not in done.output
    found = json.loads(brief("verify", "--ledger", "--format", "json").output)["records"]
    assert [fault["code"] for fault in found] == ["ledger-document-altered"]


# ---- in git --------------------------------------------------------------------------------------


@pytest.fixture
def repository(root: Path) -> Path:
    (root / ".gitignore").write_text("/out/\n/.brief/\n")
    git(root, "init", "-q")
    commit(root, "start")
    return root


def test_the_last_event_removed_with_its_document_is_known_to_git(repository):
    issue()
    commit(repository, "issue")
    shutil.rmtree(repository / "briefs" / "issued")
    assert brief("check").exit_code == 0
    done = brief("verify", "--ledger", "--format", "json")
    assert done.exit_code == 1
    [fault] = json.loads(done.output)["records"]
    assert fault["code"] == "ledger-lost"
    remedy = re.fullmatch(r"restore it: git checkout (\w+) -- (\S+)", fault["hint"])
    assert remedy
    git(repository, "checkout", remedy[1], "--", remedy[2])
    assert len(issued_in(repository)) == 1


def test_two_branches_that_issue_the_same_edition_fork_until_the_next_issue(repository):
    git(repository, "checkout", "-q", "-b", "other")
    issue(to="Treasury")
    commit(repository, "theirs")
    git(repository, "checkout", "-q", "main")
    issue(to="Cabinet")
    commit(repository, "ours")
    git(repository, "merge", "-q", "-m", "both", "other")
    done = brief("check")
    assert done.exit_code == 1
    assert "ledger-fork" in done.output
    assert [event.number for event in issued_in(repository)] == ["demo-officials-en/2022-1"] * 2
    assert issue("--again", to="Cabinet").exit_code == 0
    assert issued_in(repository)[-1].number == "demo-officials-en/2022-2"
    assert brief("check").exit_code == 0
    assert brief("verify", "--ledger").exit_code == 0


def test_a_checkout_with_other_line_ends_breaks_nothing(repository, tmp_path_factory):
    issue()
    commit(repository, "issue")
    other = tmp_path_factory.mktemp("windows") / "clone"
    git(repository, "clone", "-q", "-c", "core.autocrlf=true", "-c", "core.eol=crlf", ".", str(other))
    assert any(b"\r\n" in path.read_bytes() for path in (other / "briefs/issued").rglob("*.json"))
    assert not read_ledger(other)[1]
    assert read_document(other, read_ledger(other)[0].issues()[0]) is not None


# ---- verifying -----------------------------------------------------------------------------------

WORD, PDF = "demo-officials-en-v1.docx", "demo-officials-en-v1.pdf"


@pytest.fixture
def sent(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder elsewhere with the two files of an issued edition, under other names."""
    assert issue().exit_code == 0
    folder = tmp_path_factory.mktemp("mailbox")
    for path in (root / "out" / "issued").rglob("*.*"):
        shutil.copy(path, folder / path.name)
    return folder


@pytest.mark.parametrize("name", [WORD, PDF])
def test_a_file_tells_which_edition_it_is_that_it_is_unaltered_and_current(sent, name):
    done = brief("verify", str(sent / name))
    assert done.exit_code == 0, done.output
    assert "demo base officials en" in done.output
    assert "demo-officials-en/2022-1, version 1" in done.output
    assert "Private Office" in done.output
    assert "Unaltered" in done.output
    assert "Current" in done.output


@pytest.mark.parametrize("name", [WORD, PDF])
def test_elsewhere_only_what_a_file_says_of_itself_is_told(sent, monkeypatch, name):
    monkeypatch.chdir(sent)
    done = brief("verify", name)
    assert done.exit_code == 1
    assert "The harbour bridge" in done.output
    assert "urn:uuid:" in done.output
    assert "To check whether it is unaltered and current" in done.output
    assert "Unaltered" not in done.output


def test_a_file_carries_an_identifier_and_no_name_of_a_record(sent, root):
    [event] = issued_in(root)
    for name in (WORD, PDF):
        said = "\n".join(texts_in((sent / name).read_bytes()))
        assert event.identifier in said
        assert event.hash[:8] not in said
        assert not [record.id for record in event.records if record.id in said and "-" in record.id]
        assert "Private Office" not in said


def test_drafts_bear_no_identifier(root, monkeypatch, tmp_path_factory):
    brief("build")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    shutil.copy(root / "out/demo/base/demo-officials-en.pdf", elsewhere)
    done = brief("verify", str(elsewhere / "demo-officials-en.pdf"))
    assert done.exit_code == 0
    assert "was not issued" in done.output
    monkeypatch.chdir(elsewhere)
    assert brief("verify", "demo-officials-en.pdf").exit_code == 2


def test_what_a_build_wrote_and_somebody_edited_is_told(root):
    brief("build")
    path = root / "out/demo/base/demo-officials-en.docx"
    path.write_bytes(path.read_bytes() + b" ")
    done = brief("verify", str(path))
    assert done.exit_code == 1
    assert "edited by hand" in done.output


def test_one_changed_byte_is_an_alteration(sent):
    path = sent / PDF
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    done = brief("verify", str(path))
    assert done.exit_code == 1
    assert "ALTERED" in done.output


def test_a_word_file_saved_by_another_program_has_the_same_words(sent):
    document = docx.Document(str(sent / WORD))
    document.save(str(sent / "saved.docx"))
    assert (sent / "saved.docx").read_bytes() != (sent / WORD).read_bytes()
    done = brief("verify", str(sent / "saved.docx"))
    assert done.exit_code == 1
    assert "Same words, other bytes" in done.output
    paragraph = next(p for p in document.paragraphs if "ferry" in p.text)
    paragraph.runs[0].text = paragraph.runs[0].text + " never"
    document.save(str(sent / "changed.docx"))
    done = brief("verify", str(sent / "changed.docx"))
    assert done.exit_code == 1
    assert "ALTERED" in done.output


def test_a_footnote_changed_in_word_is_an_alteration(sent):
    changed = io.BytesIO()
    with zipfile.ZipFile(sent / WORD) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "word/footnotes.xml":
                assert b"page 2" in content or b"page\xc2\xa02" in content
                content = content.replace(b"page 2", b"page 3").replace(b"page\xc2\xa02", b"page 3")
            new.writestr(entry, content)
    (sent / "changed.docx").write_bytes(changed.getvalue())
    assert "ALTERED" in brief("verify", str(sent / "changed.docx")).output


def test_a_signed_pdf_is_the_issued_one_with_something_added(sent):
    path = sent / PDF
    path.write_bytes(path.read_bytes() + b"1 0 obj\n<<>>\nendobj\n%%EOF\n")
    done = brief("verify", str(path))
    assert done.exit_code == 1
    assert "Added to" in done.output


def test_a_pdf_saved_by_another_program_is_known_and_altered(sent):
    with pikepdf.open(sent / PDF) as file:
        file.save(sent / "saved.pdf", compress_streams=True)
    done = brief("verify", str(sent / "saved.pdf"))
    assert done.exit_code == 1
    assert "demo base officials en" in done.output
    assert "ALTERED" in done.output


def test_what_has_moved_since_is_told(sent, root):
    edit(root, "number: 12", "number: 14")
    edit(
        root,
        "  ferry: {",
        "  tram: {text: A tram is planned., source: 'open-report, page 4'}\n"
        "  ferry: {withdrawn: '2022-10-02, it sank', ",
    )
    done = brief("verify", str(sent / WORD))
    assert done.exit_code == 1
    assert "Unaltered" in done.output
    lines = done.output.splitlines()
    assert "  toll (fact): corrected; the recommendation is based on it" in lines
    assert "  ferry (fact): withdrawn (it sank)" in lines
    assert "  it would now show: tram" in lines
    assert lines.index("  ferry (fact): withdrawn (it sank)") > lines.index(
        "  toll (fact): corrected; the recommendation is based on it"
    )
    [said] = json.loads(brief("verify", str(sent / WORD), "--format", "json").output)["records"]
    assert (said["bytes"], said["current"], said["added"]) == ("unaltered", False, ["tram"])
    assert said["moved"][0] == {"record": "toll", "fate": "corrected", "told": "", "bears": True}


def test_a_ledger_that_is_not_whole_is_reported_in_text_and_json(sent, root):
    assert brief("verify", str(sent / WORD)).exit_code == 0
    path = next((root / "briefs/issued").rglob("*.document.json"))
    path.write_text(path.read_text() + " ")
    text, for_tools = brief("verify", str(sent / WORD)), brief("verify", str(sent / WORD), "--format", "json")
    assert "This ledger is incomplete or altered" in text.output
    [verified] = json.loads(for_tools.output)["records"]
    assert (verified["bytes"], verified["ledger_whole"]) == ("unaltered", False)
    assert (text.exit_code, for_tools.exit_code) == (1, 1)


def test_a_record_out_of_sight_that_moved_is_told_too(sent, root):
    edit(root, "nine men", "ten men")
    done = brief("verify", str(sent / WORD))
    assert done.exit_code == 1
    assert (
        "secret (fact): corrected; the recommendation is based on it; not shown, but used as evidence"
        in done.output
    )


def test_a_later_version_makes_an_edition_outdated(sent, root):
    issue("--again")
    done = brief("verify", str(sent / PDF))
    assert done.exit_code == 1
    assert "version 2 was issued on 2022-10-03" in done.output


def test_a_title_that_changed_is_told_as_the_words_around(sent, root):
    path = root / "briefs" / "demo.yaml"
    path.write_text(path.read_text().replace("The harbour bridge", "The old bridge"))
    assert "the words around the records differ" in brief("verify", str(sent / WORD)).output


def test_an_edition_that_no_brief_asks_for_any_more_is_told(sent, root):
    path = root / "briefs" / "demo.yaml"
    path.write_text(path.read_text().replace("audiences: [officials, public]", "audiences: [public]"))
    done = brief("verify", str(sent / WORD))
    assert done.exit_code == 1
    assert "no brief makes it any more" in done.output


@pytest.mark.parametrize(
    "content", [b"", b"words", b"%PDF-1.7\nbroken", b"PK\x03\x04broken", bytes(range(256))]
)
def test_a_stranger_is_no_file_of_ours_and_no_crash(root, content):
    (root / "stranger.pdf").write_bytes(content)
    done = brief("verify", "stranger.pdf")
    assert done.exit_code == 2, done.output
    assert "was not made by brief" in done.output


def test_the_word_file_of_an_issued_edition_has_no_flaw(sent):
    assert not faults((sent / WORD).read_bytes())
