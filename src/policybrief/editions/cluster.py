"""The same editions on a Dask cluster: templates travel once to each worker, records with each edition.

No file system is shared. A worker that would not give the same bytes is refused; one that dies costs nothing,
for the scheduler gives its editions to another. A scheduler runs what it is sent: speak only to one that you
trust, over TLS (docs/scaling.md).
"""

from __future__ import annotations

import pickle
import sys
import zlib
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING, Any

from policybrief.editions.workers import Crash, EditionTask, SharedInputs, Submit, make_one
from policybrief.project.inputs import program

if TYPE_CHECKING:
    from policybrief.editions import MadeEdition

LIBRARIES = (
    "reportlab",
    "uharfbuzz",
    "pymupdf-fonts",
    "python-docx",
    "lxml",
    "Babel",
    "Jinja2",
    "markdown-it-py",
    "citeproc-py",
    "Pillow",
)
"""Libraries whose version may change a byte of what is written."""


class NoWorkers(OSError):
    """No worker of the cluster can be used: nobody there, or every one of them differs from us."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The workers of the Dask scheduler at `address` that run just what we run."""

    address: str
    seconds: float = 30.0
    """How long to wait for the scheduler, and for a first worker."""

    @contextmanager
    def open(self, shared: SharedInputs) -> Iterator[tuple[Submit, int]]:
        from distributed import Client

        try:
            client = Client(self.address, timeout=self.seconds, set_as_default=False)
        except (OSError, ValueError) as fault:
            raise NoWorkers(f"no scheduler responds at {self.address} ({type(fault).__name__})") from None
        with client:
            workers = self._alike(client)
            # a task and not scattered: what a lost worker held can then be made again elsewhere
            travelling = client.submit(pickle.loads, pickle.dumps(shared), workers=workers, pure=False)
            executor: Executor = client.get_executor(workers=workers, pure=False)

            def submit(task: EditionTask) -> Future[MadeEdition | Crash]:
                return executor.submit(make_one, task, travelling)

            yield submit, sum(client.nthreads(workers).values())

    def _alike(self, client: Any) -> list[str]:
        """Addresses of the workers that run the same versions as we do.

        Raises:
            NoWorkers: there is none.
        """
        try:
            client.wait_for_workers(1, timeout=self.seconds)
        except TimeoutError:
            raise NoWorkers(f"the scheduler at {self.address} has no workers") from None
        ours = versions()
        theirs = client.run(versions, on_error="return")
        alike = [address for address, versions_there in theirs.items() if versions_there == ours]
        if not alike:
            raise NoWorkers(
                f"no worker at {self.address} produces the same bytes as this machine; "
                f"{_differences(ours, theirs)}"
            )
        return alike


def versions() -> dict[str, str]:
    """What decides the bytes that are written, here: name → version; our own is a hash of the program."""
    libraries = {name: metadata.version(name) for name in LIBRARIES}
    python = ".".join(map(str, sys.version_info[:2]))
    return {"policybrief": program(), "Python": python, "zlib": zlib.ZLIB_RUNTIME_VERSION} | libraries


def _differences(ours: dict[str, str], theirs: dict[str, Any]) -> str:
    """What the first worker has and we do not, in words."""
    address, there = next(iter(theirs.items()))
    if not isinstance(there, dict):
        return f"{address} has no policybrief ({there})"
    unlike = [f"{n} {there.get(n, 'none')[:12]}, not {v[:12]}" for n, v in ours.items() if there.get(n) != v]
    return f"{address} has {'; '.join(unlike)}"
