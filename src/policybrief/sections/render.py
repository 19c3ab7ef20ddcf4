"""One section file over one selection → one section of the document, or nothing where it has no content."""

from __future__ import annotations

import inspect
import re
import traceback
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import jinja2

from policybrief.diagnostics import Diagnostic, Span
from policybrief.document import Block, Paragraph, Section, Str
from policybrief.reading.structure import did_you_mean
from policybrief.records import KINDS, Passage, Record
from policybrief.sections.fixed_text import CODE, text_faults
from policybrief.sections.markup import MarkupFault, parse_markdown
from policybrief.sections.printing import Printer
from policybrief.sections.sandbox import FILTERS, TESTS, ValueReached, run
from policybrief.sections.values import SectionUse, TemplateFault, Value, record_values
from policybrief.sections.views import (
    advice,
    changes,
    evidence,
    holders,
    imprint,
    option_costs,
    options,
    passages,
    positions,
    prose,
    risks,
)
from policybrief.templates import SectionFile

View = Callable[..., tuple[Block, ...]]

VIEWS: dict[str, View] = {
    "imprint": imprint.imprint,
    "key_messages": prose.key_messages,
    "prose": passages.prose,
    "bottom_line": prose.bottom_line,
    "status_quo": prose.status_quo,
    "further_facts": prose.further_facts,
    "why_now": prose.why_now,
    "options_described": prose.options_described,
    "judgements_list": prose.judgements,
    "positions_told": prose.positions_told,
    "lines_to_say": prose.lines_to_say,
    "lines_if_asked": prose.lines_if_asked,
    "decision_box": advice.decision_box,
    "recommendations_table": advice.recommendations_table,
    "key_figures": evidence.key_figures,
    "timeline": evidence.timeline,
    "evidence_table": evidence.evidence_table,
    "source_list": evidence.source_list,
    "positions_matrix": positions.positions_matrix,
    "positions_list": holders.positions_list,
    "positions_in_words": holders.positions_in_words,
    "holders_table": holders.holders_table,
    "support_chart": holders.support_chart,
    "options_compared": options.options_compared,
    "options_listed": options.options_listed,
    "options_by_cost": option_costs.options_by_cost,
    "risk_map": risks.risk_map,
    "risk_register": risks.risk_register,
    "top_risks": risks.top_risks,
    "what_has_changed": changes.what_has_changed,
}
"""Name in a section template → the view."""


def listed_kinds() -> dict[str, type[Record]]:
    """Name in a section template → the kind that it lists; names of people and criteria are in views."""
    return {plural: kind for plural, kind in KINDS.items() if kind.bears_marking}


_OTHER_NAMES = ("label", "question", "organisation", "internal", "audience")

_FAULTS = (
    *(TemplateFault, jinja2.TemplateError, ValueError, KeyError, TypeError, AttributeError),
    *(RecursionError, MemoryError, ArithmeticError, IndexError, SyntaxError),
)
"""What a section file can make Python raise."""


def render_section(printer: Printer, file: SectionFile) -> tuple[Section | None, tuple[Diagnostic, ...]]:
    """The section that `file` makes of the printer's selection; None if it has nothing to say.

    A section that asks for records or views is left out where all of them are empty, unless its file says
    `always: yes`; one that asks for none is printed.
    """
    if faults := text_faults(file, printer.template):
        return None, faults
    if _PROSE_ALONE.fullmatch(file.text) and not file.always and not _has_prose(printer, file.name):
        return None, ()  # so of most papers, which have no passages
    use = SectionUse()
    printer = replace(printer, section=file.name)
    try:
        text, printed = run(file.text, _context(printer, file.text, use))
        blocks = parse_markdown(
            text,
            blocks_of=lambda number: printed[number].blocks,
            inlines_of=lambda number: printed[number].inlines,
        )
    except MarkupFault as fault:
        return None, (_markup_fault(fault, file, printer),)
    except _FAULTS as fault:
        return None, (_diagnostic(fault, file, printer),)
    is_empty = use.of_records and not any(value.own and value for value in printed)
    if not blocks or (is_empty and not file.always):
        return None, ()
    return _as_section(blocks, file), ()


_PROSE_ALONE = re.compile(r'# \{\{ label\("[\w.-]+"\) \}\}\s+\{\{ prose\(\) \}\}\s*')
"""A section with a heading and its prose, and nothing else."""


def _has_prose(printer: Printer, section: str) -> bool:
    return any(passage.section == section for passage in printer.selection.of(Passage))


class _Bound:
    """A view with the printer that it draws its words from, as a template calls it."""

    steps = 500
    """What a call costs of the budget: a table may hold every record."""

    def __init__(self, name: str, view: View, printer: Printer, use: SectionUse) -> None:
        self._name, self._view, self._printer, self._use = name, view, printer, use

    def __call__(self, *without_name: object, **choices: object) -> Value:
        if without_name or choices:
            choosable = [name for name in inspect.signature(self._view).parameters if name != "printer"]
            for wrong in (*without_name, *(name for name in choices if name not in choosable)):
                usage = f"takes only {', '.join(choosable)}" if choosable else "takes nothing in its brackets"
                raise TemplateFault(f"{self._name}() {usage}, not {wrong}")
        self._use.of_records = True
        return Value(blocks=self._view(self._printer, **choices))


