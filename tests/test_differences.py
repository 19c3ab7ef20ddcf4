"""What has changed in an edition: record by record, in words, with the reason from git."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from click import unstyle
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from counting import steps
from policybrief.changes import Side, current_side
from policybrief.cli import main
from policybrief.document import (
    Block,
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
)
from policybrief.document.differences import WordRun, align, compare, figures, in_words, passages
from policybrief.editions.workspace import open_workspace
from policybrief.ledger import EditionSeries, Issued, read_ledger, seal
from policybrief.records import Edition

META = Meta("The bridge", "en", "Office", "Brief", date="2026-03-01")


def said(record: str, text: str, field: str = "text") -> Span:
    return Span((Str(text),), origin=Origin(record, field, "en"))


def paragraph(record: str, text: str) -> Paragraph:
    return Paragraph((said(record, text),), origin=Origin(record, "text", "en"))


def document(*blocks: Block, title: str = "What we know") -> Document:
    return Document(META, (Section((Str(title),), tuple(blocks), "known"),))


def points(**texts: str) -> List:
    return List(tuple((paragraph(name.replace("_", "-"), text),) for name, text in texts.items()))


# ---- sequences and words -----------------------------------------------------------------------------


@given(st.lists(st.sampled_from("abcdefgh"), max_size=60), st.lists(st.sampled_from("abcdefgh"), max_size=60))
def test_an_alignment_covers_both_sides_and_what_it_calls_the_same_is(a: list[str], b: list[str]) -> None:
    stretches = align(a, b)
    assert [x for s in stretches for x in a[s.start : s.end]] == a
    assert [x for s in stretches for x in b[s.begin : s.stop]] == b
    assert all(a[s.start : s.end] == b[s.begin : s.stop] for s in stretches if s.same)
    assert not any(one.same == other.same for one, other in pairwise(stretches))


@given(st.text("ab c.1", max_size=80), st.text("ab c.1", max_size=80))
def test_the_runs_of_two_texts_hold_both(before: str, after: str) -> None:
    runs = in_words(before, after)
    assert "".join(run.text for run in runs if run.kind != "new") == before
    assert "".join(run.text for run in runs if run.kind != "gone") == after


def test_long_texts_are_compared_through_what_stands_once_in_both() -> None:
    before = " ".join(f"word{n} is the" for n in range(900))
    after = before.replace("word450 is", "word450 was")
    assert [r for r in in_words(before, after) if r.kind != "same"] == [
        WordRun("gone", "is"),
        WordRun("new", "was"),
    ]


@pytest.mark.parametrize("words", ["the same few words again", "one{n} two{n} three of"])
def test_comparing_grows_with_the_text_and_not_with_its_square(words: str) -> None:
    def work(count: int) -> int:
        before = " ".join(words.format(n=n) for n in range(count))
        after = " ".join(words.format(n=n + (n % 7 == 0) * count) for n in range(count))
        return steps(in_words, before + " end", "start " + after)

    assert work(4_000) < 1.2 * 8 * work(500)


def test_a_figure_is_told_with_the_one_that_took_its_place() -> None:
    runs = in_words("more than 1,200 men, 12 of them", "more than 1,400 men, 12 of them")
    assert figures(runs) == (("1,200", "1,400"),)
    assert figures(in_words("in 2022", "in spring")) == ()


def test_a_lone_word_between_two_changes_is_taken_with_them() -> None:
    runs = in_words("Allies sent old heavy tanks", "Allies ask for the heavy lifting of bridges")
    assert [run.kind for run in runs] == ["same", "gone", "new"]


# ---- documents ---------------------------------------------------------------------------------------


def test_records_are_new_gone_changed_or_moved() -> None:
    before = document(points(toll="The toll is 12 euros.", ferry="The ferry runs.", road="The road is open."))
    after = document(
        points(road="The road is open.", toll="The toll is 14 euros.", tram="A tram is planned.")
    )
    found = compare(before, after)
    assert [p.record for p in found.added] == ["tram"] == [*found.new_records]
    assert [p.record for p in found.removed] == ["ferry"] == [*found.gone_records]
    assert [(c.record, c.before, c.after, c.figures) for c in found.changed] == [
        ("toll", "The toll is 12 euros.", "The toll is 14 euros.", (("12", "14"),))
    ]
    assert [move.record for move in found.moved] == ["road"]
    assert found.surroundings == ()
    assert not compare(before, before)


def test_a_record_under_another_heading_has_moved() -> None:
    one, other = paragraph("toll", "The toll is 12 euros."), paragraph("ferry", "The ferry runs.")
    sections = (Section((Str("Facts"),), (one,), "a"), Section((Str("More"),), (other,), "b"))
    swapped = (Section((Str("Facts"),), (one, other), "a"), Section((Str("More"),), (), "b"))
    [move] = compare(Document(META, sections), Document(META, swapped)).moved
    assert (move.record, move.before, move.after) == ("ferry", ("More",), ("Facts",))


def test_what_stands_beside_a_record_in_a_table_is_told_of_it_under_its_heading() -> None:
    def table(level: str, *, first: bool = False) -> Table:
        def row(name: str, words: str, level: str) -> Row:
            return Row((Cell((Paragraph((Str(level),)),)), Cell((paragraph(name, words),))))

        head = Row((Cell((Paragraph((Str("Level"),)),)), Cell((Paragraph((Str("Risk"),)),))))
        rows = (row("flood", "The river rises.", level), row("rust", "The steel rusts.", "low"))
        more = (row("wind", "The wind blows.", "medium"),) if first else ()
        return Table((Column(), Column()), (head,), (*more, *rows))

    found = compare(document(table("high")), document(table("severe", first=True)))
    assert [(c.record, c.label, c.before, c.after) for c in found.changed] == [
        ("flood", "Level", "high", "severe")
    ]
    assert [p.record for p in found.added] == ["wind"]
    assert found.moved == found.surroundings == ()


def test_titles_and_labels_are_told_apart_from_records() -> None:
    found = compare(document(points(toll="It is 12.")), document(points(toll="It is 12."), title="Facts"))
    assert [(s.before, s.after) for s in found.surroundings] == [("What we know", "Facts")]
    assert not found.changed
    other = replace(document(), meta=replace(META, title="The new bridge"))
    assert [(s.before, s.after) for s in compare(document(), other).surroundings] == [
        ("The bridge", "The new bridge")
    ]


def test_numbers_of_notes_and_records_are_no_change() -> None:
    def noted(mark: str) -> Document:
        note = Note("n", mark, (Str("Report."),), "source.report")
        words = Paragraph((said("toll", "It is 12."), note, Str(f" Based on F{mark}.")))
        return document(words)

    assert not compare(noted("1"), noted("2"))


def test_a_text_shown_with_and_without_its_verb_is_told_once() -> None:
    def shown(text: str) -> Document:
        return document(paragraph("talks", f"Agree to {text}"), paragraph("talks", f"to {text}"))

    [change] = compare(shown("open talks."), shown("end talks.")).changed
    assert (change.before, change.after) == ("Agree to open talks.", "Agree to end talks.")


def test_open_points_and_signs_are_no_passages() -> None:
    point = Section((Str("Open points"),), (Paragraph((Str("Clear it."),)),), "points", role="open-points")
    sign = Paragraph((Span((Str("▲"),), "symbol-supports", origin=Origin("kaim", "stance")), Str("supports")))
    found = passages(Document(META, (Section((Str("Views"),), (sign,), "views"), point)))
    assert [p.text for p in found] == ["Views", "supports"]


# ---- the command -------------------------------------------------------------------------------------


def brief(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def git(*words: str, day: int = 1) -> None:
    who = ("-c", "user.name=Anna", "-c", "user.email=anna@example.org")
    when = {"GIT_COMMITTER_DATE": f"2026-03-{day:02}T12:00:00Z"}
    subprocess.run(["git", *who, *words], check=True, capture_output=True, env={**os.environ, **when})


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter project in git, built."""
    root = tmp_path_factory.mktemp("begun") / "demo"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1772323200")
        assert brief("init", str(root)).exit_code == 0
        patch.chdir(root)
        git("init", "-q", "-b", "main")
        git("add", "-A")
        git("commit", "-qm", "Begin")
        assert brief("build", "--format", "docx").exit_code == 0
    return root


