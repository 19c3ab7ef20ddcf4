"""The edits in a returned Word file, as text, Markdown or plain objects."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from policybrief.changes import shortened
from policybrief.cli.terminal.diagnostics import WIDTH
from policybrief.cli.terminal.diff_formats import marked, plain
from policybrief.cli.terminal.diff_text import labelled
from policybrief.diagnostics import counted
from policybrief.returns import Edit, ReturnedFile


def edits_as_text(file: ReturnedFile) -> Iterator[str]:
    """Lines of at most 80 columns; one line where nothing was edited."""
    if not file.edits:
        yield from textwrap.wrap(f"Nothing was edited in {file.path} ({_of(file)}).", WIDTH)
        return
    yield from textwrap.wrap(f"{file.path}, compared with {_of(file)}", WIDTH)
    yield counted(len(file.edits), "passage edited", "passages edited")
    for edit in file.edits:
        yield ""
        yield from textwrap.wrap(f"{_sign(edit)} {_name(edit)}", WIDTH, subsequent_indent="  ")
        runs = shortened(edit.words)
        if edit.before:
            yield from labelled("was", [(run.kind, run.text) for run in runs if run.kind != "new"])
        if edit.after:
            yield from labelled("now", [(run.kind, run.text) for run in runs if run.kind != "gone"])
    if any(edit.record for edit in file.edits):
        yield ""
        yield "To keep an edit, write it into the records: every build starts from them."


def edits_as_markdown(file: ReturnedFile) -> Iterator[str]:
    """The same as Markdown: a heading and a list."""
    if not file.edits:
        yield f"Nothing was edited in {plain(str(file.path))} ({plain(_of(file))})."
        return
    yield f"### {plain(file.path.name)}"
    yield ""
    yield f"Compared with {plain(_of(file))}:"
    yield ""
    for edit in file.edits:
        words = "".join(
            marked(run.text, {"gone": "~~", "new": "**", "same": ""}[run.kind])
            for run in shortened(edit.words)
        )
        yield f"- {f'`{edit.record}`: ' if edit.record else ''}{words}"


def edits_as_records(file: ReturnedFile) -> Iterator[dict[str, Any]]:
    """One object for each edit."""
    for edit in file.edits:
        yield {
            "change": {"+": "new", "−": "removed"}.get(_sign(edit), "changed"),
            "record": edit.record,
            "field": edit.field,
            "was": edit.before,
            "now": edit.after,
            "words": [{"kind": run.kind, "text": run.text} for run in edit.words],
            "place": str(edit.place) if edit.place else "",
            "edition": file.edition.name,
            "against": file.against,
        }


def _of(file: ReturnedFile) -> str:
    return f"{file.edition.name}, {file.against}"


def _sign(edit: Edit) -> str:
    return "~" if edit.before and edit.after else "−" if edit.before else "+"


def _name(edit: Edit) -> str:
    """Which record the passage belongs to, and where that is written."""
    if not edit.record:
        return "new passage" if not edit.before else "not from a record"
    place = f"  {edit.place.path}:{edit.place.line}" if edit.place else ""
    return f"{edit.record}  {edit.field}{place}"
