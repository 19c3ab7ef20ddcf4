"""What has changed between two times in records, documents and files, and why.

Each part is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policybrief.changes.comparison import (
        Comparison,
        RecordDifference,
        compare_sides,
        record_differences,
        shortened,
    )
    from policybrief.changes.edition_differences import EditionDifference, compare_editions
    from policybrief.changes.reasons import LEFT_OUT
    from policybrief.changes.sides import (
        BrokenEdition,
        Side,
        compared_sides,
        current_side,
        first_editions,
        issued_side,
    )
    from policybrief.changes.tracked_file import TrackedFile, track_changes

_MODULES = {
    "Comparison": "comparison",
    "RecordDifference": "comparison",
    "compare_sides": "comparison",
    "record_differences": "comparison",
    "shortened": "comparison",
    "EditionDifference": "edition_differences",
    "compare_editions": "edition_differences",
    "LEFT_OUT": "reasons",
    "BrokenEdition": "sides",
    "Side": "sides",
    "current_side": "sides",
    "first_editions": "sides",
    "issued_side": "sides",
    "compared_sides": "sides",
    "TrackedFile": "tracked_file",
    "track_changes": "tracked_file",
}
"""Name → the module of this package that defines it."""

__all__ = [
    "LEFT_OUT",
    "BrokenEdition",
    "Comparison",
    "EditionDifference",
    "RecordDifference",
    "Side",
    "TrackedFile",
    "compare_editions",
    "compare_sides",
    "compared_sides",
    "current_side",
    "first_editions",
    "issued_side",
    "record_differences",
    "shortened",
    "track_changes",
]


def __getattr__(name: str) -> Any:
    """A name of this package (PEP 562)."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value
    return value
