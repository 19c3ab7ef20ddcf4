"""No letter of an option stands on a paper without its title, and no stance without its condition."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policybrief.checks import Checked, check_edition
from policybrief.checks.options import names_letter
from policybrief.document import Section, Span, Str, plain_text, walk
from policybrief.project import LoadedProject
from policybrief.sections.compose import Composed, compose
from policybrief.selection import select
from policybrief.templates import read_template
from small import edition_of, project_at

DOSSIER = """
cleared: 2022-09-01, head of unit
actors:
  ada: {name: Ada Byron, affiliation: Analyst at the Institute, kind: person}
  mob: {name: The Movement, kind: organisation}
criteria: {effect: Effect}
options:
  as-now: {title: Continue as now, short: As now, baseline: true}
  close: {title: Close the bridge to cars, short: Close, ratings: {effect: "better, fewer cars"}}
  widen: {title: Widen the bridge to four lanes, short: Widen, ratings: {effect: "worse, more cars"}}
positions:
  ada-view:
    holder: ada
    text: A bridge without cars would be quieter.
    stance: {close: supports if the tunnel opens first, widen: opposes}
    source: open-report, page 2
  ada-later:
    holder: ada
    text: The ferry matters as well.
    stance: {close: opposes unless a ferry runs every hour of the day and of the night}
    source: open-report, page 4
  mob-view:
    holder: mob
    text: The bridge should stay open.
    stance: {close: opposes}
    source: open-report, page 3
risks:
  jam:
    text: The town is jammed.
    likelihood: likely
    impact: 4
    option: close
    mitigation: Open the ring road first.
    answered_by: [as-now, widen]
    rests_on: [mob-view]
judgements:
  cheaper: {text: Closing costs less than repair., confidence: moderate, rests_on: [ada-view]}
recommendations:
  close-it:
    text: Agree to close the bridge.
    option: close
    rests_on: [cheaper, ada-view, mob-view]
"""
UK = """
options:
  as-now: {title: Усе лишити як є, short: Як тепер}
  close: {title: Закрити міст для авто, short: Закрити}
  widen: {title: Розширити міст до чотирьох смуг, short: Розширити}
