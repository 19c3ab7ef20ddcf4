"""A qualifier stands once before a number, whether the text says it or the number."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybrief.document import plain_text
from policybrief.languages import qualifier_before
from policybrief.sections.compose import compose
from policybrief.selection import select
from small import base_template, edition_of, project_at


def printed(folder: Path, text: str, number: str) -> str:
    dossier = (
        "cleared: 2022-09-01, head of unit\n"
        f"facts: {{paid: {{text: '{text}', number: {number}, source: 'open-report, page 1'}}}}\n"
    )
    loaded = project_at(folder, dossier, brief="title: Pay\nstatus_quo: [paid]\n")
    edition = edition_of(loaded)
    selection = select(edition, loaded.corpus, loaded.project)
    document = compose(edition, selection, project=loaded.project, template=base_template(folder)).document
    assert document is not None
    return "\n".join(plain_text(block) for block in document.blocks).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "number", "shown"),
    [
        ("About {number} workers are paid it.", "about 71500", "About 71,500 workers"),
        ("Some {number} workers are paid it.", "about 71500", "Some 71,500 workers"),
        ("Up to {number} workers gain.", "at most 209200", "Up to 209,200 workers"),
        ("It costs no more than {number} euros.", "at most 5", "no more than 5 euros"),
        ("It costs more than {number} euros.", "more than 5", "more than 5 euros"),
        ("It costs about £{number} million.", "about 347", "about £347 million"),
        ("It costs £{number} million.", "about 347", "It costs about £347 million"),
        ("It costs €{number}.", "at most 5", "It costs at most €5"),
        ("It costs US${number}.", "more than 5", "It costs over US$5"),
        ("It costs about US${number}.", "about 5", "It costs about US$5"),
        ("It costs (£{number}) a year.", "about 3 to 4", "It costs (about £3 to 4) a year"),
        ("It costs £{number}.", "5", "It costs £5."),
        ("It takes over {number} years.", "about 10", "over about 10 years"),
        ("It takes {number} years.", "about 10", "about 10 years"),
        ("Of {number} ships, about {number} came.", "about 10", "Of about 10 ships, about 10 came."),
    ],
)
def test_a_qualifier_that_the_text_says_is_not_printed_again(
    tmp_path: Path, text: str, number: str, shown: str
) -> None:
    assert shown in printed(tmp_path, text, number)


@pytest.mark.parametrize(
    ("language", "text", "qualifier"),
    [
        ("en", "It was no more than ", "at most"),
        ("en-GB", "Around", "about"),
        ("en", "The roundabout", ""),
        ("en", "It serves", ""),
        ("uk", "Не більше ніж", "at most"),
        ("uk", "Не менш ніж", "at least"),
        ("uk", "більш ніж", "more than"),
        ("uk", "Приблизно", "about"),
        ("uk", "зменшилася до", ""),
        ("de", "Bis zu", "at most"),
        ("de", "nicht mehr als", "at most"),
        ("de", "Das sind rund", "about"),
        ("fr", "Jusqu'à", "at most"),
        ("fr", "près d’environ", "about"),
        ("fr", "pas plus de", "at most"),
        ("pl", "Nie mniej niż", "at least"),
        ("pl", "Około", "about"),
        ("cs", "asi", ""),
    ],
)
def test_the_last_words_of_a_text_are_known_as_a_qualifier(language: str, text: str, qualifier: str) -> None:
    assert qualifier_before(text, language) == qualifier
