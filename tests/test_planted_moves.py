"""What moves out of an outsider's sight takes no word along: why it moved, what it became, who said so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ci_jobs import git
from outlets import OUTLETS, Found, Office
from planted import Planting, plant
from small import clear_as_at_head
from word_search import find

WORD = "zqvworble"
HEAD = "head of unit, as agreed"
MOVES = {
    "withdrawn": ("mixed-fact", f"    withdrawn: 2022-09-20, {WORD} was wrong\n"),
    "marked higher": ("open-position", f"    marking: TLP:RED\n    plain: We say {WORD}.\n"),
    "addressed": ("open-line", f"    audiences: [officials]\n    if_asked: Why {WORD}?\n"),
    "bound": ("open-risk", f"    releasable_to: [council]\n    mitigation: Call {WORD}.\n"),
    "noted": ("open-fact", f"    review_by: 2030-01-01\n    note: Ask {WORD}.\n"),
}
AFTER_THE_MOVE = ("build", "diff", "recall", "issue", "verify", "export", "show", "check", "omissions")


def move(root: Path, *, said: str) -> None:
    """Take records out of sight, replace one by a hidden one, and change what stays, in one commit."""
    path = root / "briefs/records/open.yaml"
    text = path.read_text(encoding="utf-8")
    for record, lines in MOVES.values():
        assert f"  {record}:\n" in text
        text = text.replace(f"  {record}:\n", f"  {record}:\n{lines}")
    text = text.replace("title: Close the bridge\n", "title: Close the old bridge\n")
    text += f"""
risks:
  {WORD}-now:
    text: It may fall on {WORD}.
    replaces: open-risk
    marking: TLP:RED
    likelihood: likely
    impact: 3
    option: [keep]
    rests_on: [open-fact]
"""
    first, _, last = text.partition("\nrisks:\n")
    rest, _, added = last.rpartition("\nrisks:\n")
    path.write_text(f"{first}\nrisks:\n{added}{rest}\n", encoding="utf-8")
    clear_as_at_head(root, again=True)
    git(root, "add", "-A")
    git(root, "commit", "--quiet", "-m", said)


@pytest.fixture(scope="module")
def outlets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Found]]:
    """All that goes out after records moved out of the sight of those who were sent an edition."""
    with pytest.MonkeyPatch.context() as patch:
        root = tmp_path_factory.mktemp("moved")
        patch.chdir(root)
        plant(root, Planting())
        office = Office(root)
        for name in ("build", "issue"):
            assert [*run(name, office)]
        move(root, said=f"Because of {WORD}")
        office.codes.clear()
        found = {name: [*run(name, office)] for name in AFTER_THE_MOVE}
        refused = [words for words, code in office.codes.items() if code]
        expected = ("check", "verify", "issue --again", "omissions --strict")
        assert {_named(words, expected) for words in refused} <= {*expected}, office.codes
        return found


def _named(words: str, expected: tuple[str, ...]) -> str:
    """The entry of `expected` whose words are all in the command; the command itself if none is."""
    return next((one for one in expected if {*one.split()} <= {*words.split()}), words)


def run(name: str, office: Office) -> Iterator[Found]:
    outlet = OUTLETS[name]
    assert not isinstance(outlet, str)
    return outlet(office)


@pytest.mark.parametrize("name", AFTER_THE_MOVE)
def test_what_moves_out_of_sight_takes_no_word_along(name: str, outlets: dict[str, list[Found]]) -> None:
    gone_out = [one for one in outlets[name] if one.kind != "desk"]
    assert gone_out
    assert [hit for one in gone_out for hit in find([WORD], one.content, one.place)] == []


def test_at_the_desk_the_reasons_are_told(outlets: dict[str, list[Found]]) -> None:
    [reported] = [one for one in outlets["diff"] if one.place == "diff public en --format json"]
    assert [*find([WORD], reported.content, reported.place)]
