"""Prose in a paper: paragraphs, what braces print, where a passage goes, and what it falls with."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from policybrief.checks import Checked, check_edition
from policybrief.document import (
    Callout,
    CrossReference,
    Document,
    List,
    Note,
    Paragraph,
    Quote,
    Section,
    plain_text,
    walk,
)
from policybrief.languages import Text
from policybrief.project import LoadedProject, read_project
from policybrief.project.corpus import effective_marking
from policybrief.project.missing_translations import with_comments
from policybrief.records import Passage, clearance_lapsed, content_hash
from policybrief.sections.compose import compose
from policybrief.selection import select
from small import base_template, edition_of, project_at

DOSSIER = """
cleared: 2022-09-01, head of unit
actors:
  council: {name: City council, kind: organisation}
sources:
  survey: {title: Survey, issued: 2022-06-01, marking: TLP:CLEAR}
facts:
  income: {text: "The toll brought in {number} euros.", number: about 4100000, source: "open-report, page 4"}
  cars: {text: "It carries {number} cars.", number: 900, source: "open-report, page 5"}
  wear: {text: The deck is worn., source: "survey, page 2"}
  reserve: {text: "The reserve is {number} euros.", number: 770000, source: "closed-cable, paragraph 1"}
positions:
  council-view:
    holder: council
    text: The bridge should close.
    source: {id: survey, locator: page 9, quote: It cannot go on like this.}
options:
  as-now: {title: Continue as now, short: As now, baseline: true}
  close: {title: Close the bridge, short: Close}
judgements:
  cheaper: {text: Closing costs less., confidence: moderate, rests_on: [income]}
risks:
  jam: {text: The town is jammed., likelihood: likely, impact: 3, option: [close], rests_on: [cars]}
recommendations:
  note-cars: {text: Note how many cars cross., rests_on: [cars]}
  agree-close: {text: Agree to close the bridge., option: close, rests_on: [cheaper]}
passages:
"""


def document_of(
    folder: Path, passages: str, audience: str = "officials", language: str = "en", **more
) -> Document:
    return _composed(project_at(folder, DOSSIER + _indented(passages), **more), audience, language)


def _indented(passages: str) -> str:
    return "".join(f"  {line}\n" for line in passages.strip("\n").split("\n"))


def _composed(loaded: LoadedProject, audience: str, language: str = "en") -> Document:
    edition = edition_of(loaded, audience, language=language)
    selection = select(edition, loaded.corpus, loaded.project)
    made = compose(edition, selection, project=loaded.project, template=base_template(loaded.root))
    assert made.document is not None, made.diagnostics
    return made.document


def section(document: Document, name: str) -> Section | None:
    return next((node for node in walk(document) if isinstance(node, Section) and node.id == name), None)


def words_in(document: Document, name: str = "background") -> list[str]:
    found = section(document, name)
    assert found is not None
    return [plain_text(n).replace("\u00a0", " ") for n in walk(found) if isinstance(n, Paragraph)]


def test_a_passage_is_printed_in_its_section_as_paragraphs_and_bullets(tmp_path):
    document = document_of(
        tmp_path,
        """
why:
  section: background
  text: |
    The deck
    is worn {wear}.

    Two things count:
    - the cars
      that cross
    - the cost
