"""One contender in a separate process, with commands line by line on its standard input.

python benchmarks/contender.py NAME           serves: each line is JSON {"seeds": [3], "keep": "path"}
python benchmarks/contender.py NAME FILE OUT  cold: reads the papers of FILE (JSON), writes OUT, ends
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from work import paper, read_json


def main() -> None:
    name, *files = sys.argv[1:]
    contender = importlib.import_module(f"contenders.{name}")
    if files:
        prepared = contender.prepare(read_json(Path(files[0])))
        Path(files[1]).write_bytes(contender.render(prepared))
        return
    print(json.dumps({"version": contender.version()}), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        prepared = contender.prepare(tuple(paper(seed) for seed in asked["seeds"]))
        started = time.perf_counter()
        made = contender.render(prepared)
        seconds = time.perf_counter() - started
        if asked["keep"]:
            Path(asked["keep"]).write_bytes(made)
        used = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        peak = max(used) / 1024
        said = {"ms": seconds * 1e3, "bytes": len(made), "peak_mb": peak}
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
