"""Rules over the words of a template: labels that are missing, misspelt or unused, in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policybrief.designing.design import Design, Rule
from policybrief.diagnostics import Diagnostic, Severity, Span
from policybrief.languages import (
    base_language,
    best_for,
    fallbacks,
    language_name,
    language_of,
    missing_entries,
)
from policybrief.reading.structure import did_you_mean
from policybrief.reading.yaml import locate
from policybrief.templates.labels import REVIEWED, label_files, names_in
from policybrief.templates.template import SectionFile, Template


def check_called_labels(design: Design) -> Iterator[Diagnostic]:
    """A section that asks for a label which no language has."""
    known_labels = _known_labels(design.template)
    for section in design.sections_in_use():
        for key, span in called_labels(section):
            if key not in known_labels:
                hint = (
                    did_you_mean(key, known_labels) or f"write it into {design.folder.place}/labels/en.yaml"
                )
                yield Diagnostic("missing-label", f"there is no label called '{key}'", span, hint=hint)


def check_kinds(design: Design) -> Iterator[Diagnostic]:
    """An audience without the words that say in the letterhead what the paper is."""
    known_labels = _known_labels(design.template)
    for outline in design.template.outlines:
        key = f"kind.{outline.audience}"
        if key not in known_labels and outline.audience in design.audiences:
            message = f"the letterhead has no text for papers to {outline.audience}: label '{key}'"
            hint = f"write  {key}: Brief for {outline.audience}  into {design.folder.place}/labels/en.yaml"
            yield Diagnostic(
                "missing-label", message, design.outline_place(outline.audience), Severity.OPEN, hint
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
                    message = f"label '{key}' no longer contains {{{name}}}"
                    hint = f"base has: {english[key]}"
                    place = locate(source, (key,))
                    yield Diagnostic("placeholder-left-out", message, place, Severity.NOTE, hint)


def check_languages(design: Design) -> Iterator[Diagnostic]:
    """What is missing in a language of the project, and a language that no speaker has read."""
    words = {each.language: each for each in design.template.words}
    for code in design.languages:
        name, path = language_name(code), f"{design.folder.place}/labels/{code}.yaml"
        entries = missing_entries(language_of(code))
        if entries:
            message = f"for {name}, policybrief lacks: {', '.join(entries)}"
            hint = f"add languages/{base_language(code)}.py to policybrief: docs/templates.md describes it"
            yield Diagnostic("incomplete-language", message, Span(path, 1, 1), Severity.OPEN, hint)
        nearest = best_for(code, words)
        if nearest is None:
            message = f"there are no {name} labels; English ones are used instead"
            hint = (
                f"write labels/{code}.yaml in your template: one line per label, as in the English file of "
                "base"
            )
            yield Diagnostic("missing-language", message, None, Severity.OPEN, hint)
            continue
        missing = _missing(design, code)
        if missing:
            listed = ", ".join(missing[:12]) + (f" and {len(missing) - 12} more" if len(missing) > 12 else "")
            message = f"labels without {name} text: {listed}"
            hint = f"write them into labels/{code}.yaml"
            yield Diagnostic("missing-label", message, Span(path, 1, 1), Severity.OPEN, hint)
        if not nearest.reviewed:
            name, own = language_name(nearest.language), f"labels/{nearest.language}.yaml"
            message = f"no speaker of {name} has reviewed the {name} labels yet"
            hint = f"have them reviewed, then write reviewed: yes in {own} of your template"
            yield Diagnostic("unreviewed-language", message, None, Severity.NOTE, hint)


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


LABEL_RULES: tuple[Rule, ...] = (
    check_called_labels,
    check_kinds,
    check_languages,
    check_unused_labels,
    check_left_out_names,
)
