"""`tools/shared_runs.py` lists what records share word for word with a text, at its line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "tools/shared_runs.py"
TEXT = """The council will close the old bridge for good after the winter.
Under the Treaty on European Union, the toll’s income goes to schools, parks and roads.
"""
RECORDS = """\
facts:
  close:
    # The council will close the old bridge for good.
    text: >
      In May it was said:
      the Council will close
      the old bridge – for good.
    plain: It will close the bridge.
  income: {text: "All of the toll's income goes to: Schools, parks.", note: parks and roads after the winter}
  number: The council will close {number} old bridges for good.
briefs: ["Under the Treaty on European Union, the toll is paid."]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "source.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "briefs").mkdir()
    (tmp_path / "briefs/bridge.yaml").write_text(RECORDS, encoding="utf-8")
    (tmp_path / "briefs/bridge.uk.yaml").write_text(RECORDS, encoding="utf-8")
    return tmp_path


def runs(folder: Path, *more: str) -> tuple[int, list[str]]:
    command = [sys.executable, str(SCRIPT), "source.txt", "briefs", *more]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def test_each_run_is_listed_once_in_full_at_the_line_on_which_it_begins(folder: Path) -> None:
    code, lines = runs(folder)
    assert code == 1
    assert lines == [
        "briefs/bridge.yaml:6: 9 words: the council will close the old bridge for good",
        "briefs/bridge.yaml:9: 7 words: the toll's income goes to schools parks",
        "briefs/bridge.yaml:11: 7 words: under the treaty on european union the",
    ]


def test_a_shorter_run_is_listed_if_asked_for(folder: Path) -> None:
    _, lines = runs(folder, "--words", "3")
    assert "briefs/bridge.yaml:9: 3 words: parks and roads" in lines
    assert "briefs/bridge.yaml:10: 4 words: the council will close" in lines
    assert runs(folder, "--words", "10") == (0, [])


def test_a_name_counts_as_one_word(folder: Path) -> None:
    (folder / "names.txt").write_text("Treaty on European Union\n\nOld Bridge\n", encoding="utf-8")
    _, lines = runs(folder, "--except", "names.txt")
    assert lines == [
        "briefs/bridge.yaml:6: 8 words: the council will close the old bridge for good",
        "briefs/bridge.yaml:9: 7 words: the toll's income goes to schools parks",
    ]


def test_only_files_in_the_language_of_the_text_are_compared(folder: Path) -> None:
    _, lines = runs(folder, "--language", "uk")
    assert len(lines) == 3
    assert all(line.startswith("briefs/bridge.uk.yaml:") for line in lines)
