"""Every form of the dossier and the brief that officers asked for, in one project and in its translation.

Not yet, because later issues build it. Issue 19: a quantity as one string with its unit (`£141m to
£705m`), its estimate with a range, `number: table[row]`; measured and scaled criteria, a fact's id as a
rating, the long form of a rating with `certainty`; `costs:` and `benefits:` by line; `after:` and
`managed_by:` of a risk; consultations; `next_edition:` and periods. Issue 20: tables, series and files;
charts; pictures; `figures:` of the brief; cells and functions in braces (`{table[row]}`,
`percent_change(…)`).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from policybrief.document import (
    Callout,
    CrossReference,
    Document,
    Paragraph,
    Quote,
    Section,
    plain_text,
    walk,
)
from policybrief.sections.compose import compose
from policybrief.selection import select
from small import base_template, edition_of, project_at

DOSSIER = """
cleared: 2022-09-01, head of unit
# A comment has a line of its own.
sources:
  count:
    title: "Count of readers: the branch in Mill Lane"
    short: Count, 2022
    author: "{City library}"
    issued: 2022-05-01
    marking: TLP:CLEAR
  hearing: {title: Hearing of the readers, short: Hearing, issued: 2022-06-01, marking: TLP:CLEAR}

actors:
  readers: {name: Friends of the branch, kind: group}

criteria:
  access: Within reach of all readers

facts:
  visits:
    # {number} prints the figure.
    text: The branch had {number} visits last year.
    short: visits last year
    number: 48000 to 52000
    caveat: Counted at the door, staff included {count, page 7}.
    source: count, table 1
  middle:
    text: In the middle of the range it had {number} visits.
    number: 50000
    worked_out: (48000 + 52000) / 2
    rests_on: [visits]
  aim:
    text: The city wants {number} % of its people to hold a card by 2025.
    short: of people to hold a card
    number: {value: 40, unit: "%"}
    source: count, summary

positions:
  readers-view:
    holder: readers
    text: Shorter hours shut out those who work.
    stance: {evenings: supports if it opens on Saturday too}
    source: {id: hearing, locator: minute 12, quote: We work when you are open.}

options:
  as-now: {title: Hours as now, baseline: yes}
  evenings:
    title: Open until nine in the evening
    short: Evenings
    ratings:
      access: much better, those who work can come
    rests_on: [visits]

risks:
  empty:
    text: Few come late in the evening.
    option: evenings
    likelihood: likely
    impact: 2
    mitigation: Start with two evenings {count, page 9}.
    answered_by: as-now
    rests_on: [visits]

judgements:
  worth-it: {text: Evenings are worth their cost., confidence: moderate, rests_on: [visits]}

passages:
  background:
    section: background
    text: |
      The city wants {aim.number} % of its people
      to hold a card {aim}.

      The branch had {visits.number} visits: in the middle {middle.number}.
  why-evenings:
    section: analysis
    text: |
      Two things speak for {evenings}:
      - readers ask for it {readers-view}
      - we judge so {worth-it}

      {readers-view.quote}

      What is open is in {limits.paragraph}; what may go wrong is
      {empty}. A brace is \\{so\\} {count, page 1}.
  limits:
    section: analysis
    text: Nobody has counted those who do not come {count, page 8}. See decision {agree}.
  unknown:
    section: analysis
    box: What is not known
    text: The HVAC has not been tried at night {count, page 10}.
  in-short:
    text: |
      Evenings bring in those who work {readers-view}.

recommendations:
  agree:
    text: Agree that the branch opens until nine.
    option: evenings
    by: 2022-10-20, the rota is drawn up then
    because: [worth-it, visits, limits]
    templates: [base]
"""
BRIEF = """
title: Hours of the branch
question: Should the branch open in the evening?
as_of: 2022-10-01
number: "LIB/1"
contact: library@example.org
particulars:
  Lead committee: Culture
  Members: [Ann Archer, Bo Blum]
