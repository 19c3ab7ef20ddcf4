"""Rules of state: what is fresh, rated, translated and compared with one baseline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from policybrief.checks.checked import Check, Checked
from policybrief.dates import months_after
from policybrief.diagnostics import Diagnostic
from policybrief.document import Section, Span, walk
from policybrief.languages import Text
from policybrief.project.corpus import cited_sources, known_on
from policybrief.records import Fact, Judgement, Named, Option, Risk, Source

_LAWS = frozenset({"legislation", "regulation", "treaty"})
"""CSL types of sources that lay down what holds until they are changed."""


def check_nothing_to_say(checked: Checked) -> Iterator[Diagnostic]:
    """An edition without one statement: bare options and risks are a form that nobody has filled in."""
    if any(not isinstance(record, Named | Option | Risk) for record in checked.records()):
        return
    edition = checked.edition
    reader = edition.audience.name
    message = f"as of {edition.as_of} no fact, position or judgement can be shown to {reader}"
    hint = "choose a later day, another audience, or more topics for the brief"
    yield checked.point_of_brief("nothing-to-say", message, hint)


def check_stale_fact(checked: Checked) -> Iterator[Diagnostic]:
    """A fact past the day by which it was to be looked at again, and not an event of a stated day.

    What a law or treaty has laid down since a stated date does not age: only `review_by` makes it due.
    """
    for record in checked.records():
        if not isinstance(record, Fact) or record.when is not None:
            continue
        due = record.review_by or (None if _is_law(checked, record) else _end_of_term(checked, record))
        if due and due < checked.edition.as_of:
            hint = "check it and write checked: DATE, WHO"
            yield checked.point(record, "stale-fact", f"fact {record.id} was due for review on {due}", hint)


def _end_of_term(checked: Checked, fact: Fact) -> date | None:
    """The day by which a fact is to be looked at again, counted from when it was checked or became known."""
    day_known = known_on(fact, checked.corpus)
    last = fact.checked.date if fact.checked else day_known.earliest() if day_known else None
    return months_after(last, checked.project.review_after) if last else None


def _is_law(checked: Checked, fact: Fact) -> bool:
    """True for what holds `since` a stated date by a law or treaty that it cites."""
    cited = map(checked.corpus.get, cited_sources(fact, checked.corpus))
    return fact.since is not None and any(isinstance(s, Source) and s.type in _LAWS for s in cited)


def check_missing_rating(checked: Checked) -> Iterator[Diagnostic]:
    """An option without a rating on a criterion by which others are rated."""
    options = [o for o in checked.records() if isinstance(o, Option) and not o.baseline]
    criteria = dict.fromkeys(rating.criterion for option in options for rating in option.ratings)
    for option in options:
        rated = {rating.criterion for rating in option.ratings}
        for criterion in criteria:
            if criterion not in rated:
                message = f"option {option.id} has no rating on {criterion}"
                yield checked.point(
                    option, "missing-rating", message, "if there is none, write: no evidence, and why"
                )


def check_missing_baseline(checked: Checked) -> Iterator[Diagnostic]:
    """Options without exactly one baseline to compare them with."""
    options = checked.selection.of(Option)
    listed = [option for option in options if checked.shows(option.id)]
    baselines = sum(option.baseline for option in options)
    if listed and baselines != 1:
        count = f"{baselines} options are" if baselines else "no option is"
        message = f"{count} the baseline; the others are compared with exactly one"
        hint = "write baseline: yes in the option that changes nothing"
        yield checked.point(listed[0], "baseline", message, hint)


def check_missing_translation(checked: Checked) -> Iterator[Diagnostic]:
    """A shown record whose main text, or caveat, is not in the edition's language."""
    language = checked.edition.language
    for record in checked.records():
        for name in ("text", "title", "name", "caveat"):
            text = getattr(record, name, None)
            if (
                isinstance(text, Text)
                and text
                and not text.serves(language)
                and not isinstance(record, Source)
            ):
                lacking = "caveat" if name == "caveat" else "text"
                message = f"{record.kind} {record.id} has no {language} {lacking}"
                yield checked.point(record, "missing-translation", message, f"brief translate {language}")


def check_untranslated_title(checked: Checked) -> Iterator[Diagnostic]:
    """A title, its short form, a printed question, particular or abbreviation in another language."""
    brief, language = checked.edition.brief, checked.edition.language
    only = brief.overrides(checked.edition.audience.name)
    title, question = only.title or brief.title, only.question or brief.question
    printed = ("question", question if checked.document.meta.question else Text())
    for name, text in (("title", title), ("short title", brief.short), printed):
        if text and not text.serves(language):
            message = f"the {name} of {brief.name} has no {language} text"
            yield checked.point_of_brief("untranslated-title", message, f"brief translate {language}")
    if _lists_foreign_words(checked):
        message = f"abbreviations that {brief.name} uses have no {language} words"
        values = {"label": "titled.untranslated-abbreviations"}
        hint = f"brief translate {language}"
        yield checked.point_of_brief("untranslated-title", message, hint, values=values)
    shown = brief.particulars_for(checked.edition.audience)
    box = [text for each in brief.particulars if each.key in shown for text in (each.name, *each.values)]
    if any(map(str.isalpha, "".join(t.original() for t in box if not t.serves(language)))):
        message = f"the particulars of {brief.name} have no {language} words"
        values = {"label": "titled.untranslated-particulars"}
        hint = f"brief translate {language}"
        yield checked.point_of_brief("untranslated-title", message, hint, values=values)


def _lists_foreign_words(checked: Checked) -> bool:
    """True if the list of abbreviations has one whose words are in another language."""
    sections = (node for node in walk(checked.document) if isinstance(node, Section))
    listed = (node for section in sections if section.role == "abbreviations" for node in walk(section))
    return any(isinstance(node, Span) and node.language for node in listed)


def check_missing_confidence(checked: Checked) -> Iterator[Diagnostic]:
    """A judgement that says neither how likely nor how sure."""
    for record in checked.records():
        if isinstance(record, Judgement) and not (record.confidence or record.likelihood):
            message = f"judgement {record.id} states neither a likelihood nor a confidence"
            hint = "write confidence: low, moderate or high"
            yield checked.point(record, "missing-confidence", message, hint)


CHECKS: tuple[Check, ...] = (
    check_nothing_to_say,
    check_stale_fact,
    check_missing_rating,
    check_missing_baseline,
    check_missing_translation,
    check_untranslated_title,
    check_missing_confidence,
)
