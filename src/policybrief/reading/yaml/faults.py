"""Why a YAML text cannot be read, or would be misread, in plain words with the fixed lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policybrief.diagnostics import Diagnostic, Span
from policybrief.reading.yaml.lines import YamlLine, as_quoted, block_lines, continuation, safest, take_apart
from policybrief.reading.yaml.places import Tree
from policybrief.reading.yaml.signs import CONTROL_SIGN


@dataclass(frozen=True, slots=True)
class YamlFault:
    """A fault at a line and column (from 0), and lines that let reading go on behind it."""

    code: str
    message: str
    line: int
    column: int
    length: int = 1
    hint: str = ""
    remedy: tuple[str, ...] = ()
    fixed: tuple[tuple[int, str], ...] = ()

    def diagnostic(self, path: str) -> Diagnostic:
        """The fault as it is reported."""
        span = Span(path, self.line + 1, self.column + 1, max(1, self.length))
        return Diagnostic(self.code, self.message, span, hint=self.hint, remedy=self.remedy)


SIGNS = {
    "*": "an asterisk",
    "&": "an ampersand",
    "!": "an exclamation mark",
    "%": "a percent sign",
    "@": "an at sign",
    "`": "a backtick",
    ">": "a 'greater than' sign",
    "|": "a bar",
    "[": "a square bracket",
    "{": "a brace",
    "-": "a dash and a space",
    "?": "a question mark and a space",
    ",": "a comma",
    "]": "a closing bracket",
    "}": "a closing brace",
}
_UNCLOSED = "this bracket is never closed with '{}', or a comma is missing inside it"
_NO_SPACE = re.compile(r"([^\W\d][\w-]*):(?!//)(\S.*)")


def explain_stop(text: str, tree: Tree) -> YamlFault:
    """What a person did that made the parser stop where it did; parser words only if nothing fits."""
    assert tree.stopped
    (line, column), problem = tree.stopped
    lines = text.split("\n")
    blocks = block_lines(lines)
    line = min(line, len(lines) - 1)
    if fault := _unclosed(lines, tree, problem):
        return fault
    near = [n for n in range(line, max(-1, line - 6), -1) if n not in blocks and _is_written(lines[n])]
    for number in near:
        if fault := _line_fault(lines, number):
            return fault
    if "control character" in problem or "special characters" in problem:
        return _control_character(lines, line, column)
    return _unexplained(lines, line, column, problem)


def _is_written(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _line_fault(lines: list[str], number: int) -> YamlFault | None:
    parts = take_apart(lines[number])
    if not parts.key:
        match = _NO_SPACE.fullmatch(parts.words)
        if match and match[1].islower():
            return _missing_space(parts, number, match)
        if "- " not in parts.lead:
            return _not_indented(lines, number)
    if fault := _too_far_right(lines, number, parts):
        return fault
    return _value_fault(lines, number, parts)


def _missing_space(parts: YamlLine, number: int, match: re.Match[str]) -> YamlFault:
    column = parts.start + len(match[1]) + 1
    fixed = f"{parts.lead}{match[1]}: {match[2]}"
    return YamlFault(
        "no-space-after-colon",
        f"a space is missing after '{match[1]}:'",
        number,
        column,
        hint="write:",
        remedy=(fixed,),
        fixed=((number, fixed),),
    )


def _too_far_right(lines: list[str], number: int, parts: YamlLine) -> YamlFault | None:
    """A field one space further right than the one above it, which has its words on its own line."""
    above = next((n for n in range(number - 1, -1, -1) if _is_written(lines[n])), None)
    if above is None or not parts.key:
        return None
    first = take_apart(lines[above])
    if not first.key or not first.words or first.opens_block or parts.indent != first.indent + 1:
        return None
    fixed = lines[number][1:]
    message = f"'{parts.key}' is indented more than '{first.key}' above it"
    hint, done = "the fields of a record begin in the same column; write:", ((number, fixed),)
    return YamlFault(
        "uneven-indentation", message, number, parts.indent, len(parts.key), hint, (fixed,), done
    )


def _not_indented(lines: list[str], number: int) -> YamlFault | None:
    above = next((n for n in range(number - 1, -1, -1) if lines[n].strip()), None)
    if above is None:
        return None
    first = take_apart(lines[above])
    parts = take_apart(lines[number])
    if first.words.startswith("#") and not first.key:
        fixed = f"{first.lead}# {parts.words}"
        message = "this line has no key; if it continues the comment above, it must also begin with #"
        hint, done = "write:", ((number, fixed),)
        return YamlFault(
            "line-without-key", message, number, parts.start, len(parts.words), hint, (fixed,), done
        )
    if not first.words or first.opens_block or parts.indent > first.indent:
        return None
    words = f"{first.words} {parts.words}"
    return YamlFault(
        "line-not-indented",
        "the line below has no key; if it continues this text, it must be indented more than this key",
        above,
        first.start,
        len(first.words),
        hint="write both lines like this:",
        remedy=safest(first, words),
        fixed=((above, as_quoted(first, words)), (number, "")),
    )


def _value_fault(lines: list[str], number: int, parts: YamlLine) -> YamlFault | None:
    words = parts.words
    if not words:
        return None
    if words[0] in "\"'":
        return _quote_fault(lines, number, parts)
    if words[0] in "[{" and words[-1] in "[{,":
        return YamlFault(
            "unclosed-bracket", _UNCLOSED.format({"[": "]", "{": "}"}[words[0]]), number, parts.start
        )
    if (words[0] in "[{" and words[-1] in "]}") or parts.opens_block:
        return None
    if words[0] in "*&!%@`>|[{,]}" or (words[0] in "-?" and words[1:2] in (" ", "") and parts.key):
        sign = SIGNS[words[0]]
        message = f"a text cannot begin with {sign} on the same line as its key"
        return rewritten("sign-starts-text", message, lines, number, parts.start)
    match = re.search(r":(?= |$)", words)
    if match and (parts.key or ": " in words):
        message = "a sentence on the same line as its key cannot contain a colon and a space"
        return rewritten("colon-in-text", message, lines, number, parts.start + match.start())
    return None


def _quote_fault(lines: list[str], number: int, parts: YamlLine) -> YamlFault | None:
    quote, words = parts.words[0], parts.words
    closed = re.match(r'"(?:[^"\\]|\\.)*"' if quote == '"' else r"'(?:[^']|'')*'", words)
    if closed is None:
        return None
    rest = words[closed.end() :].strip()
    if closed.end() == len(words.rstrip()) or rest.startswith("#"):
        escape = re.search(r'\\[^0abtnvfre "/\\N_LPxuU]', words) if quote == '"' else None
        if escape is None:
            return None
        message = "a backslash has a special meaning in double quotation marks"
        return rewritten("backslash-in-quotes", message, lines, number, parts.start + escape.start(), strip=1)
    message = "the text begins with a quotation that ends before the text does; the rest cannot be read"
    return rewritten("quote-in-text", message, lines, number, parts.start + closed.end() - 1)


def _unclosed(lines: list[str], tree: Tree, problem: str) -> YamlFault | None:
    if tree.context is None:
        return None
    line, column = tree.context
    opening = lines[line][column : column + 1] if line < len(lines) else ""
    if opening in ("'", '"') and ("end of stream" in problem or "document indicator" in problem):
        message = "this quotation mark is never closed"
        parts = take_apart(lines[line])
        if parts.start != column:
            return YamlFault("unclosed-quote", message, line, column)
        return rewritten("unclosed-quote", message, lines, line, column)
    if opening in ("[", "{") and "expected" in problem:
        parts = take_apart(lines[line])
        if parts.start == column and parts.words[-1] not in "]},[{":
            return None  # a sentence that begins with a bracket
        return YamlFault("unclosed-bracket", _UNCLOSED.format({"[": "]", "{": "}"}[opening]), line, column)
    return None


def _control_character(lines: list[str], line: int, column: int) -> YamlFault:
    fixed = CONTROL_SIGN.sub("", lines[line])
    message = "there is an invisible control character here; delete it"
    return YamlFault("control-character", message, line, column, fixed=((line, fixed),))


def _unexplained(lines: list[str], line: int, column: int, problem: str) -> YamlFault:
    parts = take_apart(lines[line])
    if parts.key and "expected" in problem:
        message = (
            f"'{parts.key}' is aligned neither below the key above nor with an earlier one; records of one "
            "kind begin in the same column, and so do the fields of one record"
        )
        return YamlFault("uneven-indentation", message, line, parts.indent, len(parts.key))
    return YamlFault("unreadable-line", f"this line cannot be read ({problem or 'not YAML'})", line, column)


def rewritten(
    code: str, message: str, lines: list[str], number: int, column: int, *, strip: int = 0
) -> YamlFault:
    """A fault whose remedy is the same text as a block; its words on the lines below are included."""
    parts = take_apart(lines[number])
    below = continuation(lines, number)
    words = " ".join([parts.words, *(lines[n].strip() for n in below)])
    words = words[strip : len(words) - strip]
    fixed = ((number, as_quoted(parts, words)), *((n, "") for n in below))
    return YamlFault(code, message, number, column, hint="write:", remedy=safest(parts, words), fixed=fixed)
