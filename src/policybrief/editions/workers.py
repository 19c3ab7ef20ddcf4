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
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from policybrief.editions.project_gate import search_files
from policybrief.files.garbage import collect_rarely
from policybrief.gate import PreparedGate
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
        points_alone: bool = False,
    ) -> MadeEdition: ...


@dataclass(frozen=True, slots=True)
class SharedInputs:
    """What all editions of a build have in common."""

    make: EditionMaker
    project: Project
    templates: tuple[Template, ...]
    gate: PreparedGate
    files: bool
    """Whether files are made; if not, editions are only examined."""
    points_alone: bool
    """Whether only what is open or broken is asked for."""
    public_log: bool
    """Whether the reason of a crash is kept from what is printed: it may name what was crashed on."""


@dataclass(frozen=True, slots=True)
class EditionTask:
    """One edition to be made, of the part of the corpus that decides it."""

    edition: Edition
    corpus: Corpus
    last_key: str = ""
    """The key under which its files are known; empty if they are not."""


@dataclass(frozen=True, slots=True)
class Crash:
    """An edition that could not be made through a fault of ours or of the machine."""

    reason: str
    where: str = ""


Submit = Callable[[EditionTask], "Future[MadeEdition | Crash]"]


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
        def submit(task: EditionTask) -> Future[MadeEdition | Crash]:
            future: Future[MadeEdition | Crash] = Future()
            future.set_result(make_one(task, shared))
            return future

        yield submit, 0


def make_editions(
    tasks: Iterable[EditionTask], *, number: int, shared: SharedInputs, workers: Workers
) -> Iterator[MadeEdition | Crash]:
    """What was made of each of the `number` tasks, in the order given; few are held at a time."""
    few = FEW if shared.files else FEW_TO_EXAMINE
    if isinstance(workers, Processes) and (number <= few or workers.number == 1):
        workers = ThisProcess()
    waiting: deque[tuple[EditionTask, Future[MadeEdition | Crash]]] = deque()
    with workers.open(shared) as (submit, makers):
        for task in tasks:
            waiting.append((task, submit(task)))
            if len(waiting) > makers * AHEAD:
                yield _ended(*waiting.popleft(), again=submit, shared=shared)
        while waiting:
            yield _ended(*waiting.popleft(), again=submit, shared=shared)


def make_one(task: EditionTask, shared: SharedInputs) -> MadeEdition | Crash:
    """One edition, through the gate; a fault of ours is a value: one edition's bug must not cost the others.

    A last key that was given under other needles counts for nothing: the file must be searched again.
    """
    edition = task.edition
    template = next(t for t in shared.templates if t.name == edition.template)
    try:
        seal = shared.gate.seal(edition.audience) if shared.files else ""
        key, _, before = task.last_key.partition(".")
        made = shared.make(
            edition,
            project=shared.project,
            corpus=task.corpus,
            template=template,
            formats=edition.formats if shared.files else (),
            last_key=key if before == seal else "",
            **({"points_alone": True} if shared.points_alone else {}),
        )
        made = replace(made, key=f"{made.key}.{seal}") if made.key and seal else made
        return search_files(made, edition, shared.gate) if made.files else made
    except Exception as crash:
        last = traceback.extract_tb(crash.__traceback__)[-1]
        where = f"{os.path.basename(last.filename)}:{last.lineno}"
        return Crash(_named(crash, shared), where)


def _ended(
    task: EditionTask, future: Future[MadeEdition | Crash], *, again: Submit, shared: SharedInputs
) -> MadeEdition | Crash:
    """What became of an edition; one that was under way when a worker ended is made again, by itself."""
    try:
        return future.result()
    except BrokenExecutor:
        pass
    except Exception as lost:
        return Crash(_named(lost, shared))
    try:
        return again(replace(task, last_key="")).result()
    except BrokenExecutor:
        return Crash("a worker process stopped unexpectedly, twice (out of memory?)")


def _named(fault: Exception, shared: SharedInputs) -> str:
    """Its kind and its words; in a log that many read, what broke must not say what it broke on."""
    return type(fault).__name__ if shared.public_log else f"{type(fault).__name__}: {fault}"


class _Pool:
    """Processes that are started anew when one of them ended before its time."""

    def __init__(self, number: int, bundle: bytes) -> None:
        self._number, self._bundle = number, bundle
        self._pool = self._started()

    def submit(self, task: EditionTask) -> Future[MadeEdition | Crash]:
        with _uninterrupted():  # an executor starts its processes when work comes
            try:
                return self._pool.submit(_make_received, task)
            except BrokenExecutor:
                self._pool = self._started()
                return self._pool.submit(_make_received, task)

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


def _make_received(task: EditionTask) -> MadeEdition | Crash:
    return make_one(task, _RECEIVED.get())
