"""Everything that rests on one record: other records, editions and their sections, briefs, translations."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from policybrief.changes.reasons import LEFT_OUT
from policybrief.changes.trace import Resting, named_in, resting_on, without
from policybrief.cli.terminal.diagnostics import WIDTH
from policybrief.cli.terminal.record_fields import words_of
from policybrief.diagnostics import counted
from policybrief.document import Document, Note, Section, plain_text, walk
from policybrief.document.differences import passages
from policybrief.editions import examine
from policybrief.editions.workspace import Workspace
from policybrief.records import Recommendation, Record, Source, state_of
from policybrief.selection import select

if TYPE_CHECKING:
    from policybrief.records import Edition


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an edition shows the record: headings of sections; or why it does not."""

    edition: Edition
    sections: tuple[str, ...] = ()
    reason: str = ""


def say(record: Record, editions: Sequence[Edition], workspace: Workspace) -> None:
    """Print all that rests on the record."""
    place = workspace.loaded.corpus.place(record.id)
    click.echo(f"{click.style(record.id, bold=True)}  {record.kind}, {state_of(record)}  {place or ''}")
    for line in textwrap.wrap(words_of(record), WIDTH - 2):
        click.echo(f"  {line}")
    _say_fate(record, workspace)
    below = resting_on(record, workspace.loaded.corpus)
    if below:
        click.echo("\nWhat rests on it")
        for line in _tree(below, workspace, "  "):
            click.echo(line)
    fallen = without(record, workspace.loaded.corpus)
    if fallen:
        click.echo("\nWithout it these would have no support left")
        _wrapped([_marked(other) for other in fallen])
    _say_standings([*standings(record, editions, workspace)])
    named = named_in(record, workspace.loaded.briefs)
    if named:
        click.echo("\nNamed by briefs")
        for brief, field in named:
            click.echo(f"  {brief.path}: {field}")
    translated = [str(place) for _, place in _translations(record, workspace)]
    if translated:
        click.echo("\nTranslated in")
        _wrapped(translated)


def as_records(record: Record, editions: Sequence[Edition], workspace: Workspace) -> Iterator[dict[str, Any]]:
    """One object a record that rests on it, then one an edition that shows it; no words of records."""
    fallen = {other.id for other in without(record, workspace.loaded.corpus)}
    for resting, depth in _flat(resting_on(record, workspace.loaded.corpus), 1):
        place = workspace.loaded.corpus.place(resting.record.id)
        yield {
            "rests": "record",
            "record": resting.record.id,
            "kind": resting.record.kind,
            "fields": [*resting.fields],
            "depth": depth,
            "alone": resting.record.id in fallen,
            "path": place.path if place else "",
            "line": place.line if place else 0,
        }
    for standing in standings(record, editions, workspace):
        if standing.sections:
            edition = standing.edition
            yield {
                "rests": "edition",
                "brief": edition.brief.name,
                "template": edition.template,
                "audience": edition.audience.name,
                "language": edition.language,
                "sections": [*standing.sections],
            }


def standings(record: Record, editions: Sequence[Edition], workspace: Workspace) -> Iterator[Standing]:
    """Where each edition shows the record, in the order given; made only where it may be shown."""
    loaded = workspace.loaded
    selections = {e: select(e, loaded.corpus, loaded.project) for e in editions}
    may_show = [e for e in editions if selections[e].get(record.id) is not None]
    results = {result.edition: result for result in examine(loaded, may_show, houses=workspace.houses)}
    for edition in editions:
        if edition not in results:
            yield Standing(edition, reason=dict(selections[edition].left_out).get(record.id, "not-used"))
            continue
        made = results[edition].made
        if made is None or made.document is None:
            yield Standing(edition, reason="broken")
            continue
        own = [p.title for p in passages(made.document) if p.record == record.id and p.own]
        titles = [*_citing(record, made.document), *own] if isinstance(record, Source) else own
        sections = tuple(dict.fromkeys(title or "the head of the paper" for title in titles))
        reason = dict(made.selection.left_out).get(record.id, "not-used")
        yield Standing(edition, sections, "" if sections else reason)


def _citing(source: Source, document: Document) -> Iterator[str]:
    """Headings of the sections with a mark that leads to the source."""
    for block in document.blocks:
        if any(isinstance(node, Note) and node.target == f"source.{source.id}" for node in walk(block)):
            yield plain_text(block.title) if isinstance(block, Section) else ""


def _say_fate(record: Record, workspace: Workspace) -> None:
    if record.withdrawn:
        words = record.withdrawn.words.original()
        click.echo(f"  withdrawn on {record.withdrawn.date}{': ' if words else ''}{words}")
    for other in workspace.loaded.corpus.records:
        if other.replaces == record.id:
            click.echo(f"  replaced by {other.id}")


def _tree(below: Sequence[Resting], workspace: Workspace, indent: str) -> Iterator[str]:
    for resting in below:
        record = resting.record
        place = workspace.loaded.corpus.place(record.id)
        end = f"{place.path.rpartition('/')[2]}:{place.line}" if place else ""
        head = f"{indent}{record.kind} {click.style(record.id, bold=True)}"
        used = len(click.unstyle(head)) + len(end) + 4
        words = textwrap.shorten(words_of(record), max(12, WIDTH - used), placeholder=" …")
        room = max(1, WIDTH - len(click.unstyle(head)) - 2 - len(words) - len(end))
        yield f"{head}  {words}{' ' * room}{end}"
        yield from _tree(resting.below, workspace, indent + "  ")


def _flat(below: Sequence[Resting], depth: int) -> Iterator[tuple[Resting, int]]:
    for resting in below:
        yield resting, depth
        yield from _flat(resting.below, depth + 1)


def _say_standings(found: Sequence[Standing]) -> None:
    shown = [standing for standing in found if standing.sections]
    if shown:
        click.echo(f"\nShown in {counted(len(shown), 'edition')} of {len(found)}")
        for standing in shown:
            for number, line in enumerate(textwrap.wrap("; ".join(standing.sections), WIDTH - 6)):
                if not number:
                    click.echo(f"  {standing.edition.name}")
                click.echo(f"      {line}")
    reasons: dict[str, list[str]] = {}
    for standing in found:
        if standing.reason:
            reasons.setdefault(standing.reason, []).append(standing.edition.name)
    if reasons:
        click.echo(f"\nNot shown in {counted(len(found) - len(shown), 'edition')}")
        for reason, names in reasons.items():
            words = in_words(reason)
            click.echo(f"  {counted(len(names), 'edition')}: {words}")


def in_words(reason: str) -> str:
    """Why an edition does not show a record."""
    if reason.startswith("replaced-by "):
        return f"replaced by {reason.removeprefix('replaced-by ')}"
    more = {
        "not-used": "no section prints it",
        "broken": "the edition cannot be made",
        "withdrawn": "withdrawn",
    }
    return LEFT_OUT.get(reason) or more.get(reason, reason)


def _marked(record: Record) -> str:
    return f"{record.id}{' (recommendation)' if isinstance(record, Recommendation) else ''}"


def _wrapped(words: Sequence[str]) -> None:
    for line in textwrap.wrap(", ".join(words), WIDTH - 2, break_on_hyphens=False):
        click.echo(f"  {line}")


def _translations(record: Record, workspace: Workspace) -> Iterator[tuple[str, Any]]:
    original = workspace.loaded.corpus.place(record.id)
    for language in workspace.loaded.project.languages[1:]:
        place = workspace.loaded.corpus.place(record.id, language=language)
        if place and original and place.path != original.path and place.line:
            yield language, place
