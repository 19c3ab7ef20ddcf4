"""The work of `brief diff`: two documents compared and told."""

from __future__ import annotations

import click

from policybrief.cli.diff_formats import as_markdown, as_records
from policybrief.cli.diff_sides import sides
from policybrief.cli.diff_text import as_text
from policybrief.cli.differing import Compared
from policybrief.cli.formatters import echo_json
from policybrief.cli.here import open_here, point_to_errors
from policybrief.cli.reasons import Reasons
from policybrief.differences import compare


def run(names: tuple[str, ...], *, against: str, form: str) -> None:
    """Print the differences that are asked for.

    Raises:
        Refusal: a name matches nothing, or there is nothing to compare with.
    """
    here = open_here()
    point_to_errors(here)
    found = sides(names, here, against=against)
    reasons = Reasons(here.loaded, found.made.selection if found.made else None)
    differences = compare(found.before.document, found.after.document)
    compared = Compared(found.before, found.after, differences, here.loaded.corpus, reasons)
    if form == "json":
        echo_json(as_records(compared))
        return
    for line in as_markdown(compared) if form == "markdown" else as_text(compared):
        click.echo(line)
    if reasons.hint:
        click.echo(f"\nWhy a record differs is unknown: {reasons.hint}.", err=True)
