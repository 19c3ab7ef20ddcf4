"""Rules of what is not relied on: records withdrawn, replaced, or out of their time, that are still named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policybrief.checks.checked import LIST_NAMES, Check, Checked
from policybrief.diagnostics import Diagnostic, Severity
from policybrief.project.corpus import fallen, is_known, needs, place_of_reference
from policybrief.records import Record
from policybrief.selection import FELL, RESTRICTED, hidden_from

_WITHHELD = ("withdrawn", *RESTRICTED, "left-out-by-brief", FELL)


def check_withdrawn_source(checked: Checked) -> Iterator[Diagnostic]:
    """A record that names something withdrawn, or what fell with it, and is shown for what else it has.

    No message names what was withdrawn: the last page of a draft is read by those who must not see it. Of
    what was not for this reader anyway it does not even say that there was something.
    """
    withdrawn = _withdrawn_or_fallen(checked)
    hidden: frozenset[str] = _hidden(checked) if withdrawn else frozenset()
    for record in checked.records() if withdrawn else ():
        for name, target in _named(checked, record):
            if target in withdrawn:
                message = f"{record.kind} {record.id} is partly based on something that was withdrawn"
                hint = (
                    f"check that it is supported without {target}; then remove that, or withdraw {record.id}"
                )
                point = _point(checked, record, "withdrawn-source", message, hint, name, target)
                yield _without_reason(point, record) if target in hidden else point
                break


def check_withdrawn_in_brief(checked: Checked) -> Iterator[Diagnostic]:
    """A list of the brief that names a record which was withdrawn, or fell with one: it is not shown.

    What its reader may not see would be missing anyway, and is no point.
    """
    withdrawn = _withdrawn_or_fallen(checked)
    withdrawn = withdrawn - _hidden(checked) if withdrawn else withdrawn
    for name, listed in checked.lists() if withdrawn else ():
        missing = [record for record in listed if record in withdrawn]
        if missing:
            hint = f"remove {', '.join(missing)} from {name}, or name another record"
            yield checked.point_of_brief(
                "withdrawn-in-brief",
                f"{LIST_NAMES[name]} of the brief: a record named there was withdrawn",
                hint,
            )


def check_newer_withheld(checked: Checked) -> Iterator[Diagnostic]:
    """A record whose place another one had taken, which was withdrawn, or which this reader does not get.

    No message reveals that there is another one: people who must not know may read the last page of a draft.
    """
    reasons = dict(checked.selection.left_out)
    for newer in checked.corpus.records:
        old = checked.record(newer.replaces) if newer.replaces else None
        if old is None or not newer.gives_way or reasons.get(newer.id) not in _WITHHELD:
            continue
        if is_known(newer, checked.corpus, checked.edition.as_of):
            message = _doubt(old)
            hint = f"{newer.id} has taken its place but is not shown here: withdraw {old.id}, or waive this"
            yield checked.point(old, "newer-withheld", message, hint)


def check_replaced_ground(checked: Checked) -> Iterator[Diagnostic]:
    """A record that cites a source, or is based on a record, that has been replaced by that day."""
    left_out = dict(checked.selection.left_out)
    newer = {r.replaces: r.id for r in checked.corpus.records if r.replaces and r.id not in left_out}
    for record in checked.records() if newer else ():
        for name, target in _named(checked, record):
            if name in ("source", "rests_on", "because", "mentions") and target in newer:
                message = f"{record.kind} {record.id} is based on something that has been replaced"
                hint = f"check that {newer[target]} supports it, and name that instead of {target}"
                yield _point(checked, record, "replaced-ground", message, hint, name, target)
                break


def _withdrawn_or_fallen(checked: Checked) -> frozenset[str]:
    """What was withdrawn, and what is based on nothing else."""
    withdrawn = [record.id for record in checked.corpus.records if record.withdrawn]
    return frozenset((*withdrawn, *fallen(checked.corpus, withdrawn)))


def _hidden(checked: Checked) -> frozenset[str]:
    """What the reader of the edition may see in none, withdrawn or not."""
    return hidden_from(checked.edition.audience, checked.corpus, checked.project)


def _doubt(record: Record) -> str:
    return f"check that {record.kind} {record.id} still applies"


def _without_reason(point: Diagnostic, record: Record) -> Diagnostic:
    """The point in the words of `newer-withheld`, so that readers cannot distinguish the two."""
    return replace(point, message=_doubt(record), label_values=(("label", "point.newer-withheld"),))


def _named(checked: Checked, record: Record) -> tuple[tuple[str, str], ...]:
    """(field, id) of what the whole record needs, of which its edition may show a part."""
    return needs(checked.corpus.get(record.id) or record)


def _point(
    checked: Checked, record: Record, code: str, message: str, hint: str, name: str, target: str
) -> Diagnostic:
    place = place_of_reference(record, name, target, checked.corpus)
    return Diagnostic(code, message, place, Severity.OPEN, hint=hint, record=record.id)


CHECKS: tuple[Check, ...] = (
    check_withdrawn_source,
    check_withdrawn_in_brief,
    check_newer_withheld,
    check_replaced_ground,
)
