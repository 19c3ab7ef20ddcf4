"""The annex of evidence says who checked and cleared each fact, where its audience wants that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from policybrief.diagnostics import Severity
from policybrief.document import Paragraph, Span, Table, plain_text, walk
from policybrief.languages import NBSP
from policybrief.project import read_project
from policybrief.records import Fact, content_hash
from policybrief.sections.compose import compose
from policybrief.selection import select
from policybrief.templates import read_template
from small import base_template, edition_of, project_at

FACTS = """
cleared: {head}
sources:
  memo: {{title: Memo, issued: 2022-08-01, marking: TLP:CLEAR, audiences: [minister]}}
facts:
  income: {{text: The toll pays., source: "open-report, page 4"{income}}}
  wear: {{text: The deck is worn., source: "open-report, page 5"{wear}}}
  traffic: {{text: Lorries use it., source: ["open-report, page 6", "memo, page 6"]{traffic}}}
"""
HEAD = "2022-09-01, head of unit"
WHO = "organisation: Служба\nwho: {head of unit: керівник відділу}\n"


def annex(
    folder: Path,
    *,
    checked: bool = True,
    language: str = "en",
    head: str = HEAD,
    audience: str = "officials",
    **more: str,
) -> tuple[list[list[str]], str, Table]:
    """The rows of the table as lines of their cells, the note below it, and the table."""
    given = {name: more.get(name, "") for name in ("income", "wear", "traffic")}
    dossier = FACTS.format(head=head, **given)
    loaded = project_at(folder, dossier, files={"policybrief.uk.yaml": WHO})
    template = base_template(folder)
    outlines = tuple(
        replace(outline, checked=checked, annexes=("evidence",)) for outline in template.outlines
    )
    edition = edition_of(loaded, audience, language=language)
    composed = compose(
        edition,
        select(edition, loaded.corpus, loaded.project),
        project=loaded.project,
        template=replace(template, outlines=outlines),
    )
    assert composed.document is not None, composed.diagnostics
    (table,) = (n for n in walk(composed.document) if isinstance(n, Table) and n.id.endswith("evidence"))
    rows = [
        [reported(block) for cell in row.cells for block in cell.blocks if isinstance(block, Paragraph)]
        for row in table.body
    ]
    note = " ".join(reported(block) for block in table.notes if isinstance(block, Paragraph))
    return rows, note, table


def reported(paragraph: Paragraph) -> str:
    return plain_text(paragraph.content).replace(NBSP, " ")


def test_nothing_is_said_where_the_audience_does_not_want_it(tmp_path: Path) -> None:
    rows, note, _ = annex(tmp_path, checked=False, income=", checked: 2022-09-20")
    assert note == ""
    assert "cleared" not in str(rows)
    assert "checked" not in str(rows)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "All facts in this table: cleared on 1 September 2022 by head of unit."),
        ("uk", "Усі факти цієї таблиці: схвалено 1 вересня 2022 року (керівник відділу)."),
    ],
)
def test_what_holds_for_all_facts_is_told_once(tmp_path: Path, language: str, said: str) -> None:
    rows, note, _ = annex(tmp_path, language=language)
    assert note == said
    assert "cleared" not in str(rows)
    assert "схвалено" not in str(rows)


def test_facts_cleared_one_by_one_on_the_same_day_are_told_together(tmp_path: Path) -> None:
    loaded = project_at(tmp_path / "first", FACTS.format(head=HEAD, income="", wear="", traffic=""))
    stamps = {fact.id: f', cleared: "{HEAD}, of {content_hash(fact)}"' for fact in loaded.corpus.of(Fact)}
    # the memo is not for officials: what they see of the third fact is still what was cleared
    rows, note, _ = annex(tmp_path / "second", head="2022-01-01", **stamps)
    assert note == "All facts in this table: cleared on 1 September 2022 by head of unit."
    assert len(rows) == 3


def test_a_row_tells_what_differs_and_what_has_changed_since_is_not_cleared(tmp_path: Path) -> None:
    rows, note, _ = annex(
        tmp_path,
        head="2022-09-01",
        income=', checked: "2022-09-20, Policy planning"',
        wear=f', cleared: "{HEAD}, of 0123456789abcdef"',
    )
    assert note == ""  # no two are alike
    assert rows[0][3:5] == ["checked on 20 Sep 2022 by Policy planning", "cleared on 1 Sep 2022"]
    assert rows[1][3] == "not cleared"
    assert rows[2][3] == "cleared on 1 Sep 2022"


def test_where_most_are_cleared_alike_the_others_say_so(tmp_path: Path) -> None:
    rows, note, _ = annex(tmp_path, wear=f', cleared: "{HEAD}, of 0123456789abcdef"')
    assert note == "Unless a row says otherwise: cleared on 1 September 2022 by head of unit."
    assert [row for row in rows if "not cleared" in row] == [rows[1]]


def test_words_of_who_cleared_it_in_another_language_say_which(tmp_path: Path) -> None:
    _, note, table = annex(tmp_path, language="uk", head="2022-09-01, editors")
    assert "(editors)" in note
    (who,) = (
        n
        for block in table.notes
        for n in walk(block)
        if isinstance(n, Span) and plain_text((n,)) == "editors"
    )
    assert who.language == "en"


@pytest.mark.parametrize("language", base_template(Path(__file__).parent).languages())
def test_every_language_has_the_words(language: str) -> None:
    template = base_template(Path(__file__).parent)
    (words,) = (dict(words.labels) for words in template.words if words.language == language)
    keys = [f"evidence.{key}" for key in ("checked-by", "cleared-by", "checked", "cleared")]
    for key in keys:
        assert "{date}" in words[key]
        assert ("{who}" in words[key]) == key.endswith("-by")
    assert "{stamps}" in words["evidence.of-all"]
    assert "{stamps}" in words["evidence.of-most"]
    assert words["evidence.not-cleared"]


def test_a_template_says_for_which_audience(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "house"
    folder.mkdir(parents=True)
    (folder / "template.yaml").write_text("audiences: {officials: {checked: yes}}\n", encoding="utf-8")
    template, faults = read_template("house", tmp_path)
    assert template is not None, faults
    assert [o.audience for o in template.outlines if o.checked] == ["officials"]


@pytest.mark.parametrize("who", ["who: [head]", "who: {head: 3}", "who: head", "who: {}"])
def test_a_translation_of_those_who_clear_that_is_none_is_a_fault(tmp_path: Path, who: str) -> None:
    project_at(tmp_path, FACTS.format(head=HEAD, income="", wear="", traffic=""))
    (tmp_path / "policybrief.uk.yaml").write_text(f"organisation: Служба\n{who}\n", encoding="utf-8")
    (fault,) = read_project(tmp_path).diagnostics
    assert (fault.code, fault.severity, fault.span.line) == ("bad-translation", Severity.ERROR, 2)  # type: ignore[union-attr]
