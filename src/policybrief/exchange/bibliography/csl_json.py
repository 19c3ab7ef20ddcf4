"""CSL-JSON (citationstyles.org, schema csl-data 1.0) → the entries of a bibliography."""

from __future__ import annotations

import json
import re
from typing import Any

from policybrief.exchange.bibliography import dates as issued
from policybrief.exchange.bibliography.entries import Bibliography, Gathering, Work, institution, person
from policybrief.exchange.bibliography.fields import put_address, put_language, put_type
from policybrief.exchange.imported_values import BOUNDS

_PLAIN = {
    "title": "title",
    "container-title": "container_title",
    "publisher": "publisher",
    "genre": "genre",
    "volume": "volume",
    "issue": "issue",
    "ISBN": "isbn",
}
_READ = {*_PLAIN, "id", "type", "author", "issued", "URL", "DOI", "language", "citation-key", "custom"}


def read_csl_json(path: str, text: str) -> Bibliography:
    """The entries of an array of CSL items, or of an object that holds one under `items`.

    Raises:
        ValueError: the text is no JSON, or holds no such array.
    """
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as fault:
        place = (
            f"line {fault.lineno}: {fault.msg}"
            if isinstance(fault, json.JSONDecodeError)
            else "nested too deeply"
        )
        raise ValueError(f"it is not JSON ({place})") from None
    works = data.get("items", [data]) if isinstance(data, dict) else data
    if not isinstance(works, list):
        raise ValueError("a list of works is expected: [ { … }, … ]")
    gathering, lines = Gathering(path), _Lines(text)
    for number, work in enumerate(works, 1):
        if not isinstance(work, dict):
            gathering.refuse(lines.at("", number), f"entry {number}", "it is not an object { … }")
            continue
        _read(work, gathering.work(_key(work), lines.at(str(work.get("id", "")), number)), gathering)
    return gathering.bibliography("csl-json")


def _read(csl: dict[str, Any], work: Work, gathering: Gathering) -> None:
    put_type(work, str(csl.get("type") or "document"))
    for name, field in _PLAIN.items():
        if name in csl:
            _put_words(work, field, name, csl[name])
    _put_names(work, csl.get("author"))
    _put_issued(work, csl.get("issued"))
    put_address(work, url=_words(csl.get("URL")), doi=_words(csl.get("DOI")))
    put_language(work, _words(csl.get("language")))
    _put_bounds(work, csl.get("custom"))
    work.leave_all((name, _words(value)) for name, value in csl.items() if name not in _READ)
    gathering.add(work)


def _put_bounds(work: Work, custom: Any) -> None:
    """Who may read it, as `brief export` has it under `custom`; all else there has no place."""
    if not isinstance(custom, dict):
        work.leave_all([("custom", _words(custom))])
        return
    for name in BOUNDS:
        value = custom.get(name)
        if isinstance(value, list):
            work.put(name, tuple(_words(one) for one in value))
        elif value:
            work.put(name, _words(value) if name == "originator" else (_words(value),))
    work.leave_all((f"custom.{name}", _words(value)) for name, value in custom.items() if name not in BOUNDS)


def _key(csl: dict[str, Any]) -> str:
    return " ".join(str(csl.get("citation-key") or csl.get("id") or "").split())


def _put_words(work: Work, field: str, name: str, value: Any) -> None:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        work.put(field, str(value))
    elif value is not None:
        work.leave(name, _words(value), "a text is expected there")


def _put_names(work: Work, names: Any) -> None:
    objects = [name for name in names if isinstance(name, dict)] if isinstance(names, list) else []
    if names and len(objects) != (len(names) if isinstance(names, list) else -1):
        work.leave("author", _words(names), "a list of names is expected there")
    work.put("author", tuple(filter(None, map(_name, objects))))


def _name(name: dict[str, Any]) -> str:
    """One CSL name: particles before the family name, suffix behind."""

    def part(field: str) -> str:
        return " ".join(str(name.get(field) or "").split())

    if part("literal"):
        return institution(part("literal"))
    if not part("given") and part("family"):
        return institution(f"{part('non-dropping-particle')} {part('family')}".strip())
    family = f"{part('non-dropping-particle')} {part('family')}"
    return person(family=family, given=f"{part('given')} {part('dropping-particle')}", suffix=part("suffix"))


def _put_issued(work: Work, csl: Any) -> None:
    if not csl:
        return
    try:
        work.put("issued", _issued(csl))
    except (ValueError, TypeError) as fault:
        work.leave("issued", _words(csl), str(fault))


def _issued(csl: Any) -> str:
    if not isinstance(csl, dict):
        return issued.stated(str(csl))
    parts = csl.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        if len(parts) > 1 and parts[1] != parts[0]:
            raise ValueError("it is a period, but a source has one date")
        if csl.get("season"):
            raise ValueError("it is a season, but a source has a year, month or day")
        return issued.dated(parts[0]) + ("~" if csl.get("circa") else "")
    return issued.stated(str(csl.get("raw") or csl.get("literal") or ""))


def _words(value: Any) -> str:
    """A value in words, for a list of what has no place."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and ("literal" in value or "raw" in value):
        return str(value.get("literal") or value.get("raw"))
    return "" if value is None else json.dumps(value, ensure_ascii=False)


class _Lines:
    """The line on which an item stands, by its id, for messages."""

    def __init__(self, text: str) -> None:
        self._starts: dict[str, int] = {}
        for number, line in enumerate(text.split("\n"), 1):
            for match in re.finditer(r'"id"\s*:\s*("(?:[^"\\]|\\.)*"|[-\d.]+)', line):
                self._starts.setdefault(match[1].strip('"'), number)

    def at(self, key: str, number: int) -> int:
        """The line of the item with this id as written, else 1."""
        return self._starts.get(json.dumps(key, ensure_ascii=False).strip('"'), self._starts.get(key, 1))
