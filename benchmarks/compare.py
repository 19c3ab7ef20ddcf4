"""`make bench`: the same papers made by us and by others, in one run, as ratios with their spread.

Every contender runs in a process of its own; rounds are interleaved (A B C A B C …), so that what else the
machine does falls on all alike. Before anything is timed, every file is read back and must hold all words of its
paper, and our PDFs must conform to PDF/UA-1 and PDF/A-2a. Who is missing is named.
"""

from __future__ import annotations

import argparse
import io
import json
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from contenders import FORMATS
from work import paper, tokens, words, write_json

PARTS = 20
"""Papers in the compendium."""


@dataclass
class Contender:
    """A running process, and what was measured of it."""

    name: str
    process: subprocess.Popen[str]
    version: str
    warm: list[float] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    fleet: list[float] = field(default_factory=list)
    size: int = 0
    peak: float = 0.0
    compendium: float = 0.0
    compendium_peak: float = 0.0

    def ask(self, seeds: list[int], keep: str = "") -> dict[str, float]:
        """Have it make the papers of these seeds as one file."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps({"seeds": seeds, "keep": keep}), file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name} ended")
        answer: dict[str, float] = json.loads(line)
        return answer


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory() as folder, _contenders(options.only) as found:
        contenders, missing = found
        faults = [fault for each in contenders for fault in _faults(each, Path(folder))]
        for fault in faults:
            print(f"NOT EQUAL: {fault}")
        if faults:
            return 1
        print(f"All words of the papers stand in every file; {_conforming(Path(folder))}", flush=True)
        _warm(contenders, options.rounds)
        _cold(contenders, options.cold, Path(folder))
        for each in contenders:
            _compendium(each)
        _fleet(contenders, options.fleet)
        gate = _gate()
        result = _result(contenders, missing, gate, options) | {"records": _records()}
        print(_markdown(result))
        Path(options.out).write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
        print(f"Written to {options.out}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="interleaved warm rounds")
    parser.add_argument("--cold", type=int, default=5, help="cold processes each")
    parser.add_argument("--fleet", type=int, default=200, help="papers in the fleet; 0: none")
    parser.add_argument("--only", nargs="*", default=list(FORMATS), help="contenders")
    parser.add_argument("--out", default="bench.json", help="where the figures go")
    return parser.parse_args()


@contextmanager
def _contenders(names: list[str]) -> Iterator[tuple[list[Contender], dict[str, str]]]:
    """Those that can run, and why the others cannot."""
    running: list[Contender] = []
    missing: dict[str, str] = {}
    for name in names:
        process = subprocess.Popen(
            [sys.executable, str(HERE / "contender.py"), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        if first:
            running.append(Contender(name, process, json.loads(first)["version"]))
        else:
            missing[name] = (process.stderr.read().strip().splitlines() or ["it ended"])[-1]
            print(f"MISSING: {name}: {missing[name]}")
    try:
        yield running, missing
    finally:
        for each in running:
            each.process.kill()
            each.process.wait()


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
    """That our PDF conforms, by veraPDF; or that nobody could tell.

    In a process of its own: a child's peak of memory begins at that of its parent.
    """
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); from verapdf import broken_clauses;"
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


def _compendium(contender: Contender) -> None:
    """Twenty papers as one file, in a process of its own, so that its peak of memory is that file's."""
    with _contenders([contender.name]) as (fresh, _):
        took = fresh[0].ask(list(range(PARTS)))
    contender.compendium, contender.compendium_peak = took["ms"], took["peak_mb"]
    _say(f"compendium {contender.name}")


def _fleet(contenders: list[Contender], papers: int) -> None:
    """Many papers on two processes; a process is started once and makes one after the other."""
    for each in contenders if papers else ():
        if each.name in ("pandoc", "weasyprint_tagged", "ours_both"):
            continue  # minutes, and far behind already; or counted twice
        started = time.perf_counter()
        with ProcessPoolExecutor(2) as pool:
            list(pool.map(_make, [each.name] * papers, range(papers), chunksize=10))
        each.fleet.append((time.perf_counter() - started) * 1e3)
        _say(f"fleet {each.name}")


def _make(name: str, seed: int) -> int:
    import importlib

    contender = importlib.import_module(f"contenders.{name}")
    return len(contender.render(contender.prepare((paper(seed),))))


def _gate() -> dict[str, float]:
    """What searching a finished file for leaks costs, as a share of making its PDF: over the examples."""
    from release import measure

    return measure(HERE.parent)


def _records() -> dict[str, float]:
    """One edition from records, and reloading: see records.py."""
    from records import measure

    return measure()


def _say(words: str) -> None:
    print(f"\r{words:<60}", end="", file=sys.stderr, flush=True)


# ---- the table --------------------------------------------------------------------------------------


