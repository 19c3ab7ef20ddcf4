"""A brief is excused from rules about an edition in its own file, and officials can read of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybrief.document import Section, walk
from policybrief.editions import MadeEdition, make_edition
from policybrief.project import read_project
from policybrief.rules import EDITION_RULES
from small import base_template, edition_of, project_at

DOSSIER = (
    "facts:\n  aa: {text: One thing., source: 'open-report, page 1'}\ncleared: 2022-09-01, head of unit\n"
)
BRIEF = "title: Demo\nquestion: What now?\nwhy_now: [aa]\n"
SETTINGS = "audiences: [minister, committee, officials]\n"
WAIVED = (
    "waive: [{rule: unprinted-list, audience: committee, by: head of unit, why: it is known, "
    "until: 2022-12-31}]\n"
)


def made(
    folder: Path, audience: str = "committee", *, language: str = "en", waive: str = "", **day: str
) -> MadeEdition:
    loaded = project_at(folder, DOSSIER, settings=SETTINGS, brief=BRIEF + waive)
    edition = edition_of(loaded, audience, language=language, **day)
    template = base_template(loaded.root)
    return make_edition(edition, project=loaded.project, corpus=loaded.corpus, template=template, formats=())


def words(paper: MadeEdition, section: str) -> str:
    assert paper.document is not None
    found = [b for b in paper.document.blocks if isinstance(b, Section) and b.id == section]
    return "\n".join(node.text for block in found for node in walk(block) if hasattr(node, "text"))


def codes(paper: MadeEdition) -> dict[str, str]:
    return {point.code: point.hint for point in paper.points}


def test_a_waiver_takes_the_point_away(tmp_path: Path) -> None:
    assert "unprinted-list" in codes(made(tmp_path / "without"))
    assert "unprinted-list" not in codes(made(tmp_path / "with", waive=WAIVED))


def test_a_waiver_for_another_audience_takes_none_away(tmp_path: Path) -> None:
    assert "unprinted-list" in codes(made(tmp_path, waive=WAIVED.replace("committee", "minister")))


def test_a_waiver_without_an_audience_is_for_all(tmp_path: Path) -> None:
    waive = WAIVED.replace("audience: committee, ", "")
    assert "unprinted-list" not in codes(made(tmp_path, waive=waive))


def test_a_waiver_that_has_ended_is_named_with_the_point(tmp_path: Path) -> None:
    found = codes(made(tmp_path, waive=WAIVED, as_of="2023-01-01"))
    assert found["unprinted-list"].startswith("its waiver ended on 2022-12-31; ")


def test_a_waiver_holds_on_its_last_day(tmp_path: Path) -> None:
    assert "unprinted-list" not in codes(made(tmp_path, waive=WAIVED, as_of="2022-12-31"))


def test_of_two_waivers_the_one_that_ends_later_counts(tmp_path: Path) -> None:
    two = (
        "waive:\n"
        "  - {rule: unprinted-list, by: head of unit, why: it is known, until: 2022-12-31}\n"
        "  - {rule: unprinted-list, by: head of unit, why: it is known, until: 2022-10-31}\n"
    )
    assert "unprinted-list" not in codes(made(tmp_path / "ended", waive=two, as_of="2022-12-01"))
    endless = two.replace(", until: 2022-10-31", "")
    assert "unprinted-list" not in codes(made(tmp_path / "endless", waive=endless, as_of="2023-12-01"))


def test_a_page_limit_is_waived_although_only_the_layout_finds_it(tmp_path: Path) -> None:
    text = "A long sentence stands here. " * 40
    fact = "  fact-{}: {{text: '{}', source: 'open-report, p. 1', priority: must}}\n"
    long = "facts:\n  aa: {text: One thing., source: 'open-report, page 1'}\n"
    long += "".join(fact.format(number, text) for number in range(8))
    for waive, expected in (("", True), ("waive: [{rule: page-limit, by: head, why: agreed}]\n", False)):
        brief = f"{BRIEF}committee: {{max_pages: 1}}\n{waive}"
        loaded = project_at(tmp_path / str(expected), long, settings=SETTINGS, brief=brief)
        project, corpus, template = loaded.project, loaded.corpus, base_template(loaded.root)
        edition = edition_of(loaded, "committee")
        paper = make_edition(edition, project=project, corpus=corpus, template=template, formats=())
        assert ("page-limit" in codes(paper)) == expected


def test_officials_read_of_waivers_and_others_do_not(tmp_path: Path) -> None:
    papers = {
        name: made(tmp_path / name, name, waive=WAIVED) for name in ("minister", "committee", "officials")
    }
    reported = words(papers["officials"], "waivers")
    assert "A list in the brief is not shown" in reported
    assert "waived by head of unit until 31" in reported.replace("\u00a0", " ")
    assert "it is known" in reported
    assert not [name for name in ("minister", "committee") if words(papers[name], "waivers")]


@pytest.mark.parametrize(
    ("waive", "code", "place"),
    [
        ("[{rule: stale-fact, by: me, why: so}]", "unknown-rule", "4:16"),
        ("[{rule: page-limits, by: me, why: so}]", "unknown-rule", "4:16"),
        ("[{rule: page-limit, by: me, why: so, audience: king}]", "unknown-audience", "4:55"),
        ("[{rule: page-limit, by: me}]", "missing-field", "4:9"),
    ],
)
def test_a_waiver_that_cannot_be_meant_is_an_error_at_its_place(
    tmp_path: Path, waive: str, code: str, place: str
) -> None:
    project_at(tmp_path, DOSSIER, settings=SETTINGS, brief=BRIEF)
    (tmp_path / "briefs/demo.yaml").write_text(f"{BRIEF}waive: {waive}\n", "utf-8")
    found = {(d.code, f"{d.span.line}:{d.span.column}") for d in read_project(tmp_path).diagnostics if d.span}
    assert (code, place) in found


def test_each_rule_about_an_edition_has_words_for_its_waiver() -> None:
    template = base_template(Path())
    for language in template.languages():
        labels = {key for words in template.words if words.language == language for key, _ in words.labels}
        assert {f"waived.{rule}" for rule in EDITION_RULES} <= labels, language
