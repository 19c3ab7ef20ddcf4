"""Dossiers → one corpus; whatever a record names must exist, once, and be of the right kind."""

from __future__ import annotations

from collections.abc import Iterator

from policybrief import markings
from policybrief.diagnostics import Diagnostic
from policybrief.project.corpus.effective_markings import marking_faults, unmarkable
from policybrief.project.corpus.index import Corpus, kind_key, with_article
from policybrief.project.corpus.known_dates import known_on
from policybrief.project.corpus.mentions import mention_faults, place_of_reference, with_values
from policybrief.reading.dossiers import Dossier
from policybrief.reading.structure import did_you_mean
from policybrief.reading.translations import outdated_translation
from policybrief.reading.yaml import locate
from policybrief.records import (
    INHERITING,
    Addressed,
    Bond,
    Fact,
    Judgement,
    Project,
    Record,
    Reference,
    Risk,
    Sourced,
    reference_fields,
    references,
)
from policybrief.records import Source as SourceRecord
from policybrief.rules import EDITION_RULES, RECORD_RULES

OF_TRANSLATIONS = ("outdated-translation", "changed-since-clearance", "clearance-without-text")
"""Codes of notes on a translation that are open points of the editions that show it."""


def build_corpus(
    dossiers: tuple[Dossier, ...],
    project: Project,
    *,
    broken: frozenset[str] = frozenset(),
    templates: frozenset[str] | None = None,
) -> tuple[Corpus, tuple[Diagnostic, ...]]:
    """The corpus of all dossiers and every fault between its records.

    `broken` are ids in files that cannot be read; references to them and to quarantined records are not
    reported again. Of two records with one id the first is kept. `templates` are the names of all that there
    are; with None nobody asks.
    """
    records: list[Record] = []
    files: list[int] = []
    first: dict[str, int] = {}
    doubles: list[Diagnostic] = []
    for number, dossier in enumerate(dossiers):
        for record in dossier.records:
            if record.id in first:
                doubles.append(_double(record, dossier, dossiers[first[record.id]]))
                continue
            first[record.id] = number
            records.append(record)
            files.append(number)
    failed = broken.union(*(d.broken for d in dossiers))
    outdated = tuple(d for each in dossiers for d in each.diagnostics if d.code in OF_TRANSLATIONS)
    translations = tuple((d.source.path, language, t) for d in dossiers for language, t in d.translations)
    sources = tuple(d.source for d in dossiers)
    read, records = records, [*with_values(records)]
    for before, record, number in zip(read, records, files, strict=True):
        if before is not record:
            outdated += _outdated(record, dossiers[number])
    corpus = Corpus(tuple(records), failed, sources, tuple(files), outdated, translations)
    misaddressed = () if templates is None else _templates(corpus, templates)
    return corpus, (*doubles, *_check(corpus, project), *misaddressed)


def _outdated(record: Record, dossier: Dossier) -> tuple[Diagnostic, ...]:
    """Notes on translations of a record whose hash covers quantities of others."""
    keys = (kind_key(record), record.id)
    notes = (outdated_translation(record, file, language, keys) for language, file in dossier.translations)
    return tuple(note for found in notes for note in found)


def _double(record: Record, dossier: Dossier, other: Dossier) -> Diagnostic:
    twin = next(r for r in other.records if r.id == record.id)
    first_place = locate(other.source, (kind_key(twin), record.id), key=True)
    span = locate(dossier.source, (kind_key(record), record.id), key=True)
    message = f"the id '{record.id}' is already used: {first_place.path}, line {first_place.line}"
    return Diagnostic("duplicate-id", message, span, hint="give one of them a different id", record=record.id)


