"""Views of the options: what they cost, and how many holders support each."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybrief.document import Chart, Document, List, Section, Table, plain_text, walk
from policybrief.sections.compose import compose
from policybrief.selection import select
from policybrief.templates import read_template
from small import edition_of, project_at

SECTIONS = {
    "templates/house/template.yaml": "name: House\noutline: {officials: [costs, positions]}\n",
}
NOTHING = {
    "en": "Not costed: the sources give no figure for any option.",
    "uk": "Вартість не визначено: джерела не наводять цифр для жодного варіанта.",
    "de": "Kosten nicht beziffert: Die Quellen nennen für keine Option einen Betrag.",
    "fr": "Non chiffré : les sources ne donnent de montant pour aucune option.",
    "pl": "Nie oszacowano: źródła nie podają kwoty dla żadnego wariantu.",
}


def paper(folder: Path, dossier: str, *, language: str = "en") -> Document:
    loaded = project_at(folder, dossier, files=SECTIONS)
    template, faults = read_template("house", folder)
    assert template is not None, faults
    edition = edition_of(loaded, language=language)
    selection = select(edition, loaded.corpus, loaded.project)
    done = compose(edition, selection, project=loaded.project, template=template)
    assert done.document is not None, done.diagnostics
    return done.document


def costs(document: Document) -> tuple[str, list[Table], list[List]]:
    """The words of the section on cost, its tables and its lists."""
    (section,) = (n for n in walk(document) if isinstance(n, Section) and n.id == "costs")
    nodes = [*walk(section)]
    tables, lists = [n for n in nodes if isinstance(n, Table)], [n for n in nodes if isinstance(n, List)]
    return plain_text(section.blocks).replace("\u00a0", " "), tables, lists


def options(cost: str = "") -> str:
    return f"""
cleared: 2022-09-01, head of unit
criteria: {{cost: Cost}}
options:
  as-now: {{title: Continue as now, baseline: true}}
  close: {{title: Close it, ratings: {{cost: "worse, guards"}}{cost}}}
"""


@pytest.mark.parametrize("language", NOTHING)
def test_where_nothing_is_costed_one_sentence_says_so(tmp_path: Path, language: str) -> None:
    words, tables, lists = costs(paper(tmp_path, options(), language=language))
    assert not tables
    assert not lists
    assert words.endswith(NOTHING[language])


def test_the_sentence_is_followed_by_what_would_be_paid_for(tmp_path: Path) -> None:
    words, tables, (entries,) = costs(
        paper(tmp_path, options(", cost: {pays_for: Guards and signs, falls_due: Each year}"))
    )
    assert not tables
    assert f"{NOTHING['en']} What each option would pay for:" in words
    assert plain_text(entries).replace("\u2002", " ") == "B Close it: Guards and signs. When due: Each year"


def test_where_one_option_is_costed_there_is_a_table(tmp_path: Path) -> None:
    cost = ", cost: {amount: {value: 300, unit: thousand euros}, pays_for: Guards}"
    words, (table,), _ = costs(paper(tmp_path, options(cost)))
    assert len(table.body) == 2
    assert NOTHING["en"] not in words


def supported(*holders: str) -> str:
    """Options that each holder supports: the first one, and of the last holder both."""
    names = "\n".join(f"  {name}: {{name: {name}, kind: organisation}}" for name in dict.fromkeys(holders))
    views = "\n".join(
        f"  view-{n}: {{holder: {name}, text: Do it., stance: {{close: supports"
        f"{', as-now: supports' if name == holders[-1] else ''}}}, source: 'open-report, page {n}'}}"
        for n, name in enumerate(holders, 1)
    )
    return f"{options()}actors:\n{names}\npositions:\n{views}\n"


@pytest.mark.parametrize(("voices", "drawn"), [(9, False), (10, True)])
def test_bars_are_drawn_of_ten_voices_and_more(tmp_path: Path, voices: int, drawn: bool) -> None:
    document = paper(tmp_path, supported(*(f"town-{n:02}" for n in range(voices))))
    charts = [node for node in walk(document) if isinstance(node, Chart)]
    assert [[point.shown for series in chart.series for point in series.points] for chart in charts] == (
        [["1", "10"]] if drawn else []
    )


def test_ten_positions_of_fewer_holders_are_fewer_than_ten_voices(tmp_path: Path) -> None:
    document = paper(tmp_path, supported(*(f"town-{n:02}" for n in range(9)), "town-08"))
    assert not any(isinstance(node, Chart) for node in walk(document))


def test_a_holder_counts_once_for_an_option(tmp_path: Path) -> None:
    document = paper(tmp_path, supported(*(f"town-{n:02}" for n in range(10)), "town-03"))
    (chart,) = (node for node in walk(document) if isinstance(node, Chart))
    assert [point.shown for series in chart.series for point in series.points] == ["1", "10"]


def test_of_options_with_one_rating_those_with_an_amount_come_first(tmp_path: Path) -> None:
    dossier = f"{options()}  ferry: {{title: Run a ferry}}\n  tunnel: {{title: Dig, cost: {{amount: 300}}}}\n"
    _, (table,), _ = costs(paper(tmp_path, dossier))
    assert [plain_text(row.cells[0])[0] for row in table.body] == ["A", "B", "D", "C"]


def test_a_short_title_that_is_the_whole_title_is_printed_once(tmp_path: Path) -> None:
    cost = ", short: Close it, cost: {amount: 300}"
    _, (table,), _ = costs(paper(tmp_path, options(cost)))
    assert plain_text(table.body[1].cells[0]).replace("\u2002", " ") == "B Close it"
    _, (table,), _ = costs(paper(tmp_path / "other", options(cost.replace("Close it", "Close"))))
    assert "Close it" in plain_text(table.body[1].cells[0])
