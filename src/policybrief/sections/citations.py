"""Source records → entries of a source list in a CSL style (Citation Style Language 1.0.2)."""

from __future__ import annotations

import io
import re
import warnings
from functools import lru_cache
from typing import Any

from citeproc import (
    LANGUAGE_NAMES,
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
)
from citeproc.source.json import CiteProcJSON

from policybrief.document import Emphasis, Inline, Link, Str
from policybrief.languages import base_language, language_of, locale_of, no_break
from policybrief.records import Source
from policybrief.sections.csl_items import csl_item

_ON, _OFF = "\ue010", "\ue011"
_END = "\x03"
"""Ends a text of ours while a style puts its signs behind it; sorts before all letters."""
_CLOSING = rf"(?:[”’»“\"'{_OFF}]|\s»)*"
_TWO_SIGNS = re.compile(rf"([.!?…。！？]{_CLOSING}){_END}({_CLOSING})\.")
_TWO_STOPS = re.compile(rf"(?<!\.)\.\.(?=[\s”’»“\"'{_OFF}]|$)")
_URL = re.compile(r"https?://[^\s]+[^\s.,;]")


_TEXTS = ("title", "container-title", "publisher", "genre")


class _Marked(str):
    """Text between private-use characters, which become an `Emphasis`."""

    def __new__(cls, text: str) -> _Marked:
        return super().__new__(cls, f"{_ON}{text}{_OFF}")


class _Plain(str):
    """Text as it is: of all that CSL can ask for, only italics carry meaning here."""

    def __new__(cls, text: str) -> _Plain:
        return super().__new__(cls, text)


class _Formatter:
    """What citeproc-py asks of an output format."""

    Italic = Oblique = _Marked
    Bold = Light = Underline = Superscript = Subscript = SmallCaps = _Plain

    @staticmethod
    def preformat(text: str) -> str:
        return str(text).replace(_ON, "").replace(_OFF, "")


def source_entries(
    sources: tuple[Source, ...], *, style: str, language: str
) -> tuple[tuple[str, tuple[Inline, ...]], ...]:
    """(source id, entry) pairs, each entry in the CSL style whose XML is `style`.

    Raises:
        ValueError: `style` is no CSL style.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc-py warns of each variable that it does not know
        parsed = _style(style, citation_locale(language))
        references = CiteProcJSON([_variables(source, language) for source in sources])
        bibliography = CitationStylesBibliography(parsed, references, _Formatter)
        for source in sources:
            bibliography.register(Citation([CitationItem(source.id)]))
        entries = [str(entry) for entry in bibliography.bibliography()]
        keys = list(bibliography.keys)
    ended = [_with_one_sign(entry) for entry in entries]
    return tuple((key, _inlines(no_break(entry, language))) for key, entry in zip(keys, ended, strict=True))


def _with_one_sign(entry: str) -> str:
    """An entry without the full stops that its style puts behind texts which end in a sign."""
    return _TWO_STOPS.sub(".", _TWO_SIGNS.sub(r"\1\2", entry).replace(_END, ""))


@lru_cache(maxsize=16)
def citation_locale(language: str) -> str:
    """The nearest locale of CSL; British English where CSL has no words in the language."""
    from babel.core import get_global

    code, locale = base_language(language), locale_of(language)
    likely = str(get_global("likely_subtags").get(str(locale), locale)).split("_")
    usual = language_of(language).region
    parts = {locale.territory or usual or likely[-1], locale.script, *likely[1:2]}
    names = (name for name in LANGUAGE_NAMES if base_language(name) == code)
    return str(
        max(names, key=lambda n: (len(parts & {*n.split("-")[1:]}), n == f"{code}-{usual}"), default="en-GB")
    )


@lru_cache(maxsize=16)
def _style(text: str, locale: str) -> Any:
    try:
        return CitationStylesStyle(io.BytesIO(text.encode()), validate=False, locale=locale)
    except Exception as fault:  # citeproc-py lets every kind of lxml and attribute error through
        raise ValueError(f"not a CSL style: {fault}") from fault


def _variables(source: Source, language: str) -> dict[str, Any]:
    """The source as CSL-JSON; an inexact date is left to the list, which says that it is ours."""
    item = csl_item(source, language=language)
    item |= {name: f"{item[name]}{_END}" for name in _TEXTS if name in item}
    if source.issued and not source.issued.exact:
        del item["issued"]
    return item


def _inlines(entry: str) -> tuple[Inline, ...]:
    """An entry with its marks of emphasis and its addresses as inlines."""
    inlines: list[Inline] = []
    for index, part in enumerate(re.split(f"[{_ON}{_OFF}]", entry)):
        if index % 2:
            inlines.append(Emphasis((Str(part),)))
        else:
            inlines.extend(_linked(part))
    return tuple(inlines)


def _linked(text: str) -> list[Inline]:
    inlines: list[Inline] = []
    at = 0
    for match in _URL.finditer(text):
        inlines.extend((Str(text[at : match.start()]), Link((Str(match[0]),), match[0])))
        at = match.end()
    inlines.append(Str(text[at:]))
    return [inline for inline in inlines if inline != Str("")]
