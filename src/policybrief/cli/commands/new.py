"""`brief new`: one record, asked for and appended to a dossier with its comments and order kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from policybrief.cli.commands.asking import PLURALS, QUESTIONS, Answer, Question, propose_id, record_lines
from policybrief.cli.terminal.diagnostics import as_text
from policybrief.diagnostics import Diagnostic, Refusal, Severity
from policybrief.editions.workspace import Workspace, one_of, open_workspace
from policybrief.files.writing import write_atomically
from policybrief.project import read_project
from policybrief.project.corpus import structure_dossier
from policybrief.reading.yaml import append_record, read_source
from policybrief.records import ID, KINDS

RECORDS = "briefs/records/"
_MANY = ("cited", "pairs", "ids")
_FIELD = re.compile(r"  (\w+):")
"""Begins a field of a new record."""
_GROUPED = re.compile(r"(?<![\d.])[1-9]\d{0,2}\.\d{3}(?![\d.])")
"""A number that much of Europe reads as thousands: 4.100."""


def _field_options(command: Callable[..., None]) -> Callable[..., None]:
    """An option for each field that any kind asks for."""
    questions = {q.field: q for asked in QUESTIONS.values() for q in asked}
    for question in reversed(questions.values()):
        flag = "--" + question.field.replace("_", "-")
        words = {"cited": '"ID, where in it"', "pairs": '"OPTION: STANCE"'}.get(question.form, "TEXT")
        several = question.form in _MANY
        said = question.words.partition(" (Tab")[0] + (", several times if need be" if several else "")
        command = click.option(flag, question.field, multiple=several, metavar=words, help=said)(command)
    return command


@click.command("new")
@click.argument("kind", type=click.Choice(list(QUESTIONS)), metavar="[KIND]", required=False)
@click.option("--dossier", metavar="NAME", help="The file in briefs/records/ to append to.")
@click.option("--id", "record_id", metavar="ID", help="Instead of the id that is proposed.")
@_field_options
def command(kind: str | None, *, dossier: str | None, record_id: str | None, **given: Any) -> None:
    """Add a record to a dossier: asks, proposes an id, appends.

    KIND is source, actor, fact, position, option, criterion, risk, judgement, line or recommendation.
    With any field given, nothing is asked, for scripts:

    \b
      brief new fact --text "The toll brought in {number} euros." \\
          --number 4100000 --source "audit-2026, p. 14"
    """
    workspace = open_workspace()
    flags: dict[str, Answer] = {name: value for name, value in given.items() if value}
    kind = kind or click.prompt("Kind", type=click.Choice(list(QUESTIONS)), default="fact")
    dossier = _dossier(dossier, workspace, ask=not flags)
    ids = {record.id: record.kind for record in workspace.loaded.corpus.records}
    answers = _given(kind, flags) if flags else _asked(kind, ids, dossier, workspace)
    _check_ids(kind, answers, ids)
    for _, fault in _faults(kind, answers, dossier, workspace):
        raise Refusal(f"{fault.message}: {fault.hint}" if fault.hint else fault.message)
    words = next(str(answers[name]) for name in ("text", "title", "name") if name in answers)
    proposed = propose_id(words, taken=ids, kind=kind)
    if record_id is None:
        record_id = proposed if flags else _ask_id(proposed, ids)
    _refuse_id(record_id, ids)
    _append(dossier, kind, record_lines(record_id, kind, answers), workspace)


def _dossier(name: str | None, workspace: Workspace, *, ask: bool) -> str:
    """The dossier's name: as given, the only one, or asked for; a new name starts a file."""
    paths = (Path(s.path) for s in workspace.loaded.sources if s.path.startswith(RECORDS))
    stems = [path.stem for path in paths if "." not in path.stem]
    briefs = [brief.name for brief in workspace.loaded.briefs if brief.name in stems]
    default = (briefs or stems or [brief.name for brief in workspace.loaded.briefs] or ["dossier"])[0]
    if name is None and ask:
        name = click.prompt("Dossier", default=default)
    elif name is None:
        if len(briefs) > 1:
            raise Refusal(f"Which dossier? Give --dossier: {', '.join(stems)}")
        name = default
    name = Path(str(name)).name.removesuffix(".yaml")
    if name not in stems and get_close_matches(name, stems, n=1, cutoff=0.8):
        one_of("dossier", name, stems)
    if not ID.fullmatch(name):
        raise Refusal(f"'{name}' cannot name a dossier: small letters, digits and hyphens")
    return name


