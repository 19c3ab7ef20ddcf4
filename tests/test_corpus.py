"""Dossiers become a corpus: short forms, inference, references, translations, every fault at its place."""

from __future__ import annotations

import pickle
import re
import textwrap
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from policybrief.dates import StatedDate
from policybrief.diagnostics import Diagnostic, Severity
from policybrief.languages import Text
from policybrief.project import built_in, read_project
from policybrief.project.corpus import (
    Corpus,
    Dossier,
    build_corpus,
    effective_marking,
    interval,
    known_on,
    structure_dossier,
)
from policybrief.reading.yaml import YamlFile, read_yaml
from policybrief.records import (
    KINDS,
    Actor,
    Audience,
    Cited,
    Clearance,
    Fact,
    Number,
    Option,
    Position,
    Project,
    Rating,
    Recommendation,
    Record,
    Risk,
    Stamp,
    Stance,
    content_hash,
)

BAD = sorted((Path(__file__).parent / "cases" / "bad").glob("*.yaml"))
PROJECT = Project(
    organisation=Text((("en", "Ministry"),)),
    languages=("en", "uk"),
    marking=("TLP:AMBER",),
    schemes=(built_in("tlp"),),
    audiences=(Audience("minister", ("TLP:RED",)), Audience("officials", ("TLP:RED",))),
)
SOURCES = """
sources:
  open-report: {title: Open report, issued: 2022-09, marking: TLP:CLEAR}
  closed-cable: {title: Cable, issued: 2022-10-01, marking: TLP:RED}
  unmarked-note: {title: Note}
"""


def english(words: str) -> Text:
    return Text((("en", words),))


def source_of(text: str, path: str = "briefs/records/aid.yaml") -> YamlFile:
    source, diagnostics = read_yaml(path, textwrap.dedent(text).encode())
    assert diagnostics == ()
    assert source is not None
    return source


def dossier_of(text: str, path: str = "briefs/records/aid.yaml") -> Dossier:
    return structure_dossier(source_of(text, path), project=PROJECT)


def corpus_of(*texts: str) -> Corpus:
    dossiers = tuple(dossier_of(text, f"briefs/records/aid-{n}.yaml") for n, text in enumerate(texts))
    corpus, diagnostics = build_corpus(dossiers, PROJECT)
    assert [d for dossier in dossiers for d in dossier.diagnostics] == []
    assert diagnostics == ()
    return corpus


def fault_codes(text: str) -> list[str]:
    dossier = dossier_of(text)
    _, diagnostics = build_corpus((dossier,), PROJECT)
    return [d.code for d in (*dossier.diagnostics, *diagnostics)]


def record_of(text: str) -> Record:
    dossier = dossier_of(text)
    assert dossier.diagnostics == ()
    return dossier.records[-1]


# ---- bad records carry their expectation inside ----------------------------------------------------


def _all_faults(path: Path, content: bytes) -> tuple[Diagnostic, ...]:
    source, faults = read_yaml(path.name, content)
    if source is None:
        return faults
    dossier = structure_dossier(source, project=PROJECT)
    _, more = build_corpus((dossier,), PROJECT)
    return (*faults, *dossier.diagnostics, *more)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_record_is_reported_as_it_expects(path: Path) -> None:
    content = path.read_bytes()
    expected = re.findall(r"^# error (\d+):(\d+) (\S+)$", content.decode(), re.MULTILINE)
    assert expected, "a case says what it expects"
    found = [(d.span.line, d.span.column, d.code) for d in _all_faults(path, content) if d.span]
    assert sorted(found) == sorted((int(line), int(column), code) for line, column, code in expected)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_what_a_remedy_says_mends_the_fault(path: Path) -> None:
    content = path.read_bytes()
    for fault in _all_faults(path, content):
        if not fault.remedy:
            continue
        assert fault.span is not None
        lines = content.decode().split("\n")
        first = fault.span.line - 1
        last = fault.span.line + (fault.code == "line-not-indented")
        corrected = "\n".join([*lines[:first], *fault.remedy, *lines[last:]])
        left = [(d.code, d.span.line) for d in _all_faults(path, corrected.encode()) if d.span]
        assert not any(code == fault.code and line - 1 in range(first, first + 3) for code, line in left)


