"""What each code means: a page for each rule, and an entry of docs/errors.md for each other code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from policybrief.rules import RULES

_INSTALLED = Path(__file__).parents[1] / "checks" / "pages"
_IN_THE_SOURCES = Path(__file__).parents[3] / "docs" / "checks"
_ENTRY = re.compile(r"^\| `(?P<code>[a-z0-9-]+)` \| (?P<wrong>.+) \| (?P<remedy>.+) \|$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\(([^)#]+)[^)]*\)")
_MOST = 5


@dataclass(frozen=True, slots=True)
class RulePage:
    """A page in Markdown; `says` is its first paragraph, on one line."""

    text: str
    says: str


def page(code: str) -> RulePage | None:
    """The page of a rule; None for a code that is no rule."""
    if code not in RULES:
        return None
    folder = _INSTALLED if _INSTALLED.is_dir() else _IN_THE_SOURCES
    text = (folder / f"{code}.md").read_text(encoding="utf-8")
    return RulePage(text, " ".join(text.split("\n\n")[1].split()))


def explained(code: str) -> str:
    """What a code means and what to do: the page of a rule, else its entry; "" for a code that is unknown."""
    rule_page = page(code)
    if rule_page is not None:
        return rule_page.text.rstrip()
    wrong, remedy = _entries().get(code, ("", ""))
    return f"# {code}\n\n{wrong}\n\nWhat to do: {remedy}" if wrong else ""


def codes() -> tuple[str, ...]:
    """Every code that can be explained."""
    return (*RULES, *_entries())


def codes_like(code: str) -> tuple[str, ...]:
    """Codes that may have been meant: those spelt alike, else those that share a word with it."""
    every_code = codes()
    words = {word for word in code.split("-") if len(word) > 2}
    sharing = (one for one in every_code if words.intersection(one.split("-")))
    return tuple(get_close_matches(code, every_code, n=_MOST, cutoff=0.75) or sharing)[:_MOST]


@lru_cache(maxsize=1)
def _entries() -> dict[str, tuple[str, str]]:
    """Code → what is wrong, and what to do."""
    folder = _INSTALLED if _INSTALLED.is_dir() else _IN_THE_SOURCES
    text = (folder.parent / "errors.md").read_text(encoding="utf-8")
    linked = _LINK.sub(r"docs/\2", text)
    return {entry["code"]: (entry["wrong"], entry["remedy"]) for entry in _ENTRY.finditer(linked)}
