"""What drops out of a paper because of a date is named on its last page, unless its reader may not see it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from policybrief.cli import main
from policybrief.diagnostics import Diagnostic
from policybrief.document import Section, walk
from policybrief.editions import make_edition
from small import base_template, edition_of, project_at

SETTINGS = "audiences: [minister, officials, partner, public]\n"
DOSSIER = """
cleared: 2022-09-01, head of unit
sources:
  audit: {title: Audit of roads, issued: ISSUED, marking: TLP:CLEAR, grade: A}
  count: {title: Count, issued: 2022-09-01, marking: TLP:CLEAR, grade: A}
facts:
  worn: {text: The deck is worn., source: "audit, page 1"}
  cars: {text: Many cars cross., source: "count, page 1"}
options:
  keep: {title: Keep the toll, baseline: true, rests_on: [worn]}
  end: {title: End the toll, rests_on: [worn]}
  halve: {title: Halve the toll, rests_on: [cars]}
risks:
  unpaid: {text: The deck stays unpaid., option: end, likelihood: likely, impact: 4, rests_on: [worn]}
recommendations:
  do-halve: {text: Agree to halve the toll., ask: agree, option: halve, rests_on: [cars]}
"""


def points(folder: Path, issued: str, audience: str = "minister", **changes: str) -> tuple[Diagnostic, ...]:
    return made(folder, issued, audience, **changes).points


def made(folder: Path, issued: str, audience: str = "minister", language: str = "en", **changes: str):
    dossier = DOSSIER.replace("ISSUED", issued)
    for old, new in changes.items():
        assert old in dossier
        dossier = dossier.replace(old, new)
    loaded = project_at(folder, dossier, settings=SETTINGS)
    edition = edition_of(loaded, audience, language=language)
    template = base_template(loaded.root)
    return make_edition(edition, project=loaded.project, corpus=loaded.corpus, template=template, formats=())


def last_page(paper) -> str:
    sections = [b for b in paper.document.blocks if isinstance(b, Section) and b.role == "open-points"]
    texts = [node.text for section in sections for node in walk(section) if hasattr(node, "text")]
    return "\n".join(texts)


def test_a_month_of_issue_empties_no_paper(tmp_path: Path) -> None:
    found = points(tmp_path, "2022-10")
    assert {p.record for p in found if p.code == "known-within-period"} == {"audit"}
    assert not [p for p in found if p.code in ("omitted-record", "baseline")]
    (point,) = [p for p in found if p.code == "known-within-period"]
    assert point.span is not None
    assert "issued:" in point.hint
    assert "known:" in point.hint


def test_what_a_later_month_takes_out_is_an_open_point_by_title(tmp_path: Path) -> None:
    paper = made(tmp_path, "2022-11")
    assert {p.record for p in paper.points if p.code == "omitted-record"} == {"keep", "end", "unpaid"}
    for title in ("Keep the toll", "End the toll", "The deck stays unpaid"):
        assert f"“{title}” is omitted: what it is based on was not known" in last_page(paper)


@pytest.mark.parametrize(
    ("language", "words"), [("uk", "«Keep the toll» не наведено: те, на чому це ґрунтується")]
)
def test_the_last_page_says_so_in_its_language(tmp_path: Path, language: str, words: str) -> None:
    assert words in last_page(made(tmp_path, "2022-11", language=language))


def test_a_source_dated_to_a_later_day_takes_out_what_nobody_misses(tmp_path: Path) -> None:
    assert not [p for p in points(tmp_path, "2022-11-03") if p.code == "omitted-record"]


def test_a_paper_names_nothing_that_its_reader_may_not_see(tmp_path: Path) -> None:
    closed = {"issued: 2022-11, marking: TLP:CLEAR": "issued: 2022-11, marking: TLP:RED"}
    paper = made(tmp_path / "partner", "2022-11", "partner", **closed)
    assert not [p for p in paper.points if p.record in ("worn", "audit", "keep", "end", "unpaid")]
    assert "toll" not in last_page(paper)


def test_a_paper_bears_the_marking_of_the_titles_on_its_last_page(tmp_path: Path) -> None:
    open_to_all = {"halve: {": "halve: {marking: TLP:CLEAR, lowered_by: 'head, for all', "}
    marks = {}
    for issued in ("2022-11-03", "2022-11"):
        paper = made(tmp_path / issued, issued, **open_to_all)
        marks[issued] = [mark.label for mark in paper.document.meta.marks]
    assert marks == {"2022-11-03": ["TLP:CLEAR"], "2022-11": ["TLP:AMBER"]}


def test_what_fell_with_something_withdrawn_is_neither_named_nor_counted(tmp_path: Path) -> None:
    gone = {
        "worn: {text: The deck is worn., ": 'worn: {text: The deck is worn., withdrawn: "2022-09-02, wrong", '
    }
    paper = made(tmp_path, "2022-09-01", **gone)
    assert {p.record for p in paper.points if p.code == "omitted-record"} == {"keep", "end", "unpaid"}
    page = last_page(paper)
    assert page.count("omitted because what it was based on was withdrawn") == 1
    assert "Keep the toll" not in page
    reported = len([words for words in page.splitlines() if words.endswith(".")]) - 1  # without the lead
    assert f"({reported})" in page


def test_the_gate_lets_a_paper_with_such_points_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    brief = "title: Demo\nquestion: What now?\nas_of: 2022-10-01\n"
    project_at(tmp_path, DOSSIER.replace("ISSUED", "2022-11"), brief=brief, settings=SETTINGS)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["build", "--format", "docx"])
    assert result.exit_code == 0, result.output
    assert "leak" not in result.output


def test_the_log_of_a_job_gives_no_title_of_what_not_everybody_may_see(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brief = "title: Demo\nquestion: What now?\nas_of: 2022-10-01\nstatus_quo: [worn]\n"
    closed = DOSSIER.replace("issued: ISSUED, marking: TLP:CLEAR", "issued: 2022-11, marking: TLP:AMBER")
    project_at(tmp_path, closed, brief=brief, settings=SETTINGS)
    monkeypatch.chdir(tmp_path)
    at_a_desk = CliRunner().invoke(main, ["check", "--all"]).output
    assert all(words in at_a_desk for words in ("Keep the toll", "The deck is worn", "omitted-record"))
    monkeypatch.setenv("CI", "true")
    for form in ("text", "json", "sarif", "gitlab", "github"):
        output = CliRunner().invoke(main, ["check", "--all", "--format", form]).output
        assert "omitted-record" in output
        assert not [words for words in ("Keep the toll", "The deck", "Audit of") if words in output], form


def test_a_month_of_a_source_that_its_reader_may_not_see_is_no_point(tmp_path: Path) -> None:
    dossier = """
    sources: {secret: {title: Hidden study, issued: 2022-10, marking: TLP:RED}}
    facts:
      cars:
        text: Many cars cross.
        source: ["open-report, page 1", "secret, page 1"]
        marking: TLP:CLEAR
        lowered_by: head, agreed
        consent: letter of May
    lines: {said: {text: It is busy., marking: TLP:CLEAR, lowered_by: "head, agreed", rests_on: [cars]}}
    """
    loaded = project_at(tmp_path, dossier, settings=SETTINGS)
    template = base_template(loaded.root)
    for audience in ("partner", "officials"):
        edition = edition_of(loaded, audience)
        paper = make_edition(
            edition, project=loaded.project, corpus=loaded.corpus, template=template, formats=()
        )
        assert "Hidden" not in last_page(paper)
        assert "known-within-period" not in {point.code for point in paper.points}


def test_a_paper_gives_no_day_of_a_source_that_its_reader_may_not_see(tmp_path: Path) -> None:
    dossier = """
    sources: {secret: {title: Hidden study, issued: 2022-11-17, marking: TLP:RED}}
    facts:
      cars:
        text: Many cars cross.
        source: ["open-report, page 1", "secret, page 1"]
        marking: TLP:CLEAR
        lowered_by: head, agreed
        consent: letter of May
    """
    brief = "title: Demo\nquestion: What now?\nas_of: 2022-10-01\nstatus_quo: [cars]\n"
    loaded = project_at(tmp_path, dossier, settings=SETTINGS, brief=brief)
    template = base_template(loaded.root)
    edition = edition_of(loaded, "partner")
    paper = make_edition(edition, project=loaded.project, corpus=loaded.corpus, template=template, formats=())
    assert "“Many cars cross” is omitted: what it is based on was not known" in last_page(paper)
    assert "17" not in last_page(paper)
    assert "November" not in last_page(paper)


@pytest.mark.parametrize(
    ("audience", "language", "words"),
    [
        ("officials", "en", "Fact cars is partly based on something that was withdrawn."),
        ("partner", "en", "Check that fact cars still applies."),
        ("partner", "de", "Ob cars noch gilt, ist zu klären."),
        ("partner", "uk", "Треба з’ясувати, чи запис cars ще чинний."),
    ],
)
def test_of_a_withdrawn_source_that_was_not_for_its_reader_a_paper_says_nothing(
    tmp_path: Path, audience: str, language: str, words: str
) -> None:
    gone = '{title: Secret count, issued: 2022-08-01, marking: TLP:AMBER, withdrawn: "2022-09-02, wrong"}'
    both = 'marking: TLP:CLEAR, lowered_by: "head, is public", source: ["count, 1", "secret, 1"]'
    changes = {
        "facts:": f"  secret: {gone}\nfacts:",
        'source: "count, page 1"': both,
    }
    page = last_page(made(tmp_path, "2022-09-01", audience, language, **changes))
    assert words in page
    if audience == "partner":
        assert not [word for word in ("withdrawn", "urückgezogen", "відкликано", "secret") if word in page]
