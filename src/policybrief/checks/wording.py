"""Wording bound to the project's yardstick, in every language for which it has words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from policybrief.checks.checked import Check, Checked, Printed
from policybrief.checks.sentences import sentences
from policybrief.diagnostics import Diagnostic
from policybrief.languages import best_for, words_of_all
from policybrief.records import Judgement, Risk
from policybrief.yardsticks import Band, Listed, Yardstick

_PER_CENT = re.compile(rf"(\d+(?:[.,]\d+)?)\s?(?:%|{words_of_all('per_cent')})")


@dataclass(frozen=True, slots=True)
class LikelihoodWords:
    """What a text says about likelihood: bands with the row of the words, and words off the scale."""

    bands: tuple[tuple[Band, int], ...]
    off_scale: tuple[str, ...]
    vague: tuple[str, ...]
    together: bool
    """Whether one sentence states both a likelihood and a confidence."""


def check_scale(checked: Checked) -> Iterator[Diagnostic]:
    """A judgement that says how likely something is in words that the yardstick does not have."""
    scale = checked.project.yardstick
    for judgement, printed, words in _words_of_likelihood(checked):
        if words.off_scale:
            word = words.off_scale[0]
            message = f"judgement {judgement.id} says '{word}', which is not on the yardstick {scale.name}"
            hint = f"the words are: {', '.join(_words(scale, printed.language))}"
            yield checked.point_of_text(judgement, "off-scale-term", message, hint, printed)


def check_vague(checked: Checked) -> Iterator[Diagnostic]:
    """A judgement that leaves open how likely something is: "may", "might", "could"."""
    for judgement, printed, words in _words_of_likelihood(checked):
        if words.vague:
            message = f"judgement {judgement.id} says '{words.vague[0]}' and does not say how likely that is"
            hint = "state the likelihood in the words of the yardstick, or say what is possible and why"
            yield checked.point_of_text(judgement, "vague-likelihood", message, hint, printed)


def check_band(checked: Checked) -> Iterator[Diagnostic]:
    """A text that says another likelihood than the judgement states, in words or in per cent."""
    for judgement, printed, words in _words_of_likelihood(checked):
        band = checked.project.yardstick.band(judgement.likelihood)
        if band is None:
            continue
        shares = [float(n.replace(",", ".")) for n in _PER_CENT.findall(printed.words)]
        other_words = words.bands and all(found != band for found, _ in words.bands)
        if other_words or (shares and not any(band.low <= share <= band.high for share in shares)):
            message = (
                f"judgement {judgement.id} states '{judgement.likelihood}' "
                f"({band.low} to {band.high} %); its text states a different likelihood"
            )
            yield checked.point_of_text(
                judgement, "likelihood-mismatch", message, "make both say the same", printed
            )


def check_apart(checked: Checked) -> Iterator[Diagnostic]:
    """Likelihood and confidence in one sentence, which readers take for one statement."""
    if not checked.project.yardstick.confidence_apart:
        return
    for judgement, printed, words in _words_of_likelihood(checked):
        if words.together:
            message = f"judgement {judgement.id} states likelihood and confidence in one sentence"
            hint = "split the sentence, or write confidence: and delete it from the text"
            yield checked.point_of_text(judgement, "likelihood-with-confidence", message, hint, printed)


def check_rows(checked: Checked) -> Iterator[Diagnostic]:
    """An edition that draws on both rows of a yardstick's words: "likely" here, "probable" there."""
    scale = checked.project.yardstick
    if not scale.rows_apart:
        return
    rows: dict[int, list[tuple[Judgement | Risk, str]]] = {}
    for judgement, printed, words in _words_of_likelihood(checked):
        for _, row in words.bands:
            rows.setdefault(row, []).append((judgement, printed.field))
    for record in checked.records():
        band = scale.band(record.likelihood) if isinstance(record, Judgement | Risk) else None
        if band and isinstance(record, Judgement | Risk) and len(band.rows_in(checked.edition.language)) > 1:
            row = (band.words, *band.also).index(record.likelihood)
            rows.setdefault(row, []).append((record, "likelihood"))
    if len(rows) < 2:
        return
    fewest = min(rows.values(), key=len)
    for record, name in dict.fromkeys(fewest):
        message = f"{record.kind} {record.id} uses a word of likelihood from the other row of {scale.name}"
        hint = "use one row of words in a paper"
        yield checked.point(record, "mixed-rows", message, hint, name)


def _words_of_likelihood(checked: Checked) -> Iterator[tuple[Judgement, Printed, LikelihoodWords]]:
    """Each judgement's printed texts, each once, with what they say about likelihood."""
    keys: set[tuple[str, str]] = set()
    for printed in checked.printed:
        if printed.field not in ("text", "plain") or (printed.record, printed.field) in keys:
            continue
        keys.add((printed.record, printed.field))
        record = checked.record(printed.record)
        if isinstance(record, Judgement):
            words = _read(printed.words, printed.language, checked.project.yardstick)
            if words is not None:
                yield record, printed, words


@lru_cache(maxsize=4096)
def _read(words: str, language: str, scale: Yardstick) -> LikelihoodWords | None:
    """What a text says about likelihood; None in a language for which the yardstick has no words."""
    vocabulary = _vocabulary(scale, language)
    if vocabulary is None:
        return None
    bands: list[tuple[Band, int]] = []
    off: list[str] = []
    vague: list[str] = []
    together = False
    for sentence in sentences(words):
        before = len(bands) + len(off)
        confident = False
        for found in vocabulary.pattern.finditer(sentence):
            word = found[0].lower()
            if word in vocabulary.exempt:
                continue
            if word in vocabulary.bands:
                bands.append(vocabulary.bands[word])
            elif word in vocabulary.off_scale:
                off.append(word)
            elif word in vocabulary.confidence:
                confident = True
            elif word in vocabulary.vague and found[0] == word:
                vague.append(word)
        together = together or (confident and len(bands) + len(off) > before)
    return LikelihoodWords(tuple(bands), tuple(off), tuple(vague), together)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The words of a yardstick in one language, in small letters, and one pattern that finds the longest."""

    bands: dict[str, tuple[Band, int]]
    off_scale: frozenset[str]
    vague: frozenset[str]
    confidence: frozenset[str]
    exempt: frozenset[str]
    pattern: re.Pattern[str]


@lru_cache(maxsize=16)
def _vocabulary(scale: Yardstick, language: str) -> _Vocabulary | None:
    ambiguous = _of(scale.ambiguous, language)
    bands = {
        form.lower(): (band, row)
        for band in scale.bands
        for row, forms in enumerate(band.rows_in(language))
        for form in forms
        if form.lower() not in ambiguous
    }
    if not bands:
        return None
    listed = (scale.off_scale, scale.vague, scale.confidence, scale.exempt)
    off, vague, confidence, exempt = (_of(words, language) for words in listed)
    words = {*bands, *off, *vague, *confidence, *exempt}
    return _Vocabulary(bands, off, vague, confidence, exempt, _any_of(words))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of `words` as whole words, the longest first."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![\w’'-])(?:{'|'.join(map(re.escape, longest))})(?![\w’'-])", re.IGNORECASE)


def _of(listed: Listed, language: str) -> frozenset[str]:
    return frozenset(word.lower() for word in best_for(language, dict(listed)) or ())


def _words(scale: Yardstick, language: str) -> list[str]:
    return [rows[0][0] for band in scale.bands if (rows := band.rows_in(language))]


CHECKS: tuple[Check, ...] = (check_scale, check_vague, check_band, check_apart, check_rows)
