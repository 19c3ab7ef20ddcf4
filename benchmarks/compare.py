"""`make bench`: the same papers made by us and by others, in one run, as ratios with their spread.

Every contender runs in a process of its own; rounds are interleaved (A B C A B C …), so that what else the
machine does falls on all alike. Before anything is timed, every file is read back and must hold all words of
its paper, and our PDFs must conform to PDF/UA-1 and PDF/A-2a. Who is missing is named.
"""

from __future__ import annotations

import argparse
import io
import json
import platform
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from contenders import FORMATS
from processes import HERE, Contender, contenders_of
from table import markdown, ratios, row
from work import paper, tokens, words, write_json

PARTS = 20
"""Papers in the compendium."""
SLOW = 5000.0
"""Milliseconds; a contender that takes longer for a compendium makes only one."""
NOT_IN_FLEET = ("pandoc", "weasyprint_tagged", "ours_both")
"""They would take minutes, and are far behind already; or are counted twice."""


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory() as folder, contenders_of(options.only) as found:
        contenders, missing = found
        faults = [fault for each in contenders for fault in _faults(each, Path(folder))]
        for fault in faults:
            print(f"NOT EQUAL: {fault}")
        if faults:
            return 1
        print(f"All words of the papers are in every file; {_conforming(Path(folder))}", flush=True)
        _warm(contenders, options.rounds)
        _cold(contenders, options.cold, Path(folder))
        _compendium(contenders, options.large)
        _fleet(contenders, options.fleet, options.large)
        result = {
            "policybrief": 1,
            "machine": f"{platform.system()} on {platform.machine()}, Python {platform.python_version()}",
            "rounds": options.rounds,
            "contenders": {each.name: row(each, FORMATS[each.name]) for each in contenders},
            "missing": missing,
            "ratios": ratios({each.name: each for each in contenders}) | _beside_others(),
        }
    print(markdown(result))
    out = Path(options.out)
    out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    out.with_suffix(".md").write_text(markdown(result), encoding="utf-8")
    print(f"Written to {out} and {out.with_suffix('.md')}")
    return 0


def _beside_others() -> dict[str, Any]:
    """What is measured by scripts of its own: gate, records, loading, starting, tracking, scale."""
    import charts
    import cold_word
    import growth
    import load
    import records
    import release
    import scale
    import startup
    import tracked

    found: dict[str, Any] = {}
    for script in (charts, cold_word, release, records, load, startup, tracked, scale, growth):
        _say(f"{script.__name__}.py")
        found |= script.measure()
    return found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="interleaved warm rounds")
    parser.add_argument("--cold", type=int, default=5, help="cold processes each")
    parser.add_argument("--large", type=int, default=3, help="interleaved rounds of compendium and fleet")
    parser.add_argument("--fleet", type=int, default=200, help="papers in the fleet; 0: none")
    parser.add_argument("--only", nargs="*", default=list(FORMATS), help="contenders")
    parser.add_argument("--out", default="bench.json", help="where the figures go")
    return parser.parse_args()


# ---- are they equal? --------------------------------------------------------------------------------


def _faults(contender: Contender, folder: Path) -> Iterator[str]:
    """Words of the paper that its file lacks."""
    file = folder / f"{contender.name}.{FORMATS[contender.name]}"
    contender.ask([0], str(file))
    contender.size = file.stat().st_size
    wanted, found = Counter(words((paper(0),))), Counter(_read(file))
    lacking = wanted - found
    # where a cell ends at the next one's beginning, the reader of PDF may glue two words together
    glued = [word for word in found if word not in wanted]
    lacking = Counter({word: n for word, n in lacking.items() if sum(word in g for g in glued) < n})
    if lacking:
        yield f"{contender.name} lacks {sum(lacking.values())} words, such as {', '.join(list(lacking)[:5])}"


