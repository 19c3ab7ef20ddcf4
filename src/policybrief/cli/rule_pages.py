"""The pages of documentation of the rules: what a rule says, why, how to mend it, how to waive it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from policybrief.rules import RULES

_INSTALLED = Path(__file__).parents[1] / "checks" / "pages"
_IN_THE_SOURCES = Path(__file__).parents[3] / "docs" / "checks"


@dataclass(frozen=True, slots=True)
class Page:
    """A page in Markdown; `says` is its first paragraph, on one line."""

    text: str
    says: str


def page(code: str) -> Page | None:
    """The page of a rule; None for a code that is no rule."""
    if code not in RULES:
        return None
    folder = _INSTALLED if _INSTALLED.is_dir() else _IN_THE_SOURCES
    text = (folder / f"{code}.md").read_text(encoding="utf-8")
    return Page(text, " ".join(text.split("\n\n")[1].split()))
