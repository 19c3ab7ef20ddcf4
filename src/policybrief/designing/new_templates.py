"""A new template folder of a project, from the starter or from a ministry's Word file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from policybrief.designing.adoption import Adoption, adopt, filled_settings
from policybrief.diagnostics import Refusal
from policybrief.editions import refuse
from policybrief.files.writing import write_together
from policybrief.languages import base_language
from policybrief.project import read_project
from policybrief.templates import Template, list_templates, read_template

STARTER = Path(__file__).parents[1] / "template_starter"
LABELS = "labels/{}.yaml"
EXAMPLES = ("positions", "positions.lead")
"""Labels whose built-in words are shown as examples."""
NAME = re.compile(r"[a-z][a-z0-9-]{0,62}")
LARGEST = 32 << 20


@dataclass(frozen=True, slots=True)
class NewTemplate:
    """A template folder that was made: its name, its files, and what came from a Word file."""

    name: str
    files: tuple[str, ...]
    adoption: Adoption | None = None


def create_template(name: str, root: Path, *, word_file: Path | None) -> NewTemplate:
    """The template that was made in the project at `root`, whose files are all written or none.

    Raises:
        Refusal: the name cannot be one or is taken, or the Word file cannot be read or is refused.
    """
    folder = _free_folder(name, root)
    files = {"template.yaml": (STARTER / "template.yaml").read_bytes(), **_label_files(root)}
    adoption = _adoption(word_file) if word_file else None
    if adoption:
        files |= adoption.files
        files["template.yaml"] = filled_settings(files["template.yaml"].decode(), adoption).encode()
    write_together({folder / path: content for path, content in sorted(files.items())})
    return NewTemplate(name, tuple(sorted(files)), adoption)


def _free_folder(name: str, root: Path) -> Path:
    """Where the template will stand."""
    if not NAME.fullmatch(name):
        raise Refusal(
            f"'{name}' cannot be the name of a template: use small letters, digits and hyphens, beginning "
            "with a letter"
        )
    folder = root / "templates" / name
    if name in list_templates(root) or folder.exists():
        raise Refusal(f"There is already a template '{name}'; nothing was changed.")
    return folder


def _label_files(root: Path) -> dict[str, bytes]:
    """A file of labels for each language of the project, with two of the built-in ones as examples."""
    base, _ = read_template("base", root)
    english = (STARTER / LABELS.format("en")).read_text(encoding="utf-8")
    files = {}
    for code in read_project(root).project.languages:
        text = english
        if base and base_language(code) != "en" and base.speaks(code):
            text = "\n".join(_translated(line, base, code) for line in english.split("\n"))
        files[LABELS.format(code)] = text.encode()
    return files


def _translated(line: str, base: Template, language: str) -> str:
    """The line of a label file; an example with the built-in words of that language."""
    key = next((key for key in EXAMPLES if line.startswith(f"#   {key}:")), "")
    return f"#   {key}: {base.label(key, language)}" if key else line


def _adoption(path: Path) -> Adoption:
    """What the Word file gives."""
    if not path.is_file():
        raise Refusal(f"There is no file '{path}'.")
    with path.open("rb") as file:
        content = file.read(LARGEST)
    adoption, faults = adopt(content, path=path.name)
    refuse(faults)
    assert adoption is not None
    return adoption
