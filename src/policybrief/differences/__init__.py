"""What differs between two documents: statements of records, what surrounds them, words and figures."""

from policybrief.differences.comparing import Changed, Differences, Moved, Surrounding, compare
from policybrief.differences.pairs import likeness, paired
from policybrief.differences.passages import GAP, Passage, passages
from policybrief.differences.sequences import Stretch, align, joined
from policybrief.differences.withholding import named_in, without
from policybrief.differences.words import Run, figures, in_words, words_of

__all__ = [
    "GAP",
    "Changed",
    "Differences",
    "Moved",
    "Passage",
    "Run",
    "Stretch",
    "Surrounding",
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
    "words_of",
]
