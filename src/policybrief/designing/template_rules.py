"""Rules over a template that can be used: what in its folders a designer should fix."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from policybrief.contrast import LEAST
from policybrief.designing.section_copies import copy_faults
from policybrief.diagnostics import Diagnostic, Severity, Span
from policybrief.languages import (
    base_language,
    best_for,
    fallbacks,
    is_known_tag,
    language_name,
    language_of,
    missing_entries,
    suggested_tag,
)
from policybrief.reading.structure import did_you_mean
from policybrief.reading.yaml import YamlFile, locate
from policybrief.templates.contrast import pairs_of
from policybrief.templates.folders import Folder
from policybrief.templates.labels import REVIEWED, label_files, names_in
from policybrief.templates.layers import Layer
from policybrief.templates.template import SectionFile, Template


@dataclass(frozen=True, slots=True)
class Design:
    """What the rules look at: a template, the folders it is made of, and the project that uses it."""

    template: Template
    layers: tuple[Layer, ...]
    """Its own folder first, `base` last."""
    languages: tuple[str, ...]
    audiences: tuple[str, ...]

    @property
    def folder(self) -> Folder:
        """The template's own folder."""
        return self.layers[0][0]

    @property
    def settings(self) -> YamlFile:
        """The template's own `template.yaml`."""
        return self.layers[0][2]

    def place(self, *keys: str) -> Span:
        """Where the first of `keys` that any folder of the project sets stands; else the first line."""
        for key in keys:
            for folder, _, source in self.layers:
                if not folder.built_in and isinstance(source.value, dict) and key in source.value:
                    return locate(source, (key,))
        return Span(self.settings.path, 1, 1)


Rule = Callable[[Design], Iterator[Diagnostic]]


def check_called_labels(design: Design) -> Iterator[Diagnostic]:
    """A section that asks for a label which no language has."""
    known_labels = _known_labels(design.template)
    for section in _sections_in_use(design):
        for key, span in called_labels(section):
            if key not in known_labels:
                hint = (
                    did_you_mean(key, known_labels) or f"write it into {design.folder.place}/labels/en.yaml"
                )
                yield Diagnostic("missing-label", f"no label is called '{key}'", span, hint=hint)


def check_kinds(design: Design) -> Iterator[Diagnostic]:
    """An audience without the words that say in the letterhead what the paper is."""
    known_labels = _known_labels(design.template)
    for outline in design.template.outlines:
        key = f"kind.{outline.audience}"
        if key not in known_labels and outline.audience in design.audiences:
            message = f"the letterhead has no words for papers to {outline.audience}: label '{key}'"
            hint = f"write  {key}: Brief for {outline.audience}  into {design.folder.place}/labels/en.yaml"
            yield Diagnostic(
                "missing-label", message, _outline_place(design, outline.audience), Severity.OPEN, hint
            )


def check_unused_labels(design: Design) -> Iterator[Diagnostic]:
    """A label of a ministry's own that nothing prints, perhaps because it is misspelt."""
    *own, base = design.layers
    printed = {key for section in design.template.sections for key, _ in called_labels(section)}
    printed |= {"organisation", *(f"kind.{audience}" for audience in design.audiences)}
    known_labels = sorted({key for _, source, _ in label_files(base[0]) for key in source.value or ()})
    for folder, _, _ in own:
        for _, source, _ in label_files(folder):
            for key in source.value or ():
                if key not in printed and key not in known_labels and key != REVIEWED:
                    message = f"nothing prints the label '{key}'"
                    hint = did_you_mean(str(key), known_labels) or "delete the line, or print it in a section"
                    place = locate(source, (key,), key=True)
                    yield Diagnostic("unused-label", message, place, Severity.NOTE, hint)


def check_left_out_names(design: Design) -> Iterator[Diagnostic]:
    """A label of a ministry's own that no longer says what base's fills in, such as a date."""
    *own, base = design.layers
    english = next((source.value or {} for code, source, _ in label_files(base[0]) if code == "en"), {})
    for folder, _, _ in own:
        for _, source, _ in label_files(folder):
            for key, label in (source.value or {}).items():
                lost = set(names_in(english.get(key, ""))) - set(names_in(label)) if key in english else ()
                for name in sorted(lost):
                    message = f"label '{key}' no longer says {{{name}}}"
                    hint = f"base has: {english[key]}"
                    place = locate(source, (key,))
                    yield Diagnostic("placeholder-left-out", message, place, Severity.NOTE, hint)


