"""`brief template new`: a template folder that builds immediately, from the starter or from a Word file."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybrief.editions import project_root

if TYPE_CHECKING:
    from policybrief.designing.adoption import Adoption

_CONTENTS = {
    "template.yaml": "name, colour, fonts, margins; what each audience gets",
    "letterhead.docx": "your file without its text: headers, footers, styles",
    "logo.png": "your logo",
}


@click.command("new")
@click.argument("name", metavar="NAME")
@click.option(
    "--from-docx",
    "word_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Your Word file (.docx, .dotx, .docm), such as a letterhead or a paper.",
)
def command(name: str, *, word_file: Path | None) -> None:
    """Create a house template, or make one from a Word file.

    The template is the folder templates/NAME in the project. NAME has small letters, digits and hyphens.
    From a Word file the command takes letterhead, styles, paper size, margins, colour, fonts and logo,
    and reports what it could not take. The file is not changed, nothing in it is run, and nothing that it
    links to is fetched.
    """
    from policybrief.designing.new_templates import create_template

    template = create_template(name, project_root(), word_file=word_file)
    click.echo(f"Created templates/{name}/" + (f" from {word_file.name}" if word_file else ""))
    for path in template.files:
        click.echo(f"  {path:<16} {_CONTENTS.get(path, 'the words of your papers')}")
    for line in _report(template.adoption) if template.adoption else ():
        click.echo(line)
    click.echo(f"Next:  write  template: {name}  in policybrief.yaml, then: brief build")
    click.echo(f"       To see every block in it: brief template preview {name}")


def _report(adoption: Adoption) -> Iterator[str]:
    """What was taken, what was left out, and what the file does not have."""
    yield "Taken from it:"
    for part, words in adoption.findings:
        yield from _wrapped(f"  {part:<12} ", words)
    for heading, entries in (
        ("Left out:", [fault.message.partition(": left out ")[2] for fault in adoption.left_out]),
        ("Not found:", adoption.missing),
    ):
        if entries:
            yield heading
            for words in entries:
                yield from _wrapped("  - ", words)


def _wrapped(start: str, words: str) -> Iterator[str]:
    yield from textwrap.wrap(words, 80, initial_indent=start, subsequent_indent=" " * len(start)) or [start]
