"""Bytes of a bibliography → its entries; the format shows in what the file holds."""

from __future__ import annotations

import codecs
import re

from policybrief.diagnostics import Diagnostic, Span
from policybrief.exchange.bibliography.bibtex import read_bibtex
from policybrief.exchange.bibliography.csl_json import read_csl_json
from policybrief.exchange.bibliography.entries import Bibliography, Format
from policybrief.exchange.bibliography.ris import read_ris

MAX_BYTES = 100_000_000

_READERS = {"csl-json": read_csl_json, "bibtex": read_bibtex, "ris": read_ris}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_bibliography(
    path: str, content: bytes, *, form: Format | None = None, encoding: str = ""
) -> tuple[Bibliography | None, tuple[Diagnostic, ...]]:
    """The entries of a file in CSL-JSON, BibTeX, BibLaTeX or RIS, or None and why it cannot be read.

    `form` and `encoding` are found out if they are not given: the text is in UTF-8, or begins with a byte
    order mark. Line ends may be of any kind.
    """
    text, fault = text_of(path, content, encoding=encoding)
    if fault:
        return None, (fault,)
    detected = form or format_of(text)
    if detected is None:
        message = "it is not in CSL-JSON, BibTeX or RIS"
        hint = "in Zotero, choose File, Export Library…, Format: CSL JSON, BibLaTeX or RIS"
        return None, (Diagnostic("unknown-format", message, Span(path, 1, 1), hint=hint),)
    try:
        return _READERS[detected](path, text), ()
    except ValueError as problem:
        message = f"it cannot be read as {detected}: {problem}"
        return None, (Diagnostic("unreadable-bibliography", message, Span(path, 1, 1)),)


def text_of(path: str, content: bytes, *, encoding: str = "") -> tuple[str, Diagnostic | None]:
    """The text of a file with newlines as line ends, or why it cannot be read."""
    if len(content) > MAX_BYTES:
        message = f"the file has {len(content) / 1e6:.0f} MB; at most {MAX_BYTES / 1e6:.0f} MB are read"
        return "", Diagnostic("file-too-large", message, Span(path, 1, 1), hint="export it in several parts")
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    try:
        text = content.decode(encoding or marked or "utf-8")
    except (UnicodeDecodeError, LookupError) as problem:
        start = problem.start if isinstance(problem, UnicodeDecodeError) else 0
        line = len(re.split(rb"\r\n|\r|\n", content[:start]))
        message = f"the file is not in {encoding or 'UTF-8'}, so its letters cannot be read"
        hint = "export it again with 'Character encoding: UTF-8', or give its encoding: --encoding cp1252"
        return "", Diagnostic("not-utf-8", message, Span(path, line, 1), hint=hint)
    return re.sub(r"\r\n?", "\n", text).removeprefix("\ufeff"), None


def format_of(text: str) -> Format | None:
    """The format that a text is in, by what it holds; None if it is none that is known."""
    if text.lstrip()[:1] in ("[", "{"):
        return "csl-json"
    first_tag = re.search(r"^TY  -", text, re.MULTILINE)
    first_block = re.search(r"^\s*@\w+\s*[{(]", text, re.MULTILINE)
    if first_tag and not (first_block and first_block.start() < first_tag.start()):
        return "ris"
    return "bibtex" if first_block else None
