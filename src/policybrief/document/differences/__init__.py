"""What differs between two documents: statements of records, what surrounds them, words and figures."""

from policybrief.document.differences.comparison import Changed, Differences, Moved, Surrounding, compare
from policybrief.document.differences.pairs import likeness, paired
from policybrief.document.differences.passages import GAP, Passage, passages
from policybrief.document.differences.redaction import named_in, without
from policybrief.document.differences.sequences import Stretch, align, joined
from policybrief.document.differences.text_comparison import WordRun, figures, in_words, without_day, words_of

__all__ = [
    "GAP",
    "Changed",
    "Differences",
    "Moved",
    "Passage",
    "Stretch",
    "Surrounding",
    "WordRun",
    "align",
    "compare",
    "figures",
    "in_words",
    "joined",
    "likeness",
    "named_in",
    "paired",
    "passages",
    "without",
    "without_day",
    "words_of",
]