""",
    )
    assert words_in(document) == [
        "The deck is worn [1].",
        "Two things count:",
        "the cars that cross",
        "the cost",
    ]
    found = section(document, "background")
    assert [type(block) for block in found.blocks] == [Paragraph, Paragraph, List]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("It is so {wear}.", "It is so [1]."),
        ("It is so {council-view}.", "It is so [1]."),
        ("It brought in {income.number} euros.", "It brought in about 4,100,000 [1] euros."),
        ("It brought in about {income.number} euros.", "It brought in about 4,100,000 [1] euros."),
        ("It brought in €{income.number}.", "It brought in about €4,100,000 [1]."),
        ("In figures {income.number.bare}.", "In figures 4,100,000 [1]."),
        ("With {income.number} from {cars.number} cars.", "With about 4,100,000 from 900 [1] cars."),
        ("With {income.number}. Then {cars.number} cars.", "With about 4,100,000 [1]. Then 900 [1] cars."),
        ("By {income.number} and {wear}.", "By about 4,100,000 [1] and [2]."),
        ("{income.number} euros.", "About 4,100,000 [1] euros."),
        ("€{income.number} came.", "About €4,100,000 [1] came."),
        ("It is worn {wear}. {income.number} euros.", "It is worn [1]. About 4,100,000 [2] euros."),
        ("{close} brings {income.number}.", "B Close brings about 4,100,000 [1]."),
        ("{cars.number} cars, {income.number} euros.", "900 cars, about 4,100,000 [1] euros."),
        ("Of these {cars.number} % stay.", "Of these 900 % [1] stay."),
        ("Of these {cars.number}%.", "Of these 900% [1]."),
        ("See {survey, page 3}.", "See [1]."),
        ("{wear} It is so {council-view}.", "It is so [1]."),
        ("It is so {wear} and so {council-view}.", "It is so and so [1]."),
        ("We compare {close}.", "We compare B Close."),
        ("We hold {cheaper}, at {jam}.", "We hold J1, at R1."),
        ("They say {council-view.quote}.", "They say “It cannot go on like this.” [1]."),
        (r"A brace \{so\} {wear}.", "A brace {so} [1]."),
    ],
)
def test_braces_print_marks_numbers_links_and_names(tmp_path, typed, printed):
    document = document_of(tmp_path, f"why:\n  section: background\n  text: |\n    {typed}")
    assert words_in(document) == [printed]


def test_a_bullet_may_begin_with_a_mark(tmp_path):
    text = "why:\n  section: background\n  text: |\n    So:\n    - {wear} is one\n    - {cars}\n"
    document = document_of(tmp_path, text)
    found = section(document, "background")
    assert [type(block) for block in found.blocks] == [Paragraph, List]
    assert [words.strip() for words in words_in(document)] == ["So:", "[1] is one", "[2]"]


def test_a_record_without_a_number_in_the_paper_is_named_by_its_section(tmp_path):
    passages = """
why: {section: background, text: "We hold {cheaper}; see {how.paragraph} {wear}."}
how: {section: method, text: "We read all {wear}."}
"""
    document = document_of(tmp_path, passages, "committee", brief="title: A\nbottom_line: [cheaper]\n")
    assert words_in(document) == ["We hold “In short”; see [2] [2]."]
    document = document_of(tmp_path / "b", passages.replace("method", "next-steps"), "committee")
    assert "see “Next steps” [" in words_in(document)[0]
    links = {node.target for node in walk(document) if isinstance(node, CrossReference)}
    assert links <= {node.id for node in walk(document) if getattr(node, "id", "")}


@pytest.mark.parametrize("audience", ["minister", "officials"])
def test_a_recommendation_is_named_by_its_number_in_the_box_and_in_the_table(tmp_path, audience):
    document = document_of(
        tmp_path, "why: {section: background, text: 'See decision {agree-close} {wear}.'}", audience
    )
    assert words_in(document) == ["See decision 2 [1]."]
    (link,) = [node for node in walk(section(document, "background")) if isinstance(node, CrossReference)]
    assert [plain_text(node) for node in walk(document) if getattr(node, "id", "") == link.target] in (
        ["2"],
        ["2\u2002Agree"],
    )


def test_a_number_that_starts_a_sentence_has_a_capital_in_every_text(tmp_path):
    passages = """
first: {section: background, text: "See {few}."}
"""
    more = DOSSIER.replace("passages:", "").replace(
        "positions:",
        '  few: {text: "{number} lorries cross.", number: at least 12, source: "survey, page 3"}\npositions:',
    )
    document = _composed(project_at(tmp_path, more + "passages:\n" + _indented(passages)), "officials")
    assert "At least 12 lorries cross." in plain_text(section(document, "evidence")).replace("\u00a0", " ")


def test_a_quotation_on_its_own_line_is_set_as_one_with_its_speaker(tmp_path):
    document = document_of(
        tmp_path, "why:\n  section: background\n  text: |\n    They say:\n\n    {council-view.quote}"
    )
    found = section(document, "background")
    quote = found.blocks[-1]
    assert isinstance(quote, Quote)
    assert [plain_text(block).replace("\u00a0", " ") for block in quote.blocks] == [
        "“It cannot go on like this.” [1]",
        "City council, page 9",
    ]


def test_a_boxed_passage_is_a_callout_with_its_heading(tmp_path):
    document = document_of(tmp_path, 'why: {section: background, box: Why now, text: "It is so {wear}."}')
    callout = next(n for n in walk(document) if isinstance(n, Callout))
    assert (callout.role, plain_text(callout.title)) == ("box", "Why now")


def test_passages_stand_in_the_order_of_the_brief_then_of_their_files(tmp_path):
    passages = "".join(
        f'{n}: {{section: background, text: "The {n} {{wear}}."}}\n' for n in ("one", "two", "three")
    )
    document = document_of(tmp_path, passages, brief="title: A\npassages: [three, one]\n")
    assert words_in(document) == ["The three [1].", "The one [1].", "The two [1]."]


def test_a_list_of_the_brief_prints_a_passage_without_a_section(tmp_path):
    document = document_of(tmp_path, 'why: {text: "It is so {wear}."}', brief="title: A\nwhy_now: [why]\n")
    assert words_in(document, "why-now") == ["It is so [1]."]


def test_a_passage_falls_where_one_of_the_records_that_it_names_is_restricted(tmp_path):
    passage = 'why: {section: background, text: "It is so {wear}, at {reserve.number}."}'
    loaded = project_at(tmp_path, DOSSIER + _indented(passage), settings=CLEARED)
    record = loaded.corpus.get("why")
    assert effective_marking(record, loaded.corpus, loaded.project) == ("TLP:RED",)
    assert section(_composed(loaded, "public"), "background") is None
    assert section(_composed(loaded, "minister"), "background") is not None


CLEARED = "audiences:\n  minister: {clearance: TLP:RED, internal: true}\n  public: {clearance: TLP:CLEAR}\n"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("It has {income} as {wear}.", ["It has as [1]."]),
        ("It has {income.number} as {wear}.", None),
        ("They say {council-view.quote}, as {wear}.", None),
    ],
)
def test_a_passage_falls_where_the_number_or_words_that_it_prints_gave_way(tmp_path, typed, printed):
    newer = """
