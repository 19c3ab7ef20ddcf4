"""Editions: one made from a selection to its bytes, many at once, and their files below `out/`.

Loaded when first asked for: whoever needs one part of it does not load the rest.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policybrief.editions.builds import build, examine
    from policybrief.editions.claims import build_lock
    from policybrief.editions.last_documents import document_of_file, last_document
    from policybrief.editions.manifest import ManifestEntry, file_of, folder_of, read_manifest
    from policybrief.editions.one_edition import MadeEdition, make_edition
    from policybrief.editions.project_editions import LoadedTemplate, editions_of, load_templates
    from policybrief.editions.project_gate import gate_of
    from policybrief.editions.results import BuildResult, EditionOutcome, EditionResult, FileChange
    from policybrief.editions.workers import Processes, ThisProcess, Workers

_MODULES = {
    "build": "builds",
    "examine": "builds",
    "build_lock": "claims",
    "last_document": "last_documents",
    "document_of_file": "last_documents",
    "ManifestEntry": "manifest",
    "read_manifest": "manifest",
    "MadeEdition": "one_edition",
    "make_edition": "one_edition",
    "LoadedTemplate": "project_editions",
    "editions_of": "project_editions",
    "folder_of": "manifest",
    "file_of": "manifest",
    "load_templates": "project_editions",
    "gate_of": "project_gate",
    "BuildResult": "results",
    "FileChange": "results",
    "EditionOutcome": "results",
    "EditionResult": "results",
    "ThisProcess": "workers",
    "Workers": "workers",
    "Processes": "workers",
}
"""Name → the module of this package that defines it."""

__all__ = [
    "BuildResult",
    "EditionOutcome",
    "EditionResult",
    "FileChange",
    "LoadedTemplate",
    "MadeEdition",
    "ManifestEntry",
    "Processes",
    "ThisProcess",
    "Workers",
    "build",
    "build_lock",
    "document_of_file",
    "editions_of",
    "examine",
    "file_of",
    "folder_of",
    "gate_of",
    "last_document",
    "load_templates",
    "make_edition",
    "read_manifest",
]


def __getattr__(name: str) -> Any:
    """A name of this package (PEP 562)."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value
    return value
