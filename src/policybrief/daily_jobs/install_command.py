"""How a job installs the program that writes it: from a commit, an address, or a wheel in the project."""

from __future__ import annotations

import hashlib
import json
import shlex
import zipfile
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from policybrief.diagnostics import Refusal

WHEELS = "wheels"
"""Folder at the top of a repository for the wheel that its job installs."""
_PIP = "python -m pip install"
_TOP = {"github": "$GITHUB_WORKSPACE", "gitlab": "$CI_PROJECT_DIR"}
"""Service → what it calls the folder of the clone."""


def install_command(service: str, *, top: Path) -> str:
    """The line of shell that installs this program, as pip noted where it is from (PEP 610); "" for cron.

    Its name alone is never asked of an index: anybody could have published something under it.

    Raises:
        Refusal: it is from nowhere that a job can reach, and the repository has no wheel of it at `top`.
    """
    if service not in _TOP:
        return ""  # it runs what is installed on the machine
    origin = _origin()
    address = _address(origin)
    if address:
        return f"{_PIP} {shlex.quote(f'policybrief @ {address}')}"
    wheel = _wheel(top, origin)
    digits = hashlib.sha256(wheel.read_bytes()).hexdigest()
    place = f"{_TOP[service]}/{WHEELS}/{wheel.name}"
    return f'{_PIP} "policybrief @ file://{place}#sha256={digits}"'


def _origin() -> dict[str, Any]:
    """What pip noted when it installed this program (PEP 610); {} if it noted nothing."""
    try:
        noted = json.loads(metadata.distribution("policybrief").read_text("direct_url.json") or "{}")
    except (metadata.PackageNotFoundError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def _address(origin: dict[str, Any]) -> str:
    """A commit in a repository, or a file with its hash, that a job can fetch; "" if there is none."""
    url = _without_password(str(origin.get("url", "")))
    if urlsplit(url).scheme not in ("https", "http", "ssh"):
        return ""
    inside = f"subdirectory={origin['subdirectory']}" if origin.get("subdirectory") else ""
    repository, archive = origin.get("vcs_info"), origin.get("archive_info")
    if isinstance(repository, dict) and (commit := repository.get("commit_id")):
        return _marked(f"{repository.get('vcs', 'git')}+{url}@{commit}", inside)
    hashes = archive.get("hashes", {}) if isinstance(archive, dict) else {}
    return _marked(url, f"sha256={hashes['sha256']}", inside) if hashes.get("sha256") else ""


def _without_password(url: str) -> str:
    """The address without a name and password; over ssh the name stays, which is no secret."""
    parts = urlsplit(url)
    user, _, host = parts.netloc.rpartition("@")
    place = f"{user.partition(':')[0]}@{host}" if user and parts.scheme == "ssh" else host
    return urlunsplit((parts.scheme, place, parts.path, parts.query, ""))


def _marked(address: str, *marks: str) -> str:
    fragment = "&".join(mark for mark in marks if mark)
    return f"{address}#{fragment}" if fragment else address


def _wheel(top: Path, origin: dict[str, Any]) -> Path:
    """The wheel of this program in the repository.

    Raises:
        Refusal: there is none, or it is of another state of the program; with the commands that make one.
    """
    from policybrief import __version__ as version

    wheels = sorted((top / WHEELS).glob("policybrief-*.whl"))
    ours = [wheel for wheel in wheels if _is_this_program(wheel)]
    if len(ours) == 1:
        return ours[0]
    local = urlsplit(str(origin.get("url", "")))
    source = local.path if local.scheme == "file" and "dir_info" in origin else "FOLDER-OF-POLICYBRIEF"
    why = "the repository has no wheel of it"
    if wheels:
        why = (
            f"{WHEELS}/{wheels[0].name} is a different version"
            if not ours
            else f"{WHEELS}/ has several wheels of it"
        )
    raise Refusal(
        f"A job cannot fetch this policybrief ({version}) from where you installed it, and {why}.\n"
        f"Add one and commit it:\n"
        f"  python -m pip wheel --no-deps --wheel-dir {WHEELS} {shlex.quote(source)}\n"
        f"  git add --force {WHEELS}\n"
        "or give the command that installs it: --install COMMAND"
    )


def _is_this_program(wheel: Path) -> bool:
    """True if the wheel has the modules that run here, byte by byte."""
    program = Path(__file__).parents[1]
    try:
        with zipfile.ZipFile(wheel) as archive:
            packed = {name for name in archive.namelist() if name.endswith(".py")}
            modules = {path.relative_to(program.parent).as_posix(): path for path in program.rglob("*.py")}
            return packed == modules.keys() and all(
                archive.read(name) == path.read_bytes() for name, path in modules.items()
            )
    except (OSError, zipfile.BadZipFile, RuntimeError):
        return False
