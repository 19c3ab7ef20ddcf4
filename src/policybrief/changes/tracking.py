"""The Word file of an edition that tracks what has changed since another document, through the leak gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policybrief.diagnostics import Diagnostic
from policybrief.editions.releasing import gate_of, machine_here
from policybrief.editions.wanted import House
from policybrief.selection import as_read_today

if TYPE_CHECKING:
    from policybrief.document import Document
    from policybrief.editions import Made
    from policybrief.project import Loaded


@dataclass(frozen=True, slots=True)
class Tracked:
    """The bytes of the file, or the leaks for which there is none."""

    file: bytes | None
    left_out: tuple[str, ...] = ()
    """Records whose deleted words are not in it: its reader may no longer see them."""
    leaks: tuple[Diagnostic, ...] = ()


def tracked(made: Made, since: Document, loaded: Loaded, houses: Sequence[House], *, name: str) -> Tracked:
    """The Word file `name` of an edition with all changes since `since` tracked.

    Deleted words are still words: those of records that the audience may no longer see, or that are not known
    any more, are left out of it. What it would show all the same is a leak, and no file is made.
    """
    from policybrief.writers import docx, pdf

    assert made.document is not None
    template = next(h.template for h in houses if h.name == made.edition.template)
    assert template is not None
    templates = [house.template for house in houses if house.template is not None]
    gate = gate_of(loaded.project, loaded.corpus, loaded.briefs, templates)
    before, left_out = as_read_today(since, made.edition.audience, loaded.corpus, loaded.project)
    laid_out = pdf.write(made.document, template.look, drawn=False)
    file = docx.write(made.document, template.look, laid_out=laid_out, since=before).data
    verdict = gate.search(
        file,
        name=name,
        audience=made.edition.audience,
        shown={record.id for record in made.selection.records},
        authors=(made.document.meta.organisation,),
        machine=machine_here(),
    )
    return Tracked(None if verdict.leaks else file, left_out, verdict.leaks)
