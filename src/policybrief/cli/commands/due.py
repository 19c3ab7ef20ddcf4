"""`brief due`: which briefs a day asks for, by their schedules and the calendar alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import click

from policybrief.cli.terminal.diagnostics import columns, echo_json
from policybrief.cli.terminal.report import print_diagnostics, print_unread_notice
from policybrief.cli.terminal.since import since_option
from policybrief.editions import DueBrief, due_briefs, nothing_due, open_workspace, schedule_faults


@click.command("due")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Use this day instead of today."
)
@since_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For other programs: json."
)
@click.pass_context
def command(ctx: click.Context, *, on: datetime | None, since: date | None, form: str) -> None:
    """List the briefs due today.

    A brief is due on the days that its `schedule:` line sets, for example `schedule: every Monday`. If
    that day is listed under `holidays:` in policybrief.yaml, the brief is due on the next working day.
    Nothing is remembered between calls: the same day gives the same answer. Use --since to include days
    on which the command was not run. Exits with 1 if a schedule cannot be read.
    """
    workspace = open_workspace()
    day = on.date() if on else workspace.today
    due_now = due_briefs(workspace, since=since, on=day)
    faults = schedule_faults(workspace)
    if form == "json":
        echo_json(_records(due_now))
        print_unread_notice(workspace)
        ctx.exit(int(bool(faults)))
    print_diagnostics(workspace, faults)
    rows = [(due.brief.name, due.due.day.isoformat(), _why(due)) for due in due_now]
    for line in columns(rows) if rows else (nothing_due(workspace, on=day),):
        click.echo(line)
    print_unread_notice(workspace)
    ctx.exit(int(bool(faults)))


def _why(due: DueBrief) -> str:
    moved = f" ({due.due.named} is not a working day)" if due.due.named != due.due.day else ""
    missed = f"; also {', '.join(map(str, due.missed))}" if due.missed else ""
    return f"{due.schedule}{moved}{missed}"


def _records(due_now: Iterable[DueBrief]) -> Iterable[dict[str, object]]:
    for due in due_now:
        yield {
            "brief": due.brief.name,
            "path": due.brief.path,
            "schedule": str(due.schedule),
            "day": due.due.day.isoformat(),
            "named": due.due.named.isoformat(),
            "missed": [day.isoformat() for day in due.missed],
        }
