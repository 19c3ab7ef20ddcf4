"""`brief recall`: issued papers based on changed records, their holders, and their correction notes."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from policybrief.cli import main
from policybrief.document import plain_text
from policybrief.editions import editions_of, load_templates, make_edition
from policybrief.gate import texts_in
from policybrief.ledger import Recalled, read_ledger
from policybrief.project import read_project
from policybrief.selection import EditionFilter
from repositories import commit, git
from small import clear_as_at_head, project_at

DOSSIER = """
cleared: 2022-09-01, head of unit
facts:
  toll:
    text: The toll is {number} euros.
    number: 12
    grade: 2
    source: open-report, page 1
  ferry:
    text: The ferry runs each hour between both banks.
    source: open-report, page 2
  secret:
    text: The gate is guarded by nine men at night.
    source: closed-cable, page 3
judgements:
  likely:
    text: Ending the toll will please the town.
    confidence: high
    rests_on: [toll, secret]
"""
TRANSLATION = """
facts:
  toll:
    text: Плата становить {number} євро.
    source: сторінка 1
  ferry:
    text: Пором ходить щогодини між обома берегами.
    source: сторінка 2
judgements:
  likely: Скасування плати втішить місто.
"""
BRIEF = """
title: The harbour bridge
question: Should the toll end?
as_of: 2022-10-01
audiences: [officials, public]
bottom_line: [likely]
public: {bottom_line: [toll]}
"""
FILES = {
    "briefs/demo.uk.yaml": "title: Міст у гавані\nquestion: Чи скасувати плату?\n",
    "briefs/records/demo.uk.yaml": TRANSLATION,
    "briefs/records/shared.uk.yaml": "sources: {open-report: Відкритий звіт}\n",
    "policybrief.uk.yaml": "organisation: Установа\n",
    ".gitignore": "/out/\n/.brief/\n",
}


def brief(*words: str) -> Result:
    result = CliRunner().invoke(main, [*words])
    assert "internal error" not in result.output, result.output
    return result


def edit(root: Path, before: str, after: str, name: str = "records/demo.yaml") -> None:
    """Replace words of a file, and clear the records as they are now."""
    path = root / "briefs" / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    clear_as_at_head(root, again=True)


def withdraw(root: Path, record: str) -> None:
    edit(root, f"  {record}:\n", f"  {record}:\n    withdrawn: 2022-10-04, it was misheard\n")


def day(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let it be that day of October 2022."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1664539200 + 86400 * number))


def issue(names: str, *offices: str, also: tuple[str, ...] = ()) -> None:
    to = [word for office in offices for word in ("--to", office)]
    done = brief("issue", *names.split(), *to, *also)
    assert done.exit_code == 0, done.output


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose edition for officials went out in two languages, and one for the public."""
    folder = tmp_path_factory.mktemp("issued")
    project_at(folder, DOSSIER, brief=BRIEF, files=FILES)
    git(folder, "init", "-q")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        day(patch, 3)
        issue("officials en", "Cabinet", "Treasury")
        issue("officials uk", "Канцелярія")
        issue("public en", "Press Office")
    commit(folder, "issued")
    return folder


