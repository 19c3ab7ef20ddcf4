"""Widths of columns that hold their longest word: what one lacks, those with short texts give."""

from __future__ import annotations

_FIGURE_BEYOND = 15.0
"""Points that the neighbours of a key figure may give it so that "about 12" stands on one line."""
_WHITE = 12.0
"""Points of white more behind a figure that fills its column."""
KEPT = 0.6
"""Share of its width that a column keeps whatever the others lack."""


def for_figures(widths: list[float], lines: list[float], *, pieces: list[float]) -> list[float]:
    """`widths` of key figures that are `lines` long: each on one line, where the others can give that.

    The last column gives what it has over the first, the others a little. What cannot have its line has room
    for the longest of its `pieces`, in which no line may break. The sum stays.
    """
    done = list(widths)
    over = done[-1] - max(done[0], lines[-1])
    for index, (line, piece) in enumerate(zip(lines[:-1], pieces, strict=False)):
        wanted = line if line - done[index] <= over else piece
        if 0 < wanted - done[index] <= over:
            given = min(wanted - done[index] + _WHITE, over)
            over -= given
            done[-1] -= given
            done[index] += given
    least = [
        max(line, have - _FIGURE_BEYOND) if line <= have + _FIGURE_BEYOND else max(piece, have)
        for line, piece, have in zip(lines, pieces, done, strict=True)
    ]
    return widened(done, least, lines)


def widened(widths: list[float], least: list[float], wish: list[float]) -> list[float]:
    """`widths` with each column at least as wide as `least`, where the others can give that.

    Those give first whose texts, of the length `wish`, are the shortest; each keeps `KEPT` of its width, and
    a word that does not fit then is parted. The sum stays.
    """
    lacking = {
        index: low - have for index, (low, have) in enumerate(zip(least, widths, strict=True)) if low > have
    }
    done = list(widths)
    for index, lack in lacking.items():
        for giver in sorted(range(len(done)), key=wish.__getitem__):
            given = min(lack, max(0.0, done[giver] - max(least[giver], KEPT * widths[giver])))
            if giver not in lacking and given > 0:
                done[giver] -= given
                done[index] += given
                lack -= given
    return done
