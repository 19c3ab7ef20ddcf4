"""Every paper that is held to the standards: editions, rehearsals, drafts, specimens; found, never listed."""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from policybrief.designing.specimen import Specimen, specimens
from policybrief.document import Document
from policybrief.editions import make_edition
from policybrief.editions.project_editions import editions_of, load_templates
from policybrief.project import LoadedProject, read_project
from policybrief.selection import EditionFilter
from policybrief.templates import Template, list_templates, read_template
from policybrief.templates.look import Look
from policybrief.writers import docx, pdf
from tiers import covering

ROOT = Path(__file__).parents[2]

KINDS = ("edition", "rehearsal", "late", "draft", "marked")
"""As published; before the briefs' day; when every fact is overdue; with places taken from the sources; with
a mark at each paragraph."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document and its two files."""

    name: str
    document: Document
    pdf: bytes
    docx: bytes
    foot: bool
    """Whether the PDF has its notes at the foot of its pages."""


def edition_names() -> tuple[str, ...]:
    """Names as "kind: brief template audience language" of all editions of the examples."""
    return tuple(f"{kind}: {name}" for kind in KINDS for name in _chosen(kind))


def _chosen(kind: str) -> tuple[str, ...]:
    """All editions as published; of the other kinds one template's for each brief, another one each time."""
    names = tuple(_editions(kind))
    if kind == "edition":
        return names
    by_brief: dict[str, list[str]] = {}
    for name in names:
        brief, template, *_ = name.split()
        if template not in by_brief.setdefault(brief, []):
            by_brief[brief].append(template)
    wanted = {
        brief: templates[(KINDS.index(kind) + number) % len(templates)]
        for number, (brief, templates) in enumerate(by_brief.items())
    }
    return tuple(name for name in names if name.split()[1] == wanted[name.split()[0]])


def names() -> tuple[str, ...]:
    """All editions as published; of the other papers a sample with every pair of brief, template, audience,
    language and kind; every one if thorough."""
    editions = tuple(name for name in edition_names() if name.startswith("edition: "))
    others = tuple(name for name in edition_names() if not name.startswith("edition: "))
    return (*editions, *covering(others), *covering(specimen_names()))


def specimen_names() -> tuple[str, ...]:
    """Names as "specimen: template language number" of every template in every language of base."""
    languages = [words.language for words in read_template("base", ROOT)[0].words]
    return tuple(
        f"specimen: {template} {language} {number}"
        for template in list_templates(ROOT)
        for language in languages
        for number in (0, 1)
    )


@cache
def paper(name: str) -> Paper:
    """The paper of one of the names above."""
    kind, _, rest = name.partition(": ")
    if kind == "specimen":
        template, language, number = rest.split()
        return _specimen(name, template, language, int(number))
    edition, loaded = _editions(kind)[rest], _project(kind)
    template = read_template(edition.template, loaded.root)[0]
    assert template is not None
    if kind == "marked":
        outlines = tuple(replace(outline, portions=True) for outline in template.outlines)
        template = replace(template, outlines=outlines, page_marking="page")
    shared = {"project": loaded.project, "corpus": loaded.corpus, "template": template}
    made = make_edition(edition, **shared, formats=("docx", "pdf"))
    assert made.document is not None, made.diagnostics
    files = dict(made.files)
    return Paper(name, made.document, files["pdf"], files["docx"], _foot(made.document, template.look))


def written(name: str, document: Document, look: Look) -> Paper:
    """A document in both formats."""
    laid_out = pdf.lay_out(document, look)
    word = docx.write(document, look, layout=laid_out)
    return Paper(name, document, laid_out.draw(), word, _foot(document, look))


def _foot(document: Document, look: Look) -> bool:
    return (document.meta.notes or look.notes) == "foot"


def _specimen(name: str, template: str, language: str, number: int) -> Paper:
    document = _specimens(template, language)[number].document
    assert document is not None
    return written(name, document, _template(template).look)


@cache
def _specimens(template: str, language: str) -> tuple[Specimen, ...]:
    return specimens(_template(template), language=language)


@cache
def _template(name: str) -> Template:
    template, faults = read_template(name, ROOT)
    assert template is not None, faults
    return template


@cache
def _editions(kind: str) -> dict:
    loaded = _project(kind)
    days = sorted(brief.as_of for brief in loaded.briefs if brief.as_of) or [date(2022, 10, 1)]
    as_of = {"rehearsal": days[0] - timedelta(30), "late": days[-1] + timedelta(7 * 365)}.get(kind)
    loaded_templates = load_templates(loaded)
    found, faults = editions_of(
        loaded, templates=loaded_templates, today=days[-1], only=EditionFilter(as_of=as_of)
    )
    assert found, faults
    return {edition.name: edition for edition in found}


@cache
def _project(kind: str) -> LoadedProject:
    if kind != "draft":
        return read_project(ROOT)
    folder = Path(tempfile.mkdtemp(prefix="drafts-"))
    for part in ("briefs", "templates"):
        shutil.copytree(ROOT / part, folder / part)
    for settings in ROOT.glob("policybrief*.yaml"):
        shutil.copy(settings, folder)
    for path in (folder / "briefs" / "records").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"^(\s+source: [\w-]+),.*$", r"\1", text, flags=re.M), encoding="utf-8")
    loaded = read_project(folder)
    shutil.rmtree(folder / "briefs")
    return loaded
