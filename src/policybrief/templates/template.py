"""A house template as a value: its look, what each audience gets, its words, its section files."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from policybrief.languages import fallbacks, filled, serves
from policybrief.records import Form
from policybrief.templates.look import BASE_LOOK, Look


@dataclass(frozen=True, slots=True)
class Outline:
    """What one audience gets: its sections in order, and the manner of the whole."""

    audience: str
    sections: tuple[str, ...]
    annexes: tuple[str, ...] = ()
    max_pages: int = 0
    """0: no limit."""
    count_annexes: bool = True
    """Whether `max_pages` counts the annexes too."""
    ruled: bool = True
    numbered: bool = True
    contents: bool = False
    question: bool = True
    """Whether the question of the brief stands below the title."""
    checked: bool = False
    """Whether the annex of evidence says who checked and cleared what, and when."""
    notes: Literal["", "end", "foot"] = ""
    """Where a PDF has its notes; empty: where the house has them."""
    paragraphs: Literal["numbered", "plain"] = "plain"
    """Whether the paragraphs of the body are numbered through; headings then are not."""
    portions: bool = False
    """Whether each paragraph and row bears the marking of what it shows."""
    detail: Literal["plain", "short", "full"] = "full"
    """`plain` takes the wording for the public; `full` shows grades and pages of citation."""


@dataclass(frozen=True, slots=True)
class SectionFile:
    """The Markdown of one section: its name, where it stands, its text.

    The lines of settings at its head are blank in `text`, so that places stay as they are in the file.
    """

    name: str
    path: str
    text: str
    always: bool = False
    """Whether it is printed even where all that it asks for is empty."""


@dataclass(frozen=True, slots=True)
class Words:
    """The fixed words of one language."""

    language: str
    labels: tuple[tuple[str, str], ...]
    reviewed: bool = True
    """Whether somebody has read them whose language it is."""
    by_key: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", dict(self.labels))


@dataclass(frozen=True, slots=True)
class Term:
    """A term that the house prefers in one language, and those that it avoids, in all their forms."""

    language: str
    preferred: str
    avoid: tuple[str, ...]


LIMITS = ("title", "bottom-line", "key-message", "key-figure", "sentence", "mean-sentence", "mean-word")
"""What a rule on length checks; the limit of a formula is in the file of its language."""


@dataclass(frozen=True, slots=True)
class Template:
    """A ministry's template with all that it inherits."""

    name: str
    look: Look = BASE_LOOK
    outlines: tuple[Outline, ...] = ()
    forms: tuple[tuple[Form, tuple[str, ...]], ...] = ()
    """(form, sections): the outlines of papers that are no briefs, the same for every audience."""
    words: tuple[Words, ...] = ()
    sections: tuple[SectionFile, ...] = ()
    citations: str = "brief"
    citation_styles: tuple[tuple[str, str], ...] = ()
    """(name, text) of the CSL styles that it brings or inherits."""
    number_prefix: str = ""
    marking_position: Literal["", "right", "centre"] = ""
    """Where markings stand; empty: where their scheme has them."""
    page_marking: Literal["", "page", "document"] = ""
    """What a page of a PDF bears: `page`, the marking of what stands on it; else that of the document."""
    criteria: tuple[str, ...] = ()
    """Order of the criteria; those not named follow in the order of the corpus."""
    terms: tuple[Term, ...] = ()
    limits: tuple[tuple[str, float], ...] = ()
    chain: tuple[str, ...] = field(default=())
    """Names from this template up to `base`."""

    def outline(self, audience: str, form: Form = "") -> Outline | None:
        """The outline for `audience`, or None if this template makes nothing for it."""
        outline = next((o for o in self.outlines if o.audience == audience), None)
        if outline is None or not form:
            return outline
        return replace(
            outline,
            sections=dict(self.forms).get(form, ()),
            annexes=(),
            contents=False,
            numbered=False,
            paragraphs="plain",
            max_pages=0,
        )

    def terms_in(self, language: str) -> tuple[Term, ...]:
        """The house terms of one language, and of what it falls back on."""
        return tuple(term for term in self.terms if serves(term.language, language))

    def limit(self, name: str, usual: float = 0.0) -> float:
        """The value of a limit: what the template sets, else the `usual` one; 0 where there is none."""
        return dict(self.limits).get(name, usual)

    def section(self, name: str) -> SectionFile | None:
        """The file of a section, or None."""
        return next((s for s in self.sections if s.name == name), None)

    def label(self, key: str, language: str, **values: str) -> str:
        """The words for `key`; those of English where neither `language` nor what it falls back on has any.

        Raises:
            KeyError: no language has words for `key`.
        """
        for code in (*fallbacks(language), "en"):
            for words in self.words:
                if words.language == code:
                    label = words.by_key.get(key)
                    if label is not None:
                        return filled(label, values) if values else label
        raise KeyError(key)

    def has_label(self, key: str, language: str) -> bool:
        """True if `label` would find words for `key` in `language`, in its fallbacks or in English."""
        codes = (*fallbacks(language), "en")
        return any(key in words.by_key for words in self.words if words.language in codes)

    def labels_without(self, language: str) -> tuple[str, ...]:
        """The labels that have English words, and none in `language` or in what it falls back on."""
        by_language = {words.language: words.by_key for words in self.words}
        written = {key for code in fallbacks(language) for key in by_language.get(code, ())}
        return tuple(key for key in by_language.get("en", ()) if key not in written)

    def languages(self) -> tuple[str, ...]:
        """Languages that have words of their own."""
        return tuple(words.language for words in self.words)

    def speaks(self, language: str) -> bool:
        """True if there are words in `language` or in what it falls back on."""
        return any(serves(words.language, language) for words in self.words)
