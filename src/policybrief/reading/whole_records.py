"""A record as a whole: what it infers from its own fields, and what must agree between them."""

from __future__ import annotations

from typing import Any, get_args

from policybrief.reading.structure import Flawed, flawed
from policybrief.records import Ask


def finish_actor(made: dict[str, Any], language: str) -> Flawed | None:
    """Nothing wrong: somebody with an affiliation is a person."""
    if "actor" not in made and "affiliation" in made:
        made["actor"] = "person"
    return None


def finish_risk(made: dict[str, Any], language: str) -> Flawed | None:
    """What is wrong with the impact of a risk."""
    if not 1 <= made["impact"] <= 5:
        return flawed(
            "bad-impact", f"{made['impact']} is not an impact", "write 1 (least) to 5", keys=("impact",)
        )
    return None


def finish_position(made: dict[str, Any], language: str) -> Flawed | None:
    """What ends before it starts is an error."""
    if "until" in made and "since" in made and made["until"].latest() < made["since"].earliest():
        message = f"'{made['until']}' is before '{made['since']}', when this begins"
        return flawed("ends-before-it-starts", message, keys=("until",))
    return None


_ASKS = get_args(Ask)


def finish_recommendation(made: dict[str, Any], language: str) -> Flawed | None:
    """What is wrong with the ask of a recommendation: if left out it is the first word of the text."""
    if "ask" in made:
        return None
    first = made["text"].original().split(maxsplit=1)[0].strip(",.:;").lower()
    if first not in _ASKS:
        hint = f"begin with one of {', '.join(_ASKS)}; or add 'ask: …'"
        return flawed("no-ask", f"'{first}' does not say what is asked", hint, keys=("text",))
    made["ask"] = first
    return None
