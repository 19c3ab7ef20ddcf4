"""Every output of a comparison is cut to what its reader may read today."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bridge import bridge_at, edit, run
from word_search import find

FERRY = """\
  ferry:
    text: The ferry Zorblax carries 7654321 barrels.
    source: report, p. 2
"""
RESTRICTED = {
    "marked higher": "    marking: TLP:RED\n",
    "for a group": "    releasable_to: [council]\n",
    "for a reader": "    audiences: [officials]\n",
    "withdrawn": "    withdrawn: 2022-09-30, it was wrong\n",
}
SECRETS = ("Zorblax", "7654321", "ferry")


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of which an edition was issued."""
    root = tmp_path_factory.mktemp("issued")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        bridge_at(root, FERRY)
        outline = "extends: base\noutline:\n  partner: [what-has-changed, bottom-line, evidence]\n"
        (root / "templates/house/template.yaml").write_text(outline, encoding="utf-8")
        run("issue", "demo", "partner", "en", "--to", "Desk")
    return root


@pytest.fixture(params=RESTRICTED)
def root(
    request: pytest.FixtureRequest, issued: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """That project after a record of the edition was restricted, and another was corrected."""
    root = Path(shutil.copytree(issued, tmp_path / "demo"))
    monkeypatch.chdir(root)
    edit(root, "source: report, p. 2\n", f"source: report, p. 2\n{RESTRICTED[request.param]}")
    edit(root, "value: 4100", "value: 5200")
    return root


def test_what_is_pasted_names_neither_words_nor_record(root: Path) -> None:
    reported = run("diff", "demo", "partner", "en", "--markdown").output
    assert "4,100 → **5,200**" in reported
    assert not [word for word in SECRETS if word in reported]


def test_what_is_printed_at_the_desk_names_the_record_without_its_words(root: Path) -> None:
    text, as_json = (
        run("diff", "demo", "partner", "en", "--format", form).output for form in ("text", "json")
    )
    for reported in (text, as_json):
        assert "ferry" in reported
        assert "5,200" in reported
        assert not [word for word in SECRETS[:2] if word in reported]
    found = {record.get("record"): record for record in json.loads(as_json)["records"]}
    assert found["ferry"]["removed"] == []
    assert found["ferry"]["change"] in ("no longer shown", "withdrawn")


def test_no_file_and_no_paper_repeats_it(root: Path) -> None:
    run("diff", "demo", "partner", "en", "--docx", "changes.docx")
    run("build", "--audience", "partner", "--jobs", "1", "--summary", "summary.md", "--against", "HEAD~2")
    run("recall", "--draft")
    files = [
        root / "changes.docx",
        *(root / "out/demo").rglob("*partner*.*"),
        *(root / "briefs").rglob("corr*partner*"),
    ]
    assert len(files) > 3
    for path in files:
        assert [*find(SECRETS[:2], path.read_bytes(), path.name)] == []
    assert not [word for word in SECRETS[:2] if word in (root / "summary.md").read_text(encoding="utf-8")]


def test_a_returned_file_is_compared_without_it(root: Path) -> None:
    [sent] = (root / "out/issued").rglob("*.docx")
    for options in ((), ("--markdown",), ("--format", "json")):
        reported = run("diff", str(sent), "demo", "partner", "en", *options).output
        assert not [word for word in SECRETS[:2] if word in reported]


def test_copies_for_two_readers_are_compared_as_each_may_read_them(root: Path) -> None:
    desk = run("diff", "demo officials en", "demo partner en").output
    assert ("Zorblax" in desk) == ("withdrawn" not in (root / "briefs/records/demo.yaml").read_text())
    pasted = run("diff", "demo officials en", "demo partner en", "--markdown").output
    assert not [word for word in SECRETS if word in pasted]


def test_where_all_that_changed_may_not_be_repeated_the_message_does_not_say_that_nothing_did(
    issued: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = Path(shutil.copytree(issued, tmp_path / "demo"))
    monkeypatch.chdir(root)
    edit(root, "source: report, p. 2\n", "source: report, p. 2\n    marking: TLP:RED\n")
    reported = run("diff", "demo", "partner", "en", "--markdown").output
    assert reported.startswith("Nothing that may be repeated here has changed")
    assert "ferry  fact, no longer shown" in run("diff", "demo", "partner", "en").output


def test_a_note_after_its_brief_was_removed_repeats_nothing_restricted(root: Path) -> None:
    (root / "briefs/demo.yaml").rename(root / "briefs/other.yaml")
    run("recall", "--draft")
    notes = [*(root / "briefs").rglob("correction-demo-partner*")]
    assert notes
    assert not [path for path in notes if "Zorblax" in path.read_text(encoding="utf-8")]
    run("build", "--audience", "partner", "--jobs", "1")
