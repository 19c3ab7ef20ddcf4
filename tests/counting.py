"""What a function does, counted in steps: the same on every machine, however busy that is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(function: Callable[..., object], *arguments: Any) -> int:
    """How many lines of Python are run, and how many functions in C are called, while this one runs."""
    count = 0

    def run_line(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return run_line

    def call(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "c_call"

    tracer, profiler = sys.gettrace(), sys.getprofile()
    sys.settrace(run_line)
    sys.setprofile(call)
    try:
        function(*arguments)
    finally:
        sys.settrace(tracer)
        sys.setprofile(profiler)
    return count
