"""Words → lines, broken greedily; `hyphens` has split those that are wider than a line."""

from __future__ import annotations

from policybrief.writers.pdf.text import TextLine, Word

SHORT = 2.5
"""A last line of one word that is shorter than this many times its size gets a second."""


def break_lines(words: tuple[Word, ...], width: float, *, balanced: bool = False) -> tuple[TextLine, ...]:
    """Lines of at most `width` points; `balanced` narrows them while their number stays (titles)."""
    lines = _broken(words, width)
    if balanced and 1 < len(lines) <= 3:
        narrow = width
        while narrow > width / 2:
            tried = _broken(words, narrow - 4)
            if len(tried) > len(lines) or any(line.width > narrow - 4 for line in tried):
                break
            narrow, lines = narrow - 4, tried
    return tuple(lines)


def widest(words: tuple[Word, ...]) -> Word | None:
    """The widest word, or None if there are no words."""
    return max(words, key=lambda word: word.width, default=None)


def _broken(words: tuple[Word, ...], width: float) -> list[TextLine]:
    lines: list[TextLine] = []
    held: list[Word] = []
    used, room = 0.0, width + 0.01
    for word in words:
        gap = held[-1].gap if held else 0.0
        if held and used + gap + word.width > room:
            lines.append(TextLine(tuple(held), used))
            held, used, gap = [], 0.0, 0.0
        held.append(word)
        used += gap + word.width
        if word.ends_line:
            lines.append(TextLine(tuple(held), used))
            held, used = [], 0.0
    if held:
        lines.append(TextLine(tuple(held), used))
    return _joined_end(lines, room)


def _joined_end(lines: list[TextLine], room: float) -> list[TextLine]:
    """No paragraph ends in a line of some letters: the word before comes with them."""
    if len(lines) < 2 or len(lines[-1].words) != 1 or len(lines[-2].words) < 3:
        return lines
    last, before = lines[-1].words[0], lines[-2].words[-1]
    if before.ends_line or before.space is None or not last.pieces:
        return lines
    joined = before.width + before.gap + last.width
    if last.width >= SHORT * last.pieces[0].style.size or joined > room:
        return lines
    kept = lines[-2].words[:-1]
    width = lines[-2].width - before.width - kept[-1].gap
    return [*lines[:-2], TextLine(kept, width), TextLine((before, last), joined)]
