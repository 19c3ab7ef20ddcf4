"""A map of risks in little room: the numbers and the level of a cell on one line instead of two."""

from __future__ import annotations

from policybrief.templates.look import TypeStyle
from policybrief.writers.pdf.paragraphs import Lines, rise
from policybrief.writers.pdf.text import TextLine, Word

NUMBER = TypeStyle(12, 15, bold=True)
"""How the numbers in a cell are set."""
LEAST = 20.0
"""Height of a row at least."""


def on_one_line(texts: tuple[Lines, ...], room: float) -> Lines | None:
    """The paragraphs of a cell side by side, on the baseline of the numbers; None if they are too wide."""
    words: list[Word] = []
    for lines in texts:
        if len(lines.lines) > 1:
            return None
        if words:
            style = words[-1].pieces[-1].style
            words[-1] = words[-1]._replace(space=style, gap=style.face.width(" ", style.size))
        words.extend(word for line in lines.lines for word in line.words)
    width = sum(word.width + word.gap for word in words)
    if width > room:
        return None
    return Lines((TextLine(tuple(words), width),), NUMBER.leading, rise(NUMBER))
