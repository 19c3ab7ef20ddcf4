"""Editions: one made from a selection to its bytes, many together, and their files below `out/`.

Each part is loaded when it is first used.
"""

from typing import TYPE_CHECKING

from policybrief.lazy_face import lazy_face

if TYPE_CHECKING:
    from policybrief.editions.builds import build
    from policybrief.editions.checked_editions import check_editions
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
    from policybrief.editions.examination import examine
    from policybrief.editions.fault_reach import blocking_faults
    from policybrief.editions.input_digests import InputDigests
    from policybrief.editions.last_documents import document_of_file, last_document
    from policybrief.editions.made_edition import MadeEdition, make_edition
    from policybrief.editions.manifest import Manifest, file_of, folder_of, manifest_files
    from policybrief.editions.manifest_entries import EditionEntry, FileEntry
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

__getattr__, __all__ = lazy_face(
    __name__,
    builds="build",
    checked_editions="check_editions",
    examination="examine",
    claims="build_lock remove_unfinished",
    cluster="Cluster",
    due="FAR YEARS DueBrief day_of due_briefs nothing_due schedule_faults",
    fault_reach="blocking_faults",
    input_digests="InputDigests",
    last_documents="document_of_file last_document",
    made_edition="MadeEdition make_edition",
    manifest="Manifest file_of folder_of manifest_files",
    manifest_entries="EditionEntry FileEntry",
    page_budget="shown_where",
    project_editions="LoadedTemplate editions_of load_templates",
    project_gate="gate_of machine_here",
    remembered_builds="RememberedBuild WrittenFile is_fresh remember_build remembered_build",
    results="BuildResult EditionOutcome EditionResult FileChange",
    withdrawn_records="withdrawn_notes",
    workers="Processes ThisProcess Workers",
    workspace="Workspace one_edition one_of open_workspace project_root refuse workspace_at",
)
