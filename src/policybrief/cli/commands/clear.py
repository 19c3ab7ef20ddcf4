"""`brief clear`: write who cleared which text when into the records, all of them or none."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from policybrief.cli.commands.clearing import (
    Clearing,
    clearing_of,
    refuse_broken,
    superseded_heads,
    with_places,
    write,
)
from policybrief.cli.terminal.completion import complete_records
from policybrief.cli.terminal.diagnostics import columns
from policybrief.diagnostics import Diagnostic, Refusal, Severity, counted
from policybrief.editions import examine
from policybrief.editions.workspace import Workspace, one_edition, one_of, open_workspace
from policybrief.files.names import composed
from policybrief.languages import fallbacks
from policybrief.reading.yaml import UNSEEN
from policybrief.records import Named, Record


@click.command("clear")
@click.argument("ids", metavar="[RECORD]...", nargs=-1, shell_complete=complete_records)
@click.option("--by", metavar="WHO", required=True, help='Who clears: "head of unit".')
@click.option("--on", "day", metavar="DATE", help="The day of clearance; today if not given.")
@click.option("--topic", metavar="TOPIC", help="All records on this topic.")
@click.option("--dossier", metavar="FILE", help="All records of this file in briefs/records/.")
@click.option("--edition", metavar="EDITION", help='All that it shows: "nato-support minister uk".')
@click.option("--language", metavar="CODE", help="The translation into this language, not the original.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(
    ids: tuple[str, ...],
    *,
    by: str,
    day: str | None,
    topic: str | None,
    dossier: str | None,
    edition: str | None,
    language: str | None,
    yes: bool,
) -> None:
    """Write into records who cleared their text, and when.

    A record that is changed after that is a draft again. Sources, actors and criteria are cleared only if
    they are named. An edition in another language has its originals and its translations cleared.

    \b
      brief clear madrid-agreed winter-projects --by "head of unit"
      brief clear --edition "nato-support defence minister en" --by "head of unit"
    """
    workspace = open_workspace()
    by = " ".join("".join(sign for sign in by if sign not in UNSEEN).split())
    if not by:
        raise Refusal('Say who clears: --by "head of unit"')
    on = _day(day, workspace)
    wanted = _wanted(ids, workspace, topic=topic, dossier=dossier, edition=edition, language=language)
    left = [clearing for clearing in wanted if not clearing.stands(by)]
    heads = superseded_heads(wanted, workspace)
    _say_standing(len(wanted) - len(left), len(wanted))
    if not left and not heads:
        return
    refuse_broken(left, workspace)
    if left:
        click.echo(f"To be cleared by {by} on {on}:")
    for line in columns([[one.name, one.record.kind, one.state, one.words] for one in left]):
        click.echo(f"  {line}")
    if left and not yes and _on_a_terminal() and not click.confirm(f"Clear {counted(len(left), 'record')}?"):
        click.echo("Nothing was cleared.")
        return
    paths = write(left, by=by, on=on, workspace=workspace, heads=heads)
    if left:
        click.echo(f"Cleared: {counted(len(left), 'record')} in {', '.join(paths)}")
    for head in heads:
        click.echo(f"Removed from the head of {head.path}: cleared")


def _on_a_terminal() -> bool:
    return sys.stdin.isatty()


def _day(given: str | None, workspace: Workspace) -> date:
    """The day typed, or today.

    Raises:
        Refusal: it is no day, or has yet to come.
    """
    try:
        on = date.fromisoformat(given) if given else workspace.today
    except ValueError:
        raise Refusal(f"'{given}' is not a day: write --on 2022-10-03") from None
    if on > workspace.today:
        raise Refusal(f"{on} is still to come: nobody can have cleared anything on it.")
    return on


def _wanted(
    ids: Sequence[str],
    workspace: Workspace,
    *,
    topic: str | None,
    dossier: str | None,
    edition: str | None,
    language: str | None,
) -> tuple[Clearing, ...]:
    """The records named, or all of a topic, a file or an edition that need clearance and are not withdrawn.

    Raises:
        Refusal: a name means nothing, several ways are mixed, or a record named cannot be cleared.
    """
    if sum(map(bool, (ids, topic, dossier, edition))) != 1:
        raise Refusal("Name either records, or one of --topic, --dossier and --edition.")
    if language:
        one_of("language that records are translated into", language, workspace.loaded.project.languages[1:])
    corpus, languages = workspace.loaded.corpus, [language or ""]
    if ids:
        found = [_named(name, workspace) for name in dict.fromkeys(ids)]
        return tuple(clearing_of(record, language or "", workspace) for record in found)
    if topic:
        one_of("topic", topic, sorted({t for record in corpus.records for t in record.topics}))
        found = [r for r in corpus.records if topic in r.topics]
    elif dossier:
        found = _in_file(dossier, workspace)
    else:
        shown, its_language = _shown(str(edition), workspace)
        found = [r for r in corpus.records if r.id in shown]
        original = workspace.loaded.project.languages[0]
        languages = languages if language or its_language == original else ["", *fallbacks(its_language)]
    due = [r for r in found if not isinstance(r, Named) and not r.withdrawn]
    wanted = tuple(
        clearing_of(r, code, workspace)
        for code in languages
        for r in due
        if not code or corpus.translation_of(r.id, code)
    )
    if not wanted:
        raise Refusal(f"Nothing in {topic or dossier or edition} needs clearance.")
    return wanted


def _named(name: str, workspace: Workspace) -> Record:
    corpus = workspace.loaded.corpus
    record = corpus.get(name)
    if record is None and name in corpus.broken:
        faults = [d for d in workspace.loaded.diagnostics if d.severity is Severity.ERROR]
        own = [d for d in faults if d.record == name] or [d for d in faults if _names(d, name, workspace)]
        raise Refusal(with_places(f"'{name}' cannot be read:", own or faults, workspace))
    if record is None:
        renamed = next((r.id for r in corpus.records if name in r.was), "")
        if renamed:
            raise Refusal(f"no record is called '{name}'; it is now called '{renamed}'")
        one_of("record", name, [r.id for r in corpus.records])
    assert record is not None
    if record.withdrawn:
        raise Refusal(f"{record.kind} '{name}' was withdrawn on {record.withdrawn.date}; it is never shown.")
    return record


def _names(fault: Diagnostic, name: str, workspace: Workspace) -> bool:
    """True if the file of `fault` holds the id at all."""
    path = workspace.loaded.root / fault.span.path if fault.span else None
    return path is not None and path.is_file() and name in path.read_text(encoding="utf-8", errors="replace")


def _in_file(name: str, workspace: Workspace) -> list[Record]:
    stem = Path(name.replace("\\", "/")).name.removesuffix(".yaml")
    found: dict[str, list[Record]] = {}
    for record in workspace.loaded.corpus.records:
        source = workspace.loaded.corpus.source_of(record.id)
        if source:
            found.setdefault(composed(Path(source.path).name.removesuffix(".yaml")), []).append(record)
    return found[one_of("dossier", stem, [*found])]


def _shown(words: str, workspace: Workspace) -> tuple[frozenset[str], str]:
    """Ids of the records that one edition shows, and its language.

    Raises:
        Refusal: the words name no edition or several, or it cannot be made.
    """
    edition = one_edition(workspace.editions(workspace.named((words,))))
    result = next(iter(examine(workspace, (edition,))))
    if result.made is None or result.made.document is None:
        errors = [d for d in result.diagnostics if d.severity is Severity.ERROR]
        raise Refusal(with_places(f"{edition.name} cannot be made:", errors, workspace))
    return frozenset(result.made.shown), edition.language


def _say_standing(number: int, of: int) -> None:
    if number:
        every = "All are" if number == of > 1 else f"{number} of {of} are" if of > 1 else "It is"
        click.echo(f"{every} cleared already and unchanged since.")