key_messages: [worth-it, visits, in-short]
bottom_line: [worth-it]
key_figures: [visits, aim]
status_quo: [aim]
abbreviations:
  HVAC: heating and ventilation
officials: {paragraphs: numbered}
"""
TRANSLATED = """
sources:
  count: {short: "Підрахунок, 2022"}
  hearing: {short: Слухання}
actors:
  readers: Друзі бібліотеки
criteria:
  access: Доступність для читачів
facts:
  visits:
    text: Торік бібліотека мала {number} відвідувань.
    short: відвідувань торік
    caveat: Підраховано біля дверей разом із працівниками {count, сторінка 7}.
  middle: Посередині діапазону було {number} відвідувань.
  aim: {text: "Місто хоче, щоб {number} % людей мали квиток.", short: людей із квитком}
positions:
  readers-view: {text: Не всі приходять удень., stance: {evenings: якщо відкрито й у суботу}}
options:
  as-now: {title: Години як тепер}
  evenings: {title: Відчинено до дев'ятої, short: Вечори, ratings: {access: більше людей може прийти}}
risks:
  empty: {text: Увечері приходить мало людей., mitigation: "Почати з двох вечорів {count, сторінка 9}."}
judgements:
  worth-it: Вечори варті своєї ціни.
passages:
  background: |
    Місто хоче, щоб {aim.number} % людей мали квиток {aim}.

    Бібліотека мала {visits.number} відвідувань: посередині {middle.number}.
  why-evenings: |
    Дві речі на користь {evenings}:
    - про це просять читачі {readers-view}
    - так вважаємо ми {worth-it}

    {readers-view.quote}

    Що відкрито, сказано тут: {limits.paragraph}; що може піти не так:
    {empty}. Дужка: \\{так\\} {count, сторінка 1}.
  limits: Ніхто не рахував тих, хто не приходить {count, сторінка 8}. Див. рішення {agree}.
  unknown: {box: Що невідомо, text: "HVAC вночі не перевіряли {count, сторінка 10}."}
  in-short: Вечори приводять тих, хто працює {readers-view}.
recommendations:
  agree: {text: Погодити роботу до дев'ятої., by: тоді складають графік}
"""
TRANSLATED_BRIEF = """
title: Години бібліотеки
question: Чи відчиняти бібліотеку ввечері?
particulars: {Головний комітет: Культура, Члени: [Енн Арчер, Бо Блум]}
abbreviations: {HVAC: опалення й вентиляція}
"""


@lru_cache(maxsize=8)
def document(language: str, audience: str = "officials") -> Document:
    with TemporaryDirectory() as folder:
        files = {"briefs/records/demo.uk.yaml": TRANSLATED, "briefs/demo.uk.yaml": TRANSLATED_BRIEF}
        loaded = project_at(Path(folder), DOSSIER, brief=BRIEF, files=files)
        edition = edition_of(loaded, audience, language=language)
        selection = select(edition, loaded.corpus, loaded.project)
        template = base_template(loaded.root)
        made = compose(edition, selection, project=loaded.project, template=template)
        assert made.document is not None, made.diagnostics
        return made.document


def lines(language: str, section: str = "", audience: str = "officials") -> list[str]:
    nodes = walk(document(language, audience))
    found = next((n for n in nodes if isinstance(n, Section) and n.id == section), None)
    within = document(language, audience) if not section else found
    assert within is not None, section
    return [plain_text(n).replace("\u00a0", " ") for n in walk(within) if isinstance(n, Paragraph)]


@pytest.mark.parametrize(
    ("language", "section", "line"),
    [
        ("en", "background", "The city wants 40 % of its people to hold a card [1]."),
        ("en", "background", "The branch had 48,000 to 52,000 visits: in the middle 50,000 [1]. [i]"),
        ("en", "analysis", "Two things speak for B Evenings:"),
        ("en", "analysis", "readers ask for it [2]"),
        ("en", "analysis", "we judge so J1"),
        ("en", "analysis", "“We work when you are open.” [2]"),
        ("en", "analysis", "Friends of the branch, minute 12"),
        ("en", "analysis", "Nobody has counted those who do not come [1]. See decision 1."),
        ("en", "analysis", "The HVAC (heating and ventilation) has not been tried at night [1]."),
        ("en", "bottom-line", "Evenings bring in those who work [2]."),
        ("uk", "background", "Місто хоче, щоб 40 % людей мали квиток [1]."),
        ("uk", "background", "Бібліотека мала 48 000–52 000 відвідувань: посередині 50 000 [1]. [i]"),
        ("uk", "analysis", "про це просять читачі [2]"),
        ("uk", "analysis", "так вважаємо ми J1"),
        ("uk", "analysis", "Ніхто не рахував тих, хто не приходить [1]. Див. рішення 1."),
        ("uk", "bottom-line", "Вечори приводять тих, хто працює [2]."),
    ],
)
def test_each_form_of_prose_is_printed(language: str, section: str, line: str) -> None:
    assert line in lines(language, section)


@pytest.mark.parametrize(
    ("language", "begins", "ends"),
    [
        ("en", "What is open is in paragraph ", "; what may go wrong is R1. A brace is {so} [1]."),
        ("uk", "Що відкрито, сказано тут: абзац ", "; що може піти не так: R1. Дужка: {так} [1]."),
    ],
)
def test_paragraphs_are_referred_to_by_their_numbers(language: str, begins: str, ends: str) -> None:
    (line,) = [line for line in lines(language, "analysis") if line.endswith(ends)]
    assert line.startswith(begins)
    number = line.removeprefix(begins).removesuffix(ends)
    numbered = {n.number: n.id for n in walk(document(language)) if isinstance(n, Paragraph) and n.number}
    links = {n.target for n in walk(document(language)) if isinstance(n, CrossReference)}
    assert numbered[number] in links


@pytest.mark.parametrize(
    ("language", "title", "speaker"),
    [("en", "What is not known", "Friends of the branch"), ("uk", "Що невідомо", "Друзі бібліотеки")],
)
def test_the_box_and_the_quotation_are_set_as_such(language: str, title: str, speaker: str) -> None:
    nodes = [*walk(document(language))]
    assert title in [plain_text(n.title) for n in nodes if isinstance(n, Callout)]
    (quotation,) = [n for n in nodes if isinstance(n, Quote)]
    assert speaker in plain_text(quotation)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            (
                "– Evenings are worth their cost. J1",
                "– Nobody has counted those who do not come [1]. See decision 1.",
                "Counted at the door, staff included [1].",
                "Lead committee",
                "Culture",
                "library@example.org",
                "LIB/1",
            ),
        ),
        (
            "uk",
            (
                "– Вечори варті своєї ціни. J1",
                "– Ніхто не рахував тих, хто не приходить [1]. Див. рішення 1.",
                "Підраховано біля дверей разом із працівниками [1].",
                "Головний комітет",
                "Культура",
                "library@example.org",
                "LIB/1",
            ),
        ),
    ],
)
def test_reasons_caveats_particulars_and_the_question_are_printed(
    language: str, expected: tuple[str, ...]
) -> None:
    words = "\n".join(lines(language))
    for line in expected:
        assert line in words


@pytest.mark.parametrize(
    ("language", "question"),
    [("en", "Should the branch open in the evening?"), ("uk", "Чи відчиняти бібліотеку ввечері?")],
)
def test_the_question_stands_below_the_title(language: str, question: str) -> None:
    assert document(language).meta.question == question


@pytest.mark.parametrize(("language", "label"), [("en", "own calculation"), ("uk", "власний розрахунок")])
def test_a_calculation_of_our_own_is_called_one(language: str, label: str) -> None:
    assert label in "\n".join(lines(language)).lower()


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "HVAC heating and ventilation"), ("uk", "HVAC опалення й вентиляція")]
)
def test_short_forms_are_listed(language: str, expected: str) -> None:
    assert expected in "\n".join(lines(language)).replace("\u2002", " ").replace("  ", " ")
