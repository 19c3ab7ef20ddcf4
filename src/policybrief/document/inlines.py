"""Inlines: the words of a document, with their links, notes and where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Origin:
    """Where words come from: a record, its field, and the language of the text used."""

    record: str
    field: str
    language: str = ""

    def speaks_of(self) -> tuple[str, ...]:
        """The id that the field names besides: `stance.toll` says what a position holds of `toll`."""
        return tuple(self.field.split(".")[1:2])


@dataclass(frozen=True, slots=True)
class Str:
    """Plain text. A newline is a line break."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Titles of works; set in italics."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a web address (http, https, mailto)."""

    content: tuple[Inline, ...]
    url: str


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A link to the node whose id is `target` in the same document."""

    content: tuple[Inline, ...]
    target: str
    numbers: bool = False
    """True if its content is the number of the paragraph `target`, which Word then keeps right."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words with a meaning (`role`: secondary, stance-supports, rating, box, …) or in another language.

    Roles `secondary`, `portion` (a marking of a part) and `caveat` (the number of a note) are set paler.
    `box` is an empty tick box: its text is "☐". `symbol-*` (supports, supports_if, neutral, opposes_if,
    opposes) are drawn signs which the word beside them says again.
    """

    content: tuple[Inline, ...]
    role: str = ""
    language: str = ""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source. `compose` turns each into a `Note`; no writer meets one."""

    source: str
    locator: str = ""
    records: tuple[str, ...] = ()
    """The records whose places in it the locator names."""


@dataclass(frozen=True, slots=True)
class RecordNumbers:
    """A reference to records, between `lead` and `end`, which only the whole document can resolve.

    `numbers` are links to their entries (F3, P2, J1, R4), and the sources of those that have none; with
    `words` their own words instead. `sources` are the marks of their sources. `section` and `paragraph` are
    one record's number as a link, or that of its first paragraph, or else the section that shows it.
    `compose` turns each into links, notes and words. No writer meets one.
    """

    records: tuple[str, ...]
    lead: str = ""
    end: str = ""
    between: str = ", "
    form: Literal["numbers", "words", "sources", "section", "paragraph"] = "numbers"


@dataclass(frozen=True, slots=True)
class Note:
    """A citation as printed: `mark` (such as "[1]"), the note's own text, the source entry it points to.

    `id` is the place of this mark (the target of the way back). Word writes a footnote with `content`;
    PDF links the mark to the block whose id is `target`, unless that is empty.
    """

    id: str
    mark: str
    content: tuple[Inline, ...]
    target: str
    records: tuple[str, ...] = ()
    """As those of its `Citation`."""


@dataclass(frozen=True, slots=True)
class PageReferences:
    """The pages on which the nodes `targets` stand, as links back; `pattern` has one `{pages}`.

    Only a format that knows its pages prints it; the others leave it out.
    """

    targets: tuple[str, ...]
    pattern: str
    one: str = ""
    """The pattern where they all stand on one page; that of several if it is empty."""
    lead: str = ""
    """What parts it from the words before it; left out with it."""


Inline = (
    Str | Strong | Emphasis | Link | CrossReference | Span | Citation | RecordNumbers | Note | PageReferences
)
