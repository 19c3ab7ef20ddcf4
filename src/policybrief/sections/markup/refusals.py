"""What Markdown can say and a section cannot print, found at its place, with the remedy."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from markdown_it.token import Token

LARGEST_NUMBER = 32_767
"""The highest number of a list that Word can show."""
DEEPEST = 20
"""The levels that the parser reads: of lists in lists two each. It drops what is deeper."""


@dataclass(frozen=True, slots=True)
class RefusedMarkup:
    """A construct that a section cannot hold: its offset in the text, what it is, the remedy."""

    offset: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link within the paper: its offset in the text, and the id that it leads to."""

    offset: int
    target: str


class MarkupFault(ValueError):
    """What a section printed cannot be held by it; `number` is that of a value near the place."""

    def __init__(self, message: str, *, hint: str = "", number: int | None = None) -> None:
        super().__init__(message)
        self.hint = hint
        self.number = number


def refusals(
    text: str, tokens: Sequence[Token], state: Mapping[str, Any]
) -> tuple[tuple[RefusedMarkup, ...], tuple[Anchor, ...]]:
    """What of `text` is refused, in its order, and its links within the paper.

    `state` is what the parser noted beside the tokens: the definitions of reference links.
    """
    finder = _Finder(text)
    for number, token in enumerate(tokens):
        finder.block(token, around=tokens[number - 2].type if number > 1 else "")
    finder.definitions(state.get("references", {}), state.get("duplicate_refs", ()))
    return tuple(sorted(set(finder.refused), key=lambda one: one.offset)), tuple(finder.anchors)


_DELETE = "write only the words"
_BLOCKS = {
    "table_open": ("a separate table", "views print tables of records: docs/templates.md lists them", "|"),
    "html_block": ("HTML", f"{_DELETE}; text that nobody should read goes in a comment: {{# … #}}", "<"),
    "fence": ("a block of code", f"{_DELETE}, without the lines of ``` or ~~~", ""),
    "code_block": ("a block of code", "delete the spaces at the start of the line", ""),
    "hr": ("a rule", "delete the line: headings separate the parts of a paper", ""),
}
"""Token → what it is, the remedy, and the sign that shows its place (else the start of its line)."""
_INLINES = {
    "image": ("a picture", "a logo belongs in the letterhead: docs/templates.md", "!["),
    "html_inline": (
        "HTML",
        f"{_DELETE}: **bold**, *italic*; text that nobody should read goes in a comment: {{# … #}}",
        "",
    ),
    "s_open": ("crossed-out words", "delete them, or the signs ~~", "~~"),
}
_WORDS = (
    (
        r"\[\^[^\[\]\s]+\]",
        "its own footnotes",
        "cite a source in a record, or include it in the text",
    ),
    (
        r"(?m)^#{1,6}(?=[^\W\d_])",
        "a heading without a space",
        "write a space after #, or \\# for the sign itself",
    ),
    (r"(?m)^ *\|.*\| *$", "a separate table", _BLOCKS["table_open"][1]),
    (r"(?m)^: +\S", "a list of definitions", "write  **Term**: what it means"),
    (r"(?m)^:::", "a container", _DELETE),
    (r"(?<![~\w\\])~(?=[^\s~])[^~\n]*[^\s~]~(?![~\w])", "crossed-out words", "delete them, or the signs ~"),
)
"""What is no CommonMark and would be printed as it is typed: pattern, what it is, the remedy."""
_FIRST_IN = {
    "list_item_open": (r"\[[ xX]\]\s", "a task list", "write the box itself: ☐"),
    "blockquote_open": (r"\[![A-Za-z]+\]", "an alert", "delete its first line"),
}
_LEFT = (
    (
        r"!?\[[^\[\]\n]*\]\(",
        "this link cannot be read",
        "write [words](https://example.org), without spaces in it",
    ),
    (r"\]\[[^\[\]\n]+\]", "this link has no definition", "write [words](https://example.org)"),
    (r"(?<!\*)\*\*(?!\*)", "these signs ** begin or end nothing", "delete them, or write \\*\\*"),
    (r"(?<!_)__(?=[^\W_])|(?<=[^\W_])__(?!_)", "these signs __ begin or end nothing", "delete them"),
    (r"&[A-Za-z][A-Za-z0-9]+;", "there is no character with this name", "write the character itself"),
)
"""What is left of markup in words that the parser took for words: pattern, message, remedy."""


