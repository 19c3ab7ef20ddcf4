"""The work of `brief diff`: which two documents are meant, what differs in them, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policybrief.build import (
    Asked,
    as_it_stands,
    as_it_was,
    document_in_out,
    editions_of,
    said_in,
)
from policybrief.cli.diff_formats import as_markdown, as_records
from policybrief.cli.diff_text import as_text
from policybrief.cli.differing import Compared, Side
from policybrief.cli.formatters import echo_json
from policybrief.cli.here import Here, Refusal, open_here, point_to_errors, refuse
from policybrief.cli.reasons import Reasons
from policybrief.cli.report import say_faults
from policybrief.differences import compare
from policybrief.history import NoHistory, common_commit

if TYPE_CHECKING:
    from policybrief.briefs import Edition
    from policybrief.build import Result
    from policybrief.document import Document

NOTHING_EARLIER = (
    "Nothing is known of an earlier edition: none was issued, and out/ holds none.\n"
    "Name a commit to compare with: --against HEAD~1"
)


def run(names: tuple[str, ...], *, against: str, form: str) -> None:
    """Print the differences that are asked for.

    Raises:
        Refusal: a name matches nothing, or there is nothing to compare with.
    """
    here = open_here(words=tuple(word for name in names for word in name.split()))
    point_to_errors(here)
    asked = _asked(names, here)
    if len(asked) > 2 or (len(asked) == 2 and against):
        raise Refusal("at most two editions can be compared, and one with a commit")
    result, after = _now(asked[-1], here)
    if len(asked) == 2:
        before = Side(_now(asked[0], here)[1], asked[0].name)
    else:
        before = _earlier(asked[0], here, against)
    _say(before, Side(after, asked[-1].name), here, result, form)


def _say(before: Side, after: Side, here: Here, result: Result, form: str) -> None:
    reasons = Reasons(here.loaded, result.made.selection if result.made else None)
    compared = Compared(before, after, compare(before.document, after.document), here.loaded.corpus, reasons)
    match form:
        case "json":
            echo_json(as_records(compared))
            return
        case "markdown":
            lines = as_markdown(compared)
        case _:
            lines = as_text(compared)
    for line in lines:
        click.echo(line)
    if reasons.hint:
        click.echo(f"\nWhy a record differs is unknown: {reasons.hint}.", err=True)


def _now(edition: Edition, here: Here) -> tuple[Result, Document]:
    """An edition as it stands now; ends with its faults if it is broken."""
    result, document = as_it_stands(edition, here.loaded, here.houses)
    if document is None:
        say_faults(here, result.diagnostics)
        click.echo(f"{edition.name} cannot be made.")
        raise click.exceptions.Exit(1)
    return result, document


def _earlier(edition: Edition, here: Here, against: str) -> Side:
    """What the reader of an edition has.

    Raises:
        Refusal: nobody knows.
    """
    if against:
        try:
            commit = common_commit(here.loaded.root, against)
            document = as_it_was(edition, here.loaded, commit, here.today)
        except NoHistory as fault:
            raise Refusal(str(fault)) from None
        if document is None:
            raise Refusal(f"{edition.name} did not exist at {against}, or could not be made there")
        return Side(document, f"the edition of commit {commit[:8]}")
    document = document_in_out(here.loaded.root, edition)
    if document is None:
        raise Refusal(NOTHING_EARLIER)
    return Side(document, "the files in out/")


def _asked(names: tuple[str, ...], here: Here) -> list[Edition]:
    """The editions named: words in one argument, or a path, name one; the others together one, or two.

    Raises:
        Refusal: a name matches nothing.
    """
    alone = [name for name in names if " " in name or "/" in name or "\\" in name]
    loose = tuple(name for name in names if name not in alone)
    groups = [*((name,) if Path(name).suffix else tuple(name.split()) for name in alone)]
    groups += [loose] if loose else []
    return [edition for group in groups for edition in _named(group, here)]


def _named(words: Sequence[str], here: Here) -> list[Edition]:
    """The first edition that has all the names; where two of one kind are named, the first that has each."""
    every, _ = editions_of(here.loaded, houses=here.houses, asked=Asked(), today=here.today)
    asked, faults = said_in(words, every)
    refuse(faults)
    for field in ("briefs", "templates", "audiences", "languages"):
        given: tuple[str, ...] = getattr(asked, field)
        if len(given) > 1:
            narrowed: list[dict[str, Any]] = [{field: (name,)} for name in given]
            return [here.editions(replace(asked, **only))[0] for only in narrowed]
    return [here.editions(asked)[0]]
