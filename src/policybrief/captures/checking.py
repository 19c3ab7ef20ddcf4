"""One source against the copy that was read: is it here, is it the same, does it say what is said of it?"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from policybrief.captures.reading import Captured, Unreadable, read_capture
from policybrief.captures.shelf import read_kept
from policybrief.project.corpus import Corpus
from policybrief.records import Cited, Project, Source, Sourced


class State(StrEnum):
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
class Finding:
    """The state of a source, and what was found, a sentence each; no words of the source in them."""

    source: str
    state: State
    said: tuple[str, ...] = ()


def check_source(source: Source, corpus: Corpus, project: Project, root: Path) -> Finding:
    """What can be said of a source without asking anybody."""
    fate = _fate(source, corpus)
    if fate:
        return Finding(source.id, State.SUPERSEDED, fate)
    if source.capture is None:
        return Finding(source.id, State.NOT_CHECKED, ("no copy of it was captured",))
    content = read_kept(root, project, source.capture.sha256)
    if content is None:
        return Finding(source.id, State.NOT_CHECKED, ("its copy is not on this machine",))
    if hashlib.sha256(content).hexdigest() != source.capture.sha256:
        return Finding(source.id, State.DRIFTED, ("the copy is not the one that was captured",))
    try:
        captured = read_capture(content)
    except Unreadable as fault:
        return Finding(source.id, State.NOT_CHECKED, (f"the copy is the one captured; {fault}",))
    return _held_against(captured, source, corpus)


def _fate(source: Source, corpus: Corpus) -> tuple[str, ...]:
    successor = next((r.id for r in corpus.records if r.replaces == source.id), "")
    if source.withdrawn is None and not successor:
        return ()
    said = f"withdrawn on {source.withdrawn.date}" if source.withdrawn else f"replaced by {successor}"
    citing = sum(1 for _ in _citing(source, corpus))
    return (f"{said}; {citing} facts and positions cite it: brief trace {source.id}",)


def _held_against(captured: Captured, source: Source, corpus: Corpus) -> Finding:
    """Each quotation and each figure of what cites the source against the text of the copy."""
    letters = tuple(_letters(page) for page in captured.pages)
    words = frozenset(
        re.findall(r"\d[\d.,\u00a0\u202f ]*\d|\d", unicodedata.normalize("NFKC", captured.text))
    )
    figures = frozenset(re.sub(r"\D", "", word) for word in words)
    lacking: list[str] = []
    quotes = 0
    counted: dict[str, None] = {}
    unsure: dict[str, None] = {}
    for record, cited in _citing(source, corpus):
        page = _page(cited) if captured.paged else 0
        if cited.quote:
            quotes += 1
            at = _found_on(_letters(cited.quote), letters)
            if at == 0:
                lacking.append(f"{record.id}: its quotation is not in the copy")
            elif page and at not in (-1, page):
                lacking.append(f"{record.id}: its quotation is on page {at}, the locator says {page}")
        if page > len(captured.pages):
            lacking.append(f"{record.id}: the locator names page {page}; the copy has {len(captured.pages)}")
        number = getattr(record, "number", None)
        if number is not None:
            counted[record.id] = None
            if re.sub(r"\D", "", f"{number.value:f}") not in figures:
                unsure[record.id] = None
    if lacking:
        return Finding(source.id, State.DRIFTED, tuple(lacking))
    said = [f"the copy is the one captured on {source.capture.on}" if source.capture else ""]
    said += [f"it has all {quotes} quotations"] if quotes else ["nothing is quoted from it word for word"]
    if counted:
        said.append(f"{len(counted) - len(unsure)} of {len(counted)} figures stand in it as figures")
    if unsure:
        said.append(f"look yourself, they may be written as words: {', '.join(unsure)}")
    return Finding(source.id, State.VERIFIED, tuple(said))


def _citing(source: Source, corpus: Corpus) -> Iterator[tuple[Sourced, Cited]]:
    for record in corpus.records:
        if isinstance(record, Sourced) and not record.withdrawn:
            yield from ((record, cited) for cited in record.source if cited.id == source.id)


_PAGE = re.compile(r"\b(?:p\.|page|с\.|стор\.|S\.|Seite|str\.)\s*(\d{1,4})\b(?!\s*[–-]\s*\d)", re.IGNORECASE)


def _page(cited: Cited) -> int:
    """The page that a locator names; 0 if it names none, or several."""
    found = _PAGE.findall(cited.locator.original())
    return int(found[0]) if len(found) == 1 else 0


def _found_on(wanted: str, pages: tuple[str, ...]) -> int:
    """The first page, from 1, that has these letters; -1 if they run from page to page; 0 if none has."""
    at = next((number for number, page in enumerate(pages, 1) if wanted in page), 0)
    return at or (-1 if wanted in "".join(pages) else 0)


def _letters(text: str) -> str:
    """Letters and digits alone: hyphens at line ends, ligatures, quotation marks make no difference."""
    plain = unicodedata.normalize("NFKC", text.replace("\u00ad", "").replace("\ufffe", "")).casefold()
    return "".join(re.findall(r"[^\W_]+", plain))
