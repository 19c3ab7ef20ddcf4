"""Widths of columns that hold their longest word: what one lacks, those with short texts give."""

from __future__ import annotations

_FIGURE_BEYOND = 15.0
"""Points that the neighbours of a key figure may give it so that "about 12" stands on one line."""
_WHITE = 12.0
"""Points of white more behind a figure that fills its column."""
KEPT = 0.6
"""Share of its width that a column keeps whatever the others lack."""


def for_figures(
    widths: list[float], lines: list[float], *, pieces: list[float], measure: float
) -> list[float]:
    """`widths` of key figures that are `lines` long: each on one line, where the others can give that.

    The last column gives what it has over the first, the others a little. What cannot have its line has room
    for the longest of its `pieces`, in which no line may break. The sum is `measure`.
    """
    whole = sum(widths)
    widths = widths if abs(whole - measure) <= 1 else [width * measure / whole for width in widths]
    fitted = list(widths)
    over = fitted[-1] - max(fitted[0], lines[-1])
    for index, (line, piece) in enumerate(zip(lines[:-1], pieces, strict=False)):
        width = line if line - fitted[index] <= over else piece
        if 0 < width - fitted[index] <= over:
            share = min(width - fitted[index] + _WHITE, over)
            over -= share
            fitted[-1] -= share
            fitted[index] += share
    least = [
        max(line, have - _FIGURE_BEYOND) if line <= have + _FIGURE_BEYOND else max(piece, have)
        for line, piece, have in zip(lines, pieces, fitted, strict=True)
    ]
    return widened(fitted, least, lines)


def widened(widths: list[float], least: list[float], wish: list[float]) -> list[float]:
    """`widths` with each column at least as wide as `least`, where the others can give that.

    Those give first whose texts, of the length `wish`, are the shortest; each keeps `KEPT` of its width, and
    a word that does not fit then is hyphenated. The sum stays.
    """
    lacking = {
        index: low - have for index, (low, have) in enumerate(zip(least, widths, strict=True)) if low > have
    }
    fitted = list(widths)
    for index, lack in lacking.items():
        for giver in sorted(range(len(fitted)), key=wish.__getitem__):
            share = min(lack, max(0.0, fitted[giver] - max(least[giver], KEPT * widths[giver])))
            if giver not in lacking and share > 0:
                fitted[giver] -= share
                fitted[index] += share
                lack -= share
    return fitted
