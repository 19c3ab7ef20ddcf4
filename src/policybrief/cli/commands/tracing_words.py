"""Words of an edition, traced: the passages that say them, their records, and what these rest on."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from policybrief.changes.trace import Hit, find, words_of
from policybrief.cli.terminal.diagnostics import WIDTH
from policybrief.document import Document, Note, plain_text, walk
from policybrief.editions.workspace import Workspace
from policybrief.languages import Text, serves
from policybrief.project.corpus import effective_marking
from policybrief.records import Cited, Record, Stamp, clearance_lapsed, state_of

if TYPE_CHECKING:
    from policybrief.records import Edition


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of the words asked for."""

    hits: tuple[Hit, ...]
    elsewhere: str = ""
    """Who else supplies the words: the brief's file, or a label of the template."""

    @property
    def said(self) -> bool:
        """True if the edition says the words, and not only something near to them."""
        return bool(self.elsewhere) or any(hit.match != "near" for hit in self.hits)


def look_up(text: str, document: Document, edition: Edition, workspace: Workspace) -> Found:
    """The passages of `document` that say `text`, or who else supplies the words."""
    hits = find(text, document)
    if any(hit.passage.record for hit in hits if hit.match != "near"):
        return Found(tuple(hit for hit in hits if hit.passage.record))
    return Found(hits, _supplied(text, edition, workspace))


def say_found(found: Found, document: Document, workspace: Workspace) -> None:
    """Print what was found, a block for each record."""
    if found.elsewhere:
        click.echo(found.elsewhere)
        return
    if not found.hits:
        click.echo("The edition does not say that, nor anything near to it.")
        return
    if not found.said:
        click.echo("The edition does not say that. Nearest to it:\n")
    for number, (hits, record) in enumerate(_by_record(found.hits, workspace)):
        if number:
            click.echo()
        _say(hits, record, document, workspace)


def as_records(found: Found, document: Document, workspace: Workspace) -> Iterator[dict[str, Any]]:
    """One object a record and field, without any words of records."""
    for hits, record in _by_record(found.hits, workspace):
        first = hits[0]
        said: dict[str, Any] = {
            "record": record.id if record else "",
            "field": first.passage.field,
            "match": first.match,
            "similarity": first.similarity,
            "sections": [*dict.fromkeys(hit.passage.title for hit in hits)],
        }
        if record is not None:
            place = workspace.loaded.corpus.place(record.id, first.passage.field)
            said |= {
                "kind": record.kind,
                "state": state_of(record),
                "marking": [*effective_marking(record, workspace.loaded.corpus, workspace.loaded.project)],
                "path": place.path if place else "",
                "line": place.line if place else 0,
                "sources": [
                    {"source": cited.id, "locator": cited.locator.original(), "number": number}
                    for cited, number in _sources(record, document, workspace)
                ],
            }
        yield said


def _by_record(hits: Sequence[Hit], workspace: Workspace) -> Iterator[tuple[list[Hit], Record | None]]:
    """The hits of each record and field, the order of the first kept."""
    order = list(dict.fromkeys((hit.passage.record, hit.passage.field) for hit in hits))
    key = [order.index((hit.passage.record, hit.passage.field)) for hit in hits]
    placed = sorted(zip(key, range(len(hits)), strict=True))
    for index, group in groupby(placed, key=lambda pair: pair[0]):
        yield [hits[at] for _, at in group], workspace.loaded.corpus.get(order[index][0])


def _say(hits: Sequence[Hit], record: Record | None, document: Document, workspace: Workspace) -> None:
    sections = "; ".join(dict.fromkeys(hit.passage.title or "the head of the paper" for hit in hits))
    first = hits[0]
    near = f" ({first.similarity:.0%} of the words)" if first.match == "near" else ""
    if record is None:
        click.echo(click.style("words of the house template or of the brief", bold=True) + near)
        _lines([("stands in", sections), ("says", first.passage.text)])
        return
    own = "" if first.passage.own else ", beside its words"
    click.echo(
        f"{click.style(record.id, bold=True)}  {record.kind}, {first.passage.field or 'text'}{own}{near}"
    )
    place = workspace.loaded.corpus.place(
        record.id, *(first.passage.field.split(".") if first.passage.field else ())
    )
    place = place or workspace.loaded.corpus.place(record.id)
    rows = [("stands in", sections), ("says", first.passage.text)]
    for cited, number in _sources(record, document, workspace):
        rows.append(("source", f"{number} {cited.id}, {cited.locator.original()}".strip()))
    rows += [
        ("written", f"{place.path}:{place.line}" if place else ""),
        ("state", _state(record)),
        ("marking", " ".join(effective_marking(record, workspace.loaded.corpus, workspace.loaded.project))),
    ]
    _lines(rows)


def _lines(rows: Sequence[tuple[str, str]]) -> None:
    before = ""
    for name, words in rows:
        for number, line in enumerate(textwrap.wrap(words, WIDTH - 13)):
            click.echo(f"  {name if not number and name != before else '':<11}{line}")
        before = name


def _state(record: Record) -> str:
    said: list[str] = [state_of(record)]
    if record.cleared:
        why = "changed since" if record.cleared.of else "text not named"
        now = f" ({why})" if clearance_lapsed(record) else ""
        said = [f"cleared {_by(record.cleared)}{now}"]
    if record.withdrawn:
        said = [f"withdrawn {_by(record.withdrawn)}"]
    return ", ".join([*said, *([f"checked {_by(record.checked)}"] if record.checked else [])])


def _by(stamp: Stamp) -> str:
    words = stamp.words.original()
    return f"{stamp.date}, {words}" if words else str(stamp.date)


def _sources(record: Record, document: Document, workspace: Workspace) -> list[tuple[Cited, str]]:
    """The places in sources on which a record rests, also through others, with the mark of each source."""
    marks: dict[str, str] = {}
    for node in walk(document):
        if isinstance(node, Note):
            marks.setdefault(node.target.removeprefix("source."), node.mark)
            marks.setdefault(plain_text(node.content), node.mark)
    cited = dict.fromkeys(_cited(record, workspace, {record.id}))
    shown = [entry for entry in cited if entry.id in marks] or [*cited]
    return [(entry, marks.get(entry.id, "")) for entry in shown]


def _cited(record: Record, workspace: Workspace, seen: set[str]) -> Iterator[Cited]:
    yield from getattr(record, "source", ())
    for below in getattr(record, "rests_on", ()):
        found = workspace.loaded.corpus.get(below)
        if found is not None and below not in seen:
            seen.add(below)
            yield from _cited(found, workspace, seen)


def _supplied(text: str, edition: Edition, workspace: Workspace) -> str:
    """Who supplies words that no record says: the brief's file, or a label of the template."""
    wanted = " ".join(words_of(text))
    brief = edition.brief
    only = brief.overrides(edition.audience.name)
    for name in ("title", "question", "short", "series", "licence"):
        versions = (*getattr(only, name, Text()).versions, *getattr(brief, name).versions)
        if any(wanted in " ".join(words_of(words)) for _, words in versions):
            return f"The {name} of the brief says that: {brief.path}"
    template = next((house.template for house in workspace.houses if house.name == edition.template), None)
    for words in template.words if template else ():
        if serves(words.language, edition.language):
            for key, label in words.labels:
                if wanted and wanted == " ".join(words_of(label)):
                    return f"The label '{key}' of the template says that: labels/{words.language}.yaml"
    return ""
