"""Fields that every format of bibliography writes in its own way: address, language, kind of work."""

from __future__ import annotations

import re
from functools import lru_cache

from policybrief.exchange.bibliography.entries import Work
from policybrief.languages import every_language, named_tag

CSL_TYPES = frozenset((
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast",
    "chapter", "classic", "collection", "dataset", "document", "entry", "entry-dictionary",
    "entry-encyclopedia", "event", "figure", "graphic", "hearing", "interview", "legal_case", "legislation",
    "manuscript", "map", "motion_picture", "musical_score", "pamphlet", "paper-conference", "patent",
    "performance", "periodical", "personal_communication", "post", "post-weblog", "regulation", "report",
    "review", "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage",
))  # fmt: skip
"""The types of CSL 1.0.2, appendix III."""

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


def put_type(work: Work, csl_type: str) -> None:
    """Set the CSL type; of an unknown one `document`, and the type is listed."""
    if csl_type in CSL_TYPES:
        work.put("type", csl_type)
    else:
        work.put("type", "document")
        work.leave("type", csl_type, "it is not a CSL type; 'document' was used")


def put_address(work: Work, *, url: str = "", doi: str = "") -> None:
    """Set web address and DOI; what is no address is listed."""
    url, doi = url.strip(), doi.strip()
    if doi:
        if match := _DOI.fullmatch(doi):
            work.put("doi", match[1])
        else:
            work.leave("doi", doi, "it is not a DOI (10.1234/…)")
    if url:
        if re.fullmatch(r"(?:https?|ftp)://\S+", url):
            work.put("url", url)
        else:
            work.leave("url", url, "it is not a web address (https://…)")


def put_language(work: Work, words: str) -> None:
    """Set the language's code; what names none is listed."""
    words = words.strip()
    if not words:
        return
    if code := language_code(words):
        work.put("language", code)
    else:
        work.leave("language", words, "it is not a language; write its code: en, uk, fr")


@lru_cache(maxsize=256)
def language_code(words: str) -> str:
    """The code of a language: of `en_GB`, `english` and `ukrainian`; "" if it is none."""
    name = words.casefold()
    if name in _biblatex_languages():
        return _biblatex_languages()[name]
    if tag := named_tag(words):
        return tag
    return name if re.fullmatch(r"[a-z]{2,3}", name) else ""


@lru_cache(maxsize=1)
def _biblatex_languages() -> dict[str, str]:
    """Name of biblatex's `langid` that is no English name of a language → its tag."""
    pairs = (pair.split() for each in every_language() for pair in each.bibtex_names.split(", ") if pair)
    return {"brazilian": "pt-BR", **dict(pairs)}
