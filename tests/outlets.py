"""What leaves the office, command by command: how each is run, or why it stays at the desk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import click
from click.testing import CliRunner

from planted import OUTSIDERS, edit
from policybrief.cli import main
from policybrief.ledger import read_ledger

Kind = Literal["paper", "issued", "export", "drafts", "log", "desk"]
"""`desk`: what an officer sees about a paper for outsiders; nothing of what was hidden from the first."""
EDITIONS = ("public en", "partner uk")
DAY = "1664798400"
"""3 October 2022."""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that an outsider, or someone who reads the log of a job, gets to see."""

    place: str
    content: bytes | str
    kind: Kind = "log"


class Office:
    """A desk, and a job that runs in the same project with CI set."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.codes: dict[str, int] = {}
        self.runs: list[tuple[str, ...]] = []

    def desk(self, *words: str) -> str:
        return self._run(words, {"CI": None})

    def job(self, *words: str) -> Found:
        """The log of a command in continuous integration."""
        return Found(f"log of brief {' '.join(words)}", self._run(words, {"CI": "true"}))

    def _run(self, words: tuple[str, ...], env: dict[str, str | None]) -> str:
        done = CliRunner().invoke(main, [*words], env=env | {"SOURCE_DATE_EPOCH": DAY, "COLUMNS": "80"})
        assert "internal error" not in done.output, done.output
        self.codes[" ".join(words)] = done.exit_code
        self.runs.append(words)
        return done.output

    def files(self, below: str, kind: Kind, *, of: tuple[str, ...] = OUTSIDERS) -> Iterator[Found]:
        """The files below a folder whose path names an outsider, with their paths."""
        for path in sorted((self.root / below).rglob("*.*")):
            inside = path.relative_to(self.root).as_posix()
            if path.is_file() and any(reader in inside for reader in of):
                yield Found(inside, path.read_bytes(), kind)
                yield Found(f"path of {inside}", inside, kind)


Outlet = Callable[[Office], Iterator[Found]]


def _build(office: Office) -> Iterator[Found]:
    yield office.job("build", "--jobs", "1", "--explain", "--summary", "summary.md", "--bundles", "bundles")
    yield from _summary(office)
    yield from office.files("out", "paper")
    yield from office.files("bundles", "paper")


def _build_again(office: Office) -> Iterator[Found]:
    yield office.job(
        "build", "--changed", "--against", "HEAD", "--jobs", "1", "--explain", "--summary", "summary.md"
    )
    since = ("--since", "2022-09-01", "--runs", "no-runs")
    yield office.job("build", "--due", *since, "--jobs", "1", "--summary", "summary.md")
    narrow = ("--template", "house", "--audience", "public", "--language", "en", "--format", "docx")
    more = ("--as-of", "2022-10-02", "--out", "aside", "--strict", "--verify")
    yield office.job("build", *narrow, *more, "--jobs", "1")
    yield from _summary(office)
    yield from office.files("out", "paper")
    yield from office.files("aside", "paper")


def _summary(office: Office) -> Iterator[Found]:
    yield Found("summary of the job", (office.root / "summary.md").read_text(encoding="utf-8"))


def _check(office: Office) -> Iterator[Found]:
    yield office.job("check", "--all")
    for form in ("json", "sarif", "gitlab", "github"):
        yield office.job("check", "--format", form, "--strict")
    yield office.job("check", "--explain", "stale-fact")


def _issue(office: Office) -> Iterator[Found]:
    steps = (
        "--by",
        "Desk",
        "--cleared-by",
        "legal adviser",
        "--approved-by",
        "head",
        "--dissent",
        "head: no",
    )
    for names in EDITIONS:
        yield office.job("issue", "demo", *names.split(), "--to", "Press Office", *steps)
    again = ("--again", "--number", f"Our {len(office.runs)}", "--format", "docx", "--out", "sent")
    yield office.job("issue", "demo", "partner", "uk", "--to", "Ferry Office", *again)
    yield from office.files("out/issued", "issued")
    yield from office.files("sent", "issued")
    for issued in read_ledger(office.root)[0].issues():
        for path in (office.root / "briefs" / "issued").rglob("*.document.json"):
            if issued.series.audience in OUTSIDERS:
                yield Found(path.name, path.read_bytes(), "issued")


def _verify(office: Office) -> Iterator[Found]:
    yield office.job("verify", "--ledger")
    for path in sorted((office.root / "out/issued").rglob("*-v1.*")):
        with _working_in(office.root.parent):
            reported = office.desk("verify", str(path)) + office.desk("verify", str(path), "--format", "json")
        yield Found(f"what {path.name} says about itself", reported, "issued")


def _diff(office: Office) -> Iterator[Found]:
    for names in EDITIONS:
        target = f"changes-{names.split()[0]}.docx"
        against = ("--against", "HEAD")
        for options in (("--format", "json"), ("--markdown",), ("--docx", target), ("--markdown", *against)):
            reported = office.desk("diff", "demo", *names.split(), *options)
            yield Found(
                f"diff {names} {' '.join(options)}", reported, "paper" if "--markdown" in options else "desk"
            )
        yield from office.files(".", "paper", of=(target,))


def _recall(office: Office) -> Iterator[Found]:
    office.desk("recall", "--draft")
    yield from office.files("briefs", "paper", of=tuple(f"correction-demo-{reader}" for reader in OUTSIDERS))
    for path in sorted((office.root / "briefs").glob("correction-demo-p*-1.yaml")):
        office.desk("build", path.stem, "--jobs", "1")
    yield from office.files("out", "paper", of=tuple(f"correction-demo-{reader}" for reader in OUTSIDERS))


def _export(office: Office) -> Iterator[Found]:
    for reader in OUTSIDERS:
        yield office.job("export", f"{reader}.db", "--audience", reader, "--metadata", f"{reader}-about.json")
        yield office.job("export", f"{reader}.json", "--audience", reader)
        yield office.job("export", f"drafts-for-{reader}.db", "--audience", reader, "--drafts")
        for path in sorted(office.root.glob(f"{reader}*.*")):
            yield Found(path.name, path.read_bytes(), "export")
        for path in sorted(office.root.glob(f"drafts-for-{reader}.*")):
            yield Found(path.name, path.read_bytes(), "drafts")


def _show(office: Office) -> Iterator[Found]:
    for names in EDITIONS:
        yield Found(f"show {names}", office.desk("show", "demo", *names.split()), "paper")


def _release(office: Office) -> Iterator[Found]:
    for path in sorted((office.root / "out/demo").rglob("demo-officials-*.*")):
        for reader, form in zip(OUTSIDERS, ("text", "json"), strict=True):
            inside = path.relative_to(office.root).as_posix()
            yield office.job("release", inside, "--audience", reader, "--format", form)


def _omissions(office: Office) -> Iterator[Found]:
    yield office.job("omissions", "demo", "--all")
    yield office.job("omissions", "demo", "--format", "json", "--template", "house", "--strict")


def _due(office: Office) -> Iterator[Found]:
    yield office.job("due")
    yield office.job("due", "--format", "json", "--on", "2022-10-05", "--since", "2022-09-01")


def _ci(office: Office) -> Iterator[Found]:
    for service in ("github", "gitlab", "cron"):
        options = ("--install", "brief --version", "--at", "04:30", "--keep", "14", "--python", "3.13")
        yield office.job("ci", service, *options)
        yield office.job("ci", service, "--check")
    for below in (".github", ".gitlab", "ci"):
        yield from office.files(below, "log", of=("",))


def _sources_verify(office: Office) -> Iterator[Found]:
    yield office.job("sources", "verify")
    yield office.job("sources", "verify", "--format", "json", "--strict")


def _schema(office: Office) -> Iterator[Found]:
    yield office.job("schema")


class _working_in:
    def __init__(self, folder: Path) -> None:
        self.folder, self.before = folder, Path.cwd()

    def __enter__(self) -> None:
        os.chdir(self.folder)

    def __exit__(self, *_: object) -> None:
        os.chdir(self.before)


ASKS_AND_WRITES = "it asks the user and writes into the records"
NAMES_RECORDS = "its output may name any record: for people who may read the project's files"
HOUSE_ALONE = "it reads only templates, no records"

OUTLETS: dict[str, Outlet | str] = {
    "build": _build,
    "check": _check,
    "issue": _issue,
    "verify": _verify,
    "diff": _diff,
    "recall": _recall,
    "export": _export,
    "show": _show,
    "release": _release,
    "omissions": _omissions,
    "due": _due,
    "ci": _ci,
    "sources verify": _sources_verify,
    "schema": _schema,
    "new": ASKS_AND_WRITES,
    "clear": ASKS_AND_WRITES,
    "import": ASKS_AND_WRITES,
    "sources capture": ASKS_AND_WRITES,
    "translate": ASKS_AND_WRITES,
    "list editions": NAMES_RECORDS,
    "list records": NAMES_RECORDS,
    "list templates": HOUSE_ALONE,
    "trace": NAMES_RECORDS,
    "init": "it writes a separate project",
    "doctor": "it checks the machine",
    "template new": HOUSE_ALONE,
    "template check": HOUSE_ALONE,
    "template copy": HOUSE_ALONE,
    "template preview": HOUSE_ALONE,
}
"""Command → what of it goes out, in the order of running; or the reason why nothing does."""


def _all(options: str, why: str) -> dict[str, str]:
    return dict.fromkeys((f"--{name}" for name in options.split()), why)


_FIELDS = (
    "title author publisher issued url name affiliation text number source holder stance short option "
    "likelihood impact mitigation rests-on confidence if-asked avoid by because caveat section box question "
    "worked-out templates"
)
AT_THE_DESK: dict[str, dict[str, str]] = {
    "build": _all("scheduler", "it sends records to workers of our own; what comes back is searched here"),
    "show": _all("why", NAMES_RECORDS) | _all("watch", "it shows the same again, until somebody ends it"),
    "recall": _all("since format record why by", NAMES_RECORDS),
    "sources verify": _all(
        "online allow-local", "it asks addresses that records name, and sends no word of ours"
    ),
    "new": _all(f"dossier id {_FIELDS}", ASKS_AND_WRITES),
    "clear": _all("by on topic dossier edition language yes", ASKS_AND_WRITES),
    "import": _all(
        "into format encoding map new-map per-file overwrite dry-run report strict", ASKS_AND_WRITES
    ),
    "sources capture": _all("on", ASKS_AND_WRITES),
    "translate": _all("dossier renew", ASKS_AND_WRITES),
    "list editions": _all("format", NAMES_RECORDS),
    "list records": _all("kind topic state format", NAMES_RECORDS),
    "list templates": _all("format", HOUSE_ALONE),
    "trace": _all("format", NAMES_RECORDS),
    "doctor": _all("format", "it checks the machine"),
    "template new": _all("from-docx", HOUSE_ALONE),
    "template check": _all("strict format", HOUSE_ALONE),
    "template preview": _all("format language out", HOUSE_ALONE),
}
"""Command → option that no outlet is run with, and why nothing leaves the office by it."""
BEFORE_THE_CHANGE = ("build", "check", "issue", "verify")


def all_commands(group: click.Group = main, above: str = "") -> Iterator[str]:
    """Every command that there is, those of groups with the group's name."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        if isinstance(found, click.Group):
            yield from all_commands(found, f"{above}{name} ")
        else:
            yield f"{above}{name}"


def options_of(name: str) -> frozenset[str]:
    """The long names of the options that a command has."""
    command: click.Command = main
    for word in name.split():
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), word)
        assert found is not None
        command = found
    options = (param for param in command.params if isinstance(param, click.Option))
    return frozenset(max((*option.opts, *option.secondary_opts), key=len) for option in options)


def options_run(name: str, runs: list[tuple[str, ...]]) -> frozenset[str]:
    """The options that a command was run with."""
    words = tuple(name.split())
    return frozenset(word for run in runs if run[: len(words)] == words for word in run if word[:2] == "--")


def everything_that_goes_out(office: Office) -> Iterator[Found]:
    """All of it: papers built and issued, then a figure changed, and what reports that."""
    outlets = {name: run for name, run in OUTLETS.items() if not isinstance(run, str)}
    for name in BEFORE_THE_CHANGE:
        yield from outlets[name](office)
    edit(office.root)
    yield from _build_again(office)
    for name, run in outlets.items():
        if name not in BEFORE_THE_CHANGE:
            yield from run(office)
