"""One field of records set in a YAML text, in block or flow style; every other line stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from policybrief.sources.places import Node, Position, parse_tree, value_of
from policybrief.sources.scalars import plain_value


@dataclass(frozen=True, slots=True)
class Setting:
    """The `field` of record `keys` (kind and id) is to have these `words`.

    `long_form` are the fields and their words of a record that is written as one string.
    """

    keys: tuple[str, str]
    field: str
    words: str
    long_form: tuple[tuple[str, str], ...] = ()

    @property
    def line(self) -> str:
        """The line as one would type it below the record's id."""
        return f"{self.field}: {_scalar(self.words)}"


def set_fields(text: str, settings: Sequence[Setting]) -> tuple[str, tuple[Setting, ...]]:
    """`text` with the `settings` made, and those that cannot be made without touching what else stands there.

    Line ends, comments and order stay. What comes out was read again: it says what `text` said, and the
    settings.
    """
    done, refused = _set_all(text, settings)
    if done is not None:
        return done, refused
    for setting in settings:  # one of them spoils the whole: each is tried alone
        done, more = _set_all(text, (setting,))
        text, refused = (done, (*refused, *more)) if done is not None else (text, (*refused, setting))
    return text, tuple(dict.fromkeys(refused))


@dataclass(frozen=True, slots=True)
class _Edit:
    """The characters from `start` to `end` give way to `words`."""

    start: Position
    end: Position
    words: str


def _set_all(text: str, settings: Sequence[Setting]) -> tuple[str | None, tuple[Setting, ...]]:
    """`text` with the settings that have a place in it, and the others; None if that spoils it."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    pieces = re.split(r"(\r\n|\r|\n)", text.removeprefix(mark))
    lines, ends = pieces[::2], pieces[1::2]
    root = parse_tree("\n".join(lines)).root
    edits = [(setting, _edit(root, lines, setting)) for setting in settings]
    refused = tuple(setting for setting, edit in edits if edit is None)
    made = [(setting, edit) for setting, edit in edits if edit is not None]
    after = _applied(lines, ends, sorted((e for _, e in made), key=lambda e: e.start, reverse=True))
    wanted = value_of(root)
    for setting, _ in made:
        _put(wanted, setting)
    again = parse_tree("\n".join(re.split(r"\r\n|\r|\n", after)))
    says_it = not again.traps and again.root is not None and value_of(again.root) == wanted
    return (mark + after if says_it or not made else None), refused


def _put(value: Any, setting: Setting) -> None:
    kind, name = setting.keys
    before = value[kind][name]
    fields = before if isinstance(before, dict) else dict(setting.long_form)
    value[kind][name] = {**fields, setting.field: setting.words}


def _applied(lines: list[str], ends: list[str], edits: Iterable[_Edit]) -> str:
    """The text after the edits, which come last first; new lines end as the others do."""
    lines, newline = [*lines], ends[0] if ends else "\n"
    ends = [*ends, ""]
    for edit in edits:
        (first, column), (last, end) = edit.start, edit.end
        joined = lines[first][:column] + edit.words.replace("\n", newline) + lines[last][end:]
        lines[first : last + 1] = [joined]
        ends[first:last] = []
    return "".join(line + end for line, end in zip(lines, ends, strict=True))


def _edit(root: Node | None, lines: list[str], setting: Setting) -> _Edit | None:
    """What to change, or None if the record is not there or is written in a way that cannot be changed."""
    kind = _pair(root, setting.keys[0])
    record = _pair(kind[1], setting.keys[1]) if kind else None
    if root is None or kind is None or record is None:
        return None
    flow = any(_is_flow(node, lines) for node in (root, kind[1], record[1]))
    if record[1].kind == "scalar":
        return _written_out(record, lines, setting, flow=flow)
    if record[1].kind == "list":
        return None
    present = _pair(record[1], setting.field)
    if present:
        return _replaced(present, lines, setting, flow=flow)
    return _added_in_flow(record[1], setting) if flow else _added_below(record, lines, setting)


def _pair(node: Node | None, name: str) -> tuple[Node, Node] | None:
    return next((pair for pair in node.pairs if pair[0].text == name), None) if node else None


def _is_flow(node: Node, lines: list[str]) -> bool:
    return node.kind != "scalar" and _character(node.start, lines) in ("{", "[")


def _character(at: Position, lines: list[str]) -> str:
    return lines[at[0]][at[1] : at[1] + 1] if at[0] < len(lines) else ""


def _written_out(
    record: tuple[Node, Node], lines: list[str], setting: Setting, *, flow: bool
) -> _Edit | None:
    """A record that is one string, as the fields it stands for."""
    key, value = record
    if not setting.long_form or _character(value.start, lines) in ("|", ">"):
        return None
    fields = (*setting.long_form, (setting.field, setting.words))
    if flow:
        return _Edit(value.start, value.end, "{" + ", ".join(f"{n}: {_quoted(w)}" for n, w in fields) + "}")
    pad = "\n" + " " * (key.start[1] + (key.start[1] or 2))
    below = "".join(f"{pad}{name}: {_scalar(words)}" for name, words in fields)
    return _Edit(_after_colon(key, lines), value.end, below)


def _replaced(field: tuple[Node, Node], lines: list[str], setting: Setting, *, flow: bool) -> _Edit | None:
    """Another value of a field that stands there; None for a block, which may hold comments."""
    key, value = field
    words = _quoted(setting.words) if flow else _scalar(setting.words)
    if value.kind == "scalar" and not value.text and value.plain:
        colon = _after_colon(key, lines)
        return _Edit(colon, colon, f" {words}")
    if _character(value.start, lines) in ("|", ">") or not (value.kind == "scalar" or _is_flow(value, lines)):
        return None
    return _Edit(value.start, value.end, words)


def _added_in_flow(record: Node, setting: Setting) -> _Edit:
    """Behind the last field, before what closes the map."""
    said = f"{setting.field}: {_quoted(setting.words)}"
    if not record.pairs:
        inside = record.start[0], record.start[1] + 1
        return _Edit(inside, inside, said)
    end = record.pairs[-1][1].end
    return _Edit(end, end, f", {said}")


def _added_below(record: tuple[Node, Node], lines: list[str], setting: Setting) -> _Edit:
    """On a line of its own behind the last one of the record."""
    key, value = record
    last = value.pairs[0][0].start[0]
    for number in range(last + 1, len(lines)):
        line = lines[number].lstrip(" ")
        if len(lines[number]) - len(line) > key.start[1] and line.strip():
            last = number
        elif line.strip() and not line.startswith("#"):
            break
    pad = " " * value.pairs[0][0].start[1]
    end = last, len(lines[last])
    return _Edit(end, end, f"\n{pad}{setting.line}")


def _after_colon(key: Node, lines: list[str]) -> Position:
    line, column = key.end
    return line, lines[line].index(":", column) + 1


_PLAIN = re.compile(r"[^\W_][\w ,.()/%~;’–-]*")


def _scalar(words: str) -> str:
    """`words` as they stand if YAML reads them so, else in double quotes."""
    plain = _PLAIN.fullmatch(words) and plain_value(words) == words and words == words.strip()
    return words if plain else _quoted(words)


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
