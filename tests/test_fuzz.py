"""Damaged files of every sort that is read: a fault at its place, or a paper; never an internal error.

A few of each sort here; `make thorough` runs a hundred of each.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import fuzzing
from fuzzing import FILE_TYPES, fault_of, fuzz_project, hurt
from tiers import THOROUGH

EACH = 100 if THOROUGH else 2


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("fuzz")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.delenv("CI", raising=False)
        fuzz_project(root)
    return root


@pytest.mark.filterwarnings("default")  # of libraries, about what is damaged
@pytest.mark.parametrize("name", FILE_TYPES)
def test_no_damage_to_a_file_ends_in_an_internal_error(
    project: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    monkeypatch.delenv("CI", raising=False)
    faults = []
    for number in range(EACH):
        with hurt(name, number) as (sort, path):
            faults += [
                f"{number}: {fault}" for command in sort.commands if (fault := fault_of(command, path))
            ]
    assert faults == []


@pytest.mark.parametrize("name", FILE_TYPES)
def test_the_honest_file_of_each_sort_is_read(
    project: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    monkeypatch.setattr(fuzzing, "damaged", lambda content, _: content)
    with hurt(name, 0) as (sort, path):
        assert path.stat().st_size > 10
        assert [fault for command in sort.commands if (fault := fault_of(command, path))] == []


def test_at_least_twenty_sorts_of_files_are_damaged() -> None:
    assert len(FILE_TYPES) >= 20
