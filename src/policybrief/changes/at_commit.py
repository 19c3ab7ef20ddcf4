"""An edition as it stands now, and as it stood at a commit: documents to be compared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from policybrief.editions.results import Result
from policybrief.editions.running import examine
from policybrief.editions.wanted import House, editions_of, read_houses
from policybrief.project.history import project_at
from policybrief.records import Edition
from policybrief.selection.filter import EditionFilter

if TYPE_CHECKING:
    from policybrief.document import Document
    from policybrief.project import Loaded


def as_it_stands(edition: Edition, loaded: Loaded, houses: Sequence[House]) -> tuple[Result, Document | None]:
    """The edition made in memory, and its document; None if it is broken."""
    [result] = examine(loaded, [edition], houses=houses)
    return result, result.made.document if result.made is not None else None


def as_it_was(edition: Edition, loaded: Loaded, commit: str, today: date) -> Document | None:
    """The document of the same edition in the project as it was at `commit`; None if there was none.

    A brief of today is taken as of `today` in both: what the passing of time selects is no change of ours.

    Raises:
        NoHistory: git cannot tell.
    """
    from policybrief.project import read_project

    with project_at(loaded.root, commit) as folder:
        if not (folder / "policybrief.yaml").is_file():
            return None
        then = read_project(folder)
        houses = read_houses(then)
        known, _ = editions_of(then, houses=houses, today=today, only=EditionFilter.of(edition))
        return as_it_stands(known[0], then, houses)[1] if known else None
