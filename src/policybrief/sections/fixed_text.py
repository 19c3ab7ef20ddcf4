"""The text that is in a section file itself: what of it no paper can print, at its line and column."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import jinja2

from policybrief.diagnostics import Diagnostic, Span
from policybrief.reading.structure import did_you_mean
from policybrief.sections.markup import CLOSE, OPEN, Anchor, RefusedMarkup, read_markdown
from policybrief.sections.sandbox import check_text, section_environment
from policybrief.sections.values import TemplateFault
from policybrief.templates import SectionFile, Template

CODE = "section-markup"


def text_faults(file: SectionFile, template: Template) -> tuple[Diagnostic, ...]:
    """Markdown that a section cannot hold, in all its branches, and links to sections that do not exist."""
    refused, anchors = _read(file.text)
    return tuple(
        Diagnostic(CODE, f"section '{file.name}': {one.message}", place_of(file, one.offset), hint=one.hint)
        for one in (*refused, *_dead(anchors, template))
    )


def place_of(file: SectionFile, offset: int) -> Span:
    """The line and column of an offset into the section's text."""
    before = file.text[:offset]
    return Span(file.path, before.count("\n") + 1, offset - before.rfind("\n"))


def _dead(anchors: tuple[Anchor, ...], template: Template) -> Iterator[RefusedMarkup]:
    names = [section.name for section in template.sections]
    for anchor in anchors:
        if anchor.target not in names:
            hint = did_you_mean(anchor.target, names)
            yield RefusedMarkup(anchor.offset, f"there is no section called '{anchor.target}'", hint)


@lru_cache(maxsize=256)
def _read(text: str) -> tuple[tuple[RefusedMarkup, ...], tuple[Anchor, ...]]:
    """What is refused of a section's text, and its links within the paper, by their offsets in it."""
    try:
        check_text(text)
        words, offsets = _without_expressions(text)
    except (TemplateFault, jinja2.TemplateError):
        return (), ()  # running it says what is wrong
    markdown = read_markdown(words)
    return (
        tuple(RefusedMarkup(offsets[one.offset], one.message, one.hint) for one in markdown.refused),
        tuple(Anchor(offsets[one.offset], one.target) for one in markdown.anchors),
    )


def _without_expressions(text: str) -> tuple[str, list[int]]:
    """The text without tags and comments, a marker for each `{{ … }}`; and where each character stands."""
    words: list[str] = []
    offsets: list[int] = []

    def add(piece: str, at: int) -> None:
        words.append(piece)
        offsets.extend(range(at, at + len(piece)))

    end = opened = 0
    for _, kind, value in section_environment().lexer.tokeniter(text, None):
        at = text.find(value, end)  # only blanks that a tag takes with it stand between two tokens
        end = at + len(value)
        if kind == "data":
            add(value, at)
        elif kind == "variable_begin":
            opened = at
        elif kind == "variable_end":
            length = len(text[opened:end].rstrip())
            add(OPEN + "0" * (length - 2) + CLOSE, opened)
    return "".join(words), [*offsets, len(text)]
