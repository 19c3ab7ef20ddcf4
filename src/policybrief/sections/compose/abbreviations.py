"""Abbreviations of a paper: the full form behind the first use, and a list of those that it uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from policybrief.document import (
    Block,
    Callout,
    Inline,
    List,
    Note,
    Paragraph,
    Section,
    Span,
    Str,
    Strong,
    children,
)
from policybrief.languages import NBSP, full_stop, language_of, no_break
from policybrief.records import Abbreviation
from policybrief.sections import Printer
from policybrief.sections.printing import Inlines

ROLE = "full-form"
"""Role of the words that are added behind an abbreviation: they are no words of the record around them."""
_TEXT = ("body", "lead", "list")
"""Roles of paragraphs in which an abbreviation is spelt out."""
_LIST = "abbreviations"


@dataclass(frozen=True, slots=True)
class _Term:
    """An abbreviation in the language of the paper; `language` where that of its words is another."""

    short: str
    words: str
    known: bool
    language: str


def with_abbreviations(blocks: tuple[Block, ...], printer: Printer, *, title: str) -> tuple[Block, ...]:
    """The blocks, with the full form of each abbreviation behind its first use in running text.

    The list of all that they or the `title` use ends the last annex, else the list of sources, or the paper.
    Nothing is spelt out in titles, tables, quotations, notes and sources, nor in a language with cases.
    """
    merged = {each.key: each for each in (*printer.project.abbreviations, *printer.brief.abbreviations)}
    if not merged:
        return blocks
    terms = {term.short: term for term in (_term(printer, each) for each in merged.values())}
    pattern = _pattern(terms)
    texts = (title, *_words(blocks))
    shorts = {match[0].replace(NBSP, " ") for text in texts for match in pattern.finditer(text)}
    used = [term for short, term in terms.items() if short in shorts and not term.known]
    if not used:
        return blocks
    if language_of(printer.language).full_form_in_brackets:
        speller = _Speller(pattern, {term.short: term for term in used if not term.language})
        blocks = tuple(speller.block(block) for block in blocks)
    used.sort(key=lambda term: (term.short.casefold(), term.short))
    return _with_list(blocks, _list(printer, used))


def _term(printer: Printer, each: Abbreviation) -> _Term:
    short, _ = each.short.in_language(printer.language)
    words, language = each.words.in_language(printer.language)
    return _Term(short, no_break(words, language), each.known, printer.foreign(language))


def _pattern(shorts: Iterable[str]) -> re.Pattern[str]:
    """Each short form as a word of its own; of two that begin alike the longer one."""
    longest = sorted(shorts, key=lambda short: (-len(short), short))
    alternatives = "|".join(re.escape(short).replace(r"\ ", f"[ {NBSP}]") for short in longest)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


def _words(nodes: tuple[Any, ...]) -> Iterator[str]:
    """All words but those of the list of sources, of notes and of the page of open points."""
    for node in nodes:
        match node:
            case Str():
                yield node.text
            case Note() | Paragraph(role="source") | Section(role="open-points"):
                continue
            case _:
                yield from _words(children(node))


# ---- spelling out -------------------------------------------------------------------------------


@dataclass(slots=True)
class _Speller:
    """Goes through running text once; each term is spelt out at its first place and then forgotten."""

    pattern: re.Pattern[str]
    waiting: dict[str, _Term]

    def block(self, block: Block) -> Block:
        match block:
            case Section() if block.role not in ("open-points", "particulars"):
                return replace(block, blocks=tuple(self.block(below) for below in block.blocks))
            case Callout() if block.role != "open-points":
                return replace(block, blocks=tuple(self.block(below) for below in block.blocks))
            case List():
                entries = tuple(tuple(self.block(below) for below in entry) for entry in block.entries)
                return replace(block, entries=entries)
            case Paragraph() if block.role in _TEXT:
                return replace(block, content=self.inlines(block.content))
            case _:
                return block

    def inlines(self, inlines: Inlines) -> Inlines:
        made: list[Inline] = []
        for inline in inlines:
            match inline:
                case Str():
                    made.extend(self.pieces(inline.text))
                case Strong() | Span() if not getattr(inline, "language", ""):
                    made.append(replace(inline, content=self.inlines(inline.content)))
                case _:
                    made.append(inline)
        return tuple(made) if tuple(made) != inlines else inlines

    def pieces(self, text: str) -> Iterator[Inline]:
        """The text, divided where a full form goes in."""
        start = 0
        for match in self.pattern.finditer(text):
            term = self.waiting.get(match[0].replace(NBSP, " "))
            if term is None:
                continue
            if _is_explained(text, term):
                del self.waiting[term.short]
            elif _stands_free(text, match):
                del self.waiting[term.short]
                yield Str(text[start : match.end()])
                yield Span((Str(f" ({term.words})"),), role=ROLE)
                start = match.end()
        if start < len(text) or not text:
            yield Str(text[start:])


def _is_explained(text: str, term: _Term) -> bool:
    """True where the text itself has the full form beside the short one."""
    short, words = (re.escape(part.replace(NBSP, " ")) for part in (term.short, term.words))
    both = rf"{words}\s*\(\s*{short}\b|{short}\s*\(\s*{words}"
    return re.search(both, text.replace(NBSP, " "), re.IGNORECASE) is not None


def _stands_free(text: str, match: re.Match[str]) -> bool:
    """True where no hyphen, slash, bracket or genitive joins the word to another."""
    before, after = text[: match.start()][-1:], text[match.end() :][:2]
    joined = before.endswith(_JOINING) or after.startswith((*_JOINING, "’", "'"))
    return not joined and not after.strip().startswith("(")


_JOINING = ("-", "‐", "‑", "–", "/")


# ---- the list -----------------------------------------------------------------------------------


def _list(printer: Printer, used: list[_Term]) -> Section:
    content: list[Inline] = []
    for term in used:
        words: Inline = Span((Str(term.words),), language=term.language) if term.language else Str(term.words)
        content += [Str("; ")] if content else []
        content += [Strong((Str(term.short),)), Str("\u2002"), words]
    end = full_stop(used[-1].words)
    paragraph = Paragraph((*content, Str(end)), role="source", id="abbreviations.list")
    return Section(printer.label("abbreviations"), (paragraph,), id=_LIST, role=_LIST)


def _with_list(blocks: tuple[Block, ...], listed: Section) -> tuple[Block, ...]:
    at = _place(blocks)
    if at is None:
        return (*blocks, listed)
    section = blocks[at]
    assert isinstance(section, Section)
    grown = replace(section, blocks=(*section.blocks, listed))
    return (*blocks[:at], grown, *blocks[at + 1 :])


def _place(blocks: tuple[Block, ...]) -> int | None:
    """The index of the last annex, else of the list of sources; None without either."""
    annexes = [n for n, block in enumerate(blocks) if isinstance(block, Section) and block.role == "annex"]
    sources = [n for n, block in enumerate(blocks) if isinstance(block, Section) and _lists_sources(block)]
    return next(iter((*annexes[-1:], *sources[-1:])), None)


def _lists_sources(section: Section) -> bool:
    return any(isinstance(block, Paragraph) and block.id.startswith("source.") for block in section.blocks)
