"""Projects in git for tests."""

from __future__ import annotations

import subprocess
from pathlib import Path


def git(root: Path, *words: str) -> str:
    """What git prints, with an author of its own."""
    who = ("-c", "user.name=desk", "-c", "user.email=desk@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *who, *words], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout


def commit(root: Path, said: str) -> None:
    """Commit all that is in the folder."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", said)
