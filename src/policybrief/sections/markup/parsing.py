"""Tokens of Markdown → blocks and inlines, with the places where values go left to the caller."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from markdown_it.token import Token

from policybrief.document import (
    Block,
    CrossReference,
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
from policybrief.sections.markup.refusals import MarkupFault
from policybrief.sections.markup.tokens import CLOSE, OPEN, read_markdown

_MARKER = re.compile(f"{OPEN}(\\d+){CLOSE}")


def parse_markdown(
    text: str,
    *,
    blocks_of: Callable[[int], tuple[Block, ...] | None],
    inlines_of: Callable[[int], tuple[Inline, ...]],
) -> tuple[Block, ...]:
    """The blocks of `text` (CommonMark 0.31, less what `refusals` names).

    `blocks_of` gives the blocks of a value, or None if it is a run of inlines; `inlines_of` gives those.
    Headings open sections: what follows a heading stands inside it, deeper headings nest. A heading with
    values below it that are all empty is left out with them, unless nothing else is there.

    Raises:
        MarkupFault: a section cannot hold it, or a value made of blocks is in a sentence.
    """
    markdown = read_markdown(text)
    if markdown.refused:
        first = markdown.refused[0]
        before = _MARKER.findall(text[: first.offset])
        raise MarkupFault(first.message, hint=first.hint, number=int(before[-1]) if before else None)
    return _Reader(markdown.tokens, blocks_of, inlines_of).read()


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
        flat = tuple(self._blocks(until=""))
        headings = (Section(entry.title, ()) for entry in flat if isinstance(entry, _Heading))
        return _filled(_nest(flat)) or tuple(headings)[:1]

    def _blocks(self, *, until: str) -> Iterator[_Entry]:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == until:
                return
            yield from self._block(token)

    def _block(self, token: Token) -> Iterator[_Entry]:
        match token.type:
            case "heading_open":
                yield _Heading(int(token.tag[1]), self._line())
            case "paragraph_open":
                yield from self._paragraph()
            case "bullet_list_open" | "ordered_list_open":
                yield self._list(token)
            case "blockquote_open":
                blocks = _filled(_nest(tuple(self._blocks(until="blockquote_close"))))
                yield Quote(blocks) if blocks else _EMPTY
            case _:
                raise MarkupFault(f"a section cannot contain this Markdown: {token.type.replace('_', ' ')}")

    def _line(self) -> tuple[Inline, ...]:
        inlines = self._inlines(self.tokens[self.at].children or [])
        self.at += 2
        return inlines

    def _paragraph(self) -> Iterator[_Entry]:
        content = self.tokens[self.at].content
        numbers = [int(n) for n in _MARKER.findall(content)]
        if numbers and not _MARKER.sub("", content).strip():
            alone = [self.blocks_of(number) for number in numbers]
            if all(blocks is not None for blocks in alone):
                self.at += 2
                for blocks in alone:
                    yield from blocks or (_EMPTY,)
                return
        inlines = self._line()
        yield Paragraph(inlines) if inlines else _EMPTY

    def _list(self, token: Token) -> List | _Empty:
        end = token.type.replace("open", "close")
        entries: list[tuple[Block, ...]] = []
        while self.tokens[self.at].type != end:
            self.at += 1
            entry = _filled(_nest(tuple(self._blocks(until="list_item_close"))))
            if entry:
                entries.append(entry)
        self.at += 1
        if not entries:
            return _EMPTY
        ordered, start = end.startswith("ordered"), token.attrGet("start")
        return List(tuple(entries), ordered=ordered, start=1 if start is None else int(start))

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
                    stack[-2].append(_link(tuple(stack.pop()), links.pop()))
                case _:
                    raise MarkupFault(
                        f"a section cannot contain this Markdown: {child.type.replace('_', ' ')}"
                    )
        return tuple(stack[0])

    def _words(self, text: str) -> Iterator[Inline]:
        for index, part in enumerate(_MARKER.split(text)):
            if index % 2:
                yield from self._value(int(part))
            elif part:
                yield Str(part)

    def _value(self, number: int) -> tuple[Inline, ...]:
        if self.blocks_of(number) is not None:
            message = "a table, list or other block must be on a separate line, with empty lines around it"
            raise MarkupFault(message, number=number)
        return self.inlines_of(number)


class _Heading:
    """A heading on its way to becoming a section."""

    def __init__(self, level: int, title: tuple[Inline, ...]) -> None:
        self.level = level
        self.title = title


class _Empty:
    """The place of a value that has nothing to print."""


_EMPTY = _Empty()
_Entry = Block | _Heading | _Empty


def _link(content: tuple[Inline, ...], address: str) -> Inline:
    """A link out of the paper, or within it: `#sources` leads to the section of that name."""
    if address.startswith("#"):
        return CrossReference(content, unquote(address[1:]))
    return Link(content, address)


def _nest(flat: tuple[_Entry, ...]) -> tuple[Block | _Empty, ...]:
    """Blocks with headings → blocks with sections, whatever levels the headings jump."""
    nested: list[Block | _Empty] = []
    at = 0
    while at < len(flat):
        entry = flat[at]
        at += 1
        if not isinstance(entry, _Heading):
            nested.append(entry)
            continue
        end = at
        while end < len(flat) and not _closes(flat[end], entry.level):
            end += 1
        below = _nest(flat[at:end])
        blocks = _filled(below)
        nested.append(_EMPTY if below and not blocks else Section(entry.title, blocks))
        at = end
    return tuple(nested)


def _filled(entries: tuple[Block | _Empty, ...]) -> tuple[Block, ...]:
    return tuple(entry for entry in entries if not isinstance(entry, _Empty))


def _closes(entry: _Entry, level: int) -> bool:
    return isinstance(entry, _Heading) and entry.level <= level