# ---- short forms -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("short", "long"),
    [
        (
            "source: open-report, answer of Kaim, paragraph 2",
            "source: [{id: open-report, locator: 'answer of Kaim, paragraph 2'}]",
        ),
        (
            "source: ['open-report, p. 1', 'closed-cable, p. 2']",
            "source: [{id: open-report, locator: p. 1}, {id: closed-cable, locator: p. 2}]",
        ),
        (
            "source: open-report, p. 1\n    cleared: 2022-10-03, head of unit",
            "source: {id: open-report, locator: p. 1}\n    cleared: {date: 2022-10-03, words: head of unit}",
        ),
    ],
)
def test_a_short_form_is_the_long_form(short: str, long: str) -> None:
    fact = "facts:\n  aid:\n    text: Aid was agreed.\n    "
    assert record_of(fact + short) == record_of(fact + long)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12", Number(Decimal(12))),
        ("0", Number(Decimal(0))),
        ("4.50", Number(Decimal("4.50"))),
        ("-1.5", Number(Decimal("-1.5"))),
        ("more than 12", Number(Decimal(12), qualifier="more than")),
        ("About 4.5", Number(Decimal("4.5"), qualifier="about")),
        ("10 to 12", Number(Decimal(10), Decimal(12))),
        ("at least 10 to 12", Number(Decimal(10), Decimal(12), "at least")),
        ("{value: 12.30, unit: euros}", Number(Decimal("12.30"), unit=english("euros"))),
        ("{value: 3, qualifier: at most}", Number(Decimal(3), qualifier="at most")),
        ("0.00001", Number(Decimal("0.00001"))),
        ("-0.0", Number(Decimal("0.0"))),
        (".5", Number(Decimal("0.5"))),
    ],
)
def test_a_number_keeps_its_digits_and_its_qualifier(written: str, number: Number) -> None:
    fact = record_of(
        f"facts:\n  aid:\n    text: It is {{number}}.\n    source: a-b, p. 1\n    number: {written}\n"
    )
    assert isinstance(fact, Fact)
    assert fact.number == number
    assert str(fact.number.value) == str(number.value)


@pytest.mark.parametrize(
    "written",
    [
        "twelve",
        "12 euros",
        "1,000",
        "12 to 10",
        "10 to 10",
        "~ 12",
        ".inf",
        "[1]",
        "0123",
        "about 012",
        "1_000",
    ],
)
def test_what_is_no_number_is_refused(written: str) -> None:
    text = f"facts:\n  aid:\n    text: It is {{number}}.\n    source: a-b, p. 1\n    number: {written}\n"
    assert [d.code for d in dossier_of(text).diagnostics] == ["bad-number"]


@pytest.mark.parametrize(
    "line", ["text: 12.5", "text: 12.50", "number: 12.5", "number: 12.50", "number: 012"]
)
def test_a_line_means_the_same_whatever_else_is_in_its_file(line: str) -> None:
    fact = f"facts:\n  aid:\n    source: a-b, p. 1\n    {line}\n"
    fact += "" if "text" in line else "    text: It is {number}.\n"
    other = "  tax:\n    source: a-b, p. 1\n    text: It is {number}.\n    number: 7.10\n"
    alone, together = dossier_of(fact), dossier_of(fact + other)
    assert [d.code for d in alone.diagnostics] == [d.code for d in together.diagnostics]
    assert alone.records == together.records[: len(alone.records)]


