"""Widths of columns that hold their longest word: what one lacks, those with short texts give."""

from __future__ import annotations

FIGURE_BEYOND = 15.0
"""Points by which the column of a key figure may grow so that "about 12" stands on one line."""


def widened(widths: list[float], least: list[float], wish: list[float]) -> list[float]:
    """`widths` with each column at least as wide as `least`, where the others can give that.

    Those give first whose texts, of the length `wish`, are the shortest; the sum stays.
    """
    lacking = {
        index: low - have for index, (low, have) in enumerate(zip(least, widths, strict=True)) if low > have
    }
    done = list(widths)
    for index, lack in lacking.items():
        for giver in sorted(range(len(done)), key=wish.__getitem__):
            given = min(lack, max(0.0, done[giver] - least[giver]))
            if giver not in lacking and given > 0:
                done[giver] -= given
                done[index] += given
                lack -= given
    return done
