"""Every code that the program reports is explained: by the page of a rule, or in docs/errors.md."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from policybrief.checks.rule_pages import codes, codes_like, explained
from policybrief.cli import main
from policybrief.rules import RULES

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "src" / "policybrief"
GUIDE = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")

_CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*")
_TAKES_CODE = {
    *(
        "Diagnostic",
        "YamlFault",
        "Flaw",
        "RefusedFileError",
        "_Unusable",
        "fault",
        "_fault",
        "flawed",
        "report",
        "_report",
    ),
    *("point_of_brief", "rewritten"),
}
"""Calls whose first argument is a code."""


def reported() -> Iterator[tuple[str, str]]:
    """(code, file) of each code that a call or a constant of the program names."""
    for path in sorted(SOURCES.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and _name(node) in _TAKES_CODE:
                for code in _codes(node.args[0], constants):
                    if _CODE.fullmatch(code):
                        yield code, path.relative_to(SOURCES).as_posix()


def _name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _codes(argument: ast.expr, constants: dict[str, object]) -> Iterator[str]:
    match argument:
        case ast.Constant(value=str(code)):
            yield code
        case ast.IfExp(body=one, orelse=other):
            yield from (*_codes(one, constants), *_codes(other, constants))
        case ast.Name(id=name) if isinstance(constants.get(name), str):
            yield str(constants[name])


FAMILIES = (
    *(f"unknown-{what}" for what in ("brief", "template", "audience", "language", "section", "style")),
    *(f"unused-{what}" for what in ("template", "audience", "language")),
    *("unknown-word-style", "tab-in-indentation", "odd-space-in-indentation", "unseen-sign", "not-a-dossier"),
    *(f"stripped-{what}" for what in ("comments", "field", "picture", "external-link", "hidden-text")),
)
"""Codes that are put together from words, or chosen, before they reach a call."""


def test_the_codes_of_the_program_are_found() -> None:
    found = {code for code, _ in reported()}
    assert len(found) > 120
    assert {"bad-number", "section-markup", "leak", "unknown-record", "zip-bomb", "merge-conflict"} <= found


def test_every_code_is_explained() -> None:
    missing = {code: file for code, file in reported() if not explained(code)}
    assert missing == {}
    assert [code for code in FAMILIES if not explained(code)] == []


def test_no_entry_explains_a_code_that_does_not_exist() -> None:
    words = "".join(path.read_text(encoding="utf-8") for path in sorted(SOURCES.rglob("*.py")))
    entries = re.findall(r"^\| `([a-z0-9-]+)` \|", GUIDE, re.MULTILINE)
    reports = "one-sided"  # of another command: brief omissions
    assert [code for code in entries if f'"{code}"' not in words and code not in (*FAMILIES, reports)] == []


def test_an_entry_says_what_is_wrong_and_what_to_do_in_a_sentence_each() -> None:
    entries = re.findall(r"^\| `([a-z0-9-]+)` \| (.+) \| (.+) \|$", GUIDE, re.MULTILINE)
    assert len(entries) == GUIDE.count("\n| `")
    names = [code for code, _, _ in entries]
    assert sorted(set(names)) == sorted(names)
    assert not {*names} & {*RULES}, "a rule has a page of its own"
    for code, wrong, remedy in entries:
        assert wrong.endswith("."), code
        assert remedy.endswith((".", "…")), code


def test_an_explanation_is_printed_outside_a_project_too(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    for code in codes():
        result = CliRunner().invoke(main, ["check", "--explain", code])
        assert result.exit_code == 0
        assert code in result.output
    assert "A number is expected" in CliRunner().invoke(main, ["check", "--explain", "bad-number"]).output


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("one-sidd", "one-sided"),
        ("stale-facts", "stale-fact"),
        ("section", "section-markup"),
        ("bad-numbr", "bad-number"),
        ("unknown-recrod", "unknown-record"),
        ("clearance", "clearance-without-text"),
    ],
)
def test_a_code_that_does_not_exist_is_answered_with_those_that_may_be_meant(typed: str, meant: str) -> None:
    assert meant in codes_like(typed)
    result = CliRunner().invoke(main, ["check", "--explain", typed])
    assert result.exit_code == 2
    assert f"'{meant}'" in result.output
