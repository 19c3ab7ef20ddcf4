"""What every record has, and the bases that say what a kind is: named, sourced, reasoned or quoting."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, ClassVar

from policybrief.dates import StatedDate
from policybrief.languages import Text
from policybrief.markings import Restriction
from policybrief.records.field_uses import BOUND, DERIVED, KEEPING
from policybrief.records.mentions import Mention
from policybrief.records.parts import UNSAID, Cited, Clearance, Priority, Stamp, Waiver
from policybrief.records.references import Bond, RecordRef, RefTo


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every kind has."""

    kind: ClassVar[str] = "record"
    bears_marking: ClassVar[bool] = True
    """False for names and yardsticks: they are shown where what names them is."""
    gives_way: ClassVar[bool] = True
    """Whether a newer record takes its place in a paper."""
    can_be_shed: ClassVar[bool] = True
    """Whether an edition may go without it when space runs short."""
    house_only: ClassVar[bool] = False
    """Whether copies of the corpus for others go without it."""
    id: str = field(metadata=KEEPING)
    topics: tuple[str, ...] = field(default=(), metadata=KEEPING)
    """Subjects; the name of the file if none is given."""
    marking: Restriction = field(default=(), metadata=BOUND)
    """Labels, one per scheme; the highest of its sources, or the project's, if none is given."""
    lowered_by: str = field(default="", metadata=BOUND)
    """Who allowed a marking lower than that of its sources or the project, and why: `head, reason`."""
    originator: str = field(default="", metadata=BOUND)
    """Who alone may lower its marking or release it further."""
    releasable_to: Restriction = field(default=(), metadata=BOUND)
    """Groups that the originator releases it to; audiences of no such group never see it."""
    consent: str = field(default="", metadata=BOUND)
    """Reference of the originator's consent to go beyond `releasable_to`."""
    cleared: Clearance | None = field(default=None, metadata=KEEPING)
    withdrawn: Stamp | None = field(default=None, metadata=BOUND)
    replaces: Annotated[str, RefTo((), Bond.BEFORE)] | None = None
    """The older record that this one takes the place of."""
    was: tuple[str, ...] = field(default=(), metadata=KEEPING)
    """Former ids."""
    priority: Priority = field(default="should", metadata=KEEPING)
    """How readily it is left out when space runs short."""
    checked: Stamp | None = field(default=None, metadata=KEEPING)
    review_by: date | None = field(default=None, metadata=KEEPING)
    owner: str = field(default="", metadata=KEEPING)
    """The office that answers for it."""
    waive: tuple[Waiver, ...] = field(default=(), metadata=KEEPING)
    caveat: Text = UNSAID
    """What readers must know beside it; printed as a note wherever its words or number are."""
    note: str = field(default="", metadata=KEEPING)
    """For colleagues; never printed."""
    audiences: Restriction = field(default=(), metadata=BOUND)
    """Only for these audiences; for all if none is named."""
    generated: bool = field(default=False, metadata=KEEPING)
    """Written by `brief recall` or `brief import`: to the leak gate it makes no words of others public."""
    mentions: tuple[Mention, ...] = field(default=(), metadata=DERIVED)
    """The records that its texts name in braces: what binds them binds it, and it falls without any one."""

    @property
    def readers(self) -> tuple[str, ...]:
        """The audiences that it is for; () if it is for all."""
        return self.audiences


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed(Record):
    """What may be addressed to one ministry: it is listed in its papers alone. That protects nothing."""

    templates: Restriction = field(default=(), metadata=KEEPING)
    """The house templates in whose editions it is listed; in those of all if none is named."""


class Named(Record):
    """What statements name: a source, a person, a yardstick. It is shown with them, and says nothing itself.

    It needs no clearance and is on no topic.
    """

    __slots__ = ()
    can_be_shed: ClassVar[bool] = False


class Sourced(Record):
    """A statement with places in sources: their markings and groups hold for it, it falls with the last.

    A kind may also quote: what is worked out from others has no source of its own.
    """

    __slots__ = ()
    source: tuple[Cited, ...]
    known: StatedDate | None


class Reasoned(Record):
    """Analysis of our own, based on other records: it falls with the last of them, and inherits nothing."""

    __slots__ = ()
    rests_on: tuple[RecordRef, ...]


class Quoting(Record):
    """Words of ours whose evidence is what they name in braces."""

    __slots__ = ()