def _check(corpus: Corpus, project: Project) -> Iterator[Diagnostic]:
    likelihoods = frozenset(project.yardstick.known())
    labels = frozenset(markings.labels(project.schemes))
    audiences = frozenset(a.name for a in project.audiences)
    groups = frozenset(group for a in project.audiences for group in a.groups)
    marked_alike: set[tuple[object, ...]] = set()
    dated_by: set[tuple[Reference, ...]] = set()
    for record in corpus.records:
        yield from _references(record, corpus)
        yield from mention_faults(record, corpus)
        bound = references(record, *INHERITING)
        if record.marking and not record.bears_marking:
            yield unmarkable(record, corpus)
        elif record.marking:
            alike = (type(record), record.marking, record.lowered_by, bound)
            if alike not in marked_alike:  # thousands of facts bear the same marking for the same reason
                faults = tuple(marking_faults(record, corpus, project, labels))
                yield from faults
                if not faults:
                    marked_alike.add(alike)
        if record.readers:
            yield from _audiences(record, corpus, audiences)
        if record.waive:
            yield from _waivers(record, corpus)
        if record.releasable_to:
            yield from _groups(record, corpus, groups)
        if isinstance(record, Risk | Judgement) and record.likelihood not in ("", *likelihoods):
            yield _unknown_band(record, corpus, project)
        if isinstance(record, Sourced) and record.known is None and bound not in dated_by:
            if known_on(record, corpus) is None:
                yield from _no_date(record, corpus)
            else:
                dated_by.add(bound)
    yield from _former_ids(corpus)
    yield from _cycles(corpus)
    yield from _circular_calculations(corpus)


def _circular_calculations(corpus: Corpus) -> Iterator[Diagnostic]:
    """Facts that are worked out from themselves, directly or through others."""
    for fact in corpus.of(Fact) if any(fact.rests_on for fact in corpus.of(Fact)) else ():
        below, waiting = set[str](), [*fact.rests_on]
        while waiting:
            part = corpus.get(waiting.pop())
            if isinstance(part, Fact) and part.id not in below:
                below.add(part.id)
                waiting += part.rests_on
        if fact.id in below:
            message = f"fact '{fact.id}' is worked out from itself"
            hint = "take out of rests_on: what is itself worked out from it"
            span = corpus.place(fact.id, "rests_on")
            yield Diagnostic("circular-calculation", message, span, hint=hint, record=fact.id)


def _former_ids(corpus: Corpus) -> Iterator[Diagnostic]:
    """An id is never used again, or old briefs would show another record under it."""
    for record in corpus.records:
        for old in record.was:
            if corpus.get(old) is not None:
                message = f"'{old}' is a former id of '{record.id}'; it cannot be given to another record"
                yield Diagnostic("reused-id", message, corpus.place(old), hint="choose a new id", record=old)


def _references(record: Record, corpus: Corpus) -> Iterator[Diagnostic]:
    for reference in reference_fields(type(record)):
        value = getattr(record, reference.name)
        for target in reference.ids(value) if value else ():
            record_named = corpus.get(target)
            if record_named is None and target not in corpus.broken:
                yield _unknown_record(record, reference.name, reference.kinds, target, corpus)
            elif record_named is not None and reference.kinds and record_named.kind not in reference.kinds:
                kinds_meant = " or ".join(with_article(kind) for kind in reference.kinds)
                message = f"'{target}' is {with_article(record_named.kind)}; here {kinds_meant} is meant"
                span = corpus.place(record.id, reference.name, word=target)
                reason = reference.bond is Bond.REASON
                hint = f"what is no sentence of ours is a basis: rests_on: [{target}]" if reason else ""
                yield Diagnostic("wrong-kind", message, span, hint=hint, record=record.id)


def _unknown_record(
    record: Record, name: str, kinds: tuple[str, ...], target: str, corpus: Corpus
) -> Diagnostic:
    candidates = [r.id for r in corpus.records if not kinds or r.kind in kinds]
    hint = did_you_mean(target, candidates)
    renamed = next((r.id for r in corpus.records if target in r.was), "")
    if renamed:
        hint = f"it is now called '{renamed}'"
    elif "," in target:
        hint = "write several ids as a list: [first, second]"
    elif hint.startswith("did you mean"):
        near = hint.removeprefix("did you mean '").removesuffix("'?")
        place = corpus.place(near)
        source, other = corpus.source_of(near), corpus.source_of(record.id)
        where = f"line {place.line}" if place and source is other else str(place)
        hint = f"did you mean '{near}' ({where})?"
    message = f"there is no {' or '.join(kinds) or 'record'} called '{target}'"
    span = place_of_reference(record, name, target, corpus)
    return Diagnostic("unknown-record", message, span, hint=hint, record=record.id)


