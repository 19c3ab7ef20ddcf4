"""A copy of the corpus holds what its reader may see: all of it for us, and nothing else for anybody else."""

from __future__ import annotations

import json
import sqlite3
import stat
import sys
import warnings
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from string import ascii_lowercase

import pytest
from citeproc.source.json import CiteProcJSON
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from policybrief.cli import main
from policybrief.editions import EditionEntry, FileEntry, Manifest, gate_of
from policybrief.exchange import corpus_exports
from policybrief.exchange.export.copies import CorpusCopy, copy_for, whole_copy
from policybrief.exchange.export.database import database
from policybrief.exchange.export.row_values import with_number
from policybrief.gate import texts_in, withheld
from policybrief.languages import Text
from policybrief.project import LoadedProject, read_project
from policybrief.records import Line, Number, Source
from policybrief.sections.csl_items import csl_json
from policybrief.selection import readable
from small import project_at
from tiers import sampled, tries

HERE = Path(__file__).parents[1]
TODAY = date(2026, 11, 1)

DOSSIER = """
cleared: 2022-10-01, head of unit
facts:
  open-fact:
    text: The toll brought in {number}.
    number: {value: 4100.50, unit: euros}
    source: ["open-report, p. 1", {id: closed-cable, locator: paragraph SECRETWORD, quote: SECRETWORD said}]
    marking: TLP:CLEAR
    lowered_by: SECRETWORD, because
    note: Mind SECRETWORD.
    owner: Office of SECRETWORD
    waive: [{rule: stale-fact, by: SECRETWORD, why: SECRETWORD knows}]
    checked: 2022-10-02, SECRETWORD
  secretword-fact: {text: They fear SECRETWORD., source: "closed-cable, p. 1", note: SECRETWORD}
  gone: {text: It was SECRETWORD., source: "open-report, p. 1", withdrawn: "2022-10-05, SECRETWORD was wrong"}
  theirs: {text: For partners SECRETWORD., source: "open-report, p. 1", audiences: [partner]}
  bound: {text: Bound SECRETWORD., source: "open-report, p. 2", releasable_to: [allies], marking: TLP:CLEAR,
    lowered_by: "head, agreed", originator: SECRETWORD}
  tomorrow: {text: Tomorrow SECRETWORD., source: "open-report, p. 2", marking: TLP:CLEAR, known: 2099,
    lowered_by: "head, agreed"}
actors:
  minister-secretword: Mr SECRETWORD, ministry of SECRETWORD
  mayor: {name: Ann Mayor, kind: person}
options:
  keep: {title: Keep the bridge, baseline: yes, marking: TLP:CLEAR, lowered_by: "head, agreed",
    ratings: {cost: "same, because of SECRETWORD"}}
  secretword-option: {title: Sell SECRETWORD}
positions:
  held: {holder: mayor, text: The bridge stays., source: "open-report, p. 3", marking: TLP:CLEAR,
    lowered_by: "head, agreed", stance: {keep: supports, secretword-option: opposes unless SECRETWORD}}
  hidden: {holder: minister-secretword, text: Hidden SECRETWORD., source: "closed-cable, p. 2",
    stance: {keep: opposes}}
judgements:
  ours: {text: We think SECRETWORD., confidence: low, marking: TLP:CLEAR, lowered_by: "head, agreed",
    rests_on: open-fact}
lines:
  say: {text: The toll pays., avoid: Never say SECRETWORD., marking: TLP:CLEAR, lowered_by: "head, agreed"}
risks:
  danger: {text: It may fall., likelihood: likely, impact: 3, option: [keep, secretword-option],
    marking: TLP:CLEAR, lowered_by: "head, agreed", rests_on: [open-fact, secretword-fact]}
  fallen: {text: It falls with SECRETWORD., likelihood: likely, impact: 3, option: keep,
    marking: TLP:CLEAR, lowered_by: "head, agreed", rests_on: secretword-fact}
"""
DRAFTS = """
facts:
  uncleared-secretword: {text: Not cleared SECRETWORD., source: "open-report, p. 2"}
"""
SETTINGS = """
criteria: {cost: Cost}
audiences:
  public: {}
  officials: {}
  partner: {groups: [allies]}
"""


