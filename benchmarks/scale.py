"""Projects of many briefs on one corpus: what commands cost as they grow, and after one change.

Usage: python benchmarks/scale.py [FEW SOME MORE MANY]. By default 25, 50, 100 and 200 briefs with 50 records
each, for three audiences: 75 to 600 editions. Each command runs in a process of its own, in the order of a
working day; its processor time includes its workers', and the peak of memory is that of its largest process.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from load import WORDS

AUDIENCES = ("minister", "officials", "public")
SIZES = (25, 50, 100, 200)
RECORDS = 50
"""Records for each brief."""


@dataclass(frozen=True, slots=True)
class Run:
    """One command: its processor time in milliseconds, the peak of memory of its largest process in MB."""

    ms: float
    mb: float


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or [*SIZES]
    for name, found in measure(*sizes).items():
        print(f"{name}: {found['value']}")


def measure(*sizes: int) -> dict[str, Any]:
    """What was measured → ratios of one run; four `sizes` of projects, in briefs."""
    few, some, more, many = sizes or SIZES
    with tempfile.TemporaryDirectory() as folder:
        days = {briefs: _day(Path(folder) / str(briefs), briefs) for briefs in (few, some, more, many)}
    of_few, of_some, of_more, of_many = days.values()
    whole = of_many["build"].ms
    start = _command(Path.cwd(), [sys.executable, "-c", "import click"]).ms
    found = {
        f"full build, {more} briefs / {few} ({more / few:g} is linear)": of_more["build"].ms
        / of_few["build"].ms,
        f"peak memory, {many} briefs / {some}": of_many["build"].mb / of_some["build"].mb,
        f"manifest, {many} briefs / {some} ({many / some:g} is linear)": of_many["manifest"].mb
        / of_some["manifest"].mb,
        f"manifest, {many} briefs, MB": of_many["manifest"].mb,
        f"one record changed at {many} briefs / full build": of_many["changed"].ms / whole,
        f"one record changed at {many} briefs, MB": of_many["changed"].mb,
        f"up to date, {len(AUDIENCES) * many} editions / import click": of_many["fresh"].ms / start,
        f"check without building, {many} briefs / full build": of_many["check"].ms / whole,
        f"check after one change, {many} briefs / full build": of_many["check again"].ms / whole,
    }
    for name in ("trace", "list editions", "build --changed"):
        found[f"{name}, {many} briefs / {few} ({many / few:g} is linear)"] = (
            of_many[name].ms / of_few[name].ms
        )
    return {name: {"value": round(value, 3), "spread": []} for name, value in found.items()}


def _day(root: Path, briefs: int) -> dict[str, Run]:
    """The commands of a day in a project of so many briefs."""
    write_project(root, briefs)
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "All")):
        _git(root, *words)
    runs = {"check": run_brief(root, "check")}
    _change(root, briefs // 3)
    runs["check again"] = run_brief(root, "check")
    runs["build"] = run_brief(root, "build")
    runs["fresh"] = run_brief(root, "build")
    _change(root, briefs // 2)
    runs["changed"] = run_brief(root, "build")
    runs["trace"] = run_brief(root, "trace", f"fact-{briefs // 2}-3")
    runs["list editions"] = run_brief(root, "list", "editions")
    _git(root, "commit", "-qam", "Changed")
    runs["build --changed"] = run_brief(root, "build", "--changed", "--against", "HEAD")
    size = sum(path.stat().st_size for path in (root / ".brief" / "manifest").glob("*"))
    return runs | {"manifest": Run(0.0, size / 1e6)}


def run_brief(root: Path, *words: str) -> Run:
    """What `brief` with these words costs in the project at `root`."""
    return _command(root, [sys.executable, "-m", "policybrief", *words])


_MEASURE = """
import json, resource, subprocess, sys
ended = subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([ended.returncode, ended.stderr[-300:], used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""


def _command(root: Path, command: list[str]) -> Run:
    """Run a command below a process that measures it alone.

    Raises:
        SystemExit: it failed.
    """
    asked = [sys.executable, "-c", _MEASURE, "", *command]
    done = subprocess.run(asked, cwd=root, check=True, capture_output=True, text=True, env=_ENVIRONMENT)
    code, message, seconds, memory = json.loads(done.stdout)
    if code:
        raise SystemExit(f"{' '.join(command)}: {message}")
    return Run(seconds * 1e3, memory / (1e6 if sys.platform == "darwin" else 1e3))


_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "CI"}


def _git(root: Path, *words: str) -> None:
    who = ["-c", "user.name=Bench", "-c", "user.email=bench@example.org"]
    subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)


def _change(root: Path, number: int) -> None:
    """One fact says something else."""
    path = root / "briefs" / "records" / f"topic-{number}.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("It was", "It is said to have been", 1), encoding="utf-8")


def write_project(root: Path, briefs: int, *, records: int = RECORDS) -> None:
    """Write a project of so many briefs, each with so many records on its topic."""
    (root / "briefs" / "records").mkdir(parents=True)
    settings = (
        f"organisation: Office\nmarking: TLP:CLEAR\ntemplate: base\naudiences: [{', '.join(AUDIENCES)}]\n"
    )
    (root / "policybrief.yaml").write_text(settings, encoding="utf-8")
    (root / ".gitignore").write_text("out/\n.brief/\n", encoding="utf-8")
    chance = random.Random(1)
    for number in range(briefs):
        brief = f"title: Paper {number}\nquestion: What now?\nas_of: 2026-03-31\ntopics: [topic-{number}]\n"
        (root / "briefs" / f"topic-{number}.yaml").write_text(brief, encoding="utf-8")
        lines = "\n".join(_records(number, chance, records))
        (root / "briefs" / "records" / f"topic-{number}.yaml").write_text(f"{lines}\n", encoding="utf-8")


def _records(n: int, chance: random.Random, records: int) -> list[str]:
    def sentence() -> str:
        return " ".join(chance.choice(WORDS) for _ in range(12)).capitalize()

    facts = [
        f"  fact-{n}-{i}:\n    text: {sentence()}. It was {{number}}.\n"
        f"    number: {chance.randint(1, 9999)}\n    source: report-{n}, p. {i + 1}"
        for i in range(records - 9)
    ]
    return [
        f'sources:\n  report-{n}: {{title: Report {n}, author: "{{Office}}", issued: 2026-01-02, grade: B}}',
        f"actors:\n  shops-{n}: Shopkeepers {n}",
        "facts:",
        *facts,
        "options:",
        *(f"  option-{n}-{o}:\n    title: Way {o}\n    rests_on: [fact-{n}-0]" for o in range(3)),
        f"positions:\n  view-{n}:\n    holder: shops-{n}\n    text: {sentence()}.\n    stance:\n"
        f"      option-{n}-1: supports\n    source: report-{n}, p. 3",
        f"risks:\n  risk-{n}:\n    text: {sentence()}.\n    likelihood: likely\n    impact: 3\n"
        f"    option: [option-{n}-1]\n    rests_on: [fact-{n}-1]",
        f"judgements:\n  view-of-ours-{n}:\n    text: {sentence()}.\n    confidence: moderate\n"
        f"    rests_on: [fact-{n}-0]",
        f"recommendations:\n  advice-{n}:\n    text: Agree to it.\n    option: [option-{n}-1]\n"
        f"    rests_on: [view-of-ours-{n}]\n    by: 2026-04-15, budget",
    ]


if __name__ == "__main__":
    main()
