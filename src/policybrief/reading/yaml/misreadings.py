"""What YAML reads without complaint and otherwise than people do, as faults with the fixed lines."""

from __future__ import annotations

import re
from decimal import Decimal

from policybrief.reading.yaml.faults import SIGNS, YamlFault, rewritten
from policybrief.reading.yaml.lines import fitting_indent, take_apart
from policybrief.reading.yaml.places import MAX_DEPTH, Position, Trap
from policybrief.reading.yaml.scalars import LONGEST, plain_value

_SPACES = re.compile(r"^[ \-]*([\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\t][\s\u200b]*)", re.MULTILINE)


def invisible_indentation(text: str) -> tuple[YamlFault, ...]:
    """Lines that are indented with no-break spaces, tabs or other blanks that only look like spaces."""
    return tuple(_blank(text, match) for match in _SPACES.finditer(text) if "\n" not in match[0])


def _blank(text: str, match: re.Match[str]) -> YamlFault:
    line = text.count("\n", 0, match.start())
    whole = text[match.start() : _line_end(text, match.start())]
    tab = "\t" in match[1]
    width = len(match[0].replace("\t", "  "))
    words = whole[len(match[0]) :]
    dashes = "- " if "-" in match[0] else ""
    fixed = " " * fitting_indent(text.split("\n"), line, width) + dashes + words
    code = "tab-in-indentation" if tab else "odd-space-in-indentation"
    named = "a tab" if tab else "a no-break space or another special space"
    message = f"this line is indented with {named}; only ordinary spaces may be used"
    column = match.start(1) - match.start()
    return YamlFault(
        code, message, line, column, len(match[1]), "write:", (fixed.rstrip(),), ((line, fixed),)
    )


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def trap_fault(text: str, trap: Trap) -> YamlFault:
    """A trap in the tree as a fault, with the line written so that it means what it says."""
    lines = text.split("\n")
    (line, column), length = trap.start, _length(trap.start, trap.end)
    match trap.kind:
        case "tag" | "anchor" | "alias":
            sign = {"tag": "!", "anchor": "&", "alias": "*"}[trap.kind]
            message = f"{SIGNS[sign]} at the beginning of a text has a special meaning in YAML"
            if take_apart(lines[line]).start == column:
                return rewritten("sign-starts-text", message, lines, line, column)
            hint = "put the text in quotation marks"
            return YamlFault("sign-starts-text", message, line, column, length, hint)
        case "merge-key":
            message = "'<<' (a merge key) is not supported; write the fields out"
            return YamlFault("merge-key", message, line, column, 2)
        case "duplicate-key":
            message = f"'{trap.word}' appears twice here (first in line {trap.first[0] + 1})"
            hint = "give one of them another name, or delete it"
            return YamlFault("duplicate-key", message, line, column, length, hint)
        case "depth":
            message = f"nested deeper than {MAX_DEPTH} levels"
            return YamlFault("nested-too-deep", message, line, column)
        case "documents":
            message = "a second document begins here ('---'), but a file has only one"
            return YamlFault("second-document", message, line, column, 3, fixed=((line, ""),))
        case "long-number":
            message = "this whole number is too long to be read as a number; in quotation marks it is text"
            return YamlFault("number-too-long", message, line, column, length, "put it in quotation marks")
        case "odd-number":
            return _odd_number(lines, trap, length)
        case "list-key":
            message = "a list or map cannot be a key"
            return YamlFault("list-as-key", message, line, column)


def _odd_number(lines: list[str], trap: Trap, length: int) -> YamlFault:
    """A number in a notation that only programs use, with its digits written out."""
    line, column = trap.start
    message = f"'{trap.word}' is read as a number"
    digits = f"{Decimal(str(plain_value(trap.word))):f}".removesuffix(".0")
    if len(digits.lstrip("-").partition(".")[0]) > LONGEST:  # written out, it would be refused too
        return YamlFault("odd-number", message, line, column, length, "put it in quotation marks")
    written = f"{lines[line][:column]}{digits}{lines[line][column + length :]}"
    hint = f"if it is a number, write {digits}; if it is a text, put it in quotation marks"
    return YamlFault("odd-number", message, line, column, length, hint, fixed=((line, written),))


def _length(start: Position, end: Position) -> int:
    return end[1] - start[1] if end[0] == start[0] else 1


def cut_fault(text: str, end: Position, hash_column: int) -> YamlFault:
    """A text or an empty value that `#` cuts short, at the place of the `#`."""
    lines = text.split("\n")
    line = end[0]
    parts = take_apart(lines[line])
    lost = lines[line][hash_column:]
    message = f"YAML stops reading at this '#': '{_shown(lost)}' would be lost"
    if not parts.words or parts.words.startswith(("[", "{", '"', "'")) or parts.start > hash_column:
        return YamlFault(
            "text-cut-by-#", message, line, hash_column, len(lost), "put the text in quotation marks"
        )
    fault = rewritten("text-cut-by-#", message, lines, line, hash_column)
    return YamlFault(fault.code, message, line, hash_column, len(lost), fault.hint, fault.remedy, fault.fixed)


def _shown(words: str) -> str:
    return words if len(words) <= 40 else words[:39] + "…"


_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?= |$)", re.MULTILINE)


def merge_conflict(text: str) -> YamlFault | None:
    """The first sign that git leaves where it could not merge two versions of a file, or None."""
    match = _CONFLICT.search(text)
    if match is None:
        return None
    message = "git could not merge two versions of this file: both are here"
    hint = "keep what is right and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
    return YamlFault("merge-conflict", message, text.count("\n", 0, match.start()), 0, 7, hint)