def _audiences(record: Record, corpus: Corpus, names: frozenset[str]) -> Iterator[Diagnostic]:
    for name in ("audiences", "to"):
        for audience in getattr(record, name, ()):
            if audience not in names:
                span = corpus.place(record.id, name, word=audience)
                hint = did_you_mean(audience, sorted(names))
                message = f"there is no audience called '{audience}'"
                yield Diagnostic("unknown-audience", message, span, hint=hint, record=record.id)


def _templates(corpus: Corpus, names: frozenset[str]) -> Iterator[Diagnostic]:
    """A template that there is not: a slip would keep the record out of every paper."""
    for record in corpus.records:
        for name in record.templates if isinstance(record, Addressed) else ():
            if name not in names:
                span = corpus.place(record.id, "templates", word=name)
                hint = did_you_mean(name, sorted(names))
                message = f"no template is called '{name}'"
                yield Diagnostic("unknown-template", message, span, hint=hint, record=record.id)


def _waivers(record: Record, corpus: Corpus) -> Iterator[Diagnostic]:
    """A waiver must name a rule that a record can be excused from."""
    for index, waiver in enumerate(record.waive):
        if waiver.rule in RECORD_RULES:
            continue
        if waiver.rule in EDITION_RULES:
            message = f"the rule '{waiver.rule}' is about editions and cannot be waived in a record"
            hint = "write it in the brief's file, under waive:"
        else:
            message = f"there is no rule called '{waiver.rule}'"
            hint = did_you_mean(waiver.rule, RECORD_RULES) or "brief check shows the rule of each open point"
        span = corpus.place(record.id, "waive", index, "rule")
        yield Diagnostic("unknown-rule", message, span, hint=hint, record=record.id)


def _groups(record: Record, corpus: Corpus, names: frozenset[str]) -> Iterator[Diagnostic]:
    """A group that no audience is in: a slip would lock everyone out."""
    for group in record.releasable_to:
        if group not in names:
            span = corpus.place(record.id, "releasable_to", word=group)
            hint = did_you_mean(group, sorted(names)) if names else ""
            hint = hint or f"add it to an audience in policybrief.yaml: groups: [{group}]"
            message = f"no audience is in a group called '{group}'"
            yield Diagnostic("unknown-group", message, span, hint=hint, record=record.id)


def _unknown_band(record: Risk | Judgement, corpus: Corpus, project: Project) -> Diagnostic:
    scale = project.yardstick
    words = [band.words for band in scale.bands]
    near = did_you_mean(record.likelihood, scale.known(), listed=0)
    hint = f"{near} the words are: {', '.join(words)}".strip()
    message = f"'{record.likelihood}' is not on the project's yardstick ({scale.name})"
    span = corpus.place(record.id, "likelihood")
    return Diagnostic("unknown-likelihood", message, span, hint=hint, record=record.id)


def _no_date(record: Sourced, corpus: Corpus) -> Iterator[Diagnostic]:
    if not record.source:
        return  # the facts from which it is worked out are reported
    cited = [corpus.get(entry.id) for entry in record.source]
    if not all(isinstance(source, SourceRecord) for source in cited):
        return  # the missing or broken source is reported on its own
    message = "it is unclear when this became known: none of its sources has a date of issue"
    hint = "add 'issued: …' to a source, or 'known: …' here"
    yield Diagnostic("no-date", message, corpus.place(record.id), hint=hint, record=record.id)


def _cycles(corpus: Corpus) -> Iterator[Diagnostic]:
    """Records that replace each other in a circle, each circle once."""
    settled: set[str] = set()
    for record in corpus.records:
        path: list[str] = []
        step: Record | None = record
        while step is not None and step.replaces and step.id not in settled and step.id not in path:
            path.append(step.id)
            step = corpus.get(step.replaces)
        if step is not None and step.id in path:
            circle = path[path.index(step.id) :]
            message = f"these records replace each other in a circle: {', '.join([*circle, circle[0]])}"
            span = corpus.place(circle[0], "replaces")
            yield Diagnostic("replaces-circle", message, span, record=circle[0])
        settled.update(path)
