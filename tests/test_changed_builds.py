"""After any change a build that remembers the last one leaves what a build from nothing makes."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from policybrief.editions import (
    EditionEntry,
    EditionOutcome,
    MadeEdition,
    Manifest,
    build,
    check_editions,
    open_workspace,
    workers,
)
from policybrief.editions.workers import Crash, EditionTask, SharedInputs, ThisProcess, make_one
from random_projects import RandomProject
from tiers import THOROUGH, sampled
from word_files import paragraph, with_header
from word_files import run as words

STEPS = 25 if THOROUGH else 6


def built(root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[object, ...]:
    """(files in `out/`, how each edition ended, what the manifest says) after a whole build."""
    monkeypatch.chdir(root)
    workspace = open_workspace()
    result = build(workspace, workspace.editions(), out=root / "out", whole=True, workers=ThisProcess())
    files = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted((root / "out").rglob("*"))
        if path.is_file()
    }
    results = [
        (r.edition.name, r.outcome, r.pages, r.diagnostics, r.shown, r.left_out) for r in result.results
    ]
    return files, results, [_without_receipts(entry) for entry in Manifest(root)]


def _without_receipts(entry: EditionEntry) -> EditionEntry:
    """A receipt says how many needles there were then; the ids of all records are some of them."""
    return replace(entry, files=tuple(replace(file, needles=0) for file in entry.files))


def checked(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    monkeypatch.chdir(root)
    workspace = open_workspace()
    results = check_editions(workspace, workspace.editions())
    return [(r.edition.name, r.outcome, r.diagnostics, r.shown, r.left_out) for r in results]


@pytest.mark.parametrize("seed", sampled(range(8), count=2))
def test_a_build_after_a_change_is_a_build_from_nothing(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = RandomProject(seed, tmp_path / "project")
    built(project.root, monkeypatch)
    changes = []
    for _ in range(STEPS):
        changes.append(project.change())
        fresh = tmp_path / "fresh"
        shutil.copytree(project.root, fresh, ignore=shutil.ignore_patterns("out", ".brief"))
        now, anew = built(project.root, monkeypatch), built(fresh, monkeypatch)
        for of_now, from_nothing in zip(now, anew, strict=True):
            assert of_now == from_nothing, changes
        if len(changes) % 2:  # so that one check knows the build before it, and one an earlier check
            shutil.rmtree(fresh / ".brief")
            assert checked(project.root, monkeypatch) == checked(fresh, monkeypatch), changes
        shutil.rmtree(fresh)


def test_only_the_editions_about_a_changed_record_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = RandomProject(3, tmp_path)
    built(tmp_path, monkeypatch)
    changed = next(iter(project.dossiers["bridge"]["facts"]))
    project.dossiers["bridge"]["facts"][changed]["text"] = "It is another bridge now. It was {number}."
    project.write()
    tasks: list[EditionTask] = []

    def counted(task: EditionTask, shared: SharedInputs) -> MadeEdition | Crash:
        tasks.append(task)
        return make_one(task, shared)

    monkeypatch.setattr(workers, "make_one", counted)
    built(tmp_path, monkeypatch)
    workspace = open_workspace()
    about = [e.name for e in workspace.editions() if workspace.subjects.of(e).get(changed)]
    assert [task.edition.name for task in tasks] == about
    assert 0 < len(about) < len(workspace.editions())
    tasks.clear()
    built(tmp_path, monkeypatch)
    assert tasks == []


def test_a_check_after_a_change_is_a_check_of_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = RandomProject(5, tmp_path / "project")
    for _ in range(STEPS):
        what = project.change()
        fresh = tmp_path / "fresh"
        shutil.copytree(project.root, fresh, ignore=shutil.ignore_patterns(".brief"))
        assert sorted(map(repr, checked(project.root, monkeypatch))) == sorted(
            map(repr, checked(fresh, monkeypatch))
        ), what
        shutil.rmtree(fresh)


def test_a_check_of_what_cannot_be_written_to_finds_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = RandomProject(2, tmp_path)
    first = checked(project.root, monkeypatch)
    shutil.rmtree(tmp_path / ".brief")
    (tmp_path / ".brief").write_text("no folder", encoding="utf-8")
    assert checked(project.root, monkeypatch) == first


@pytest.mark.parametrize("damage", ["", "{", '{"policybrief": 9}', "\x00"])
def test_what_was_found_and_is_damaged_is_found_again(
    damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = RandomProject(2, tmp_path)
    first = checked(project.root, monkeypatch)
    for path in (tmp_path / ".brief" / "checked").glob("*.json"):
        path.write_text(damage, encoding="utf-8")
    assert checked(project.root, monkeypatch) == first


def test_a_letterhead_with_another_header_makes_other_word_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = RandomProject(4, tmp_path)
    letterhead = tmp_path / "templates" / "ministry" / "letterhead.docx"
    letterhead.write_bytes(with_header(paragraph(words("Ministry of Works"))))
    before, *_ = built(tmp_path, monkeypatch)
    letterhead.write_bytes(with_header(paragraph(words("Ministry of Rivers"))))
    after, *_ = built(tmp_path, monkeypatch)
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    word_files = [path for path in before if path.endswith(".docx")]
    assert len(word_files) == 3 * len(project.briefs)
    assert all(before[path] != after[path] for path in word_files)


def test_nothing_is_kept_of_a_brief_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = RandomProject(4, tmp_path)
    checked(tmp_path, monkeypatch)
    built(tmp_path, monkeypatch)
    before = kept(tmp_path)
    (tmp_path / "briefs" / "ferry.yaml").unlink()
    (tmp_path / "briefs" / "records" / "ferry.yaml").rename(tmp_path / "briefs" / "records" / "tram.yaml")
    built(tmp_path, monkeypatch)
    checked(tmp_path, monkeypatch)
    names = {f"{topic}.json" for topic in project.briefs}
    for folder in ("checked", "manifest"):
        assert ({*before[folder]}, {*kept(tmp_path)[folder]}) == (names, names - {"ferry.json"})
    assert len(before["documents"]) == 3 * len(project.briefs)
    assert len(kept(tmp_path)["documents"]) == 3 * (len(project.briefs) - 1)


def kept(root: Path) -> dict[str, list[str]]:
    """Folder of `.brief/` → the names of the files in it."""
    return {folder.name: os.listdir(folder) for folder in (root / ".brief").glob("*/")}


def test_what_killed_commands_left_half_written_is_removed_after_an_hour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    RandomProject(4, tmp_path)
    built(tmp_path, monkeypatch)
    state = tmp_path / ".brief"
    old, young = state / "documents" / ".a.json.gz.7.part", state / "checked" / ".bridge.json.8.part"
    for part in (old, young):
        part.parent.mkdir(exist_ok=True)
        part.write_bytes(b"half")
    os.utime(old, (0, 0))
    built(tmp_path, monkeypatch)
    assert (old.exists(), young.exists()) == (False, True)


def test_a_new_record_whose_id_stands_in_a_brief_is_found_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = RandomProject(4, tmp_path)
    briefs = project.briefs
    briefs["bridge"] |= {"title": "Too weak for the t-34 tank", "particulars": {"Next step": "Weigh it"}}
    briefs["ferry"]["corrected"] = "2026-02-03, the t-34 tank was left out"
    briefs["harbour"]["particulars"] = {"Next step": "Ask for a t-34 tank"}
    briefs["railway"]["abbreviations"] = {"PT": "pier of the t-34 tank"}
    next(iter(project.dossiers["railway"]["facts"].values()))["text"] = "The PT has {number} piles."
    project.template["outline"] = {
        "officials": ["bottom-line", "status-quo", "options", "sources", "imprint"]
    }
    project.write()
    built(tmp_path, monkeypatch)
    source = next(iter(project.dossiers["railway"]["sources"]))
    project.dossiers["tanks"] = {"facts": {"t-34": {"text": "It weighs much.", "source": f"{source}, p. 4"}}}
    project.write()
    _, results, _ = built(tmp_path, monkeypatch)
    assert isinstance(results, list)
    leaks = {name for name, outcome, *_ in results if outcome is EditionOutcome.LEAK}
    assert {name.split()[0] for name in leaks} == {*briefs}
