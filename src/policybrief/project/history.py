"""A project's history in git: its files as they were at a commit, and plain words where git cannot answer."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


class NoHistory(Exception):
    """Git cannot answer: with a sentence for people, and `hint` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.args[0]}{'; ' + self.hint if self.hint else ''}"


SHALLOW = "set fetch-depth: 0 (GitHub), GIT_DEPTH: 0 (GitLab), or run: git fetch --unshallow"


def common_commit(root: Path, revision: str) -> str:
    """The full name of the last commit that `revision` and the working tree's commit have in common.

    Raises:
        NoHistory: there is no repository, no such commit, or the clone is shallow.
    """
    _git(root, "rev-parse", "--git-dir")
    try:
        commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
    except NoHistory:
        hint = SHALLOW if is_shallow(root) else "write a commit, a branch or a tag: main, HEAD~3, v1.2"
        said = "this shallow clone has" if is_shallow(root) else "there is"
        raise NoHistory(f"{said} no commit '{revision}'", hint) from None
    try:
        return _git(root, "merge-base", commit.strip(), "HEAD").strip()
    except NoHistory:
        if is_shallow(root):
            raise NoHistory(f"this shallow clone does not go back to '{revision}'", SHALLOW) from None
        raise NoHistory(f"'{revision}' and the working tree have no commit in common") from None


def has_commit(root: Path, commit: str) -> bool:
    """True if the repository holds that commit.

    Raises:
        NoHistory: it does not, but the clone is shallow, so it is unknown.
    """
    try:
        _git(root, "cat-file", "-e", f"{commit}^{{commit}}")
    except NoHistory:
        if is_shallow(root):
            raise NoHistory(f"this shallow clone has no commit '{commit}'", SHALLOW) from None
        return False
    return True


def is_shallow(root: Path) -> bool:
    """True if the clone around `root` lacks earlier commits; False where there is no repository."""
    try:
        return _git(root, "rev-parse", "--is-shallow-repository").strip() == "true"
    except NoHistory:
        return False


def top_of(root: Path) -> Path:
    """The folder of the repository around `root`.

    Raises:
        NoHistory: there is none, or git does not trust it.
    """
    return Path(os.fsdecode(_run(root, "rev-parse", "--show-toplevel").removesuffix(b"\n")))


@contextmanager
def project_at(root: Path, commit: str) -> Iterator[Path]:
    """A temporary folder with the files of the project in `root` as they were at `commit`.

    The folder is empty if the project did not exist then.

    Raises:
        NoHistory: git cannot answer.
        OSError: the disk is full.
    """
    inside = _git(root, "rev-parse", "--show-prefix").removesuffix("\n").rstrip("/")
    with tempfile.TemporaryDirectory(prefix="policybrief-") as folder:
        if _git(root, "ls-tree", "--name-only", commit, "--", "."):
            # from the top: inside a folder, git looks for that folder again within the one asked for
            packed = _run(top_of(root), "archive", "--format=tar", f"{commit}:{inside}" if inside else commit)
            _unpack(packed, folder)
        yield Path(folder)


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its name, the second at which it was made, and the first line of its message."""

    name: str
    second: int
    subject: str

    @property
    def day(self) -> str:
        """The day as an ISO date, in UTC."""
        return datetime.fromtimestamp(self.second, UTC).date().isoformat()


def touched_by(root: Path, path: str) -> tuple[Commit | None, ...]:
    """For each line of the file `path` the commit that last touched it; None for one not committed yet.

    Raises:
        NoHistory: git cannot answer, or only of some lines: the clone is shallow.
    """
    if not _git(root, "ls-tree", "--name-only", "HEAD", "--", path):
        return (None,) * len((root / path).read_bytes().splitlines())
    output = _git(root, "blame", "--line-porcelain", "--", path).removesuffix("\n").split("\n")
    if "boundary" in output and is_shallow(root):
        raise NoHistory("this shallow clone does not go back to every change", SHALLOW)
    lines: list[Commit | None] = []
    name, subject, second = "", "", 0
    for line in output:
        key, _, value = line.partition(" ")
        if line.startswith("\t"):  # the line itself ends what git states of it
            lines.append(Commit(name, second, subject) if name.strip("0") else None)
            name = ""
        elif not name:
            name = key
        elif key == "committer-time":
            second = int(value)
        elif key == "summary":
            subject = value
    return tuple(lines)


def removed_by(root: Path, words: str, *, below: str) -> Commit | None:
    """The last commit that took `words` out of a file below a folder or brought them in; None if none did.

    Raises:
        NoHistory: git cannot answer, or the clone is shallow.
    """
    if is_shallow(root):
        raise NoHistory("this shallow clone does not go back to every change", SHALLOW)
    output = _git(root, "log", "-1", "--format=%H%x00%ct%x00%s", f"-S{words}", "--", below).strip()
    if not output:
        return None
    name, second, subject = output.split("\0")
    return Commit(name, int(second), subject)


def lost_below(root: Path, folder: str, *, ending: str) -> tuple[tuple[str, Commit], ...]:
    """(path from `root`, the commit that added it) of files that a commit added and that are gone.

    Only names that end in `ending` below `folder` are looked at.

    Raises:
        NoHistory: git cannot answer, or the clone is shallow.
    """
    if is_shallow(root):
        raise NoHistory("this shallow clone does not go back to every change", SHALLOW)
    if not _git(root, "rev-list", "--all", "-1").strip():
        return ()
    form = "--format=%x00%H%x01%ct%x01%s"
    output = _git(
        *(root, "-c", "core.quotePath=false", "log", "--no-renames", "--diff-filter=A", "--name-only"),
        *("--relative", form, "--", folder),
    )
    lost = []
    for entry in output.split("\0")[1:]:
        head, *names = entry.split("\n")
        name, second, subject = head.split("\1")
        for path in names:
            if path.endswith(ending) and not (root / path).is_file():
                lost.append((path, Commit(name, int(second), subject)))
    return tuple(lost)


def _unpack(packed: bytes, folder: str) -> None:
    try:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
    except tarfile.TarError as fault:
        raise NoHistory(f"the files of that commit cannot be unpacked: {fault}") from None


def _git(root: Path, *words: str) -> str:
    return _run(root, *words).decode("utf-8", errors="replace")


def _run(root: Path, *words: str) -> bytes:
    """What git prints.

    Raises:
        NoHistory: git is not installed, or refuses.
    """
    try:
        finished = subprocess.run(
            ["git", *words], cwd=root, capture_output=True, check=False, env=_environment()
        )
    except FileNotFoundError:
        raise NoHistory("git is not installed", "install it, or work without the history") from None
    if finished.returncode == 0:
        return finished.stdout
    error = finished.stderr.decode("utf-8", errors="replace").strip()
    if "dubious ownership" in error:
        hint = f"if you trust it: git config --global --add safe.directory '{root.resolve().as_posix()}'"
        raise NoHistory("git does not trust this folder, which belongs to another user", hint)
    if "not a git repository" in error:
        raise NoHistory("this project is not in a git repository", "run git init, then commit its files")
    first = error.splitlines()[0] if error else "no message"
    raise NoHistory(f"git {words[0]} failed: {first}")


def _environment() -> dict[str, str]:
    """The environment for git: English messages, and the repository around the folder that we ask about.

    A hook of git names the repository in variables that count from another folder than a project in it.
    """
    own = () if "GIT_WORK_TREE" in os.environ else ("GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX")
    return {name: value for name, value in os.environ.items() if name not in own} | {"LC_ALL": "C"}
