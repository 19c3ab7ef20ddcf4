"""From an older format of a project to the present one: functions from text to text that keep comments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from policybrief.reading.yaml.places import Node, Position, parse_tree, walk

FORMAT = 1
"""The format that this version reads and writes."""

Rewrite = Callable[[str], str]
"""The text of a file in one format → in the next; a text that is in the next already stays as it is."""


@dataclass(frozen=True, slots=True)
class Migration:
    """The step from format `before` to the one after it: what it does to dossiers, and to the settings."""

    before: int
    says: str
    dossier: Rewrite
    settings: Rewrite


def steps_from(written: int) -> tuple[Migration, ...]:
    """The steps that lead from the format `written` to the present one, in their order."""
    return tuple(sorted((m for m in MIGRATIONS if m.before >= written), key=lambda m: m.before))


def migrated(text: str, *, steps: tuple[Migration, ...], settings: bool) -> str:
    """The text of a file after all steps; `settings`: it is `policybrief.yaml`, whose format is set then."""
    for step in steps:
        text = (step.settings if settings else step.dossier)(text)
        if settings:
            text = _with_format(text, step.before + 1)
    return text


Edit = tuple[Position, Position, str]


def _with_format(text: str, number: int) -> str:
    """The settings with that format written in their line `format:`, or in a new first line."""
    for key, value in _pairs(parse_tree(text).root):
        if key.text == "format":
            return _edited(text, [(value.start, value.end, str(number))])
    return f"format: {number}\n{text}"


def _dossier_1(text: str) -> str:
    """Format 1 renamed fields of records, and parted `valid: A/B` into `since:` and `until:`."""
    root = parse_tree(text).root
    edits = [edit for keys, node in walk(root) if len(keys) in (0, 2) for edit in _edits_1(text, node)]
    return _edited(text, edits)


def _edits_1(text: str, node: Node) -> Iterator[Edit]:
    present = {key.text for key, _ in node.pairs}
    for key, value in node.pairs:
        new = _RENAMED_1.get(key.text, "")
        if new and new not in present:
            yield key.start, key.end, new
        elif key.text == "valid" and value.kind == "scalar" and not present & {"since", "until"}:
            first, _, last = value.text.partition("/") if "/" in value.text else (value.text, "", value.text)
            pairs = [("since", first.strip()), ("until", last.strip())]
            said = [f"{name}: {day}" for name, day in pairs if day not in ("", "..")]
            if said:
                yield key.start, value.end, _separator(text, node, key).join(said)


def _separator(text: str, node: Node, key: Node) -> str:
    """What parts two pairs of this map: a comma in braces, else a new line at the column of the key."""
    line, column = node.start
    in_braces = text.split("\n")[line][column : column + 1] == "{"
    return ", " if in_braces else "\n" + " " * key.start[1]


def _settings_1(text: str) -> str:
    renamed = {"handling": "marking"}
    pairs = [*_pairs(parse_tree(text).root)]
    present = {key.text for key, _ in pairs}
    named = [(key, renamed.get(key.text, "")) for key, _ in pairs]
    return _edited(text, [(k.start, k.end, new) for k, new in named if new and new not in present])


def _pairs(root: Node | None) -> tuple[tuple[Node, Node], ...]:
    return root.pairs if root is not None else ()


def _edited(text: str, edits: list[Edit]) -> str:
    """`text` with every edit made, the last first: the places of the others stay true."""
    lines = text.split("\n")
    for start, end, new in sorted(edits, reverse=True):
        before, after = lines[start[0]][: start[1]], lines[end[0]][end[1] :]
        lines[start[0] : end[0] + 1] = [before + new + after]
    return "\n".join(lines)


_RENAMED_1: Mapping[str, str] = {
    "handling": "marking",
    "supersedes": "replaces",
    "capacity": "speaks_for",
}

MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        0,
        "handling → marking, supersedes → replaces, capacity → speaks_for, valid: A/B → since and until",
        _dossier_1,
        _settings_1,
    ),
)
