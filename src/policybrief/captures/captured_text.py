"""The bytes of a copy → its text, page by page: plain text, web pages, Word, PDF. Nothing in it is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from policybrief.pdf_text import pages_of

MOST_BYTES = 50_000_000
MOST_CHARACTERS = 5_000_000
"""What is read of a copy at most; more is no source that a paper cites by its paragraph."""


class Unreadable(Exception):
    """A copy whose text cannot be read: with a sentence for people."""


@dataclass(frozen=True, slots=True)
class CapturedText:
    """The text of a copy: one string a page, or one in all where there are no pages."""

    media: str
    pages: tuple[str, ...]
    paged: bool = False

    @property
    def text(self) -> str:
        return "\n\n".join(self.pages)


def read_capture(content: bytes) -> CapturedText:
    """The text of a copy, by what it is and not by its name.

    Raises:
        Unreadable: it is too large, damaged, locked, or of a kind that has no text.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(f"it has more than {MOST_BYTES // 1_000_000} MB")
    if b"%PDF-" in content[:1024]:
        return CapturedText("application/pdf", tuple(_limited(_pdf(content))), paged=True)
    if content[:4] == b"PK\x03\x04":
        return CapturedText(_WORD, (_word(content),))
    text = _decoded(content)
    if re.match(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|\?xml)", text[:4000], re.I | re.S):
        return CapturedText("text/html", (_web_page(text),))
    return CapturedText("text/plain", (text[:MOST_CHARACTERS],))


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _pdf(content: bytes) -> Iterator[str]:
    try:
        yield from pages_of(content)
    except ValueError as fault:
        raise Unreadable(f"the PDF cannot be read ({fault})") from None


def _limited(pages: Iterator[str]) -> Iterator[str]:
    left = MOST_CHARACTERS
    for page in pages:
        yield page[:left]
        left -= len(page)
        if left <= 0:
            return


def _word(content: bytes) -> str:
    from policybrief.ooxml.limits import RefusedFileError
    from policybrief.ooxml.package import open_word_file
    from policybrief.ooxml.xml import W, parse_xml

    try:
        file = open_word_file(content)
        root = parse_xml(file.archive.read(file.main), part=file.main, limits=file.limits)
    except RefusedFileError as refused:
        raise Unreadable(f"the file {refused}") from None
    paragraphs = ("".join(text.text or "" for text in p.iter(f"{W}t")) for p in root.iter(f"{W}p"))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)[:MOST_CHARACTERS]


def _decoded(content: bytes) -> str:
    """Text in UTF-8 or UTF-16 with its mark, else in the Western encoding that old files have.

    Raises:
        Unreadable: it is no text.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if b"\0" in content[:4096]:
        raise Unreadable("it is not text, a web page, a Word file or a PDF")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


class _PageReader(HTMLParser):
    """Gathers what a reader of a web page sees."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in _HIDDEN
        if tag in _BREAKS:
            self.pieces.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in _HIDDEN and self.hidden > 0
        if tag in _BREAKS:
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(data)


_HIDDEN = frozenset({"script", "style", "template", "noscript", "svg", "head"})
_BREAKS = frozenset(
    [
        *("p", "div", "li", "ul", "ol", "br", "tr", "td", "th", "table", "blockquote", "section"),
        *("article", "h1", "h2", "h3", "h4", "h5", "h6", "header", "footer", "nav", "main"),
    ]
)


def _web_page(text: str) -> str:
    reader = _PageReader()
    reader.feed(text[:MOST_BYTES])
    reader.close()
    paragraphs = (" ".join(part.split()) for part in "".join(reader.pieces).split("\n\n"))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)[:MOST_CHARACTERS]
