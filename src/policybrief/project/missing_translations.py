"""What a dossier's translation still lacks, as commented lines for a translator to write over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from policybrief.languages import Text
from policybrief.reading.translations import key_field, words_field
from policybrief.reading.yaml.writing import prose_lines, scalar, wrapped
from policybrief.records import Brief, Cited, Project, Record

UntranslatedWords = str | list[str] | dict[str, Any]
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


def untranslated_words(value: Any, language: str) -> UntranslatedWords | None:
    """The words of `made` that have no version in `language`; None if there are none."""
    match value:
        case Text():
            # "%" is the same in every language
            has_letters = any(letter.isalpha() for letter in value.original())
            return value.original() if has_letters and not value.serves(language) else None
        case tuple() if value and isinstance(value[0], Text):
            words = [untranslated_words(entry, language) or "" for entry in value]
            return [str(word) for word in words] if any(words) else None
        case tuple() if value and words_field(type(value[0])) and key_field(type(value[0])):
            return _untranslated_entries(value, language)
        case _ if is_dataclass(value) and not isinstance(value, type):
            named = (f.name for f in fields(value) if f.name not in _OF_STAMPS)
            below = {name: untranslated_words(getattr(value, name), language) for name in named}
            words_by_field = {name: words for name, words in below.items() if words is not None}
            texts = [*words_by_field.values()]
            single = [*words_by_field] == [words_field(type(value))] and isinstance(texts[0], str)
            return (texts[0] if single else words_by_field) if words_by_field else None
    return None


def with_comments(text: str, records: Sequence[tuple[str, Record, str]], *, language: str) -> CommentedText:
    """`text` of a translation with commented lines for what `records` (kind's key, record, hash) lack there.

    What is written stays as it is; what was added before and is still commented is not added again.
    """
    lines = text.splitlines()
    ids, waiting_ids = [], []
    for plural, record, content in records:
        words = untranslated_words(record, language)
        if not isinstance(words, dict):
            continue
        place = _place(lines, plural, record.id)
        waiting = _commented(lines, record.id)
        words = {name: below for name, below in words.items() if (record.id, name) not in waiting}
        if not words:
            waiting_ids.append(record.id)
            continue
        ids.append(record.id)
        if place is None:
            block = [f"# {record.id}:", f'#   of: "{content}"', *(f"#   {line}" for line in _yaml(words))]
            lines = _at_end_of(lines, plural, [f"  {line}".rstrip() for line in block])
        else:
            at, indent = place
            block = [f"{indent}# {record.id} lacks:", *(f"{indent}# {line}" for line in _yaml(words))]
            lines[at:at] = [line.rstrip() for line in block]
    return CommentedText("\n".join(lines).strip("\n") + "\n", tuple(ids), tuple(waiting_ids))


def untranslated_fields(value: Brief | Project, language: str) -> dict[str, UntranslatedWords]:
    """The words of a brief or of the settings that lack `language`; those for one audience under its name."""
    if isinstance(value, Project):
        words = untranslated_words(value.organisation, language)
        organisation: dict[str, UntranslatedWords] = {} if words is None else {"organisation": words}
        return organisation | _untranslated_abbreviations(value, language)
    named = ((name, untranslated_words(getattr(value, name), language)) for name in _OF_BRIEFS)
    words_by_field = {name: words for name, words in named if words is not None}
    if any(untranslated_words(entry, language) is not None for entry in value.corrected):
        words_by_field["corrected"] = [entry.words.original() for entry in value.corrected]
    words_by_field |= _untranslated_particulars(value, language)
    words_by_field |= _untranslated_abbreviations(value, language)
    for override in value.for_audience:
        named = (
            (name, untranslated_words(getattr(override, name), language)) for name in ("title", "question")
        )
        if below := {name: words for name, words in named if words is not None}:
            words_by_field[override.audience] = below
    return words_by_field


def _untranslated_abbreviations(value: Brief | Project, language: str) -> dict[str, UntranslatedWords]:
    """The words of abbreviations that are explained and lack `language`."""
    explained = [each for each in value.abbreviations if not each.known]
    words = {each.key: untranslated_words(each.words, language) for each in explained}
    lacking: dict[str, Any] = {scalar(key): below for key, below in words.items() if below is not None}
    return {"abbreviations": lacking} if lacking else {}


def _untranslated_particulars(brief: Brief, language: str) -> dict[str, UntranslatedWords]:
    """All particulars, if any lacks words in `language`: a translation has them in their order."""
    lacks = (
        untranslated_words(text, language) for each in brief.particulars for text in (each.name, *each.values)
    )
    if not any(lacks):
        return {}
    words: dict[str, Any] = {}
    for each in brief.particulars:
        values = [value.original() for value in each.values]
        words[scalar(each.key)] = values[0] if len(values) == 1 else values
    return {"particulars": words}


def with_field_comments(text: str, words: dict[str, UntranslatedWords]) -> CommentedText:
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


def with_new_hash(text: str, plural: str, record_id: str, content: str) -> str | None:
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


def _untranslated_entries(value: tuple[Any, ...], language: str) -> UntranslatedWords | None:
    """By key where keys are distinct; a list of all where one source is cited in several places."""
    keys = [getattr(entry, key_field(type(entry))) for entry in value]
    words = [untranslated_words(entry, language) for entry in value]
    if not any(words):
        return None
    if len(value) == 1 and isinstance(value[0], Cited):
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
            case str() if "\n" in below:
                yield from prose_lines(name, below, width=74)
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
    """(record, field) pairs that are in a comment, waiting for the translator."""
    pairs, inside = set(), False
    for line in lines:
        match = re.match(r"\s*#\s?(?P<gap>\s*)(?P<name>[\w-]+)(?P<lacks> lacks)?:", line)
        if not line.lstrip().startswith("#"):
            inside = False
        elif match and match["name"] == record_id and not match["gap"]:
            inside = True
        elif match and inside and len(match["gap"]) <= 2:
            pairs.add((record_id, match["name"]))
    return pairs


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
