"""The codes of all rules over editions: what a waiver may name, and what has a page of documentation."""

from __future__ import annotations

EDITION_RULES: tuple[str, ...] = (
    "nothing-to-say",
    "incomplete-language",
    "hard-to-read",
    "long-title",
    "long-bottom-line",
    "page-limit",
    "withdrawn-in-brief",
    "untimely-in-brief",
    "unprinted-list",
    "one-sided-copy",
    "untranslated-title",
)
"""Rules about an edition as a whole: no record can be excused from them."""

RECORD_RULES: tuple[str, ...] = (
    # state
    "not-cleared",
    "changed-since-clearance",
    "clearance-without-text",
    "stale-fact",
    "uncertain-date",
    "known-within-period",
    "omitted-record",
    "newer-withheld",
    # support chain
    "recommendation-without-option",
    "recommendation-without-evidence",
    "recommendation-without-reason",
    "option-without-risk",
    "not-in-body",
    "number-without-quantity",
    "ambiguous-number",
    "unit-not-said",
    "qualifier-conflict",
    # fairness
    "baseline",
    "missing-rating",
    "contradictory-risk",
    "option-letter",
    # wording
    "missing-confidence",
    "off-scale-term",
    "vague-likelihood",
    "likelihood-mismatch",
    "likelihood-with-confidence",
    "mixed-rows",
    "dangling-pronoun",
    # strength
    "overstated-recommendation",
    # sources
    "unsourced",
    "withdrawn-source",
    "replaced-ground",
    "passage-without-evidence",
    "passage-not-printed",
    "passage-withheld",
    "one-sided-support",
    "source-not-judged",
    "no-public-source",
    # positions
    "personal-as-institutional",
    "second-hand-position",
    "dropped-condition",
    "superseded-position",
    # language
    "missing-translation",
    "outdated-translation",
    "long-sentence",
    # length
    "long-key-figure",
    "long-key-message",
    # house terms
    "avoided-term",
)
"""Rules about a record: it may be excused, by name and with who, why and until when."""

RULES: tuple[str, ...] = (*EDITION_RULES, *RECORD_RULES)
