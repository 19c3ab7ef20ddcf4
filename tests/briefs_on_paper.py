"""One brief over a small dossier: its document, or what is wrong with its file."""

from __future__ import annotations

from pathlib import Path

from policybrief.diagnostics import Diagnostic
from policybrief.document import Document
from policybrief.project import read_project
from policybrief.sections.compose import compose
from policybrief.selection import select
from small import base_template, edition_of, project_at

HEAD = "title: The bridge\nquestion: What now?\n"


def document_of(
    folder: Path,
    dossier: str,
    brief: str,
    *,
    audience: str = "officials",
    language: str = "en",
    settings: str = "",
    files: dict[str, str] | None = None,
) -> Document:
    """The document of a brief with these lines below title and question."""
    loaded = project_at(folder, dossier, brief=HEAD + brief, settings=settings, files=files)
    edition = edition_of(loaded, audience, language=language)
    selection = select(edition, loaded.corpus, loaded.project)
    made = compose(edition, selection, project=loaded.project, template=base_template(folder))
    assert made.document is not None, made.diagnostics
    return made.document


def fault_of(folder: Path, dossier: str, brief: str) -> Diagnostic:
    """The only fault of a project whose brief has these lines below title and question."""
    project_at(folder, dossier, brief=HEAD)
    (folder / "briefs" / "demo.yaml").write_text(HEAD + brief, encoding="utf-8")
    (fault,) = read_project(folder).diagnostics
    return fault
