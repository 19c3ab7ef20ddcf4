"""`make quick` (QUICK=1): a test that lays out a page or starts another Python is skipped as soon as it does.

Nobody marks such tests by hand: what they would start is refused with a skip.
"""

from __future__ import annotations

import concurrent.futures
import subprocess
import sys
from typing import Any, NoReturn

import pytest

from policybrief.writers import docx, pdf


def refuse_what_takes_long() -> None:
    """Put a skip in the place of both writers of pages and of every way to another process with Python."""
    for face, name in ((docx, "write"), (pdf, "lay_out")):
        for module in (face, sys.modules[getattr(face, name).__module__]):
            setattr(module, name, _no_pages)
    concurrent.futures.ProcessPoolExecutor.__init__ = _no_workers  # type: ignore[method-assign]
    subprocess.Popen.__init__ = _no_python  # type: ignore[method-assign]


def _no_pages(*_arguments: object, **_options: object) -> NoReturn:
    pytest.skip("lays out pages")


def _no_workers(*_arguments: object, **_options: object) -> NoReturn:
    pytest.skip("starts workers")


_START = subprocess.Popen.__init__


def _no_python(process: Any, program: Any, *arguments: Any, **options: Any) -> None:
    """Start git, and no Python."""
    name = program if isinstance(program, str) else str(program[0])
    if name != "git":
        pytest.skip(f"starts {name}")
    _START(process, program, *arguments, **options)
