"""One daily job for all briefs: where its files go, what they hold, and which of them are out of date."""

from __future__ import annotations

import hashlib
import re
import shlex
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.daily_jobs.install_command import install_command
from policybrief.daily_jobs.job_files import Choices, JobFile, files_for
from policybrief.diagnostics import Refusal
from policybrief.files.writing import write_atomically
from policybrief.project.history import NoHistory, top_of

if TYPE_CHECKING:
    from policybrief.editions import Workspace

SERVICES = ("github", "gitlab", "cron")
_GITLAB_MAIN = ".gitlab-ci.yml"


@dataclass(frozen=True, slots=True)
class DailyJob:
    """A job for one service: the top of the repository, what its files are to hold, and what was chosen."""

    service: str
    name: str
    top: Path
    choices: Choices
    texts: tuple[tuple[str, str], ...]
    """(path from the top, text) of each file, the job itself first."""

    @property
    def path(self) -> str:
        """The path of the job itself."""
        return self.texts[0][0]

    @property
    def stale(self) -> tuple[str, ...]:
        """Paths of the files that are not there, or hold something else."""
        return tuple(path for path, text in self.texts if _present(self.top / path) != text)

    @property
    def unincluded(self) -> bool:
        """True if GitLab does not read the job: it reads one file, which must name the others."""
        return self.service == "gitlab" and self.path not in _present(self.top / _GITLAB_MAIN)

    def write(self) -> None:
        """Put its files into the repository.

        Raises:
            OSError: a file cannot be written.
        """
        for path, text in self.texts:
            write_atomically(self.top / path, text.encode())
            if path.endswith(".sh"):
                (self.top / path).chmod(0o755)

    def include(self) -> bool:
        """Have a new `.gitlab-ci.yml` include the job; False if there is one, which only people change.

        Raises:
            OSError: it cannot be written.
        """
        main = self.top / _GITLAB_MAIN
        if main.is_file():
            return False
        write_atomically(main, f"include:\n  - local: {self.path}\n".encode())
        return True


def daily_job(service: str, typed: Choices, workspace: Workspace) -> DailyJob:
    """The job of a service for the project, with the choices typed and, for the others, those of its file.

    Raises:
        Refusal: the project is in no repository, or a choice cannot be understood.
    """
    top, folder = _place(workspace)
    name = _name(folder)
    files = files_for(service, name)
    choices = _checked(typed.over(_written_with(top / files[0].path)))
    install = choices.install or install_command(service, top=top)
    return DailyJob(
        service, name, top, choices, tuple(_texts(files, choices, workspace, folder, name, install))
    )


def _texts(
    files: tuple[JobFile, ...], choices: Choices, workspace: Workspace, folder: str, name: str, install: str
) -> list[tuple[str, str]]:
    return [
        (file.path, file.text(choices, folder=folder, workspace=workspace, name=name, install=install))
        for file in files
    ]


def _place(workspace: Workspace) -> tuple[Path, str]:
    """The top of the repository around the project, and the folder of the project in it.

    Raises:
        Refusal: there is none, or git does not trust it.
    """
    try:
        top = top_of(workspace.loaded.root)
    except NoHistory as fault:
        raise Refusal(str(fault)) from None
    folder = workspace.loaded.root.resolve().relative_to(top.resolve()).as_posix()
    if "${{" in folder or not folder.isprintable():
        raise Refusal(f"a job cannot be written for a folder called {folder!r}; rename the folder")
    return top, folder


def _name(folder: str) -> str:
    """`briefs`, with the folder of a project that is not at the top of its repository.

    Services and shells take it without quotes: ASCII letters, digits, dots and hyphens; a hash of the
    folder keeps two folders apart that differ in other characters only.
    """
    if folder == ".":
        return "briefs"
    joined = folder.replace("/", "-")
    plain = unicodedata.normalize("NFKD", joined).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^\w.-]+", "-", plain)
    if plain != joined:
        plain += "-" + hashlib.sha256(folder.encode()).hexdigest()[:6]
    return f"briefs-{plain}"


def _written_with(path: Path) -> Choices:
    """The choices with which the job at `path` was written; none if it is no job of ours."""
    for line in _present(path).splitlines()[:3]:
        if line.startswith("# Written by: brief ci "):
            with suppress(ValueError):  # somebody edited it
                return Choices.read(shlex.split(line)[6:])
    return Choices()


def _checked(choices: Choices) -> Choices:
    """The choices, if a job can be written with them.

    Raises:
        Refusal: the time cannot be read, or a line has an end.
    """
    if "\n" in (choices.install or "") + (choices.python or ""):
        raise Refusal("--install and --python must be one line each; join commands with &&.")
    try:
        _ = choices.cron
    except ValueError:
        raise Refusal(f"'{choices.at}' is not a time of day; write --at 05:17") from None
    return choices


def _present(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
