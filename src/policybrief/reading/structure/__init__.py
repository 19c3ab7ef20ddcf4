"""Plain values → typed values, short forms to long; every fault a plain-English diagnostic at its place."""

from policybrief.reading.structure.constructors import changed
from policybrief.reading.structure.flaws import (
    Flaw,
    Flawed,
    as_diagnostics,
    described,
    did_you_mean,
    empty,
    flawed,
)
from policybrief.reading.structure.structurer import Structurer
from policybrief.reading.structure.values import cut_texts, structure_value

__all__ = [
    "Flaw",
    "Flawed",
    "Structurer",
    "as_diagnostics",
    "changed",
    "cut_texts",
    "described",
    "did_you_mean",
    "empty",
    "flawed",
    "structure_value",
]
