"""Editions made and written: each ends as one of five outcomes, and none stops another."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.briefs import Edition
from policybrief.build.files import Placed, digest, place, remove
from policybrief.build.making import Crash, Maker, Shared, make_all
from policybrief.build.manifest import Entry, read_manifest, write_manifest
from policybrief.build.stopping import stopping
from policybrief.build.wanted import House, folder_of
from policybrief.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from policybrief.editions import Made
    from policybrief.project import Loaded


class Outcome(StrEnum):
    """How an edition ended: the first two are written."""

    CLEAN = "clean"
    OPEN = "open"
    BROKEN = "broken"
    LEAK = "leak"
    FAILED = "failed"
    """A fault of the machine or of ours."""


@dataclass(frozen=True, slots=True)
class Change:
    """What differs from the files of before: `new`, `rebuilt` or `unchanged`; records that came and went."""

    word: str = "new"
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """One edition: its outcome, why, its files and pages."""

    edition: Edition
    outcome: Outcome
    diagnostics: tuple[Diagnostic, ...] = ()
    made: Made | None = None
    pages: int = 0
    files: tuple[Placed, ...] = ()
    change: Change = Change()


@dataclass(frozen=True, slots=True)
class Built:
    """All results in the order of the editions, and what became of files that no edition wants."""

    results: tuple[Result, ...]
    removed: tuple[Path, ...] = ()
    set_aside: tuple[Path, ...] = ()


def examine(
    loaded: Loaded,
    editions: Sequence[Edition],
    *,
    houses: Sequence[House],
    formats: tuple[str, ...] = (),
    workers: int = 0,
    make: Maker | None = None,
) -> Iterator[Result]:
    """Each edition made in memory, in the order given; nothing is written."""
    faults = {house.name: house.diagnostics for house in houses if house.template is None}
    found = stopping(editions, loaded=loaded)
    stopped = [(*faults.get(e.template, ()), *more) for e, more in zip(editions, found, strict=True)]
    shared = Shared(
        make or _real_maker(),
        loaded.project,
        loaded.corpus,
        tuple(house.template for house in houses if house.template is not None),
        formats,
    )
    free = [edition for edition, why in zip(editions, stopped, strict=True) if not why]
    made = make_all(free, shared=shared, workers=workers)
    for edition, why in zip(editions, stopped, strict=True):
        if why:
            yield Result(edition, Outcome.BROKEN, why)
        else:
            yield _judged(*next(made))


def build(
    loaded: Loaded,
    editions: Sequence[Edition],
    *,
    houses: Sequence[House],
    formats: tuple[str, ...],
    out: Path,
    whole: bool = False,
    report: Callable[[Result], None] = lambda _: None,
    workers: int = 0,
    make: Maker | None = None,
) -> Built:
    """Make and write `editions` below `out`, calling `report` after each; the manifest is brought up to date.

    A `whole` build also removes files that the manifest names and no edition wants, unless the project has
    errors: then nobody knows what is wanted.
    """
    entries = read_manifest(loaded.root)
    results = []
    try:
        for result in examine(loaded, editions, houses=houses, formats=formats, workers=workers, make=make):
            results.append(_written(result, loaded.root, out, entries))
            report(results[-1])
        broken = any(d.severity is Severity.ERROR for d in loaded.diagnostics)
        fresh = {_key(placed.path, loaded.root) for result in results for placed in result.files}
        old = {path: entry for path, entry in entries.items() if path not in fresh}
        stale = _stale(editions, loaded.root, out, formats, old) if whole and not broken else ()
        removed = [(path, remove(loaded.root / path, ours=entries.pop(path).sha256)) for path in stale]
    finally:  # an interrupted build must know its own files next time
        write_manifest(loaded.root, entries)
    gone = tuple(loaded.root / path for path, kept in removed if kept is None)
    return Built(tuple(results), gone, tuple(kept for _, kept in removed if kept is not None))


def _judged(edition: Edition, made: Made | Crash) -> Result:
    if isinstance(made, Crash):
        at = f" ({made.where})" if made.where else ""
        fault = Diagnostic(
            "internal-fault",
            f"policybrief has a fault of its own; please report this line: {made.reason}{at}",
        )
        return Result(edition, Outcome.FAILED, (fault,))
    found = {d.severity for d in made.diagnostics}
    outcome = (
        Outcome.BROKEN
        if Severity.ERROR in found
        else Outcome.LEAK
        if Severity.LEAK in found
        else Outcome.OPEN
        if Severity.OPEN in found
        else Outcome.CLEAN
    )
    return Result(edition, outcome, made.diagnostics, made, made.pages)


def _written(result: Result, root: Path, out: Path, entries: dict[str, Entry]) -> Result:
    """`result` with its files placed, and their entries put into `entries`."""
    if result.made is None or result.outcome not in (Outcome.CLEAN, Outcome.OPEN):
        return result
    files: list[Placed] = []
    before: list[Entry | None] = []
    fault: tuple[Diagnostic, ...] = ()
    for suffix, content in result.made.files:
        path = out / folder_of(result.edition) / f"{result.edition.stem}.{suffix}"
        known = entries.get(_key(path, root))
        try:
            placed = place(path, content, ours=known.sha256 if known else "")
        except OSError as error:
            why = error.strerror or type(error).__name__
            fault = (*fault, Diagnostic("cannot-write", f"{_key(path, root)}: {why}"))
            continue
        files.append(placed)
        before.append(known)
        entries[_key(placed.path, root)] = _entry(result, content)
    change = _change(files, before, _entry(result, b""))
    outcome = Outcome.FAILED if fault else result.outcome
    return Result(
        result.edition, outcome, (*result.diagnostics, *fault), None, result.pages, tuple(files), change
    )


def _entry(result: Result, content: bytes) -> Entry:
    edition, made = result.edition, result.made
    assert made is not None
    return Entry(
        edition.brief.name,
        edition.template,
        edition.audience.name,
        edition.language,
        edition.as_of.isoformat(),
        digest(content),
        edition.rehearsal,
        tuple(sorted(made.shown)),
        tuple(sorted(made.selection.left_out)),
    )


def _change(files: Sequence[Placed], before: Sequence[Entry | None], now: Entry) -> Change:
    if not any(placed.changed for placed in files):
        return Change("unchanged")
    known = next((entry for entry in before if entry), None)
    if known is None:
        return Change("new")
    return Change(
        "rebuilt",
        tuple(sorted(set(now.shown) - set(known.shown))),
        tuple(sorted(set(known.shown) - set(now.shown))),
    )


def _stale(
    editions: Sequence[Edition], root: Path, out: Path, formats: tuple[str, ...], entries: Mapping[str, Entry]
) -> tuple[str, ...]:
    """Keys of files below `out` that no edition wants; a build of today leaves rehearsals, and back."""
    rehearsal = {edition.as_of for edition in editions if edition.rehearsal}
    base = out / f"as-of-{min(rehearsal)}" if rehearsal else out
    wanted = {_key(out / folder_of(e) / f"{e.stem}.{suffix}", root) for e in editions for suffix in formats}
    below = _key(base, root) + "/"
    return tuple(
        path
        for path, entry in entries.items()
        if path.startswith(below) and entry.rehearsal == bool(rehearsal) and path not in wanted
    )


def _key(path: Path, root: Path) -> str:
    """`path` from the root, with slashes; on another drive (Windows) only its last three parts."""
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:
        return "/".join(path.parts[-3:])


def _real_maker() -> Maker:
    from policybrief.editions import make

    return make
