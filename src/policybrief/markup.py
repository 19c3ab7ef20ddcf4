"""Markdown of a section template → blocks and inlines, with the places where values go left to the caller."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from policybrief.document import (
    Block,
    Emphasis,
    Inline,
    Link,
    List,
    Paragraph,
    Quote,
    Section,
    Str,
    Strong,
)

OPEN, CLOSE = "\ue000", "\ue001"
"""Private-use characters that enclose the number of a value: `OPEN 12 CLOSE`."""

_MARKER = re.compile(f"{OPEN}(\\d+){CLOSE}")


def marker(number: int) -> str:
    """The text that stands for value `number` until the Markdown is parsed."""
    return f"{OPEN}{number}{CLOSE}"


def parse_markdown(
    text: str,
    *,
    blocks_of: Callable[[int], tuple[Block, ...] | None],
    inlines_of: Callable[[int], tuple[Inline, ...]],
) -> tuple[Block, ...]:
    """The blocks of `text` (CommonMark 0.31, no HTML, no images).

    `blocks_of` gives the blocks of a value, or None if it is a run of inlines; `inlines_of` gives those.
    Headings open sections: what follows a heading stands inside it, deeper headings nest.

    Raises:
        ValueError: a value made of blocks stands inside a sentence.
    """
    return _Reader(_tokens(text), blocks_of, inlines_of).read()


@lru_cache(maxsize=256)  # with numbers for values, a section's text is much the same in every edition
def _tokens(text: str) -> tuple[Token, ...]:
    return tuple(_parser().parse(text))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline"])


class _Reader:
    """Walks markdown-it's flat tokens once."""

    def __init__(
        self,
        tokens: tuple[Token, ...],
        blocks_of: Callable[[int], tuple[Block, ...] | None],
        inlines_of: Callable[[int], tuple[Inline, ...]],
    ) -> None:
        self.tokens = tokens
        self.at = 0
        self.blocks_of = blocks_of
        self.inlines_of = inlines_of

    def read(self) -> tuple[Block, ...]:
        return _nest(tuple(self._blocks(until="")))

    def _blocks(self, *, until: str) -> Iterator[Block | _Heading]:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == until:
                return
            yield from self._block(token)

    def _block(self, token: Token) -> Iterator[Block | _Heading]:
        match token.type:
            case "heading_open":
                yield _Heading(int(token.tag[1]), self._line())
            case "paragraph_open":
                yield from self._paragraph()
            case "bullet_list_open" | "ordered_list_open":
                yield self._list(token.type.replace("open", "close"))
            case "blockquote_open":
                yield Quote(_nest(tuple(self._blocks(until="blockquote_close"))))
            case "hr" | "code_block" | "fence":
                raise ValueError(f"a section cannot hold this Markdown: {token.type.replace('_', ' ')}")

    def _line(self) -> tuple[Inline, ...]:
        inlines = self._inlines(self.tokens[self.at].children or [])
        self.at += 2
        return inlines

    def _paragraph(self) -> Iterator[Block]:
        content = self.tokens[self.at].content
        numbers = [int(n) for n in _MARKER.findall(content)]
        if numbers and not _MARKER.sub("", content).strip():
            alone = [self.blocks_of(number) for number in numbers]
            if all(blocks is not None for blocks in alone):
                self.at += 2
                for blocks in alone:
                    yield from blocks or ()
                return
        inlines = self._line()
        if inlines:
            yield Paragraph(inlines)

    def _list(self, end: str) -> List:
        entries: list[tuple[Block, ...]] = []
        while self.tokens[self.at].type != end:
            self.at += 1
            entry = _nest(tuple(self._blocks(until="list_item_close")))
            if entry:
                entries.append(entry)
        self.at += 1
        return List(tuple(entries), ordered=end.startswith("ordered"))

    def _inlines(self, children: list[Token]) -> tuple[Inline, ...]:
        stack: list[list[Inline]] = [[]]
        links: list[str] = []
        for child in children:
            match child.type:
                case "text":
                    stack[-1].extend(self._words(child.content))
                case "softbreak":
                    stack[-1].append(Str(" "))
                case "hardbreak":
                    stack[-1].append(Str("\n"))
                case "code_inline":
                    stack[-1].extend(self._words(child.content))
                case "strong_open" | "em_open":
                    stack.append([])
                case "link_open":
                    links.append(str(child.attrGet("href") or ""))
                    stack.append([])
                case "strong_close":
                    stack[-2].append(Strong(tuple(stack.pop())))
                case "em_close":
                    stack[-2].append(Emphasis(tuple(stack.pop())))
                case "link_close":
                    stack[-2].append(Link(tuple(stack.pop()), links.pop()))
        return tuple(stack[0])

    def _words(self, text: str) -> Iterator[Inline]:
        for index, part in enumerate(_MARKER.split(text)):
            if index % 2:
                yield from self._value(int(part))
            elif part:
                yield Str(part)

    def _value(self, number: int) -> tuple[Inline, ...]:
        if self.blocks_of(number) is not None:
            raise ValueError(
                "a table, list or other block must stand on a line of its own, with empty lines around it"
            )
        return self.inlines_of(number)


class _Heading:
    """A heading on its way to becoming a section."""

    def __init__(self, level: int, title: tuple[Inline, ...]) -> None:
        self.level = level
        self.title = title


def _nest(flat: tuple[Block | _Heading, ...]) -> tuple[Block, ...]:
    """Blocks with headings → blocks with sections, whatever levels the headings jump."""
    done: list[Block] = []
    at = 0
    while at < len(flat):
        entry = flat[at]
        at += 1
        if not isinstance(entry, _Heading):
            done.append(entry)
            continue
        end = at
        while end < len(flat) and not _closes(flat[end], entry.level):
            end += 1
        done.append(Section(entry.title, _nest(flat[at:end])))
        at = end
    return tuple(done)


def _closes(entry: Block | _Heading, level: int) -> bool:
    return isinstance(entry, _Heading) and entry.level <= level
