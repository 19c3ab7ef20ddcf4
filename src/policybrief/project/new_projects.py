"""A new project folder, copied from the starter."""

from __future__ import annotations

import json
from pathlib import Path

from policybrief.diagnostics import Refusal
from policybrief.files.writing import write_together
from policybrief.project.json_schema import dossier_schema

STARTER = Path(__file__).parents[1] / "starter"
_HIDDEN = {"gitignore": ".gitignore", "gitattributes": ".gitattributes", "vscode": ".vscode"}
"""Names that git would obey in our own sources → those that the project gets."""


def create_project(folder: Path) -> tuple[Path, ...]:
    """The files of the starter, relative to the folder, that were there already and are left as they are.

    All others are written, or none.

    Raises:
        Refusal: a project is there already.
    """
    if (folder / "policybrief.yaml").exists():
        raise Refusal(f"{folder.as_posix()}/policybrief.yaml already exists.")
    files = {_target(path): path.read_bytes() for path in sorted(STARTER.rglob("*")) if path.is_file()}
    schema = json.dumps(dossier_schema(), ensure_ascii=False, indent=1) + "\n"
    files[Path(".vscode/dossier.schema.json")] = schema.encode()
    present = tuple(path for path in files if (folder / path).exists())
    write_together({folder / path: content for path, content in files.items() if path not in present})
    return present


def _target(path: Path) -> Path:
    first, *rest = path.relative_to(STARTER).parts
    return Path(_HIDDEN.get(first, first), *rest)
