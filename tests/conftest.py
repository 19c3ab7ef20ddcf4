"""What every test starts from: no environment of a job, whoever runs the tests."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _on_a_desk_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """`brief` hides ids in continuous integration; a test that wants that sets CI by itself."""
    monkeypatch.delenv("CI", raising=False)
