"""Sections copied from a template that is extended: the hash they carry, and what has changed since."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from policybrief.diagnostics import Diagnostic, Refusal, Severity, Span
from policybrief.editions import one_of
from policybrief.files.names import entry
from policybrief.files.writing import write_atomically
from policybrief.templates import list_templates
from policybrief.templates.folders import Folder
from policybrief.templates.layers import read_chain

_FRONT = re.compile(r"\{# based_on: (?P<hash>[0-9a-f]{16})\b[^\n]*#\}\n?")


def copy_section(name: str, section: str, root: Path) -> tuple[str, str]:
    """The path of the copy that was written into the template `name`, and that of its original.

    Raises:
        Refusal: there is no such template or section, it is built in, or the template has the section.
    """
    one_of("template", name, list_templates(root))
    folders = _folders(name, root)
    if not folders or folders[0].built_in:
        raise Refusal(f"'{name}' is built in; create your own template with: brief template new NAME")
    sections = {stem for folder in folders for stem, _, _ in folder.under("sections", ".md")}
    one_of("section", section, sorted(sections))
    path = entry(root / "templates", name) / "sections" / f"{section}.md"
    shown_path = path.relative_to(root).as_posix()
    original = _original(folders[1:], section)
    if path.exists() or original is None:
        raise Refusal(f"{shown_path} already exists; nothing was changed.")
    place, text = original
    write_atomically(path, _copied(text, place=place).encode())
    return shown_path, place


def outdated_copies(names: Iterable[str], root: Path) -> Iterator[str]:
    """A unified diff for each of these templates that has copies of sections which have changed since."""
    for name in names:
        lines = [line for copy in _outdated(_folders(name, root)) for line in _difference(copy)]
        if lines:
            yield "\n".join(lines)


def copy_faults(folders: tuple[Folder, ...]) -> Iterator[Diagnostic]:
    """A note for each section of the first folder that was copied from one which has changed since."""
    for copy in _outdated(folders):
        message = f"the section '{copy.section}' was copied from {copy.origin}, which has changed since"
        hint = "copy the changes you want, then its hash:  based_on: "
        span = Span(copy.path, 1, 1)
        yield Diagnostic("base-moved", message, span, Severity.NOTE, hint + _section_hash(copy.original))


@dataclass(frozen=True, slots=True)
class _OutdatedCopy:
    section: str
    path: str
    text: str
    origin: str
    """The path of the original."""
    original: str
    """Its text as it is today."""


def _outdated(folders: tuple[Folder, ...]) -> Iterator[_OutdatedCopy]:
    """The copies in the first folder whose originals, in the others, have changed."""
    for section, _, content in folders[0].under("sections", ".md") if folders else ():
        text = content.decode("utf-8", "replace").replace("\r\n", "\n")
        front, original = _FRONT.match(text), _original(folders[1:], section)
        if front and original and front["hash"] != _section_hash(original[1]):
            yield _OutdatedCopy(section, f"{folders[0].place}/sections/{section}.md", text, *original)


def _difference(copy: _OutdatedCopy) -> Iterator[str]:
    """The lines of a unified diff from a copy to what it would be copied from today."""
    before, after = _body(copy.text).splitlines(), _body(copy.original).splitlines()
    return difflib.unified_diff(before, after, copy.path, copy.origin, lineterm="")


def _body(text: str) -> str:
    return _FRONT.sub("", text.replace("\r\n", "\n"), count=1)


def _folders(name: str, root: Path) -> tuple[Folder, ...]:
    return tuple(folder for folder, _, _ in read_chain(name, root)[0])


def _copied(text: str, *, place: str) -> str:
    """A section's text as it is in a copy: with the hash of what it was based on in its first line.

    The line is a comment of the section language, so that reading a copy needs to know nothing of it.
    """
    return f"{{# based_on: {_section_hash(text)} ({place}) #}}\n{_body(text)}"


def _section_hash(text: str) -> str:
    """Sixteen hex digits over a section, without its own first line and whatever its line ends."""
    return hashlib.sha256(_body(text).encode()).hexdigest()[:16]


def _original(folders: tuple[Folder, ...], section: str) -> tuple[str, str] | None:
    """(path, text) of what a template that extends `folders` inherits as `section`; None if nothing."""
    for folder in folders:
        content = folder.read(f"sections/{section}.md")
        if content is not None:
            return f"{folder.place}/sections/{section}.md", content.decode("utf-8", "replace")
    return None
