"""Which markings and groups hold for a record, and whether what is typed may stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from policybrief import markings
from policybrief.diagnostics import Diagnostic
from policybrief.project.corpus.index import Corpus, with_article
from policybrief.reading.structure import did_you_mean
from policybrief.records import INHERITING, Bond, Project, Record, Sourced, ids_named
from policybrief.records import Source as SourceRecord


def effective_marking(record: Record, corpus: Corpus, project: Project) -> tuple[str, ...]:
    """The labels that hold for a record, at most one per scheme.

    The highest of what is typed and what it inherits: from the sources that it cites and the records that it
    quotes, else from the project. What is typed and lower counts only with `lowered_by`, in its scheme alone;
    of a source it counts as it is, and the project's in the schemes of which it has none.
    """
    return _effective(record, corpus, project, frozenset())


def _effective(record: Record, corpus: Corpus, project: Project, above: frozenset[str]) -> tuple[str, ...]:
    """The labels of a record; `above` are those that quote it, so that a circle of quotations ends."""
    if isinstance(record, SourceRecord):
        return _as_typed(record.marking, project.marking, project.schemes)
    inherited = _inherited(record, corpus, project, above)
    if record.marking and record.lowered_by:
        return _as_typed(record.marking, inherited, project.schemes)
    return markings.highest((*record.marking, *inherited), project.schemes)


@lru_cache(maxsize=1024)
def _as_typed(
    typed: tuple[str, ...], others: tuple[str, ...], schemes: tuple[markings.Scheme, ...]
) -> tuple[str, ...]:
    """What is typed as it is, and of the others those of schemes in which nothing is."""
    schemes_typed = {found[0].name for label in typed if (found := markings.find(label, schemes))}
    rest = [
        o
        for o in others
        if (found := markings.find(o, schemes)) is None or found[0].name not in schemes_typed
    ]
    return markings.highest((*typed, *rest), schemes)


def releasable(record: Record, groups: tuple[str, ...], corpus: Corpus) -> bool:
    """True if the originator admits readers of these groups, or has agreed to a wider release.

    A record is bound by its own groups and by those of each source that it cites and each record that it
    quotes: what somebody lends is not passed on because a record says so, nor because markings are not
    inherited.
    """
    return all(not set(bound).isdisjoint(groups) for bound in groups_of_originators(record, corpus))


def groups_of_originators(record: Record, corpus: Corpus) -> tuple[tuple[str, ...], ...]:
    """Each list of groups that binds a record; behind an originator's consent none does."""
    every = _binding(record, corpus, {record.id}, beyond_consent=False)
    return tuple([one.releasable_to for one in every if one.releasable_to and not one.consent])


def originators(record: Record, corpus: Corpus) -> tuple[str, ...]:
    """The originators of a record, and of what it cites and quotes."""
    every = _binding(record, corpus, {record.id}, beyond_consent=True)
    return tuple(dict.fromkeys(one.originator for one in every if one.originator))


def _binding(record: Record, corpus: Corpus, ids: set[str], *, beyond_consent: bool) -> list[Record]:
    """The record, what it cites and quotes, and so on; `ids` are those that are there already."""
    every = [record]
    for name in ids_named(record, *INHERITING) if beyond_consent or not record.consent else ():
        below = corpus.get(name)
        if below is not None and name not in ids:
            ids.add(name)
            every += _binding(below, corpus, ids, beyond_consent=beyond_consent)
    return every


def _inherited(record: Record, corpus: Corpus, project: Project, above: frozenset[str]) -> tuple[str, ...]:
    """What binds a record besides its own marking: the highest of what it cites and quotes, or the project's.

    What it quotes counts also in a project where markings of sources are not inherited. A statement that
    could cite a source and cites none has no marking, and so no reader.
    """
    bonds = INHERITING if project.inherit_markings else (Bond.QUOTED,)
    labels: list[str] = []
    for name in ids_named(record, *bonds):
        below = corpus.get(name)
        if below is None:
            labels.extend(project.marking)
        elif name not in above:
            labels.extend(_effective(below, corpus, project, above | {record.id}))
    if not labels and not (project.inherit_markings and isinstance(record, Sourced)):
        return project.marking
    return markings.highest(labels, project.schemes)


def marking_faults(
    record: Record, corpus: Corpus, project: Project, labels: frozenset[str]
) -> Iterator[Diagnostic]:
    """Labels of the record that are none of `labels`, and one that is lower than it may be."""
    unknown = [label for label in record.marking if label not in labels]
    for label in unknown:
        labels_there_are = markings.labels(project.schemes)
        hint = did_you_mean(label, labels_there_are) or f"the markings are: {', '.join(labels_there_are)}"
        span = corpus.place(record.id, "marking", word=label)
        yield Diagnostic(
            "unknown-marking", f"there is no marking called '{label}'", span, hint=hint, record=record.id
        )
    if unknown:
        return
    inherited = _inherited(record, corpus, project, frozenset())
    if record.lowered_by and not all(part.strip() for part in (*record.lowered_by.split(",", 1), "")[:2]):
        message = "a lower marking needs a name and a reason"
        hint = "write: lowered_by: head of unit, why it may be lower"
        span = corpus.place(record.id, "lowered_by")
        yield Diagnostic("lowered-without-reason", message, span, hint=hint, record=record.id)
    if isinstance(record, SourceRecord):
        return  # what it bears is printed on it, or was agreed with whom it is from
    if inherited and not record.lowered_by and _lowers(record.marking, inherited, project.schemes):
        cites = project.inherit_markings and ids_named(record, Bond.CITED)
        whose = "the marking of its sources" if cites else "the project's"
        whose = "the marking of what it is made of" if ids_named(record, Bond.QUOTED) else whose
        message = f"{' '.join(record.marking)} is lower than {whose}, {' '.join(inherited)}"
        hint = "delete the line, or say who allowed it and why: 'lowered_by: head of unit, …'"
        yield Diagnostic(
            "lowered-marking", message, corpus.place(record.id, "marking"), hint=hint, record=record.id
        )


def unmarkable(record: Record, corpus: Corpus) -> Diagnostic:
    """An actor or criterion with a marking, which would hide nothing: it is shown where what names it is."""
    message = f"{with_article(record.kind)} cannot have a marking: records that name it show it"
    hint = (
        "mark the records that name it, or restrict it: 'releasable_to: [group]' or 'audiences: [audience]'"
    )
    span = corpus.place(record.id, "marking")
    return Diagnostic("no-marking-here", message, span, hint=hint, record=record.id)


@lru_cache(maxsize=1024)
def _lowers(typed: tuple[str, ...], inherited: tuple[str, ...], schemes: tuple[markings.Scheme, ...]) -> bool:
    """True if some label typed is lower than the inherited one of the same scheme."""
    for label in typed:
        found = markings.find(label, schemes)
        for other in inherited:
            against = markings.find(other, schemes)
            if found and against and found[0] == against[0] and found[1].rank < against[1].rank:
                return True
    return False
