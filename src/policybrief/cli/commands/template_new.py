"""`brief template new`: a template folder that builds at once, from the starter or from a Word file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybrief.diagnostics import Refusal
from policybrief.editions.workspace import project_root, refuse

if TYPE_CHECKING:
    from policybrief.designing.adoption import Adopted

STARTER = Path(__file__).parents[2] / "template_starter"
LABELS = "labels/{}.yaml"
EXAMPLES = ("positions", "positions.lead")
NAME = re.compile(r"[a-z][a-z0-9-]{0,62}")
LARGEST = 32 << 20


@click.command("new")
@click.argument("name", metavar="NAME")
@click.option(
    "--from-docx",
    "word_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A Word file of yours (.docx, .dotx, .docm), such as a letterhead or a paper.",
)
def command(name: str, *, word_file: Path | None) -> None:
    """Start a house template, or make one from a Word file.

    It becomes the folder templates/NAME of the project: small letters, digits and hyphens.

    From a Word file it takes letterhead, styles, paper, margins, colour, faces and logo, and says what it
    could not take. The file is not changed, nothing in it is run, and nothing that it names is fetched.
    """
    from policybrief.files.writing import write_together

    root = project_root()
    folder = _free_folder(root, name)
    files = {"template.yaml": (STARTER / "template.yaml").read_bytes(), **_words(root)}
    adopted = _adopted(word_file) if word_file else None
    if adopted:
        from policybrief.designing.adoption import filled

        files |= adopted.files
        files["template.yaml"] = filled(files["template.yaml"].decode(), adopted).encode()
    write_together({folder / path: content for path, content in sorted(files.items())})
    for line in _said(name, files, adopted, word_file):
        click.echo(line)


def _words(root: Path) -> dict[str, bytes]:
    """A file of labels for each language of the project, with two of the built-in ones as examples."""
    from policybrief.languages import base_language
    from policybrief.project import read_project
    from policybrief.templates import read_template

    base, _ = read_template("base", root)
    english = (STARTER / LABELS.format("en")).read_text(encoding="utf-8")
    files = {}
    for code in read_project(root).project.languages:
        text = english
        if base and base_language(code) != "en" and base.speaks(code):
            for key in EXAMPLES:
                said = f"#   {key}: {base.label(key, code)}"
                text = "\n".join(
                    said if line.startswith(f"#   {key}:") else line for line in text.split("\n")
                )
        files[LABELS.format(code)] = text.encode()
    return files


def _adopted(path: Path) -> Adopted:
    """What the Word file gives.

    Raises:
        Refusal: it cannot be read, or is refused.
    """
    from policybrief.designing.adoption import adopt

    if not path.is_file():
        raise Refusal(f"There is no file '{path}'.")
    with path.open("rb") as file:
        content = file.read(LARGEST)
    adopted, faults = adopt(content, path=path.name)
    refuse(faults)
    assert adopted is not None
    return adopted


def _said(
    name: str, files: dict[str, bytes], adopted: Adopted | None, word_file: Path | None
) -> Iterator[str]:
    yield f"Created templates/{name}/" + (f" from {word_file.name}" if word_file else "")
    words = {
        "template.yaml": "name, colour, faces, margins; what each audience gets",
        "letterhead.docx": "your file without its text: headers, footers, styles",
        "logo.png": "your logo",
    }
    for path in sorted(files):
        yield f"  {path:<16} {words.get(path, 'the words of your papers')}"
    if adopted:
        yield from _report(adopted)
    yield f"Next:  write  template: {name}  into policybrief.yaml, then: brief build"
    yield f"       To see every block in it: brief template preview {name}"


def _report(adopted: Adopted) -> Iterator[str]:
    """What was taken, what was left out, and what the file does not have."""
    yield "Taken from it:"
    for what, words in adopted.taken:
        yield from _wrapped(f"  {what:<12} ", words)
    for heading, entries in (
        ("Left out:", [fault.message.partition(": left out ")[2] for fault in adopted.left_out]),
        ("Not found:", adopted.lacking),
    ):
        if entries:
            yield heading
            for words in entries:
                yield from _wrapped("  - ", words)


def _wrapped(start: str, words: str) -> Iterator[str]:
    import textwrap

    yield from textwrap.wrap(words, 80, initial_indent=start, subsequent_indent=" " * len(start)) or [start]


def _free_folder(root: Path, name: str) -> Path:
    """Where the template will stand.

    Raises:
        Refusal: the name cannot be one, or is taken.
    """
    from policybrief.templates import list_templates

    if not NAME.fullmatch(name):
        raise Refusal(
            f"'{name}' cannot be a template's name: small letters, digits and hyphens, a letter first"
        )
    folder = root / "templates" / name
    if name in list_templates(root) or folder.exists():
        raise Refusal(f"There is a template '{name}' already; nothing was changed.")
    return folder
