"""What fails when the sections of a template are filled with records, and letters that its face lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from policybrief.designing.specimen.papers import edition_of, loaded, selection_of
from policybrief.diagnostics import Diagnostic, Severity, Span
from policybrief.languages import language_name, serves
from policybrief.records import Source
from policybrief.sections import Printer, number_records, render_section
from policybrief.sections.citations import source_entries
from policybrief.templates import Outline, Template

Place = Callable[[str], Span]


def check_rendering(
    template: Template, *, languages: tuple[str, ...], place: Place
) -> tuple[Diagnostic, ...]:
    """What goes wrong when `template` is filled with the specimen; `place` returns the place of a setting.

    Each section is tried for readers who see our own analysis and for those who do not.
    """
    faults = [*_sections(template, languages[0]), *_citations(template, languages[0], place)]
    return (*dict.fromkeys(faults), *_faces(template, languages, place))


def filled(template: Template, language: str, *, internal: bool = True) -> Printer:
    """A printer of the specimen's records in the words of `template`."""
    edition = edition_of("specimen", template, language=language, internal=internal)
    selection, project = selection_of(edition), loaded().project
    numbers = number_records(selection, project.yardstick)
    return Printer(edition, project, selection, template, Outline("officials", ()), numbers)


@lru_cache(maxsize=8)
def _sections(template: Template, language: str) -> tuple[Diagnostic, ...]:
    """What fails in any section; tried once for each template and language."""
    faults: list[Diagnostic] = []
    for internal in (True, False):
        printer = filled(template, language, internal=internal)
        for section in template.sections:
            faults += render_section(printer, section)[1]
    return tuple(faults)


def _citations(template: Template, language: str, place: Place) -> Iterator[Diagnostic]:
    sources = tuple(record for record in loaded().corpus.records if isinstance(record, Source))
    try:
        source_entries(sources, style=dict(template.citation_styles)[template.citations], language=language)
    except ValueError as fault:
        message = f"the citation style '{template.citations}' cannot be used: {fault}"
        yield Diagnostic("bad-style", message, place("font"), hint="use a CSL 1.0 style with a bibliography")


def _faces(template: Template, languages: tuple[str, ...], place: Place) -> Iterator[Diagnostic]:
    from policybrief.writers.pdf.faces import family

    font = template.look.font
    regular = family(font).regular
    for words in template.words:
        missing = {c for _, label in words.labels for c in label if c.isalpha() and not regular.has(c)}
        if missing and any(serves(words.language, language) for language in languages):
            some = " ".join(sorted(missing)[:8])
            message = f"{font} lacks {len(missing)} letters of {language_name(words.language)}: {some}"
            hint = "those letters are printed in another font; Noto Sans has them all"
            yield Diagnostic("font-lacks-letters", message, place("font"), Severity.OPEN, hint)