def _read(file: Path) -> list[str]:
    if file.suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as package:
            names = ("word/document.xml", "word/header1.xml", "word/header2.xml")
            xml = " ".join(package.read(n).decode() for n in names if n in package.namelist())
        text = re.sub(r"</w:p>|<w:br/>|<w:tab/>", " ", xml)
        return tokens(re.sub(r"<[^>]+>", "", text).replace("&amp;", "&"))
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    return tokens(" ".join(page.get_textpage().get_text_range().replace("\ufffe", "-") for page in document))


def _conforming(folder: Path) -> str:
    """That our PDF conforms, by veraPDF; or that it could not be checked.

    In a process of its own: a child's peak of memory begins at that of its parent.
    """
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1])\n"
        "from verapdf import broken_clauses\n"
        "print('\\n'.join(broken_clauses(Path(sys.argv[2]).read_bytes())))"
    )
    gate = HERE.parent / "tests" / "conformance"
    ended = subprocess.run(
        [sys.executable, "-c", script, str(gate), str(folder / "ours_pdf.pdf")],
        capture_output=True,
        text=True,
    )
    if ended.returncode:
        return "conformance was not checked (pip install -e '.[conformance]')"
    if ended.stdout.strip():
        raise SystemExit(f"our PDF does not conform: {ended.stdout}")
    return "our PDF conforms to PDF/UA-1 and PDF/A-2a by veraPDF"


# ---- the clock --------------------------------------------------------------------------------------


def _warm(contenders: list[Contender], rounds: int) -> None:
    for number in range(rounds + 2):
        for each in contenders:
            took = each.ask([number])
            if number >= 2:
                each.warm.append(took["ms"])
                each.peak = max(each.peak, took["peak_mb"])
        _say(f"warm {number + 1}/{rounds + 2}")


def _cold(contenders: list[Contender], rounds: int, folder: Path) -> None:
    source = folder / "paper.json"
    write_json((paper(0),), source)
    for number in range(rounds):
        for each in contenders:
            target = folder / f"cold.{FORMATS[each.name]}"
            started = time.perf_counter()
            command = [sys.executable, str(HERE / "contender.py"), each.name, str(source), str(target)]
            subprocess.run(command, check=True, capture_output=True)
            each.cold.append((time.perf_counter() - started) * 1e3)
        _say(f"cold {number + 1}/{rounds}")


def _compendium(contenders: list[Contender], rounds: int) -> None:
    """Twenty papers as one file, each time in a process of its own: its peak of memory is that file's.

    Ours is made of forty papers too: twice the pages ought to take twice the time.
    """
    for number in range(rounds):
        for each in contenders:
            if number and min(each.compendium) > SLOW:
                continue
            took = _one_large(each.name, PARTS)
            each.compendium.append(took["ms"])
            each.compendium_peak.append(took["peak_mb"])
            if each.name == "ours_pdf":
                each.twofold.append(_one_large(each.name, 2 * PARTS)["ms"])
        _say(f"compendium {number + 1}/{rounds}")


def _one_large(name: str, parts: int) -> dict[str, float]:
    with contenders_of([name]) as (fresh, _):
        return fresh[0].ask(list(range(parts)))


def _fleet(contenders: list[Contender], papers: int, rounds: int) -> None:
    """Many papers on two processes; a process is started once and makes one after the other."""
    for number in range(rounds if papers else 0):
        for each in contenders:
            if each.name in NOT_IN_FLEET:
                continue
            started = time.perf_counter()
            with ProcessPoolExecutor(2) as pool:
                list(pool.map(_make, [each.name] * papers, range(papers), chunksize=10))
            each.fleet.append((time.perf_counter() - started) * 1e3)
            _say(f"fleet {number + 1}/{rounds} {each.name}")


def _make(name: str, seed: int) -> int:
    import importlib

    contender = importlib.import_module(f"contenders.{name}")
    return len(contender.render(contender.prepare((paper(seed),))))


def _say(words: str) -> None:
    print(f"\r{words:<60}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
