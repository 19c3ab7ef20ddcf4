"""`brief new`: one record, asked for and appended to a dossier with its comments and order kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from policybrief.cli.terminal.diagnostics import as_text
from policybrief.diagnostics import Diagnostic, Refusal, Severity
from policybrief.editions import Workspace, one_of, open_workspace
from policybrief.files.writing import write_atomically
from policybrief.project import read_project
from policybrief.project.new_briefs import brief_lines
from policybrief.project.new_records import (
    PLURALS,
    Answer,
    Question,
    answer_faults,
    append_to_dossier,
    propose_id,
    questions,
    record_lines,
)
from policybrief.records import ID

RECORDS = "briefs/records/"
BRIEF = "brief"
"""What is no record, and has a file of its own."""
_GROUPED = re.compile(r"(?<![\d.])[1-9]\d{0,2}\.\d{3}(?![\d.])")
"""A number that readers in much of Europe take for thousands: 4.100."""


def _flag(field: str) -> str:
    return "--" + field.replace("_", "-")


def _field_options(command: Callable[..., None]) -> Callable[..., None]:
    """An option for each field that any kind asks for."""
    asked = [q for kind in PLURALS for q in questions(kind)]
    by_field = {q.field: q for q in asked}
    for question in reversed(by_field.values()):
        words = {"cited": '"ID, where in it"', "pairs": '"OPTION: STANCE"'}.get(question.form, "TEXT")
        wordings = {q.words.partition(" (Tab")[0] for q in asked if q.field == question.field}
        text = wordings.pop() if len(wordings) == 1 else question.field.replace("_", " ").capitalize()
        text += "; may be repeated" if question.several else ""
        command = click.option(
            _flag(question.field), question.field, multiple=question.several, metavar=words, help=text
        )(command)
    return command


@click.command("new")
@click.argument("kind", type=click.Choice([*PLURALS, BRIEF]), metavar="[KIND]", required=False)
@click.option("--dossier", metavar="NAME", help="File in briefs/records/ to add the record to.")
@click.option("--id", "record_id", metavar="ID", help="Use this id instead of the proposed one.")
@_field_options
@click.option("--question", metavar="TEXT", help="The question of a brief.")
def command(
    kind: str | None, *, dossier: str | None, record_id: str | None, question: str | None, **options: Any
) -> None:
    """Add a record to a dossier, or start a brief.

    KIND is source, actor, fact, position, option, criterion, risk, judgement, line, passage,
    recommendation or brief. The command asks for each field and proposes an id. If you give any field as
    an option, it asks for nothing (for scripts):

    \b
      brief new fact --text "The toll brought in {number} euros." \\
          --number 4100000 --source "audit-2026, p. 14"
      brief new brief --title "The toll on the harbour bridge"
    """
    workspace = open_workspace()
    flags: dict[str, Answer] = {name: value for name, value in options.items() if value}
    kind = kind or click.prompt("Kind", type=click.Choice([*PLURALS, BRIEF]), default="fact")
    if kind == BRIEF:
        if question:
            flags["question"] = question
        _start_brief(workspace, flags, name=record_id, dossier=dossier)
        return
    if question:
        raise Refusal(f"A {kind} has no --question: that is for a brief.")
    dossier = _dossier(dossier, workspace, ask=not flags)
    ids = {record.id: record.kind for record in workspace.loaded.corpus.records}
    answers = _checked_flags(kind, flags) if flags else _ask_all(kind, ids, dossier, workspace)
    _check_references(kind, answers, ids)
    for _, fault in _faults(kind, answers, dossier, workspace):
        raise Refusal(f"{fault.message}: {fault.hint}" if fault.hint else fault.message)
    words = next((str(answers[name]) for name in ("text", "title", "name") if name in answers), kind)
    proposed = propose_id(words, taken_ids=ids, kind=kind)
    if record_id is None:
        record_id = proposed if flags else _ask_id(proposed, ids)
    _refuse_id(record_id, ids)
    _append(dossier, kind, record_lines(record_id, kind, answers), workspace)


def _start_brief(
    workspace: Workspace, flags: Mapping[str, Answer], *, name: str | None, dossier: str | None
) -> None:
    """Write the file of a new brief: a title, a question, and what else it may say as comments."""
    if wrong := [_flag(field) for field in flags if field not in ("title", "question")]:
        raise Refusal(f"A brief has no {', '.join(wrong)}; it has --title, --question.")
    if dossier is not None:
        raise Refusal("A brief is no part of a dossier: leave out --dossier.")
    title = str(flags.get("title") or ("" if flags else click.prompt("Title"))).strip()
    if not title:
        raise Refusal("Missing for a brief: --title.")
    default = "" if flags else click.prompt("Question that it answers", default="", show_default=False)
    question = str(flags.get("question") or default).strip()
    names = {brief.name for brief in workspace.loaded.briefs}
    proposed = propose_id(title, taken_ids=names, kind=BRIEF)
    chosen = name or (proposed if flags else _ask_id(proposed, names))
    _refuse_id(chosen, names)
    path = workspace.loaded.root / "briefs" / f"{chosen}.yaml"
    if path.exists():
        raise Refusal(f"briefs/{chosen}.yaml is there already: choose another name with --id")
    write_atomically(path, ("\n".join(brief_lines(chosen, title=title, question=question)) + "\n").encode())
    click.echo(f"Written briefs/{chosen}.yaml.")
    click.echo(f"Add its records (brief new fact --dossier {chosen}), or name other dossiers under topics:.")


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
        raise Refusal(f"'{name}' cannot be the name of a dossier: use small letters, digits and hyphens")
    return name


def _checked_flags(kind: str, flags: Mapping[str, Answer]) -> dict[str, Answer]:
    required = {_flag(q.field): q.required_beside(flags) for q in questions(kind)}
    for flag in map(_flag, flags):
        if flag not in required:
            raise Refusal(f"A {kind} has no {flag}. It has {', '.join(required)}.")
    missing = [flag for flag, needed in required.items() if needed and flag not in map(_flag, flags)]
    if missing:
        raise Refusal(f"Missing for a {kind}: {', '.join(missing)}.")
    return dict(flags)


def _ask_all(kind: str, ids: dict[str, str], dossier: str, workspace: Workspace) -> dict[str, Answer]:
    """The answers to all questions; an answer that cannot be read is asked for again."""
    answers: dict[str, Answer] = {}
    for question in questions(kind):
        if question.by_flag_alone:
            continue
        if question.field == "number" and "{number}" not in str(answers.get("text", "")):
            continue
        while True:
            answers |= _answer(question, answers, ids, dossier, workspace)
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


def _answer(
    question: Question,
    answered: Mapping[str, Answer],
    ids: dict[str, str],
    dossier: str,
    workspace: Workspace,
) -> dict[str, Answer]:
    """Field → answer; {} if nothing was answered."""
    if question.form == "cited":
        return {question.field: _ask_source(question, ids, dossier, workspace)}
    if question.form == "plain" and question.refers_to:
        return {question.field: _ask_reference(question, ids)}
    default = None if question.required_beside(answered) or question.field == "number" else ""
    answer = str(click.prompt(question.words, default=default, show_default=False)).strip()
    if question.field == "number" and (like := _GROUPED.search(answer)):
        click.echo(
            f"  {like[0]} has a decimal point; if you mean thousands, write {like[0].replace('.', '')}"
        )
    return {question.field: (answer,) if question.several else answer} if answer else {}


def _faults(
    kind: str, answers: Mapping[str, Answer], dossier: str, workspace: Workspace
) -> Iterator[tuple[str, Diagnostic]]:
    """(field, error) of each answer that could not be read in the dossier."""
    return answer_faults(kind, answers, path=f"{RECORDS}{dossier}.yaml", project=workspace.loaded.project)


def _ask_source(question: Question, ids: dict[str, str], dossier: str, workspace: Workspace) -> Answer:
    """`id, place`, also where both are typed together; `+` first adds a source to the same dossier."""
    chosen = _ask_reference(question, ids, or_add=True)
    if "," in chosen:
        return chosen
    if chosen == "+":
        answers = _ask_all("source", ids, dossier, workspace)
        chosen = _ask_id(propose_id(str(answers["title"]), taken_ids=ids, kind="source"), ids)
        _append(dossier, "source", record_lines(chosen, "source", answers), workspace)
        ids[chosen] = "source"
    return f"{chosen}, {click.prompt('Where in it')}"


def _ask_reference(question: Question, ids: Mapping[str, str], *, or_add: bool = False) -> str:
    """An id of the kind that the question asks for; it is asked until it is one."""
    kind = question.refers_to
    choices = [name for name, other in ids.items() if kind in (other, "record")]
    with _Completion(choices):
        while True:
            answer = str(click.prompt(question.words)).strip()
            name, _, place = answer.partition(",")
            if answer in choices or (or_add and (answer == "+" or (name in choices and place.strip()))):
                return answer
            close = get_close_matches(answer, choices, n=3, cutoff=0.4) or choices[:8]
            click.echo(
                f"  There is no {kind} called '{answer}'. Existing ids: {', '.join(close) or 'none yet'}"
            )


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
        raise Refusal(
            f"'{record_id}' is not an id: use small letters, digits and hyphens, beginning with a letter"
        )
    if record_id in ids:
        raise Refusal(f"'{record_id}' is already in use; an id is never used twice")


def _check_references(kind: str, answers: Mapping[str, Answer], ids: Mapping[str, str]) -> None:
    """Refuse names of records that do not exist, before anything is written."""
    for question in questions(kind):
        if not question.refers_to:
            continue
        choices = [name for name, other in ids.items() if question.refers_to in (other, "record")]
        answer = answers.get(question.field, ())
        for entry in (answer,) if isinstance(answer, str) else answer:
            parts = entry.split(",") if question.form == "ids" else [entry.split(":")[0].split(",")[0]]
            for part in filter(None, map(str.strip, parts)):
                one_of(question.refers_to, part, choices)


def _append(dossier: str, kind: str, lines: tuple[str, ...], workspace: Workspace) -> None:
    """Put `lines` into the file, show them, and show what is wrong with them."""
    short = f"{RECORDS}{dossier}.yaml"
    text, line = append_to_dossier(workspace.loaded.root / short, kind=kind, lines=lines)
    loaded = read_project(workspace.loaded.root)
    texts = {source.path: source.text for source in loaded.sources}
    rows = range(line, line + len(lines))
    click.echo(f"Added to {short}, line {line}:")
    for number in rows:
        click.echo(text.splitlines()[number - 1])
    for fault in loaded.diagnostics:
        span = fault.span
        if fault.severity is Severity.ERROR and span and span.path == short and span.line in rows:
            click.echo("\n" + as_text(fault, texts=texts))


class _Completion:
    """While asking, the Tab key completes `choices`, where the platform has readline."""

    def __init__(self, choices: Collection[str]) -> None:
        self.choices = choices

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
        matches = [name for name in self.choices if name.startswith(start)]
        return matches[state] if state < len(matches) else None