def _context(printer: Printer, text: str, use: SectionUse) -> dict[str, Any]:
    """What a section can name; of records and views only what its text does name."""

    def label(key: str, **values: str) -> Value:
        if not isinstance(key, str) or not all(isinstance(value, str) for value in values.values()):
            raise TemplateFault("label needs the key of a label, in quotes")
        return Value(inlines=printer.label(key, **values), own=False)

    def question() -> Value:
        return Value(inlines=printer.question(), own=False)

    def organisation() -> Value:
        return Value(inlines=(Str(printer.organisation()),), own=False)

    records = printer.selection.of
    kinds = listed_kinds().items()
    lists = {name: record_values(records(kind), printer, use) for name, kind in kinds if name in text}
    views = {name: _Bound(name, view, printer, use) for name, view in VIEWS.items() if name in text}
    return {
        **lists,
        **views,
        "label": label,
        "question": question,
        "organisation": organisation,
        "internal": printer.edition.audience.internal,
        "audience": printer.edition.audience.name,
    }


def _as_section(blocks: tuple[Block, ...], file: SectionFile) -> Section | None:
    """The first heading is the section's; without one the blocks are in a section without title."""
    if len(blocks) == 1 and isinstance(blocks[0], Section):
        only = blocks[0]
        return Section(only.title, _without_empty(only.blocks), id=file.name)
    return Section((), _without_empty(blocks), id=file.name)


def _without_empty(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks without paragraphs of views in which nothing stands."""
    filled = []
    for block in blocks:
        if isinstance(block, Paragraph) and not block.content and block.role != "source-list":
            continue
        filled.append(block)
    return tuple(filled)


def _markup_fault(fault: MarkupFault, file: SectionFile, printer: Printer) -> Diagnostic:
    """The fault at the line that printed the value near it, which a second run finds."""
    line = 1
    if fault.number is not None:
        try:
            run(file.text, _context(printer, file.text, SectionUse()), until=fault.number)
        except ValueReached as stop:
            line = _line_in_template(stop) or 1
    message = f"section '{file.name}': {fault}"
    return Diagnostic(CODE, message, _place(file, line), hint=fault.hint or "docs/templates.md shows how")


def _diagnostic(fault: Exception, file: SectionFile, printer: Printer) -> Diagnostic:
    line = getattr(fault, "lineno", None) or _line_in_template(fault) or 1
    message = str(fault.args[0]) if fault.args else type(fault).__name__
    hint = ""
    if isinstance(fault, KeyError):
        hint = did_you_mean(message, {key for words in printer.template.words for key, _ in words.labels})
        message = f"there is no label called '{message}'"
    elif match := re.match(r"'(\w+)' is undefined", message):
        hint = did_you_mean(match[1], (*VIEWS, *listed_kinds(), *_OTHER_NAMES))
        message = f"there is nothing called '{match[1]}'"
    elif match := re.match(r"No (filter|test) named '(\w+)'", message):
        hint = f"there are: {', '.join(FILTERS if match[1] == 'filter' else TESTS)}"
        message = f"a section has no {match[1]} '{match[2]}'"
    elif match := re.search(r"attribute '(\w+)' of '\w+' object is unsafe", message):
        message = f"'.{match[1]}' is not available in a section"
    elif match := re.search(r"RecordValue object' has no attribute '(\w+)'", message):
        hint = did_you_mean(match[1], {f.name for kind in listed_kinds().values() for f in fields(kind)})
        message = f"a record of this kind has no field '{match[1]}'"
    elif isinstance(fault, RecursionError | SyntaxError | MemoryError):
        message = "it nests too deeply, or a macro calls itself endlessly"
        line = 1 if isinstance(fault, SyntaxError) else line  # of Jinja's Python, not of the section
    message = re.sub(r"\s+", " ", message)
    hint = hint or "docs/templates.md lists what a section can use"
    return Diagnostic("section-fault", f"section '{file.name}': {message}", _place(file, line), hint=hint)


def _place(file: SectionFile, line: int) -> Span:
    """The first expression of the line, or the whole line."""
    lines = file.text.splitlines()
    words = lines[line - 1] if 0 < line <= len(lines) else ""
    match = re.search(r"\{\{.*?\}\}|\{%.*?%\}", words) or re.search(r"\S.*", words)
    return Span(file.path, line, match.start() + 1, len(match[0])) if match else Span(file.path, line, 1)


def _line_in_template(fault: Exception) -> int:
    """The line of the section at which Jinja raised `fault`; 0 if it was not raised in a template."""
    lines = [
        frame.lineno for frame in traceback.extract_tb(fault.__traceback__) if frame.filename == "<template>"
    ]
    return lines[-1] or 0 if lines else 0
