"""Marking schemes: their labels in order, the highest of several, and who may see what.

The schemes that come with the package are the YAML files beside this one; `project` reads them, and those of
a project, in the same way.
"""

from policybrief.markings.schemes import (
    Level,
    Position,
    Restriction,
    Scheme,
    find,
    highest,
    labels,
    level,
    may_see,
)

__all__ = ["Level", "Position", "Restriction", "Scheme", "find", "highest", "labels", "level", "may_see"]
