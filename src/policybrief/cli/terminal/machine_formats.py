"""Diagnostics for other programs: SARIF 2.1.0, GitLab Code Quality, GitHub annotations.

They take diagnostics as `Discretion.in_report` gives them: a report is read by more people than the records.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from policybrief.checks.rule_pages import RulePage, page
from policybrief.cli.terminal.streams import escaped, visible
from policybrief.diagnostics import Diagnostic, Severity, Span
from policybrief.project.inputs import PROJECT_FILE

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

Named = Mapping[Diagnostic, Sequence[str]]
"""Diagnostic → the names of the editions that have it."""


def as_sarif(
    diagnostics: Sequence[Diagnostic], *, editions: Named, within: str, version: str, strict: bool
) -> str:
    """One SARIF 2.1.0 log (OASIS standard) with one run; rules carry their pages of documentation.

    `within` is the path from the repository to the project; `strict` turns open points into errors.
    """
    codes = sorted({d.code for d in diagnostics})
    rules = [_descriptor(code, strict=strict) for code in codes]
    results = []
    for diagnostic, mark in zip(diagnostics, _fingerprints(diagnostics), strict=True):
        results.append(
            {
                "ruleId": diagnostic.code,
                "ruleIndex": codes.index(diagnostic.code),
                "level": _LEVELS[_weighed(diagnostic, strict)],
                "message": {"text": _sentence(diagnostic)},
                "locations": [{"physicalLocation": _location(diagnostic.span, within)}],
                "partialFingerprints": {"policybrief/v1": mark},
                "properties": {"record": diagnostic.record, "editions": list(editions.get(diagnostic, ()))},
            }
        )
    driver = {"name": "policybrief", "semanticVersion": version, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return escaped(json.dumps(log, ensure_ascii=False, indent=1))


def as_gitlab(diagnostics: Sequence[Diagnostic], *, within: str, strict: bool) -> str:
    """A GitLab Code Quality report: a list of findings, each with its own fingerprint."""
    report = []
    for diagnostic, mark in zip(diagnostics, _fingerprints(diagnostics), strict=True):
        place = _place(diagnostic.span)
        report.append(
            {
                "description": _sentence(diagnostic),
                "check_name": diagnostic.code,
                "fingerprint": mark,
                "severity": _GITLAB[_weighed(diagnostic, strict)],
                "location": {"path": within + place.path, "lines": {"begin": place.line}},
            }
        )
    return escaped(json.dumps(report, ensure_ascii=False, indent=1))


def as_github(diagnostics: Sequence[Diagnostic], *, within: str, strict: bool) -> Iterator[str]:
    """One workflow command per finding, which GitHub shows as an annotation at its line."""
    for diagnostic in diagnostics:
        place = _place(diagnostic.span)
        where = {
            "file": within + place.path,
            "line": str(place.line),
            "col": str(place.column),
            "endColumn": str(place.column + place.length),
            "title": diagnostic.code,
        }
        properties = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in where.items())
        yield f"::{_GITHUB[_weighed(diagnostic, strict)]} {properties}::{_escaped(_sentence(diagnostic))}"


def path_in_repository(root: Path) -> str:
    """The path of the project from the top of its repository, with a slash at its end; "" at the top."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            inside = root.relative_to(folder).as_posix()
            return "" if inside == "." else f"{inside}/"
    return ""


def _weighed(diagnostic: Diagnostic, strict: bool) -> Severity:
    return Severity.ERROR if strict and diagnostic.severity is Severity.OPEN else diagnostic.severity


def _sentence(diagnostic: Diagnostic) -> str:
    sentence = diagnostic.message + (f"; {diagnostic.hint}" if diagnostic.hint else "")
    return sentence[:1].upper() + sentence[1:]


def _place(span: Span | None) -> Span:
    """The place, or the project's file for a diagnostic outside any file of the project."""
    return span if span and not span.path.startswith("<") else Span(PROJECT_FILE, 1, 1)


def _location(span: Span | None, within: str) -> dict[str, Any]:
    place = _place(span)
    return {
        "artifactLocation": {"uri": quote(within + place.path, errors="surrogatepass")},
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endColumn": place.column + place.length,
        },
    }


def _descriptor(code: str, *, strict: bool) -> dict[str, Any]:
    rule: RulePage | None = page(code)
    if rule is None:
        return {"id": code}
    level = _LEVELS[Severity.ERROR if strict else Severity.OPEN]
    return {
        "id": code,
        "shortDescription": {"text": rule.says},
        "help": {"text": rule.text, "markdown": rule.text},
        "defaultConfiguration": {"level": level},
    }


def _fingerprints(diagnostics: Sequence[Diagnostic]) -> list[str]:
    """A mark for each finding that stays the same while lines move; equal findings differ by their order."""
    counts: Counter[str] = Counter()
    marks = []
    for diagnostic in diagnostics:
        path = diagnostic.span.path if diagnostic.span else ""
        words = "\n".join((diagnostic.code, path, diagnostic.record, diagnostic.message))
        counts[words] += 1
        marks.append(
            hashlib.sha256(f"{words}\n{counts[words]}".encode(errors="surrogateescape")).hexdigest()[:32]
        )
    return marks


def _escaped(text: str, also: str = "") -> str:
    """`text` as GitHub's workflow commands need it: no line ends, no signs that separate properties."""
    for sign in ("%", "\r", "\n", *also):
        text = text.replace(sign, f"%{ord(sign):02X}")
    return visible(text)


_LEVELS = {Severity.ERROR: "error", Severity.LEAK: "error", Severity.OPEN: "warning", Severity.NOTE: "note"}
_GITHUB = {Severity.ERROR: "error", Severity.LEAK: "error", Severity.OPEN: "warning", Severity.NOTE: "notice"}
_GITLAB = {
    Severity.ERROR: "critical",
    Severity.LEAK: "blocker",
    Severity.OPEN: "minor",
    Severity.NOTE: "info",
}
