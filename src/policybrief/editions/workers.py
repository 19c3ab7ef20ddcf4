"""Every edition made, in this process, in several or on a cluster: the same results in the same order.

All of them run one pure function behind the interface of `concurrent.futures`. Only a few editions a worker
are under way at a time, and the bytes of each are let go when they are written: memory stays bounded however
many editions there are.
"""

from __future__ import annotations

import os
import pickle
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from policybrief.editions.project_gate import search_files
from policybrief.files.garbage import collect_rarely
from policybrief.gate import Gate
from policybrief.records import Edition, Project
from policybrief.templates import Template

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

    from policybrief.editions import MadeEdition
    from policybrief.project.corpus import Corpus

FEW = 4
"""Up to this many editions, starting processes costs more than it saves."""

FEW_TO_EXAMINE = 12
"""The same where no files are made: examining an edition takes a fraction of the time."""

AHEAD = 3
"""Editions under way or waiting to be written, per worker."""


class EditionMaker(Protocol):
    """`editions.make_edition`: one edition as bytes, touching no disk."""

    def __call__(
        self,
        edition: Edition,
        /,
        *,
        project: Project,
        corpus: Corpus,
        template: Template,
        formats: tuple[str, ...],
        last_key: str,
    ) -> MadeEdition: ...


@dataclass(frozen=True, slots=True)
class SharedInputs:
    """What all editions of a build have in common."""

    make: EditionMaker
    project: Project
    corpus: Corpus
    templates: tuple[Template, ...]
    gate: Gate
    files: bool
    """Whether files are made; if not, editions are only examined."""
    public_log: bool
    """Whether the reason of a crash is kept from what is printed: it may name what was crashed on."""


@dataclass(frozen=True, slots=True)
class Crash:
    """An edition that could not be made through a fault of ours or of the machine."""

    reason: str
    where: str = ""


Submit = Callable[[Edition, str], "Future[MadeEdition | Crash]"]
"""Takes an edition, and the key under which its files are known (empty if they are not)."""


class Workers(Protocol):
    """Those who make editions: opened for one build, they take an edition and promise what becomes of it."""

    def open(self, shared: SharedInputs) -> AbstractContextManager[tuple[Submit, int]]:
        """How an edition is handed over, and how many are made at a time."""
        ...


@dataclass(frozen=True, slots=True)
class Processes:
    """As many processes as `jobs` on this machine, 0 being one a core."""

    jobs: int = 0

    @property
    def number(self) -> int:
        """How many processes that is."""
        return self.jobs or os.cpu_count() or 1

    @contextmanager
    def open(self, shared: SharedInputs) -> Iterator[tuple[Submit, int]]:
        pool = _Pool(self.number, pickle.dumps(shared, protocol=pickle.HIGHEST_PROTOCOL))
        try:
            yield pool.submit, self.number
        finally:
            pool.close()


@dataclass(frozen=True, slots=True)
class ThisProcess:
    """This process, one edition after the other."""

    @contextmanager
    def open(self, shared: SharedInputs) -> Iterator[tuple[Submit, int]]:
        def submit(edition: Edition, last_key: str) -> Future[MadeEdition | Crash]:
            future: Future[MadeEdition | Crash] = Future()
            future.set_result(make_one(edition, last_key, shared))
            return future

        yield submit, 0


def make_editions(
    editions: Sequence[Edition], *, shared: SharedInputs, workers: Workers, last_key: Callable[[Edition], str]
) -> Iterator[tuple[Edition, MadeEdition | Crash]]:
    """Each edition with what was made of it, in the order given; `last_key` tells the keys of before."""
    few = FEW if shared.files else FEW_TO_EXAMINE
    if isinstance(workers, Processes) and (len(editions) <= few or workers.number == 1):
        workers = ThisProcess()
    waiting: deque[tuple[Edition, Future[MadeEdition | Crash]]] = deque()
    with workers.open(shared) as (submit, number):
        for edition in editions:
            waiting.append((edition, submit(edition, last_key(edition))))
            if len(waiting) > number * AHEAD:
                yield _ended(*waiting.popleft(), again=submit, shared=shared)
        while waiting:
            yield _ended(*waiting.popleft(), again=submit, shared=shared)


def make_one(edition: Edition, last_key: str, shared: SharedInputs) -> MadeEdition | Crash:
    """One edition, through the gate; a fault of ours is a value: one edition's bug must not cost the others.

    A `last_key` key that was given under other needles counts for nothing: the file must be searched again.
    """
    template = next(t for t in shared.templates if t.name == edition.template)
    try:
        seal = shared.gate.seal(edition.audience) if shared.files else ""
        key, _, before = last_key.partition(".")
        made = shared.make(
            edition,
            project=shared.project,
            corpus=shared.corpus,
            template=template,
            formats=edition.formats if shared.files else (),
            last_key=key if before == seal else "",
        )
        made = replace(made, key=f"{made.key}.{seal}") if made.key and seal else made
        return search_files(made, edition, shared.gate) if made.files else made
    except Exception as crash:
        last = traceback.extract_tb(crash.__traceback__)[-1]
        where = f"{os.path.basename(last.filename)}:{last.lineno}"
        return Crash(_named(crash, shared), where)


def _ended(
    edition: Edition, future: Future[MadeEdition | Crash], *, again: Submit, shared: SharedInputs
) -> tuple[Edition, MadeEdition | Crash]:
    """What became of an edition; one that was under way when a worker ended is made again, by itself."""
    try:
        return edition, future.result()
    except BrokenExecutor:
        pass
    except Exception as lost:
        return edition, Crash(_named(lost, shared))
    try:
        return edition, again(edition, "").result()
    except BrokenExecutor:
        return edition, Crash("a worker process ended before its time, twice (out of memory?)")


def _named(fault: Exception, shared: SharedInputs) -> str:
    """Its kind and its words; in a log that many read, what broke must not say what it broke on."""
    return type(fault).__name__ if shared.public_log else f"{type(fault).__name__}: {fault}"


class _Pool:
    """Processes that are started anew when one of them ended before its time."""

    def __init__(self, number: int, bundle: bytes) -> None:
        self._number, self._bundle = number, bundle
        self._pool = self._started()

    def submit(self, edition: Edition, last_key: str) -> Future[MadeEdition | Crash]:
        with _uninterrupted():  # an executor starts its processes when work comes
            try:
                return self._pool.submit(_make_received, edition, last_key)
            except BrokenExecutor:
                self._pool = self._started()
                return self._pool.submit(_make_received, edition, last_key)

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        # spawn: the same on every platform, and safe beside threads
        spawn = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(
            self._number, mp_context=spawn, initializer=_receive, initargs=(self._bundle,)
        )


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Processes started inside never see Ctrl-C, not even while they start; ours sees it a moment later."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_RECEIVED: ContextVar[SharedInputs] = ContextVar("shared")
"""In a worker process: what it was given once, at its start."""


def _receive(bundle: bytes) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent alone to answer
    collect_rarely()
    shared = pickle.loads(bundle)  # written by the parent process in `Processes.open`
    assert isinstance(shared, SharedInputs)
    _RECEIVED.set(shared)


def _make_received(edition: Edition, last_key: str) -> MadeEdition | Crash:
    return make_one(edition, last_key, _RECEIVED.get())
