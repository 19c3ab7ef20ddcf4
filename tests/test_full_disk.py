"""On a full disk, or when a step fails, files that belong together are placed together or not at all."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bridge import bridge_at, edit, run
from policybrief.files import writing as files_module

CONVOY = "  ferry: {text: The ferry sails every day., source: 'report, p. 2'}\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    bridge_at(tmp_path, CONVOY)
    return tmp_path


def standing(root: Path) -> dict[str, bytes]:
    """All files but those of git and of the build's own memory."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not {".git", ".brief"}.intersection(path.relative_to(root).parts)
    }


def fail_at(monkeypatch: pytest.MonkeyPatch, step: str, number: int) -> None:
    """The disk is full at the `number`th write, or the `number`th file cannot be put in its place."""
    calls = iter(range(1, 10_000))
    real: Callable[..., object] = Path.write_bytes if step == "write" else os.replace

    def failing(*words: object) -> object:
        target = str(words[0])
        ours = target.endswith(".part") and ".brief" not in target
        if ours and next(calls) == number:
            if step == "write":
                Path(target).touch()
            raise OSError(28, "No space left on device", target)
        return real(*words)

    if step == "write":
        monkeypatch.setattr(Path, "write_bytes", failing)
    else:
        monkeypatch.setattr(files_module.os, "replace", failing)


COMMANDS = {
    "build": ("build", "demo", "public", "en", "--jobs", "1"),
    "issue": ("issue", "demo", "public", "en", "--to", "Desk"),
    "clear": ("clear", "--dossier", "demo", "--by", "head", "--yes"),
    "import works": ("import", "l.ris"),
    "import facts": ("import", "t.csv", "--map", "map.yaml", "--per-file", "1"),
    "template new": ("template", "new", "roads"),
    "init": ("init", "new"),
    "export": ("export", "all.db", "--metadata", "about.json"),
    "diff": ("diff", "demo", "public", "en", "--against", "HEAD", "--docx", "changes.docx"),
    "recall": ("recall", "--draft"),
}


def prepared(root: Path, command: str) -> None:
    (root / "l.ris").write_text("TY  - JOUR\nTI  - The road\nER  - \n", encoding="utf-8")
    (root / "t.csv").write_text(
        "Id,Text\nroad,The road is open.\ncanal,The canal is not.\n", encoding="utf-8"
    )
    fixed = "fixed: {source: report, locator: 'row {row}'}\n"
    (root / "map.yaml").write_text(f"columns: {{id: Id, text: Text}}\n{fixed}", encoding="utf-8")
    if command == "recall":
        run("issue", "demo", "public", "en", "--to", "Desk")
    if command in ("clear", "recall"):
        edit(root, "every day", "every week")


@pytest.mark.parametrize("step", ["write", "replace"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_failed_step_leaves_every_file_as_it_was(
    root: Path, command: str, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared(root, command)
    before = standing(root)
    reported = ""
    for number in (1, 2):
        with monkeypatch.context() as patch:
            fail_at(patch, step, number)
            result = _run(command)
        if result.exit_code == 0:  # it writes one file only
            assert number == 2
            break
        reported = " ".join(result.output.split())
        assert standing(root) == before
        assert "No space left on device; nothing was written" in reported
        assert ".part" not in reported
        assert "still stand" not in reported
    assert reported
    if command != "diff" or result.exit_code:
        run(*COMMANDS[command], code=None)
        assert standing(root) != before, "the command does something when the disk has room again"


def _run(command: str) -> object:
    from click.testing import CliRunner

    from policybrief.cli import main

    result = CliRunner().invoke(main, COMMANDS[command], env={"SOURCE_DATE_EPOCH": "1664798400"})
    assert result.exit_code in (0, 1, 3)
    return result


def test_the_files_of_an_earlier_build_stay_together_and_are_told_of_as_such(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("build", "--jobs", "1")
    before = standing(root)
    edit(root, "every day", "every week")
    after_edit = standing(root)
    with monkeypatch.context() as patch:
        fail_at(patch, "replace", 2)
        reported = run("build", "--jobs", "1", code=3).output
    assert "demo house public en: the files of" in reported or "The files of" in reported
    changed = {name for name, content in standing(root).items() if content != after_edit[name]}
    assert not [name for name in changed if "public" in name]
    pairs = {Path(name).stem for name in changed}
    assert all({f"out/demo/house/{stem}.docx", f"out/demo/house/{stem}.pdf"} <= changed for stem in pairs)
    assert before.keys() == standing(root).keys()


def test_a_file_edited_by_hand_goes_back_to_its_name_when_a_later_step_fails(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("build", "demo", "public", "en", "--jobs", "1")
    paper = root / "out/demo/house/demo-public-en.docx"
    paper.write_bytes(b"edited by hand")
    edit(root, "every day", "every week")
    with monkeypatch.context() as patch:
        fail_at(patch, "replace", 2)
        run("build", "demo", "public", "en", "--jobs", "1", code=3)
    assert paper.read_bytes() == b"edited by hand"
    assert not [*paper.parent.glob("*.edited*")]


@pytest.fixture
def small_disk(root: Path) -> Iterator[Path]:
    """`out/` on a disk of 24 kB; only root may make one."""
    out = root / "out"
    out.mkdir()
    mount = shutil.which("mount")
    done = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=24k", "x", out], check=False, capture_output=True
    )
    if not done or done.returncode:
        pytest.skip("only root can mount a small disk")
    yield out
    subprocess.run(["umount", out], check=True)


def test_no_word_file_is_placed_beside_a_missing_pdf_on_a_full_disk(small_disk: Path) -> None:
    reported = run("build", "--jobs", "1", code=3).output
    assert "still stand" not in reported
    assert "No space left on device; nothing was written" in " ".join(reported.split())
    made = [sorted(path.stem for path in small_disk.rglob(f"*.{suffix}")) for suffix in ("docx", "pdf")]
    assert made[0] == made[1]
    assert not [*small_disk.rglob(".*")]