def _given(kind: str, flags: Mapping[str, Answer]) -> dict[str, Answer]:
    questions = {q.field: q for q in QUESTIONS[kind]}
    for name in flags:
        if name not in questions:
            allowed = ", ".join("--" + field.replace("_", "-") for field in questions)
            raise Refusal(f"A {kind} has no --{name.replace('_', '-')}; it has {allowed}.")
    missing = [
        "--" + q.field.replace("_", "-") for q in questions.values() if q.required and q.field not in flags
    ]
    if missing:
        raise Refusal(f"Missing for a {kind}: {', '.join(missing)}.")
    return dict(flags)


def _asked(kind: str, ids: dict[str, str], dossier: str, workspace: Workspace) -> dict[str, Answer]:
    """The answers to all questions; one that cannot be read is asked for again."""
    answers: dict[str, Answer] = {}
    for question in QUESTIONS[kind]:
        if question.field == "number" and "{number}" not in str(answers.get("text", "")):
            continue
        while True:
            answers |= _answer(question, ids, dossier, workspace)
            faults = [
                fault
                for field, fault in _faults(kind, answers, dossier, workspace)
                if field == question.field
            ]
            if not faults:
                break
            click.echo("\n".join(f"  {line}" for line in (faults[0].message, faults[0].hint) if line))
            del answers[question.field]
    return answers


def _answer(question: Question, ids: dict[str, str], dossier: str, workspace: Workspace) -> dict[str, Answer]:
    """Field → answer; {} if nothing was answered."""
    if question.form == "cited":
        return {question.field: _ask_source(question, ids, dossier, workspace)}
    if question.field == "holder":
        return {question.field: _ask_known(question.words, "actor", ids)}
    default = None if question.required or question.field == "number" else ""
    answer = str(click.prompt(question.words, default=default, show_default=False)).strip()
    if question.field == "number" and (like := _GROUPED.search(answer)):
        click.echo(f"  {like[0]} has a decimal point; for thousands write {like[0].replace('.', '')}")
    return {question.field: (answer,) if question.form in _MANY else answer} if answer else {}


def _faults(
    kind: str, answers: Mapping[str, Answer], dossier: str, workspace: Workspace
) -> Iterator[tuple[str, Diagnostic]]:
    """(field, fault) of each answer that could not be read if it stood in a dossier."""
    lines = record_lines("new-record", kind, answers)
    text, first = append_record("", kind=PLURALS[kind], lines=lines)
    source, found = read_source(f"{RECORDS}{dossier}.yaml", text.encode())
    read = structure_dossier(source, project=workspace.loaded.project).diagnostics if source else ()
    for fault in (*found, *read):
        if fault.severity is Severity.ERROR and fault.span:
            above = reversed(lines[: fault.span.line - first + 1])
            field = next((match[1] for line in above if (match := _FIELD.match(line))), "")
            if field in answers:
                yield field, fault


def _ask_source(question: Question, ids: dict[str, str], dossier: str, workspace: Workspace) -> Answer:
    """`id, place`, also where both are typed at once; `+` first adds a source to the same dossier."""
    chosen = _ask_known(question.words, "source", ids, or_add=True)
    if "," in chosen:
        return chosen
    if chosen == "+":
        answers = _asked("source", ids, dossier, workspace)
        chosen = _ask_id(propose_id(str(answers["title"]), taken=ids, kind="source"), ids)
        _append(dossier, "source", record_lines(chosen, "source", answers), workspace)
        ids[chosen] = "source"
    return f"{chosen}, {click.prompt('Where in it')}"


