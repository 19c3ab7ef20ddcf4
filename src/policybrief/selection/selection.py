"""The records of one edition, and why the others were left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from policybrief.records import Named, Record

R = TypeVar("R", bound=Record)

SHED = "shed"
"""The reason of what was left out for length."""
OTHER_TOPIC = "other-topic"
"""The reason of what is named in the papers of a brief and is not on its subject."""
OF_TIME = ("not-yet-known", "not-yet-true", "no-longer-true")
"""The reasons of what was not known, or did not hold, on the day."""
FELL = "rests-on-withheld"
"""The reason of what has nothing left to stand on."""
RESTRICTED = ("other-audience", "marking", "not-releasable", "without-evidence")
"""The reasons of what the reader may not see on any day."""
OTHER_TEMPLATE = "other-template"
"""The reason of what is addressed to another ministry: no list shows it, and what is based on it stays."""
REPLACED = "replaced-by "
"""Begins the reason of what gave way; the id of its successor follows."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The records of one edition in the order of the corpus, and (id, reason) of those left out."""

    records: tuple[Record, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    uncertain: frozenset[str] = frozenset()
    """Records that hold on the day only if an uncertain date is read widely."""
    markings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(id, effective marking) of each record that carries one, also of those that a point may name."""
    unlisted: frozenset[str] = frozenset()
    """Cut for length, or not used in place of a cut one: not listed, but records based on them are shown."""
    annexed: frozenset[str] = frozenset()
    """Shed from the body: only annexes list them."""
    lapsed: frozenset[str] = frozenset()
    """Records whose clearance covers another text than their present one, or names none."""
    letters: tuple[tuple[str, ...], ...] = ()
    """Ids of the options that hold a letter, in their order; those that replace each other share one."""
    _by_id: dict[str, Record] = field(init=False, repr=False, compare=False)
    _reasons: dict[str, str] = field(init=False, repr=False, compare=False)
    _of_kind: dict[type, tuple[Any, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {record.id: record for record in self.records})
        object.__setattr__(self, "_reasons", dict(self.left_out))
        object.__setattr__(self, "_of_kind", {})

    def get(self, record_id: str) -> Record | None:
        """The record, if it is shown to this audience."""
        return self._by_id.get(record_id)

    def why_not(self, record: Record) -> str:
        """Why a record is not shown, "" if it is; what was not even looked at is on another topic."""
        if record.id in self._by_id and record.id not in self._reasons:
            return ""
        return self._reasons.get(record.id, "not-used" if isinstance(record, Named) else OTHER_TOPIC)

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """All selected records of one kind that may be listed."""
        if kind not in self._of_kind:  # every section asks for its prose
            listed = (r for r in self.records if isinstance(r, kind) and r.id not in self.unlisted)
            self._of_kind[kind] = tuple(listed)
        return self._of_kind[kind]

    def having(self, ids: tuple[str, ...]) -> tuple[Record, ...]:
        """The selected ones among `ids` that may be listed, in the order given."""
        return self.grounds(tuple(i for i in ids if i not in self.unlisted))

    def current(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """`ids`, each as it is or as that of the record that has taken its place; none twice."""
        return tuple(dict.fromkeys(successor(i, self._reasons) for i in ids))

    def grounds(self, ids: tuple[str, ...]) -> tuple[Record, ...]:
        """The selected ones among `ids`, in the order given, also those that were shed."""
        return tuple(self._by_id[i] for i in ids if i in self._by_id)

    def whole(self) -> Selection:
        """The selection as it was before anything was shed."""
        return replace(self, unlisted=frozenset(), annexed=frozenset())

    def body(self) -> Selection:
        """What the sections before the annexes may list."""
        return replace(self, unlisted=self.unlisted | self.annexed)

    def shed(self) -> tuple[Record, ...]:
        """The records that were left out for length, in the order of the corpus."""
        ids = {record for record, reason in self.left_out if reason == SHED}
        return tuple(r for r in self.records if r.id in ids)


def successor(record: str, reasons: Mapping[str, str]) -> str:
    """The record that has taken the place of this one, or its own id."""
    while (reason := reasons.get(record, "")).startswith(REPLACED):
        record = reason.removeprefix(REPLACED)
    return record
