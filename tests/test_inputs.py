"""Whether anything that a build is based on has changed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from policybrief.project.inputs import find_root, fingerprint


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = tmp_path / "project"
    for name, text in (
        ("policybrief.yaml", "format: 1\n"),
        ("briefs/bridge.yaml", "title: Toll\n"),
        ("briefs/records/bridge.yaml", "facts:\n"),
        ("templates/city/labels/en.yaml", "page: Page\n"),
        ("out/bridge/city/bridge-minister-en.pdf", "%PDF"),
    ):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(text, encoding="utf-8")
    return made


def test_the_root_is_the_nearest_folder_upwards_with_a_project_file(root: Path) -> None:
    assert find_root(root / "briefs" / "records") == root.resolve()
    assert find_root(root.parent) is None


def test_a_project_that_was_moved_or_touched_has_the_same_fingerprint(root: Path) -> None:
    before = fingerprint(root)
    for path in root.rglob("*.yaml"):
        os.utime(path, (1, 1))
    (root / ".brief").mkdir()
    (root / "briefs" / ".bridge.yaml.swp").write_text("an editor's", encoding="utf-8")
    (root / "out" / "bridge" / "city" / "bridge-minister-en.pdf").write_text("edited", encoding="utf-8")
    moved = shutil.move(root, root.with_name("elsewhere"))
    assert fingerprint(Path(moved)) == before


@pytest.mark.parametrize(
    "path", ["policybrief.yaml", "briefs/records/bridge.yaml", "templates/city/labels/en.yaml"]
)
def test_one_byte_of_any_file_that_counts_changes_the_fingerprint(root: Path, path: str) -> None:
    before = fingerprint(root)
    (root / path).write_text((root / path).read_text("utf-8") + "#", encoding="utf-8")
    assert fingerprint(root) != before


def test_a_file_that_comes_goes_or_is_renamed_changes_the_fingerprint(root: Path) -> None:
    seen = {fingerprint(root)}
    dossier = root / "briefs" / "records" / "bridge.yaml"
    dossier.rename(dossier.with_name("toll.yaml"))
    seen.add(fingerprint(root))
    dossier.with_name("toll.yaml").unlink()
    seen.add(fingerprint(root))
    (root / "policybrief.uk.yaml").write_text("", encoding="utf-8")
    seen.add(fingerprint(root))
    assert len(seen) == 4


def test_bytes_that_move_from_one_file_to_the_next_change_the_fingerprint(root: Path) -> None:
    first, second = root / "briefs" / "a.yaml", root / "briefs" / "b.yaml"
    seen = set()
    for halves in (("ab", "c"), ("a", "bc")):
        for path, half in zip((first, second), halves, strict=True):
            path.write_text(half, encoding="utf-8")
        seen.add(fingerprint(root))
    assert len(seen) == 2
