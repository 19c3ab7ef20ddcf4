"""What an edition shows now against what it showed at another time: records, wording, open points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policybrief.diagnostics import Severity, is_broken
from policybrief.editions import InputDigests, blocking_faults
from policybrief.records import Edition, content_hash

if TYPE_CHECKING:
    from policybrief.editions import Workspace
    from policybrief.templates import Template


@dataclass(frozen=True, slots=True)
class EditionDifference:
    """How an edition differs from the previous one: `new`, `changed`, `unchanged`, or `broken` now."""

    edition: Edition
    word: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    """Records that say something else now."""
    reworded: bool = False
    """Whether only what surrounds the records differs: titles, order, labels, the template."""
    opened: tuple[tuple[str, str], ...] = ()
    """(code, record) of points that are open now and were not."""
    closed: tuple[tuple[str, str], ...] = ()


def compare_editions(
    editions: Sequence[Edition], *, before: Workspace | None, now: Workspace
) -> tuple[EditionDifference, ...]:
    """Each edition against the one of the same brief, template, audience and language in `before`.

    The day on which an edition is made is no difference; what that day selects is.
    """
    earlier: dict[tuple[str, ...], Edition] = {}
    if before is not None:
        earlier = {_key(edition): edition for edition in before.editions()}
    stopped = blocking_faults(editions, loaded=now.loaded)
    same = _same(editions, earlier, before, now)
    return tuple(
        EditionDifference(edition, "broken" if why else "unchanged")
        if why or _key(edition) in same
        else _difference(edition, earlier.get(_key(edition)), before, now)
        for edition, why in zip(editions, stopped, strict=True)
    )


def _same(
    editions: Sequence[Edition],
    earlier: Mapping[tuple[str, ...], Edition],
    before: Workspace | None,
    now: Workspace,
) -> frozenset[tuple[str, ...]]:
    """The editions of which nothing has changed that decides them: these need not be made to be compared."""
    if before is None:
        return frozenset()
    then, present = InputDigests(before), InputDigests(now)
    pairs = ((edition, earlier.get(_key(edition))) for edition in editions)
    return frozenset(_key(e) for e, old in pairs if old is not None and present.of(e) == then.of(old))


def _difference(
    edition: Edition, earlier: Edition | None, before: Workspace | None, now: Workspace
) -> EditionDifference:
    shown = _shown(edition, now)
    if shown is None:
        return EditionDifference(edition, "broken")
    then = _shown(earlier, before) if earlier and before else None
    if then is None:
        return EditionDifference(edition, "new")
    both = shown.records.keys() & then.records.keys()
    difference = EditionDifference(
        edition,
        "changed",
        tuple(sorted(shown.records.keys() - then.records.keys())),
        tuple(sorted(then.records.keys() - shown.records.keys())),
        tuple(sorted(id for id in both if shown.records[id] != then.records[id])),
        (shown.words, shown.template) != (then.words, then.template),
        tuple(sorted(shown.points - then.points)),
        tuple(sorted(then.points - shown.points)),
    )
    if difference.added or difference.removed or difference.changed:
        return replace(difference, reworded=False)
    same = not (difference.reworded or difference.opened or difference.closed)
    return replace(difference, word="unchanged") if same else difference


@dataclass(frozen=True, slots=True)
class _Shown:
    """What one edition shows: records with the hash of what they say, words without its day, open points."""

    records: Mapping[str, str]
    words: str
    template: Template
    points: frozenset[tuple[str, str]]
    """(code of the rule, record)"""


def _shown(edition: Edition, workspace: Workspace) -> _Shown | None:
    """What `edition` shows, composed and checked but not laid out; None if it is broken."""
    from policybrief.checks import Checked, check_edition
    from policybrief.document import dump
    from policybrief.document.differences import without_day
    from policybrief.sections.compose import compose
    from policybrief.selection import select

    loaded, template = workspace.loaded, workspace.template(edition.template)
    if template is None:
        return None
    corpus = workspace.subjects.of(edition)
    selection = select(edition, corpus, loaded.project)
    composed = compose(edition, selection, project=loaded.project, template=template)
    if composed.document is None or is_broken(composed.diagnostics):
        return None
    checked = Checked(edition, loaded.project, corpus, selection, composed.document, template)
    return _Shown(
        {record.id: content_hash(record) for record in selection.having(composed.shown)},
        without_day(dump(composed.document), edition.as_of, edition.language),
        template,
        frozenset((d.code, d.record) for d in check_edition(checked) if d.severity is Severity.OPEN),
    )


def _key(edition: Edition) -> tuple[str, ...]:
    return (edition.brief.name, edition.template, edition.audience.name, edition.language)