@dataclass(slots=True)
class _Finder:
    """Gathers what is refused of one text."""

    text: str
    refused: list[RefusedMarkup] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.starts = [0, *(match.end() for match in re.finditer("\n", self.text)), len(self.text)]

    def block(self, token: Token, *, around: str) -> None:
        start, end = self._region(token)
        if refusal := _BLOCKS.get(token.type):
            what, hint, sign = refusal
            self._refuse(self._at(sign, start, end), f"a section cannot contain {what}", hint)
        elif token.type == "heading_open" and token.level:
            hint = "write it on a separate line, after an empty line"
            self._refuse(
                self._at(token.markup, start, end), "a heading cannot be in a list or a quotation", hint
            )
        elif token.type == "ordered_list_open" and int(token.attrGet("start") or 0) > LARGEST_NUMBER:
            hint = f"a list can count to {LARGEST_NUMBER}; write 40000\\. for a number that begins a sentence"
            self._refuse(start, "this number is too high for a list", hint)
        elif token.type in ("blockquote_open", "list_item_open") and token.level >= DEEPEST - 1:
            hint = "use fewer nested lists and quotations"
            self._refuse(start, "a section cannot contain so many nested lists and quotations", hint)
        elif token.type == "inline":
            self._inline(token, start, end, around)

    def definitions(self, definitions: Mapping[str, Any], again: Sequence[Mapping[str, Any]]) -> None:
        """Lines `[word]: address` that no link uses: their words would not be printed."""
        unused = [one for one in definitions.values() if one["href"] not in self.addresses]
        for one in (*unused, *again):
            start = self.starts[one["map"][0]]
            hint = "delete the line; if it is text, write \\[ at its start"
            self._refuse(self._at("[", start, len(self.text)), "no link uses this definition", hint)

    def _inline(self, token: Token, start: int, end: int, around: str) -> None:
        words = _without_code(token.content)
        for pattern, what, hint in _WORDS:
            for match in re.finditer(pattern, words):
                at = self._at(match[0].strip(), start, end)
                self._refuse(at, f"a section cannot contain {what}", hint)
        opening = _FIRST_IN.get(around)
        if opening and (first := re.match(opening[0], words)):
            at = self._at(first[0].strip(), start, end)
            self._refuse(at, f"a section cannot contain {opening[1]}", opening[2])
        at = start
        for number, child in enumerate(token.children or ()):
            at = self._child(child, token, number, at, end)

    def _child(self, child: Token, token: Token, number: int, start: int, end: int) -> int:
        """Looks at one inline token; where to look for the next one."""
        if found := _INLINES.get(child.type):
            what, hint, sign = found
            at = self._at(sign or child.content, start, end)
            self._refuse(at, f"a section cannot contain {what}", hint)
            return at + 1
        if child.type == "link_open":
            at = self._at("<" if child.info == "auto" else "[", start, end)
            self._link(child, at, has_words=(token.children or ())[number + 1].type != "link_close")
            return at + 1
        if child.type == "text" and "\\" not in token.content and "&amp;" not in token.content:
            for pattern, message, hint in _LEFT:
                for match in re.finditer(pattern, child.content):
                    self._refuse(self._at(match[0], start, end), message, hint)
        return start

    def _link(self, link: Token, at: int, *, has_words: bool) -> None:
        href = str(link.attrGet("href") or "")
        self.addresses.add(href)
        address = unquote(href)
        if not has_words:
            self._refuse(at, "this link has no text", "write [words](https://example.org)")
        if link.attrGet("title"):
            self._refuse(at, "the title of a link is not printed", "add its words to the text")
        if address.startswith("#") and len(address) > 1:
            self.anchors.append(Anchor(at, address[1:]))
        elif "\ue000" in address:
            hint = "print the value as text: its address, if it has one, is in the list of sources"
            self._refuse(at, "the address of a link cannot come from a record", hint)
        elif not _leads_out(address):
            hint = "write https://…, mailto:… or, within the paper, # and the name of a section: #sources"
            self._refuse(at, f"a link cannot lead to '{address}'", hint)

    def _refuse(self, offset: int, message: str, hint: str) -> None:
        self.refused.append(RefusedMarkup(offset, message, hint))

    def _region(self, token: Token) -> tuple[int, int]:
        """Where the lines of a token begin, behind their indent, and end."""
        first, last = token.map or (0, 0)
        start, end = self.starts[first], self.starts[min(last, len(self.starts) - 1)]
        indent = re.match(r"\s*", self.text[start:end])
        return start + (indent.end() if indent else 0), end

    def _at(self, sign: str, start: int, end: int) -> int:
        found = self.text.find(sign, start, end) if sign else start
        return start if found < 0 else found


def _leads_out(address: str) -> bool:
    """True for an address of the web or of mail (RFC 3986, RFC 6068)."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return re.fullmatch(r"[^@\s]+@[^@\s]+", parts.path) is not None
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _without_code(words: str) -> str:
    """`words` with code spans and escaped signs blanked out."""
    return re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)|\\.", lambda match: " " * len(match[0]), words)
