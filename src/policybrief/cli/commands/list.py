"""`brief list`: editions, records or templates, one a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

import click

from policybrief.cli.terminal.diagnostics import columns, echo_json
from policybrief.cli.terminal.record_fields import first_words
from policybrief.cli.terminal.report import print_unread_notice
from policybrief.editions import Manifest, Workspace, folder_of, one_of, open_workspace
from policybrief.records import KINDS, Addressed, Named, Record, State, state_of
from policybrief.templates import list_templates, read_template

form_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For other programs: json."
)


@click.group("list")
def command() -> None:
    """List editions, records or templates."""


@command.command("editions")
@form_option
def editions(*, form: str) -> None:
    """List editions and whether their files are in out/."""
    workspace = open_workspace()
    manifest = Manifest(workspace.loaded.root)
    rows = []
    for edition in workspace.editions():
        key = (edition.brief.name, edition.template, edition.audience.name, edition.language)
        entries = manifest.editions(edition.brief.name)
        written = any((e.brief, e.template, e.audience, e.language) == key for e in entries)
        path = ("out" / folder_of(edition) / edition.stem).as_posix()
        fields = dict(zip(("brief", "template", "audience", "language"), key, strict=True))
        rows.append(fields | {"as_of": edition.as_of.isoformat(), "written": written, "path": path})
    _print(rows, ("brief", "template", "audience", "language", "as_of", "written"), form, workspace)


@command.command("records")
@click.option("--kind", metavar="KIND", help="Only this kind: " + ", ".join(k.kind for k in KINDS.values()))
@click.option("--topic", metavar="TOPIC", help="Only records on this topic.")
@click.option("--state", type=click.Choice(get_args(State)), help="Only records in this state.")
@form_option
def records(*, kind: str | None, topic: str | None, state: str | None, form: str) -> None:
    """List records: id, kind, state and first words."""
    workspace = open_workspace()
    only_kind = _kind(kind) if kind else ""
    if topic:
        one_of(
            "topic", topic, sorted({t for record in workspace.loaded.corpus.records for t in record.topics})
        )
    rows = [
        {
            "id": record.id,
            "kind": record.kind,
            "state": _state(record),
            "marking": list(record.marking),
            "topics": list(record.topics),
            "templates": list(record.templates) if isinstance(record, Addressed) else [],
            "place": _place(record.id, workspace),
            "text": first_words(record),
        }
        for record in workspace.loaded.corpus.records
        if only_kind in ("", record.kind)
        and (not topic or topic in record.topics)
        and state in (None, _state(record))
    ]
    addressed = ("templates",) if any(row["templates"] for row in rows) else ()
    _print(rows, ("id", "kind", "state", *addressed, "text"), form, workspace)


@command.command("templates")
@form_option
def templates(*, form: str) -> None:
    """List the templates the project can use, and their ministries."""
    workspace = open_workspace()
    rows = []
    for name in list_templates(workspace.loaded.root):
        template, _ = read_template(name, workspace.loaded.root)
        rows.append(
            {
                "template": name,
                "audiences": [outline.audience for outline in template.outlines] if template else [],
                "organisation": template.look.organisation if template else "cannot be read: see brief check",
            }
        )
    _print(rows, ("template", "organisation"), form, workspace)


def _kind(name: str) -> str:
    """The kind that `name` (singular or plural) means."""
    plurals = {plural: kind.kind for plural, kind in KINDS.items()}
    return plurals.get(name) or one_of("kind", name, [*plurals.values()])


def _state(record: Record) -> str:
    """Its state; "-" if it need not be cleared and is neither cleared nor withdrawn."""
    state = state_of(record)
    return "-" if state == "draft" and isinstance(record, Named) and not record.cleared else state


def _place(record: str, workspace: Workspace) -> str:
    place = workspace.loaded.corpus.place(record)
    return f"{place.path}:{place.line}" if place else ""


def _print(rows: Iterable[Mapping[str, Any]], shown: Sequence[str], form: str, workspace: Workspace) -> None:
    rows = [*rows]
    if form == "json":
        echo_json(rows)
        return
    for line in columns([[_words(row[key]) for key in shown] for row in rows]) if rows else ():
        click.echo(line)
    print_unread_notice(workspace)


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "written" if value else "-"
    return " ".join(value) if isinstance(value, list) else str(value)