@pytest.mark.parametrize(
    ("written", "stance", "condition"),
    [
        ("supports", "supports", ""),
        ("neutral", "neutral", ""),
        ("opposes", "opposes", ""),
        ("supports if allies agree", "supports_if", "if allies agree"),
        ("supports, but", None, ""),
        ("supports only if allies agree", "supports_if", "only if allies agree"),
        ("opposes unless the war ends", "opposes_if", "unless the war ends"),
        ("supports, provided that it is binding", "supports_if", "provided that it is binding"),
        ("neutral if paid", None, ""),
        ("strongly supports", None, ""),
        ("Supports", None, ""),
        ("supports if", None, ""),
    ],
)
def test_a_stance_is_one_of_five_with_its_condition_in_words(
    written: str, stance: str | None, condition: str
) -> None:
    dossier = dossier_of(
        f"positions:\n  a-view:\n    holder: kaim\n    text: It is so.\n    source: a-b, p. 1\n"
        f"    stance:\n      join: {written}\n"
    )
    if stance is None:
        assert [d.code for d in dossier.diagnostics] == ["bad-stance"]
        return
    position = dossier.records[0]
    assert isinstance(position, Position)
    words = english(condition) if condition else Text()
    assert position.stance == (Stance("join", stance, words),)  # type: ignore[arg-type]


def test_ratings_have_a_word_and_a_reason() -> None:
    option = record_of(
        """
        options:
          join:
            title: Join now
            ratings:
              cost: much better, because it is cheap, and soon
              speed: no evidence
              effect: {rating: worse, why: slower}
        """
    )
    assert isinstance(option, Option)
    assert option.ratings == (
        Rating("cost", "much better", english("because it is cheap, and soon")),
        Rating("speed", "no evidence"),
        Rating("effect", "worse", english("slower")),
    )


def test_an_actor_is_a_person_if_it_has_an_affiliation() -> None:
    dossier = dossier_of(
        """
        actors:
          kaim: Markus Kaim, Senior fellow, SWP
          nato: NATO
          g7: {name: Group of Seven, kind: group}
          clerk: {name: A Clerk, affiliation: Office, kind: organisation}
        """
    )
    actors = [record for record in dossier.records if isinstance(record, Actor)]
    assert [a.actor for a in actors] == ["person", "organisation", "group", "organisation"]
    assert actors[0].affiliation == english("Senior fellow, SWP")


def test_a_string_is_the_title_or_text_where_a_kind_needs_no_more() -> None:
    dossier = dossier_of(
        "criteria: {cost: Cost}\noptions: {as-now: Continue}\nlines: {say-it: We stand by.}\n"
    )
    assert dossier.diagnostics == ()
    assert [record.id for record in dossier.records] == ["cost", "as-now", "say-it"]


@pytest.mark.parametrize("ask", ["Agree", "decide", "Note,", "Approve", "Sign", "discuss:"])
def test_what_is_asked_is_the_first_word(ask: str) -> None:
    record = record_of(
        f"recommendations:\n  test:\n    text: >\n      {ask} the next step.\n    by: 2022-10-10, a summit\n"
    )
    assert isinstance(record, Recommendation)
    assert record.ask == ask.strip(",:").lower()
    assert record.by == Stamp(date(2022, 10, 10), english("a summit"))


def test_one_entry_needs_no_list() -> None:
    risk = record_of(
        "risks:\n  war: {text: War., option: join, likelihood: likely, impact: 5, rests_on: aid}\n"
    )
    assert isinstance(risk, Risk)
    assert (risk.option, risk.rests_on) == (("join",), ("aid",))


# ---- the head of a file ----------------------------------------------------------------------------


def test_keys_above_the_kinds_hold_for_the_file() -> None:
    dossier = dossier_of(
        """
        owner: NATO unit
        cleared: 2022-10-03, head of unit
        priority: could
        actors:
          nato: NATO
          eu: {name: EU, owner: EU unit, priority: must, topics: [europe]}
        facts:
          aid-came: {text: Aid came., source: "report, p. 1"}
        """
    )
    nato, eu, aid = dossier.records
    assert (nato.owner, nato.priority, nato.topics) == ("NATO unit", "could", ("aid",))
    assert aid.cleared == Clearance(date(2022, 10, 3), english("head of unit"))
    assert nato.cleared is eu.cleared is None  # actors need no clearance
    assert (eu.owner, eu.priority, eu.topics) == ("EU unit", "must", ("aid", "europe"))


def test_topics_in_the_head_take_the_place_of_the_file_name() -> None:
    assert record_of("topics: [black-sea, grain]\nactors:\n  nato: NATO\n").topics == ("black-sea", "grain")
    assert dossier_of("topics: [1.5]\nactors:\n  nato: NATO\n").diagnostics[0].code == "number-as-text"


