"""Any number of options and annexes: a letter for each, in every language, and links that lead to it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pypdfium2
import pytest

from policybrief.document import CrossReference, Section, plain_text, walk
from policybrief.editions import MadeEdition, make_edition
from policybrief.sections import letter
from policybrief.templates import read_template
from record_numbers import links_in_pdf, links_in_word, lost_in_word
from small import edition_of, project_at

OPTIONS, ANNEXES = 60, 30
LETTERS = re.compile(r"\b[A-Z]{1,2}\b")
WORD = {"en": "Annex", "uk": "Додаток"}


def paper(folder: Path, language: str) -> MadeEdition:
    """A paper with 60 options, a recommendation based on all of them, and 30 annexes."""
    options = [
        f"  option-{n}: {{title: Way number {n}, short: Way {n}, ratings: {{effect: 'better, quick'}}}}"
        for n in range(1, OPTIONS)
    ]
    dossier = f"""
cleared: 2022-09-01, head of unit
actors: {{union: {{name: Drivers’ union, kind: organisation}}}}
criteria: {{effect: Effect}}
positions:
  union-view:
    holder: union
    text: Keep it open.
    stance: {{{", ".join(f"option-{n}: opposes" for n in range(1, OPTIONS))}}}
    source: open-report, page 6
options:
  as-now: {{title: Continue as now, short: As now, baseline: true}}
{chr(10).join(options)}
recommendations:
  choose: {{text: Decide on one., rests_on: [as-now, {", ".join(f"option-{n}" for n in range(1, OPTIONS))}]}}
"""
    loaded = project_at(folder, dossier)
    house = folder / "templates/mine"
    (house / "sections").mkdir(parents=True)
    annexes = [f"note-{n}" for n in range(1, ANNEXES + 1)]
    for name in annexes:
        (house / "sections" / f"{name}.md").write_text(f"# The {name}\n\nWords of the {name}.\n")
    (house / "template.yaml").write_text(
        "extends: base\n"
        "outline: {officials: [recommendations, positions, options, options-compared, costs]}\n"
        f"annexes: {{officials: [{', '.join(annexes)}]}}\n"
    )
    template, faults = read_template("mine", folder)
    assert template is not None, faults
    edition = edition_of(loaded, language=language)
    made = make_edition(
        edition,
        project=loaded.project,
        corpus=loaded.corpus,
        template=template,
        formats=("docx", "pdf"),
    )
    assert made.document is not None, made.diagnostics
    return made


@pytest.mark.parametrize("language", ["en", "uk"])
def test_sixty_options_and_thirty_annexes_have_a_letter_each_in_both_formats(
    tmp_path: Path, language: str
) -> None:
    made = paper(tmp_path, language)
    files = dict(made.files)
    annexes = [f"{WORD[language]} {letter(place)}" for place in range(ANNEXES)]
    headings = [
        p.text for p in docx.Document(io.BytesIO(files["docx"])).paragraphs if "Heading" in p.style.name
    ]
    assert [h.split("\u2002")[0] for h in headings if "The note-" in h] == annexes
    with pypdfium2.PdfDocument(files["pdf"]) as file:
        titles = [entry.get_title() for entry in file.get_toc()]
    assert [re.split(r"\s+The", title)[0] for title in titles if "The note-" in title] == annexes
    assert annexes[-1].endswith(" AD")
    letters = {letter(place) for place in range(OPTIONS)}
    assert lost_in_word(files["docx"], LETTERS) == []
    assert links_in_word(files["docx"], LETTERS) == letters
    assert links_in_pdf(files["pdf"], LETTERS) == letters


def test_each_letter_leads_to_its_own_option(tmp_path: Path) -> None:
    document = paper(tmp_path, "uk").document
    leads = {
        plain_text(node.content): node.target
        for node in walk(document)
        if isinstance(node, CrossReference) and LETTERS.fullmatch(plain_text(node.content))
    }
    assert leads == {
        letter(place): f"entry.{f'option-{place}' if place else 'as-now'}" for place in range(OPTIONS)
    }
    annexes = [node for node in walk(document) if isinstance(node, Section) and node.role == "annex"]
    assert len({annex.id for annex in annexes}) == ANNEXES
