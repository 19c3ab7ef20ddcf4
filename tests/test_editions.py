"""A page budget is met by declared shedding, in a stated order, and never at the cost of what must stay."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import yaml

from policybrief.document import Section, Str, walk
from policybrief.editions import MadeEdition, make_edition
from policybrief.languages import plural_form
from policybrief.project import LoadedProject
from policybrief.records import KINDS, Edition, Named, Passage
from policybrief.templates import Outline, Template
from small import base_template, edition_of, project_at

WORDS = "the deck of the bridge was found to be worn in a place that nobody had looked at for a year"
BODY = (
    "bottom-line",
    "decision",
    "status-quo",
    "positions",
    "options",
    "risks",
    "sources",
)


def dossier(facts: int = 60, **priority: str) -> str:
    """Facts `f0`…, half of them dispensable; four positions on one option; a recommendation on f3."""
    statements = {
        f"f{n}": {
            "text": f"In place {chr(97 + n // 26)}{chr(97 + n % 26)} {WORDS}.",
            "source": "open-report, page 4",
            "priority": priority.get(f"f{n}", "could" if n % 2 else "should"),
        }
        for n in range(facts)
    }
    said = {"weak": "supports if it is cheap", "firm": "supports", "against": "opposes", "late": "opposes"}
    return yaml.safe_dump(
        {
            "cleared": "2022-01-01, head of unit",
            "actors": {f"by-{name}": {"name": f"Body {name}", "kind": "organisation"} for name in said},
            "facts": statements,
            "positions": {
                name: {
                    "holder": f"by-{name}",
                    "text": f"The office of {name} has said so.",
                    "stance": {"close": stance},
                    "source": "open-report, page 9",
                    "priority": priority.get(name, "could"),
                }
                for name, stance in said.items()
            },
            "criteria": {"effect": "Effect"},
            "options": {
                "as-now": {"title": "Continue as now", "baseline": True},
                "close": {"title": "Close it", "ratings": {"effect": "better, fewer cars"}},
            },
            "risks": {
                "detour": {
                    "text": "Lorries take the other road.",
                    "option": "close",
                    "likelihood": "likely",
                    "impact": 3,
                    "rests_on": ["f1"],
                }
            },
            "judgements": {
                "cheaper": {"text": "Closing costs less.", "confidence": "moderate", "rests_on": ["f3"]}
            },
            "recommendations": {
                "close-it": {
                    "text": "Agree to close it.",
                    "ask": "agree",
                    "option": "close",
                    "by": "2022-10-20, the contract ends",
                    "rests_on": ["cheaper", "firm", "against"],
                }
            },
        },
        sort_keys=False,
    )


def project(
    tmp_path: Path, text: str, *, pages: int = 2, audience: str = "minister", more: str = ""
) -> LoadedProject:
    brief = f"title: The bridge\nbottom_line: [cheaper]\n{audience}: {{max_pages: {pages}}}\n{more}"
    return project_at(tmp_path, text, brief=brief, settings="yardstick: icd203\n")


def template_of(loaded: LoadedProject, audience: str = "minister", **outline: object) -> Template:
    template = base_template(loaded.root)
    said = replace(Outline(audience, BODY, detail="short"), **outline)  # type: ignore[arg-type]
    others = tuple(o for o in template.outlines if o.audience != audience)
    return replace(template, outlines=(*others, said))


def made_of(
    loaded: LoadedProject,
    *,
    audience: str = "minister",
    formats: tuple[str, ...] = (),
    language: str = "en",
    **outline: object,
) -> MadeEdition:
    edition = edition_of(loaded, audience, language=language)
    return made(edition, loaded, template_of(loaded, audience, **outline), formats)


def made(
    edition: Edition, loaded: LoadedProject, template: Template, formats: tuple[str, ...] = ()
) -> MadeEdition:
    return make_edition(
        edition, project=loaded.project, corpus=loaded.corpus, template=template, formats=formats, last_key=""
    )


def shed_of(made: MadeEdition) -> tuple[str, ...]:
    return tuple(record for record, reason in made.selection.left_out if reason == "shed")


def words_of(made: MadeEdition) -> str:
    assert made.document is not None
    return " ".join(n.text for b in made.document.blocks for n in walk(b) if isinstance(n, Str))


def test_an_edition_within_its_limit_loses_nothing(tmp_path: Path) -> None:
    made = made_of(project(tmp_path, dossier(), pages=20))
    assert shed_of(made) == ()
    assert "Omitted for length" not in words_of(made)


def test_what_may_go_goes_until_the_pages_fit_and_the_document_says_so(tmp_path: Path) -> None:
    loaded = project(tmp_path, dossier())
    made = made_of(loaded)
    gone = shed_of(made)
    assert made.pages == 2
    assert made.points == ()
    facts = sum(record.startswith("f") and record[1:].isdigit() for record in gone)
    assert f"Omitted for length: {facts} facts" in words_of(made)
    assert "“Brief for officials”" in words_of(made)
    assert not set(gone) & set(made.shown)


def test_one_layout_less_would_not_do(tmp_path: Path) -> None:
    """Halving finds a number near the smallest: taking half as many leaves too many pages."""
    loaded = project(tmp_path, dossier(), pages=3)
    gone = shed_of(made_of(loaded))
    kept_out = f"leave_out: [{', '.join(gone[len(gone) // 2 + 3 :])}]\n"
    again = made_of(project(tmp_path / "again", dossier(), pages=3, more=kept_out))
    assert shed_of(again)


def test_could_goes_before_should_and_the_latest_in_the_file_first(tmp_path: Path) -> None:
    made = made_of(project(tmp_path, dossier(), pages=3))
    gone = {r for r in shed_of(made) if r[1:].isdigit()}
    could = [f"f{n}" for n in range(59, -1, -2) if f"f{n}" != "f3"]
    should = [f"f{n}" for n in range(58, -1, -2)]
    order = [*could, *should]
    assert gone
    assert gone == set(order[: len(gone)])


def test_what_must_stay_stays_and_the_limit_becomes_an_open_point(tmp_path: Path) -> None:
    text = dossier(**{f"f{n}": "must" for n in range(60)})
    made = made_of(project(tmp_path, text))
    assert [point.code for point in made.points] == ["page-limit"]
    assert "the essential records need" in made.points[0].message
    assert shed_of(made) == ()


def test_what_the_brief_says_this_reader_must_have_stays(tmp_path: Path) -> None:
    loaded = project(tmp_path, dossier())
    assert "f59" in shed_of(made_of(loaded))
    brief = replace(
        loaded.briefs[0],
        for_audience=tuple(replace(f, must=("f59",)) for f in loaded.briefs[0].for_audience),
    )
    edition = replace(edition_of(loaded, "minister"), brief=brief)
    again = made(edition, loaded, template_of(loaded))
    assert "f59" not in shed_of(again)
    assert "f59" in again.shown


def test_the_summary_keeps_its_grounds_and_each_side_its_strongest_position(tmp_path: Path) -> None:
    text = dossier(weak="could", late="could")
    made = made_of(project(tmp_path, text.replace("cheaper\n      - firm\n      - against", "cheaper")))
    gone = set(shed_of(made))
    assert "f3" not in gone  # the judgement of the bottom line is based on it
    assert {"weak", "late"} <= gone
    assert not {"firm", "against"} & gone


def test_an_officer_finds_no_new_point_in_what_was_shed(tmp_path: Path) -> None:
    loaded = project(tmp_path, dossier())
    before = {(p.code, p.record) for p in made_of(project(tmp_path / "long", dossier(), pages=30)).points}
    assert {(p.code, p.record) for p in made_of(loaded).points} <= before


def test_what_an_annex_shows_moves_there_and_annexes_may_not_count(tmp_path: Path) -> None:
    loaded = project(tmp_path, dossier(), pages=3)
    made = made_of(loaded, annexes=("evidence",), count_annexes=False)
    assert made.document is not None
    annex = next(b for b in made.document.blocks if isinstance(b, Section) and b.role == "annex")
    body = [b for b in made.document.blocks if b is not annex]
    in_annex = {o.record for n in walk(annex) if (o := getattr(n, "origin", None))}
    in_body = {o.record for b in body for n in walk(b) if (o := getattr(n, "origin", None))}
    assert made.points == ()
    assert made.pages > 3
    assert "f59" in in_annex - in_body
    assert "f59" not in shed_of(made)
    assert "Moved to the annex for length" in words_of(made)


def test_where_annexes_count_what_moved_is_left_out_if_that_is_not_enough(tmp_path: Path) -> None:
    made = made_of(project(tmp_path, dossier(), pages=3), annexes=("evidence",))
    assert made.pages == 3
    assert "f59" in shed_of(made)


def test_word_has_the_same_selection_as_pdf(tmp_path: Path) -> None:
    import docx

    made = made_of(project(tmp_path, dossier(), pages=3), formats=("docx", "pdf"))
    opened = docx.Document(BytesIO(dict(made.files)["docx"]))
    words = "\n".join(part.text or "" for part in opened.element.body.iter() if part.text)
    assert "In place aa " in words
    assert "In place ch " not in words
    assert "f59" in shed_of(made)
    assert "Omitted for length" in words


def test_the_same_records_are_shed_each_time_and_the_key_knows_their_order(tmp_path: Path) -> None:
    text = dossier()
    first, again = (made_of(project(tmp_path / n, text), formats=("pdf",)) for n in ("a", "b"))
    assert first.files == again.files
    assert first.key == again.key
    other = made_of(project(tmp_path / "c", dossier(f57="should")), formats=("pdf",))
    assert other.key != first.key
    longer = made_of(project(tmp_path / "d", text, pages=3), formats=("pdf",))
    assert longer.key != first.key
    loaded = project(tmp_path / "e", text)
    uncounted = made_of(loaded, count_annexes=False)
    assert uncounted.key != first.key


def test_the_gravest_risk_of_what_is_advised_stays_and_the_least_grave_goes_first(tmp_path: Path) -> None:
    made = yaml.safe_load(dossier())
    for name, impact, priority in (("small", 1, "should"), ("severe", 5, "should"), ("middle", 3, "should")):
        made["risks"][name] = deepcopy(made["risks"]["detour"]) | {
            "text": f"The {name} risk comes true. {WORDS}",
            "impact": impact,
            "priority": priority,
        }
    loaded = project(tmp_path, yaml.safe_dump(made, sort_keys=False), pages=3)
    gone = shed_of(made_of(loaded))
    assert "severe" not in gone
    order = [record for record in ("small", "detour", "middle") if record in gone]
    assert order == ["small", "detour", "middle"][: len(order)]
    assert "small" in gone


def dossier_with_passages() -> str:
    text = "\n\n".join([f"The deck is old {{f0}}; {WORDS}."] * 6)
    written = yaml.safe_load(dossier(8))
    long = {f"long-{n}": {"section": "background", "priority": "could", "text": text} for n in range(6)}
    needed = {"section": "background", "priority": "must", "text": "This is needed {f1}."}
    written["passages"] = long | {"needed": needed}
    return yaml.safe_dump(written, sort_keys=False)


WITH_BACKGROUND = ("bottom-line", "background", *BODY[1:])


def test_a_passage_goes_whole_and_is_counted(tmp_path: Path) -> None:
    loaded = project(tmp_path, dossier_with_passages(), pages=3)
    made = made_of(loaded, sections=WITH_BACKGROUND)
    gone = {record for record in shed_of(made) if record.startswith("long")}
    assert made.pages == 3
    assert 2 <= len(gone) < 6
    assert f" {len(gone)} passages" in words_of(made)
    assert words_of(made).count("The deck is old") == 6 * (6 - len(gone))
    assert "This is needed" in words_of(made)


def test_what_has_no_word_of_its_own_for_its_number_is_counted_all_the_same(tmp_path: Path) -> None:
    loaded = project(tmp_path, dossier_with_passages())
    template = template_of(loaded, sections=WITH_BACKGROUND)
    words = tuple(
        replace(of, labels=tuple(one for one in of.labels if not one[0].startswith("shed.passage")))
        for of in template.words
    )
    edition = made(edition_of(loaded, "minister"), loaded, replace(template, words=words))
    assert " records of other kinds" in words_of(edition)


def test_a_reader_from_outside_is_not_told_of_papers_for_officials(tmp_path: Path) -> None:
    settings_free = project(tmp_path, dossier(), audience="partner", pages=1)
    made = made_of(settings_free, audience="partner")
    assert "Omitted for length" in words_of(made)
    assert "officials" not in words_of(made)


@pytest.mark.parametrize("language", ["en", "uk", "de", "fr", "pl"])
def test_every_kind_that_may_be_shed_is_counted_in_every_language(language: str, tmp_path: Path) -> None:
    template = base_template(tmp_path)
    labels = dict(next(w.labels for w in template.words if w.language == language))
    kinds = [kind for kind in KINDS.values() if kind.can_be_shed and not issubclass(kind, Named)]
    assert Passage in kinds
    for kind in (*[kind.kind for kind in kinds], "record"):  # "record": a kind of somebody's own
        for number in (0, 1, 2, 5, 11, 21, 22, 100):
            assert f"shed.{kind}.{plural_form(number, language)}" in labels
    assert {"shed.left-out", "shed.left-out-elsewhere", "shed.moved"} <= set(labels)


def test_slavic_numbers_take_their_form() -> None:
    assert [plural_form(n, "uk") for n in (1, 3, 5, 11, 21, 24)] == [
        "one",
        "few",
        "many",
        "many",
        "one",
        "few",
    ]
    assert [plural_form(n, "en") for n in (1, 3)] == ["one", "many"]
