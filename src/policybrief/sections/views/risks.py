"""Views of the risks: the 5 × 5 map and the register, most serious first."""

from __future__ import annotations

from functools import partial

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
from policybrief.records import Risk
from policybrief.sections.cited_places import cites
from policybrief.sections.numbering import by_severity, entry_id, level, score
from policybrief.sections.option_names import options_in_words, options_phrase
from policybrief.sections.printing import EN_SPACE, Printer
from policybrief.sections.views.cells import bold, cell, heads, row_head, secondary
from policybrief.selection import most_serious_risks

Blocks = tuple[Block, ...]
Inlines = tuple[Inline, ...]

HIGHEST = 3
"""Risks that the short table has whatever option they are of."""


def risk_map(printer: Printer) -> Blocks:
    """Impact upwards, likelihood to the right; each cell its level and the numbers of its risks."""
    risks = by_severity(printer.selection.of(Risk), printer.project.yardstick)
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
            notes=(
                Paragraph(_note(printer), role="note"),
                *(() if printer.calls("risk_register") else (_legend(printer, risks),)),
            ),
            id="risk-map",
            records=tuple(risk.id for risk in risks),
        ),
    )


def _map_row(printer: Printer, risks: tuple[Risk, ...], impact: int) -> Row:
    cells = []
    for column in (1, 2, 3, 4, 5):
        in_cell = [
            r for r in risks if (printer.project.yardstick.column(r.likelihood), r.impact) == (column, impact)
        ]
        grade = level(column * impact)
        numbers = RecordNumbers(tuple(risk.id for risk in in_cell), between=EN_SPACE, form="words")
        shown = bold(numbers) if in_cell else ()
        cells.append(cell(shown, secondary(printer.label(f"risks.{grade}")), role=f"risk-{grade}"))
    return Row((row_head(bold(Str(f"{impact}{EN_SPACE}{printer.words(f'impact.{impact}')}"))), *cells))


def _note(printer: Printer) -> tuple[Inline, ...]:
    """What the numbers and bands of the map mean; in general words for a yardstick without a label."""
    scale = printer.project.yardstick
    key = f"risks.note-{scale.name}"
    numbers = (*printer.label("risks.note-numbers"), Str(" ")) if printer.calls("risk_register") else ()
    if printer.template.has_label(key, printer.language):
        return (*numbers, *printer.label(key))
    return (*numbers, *printer.label("risks.note-scale", yardstick=scale.title))


def _legend(printer: Printer, risks: tuple[Risk, ...]) -> Paragraph:
    """The short text of each risk, as the map names it without a register, with the options that carry it."""
    content: list[Inline] = []
    for risk in risks:
        options = printer.joined_inlines(options_in_words(printer, risk.option))
        content.extend((Str(f"{EN_SPACE} "),) if content else ())
        content.extend(bold(*(printer.text(risk, "short") if risk.short else printer.text(risk))))
        content.extend((Str(" ("), *options, Str(")")) if options else ())
    return Paragraph(tuple(content), role="note")


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
    """The risks, most serious first: what, under which option, how the level follows, and the mitigation."""
    risks = by_severity(printer.selection.of(Risk), printer.project.yardstick)
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
            notes=(Paragraph(printer.label("risks.levels"), role="note"),),
            id="risk-register",
        ),
    )


def _register_row(printer: Printer, risk: Risk) -> Row:
    grade = level(score(risk, printer.project.yardstick))
    return Row(
        (
            row_head(bold(Str(printer.name(risk))), id=entry_id(risk)),
            cell((*printer.text(risk), *cites(printer, risk)), _under(printer, risk)),
            cell((Str(_capital(_derivation(printer, risk))),)),
            cell((Strong((Str(printer.words(f"risks.{grade}")),)),), role=f"risk-{grade}"),
            cell(*_mitigation(printer, risk)),
        )
    )


def _under(printer: Printer, risk: Risk) -> Inlines:
    """The options that carry the risk, each with its title, for a line of their own."""
    one, many = "recommendations.option", "recommendations.options"
    return secondary(options_phrase(printer, risk.option, one, many))


def _derivation(printer: Printer, risk: Risk) -> str:
    """How the level of a risk follows: "likely × major = 4 × 4 = 16"."""
    column = printer.project.yardstick.column(risk.likelihood)
    words = f"{printer.likelihood(risk.likelihood)} × {printer.words(f'impact.{risk.impact}').lower()}"
    numbers = f"= {column} × {risk.impact} = {column * risk.impact}"
    return f"{words.replace(' × ', f'{NBSP}× ')} {numbers.replace(' ', NBSP)}"


def _mitigation(printer: Printer, risk: Risk) -> tuple[Inlines, ...]:
    """What reduces the risk under its own options; then the options under which it does not arise."""
    others = tuple(option for option in risk.answered_by if option not in risk.option)
    not_under = options_phrase(printer, others, "risks.not-under", "risks.not-under")
    mitigation = printer.field(risk, "mitigation", risk.mitigation)
    return (mitigation, secondary(not_under)) if mitigation or not_under else (secondary((Str("–"),)),)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def top_risks(printer: Printer) -> Blocks:
    """The most serious risks as a short table: level, what, under which option, and the mitigation.

    The three highest, and the most serious of each recommended option.
    """
    scale = printer.project.yardstick
    must = most_serious_risks(printer.selection, gravity=partial(score, scale=scale))
    every = by_severity(printer.selection.of(Risk), scale)
    risks = [risk for place, risk in enumerate(every) if place < HIGHEST or risk.id in must]
    rows = []
    for risk in risks:
        grade = level(score(risk, printer.project.yardstick))
        rows.append(
            Row(
                (
                    row_head(
                        (Strong((Str(printer.words(f"risks.{grade}")),)),),
                        secondary((Str(_derivation(printer, risk)),)),
                    ),
                    cell(
                        printer.text(risk, "short") if risk.short else printer.text(risk),
                        _under(printer, risk),
                    ),
                    cell(*_mitigation(printer, risk)),
                )
            )
        )
    if not rows:
        return ()
    return (
        Table(
            (Column(110), Column(170), Column(200)),
            (heads(printer, "risks.level", "risks.risk", "risks.answer"),),
            tuple(rows),
            role="rows",
            summary=printer.words("risks.register-summary"),
            id="top-risks",
        ),
    )
