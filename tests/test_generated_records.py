"""What the program writes into a project is bound as what it quotes is, and makes no words public."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import yaml

from bridge import DOSSIER, bridge_at, edit, run

CONVOY = """\
  convoy:
    text: The quiet convoy of General Zorblax leaves on Tuesday night.
    source: report, p. 9
    {}
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def draft_note_on_the_convoy(root: Path, bounds: str) -> None:
    """Draft and clear the correction note on the convoy, whose day is corrected after an issue."""
    bridge_at(root, CONVOY.format(bounds))
    run("issue", "demo", "officials", "en", "--to", "Desk")
    edit(root, "Tuesday night", "Friday night")
    run("recall", "--draft")
    run("clear", "--dossier", note_in(root).stem, "--by", "head of unit", "--yes")


def note_in(root: Path) -> Path:
    """The dossier of the one correction note."""
    [dossier] = root.glob("briefs/records/correction-*.yaml")
    return dossier


def fact_in_note(root: Path) -> dict:
    """What the note says about the convoy."""
    facts = yaml.safe_load(note_in(root).read_text(encoding="utf-8"))["facts"]
    [fact] = [fact for fact in facts.values() if "Zorblax" in fact["text"]]
    return fact


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A project with such a note, by the bounds of the convoy; made once."""

    @cache
    def made(bounds: str) -> Path:
        folder = tmp_path_factory.mktemp("drafted")
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            draft_note_on_the_convoy(folder, bounds)
        return folder

    return made


@pytest.mark.parametrize(
    ("bounds", "carried"),
    [
        ("releasable_to: [council]", {"releasable_to": ["council"], "audiences": ["officials"]}),
        ("marking: TLP:RED", {"marking": ["TLP:RED"], "audiences": ["officials"]}),
        ("audiences: [officials]", {"audiences": ["officials"]}),
        ("originator: A friendly service", {"originator": "A friendly service"}),
        (
            "releasable_to: [council, allies]\n    originator: NATO",
            {
                "releasable_to": ["council", "allies"],
                "originator": "NATO",
                "audiences": ["partner", "officials"],
            },
        ),
    ],
    ids=["groups", "marking", "readers", "originator", "two groups"],
)
def test_a_correction_note_carries_every_bound_of_what_it_quotes(drafted, bounds, carried) -> None:
    fact = fact_in_note(drafted(bounds))
    assert fact["generated"]
    inherited = fact.get("marking") is None and "marking" in carried  # by the paper that it cites
    assert {name: fact.get(name) for name in carried if not (inherited and name == "marking")} == {
        name: value for name, value in carried.items() if not (inherited and name == "marking")
    }


@pytest.mark.parametrize(
    "bounds", ["releasable_to: [council]", "marking: TLP:RED", "audiences: [officials]"], ids=str
)
def test_no_export_for_others_has_the_words_of_a_note(root, drafted, bounds) -> None:
    shutil.copytree(drafted(bounds), root, dirs_exist_ok=True)
    for reader in ("public", "partner"):
        run("export", f"{reader}.db", "--audience", reader, CI="1")
        assert b"Zorblax" not in (root / f"{reader}.db").read_bytes()


def test_groups_of_a_source_bind_the_note_on_what_cites_it(root) -> None:
    lent = "sources:\n  lent: {title: Lent paper, issued: 2022-08-01, releasable_to: [council]}\n"
    (root / "briefs/records").mkdir(parents=True)
    (root / "briefs/records/lent.yaml").write_text(lent, encoding="utf-8")
    draft_note_on_the_convoy(root, "note: none")
    assert "releasable_to" not in fact_in_note(root)
    text = (root / DOSSIER).read_text(encoding="utf-8")
    (root / DOSSIER).write_text(
        text.replace("source: report, p. 9", "source: 'lent, p. 9'"), encoding="utf-8"
    )
    for path in root.glob("briefs/**/correction-*"):
        path.unlink()
    run("recall", "--draft")
    fact = fact_in_note(root)
    assert fact["releasable_to"] == ["council"]
    assert fact["audiences"] == ["officials"]


def test_a_note_whose_bounds_were_deleted_excuses_nothing(root, drafted) -> None:
    shutil.copytree(drafted("releasable_to: [council]"), root, dirs_exist_ok=True)
    dossier = note_in(root)
    kept = [
        line
        for line in dossier.read_text(encoding="utf-8").splitlines()
        if not line.lstrip().startswith(("releasable_to", "audiences", "marking"))
    ]
    dossier.write_text("\n".join([*kept, ""]), encoding="utf-8")
    run("clear", "--dossier", dossier.stem, "--by", "head of unit", "--yes")
    result = run("export", "public.db", "--audience", "public", code=1)
    assert "would show words of record convoy" in result.output
    assert not (root / "public.db").exists()


def test_a_note_is_for_the_readers_of_its_paper_where_what_it_quotes_is_gone(root) -> None:
    bridge_at(root, CONVOY.format("note: none"))
    run("issue", "demo", "partner", "en", "--to", "Desk")
    text = (root / DOSSIER).read_text(encoding="utf-8")
    (root / DOSSIER).write_text(text[: text.index("  convoy:")], encoding="utf-8")
    run("recall", "--draft")
    facts = yaml.safe_load(note_in(root).read_text(encoding="utf-8"))["facts"]
    assert [fact["audiences"] for fact in facts.values()] == [["partner"]]


def test_a_record_that_a_person_wrote_excuses_the_same_words_and_both_are_named(root) -> None:
    text = "The quiet convoy of General Zorblax leaves on Tuesday night."
    same = f"  paper: {{text: {text}, source: 'report, p. 4'}}\n"
    bridge_at(root, CONVOY.format("marking: TLP:RED") + same)
    run("build", "--jobs", "1")
    reported = run("omissions", "demo").output
    assert "public: of convoy in paper" in reported
    paper = "out/demo/house/demo-public-en.docx"
    assert (
        "words of convoy that public may read in paper"
        in run("release", paper, "--audience", "public").output
    )
    assert "convoy" not in run("release", paper, "--audience", "public", CI="1").output
    edit(root, "  paper: {text", "  paper: {generated: yes, text")
    assert "would show words of record convoy" in run("release", paper, "--audience", "public", code=1).output
    assert "of convoy" not in run("omissions", "demo").output


ITEM = {"id": "cable", "type": "report", "title": "The secret cable", "issued": {"date-parts": [[2022]]}}


def imported(root: Path, custom: dict) -> dict:
    (root / "l.json").write_text(json.dumps([ITEM | {"custom": custom}]), encoding="utf-8")
    run("import", "l.json")
    return yaml.safe_load((root / "briefs/records/sources.yaml").read_text(encoding="utf-8"))["sources"][
        "cable"
    ]


def test_an_imported_source_keeps_the_bounds_that_an_export_wrote_and_is_no_excuse(root) -> None:
    bridge_at(root)
    first = imported(root, {"marking": "TLP:GREEN", "releasable_to": ["council"], "originator": "NATO"})
    assert first["generated"]
    assert (first["marking"], first["releasable_to"], first["originator"]) == (
        ["TLP:GREEN"],
        ["council"],
        "NATO",
    )
    assert imported(root, {"marking": "TLP:RED"})["marking"] == ["TLP:RED"], "a higher one replaces it"
    run("export", "again.json")
    [item] = [item for item in json.loads((root / "again.json").read_text()) if item["id"] == "cable"]
    assert item["custom"] == {"marking": "TLP:RED", "originator": "NATO", "releasable_to": ["council"]}


def test_a_row_that_was_marked_higher_marks_its_fact_higher(root) -> None:
    bridge_at(root)
    columns = "text: Text\n  marking: Mark\n  releasable_to: Groups\n"
    fixed = "fixed:\n  source: report\n  locator: row {row}\n"
    (root / "map.yaml").write_text(f"columns:\n  id: Id\n  {columns}{fixed}", encoding="utf-8")
    for mark, groups in (("TLP:GREEN", ""), ("TLP:RED", "council")):
        table = f"Id,Text,Mark,Groups\nferry,The ferry sails.,{mark},{groups}\n"
        (root / "t.csv").write_text(table, encoding="utf-8")
        run("import", "t.csv", "--map", "map.yaml")
        [dossier] = [path for path in (root / "briefs/records").glob("*.yaml") if "ferry" in path.read_text()]
        fact = yaml.safe_load(dossier.read_text(encoding="utf-8"))["facts"]["ferry"]
        assert fact["marking"] == [mark]
        assert fact.get("releasable_to", []) == ([groups] if groups else [])
        assert fact["generated"]