facts:
  net: {text: "It brought in {number} euros.", number: 3, source: "survey, page 9", replaces: income}
positions:
  council-now:
    holder: council
    text: The bridge may stay.
    source: {id: survey, locator: page 9, quote: It can go on.}
    replaces: council-view
"""
    files = {"briefs/records/newer.yaml": f"cleared: 2022-09-01, head of unit\ntopics: demo\n{newer}"}
    document = document_of(tmp_path, f'why: {{section: background, text: "{typed}"}}', files=files)
    if printed is None:
        assert section(document, "background") is None
    else:
        assert words_in(document) == printed


def test_prose_without_evidence_is_for_our_own_house_alone(tmp_path):
    passage = (
        "why: {section: background, text: We think so., marking: TLP:CLEAR, lowered_by: 'head, it is open'}"
    )
    loaded = project_at(tmp_path, DOSSIER + _indented(passage))
    assert section(_composed(loaded, "officials"), "background") is not None
    assert section(_composed(loaded, "public"), "background") is None
    edition = edition_of(loaded, "public")
    assert (
        select(edition, loaded.corpus, loaded.project).why_not(loaded.corpus.get("why")) == "without-evidence"
    )


def test_a_clearance_covers_the_number_that_is_printed(tmp_path):
    passage = 'why: {section: background, text: "At {cars.number} cars."}'
    loaded = project_at(tmp_path, DOSSIER + _indented(passage))
    record = loaded.corpus.get("why")
    assert not clearance_lapsed(record)
    dossier = tmp_path / "briefs" / "records" / "demo.yaml"
    dossier.write_text(
        dossier.read_text(encoding="utf-8").replace("number: 900", "number: 901"), encoding="utf-8"
    )
    from policybrief.project import read_project

    assert clearance_lapsed(read_project(tmp_path).corpus.get("why"))
    plain = replace(record, text=Text((("en", "At {cars} cars."),)), mentions=())
    assert content_hash(plain) != content_hash(record)


def test_what_a_passage_names_is_shown(tmp_path):
    loaded = project_at(tmp_path, DOSSIER + _indented('why: {section: background, text: "So {wear}."}'))
    edition = edition_of(loaded, "minister")
    selection = select(edition, loaded.corpus, loaded.project)
    made = compose(edition, selection, project=loaded.project, template=base_template(loaded.root))
    assert {"why", "wear"} <= set(made.shown)
    notes = [node for node in walk(made.document) if isinstance(node, Note)]
    assert notes[0].records == ("wear",)


def test_a_translation_has_the_same_braces_and_its_own_words(tmp_path):
    files = {"briefs/records/demo.uk.yaml": "passages:\n  why: 'Отже {wear}: {cars.number} авто.'\n"}
    passage = 'why: {section: background, text: "{cars.number} cars, so {wear}."}'
    document = document_of(tmp_path, passage, language="uk", files=files)
    assert words_in(document) == ["Отже [1]: 900 [2] авто."]


def test_the_edition_of_another_day_has_the_passage_only_when_its_evidence_is_known(tmp_path):
    loaded = project_at(tmp_path, DOSSIER + _indented('why: {section: background, text: "So {cars}."}'))
    edition = replace(edition_of(loaded), as_of=date(2022, 7, 1))
    selection = select(edition, loaded.corpus, loaded.project)
    assert selection.get("why") is None


def test_a_reference_to_a_paragraph_gives_its_number_where_paragraphs_are_numbered(tmp_path):
    passages = """
