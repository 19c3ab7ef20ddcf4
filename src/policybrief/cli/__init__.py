"""The `brief` command: its groups by use, its exit codes; each command is loaded when it is called."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import click

from policybrief.cli.terminal.streams import safe_streams
from policybrief.files.garbage import collect_rarely

Table = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]

COMMANDS: Table = (
    (
        "Daily",
        (
            ("new", "Add a record to a dossier, or start a brief."),
            ("check", "Check the project and every edition, and list errors and open points."),
            ("build", "Build the briefs as Word and PDF files in out/."),
            ("due", "List the briefs due today."),
            ("show", "Show an edition or a record in the terminal."),
            ("list", "List editions, records or templates."),
        ),
    ),
    (
        "Sending",
        (
            ("clear", "Record who cleared which texts, and when."),
            ("issue", "Issue an edition: freeze its files and enter it in the ledger."),
            ("diff", "Show what has changed in an edition, record by record, and why."),
            ("recall", "List issued editions affected by changed records, and who holds them."),
            ("verify", "Identify a file and check that it is unaltered and current."),
            ("release", "Check whether a file may be sent to an audience."),
        ),
    ),
    (
        "Evidence",
        (
            ("trace", "Show where words come from, or what is based on a record."),
            ("omissions", "Show what each copy of a brief leaves out, and why."),
            ("sources", "Archive copies of sources and check sources against them."),
            ("import", "Import sources from Zotero, or facts from a table."),
            ("export", "Export the records as a database, or the sources as CSL-JSON."),
        ),
    ),
    (
        "Set-up",
        (
            ("init", "Create a ready-to-build project."),
            ("template", "Create, check and preview house templates."),
            ("translate", "Add missing translations as comments, ready to fill in."),
            ("doctor", "Check that this machine has everything it needs."),
            ("ci", "Create one daily job for all briefs: GitHub, GitLab or cron."),
            ("schema", "Print the JSON Schema of a dossier, for editors."),
        ),
    ),
)
"""(group, (command, what it does)): the help page, kept here so that showing it loads no command."""

USAGE, MACHINE, INTERRUPTED = 2, 3, 130


class _Words(type(click.STRING)):  # type: ignore[misc]
    """Words in the Unicode form in which names are compared; the name of a file stays as it is."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from policybrief.files.names import composed

        words: str = super().convert(value, param, ctx)
        return words if words.isascii() or os.path.isfile(words) else composed(words)


def _compose_words(command: click.Command) -> None:
    """Makes a command, and those below it, read all words in one Unicode form."""
    for param in command.params:
        if param.type is click.STRING:
            param.type = _Words()
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        _compose_words(below)


class Commands(click.Group):
    """A group whose commands are modules of this package, imported when called.

    `table` is its help page; a command NAME is the module `<prefix>NAME`.
    """

    def __init__(self, *args: Any, table: Table = COMMANDS, prefix: str = "", **extra: Any) -> None:
        super().__init__(*args, **extra)
        self.table, self.prefix = table, prefix

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for _, commands in self.table for name, _ in commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        from importlib import import_module

        command = import_module(f"policybrief.cli.commands.{self.prefix}{cmd_name}").command
        assert isinstance(command, click.Command)
        _compose_words(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in self.list_commands(ctx):
            from difflib import get_close_matches

            close = get_close_matches(args[0], self.list_commands(ctx), n=1)
            hint = f"Did you mean '{close[0]}'?" if close else f"See: {ctx.command_path} --help"
            raise click.UsageError(f"There is no command '{args[0]}'. {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for group, commands in self.table:
            with formatter.section(group):
                formatter.write_dl(commands, col_max=12)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command and end the process: 0 success, 1 errors, 2 usage, 3 the machine, 130 interrupted."""
        collect_rarely()
        run: Any = super().main  # its overloads know no pass-through
        if not extra.pop("standalone_mode", True):
            return run(*args, standalone_mode=False, **extra)
        _open_missing_streams()
        try:
            with safe_streams():
                code = _ended(lambda: run(*args, standalone_mode=False, **extra))
        except BrokenPipeError:
            code = 1
            _drop_output()
        except OSError:  # the message about a fault could not be written either
            code = MACHINE
            _drop_output()
        sys.exit(code)


def _ended(run: Callable[[], Any]) -> int:
    """The exit code of a command; what went wrong is printed.

    Raises:
        BrokenPipeError: the program that reads our output has ended.
        OSError: nothing can be printed.
    """
    try:
        return int(run() or 0)
    except click.ClickException as fault:
        fault.show()
        return fault.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nInterrupted.", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except OSError as fault:
        place = f": {fault.filename}" if fault.filename else ""
        click.echo(f"Error: {fault.strerror or fault}{place}", err=True)
        return MACHINE
    except Exception as fault:
        from policybrief.diagnostics import Refusal

        refused = isinstance(fault, Refusal)
        click.echo(f"Error: {fault}" if refused else _sorry(fault), err=True)
        return USAGE if refused else MACHINE


def _open_missing_streams() -> None:
    """Streams to nowhere in place of those that the caller closed, as services and pythonw do.

    In the order of their numbers: each takes the lowest one that is free, so that no other file does.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115


def _drop_output() -> None:
    """Discard buffered output whose reader has gone, so that it raises nothing when Python ends."""
    null = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # a stream without a number
            os.dup2(null, stream.fileno())


def _sorry(fault: Exception) -> str:
    place, below = "", fault.__traceback__
    while below is not None:
        place = f"{os.path.basename(below.tb_frame.f_code.co_filename)}:{below.tb_lineno}"
        below = below.tb_next
    # in a log that many people read, the error must not quote the text that caused it
    reason = "" if _is_public_log() else f": {fault}"
    return (
        f"Error: internal error in policybrief ({type(fault).__name__} at {place}{reason}).\n"
        "None of your files are lost. Please report this line and the command you typed."
    )


def _is_public_log() -> bool:
    """True if many people read what is printed, or if that cannot be determined."""
    try:
        from policybrief.gate import is_public_log
    except Exception:  # what is broken may be needed there too
        return True
    return is_public_log()


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog="Name an edition by its brief, audience and language (nato-support minister uk) or by its path "
    "in out/. "
    "Exit codes: 0 success (drafts too), 1 errors in the project, 2 wrong usage, 3 a problem on this "
    "computer.",
)
@click.version_option(package_name="policybrief", prog_name="brief")
def main() -> None:
    """Turn sourced records into policy briefs in Word and PDF."""
