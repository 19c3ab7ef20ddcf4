"""The reasons of a recommendation: a reader who is asked for something gets one."""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.checks.checked import Check, Checked
from policybrief.diagnostics import Diagnostic
from policybrief.project.corpus import stands
from policybrief.records import Audience, Recommendation, Record
from policybrief.sections import names_in
from policybrief.selection import barred

_PRINT_REASONS = frozenset({"decision_box", "recommendations_table"})


def check_reasons_left(checked: Checked) -> Iterator[Diagnostic]:
    """A recommendation with reasons of which the paper of a reader gives none.

    Only the paper for officials has the point: that there are reasons at all is not for every reader. Those
    that officials may not see themselves do not count.
    """
    own = checked.edition.audience
    if not (own.internal and checked.outline.detail == "full"):
        return
    others = [reader for reader in _readers(checked) if reader.name != own.name]
    for record in checked.records():
        if not isinstance(record, Recommendation):
            continue
        reasons = _reasons_open_to(own, checked, record)
        shown = checked.selection.grounds(record.because)
        lacking = [own] if reasons and not shown else []
        lacking += [
            reader
            for reader in others
            if shown and _may_see(reader, record, checked) and not _may_see_any(reader, shown, checked)
        ]
        if lacking:
            yield _point(checked, record, lacking)


def _readers(checked: Checked) -> Iterator[Audience]:
    """The audiences of the brief whose papers print recommendations."""
    for name in checked.edition.brief.audiences:
        reader = checked.project.audience(name)
        outline = checked.template.outline(name, checked.edition.brief.form)
        sections = map(checked.template.section, outline.sections if outline else ())
        if reader and any(s is not None and _PRINT_REASONS & names_in(s.text) for s in sections):
            yield reader


def _reasons_open_to(reader: Audience, checked: Checked, record: Recommendation) -> tuple[Record, ...]:
    """Those of all reasons of the recommendation that the reader may see, whatever the day."""
    whole = checked.corpus.get(record.id)
    named = whole.because if isinstance(whole, Recommendation) else ()
    found = (checked.corpus.get(reason) for reason in named)
    return tuple(reason for reason in found if reason and _may_see(reader, reason, checked))


def _may_see_any(reader: Audience, records: tuple[Record, ...], checked: Checked) -> bool:
    return any(_may_see(reader, record, checked) for record in records)


def _may_see(reader: Audience, record: Record, checked: Checked) -> bool:
    def is_open(one: Record) -> bool:
        return not barred(one, reader, checked.corpus, checked.project)

    whole = checked.corpus.get(record.id) or record
    return stands(whole, checked.corpus, is_open)


def _point(checked: Checked, record: Recommendation, lacking: list[Audience]) -> Diagnostic:
    names = ", ".join(reader.name for reader in lacking)
    message = f"recommendation {record.id} gives no reason in the paper for {names}"
    hint = "add to because: a fact or judgement that they may see, or waive this rule"
    printer = checked.printer
    papers = [
        printer.words(key)
        if printer.template.has_label(key := f"kind.{reader.name}", printer.language)
        else reader.name
        for reader in lacking
    ]
    values = {
        "label": "titled.recommendation-without-reason",
        "title": checked.title(record, printed=True),
        "papers": "; ".join(papers),
    }
    return checked.point(record, "recommendation-without-reason", message, hint, "because", values=values)


CHECKS: tuple[Check, ...] = (check_reasons_left,)
