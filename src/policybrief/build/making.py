"""Every edition made, in this process or in several: the same results in the same order."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from policybrief.briefs import Edition, Project
from policybrief.templates import Template

if TYPE_CHECKING:
    from policybrief.corpus import Corpus
    from policybrief.editions import Made

FEW = 4
"""Up to this many editions, starting processes costs more than it saves."""


class Maker(Protocol):
    """`editions.make`: one edition as bytes, touching no disk."""

    def __call__(
        self,
        edition: Edition,
        /,
        *,
        project: Project,
        corpus: Corpus,
        template: Template,
        formats: tuple[str, ...],
    ) -> Made: ...


@dataclass(frozen=True, slots=True)
class Shared:
    """What all editions of a build have in common."""

    make: Maker
    project: Project
    corpus: Corpus
    templates: tuple[Template, ...]
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crash:
    """An edition that could not be made through a fault of ours or of the machine."""

    reason: str
    where: str = ""


def make_all(
    editions: Sequence[Edition], *, shared: Shared, workers: int = 0
) -> Iterator[tuple[Edition, Made | Crash]]:
    """Each edition with what was made of it, in the order given; `workers` 0 is one a core."""
    workers = min(workers or os.cpu_count() or 1, len(editions))
    if workers < 2 or len(editions) <= FEW:
        for edition in editions:
            yield edition, _make(edition, shared)
        return
    # spawn: the same on every platform, and safe beside the threads of a progress bar
    pool = ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=signal.signal,  # Ctrl-C is for the parent alone to answer
        initargs=(signal.SIGINT, signal.SIG_IGN),
    )
    with pool:
        bundle = pickle.dumps(shared, protocol=pickle.HIGHEST_PROTOCOL)
        futures = [pool.submit(_make_bundled, edition, bundle) for edition in editions]
        try:
            for edition, future in zip(editions, futures, strict=True):
                try:
                    yield edition, future.result()
                except BrokenProcessPool:
                    yield edition, Crash("a worker process ended before its time (out of memory?)")
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _make_bundled(edition: Edition, bundle: bytes) -> Made | Crash:
    return _make(edition, _unbundled(bundle))


@lru_cache(maxsize=1)
def _unbundled(bundle: bytes) -> Shared:
    shared = pickle.loads(bundle)  # written by the parent process in `make_all`
    assert isinstance(shared, Shared)
    return shared


def _make(edition: Edition, shared: Shared) -> Made | Crash:
    template = next(t for t in shared.templates if t.name == edition.template)
    try:
        return shared.make(
            edition,
            project=shared.project,
            corpus=shared.corpus,
            template=template,
            formats=shared.formats,
        )
    except Exception as crash:  # one edition's bug must not cost the others
        last = traceback.extract_tb(crash.__traceback__)[-1]
        where = f"{os.path.basename(last.filename)}:{last.lineno}"
        return Crash(f"{type(crash).__name__}: {crash}", where)
