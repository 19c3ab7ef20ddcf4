"""A Word file of tracked changes keeps no deleted word of what its reader may no longer see."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from policybrief.cli import main
from repositories import commit, git
from word_search import find

WORD = "zqvworble"
RECORDS = "briefs/records/bridge.yaml"
RED = "    marking: TLP:RED\n"
MOVES = {
    "a condition on an option": (
        ("resident-discount: supports\n", f"resident-discount: supports if the {WORD} fund pays\n"),
        ("  resident-discount:\n    title", f"  resident-discount:\n{RED}    title"),
    ),
    "an option, and the chart that counts who supports it": (
        ("short: Discount\n", f"short: {WORD}\n"),
        ("  resident-discount:\n    title", f"  resident-discount:\n{RED}    title"),
    ),
    "a place in a source": (
        ("source: count-2025, table 1\n", f"source: ['audit-2026, p. 9', 'count-2025, {WORD} table']\n"),
        ("    grade: B\n    marking: TLP:CLEAR\n", f"    grade: B\n{RED}"),
    ),
    "the option that a risk and an advice are about": (
        ("text: Drivers who do not live here obtain", f"text: Drivers of {WORD} obtain"),
        ("  resident-discount:\n    title", f"  resident-discount:\n{RED}    title"),
    ),
}


def changed(root: Path, before: str, after: str) -> None:
    path = root / RECORDS
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize("move", MOVES)
def test_deleted_words_of_what_became_restricted_are_not_kept(
    move: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "bridge"
    assert CliRunner().invoke(main, ["init", str(root)]).exit_code == 0
    monkeypatch.chdir(root)
    git(root, "init", "-q")
    planted, restricted = MOVES[move]
    changed(root, *planted)
    commit(root, "Plant it")
    reported = tracked("open.docx", "--against", "HEAD")
    assert [*find([WORD], reported, "open.docx")]  # the edition of now shows it
    changed(root, *restricted)
    reported = tracked("closed.docx", "--against", "HEAD")
    assert [*find([WORD], reported, "closed.docx")] == []


def tracked(name: str, *options: str) -> bytes:
    result = CliRunner().invoke(main, ["diff", "bridge", "officials", "--docx", name, *options])
    assert result.exit_code == 0, result.output
    return Path(name).read_bytes()
