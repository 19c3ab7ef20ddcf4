"""What is known of one language beyond CLDR; each has a file here, named by its code."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

# No method is generated that nobody calls: every command waits for it.


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Formula:
    """A measure of how easy a text reads: `base` and the weights of what is counted, added up."""

    name: str
    limit: str
    """The key under `limits:` of a template with which a house sets another limit."""
    usual: float
    """The limit where a house sets none."""
    easier_above: bool = True
    base: float
    words_a_sentence: float = 0.0
    syllables_a_word: float = 0.0
    long_words: float = 0.0
    """For each per cent of words with four syllables or more."""

    def measure(self, words_a_sentence: float, syllables_a_word: float, long_words: float) -> float:
        """The measure of a text in which so much was counted."""
        sentence = self.base + self.words_a_sentence * words_a_sentence
        return sentence + self.syllables_a_word * syllables_a_word + self.long_words * long_words


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Pronouns:
    """The pronouns with which a sentence can point to another one; all are regular expressions."""

    first: str
    """Those that do so as the first word of a sentence."""
    subject: str
    """Those that do so behind a place or time: "In 2019 they …"."""
    prepositions: str
    """The words with which such a place or time begins."""
    empty: str
    """Beginnings of sentences whose pronoun stands for nothing: "It is likely that …"."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Qualifiers:
    """The phrases that say the same as a qualifier of a number, divided by a comma and a space.

    None that has another use before a number.
    """

    about: str
    at_least: str
    at_most: str
    more_than: str
    less_than: str


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Language:
    """One language; None is what nobody has stated yet, and `missing_entries` names it.

    Words to be looked for are regular expressions with the alternatives divided by `|`; empty where the
    language has none. What is empty by default is as CLDR has it, or as most languages do.
    """

    code: str

    # what every file states
    region: str | None = None
    """The region whose usage the file states, and which the language means where no region stands with it."""
    months: tuple[str, ...] | None = None
    """The months as they stand behind a day."""
    one_letter_words: str | None = None
    """Letters that are words, small and capital: no line ends behind them."""
    option_words: str | None = None
    """The word for an option in all its forms, small."""
    per_cent: str | None = None
    """"Per cent" in words, in all its forms."""
    places: str | None = None
    """What stands before the number of a place in a text ("article 5"), small or capital."""
    unit_words: str | None = None
    """Signs of units, each with the beginning of a word for it: "% percent, € eur"."""
    condition_words: str | None = None
    """Words with which the condition of a stance begins: "if"."""
    range_words: str | None = None
    """What stands between the ends of a range of numbers: "2 to 4"."""
    abbreviations: str | None = None
    """Behind which a full stop ends no sentence, without that stop."""
    pronouns: Pronouns | None = None
    qualifiers: Qualifiers | None = None
    capital_nouns: bool | None = None
    """Whether every noun has a capital."""
    readability: Formula | Literal["by length"] | None = None
    """The formula established for the language; if none is, the length of sentences and words counts."""

    # what only some need
    day: str = ""
    """The pattern of a day in prose, as CLDR writes patterns."""
    short_day: str = ""
    """The pattern of a day in a table."""
    first_of_month: str = ""
    """What stands for the 1 of a day in prose."""
    year: str = ""
    """The pattern of a year that stands alone."""
    year_inside: str = ""
    """The pattern of a year inside a phrase: "since 2014"."""
    year_behind_month: str = ""
    """The pattern of a year behind a month."""
    list_end: str = ""
    """What stands before the last of a list."""
    month_keeps_year: bool = False
    """Whether no line ends between a month and its year."""
    full_form_in_brackets: bool = False
    """Whether the full form of an abbreviation may stand behind it in brackets as it is; not where nouns have
    cases that every reader would miss."""
    spaced_signs: bool = False
    """Whether a space stands before : ; ? ! and inside quotation marks."""
    places_joined: str = ""
    """Abbreviations and words that no line ends behind where a figure follows."""
    joined: str = ""
    """Abbreviations that no line ends behind."""
    units: str = ""
    """Words of amount that no line ends before where they follow a figure."""
    last_abbreviations: str = ""
    """Abbreviations that keep their full stop at the end of a text, without that stop."""
    latin: str = ""
    """Its own letters, each with the Latin ones that stand for it in ids, divided by commas."""
    bibtex_names: str = ""
    """Names of biblatex's `langid` that are no English name of the language, each with its tag."""


def missing_entries(language: Language) -> tuple[str, ...]:
    """What nobody has stated of the language yet, in words."""
    return tuple(f.name.replace("_", " ") for f in fields(language) if getattr(language, f.name) is None)
