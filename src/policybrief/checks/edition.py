"""The rules that an edition must satisfy before it is final."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from policybrief.briefs import Edition, Project
from policybrief.corpus import Corpus, known_on
from policybrief.dates import months_after
from policybrief.diagnostics import Diagnostic, Severity, Span
from policybrief.languages import Text
from policybrief.records import (
    Actor,
    Criterion,
    Fact,
    Judgement,
    Line,
    Option,
    Position,
    Recommendation,
    Record,
    Source,
)
from policybrief.selection import Selection


@dataclass(frozen=True, slots=True)
class Checked:
    """What a rule looks at: an edition, its selection, and which of the records its document shows."""

    edition: Edition
    project: Project
    corpus: Corpus
    selection: Selection
    shown: tuple[str, ...]

    def records(self) -> tuple[Record, ...]:
        """The shown records, in reading order."""
        return self.selection.having(self.shown)


Check = Callable[[Checked], Iterator[Diagnostic]]


def check_edition(checked: Checked) -> tuple[Diagnostic, ...]:
    """All open points of one edition, in the order of the rules."""
    return tuple(point for check in CHECKS for point in check(checked))


def check_nothing_to_say(checked: Checked) -> Iterator[Diagnostic]:
    """An edition without one statement: bare options and risks are a form that nobody has filled in."""
    if any(isinstance(r, Fact | Position | Judgement | Line | Recommendation) for r in checked.records()):
        return
    edition = checked.edition
    reader = edition.audience.name
    said = f"as of {edition.as_of} no fact, position or judgement can be shown to {reader}"
    hint = "choose a later day, another audience, or more topics for the brief"
    place = Span(edition.brief.path, 1, 1) if edition.brief.path else None
    yield Diagnostic("nothing-to-say", said, place, Severity.OPEN, hint=hint)


def check_not_cleared(checked: Checked) -> Iterator[Diagnostic]:
    """A record that nobody has cleared; sources, actors and criteria need no clearance."""
    for record in checked.records():
        if not isinstance(record, Source | Actor | Criterion) and record.cleared is None:
            said = f"{record.kind} {record.id} is not cleared"
            yield _point(checked, record, "not-cleared", said, "write cleared: DATE, WHO")


def check_stale_fact(checked: Checked) -> Iterator[Diagnostic]:
    """A fact past the day by which it was to be looked at again, and not an event of a stated day."""
    for record in checked.records():
        if not isinstance(record, Fact) or record.when is not None:
            continue
        known = known_on(record, checked.corpus)
        last = record.checked.date if record.checked else known.latest() if known else None
        due = record.review_by or (months_after(last, checked.project.review_after) if last else None)
        if due and due < checked.edition.as_of:
            hint = "check it and write checked: DATE, WHO"
            yield _point(checked, record, "stale-fact", f"fact {record.id} was due for review on {due}", hint)


def check_missing_rating(checked: Checked) -> Iterator[Diagnostic]:
    """An option without a rating on a criterion by which others are rated."""
    options = [o for o in checked.records() if isinstance(o, Option) and not o.baseline]
    criteria = dict.fromkeys(rating.criterion for option in options for rating in option.ratings)
    for option in options:
        rated = {rating.criterion for rating in option.ratings}
        for criterion in criteria:
            if criterion not in rated:
                said = f"option {option.id} has no rating on {criterion}"
                yield _point(checked, option, "missing-rating", said, "write: no evidence, and why")


def check_missing_baseline(checked: Checked) -> Iterator[Diagnostic]:
    """Options without exactly one baseline to compare them with."""
    options = checked.selection.of(Option)
    shown = [option for option in options if option.id in checked.shown]
    baselines = sum(option.baseline for option in options)
    if shown and baselines != 1:
        found = f"{baselines} options are" if baselines else "no option is"
        said = f"{found} the baseline; the others are compared with exactly one"
        hint = "write baseline: yes at the option that changes nothing"
        yield _point(checked, shown[0], "baseline", said, hint)


def check_missing_translation(checked: Checked) -> Iterator[Diagnostic]:
    """A shown record whose main text is not in the edition's language."""
    language = checked.edition.language
    for record in checked.records():
        for name in ("text", "title", "name"):
            text = getattr(record, name, None)
            if isinstance(text, Text) and text and not text.has(language) and not isinstance(record, Source):
                said = f"{record.kind} {record.id} has no {language} text"
                yield _point(checked, record, "missing-translation", said, f"brief translate {language}")


def check_missing_confidence(checked: Checked) -> Iterator[Diagnostic]:
    """A judgement that says neither how likely nor how sure."""
    for record in checked.records():
        if isinstance(record, Judgement) and not (record.confidence or record.likelihood):
            said = f"judgement {record.id} states neither likelihood nor confidence"
            yield _point(
                checked, record, "missing-confidence", said, "write confidence: low, moderate or high"
            )


def check_uncertain(checked: Checked) -> Iterator[Diagnostic]:
    """A fact that holds on the day only if its uncertain date is read widely."""
    for record in checked.records():
        if record.id in checked.selection.uncertain and isinstance(record, Fact):
            day = checked.edition.as_of
            said = f"fact {record.id} holds on {day} only if its uncertain dates are read widely"
            hint = "say in the text until when it is known to hold"
            yield _point(checked, record, "uncertain-date", said, hint)


def _point(checked: Checked, record: Record, code: str, message: str, hint: str) -> Diagnostic:
    place = checked.corpus.place(record.id)
    return Diagnostic(code, message, place, Severity.OPEN, hint=hint, record=record.id)


CHECKS: tuple[Check, ...] = (
    check_nothing_to_say,
    check_not_cleared,
    check_stale_fact,
    check_uncertain,
    check_missing_rating,
    check_missing_baseline,
    check_missing_translation,
    check_missing_confidence,
)
