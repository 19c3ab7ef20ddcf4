"""docs/air-gapped.md, followed: a wheel, a fresh environment, no index and no network."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "air-gapped.md").read_text(encoding="utf-8")

NO_NETWORK = """
import socket
def refuse(*words, **named):
    raise OSError("this machine has no network")
socket.socket.connect = socket.socket.connect_ex = refuse
socket.create_connection = socket.getaddrinfo = refuse
"""


def run(*words: str | Path, folder: Path, **env: str) -> str:
    done = subprocess.run(
        [*map(str, words)], cwd=folder, env=os.environ | env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{words}\n{done.stdout}{done.stderr}"
    return done.stdout


def test_the_page_on_air_gapped_servers_is_true(tmp_path: Path) -> None:
    wheelhouse = tmp_path / "wheelhouse"
    build = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    wheelhouse.mkdir()
    run(sys.executable, "-c", build, wheelhouse, folder=ROOT)
    server = tmp_path / "server"
    server.mkdir()
    run(sys.executable, "-m", "venv", "--without-pip", "brief", folder=server)
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(run(server / "brief/bin/python", "-c", asked, folder=server).strip())
    (site / "no_network.py").write_text(NO_NETWORK)
    (site / "no_network.pth").write_text("import no_network\n")
    (commands,) = re.findall(r"On the server:\n\n```\n(.*?)```", PAGE, re.DOTALL)
    _, install, *rest = commands.splitlines()
    assert "--no-index --find-links wheelhouse" in install
    python = server / next(iter(install.split()))
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--no-index",
        "--no-deps",
        "--find-links",
        wheelhouse,
        "policybrief",
        folder=server,
    )
    (site / "installed-beside.pth").write_text(sysconfig.get_path("purelib") + "\n")
    where = run(python, "-c", "import policybrief; print(policybrief.__file__)", folder=server)
    assert Path(where.strip()).is_relative_to(site), "the wheel is what runs"
    folder = server
    for line in rest:
        name, *words = line.split()
        if name == "cd":
            folder /= words[0]
        else:
            run(folder / name, *words, folder=folder)
    assert len([*(server / "demo" / "out").rglob("*.docx")]) == 2
    assert len([*(server / "demo" / "out").rglob("*.pdf")]) == 2


def test_a_connection_would_be_refused(tmp_path: Path) -> None:
    script = NO_NETWORK + "socket.create_connection(('127.0.0.1', 9))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "this machine has no network" in done.stderr
