"""`brief migrate`: an older project brought to the present format, its comments and order kept."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybrief.cli.terminal.diagnostics import as_text
from policybrief.diagnostics import Diagnostic, Refusal, Span, counted
from policybrief.editions.workspace import project_root
from policybrief.files.regular import NotReadableError, read_regular
from policybrief.project.inputs import PROJECT_FILE

if TYPE_CHECKING:
    from policybrief.migrations import Migration


@click.command("migrate")
@click.option(
    "--check", is_flag=True, help="Write nothing; show what would change, exit 1 if anything would."
)
@click.pass_context
def command(ctx: click.Context, *, check: bool) -> None:
    """Bring an older project to the present format.

    The format stands in policybrief.yaml: `format: 1`. Comments, order and line ends of your files are kept.
    """
    from policybrief.migrations import FORMAT, steps_from

    root = project_root()
    written = _format_of(root)
    if written > FORMAT:
        raise Refusal(
            f"Format {written} is newer than this version, which reads {FORMAT}: install a newer one."
        )
    steps = steps_from(written)
    if not steps:
        click.echo(f"Format {written} is the latest: nothing to do.")
        return
    changed, faults = _changed(root, steps)
    if faults:
        for fault in faults:
            click.echo(as_text(fault, texts={}))
        click.echo(f"Nothing was written: {counted(len(faults), 'file')} cannot be read.")
        ctx.exit(1)
    for step in steps:
        click.echo(f"Format {step.before} to {step.before + 1}: {step.says}")
    for path, (before, after) in changed.items():
        if check:
            _show(root, path, before, after)
        else:
            _write(path, after)
            click.echo(f"  {path.relative_to(root).as_posix()}")
    files = counted(len(changed), "file")
    click.echo(f"{files} would change." if check else f"{files} changed. Look at them with: git diff")
    ctx.exit(int(check and bool(changed)))


Changed = dict[Path, tuple[str, str]]


def _format_of(root: Path) -> int:
    """The format that the settings state; the first one that had a number if they state none.

    Raises:
        Refusal: they cannot be read.
    """
    from policybrief.reading.yaml import read_source

    source, faults = read_source(PROJECT_FILE, (root / PROJECT_FILE).read_bytes())
    value = source.value if source else None
    if faults or not isinstance(value, dict):
        raise Refusal(f"{PROJECT_FILE} cannot be read: see brief check")
    written = value.get("format", 1)
    if type(written) is not int or written < 0:
        raise Refusal(f"{PROJECT_FILE}: format: {written} is no format; formats are whole numbers")
    return written


def _changed(root: Path, steps: tuple[Migration, ...]) -> tuple[Changed, tuple[Diagnostic, ...]]:
    """Each file that is to change, before and after, the settings last; or the faults of what cannot be read.

    The settings state the format: as long as they state the old one, an interrupted migration is begun again.
    """
    from policybrief.migrations import migrated
    from policybrief.reading.yaml import read_source

    changed: Changed = {}
    faults: list[Diagnostic] = []
    dossiers = sorted((root / "briefs" / "records").rglob("*.yaml"))
    for path in (*dossiers, root / PROJECT_FILE):
        shown = path.relative_to(root).as_posix()
        try:
            data = read_regular(path, root)
        except NotReadableError as fault:
            faults.append(Diagnostic("unreadable-file", fault.why, Span(shown, 1, 1), hint=fault.hint))
            continue
        source, found = read_source(shown, data)
        if source is None or found:
            faults.extend(found)
            continue
        text = migrated(source.text, steps=steps, settings=path.name == PROJECT_FILE)
        if text != source.text:
            changed[path] = (data.decode(), _as_before(text, data))
    return changed, tuple(faults)


def _as_before(text: str, data: bytes) -> str:
    """`text` with the byte order mark and the line ends that the file had."""
    mark = "\ufeff" if data.startswith(b"\xef\xbb\xbf") else ""
    return mark + (text.replace("\n", "\r\n") if b"\r\n" in data else text)


def _show(root: Path, path: Path, before: str, after: str) -> None:
    name = path.relative_to(root).as_posix()
    for line in unified_diff(before.splitlines(), after.splitlines(), name, name, n=0, lineterm=""):
        click.echo(line)


def _write(path: Path, text: str) -> None:
    from policybrief.files.writing import write_atomically

    write_atomically(path, text.encode())
