"""A project with its ledger: where editions are issued, called back and verified."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policybrief.diagnostics import Diagnostic
from policybrief.ledger import Ledger, read_ledger

if TYPE_CHECKING:
    from pathlib import Path

    from policybrief.editions import Workspace
    from policybrief.project import LoadedProject


@dataclass(frozen=True, slots=True)
class Registry:
    """A project that was read, its ledger, and the faults of that."""

    workspace: Workspace
    ledger: Ledger
    faults: tuple[Diagnostic, ...] = ()

    @property
    def loaded(self) -> LoadedProject:
        return self.workspace.loaded

    @property
    def root(self) -> Path:
        return self.workspace.loaded.root


def open_registry(workspace: Workspace) -> Registry:
    """The registry with the ledger as it is now."""
    return Registry(workspace, *read_ledger(workspace.loaded.root))
