"""The section that shows readers what has changed since the edition they were sent."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from policybrief.document import Document, Section, Strong, plain_text, walk
from policybrief.document.differences import compare
from policybrief.editions import gate_of, make_edition
from policybrief.editions.fuller_editions import fuller_editions
from policybrief.editions.previous_issues import PreviousIssues
from policybrief.editions.project_editions import editions_of, load_templates
from policybrief.editions.project_gate import search_files
from policybrief.ledger import EditionSeries, Issued, seal
from policybrief.project import LoadedProject
from policybrief.records import Earlier, Edition
from policybrief.sections.compose import compose
from policybrief.selection import Step, select, shed
from policybrief.templates import Template
from small import base_template, edition_of, project_at

BEFORE = """
    facts:
      toll:
        text: The toll is {number} euros.
        number: 12
        topics: [demo]
        marking: TLP:CLEAR
        source: open-report, p. 1
      ferry:
        text: The ferry runs every day.
        topics: [demo]
        marking: TLP:CLEAR
        source: open-report, p. 2
      deck:
        text: The deck lasts until 2029.
        topics: [demo]
        marking: TLP:CLEAR
        source: open-report, p. 3
"""
AFTER = (
    BEFORE.replace("number: 12", "number: 14")
    .replace("      deck:\n", "      rail:\n")
    .replace("The deck lasts until 2029.", "The rail was laid in 2020.")
)
BRIEF = "title: Demo\nquestion: What now?\ntopics: [demo]\n"


def made(
    folder: Path, dossier: str, *earlier: Earlier, audience: str = "officials", language: str = "en"
) -> tuple[Document, LoadedProject, Edition, Template]:
    folder.mkdir(exist_ok=True)
    loaded = project_at(folder, textwrap.dedent(dossier), brief=BRIEF)
    edition = replace(edition_of(loaded, audience, language=language), earlier=earlier)
    template = base_template(folder)
    selection = select(edition, loaded.corpus, loaded.project)
    document = compose(edition, selection, project=loaded.project, template=template).document
    assert document is not None
    return document, loaded, edition, template


def section(document: Document) -> Section | None:
    return next((b for b in document.blocks if isinstance(b, Section) and b.id == "what-has-changed"), None)


def reported(document: Document) -> list[str]:
    found = section(document)
    return (
        []
        if found is None
        else [plain_text(p).replace("\u00a0", " ") for b in found.blocks for p in entries(b)]
    )


def entries(block: object) -> list[object]:
    return [entry for group in block.entries for entry in group] if hasattr(block, "entries") else [block]


@pytest.fixture
def first(tmp_path: Path) -> Earlier:
    document, *_ = made(tmp_path / "first", BEFORE)
    assert section(document) is None
    return Earlier("demo/1", date(2022, 9, 1), document, document)


def test_new_changed_and_gone_are_told_figures_first(tmp_path: Path, first: Earlier) -> None:
    document, *_ = made(tmp_path / "now", AFTER, first)
    assert document.blocks[0] is section(document)
    assert reported(document) == [
        "Since number demo/1, of 1 September 2022:",
        "Changed: The toll is 14 euros.\nPreviously: The toll is 12 euros.",
        "New: The rail was laid in 2020.",
        "1 earlier statement has been withdrawn.",
    ]


def test_the_changed_words_stand_in_bold(tmp_path: Path, first: Earlier) -> None:
    document, *_ = made(tmp_path / "now", AFTER, first)
    bold = [plain_text(n) for n in walk(section(document)) if isinstance(n, Strong)]
    assert "14" in bold


def test_without_a_change_the_section_is_left_out(tmp_path: Path, first: Earlier) -> None:
    document, *_ = made(tmp_path / "now", BEFORE, first)
    assert section(document) is None


def test_an_edition_that_was_sent_stays_as_it_went_out(tmp_path: Path, first: Earlier) -> None:
    sent, *_ = made(tmp_path / "now", AFTER, first)
    second = Earlier("demo/2", date(2022, 9, 20), sent, sent)
    again, *_ = made(tmp_path / "again", AFTER, second, first)
    assert again == sent


def test_the_section_is_no_part_of_what_is_compared(tmp_path: Path, first: Earlier) -> None:
    sent, *_ = made(tmp_path / "now", AFTER, first)
    plain, *_ = made(tmp_path / "plain", AFTER)
    assert not compare(sent, plain)


@pytest.mark.parametrize(
    "change",
    [
        ("source: open-report, p. 3", "source: open-report, p. 3\n        withdrawn: 2022-09-30, was wrong"),
        (
            "marking: TLP:CLEAR\n        source: open-report, p. 3",
            "marking: TLP:RED\n        source: open-report, p. 3",
        ),
        ("marking: TLP:CLEAR\n        source: open-report, p. 3", "source: closed-cable, p. 3"),
        ("source: open-report, p. 3", "source: open-report, p. 3\n        audiences: [public]"),
    ],
    ids=["withdrawn", "marked higher", "source marked higher", "addressed to others"],
)
def test_what_the_reader_may_no_longer_see_is_counted_and_not_repeated(
    change: tuple[str, str], tmp_path: Path, first: Earlier
) -> None:
    assert BEFORE.count(change[0]) == 1
    document, loaded, edition, template = made(tmp_path / "now", BEFORE.replace(*change), first)
    assert reported(document)[1:] == ["1 earlier statement has been withdrawn."]
    parts = {"project": loaded.project, "corpus": loaded.corpus, "template": template}
    result = make_edition(edition, **parts, formats=("docx", "pdf"))
    gate = gate_of(loaded, [template], public_log=False)
    kept = search_files(result, edition, gate)
    assert [name for name, _ in kept.files] == ["docx", "pdf"]
    assert not any(d.code == "leak" for d in kept.diagnostics)


def test_the_gate_refuses_a_section_that_repeats_it(
    tmp_path: Path, first: Earlier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policybrief.sections.views.changes._ALLOWED", ("withdrawn",))
    withdrawn = BEFORE.replace(
        "open-report, p. 3", "open-report, p. 3\n        withdrawn: 2022-09-30, was wrong"
    )
    document, loaded, edition, template = made(tmp_path / "now", withdrawn, first)
    assert "The deck lasts until 2029." in reported(document)[1]
    parts = {"project": loaded.project, "corpus": loaded.corpus, "template": template}
    kept = search_files(
        make_edition(edition, **parts, formats=("docx",)),
        edition,
        gate_of(loaded, [template], public_log=False),
    )
    assert kept.files == ()
    assert "leak" in {d.code for d in kept.diagnostics}


def test_what_no_longer_holds_is_repeated_under_the_mark_that_it_bore(tmp_path: Path) -> None:
    amber = BEFORE.replace(
        "marking: TLP:CLEAR\n        source: open-report, p. 3",
        "marking: TLP:AMBER\n        source: open-report, p. 3",
    )
    then, *_ = made(tmp_path / "first", amber)
    over = amber.replace("source: open-report, p. 3", "until: 2022-09-15\n        source: open-report, p. 3")
    now, *_ = made(tmp_path / "now", over, Earlier("demo/1", date(2022, 9, 1), then, then))
    assert reported(now)[1:] == ["Removed: The deck lasts until 2029."]
    assert [mark.label for mark in now.meta.marks] == ["TLP:AMBER"]
    plain, *_ = made(tmp_path / "plain", over)
    assert [mark.label for mark in plain.meta.marks] == ["TLP:CLEAR"]


def test_what_went_for_length_is_not_told_as_gone(tmp_path: Path, first: Earlier) -> None:
    _, loaded, edition, template = made(tmp_path / "now", BEFORE, first)
    whole = select(edition, loaded.corpus, loaded.project)
    fewer = shed(whole, [Step("deck")], shown=[record.id for record in whole.records])
    document = compose(edition, fewer, project=loaded.project, template=template).document
    assert document is not None
    assert section(document) is None


def with_portions(template: Template) -> Template:
    return replace(template, outlines=tuple(replace(o, portions=True) for o in template.outlines))


def test_marks_of_parts_are_no_change_and_repeated_words_bear_that_of_their_edition(tmp_path: Path) -> None:
    amber = BEFORE.replace("TLP:CLEAR", "TLP:AMBER")
    then, loaded, edition, template = made(tmp_path / "first", amber)
    selection = select(edition, loaded.corpus, loaded.project)
    parts = {"project": loaded.project, "template": with_portions(template)}
    marked = compose(edition, selection, **parts).document
    assert marked is not None
    assert marked != then
    assert not compare(then, marked)
    over = BEFORE.replace("source: open-report, p. 3", "until: 2022-09-15\n        source: open-report, p. 3")
    _, loaded, edition, _ = made(tmp_path / "now", over, Earlier("demo/1", date(2022, 9, 1), marked, marked))
    selection = select(edition, loaded.corpus, loaded.project)
    now = compose(edition, selection, project=loaded.project, template=parts["template"]).document
    assert now is not None
    assert reported(now)[1:] == ["(TLP:AMBER) Removed: The deck lasts until 2029."]


@pytest.mark.parametrize("language", ["en", "uk"])
def test_every_word_of_it_is_in_the_language_of_the_edition(
    language: str, tmp_path: Path, first: Earlier
) -> None:
    document, *_ = made(tmp_path / "now", AFTER, first, language=language)
    assert reported(document)
    assert ("Changed:" in " ".join(reported(document))) == (language == "en")


def test_a_changed_day_beside_a_recommendation_is_told(tmp_path: Path) -> None:
    advice = (
        BEFORE
        + """
    recommendations:
      cut:
        text: Agree to cut the toll.
        topics: [demo]
        by: 2022-11-01, The council meets.
        rests_on: [toll]