@pytest.fixture
def starter(begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that project."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772323200")
    shutil.copytree(begun, tmp_path / "demo")
    monkeypatch.chdir(tmp_path / "demo")
    return tmp_path / "demo"


def edit(root: Path, old: str, new: str, *, commit: str = "") -> None:
    path = root / "briefs/records/bridge.yaml"
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), "utf-8")
    if commit:
        git("commit", "-qam", commit, day=9)


def test_nothing_changed_is_one_line(starter: Path) -> None:
    done = brief("diff", "bridge", "officials")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("Nothing has changed in bridge ministry officials en")
    assert "files in out/" in done.output.replace("\n", " ")


def mixed(root: Path) -> None:
    """A figure corrected and committed, a risk withdrawn and committed, a fact replaced."""
    edit(root, "number: 9500000", "number: 9800000", commit="Take the figure of the final report")
    edit(
        root,
        "    text: Drivers who do not live here obtain the discount.",
        "    withdrawn: 2026-03-20, the register settles it\n    text: Drivers obtain the discount.",
        commit="Withdraw the risk of misuse",
    )
    edit(
        root,
        "  repair-cost:\n",
        "  deck-by-2030:\n    text: The deck of the bridge has to be renewed by 2030.\n"
        "    replaces: repair-due\n    source: audit-2026, p. 12\n  repair-cost:\n",
    )


