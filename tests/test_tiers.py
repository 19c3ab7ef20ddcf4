"""`make quick` skips slow tests automatically, and nothing else; samples stay the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tiers import QUICK, THOROUGH, sampled, tries

HERE = Path(__file__).parent
TESTS = """
import subprocess, sys
from datetime import date
from drawn import META
from policybrief.document import Document
from policybrief.templates.look import BASE_LOOK
from policybrief.writers import docx, lay_out, pdf

def test_pages(): lay_out(Document(META, ()), BASE_LOOK)
def test_pdf(): pdf.lay_out(Document(META, ()), BASE_LOOK)
def test_word(): docx.write(Document(META, ()), BASE_LOOK)
def test_python(): subprocess.run([sys.executable, "-c", ""], check=True)
def test_git(): subprocess.run(["git", "--version"], check=True)
def test_words(): assert Document(META, ()).blocks == ()
"""


@pytest.mark.parametrize("workers", ["0", "1"])
def test_what_lays_out_a_page_or_starts_another_python_is_skipped_in_make_quick(
    workers: str, tmp_path: Path
) -> None:
    (tmp_path / "conftest.py").write_text((HERE / "conftest.py").read_text("utf-8"), "utf-8")
    (tmp_path / "test_some.py").write_text(TESTS, "utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", workers, "--import-mode=importlib", "."],
        cwd=tmp_path,
        env={**os.environ, "QUICK": "1", "PYTHONPATH": str(HERE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "2 passed, 4 skipped" in run.stdout, run.stdout + run.stderr


@pytest.mark.skipif(THOROUGH, reason="everything is run")
def test_a_sample_has_the_first_the_last_and_the_same_others_each_time() -> None:
    sample = sampled(range(100), count=5)
    assert (len(sample), sample[0], sample[-1]) == (5, 0, 99)
    assert sample == sampled(range(100), count=5)
    assert sampled("ab", count=5) == ["a", "b"]
    assert tries(10) == (2 if QUICK else 10)