def test_a_fault_in_a_list_of_topics_stands_where_it_is_written() -> None:
    dossier = dossier_of("actors:\n  nato: {name: NATO, topics: [a, 1.5]}\n")
    assert [str(d.span) for d in dossier.diagnostics] == ["briefs/records/aid.yaml:2:34"]


def test_empty_files_and_empty_kinds_hold_nothing() -> None:
    assert dossier_of("").records == ()
    assert dossier_of("facts:\nrisks:\n").diagnostics == ()


# ---- the corpus ------------------------------------------------------------------------------------

LINKED = (
    SOURCES
    + """
actors:
  kaim: Markus Kaim, Senior fellow
options:
  join: {title: Join, rests_on: [aid]}
facts:
  aid:
    text: Aid was agreed.
    source: open-report, p. 1
positions:
  kaim-view:
    holder: kaim
    text: Joining is right.
    stance: {join: supports}
    source: open-report, p. 2
"""
)


def test_records_are_found_by_id_by_kind_and_by_who_names_them() -> None:
    corpus = corpus_of(LINKED)
    aid = corpus.get("aid")
    assert aid is not None
    assert corpus.get("nobody") is None
    assert [r.id for r in corpus.of(Option)] == ["join"]
    assert [r.id for r in corpus.referring_to("open-report")] == ["aid", "kaim-view"]
    assert [r.id for r in corpus.referring_to("join")] == ["kaim-view"]
    assert corpus.referring_to("kaim-view") == ()
    view = corpus.get("kaim-view")
    assert view is not None
    assert corpus.references(view) == (("holder", "kaim"), ("stance", "join"), ("source", "open-report"))


def test_a_record_has_a_place_and_so_have_its_fields() -> None:
    corpus = corpus_of("actors:\n  nato: NATO\n", LINKED)
    assert str(corpus.place("nato")) == "briefs/records/aid-0.yaml:2:3"
    assert str(corpus.place("aid", "source", word="open-report")) == "briefs/records/aid-1.yaml:14:13"
    assert corpus.place("nobody") is None


def test_a_corpus_survives_pickling() -> None:
    corpus = corpus_of(LINKED)
    again = pickle.loads(pickle.dumps(corpus))
    assert again == corpus
    assert again.get("aid") == corpus.get("aid")
    assert [r.id for r in again.referring_to("aid")] == ["join"]


def test_the_id_of_another_file_is_taken() -> None:
    first, second = (
        dossier_of("actors:\n  nato: NATO\n"),
        dossier_of("facts: {}\nactors:\n  nato: Nato\n", "b.yaml"),
    )
    corpus, diagnostics = build_corpus((first, second), PROJECT)
    assert [(d.code, str(d.span)) for d in diagnostics] == [("duplicate-id", "b.yaml:3:3")]
    assert "briefs/records/aid.yaml, line 2" in diagnostics[0].message
    assert corpus.records == first.records


def test_a_hint_names_the_file_of_the_record_that_was_meant() -> None:
    first = dossier_of(SOURCES)
    second = dossier_of(
        "facts:\n  aid:\n    text: Aid.\n    source: open-raport, p. 1\n    known: 2022\n", "b.yaml"
    )
    _, diagnostics = build_corpus((first, second), PROJECT)
    assert [d.hint for d in diagnostics] == ["did you mean 'open-report' (briefs/records/aid.yaml:3:3)?"]


