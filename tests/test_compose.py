"""One edition becomes one document: numbers, ids, notes, markings, open points, and nothing withheld."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policybrief.diagnostics import Diagnostic, Severity
from policybrief.document import CrossReference, Note, Section, Table, dump, load, plain_text, walk
from policybrief.sections.compose import compose
from policybrief.selection import select
from small import base_template, edition_of, project_at
from tiers import tries

DOSSIER = """
cleared: 2022-09-01, head of unit
facts:
  income:
    text: The toll brought in {number} euros.
    number: 4100000
    source: open-report, page 4
  reserve:
    text: The hidden reserve is WORD.
    source: closed-cable, paragraph 1
  opened:
    text: The bridge opened.
    when: 2019-05
    source: open-report, page 1
actors:
  ada: Ada Byron, Analyst at the Institute
  mob: The Movement
criteria:
  effect: Effect
options:
  as-now: {title: Continue as now, short: As now, text: Nothing changes., baseline: true}
  close:
    title: Close the bridge
    short: Close
    ratings: {effect: "better, fewer cars"}
positions:
  ada-view:
    holder: ada
    text: The bridge should be closed.
    stance: {close: supports if the tunnel opens first and stays open}
    source: open-report, page 2
  mob-view:
    holder: mob
    text: The bridge should stay open.
    stance: {close: opposes}
    source: open-report, page 3
risks:
  jam: {text: The town is jammed., likelihood: likely, impact: 3, option: [close], rests_on: [income]}
judgements:
  cheaper: {text: Closing costs less than repair., confidence: moderate, rests_on: [income]}
recommendations:
  close-it:
    text: Agree to close the bridge.
    option: [close]
    by: 2022-11-01, the budget is settled then
    rests_on: [income, ada-view]
"""
BRIEF = """
title: The bridge
question: Should it close?
bottom_line: [cheaper]
status_quo: [income]
number: 2022/1
"""


def composed(tmp_path, audience="officials", *, dossier=DOSSIER, points=(), language="en"):
    loaded = project_at(tmp_path, dossier, brief=BRIEF)
    edition = edition_of(loaded, audience, language=language)
    selection = select(edition, loaded.corpus, loaded.project)
    template = base_template(loaded.root)
    made = compose(edition, selection, project=loaded.project, template=template, points=points)
    assert made.document is not None, made.diagnostics
    return made


def words(made):
    return " ".join(plain_text(block) for block in made.document.blocks)


def test_ids_are_unique_and_every_reference_leads_somewhere(tmp_path):
    nodes = list(walk(composed(tmp_path).document))
    ids = Counter(node.id for node in nodes if getattr(node, "id", ""))
    assert ids.most_common(1)[0][1] == 1
    for node in nodes:
        if isinstance(node, Note | CrossReference):
            assert node.target in ids


def test_a_document_survives_its_canonical_json(tmp_path):
    document = composed(tmp_path).document
    assert load(dump(document)) == document


def test_numbers_are_formatted_by_language(tmp_path):
    assert "4,100,000 euros" in words(composed(tmp_path))


@pytest.mark.parametrize("audience", ["minister", "officials", "public"])
def test_a_list_of_the_brief_shows_what_has_taken_a_records_place(tmp_path, audience):
    newer = """  newer:
    text: The toll brought in {number} euros in all.
    short: euros in all
    number: 4300000
    source: open-report, page 5
    replaces: income
  drivers: {text: "There are {number} drivers.", short: drivers, number: 900, source: "open-report, page 6"}
