"""What could not be set as it should be, as diagnostics that name the record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policybrief.diagnostics import Diagnostic, Severity
from policybrief.document import Document, Table, walk
from policybrief.writers.pdf.glyphs import script_of
from policybrief.writers.pdf.setting import LOST, Setting, TooWide

_AROUND = re.compile(r"^[^\w\s]+(?=\w)|(?<=\w)[^\w\s]+$")
_LISTED = 3
"""Words that a point quotes at most."""


def findings(document: Document, setting: Setting) -> tuple[Diagnostic, ...]:
    """Open points: letters that no font has, words wider than their column, a decision not on page 1."""
    points = [
        point
        for (record, where), lacking in sorted(setting.missing.items())
        for point in _missing(record, where, lacking)
    ]
    points += [_too_wide(word) for word in setting.too_wide]
    decisions = [node.id for node in walk(document) if isinstance(node, Table) and node.role == "decision"]
    if decisions and setting.pages.get(decisions[0], 1) > 1:
        message = "the decision box is not on page 1"
        hint = "shorten the bottom line"
        points.append(Diagnostic("decision-overflow", message, None, Severity.OPEN, hint))
    return tuple(points)


def _missing(record: str, where: str, lacking: Iterable[tuple[str, str]]) -> Iterator[Diagnostic]:
    """One point for letters that were lost in a text, one for all that no font has."""
    place = f" in the field '{where}' of '{record}'" if record else ""
    words = dict(reversed(list(lacking)))
    if words.pop(LOST, None) is not None:
        message = f"a letter was lost{place} when the text was copied; it is printed as {LOST}"
        yield Diagnostic("lost-letter", message, None, Severity.OPEN, "type it again", record=record)
    if not words:
        return
    scripts = dict.fromkeys(filter(None, map(script_of, sorted(words))))
    quoted = list(dict.fromkeys(f"'{_AROUND.sub('', word)}'" for word in words.values()))
    more = f" and {len(quoted) - _LISTED} more" if len(quoted) > _LISTED else ""
    whose = f"the {' and '.join(scripts)} letters of" if scripts else "a character of"
    message = (
        f"no font has {whose} {', '.join(quoted[:_LISTED])}{more}{place}; the PDF prints {LOST} for each"
    )
    hint = (
        "write it in Latin letters, add a font to faces/ of the template, or make only Word files: "
        "--format docx"
    )
    yield Diagnostic("missing-glyph", message, None, Severity.OPEN, hint, record=record)


def _too_wide(found: TooWide) -> Diagnostic:
    where = f"the column '{found.column}'" if found.column else "the text"
    whose = f" of '{found.record}'" if found.record else ""
    message = (
        f"the word '{found.word}'{whose} is wider than {where}: {found.width:.0f} of {found.room:.0f} points"
    )
    hint = "use a shorter word; a line may break after - / –"
    return Diagnostic("word-too-wide", message, None, Severity.OPEN, hint, record=found.record)