def check_unused_sections(design: Design) -> Iterator[Diagnostic]:
    """A section file of the template that no outline names."""
    used = {section.name for section in _sections_in_use(design)}
    for stem, path, _ in design.folder.under("sections", ".md"):
        if stem not in used and not design.folder.built_in:
            message = f"no audience gets the section '{stem}'"
            hint = f"name it under outline: in {design.folder.place}/template.yaml, or delete the file"
            place = Span(f"{design.folder.place}/{path}", 1, 1)
            yield Diagnostic("unused-section", message, place, Severity.NOTE, hint)


def check_audiences(design: Design) -> Iterator[Diagnostic]:
    """An outline for readers whom the project does not have."""
    _, file, source = design.layers[0]
    if design.folder.built_in:
        return
    for part, named in (("outline", file.outline), ("annexes", file.annexes), ("audiences", file.audiences)):
        for audience in named:
            if audience not in design.audiences:
                message = f"the project has no audience called '{audience}'"
                hint = did_you_mean(audience, design.audiences) or "add it to policybrief.yaml"
                place = locate(source, (part, audience), key=True)
                yield Diagnostic("unknown-audience", message, place, Severity.OPEN, hint)


def check_left_out_audiences(design: Design) -> Iterator[Diagnostic]:
    """An audience of the project that gets nothing, though nobody has hidden it."""
    hidden = {
        name for _, file, _ in design.layers for name, layout in file.audiences.items() if layout.hidden
    }
    for audience in design.audiences:
        if design.template.outline(audience) is None and audience not in hidden:
            message = f"papers to {audience} are not made: the template says nothing of them"
            hint = f"write  {audience}: {{like: committee}}  under audiences: in {design.settings.path}"
            hint += f"; if they are to get none:  {audience}: {{hidden: true}}"
            yield Diagnostic("no-outline", message, design.place("audiences"), Severity.NOTE, hint)


def check_languages(design: Design) -> Iterator[Diagnostic]:
    """What is missing in a language of the project, and a language that no speaker has read."""
    words = {each.language: each for each in design.template.words}
    for code in design.languages:
        name, path = language_name(code), f"{design.folder.place}/labels/{code}.yaml"
        entries = missing_entries(language_of(code))
        if entries:
            message = f"policybrief does not know of {name}: {', '.join(entries)}"
            hint = (
                f"add languages/{base_language(code)}.py to policybrief: docs/templates.md says what it holds"
            )
            yield Diagnostic("incomplete-language", message, Span(path, 1, 1), Severity.OPEN, hint)
        nearest = best_for(code, words)
        if nearest is None:
            message = f"there are no {name} words; English stands in their place"
            hint = (
                f"write labels/{code}.yaml in your template: one line a label, as in the English file of base"
            )
            yield Diagnostic("missing-language", message, None, Severity.OPEN, hint)
            continue
        missing = _missing(design, code)
        if missing:
            listed = ", ".join(missing[:12]) + (f" and {len(missing) - 12} more" if len(missing) > 12 else "")
            message = f"without {name} words: {listed}"
            hint = f"write them into labels/{code}.yaml"
            yield Diagnostic("missing-label", message, Span(path, 1, 1), Severity.OPEN, hint)
        if not nearest.reviewed:
            name, own = language_name(nearest.language), f"labels/{nearest.language}.yaml"
            message = f"no speaker of {name} has read the {name} words yet"
            hint = f"have them read, then write  reviewed: yes  into {own} of your template"
            yield Diagnostic("unreviewed-language", message, None, Severity.NOTE, hint)


def check_sources(design: Design) -> Iterator[Diagnostic]:
    """An outline in which no section lists the sources: its statements lead nowhere."""
    listing = {s.name for s in design.template.sections if "source_list()" in s.text}
    for outline in design.template.outlines:
        if outline.sections and not listing & {*outline.sections, *outline.annexes}:
            message = f"papers to {outline.audience} cite sources and have no list of them"
            hint = "add sources to the outline"
            place = _outline_place(design, outline.audience)
            yield Diagnostic("no-source-list", message, place, Severity.OPEN, hint)