def _ask_known(words: str, kind: str, ids: Mapping[str, str], *, or_add: bool = False) -> str:
    """An id of that kind, asked for until it is one."""
    known = [name for name, of in ids.items() if of == kind]
    with _completing(known):
        while True:
            answer = str(click.prompt(words)).strip()
            name, _, place = answer.partition(",")
            if answer in known or (or_add and (answer == "+" or (name in known and place.strip()))):
                return answer
            close = get_close_matches(answer, known, n=3, cutoff=0.4) or known[:8]
            click.echo(f"  No {kind} is called '{answer}'. There are: {', '.join(close) or 'none yet'}")


def _ask_id(proposed: str, ids: Collection[str]) -> str:
    while True:
        answer = str(click.prompt("Id", default=proposed)).strip()
        try:
            _refuse_id(answer, ids)
        except Refusal as fault:
            click.echo(f"  {fault}")
        else:
            return answer


def _refuse_id(record_id: str, ids: Collection[str]) -> None:
    if not ID.fullmatch(record_id):
        raise Refusal(f"'{record_id}' is not an id: small letters, digits and hyphens, a letter first")
    if record_id in ids:
        raise Refusal(f"'{record_id}' is taken already; an id is never used twice")


def _check_ids(kind: str, answers: Mapping[str, Answer], ids: Mapping[str, str]) -> None:
    """Refuse sources, holders and options that do not exist, before anything is written."""
    wanted = {"source": "source", "holder": "actor", "option": "option", "stance": "option"}
    for question in QUESTIONS[kind]:
        of = wanted.get(question.field)
        answer = answers.get(question.field, ())
        for entry in (answer,) if isinstance(answer, str) else answer:
            parts = entry.split(",") if question.form == "ids" else [entry.split(":")[0].split(",")[0]]
            known = [name for name, other in ids.items() if of in (None, other)]
            if of or question.field == "rests_on":
                for part in filter(None, map(str.strip, parts)):
                    one_of(of or "record", part, known)


def _append(dossier: str, kind: str, lines: tuple[str, ...], workspace: Workspace) -> None:
    """Put `lines` into the file, say so, and show what is wrong with them."""
    path = workspace.loaded.root / RECORDS / f"{dossier}.yaml"
    before = path.read_bytes() if path.is_file() else b""
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    text = before.removeprefix(mark).decode("utf-8")
    after, line = append_record(text, kind=PLURALS[kind], lines=lines)
    write_atomically(path, mark + after.encode())
    short = f"{RECORDS}{dossier}.yaml"
    click.echo(f"Added to {short}, line {line}:")
    for number in range(line - 1, line - 1 + len(lines)):
        click.echo(after.splitlines()[number])
    loaded = read_project(workspace.loaded.root)
    texts = {source.path: source.text for source in loaded.sources}
    added = range(line, line + len(lines))
    for found in loaded.diagnostics:
        if (
            found.severity is Severity.ERROR
            and found.span
            and found.span.path == short
            and found.span.line in added
        ):
            click.echo("\n" + as_text(found, texts=texts))


class _completing:
    """While asking, the Tab key completes `known`, where the platform has readline."""

    def __init__(self, known: Collection[str]) -> None:
        self.known = known

    def __enter__(self) -> None:
        with suppress(ImportError):
            import readline

            readline.set_completer(self._complete)
            readline.set_completer_delims("")
            readline.parse_and_bind("tab: complete")

    def __exit__(self, *_: object) -> None:
        with suppress(ImportError):
            import readline

            readline.set_completer(None)

    def _complete(self, start: str, state: int) -> str | None:
        found = [name for name in self.known if name.startswith(start)]
        return found[state] if state < len(found) else None


assert set(QUESTIONS) == {kind.kind for kind in KINDS.values()}
