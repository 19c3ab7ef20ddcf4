"""What has changed between two times in records, documents and files, and who can say why.

Loaded when first asked for: whoever needs one part of it does not load the rest.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policybrief.changes.at_commit import as_it_stands, as_it_was
    from policybrief.changes.comparing import Difference, Reading, differences, without_day
    from policybrief.changes.tracking import Tracked, tracked

_MODULES = {
    "Difference": "comparing",
    "Reading": "comparing",
    "differences": "comparing",
    "without_day": "comparing",
    "as_it_stands": "at_commit",
    "as_it_was": "at_commit",
    "Tracked": "tracking",
    "tracked": "tracking",
}
"""Name → the module of this package that defines it."""

__all__ = [
    "Difference",
    "Reading",
    "Tracked",
    "as_it_stands",
    "as_it_was",
    "differences",
    "tracked",
    "without_day",
]


def __getattr__(name: str) -> Any:
    """A name of this package (PEP 562)."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value
    return value
