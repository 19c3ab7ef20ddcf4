"""The document tree: its walk and its canonical JSON."""

from __future__ import annotations

from policybrief.document import Chart, Document, Figure, Meta, Point, Series, dump, load, walk

BARS = Chart("bars", (Series("%", (Point("Finland", 3, "3 %"), Point("Poland", 5, "5 %", accent=True))),))
LINES = Chart(
    kind="lines",
    series=(
        Series("Germany", (Point("2022", 2.5, "2.5"), Point("2023", 5, "5.0")), accent=True),
        Series("France", (Point("2022", 1, "1.0"), Point("2023", 2, "2.0"))),
    ),
)


def document_of(*charts: Chart) -> Document:
    meta = Meta(title="Aid", language="en", organisation="Office", kind="Brief")
    return Document(meta, tuple(Figure(chart, "what it shows", id=chart.kind) for chart in charts))


def test_charts_of_both_kinds_survive_dump_and_load():
    document = document_of(BARS, LINES)
    assert load(dump(document)) == document


def test_a_chart_of_bars_that_was_issued_before_it_had_a_series_is_read():
    earlier = dump(document_of(BARS)).replace(
        dump(BARS), '{"_":"Chart","points":[' + ",".join(map(dump, BARS.series[0].points)) + '],"unit":"%"}'
    )
    assert "Series" not in earlier
    assert load(earlier) == document_of(BARS)


def test_a_walk_meets_every_point_and_every_line_of_a_chart():
    nodes = list(walk(document_of(BARS, LINES)))
    assert [n.name for n in nodes if isinstance(n, Series)] == ["%", "Germany", "France"]
    assert [n.shown for n in nodes if isinstance(n, Point)] == ["3 %", "5 %", "2.5", "5.0", "1.0", "2.0"]
