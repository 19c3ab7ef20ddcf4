"""Which markings and groups hold for a record, and whether what is typed may stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from policybrief import markings
from policybrief.diagnostics import Diagnostic
from policybrief.project.corpus.index import Corpus, with_article
from policybrief.reading.structure import did_you_mean
from policybrief.records import Fact, Position, Project, Record
from policybrief.records import Source as SourceRecord


def effective_marking(record: Record, corpus: Corpus, project: Project) -> tuple[str, ...]:
    """The labels that hold for a record, at most one per scheme.

    The highest of what is typed and what it inherits: for a fact or position from its sources, for our own
    analysis from the project. What is typed and lower counts only with `lowered_by`, in its scheme alone; of
    a source it counts as it is, and the project's in the schemes of which it has none.
    """
    if isinstance(record, SourceRecord):
        return _as_typed(record.marking, project.marking, project.schemes)
    inherited = _inherited(record, corpus, project)
    if record.marking and record.lowered_by:
        return _as_typed(record.marking, inherited, project.schemes)
    return markings.highest((*record.marking, *inherited), project.schemes)


@lru_cache(maxsize=1024)
def _as_typed(
    typed: tuple[str, ...], others: tuple[str, ...], schemes: tuple[markings.Scheme, ...]
) -> tuple[str, ...]:
    """What is typed as it is, and of the others those of schemes in which nothing is."""
    known = {found[0].name for label in typed if (found := markings.find(label, schemes))}
    rest = [o for o in others if (found := markings.find(o, schemes)) is None or found[0].name not in known]
    return markings.highest((*typed, *rest), schemes)


def releasable(record: Record, groups: tuple[str, ...], corpus: Corpus, project: Project) -> bool:
    """True if the originator admits readers of these groups, or has agreed to a wider release.

    A fact or position is bound by its own groups and by those of each of its sources: what somebody lends is
    not passed on because a record says so, nor because markings are not inherited.
    """
    if record.consent:
        return True
    if record.releasable_to and not set(record.releasable_to) & set(groups):
        return False
    if not isinstance(record, Fact | Position):
        return True
    sources = (corpus.get(cited.id) for cited in record.source)
    return all(source is None or releasable(source, groups, corpus, project) for source in sources)


def _inherited(record: Record, corpus: Corpus, project: Project) -> tuple[str, ...]:
    """What binds a record besides its own marking: the highest of its sources, or the project's."""
    if not isinstance(record, Fact | Position) or not project.inherit_markings:
        return project.marking
    labels: list[str] = []
    for cited in record.source:
        source = corpus.get(cited.id)
        labels.extend(effective_marking(source, corpus, project) if source else project.marking)
    return markings.highest(labels, project.schemes)


def marking_faults(
    record: Record, corpus: Corpus, project: Project, labels: frozenset[str]
) -> Iterator[Diagnostic]:
    """Labels of the record that are none of `labels`, and one that is lower than it may be."""
    unknown = [label for label in record.marking if label not in labels]
    for label in unknown:
        known = markings.labels(project.schemes)
        hint = did_you_mean(label, known) or f"known are: {', '.join(known)}"
        span = corpus.place(record.id, "marking", word=label)
        yield Diagnostic(
            "unknown-marking", f"no marking is called '{label}'", span, hint=hint, record=record.id
        )
    if unknown:
        return
    inherited = _inherited(record, corpus, project)
    if record.lowered_by and not all(part.strip() for part in (*record.lowered_by.split(",", 1), "")[:2]):
        message = "a lower marking needs a name and a reason"
        hint = "write: lowered_by: head of unit, why it may be lower"
        span = corpus.place(record.id, "lowered_by")
        yield Diagnostic("lowered-without-reason", message, span, hint=hint, record=record.id)
    if isinstance(record, SourceRecord):
        return  # what it bears is printed on it, or was agreed with whom it is from
    if inherited and not record.lowered_by and _lowers(record.marking, inherited, project.schemes):
        stated = isinstance(record, Fact | Position) and project.inherit_markings
        whose = "the marking of its sources" if stated else "the project's"
        message = f"{' '.join(record.marking)} is lower than {whose}, {' '.join(inherited)}"
        hint = "delete the line, or say who allowed it and why: 'lowered_by: head of unit, …'"
        yield Diagnostic(
            "lowered-marking", message, corpus.place(record.id, "marking"), hint=hint, record=record.id
        )


def unmarkable(record: Record, corpus: Corpus) -> Diagnostic:
    """An actor or criterion with a marking, which would hide nothing: it is shown where what names it is."""
    message = f"{with_article(record.kind)} bears no marking: what names it shows it"
    hint = "mark what names it, or restrict it: 'releasable_to: [group]' or 'audiences: [audience]'"
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
