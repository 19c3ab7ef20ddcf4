"""Small projects for tests: written to a folder as YAML and read as any project is."""

from __future__ import annotations

import textwrap
from datetime import date
from pathlib import Path

from policybrief.briefs import Edition
from policybrief.diagnostics import Severity
from policybrief.project import Loaded, read_project
from policybrief.templates import Template, read_template

SOURCES = """
cleared: 2022-01-01, head of unit
sources:
  open-report: {title: Open report, issued: 2022-08-01, marking: TLP:CLEAR}
  closed-cable: {title: Closed cable, issued: 2022-08-01, marking: TLP:RED}
"""


def project_at(
    folder: Path, dossier: str, *, brief: str = "", settings: str = "", files: dict[str, str] | None = None
) -> Loaded:
    """A project with one dossier `demo` and one brief of the same name; without faults.

    `files` holds the texts of further files by their path in the project.
    """
    records = folder / "briefs" / "records"
    records.mkdir(parents=True)
    base = "format: 1\norganisation: Office\nlanguages: [en, uk]\nmarking: TLP:AMBER\n"
    base += "" if "template:" in settings else "template: base\n"
    (folder / "policybrief.yaml").write_text(base + textwrap.dedent(settings), encoding="utf-8")
    (records / "shared.yaml").write_text(SOURCES, encoding="utf-8")
    (records / "demo.yaml").write_text(textwrap.dedent(dossier), encoding="utf-8")
    said = textwrap.dedent(brief) or "title: Demo\nquestion: What now?\n"
    (folder / "briefs" / "demo.yaml").write_text(said, encoding="utf-8")
    for path, text in (files or {}).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    loaded = read_project(folder)
    faults = [d for d in loaded.diagnostics if d.severity is not Severity.NOTE]
    assert not faults, faults
    return loaded


def edition_of(
    loaded: Loaded, audience: str = "officials", *, language: str = "en", as_of: str = "2022-10-01"
) -> Edition:
    """The edition of the project's first brief for one audience."""
    reader = loaded.project.audience(audience)
    assert reader is not None
    return Edition(loaded.briefs[0], "base", reader, language, date.fromisoformat(as_of))


def base_template(root: Path) -> Template:
    """The built-in template."""
    template, faults = read_template("base", root)
    assert template is not None, faults
    return template
