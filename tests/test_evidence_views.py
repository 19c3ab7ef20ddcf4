"""Views of the evidence: a chronology lists events, and a statistic is not one."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybrief.document import Document, Section, plain_text, walk
from policybrief.sections.compose import compose
from policybrief.selection import select
from small import base_template, edition_of, project_at

EVENTS = """
  opened: {{text: The bridge was opened., when: 1969, source: "open-report, page 1"}}
  closed: {{text: The ferry closed., when: 1970-03, source: "open-report, page 2"}}
  third: {{{third}, source: "open-report, page 3"}}
"""


def paper(folder: Path, third: str, *, brief: str = "", audience: str = "officials") -> Document:
    """The paper of a dossier with two events and the fact `third`."""
    facts = "cleared: 2022-09-01, head of unit\nfacts:" + EVENTS.format(third=third)
    loaded = project_at(folder, facts, brief=brief)
    edition = edition_of(loaded, audience)
    selection = select(edition, loaded.corpus, loaded.project)
    done = compose(edition, selection, project=loaded.project, template=base_template(folder))
    assert done.document is not None, done.diagnostics
    return done.document


def section(document: Document, name: str) -> str:
    """The words of a section; "" if the paper has none of that name."""
    found = (n for n in walk(document) if isinstance(n, Section) and n.id == name)
    return next((plain_text(n).replace("\u00a0", " ") for n in found), "")


@pytest.mark.parametrize(
    ("third", "event"),
    [
        ("text: The toll ended., when: 1971", True),
        ("text: The toll ended., when: 1971-05~", True),
        ("text: '{number} cars crossed in one day.', number: 9000, when: 1971-05-02", True),
        ("text: 'The toll brought in {number} euros.', number: 400, when: 1971", False),
        ("text: 'The toll brought in {number} euros.', number: 400, when: 1971-05", False),
        ("text: 'The toll brought in {number} euros.', number: 400, when: 1971~", False),
        ("text: The toll is high., since: 1971", False),
    ],
)
def test_a_figure_of_a_month_or_a_year_is_no_event(tmp_path: Path, third: str, event: bool) -> None:
    document = paper(tmp_path, third)
    assert ("The bridge was opened." in section(document, "events")) == event
    assert bool(section(document, "events")) == event


def test_events_too_few_for_a_chronology_stand_with_the_other_facts(tmp_path: Path) -> None:
    document = paper(tmp_path, "text: 'The toll brought in {number} euros.', number: 400, when: 1971")
    for words in ("The bridge was opened.", "The ferry closed.", "The toll brought in 400 euros."):
        assert words in section(document, "status-quo")


def test_a_statistic_stands_with_the_other_facts_beside_a_chronology(tmp_path: Path) -> None:
    third = "text: The toll ended., when: 1971, source: 'open-report, page 4'}\n"
    income = "  income: {text: 'It brought in {number} euros.', number: 400, when: 1970"
    document = paper(tmp_path, third + income)
    assert "It brought in 400 euros." in section(document, "status-quo")
    assert "The toll ended." not in section(document, "status-quo")
    assert "It brought in" not in section(document, "events")
