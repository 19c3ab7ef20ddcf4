"""Signs that are drawn, not set: the triangles and the ring of the stances, the tick box; and colours."""

from __future__ import annotations

from functools import lru_cache

SIGNS = frozenset("▲△○▽▼☐")


def sign_width(sign: str) -> float:
    """The width of a sign in points."""
    return 9.0 if sign == "☐" else 8.0


@lru_cache(maxsize=256)
def rgb(colour: str) -> str:
    """The operands of a colour operator for "#RRGGBB"."""
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.4g}" for at in (1, 3, 5))


def sign_path(sign: str, x: float, y: float) -> str:
    """The path of a sign on the baseline `y`: 7 × 6, the tick box 8 × 8."""
    up = f"{x:.2f} {y + 0.4:.2f} m {x + 7:.2f} {y + 0.4:.2f} l {x + 3.5:.2f} {y + 6.4:.2f} l h"
    down = f"{x:.2f} {y + 6.4:.2f} m {x + 7:.2f} {y + 6.4:.2f} l {x + 3.5:.2f} {y + 0.4:.2f} l h"
    match sign:
        case "▲":
            return f"{up} f"
        case "△":
            return f"{up} S"
        case "▼":
            return f"{down} f"
        case "▽":
            return f"{down} S"
        case "☐":
            return f"{x + 0.4:.2f} {y - 0.6:.2f} 8 8 re S"
        case _:
            return f"{_ring(x + 3.5, y + 3.4, 2.8)} S"


def _ring(x: float, y: float, r: float) -> str:
    """A circle of four Bézier curves."""
    k = 0.5523 * r
    return (
        f"{x + r:.2f} {y:.2f} m "
        f"{x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
        f"{x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c "
        f"{x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
        f"{x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c"
    )
