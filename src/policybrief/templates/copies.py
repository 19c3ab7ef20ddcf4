"""Sections copied from the template that is extended: the hash they carry, and what has changed since."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterator

from policybrief.diagnostics import Diagnostic, Severity, Span
from policybrief.templates.folders import Folder

_FRONT = re.compile(r"\{# based_on: (?P<hash>[0-9a-f]{16})\b[^\n]*#\}\n?")


def copied(text: str, *, place: str) -> str:
    """A section's text as it stands in a copy: with the hash of what it was based on in its first line.

    The line is a comment of the section language, so that reading a copy needs to know nothing of it.
    """
    return f"{{# based_on: {section_hash(text)} ({place}) #}}\n{_body(text)}"


def section_hash(text: str) -> str:
    """Sixteen hex digits over a section, without its own first line and whatever its line ends."""
    return hashlib.sha256(_body(text).encode()).hexdigest()[:16]


def original(folders: tuple[Folder, ...], section: str) -> tuple[str, str] | None:
    """(path, text) of what a template that extends `folders` inherits as `section`; None if nothing."""
    for folder in folders:
        content = folder.read(f"sections/{section}.md")
        if content is not None:
            return f"{folder.place}/sections/{section}.md", content.decode("utf-8", "replace")
    return None


def copy_faults(folders: tuple[Folder, ...]) -> Iterator[Diagnostic]:
    """A note for each section of the first folder that was copied from one which has changed since."""
    for section, place, _ in _moved(folders):
        said = f"the section '{section}' was copied from {place}, which has changed since"
        hint = "take over what you want of the difference, then copy its hash:  based_on: "
        now = original(folders[1:], section)
        assert now is not None
        span = Span(f"{folders[0].place}/sections/{section}.md", 1, 1)
        yield Diagnostic("base-moved", said, span, Severity.NOTE, hint + section_hash(now[1]))


def differences(folders: tuple[Folder, ...]) -> Iterator[str]:
    """The lines of a unified diff from each such copy to what it would be copied from today."""
    for section, place, copy in _moved(folders):
        now = original(folders[1:], section)
        assert now is not None
        own = f"{folders[0].place}/sections/{section}.md"
        yield from difflib.unified_diff(
            _body(copy).splitlines(), _body(now[1]).splitlines(), own, place, lineterm=""
        )


def _moved(folders: tuple[Folder, ...]) -> Iterator[tuple[str, str, str]]:
    """(name, path of the original, text of the copy) of each section whose original has changed."""
    own = folders[0].under("sections", ".md") if folders else ()
    for section, _, content in own:
        text = content.decode("utf-8", "replace").replace("\r\n", "\n")
        front = _FRONT.match(text)
        now = original(folders[1:], section)
        if front and now and front["hash"] != section_hash(now[1]):
            yield section, now[0], text


def _body(text: str) -> str:
    return _FRONT.sub("", text.replace("\r\n", "\n"), count=1)
