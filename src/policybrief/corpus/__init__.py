"""All records, indexed, immutable; back-references; ids that failed to read."""

from policybrief.corpus.checking import build_corpus
from policybrief.corpus.days import days_to_come
from policybrief.corpus.dossiers import NOT_A_DOSSIER, Dossier, ids_in_text, structure_dossier
from policybrief.corpus.index import Corpus, interval, kind_key, known_on, references
from policybrief.corpus.marked import effective_marking, releasable
from policybrief.corpus.short_forms import expand_record, stated_clearance
from policybrief.corpus.support import fallen, needs, resting_on
from policybrief.corpus.translations import main_field, translate_records, translate_value, words_field

__all__ = [
    "NOT_A_DOSSIER",
    "Corpus",
    "Dossier",
    "build_corpus",
    "days_to_come",
    "effective_marking",
    "expand_record",
    "fallen",
    "ids_in_text",
    "interval",
    "kind_key",
    "known_on",
    "main_field",
    "needs",
    "references",
    "releasable",
    "resting_on",
    "stated_clearance",
    "structure_dossier",
    "translate_records",
    "translate_value",
    "words_field",
]