def test_a_quarantined_record_is_reported_once() -> None:
    text = (
        SOURCES
        + "facts:\n  aid: {text: 12, source: ['open-report, p. 1']}\n"
        + "options:\n  join: {title: J, rests_on: aid}\n"
    )
    assert fault_codes(text) == ["number-as-text"]
    assert dossier_of(text).broken == {"aid"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_refuses_an_unknown_field_and_a_typed_id(kind: str) -> None:
    dossier = dossier_of(f"{kind}:\n  some-id: {{id: other, colour: red}}\n")
    assert [d.code for d in dossier.diagnostics].count("unknown-field") == 2
    assert dossier.broken == {"some-id"}


def test_a_circle_of_replacements_is_reported_once_and_a_chain_is_none() -> None:
    def fact(name: str, replaces: str) -> str:
        more = f"\n    replaces: {replaces}" if replaces else ""
        return f"  {name}:\n    text: Aid.\n    source: open-report, p. 1{more}\n"

    chain = SOURCES + "facts:\n" + fact("fa", "") + fact("fb", "fa") + fact("fc", "fb") + fact("fd", "fb")
    assert fault_codes(chain) == []
    circle = SOURCES + "facts:\n" + fact("fa", "fc") + fact("fb", "fa") + fact("fc", "fb") + fact("fd", "fb")
    assert fault_codes(circle) == ["replaces-circle"]
    assert fault_codes(SOURCES + "facts:\n" + fact("fa", "fa")) == ["replaces-circle"]


# ---- markings and time -----------------------------------------------------------------------------


def marking_of(lines: str, kind: str = "facts") -> tuple[str, ...]:
    text = (
        SOURCES
        + f"{kind}:\n  aid:\n    text: Aid was agreed.\n    known: 2022\n"
        + textwrap.indent(lines, "    ")
    )
    dossier = dossier_of(text)
    assert dossier.diagnostics == ()
    corpus, _ = build_corpus((dossier,), PROJECT)
    return effective_marking(corpus.records[-1], corpus, PROJECT)


@pytest.mark.parametrize(
    ("lines", "marking"),
    [
        ("source: open-report, p. 1", "TLP:CLEAR"),
        ("source: unmarked-note, p. 1", "TLP:AMBER"),
        ("source: ['open-report, p. 1', 'closed-cable, p. 1']", "TLP:RED"),
        ("source: ['open-report, p. 1', 'unmarked-note, p. 1']", "TLP:AMBER"),
        ("source: open-report, p. 1\nmarking: TLP:GREEN", "TLP:GREEN"),
        ("source: closed-cable, p. 1\nmarking: TLP:GREEN", "TLP:RED"),
        ("source: closed-cable, p. 1\nmarking: TLP:GREEN\nlowered_by: The author, by letter", "TLP:GREEN"),
        ("source: nobody-knows, p. 1", "TLP:AMBER"),
    ],
)
def test_a_fact_takes_the_highest_marking_of_its_sources_and_only_stricter_is_typed(
    lines: str, marking: str
) -> None:
    assert marking_of(lines) == (marking,)


def test_our_own_analysis_takes_the_projects_marking() -> None:
    corpus = corpus_of(LINKED)
    option, actor = corpus.get("join"), corpus.get("kaim")
    assert option is not None
    assert actor is not None
    assert effective_marking(option, corpus, PROJECT) == ("TLP:AMBER",)


def test_a_fact_is_known_when_its_latest_source_came_out_unless_it_says_otherwise() -> None:
    corpus = corpus_of(
        SOURCES
        + """
facts:
  both:
    text: Aid.
    source: [ "open-report, p. 1", "closed-cable, p. 1" ]
  stated:
    text: Aid.
    source: closed-cable, p. 1
    known: 2022-08
    since: 2022
"""
    )
    both, stated, source = corpus.get("both"), corpus.get("stated"), corpus.get("open-report")
    assert both is not None
    assert stated is not None
    assert source is not None
    assert known_on(both, corpus) == StatedDate(2022, 10, 1)
    assert known_on(stated, corpus) == StatedDate(2022, 8)
    assert known_on(source, corpus) == StatedDate(2022, 9)
    assert interval(stated, corpus).start == StatedDate(2022)
    assert interval(both, corpus).start is None


# ---- translations ----------------------------------------------------------------------------------

ORIGINAL = (
    SOURCES
    + """
actors:
  kaim: Markus Kaim, Senior fellow
options:
  join:
    title: Join now
    text: Apply now.
    ratings: {cost: "better, it is cheap"}
    cost: {amount: about 3, pays_for: Staff, falls_due: Immediately}
facts:
  aid:
    text: More than {number} projects.
    plain: Many projects.
    number: {value: 12, unit: projects}
    source: ["open-report, p. 1", "open-report, p. 2", "closed-cable, p. 3"]
positions:
  kaim-view:
    holder: kaim
    text: Joining is right.
    stance: {join: supports if allies agree}
    source: open-report, p. 2
recommendations:
  sign-it:
    text: Sign the letter.
    by: 2022-10-10, a summit
"""
)


def translated(text: str) -> tuple[dict[str, Record], tuple[Diagnostic, ...]]:
    source = source_of(text, "briefs/records/aid.uk.yaml")
    dossier = structure_dossier(source_of(ORIGINAL), project=PROJECT, translations=(("uk", source),))
    return {record.id: record for record in dossier.records}, dossier.diagnostics


def test_a_translation_fills_in_the_texts_of_its_records() -> None:
    records, diagnostics = translated(
        """
        actors:
          kaim: Маркус Кайм
        options:
          join:
            title: Вступити
            text: Подати заявку.
            ratings: {cost: дешево}
            cost: {pays_for: Люди, falls_due: Відразу}
        facts:
          aid:
            text: Понад {number} проєктів.
            number: {unit: проєктів}
            source: {open-report: [с. 1, с. 2], closed-cable: с. 3}
        positions:
          kaim-view:
            text: Вступ правильний.
            stance: {join: якщо союзники згодні}
            source: с. 2
        recommendations:
          sign-it:
            text: Підписати листа.
            by: саміт
        """
    )
    assert diagnostics == ()
    join, aid, view, sign = records["join"], records["aid"], records["kaim-view"], records["sign-it"]
    assert isinstance(join, Option)
    assert isinstance(aid, Fact)
    assert isinstance(view, Position)
    assert isinstance(sign, Recommendation)
    assert join.title.in_language("uk") == ("Вступити", "uk")
    assert join.ratings[0].why.in_language("uk") == ("дешево", "uk")
    assert join.cost.falls_due.in_language("uk") == ("Відразу", "uk")
    assert aid.text.versions == (("en", "More than {number} projects."), ("uk", "Понад {number} проєктів."))
    assert aid.plain.in_language("uk") == ("Many projects.", "en")
    assert aid.number is not None
    assert aid.number.unit.in_language("uk") == ("проєктів", "uk")
    assert [cited.locator.in_language("uk")[0] for cited in aid.source] == ["с. 1", "с. 2", "с. 3"]
    assert view.stance[0].condition.in_language("uk") == ("якщо союзники згодні", "uk")
    assert view.source == (Cited("open-report", english("p. 2").adding("uk", "с. 2")),)
    assert sign.by is not None
    assert sign.by.words.in_language("uk") == ("саміт", "uk")
    assert records["kaim"].name.in_language("uk")[0] == "Маркус Кайм"  # type: ignore[attr-defined]


def test_a_translation_changes_no_hash() -> None:
    records, _ = translated("facts:\n  aid: Понад {number} проєктів.\n")
    original = {record.id: record for record in dossier_of(ORIGINAL).records}
    assert content_hash(records["aid"]) == content_hash(original["aid"])
    assert records["aid"] != original["aid"]


def test_a_translation_made_of_another_text_is_an_open_point() -> None:
    original = {record.id: record for record in dossier_of(ORIGINAL).records}
    _, diagnostics = translated(
        f"facts:\n  aid:\n    of: {content_hash(original['aid'])}\n    plain: Багато.\n"
    )
    assert diagnostics == ()
    _, diagnostics = translated("facts:\n  aid:\n    of: 0123456789abcdef\n    plain: Багато.\n")
    assert [(d.code, d.severity, d.record) for d in diagnostics] == [
        ("outdated-translation", Severity.NOTE, "aid")
    ]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("facts:\n  aids: Понад.\n", "unknown-record", "2:3"),
        ("fact:\n  aid: Понад.\n", "unknown-kind", "1:1"),
        ("options:\n  aid: Понад {number}.\n", "unknown-record", "2:3"),
        ("facts:\n  aid: Понад дванадцять проєктів.\n", "number-not-shown", "2:8"),
        ("facts:\n  aid: {txet: Понад}\n", "unknown-field", "2:9"),
        ("facts:\n  aid: {grade: 'Б'}\n", "nothing-to-translate", "2:9"),
        ("facts:\n  aid: {short: Проєкти}\n", "nothing-to-translate", "2:9"),
        ("facts:\n  aid: {plain: 12}\n", "bad-translation", "2:9"),
        ("facts:\n  aid: {source: с. 1}\n", "bad-translation", "2:9"),
        ("facts:\n  aid: [Понад]\n", "bad-translation", "2:3"),
        ("facts:\n  aid: {source: {open-report: с. 1}}\n", "bad-translation", "2:18"),
        ("positions:\n  kaim-view:\n    stance: {leave: якщо}\n", "nothing-to-translate", "3:14"),
        ("positions:\n  kaim-view: Текст із {count}.\n", "braces-not-translated", "2:23"),
        ("positions:\n  kaim-view: Текст із {number}.\n", "number-missing", "2:23"),
        ("positions:\n  kaim-view: Текст із {count.\n", "unpaired-brace", "2:23"),
        ("- facts\n", "not-a-dossier", "1:1"),
    ],
)
def test_a_fault_in_a_translation_has_its_place(text: str, code: str, place: str) -> None:
    _, diagnostics = translated(text)
    found = [(d.code, str(d.span).removeprefix("briefs/records/aid.uk.yaml:")) for d in diagnostics]
    assert found == ([(code, place)] if code else [])


