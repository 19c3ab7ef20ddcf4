"""An edition made of the records of its subject is the one made of the whole corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybrief.checks import Checked, check_edition
from policybrief.diagnostics import is_broken
from policybrief.editions import Workspace, open_workspace
from policybrief.project.corpus import Corpus
from policybrief.records import Edition
from policybrief.sections.compose import compose
from policybrief.selection import OTHER_TOPIC, Subjects, select
from random_projects import RandomProject
from tiers import sampled

EXAMPLES = Path(__file__).parents[1]


def made(edition: Edition, corpus: Corpus, workspace: Workspace) -> tuple[object, ...]:
    """All that comes of an edition before it is laid out, if its records are `corpus`."""
    project, template = workspace.loaded.project, workspace.template(edition.template)
    assert template is not None
    selection = select(edition, corpus, project)
    composed = compose(edition, selection, project=project, template=template)
    assert composed.document is not None
    checked = Checked(edition, project, corpus, selection, composed.document, template)
    left_out = {i: why for i, why in selection.left_out if why != OTHER_TOPIC}
    on_topic = {i: why for i, why in left_out.items() if _is_on_topic(i, edition, corpus)}
    return (
        selection.records,
        selection.letters,
        selection.markings,
        selection.lapsed,
        on_topic,
        composed.document,
        check_edition(checked),
    )


def _is_on_topic(name: str, edition: Edition, corpus: Corpus) -> bool:
    record = corpus.get(name)
    return record is not None and not set(record.topics).isdisjoint(edition.brief.topics)


@pytest.mark.parametrize("seed", sampled(range(60), count=4))
def test_the_subject_decides_an_edition(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = RandomProject(seed, tmp_path)
    monkeypatch.chdir(tmp_path)
    for _ in range(12):
        project.change()
    workspace = open_workspace()
    assert not is_broken(workspace.loaded.diagnostics), workspace.loaded.diagnostics
    whole = workspace.loaded.corpus
    for edition in workspace.editions():
        subject = workspace.subjects.of(edition)
        assert len(subject.records) < len(whole.records)
        assert made(edition, subject, workspace) == made(edition, whole, workspace)


def test_the_subject_decides_the_editions_of_the_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES)
    workspace = open_workspace()
    for edition in workspace.editions()[::5]:
        subject = workspace.subjects.of(edition)
        assert made(edition, subject, workspace) == made(edition, workspace.loaded.corpus, workspace)


def test_a_part_of_a_corpus_knows_where_its_records_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES)
    workspace = open_workspace()
    whole = workspace.loaded.corpus
    subject = Subjects(whole).of(workspace.editions()[0])
    for record in subject.records:
        assert subject.place(record.id) == whole.place(record.id)
        assert subject.extents(record.id) == whole.extents(record.id)
        assert subject.source_of(record.id) == whole.source_of(record.id)


def points_of(edition: Edition, workspace: Workspace) -> set[str]:
    """Codes of the points of an edition made of its subject, as they also are of the whole corpus."""
    subject = made(edition, workspace.subjects.of(edition), workspace)
    assert subject == made(edition, workspace.loaded.corpus, workspace)
    points = subject[-1]
    assert isinstance(points, tuple)
    return {point.code for point in points}


def test_a_risk_of_another_topic_counts_for_the_option_of_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = RandomProject(0, tmp_path)
    project.dossiers["ferry"]["risks"] |= project.dossiers["bridge"].pop("risks")
    project.write()
    monkeypatch.chdir(tmp_path)
    workspace = open_workspace()
    assert "option-without-risk" not in points_of(workspace.editions()[0], workspace)


def test_a_later_position_of_another_topic_is_the_last_word_of_its_holder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = RandomProject(0, tmp_path)
    name, position = next(iter(project.dossiers["bridge"]["positions"].items()))
    project.dossiers["bridge"]["positions"] = {name: position | {"topics": ["bridge", "ferry"]}}
    source = next(iter(project.dossiers["ferry"]["sources"]))
    later = {
        "holder": position["holder"],
        "text": "No ferry.",
        "date": "2026-03-01",
        "source": f"{source}, p. 1",
    }
    project.dossiers["ferry"]["positions"]["later"] = later
    project.write()
    monkeypatch.chdir(tmp_path)
    workspace = open_workspace()
    assert "superseded-position" in points_of(workspace.editions()[0], workspace)
