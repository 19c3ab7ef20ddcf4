"""The specimen project and its papers in a template: one with everything, a draft with turned tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from policybrief.designing.specimen.components import components
from policybrief.diagnostics import Diagnostic, Severity
from policybrief.document import Document
from policybrief.project import LoadedProject, read_project
from policybrief.records import Audience, Earlier, Edition, Fact
from policybrief.sections.compose import compose
from policybrief.selection import Selection, select
from policybrief.templates import Outline, Template

PROJECT = Path(__file__).parent / "project"

READER = Audience("officials", ("TLP:AMBER+STRICT",), internal=True)


@dataclass(frozen=True, slots=True)
class Specimen:
    """One paper: its file name without format, and its document, or None with what stopped it."""

    stem: str
    document: Document | None
    diagnostics: tuple[Diagnostic, ...] = ()


def specimens(template: Template, *, language: str) -> tuple[Specimen, ...]:
    """The papers that show `template` in `language`.

    The first holds every section of the template and every block and role; the second is a draft with more
    options than a table has columns.
    """
    full, turned = (edition_of(name, template, language=language) for name in ("specimen", "many-options"))
    first = _composed(_told_before(full, template), with_every_section(template))
    if first.document is not None:
        document = replace(first.document, blocks=(*first.document.blocks, *components(template.look)))
        first = replace(first, document=document)
    sections = tuple(name for name in _TURNED if template.section(name))
    point = Diagnostic("specimen", "this is what an open point looks like", severity=Severity.OPEN)
    second = _composed(turned, _with_outline(template, Outline("officials", sections)), points=(point,))
    return first, second


def edition_of(brief: str, template: Template, *, language: str, internal: bool = True) -> Edition:
    """The edition of a brief of the specimen project."""
    named = next(b for b in loaded().briefs if b.name == brief)
    assert named.as_of is not None
    return Edition(named, template.name, replace(READER, internal=internal), language, named.as_of)


def _told_before(edition: Edition, template: Template) -> Edition:
    """The edition as one whose readers were sent another before, without its last fact."""
    selection = selection_of(edition)
    fewer = tuple(record for record in selection.records if record is not selection.of(Fact)[-1])
    project, template_of_all = loaded().project, with_every_section(template)
    then = compose(
        edition, replace(selection, records=fewer), project=project, template=template_of_all
    ).document
    if then is None:
        return edition
    return replace(edition, earlier=(Earlier("1", edition.as_of, then, then),))


def selection_of(edition: Edition) -> Selection:
    """The records that an edition of the specimen project shows."""
    project = loaded()
    return select(edition, project.corpus, project.project)


@lru_cache(maxsize=1)
def loaded() -> LoadedProject:
    """The specimen project."""
    return read_project(PROJECT)


def with_every_section(template: Template) -> Template:
    """`template` with one outline, for the specimen's reader: all its sections, in the order of its own."""
    own = template.outline(READER.name) or Outline(READER.name, ())
    named = [name for outline in template.outlines for name in outline.sections]
    annexes = tuple(dict.fromkeys(name for outline in template.outlines for name in outline.annexes))
    rest = [section.name for section in template.sections]
    template_of_all = [name for name in dict.fromkeys([*named, *rest]) if name not in (*annexes, *_LAST)]
    last = [name for name in _LAST if template.section(name)]
    outline = replace(own, sections=(*template_of_all, *last), annexes=annexes, max_pages=0, detail="full")
    return _with_outline(template, outline)


_LAST = ("sources", "imprint")
_TURNED = ("bottom-line", "status-quo", "positions", "options", "options-advised", "sources")


def _with_outline(template: Template, outline: Outline) -> Template:
    return replace(template, outlines=(outline,))


def _composed(edition: Edition, template: Template, *, points: tuple[Diagnostic, ...] = ()) -> Specimen:
    composed = compose(
        edition, selection_of(edition), project=loaded().project, template=template, points=points
    )
    return Specimen(f"{edition.brief.name}-{edition.language}", composed.document, composed.diagnostics)
