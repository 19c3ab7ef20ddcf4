"""The copies of one brief: its editions in one template, with what each shows and leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policybrief.diagnostics import Refusal
from policybrief.document import Document, Section
from policybrief.editions import examine, shown_where
from policybrief.records import Edition
from policybrief.selection import EditionFilter

if TYPE_CHECKING:
    from policybrief.editions import MadeEdition, Workspace


@dataclass(frozen=True, slots=True)
class Copy:
    """One edition: its document, the records before its annexes and in them, why the others are not there."""

    edition: Edition
    document: Document
    body: frozenset[str]
    annexes: frozenset[str]
    left_out: tuple[tuple[str, str], ...]
    """(record, reason)."""
    empty_sections: tuple[str, ...] = ()
    """Sections of the outline that are left out, as all that they ask for is empty."""
    selected: frozenset[str] = frozenset()
    """The records that its reader may be shown on its day, whether or not a section prints them."""

    @property
    def shown(self) -> frozenset[str]:
        return self.body | self.annexes


def copies_of(
    brief: str, template: str, workspace: Workspace
) -> tuple[tuple[Copy, ...], tuple[Edition, ...]]:
    """The copies of a brief in a template, its first if none is named; and the editions that are broken.

    Raises:
        Refusal: a name matches nothing, or no copy can be made.
    """
    every = workspace.editions(EditionFilter((brief,), (template,) if template else ()))
    editions = [edition for edition in every if edition.template == (template or every[0].template)]
    copies, unmade = [], []
    for result in examine(workspace, editions):
        if result.made is None or result.made.document is None:
            unmade.append(result.edition)
        else:
            copies.append(_copy(result.made, result.made.document, workspace))
    if not copies:
        raise Refusal(f"no copy of {brief} can be made; see: brief check")
    return tuple(copies), tuple(unmade)


def _copy(made: MadeEdition, document: Document, workspace: Workspace) -> Copy:
    body, annexes = shown_where(document)
    empty = _empty_sections(made.edition, document, workspace)
    selected = frozenset(record.id for record in made.selection.records)
    return Copy(made.edition, document, body, annexes, made.selection.left_out, empty, selected)


def _empty_sections(edition: Edition, document: Document, workspace: Workspace) -> tuple[str, ...]:
    """The sections of the outline that the document does not have."""
    template = workspace.template(edition.template)
    outline = template.outline(edition.audience.name, edition.brief.form) if template else None
    printed = {block.id for block in document.blocks if isinstance(block, Section)}
    names = (*outline.sections, *outline.annexes) if outline else ()
    return tuple(name for name in names if name not in printed)
