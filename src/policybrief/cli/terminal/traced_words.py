"""Where words of an edition come from, as text or plain objects: their passages, records and sources."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import click

from policybrief.changes.trace import PassageMatch, WordOrigins, matches_by_record, sources_of
from policybrief.cli.terminal.diagnostics import WIDTH
from policybrief.document import Document
from policybrief.editions import Workspace
from policybrief.project.corpus import effective_marking
from policybrief.records import Record, Stamp, clearance_lapsed, state_of


def origins_as_text(origins: WordOrigins, document: Document, workspace: Workspace) -> Iterator[str]:
    """Lines of at most 80 columns, a block for each record."""
    if origins.supplier:
        yield origins.supplier
        return
    if not origins.matches:
        yield "No passage in this edition matches or resembles those words."
        return
    if not origins.in_edition:
        yield "The edition does not contain those words. The nearest passages are:\n"
    for number, matches in enumerate(matches_by_record(origins.matches)):
        if number:
            yield ""
        yield from _block(matches, document, workspace)


def origins_as_objects(
    origins: WordOrigins, document: Document, workspace: Workspace
) -> Iterator[dict[str, Any]]:
    """One object for each record and field, without any words of records."""
    corpus, project = workspace.loaded.corpus, workspace.loaded.project
    for matches in matches_by_record(origins.matches):
        first, record = matches[0], corpus.get(matches[0].passage.record)
        fields: dict[str, Any] = {
            "record": record.id if record else "",
            "field": first.passage.field,
            "match": first.kind,
            "similarity": first.similarity,
            "sections": [*dict.fromkeys(match.passage.title for match in matches)],
        }
        if record is not None:
            place = corpus.place(record.id, first.passage.field)
            fields |= {
                "kind": record.kind,
                "state": state_of(record),
                "marking": [*effective_marking(record, corpus, project)],
                "path": place.path if place else "",
                "line": place.line if place else 0,
                "sources": [
                    {"source": cited.id, "locator": cited.locator.original(), "number": number}
                    for cited, number in sources_of(record, document, corpus)
                ],
            }
        yield fields


def _block(matches: Sequence[PassageMatch], document: Document, workspace: Workspace) -> Iterator[str]:
    passage = matches[0].passage
    record = workspace.loaded.corpus.get(passage.record)
    sections = "; ".join(dict.fromkeys(match.passage.title or "the head of the paper" for match in matches))
    near = f" ({matches[0].similarity:.0%} of the words)" if matches[0].kind == "near" else ""
    rows = [("is in", sections), ("says", passage.text)]
    if record is None:
        yield click.style("words of the house template or of the brief", bold=True) + near
        yield from _lines(rows)
        return
    own = "" if passage.own else ", beside its text"
    yield f"{click.style(record.id, bold=True)}  {record.kind}, {passage.field or 'text'}{own}{near}"
    yield from _lines([*rows, *_record_rows(record, passage.field, document, workspace)])


def _record_rows(
    record: Record, field: str, document: Document, workspace: Workspace
) -> Iterator[tuple[str, str]]:
    corpus, project = workspace.loaded.corpus, workspace.loaded.project
    for cited, number in sources_of(record, document, corpus):
        yield "source", f"{number} {cited.id}, {cited.locator.original()}".strip()
    place = corpus.place(record.id, *(field.split(".") if field else ())) or corpus.place(record.id)
    yield "written", f"{place.path}:{place.line}" if place else ""
    yield "state", _state(record)
    yield "marking", " ".join(effective_marking(record, corpus, project))


def _lines(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    before = ""
    for name, words in rows:
        for number, line in enumerate(textwrap.wrap(words, WIDTH - 13)):
            yield f"  {name if not number and name != before else '':<11}{line}"
        before = name


def _state(record: Record) -> str:
    state: str = state_of(record)
    if record.cleared:
        why = "changed since" if record.cleared.of else "text not named"
        lapsed = f" ({why})" if clearance_lapsed(record) else ""
        state = f"cleared {_by(record.cleared)}{lapsed}"
    if record.withdrawn:
        state = f"withdrawn {_by(record.withdrawn)}"
    return f"{state}, checked {_by(record.checked)}" if record.checked else state


def _by(stamp: Stamp) -> str:
    words = stamp.words.original()
    return f"{stamp.date}, {words}" if words else str(stamp.date)
