"""YAML bytes → plain values, fast; on any doubt a second, located reading says what is wrong and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

from policybrief.diagnostics import Diagnostic, Span
from policybrief.files.names import composed
from policybrief.reading.yaml.paragraphs import in_order, signed
from policybrief.reading.yaml.parsing import parse_tree
from policybrief.reading.yaml.places import Node, Tree, value_of, walk
from policybrief.reading.yaml.signs import TAGS, UNSEEN

if TYPE_CHECKING:
    from policybrief.reading.yaml.faults import YamlFault

_fast: Any
try:
    _fast = import_module("ryaml")
except ImportError:  # no wheel for this platform: the located reader gives the same values
    _fast = None

_FAST_FAULTS: tuple[type[Exception], ...] = (ValueError, TypeError, RecursionError)
if _fast is not None:
    _FAST_FAULTS = (*_FAST_FAULTS, _fast.InvalidYamlError)

MAX_BYTES = 5_000_000
_MOST_ROUNDS = 100


@dataclass(frozen=True, slots=True)
class YamlFile:
    """One YAML file: its path as shown, its text with newlines as `\\n`, its plain value.

    `readable` is the text that the value was read from: line for line the same, but with lines fixed that
    could not be read. A file with such lines has error diagnostics; its value serves to find further faults.
    """

    path: str
    text: str
    value: Any
    readable: str = field(default="", compare=False, repr=False)

    def __post_init__(self) -> None:
        if not self.readable:
            object.__setattr__(self, "readable", self.text)


def read_yaml(path: str, data: bytes) -> tuple[YamlFile | None, tuple[Diagnostic, ...]]:
    """The file at `path` with bytes `data`, and all that is wrong with it as YAML.

    Plain scalars have the meaning of YAML 1.2's core schema; dates stay text. None if nothing can be read.
    """
    text, fault = decoded(path, data)
    if fault:
        return None, (fault,)
    diagnostics: list[Diagnostic] = []
    readable = text
    for _ in range(_MOST_ROUNDS):
        value, faults = _attempt(readable)
        if not faults:
            return YamlFile(path, text, value, readable), tuple(diagnostics)
        diagnostics.extend(f.diagnostic(path) for f in _as_typed(faults, text, readable))
        fixed = _fixed(readable, faults)
        if fixed == readable or not all(f.fixed for f in faults):
            break
        if len(fixed) > 2 * len(text) + 1000:  # lines quoted again and again would double each time
            break
        readable = fixed
    return None, tuple(diagnostics)


def decoded(path: str, data: bytes) -> tuple[str, Diagnostic | None]:
    """The text of a file in NFC, its line ends as newlines, without a byte order mark; or the fault."""
    if len(data) > MAX_BYTES:
        message = f"the file has {len(data) / 1e6:.1f} MB; at most {MAX_BYTES / 1e6:.0f} MB are read"
        return "", Diagnostic("file-too-large", message, Span(path, 1, 1), hint="split it into several files")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        message = "the file is not in UTF-8, so letters beyond A–Z cannot be read"
        return "", _not_utf_8(path, data[: error.start], message)
    if "\0" in text:
        message = "the file has zero bytes: it is in UTF-16, or it is not a text file"
        return "", _not_utf_8(path, data[: data.index(b"\0")], message)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = composed(text)
    return text.removeprefix("\ufeff"), None


def unseen_in_words(path: str, text: str) -> tuple[Diagnostic, ...]:
    """Faults of signs that nobody sees, and control characters, in a text that is no YAML."""
    if "&" not in text and "\\" not in text and text.isascii() and text.replace("\n", "").isprintable():
        return ()
    from policybrief.reading.yaml.unseen_signs import signs_in_words

    return tuple(fault.diagnostic(path) for fault in signs_in_words(text))


def _not_utf_8(path: str, before: bytes, message: str) -> Diagnostic:
    readable = before.decode("utf-8", "replace")
    span = Span(path, readable.count("\n") + 1, len(readable) - readable.rfind("\n"))
    return Diagnostic("not-utf-8", message, span, hint="in your editor choose 'Save with encoding: UTF-8'")


def _attempt(text: str) -> tuple[Any, tuple[YamlFault, ...]]:
    """The value of a text, or the faults that are in the way."""
    if _has_conflict(text) and (conflict := _conflict(text)):
        return None, (conflict,)
    if _has_odd_blanks(text) and (faults := _odd_blanks(text)):
        return None, faults
    if _may_hold_unseen(text) and (any(sign in text for sign in UNSEEN) or TAGS.search(text)):
        return None, _unseen(text)
    if "\\" in text and (faults := _escaped(text)):
        return None, faults
    if _is_suspect(text):
        tree = parse_tree(text)
        if faults := (*_faults(text, tree), *_cuts(text, tree)):
            return None, faults
    if _fast is None:
        tree = parse_tree(text)
        if faults := _faults(text, tree):
            return None, faults
    signed_text, sign = signed(text)
    try:
        value = value_of(parse_tree(signed_text).root) if _fast is None else _fast.loads(signed_text)
        return in_order(value, sign), ()
    except _FAST_FAULTS as error:
        tree = parse_tree(text)
        return None, _faults(text, tree) or (_unlocated(str(error)),)


def _faults(text: str, tree: Tree) -> tuple[YamlFault, ...]:
    if not tree.stopped and not tree.traps:
        return ()
    from policybrief.reading.yaml.faults import explain_stop
    from policybrief.reading.yaml.misreadings import trap_fault

    faults = [trap_fault(text, trap) for trap in tree.traps]
    if tree.stopped:
        stop = explain_stop(text, tree)
        faults += [stop] if stop.line not in {fault.line for fault in faults} else []
    return tuple(faults)


# Explanations are imported where there is something to explain: most runs need none.


def _odd_blanks(text: str) -> tuple[YamlFault, ...]:
    from policybrief.reading.yaml.misreadings import invisible_indentation

    return invisible_indentation(text)


def _unseen(text: str) -> tuple[YamlFault, ...]:
    from policybrief.reading.yaml.unseen_signs import unseen_signs

    return unseen_signs(text)


def _escaped(text: str) -> tuple[YamlFault, ...]:
    from policybrief.reading.yaml.unseen_signs import escaped_signs

    return escaped_signs(text, parse_tree(text))


def _conflict(text: str) -> YamlFault | None:
    from policybrief.reading.yaml.misreadings import merge_conflict

    return merge_conflict(text)


def _unlocated(problem: str) -> YamlFault:
    from policybrief.reading.yaml.faults import YamlFault

    match = re.search(r"line (\d+) column (\d+)", problem)
    line, column = (int(match[1]) - 1, int(match[2]) - 1) if match else (0, 0)
    return YamlFault("unreadable-line", f"the file cannot be read ({problem})", line, column)


def _as_typed(faults: tuple[YamlFault, ...], text: str, readable: str) -> Iterator[YamlFault]:
    """The errors on lines as they were typed; errors caused by our own corrections are dropped."""
    typed, read = text.split("\n"), readable.split("\n")
    return (fault for fault in faults if typed[fault.line] == read[fault.line])


def _fixed(text: str, faults: tuple[YamlFault, ...]) -> str:
    lines = text.split("\n")
    for fault in faults:
        for number, line in fault.fixed:
            lines[number] = line
    return "\n".join(lines)


# ---- cheap looks at the whole text, so that the located reading is rare ------------------------------

_ODD_BLANKS = "\t\u00a0\u1680\u2002\u2003\u2009\u200a\u200b\u202f\u3000"
_SIGN = re.compile(r"[!&*]")
_ODD_NUMBERS = tuple(
    re.compile(pattern)
    for pattern in (
        r"0[xob][\da-fA-F]",
        *(rf"{start} *[-+]?[\d.]+[eE][-+]?\d" for start in (": ", "- ")),
    )
)
"""By what stands before them: a pattern with a beginning of its own is found twenty times as fast."""


def _may_hold_unseen(text: str) -> bool:
    """True if a sign shows nothing by itself, other than a line end or a no-break space; found fast."""
    return not text.isascii() and not text.replace("\n", "").replace("\u00a0", "").isprintable()


def _has_conflict(text: str) -> bool:
    return "<<<<<<<" in text or ">>>>>>>" in text


def _has_odd_blanks(text: str) -> bool:
    return any(blank in text for blank in _ODD_BLANKS)


def _is_suspect(text: str) -> bool:
    """True if the text may hold something that YAML reads otherwise than people do."""
    if "<" in text and "<<" in text:  # one character is found much faster than two
        return True
    if any(sign in text for sign in "!&*") and any(
        _starts_value(text, m.start()) for m in _SIGN.finditer(text)
    ):
        return True
    return has_inline_comments(text) or any(pattern.search(text) for pattern in _ODD_NUMBERS)


def _starts_value(text: str, position: int) -> bool:
    before = text[max(0, text.rfind("\n", 0, position) + 1) : position].rstrip(" \t")
    return not before or before[-1] in ":-?[,{"


def has_inline_comments(text: str) -> bool:
    """True if ` #` follows something on its line."""
    sign = text.find("#")
    while sign >= 0:
        before = text[text.rfind("\n", 0, sign) + 1 : sign]
        if before[-1:] in (" ", "\t") and before.strip():
            return True
        sign = text.find("#", sign + 1)
    return False


_CUT = re.compile(r"[ \t]+#")


def _cuts(text: str, tree: Tree) -> tuple[YamlFault, ...]:
    """Values cut by a `#` that is followed directly by a letter or figure: it was meant as text."""
    from policybrief.reading.yaml.misreadings import cut_fault

    comments = [(end, column, rest) for _, end, column, rest in comments_after(text, tree.root)]
    return tuple(cut_fault(text, end, column) for end, column, rest in comments if re.match(r"#[\w.!]", rest))


def comments_after(
    text: str, root: Node | None
) -> tuple[tuple[tuple[str | int, ...], tuple[int, int], int, str], ...]:
    """(keys, end of the value, column of `#`, comment) of each unquoted value with a comment behind it.

    An empty value counts if nothing is nested below it.
    """
    lines = text.split("\n")
    comments = []
    for keys, node in walk(root):
        if node.kind != "scalar" or not node.plain:
            continue
        line, column = node.end
        match = _CUT.match(lines[line], column) if line < len(lines) else None
        if match:
            comments.append((keys, node.end, match.end() - 1, lines[line][match.end() - 1 :]))
    return tuple(comments)
