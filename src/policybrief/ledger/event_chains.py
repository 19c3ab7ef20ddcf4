"""The events of one series in their order, and what is wrong with the chain that they form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policybrief.diagnostics import Diagnostic, Span
from policybrief.ledger.events import Event, Issued, event_path

_GIT = "restore it from git: git log --oneline -- "


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events of one series, each after those that it names; branches by their days."""
    waiting = sorted(events, key=lambda e: (e.on, getattr(e, "version", 0), e.hash))
    hashes, ordered = {event.hash for event in waiting}, dict[str, Event]()
    while waiting:
        ready = next(
            (e for e in waiting if all(p in ordered or p not in hashes for p in _before(e))), waiting[0]
        )
        waiting.remove(ready)
        ordered[ready.hash] = ready
    return tuple(ordered.values())


def heads(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events of one series that no other names: one, or more where branches were merged."""
    named = {before for event in events for before in _before(event)}
    return tuple(event for event in events if event.hash not in named)


def chain_faults(events: Sequence[Event], *, altered: Sequence[str] = ()) -> Iterator[Diagnostic]:
    """What is missing from the chain of one series, and where it forks.

    `altered` are the first digits of the hashes that files of the series had before they were changed.
    """
    hashes = {event.hash for event in events}
    whole = not altered
    for event in events:
        for before in _before(event):
            if before not in hashes and before[:8] not in altered:
                whole = False
                path = event_path(event)
                message = f"the event before this one is missing: its SHA-256 begins with {before[:8]}"
                yield Diagnostic("ledger-gap", message, _at(path), hint=f"{_GIT}{path.parent}")
        if not isinstance(event, Issued) and event.issued not in hashes and event.issued[:8] not in altered:
            message = (
                f"it recalls an edition whose event is missing: its SHA-256 begins with {event.issued[:8]}"
            )
            yield Diagnostic(
                "ledger-gap", message, _at(event_path(event)), hint=f"{_GIT}{event.series.folder}"
            )
    if whole and len(heads(events)) > 1:
        yield from _forks(events)


def duplicate_numbers(events: Iterable[Event]) -> Iterator[Diagnostic]:
    """Numbers that two series bear at the same time; it is settled when all but one have been issued anew."""
    issued = [event for event in events if isinstance(event, Issued)]
    latest = {event.series: event for event in issued}
    bearers: dict[str, list[Issued]] = {}
    for event in latest.values():
        bearers.setdefault(event.number, []).append(event)
    for number, (*others, last) in bearers.items():
        if others:
            message = (
                f"the number {number} was given twice: also to {', '.join(e.series.name for e in others)}"
            )
            hint = (
                f"inform the readers of one, and issue it again: brief issue {last.series.name} --again "
                "--to …"
            )
            yield Diagnostic("ledger-number-twice", message, _at(event_path(last)), hint=hint)


def _forks(events: Sequence[Event]) -> Iterator[Diagnostic]:
    after: dict[str, list[Event]] = {}
    for event in events:
        after.setdefault(event.previous, []).append(event)
    for siblings in after.values():
        if len(siblings) > 1:
            names = ", ".join(event_path(event).name for event in siblings[:-1])
            message = (
                f"two branches continued from the same edition: this event and {names} name the same "
                "previous one"
            )
            hint = (
                "keep both files; the next issue joins them: "
                f"brief issue {siblings[-1].series.name} --again --to …"
            )
            yield Diagnostic("ledger-fork", message, _at(event_path(siblings[-1])), hint=hint)


def _before(event: Event) -> tuple[str, ...]:
    return tuple(hash for hash in (event.previous, *event.joins) if hash)


def _at(path: object) -> Span:
    return Span(str(path), 1, 1)
