"""An older project becomes one of the present format, and nothing that people wrote beside it is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from policybrief.cli import main
from policybrief.migrations import FORMAT, migrated, steps_from
from policybrief.project import read_project

OLD_SETTINGS = (
    "# ours\nformat: 0   # as of the pilot\norganisation: City\nhandling: TLP:CLEAR\ntemplate: base\n"
)
OLD_DOSSIER = """\
# the toll, handling: of words
sources:
  audit: {title: Audit, issued: 2026-10-01, handling: TLP:CLEAR}   # p. 14
  law: {title: Law, issued: 2020-01-01, handling: TLP:CLEAR, valid: 2020/..}
facts:
  toll-old:   # kept for the record
    text: >
      The valid: toll; handling: by hand.
    handling: "TLP:CLEAR"
    source: audit, p. 14
    valid: 2022/2023   # both years
  toll:
    text: The toll is paid.
    supersedes: toll-old

    source: audit, p. 15
    valid: ../2026-12
positions:
  mayor-on-toll:
    holder: mayor
    capacity: city
    text: It stays.
    source: audit, p. 16
actors:
  mayor: The Mayor, City
  city: {name: City, kind: organisation}
"""
NEW_DOSSIER = """\
# the toll, handling: of words
sources:
  audit: {title: Audit, issued: 2026-10-01, marking: TLP:CLEAR}   # p. 14
  law: {title: Law, issued: 2020-01-01, marking: TLP:CLEAR, since: 2020}
facts:
  toll-old:   # kept for the record
    text: >
      The valid: toll; handling: by hand.
    marking: "TLP:CLEAR"
    source: audit, p. 14
    since: 2022
    until: 2023   # both years
  toll:
    text: The toll is paid.
    replaces: toll-old

    source: audit, p. 15
    until: 2026-12
positions:
  mayor-on-toll:
    holder: mayor
    speaks_for: city
    text: It stays.
    source: audit, p. 16
actors:
  mayor: The Mayor, City
  city: {name: City, kind: organisation}
"""


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    dossier = OLD_DOSSIER.replace(
        ", valid: 2020/..}", "}"
    )  # a source has no interval: only the text is tested
    (tmp_path / "briefs" / "records").mkdir(parents=True)
    (tmp_path / "policybrief.yaml").write_text(OLD_SETTINGS, encoding="utf-8")
    (tmp_path / "briefs" / "records" / "toll.yaml").write_text(dossier, encoding="utf-8")
    (tmp_path / "briefs" / "toll.yaml").write_text("title: The toll\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def brief(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == code, result.output
    return result.output


def test_a_dossier_keeps_its_comments_its_order_and_its_texts() -> None:
    assert migrated(OLD_DOSSIER, steps=steps_from(0), settings=False) == NEW_DOSSIER


def test_what_is_new_already_stays_so_that_a_step_may_be_taken_again() -> None:
    assert migrated(NEW_DOSSIER, steps=steps_from(0), settings=False) == NEW_DOSSIER


def test_the_settings_state_the_new_format_also_where_they_stated_none() -> None:
    said = migrated(OLD_SETTINGS, steps=steps_from(0), settings=True)
    assert said == OLD_SETTINGS.replace("format: 0 ", "format: 1 ").replace("handling", "marking")
    assert migrated("organisation: City\n", steps=steps_from(0), settings=True).startswith("format: 1\n")


def test_every_format_has_a_step_to_the_next() -> None:
    assert [step.before for step in steps_from(0)] == list(range(FORMAT))
    assert steps_from(FORMAT) == ()


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_any_text_whatever_comes_out_of_a_step_alive(text: str) -> None:
    migrated(text, steps=steps_from(0), settings=False)


def test_an_old_project_reads_after_its_migration_and_says_before_what_to_call(old: Path) -> None:
    assert "brief migrate" in brief("check", code=1)
    assert "2 files would change" in brief("migrate", "--check", code=1)
    assert (old / "policybrief.yaml").read_text("utf-8") == OLD_SETTINGS
    assert "2 files changed" in brief("migrate")
    loaded = read_project(old)
    assert not [d for d in loaded.diagnostics if d.severity == "error"], loaded.diagnostics
    assert brief("migrate") == "Format 1 is the latest: nothing to do.\n"


def test_line_ends_and_the_byte_order_mark_of_windows_stay(old: Path) -> None:
    path = old / "briefs" / "records" / "toll.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    brief("migrate")
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")


def test_nothing_is_written_if_a_file_cannot_be_read(old: Path) -> None:
    (old / "briefs" / "records" / "bad.yaml").write_text("facts: [\n", encoding="utf-8")
    assert "Nothing was written" in brief("migrate", code=1)
    assert (old / "policybrief.yaml").read_text("utf-8") == OLD_SETTINGS


def test_a_format_of_the_future_is_refused(old: Path) -> None:
    (old / "policybrief.yaml").write_text("format: 7\norganisation: City\nmarking: TLP:CLEAR\n")
    assert "install a newer one" in brief("migrate", code=2)
    assert "install a newer policybrief" in brief("check", code=1)
    (old / "policybrief.yaml").write_text("format: one\n")
    assert "no format" in brief("migrate", code=2)


def test_our_own_examples_are_of_the_present_format(tmp_path: Path, monkeypatch) -> None:
    root = Path(__file__).parents[1]
    shutil.copy(root / "policybrief.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    assert "nothing to do" in brief("migrate")
