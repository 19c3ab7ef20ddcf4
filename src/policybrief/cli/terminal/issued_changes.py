"""What has happened to an issued edition, and what became of its records, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.issuing import Currency, RecordChange


def currency_lines(currency: Currency) -> Iterator[str]:
    """What has happened since an edition was issued, a line each, the most serious first."""
    if currency.recalled:
        yield f"recalled on {currency.recalled.on}: {currency.recalled.why}"
    for later in currency.later:
        yield f"version {later.version} was issued on {later.on}: {later.number}"
    for change in currency.changes:
        yield change_line(change)
    if currency.added:
        yield f"it would now show: {', '.join(currency.added)}"
    for record, reason in currency.gone:
        yield f"it would no longer show: {record}" + (f" ({reason})" if reason else "")
    if currency.reworded:
        yield "the words around the records differ: a title, a label or the order"
    if currency.unmade:
        yield f"the current edition cannot be made: {currency.unmade}"


def change_line(change: RecordChange) -> str:
    """ "winter-projects (fact): corrected; the recommendation is based on it"."""
    detail = f" ({change.detail})" if change.detail else ""
    bears = "; the recommendation is based on it" if change.then.bears else ""
    unseen = "; not shown, but used as evidence" if change.then.unseen else ""
    return f"{change.then.id} ({change.then.kind}): {change.became}{detail}{bears}{unseen}"
