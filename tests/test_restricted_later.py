"""Records restricted after an edition was issued: no word of or about them is passed on.

Every text of the starter's dossier gets a word of its own; then some records are marked TLP:RED.
"""

from __future__ import annotations

import random
import shutil
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from policybrief.cli import main
from policybrief.gate import withheld
from policybrief.project import read_project
from repositories import commit, git
from small import clear_as_at_head
from tiers import sampled
from word_search import find

READERS = ("officials", "minister")
DOSSIER = Path("briefs/records/bridge.yaml")
TEXTS = ("text", "short", "title", "mitigation", "if_asked", "name")
Owners = dict[str, frozenset[str]]
"""Word → the records that it is of: the one that has it, and the one of which it says something."""


def brief(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def planted(dossier: dict[str, Any], chance: random.Random) -> Owners:
    """Put a word of its own into each text, place, condition and reason."""
    owners: Owners = {}

    def into(text: str, *of: str) -> str:
        word = "zq" + "".join(chance.choices("bcdfghjklmnpqrstvwz", k=8))
        owners[word] = frozenset(of)
        first, _, rest = text.strip().partition(" ")
        return f"{first} {word} {rest}".strip()

    for record, fields in (
        (r, f) for kind in dossier.values() for r, f in kind.items() if isinstance(f, dict)
    ):
        for name in TEXTS:
            if name in fields:
                fields[name] = into(fields[name], record)
        if "by" in fields:
            day, _, why = fields["by"].partition(", ")
            fields["by"] = f"{day}, {into(why, record)}"
        if "source" in fields:
            source, _, place = fields["source"].partition(", ")
            others = [s for s in dossier["sources"] if s != source and chance.random() < 0.4]
            fields["source"] = [f"{s}, {into(f'{place} x', record, s)}" for s in (source, *others)]
        for option, stance in fields.get("stance", {}).items():
            if stance in ("supports", "opposes"):
                fields["stance"][option] = f"{stance} if {into('they all agree', record, option)}"
    return owners


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any], Owners]:
    """The starter with words planted in its dossier and an edition of each reader issued."""
    root = tmp_path_factory.mktemp("issued") / "demo"
    assert brief("init", str(root)).exit_code == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        git(root, "init", "-q")
        dossier = yaml.safe_load(DOSSIER.read_text(encoding="utf-8"))
        owners = planted(dossier, random.Random(7))
        write(dossier)
        commit(root, "Plant words")
        for reader in READERS:
            assert brief("issue", "bridge", reader, "--to", "Cabinet").exit_code == 0
        commit(root, "Issue")
    return root, dossier, owners


@pytest.mark.parametrize(
    "restricted",
    sampled(
        [
            "end-toll",
            "resident-discount",
            "count-2025",
            "audit-2026",
            "crossings-2025",
            "repair-cost",
            "residents-2026 discount-misused",
            "agree-discount toll-since-2011",
            "end-toll repair-due",
        ],
        count=5,
    ),
)
def test_no_word_of_what_became_restricted_goes_on(
    restricted: str,
    issued: tuple[Path, dict[str, Any], Owners],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root, before, owners = issued
    monkeypatch.chdir(shutil.copytree(root, tmp_path / "demo"))
    dossier = deepcopy(before)
    for kind in dossier.values():
        for record in kind.keys() & set(restricted.split()):
            kind[record]["marking"] = "TLP:RED"
    for position in dossier["positions"].values():
        position["text"] += " So they said."  # which moves the papers that show them
    write(dossier)
    loaded = read_project(Path())
    assert not loaded.diagnostics
    made = outputs()
    for reader in READERS:
        audience = loaded.project.audience(reader)
        assert audience is not None
        gone = withheld(loaded.corpus.records, audience, loaded.project)
        words = [word for word, of in owners.items() if of & gone]
        assert words
        assert made[reader]
        for path in made[reader]:
            assert [*find(words, path.read_bytes(), path.as_posix())] == []


def write(dossier: dict[str, Any]) -> None:
    text = yaml.safe_dump(dossier, sort_keys=False, allow_unicode=True, width=1000)
    DOSSIER.write_text(f"cleared: 2026-03-01, head of unit\n{text}", encoding="utf-8")
    clear_as_at_head(Path())


def outputs() -> dict[str, list[Path]]:
    """What is made for each reader now: papers, tracked changes, a drafted note, an export."""
    commands = [("build",), ("recall", "--draft")]
    for reader in READERS:
        commands.append(("diff", "bridge", reader, "--docx", f"{reader}.docx"))
        commands.append(("export", f"{reader}.db", "--audience", reader, "--drafts"))
    for words in commands:
        result = brief(*words)
        assert result.exit_code == 0, result.output
    return {
        reader: [
            *Path("out/bridge").rglob(f"*-{reader}-*"),
            *Path("briefs").rglob(f"correction-*-{reader}-*"),
            *(Path(f"{reader}{suffix}") for suffix in (".docx", ".db")),
        ]
        for reader in READERS
    }
