"""The gate of a project: what to look for in the files of each audience, made from all its records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from policybrief.gate.aliases import Aliases
from policybrief.gate.fixed_words import full_forms
from policybrief.gate.needles import NeedlePreparation, Needles
from policybrief.gate.traces import Machine
from policybrief.gate.verdicts import PreparedGate, Verdict
from policybrief.records import Audience, Brief, Project, Record


@dataclass(frozen=True)
class Gate:
    """The leak gate of a project: it prepares what to look for in the files of each audience.

    With `aliases`, records that not everybody may see are named by these: for logs that many read.
    """

    project: Project
    records: tuple[Record, ...]
    briefs: tuple[Brief, ...] = ()
    house: tuple[str, ...] = ()
    """Labels, names of sections and other fixed words."""
    sections: tuple[str, ...] = ()
    """The texts of section files."""
    machine: Machine = field(default_factory=Machine)
    aliases: Aliases | None = None

    def prepared(self, audiences: Iterable[Audience]) -> PreparedGate:
        """The gate for these audiences alone, without the records: it can be sent to other processes."""
        readers = {audience.name: audience for audience in audiences}
        return PreparedGate(
            {name: self.needles(reader) for name, reader in readers.items()},
            tuple(text for _, text in self.project.organisation.versions),
            self.machine,
            self._names_in_log if readers else {},
            full_forms(self.project, self.briefs),
        )

    def needles(self, audience: Audience) -> Needles:
        """The needles of `audience`."""
        return self._preparation.needles(audience)

    def search(
        self,
        content: bytes,
        *,
        name: str,
        audience: Audience,
        shown: Iterable[str] | None = None,
        authors: tuple[str, ...] = (),
        machine: Machine | None = None,
    ) -> Verdict:
        """Whether the file `name` may go to `audience`; see `PreparedGate.search`."""
        prepared = self.prepared((audience,))
        return prepared.search(
            content, name=name, audience=audience, shown=shown, authors=authors, machine=machine
        )

    @cached_property
    def _preparation(self) -> NeedlePreparation:
        return NeedlePreparation(
            self.records,
            project=self.project,
            briefs=self.briefs,
            house=self.house,
            sections=self.sections,
        )

    @cached_property
    def _names_in_log(self) -> dict[str, str]:
        """Restricted record → its alias, where many read the log."""
        if self.aliases is None:
            return {}
        return {name: self.aliases.of(name) for name in self._preparation.restrictions.restricted()}
