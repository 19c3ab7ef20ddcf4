"""What every test starts from: no environment of a job, and the same examples of a property each time."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tiers import QUICK, THOROUGH, tries

settings.register_profile(
    "tests", deadline=None, derandomize=not THOROUGH, print_blob=True, max_examples=tries(50)
)
settings.load_profile("tests")


def pytest_collection(session: pytest.Session) -> None:
    if QUICK and not session.config.getoption("numprocesses", None):  # which starts others and runs no test
        from quick import refuse_what_takes_long

        refuse_what_takes_long()


@pytest.fixture(autouse=True, scope="session")
def _on_one_core() -> Iterator[None]:
    """Editions are made in the process of the test: starting others for a build takes longer than most
    builds do. A test of several processes says how many it wants."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "cpu_count", lambda: 1)
        yield


@pytest.fixture(autouse=True)
def _on_a_desk_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """`brief` hides ids in continuous integration, and asks the web through a proxy where one is
    named; a test that wants either sets it by itself."""
    for name in ("CI", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
