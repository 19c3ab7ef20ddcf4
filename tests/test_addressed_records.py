"""What is addressed to one ministry is listed in its papers alone; this neither marks nor protects it."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest

from bridge import run
from policybrief.document import plain_text
from policybrief.gate import withheld
from policybrief.project import LoadedProject, read_project
from policybrief.records import KINDS, Addressed, Recommendation, content_hash
from policybrief.sections.compose import compose
from policybrief.selection import OTHER_TEMPLATE, Selection, select
from policybrief.templates import read_template
from small import edition_of, project_at

DOSSIER = """
cleared: 2022-09-01, head of unit
facts:
  toll: {text: The toll is five euros., source: "open-report, page 1"}
options:
  as-now: {title: Continue as now, baseline: true}
  close: {title: Close it}
risks:
  forces:
    text: Tanks cannot cross the river.
    option: close
    likelihood: likely
    impact: 4
    templates: [defence]
    rests_on: [toll]
  income: {text: The budget lacks money., option: close, likelihood: likely, impact: 3, rests_on: [toll]}
lines:
  of-forces: {text: We are ready., templates: [defence], rests_on: [toll]}
  of-all: {text: The bridge is safe., rests_on: [toll]}
recommendations:
  plan: {text: Agree to plan pontoons., option: close, templates: [defence], rests_on: [toll]}
  budget: {text: Agree to find the money., option: close, templates: [finance], rests_on: [forces]}
  all: {text: Note the toll., rests_on: [toll]}
"""
TEMPLATES = {f"templates/{name}/template.yaml": "extends: base\n" for name in ("defence", "finance")}
BRIEF = "title: Demo\nquestion: What now?\ntemplates: [defence, finance]\naudiences: [officials]\n"
SETTINGS = "template: defence\naudiences: {officials: {internal: yes}}\n"


def loaded_at(folder: Path, dossier: str = DOSSIER) -> LoadedProject:
    return project_at(folder, dossier, brief=BRIEF, settings=SETTINGS, files=TEMPLATES)


def selection_for(loaded: LoadedProject, template: str) -> Selection:
    return select(replace(edition_of(loaded), template=template), loaded.corpus, loaded.project)


def words(loaded: LoadedProject, name: str) -> str:
    template, faults = read_template(name, loaded.root)
    assert template is not None, faults
    edition = replace(edition_of(loaded), template=name)
    selection = select(edition, loaded.corpus, loaded.project)
    document = compose(edition, selection, project=loaded.project, template=template).document
    assert document is not None
    return plain_text(document.blocks)


def test_each_ministry_gets_what_is_addressed_to_it_and_to_all(tmp_path: Path) -> None:
    loaded = loaded_at(tmp_path)
    defence, finance = words(loaded, "defence"), words(loaded, "finance")
    for said, here, there in (
        ("Agree to plan pontoons.", defence, finance),
        ("Tanks cannot cross the river.", defence, finance),
        ("We are ready.", defence, finance),
        ("Agree to find the money.", finance, defence),
    ):
        assert said in here
        assert said not in there
    assert all("Note the toll." in paper and "The bridge is safe." in paper for paper in (defence, finance))


def test_what_is_based_on_it_stays(tmp_path: Path) -> None:
    selection = selection_for(loaded_at(tmp_path), "finance")
    assert selection.get("budget") is not None
    left_out = dict(selection.left_out)
    assert {i for i, reason in left_out.items() if reason == OTHER_TEMPLATE} == {
        "forces",
        "of-forces",
        "plan",
    }
    assert "rests-on-withheld" not in left_out.values()


def test_it_is_no_protection_and_no_part_of_the_text_that_is_cleared(tmp_path: Path) -> None:
    loaded = loaded_at(tmp_path)
    plan = loaded.corpus.get("plan")
    assert isinstance(plan, Recommendation)
    assert content_hash(plan) == content_hash(replace(plan, templates=()))
    officials = loaded.project.audience("officials")
    assert officials is not None
    assert "plan" not in withheld(loaded.corpus.records, officials, loaded.project)


def test_kinds_that_may_be_addressed_say_so_by_their_base() -> None:
    named = {kind.kind for kind in KINDS.values() if "templates" in {f.name for f in fields(kind)}}
    assert named == {kind.kind for kind in KINDS.values() if issubclass(kind, Addressed)}
    assert {"risk", "line", "recommendation"} <= named


def test_a_template_that_there_is_not_is_an_error_at_its_word(tmp_path: Path) -> None:
    loaded_at(tmp_path)
    path = tmp_path / "briefs/records/demo.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("[finance]", "[finanse]"), encoding="utf-8")
    (fault,) = [d for d in read_project(tmp_path).diagnostics if d.code == "unknown-template"]
    assert fault.hint == "did you mean 'finance'?"
    assert fault.span is not None
    line = path.read_text(encoding="utf-8").splitlines()[fault.span.line - 1]
    assert line[fault.span.column - 1 :].startswith("finanse]")


def test_an_empty_list_of_templates_is_refused(tmp_path: Path) -> None:
    loaded_at(tmp_path)
    path = tmp_path / "briefs/records/demo.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("[finance]", "[]"), encoding="utf-8")
    assert "empty-field" in [d.code for d in read_project(tmp_path).diagnostics]


@pytest.mark.parametrize(
    "command",
    [("omissions", "demo", "--template", "finance", "--all"), ("trace", "plan"), ("list", "records")],
    ids=lambda words: words[0],
)
def test_commands_name_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    loaded_at(tmp_path)
    monkeypatch.chdir(tmp_path)
    said = " ".join(run(*command).output.split())
    if command[0] == "list":
        rows = json.loads(run(*command, "--format", "json").output)["records"]
        (row,) = [row for row in rows if row["id"] == "plan"]
        assert row["templates"] == ["defence"]
        assert "plan recommendation cleared defence Agree to plan pontoons." in said
    else:
        assert "for another ministry" in said


def test_show_why_names_the_templates_where_they_are_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded_at(tmp_path)
    monkeypatch.chdir(tmp_path)
    said = " ".join(run("show", "plan", "--why").output.split())
    assert "templates defence (typed in line" in said
