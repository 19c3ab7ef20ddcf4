"""Documents for tests of writers: one with every block and role, and generated ones."""

from __future__ import annotations

from hypothesis import strategies as st

from policybrief.designing.specimen.components import components
from policybrief.document import (
    Block,
    Callout,
    Cell,
    Chart,
    Column,
    CrossReference,
    Document,
    Emphasis,
    Figure,
    Inline,
    Link,
    List,
    Mark,
    Meta,
    Note,
    Paragraph,
    Point,
    Quote,
    Row,
    Section,
    Series,
    Span,
    Str,
    Strong,
    Table,
)
from policybrief.templates.look import Look

META = Meta(
    "A title with ₴ and ї",
    "en",
    "Office of Bridges",
    "Brief",
    marks=(Mark("TLP:GREEN", "#33FF00", "#000000"),),
    number="B 1",
    header="B 1 · A title",
    footer="Facts as of 1 March 2026",
    contents="Contents",
    subject="What now?",
    date="2026-03-01",
    ruled=True,
    anchors=True,
)


def every_component(look: Look) -> Document:
    """A document with every block, inline and role that a look names."""
    lines = Chart(
        kind="lines",
        series=(
            Series("Toll", (Point("2024", 3, "3"), Point("2025", 4.5, "4.5")), accent=True),
            Series("Fuel", (Point("2024", 1, "1"), Point("2025", 2, "2"))),
        ),
    )
    figure = Figure(
        lines, "Toll rose from 3 to 4.5 %, fuel from 1 to 2 %", (Str("Tolls rise"),), "Figure 9", id="fig.9"
    )
    blocks = (
        Section((Str("First"),), (*components(look), figure), id="section.first", number="1"),
        Section(
            (Str("Second"),),
            (
                Paragraph((Str("Small words stand under the heading."), _note(1)), id="section.second/p"),
                Paragraph((Str("[1] Source 1"),), "source", "source.1"),
            ),
            id="section.second",
            subtitle=(Str("in their own name"),),
        ),
    )
    return Document(META, blocks)


def words(text: str) -> list[str]:
    """The words of a text, soft hyphens and blanks of any kind aside."""
    return text.replace("\u00ad", "").split()


_WORD = st.text(st.sampled_from("abcdefgh ÄÖü жїєґ αβγ łńś –“”«»&<>'\"§%"), min_size=1, max_size=24).filter(
    str.strip
)
_INLINE: st.SearchStrategy[Inline] = st.recursive(
    st.builds(Str, _WORD),
    lambda inner: st.one_of(
        st.builds(lambda c: Strong((c,)), inner),
        st.builds(lambda c: Emphasis((c,)), inner),
        st.builds(lambda c, r: Span((c,), r), inner, st.sampled_from(["secondary", "stance-supports", ""])),
        st.builds(lambda c: Span((c,), language="uk"), inner),
        st.builds(lambda c: Link((c,), "https://example.org/a?b=1&c=2"), inner),
    ),
    max_leaves=3,
)
_INLINES = st.lists(_INLINE, min_size=1, max_size=4).map(tuple)
_PARAGRAPH = st.builds(Paragraph, _INLINES, st.sampled_from(["body", "lead", "note", "source", "question"]))


def _table(rows: list[list[tuple[Inline, ...]]]) -> Table:
    wide = max(len(row) for row in rows)

    def row(given: list[tuple[Inline, ...]], header: str) -> Row:
        cells = [*given, *[()] * (wide - len(given))]
        return Row(
            tuple(
                Cell((Paragraph(content, "table"),), header=header or ("row" if n == 0 else ""))  # type: ignore[arg-type]
                for n, content in enumerate(cells)
            )
        )

    return Table(
        (Column(),) * wide,
        (row(rows[0], "column"),),
        tuple(row(r, "") for r in rows[1:]),
        summary="A table",
        id="t",
    )


_TABLE = st.lists(st.lists(_INLINES, min_size=1, max_size=4), min_size=2, max_size=6).map(_table)
_POINTS = st.lists(
    st.builds(lambda n, v: Point(n, v, f"{v:g}"), _WORD, st.floats(0, 1000).map(lambda v: round(v, 1))),
    min_size=1,
    max_size=5,
).map(tuple)
_FIGURE = st.builds(
    lambda points: Figure(
        Chart("bars", (Series("", points),)), "A chart", (Str("What it says"),), "Figure 1"
    ),
    _POINTS,
)
_BLOCK: st.SearchStrategy[Block] = st.recursive(
    st.one_of(_PARAGRAPH, _TABLE, _FIGURE),
    lambda inner: st.one_of(
        st.builds(
            lambda entries, ordered: List(tuple(entries), ordered),
            st.lists(st.lists(inner, min_size=1, max_size=2).map(tuple), min_size=1, max_size=3),
            st.booleans(),
        ),
        st.builds(lambda b, t: Callout((b,), "open-points", t), inner, _INLINES),
        st.builds(lambda b: Quote((b,)), inner),
        st.builds(lambda b, t: Section(t, (b,)), inner, _INLINES),
    ),
    max_leaves=6,
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents over the whole vocabulary, with notes that lead to a list of sources and back."""
    sections = draw(
        st.lists(st.tuples(_INLINES, st.lists(_BLOCK, min_size=1, max_size=3)), min_size=1, max_size=3)
    )
    body = tuple(
        Section(title, (Paragraph((Str("As said"), _note(n)), id=f"p.{n}"), *blocks), f"section.{n}", str(n))
        for n, (title, blocks) in enumerate(sections, 1)
    )
    sources = tuple(
        Paragraph(
            (CrossReference((Str(f"[{n}]"),), f"note.{n}"), Str(f" Source {n}")), "source", f"source.{n}"
        )
        for n in range(1, len(sections) + 1)
    )
    return Document(META, (*body, Section((Str("Sources"),), sources, "sources")))


def _note(number: int) -> Note:
    return Note(
        f"note.{number}", f"[{number}]", (Str(f"[{number}] Source {number}, page 2."),), f"source.{number}"
    )
