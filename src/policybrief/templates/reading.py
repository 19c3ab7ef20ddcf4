"""A template folder and what it extends → one `Template`; every fault a diagnostic at its place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from policybrief.diagnostics import Diagnostic, Span, is_broken
from policybrief.sources import Source, decoded, locate, read_source
from policybrief.structure import structure_value
from policybrief.templates.citation_styles import csl_faults
from policybrief.templates.folders import Folder, list_folders, read_folder
from policybrief.templates.labels import read_words
from policybrief.templates.look import Look, lighter
from policybrief.templates.measures import fitted, laid_out
from policybrief.templates.stationery import Stationery, read_stationery
from policybrief.templates.template import Limit, Outline, SectionFile, Template
from policybrief.templates.terms import read_terms


@dataclass(frozen=True, slots=True)
class AudienceLayout:
    """`audiences: minister:` of a template file; what is left out stays as inherited."""

    like: str = ""
    hidden: bool = False
    max_pages: int | None = None
    ruled: bool | None = None
    numbered: bool | None = None
    contents: bool | None = None
    detail: Literal["plain", "short", "full"] | None = None


Role = Literal[
    "title",
    "heading",
    "subhead",
    "body",
    "lead",
    "question",
    "list",
    "numbered-list",
    "table",
    "note",
    "source",
    "key-figure",
    "caption",
    "footnote",
    "contents",
]
"""What a paragraph means, for `styles:`."""


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """`template.yaml`, as a designer writes it."""

    name: str = ""
    extends: str = ""
    accent: str = ""
    accent_tint: str = ""
    letterhead: Literal["", "bar", "band", "rules"] = ""
    font: str = ""
    word_font: str = ""
    paper: Literal["", "A4", "Letter"] = ""
    margins: dict[Literal["left", "right"], float] = field(default_factory=dict)
    headings: Literal["", "beside", "above"] = ""
    """Where headings of the first level stand: in a column left of their text, or above it."""
    logo_height: float = 0.0
    """On paper, in points."""
    styles: dict[Role, str] = field(default_factory=dict)
    """role → name of a style of the letterhead."""
    marking: Literal["", "right", "centre"] = ""
    number: str = ""
    """What stands before the number of a brief: FA, DEF."""
    citations: str = ""
    notes: Literal["", "end", "foot"] = ""
    criteria: tuple[str, ...] = ()
    outline: dict[str, tuple[str, ...]] = field(default_factory=dict)
    annexes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    audiences: dict[str, AudienceLayout] = field(default_factory=dict)
    limits: dict[Limit, float] = field(default_factory=dict)
    """How long and how hard to read a text may be; 0 lifts a limit."""


Found = tuple[Template | None, tuple[Diagnostic, ...]]


def read_template(name: str, root: Path) -> Found:
    """The template `name` with all it inherits, and the faults found; None if it cannot be used."""
    folders, diagnostics = read_chain(name, root)
    template = Template(name=name)
    for folder, file, source in reversed(folders):
        template, faults = _overlay(template, folder, file, source)
        diagnostics = (*diagnostics, *faults)
    template = replace(template, chain=tuple(folder.name for folder, _, _ in folders))
    if template.chain[-1:] == ("base",):
        source = folders[0][2]
        faults = (*_section_faults(template, source), *_style_faults(template, folders))
        diagnostics = (*diagnostics, *faults)
    return (None if is_broken(diagnostics) else template), diagnostics


def list_templates(root: Path) -> tuple[str, ...]:
    """Names of the templates that the project at `root` can use."""
    return list_folders(root)


Layer = tuple[Folder, TemplateFile, Source]


def read_chain(name: str, root: Path) -> tuple[list[Layer], tuple[Diagnostic, ...]]:
    """The folders of template `name` and those it extends, `base` last, with their settings; the faults."""
    layers: list[Layer] = []
    found: tuple[Diagnostic, ...] = ()
    asked_at: Span | None = None
    while name:
        if name in (layer[0].name for layer in layers):
            return layers, (*found, _fault("template-cycle", f"template '{name}' extends itself", asked_at))
        folder = read_folder(name, root)
        if folder is None:
            return layers, (*found, _unknown("template", name, list_folders(root), asked_at))
        file, source, faults = _template_file(folder)
        found = (*found, *faults)
        if file is None or source is None:
            return layers, found
        layers.append((folder, file, source))
        asked_at = locate(source, ("extends",)) if file.extends else None
        name = "" if folder.name == "base" else file.extends or "base"
    return layers, found


def _template_file(folder: Folder) -> tuple[TemplateFile | None, Source | None, tuple[Diagnostic, ...]]:
    source, faults = read_source(f"{folder.place}/template.yaml", folder.read("template.yaml") or b"")
    if source is None:
        return None, None, faults
    file, more = structure_value(TemplateFile, source.value or {}, source=source, keys=())
    return file, source, (*faults, *more)


def _overlay(
    template: Template, folder: Folder, file: TemplateFile, source: Source
) -> tuple[Template, tuple[Diagnostic, ...]]:
    outlines, faults = _outlines(template.outlines, file, source)
    words, word_faults = read_words(template.words, folder)
    terms, term_faults = read_terms(template.terms, folder)
    stationery, stationery_faults = read_stationery(folder)
    look = _look(template.look, stationery, file)
    sections, section_faults = _sections(template.sections, folder)
    styles = dict(template.styles) | {
        s: c.decode("utf-8", "replace") for s, _, c in folder.under("styles", ".csl")
    }
    return (
        replace(
            template,
            look=look,
            outlines=outlines,
            words=words,
            sections=sections,
            styles=tuple(sorted(styles.items())),
            citations=file.citations or template.citations,
            number_prefix=file.number or template.number_prefix,
            marking_position=file.marking or template.marking_position,
            criteria=file.criteria or template.criteria,
            terms=terms,
            limits=tuple((dict(template.limits) | file.limits).items()),
        ),
        (
            *folder.refused,
            *stationery_faults,
            *faults,
            *word_faults,
            *term_faults,
            *section_faults,
            *_colour_faults(file, source),
            *_word_style_faults(look, file, source, stationery_faults),
        ),
    )


def _sections(
    inherited: tuple[SectionFile, ...], folder: Folder
) -> tuple[tuple[SectionFile, ...], tuple[Diagnostic, ...]]:
    """The section files with those of `folder` in the place of inherited ones."""
    sections = {section.name: section for section in inherited}
    faults = []
    for stem, inside, content in folder.under("sections", ".md"):
        path = f"{folder.place}/{inside}"
        text, fault = decoded(path, content)
        sections[stem] = SectionFile(stem, path, text)
        faults += [fault] if fault else []
    return tuple(sections.values()), tuple(faults)


def _look(look: Look, stationery: Stationery, file: TemplateFile) -> Look:
    accent = _hex(file.accent)
    look = replace(
        look,
        organisation=file.name or look.organisation,
        accent=accent or look.accent,
        accent_tint=_hex(file.accent_tint) or (lighter(accent) if accent else look.accent_tint),
        letterhead=file.letterhead or look.letterhead,
        font=file.font or look.font,
        word_font=file.word_font or file.font or look.word_font,
        notes=file.notes or look.notes,
        stationery=stationery.letterhead or look.stationery,
        word_styles=tuple(sorted((dict(look.word_styles) | dict(file.styles.items())).items())),
    )
    page = laid_out(
        look.page,
        stationery.letterhead,
        paper=file.paper,
        margins=dict(file.margins.items()),
        headings=file.headings,
    )
    return fitted(replace(look, page=page), stationery.logo, height=file.logo_height)


def _outlines(
    inherited: tuple[Outline, ...], file: TemplateFile, source: Source
) -> tuple[tuple[Outline, ...], tuple[Diagnostic, ...]]:
    outlines = {outline.audience: outline for outline in inherited}
    faults: list[Diagnostic] = []
    for audience, layout in file.audiences.items():
        if layout.like and layout.like not in outlines:
            place = locate(source, ("audiences", audience, "like"))
            faults.append(_unknown("audience", layout.like, tuple(outlines), place))
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


def _laid_out(outline: Outline, layout: AudienceLayout) -> Outline:
    return replace(
        outline,
        max_pages=outline.max_pages if layout.max_pages is None else layout.max_pages,
        ruled=outline.ruled if layout.ruled is None else layout.ruled,
        numbered=outline.numbered if layout.numbered is None else layout.numbered,
        contents=outline.contents if layout.contents is None else layout.contents,
        detail=layout.detail or outline.detail,
    )


def _section_faults(template: Template, source: Source) -> tuple[Diagnostic, ...]:
    known = tuple(section.name for section in template.sections)
    faults = []
    for outline in template.outlines:
        for part, names in (("outline", outline.sections), ("annexes", outline.annexes)):
            for index, name in enumerate(names):
                if name not in known:
                    place = locate(source, (part, outline.audience, index))
                    faults.append(_unknown("section", name, known, place))
    return tuple(faults)


def _style_faults(template: Template, layers: list[Layer]) -> tuple[Diagnostic, ...]:
    """A citation style that no folder brings, or that is no CSL style."""
    styles = dict(template.styles)
    if template.citations not in styles:
        source = next((s for _, file, s in layers if file.citations), layers[0][2])
        return (_unknown("style", template.citations, tuple(styles), locate(source, ("citations",))),)
    for folder, _, _ in layers:
        content = folder.read(f"styles/{template.citations}.csl")
        if content is not None:
            return csl_faults(content, path=f"{folder.place}/styles/{template.citations}.csl")
    return ()


def _colour_faults(file: TemplateFile, source: Source) -> tuple[Diagnostic, ...]:
    return tuple(
        _fault(
            "bad-colour",
            f"'{value}' is not a colour; write six digits such as \"#1B3A6B\"",
            locate(source, (key,)),
        )
        for key, value in (("accent", file.accent), ("accent_tint", file.accent_tint))
        if value and not _hex(value)
    )


def _word_style_faults(
    look: Look, file: TemplateFile, source: Source, found: tuple[Diagnostic, ...]
) -> tuple[Diagnostic, ...]:
    """Styles that the letterhead does not have; nothing is said of them where it could not be read."""
    if not file.styles or is_broken(found):
        return ()
    if look.stationery is None:
        said = "styles: names styles of a Word file, and the template has none"
        return (
            Diagnostic(
                "missing-letterhead",
                said,
                locate(source, ("styles",), key=True),
                hint="put letterhead.docx into its folder",
            ),
        )
    known = tuple(style.name for style in look.stationery.styles if style.kind == "paragraph")
    return tuple(
        replace(
            _unknown("word-style", name, known, locate(source, ("styles", role))),
            message=f"the letterhead has no style '{name}'",
        )
        for role, name in file.styles.items()
        if look.stationery.style(name) is None
    )


def _hex(colour: str) -> str:
    digits = colour.removeprefix("#")
    try:
        int(digits, 16)
    except ValueError:
        return ""
    return f"#{digits.upper()}" if len(digits) == 6 else ""


def _unknown(what: str, name: str, known: tuple[str, ...], span: Span | None) -> Diagnostic:
    close = get_close_matches(name, known, n=1)
    hint = f"did you mean '{close[0]}'?" if close else f"there are: {', '.join(known)}"
    return Diagnostic(f"unknown-{what}", f"no {what} is called '{name}'", span, hint=hint)


def _fault(code: str, message: str, span: Span | None) -> Diagnostic:
    return Diagnostic(code, message, span)
