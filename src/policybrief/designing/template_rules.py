"""Rules over a template that can be used: what in its folders a designer should fix."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policybrief.contrast import LEAST
from policybrief.designing.design import Design, Rule
from policybrief.designing.label_rules import LABEL_RULES
from policybrief.designing.section_copies import copy_faults
from policybrief.diagnostics import Diagnostic, Severity, Span
from policybrief.languages import is_known_tag, suggested_tag
from policybrief.reading.structure import did_you_mean
from policybrief.reading.yaml import locate
from policybrief.templates.contrast import pairs_of


def check_unused_sections(design: Design) -> Iterator[Diagnostic]:
    """A section file of the template that no outline names."""
    used = {section.name for section in design.sections_in_use()}
    for stem, path, _ in design.folder.under("sections", ".md"):
        if stem not in used and not design.folder.built_in:
            message = f"no audience's paper has the section '{stem}'"
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
            message = (
                f"papers to {audience} are not made, because the template does not mention this audience"
            )
            hint = f"write  {audience}: {{like: committee}}  under audiences: in {design.settings.path}"
            hint += f"; if there should be none:  {audience}: {{hidden: true}}"
            yield Diagnostic("no-outline", message, design.place("audiences"), Severity.NOTE, hint)


def check_sources(design: Design) -> Iterator[Diagnostic]:
    """An outline in which no section lists the sources: its statements lead nowhere."""
    listing = {s.name for s in design.template.sections if "source_list()" in s.text}
    for outline in design.template.outlines:
        if outline.sections and not listing & {*outline.sections, *outline.annexes}:
            message = f"papers to {outline.audience} cite sources but have no list of sources"
            hint = "add sources to the outline"
            place = design.outline_place(outline.audience)
            yield Diagnostic("no-source-list", message, place, Severity.OPEN, hint)


def check_contrast(design: Design) -> Iterator[Diagnostic]:
    """Text that cannot be read well on its ground."""
    for pair in pairs_of(design.template.look):
        if pair.contrast < LEAST:
            message = f"{pair.name}: {pair.text} on {pair.ground} has a contrast of {pair.contrast:.1f} to 1"
            hint = f"at least {LEAST} to 1 is needed: choose darker text or a lighter background"
            yield Diagnostic("low-contrast", message, design.place(*pair.keys), Severity.OPEN, hint)


def check_files(design: Design) -> Iterator[Diagnostic]:
    """A file of the template that nothing reads, perhaps because of its name."""
    if design.folder.built_in:
        return
    for path, _ in design.folder.files:
        language = path.removeprefix("labels/").removesuffix(".yaml") if path.startswith("labels/") else ""
        if not _READ.fullmatch(path) or (language and not is_known_tag(language)):
            message = f"the file {path} is not used"
            meant = suggested_tag(language) if language else ""
            close = f"did you mean 'labels/{meant}.yaml'?" if meant else did_you_mean(path, _NAMES, listed=0)
            hint = close or "docs/templates.md lists the files that are used; put others elsewhere"
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


RULES: tuple[Rule, ...] = (
    *LABEL_RULES,
    check_audiences,
    check_left_out_audiences,
    check_sources,
    check_contrast,
    check_copies,
    check_unused_sections,
    check_files,
)