recommendations: {close-it: Погодити закриття мосту.}
risks: {jam: {text: Місто стоїть., mitigation: Спершу відкрити об’їзну.}}
"""
TITLES = {
    "A": "Continue as now",
    "B": "Close the bridge to cars",
    "C": "Widen the bridge to four lanes",
}


def project(
    folder: Path, *, dossier: str = DOSSIER, house: str = "", sections: dict[str, str] | None = None
) -> LoadedProject:
    files = {f"templates/house/sections/{name}.md": text for name, text in (sections or {}).items()}
    files["templates/house/template.yaml"] = f"name: House\n{house}"
    files["briefs/records/demo.uk.yaml"] = UK
    return project_at(
        folder,
        dossier,
        brief="title: The bridge\nquestion: Should it close?\nbottom_line: [cheaper]\n",
        settings="template: house\nyardstick: icd203\n",
        files=files,
    )


def composed(loaded: LoadedProject, audience: str = "minister", *, language: str = "en") -> Composed:
    template, faults = read_template("house", loaded.root)
    assert template is not None, faults
    assert not faults
    edition = edition_of(loaded, audience, language=language)
    selection = select(edition, loaded.corpus, loaded.project)
    made = compose(edition, selection, project=loaded.project, template=template)
    assert made.document is not None, made.diagnostics
    return made


def words(made: Composed) -> str:
    """The words of the paper, each paragraph in a line, with plain spaces."""
    assert made.document is not None
    lines = [plain_text(n) for b in made.document.blocks for n in walk(b) if hasattr(n, "role")]
    return "\n".join(lines).replace("\u00a0", " ").replace("\u2002", " ")


def letters_alone(made: Composed) -> list[str]:
    """Letters of options in the words of views that no title follows."""
    assert made.document is not None
    found = []
    for block in made.document.blocks:
        for node in walk(block):
            content = getattr(node, "content", None)
            if not isinstance(content, tuple):
                continue
            for one, following in zip(content, (*content[1:], None), strict=True):
                if isinstance(one, Str) and re.search(r"(?<![\w'])[A-C][\u00a0\u2002]?$", one.text):
                    named = isinstance(following, Span) and following.origin is not None
                    if not (named and following.origin.field in ("title", "short")):
                        found.append(one.text)
    return found


@pytest.mark.parametrize("audience", ["minister", "committee", "officials", "partner", "public"])
@pytest.mark.parametrize("language", ["en", "uk"])
def test_no_letter_stands_without_the_title_of_its_option(
    tmp_path: Path, audience: str, language: str
) -> None:
    made = composed(project(tmp_path), audience, language=language)
    assert letters_alone(made) == []


@pytest.mark.parametrize(
    ("language", "named"),
    [("en", "to close the bridge (option B Close)."), ("uk", "закриття мосту (варіант B Закрити).")],
)
def test_the_decision_names_the_option_by_letter_and_title(tmp_path: Path, language: str, named: str) -> None:
    assert named in words(composed(project(tmp_path), language=language))


def test_options_have_the_same_letters_in_every_language(tmp_path: Path) -> None:
    loaded = project(tmp_path)
    assert "B Close" in words(composed(loaded))
    assert "B Закрити" in words(composed(loaded, language="uk"))


def test_a_paper_that_names_options_and_lists_them_nowhere_gets_a_list(tmp_path: Path) -> None:
    reported = words(composed(project(tmp_path)))
    assert "A As now: Continue as now (baseline)" in reported
    assert "B Close: Close the bridge to cars (recommended)" in reported
    assert "C Widen: Widen the bridge to four lanes" in reported


def test_the_list_follows_the_section_that_first_names_an_option_and_is_numbered(tmp_path: Path) -> None:
    house = "outline: {officials: [bottom-line, recommendations, positions]}\n"
    made = composed(project(tmp_path, house=house), "officials")
    assert made.document is not None
    heads = [(b.id, b.number) for b in made.document.blocks if isinstance(b, Section)]
    assert heads[:4] == [
        ("bottom-line", "1"),
        ("recommendations", "2"),
        ("options-listed", "3"),
        ("positions", "4"),
    ]


@pytest.mark.parametrize("section", ["options", "options-listed"])
def test_a_paper_that_lists_its_options_gets_no_second_list(tmp_path: Path, section: str) -> None:
    house = f"outline: {{minister: [bottom-line, decision, who-says-what, {section}]}}\n"
    made = composed(project(tmp_path, house=house))
    assert made.document is not None
    ids = [block.id for block in made.document.blocks if isinstance(block, Section)]
    assert ids.count("options-listed") == (section == "options-listed")
    lists = {"options": "C Widen the bridge to four lanes", "options-listed": "C Widen: Widen the bridge"}
    assert [name for name, line in lists.items() if line in words(made)] == [section]


def test_advice_is_marked_on_papers_that_give_it_and_on_no_others(tmp_path: Path) -> None:
    house = "outline: {committee: [in-short, who-says-what]}\n"
    reported = words(composed(project(tmp_path, house=house), "committee"))
    assert "B Close: Close the bridge to cars" in reported
    assert "recommended" not in reported


def test_the_public_reads_titles_and_no_letters(tmp_path: Path) -> None:
    lowered = "marking: TLP:CLEAR, lowered_by: 'head of unit, it is known'"
    dossier = DOSSIER.replace(", short:", f", {lowered}, short:")
    reported = words(composed(project(tmp_path, dossier=dossier), "public"))
    assert "opposes Close the bridge to cars" in reported
    assert not re.search(r"\b[ABC] (Close|As now|Widen)", reported)


def test_a_section_of_a_house_prints_options_with_title_and_stances_with_condition(tmp_path: Path) -> None:
    section = (
        "# {{ label('positions') }}\n\n{% for p in positions %}- {{ p.stance }}\n{% endfor %}\n"
        "{% for r in risks %}- {{ r.option }}; {{ r.answered_by }}\n{% endfor %}\n"
    )
    house = "outline: {minister: [own]}\n"
    reported = words(composed(project(tmp_path, house=house, sections={"own": section})))
    assert "supports with conditions B Close: if the tunnel opens first; ▼ opposes C Widen" in reported
    assert "B Close; A As now and C Widen" in reported


@pytest.mark.parametrize("section", ["positions", "options-advised", "options-compared"])
def test_every_table_of_stances_has_their_conditions(tmp_path: Path, section: str) -> None:
    house = f"outline: {{officials: [{section}]}}\nannexes: {{officials: []}}\n"
    reported = words(composed(project(tmp_path, house=house), "officials"))
    assert "if the tunnel opens first" in reported
    assert "unless a ferry runs every hour of the day and of the night" in reported


def test_two_stances_of_one_holder_on_one_option_are_both_shown(tmp_path: Path) -> None:
    house = "outline: {officials: [positions]}\nannexes: {officials: []}\n"
    reported = words(composed(project(tmp_path, house=house), "officials"))
    assert "supports with conditions\n" in reported
    assert "opposes with conditions\n" in reported


def test_a_stance_without_its_condition_is_an_open_point(tmp_path: Path) -> None:
    """No view leaves it out; a paper whose condition is lost all the same is a draft."""
    from dataclasses import replace

    loaded = project(tmp_path)
    edition = edition_of(loaded, "minister")
    selection = select(edition, loaded.corpus, loaded.project)
    template, _ = read_template("house", loaded.root)
    assert template is not None
    document = composed(loaded).document
    assert document is not None

    def bare(node: object) -> object:
        if isinstance(node, tuple):
            return tuple(bare(one) for one in node if not lost(one))
        fields = {
            name: bare(getattr(node, name))
            for name in ("blocks", "content", "body", "cells")
            if hasattr(node, name)
        }
        return replace(node, **fields) if fields else node  # type: ignore[type-var]

    def lost(node: object) -> bool:
        return isinstance(node, Span) and node.origin is not None and node.origin.field.endswith(".condition")

    def points(shown: object) -> set[str]:
        checked = Checked(edition, loaded.project, loaded.corpus, selection, shown, template)  # type: ignore[arg-type]
        return {p.record for p in check_edition(checked) if p.code == "dropped-condition"}

    assert points(document) == set()
    assert points(bare(document)) == {"ada-view", "ada-later"}


@pytest.mark.parametrize(
    ("language", "named", "not_named"),
    [
        ("en", "Agree to option B.", "Agree to plan B, the option A Smith prefers is none."),
        ("uk", "Погодити варіант Б.", "Погодити варіанти, що Богдан назвав."),
        ("uk", "Обрати один із варіантів B і C.", "Варіант Ярослава кращий."),
        ("de", "Bei Option C wird es teuer.", "Die Option Christian ist keine."),
        ("fr", "Les options B et C.", "L’option Bernard."),
        ("pl", "W wariancie B koszty rosną.", "Opcja Bogdana."),
    ],
)
def test_a_letter_in_a_text_is_found_in_every_language(language: str, named: str, not_named: str) -> None:
    assert names_letter(named, language, options=3)
    assert not names_letter(not_named.replace("option A Smith", "option Smith"), language, options=3)


def test_a_letter_behind_z_is_found_in_a_text_where_so_many_options_have_one() -> None:
    assert names_letter("Agree to option BH.", "en", options=60)
    assert not names_letter("Agree to option BI.", "en", options=60)


def test_the_list_prints_a_title_that_is_the_short_title_once(tmp_path: Path) -> None:
    dossier = DOSSIER.replace("title: Close the bridge to cars", "title: Close")
    reported = words(composed(project(tmp_path, dossier=dossier), "minister"))
    assert "A As now: Continue as now (baseline)" in reported
    assert "B Close (recommended)" in reported
