"""The copies of one brief side by side: whether what one leaves out makes it one-sided, and what differs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, groupby, permutations
from typing import TYPE_CHECKING

from policybrief.changes.trace.copies import Copy, copies_of
from policybrief.checks import figures_in
from policybrief.document.differences import passages
from policybrief.languages import read_number
from policybrief.project.corpus import Corpus
from policybrief.records import Edition, Named, Option, Position, Recommendation, Record, Risk
from policybrief.sections import score
from policybrief.yardsticks import Yardstick

if TYPE_CHECKING:
    from policybrief.editions import Workspace

_SIDES = (("supporting", ("supports", "supports_if")), ("opposing", ("opposes", "opposes_if")))


@dataclass(frozen=True, slots=True)
class OneSided:
    """What a copy leaves out so that one side of a matter is missing in it and not in another copy."""

    copy: Copy
    about: str
    """The option."""
    lacking: str
    """supporting positions · opposing positions · risks · most serious risk"""
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Omissions:
    """The copies of one brief, and what is wrong with them together."""

    copies: tuple[Copy, ...]
    unmade: tuple[Edition, ...]
    """Those that are broken."""
    one_sided: tuple[OneSided, ...]
    differing_figures: tuple[DifferingFigures, ...]
    shared: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """Audience → (withheld record, record that it may read with words of it)."""


Figures = tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class DifferingFigures:
    """A record whose figures are not the same in all copies."""

    record: str
    forms: tuple[tuple[Figures, tuple[str, ...]], ...]
    """(the figures in their order of size, names of the editions that print these)."""


def compare_copies(brief: str, template: str, workspace: Workspace) -> Omissions:
    """What each copy of a brief in one template leaves out; in its first template if none is named.

    Raises:
        Refusal: a name matches nothing, or no copy can be made.
    """
    copies, unmade = copies_of(brief, template, workspace)
    subject = workspace.subjects.of(copies[0].edition)
    return Omissions(
        copies,
        unmade,
        one_sided(copies, subject, scale=workspace.loaded.project.yardstick),
        differing_figures(copies),
        tuple(_shared(copies, workspace)),
    )


def _shared(
    copies: Sequence[Copy], workspace: Workspace
) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Audience → (withheld record, record that it may read with words of it)."""
    gate = workspace.gate()
    readers = {copy.edition.audience.name: copy.edition.audience for copy in copies}
    for name, reader in readers.items():
        yield name, gate.needles(reader).shared


def one_sided(
    copies: Sequence[Copy], corpus: Corpus, *, scale: Yardstick | None = None
) -> tuple[OneSided, ...]:
    """What each copy lacks of one side of an option on which it shows the other.

    A copy that shows positions for an option and none against it, while another copy shows one (or the other
    way round); a copy that recommends an option and shows none of its risks, while another copy shows one;
    and with `scale` a copy that recommends it without its most serious risk, which another copy shows.
    """
    shown_somewhere = frozenset[str]().union(*(copy.shown for copy in copies))
    return tuple(side for copy in copies for side in _one_sided(copy, shown_somewhere, corpus, scale))


def _one_sided(
    copy: Copy, shown_somewhere: Collection[str], corpus: Corpus, scale: Yardstick | None
) -> Iterator[OneSided]:
    for option in corpus.of(Option):
        sides = {
            f"{word} positions": _on_side(option.id, stances, corpus.of(Position)) for word, stances in _SIDES
        }
        for (_, own), (other, against) in permutations(sides.items()):
            missing = [record for record in against if record in shown_somewhere]
            if copy.shown & {*own} and missing and not copy.shown & {*against}:
                yield OneSided(copy, option.id, other, tuple(missing))
        advised = [r.id for r in corpus.of(Recommendation) if option.id in r.option]
        risks = [r for r in corpus.of(Risk) if option.id in r.option and r.id in shown_somewhere]
        if not risks or not copy.shown & {*advised}:
            continue
        if not any(risk.id in copy.shown for risk in risks):
            yield OneSided(copy, option.id, "risks", tuple(risk.id for risk in risks))
        elif scale is not None:
            highest = max(score(risk, scale) for risk in risks)
            worst = [risk.id for risk in risks if score(risk, scale) == highest]
            if not copy.shown & {*worst}:
                yield OneSided(copy, option.id, "most serious risk", tuple(worst))


def _on_side(option: str, stances: Collection[str], positions: Iterable[Position]) -> list[str]:
    return [p.id for p in positions if any(s.option == option and s.stance in stances for s in p.stance)]


def differing_figures(copies: Sequence[Copy]) -> tuple[DifferingFigures, ...]:
    """Records of which one copy prints other figures than another: rounded, or another number.

    Figures are compared by value, whatever the separators of the language. A shorter wording may leave
    figures out; it counts only where it has one that the other has not, and the other too.
    """
    forms: dict[str, dict[Figures, dict[str, None]]] = {}
    for copy in copies:
        own = [p for p in passages(copy.document) if p.own and p.field in ("text", "plain")]
        for (record, _), paragraphs in groupby(own, key=lambda passage: (passage.record, passage.field)):
            printed = {
                read_number(figure, passage.language or copy.edition.language)
                for passage in paragraphs
                for figure in figures_in(passage.text)
            }
            key = tuple(sorted(value for value in printed if value is not None))
            forms.setdefault(record, {}).setdefault(key, {})[copy.edition.name] = None
    return tuple(
        DifferingFigures(record, tuple((key, tuple(names)) for key, names in printed.items()))
        for record, printed in forms.items()
        if any({*one} - {*other} and {*other} - {*one} for one, other in combinations(printed, 2))
    )


def in_no_section(copy: Copy, corpus: Corpus) -> tuple[str, ...]:
    """Ids of the statements that the reader of a copy may be shown and that none of its sections prints."""
    gone = {record for record, _ in copy.left_out}
    unprinted = copy.selected - copy.shown - gone
    return tuple(r.id for r in corpus.records if r.id in unprinted and not isinstance(r, Named))


def shown_nowhere(copies: Sequence[Copy], corpus: Corpus) -> tuple[str, ...]:
    """Ids of the statements on the topics of a brief that none of its copies shows."""
    shown = frozenset[str]().union(*(copy.shown for copy in copies))
    selected = frozenset[str]().union(*(copy.selected for copy in copies))
    relevant = selected | {record.id for record in records_of(copies, corpus)}
    missing = relevant - shown
    return tuple(r.id for r in corpus.records if r.id in missing and not isinstance(r, Named))


def records_of(copies: Sequence[Copy], corpus: Corpus) -> tuple[Record, ...]:
    """The records that some copy shows or leaves out for another reason than its topic, in their order."""
    relevant = {r for copy in copies for r, reason in copy.left_out if reason != "other-topic"}
    relevant |= frozenset[str]().union(*(copy.shown for copy in copies))
    return tuple(record for record in corpus.records if record.id in relevant)
