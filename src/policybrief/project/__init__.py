"""A project folder: settings, briefs and records, read from disk into typed values with their faults.

Loaded when first asked for: whoever needs one part of it does not load the rest.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policybrief.project.brief_files import check_brief, structure_brief
    from policybrief.project.reader import LoadedProject, Reader, read_project
    from policybrief.project.scheme_files import built_in, read_scheme, scheme_names
    from policybrief.project.settings import BUILT_IN, structure_project

_MODULES = {
    "check_brief": "brief_files",
    "structure_brief": "brief_files",
    "LoadedProject": "reader",
    "Reader": "reader",
    "read_project": "reader",
    "built_in": "scheme_files",
    "read_scheme": "scheme_files",
    "scheme_names": "scheme_files",
    "BUILT_IN": "settings",
    "structure_project": "settings",
}
"""Name → the module of this package that defines it."""

__all__ = [
    "BUILT_IN",
    "LoadedProject",
    "Reader",
    "built_in",
    "check_brief",
    "read_project",
    "read_scheme",
    "scheme_names",
    "structure_brief",
    "structure_project",
]


def __getattr__(name: str) -> Any:
    """A name of this package (PEP 562)."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value
    return value