def check_contrast(design: Design) -> Iterator[Diagnostic]:
    """Text that cannot be read well on its ground."""
    for pair in pairs_of(design.template.look):
        if pair.contrast < LEAST:
            message = f"{pair.name}: {pair.text} on {pair.ground} has a contrast of {pair.contrast:.1f} to 1"
            hint = f"at least {LEAST} to 1 is needed: choose a darker text or a lighter ground"
            yield Diagnostic("low-contrast", message, design.place(*pair.keys), Severity.OPEN, hint)


def check_files(design: Design) -> Iterator[Diagnostic]:
    """A file of the template that nothing reads, perhaps because of its name."""
    if design.folder.built_in:
        return
    for path, _ in design.folder.files:
        language = path.removeprefix("labels/").removesuffix(".yaml") if path.startswith("labels/") else ""
        if not _READ.fullmatch(path) or (language and not is_known_tag(language)):
            message = f"nothing reads the file {path}"
            meant = suggested_tag(language) if language else ""
            close = f"did you mean 'labels/{meant}.yaml'?" if meant else did_you_mean(path, _NAMES, listed=0)
            hint = close or "files that are read: docs/templates.md; put others elsewhere"
            yield Diagnostic(
                "unused-file", message, Span(f"{design.folder.place}/{path}", 1, 1), Severity.NOTE, hint
            )


_NAMES = (
    "template.yaml",
    "terms.yaml",
    "labels/en.yaml",
    "letterhead.docx",
    "logo.png",
    "sections/positions.md",
)
_READ = re.compile(
    r"template\.yaml|terms\.yaml|labels/[a-z]{2,3}(-[A-Za-z0-9]+)*\.yaml|sections/[^/]+\.md|styles/[^/]+\.csl"
    r"|faces/[^/]+\.(ttf|otf)|letterhead\.(docx|dotx|docm|dotm)|logo\.(png|jpg|jpeg|svg)"
)


def check_copies(design: Design) -> Iterator[Diagnostic]:
    """A copied section whose original has changed since."""
    return copy_faults(tuple(folder for folder, _, _ in design.layers))


def called_labels(section: SectionFile) -> Iterator[tuple[str, Span]]:
    """Each label that a section names in quotes, and where."""
    for number, line in enumerate(_COMMENT.sub(_blank, section.text).splitlines(), 1):
        for match in _CALL.finditer(line):
            yield match[2], Span(section.path, number, match.start(2) + 1, len(match[2]))


_CALL = re.compile(r"""\blabel\(\s*(["'])(.+?)\1""")
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


def _blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def _known_labels(template: Template) -> tuple[str, ...]:
    return tuple(sorted({key for words in template.words for key, _ in words.labels}))


def _sections_in_use(design: Design) -> Iterator[SectionFile]:
    named = {name for o in design.template.outlines for name in (*o.sections, *o.annexes)}
    named |= {name for _, sections in design.template.forms for name in sections}
    return (section for section in design.template.sections if section.name in named)


def _outline_place(design: Design, audience: str) -> Span:
    source = design.settings
    for part in ("outline", "audiences", "annexes"):
        if isinstance(source.value, dict) and audience in (source.value.get(part) or {}):
            return locate(source, (part, audience), key=True)
    return Span(source.path, 1, 1)


def _missing(design: Design, language: str) -> list[str]:
    """Labels that have English words in a folder of the project, or in base, and none in `language` there.

    Words in what the language falls back on count.
    """
    missing: dict[str, None] = {}
    written: set[str] = {REVIEWED}
    for folder, _, _ in design.layers:
        by_language = {code: source.value or {} for code, source, _ in label_files(folder)}
        written |= {key for code in fallbacks(language) for key in by_language.get(code, {})}
        missing |= dict.fromkeys(key for key in by_language.get("en", {}) if key not in written)
    return list(missing)


RULES: tuple[Rule, ...] = (
    check_called_labels,
    check_kinds,
    check_audiences,
    check_left_out_audiences,
    check_sources,
    check_contrast,
    check_languages,
    check_copies,
    check_unused_labels,
    check_left_out_names,
    check_unused_sections,
    check_files,
)
