"""`brief recall`: who holds an edition that rests on what has moved; correction notes; calling one back."""

from __future__ import annotations

import click

from policybrief.cli.terminal.completion import complete_shown


@click.command("recall")
@click.argument("names", metavar="[RECORD]...", nargs=-1, shell_complete=complete_shown)
@click.option(
    "--since", metavar="COMMIT", default="", help="Only what has changed since a commit, tag or branch."
)
@click.option("--draft", is_flag=True, help="Draft a correction note for each: a brief in briefs/.")
@click.option("--record", is_flag=True, help="Note that an edition was called back: name it, or its number.")
@click.option("--why", metavar="WORDS", default="", help="With --record: why it was called back.")
@click.option("--by", metavar="OFFICE", default="", help="With --record: who called it back.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For tools: json."
)
@click.pass_context
def command(
    ctx: click.Context,
    *,
    names: tuple[str, ...],
    since: str,
    draft: bool,
    record: bool,
    why: str,
    by: str,
    form: str,
) -> None:
    """Tell which issued editions rest on what has moved, and who has them.

    Without a RECORD: all that rest on a record that was corrected, withdrawn, replaced, marked higher or
    graded lower since they went out. With one: all that rest on it, moved or not. Those whose recommendation
    rested on it come first. Exit 0, hits or none.

    \b
      brief recall winter-projects
      brief recall --since HEAD~3 --draft
      brief recall nato-support-minister-en/2022-1 --record \\
        --why "the figure was wrong"
    """
    from policybrief.cli.commands.recalling import note_recall, run

    if record:
        if not names or not why.strip():
            raise click.UsageError("--record asks for the edition, or its number, and for --why.")
        if since or draft or form == "json":
            raise click.UsageError("--record goes with --why and --by alone.")
        ctx.exit(note_recall(names, why=why, by=by))
    if why or by:
        raise click.UsageError("--why and --by go with --record.")
    if draft and form == "json":
        raise click.UsageError("--draft goes without --format json.")
    run(names, since=since, drafting=draft, form=form)
