"""Names of persons and bodies as source records write them: `Family, Given`, or that of an institution."""

from __future__ import annotations


def person(*, family: str, given: str = "", suffix: str = "") -> str:
    """A person: `King, Martin Luther, Jr.`; a single name stands alone."""
    return ", ".join(part for part in (family.strip(), given.strip(), suffix.strip()) if part)


def institution(name: str) -> str:
    """A body; one with a comma in its name stands in braces, or the comma would part two names."""
    name = name.strip()
    return f"{{{name}}}" if "," in name else name