@pytest.fixture
def root(issued: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that repository two days later, and the working folder in it."""
    shutil.copytree(issued, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    day(monkeypatch, 5)
    return tmp_path


def hits(*words: str) -> list[dict]:
    done = brief("recall", *words, "--format", "json")
    assert done.exit_code == 0, done.output
    return json.loads(done.output)["records"]


def fates(*words: str) -> dict[str, list[tuple[str, str]]]:
    return {hit["edition"]: [(r["record"], r["fate"]) for r in hit["records"]] for hit in hits(*words)}


EN, UK, PUBLIC = "demo base officials en", "demo base officials uk", "demo base public en"


# ---- who is based on what ---------------------------------------------------------------------------


def test_nothing_has_moved_right_after_issuing(root):
    done = brief("recall")
    assert done.exit_code == 0
    assert done.output == "No issued edition is based on changed records (3 issued editions checked).\n"


def test_a_corrected_figure_names_its_papers_and_readers_those_it_bears_first(root):
    edit(root, "number: 12", "number: 14")
    assert fates() == {
        EN: [("toll", "corrected")],
        UK: [("toll", "corrected")],
        PUBLIC: [("toll", "corrected")],
    }
    done = brief("recall")
    assert "held by Cabinet, Treasury" in done.output
    assert done.output.index("Cabinet") < done.output.index("To be informed")
    assert "toll (fact): corrected; the recommendation is based on it" in done.output


def test_papers_whose_advice_rested_on_it_come_first(root):
    withdraw(root, "secret")
    withdraw(root, "ferry")
    found = hits()
    assert [(hit["edition"], hit["bears"]) for hit in found][-1] == (PUBLIC, False)
    assert [hit["bears"] for hit in found] == [True, True, False]
    first = found[0]["records"][0]
    assert (first["record"], first["bears"], first["shown"]) == ("secret", True, False)


def test_a_record_is_asked_for_before_anybody_mends_it(root):
    assert fates("toll") == {name: [("toll", "as it was")] for name in (EN, UK, PUBLIC)}
    assert fates("secret") == {EN: [("secret", "as it was")], UK: [("secret", "as it was")]}
    assert fates("open-report").keys() == {EN, UK, PUBLIC}


@pytest.mark.parametrize(
    ("before", "after", "fate", "reported"),
    [
        (
            "    number: 12\n",
            "    number: 12\n    withdrawn: 2022-10-04, it was misheard\n",
            "withdrawn",
            "it was misheard",
        ),
        ("    grade: 2\n", "    grade: 4\n", "graded lower", "2 → 4"),
        ("    grade: 2\n", "    grade: 6\n", "graded lower", "2 → 6"),
        ("    grade: 2\n", "    grade: 1\n", "corrected", ""),
        (
            "    grade: 2\n",
            "    grade: 2\n    marking: TLP:GREEN\n",
            "marked higher",
            "TLP:CLEAR → TLP:GREEN",
        ),
        (
            "facts:\n",
            "facts:\n  new-toll: {text: It is 9 euros., replaces: toll, source: 'open-report, page 9'}\n",
            "replaced",
            "by new-toll",
        ),
    ],
)
def test_each_way_in_which_a_record_moves_is_told(root, before, after, fate, reported):
    edit(root, before, after)
    [found] = [r for hit in hits() if hit["edition"] == EN for r in hit["records"]]
    assert (found["record"], found["fate"], found["told"]) == ("toll", fate, reported)


def test_a_record_that_was_taken_out_or_renamed_is_told_or_known_again(root):
    edit(root, "  ferry:\n", "  steamer:\n    was: [ferry]\n")
    edit(root, "  ferry:\n", "  steamer:\n", "records/demo.uk.yaml")
    assert fates() == {}
    assert fates("steamer") == fates("ferry")
    edit(root, "    was: [ferry]\n", "")
    assert ("ferry", "removed") in fates()[EN]


def test_a_source_marked_higher_marks_what_rests_on_it(root):
    edit(
        root,
        "open-report: {title: Open report, issued: 2022-08-01, marking: TLP:CLEAR}",
        "open-report: {title: Open report, issued: 2022-08-01, marking: TLP:RED}",
        "records/shared.yaml",
    )
    assert {fate for pairs in fates().values() for _, fate in pairs} == {"marked higher"}
    assert ("toll", "marked higher") in fates()[PUBLIC]


def test_a_corrected_translation_moves_the_papers_in_its_language_alone(root):
    edit(root, "щогодини", "щодня", "records/demo.uk.yaml")
    assert fates() == {UK: [("ferry", "translation corrected")]}


def test_a_note_clearance_or_owner_moves_nothing(root):
    edit(
        root,
        "    number: 12\n",
        "    number: 12\n    owner: Desk\n    note: look again\n    topics: [demo, tolls]\n",
    )
    brief("clear", "toll", "--by", "head of unit", "--yes")
    assert fates() == {}


def test_who_has_had_the_corrected_version_holds_the_old_one_no_more(root):
    edit(root, "number: 12", "number: 14")
    brief("clear", "toll", "likely", "--by", "head of unit", "--yes")
    issue("officials en", "Cabinet")
    first = next(hit for hit in hits() if hit["edition"] == EN)
    assert (first["version"], first["held_by"], first["updated"]) == (1, ["Treasury"], ["Cabinet"])
    assert "Cabinet: have a later version" in brief("recall").output


def test_since_a_commit_only_what_changed_after_it_counts(root):
    edit(root, "number: 12", "number: 14")
    commit(root, "the toll is 14")
    withdraw(root, "ferry")
    assert {r for pairs in fates("--since", "HEAD").values() for r, _ in pairs} == {"ferry"}
    assert {r for pairs in fates("--since", "HEAD~1").values() for r, _ in pairs} == {"ferry", "toll"}
    assert brief("recall", "--since", "no-such-branch").exit_code == 2


def test_a_shallow_clone_says_what_to_do(root, tmp_path_factory, monkeypatch):
    edit(root, "number: 12", "number: 14")
    commit(root, "the toll is 14")
    git(root, "tag", "old", "HEAD~1")
    other = tmp_path_factory.mktemp("job") / "clone"
    git(root, "clone", "-q", "--depth", "1", "--no-tags", root.as_uri(), str(other))
    monkeypatch.chdir(other)
    done = brief("recall", "--since", "old")
    assert done.exit_code == 2
    assert "fetch-depth: 0" in done.output
    assert fates()[EN] == [("toll", "corrected")]


def test_an_unknown_record_is_refused_with_what_may_be_meant(root):
    done = brief("recall", "tol")
    assert done.exit_code == 2
    assert "did you mean 'toll'" in done.output


# ---- calling back --------------------------------------------------------------------------------


def test_a_paper_called_back_says_so_ever_after(root):
    done = brief("recall", "officials", "en", "--record", "--why", "the figure was wrong", "--by", "Desk")
    assert done.exit_code == 0, done.output
    assert "Inform: Cabinet, Treasury" in done.output
    ledger, faults = read_ledger(root)
    assert not faults
    [event] = [event for event in ledger.events if isinstance(event, Recalled)]
    assert (event.why, event.by, event.number) == ("the figure was wrong", "Desk", "demo-officials-en/2022-1")
    path = next((root / "out/issued").rglob("demo-officials-en-v1.pdf"))
    verified = brief("verify", str(path))
    assert verified.exit_code == 1
    assert "recalled on 2022-10-05: the figure was wrong" in verified.output
    assert "recalled on 2022-10-05" in brief("recall", "toll").output
    again = brief("recall", "demo-officials-en/2022-1", "--record", "--why", "again")
    assert again.exit_code == 2
    assert "was recalled on 2022-10-05" in again.output


@pytest.mark.parametrize(
    "words",
    [
        ("--record", "--why", "x"),
        ("officials", "en", "--record"),
        ("public", "uk", "--record", "--why", "never issued"),
        ("demo-officials-en/2022-9", "--record", "--why", "no such number"),
        ("officials", "en", "--record", "--why", "x", "--by", "a@example.org"),
        ("officials", "en", "--record", "--why", "x", "--draft"),
        ("toll", "--why", "x"),
        ("--draft", "--format", "json"),
    ],
)
def test_what_makes_no_sense_is_refused(root, words):
    done = brief("recall", *words)
    assert done.exit_code == 2, done.output
    assert not [event for event in read_ledger(root)[0].events if isinstance(event, Recalled)]


# ---- correction notes ----------------------------------------------------------------------------


def built(root: Path, name: str, stem: str) -> str:
    """The words of the note's Word file after a build that wrote it."""
    assert not [d for d in read_project(root).diagnostics if d.severity == "error"]
    done = brief("build", name)
    assert done.exit_code == 0, done.output
    path = next((root / "out" / name).rglob(f"*{stem}.docx"))
    return " ".join(" ".join(texts_in(path.read_bytes())).split())


def test_a_drafted_note_tells_then_and_now_and_builds(root):
    edit(root, "number: 12", "number: 14")
    withdraw(root, "ferry")
    done = brief("recall", "--draft")
    assert done.exit_code == 0
    assert "Drafted for Cabinet, Treasury" in done.output
    name = "correction-demo-officials-en-2022-1"
    words = built(root, name, "officials-en")
    assert "Correction: The harbour bridge" in words
    assert "Correction · facts as of" in words
    assert "For “The toll is 12 euros.” read “The toll is 14 euros.”" in words
    assert "The statement beginning “The ferry runs …” no longer holds." in words
    assert "demo-officials-en/2022-1" in words
    assert "between both banks" not in words
    assert "guarded" not in words


def test_a_note_is_written_in_the_language_of_the_paper(root):
    edit(root, "щогодини", "щодня", "records/demo.uk.yaml")
    brief("recall", "--draft")
    words = built(root, "correction-demo-officials-uk-2022-1", "officials-uk").replace("\xa0", " ")
    assert "Виправлення: Міст у гавані" in words
    assert "Замість «Пором ходить щогодини між обома берегами.» слід читати «Пором ходить щодня" in words


def test_a_note_repeats_no_word_that_its_reader_may_no_longer_see(root):
    edit(root, "    grade: 2\n", "    grade: 2\n    marking: TLP:RED\n")
    edit(root, "The toll is {number} euros.", "The toll of the bridge is {number} euros.")
    brief("recall", "--draft")
    words = built(root, "correction-demo-public-en-2022-1", "public-en")
    assert "no longer holds; please do not use it" in words
    assert "euros" not in words
    assert "euros" not in (root / "briefs/correction-demo-public-en-2022-1.yaml").read_text()


def test_what_the_advice_rests_on_out_of_sight_is_said_without_a_word_of_it(root):
    edit(root, "nine men", "ten men")
    brief("recall", "--draft")
    words = built(root, "correction-demo-officials-en-2022-1", "officials-en")
    assert "The evidence behind the recommendations has changed" in words
    assert " men " not in words


def test_a_replaced_statement_is_corrected_to_its_successor(root):
    successor = (
        "  new-toll: {text: The toll is now 9 euros., replaces: toll, source: 'open-report, page 9'}\n"
    )
    edit(root, "facts:\n", f"facts:\n{successor}")
    brief("recall", "--draft")
    words = built(root, "correction-demo-public-en-2022-1", "public-en")
    assert "For “The toll is 12 euros.” read “The toll is now 9 euros.”" in words


def test_what_a_record_out_of_sight_has_replaced_is_not_said_to_stand(root):
    newer = "  new-toll: {text: The toll is 9 euros., replaces: toll, source: 'closed-cable, page 9'}\n"
    edit(root, "facts:\n", f"facts:\n{newer}")
    brief("recall", "--draft")
    words = built(root, "correction-demo-public-en-2022-1", "public-en")
    assert "A statement in the section" in words
    assert "still holds; the evidence behind it" not in words
    assert "9 euros" not in words


def test_a_condition_that_changed_is_corrected_with_its_stance(root):
    records = (
        "actors: {guild: {name: The Guild, kind: organisation}}\n"
        "options:\n  keep: {title: Keep the toll, short: Keep, cleared: '2022-09-01, head of unit'}\n"
        "  end: {title: End the toll, short: End, baseline: yes, cleared: '2022-09-01, head of unit'}\n"
        "positions:\n  guild-view:\n    holder: guild\n    text: A toll is a burden.\n"
        "    stance: {end: supports if the deck is paid for first}\n    source: open-report, page 7\n"
        "    cleared: 2022-09-01, head of unit\n"
    )
    edit(root, "judgements:\n", f"{records}judgements:\n")
    commit(root, "A view")
    issue("officials en", "Cabinet")
    edit(root, "if the deck is paid for first", "if the deck is sold first")
    brief("recall", "--draft")
    words = built(root, "correction-demo-officials-en-2022-2", "officials-en")
    stance = "supports with conditions End the toll: if the deck is"
    assert f"“A toll is a burden. ({stance} paid for first)”" in words
    assert f"“A toll is a burden. ({stance} sold first)”" in words


def test_a_note_that_stands_is_not_drafted_over(root):
    edit(root, "number: 12", "number: 14")
    brief("recall", "--draft")
    path = root / "briefs" / "correction-demo-officials-en-2022-1.yaml"
    path.write_text(path.read_text() + "# mine\n")
    done = brief("recall", "--draft")
    assert "already exists" in done.output
    assert path.read_text().endswith("# mine\n")


def test_nobody_is_sent_a_note_who_has_had_the_correction(root):
    edit(root, "number: 12", "number: 14")
    brief("clear", "toll", "likely", "--by", "head of unit", "--yes")
    issue("public en", "Press Office")
    brief("recall", "--draft")
    assert not list((root / "briefs").glob("correction-demo-public*"))
    assert list((root / "briefs").glob("correction-demo-officials*"))


def test_any_words_of_a_record_make_a_note_that_reads(root):
    odd = 'A "quoted" # sign: (1) — [x] & *y* %z \\\\ and ’more’'
    edit(root, "The ferry runs each hour between both banks.", f"'{odd.replace(chr(39), chr(39) * 2)}'")
    brief("recall", "--draft")
    words = built(root, "correction-demo-officials-en-2022-1", "officials-en")
    assert '"quoted" # sign: (1)' in words


def test_a_note_is_one_page_without_what_a_brief_has(root):
    edit(root, "number: 12", "number: 14")
    brief("recall", "--draft")
    built(root, "correction-demo-officials-en-2022-1", "officials-en")
    loaded = read_project(root)
    templates = load_templates(loaded)
    only = EditionFilter(("correction-demo-officials-en-2022-1",))
    (edition,), _ = editions_of(loaded, templates=templates, only=only, today=date(2022, 11, 1))
    made = make_edition(
        edition,
        project=loaded.project,
        corpus=loaded.corpus,
        template=templates[0].template,
        formats=("docx",),
    )
    *body, points = [plain_text(section.title) for section in made.document.blocks]
    assert body == ["Corrections", "Sources"]
    assert points == "Open points"  # on a page of its own until the note is cleared
    assert made.document.meta.contents == ""
    assert made.pages == 2


def test_a_form_that_does_not_exist_is_refused_at_its_line(root):
    edit(root, "title: The harbour bridge", "title: The harbour bridge\nform: corection", "demo.yaml")
    [fault] = [d for d in read_project(root).diagnostics if d.severity == "error"]
    assert (fault.code, fault.span.line) == ("bad-choice", 3)
    assert "correction" in fault.hint


REASONED = """
cleared: 2022-09-01, head of unit
facts:
  toll: {text: "The toll is {number} euros.", number: 12, grade: 2, source: "open-report, page 1"}
  fare: {text: "The fare is {number} euros.", number: 3, grade: 2, source: "open-report, page 2"}
  both:
    text: "Crossing twice costs {number} euros."
    number: 15
    worked_out: 12 + 3
    rests_on: [toll, fare]
    caveat: Without the tax.
options:
  as-now: {title: Continue as now, baseline: true}
  free: {title: Make it free, cost: {amount: 1}}
risks:
  poor: {text: The budget lacks money., option: free, likelihood: likely, impact: 2, rests_on: [toll]}
recommendations:
  make-free: {text: Agree to make it free., option: free, because: [both]}
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("fare: {text", "fare: {withdrawn: '2022-10-04, it was misheard', text"),
        ("Without the tax.", "With the tax."),
        ("12 + 3", "12 + 3, by car"),
    ],
    ids=["a part of a reason", "a caveat", "a calculation"],
)
def test_a_paper_is_called_back_for_what_bears_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str
) -> None:
    only = (
        "title: The bridge\nquestion: What now?\nas_of: 2022-10-01\naudiences: [minister]\nlanguages: [en]\n"
    )
    settings = "audiences: {minister: {internal: yes}}\n"
    project_at(tmp_path, REASONED, brief=only, settings=settings, files={".gitignore": "/out/\n/.brief/\n"})
    git(tmp_path, "init", "-q")
    monkeypatch.chdir(tmp_path)
    commit(tmp_path, "The bridge")
    day(monkeypatch, 3)
    issue("minister", "Cabinet")
    commit(tmp_path, "Issued")
    assert "minister" not in brief("recall").output
    day(monkeypatch, 4)
    edit(tmp_path, before, after)
    said = brief("recall").output
    assert "minister" in said, said
