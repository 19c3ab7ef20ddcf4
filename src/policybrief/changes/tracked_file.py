"""The Word file of an edition that tracks what has changed since another document, through the leak gate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policybrief.diagnostics import Diagnostic
from policybrief.editions import machine_here
from policybrief.selection import as_read_today

if TYPE_CHECKING:
    from policybrief.document import Document
    from policybrief.editions import MadeEdition, Workspace


@dataclass(frozen=True, slots=True)
class TrackedFile:
    """The bytes of the file, or the leaks for which there is none."""

    content: bytes | None
    left_out: tuple[str, ...] = ()
    """Records whose deleted words are not in it: its reader may no longer see them."""
    leaks: tuple[Diagnostic, ...] = ()


def track_changes(made: MadeEdition, since: Document, workspace: Workspace, *, name: str) -> TrackedFile:
    """The Word file `name` of an edition with all changes since `since` tracked.

    Deleted words are still words: those of records that the audience may no longer see, or that are not known
    any more, are left out of it. What it would show all the same is a leak, and no file is made.
    """
    from policybrief.writers import docx, lay_out

    assert made.document is not None
    loaded, template = workspace.loaded, workspace.template(made.edition.template)
    assert template is not None
    gate = workspace.gate()
    before, left_out = as_read_today(since, made.edition.audience, loaded.corpus, loaded.project)
    layout = lay_out(made.document, template.look)
    content = docx.write(made.document, template.look, layout, since=before)
    verdict = gate.search(
        content,
        name=name,
        audience=made.edition.audience,
        shown={record.id for record in made.selection.records},
        authors=(made.document.meta.organisation,),
        machine=machine_here(),
    )
    return TrackedFile(None if verdict.leaks else content, left_out, verdict.leaks)
