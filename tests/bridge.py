"""A project about a bridge, its readers with clearances and groups, in git and cleared; and its commands."""

from __future__ import annotations

from contextlib import chdir
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner, Result

from policybrief.cli import main
from repositories import commit, git

SETTINGS = """\
format: 1
organisation: Office
languages: [en]
schemes: [tlp]
marking: TLP:CLEAR
template: house
audiences:
  public: {}
  partner: {clearance: TLP:GREEN, groups: [allies]}
  officials: {clearance: TLP:RED, internal: yes, groups: [council]}
"""
BRIEF = """\
title: The bridge
question: What now?
as_of: 2022-10-01
audiences: [public, partner, officials]
topics: [demo]
"""
RECORDS = """\
sources:
  report: {title: Open report, issued: 2022-08-01, url: "https://example.org/a", author: ["Smith, Ann"]}
actors:
  mayor: Ann Mayor, Town hall
positions:
  mayor-2022: {holder: mayor, text: The bridge stays., stance: {keep: supports}, source: "report, p. 3"}
options:
  keep: {title: Keep the bridge, short: Keep, baseline: true, rests_on: [toll]}
lines:
  pays: {text: The toll pays., rests_on: [toll]}
risks:
  falls: {text: It may fall., likelihood: likely, impact: 3, option: [keep], rests_on: [toll]}
recommendations:
  agree: {text: Agree to keep the bridge., option: [keep], rests_on: [toll]}
facts:
  toll:
    text: The toll brought in {number} euros last year.
    number: {value: 4100, unit: euros}
    source: report, p. 1
"""
DOSSIER = "briefs/records/demo.yaml"


def run(*words: str, code: int | None = 0, **env: str) -> Result:
    """A command; it ends with this code (None: any but that of an internal error)."""
    result = CliRunner().invoke(main, [*words], env={"SOURCE_DATE_EPOCH": "1664798400"} | env)
    known = result.exit_code in (0, 1, 2) if code is None else result.exit_code == code
    assert known, (result.exit_code, result.output, result.exception)
    return result


def bridge_at(root: Path, more: str = "") -> None:
    """The project with `more` lines behind its facts, committed and cleared."""
    for path, content in _files(more):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    for folder in (".git/refs/heads", ".git/refs/tags"):
        (root / folder).mkdir(parents=True, exist_ok=True)


@lru_cache(maxsize=8)
def _files(more: str) -> tuple[tuple[str, bytes], ...]:
    """(path, bytes) of the whole project with its history, made once for all tests of a process."""
    with TemporaryDirectory() as folder, chdir(folder):
        root = Path(folder)
        for path, text in {
            "policybrief.yaml": SETTINGS,
            "templates/house/template.yaml": "extends: base\n",
            "briefs/demo.yaml": BRIEF,
            DOSSIER: RECORDS + more,
            ".gitignore": "/out/\n/.brief/\n",
        }.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        git(root, "init", "--quiet", "--initial-branch=main", "--template=")
        commit(root, "One")
        run("clear", "--dossier", "demo", "--by", "head of unit", "--yes", code=None)
        commit(root, "Cleared")
        files = [path for path in root.rglob("*") if path.is_file()]
        return tuple((path.relative_to(root).as_posix(), path.read_bytes()) for path in files)


def edit(root: Path, before: str, after: str, path: str = DOSSIER) -> None:
    """Replace what stands once in a file, and commit."""
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(before) == 1, (before, text)
    (root / path).write_text(text.replace(before, after), encoding="utf-8")
    commit(root, "Later")
