"""All records, indexed, immutable; back-references; ids that failed to read."""

from policybrief.project.corpus.corpus_faults import build_corpus
from policybrief.project.corpus.effective_markings import (
    effective_marking,
    groups_of_originators,
    originators,
    releasable,
)
from policybrief.project.corpus.future_days import days_to_come
from policybrief.project.corpus.index import Corpus, interval, kind_key
from policybrief.project.corpus.known_dates import is_known, is_later, known_on, open_period
from policybrief.project.corpus.mentions import place_of_reference
from policybrief.project.corpus.support import cited_sources, fallen, needs, resting_on, stands
from policybrief.reading.dossiers import NOT_A_DOSSIER, Dossier, ids_in_text, structure_dossier
from policybrief.reading.short_forms import expand_record, stated_clearance
from policybrief.reading.translations import main_field, translate_records, translate_value, words_field

__all__ = [
    "NOT_A_DOSSIER",
    "Corpus",
    "Dossier",
    "build_corpus",
    "cited_sources",
    "days_to_come",
    "effective_marking",
    "expand_record",
    "fallen",
    "groups_of_originators",
    "ids_in_text",
    "interval",
    "is_known",
    "is_later",
    "kind_key",
    "known_on",
    "main_field",
    "needs",
    "open_period",
    "originators",
    "place_of_reference",
    "releasable",
    "resting_on",
    "stands",
    "stated_clearance",
    "structure_dossier",
    "translate_records",
    "translate_value",
    "words_field",
]
