"""Words lead back to their record, whatever was done to them; a record leads to all that is based on it."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from policybrief.changes.trace import (
    briefs_naming,
    dependents_of,
    find_words,
    plain_words,
    unsupported_without,
)
from policybrief.cli import main
from policybrief.document import Document
from policybrief.document.differences import passages
from policybrief.editions import editions_of, load_templates
from policybrief.project import LoadedProject, read_project
from policybrief.records import Edition
from policybrief.sections.compose import compose
from policybrief.selection import select
from small import project_at
from tiers import sampled

ROOT = Path(__file__).parents[1]
DOSSIER = """
facts:
  ferries: {text: "The city runs {number} ferries across the bay.", number: 12, source: "open-report, page 2"}
  alone: {text: The quay was closed for a year., source: "open-report, page 3"}
  cable: {text: The minister of the other side gave in., source: "closed-cable, paragraph 1"}
judgements:
  quay-needed: {text: The quay is needed., confidence: high, rests_on: [alone]}
options:
  as-now: {title: Continue as now, baseline: yes}
  repair: {title: Repair the quay, rests_on: [ferries]}
risks:
  sinks: {text: A ferry sinks., option: repair, likelihood: unlikely, impact: 3, rests_on: [ferries, alone]}
recommendations:
  agree-repair: {text: Agree to repair the quay., option: repair, rests_on: [quay-needed]}
"""


@lru_cache(maxsize=1)
def examples() -> tuple[LoadedProject, tuple[tuple[Edition, Document], ...]]:
    loaded = read_project(ROOT)
    loaded_templates = load_templates(loaded)
    templates = {house.name: house.template for house in loaded_templates}
    editions, _ = editions_of(loaded, templates=loaded_templates, today=date(2026, 1, 1))
    made = []
    for edition in editions:
        template = templates[edition.template]
        assert template is not None
        selection = select(edition, loaded.corpus, loaded.project)
        document = compose(edition, selection, project=loaded.project, template=template).document
        assert document is not None
        made.append((edition, document))
    return loaded, tuple(made)


def mangled(text: str, chance: random.Random) -> Iterator[str]:
    """What a sentence becomes on its way through a PDF, a mail and somebody's hands."""
    words = text.split(" ")
    cut = chance.randrange(len(words))
    long = max(words, key=len)
    yield "\n".join([" ".join(words[:cut]), " ".join(words[cut:])])
    yield text.replace(long, f"{long[:3]}-\n{long[3:]}", 1) if long.isalpha() and len(long) > 6 else text
    yield text.replace(" ", "\u00a0").upper()
    yield text.replace("’", "'").replace("fi", "ﬁ") + " [1]"
    yield text.replace(long, f"{long[:2]}\u00ad{long[2:]}", 1)


def test_every_statement_of_the_examples_leads_back_to_its_record_whatever_was_done_to_it() -> None:
    chance = random.Random(11)
    for edition, document in sampled(examples()[1], count=14):
        own = [p for p in passages(document) if p.own and p.record and len(plain_words(p.text)) > 4]
        for passage in chance.sample(own, 4):
            for pasted in mangled(passage.text, chance):
                matches = find_words(pasted, document)
                said = {
                    (match.passage.record, match.passage.field) for match in matches if match.kind != "near"
                }
                assert (passage.record, passage.field) in said, (edition.name, pasted)


def test_what_an_edition_does_not_show_is_not_found_in_it() -> None:
    loaded, made = examples()
    for _edition, document in made[::5]:
        shown = {p.record for p in passages(document)}
        for record in loaded.corpus.records[::9]:
            text = getattr(record, "text", None)
            if record.id not in shown and text and len(plain_words(text.original())) > 5:
                words = text.original().replace("{number}", "")
                assert not [match for match in find_words(words, document) if match.kind == "exact"]


def test_a_sentence_in_other_words_leads_to_the_nearest_with_its_share() -> None:
    document = examples()[1][0][1]
    passage = next(p for p in passages(document) if p.own and len(plain_words(p.text)) > 12)
    words = passage.text.split(" ")
    words[3] = words[7] = "otherwise"
    best = find_words(" ".join(words), document)[0]
    assert (best.passage.text, best.kind) == (passage.text, "near")
    assert 0.6 <= best.similarity < 1
    assert find_words("nothing of this kind stands anywhere in it at all", document) == ()


def test_a_single_figure_is_a_word_of_its_own(tmp_path: Path) -> None:
    document = examples()[1][0][1]
    assert not [
        match
        for match in find_words("2", document)
        if "2022" in match.passage.text and " 2 " not in match.passage.text
    ]
    assert find_words(" …", document) == ()


def test_what_rests_on_a_record_is_a_tree_in_which_each_stands_once(tmp_path: Path) -> None:
    corpus = project_at(tmp_path, DOSSIER).corpus
    report = corpus.get("open-report")
    assert report is not None
    tree = {r.record.id: (r.fields, [b.record.id for b in r.below]) for r in dependents_of(report, corpus)}
    assert tree == {
        "ferries": (("source",), ["repair", "sinks"]),
        "alone": (("source",), ["quay-needed"]),
    }
    repair = next(b for r in dependents_of(report, corpus) for b in r.below if b.record.id == "repair")
    assert [b.record.id for b in repair.below] == ["agree-repair"]


