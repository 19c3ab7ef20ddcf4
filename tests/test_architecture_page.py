"""What the page on architecture says about a new kind of record is true."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import policybrief
from small import project_at
from word_search import find

ROOT = Path(__file__).parents[1]
KIND = '''@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Sourced):
    """The very words of somebody, with the place where they stand."""

    kind: ClassVar[str] = "quote"
    holder: ActorRef
    text: Text
    source: tuple[Cited, ...]
    known: StatedDate | None = None


'''
DOSSIER = """
cleared: 2022-01-01, head of unit
actors: {mayor: {name: The Mayor}}
facts: {humming: {text: The bridge hums., source: "open-report, p. 1"}}
"""
QUOTES = """
quotes:
  open-words: {holder: mayor, text: We heard it hum., source: "open-report, p. 2", cleared: 2022-01-01}
  secret-words: {holder: mayor, text: We never Zqvworble said so., source: "closed-cable, p. 1"}
"""
HOUSE = """
extends: base
outline: {public: [what-we-know, quotes], staff: [what-we-know, quotes, sources]}
"""
BRIEF = "title: Bridge\nquestion: What now?\nlanguages: {default: [en]}\n"
SECTION = "# Quotes\n\n{% for quote in quotes %}\n- {{ quote.text }}\n{% endfor %}\n"
SETTINGS = """
template: house
audiences: {public: {clearance: TLP:CLEAR}, staff: {clearance: TLP:RED, internal: yes}}
"""


def test_a_record_kind_has_at_most_eight_places_and_each_exists() -> None:
    places = places_of("a record kind")
    assert 1 <= len(places) <= 8
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_a_kind_that_is_added_at_the_first_place_alone_is_printed_and_fails_closed(tmp_path: Path) -> None:
    source = tmp_path / "src"
    shutil.copytree(Path(policybrief.__file__).parent, source / "policybrief")
    add_kind(source / places_of("a record kind")[0].removeprefix("src/"))
    project = tmp_path / "project"
    project.mkdir()
    files = {"templates/house/template.yaml": HOUSE, "templates/house/sections/quotes.md": SECTION}
    project_at(project, DOSSIER, settings=SETTINGS, files=files, brief=BRIEF)
    (project / "briefs/records/quotes.yaml").write_text("topics: [demo]\n" + QUOTES, encoding="utf-8")
    brief(source, project, "check", "--all")
    built = brief(source, project, "build", "--jobs", "1")
    papers = {path.name: path.read_bytes() for path in project.rglob("*.docx")}
    assert len(papers) == 2, built
    for name, content in papers.items():
        assert [*find(["We heard it hum"], content, name)]
        assert bool([*find(["Zqvworble"], content, name)]) is ("staff" in name)
    assert "quote" in brief(source, project, "list", "records", "--kind", "quote")
    given = ("--holder", "mayor", "--text", "It sings.", "--source", "open-report, p. 3")
    assert "Added to" in brief(source, project, "new", "quote", *given, "--dossier", "quotes")


def places_of(change: str) -> list[str]:
    """The paths that the table of the page names for a change, in its order."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    [row] = [line for line in page.splitlines() if line.startswith(f"| {change} |")]
    return [place for place in re.findall(r"`([^`]+)`", row) if "/" in place]


def add_kind(page: Path) -> None:
    """Put the dataclass and its key where the page of kinds has those of the others."""
    text = page.read_text(encoding="utf-8")
    text = text.replace("KINDS: dict[str", f"{KIND}KINDS: dict[str", 1)
    text = text.replace('": Recommendation,\n', '": Recommendation,\n    "quotes": Quote,\n', 1)
    page.write_text(text, encoding="utf-8")


def brief(source: Path, project: Path, *words: str) -> str:
    """What a command prints that is run with the package at `source`."""
    env = os.environ | {"PYTHONPATH": str(source), "SOURCE_DATE_EPOCH": "1664798400"}
    command = [sys.executable, "-m", "policybrief", *words]
    done = subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    assert "internal" not in said
    return said
