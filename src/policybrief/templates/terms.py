"""`terms.yaml` of a template: by language, each preferred term and those to avoid."""

from __future__ import annotations

from policybrief.diagnostics import Diagnostic
from policybrief.reading.structure import Flawed, Structurer, as_diagnostics
from policybrief.reading.yaml import read_yaml
from policybrief.templates.folders import Folder
from policybrief.templates.template import Term

_SHAPE = dict[str, dict[str, tuple[str, ...]]]


def read_terms(
    inherited: tuple[Term, ...], folder: Folder
) -> tuple[tuple[Term, ...], tuple[Diagnostic, ...]]:
    """The terms inherited with those of `folder`, whose own lists replace inherited ones; and the faults."""
    content = folder.read("terms.yaml")
    if content is None:
        return inherited, ()
    source, faults = read_yaml(f"{folder.place}/terms.yaml", content)
    if source is None or source.value is None:
        return inherited, faults
    lists_by_language = Structurer().converter(_SHAPE)(source.value, "en")
    if isinstance(lists_by_language, Flawed):
        return inherited, (*faults, *as_diagnostics(lists_by_language.flaws, source, ()))
    terms = {(term.language, term.preferred): term for term in inherited}
    for language, lists in lists_by_language.items():
        for preferred, avoid in lists.items():
            terms[language, preferred] = Term(language, preferred, avoid)
    return tuple(terms.values()), faults
