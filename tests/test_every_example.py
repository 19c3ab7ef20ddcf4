"""Every example in the help texts and the guides runs as it is printed, in the project that it names."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import chdir
from datetime import datetime
from functools import cache
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from policybrief.cli import main
from repositories import commit, git
from test_guides import GUIDES, NAMES, calls, faults
from tiers import sampled
from word_files import paragraph, with_header
from word_files import run as words

ROOT = Path(__file__).parents[1]
Done = subprocess.CompletedProcess[str]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="examples are printed for a shell of POSIX")

# ---- what is printed -------------------------------------------------------------------------------


def commands(command: click.Command, path: str = "brief") -> Iterator[tuple[str, click.Command]]:
    """(words, command) of a command and all below it."""
    yield path, command
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            below = command.get_command(click.Context(command), name)
            assert below is not None
            yield from commands(below, f"{path} {name}")


def in_help() -> Iterator[tuple[str, str]]:
    """(place, example) of each line of a help text that begins with `brief`, with those that continue it."""
    for path, command in commands(main):
        text = re.sub(r" \\\n\s*", " ", f"{command.help}\n{command.epilog or ''}")
        for line in text.splitlines():
            if line.strip().startswith("brief "):
                yield f"{path} --help", line.strip().split("  ")[0]


def in_guides() -> Iterator[tuple[str, str]]:
    """(page, example); sessions of the README and of the guides are run in their order by test_readme.py."""
    for path, name in zip(GUIDES, NAMES, strict=True):
        text = path.read_text(encoding="utf-8")
        if name in IN_ORDER:
            text = re.sub(r"^```console$.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
        for call in calls(text):
            yield name, call


IN_ORDER = {"README.md", *(name for name in NAMES if name.startswith("docs/guide-"))}
EXAMPLES = {example: place for place, example in (*in_guides(), *in_help())}
"""Each example once, with a place where it is printed."""

# ---- what it takes to run one ----------------------------------------------------------------------

FILLED = {
    "BRIEF": "nato-support",
    "EDITION": '"nato-support minister en"',
    "RECORD": "winter-projects",
    "SOURCE": "panel-2022",
    "KIND": "fact",
    "TEXT": '"new projects"',
    "WHO": '"head of unit"',
    "OFFICE": '"Private Office"',
    "LANGUAGE": "uk",
    "CODE": "stale-fact",
    "COMMAND": "build",
    "SECTION": "positions",
    "DIR": "another",
}
"""Words that stand for others, and what is typed for them; NAME and FILE differ by command."""
FILLED_IN = {
    "brief build [BRIEF]…": "brief build bridge",
    "brief check --format": "brief check --format json",
    "brief clear --dossier FILE": "brief clear --dossier nato-support --by WHO",
    "brief clear --dossier NAME --by WHO": "brief clear --dossier nato-support --by WHO",
    'brief clear --edition "nato-support defence minister uk"': (
        'brief clear --edition "nato-support defence minister uk" --by WHO'
    ),
    "brief diff FILE.docx": "brief diff out/nato-support/foreign-affairs/nato-support-minister-en.docx",
    "brief export FILE.db": "brief export corpus.db",
    "brief import FILE": "brief import library.bib",
    "brief init": "brief init another",
    "brief issue EDITION --to OFFICE": "brief issue nato-support foreign-affairs public en --to OFFICE",
    "brief issue … --again": "brief issue nato-support foreign-affairs minister en --to OFFICE --again",
    "brief omissions BRIEF": "brief omissions bridge",
    "brief new [KIND]": (
        'brief new fact --dossier nato-support --text "Aid came." --source "panel-2022, answer 1"'
    ),
    "brief release FILE --audience NAME": 'brief release "Note to partners.docx" --audience partner',
    "brief show EDITION": "brief show nato-support minister en",
    "brief sources capture SOURCE FILE": "brief sources capture panel-2022 ~/Downloads/panel.pdf",
    "brief verify": "brief verify --ledger",
    "brief template check NAME": "brief template check defence",
    "brief template check [NAME]": "brief template check defence",
    "brief template copy NAME SECTION": "brief template copy defence views",
    "brief template copy NAME positions": "brief template copy finance positions",
    "brief template new NAME": "brief template new roads",
    "brief template preview NAME": "brief template preview defence",
    "brief trace SOURCE": "brief trace audit-2026",
    "brief trace EDITION TEXT": 'brief trace nato-support officials en "new projects"',
    "brief verify FILE": "brief verify out/issued/bridge/ministry/bridge-officials-en-v1.docx",
}
"""An example that leaves words to the reader → what its sentence describes."""
NOT_RUN = {
    "brief build --scheduler tcp://10.0.0.1:8786": "needs a cluster: tests/test_cluster.py starts one",
    "brief sources verify panel-2022 --online": "needs the web: tests/test_captures.py serves a page",
    "brief show nato-support minister --watch": "runs until it is stopped",
}
MADE = {"--new-map aid-map.yaml": "aid-map.yaml"}
"""Part of an example → the file that it makes, and that other examples need."""
ENDS_WITH = {"brief new brief": 130, "brief new fact": 130}
"""Exit codes other than 0: it asks, and nobody answers."""
STARTER = re.compile(r"\b(brief due|bridge|toll|audit-2026|library\.bib|roads|demo)\b")
"""Words by which an example is one of the project that `brief init` starts."""
OF_ANY = {
    "brief build",
    "brief build --as-of 2022-10-01",
    "brief build --audience minister --format pdf",
    "brief build --changed --against main",
    "brief build --explain",
    "brief build --format docx",
    "brief build --format text",
    "brief build --out ../papers-before",
    "brief build --out ../papers-after",
    "brief check",
    "brief check --all",
    "brief check --format json",
}
"""Examples that name no project, and take long in a large one."""


@cache
def names_only() -> set[str]:
    """Commands that do nothing without further words: a sentence that names one means its help page."""
    return {
        path
        for path, command in commands(main)
        if isinstance(command, click.Group) or any(param.required for param in command.params)
    } - {*FILLED_IN}


def typed(example: str) -> str:
    """What a reader types for an example."""
    if example in names_only():
        return f"{example} --help"
    line = FILLED_IN.get(example, example)
    line = re.sub(r"\[([^\]]+)\]", r"\1", line).replace("…", "").strip()
    return re.sub(r"\b[A-Z]{3,}\b", lambda match: FILLED.get(match[0], match[0]), line)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with the files that examples name, and a `brief` command in `bin`."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "bin").mkdir()
    tool = folder / "bin/brief"
    tool.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m policybrief "$@"\n')
    tool.chmod(0o755)
    return folder


TODAY = {"example": "2022-10-03", "starter": "2026-12-21"}
"""The day in each project: examples name days and the numbers of issued editions."""


def shell(line: str, folder: Path, home: Path, *, day: str = TODAY["starter"]) -> Done:
    """An example in a shell; nobody answers questions."""
    return subprocess.run(
        ["sh", "-c", line],
        cwd=folder,
        env={**os.environ, **environment(home, day)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )


def environment(home: Path, day: str) -> dict[str, str]:
    clock = str(int(datetime.fromisoformat(f"{day}T09:00Z").timestamp()))
    path = f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return {"HOME": str(home), "PATH": path, "SOURCE_DATE_EPOCH": clock}


def called(line: str, folder: Path, home: Path, *, day: str) -> Done:
    """An example, or one and then another, run in this process, where nothing need be loaded again."""
    first, _, then = line.partition(" && ")
    words = shlex.split(first)
    assert words[0] == "brief"
    with chdir(folder):
        result = CliRunner().invoke(main, words[1:], env=environment(home, day))
    if then and result.exit_code == 0:
        return called(then, folder, home, day=day)
    return Done(words, result.exit_code, result.output)


def undo(path: Path) -> None:
    """Brings a file back to its first commit, or deletes it."""
    known = git(path.parent, "log", "--format=%H", "--reverse", "--", path.name).split()
    if known:
        git(path.parent, "checkout", "--quiet", known[0], "--", path.name)
    else:
        path.unlink()


def prepared(folder: Path, home: Path, *lines: str, day: str = TODAY["starter"]) -> None:
    for line in lines:
        done = called(line, folder, home, day=day)
        assert done.returncode == 0, f"{line}\n{done.stdout}"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory, home: Path) -> Path:
    """The example project with a history, its papers, one issued edition, and files that came from others."""
    root = tmp_path_factory.mktemp("projects") / "example"
    root.mkdir()
    for name in ("briefs", "templates"):
        shutil.copytree(ROOT / name, root / name)
    for file in ROOT.glob("policybrief*.yaml"):
        shutil.copy(file, root)
    for file in root.glob("briefs/security-guarantees*.yaml"):  # no example names this brief
        file.unlink()
    git(root, "init", "--quiet", "--initial-branch=main")
    for number in range(5):
        (root / ".gitignore").write_text(f"out/\n.brief/\n# {number}\n")
        commit(root, f"Work, part {number}")
    edition = "nato-support minister en foreign-affairs"
    papers = ("brief build defence --jobs 1", "brief build foreign-affairs minister --jobs 1")
    lines = (*papers, f'brief issue {edition} --to "Private Office"')
    prepared(root, home, *lines, day=TODAY["example"])
    commit(root, "Issue a paper")
    issued = next((root / "out/issued").rglob("*-v1.docx"))
    downloads = home / "Downloads"
    downloads.mkdir(exist_ok=True)
    shutil.copy(issued, downloads / "nato-support-minister-en-v2.docx")
    for name in ("panel.pdf", "commentary.pdf"):
        shutil.copy(next((root / "out").rglob("*-public-en.pdf")), downloads / name)
    paper = root / "out/nato-support/foreign-affairs/nato-support-minister-en.docx"
    for name in ("returned from the minister.docx", "returned by the minister.docx"):
        shutil.copy(paper, root / name)
    (root / "Note to partners.docx").write_bytes(with_header(paragraph(words("A note."))))
    (root / "aid.csv").write_text("Country,Amount,Month\nNorway,12,2022-09\n")
    (root / "runs").write_text("")
    prepared(root, home, "brief import aid.csv --new-map aid-map.yaml")
    (root / "wheels").mkdir()
    with zipfile.ZipFile(root / "wheels/policybrief-0.1.0-py3-none-any.whl", "w") as wheel:
        for module in (ROOT / "src/policybrief").rglob("*.py"):
            wheel.write(module, module.relative_to(ROOT / "src"))
    prepared(root, home, "brief ci github")
    return root


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory, home: Path) -> Path:
    """The project that `brief init` starts, with a history, papers, an issued edition and one more fact."""
    folder = tmp_path_factory.mktemp("projects")
    prepared(folder, home, "brief init demo")
    root = folder / "demo"
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root, "Start the project")
    prepared(
        root,
        home,
        'brief new fact --id toll-2025 --text "In 2025 the toll brought in {number} euros."'
        ' --number 4100000 --source "audit-2026, p. 14"',
        'brief clear --dossier bridge --by "head of unit" --yes',
        "brief build --jobs 1",
        'brief issue bridge officials --to "Roads directorate"',
    )
    commit(root, "Issue a paper")
    shutil.copy(root / "out/bridge/ministry/bridge-minister-en.docx", root / "returned by the minister.docx")
    shutil.copy(root / "roads-letter.docx", root / "Paper.docx")
    (root / "library.bib").write_text("@book{one, title={One}, author={A. Writer}, year={2020}}\n")
    return root


# ---- the test --------------------------------------------------------------------------------------


RUN = [*{typed(example): example for example in EXAMPLES if example not in NOT_RUN}.values()]
"""One example of each line that is typed."""
IN_A_SHELL = frozenset(sampled(RUN, count=10))
FOR_A_SHELL = re.compile(r"[|;<>$`*(]|(?<!\w)~")


@pytest.mark.parametrize("printed", RUN)
def test_an_example_runs_as_printed(printed, example, starter, home, tmp_path) -> None:
    line = typed(printed)
    name = "starter" if STARTER.search(line) or line in OF_ANY else "example"
    project = starter if name == "starter" else example
    folder = Path(shutil.copytree(project, tmp_path / "projects" / "here", symlinks=True))
    for made, path in MADE.items():
        if made in line:
            undo(folder / path)
    run = shell if printed in IN_A_SHELL or FOR_A_SHELL.search(line) else called
    done = run(line, folder, home, day=TODAY[name])
    assert done.returncode == ENDS_WITH.get(printed, 0), f"{EXAMPLES[printed]}: {line}\n{done.stdout}"
    assert "internal error" not in done.stdout


def test_examples_are_found_in_help_and_in_guides() -> None:
    assert len([*in_help()]) > 35
    assert len({place for place, _ in in_help()}) > 12
    assert len({place for place, _ in in_guides()}) > 20
    assert 'brief new fact --text "The toll brought in {number} euros." --number 4100000' in " ".join(
        EXAMPLES
    )


@pytest.mark.parametrize("printed", NOT_RUN)
def test_an_example_that_cannot_be_run_here_names_what_exists(printed: str) -> None:
    assert printed in EXAMPLES
    assert [*faults(printed)] == []


@pytest.mark.parametrize("printed", [*FILLED_IN, *ENDS_WITH])
def test_no_exception_is_made_for_an_example_that_nobody_prints(printed: str) -> None:
    assert printed in EXAMPLES


def test_an_example_that_fails_is_noticed(starter: Path, home: Path) -> None:
    assert shell("brief show madrid-package --why", starter, home).returncode == 2
    assert shell('brief trace bridge minister "no paper prints this"', starter, home).returncode == 1