why: {section: background, text: "So it is {wear}; see {how.paragraph}."}
how: {section: next-steps, text: "First {wear}."}
"""
    brief = "title: A\nstatus_quo: [wear]\nofficials: {paragraphs: numbered}\n"
    document = document_of(tmp_path, passages, brief=brief)
    paragraph = next(
        n for n in walk(document) if isinstance(n, Paragraph) and plain_text(n).startswith("First")
    )
    assert words_in(document) == [f"So it is [1]; see paragraph {paragraph.number}."]
    link = next(n for n in walk(document) if isinstance(n, CrossReference) and n.numbers)
    assert link.target == paragraph.id


def test_the_first_paragraph_of_a_passage_is_a_reason(tmp_path):
    passages = "why:\n  text: |\n    The deck is worn {wear}.\n\n    More of it.\n"
    dossier = DOSSIER.replace("option: close, rests_on: [cheaper]", "option: close, because: [why]")
    loaded = project_at(tmp_path, dossier + _indented(passages))
    document = _composed(loaded, "minister")
    printed = [plain_text(n).replace("\u00a0", " ") for n in walk(document) if isinstance(n, Paragraph)]
    assert any(words.endswith("The deck is worn [1].") for words in printed)
    assert not any("More of it" in words for words in printed)
    assert check_points(document, loaded) == []


def check_points(document: Document, loaded: LoadedProject) -> list[str]:
    """The rules that find something about a passage."""
    edition = edition_of(loaded, "minister")
    selection = select(edition, loaded.corpus, loaded.project)
    made = Checked(edition, loaded.project, loaded.corpus, selection, document, base_template(loaded.root))
    return [point.code for point in check_edition(made) if point.record == "why"]


def test_a_passage_that_is_also_a_reason_is_named_by_the_section_that_prints_it(tmp_path):
    passages = """
why: {section: background, text: "See {limits.paragraph} {wear}."}
limits: {section: analysis, box: What is not known, text: "No one has counted {wear}."}
"""
    dossier = (DOSSIER + _indented(passages)).replace(
        "option: close, rests", "option: close, because: [limits], rests"
    )
    document = _composed(project_at(tmp_path, dossier), "officials")
    assert words_in(document) == ["See “Why we recommend this” [1]."]


def test_what_is_to_be_translated_keeps_its_paragraphs_and_bullets(tmp_path):
    passages = """
why:
  section: background
  text: |
    The deck is worn {wear}, and nobody has looked at it for as long as anybody can remember: none.

    Two things count:
    - the cars
    - the cost
"""
    loaded = project_at(tmp_path, DOSSIER + _indented(passages))
    record = loaded.corpus.get("why")
    assert isinstance(record, Passage)
    comments = with_comments("", [("passages", record, "0" * 16)], language="uk").text
    filled = re.sub(r"(?m)^(  )# ?", r"\1", comments)
    (tmp_path / "briefs/records/demo.uk.yaml").write_text(filled, encoding="utf-8")
    translated = read_project(tmp_path).corpus.get("why")
    assert isinstance(translated, Passage)
    assert translated.text.in_language("uk") == (record.text.original(), "uk")


@pytest.mark.parametrize("field", ["title", "question"])
def test_braces_in_a_title_or_question_of_a_brief_are_a_fault_and_not_printed(tmp_path, field):
    from policybrief.project import read_project

    project_at(tmp_path, DOSSIER.replace("passages:", ""))
    brief = {"title": "A", "question": "B?"} | {field: "Is {income.number} enough, or {nothing}?"}
    text = "".join(f'{name}: "{words}"\n' for name, words in brief.items())
    (tmp_path / "briefs" / "demo.yaml").write_text(text, encoding="utf-8")
    (fault,) = [d for d in read_project(tmp_path).diagnostics if d.code == "braces-in-heading"]
    line = 1 if field == "title" else 2
    assert (fault.span.line, fault.span.column) == (line, text.split("\n")[line - 1].index("{") + 1)
    assert "{income.number}" in fault.hint


def test_braces_in_particulars_and_in_what_one_audience_gets_are_faults_too(tmp_path):
    project_at(tmp_path, DOSSIER.replace("passages:", ""))
    particulars = 'particulars:\n  Income: "{income.number} euros"\n'
    text = f'title: A\n{particulars}public:\n  question: "Is {{cars.number}} many?"\n'
    (tmp_path / "briefs" / "demo.yaml").write_text(text, encoding="utf-8")
    faults = [d for d in read_project(tmp_path).diagnostics if d.code == "braces-in-heading"]
    assert [(d.span.line, d.span.column) for d in faults] == [(3, 12), (5, 17)]
