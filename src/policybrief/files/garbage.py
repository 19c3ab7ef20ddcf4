"""How often Python looks for garbage: rarely, for what is made here lives to the end of its paper."""

from __future__ import annotations

import gc


def collect_rarely() -> None:
    """For this process; looking as often as Python does by itself takes a tenth of the time of a paper."""
    gc.set_threshold(50_000, 20, 20)
