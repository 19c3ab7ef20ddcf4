"""Where the milliseconds of a paper go: python benchmarks/phases.py [CONTENDER] [PAPERS].

Samples the stack twice a millisecond of processor time, so that what is measured is hardly slowed, and prints
for each function of ours the time in it and in all that it calls, for one paper of about ten pages.
"""

from __future__ import annotations

import importlib
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from types import FrameType

from work import paper

INTERVAL = 0.0005
"""Seconds of processor time between two samples."""
LEAST = 0.01
"""Share of the whole below which a function is not reported."""


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else "ours_pdf"
    papers = int(sys.argv[2]) if len(sys.argv) > 2 else 150
    contender = importlib.import_module(f"contenders.{name}")
    prepared = [contender.prepare((paper(seed),)) for seed in range(15)]
    contender.render(prepared[0])
    within: Counter[str] = Counter()
    samples = 0

    def sample(_: int, frame: FrameType | None) -> None:
        nonlocal samples
        samples += 1
        within.update(set(_functions(frame)))

    signal.signal(signal.SIGPROF, sample)
    signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)
    started = time.process_time()
    for number in range(papers):
        contender.render(prepared[number % len(prepared)])
    spent = (time.process_time() - started) * 1e3 / papers
    signal.setitimer(signal.ITIMER_PROF, 0)
    print(f"{name}: {spent:.1f} ms a paper")
    for function, hits in within.most_common():
        if hits >= LEAST * samples:
            print(f"{hits / samples * spent:7.2f}  {function}")


def _functions(frame: FrameType | None) -> list[str]:
    """The functions of policybrief on the stack."""
    found = []
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if "policybrief" in path.parts:
            package = path.parts.index("policybrief")
            found.append(f"{'.'.join(path.with_suffix('').parts[package + 1 :])}.{frame.f_code.co_name}")
        frame = frame.f_back
    return found


if __name__ == "__main__":
    main()
