"""What a rule looks at: an edition, its selection, its document, and the words printed of each record."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from policybrief.dates import StatedDate
from policybrief.diagnostics import Diagnostic, Severity, Span
from policybrief.document import Document, Note, Section, Str, children, plain_text, records_in
from policybrief.document import Span as Words
from policybrief.languages import NBSP, Text
from policybrief.project.corpus import Corpus
from policybrief.records import LISTS, Edition, Project, Record, Sourced, bases_of
from policybrief.sections import Printer
from policybrief.selection import Selection
from policybrief.templates import Outline, Template

SUMMARY = frozenset({"bottom-line", "in-short", "decision", "recommendations"})
"""Sections that may say nothing that the body or an annex does not bear out."""


LIST_NAMES = {
    "key_messages": "the key messages",
    "bottom_line": "the bottom line",
    "status_quo": "the status quo",
    "key_figures": "the key figures",
    "why_now": "the reasons to act now",
    "passages": "the passages",
    "must": "what must be shown",
}
"""Field of a brief that lists records → what people call it."""


@dataclass(frozen=True, slots=True)
class Printed:
    """Words of one field of a record as the edition prints them, and the section they are in."""

    section: str
    record: str
    field: str
    language: str
    words: str

    @property
    def in_summary(self) -> bool:
        """True in the bottom line, the decision box and the recommendations."""
        return self.section in SUMMARY

    @property
    def is_caveat(self) -> bool:
        """True for a note below a block, which is no part of its length."""
        return self.field == "caveat"


@dataclass(frozen=True, slots=True)
class Checked:
    """An edition under examination; `printed` is read from its document, in reading order."""

    edition: Edition
    project: Project
    corpus: Corpus
    selection: Selection
    document: Document
    template: Template
    printed: tuple[Printed, ...] = field(init=False, repr=False)
    _shown: dict[str, Record] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        printed = tuple(_printed(self.document, ""))
        by_id = {record.id: record for record in self.selection.records}
        shown = {name: by_id[name] for name in records_in(self.document, cited=False) if name in by_id}
        object.__setattr__(self, "printed", printed)
        object.__setattr__(self, "_shown", shown)

    def records(self) -> tuple[Record, ...]:
        """The shown records, in reading order."""
        return tuple(self._shown.values())

    def record(self, record_id: str) -> Record | None:
        """The record as the edition shows it, or None if it shows nothing of it."""
        return self._shown.get(record_id)

    def shows(self, record_id: str) -> bool:
        """True if the document shows anything of the record."""
        return record_id in self._shown

    @property
    def outline(self) -> Outline:
        """What this audience gets of the template."""
        return self.template.outline(self.edition.audience.name, self.edition.brief.form) or Outline(
            self.edition.audience.name, ()
        )

    @property
    def for_public(self) -> bool:
        """True if anybody may read the edition: the wording is plain, or the audience is called public."""
        return self.outline.detail == "plain" or self.edition.audience.name == "public"

    def basis(self, record: Record) -> tuple[Record, ...]:
        """All that `record` is based on in the corpus, directly and through other records; each once."""
        bases: dict[str, Record] = {}
        waiting = [*bases_of(record)]
        while waiting:
            below = self.corpus.get(waiting.pop(0))
            if below is not None and below.id not in bases:
                bases[below.id] = below
                waiting.extend(bases_of(below))
        return tuple(bases.values())

    def evidence(self, record: Record) -> tuple[Sourced, ...]:
        """The facts and positions at the end of what `record` is based on."""
        return tuple(r for r in self.basis(record) if isinstance(r, Sourced))

    def lists(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """(field, ids) of what the brief lists for this edition, no id twice."""
        brief, reader = self.edition.brief, self.edition.audience.name
        ids_by_list = {name: brief.listed(name, reader) for name in LISTS} | {
            "must": brief.overrides(reader).must
        }
        return tuple((name, tuple(dict.fromkeys(ids))) for name, ids in ids_by_list.items())

    @property
    def printer(self) -> Printer:
        """What prints words of records and labels as this edition does."""
        return Printer(self.edition, self.project, self.selection, self.template, self.outline)

    def title(self, record: Record, *, printed: bool = False) -> str:
        """What a point calls the record: as it was written, or as the edition would print it."""
        return title_in(self.printer, record, self.edition.language if printed else "")

    def stated(self, stated: StatedDate) -> str:
        """A date in words of the edition's language."""
        return self.printer.stated(stated)

    def point(
        self,
        record: Record,
        code: str,
        message: str,
        hint: str,
        *keys: str | int,
        language: str = "",
        values: Mapping[str, str] | None = None,
    ) -> Diagnostic:
        """An open point at the place of `record` or of its field `keys`, in a translation if named.

        `values` are those of the sentence that the paper prints of it.
        """
        place = self.corpus.place(record.id, *keys, language=language)
        label_values = tuple((values or {}).items())
        return Diagnostic(
            code, message, place, Severity.OPEN, hint=hint, record=record.id, label_values=label_values
        )

    def point_of_text(
        self, record: Record, code: str, message: str, hint: str, printed: Printed
    ) -> Diagnostic:
        """An open point about words printed of `record`, at their place in the file that has them."""
        keys = printed.field.split(".")
        return self.point(record, code, message, hint, *keys, language=printed.language)

    def point_of_brief(
        self,
        code: str,
        message: str,
        hint: str,
        *,
        record: str = "",
        values: Mapping[str, str] | None = None,
    ) -> Diagnostic:
        """An open point about the edition as a whole, or about what its brief names, at the brief's file."""
        path = self.edition.brief.path
        place = Span(path, 1, 1) if path else None
        label_values = tuple((values or {}).items())
        return Diagnostic(
            code, message, place, Severity.OPEN, hint=hint, record=record, label_values=label_values
        )


Check = Callable[[Checked], Iterator[Diagnostic]]


def _printed(node: object, section: str) -> Iterator[Printed]:
    """The words that come from records, without the notes among them."""
    for child in children(node):
        if isinstance(child, Note):
            continue
        origin = child.origin if isinstance(child, Words) else None  # a paragraph repeats that of its words
        words = _words(child).replace(NBSP, " ") if origin is not None else ""
        if origin is not None and words:
            yield Printed(section, origin.record, origin.field, origin.language, words)
        yield from _printed(child, section or (child.id if isinstance(child, Section) else ""))


def _words(node: object) -> str:
    """The words below a node without the marks of its notes and what is added behind its abbreviations."""
    if isinstance(node, Str):
        return node.text
    return "".join(_words(child) for child in children(node) if not _is_added(child))


def _is_added(node: object) -> bool:
    return isinstance(node, Note) or (isinstance(node, Words) and node.role == "full-form")


_LONGEST = 90
"""Characters of a title."""
_FIELDS = ("title", "name", "text")


def title_in(printer: Printer, record: Record, language: str = "") -> str:
    """Title, name or text of `record`, cut where it is long, without its full stop; "" if it has none.

    Without `language` in that in which the record was written.
    """
    name = next((f for f in _FIELDS if isinstance(getattr(record, f, None), Text) and getattr(record, f)), "")
    if not name:
        return ""
    written: Text = getattr(record, name)
    language = language or written.versions[0][0]
    words = plain_text(
        replace(printer, edition=replace(printer.edition, language=language)).text(record, name)
    )
    return textwrap.shorten(words, _LONGEST, placeholder=" …").removesuffix(".")