def loaded_with(folder: Path, word: str) -> LoadedProject:
    dossier, drafts = (
        text.replace("SECRETWORD", word).replace("secretword", word.lower()) for text in (DOSSIER, DRAFTS)
    )
    return project_at(folder, dossier, settings=SETTINGS, files={"briefs/records/drafts.yaml": drafts})


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["export", *words], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def copy_of(loaded: LoadedProject, audience: str, *, drafts: bool = False) -> CorpusCopy:
    reader = loaded.project.audience(audience)
    assert reader is not None
    records = readable(loaded.corpus, loaded.project, audience=reader, as_of=TODAY, drafts=drafts)
    return copy_for(reader, records, loaded.corpus, loaded.project, briefs=loaded.briefs, editions=())


def rows(content: bytes, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(content)
        return base.execute(query).fetchall()


def written(copy: CorpusCopy) -> Iterator[bytes]:
    """Each kind of file that is made of a copy."""
    yield database(copy)
    yield csl_json([r for r in copy.records if isinstance(r, Source)], markings=dict(copy.markings))


WORDS = st.text(ascii_lowercase, min_size=8, max_size=12).map(lambda word: f"Qz{word}")


@given(WORDS)
@settings(max_examples=tries(5))
def test_a_word_of_withheld_records_is_in_no_byte_of_an_export(
    tmp_path_factory: pytest.TempPathFactory, word: str
) -> None:
    loaded = loaded_with(tmp_path_factory.mktemp("project"), word)
    copy = copy_of(loaded, "public")
    assert {"open-fact", "keep", "held", "say", "danger", "mayor", "open-report"} == {
        r.id for r in copy.records
    }
    for content in written(copy):
        assert word.lower().encode() not in content.lower()
        assert word.lower().encode("utf-16-le") not in content.lower()
        assert not any(word.casefold() in text.casefold() for text in texts_in(content))
        for name in (b"closed-cable", b"theirs", b"tomorrow", b"hidden", b"bound"):
            assert name not in content
    for content in written(whole_copy(loaded.corpus, loaded.project, briefs=(), editions=())):
        assert b"Mind " not in content  # notes go nowhere
    assert word.encode() in next(written(whole_copy(loaded.corpus, loaded.project, briefs=(), editions=())))


def test_an_audience_gets_what_is_released_to_it(tmp_path: Path) -> None:
    loaded = loaded_with(tmp_path, "Qzword")
    assert {"theirs", "bound"} <= {record.id for record in copy_of(loaded, "partner").records}
    drafts = copy_of(loaded, "officials", drafts=True)
    assert "uncleared-qzword" in {record.id for record in drafts.records}
    assert "uncleared-qzword" not in {record.id for record in copy_of(loaded, "officials").records}
    assert ("uncleared-qzword", "draft") in rows(database(drafts), "SELECT id, state FROM records")


def test_our_analysis_stays_with_readers_of_our_house(tmp_path: Path) -> None:
    loaded = loaded_with(tmp_path, "Qzword")
    ours, theirs = copy_of(loaded, "officials"), copy_of(loaded, "public")
    assert "ours" in {record.id for record in ours.records}
    assert rows(database(ours), "SELECT count(*) FROM ratings") == [(1,)]
    assert rows(database(theirs), "SELECT count(*) FROM ratings") == [(0,)]
    assert all(not record.avoid for record in theirs.records if isinstance(record, Line))


@pytest.fixture(scope="module")
def example() -> LoadedProject:
    return read_project(HERE)


AUDIENCES = [audience.name for audience in read_project(HERE).project.audiences]


@pytest.mark.parametrize("audience", sampled(AUDIENCES, count=2))
def test_exports_of_the_examples_pass_the_leak_gate(example: LoadedProject, audience: str) -> None:
    reader = example.project.audience(audience)
    assert reader is not None
    copy = copy_of(example, audience, drafts=True)
    ids = {record.id for record in copy.records}
    assert ids.isdisjoint(withheld(example.corpus.records, reader, example.project))
    gate = gate_of(example, (), public_log=False)
    for content in written(copy):
        verdict = gate.search(content, name="x.db", audience=reader, shown=ids, authors=(copy.organisation,))
        assert verdict.receipt is not None, verdict.leaks
    assert rows(database(copy), "SELECT * FROM keeping") == []


def test_the_leak_gate_reads_databases(tmp_path: Path) -> None:
    loaded = loaded_with(tmp_path, "Qzword")
    reader = loaded.project.audience("public")
    assert reader is not None
    content = database(whole_copy(loaded.corpus, loaded.project, briefs=(), editions=()))
    gate = gate_of(loaded, (), public_log=False)
    verdict = gate.search(content, name="x.db", audience=reader)
    assert any("table records, column words" in leak.message for leak in verdict.leaks)
    damaged = gate.search(content[:5000], name="x.db", audience=reader)
    assert damaged.receipt is None


def test_the_leak_gate_reads_json(example: LoadedProject) -> None:
    reader = example.project.audience("public")
    assert reader is not None
    gate = gate_of(example, (), public_log=False)
    closed = next(
        r for r in example.corpus.records if r.id in withheld(example.corpus.records, reader, example.project)
    )
    content = json.dumps([{"title": {"note": ["x", closed.id]}}]).encode()
    verdict = gate.search(content, name="x.json", audience=reader)
    assert any("under 'note'" in leak.message for leak in verdict.leaks)
    assert gate.search(b'[{"a": "nothing of it"}]', name="x.json", audience=reader).receipt is not None


def test_a_database_has_a_row_for_all_that_the_corpus_says(example: LoadedProject) -> None:
    content = database(whole_copy(example.corpus, example.project, briefs=example.briefs, editions=()))
    kinds = dict(rows(content, "SELECT kind, count(*) FROM records GROUP BY kind"))
    for kind in {record.kind for record in example.corpus.records}:
        plural = {"criterion": "criteria"}.get(str(kind), f"{kind}s")
        number = sum(record.kind == kind for record in example.corpus.records)
        assert (kinds[kind], rows(content, f"SELECT count(*) FROM {plural}")) == (number, [(number,)])
    texts = {
        (record.id, f.name, language)
        for record in example.corpus.records
        for f in fields(record)
        if isinstance(value := getattr(record, f.name), Text)
        for language, _ in value.versions
    }
    assert set(rows(content, "SELECT record, field, language FROM texts")) == texts
    assert rows(content, "PRAGMA foreign_key_check") == []
    assert rows(content, "PRAGMA integrity_check") == [("ok",)]
    assert rows(content, "SELECT count(*) FROM texts WHERE text LIKE '%{number}%'") == [(0,)]


def test_each_view_has_rows_and_search_finds_words_in_both_languages(example: LoadedProject) -> None:
    content = database(whole_copy(example.corpus, example.project, briefs=example.briefs, editions=()))
    views = [str(name) for (name,) in rows(content, "SELECT name FROM sqlite_master WHERE type = 'view'")]
    assert len(views) == 6
    for view in views:
        found = rows(content, f"SELECT * FROM {view}")
        assert found or view in ("not_cleared", "what_each_edition_shows")
    query = (
        "SELECT DISTINCT record FROM texts JOIN search ON search.rowid = texts.number WHERE search MATCH '%s'"
    )
    assert ("membership-brings-umbrella",) in rows(content, query % "nuclear")
    assert ("membership-brings-umbrella",) in rows(content, query % "ядерну")


def test_the_same_corpus_makes_the_same_bytes(example: LoadedProject) -> None:
    once, again = ([*written(copy_of(example, "partner", drafts=True))] for _ in range(2))
    assert once == again


def test_a_qualifier_stands_before_a_sign_of_money() -> None:
    about = Number(Decimal(5), qualifier="about")
    assert (
        with_number("It costs US${number} or {number} dollars.", about, "en")
        == "It costs ≈ US$5 or ≈ 5 dollars."
    )


# ---- the command -----------------------------------------------------------------------------------------


def test_a_copy_of_everything_says_so_and_is_for_its_owner_alone(root: Path) -> None:
    loaded_with(root, "Qzword")
    result = run("corpus.db", "--metadata", "metadata.json")
    assert "EVERYTHING" in result.stderr
    assert "TLP:RED" in result.stderr
    content = (root / "corpus.db").read_bytes()
    assert ("highest marking", "TLP:RED") in rows(content, "SELECT * FROM about")
    assert "TLP:RED" in json.loads((root / "metadata.json").read_text())["title"]
    if sys.platform != "win32":
        assert stat.S_IMODE((root / "corpus.db").stat().st_mode) == 0o600
    run("sources.json")
    items = {item["id"]: item for item in json.loads((root / "sources.json").read_text())}
    assert items["closed-cable"]["custom"] == {"marking": "TLP:RED"}


def test_a_copy_for_an_audience_says_for_whom_and_what_was_left_out(root: Path) -> None:
    loaded_with(root, "Qzword")
    result = run("corpus.db", "--audience", "public")
    assert "7 records that public may read, highest marking TLP:CLEAR" in result.output
    assert "not cleared: 1 record" in result.output
    assert "none found" in result.output
    assert ("made for", "public") in rows((root / "corpus.db").read_bytes(), "SELECT * FROM about")
    assert json.loads(run("corpus.db", "--audience", "public", "--metadata", "-").stdout)["databases"]


def test_editions_are_those_last_built_and_an_audience_gets_its_own(root: Path) -> None:
    loaded_with(root, "Qzword")
    entry = EditionEntry(
        "demo", "base", "public", "en", "2022-10-01", shown=("open-fact", "qzword-fact"), pages=2
    )
    others = replace(entry, audience="officials", shown=("held",))
    rehearsal = replace(entry, language="uk", rehearsal=True)
    earlier = replace(entry, as_of="2022-09-30", shown=("open-fact",), pages=1)
    manifest = Manifest(root)
    for name, each in (("a.pdf", entry), ("a.docx", earlier), ("b.pdf", others), ("c.pdf", rehearsal)):
        manifest.put(replace(each, files=(FileEntry(f"out/demo/base/{name}", "x"),)))
    manifest.write()
    run("all.db")
    run("public.db", "--audience", "public")
    query = "SELECT edition, record FROM what_each_edition_shows ORDER BY record"
    names = ("demo base public en", "demo base officials en")
    assert rows((root / "all.db").read_bytes(), query) == [
        (names[1], "held"),
        (names[0], "open-fact"),
        (names[0], "qzword-fact"),
    ]
    assert rows((root / "all.db").read_bytes(), "SELECT pages FROM editions") == [(2,), (2,)]
    assert rows((root / "public.db").read_bytes(), query) == [(names[0], "open-fact")]
    assert rows((root / "public.db").read_bytes(), "SELECT name FROM editions") == [(names[0],)]
    assert rows((root / "public.db").read_bytes(), "SELECT * FROM briefs") == [("demo", "Demo", "What now?")]


def test_a_leak_leaves_no_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded_with(root, "Qzword")
    monkeypatch.setattr(corpus_exports, "readable", lambda corpus, *_, **__: corpus.records)
    for name in ("corpus.db", "sources.json"):
        output = run(name, "--audience", "public", code=1).output
        assert "leak" in output
        assert "Nothing was written" in output
        assert "Qzword" not in output
        assert not (root / name).exists()


def test_faults_that_may_hide_a_marking_stop_a_copy_for_others(root: Path) -> None:
    loaded_with(root, "Qzword")
    (root / "briefs/records/broken.yaml").write_text("sources:\n  a: {titel: x}\n")
    assert "may hide" in run("corpus.db", "--audience", "public", code=1).output
    assert not (root / "corpus.db").exists()
    run("corpus.db", code=1)
    assert (root / "corpus.db").exists()


def test_only_an_export_is_written_over(root: Path) -> None:
    loaded_with(root, "Qzword")
    for name, words in (
        ("a.db", "is not an export"),
        ("a.json", "is not an export"),
        ("a.csv", "does not show the format"),
    ):
        (root / name).write_text("my thesis")
        assert words in run(name, code=2).output
        assert (root / name).read_text() == "my thesis"
    run("corpus.db")
    run("corpus.db")
    assert "did you mean 'public'" in run("x.db", "--audience", "publik", code=2).output
    assert "--metadata" in run("x.json", "--metadata", "-", code=2).output


def test_sources_are_csl_json_that_citeproc_reads_and_that_comes_back_the_same(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    bib = """@report{a2020, title={On NATO: {\\'E}tude},
      author={van der Berg, Jan and {World Bank} and King, Jr., M.},
      institution={НАТО}, date={2020-08}, doi={10.1234/x}, langid={ukrainian}, volume=2}
    @report{B_1, title={Шлях}, author={{Ministry of Finance, Ukraine} and Шевченко, Тарас}, date={1999~}}"""
    loaded_with(root, "Qzword")
    (root / "l.bib").write_text(bib)
    assert CliRunner().invoke(main, ["import", "l.bib"]).exit_code == 0
    run("all.json")
    made = json.loads((root / "all.json").read_text())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc-py warns of each variable that it does not know
        assert len(CiteProcJSON(made)) == 4
    second = tmp_path_factory.mktemp("second")
    project_at(second, "facts:\n  one: {text: One., source: 'open-report, p. 1'}\n")
    monkeypatch.chdir(second)
    (second / "all.json").write_bytes((root / "all.json").read_bytes())
    assert CliRunner().invoke(main, ["import", "all.json"]).exit_code == 0
    before, after = read_project(root).corpus, read_project(second).corpus
    for name in ("a2020", "b-1"):
        assert (brought := after.get(name)) is not None
        assert brought.marking == ("TLP:AMBER",), "a marking comes with its source"
        assert before.get(name) == replace(brought, marking=())
