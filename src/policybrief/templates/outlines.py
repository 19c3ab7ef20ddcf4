"""What each audience gets: the outlines of a template file over those it inherits."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches

from policybrief.diagnostics import Diagnostic, Span
from policybrief.reading.yaml import YamlFile, locate
from policybrief.templates.settings import AudienceLayout, TemplateFile
from policybrief.templates.template import Outline, Template


def read_outlines(
    inherited: tuple[Outline, ...], file: TemplateFile, source: YamlFile
) -> tuple[tuple[Outline, ...], tuple[Diagnostic, ...]]:
    """The outlines of all audiences, and faults for those that are like one which does not exist."""
    outlines = {outline.audience: outline for outline in inherited}
    faults: list[Diagnostic] = []
    for audience, layout in file.audiences.items():
        if layout.like and layout.like not in outlines:
            place = locate(source, ("audiences", audience, "like"))
            faults.append(unknown_name("audience", layout.like, tuple(outlines), place))
            continue
        start = outlines.get(layout.like or audience, Outline(audience, ()))
        if layout.hidden:
            outlines.pop(audience, None)
        else:
            outlines[audience] = _laid_out(replace(start, audience=audience), layout)
    for audience, sections in file.outline.items():
        outlines[audience] = replace(outlines.get(audience, Outline(audience, ())), sections=sections)
    for audience, sections in file.annexes.items():
        outlines[audience] = replace(outlines.get(audience, Outline(audience, ())), annexes=sections)
    return tuple(outlines.values()), tuple(faults)


def section_faults(template: Template, source: YamlFile) -> tuple[Diagnostic, ...]:
    """A fault for each section that an outline names and no folder has."""
    section_names = tuple(section.name for section in template.sections)
    named = [("outline", o.audience, o.sections) for o in template.outlines]
    named += [("annexes", o.audience, o.annexes) for o in template.outlines]
    named += [("forms", str(form), sections) for form, sections in template.forms]
    return tuple(
        unknown_name("section", name, section_names, locate(source, (part, reader, index)))
        for part, reader, names in named
        for index, name in enumerate(names)
        if name not in section_names
    )


def unknown_name(noun: str, name: str, names: tuple[str, ...], span: Span | None) -> Diagnostic:
    """The fault that `name` is none of `names`, with the nearest of them."""
    close = get_close_matches(name, names, n=1)
    hint = f"did you mean '{close[0]}'?" if close else f"there are: {', '.join(names)}"
    return Diagnostic(f"unknown-{noun}", f"there is no {noun} called '{name}'", span, hint=hint)


def _laid_out(outline: Outline, layout: AudienceLayout) -> Outline:
    return replace(
        outline,
        max_pages=outline.max_pages if layout.max_pages is None else layout.max_pages,
        count_annexes=outline.count_annexes if layout.count_annexes is None else layout.count_annexes,
        ruled=outline.ruled if layout.ruled is None else layout.ruled,
        numbered=outline.numbered if layout.numbered is None else layout.numbered,
        paragraphs=layout.paragraphs or outline.paragraphs,
        contents=outline.contents if layout.contents is None else layout.contents,
        question=outline.question if layout.question is None else layout.question,
        checked=outline.checked if layout.checked is None else layout.checked,
        detail=layout.detail or outline.detail,
        notes=layout.notes or outline.notes,
        portions=outline.portions if layout.portions is None else layout.portions,
    )
