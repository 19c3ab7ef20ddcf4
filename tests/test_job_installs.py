"""The daily job installs the program that wrote it, and never a bare name from a public index."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
import yaml

from ci_jobs import brief, city_in

ROOT = Path(__file__).parents[1]
COMMIT = "1f" * 20
DIGITS = "ab" * 32
LOCAL = {"url": f"file://{ROOT.as_posix()}", "dir_info": {"editable": True}}


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = city_in(tmp_path)
    monkeypatch.chdir(root)
    return root


def noted(monkeypatch: pytest.MonkeyPatch, origin: object) -> None:
    """What pip left beside the program (PEP 610); None: nothing."""

    class Distribution:
        def read_text(self, name: str) -> str | None:
            assert name == "direct_url.json"
            return None if origin is None else origin if isinstance(origin, str) else json.dumps(origin)

    monkeypatch.setattr(metadata, "distribution", lambda _: Distribution())


def installs(service: str) -> list[str]:
    """The lines of a written job that call pip."""
    path = {"github": ".github/workflows/briefs.yml", "gitlab": ".gitlab/briefs.yml"}[service]
    text = Path(path).read_text(encoding="utf-8")
    yaml.safe_load(text)
    return [line.strip() for line in text.splitlines() if "pip install" in line and not line.startswith("#")]


GIT = {"vcs": "git", "commit_id": COMMIT, "requested_revision": "v1"}


@pytest.mark.parametrize(
    ("origin", "address"),
    [
        (
            {"url": "https://git.example.org/p.git", "vcs_info": GIT},
            f"git+https://git.example.org/p.git@{COMMIT}",
        ),
        (
            {"url": "https://name:secret@git.example.org/p.git", "vcs_info": GIT},
            f"git+https://git.example.org/p.git@{COMMIT}",
        ),
        (
            {"url": "ssh://git:secret@git.example.org/p.git", "vcs_info": GIT, "subdirectory": "tools/p"},
            f"git+ssh://git@git.example.org/p.git@{COMMIT}#subdirectory=tools/p",
        ),
        (
            {"url": "https://example.org/p-1.whl", "archive_info": {"hashes": {"sha256": DIGITS}}},
            f"https://example.org/p-1.whl#sha256={DIGITS}",
        ),
    ],
    ids=["commit", "password", "folder in a repository", "address with its hash"],
)
@pytest.mark.parametrize("service", ["github", "gitlab"])
def test_a_job_installs_from_where_pip_noted_that_the_program_is_from(
    city: Path, monkeypatch: pytest.MonkeyPatch, service: str, origin: dict, address: str
) -> None:
    noted(monkeypatch, origin)
    brief("ci", service)
    lines = installs(service)
    assert lines
    assert all(f"'policybrief @ {address}'" in line for line in lines)
    assert "secret" not in "".join(lines)
    assert "up to date" in brief("ci", service, "--check")


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "no JSON",
        LOCAL,
        {"url": "file:///home/me/p-1.whl", "archive_info": {"hashes": {"sha256": DIGITS}}},
        {"url": "https://example.org/p-1.whl", "archive_info": {}},
    ],
    ids=["from an index", "damaged", "from a folder", "from a file", "an address without a hash"],
)
@pytest.mark.parametrize("service", ["github", "gitlab"])
def test_without_an_address_or_a_wheel_no_job_is_written_and_the_commands_are_printed(
    city: Path, monkeypatch: pytest.MonkeyPatch, service: str, origin: object
) -> None:
    noted(monkeypatch, origin)
    reported = brief("ci", service, code=2)
    assert "python -m pip wheel --no-deps --wheel-dir wheels" in reported
    assert "--install COMMAND" in reported
    assert not Path(".github").exists()
    assert not Path(".gitlab").exists()
    brief("ci", "cron")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, folder], cwd=ROOT, check=True, capture_output=True)
    [made] = folder.glob("*.whl")
    return made


@pytest.mark.parametrize(("service", "top"), [("github", "GITHUB_WORKSPACE"), ("gitlab", "CI_PROJECT_DIR")])
def test_a_committed_wheel_is_installed_with_its_hash_which_pip_checks(
    city: Path, monkeypatch: pytest.MonkeyPatch, wheel: Path, service: str, top: str, tmp_path: Path
) -> None:
    noted(monkeypatch, LOCAL)
    (city / "wheels").mkdir()
    committed = city / "wheels" / wheel.name
    committed.write_bytes(wheel.read_bytes())
    brief("ci", service)
    line = next(iter(installs(service)))
    command = json.loads(line[line.index('"') :])
    assert f"file://${top}/wheels/{wheel.name}#sha256=" in command
    quick = command.replace(
        "python -m pip install",
        f"{sys.executable} -m pip install --no-deps --no-index --no-compile --target got",
    )

    def pip() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", "-c", quick],
            cwd=tmp_path,
            env={"PATH": "/usr/bin:/bin", top: str(city)},
            capture_output=True,
            text=True,
            check=False,
        )

    done = pip()
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "got/policybrief/cli/commands/ci.py").is_file()
    with zipfile.ZipFile(committed, "a") as archive:
        archive.writestr("policybrief/evil.py", "")
    assert pip().returncode != 0
    assert "is a different version" in brief("ci", service, "--check", code=2)


NO_BARE_NAME = re.compile(r"pip3? (?:install|download|wheel)\b(?P<rest>[^\n`]*)")


def test_no_page_message_or_job_installs_the_bare_name_from_an_index() -> None:
    pages = [ROOT / "README.md", ROOT / "Makefile", ROOT / "pyproject.toml", *(ROOT / "docs").rglob("*.md")]
    pages += [
        path for path in (ROOT / "src").rglob("*") if path.suffix in (".py", ".yml", ".sh", ".md", ".yaml")
    ]
    found = 0
    for path in pages:
        for match in NO_BARE_NAME.finditer(path.read_text(encoding="utf-8")):
            found += 1
            words = match["rest"].replace('"', " ").replace("'", " ").split()
            bare = [word for word in words if re.fullmatch(r"policybrief(\[\w+\])?([=<>~!].*)?", word)]
            named = "@" in words or "--no-index" in words
            assert named or not bare, f"{path.name}: {match[0]}"
    assert found > 5
