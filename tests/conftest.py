"""What every test starts from: no environment of a job, whoever runs the tests."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _on_a_desk_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """`brief` hides ids in continuous integration, and asks the web through a proxy where one is
    named; a test that wants either sets it by itself."""
    for name in ("CI", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
