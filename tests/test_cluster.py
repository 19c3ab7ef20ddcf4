"""A build on a Dask cluster: a real scheduler and two workers on this machine."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("distributed")

from policybrief.editions import ThisProcess, examine, load_templates
from policybrief.editions.cluster import Cluster, NoWorkers, versions
from policybrief.editions.workspace import Workspace
from policybrief.project import read_project
from policybrief.selection import EditionFilter

ROOT = Path(__file__).parent.parent
QUIET: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


@contextmanager
def running(*arguments: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-m", *arguments], env={**os.environ, **environment}, **QUIET)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    place = tmp_path / "scheduler.json"
    with running(
        "distributed.cli.dask_scheduler",
        *("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(place)),
    ):
        for _ in range(200):
            if place.exists() and place.stat().st_size:
                break
            time.sleep(0.05)
        yield json.loads(place.read_text("utf-8"))["address"]


def worker(address: str, **environment: str) -> Any:
    return running(
        "distributed.cli.dask_worker",
        *(address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout", "30"),
        **environment,
    )


def made(workers: Any) -> dict[str, tuple[str, ...]]:
    loaded = read_project(ROOT)
    templates = load_templates(loaded)
    only = EditionFilter(briefs=("nato-support",), templates=("foreign-affairs",))
    day = loaded.briefs[0].as_of
    assert day is not None
    workspace = Workspace(loaded, templates, day, public_log=False)
    results = examine(workspace, workspace.editions(only), files=True, workers=workers)
    return {
        r.edition.name: tuple(hashlib.sha256(content).hexdigest() for _, content in r.made.files)
        for r in results
        if r.made
    }


def test_a_cluster_gives_the_same_bytes_even_if_a_worker_is_killed(scheduler: str) -> None:
    alone = made(ThisProcess())
    with worker(scheduler) as first, worker(scheduler):
        from distributed import Client

        with Client(scheduler, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=30)
        killing = threading.Timer(0.4, lambda: first.send_signal(signal.SIGKILL))
        killing.start()
        assert made(Cluster(scheduler)) == alone
        killing.join()
        assert first.wait(10) == -signal.SIGKILL
        assert len(alone) == 7


def test_workers_that_would_write_other_bytes_are_refused(scheduler: str, tmp_path: Path) -> None:
    """A worker with another uharfbuzz: its version is what the installed metadata says."""
    other = tmp_path / "uharfbuzz-1.0.dist-info"
    other.mkdir()
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: uharfbuzz\nVersion: 1.0\n", "utf-8")
    with worker(scheduler, PYTHONPATH=str(tmp_path)), pytest.raises(NoWorkers, match=r"uharfbuzz 1\.0, not"):
        made(Cluster(scheduler))


def test_a_scheduler_that_is_not_there_is_a_fault_of_the_machine() -> None:
    with pytest.raises(NoWorkers, match="no scheduler responds at tcp://127"):
        made(Cluster("tcp://127.0.0.1:9", seconds=0.5))


def test_a_scheduler_without_workers_says_so(scheduler: str) -> None:
    with pytest.raises(NoWorkers, match="has no workers"):
        made(Cluster(scheduler, seconds=1))


def test_versions_name_what_decides_the_bytes() -> None:
    assert {"policybrief", "uharfbuzz", "zlib", "Python"} <= set(versions())
