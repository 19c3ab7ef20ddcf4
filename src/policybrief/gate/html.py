"""A text in HTML → what a browser shows and hides, words joined over tags; its attributes and remarks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from policybrief.gate.parts import Part, Piece, UnreadableError

_IN_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rp rt
        ruby s samp small span strike strong sub sup time tspan tt u var wbr""",
    )
)
"""Elements that may begin and end inside a word (HTML 4.5, and text in SVG)."""
_MOST_OPEN = 500
"""Tags that may not end, in a text that holds other such signs."""
_DEEPEST = 4
"""Remarks with tags in remarks with tags."""


def html_parts(text: str, *, name: str, depth: int = 0) -> Iterator[Part]:
    """The words of the text without its tags; then the values of attributes, scripts, styles and remarks.

    Raises:
        UnreadableError: it is damaged.
    """
    if (
        text.count("<") - text.count(">") > _MOST_OPEN
    ):  # nobody closed them, and time would grow with the square
        raise UnreadableError(f"{name or 'it'} has hundreds of unclosed tags")
    reader = _Reader()
    reader.feed(text)
    reader.close()
    yield Part(name, (Piece("", "its text", "".join(reader.texts)),))
    for inside in dict.fromkeys(reader.hidden):
        yield Part(name, (Piece("", "an attribute or a comment", inside),))
        if "<" in inside and depth < _DEEPEST:
            yield from html_parts(inside, name=name, depth=depth + 1)
    yield Part(name, tuple(Piece("attribute", "", value) for value in dict.fromkeys(reader.ids)), "names")


class _Reader(HTMLParser):
    """Gathers texts; an element that is no part of a word ends it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.hidden: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end(tag)
        for _, value in attrs:
            if value:
                self.hidden += [value] if not value.isidentifier() else []
                self.ids += [value]

    def handle_endtag(self, tag: str) -> None:
        self._end(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.hidden.append(data)

    def handle_decl(self, decl: str) -> None:
        self.hidden.append(decl)

    def handle_pi(self, data: str) -> None:
        self.hidden.append(data)

    def unknown_decl(self, data: str) -> None:
        self.hidden.append(data)

    def _end(self, tag: str) -> None:
        if tag not in _IN_WORDS:
            self.texts.append("\n")
