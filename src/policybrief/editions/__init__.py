"""Editions: one made from a selection to its bytes, many at once, and their files below `out/`.

Each part is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policybrief.editions.builds import build, examine
    from policybrief.editions.claims import build_lock, remove_unfinished
    from policybrief.editions.cluster import Cluster
    from policybrief.editions.due import (
        FAR,
        YEARS,
        DueBrief,
        day_of,
        due_briefs,
        nothing_due,
        schedule_faults,
    )
    from policybrief.editions.fault_reach import blocking_faults
    from policybrief.editions.last_documents import document_of_file, last_document
    from policybrief.editions.made_edition import MadeEdition, make_edition
    from policybrief.editions.manifest import ManifestEntry, file_of, folder_of, read_manifest
    from policybrief.editions.page_budget import shown_where
    from policybrief.editions.project_editions import LoadedTemplate, editions_of, load_templates
    from policybrief.editions.project_gate import gate_of, machine_here
    from policybrief.editions.remembered_builds import (
        RememberedBuild,
        WrittenFile,
        is_fresh,
        remember_build,
        remembered_build,
    )
    from policybrief.editions.results import BuildResult, EditionOutcome, EditionResult, FileChange
    from policybrief.editions.withdrawn_records import withdrawn_notes
    from policybrief.editions.workers import Processes, ThisProcess, Workers
    from policybrief.editions.workspace import (
        Workspace,
        one_edition,
        one_of,
        open_workspace,
        project_root,
        refuse,
        workspace_at,
    )

_MODULES = {
    "build": "builds",
    "examine": "builds",
    "build_lock": "claims",
    "remove_unfinished": "claims",
    "Cluster": "cluster",
    "DueBrief": "due",
    "FAR": "due",
    "YEARS": "due",
    "day_of": "due",
    "due_briefs": "due",
    "nothing_due": "due",
    "schedule_faults": "due",
    "blocking_faults": "fault_reach",
    "document_of_file": "last_documents",
    "last_document": "last_documents",
    "ManifestEntry": "manifest",
    "file_of": "manifest",
    "folder_of": "manifest",
    "read_manifest": "manifest",
    "MadeEdition": "made_edition",
    "make_edition": "made_edition",
    "shown_where": "page_budget",
    "LoadedTemplate": "project_editions",
    "editions_of": "project_editions",
    "load_templates": "project_editions",
    "gate_of": "project_gate",
    "machine_here": "project_gate",
    "RememberedBuild": "remembered_builds",
    "WrittenFile": "remembered_builds",
    "is_fresh": "remembered_builds",
    "remember_build": "remembered_builds",
    "remembered_build": "remembered_builds",
    "BuildResult": "results",
    "EditionOutcome": "results",
    "EditionResult": "results",
    "FileChange": "results",
    "withdrawn_notes": "withdrawn_records",
    "Processes": "workers",
    "ThisProcess": "workers",
    "Workers": "workers",
    "Workspace": "workspace",
    "one_edition": "workspace",
    "one_of": "workspace",
    "open_workspace": "workspace",
    "project_root": "workspace",
    "refuse": "workspace",
    "workspace_at": "workspace",
}
"""Name → the module of this package that defines it."""

__all__ = [
    "FAR",
    "YEARS",
    "BuildResult",
    "Cluster",
    "DueBrief",
    "EditionOutcome",
    "EditionResult",
    "FileChange",
    "LoadedTemplate",
    "MadeEdition",
    "ManifestEntry",
    "Processes",
    "RememberedBuild",
    "ThisProcess",
    "Workers",
    "Workspace",
    "WrittenFile",
    "blocking_faults",
    "build",
    "build_lock",
    "day_of",
    "document_of_file",
    "due_briefs",
    "editions_of",
    "examine",
    "file_of",
    "folder_of",
    "gate_of",
    "is_fresh",
    "last_document",
    "load_templates",
    "machine_here",
    "make_edition",
    "nothing_due",
    "one_edition",
    "one_of",
    "open_workspace",
    "project_root",
    "read_manifest",
    "refuse",
    "remember_build",
    "remembered_build",
    "remove_unfinished",
    "schedule_faults",
    "shown_where",
    "withdrawn_notes",
    "workspace_at",
]


def __getattr__(name: str) -> Any:
    """A name of this package (PEP 562)."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value
    return value
