"""The status of a source by its copy: whether it is here, is the same, and has what is quoted from it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from policybrief.captures.captured_text import CapturedText, Unreadable, read_capture
from policybrief.captures.storage import stored_capture
from policybrief.project.corpus import Corpus
from policybrief.records import Cited, Number, Project, Source, Sourced


class SourceState(StrEnum):
    """What became of a source."""

    VERIFIED = "verified"
    """The copy is here, its hash is right, and it has every quotation."""
    NOT_CHECKED = "not checked"
    """There is nothing here to compare with."""
    DRIFTED = "drifted"
    """It is not what it was, or it does not say what it is quoted for."""
    GONE = "gone"
    """Its address says that it is no more."""
    MOVED = "moved"
    """Its address leads elsewhere."""
    UNCHANGED = "unchanged"
    """Its address still gives the copy that was read."""
    SUPERSEDED = "superseded"
    """It was withdrawn, or another source has taken its place."""


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """The state of a source, with the reasons, a sentence each; no words of the source in them."""

    source: str
    state: SourceState
    notes: tuple[str, ...] = ()


def check_source(source: Source, corpus: Corpus, project: Project, root: Path) -> SourceStatus:
    """The status of a source, without asking any network."""
    notes = _successor_notes(source, corpus)
    if notes:
        return SourceStatus(source.id, SourceState.SUPERSEDED, notes)
    if source.capture is None:
        return SourceStatus(source.id, SourceState.NOT_CHECKED, ("no copy was captured",))
    content = stored_capture(root, project, source.capture.sha256)
    if content is None:
        return SourceStatus(source.id, SourceState.NOT_CHECKED, ("its copy is not on this machine",))
    if hashlib.sha256(content).hexdigest() != source.capture.sha256:
        return SourceStatus(
            source.id, SourceState.DRIFTED, ("the copy differs from the one that was captured",)
        )
    try:
        captured = read_capture(content)
    except Unreadable as fault:
        return SourceStatus(source.id, SourceState.NOT_CHECKED, (f"the copy is unchanged; {fault}",))
    return _compared(captured, source, corpus)


def _successor_notes(source: Source, corpus: Corpus) -> tuple[str, ...]:
    """That the source was withdrawn or replaced, and what cites it; nothing if it was neither."""
    successor = next((r.id for r in corpus.records if r.replaces == source.id), "")
    if source.withdrawn is None and not successor:
        return ()
    note = f"withdrawn on {source.withdrawn.date}" if source.withdrawn else f"replaced by {successor}"
    number = len(_citations(source, corpus))
    return (f"{note}; {number} facts and positions cite it: brief trace {source.id}",)


def _compared(captured: CapturedText, source: Source, corpus: Corpus) -> SourceStatus:
    """Each quotation and each figure of what cites the source against the text of the copy."""
    copy, citations = _Copy(captured), _citations(source, corpus)
    faults = tuple(
        f"{record.id}: {fault}" for record, cited in citations for fault in copy.citation_faults(cited)
    )
    if faults:
        return SourceStatus(source.id, SourceState.DRIFTED, faults)
    quotes = sum(bool(cited.quote) for _, cited in citations)
    notes = [f"the copy is unchanged since {source.capture.on}" if source.capture else ""]
    notes += [f"it contains all {quotes} quotations"] if quotes else ["there are no quotations to check"]
    numbers = {record.id: number for record, _ in citations if (number := getattr(record, "number", None))}
    unsure = [name for name, number in numbers.items() if not copy.has_figure(number)]
    if numbers:
        notes.append(f"{len(numbers) - len(unsure)} of {len(numbers)} figures appear in it as digits")
    if unsure:
        notes.append(f"check these yourself, because they may be written as words: {', '.join(unsure)}")
    return SourceStatus(source.id, SourceState.VERIFIED, tuple(notes))


def _citations(source: Source, corpus: Corpus) -> list[tuple[Sourced, Cited]]:
    """The records that cite the source, each with the place."""
    citing = [r for r in corpus.records if isinstance(r, Sourced) and not r.withdrawn]
    return [(record, cited) for record in citing for cited in record.source if cited.id == source.id]


class _Copy:
    """The text of a copy, to be searched for quotations and figures."""

    def __init__(self, captured: CapturedText) -> None:
        self.paged, self.pages = captured.paged, tuple(map(_letters, captured.pages))
        text = unicodedata.normalize("NFKC", captured.text)
        words = re.findall(r"\d[\d.,\u00a0\u202f ]*\d|\d", text)
        self.figures = frozenset(re.sub(r"\D", "", word) for word in words)

    def has_figure(self, number: Number) -> bool:
        """Whether the digits of a number are in it."""
        return re.sub(r"\D", "", f"{number.value:f}") in self.figures

    def citation_faults(self, cited: Cited) -> Iterator[str]:
        """What it does not have of a citation, or has elsewhere."""
        page = _page(cited) if self.paged else 0
        if cited.quote:
            page_number = self._page_of(_letters(cited.quote))
            if page_number == 0:
                yield "its quotation is not in the copy"
            elif page and page_number not in (-1, page):
                yield f"its quotation is on page {page_number}, the locator says {page}"
        if page > len(self.pages):
            yield f"the locator names page {page}; the copy has {len(self.pages)}"

    def _page_of(self, letters: str) -> int:
        """The first page, from 1, with these letters; -1 if they run from page to page; 0 for none."""
        page = next((number for number, text in enumerate(self.pages, 1) if letters in text), 0)
        return page or (-1 if letters in "".join(self.pages) else 0)


_PAGE = re.compile(r"\b(?:p\.|page|с\.|стор\.|S\.|Seite|str\.)\s*(\d{1,4})\b(?!\s*[–-]\s*\d)", re.IGNORECASE)


def _page(cited: Cited) -> int:
    """The page that a locator names; 0 if it names none, or several."""
    page_number = _PAGE.findall(cited.locator.original())
    return int(page_number[0]) if len(page_number) == 1 else 0


def _letters(text: str) -> str:
    """Letters and digits alone: hyphens at line ends, ligatures, quotation marks make no difference."""
    plain = unicodedata.normalize("NFKC", text.replace("\u00ad", "").replace("\ufffe", "")).casefold()
    return "".join(re.findall(r"[^\W_]+", plain))
