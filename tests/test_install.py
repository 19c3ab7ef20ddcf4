"""The lines that install `brief`, in README and the engineers' guide, run as printed, without a network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "docs/guide-engineer.md")
SHIPPED = (
    *("src", "docs", "briefs", "templates", "policybrief.yaml", "policybrief.uk.yaml"),
    *("pyproject.toml", "constraints.txt", "README.md", "LICENSE"),
)
OFFLINE = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "false", "PIP_NO_INPUT": "1"}
"""pip takes the libraries that are here: `false` is how its own variable says that there is no isolation."""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the checkout, with one of its briefs for one of its audiences."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    for name in SHIPPED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("security-guarantees*"))
        else:
            shutil.copy(ROOT / name, folder / name)
    settings = folder / "policybrief.yaml"
    text, changed = re.subn(
        r"^audiences: .*", "audiences: [minister]", settings.read_text("utf-8"), flags=re.M
    )
    assert changed == 1
    settings.write_text(text, "utf-8")
    return folder


def lines_of(page: str, home: Path) -> list[str]:
    """The lines of a page that install, with its folders in `home`."""
    (lines,) = re.findall(r"^```sh\n(.*?)^```$", (ROOT / page).read_text("utf-8"), re.M | re.S)
    return [
        line for line in lines.replace("/tmp/", f"{home}/").replace("~/", f"{home}/").splitlines() if line
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="the lines are those of a Unix shell")
def test_the_lines_that_install_are_true(checkout: Path, tmp_path: Path) -> None:
    pages = [lines_of(page, tmp_path) for page in PAGES]
    commands = dict.fromkeys(line for lines in pages for line in lines)
    assert [len(lines) for lines in pages] == [3, 3]
    assert len(commands) == 5, "both make the same environment"
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "python3").symlink_to(sys.executable)
    ours = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": sysconfig.get_path("purelib"),
    }
    for command in commands:
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=checkout,
            env=os.environ | OFFLINE | ours,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    site = next((tmp_path / "brief-env/lib").glob("python*/site-packages"))
    assert (site / "policybrief/starter/roads-letter.docx").is_file(), (
        "the package is installed with its files"
    )
    assert list((checkout / "out").rglob("*.docx"))