def test_what_has_no_other_support_falls_with_a_record_and_what_has_some_stays(tmp_path: Path) -> None:
    loaded = project_at(tmp_path, DOSSIER, brief="title: Demo\nquestion: What?\nbottom_line: [quay-needed]\n")
    corpus = loaded.corpus
    for name, fallen in (
        ("alone", ["quay-needed", "agree-repair"]),
        ("ferries", ["repair", "sinks", "agree-repair"]),  # what is about an option goes with it
        ("closed-cable", ["cable"]),
    ):
        record = corpus.get(name)
        assert record is not None
        assert sorted(r.id for r in unsupported_without(record, corpus)) == sorted(fallen)
    judgement = corpus.get("quay-needed")
    assert judgement is not None
    assert [(b.name, field) for b, field in briefs_naming(judgement, loaded.briefs)] == [
        ("demo", "bottom_line")
    ]


# ---- the command ------------------------------------------------------------------------------------


def brief(*words: str) -> Result:
    return CliRunner().invoke(main, [*words])


@pytest.fixture
def starter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1774915200")
    monkeypatch.chdir(tmp_path)
    assert brief("init", ".").exit_code == 0
    return tmp_path


def statement(*edition: str) -> tuple[str, str]:
    """(record, words) of a long statement that the edition prints."""
    shown = json.loads(brief("list", "records", "--format", "json").stdout)["records"]
    text = " ".join(brief("show", *edition).stdout.split())
    return next((r["id"], r["text"]) for r in shown if r["kind"] == "fact" and r["text"] in text)


def test_words_of_an_edition_are_told_with_section_source_place_and_state(starter: Path) -> None:
    record, words = statement("bridge", "officials")
    result = brief("trace", "bridge", "officials", words)
    assert result.exit_code == 0
    assert result.output.startswith(f"{record}  fact, text\n")
    for said in ("is in", "source", "written    briefs/records/", "marking"):
        assert said in result.output
    assert max(map(len, result.output.splitlines())) <= 80


def test_words_that_the_edition_does_not_say_end_with_1_and_what_is_near(starter: Path) -> None:
    _, words = statement("bridge", "officials")
    near = " ".join(["Otherwise", *words.split()[1:]])
    result = brief("trace", "bridge", "officials", near)
    assert result.exit_code == 1
    assert "does not contain those words. The nearest passages are" in result.output
    assert brief("trace", "bridge", "officials", "quite another matter, said nowhere").exit_code == 1


def test_words_of_the_brief_and_of_the_template_are_said_to_be_theirs(starter: Path) -> None:
    title = next(x for x in (starter / "briefs/bridge.yaml").read_text().splitlines() if "title:" in x)
    result = brief("trace", "bridge", "officials", title.partition(":")[2].strip(" '\""))
    assert "of the brief contains it: briefs/bridge.yaml" in result.output
    result = brief("trace", "bridge", "officials", "Options compared")
    assert "The label 'options-compared' of the template contains it" in result.output


def test_a_file_of_the_last_build_is_looked_up_as_it_was_written(starter: Path) -> None:
    assert brief("build", "bridge", "officials", "--format", "docx").exit_code == 0
    record, words = statement("bridge", "officials")
    dossier = next(p for p in (starter / "briefs/records").glob("*.yaml") if f"  {record}:" in p.read_text())
    file = next((starter / "out").rglob("*officials*.docx"))
    dossier.write_text(dossier.read_text().replace(words.split()[2], "otherwise"), encoding="utf-8")
    assert brief("trace", str(file), words).exit_code == 0
    shutil.copy(file, edited := file.with_name("copy.docx"))
    file.write_bytes(edited.read_bytes() + b" ")
    result = brief("trace", str(file), words)
    assert "not as the last build wrote it" in result.output
    assert result.exit_code == 1


def test_a_record_is_told_with_all_that_rests_on_it(starter: Path) -> None:
    record, _ = statement("bridge", "officials")
    result = brief("trace", record)
    assert result.exit_code == 0
    assert "Shown in" in result.output
    assert "bridge ministry officials en" in result.output
    assert max(map(len, result.output.splitlines())) <= 80


def test_json_says_where_and_never_what(starter: Path) -> None:
    record, words = statement("bridge", "officials")
    for asked in (("trace", record), ("trace", "bridge", "officials", words)):
        said = brief(*asked, "--format", "json")
        assert words[:40] not in said.stdout
        assert json.loads(said.stdout)["records"]


def test_a_former_id_still_leads_to_its_record(starter: Path) -> None:
    record, _ = statement("bridge", "officials")
    dossier = next(p for p in (starter / "briefs/records").glob("*.yaml") if f"  {record}:" in p.read_text())
    text = dossier.read_text().replace(f"  {record}:\n", f"  {record}:\n    was: [old-name]\n", 1)
    dossier.write_text(text, encoding="utf-8")
    assert f"'old-name' is now called '{record}'" in brief("trace", "old-name").output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nosuch",), "there is no record called 'nosuch'"),
        (("some words",), "Name the edition"),
        (("bridge", "ministers", "words"), "did you mean"),
    ],
)
def test_what_is_not_there_is_refused_with_a_hint(starter: Path, words: tuple[str, ...], said: str) -> None:
    result = brief("trace", *words)
    assert result.exit_code == 2
    assert said in result.output
