"""What a dossier's translation still lacks, as commented lines for a translator to write over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from policybrief.languages import Text
from policybrief.reading.translations import key_field, words_field
from policybrief.reading.yaml.writing import scalar, wrapped
from policybrief.records import Brief, Cited, Project, Record

Lacking = str | list[str] | dict[str, Any]
"""Original words in the shape of a translation: a text, a list of texts, or fields and theirs."""

_OF_STAMPS = frozenset({"checked", "cleared", "withdrawn"})
"""Fields that say who did what: their words are translated once for the whole project, under `who`."""

_OF_BRIEFS = ("title", "short", "question", "series")


@dataclass(frozen=True, slots=True)
class CommentedText:
    """The text of a translation with what was missing, and the ids that it was missing for."""

    text: str
    ids: tuple[str, ...]
    waiting: tuple[str, ...]
    """Ids that wait in comments since an earlier time."""


def lacking(made: Any, language: str) -> Lacking | None:
    """The words of `made` that have no version in `language`; None if there are none."""
    match made:
        case Text():
            told = any(letter.isalpha() for letter in made.original())  # "%" is the same in every language
            return made.original() if told and not made.serves(language) else None
        case tuple() if made and isinstance(made[0], Text):
            words = [lacking(entry, language) or "" for entry in made]
            return [str(word) for word in words] if any(words) else None
        case tuple() if made and words_field(type(made[0])) and key_field(type(made[0])):
            return _lacking_entries(made, language)
        case _ if is_dataclass(made) and not isinstance(made, type):
            named = (f.name for f in fields(made) if f.name not in _OF_STAMPS)
            below = {name: lacking(getattr(made, name), language) for name in named}
            found = {name: words for name, words in below.items() if words is not None}
            only = [*found.values()]
            single = [*found] == [words_field(type(made))] and isinstance(only[0], str)
            return (only[0] if single else found) if found else None
    return None


def adding(text: str, records: Sequence[tuple[str, Record, str]], *, language: str) -> CommentedText:
    """`text` of a translation with commented lines for what `records` (kind's key, record, hash) lack there.

    What is written stays as it is; what was added before and is still commented is not added again.
    """
    lines = text.splitlines()
    ids, waited = [], []
    for plural, record, content in records:
        words = lacking(record, language)
        if not isinstance(words, dict):
            continue
        place = _place(lines, plural, record.id)
        waiting = _commented(lines, record.id)
        words = {name: below for name, below in words.items() if (record.id, name) not in waiting}
        if not words:
            waited.append(record.id)
            continue
        ids.append(record.id)
        if place is None:
            block = [f"# {record.id}:", f'#   of: "{content}"', *(f"#   {line}" for line in _yaml(words))]
            lines = _at_end_of(lines, plural, [f"  {line}" for line in block])
        else:
            at, indent = place
            block = [f"{indent}# {record.id} lacks:", *(f"{indent}# {line}" for line in _yaml(words))]
            lines[at:at] = block
    return CommentedText("\n".join(lines).strip("\n") + "\n", tuple(ids), tuple(waited))


def lacking_fields(made: Brief | Project, language: str) -> dict[str, Lacking]:
    """The words of a brief or of the settings that lack `language`; those for one audience under its name."""
    if isinstance(made, Project):
        words = lacking(made.organisation, language)
        return {} if words is None else {"organisation": words}
    named = ((name, lacking(getattr(made, name), language)) for name in _OF_BRIEFS)
    found = {name: words for name, words in named if words is not None}
    if any(lacking(entry, language) is not None for entry in made.corrected):
        found["corrected"] = [entry.words.original() for entry in made.corrected]
    for only in made.for_audience:
        named = ((name, lacking(getattr(only, name), language)) for name in ("title", "question"))
        if below := {name: words for name, words in named if words is not None}:
            found[only.audience] = below
    return found


def adding_fields(text: str, words: dict[str, Lacking]) -> CommentedText:
    """`text` of a translation of a brief or of the settings with commented lines for `words`."""
    lines = text.splitlines()
    waiting = {match[1] for line in lines if (match := re.match(r"#\s?([\w-]+)(?: lacks)?:", line))}
    present = {match[1] for line in lines if (match := re.match(r"([\w-]+):", line))}
    new = {name: below for name, below in words.items() if name not in waiting}
    for name, below in new.items():
        nested = isinstance(below, dict) and name in present
        head = [f"# {name} lacks:"] if nested else []
        inner: Any = below if nested else {name: below}
        lines += [*head, *(f"#{'   ' if nested else ' '}{line}" for line in _yaml(inner))]
    return CommentedText("\n".join(lines).strip("\n") + "\n", tuple(new), tuple(waiting & words.keys()))


def renewing(text: str, plural: str, record_id: str, content: str) -> str | None:
    """`text` with `of:` of that record set to the hash `content`; None where it has no fields of its own."""
    lines = text.splitlines()
    place = _place(lines, plural, record_id)
    if place is None:
        return None
    end, indent = place
    start = _line_of(lines, plural, record_id)
    if not re.fullmatch(r"\s*[\w-]+:\s*(#.*)?", lines[start]):
        return None
    for number in range(start + 1, end):
        if re.match(rf"{indent}of:", lines[number]):
            lines[number] = f'{indent}of: "{content}"'
            break
    else:
        lines.insert(start + 1, f'{indent}of: "{content}"')
    return "\n".join(lines) + "\n"


def _lacking_entries(made: tuple[Any, ...], language: str) -> Lacking | None:
    """By key where keys are distinct; a list of all where one source is cited in several places."""
    keys = [getattr(entry, key_field(type(entry))) for entry in made]
    words = [lacking(entry, language) for entry in made]
    if not any(words):
        return None
    if len(made) == 1 and isinstance(made[0], Cited):
        return words[0]
    if len(set(keys)) == len(keys):
        return {key: word for key, word in zip(keys, words, strict=True) if word is not None}
    return [str(word or "") for word in words]


def _yaml(words: dict[str, Any]) -> Iterator[str]:
    for name, below in words.items():
        match below:
            case dict():
                yield f"{name}:"
                yield from (f"  {line}" for line in _yaml(below))
            case list():
                yield f"{name}:"
                yield from (f"  - {scalar(entry)}" for entry in below)
            case str() if len(below) > 60 or scalar(below) != below:
                yield f"{name}: >"
                yield from (f"  {line}" for line in wrapped(below, 72))
            case _:
                yield f"{name}: {below}"


def _line_of(lines: Sequence[str], plural: str, record_id: str) -> int:
    """Index of the line on which the record's id stands below its kind; -1 if it is not there."""
    inside = False
    for number, line in enumerate(lines):
        if line[:1].strip() and not line.startswith("#"):
            inside = bool(re.match(rf"{plural}:", line))
        elif inside and re.match(rf"\s+{re.escape(record_id)}:(\s|$)", line):
            return number
    return -1


def _place(lines: Sequence[str], plural: str, record_id: str) -> tuple[int, str] | None:
    """Index behind the record's last line, and the indentation of its fields; None if it is not there."""
    start = _line_of(lines, plural, record_id)
    if start < 0:
        return None
    margin = _margin(lines[start])
    end, indent = start + 1, " " * (margin + 2)
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line.strip() and _margin(line) <= margin:
            break
        if line.strip():
            if end == start + 1:
                indent = " " * _margin(line)
            end = number + 1
    return end, indent


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _commented(lines: Sequence[str], record_id: str) -> set[tuple[str, str]]:
    """(record, field) pairs that stand in a comment, waiting for the translator."""
    found, inside = set(), False
    for line in lines:
        match = re.match(r"\s*#\s?(?P<gap>\s*)(?P<name>[\w-]+)(?P<lacks> lacks)?:", line)
        if not line.lstrip().startswith("#"):
            inside = False
        elif match and match["name"] == record_id and not match["gap"]:
            inside = True
        elif match and inside and len(match["gap"]) <= 2:
            found.add((record_id, match["name"]))
    return found


def _at_end_of(lines: list[str], plural: str, block: list[str]) -> list[str]:
    """`lines` with `block` as the last lines of the kind, which is added if it is not there."""
    head = next((n for n, line in enumerate(lines) if re.match(rf"{plural}:\s*(#.*)?$", line)), None)
    if head is None:
        return [*lines, *([""] if lines else []), f"{plural}:", *block]
    end = head + 1
    for number in range(head + 1, len(lines)):
        if lines[number][:1].strip() and not lines[number].startswith("#"):
            break
        if lines[number].strip() and lines[number][0] == " ":
            end = number + 1
    return [*lines[:end], *block, *lines[end:]]