def test_each_record_is_told_with_what_became_of_it_and_why(starter: Path) -> None:
    mixed(starter)
    done = brief("diff", "bridge", "officials")
    assert done.exit_code == 0, done.output
    reported = unstyle(done.output)
    assert max(map(len, reported.splitlines())) <= 80
    assert "9,500,000 → 9,800,000  repair-cost" in reported
    assert reported.index("Figures") < reported.index("Records")
    entries = {part.split()[1]: part for part in reported.split("\n") if part[:2] in ("+ ", "~ ", "− ", "> ")}
    assert entries["deck-by-2030"].startswith("+ deck-by-2030  fact, new")
    assert "replaced by deck-by-2030" in entries["repair-due"]
    assert "withdrawn on 2026-03-20: the register settles it" in entries["discount-misused"]
    after = reported[reported.index("~ repair-cost") :]
    assert (
        "why  Take the figure of the final report (2026-03-09, "
        in after[: after.index("\n", after.index("why"))]
    )
    assert "why  not committed yet" in reported[reported.index("+ deck-by-2030") :]


@pytest.mark.parametrize(
    ("old", "new", "record"),
    [
        ("number: about 6200", "number: about 6300", "crossings-2025"),
        ("number: 9500000", "number: 9800000", "repair-cost"),
    ],
)
def test_a_key_figure_is_told_of_its_own_record(starter: Path, old: str, new: str, record: str) -> None:
    edit(starter, old, new, commit="Take the new figure")
    reported = json.loads(brief("diff", "bridge", "minister", "--format", "json").output)["records"]
    assert [(one["record"], one["why"][:19]) for one in reported] == [(record, "Take the new figure")]


def test_a_commit_can_be_compared_with(starter: Path) -> None:
    mixed(starter)
    git("commit", "-qam", "Renew the deck a year later", day=12)
    done = brief("diff", "bridge", "officials", "--against", "HEAD~3", "--format", "json")
    assert done.exit_code == 0, done.output
    found = {r.get("record", ""): r for r in json.loads(done.output)["records"]}
    assert found["repair-cost"]["figures"] == [["9,500,000", "9,800,000"]]
    assert found["repair-cost"]["changed"][0]["was"] == "Renewing the deck is estimated at 9,500,000 euros."
    assert found["discount-misused"]["change"] == "withdrawn"
    assert found["deck-by-2030"]["why"].startswith("Renew the deck a year later (")
    quiet = brief("diff", "bridge", "officials", "--against", "HEAD")
    assert quiet.output.startswith("Nothing has changed")
    assert brief("diff", "bridge", "--against", "nowhere").exit_code == 2