"""
    loaded = project_at(
        tmp_path,
        DOSSIER.replace("facts:\n", "facts:\n" + newer),
        brief=BRIEF + "key_figures: [income, drivers]\nwhy_now: [income]\n",
    )
    edition = edition_of(loaded, audience)
    selection = select(edition, loaded.corpus, loaded.project)
    made = compose(edition, selection, project=loaded.project, template=base_template(loaded.root))
    assert "4,300,000" in words(made)
    assert "4,100,000" not in words(made)


@pytest.mark.parametrize(
    ("condition", "stated"),
    [
        ("if a ferry runs", False),
        (
            "unless its lanes are wide enough",
            False,
        ),  # most of its words stand beside it, and not the condition
        ("if its lanes might be Wide Enough", True),
        ("if its lanes, might be\u00a0wide enough", True),
        ("if its lanes might be wider", False),
    ],
)
def test_a_condition_stands_with_its_stance_unless_the_same_words_stand_beside_it(
    tmp_path, condition, stated
):
    dossier = DOSSIER.replace(
        "stance: {close: opposes}", f'stance: {{close: "opposes {condition}"}}'
    ).replace(
        "The bridge should stay open.", "The bridge should stay open if its lanes might be wide enough."
    )
    reported = words(composed(tmp_path, "minister", dossier=dossier)).replace("\u00a0", " ")
    assert (f": {condition}".replace("\u00a0", " ") in reported) is not stated


@pytest.mark.parametrize(
    ("asked", "first"), [("if_asked: Is it safe?, ", "If asked"), ("", "Points we can make")]
)
def test_what_nobody_may_say_unasked_has_no_lead_of_its_own(tmp_path, asked, first):
    line = f"lines:\n  safe: {{{asked}text: It is safe.}}\n"
    made = composed(tmp_path, dossier=DOSSIER + line)
    (section,) = [node for node in walk(made.document) if isinstance(node, Section) and node.id == "lines"]
    assert plain_text(section.blocks[0]).startswith(first)


def test_positions_that_are_not_listed_are_counted(tmp_path):
    dossier = DOSSIER.replace("    holder: mob\n", "    holder: mob\n    priority: must\n")
    assert "Views of lower priority not shown here: 1." in words(
        composed(tmp_path, "minister", dossier=dossier)
    )
    assert "not shown here" not in words(composed(tmp_path / "all", "minister"))


def test_all_positions_are_listed_where_none_must_be(tmp_path):
    more = "".join(
        f"  view-{n}:\n    holder: mob\n    text: View {n} of many.\n    source: open-report, page {n}\n"
        for n in range(3, 9)
    )
    made = composed(tmp_path, "minister", dossier=DOSSIER.replace("positions:\n", f"positions:\n{more}"))
    assert all(f"View {n} of many." in words(made) for n in range(3, 9))


def test_a_recommendation_of_another_day_says_so_and_each_reason_has_its_number(tmp_path):
    later = """  look-again:
    text: Agree to look again.
    by: 2027-01-31, the survey is there then
    rests_on: [income]
  and-note:
    text: Note the jam.
    rests_on: [income]
