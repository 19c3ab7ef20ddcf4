"""A template folder and what it extends → one `Template`; every fault a diagnostic at its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from policybrief.diagnostics import Diagnostic, Severity, Span, is_broken
from policybrief.languages import Formula, every_language
from policybrief.reading.structure import did_you_mean, structure_value
from policybrief.reading.yaml import YamlFile, locate, read_yaml
from policybrief.templates.citation_styles import csl_faults
from policybrief.templates.folders import Folder, list_folders, read_folder
from policybrief.templates.labels import read_words
from policybrief.templates.look import FONTS, Look, lighter
from policybrief.templates.measures import fitted, laid_out
from policybrief.templates.outlines import read_outlines, section_faults, unknown_name
from policybrief.templates.section_files import read_section
from policybrief.templates.settings import TemplateFile
from policybrief.templates.stationery import Stationery, read_stationery
from policybrief.templates.template import LIMITS, SectionFile, Template
from policybrief.templates.terms import read_terms

Found = tuple[Template | None, tuple[Diagnostic, ...]]


def read_template(name: str, root: Path) -> Found:
    """The template `name` with all it inherits, and the faults found; None if it cannot be used."""
    folders, diagnostics = read_chain(name, root)
    template = Template(name="")
    for folder, _, _ in reversed(folders):
        template, faults = _overlay(template, folder)
        diagnostics = (*diagnostics, *faults)
    template = replace(template, name=name, chain=tuple(folder.name for folder, _, _ in folders))
    if template.chain[-1:] == ("base",):
        source = folders[0][2]
        faults = (*section_faults(template, source), *_style_faults(template, folders))
        diagnostics = (*diagnostics, *faults)
    return (None if is_broken(diagnostics) else template), diagnostics


def list_templates(root: Path) -> tuple[str, ...]:
    """Names of the templates that the project at `root` can use."""
    return list_folders(root)


Layer = tuple[Folder, TemplateFile, YamlFile]


def read_chain(name: str, root: Path) -> tuple[list[Layer], tuple[Diagnostic, ...]]:
    """The folders of template `name` and those it extends, `base` last, with their settings; the faults."""
    layers: list[Layer] = []
    all_faults: tuple[Diagnostic, ...] = ()
    extends_at: Span | None = None
    if not name:
        return layers, (unknown_name("template", name, list_folders(root), extends_at),)
    while name:
        if name in (layer[0].name for layer in layers):
            return layers, (
                *all_faults,
                _fault("template-cycle", f"template '{name}' extends itself", extends_at),
            )
        folder = read_folder(name, root)
        if folder is None:
            return layers, (*all_faults, unknown_name("template", name, list_folders(root), extends_at))
        file, source, faults = _template_file(folder)
        all_faults = (*all_faults, *faults)
        if file is None or source is None:
            return layers, all_faults
        layers.append((folder, file, source))
        extends_at = locate(source, ("extends",)) if file.extends else None
        name = "" if folder.name == "base" else file.extends or "base"
    return layers, all_faults


@lru_cache(maxsize=8)
def _template_file(folder: Folder) -> tuple[TemplateFile | None, YamlFile | None, tuple[Diagnostic, ...]]:
    source, faults = read_yaml(f"{folder.place}/template.yaml", folder.read("template.yaml") or b"")
    if source is None:
        return None, None, faults
    file, more = structure_value(TemplateFile, source.value or {}, source=source, keys=())
    return file, source, (*faults, *more)


@lru_cache(maxsize=8)
def _overlay(template: Template, folder: Folder) -> tuple[Template, tuple[Diagnostic, ...]]:
    """The template with the files of `folder` over what it inherits; read once for all that extend it."""
    file, source, _ = _template_file(folder)
    assert file is not None
    assert source is not None
    outlines, faults = read_outlines(template.outlines, file, source)
    words, word_faults = read_words(template.words, folder)
    terms, term_faults = read_terms(template.terms, folder)
    stationery, stationery_faults = read_stationery(folder)
    look = _look(template.look, stationery, file)
    sections, section_faults = _sections(template.sections, folder)
    styles = dict(template.citation_styles) | {
        s: c.decode("utf-8", "replace") for s, _, c in folder.under("styles", ".csl")
    }
    return (
        replace(
            template,
            look=look,
            outlines=outlines,
            forms=tuple((dict(template.forms) | file.forms).items()),
            words=words,
            sections=sections,
            citation_styles=tuple(sorted(styles.items())),
            citations=file.citations or template.citations,
            number_prefix=file.number or template.number_prefix,
            marking_position=file.marking or template.marking_position,
            page_marking=file.page_marking or template.page_marking,
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
            *_font_faults(file, source),
            *_limit_faults(file, source),
            *_word_style_faults(look, file, source, stationery_faults),
        ),
    )


def _sections(
    inherited: tuple[SectionFile, ...], folder: Folder
) -> tuple[tuple[SectionFile, ...], tuple[Diagnostic, ...]]:
    """The section files with those of `folder` in the place of inherited ones."""
    sections = {section.name: section for section in inherited}
    faults: list[Diagnostic] = []
    for stem, inside, content in folder.under("sections", ".md"):
        sections[stem], more = read_section(stem, f"{folder.place}/{inside}", content)
        faults += more
    return tuple(sections.values()), tuple(faults)


def _look(look: Look, stationery: Stationery, file: TemplateFile) -> Look:
    accent = _hex(file.accent)
    look = replace(
        look,
        organisation=file.name or look.organisation,
        accent=accent or look.accent,
        accent_tint=_hex(file.accent_tint) or (lighter(accent) if accent else look.accent_tint),
        letterhead=file.letterhead or look.letterhead,
        font=file.font if file.font in FONTS else look.font,
        faces=(*stationery.faces, *(face for face in look.faces if face not in stationery.faces)),
        word_font=file.word_font or file.font or look.word_font,
        notes=file.notes or look.notes,
        stationery=stationery.letterhead or look.stationery,
        word_style_names=tuple(sorted((dict(look.word_style_names) | dict(file.styles.items())).items())),
    )
    page = laid_out(
        look.page,
        stationery.letterhead,
        paper=file.paper,
        margins=dict(file.margins.items()),
        headings=file.headings,
    )
    return fitted(replace(look, page=page), stationery.logo, height=file.logo_height)


def _style_faults(template: Template, layers: list[Layer]) -> tuple[Diagnostic, ...]:
    """A citation style that no folder brings, or that is no CSL style."""
    styles = dict(template.citation_styles)
    if template.citations not in styles:
        source = next((s for _, file, s in layers if file.citations), layers[0][2])
        return (unknown_name("style", template.citations, tuple(styles), locate(source, ("citations",))),)
    for folder, _, _ in layers:
        content = folder.read(f"styles/{template.citations}.csl")
        if content is not None:
            return csl_faults(content, path=f"{folder.place}/styles/{template.citations}.csl")
    return ()


def _colour_faults(file: TemplateFile, source: YamlFile) -> tuple[Diagnostic, ...]:
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
    look: Look, file: TemplateFile, source: YamlFile, faults: tuple[Diagnostic, ...]
) -> tuple[Diagnostic, ...]:
    """Styles that the letterhead does not have; they are not reported if it could not be read."""
    if not file.styles or is_broken(faults):
        return ()
    if look.stationery is None:
        message = "styles: names styles of a Word file, but the template has none"
        return (
            Diagnostic(
                "missing-letterhead",
                message,
                locate(source, ("styles",), key=True),
                hint="put letterhead.docx in its folder",
            ),
        )
    names = tuple(style.name for style in look.stationery.styles if style.kind == "paragraph")
    return tuple(
        replace(
            unknown_name("word-style", name, names, locate(source, ("styles", role))),
            message=f"the letterhead has no style '{name}'",
        )
        for role, name in file.styles.items()
        if look.stationery.style(name) is None
    )


def _font_faults(file: TemplateFile, source: YamlFile) -> tuple[Diagnostic, ...]:
    """A family in which no PDF can be set; the face for Word is free."""
    if not file.font or file.font in FONTS:
        return ()
    message = f"'{file.font}' cannot be used in PDF; the inherited font is used instead"
    hint = did_you_mean(file.font, FONTS) or f"there are: {', '.join(FONTS)}"
    hint += "; the font for Word is word_font"
    return (Diagnostic("unknown-font", message, locate(source, ("font",)), Severity.OPEN, hint),)


def _limit_faults(file: TemplateFile, source: YamlFile) -> Iterator[Diagnostic]:
    """Limits that no rule has."""
    formulas = (language.readability for language in every_language())
    names = (*LIMITS, *(formula.limit for formula in formulas if isinstance(formula, Formula)))
    for name in file.limits:
        if name not in names:
            place, hint = locate(source, ("limits", name), key=True), did_you_mean(name, names)
            yield Diagnostic("unknown-limit", f"there is no limit called '{name}'", place, hint=hint)


def _hex(colour: str) -> str:
    digits = colour.removeprefix("#")
    try:
        int(digits, 16)
    except ValueError:
        return ""
    return f"#{digits.upper()}" if len(digits) == 6 else ""


def _fault(code: str, message: str, span: Span | None) -> Diagnostic:
    return Diagnostic(code, message, span)
