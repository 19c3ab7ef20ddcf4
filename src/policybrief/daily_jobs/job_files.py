"""The files of a job: templates beside this module, filled in from the project and a few choices."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import time
from pathlib import Path

from policybrief.editions import Workspace


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen about a job; None: as this version has it."""

    at: str | None = None
    keep: int | None = None
    python: str | None = None
    install: str | None = None

    @staticmethod
    def read(words: Sequence[str]) -> Choices:
        """The choices that the first line of a job states; what is not understood is left out."""
        options = dict(zip(words[::2], words[1::2], strict=False))
        keep = options.get("--keep", "")
        return Choices(
            options.get("--at"),
            int(keep) if keep.isdigit() else None,
            options.get("--python"),
            options.get("--install"),
        )

    def over(self, before: Choices) -> Choices:
        """These choices; where nothing was chosen, the previous ones."""
        return Choices(*(getattr(self, f.name) or getattr(before, f.name) for f in fields(self)))

    def words(self) -> str:
        """The choices as they are typed; "" if none was made."""
        options = ((f"--{f.name}", getattr(self, f.name)) for f in fields(self))
        return shlex.join(word for name, value in options if value for word in (name, str(value)))

    @property
    def cron(self) -> str:
        """The daily time as cron has it: minute, hour, `* * *`.

        Raises:
            ValueError: `at` is not a time of day.
        """
        when = time.fromisoformat(self.at or "05:17")
        return f"{when.minute} {when.hour} * * *"


@dataclass(frozen=True, slots=True)
class JobFile:
    """One file that is written: its path from the top of the repository, and its template."""

    path: str
    template: str

    def text(self, choices: Choices, *, folder: str, workspace: Workspace, name: str, install: str) -> str:
        """The whole file; `install` is how it installs this program."""
        audiences = list(dict.fromkeys(edition.audience.name for edition in workspace.editions()))
        values = {
            "WORDS": choices.words(),
            "NAME": name,
            "FILE": Path(self.path).name,
            "CRON": choices.cron,
            "ZONE": workspace.loaded.project.time_zone,
            "FOLDER": _scalar(folder),
            "ISSUED": _scalar(f"{folder}/out/issued"),
            "SHELL_FOLDER": shlex.quote(folder),
            "ENTER": _scalar(f"cd {shlex.quote(folder)}"),
            "UP": "/".join(".." for _ in Path(self.path).parent.parts),
            "PYTHON": choices.python or "3.12",
            "KEEP": str(choices.keep or 90),
            "INSTALL": _scalar(install),
            "AUDIENCES": ", ".join(audiences),
        }
        bundle = _template("github-bundle.yml")
        bundles = "".join(_filled(bundle, values | {"AUDIENCE": audience}) for audience in audiences)
        return _filled(_template(self.template), values | {"BUNDLES\n": bundles})


def files_for(service: str, name: str) -> tuple[JobFile, ...]:
    """The files of a service, the job itself first."""
    return {
        "github": (JobFile(f".github/workflows/{name}.yml", "github.yml"),),
        "gitlab": (JobFile(f".gitlab/{name}.yml", "gitlab.yml"),),
        "cron": (JobFile(f"ci/{name}.sh", "cron.sh"),),
    }[service]


def _template(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def _scalar(text: str) -> str:
    """`text` as a scalar of YAML, in quotes."""
    return json.dumps(text, ensure_ascii=False)


def _filled(template: str, values: dict[str, str]) -> str:
    """The template with its `<NAMES>` replaced; a line that then ends in a space does not."""
    text = template
    for name, value in values.items():
        sign = f"<{name.strip()}>" + ("\n" if name.endswith("\n") else "")
        text = text.replace(sign, value)
    return re.sub(r" +$", "", text, flags=re.MULTILINE)
