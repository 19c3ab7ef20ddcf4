"""Editions: one made from a selection to its bytes, many at once, and their files below `out/`.

Loaded when first asked for: whoever needs one part of it does not load the rest.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policybrief.editions.claims import alone
    from policybrief.editions.last_documents import document_in_out, document_of
    from policybrief.editions.manifest import Entry, read_manifest
    from policybrief.editions.many import Alone, Crew, Processes
    from policybrief.editions.one import Made, make
    from policybrief.editions.releasing import gate_of
    from policybrief.editions.results import Built, Change, Outcome, Result
    from policybrief.editions.running import build, examine
    from policybrief.editions.wanted import House, editions_of, folder_of, read_houses

_MODULES = {
    "Made": "one",
    "make": "one",
    "alone": "claims",
    "document_in_out": "last_documents",
    "document_of": "last_documents",
    "Alone": "many",
    "Crew": "many",
    "Processes": "many",
    "Entry": "manifest",
    "read_manifest": "manifest",
    "gate_of": "releasing",
    "Built": "results",
    "Change": "results",
    "Outcome": "results",
    "Result": "results",
    "build": "running",
    "examine": "running",
    "House": "wanted",
    "editions_of": "wanted",
    "folder_of": "wanted",
    "read_houses": "wanted",
}
"""Name → the module of this package that defines it."""

__all__ = [
    "Alone",
    "Built",
    "Change",
    "Crew",
    "Entry",
    "House",
    "Made",
    "Outcome",
    "Processes",
    "Result",
    "alone",
    "build",
    "document_in_out",
    "document_of",
    "editions_of",
    "examine",
    "folder_of",
    "gate_of",
    "make",
    "read_houses",
    "read_manifest",
]


def __getattr__(name: str) -> Any:
    """A name of this package (PEP 562)."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value
    return value
