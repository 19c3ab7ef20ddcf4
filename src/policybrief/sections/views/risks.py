"""Views of the risks: the 5 × 5 map and the register, numbered by gravity."""

from __future__ import annotations

from policybrief.document import (
    Block,
    Cell,
    Column,
    Inline,
    Paragraph,
    RecordNumbers,
    Row,
    Str,
    Strong,
    Table,
)
from policybrief.languages import NBSP
from policybrief.records import Option, Risk
from policybrief.sections.printing import EN_SPACE, Printer, by_gravity, entry_id, level, score
from policybrief.sections.views.cells import bold, cell, heads, row_head, secondary

Blocks = tuple[Block, ...]


def risk_map(printer: Printer) -> Blocks:
    """Impact upwards, likelihood to the right; each cell its level and the numbers of its risks."""
    risks = by_gravity(printer.selection.of(Risk), printer.project.yardstick)
    if not risks:
        return ()
    rows = tuple(_map_row(printer, risks, impact) for impact in (5, 4, 3, 2, 1))
    foot = (row_head(), *(_foot_cell(printer, column) for column in (1, 2, 3, 4, 5)))
    return (
        Table(
            (Column(123), *(Column(71.4) for _ in range(5))),
            (),
            (*rows, Row(foot, role="foot")),
            role="map",
            caption=(
                *printer.label("risks.map-caption"),
                *secondary((Str(f" – {printer.words('risks.axes')}"),)),
            ),
            summary=printer.words("risks.map-summary"),
            notes=(Paragraph(_note(printer), role="note"),),
            id="risk-map",
            records=tuple(risk.id for risk in risks),
        ),
    )


def _map_row(printer: Printer, risks: tuple[Risk, ...], impact: int) -> Row:
    cells = []
    for column in (1, 2, 3, 4, 5):
        here = [
            r for r in risks if (printer.project.yardstick.column(r.likelihood), r.impact) == (column, impact)
        ]
        grade = level(column * impact)
        numbers = RecordNumbers(tuple(risk.id for risk in here), between=EN_SPACE, words=True)
        shown = bold(numbers) if here else ()
        cells.append(cell(shown, secondary(printer.label(f"risks.{grade}")), role=f"risk-{grade}"))
    return Row((row_head(bold(Str(f"{impact}{EN_SPACE}{printer.words(f'impact.{impact}')}"))), *cells))


def _note(printer: Printer) -> tuple[Inline, ...]:
    """What the numbers and bands of the map mean; in general words for a yardstick without a label."""
    scale = printer.project.yardstick
    key = f"risks.note-{scale.name}"
    if printer.template.has_label(key, printer.language):
        return printer.label(key)
    return printer.label("risks.note-scale", yardstick=scale.title)


def _foot_cell(printer: Printer, column: int) -> Cell:
    words, span = _column_words(printer, column)
    return Cell(
        (Paragraph((Str(words),), role="table"), Paragraph(secondary((Str(span),)), role="table")),
        header="column",
    )


def _column_words(printer: Printer, column: int) -> tuple[str, str]:
    """The words below a column and its span: the template's labels, else those of the bands it joins."""
    scale = printer.project.yardstick
    key = f"map.{scale.name}.{column}"
    if printer.template.has_label(key, printer.language):
        return printer.words(key), printer.words(f"{key}.range")
    bands = [band for band in scale.bands if scale.column(band.words) == column]
    if not bands:
        return "–", ""
    band = bands[-1] if column < 3 else bands[0]
    span = f"{min(b.low for b in bands)}–{max(b.high for b in bands)}{NBSP}%"
    return _capital(printer.likelihood(band.words)), span


def risk_register(printer: Printer) -> Blocks:
    """The risks, gravest first: what, how likely and grave, the level, and the answer."""
    risks = by_gravity(printer.selection.of(Risk), printer.project.yardstick)
    if not risks:
        return ()
    columns = (Column(22, align="right"), Column(168), Column(80), Column(66), Column(144))
    keys = ("number", "risks.risk", "risks.likelihood-impact", "risks.level", "risks.answer")
    return (
        Table(
            columns,
            (heads(printer, *keys),),
            tuple(_register_row(printer, risk) for risk in risks),
            role="rows",
            caption=(
                *printer.label("risks.register-caption"),
                *secondary((Str(f" – {printer.words('risks.order')}"),)),
            ),
            summary=printer.words("risks.register-summary"),
            id="risk-register",
        ),
    )


def _register_row(printer: Printer, risk: Risk) -> Row:
    grade = level(score(risk, printer.project.yardstick))
    likelihood = printer.likelihood(risk.likelihood)
    impact = printer.words(f"impact.{risk.impact}").lower()
    told = (
        Strong((Str(printer.words(f"risks.{grade}")),)),
        Str(f"{EN_SPACE}{score(risk, printer.project.yardstick)}"),
    )
    return Row(
        (
            row_head(bold(Str(printer.name(risk))), id=entry_id(risk)),
            cell((*printer.text(risk), *printer.cites(risk))),
            cell((Str(f"{_capital(likelihood)}, {impact}"),)),
            cell(told, role=f"risk-{grade}"),
            cell((*_answering(printer, risk), *printer.field(risk, "mitigation", risk.mitigation))),
        )
    )


def _answering(printer: Printer, risk: Risk) -> tuple[Str, ...]:
    """The letters of the options that answer a risk: "B, D: "."""
    options = [o for o in printer.selection.having(risk.answered_by) if isinstance(o, Option)]
    letters = ", ".join(sorted(printer.letter(option) for option in options))
    return (Str(f"{letters}: "),) if letters else ()


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def top_risks(printer: Printer) -> Blocks:
    """The gravest risks as a short table: level, what, and the answer."""
    risks = by_gravity(printer.selection.of(Risk), printer.project.yardstick)[:3]
    rows = []
    for risk in risks:
        grade = level(score(risk, printer.project.yardstick))
        rows.append(
            Row(
                (
                    row_head((Strong((Str(printer.words(f"risks.{grade}")),)),)),
                    cell(printer.text(risk, "short") if risk.short else printer.text(risk)),
                    cell((*_answering(printer, risk), *printer.field(risk, "mitigation", risk.mitigation))),
                )
            )
        )
    if not rows:
        return ()
    return (
        Table(
            (Column(63), Column(150), Column(144)),
            (heads(printer, "risks.level", "risks.risk", "risks.answer"),),
            tuple(rows),
            role="rows",
            full=False,
            summary=printer.words("risks.register-summary"),
            id="top-risks",
        ),
    )