def test_a_waiver_names_a_rule_that_a_record_can_be_excused_from(tmp_path):
    dossier = """
    facts:
      one:
        text: It is so.
        source: open-report, page 1
        waive:
          - {rule: stale-facts, by: me, why: because}
          - {rule: page-limit, by: me, why: because}
          - {rule: stale-fact, by: me, why: because}
    """
    folder = tmp_path / "briefs" / "records"
    folder.mkdir(parents=True)
    (tmp_path / "policybrief.yaml").write_text("organisation: Office\nmarking: TLP:AMBER\n", encoding="utf-8")
    (folder / "shared.yaml").write_text(SOURCES, encoding="utf-8")
    (folder / "demo.yaml").write_text(textwrap.dedent(dossier), encoding="utf-8")
    found = read_project(tmp_path).diagnostics
    assert [(d.code, d.span.line, d.hint) for d in found] == [
        ("unknown-rule", 7, "did you mean 'stale-fact'?"),
        ("unknown-rule", 8, "write it in the brief's file, under waive:"),
    ]


def test_a_condition_is_written_in_the_language_of_the_records() -> None:
    german = replace(PROJECT, languages=("de", "en"))

    def structured(stance: str) -> Dossier:
        position = f"{{holder: a, text: Gut., source: 's, S. 1', stance: {{o: {stance}}}}}"
        return structure_dossier(source_of(f"positions:\n  view: {position}\n"), project=german)

    for stance in ("'supports, wenn der Bund zahlt'", "supports wenn der Bund zahlt"):
        (made,) = structured(stance).records
        assert isinstance(made, Position)
        (held,) = made.stance
        assert (held.stance, held.condition.original()) == ("supports_if", "wenn der Bund zahlt")
    (fault,) = structured("supports if der Bund zahlt").diagnostics
    assert (fault.code, "would be printed in this form" in fault.message) == ("bad-stance", True)


@pytest.mark.parametrize(
    ("language", "stance"),
    [
        ("de", "supports, wenn"),
        ("de-AT", "opposes, solange …"),
        ("uk", "supports якщо"),
        ("fr", "supports, si"),
        ("pl", "opposes, Gdy"),
        ("en", "supports if"),
    ],
)
def test_a_condition_without_words_is_none_in_any_language(language: str, stance: str) -> None:
    project = replace(PROJECT, languages=(language,))
    position = f"{{holder: a, text: Gut., source: 's, 1', stance: {{o: '{stance}'}}}}"
    dossier = structure_dossier(source_of(f"positions:\n  view: {position}\n"), project=project)
    assert [(d.code, d.span and d.span.line) for d in dossier.diagnostics] == [("bad-stance", 2)]
