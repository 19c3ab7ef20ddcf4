"""The box of particulars in a brief's file: names with values, and which audience gets which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policybrief.diagnostics import Diagnostic
from policybrief.languages import Text
from policybrief.reading.structure import Flawed, described, did_you_mean, flawed
from policybrief.reading.structure.scalars import to_str
from policybrief.reading.yaml import YamlFile, locate
from policybrief.records import OWN_PARTICULARS, ForAudience, Particular


def keyed_particular(name: str, value: Any, language: str) -> Any:
    """The particular that a key and its value stand for: a text, a number as it is written, or a list."""
    if name in OWN_PARTICULARS:
        message = f"the box has the {name} of the brief by itself"
        return flawed("added-by-itself", message, f"write {name}: … in the brief, not below particulars")
    made = [to_str(one, language) for one in (value if isinstance(value, list) else [value])]
    faults = [fault for one in made if isinstance(one, Flawed) for fault in one.flaws]
    if faults:
        return Flawed(*faults)
    if not made or not all(made) or not name.strip():
        return flawed("empty-text", "there is no text here", "write the value, or delete the line")
    return Particular(Text(((language, name.strip()),)), tuple(Text(((language, one),)) for one in made))


def not_particulars(value: Any, language: str) -> Any:
    """The flaw that a box is written as something else than names with values."""
    message = f"names with their values are expected here, not {described(value)}"
    return flawed("map-expected", message, "write on a line of its own, indented: Lead committee: Roads")


def unlisted_particulars(
    particulars: tuple[Particular, ...], only: tuple[ForAudience, ...], source: YamlFile
) -> Iterator[Diagnostic]:
    """A fault for each particular that an audience is to get and that the brief does not have."""
    names = [*(each.key for each in particulars), *OWN_PARTICULARS]
    for each in only:
        for name in each.particulars or ():
            if name not in names:
                place = locate(source, (each.audience, "particulars"), word=name)
                message = f"the brief has no particular called '{name}'"
                yield Diagnostic("unknown-particular", message, place, hint=did_you_mean(name, names))
