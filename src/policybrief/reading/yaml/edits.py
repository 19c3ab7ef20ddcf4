"""Edits of a YAML text that keep its comments and its order."""

from __future__ import annotations

import re


def append_record(text: str, *, kind: str, lines: tuple[str, ...]) -> tuple[str, int]:
    """`text` with `lines` as the last record under the top-level key `kind`, and the line they start on.

    `lines` begin with the id at no indentation; they are indented as the records there are, or by two
    spaces. A kind that is not there yet is added at the end.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    whole = _LINE.findall(text) if text.strip() else []
    if whole and not whole[-1].endswith(("\n", "\r")):
        whole[-1] += newline
    existing = [line.rstrip("\r\n") for line in whole]
    head = next((n for n, line in enumerate(existing) if re.match(rf"{kind}:\s*(?:#.*)?$", line)), None)
    if head is None:
        end = len(whole)
        gap = [*([""] if existing and existing[-1].strip() else []), f"{kind}:"]
    else:
        end = _end_of_kind(existing, head)
        gap = [""] if end > head + 1 and _is_spaced(existing[head + 1 : end]) else []
    indent = _indent(existing, head)
    added = [*gap, *(f"{indent}{line}" if line else "" for line in lines)]
    after = "".join(line + newline for line in added)
    return "".join([*whole[:end], after, *whole[end:]]), end + len(gap) + 1


_LINE = re.compile(r".*?(?:\r\n|\r|\n)|.+$", re.DOTALL)


def _end_of_kind(lines: list[str], head: int) -> int:
    """Index behind the kind's last line; comments that stand before the next kind belong to that."""
    end = head + 1
    for number in range(head + 1, len(lines)):
        line = lines[number]
        if line and not line[0].isspace() and not line.startswith("#"):
            break
        if line.strip() and line[0].isspace():
            end = number + 1
    return end


def _indent(lines: list[str], head: int | None) -> str:
    for line in lines[head + 1 :] if head is not None else ():
        if line.strip() and not line.lstrip().startswith("#"):
            return line[: len(line) - len(line.lstrip())] or "  "
    return "  "


def _is_spaced(lines: list[str]) -> bool:
    """True if blank lines part the records of this kind."""
    return any(not line.strip() for line in lines)
