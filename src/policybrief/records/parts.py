"""What records are made of: ids, stamps, places in sources, quantities, stances, ratings and costs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from policybrief.languages import Text
from policybrief.records.references import Bond, RefTo, SourceRef

ID = re.compile(r"(?!(?:null|true|false)$)[a-z][a-z0-9-]{1,62}")
"""What an id looks like; the three words that YAML reads as something other than text are none."""

UNSAID = Text()
"""A text that nobody wrote."""

Priority = Literal["must", "should", "could"]
StanceWord = Literal["supports", "supports_if", "neutral", "opposes_if", "opposes"]
RatingWord = Literal["much worse", "worse", "same", "better", "much better", "no evidence"]
Ask = Literal["agree", "decide", "note", "approve", "sign", "discuss"]
Qualifier = Literal["", "about", "at least", "at most", "more than", "less than"]
Confidence = Literal["", "low", "moderate", "high"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day and words: who cleared it, why it was withdrawn. Short form: `2022-10-03, head of unit`."""

    date: date
    words: Text = UNSAID


@dataclass(frozen=True, slots=True)
class Clearance(Stamp):
    """A day, who cleared it, and which text: `2022-10-03, head of unit, of 3f2a9c0d1b2e4f56`."""

    of: str = ""
    """Hash of the text that was cleared; without it nothing is cleared."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule that this record is excused from: who says so, why, and until when."""

    rule: str
    by: str
    why: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A place in a source. Short form: `panel-2022, answer of Kaim, paragraph 2`."""

    id: SourceRef
    locator: Text
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Capture:
    """The copy of a source that somebody read, known by its hash; it is kept outside of git."""

    sha256: str
    """64 hex digits over its bytes."""
    on: date
    """The day on which it was taken."""


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity. Short forms: `12`, `more than 12`, `about 4.5`, `10 to 12`."""

    value: Decimal
    to: Decimal | None = None
    qualifier: Qualifier = ""
    unit: Text = UNSAID


@dataclass(frozen=True, slots=True)
class Stance:
    """What a position says about one option. Short form: `supports`, `supports if …`, `opposes unless …`."""

    option: Annotated[str, RefTo(("option",), Bond.ASIDE)]
    stance: StanceWord
    condition: Text = UNSAID


@dataclass(frozen=True, slots=True)
class Rating:
    """An option on one criterion, relative to the baseline. Short form: `much better, because …`."""

    criterion: Annotated[str, RefTo(("criterion",), Bond.ASIDE)]
    rating: RatingWord
    why: Text = UNSAID


@dataclass(frozen=True, slots=True)
class Cost:
    """What an option costs, and what is paid for when; no `amount` means that nobody has costed it."""

    amount: Number | None = None
    pays_for: Text = UNSAID
    falls_due: Text = UNSAID


NOT_COSTED = Cost()
