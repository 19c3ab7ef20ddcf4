"""Length: what must fit on the first page does."""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.checks.checked import Check, Checked
from policybrief.diagnostics import Diagnostic
from policybrief.records import Fact


def check_title(checked: Checked) -> Iterator[Diagnostic]:
    """A title of more than two lines."""
    limit, length = checked.template.limit("title"), len(checked.document.meta.title)
    if limit and length > limit:
        message = f"the title has {length} characters in {checked.edition.language}; two lines hold {limit:g}"
        hint = "shorten it, or give this audience a separate title"
        yield checked.point_of_brief("long-title", message, hint)


def check_bottom_line(checked: Checked) -> Iterator[Diagnostic]:
    """A bottom line of more than four lines (five where words are longer)."""
    if checked.printer.listed("key_messages"):
        return
    texts = [p.words for p in checked.printed if p.section in _FIRST and not p.is_caveat]
    limit, length = checked.template.limit("bottom-line"), len(" ".join(texts))
    if limit and length > limit:
        message = f"the bottom line of {checked.edition.name} has {length} characters; {limit:g} are allowed"
        hint = "list fewer records in bottom_line, or shorten their texts"
        yield checked.point_of_brief("long-bottom-line", message, hint)


def check_key_messages(checked: Checked) -> Iterator[Diagnostic]:
    """A key message of more than three lines."""
    limit = checked.template.limit("key-message")
    for record in checked.printer.listed("key_messages"):
        texts = [
            p for p in checked.printed if p.section in _FIRST and p.record == record.id and not p.is_caveat
        ]
        length = sum(len(p.words) for p in texts)
        if limit and length > limit:
            message = f"the key message {record.id} has a text of {length} characters; {limit:g} are allowed"
            hint = "shorten it, or list a record that says it in fewer words"
            yield checked.point_of_text(record, "long-key-message", message, hint, texts[0])


def check_key_figures(checked: Checked) -> Iterator[Diagnostic]:
    """A key figure whose text takes more than two lines."""
    limit = checked.template.limit("key-figure")
    reported: set[str] = set()
    for printed in checked.printed:
        is_text = printed.section == "key-figures" and not printed.is_caveat
        fact = checked.record(printed.record) if is_text else None
        if isinstance(fact, Fact) and limit and len(printed.words) > limit and fact.id not in reported:
            reported.add(fact.id)
            message = f"the key figure {fact.id} has a text of {len(printed.words)} characters"
            hint = f"write short: with at most {limit:g}"
            yield checked.point_of_text(fact, "long-key-figure", message, hint, printed)


_FIRST = ("bottom-line", "in-short")
"""Sections with the bottom line or the key messages."""

CHECKS: tuple[Check, ...] = (check_title, check_bottom_line, check_key_messages, check_key_figures)