STABLE = {
    *(
        "change",
        "record",
        "fate",
        "why",
        "figures",
        "added",
        "removed",
        "changed",
        "moved",
        "before",
        "after",
    ),
}
"""Keys of a record that tools may read. Add to this; never take from it."""


def test_no_key_that_tools_may_read_is_gone(starter: Path) -> None:
    mixed(starter)
    found = json.loads(brief("diff", "bridge", "officials", "--format", "json").output)
    assert found["policybrief"] == 1
    assert all(record.keys() >= STABLE for record in found["records"] if record["change"] != "around")
    changed = next(entry for record in found["records"] for entry in record.get("changed", ()))
    assert changed.keys() >= {"field", "section", "label", "was", "now", "words", "figures"}


def test_markdown_strikes_out_and_sets_in_bold(starter: Path) -> None:
    edit(starter, "number: 9500000", "number: 9800000")
    reported = brief("diff", "bridge", "officials", "--markdown").output
    assert "- `repair-cost`: changed (9,500,000 → **9,800,000**)" in reported
    assert "~~9,500,000~~**9,800,000**" in reported


def test_two_editions_are_compared_with_each_other(starter: Path) -> None:
    done = brief("diff", "bridge", "officials", "minister")
    assert done.exit_code == 0
    assert done.output.startswith("bridge ministry minister en, against bridge ministry officials en")
    again = brief("diff", "bridge officials", "out/bridge/ministry/bridge-minister-en.docx")
    assert again.output == done.output
    assert brief("diff", "bridge", "officials", "nobody").exit_code == 2


def test_without_git_or_an_earlier_edition_it_says_what_is_missing(starter: Path) -> None:
    edit(starter, "number: 9500000", "number: 9800000")
    (starter / ".git").rename(starter / "git-away")
    done = CliRunner().invoke(main, ["diff", "bridge", "officials"])
    assert "why  unknown" in done.output
    assert done.stderr.count("not in a git repository") == 1
    for kept in (starter / ".brief/documents").iterdir():
        kept.unlink()
    none = brief("diff", "bridge", "officials")
    assert none.exit_code == 2
    assert "--against" in none.output


def test_a_shallow_clone_does_not_guess(
    starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(starter, "number: 9500000", "number: 9800000", commit="Take the figure of the final report")
    git("clone", "-q", "--depth", "1", starter.as_uri(), str(tmp_path / "shallow"))
    (tmp_path / "shallow" / ".brief").symlink_to(starter / ".brief")
    monkeypatch.chdir(tmp_path / "shallow")
    done = CliRunner().invoke(main, ["diff", "bridge", "officials"])
    assert "why  unknown" in done.output
    assert "fetch-depth: 0" in done.stderr


def issued(edition: Edition, number: str) -> Issued:
    return Issued(
        series=EditionSeries.of(edition),
        number=number,
        version=1,
        identifier="",
        as_of=edition.as_of,
        on=date(2026, 3, 1),
        to=("office",),
    )


def test_the_edition_last_issued_is_what_the_reader_has(starter: Path) -> None:
    workspace = open_workspace()
    edition = next(e for e in workspace.editions() if e.audience.name == "officials")
    for number, words in (("bridge/1", "9500000"), ("bridge/2", "9600000")):
        edit(starter, "number: 9500000", f"number: {words}")
        now = open_workspace()
        side = current_side(edition, now)
        assert isinstance(side, Side)
        after = read_ledger(starter)[0].heads(EditionSeries.of(edition))
        event = issued(edition, number)
        for path, content in seal(event, after=after, document=side.document).files:
            (starter / path).parent.mkdir(parents=True, exist_ok=True)
            (starter / path).write_bytes(content)
        edit(starter, f"number: {words}", "number: 9500000")
    edit(starter, "number: 9500000", "number: 9800000")
    reported = brief("diff", "bridge", "officials").output
    assert "against number bridge/2, version 1 of 2026-03-01" in reported.replace("\n", " ")
    assert "9,600,000 → 9,800,000" in reported
    assert "9,500,000 → 9,800,000" in brief("diff", "bridge/1").output
    assert "9,500,000 → 9,600,000" in brief("diff", "bridge/1", "bridge/2").output
