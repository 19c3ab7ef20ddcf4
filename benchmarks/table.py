"""What was measured, as figures, as ratios beside the goals that we set ourselves, and as Markdown."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from typing import Any

from processes import Contender

GOALS: dict[str, float] = {
    "DOCX, warm / docxtpl, slim template": 0.6,
    "DOCX, warm / npm docx": 1.0,
    "PDF, warm / Typst": 0.66,
    "fleet of 200, both formats / docxtpl slim + Typst": 0.65,
    "compendium / Typst": 0.75,
    "compendium, memory / Typst": 0.32,
    "cold, both formats / pandoc DOCX + Typst PDF": 1.0,
    "one chart, drawn: bars, ms": 3.5,
    "one chart, drawn: lines, ms": 4.5,
    "leak gate, DOCX / making the PDF": 0.3,
    "leak gate, PDF / making the PDF": 0.3,
    "load, select, compose / write DOCX, 522 records": 1.0,
    "load and check 10,000 records / CSafeLoader": 0.5,
    "read again after one of 10,000 changed, ms": 50.0,
    "brief --help / import click": 1.5,
    "brief build, 210 editions up to date / import click": 2.0,
    "tracked changes of 222 pages / of 111 pages": 2.4,
    "tracked changes of 222 pages / making both documents": 1.5,
    "full build, 100 briefs / 25 (4 is linear)": 4.2,
    "peak memory, 200 briefs / 50": 1.3,
    "manifest, 200 briefs / 50 (4 is linear)": 4.2,
    "manifest, 200 briefs, MB": 5.0,
    "one record changed at 200 briefs / full build": 0.04,
    "one record changed at 200 briefs, MB": 250.0,
    "up to date, 600 editions / import click": 3.0,
    "check without building, 200 briefs / full build": 0.4,
    "check after one change, 200 briefs / full build": 0.04,
    "trace, 200 briefs / 25 (8 is linear)": 3.0,
    "list editions, 200 briefs / 25 (8 is linear)": 3.0,
    "build --changed, 200 briefs / 25 (8 is linear)": 3.0,
}
"""Ratio → what it must not exceed."""


def row(each: Contender, suffix: str) -> dict[str, Any]:
    """The figures of one contender: medians, with quartiles of the warm ones; milliseconds, MB and bytes."""
    return {
        "version": each.version,
        "format": suffix,
        "warm_ms": _middle(each.warm),
        "warm_quartiles": _quartiles(each.warm, 1),
        "cold_ms": _middle(each.cold),
        "fleet_ms": _middle(each.fleet),
        "compendium_ms": _middle(each.compendium),
        "compendium_mb": _middle(each.compendium_peak),
        "peak_mb": round(each.peak),
        "bytes": each.size,
    }


def ratios(by: Mapping[str, Contender]) -> dict[str, Any]:
    """Ours beside each rival's, round by round: the median of the ratios and their spread."""
    found: dict[str, Any] = {}

    def add(name: str, ours: list[list[float]], theirs: list[list[float]]) -> None:
        rounds = list(zip(_sums(ours), _sums(theirs), strict=False))  # who is slow has fewer
        if rounds:
            found[name] = spread([a / b for a, b in rounds])

    def of(kind: str, *names: str) -> list[list[float]]:
        return [getattr(by[name], kind) if name in by else [] for name in names]

    add("DOCX, warm / docxtpl, slim template", of("warm", "ours_docx"), of("warm", "docxtpl_slim"))
    add("DOCX, warm / npm docx", of("warm", "ours_docx"), of("warm", "npm_docx"))
    add("PDF, warm / Typst", of("warm", "ours_pdf"), of("warm", "typst_tagged"))
    add(
        "fleet of 200, both formats / docxtpl slim + Typst",
        of("fleet", "ours_docx", "ours_pdf"),
        of("fleet", "docxtpl_slim", "typst_tagged"),
    )
    add("compendium / Typst", of("compendium", "ours_pdf"), of("compendium", "typst_tagged"))
    add(
        "compendium, memory / Typst", of("compendium_peak", "ours_pdf"), of("compendium_peak", "typst_tagged")
    )
    add(
        "compendium of 40 papers / of 20 (2 is linear)",
        of("twofold", "ours_pdf"),
        of("compendium", "ours_pdf"),
    )
    add(
        "cold, both formats / pandoc DOCX + Typst PDF",
        of("cold", "ours_both"),
        of("cold", "pandoc", "typst_tagged"),
    )
    return found


def spread(values: list[float]) -> dict[str, Any]:
    """The median, and the quartiles (of fewer than four: the extremes)."""
    return {"value": round(statistics.median(values), 2), "spread": _quartiles(values, 2)}


def markdown(result: Mapping[str, Any]) -> str:
    """Both tables: the contenders, and the ratios beside their goals."""
    head = "| | warm, ms (quartiles) | cold, ms | fleet, s | compendium, s (MB) | peak MB | KB |"
    rows = [_contender(each) for each in result["contenders"].values()]
    reported = [_ratio(name, found) for name, found in result["ratios"].items()]
    missing = [f"\nMissing: {name}: {why}" for name, why in result["missing"].items()]
    return "\n".join(
        [
            "",
            f"{result['machine']}; medians of {result['rounds']} interleaved rounds",
            "",
            head,
            "|---|--:|--:|--:|--:|--:|--:|",
            *rows,
            "",
            "| | measured | spread | goal |",
            "|---|--:|--:|--:|",
            *reported,
            *missing,
            "",
        ]
    )


def _contender(each: Mapping[str, Any]) -> str:
    fleet = f"{each['fleet_ms'] / 1e3:.1f}" if each["fleet_ms"] else "–"
    warm = f"{each['warm_ms']} ({_from_to(each['warm_quartiles'])})"
    large = f"{each['compendium_ms'] / 1e3:.2f} ({each['compendium_mb']:.0f})"
    return (
        f"| {each['version']} ({each['format']}) | {warm} | {each['cold_ms']:.0f} | {fleet} "
        f"| {large} | {each['peak_mb']} | {each['bytes'] / 1e3:.0f} |"
    )


def _ratio(name: str, found: Mapping[str, Any]) -> str:
    goal = GOALS.get(name)
    missed = " **missed**" if goal is not None and found["value"] > goal else ""
    aim = f"≤ {goal:g}{missed}" if goal is not None else ""
    return f"| {name} | {found['value']:g} | {_from_to(found['spread'])} | {aim} |"


def _from_to(values: list[float]) -> str:
    return "–".join(f"{value:g}" for value in values)


def _sums(runs: list[list[float]]) -> list[float]:
    """The sums of each round."""
    return [sum(each) for each in zip(*runs, strict=False)]


def _middle(values: list[float]) -> float:
    return round(statistics.median(values), 1) if values else 0.0


def _quartiles(values: list[float], digits: int) -> list[float]:
    if len(values) < 4:
        return [round(one, digits) for one in (min(values), max(values))] if len(values) > 1 else []
    low, _, high = statistics.quantiles(values, n=4)
    return [round(low, digits), round(high, digits)]
