"""Views of the risks: the 5 × 5 map and the register, numbered by gravity."""

from __future__ import annotations

from policybrief.document import Block, Cell, Column, Paragraph, Row, Str, Strong, Table
from policybrief.records import Option, Risk
from policybrief.sections.printing import EN_SPACE, Printer, by_gravity, level, likelihood_column, score
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
            notes=(Paragraph(printer.label(f"risks.note-{printer.project.yardstick}"), role="note"),),
            id="risk-map",
        ),
    )


def _map_row(printer: Printer, risks: tuple[Risk, ...], impact: int) -> Row:
    cells = []
    for column in (1, 2, 3, 4, 5):
        here = [
            r
            for r in risks
            if (likelihood_column(r.likelihood, printer.project.yardstick), r.impact) == (column, impact)
        ]
        grade = level(column * impact)
        numbers = EN_SPACE.join(_number(printer, risk) for risk in here)
        shown = (Strong((Str(numbers),)),) if here else ()
        cells.append(cell(shown, secondary(printer.label(f"risks.{grade}")), role=f"risk-{grade}"))
    return Row((row_head(bold(Str(f"{impact}{EN_SPACE}{printer.words(f'impact.{impact}')}"))), *cells))


def _number(printer: Printer, risk: Risk) -> str:
    """The number of a risk in the map and the register: its short name without the initial."""
    return printer.numbers[risk.id].removeprefix("R")


def _foot_cell(printer: Printer, column: int) -> Cell:
    scheme = printer.project.yardstick
    return Cell(
        (
            Paragraph(printer.label(f"map.{scheme}.{column}"), role="table"),
            Paragraph(secondary(printer.label(f"map.{scheme}.{column}.range")), role="table"),
        ),
        header="column",
    )


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
    likelihood = printer.words(f"likelihood.{risk.likelihood.replace(' ', '-')}")
    impact = printer.words(f"impact.{risk.impact}").lower()
    told = (
        Strong((Str(printer.words(f"risks.{grade}")),)),
        Str(f"{EN_SPACE}{score(risk, printer.project.yardstick)}"),
    )
    return Row(
        (
            row_head(bold(Str(_number(printer, risk))), id=f"risk.{risk.id}"),
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
