"""Language: what the public can read, what is not translated, and what has changed since it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from policybrief.checks.checked import Check, Checked, Printed
from policybrief.checks.sentences import has_syllables, sentences, syllables, words
from policybrief.diagnostics import Diagnostic, Severity
from policybrief.languages import Formula, base_language, fallbacks, language_of, missing_entries, serves
from policybrief.records import Judgement, Named, Risk

ENOUGH = 100
"""Words below which a formula says nothing about a text."""
_TEXTS = frozenset({"text", "plain", "caveat"})


def check_complete(checked: Checked) -> Iterator[Diagnostic]:
    """An edition lacks text in its language: labels of the template, or what policybrief states of it."""
    tag = checked.edition.language
    entries, labels = missing_entries(language_of(tag)), checked.template.labels_without(tag)
    likelihoods = tuple(dict.fromkeys(_untranslated_likelihoods(checked)))
    missing = (
        *((f"{len(labels)} labels (printed in English)",) if labels else ()),
        *(f"the likelihood '{words}'" for words in likelihoods),
        *entries,
    )
    remedies = (
        f"write labels/{tag}.yaml in the template" if labels else "",
        f"add words in {tag} to the yardstick {checked.project.yardstick.name}" if likelihoods else "",
        f"add languages/{base_language(tag)}.py to policybrief, or waive this rule" if entries else "",
    )
    if missing:
        message = f"{checked.edition.name} lacks text in its language: {', '.join(missing)}"
        yield checked.point_of_brief("incomplete-language", message, "; ".join(filter(None, remedies)))


def _untranslated_likelihoods(checked: Checked) -> Iterator[str]:
    """Likelihoods of shown records that are printed in the language in which they are recorded."""
    scale, tag = checked.project.yardstick, checked.edition.language
    for record in checked.records():
        words = record.likelihood if isinstance(record, Judgement | Risk) else ""
        band = scale.band(words)
        label = f"likelihood.{words.replace(' ', '-')}"
        if band and not band.rows_in(tag) and not checked.template.has_label(label, tag):
            yield words


def check_readable(checked: Checked) -> Iterator[Diagnostic]:
    """An edition for the public that is hard to read, by the formula of its language.

    Where no formula is established, by the mean length of sentences and words.
    """
    if not checked.for_public:
        return
    texts = [sentence for printed in _texts(checked) for sentence in sentences(printed.words)]
    counted = [found for sentence in texts if (found := words(sentence))]
    total = sum(map(len, counted))
    if total < ENOUGH:
        return
    formula = language_of(checked.edition.language).readability
    if isinstance(formula, Formula) and has_syllables(checked.edition.language):
        yield from _by_formula(checked, formula, counted)
    else:
        yield from _by_length(checked, counted)


def check_sentences(checked: Checked) -> Iterator[Diagnostic]:
    """A sentence for the public that is longer than the house allows."""
    limit = checked.template.limit("sentence")
    if not checked.for_public or not limit:
        return
    reported: set[str] = set()
    for printed in _texts(checked):
        longest = max((len(words(sentence)) for sentence in sentences(printed.words)), default=0)
        record = checked.record(printed.record)
        if record is not None and longest > limit and record.id not in reported:
            reported.add(record.id)
            message = f"{record.kind} {record.id} has a sentence of {longest} words for the public"
            hint = f"split it: {limit:g} words are the limit"
            yield checked.point_of_text(record, "long-sentence", message, hint, printed)


def check_outdated(checked: Checked) -> Iterator[Diagnostic]:
    """A shown record whose translation is of an older original, or not the one that was cleared."""
    suffixes = {f".{code}" for code in fallbacks(checked.edition.language)}
    for outdated in checked.corpus.outdated:
        path = outdated.span.path if outdated.span else ""
        if suffixes.intersection(PurePosixPath(path).suffixes) and checked.shows(outdated.record):
            yield replace(outdated, severity=Severity.OPEN)


def _texts(checked: Checked) -> Iterator[Printed]:
    """The running texts of the edition in its language, each once."""
    keys: set[tuple[str, str]] = set()
    for printed in checked.printed:
        key = printed.record, printed.field
        if printed.field in _TEXTS and serves(printed.language, checked.edition.language) and key not in keys:
            keys.add(key)
            if not isinstance(checked.record(printed.record), Named):
                yield printed


def _by_formula(checked: Checked, formula: Formula, counted: list[tuple[str, ...]]) -> Iterator[Diagnostic]:
    language = checked.edition.language
    each = [syllables(word, language) for sentence in counted for word in sentence]
    long = 100 * sum(number >= 4 for number in each) / len(each)
    measure = formula.measure(len(each) / len(counted), sum(each) / len(each), long)
    limit = checked.template.limit(formula.limit, formula.usual)
    if limit and (measure < limit if formula.easier_above else measure > limit):
        worse, demand = ("below", "at least") if formula.easier_above else ("above", "at most")
        message = f"{checked.edition.name} is hard to read: {formula.name} {measure:.0f}, {worse} {limit:g}"
        hint = f"shorten sentences and words in plain: until it is {demand} {limit:g}"
        yield checked.point_of_brief("hard-to-read", message, hint)


def _by_length(checked: Checked, counted: list[tuple[str, ...]]) -> Iterator[Diagnostic]:
    total = sum(map(len, counted))
    a_sentence = total / len(counted)
    a_word = sum(len(word) for sentence in counted for word in sentence) / total
    most = checked.template.limit("mean-sentence"), checked.template.limit("mean-word")
    if (most[0] and a_sentence > most[0]) or (most[1] and a_word > most[1]):
        message = (
            f"{checked.edition.name} is hard to read: "
            f"{a_sentence:.0f} words per sentence, {a_word:.1f} letters per word"
        )
        hint = f"the limits for plain: are {most[0]:g} words and {most[1]:g} letters"
        yield checked.point_of_brief("hard-to-read", message, hint)


CHECKS: tuple[Check, ...] = (check_complete, check_readable, check_sentences, check_outdated)