def _result(
    contenders: list[Contender], missing: dict[str, str], gate: dict[str, float], options: argparse.Namespace
) -> dict[str, Any]:
    rows = {each.name: _row(each) for each in contenders}
    cores = platform.processor() or platform.machine()
    return {
        "policybrief": 1,
        "machine": f"{platform.system()} on {cores}, Python {platform.python_version()}",
        "rounds": options.rounds,
        "contenders": rows,
        "missing": missing,
        "ratios": _ratios(contenders),
        "gate": gate,
    }


def _row(each: Contender) -> dict[str, Any]:
    return {
        "version": each.version,
        "format": FORMATS[each.name],
        "warm_ms": _middle(each.warm),
        "warm_spread": _spread(each.warm),
        "cold_ms": _middle(each.cold),
        "fleet_ms": _middle(each.fleet),
        "compendium_ms": round(each.compendium, 1),
        "compendium_mb": round(each.compendium_peak),
        "peak_mb": round(each.peak),
        "bytes": each.size,
    }


def _middle(values: list[float]) -> float:
    return round(statistics.median(values), 1) if values else 0.0


def _spread(values: list[float]) -> list[float]:
    """The quartiles, in milliseconds."""
    if len(values) < 4:
        return []
    low, _, high = statistics.quantiles(values, n=4)
    return [round(low, 1), round(high, 1)]


def _ratios(contenders: list[Contender]) -> dict[str, Any]:
    """Ours against each goal's rivals, round by round: the median of the ratios and their quartiles."""
    by = {each.name: each for each in contenders}

    def ratio(ours: list[float], theirs: list[float]) -> dict[str, Any]:
        each = [a / b for a, b in zip(ours, theirs, strict=True)]
        return {"ratio": round(statistics.median(each), 2), "spread": _spread([100 * e for e in each])}

    found: dict[str, Any] = {}
    if {"ours_docx", "docxtpl_slim"} <= by.keys():
        found["DOCX warm / docxtpl slim"] = ratio(by["ours_docx"].warm, by["docxtpl_slim"].warm)
    if {"ours_docx", "npm_docx"} <= by.keys():
        found["DOCX warm / npm docx"] = ratio(by["ours_docx"].warm, by["npm_docx"].warm)
    if {"ours_pdf", "typst_tagged"} <= by.keys():
        ours, theirs = by["ours_pdf"], by["typst_tagged"]
        found["PDF warm / Typst"] = ratio(ours.warm, theirs.warm)
        found["compendium / Typst"] = ratio([ours.compendium], [theirs.compendium])
        found["compendium memory / Typst"] = ratio([ours.compendium_peak], [theirs.compendium_peak])
    if {"ours_docx", "ours_pdf", "docxtpl_slim", "typst_tagged"} <= by.keys() and by["ours_pdf"].fleet:
        both = (
            [sum(by[n].fleet) for n in ("ours_docx", "ours_pdf")],
            [sum(by[n].fleet) for n in ("docxtpl_slim", "typst_tagged")],
        )
        found["fleet, both formats / docxtpl slim + Typst"] = ratio([sum(both[0])], [sum(both[1])])
    if {"ours_both", "pandoc", "typst_tagged"} <= by.keys():
        ours_cold = by["ours_both"].cold
        their_cold = [a + b for a, b in zip(by["pandoc"].cold, by["typst_tagged"].cold, strict=True)]
        found["cold, both formats / pandoc + Typst"] = ratio(ours_cold, their_cold)
    return found


def _markdown(result: dict[str, Any]) -> str:
    head = "| | warm, ms (quartiles) | cold, ms | fleet, s | compendium, s (MB) | peak MB | KB |\n|---|--:|--:|--:|--:|--:|--:|"
    rows = [
        f"| {row['version']} ({row['format']}) | {row['warm_ms']} ({'–'.join(map(str, row['warm_spread']))}) | {row['cold_ms']:.0f} "
        f"| {row['fleet_ms'] / 1e3:.1f} | {row['compendium_ms'] / 1e3:.2f} ({row['compendium_mb']}) | {row['peak_mb']} | {row['bytes'] / 1e3:.0f} |"
        for row in result["contenders"].values()
    ]
    ratios = [
        f"| {name} | {found['ratio']} | {'–'.join(f'{v / 100:.2f}' for v in found['spread'])} |"
        for name, found in result["ratios"].items()
    ]
    gate = [f"| leak gate, {name} / making the PDF | {ratio} | |" for name, ratio in result["gate"].items()]
    records = [f"| {name} | {value:g} |" for name, value in result["records"].items()]
    missing = [f"\nMissing: {name}: {why}" for name, why in result["missing"].items()]
    return "\n".join(
        [
            "",
            f"{result['machine']}; medians of {result['rounds']} interleaved rounds",
            "",
            head,
            *rows,
            "",
            "| ratio | median | quartiles |\n|---|--:|---|",
            *ratios,
            *gate,
            "",
            "| from records | |\n|---|--:|",
            *records,
            *missing,
            "",
        ]
    )


if __name__ == "__main__":
    raise SystemExit(main())
