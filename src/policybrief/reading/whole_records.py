"""A record as a whole: what it infers from its own fields, and what must agree between them."""

from __future__ import annotations

from typing import Any, get_args

from policybrief.reading.structure import Flaw, Flawed, flawed
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
        message = f"'{made['until']}' is before '{made['since']}', when it begins"
        return flawed("ends-before-it-starts", message, keys=("until",))
    return None


def finish_fact(made: dict[str, Any], language: str) -> Flawed | None:
    """What is wrong with where a fact is from, or with the time while it holds."""
    return _origin_flaw(made) or finish_position(made, language)


def _origin_flaw(made: dict[str, Any]) -> Flawed | None:
    """What is wrong with where a fact is from: a source, or a calculation and the facts in it."""
    if "worked_out" not in made and "rests_on" not in made:
        if "source" in made:  # so nearly every fact
            return None
        hint = (
            "add 'source: id, where in it'; or, if we worked it out, 'worked_out: how' and 'rests_on: [ids]'"
        )
        return Flawed(Flaw("missing-field", "'source' is missing", hint, at_key=True))
    if "source" in made:
        other = "worked_out" if "worked_out" in made else "rests_on"
        message = f"a fact has a source or is worked out by us: here are 'source' and '{other}'"
        hint = "delete 'source', and name the facts in the calculation in rests_on; or delete the calculation"
        return flawed("source-and-calculation", message, hint, keys=(other,))
    for name, other, hint in (
        ("worked_out", "rests_on", "add 'rests_on: [the ids of the facts in it]'"),
        (
            "rests_on",
            "worked_out",
            "add 'worked_out: how'; or 'source: id, where in it' in place of rests_on",
        ),
    ):
        if not made.get(other):
            message = f"a calculation of ours says how and from which facts: '{other}' is missing"
            return flawed("incomplete-calculation", message, hint, keys=(name,))
    return None


_ASKS = get_args(Ask)


def finish_recommendation(made: dict[str, Any], language: str) -> Flawed | None:
    """What is wrong with the ask of a recommendation: if left out it is the first word of the text."""
    if "ask" in made:
        return None
    first = made["text"].original().split(maxsplit=1)[0].strip(",.:;").lower()
    if first not in _ASKS:
        hint = f"begin with one of {', '.join(_ASKS)}; or add 'ask: …'"
        return flawed("no-ask", f"'{first}' does not say what is asked for", hint, keys=("text",))
    made["ask"] = first
    return None