"""
    made = composed(tmp_path, "minister", dossier=DOSSIER + later)
    reported = words(made).replace("\u00a0", " ")
    assert "by 1 November 2022" in reported
    assert "look again. by 31 January 2027" in reported
    assert "1 – the budget is settled then2 – the survey is there then" in reported
    assert "1 – " not in words(composed(tmp_path / "one", "minister")).replace("\u00a0", " ")


def test_only_cited_sources_are_listed_and_numbered_from_one(tmp_path):
    made = composed(tmp_path, "public")
    marks = {node.mark for node in walk(made.document) if isinstance(node, Note)}
    assert marks == {"[1]"}
    assert "[1]\u2002Open report." in words(made)


def test_a_long_condition_becomes_a_note_of_the_matrix(tmp_path):
    reported = words(composed(tmp_path))
    assert "note\u00a0a" in reported
    assert "a\u2002if the tunnel opens first and stays open" in reported


def test_the_document_bears_the_highest_marking_of_what_it_shows(tmp_path):
    assert [m.label for m in composed(tmp_path, "public").document.meta.marks] == ["TLP:CLEAR"]
    internal = composed(tmp_path / "b", "officials").document
    assert [m.label for m in internal.meta.marks] == ["TLP:AMBER"]


def test_a_committee_gets_no_recommendation_and_nothing_is_called_advised(tmp_path):
    reported = words(composed(tmp_path, "committee"))
    assert "Agree" not in reported
    assert "recommended" not in reported
    assert "Close" in reported


@pytest.mark.parametrize(
    ("rating", "shown"),
    [
        ("worse, the crossing has to be paid for elsewhere", "worse"),
        ("no evidence, The source names no sum.", "Not costed"),
    ],
)
def test_a_rating_of_the_cost_is_compared_as_any_other_and_none_is_said_once(tmp_path, rating, shown):
    dossier = DOSSIER.replace("  effect: Effect\n", "  effect: Effect\n  cost: Cost to the town\n")
    dossier = dossier.replace(
        '{effect: "better, fewer cars"}', f'{{effect: "better, fewer cars", cost: "{rating}"}}'
    )
    (table,) = [n for n in walk(composed(tmp_path, "committee", dossier=dossier).document) if is_compared(n)]
    rows = [" ".join(plain_text(cell) for cell in row.cells) for row in table.body]
    assert any(shown in row for row in rows)
    assert any(row.startswith("Cost to the town") for row in rows) == (shown == "worse")
    assert rows[-1].startswith("Cost Not costed")


def is_compared(node):
    return isinstance(node, Table) and node.id.endswith("compared")


def test_sections_are_numbered_only_where_the_outline_says_so(tmp_path):
    officials = [b.number for b in composed(tmp_path).document.blocks if b.role == ""]
    assert officials == [str(n) for n in range(1, len(officials) + 1)]
    minister = composed(tmp_path / "b", "minister").document
    assert {b.number for b in minister.blocks} == {""}


def test_open_points_make_a_draft_with_a_last_section(tmp_path):
    point = Diagnostic("stale-fact", "income was due", severity=Severity.OPEN, record="income")
    document = composed(tmp_path, points=(point,)).document
    assert document.meta.draft == "DRAFT"
    assert document.blocks[-1].role == "open-points"
    assert "Income was due." in plain_text(document.blocks[-1])


def test_a_ukrainian_edition_has_ukrainian_labels_and_marks_english_text(tmp_path):
    document = composed(tmp_path, "minister", language="uk").document
    assert document.meta.language == "uk"
    assert "Ваше рішення" in plain_text(document)
    languages = {getattr(node, "language", "") for node in walk(document)}
    assert "en" in languages


@settings(max_examples=tries(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    word=st.text("bcdfghjklmnpqrstvwxz", min_size=9, max_size=14),
    audience=st.sampled_from(["minister", "committee", "officials", "partner", "public"]),
)
def test_a_word_of_a_withheld_record_stands_in_no_document(tmp_path_factory, word, audience):
    made = composed(tmp_path_factory.mktemp("p"), audience, dossier=DOSSIER.replace("WORD", word))
    said = dump(made.document)
    assert word not in said
    assert "reserve" not in said
    assert "closed-cable" not in said


def test_an_audience_without_an_outline_is_a_fault_with_a_remedy(tmp_path):
    from dataclasses import replace

    loaded = project_at(tmp_path, DOSSIER, brief=BRIEF)
    edition = edition_of(loaded)
    template = replace(base_template(loaded.root), outlines=())
    selection = select(edition, loaded.corpus, loaded.project)
    made = compose(edition, selection, project=loaded.project, template=template)
    assert made.document is None
    assert made.diagnostics[0].code == "no-outline"


@pytest.mark.parametrize("word", ["*", "|", "<b>", "{{ 7 * 7 }}", "# head", "[x](http://y)"])
def test_text_of_a_record_is_never_read_as_markup(tmp_path, word):
    typed = word.replace("{", r"\{").replace("}", r"\}")
    dossier = DOSSIER.replace("Nothing changes.", f"'Odd {typed} words.'")
    assert f"Odd {word} words." in words(composed(tmp_path, dossier=dossier))


@pytest.mark.parametrize(("sections", "listed"), [(("options", "sources"), 0), (("risks", "sources"), 1)])
def test_a_paper_that_cites_nothing_has_no_list_of_sources(tmp_path, sections, listed):
    loaded = project_at(tmp_path, DOSSIER)
    edition, template = edition_of(loaded), base_template(tmp_path)
    outline = replace(template.outline("officials"), sections=sections, annexes=())
    selection = select(edition, loaded.corpus, loaded.project)
    short = replace(template, outlines=(outline,))
    document = compose(edition, selection, project=loaded.project, template=short).document
    assert [node.id for node in walk(document) if isinstance(node, Section)].count("sources") == listed


def test_a_paper_without_its_list_of_sources_has_no_link_that_leads_nowhere(tmp_path):
    loaded = project_at(tmp_path, DOSSIER)
    edition, template = edition_of(loaded), base_template(tmp_path)
    outline = replace(template.outline("officials"), sections=("status-quo", "risks"), annexes=("evidence",))
    without = replace(template, outlines=(outline,))
    selection = select(edition, loaded.corpus, loaded.project)
    document = compose(edition, selection, project=loaded.project, template=without).document
    nodes = [*walk(document)]
    known = {getattr(node, "id", "") for node in nodes} | {""}
    notes = [node for node in nodes if isinstance(node, Note)]
    assert notes
    assert {node.target for node in nodes if isinstance(node, CrossReference | Note)} <= known
    from policybrief.writers import docx, pdf

    assert pdf.lay_out(document, template.look).pages > 1
    assert docx.write(document, template.look)
