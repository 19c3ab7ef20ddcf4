"""Small projects for tests: written to a folder as YAML and read as any project is."""

from __future__ import annotations

import textwrap
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from policybrief.diagnostics import Severity
from policybrief.project import LoadedProject, read_project
from policybrief.project.corpus import expand_record, kind_key
from policybrief.reading.yaml import FieldEdit, set_fields, without_key
from policybrief.records import Clearance, Edition, Record, content_hash
from policybrief.templates import Template, read_template

SOURCES = """
cleared: 2022-01-01, head of unit
sources:
  open-report: {title: Open report, issued: 2022-08-01, marking: TLP:CLEAR}
  closed-cable: {title: Closed cable, issued: 2022-08-01, marking: TLP:RED}
"""


def project_at(
    folder: Path,
    dossier: str,
    *,
    brief: str = "",
    settings: str = "",
    files: dict[str, str] | None = None,
    clear: bool = True,
) -> LoadedProject:
    """A project with one dossier `demo` and one brief of the same name; without faults.

    `files` holds the texts of further files by their path in the project. A `cleared:` at the head of a file
    becomes one line in each of its records that names its text, unless `clear` is false.
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
    if clear:
        clear_as_at_head(folder)
    loaded = read_project(folder)
    faults = [d for d in loaded.diagnostics if d.severity is not Severity.NOTE]
    assert not faults, faults
    return loaded


def clear_as_at_head(folder: Path, *, again: bool = False) -> None:
    """Clear the present text of each record that a `cleared:` at the head of its file covers, in its file.

    With `again` also that of each record with a clearance of its own.
    """
    corpus = read_project(folder).corpus
    heads = {s.path for s in corpus.sources if "cleared" in (s.value or ())}
    edits: dict[str, list[FieldEdit]] = {path: [] for path in heads}
    for record in corpus.records:
        file = corpus.source_of(record.id)
        if file is None or record.cleared is None:
            continue
        typed = file.value[kind_key(record)][record.id]
        has_own = isinstance(typed, dict) and "cleared" in typed
        if again if has_own else file.path in heads:
            edits.setdefault(file.path, []).append(_clearance_edit(record, record.cleared, typed))
    for path, of_file in edits.items():
        text, refused = set_fields((folder / path).read_text(encoding="utf-8"), of_file)
        assert not refused, refused
        without_head = without_key(text, "cleared") if path in heads else text
        assert without_head is not None
        (folder / path).write_text(without_head, encoding="utf-8")


def _clearance_edit(record: Record, cleared: Clearance, typed: Any) -> FieldEdit:
    who = cleared.words.original()
    stamp = f"{cleared.date}{f', {who}' if who else ''}, of {content_hash(record)}"
    short = expand_record(type(record), typed).items() if isinstance(typed, str) else ()
    fields = tuple((name, words.strip()) for name, words in short)
    return FieldEdit(kind_key(record), record.id, "cleared", stamp, long_form=fields)


def edition_of(
    loaded: LoadedProject, audience: str = "officials", *, language: str = "en", as_of: str = "2022-10-01"
) -> Edition:
    """The edition of the project's first brief for one audience."""
    reader = loaded.project.audience(audience)
    assert reader is not None
    return Edition(loaded.briefs[0], "base", reader, language, date.fromisoformat(as_of))


def base_template(root: Path) -> Template:
    """The built-in template, read once: no project of a test has its own of that name."""
    assert not (root / "templates" / "base").exists()
    return _built_in()


@lru_cache(maxsize=1)
def _built_in() -> Template:
    template, faults = read_template("base", Path(__file__).parent)
    assert template is not None, faults
    return template
