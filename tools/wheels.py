"""Whether pip finds a wheel of every library on every platform: python tools/wheels.py [PLATFORM …]

pip is asked what it would install for each platform and version of Python, without building anything: the
libraries that pyproject.toml names, then those that they require there. Markers are evaluated
for the platform that is asked about, not for this machine. Exit code 1 if a wheel is missing.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


@dataclass(frozen=True, slots=True)
class Platform:
    """A kind of machine: the tags of the wheels that run there, and what Python says about it in markers."""

    name: str
    tags: tuple[str, ...]
    os_name: str
    sys_platform: str
    platform_system: str
    platform_machine: str

    def environment(self, python: str) -> dict[str, str]:
        """The variables of markers (PEP 508) on this platform, for CPython."""
        return {
            "implementation_name": "cpython",
            "implementation_version": f"{python}.0",
            "os_name": self.os_name,
            "platform_machine": self.platform_machine,
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": self.platform_system,
            "platform_version": "",
            "python_full_version": f"{python}.0",
            "python_version": python,
            "sys_platform": self.sys_platform,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """pip's answer for one platform and Python: the wheels that it found, and the libraries without one."""

    wheels: tuple[str, ...]
    missing: tuple[str, ...]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("platforms", nargs="*", help="names of platforms; all if left out")
    parser.add_argument("--extra", action="append", default=[], help="an extra of pyproject.toml")
    parser.add_argument("--python", action="append", default=[], help="a version of Python; all if left out")
    words = parser.parse_args()
    platforms = [platform for platform in PLATFORMS if platform.name in (words.platforms or [platform.name])]
    pythons = words.python or PYTHONS
    required = [*requirements(words.extra)]
    pairs = [(platform, python) for platform in platforms for python in pythons]
    with ThreadPoolExecutor(4) as pool:
        answers = dict(zip(pairs, pool.map(lambda pair: answer(required, *pair), pairs), strict=True))
    print("\n".join(table(answers, pythons)))
    return int(any(answer.missing for answer in answers.values()))


def requirements(extras: Iterable[str]) -> Iterator[Requirement]:
    """What pyproject.toml requires, with those extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [*project["dependencies"]]
    for extra in extras:
        lines += project["optional-dependencies"][extra]
    return (Requirement(line) for line in lines)


def answer(required: Iterable[Requirement], platform: Platform, python: str) -> Answer:
    """The wheels of all that is required there, one level of requirements after the other."""
    environment = platform.environment(python)
    waiting = [each for each in required if applies(each, environment)]
    wheels: set[str] = set()
    missing: set[str] = set()
    while waiting:
        report, lacking = ask(waiting, platform, python)
        missing |= lacking
        waiting = []
        for wheel in report:
            metadata = wheel["metadata"]
            wheels.add(canonicalize_name(metadata["name"]))
            waiting += [
                each
                for each in map(Requirement, metadata.get("requires_dist") or ())
                if applies(each, environment)
            ]
        waiting = [each for each in waiting if canonicalize_name(each.name) not in {*wheels, *missing}]
    return Answer(tuple(sorted(wheels)), tuple(sorted(missing)))


def applies(requirement: Requirement, environment: dict[str, str]) -> bool:
    """True unless a marker excludes the requirement there; extras of libraries are not asked for."""
    return requirement.marker is None or requirement.marker.evaluate({**environment, "extra": ""})


def ask(required: list[Requirement], platform: Platform, python: str) -> tuple[list[Any], set[str]]:
    """pip's report of the wheels for these libraries alone, and the names of those that have none."""
    missing: set[str] = set()
    while asked := [each for each in required if canonicalize_name(each.name) not in missing]:
        done = pip([f"{each.name}{each.specifier}" for each in asked], platform, python)
        if isinstance(done, list):
            return done, missing
        name = canonicalize_name(done)
        if name in missing or name not in {canonicalize_name(each.name) for each in asked}:
            raise SystemExit(f"pip names a library that it was not asked for: {done}")
        missing.add(name)
    return [], missing


def pip(words: list[str], platform: Platform, python: str) -> list[Any] | str:
    """pip's report, or the name of the first library that has no wheel there."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        tags = [word for tag in platform.tags for word in ("--platform", tag)]
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        command += ["--no-deps", "--dry-run", "--ignore-installed", "--only-binary=:all:"]
        command += ["--implementation", "cp"]
        command += [*tags, "--python-version", python, "--target", folder, "--report", str(report), *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return list(json.loads(report.read_text("utf-8"))["install"])
    if match := re.search(r"No matching distribution found for ([\w.-]+)", done.stderr):
        return match[1]
    raise SystemExit(f"pip gives no answer for {platform.name}, Python {python}:\n{done.stderr}")


def table(answers: dict[tuple[Platform, str], Answer], pythons: Iterable[str]) -> Iterator[str]:
    """The answers as Markdown: a row a platform, a column a Python."""
    yield "| platform | " + " | ".join(f"Python {python}" for python in pythons) + " |"
    yield "|---|" + "---|" * len([*pythons])
    for platform in dict.fromkeys(platform for platform, _ in answers):
        cells = (cell(answers[platform, python]) for python in pythons)
        yield f"| {platform.name} | {' | '.join(cells)} |"


def cell(answer: Answer) -> str:
    """What was found, in few words."""
    if answer.missing:
        return f"no wheel of {', '.join(answer.missing)}"
    return f"all {len(answer.wheels)} wheels"


def _glibc(machine: str) -> tuple[str, ...]:
    """Tags of wheels for glibc 2.28 (Debian 10, Red Hat 8, 2019) and older ones."""
    old = (f"manylinux2014_{machine}", f"manylinux2010_{machine}", f"manylinux1_{machine}")
    return (*(f"manylinux_2_{minor}_{machine}" for minor in range(28, 4, -1)), *old)


def _musl(machine: str) -> tuple[str, ...]:
    return f"musllinux_1_2_{machine}", f"musllinux_1_1_{machine}"


def _linux(name: str, tags: tuple[str, ...], machine: str) -> Platform:
    return Platform(name, tags, "posix", "linux", "Linux", machine)


PLATFORMS = (
    _linux("Linux x86-64", _glibc("x86_64"), "x86_64"),
    _linux("Linux ARM", _glibc("aarch64"), "aarch64"),
    _linux("Alpine x86-64", _musl("x86_64"), "x86_64"),
    _linux("Alpine ARM", _musl("aarch64"), "aarch64"),
    Platform("Windows x86-64", ("win_amd64",), "nt", "win32", "Windows", "AMD64"),
    Platform("Windows ARM", ("win_arm64",), "nt", "win32", "Windows", "ARM64"),
    Platform("macOS ARM", ("macosx_14_0_arm64",), "posix", "darwin", "Darwin", "arm64"),
    Platform("macOS x86-64", ("macosx_13_0_x86_64",), "posix", "darwin", "Darwin", "x86_64"),
)

if __name__ == "__main__":
    sys.exit(main())