"""
    )
    then, *_ = made(tmp_path / "first", advice)
    later = advice.replace("2022-11-01", "2022-11-08")
    now, *_ = made(tmp_path / "now", later, Earlier("demo/1", date(2022, 9, 1), then, then))
    [entry] = reported(now)[1:]
    assert entry.startswith("Changed: Agree to cut the toll.")
    assert "8 November 2022" in entry
    assert "1 November 2022" in entry


# ---- from the ledger ---------------------------------------------------------------------------------


def issue(root: Path, edition: Edition, document: Document, number: str, on: date) -> None:
    """Write an event and its document below briefs/issued, as `brief issue` does."""
    series = EditionSeries.of(edition)
    event = Issued(
        series=series, number=number, version=1, identifier="", as_of=edition.as_of, on=on, to=("office",)
    )
    for path, content in seal(event, after=(), document=document).files:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


def test_the_ledger_tells_a_build_what_readers_were_sent(tmp_path: Path) -> None:
    document, loaded, edition, _ = made(tmp_path / "demo", BEFORE)
    issue(loaded.root, edition, document, "demo/1", date(2022, 9, 1))
    templates = load_templates(loaded)
    every, _ = editions_of(loaded, templates=templates, today=date(2022, 10, 1))
    previous = PreviousIssues(loaded, templates)
    found = {e.audience.name: previous.added_to(e).earlier for e in every if e.language == "en"}
    assert [(one.number, one.document) for one in found["officials"]] == [("demo/1", document)]
    assert found["public"] == ()


def test_what_was_sent_to_officials_is_not_told_to_others(tmp_path: Path, first: Earlier) -> None:
    _, loaded, edition, template = made(tmp_path / "now", AFTER, first)
    project = loaded.project
    others = fuller_editions(edition, ("toll",), project=project, corpus=loaded.corpus, template=template)
    assert all(other.edition.earlier == () for other in others)


STANCES = """
    actors: {guild: {name: The Guild, kind: organisation}}
    options:
      keep: {title: Keep the toll, short: Keep, baseline: yes}
      end: {title: End the toll, short: End}
    positions:
      guild-view:
        holder: guild
        text: A toll is a burden.
        stance: {end: supports if the deck is paid for first}
        source: open-report, p. 7
"""


@pytest.mark.parametrize(
    ("stance", "line"),
    [
        (
            "supports if the deck is sold",
            "B End: supports with conditions: if the deck is sold; "
            "previously: supports with conditions: if the deck is paid for first",
        ),
        ("opposes", "B End: opposes; previously: supports with conditions: if the deck is paid for first"),
    ],
)
def test_a_stance_or_condition_that_changed_is_told_with_both(tmp_path: Path, stance: str, line: str) -> None:
    document, *_ = made(tmp_path / "first", STANCES)
    earlier = Earlier("DEMO-1", date(2022, 9, 1), document, document)
    now = STANCES.replace("supports if the deck is paid for first", stance)
    again, *_ = made(tmp_path / "second", now, earlier)
    assert reported(again)[-1] == f"Changed: A toll is a burden.\n{line}"
