"""A build with nothing to do is recognised by what it left and by what it depended on."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from policybrief.editions.remembered_builds import (
    RememberedBuild,
    WrittenFile,
    is_fresh,
    remember_build,
    remembered_build,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    file = tmp_path / "out" / "bridge" / "city" / "bridge-minister-en.pdf"
    file.parent.mkdir(parents=True)
    file.write_text("%PDF", encoding="utf-8")
    return tmp_path


def test_a_build_is_remembered_by_its_arguments_while_its_inputs_stand(root: Path) -> None:
    files = (WrittenFile("out/a.pdf", 4, "00"),)
    remember_build(root, ("bridge",), RememberedBuild("one", files, "2 files", time_zone="UTC"))
    remember_build(root, ("--format", "pdf"), RememberedBuild("one", (), "1 file"))
    assert remembered_build(root, ("bridge",)) == RememberedBuild("one", files, "2 files", time_zone="UTC")
    remember_build(root, ("--format", "pdf"), RememberedBuild("two", (), "1 file"))
    assert remembered_build(root, ("bridge",)) is None
    assert str(root) not in (root / ".brief" / "fresh.json").read_text("utf-8")


def with_field(name: str, value: object) -> str:
    fields = {"fingerprint": "one", "files": [{"path": "a", "size": 1, "sha256": "0"}], "summary": ""}
    return json.dumps({"builds": {"bridge": fields | {name: value}}})


DAMAGED = (
    *("", "[]", '{"builds": [1]}', '{"builds": {"bridge": {"files": 3}}}', '{"builds": {"bridge": 1}}'),
    *('{"builds": {"bridge": []}}', with_field("time_zone", 3), with_field("files", "abc")),
    *(with_field("files", [{"path": 3, "size": 1, "sha256": "0"}]), with_field("more", 1)),
    with_field("files", [{"path": "a", "size": "1", "sha256": "0"}]),
)


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_memory_is_no_memory(root: Path, text: str) -> None:
    (root / ".brief").mkdir()
    (root / ".brief" / "fresh.json").write_text(text, encoding="utf-8")
    assert remembered_build(root, ("bridge",)) is None
    remember_build(root, ("bridge",), RememberedBuild("one", (), "2 files"))
    assert remembered_build(root, ("bridge",)) is not None


def test_a_memory_that_cannot_be_written_leaves_nothing_behind(root: Path) -> None:
    (root / ".brief" / "fresh.json").mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        remember_build(root, ("bridge",), RememberedBuild("one", (), "2 files"))
    assert [path.name for path in (root / ".brief").iterdir()] == ["fresh.json"]


def test_files_are_checked_by_size_and_on_demand_byte_by_byte(root: Path) -> None:
    path = "out/bridge/city/bridge-minister-en.pdf"
    files = (WrittenFile(path, 4, hashlib.sha256(b"%PDF").hexdigest()),)
    other = (WrittenFile(path, 4, hashlib.sha256(b"%PDX").hexdigest()),)
    build, edited = (RememberedBuild("one", one, "1 file") for one in (files, other))
    assert is_fresh(build, root, inputs="one", verify=True)
    assert is_fresh(edited, root, inputs="one")
    assert not is_fresh(edited, root, inputs="one", verify=True)
    (root / path).write_text("%PDF-", encoding="utf-8")
    assert not is_fresh(build, root, inputs="one")
    (root / path).unlink()
    assert not is_fresh(build, root, inputs="one")


def test_a_build_of_today_is_not_fresh_on_another_day_or_with_other_inputs(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767220200")  # 2025-12-31 22:30 UTC
    build = RememberedBuild("one", (), "no files", time_zone="Europe/Kyiv", day="2026-01-01")
    assert is_fresh(build, root, inputs="one")
    assert not is_fresh(build, root, inputs="two")
    assert not is_fresh(replace(build, time_zone="UTC"), root, inputs="one")
