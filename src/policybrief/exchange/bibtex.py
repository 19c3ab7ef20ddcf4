"""BibTeX and BibLaTeX → the entries of a bibliography."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

from policybrief.exchange import issued
from policybrief.exchange.entries import Bibliography, Gathering, Work
from policybrief.exchange.fields import put_address, put_language, put_type
from policybrief.exchange.names import institution, person

if TYPE_CHECKING:
    from bibtexparser.model import Block, Entry

_TYPES = {
    "article": "article-journal", "book": "book", "mvbook": "book", "booklet": "pamphlet",
    "inbook": "chapter", "bookinbook": "chapter", "suppbook": "chapter", "incollection": "chapter",
    "suppcollection": "chapter", "collection": "book", "mvcollection": "book", "proceedings": "book",
    "mvproceedings": "book", "reference": "book", "mvreference": "book", "inreference": "entry",
    "inproceedings": "paper-conference", "conference": "paper-conference", "manual": "report",
    "techreport": "report", "report": "report", "phdthesis": "thesis", "mastersthesis": "thesis",
    "thesis": "thesis", "unpublished": "manuscript", "online": "webpage", "electronic": "webpage",
    "www": "webpage", "misc": "document", "dataset": "dataset", "software": "software",
    "legislation": "legislation", "legal": "legislation", "jurisdiction": "legal_case",
    "patent": "patent", "letter": "personal_communication", "movie": "motion_picture",
    "video": "motion_picture", "audio": "song", "music": "song", "standard": "standard",
    "image": "graphic", "artwork": "graphic", "periodical": "periodical",
    "suppperiodical": "article-journal", "review": "review", "performance": "performance",
    "commentary": "document", "newspaper": "article-newspaper",
}  # fmt: skip
_SUBTYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper"}
_GENRES = {
    "phdthesis": "PhD thesis",
    "mastersthesis": "Master’s thesis",
    "mathesis": "Master’s thesis",
    "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
    "software": "",
    "datacd": "",
    "audiocd": "",
}
"""Words of biblatex for kinds of work, which it prints in the language of the paper."""
_PLAIN = (
    ("container_title", ("journaltitle", "journal", "booktitle")),
    ("publisher", ("publisher", "institution", "school", "organization")),
    ("genre", ("type",)),
    ("volume", ("volume",)),
    ("isbn", ("isbn",)),
)
_LATEX = ("\\", "{", "}", "~", "%", "&", "``", "''", "--")
_THESES = ("phdthesis", "mastersthesis")
_ARTICLES = ("article", "suppperiodical", "periodical", "review")


def read_bibtex(path: str, text: str) -> Bibliography:
    """The entries of a text in BibTeX or BibLaTeX; broken ones are listed with their line.

    Raises:
        ValueError: there is no entry in it, whole or broken.
    """
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares import RemoveEnclosingMiddleware, ResolveStringReferencesMiddleware
    from bibtexparser.model import DuplicateBlockKeyBlock, Entry, ParsingFailedBlock

    stack = [ResolveStringReferencesMiddleware(True), RemoveEnclosingMiddleware(True)]
    gathering = Gathering(path)
    with _quiet():
        library = parse_string(text, parse_stack=stack)
    others = {entry.key.strip(): _fields(entry) for entry in library.entries}
    for block in library.blocks:
        line = (block.start_line or 0) + 1
        match block:
            case DuplicateBlockKeyBlock():
                first = (block.previous_block.start_line or 0) + 1
                reason = f"the key is there twice; taken was the one of line {first}"
                gathering.refuse(line, str(block.key), reason)
            case ParsingFailedBlock():
                gathering.refuse(line, _key_of(block), _why(block))
            case Entry() if block.entry_type.lower() != "xdata":  # fields for others, no work
                work = gathering.work(block.key.strip(), line)
                _read(_inherited(_fields(block), others, work), block.entry_type.lower(), work, gathering)
    if not library.entries and not library.failed_blocks:
        raise ValueError("no entry begins in it: @article{ … } is expected")
    return gathering.done("bibtex")


class _quiet:
    """While the parser works, what it logs is not shown: it is listed."""

    def __enter__(self) -> None:
        logging.getLogger("bibtexparser").disabled = True
        self.level = logging.root.manager.disable
        logging.disable(logging.ERROR)

    def __exit__(self, *_: object) -> None:
        logging.disable(self.level)


_NOT_INHERITED = frozenset(
    {"title", "subtitle", "author", "doi", "url", "abstract", "keywords", "file", "note"}
)


def _fields(entry: Entry) -> dict[str, str]:
    found: dict[str, str] = {}
    for f in entry.fields:
        found.setdefault(f.key.lower(), str(f.value))
    return found


def _inherited(given: dict[str, str], others: dict[str, dict[str, str]], work: Work) -> dict[str, str]:
    """The fields of an entry with those of others: `xdata` gives all that it has, `crossref` what is lacking.

    The title of the whole is the book title of its part (biblatex manual, appendix B).
    """
    for name in (name.strip() for name in given.pop("xdata", "").split(",")):
        given = others.get(name, {}) | given
    parent = given.pop("crossref", "").strip()
    if parent and parent not in others:
        work.leave("crossref", parent, "no entry has that key, so what it gives to this one is lacking")
    whole = others.get(parent, {})
    above = {name: value for name, value in whole.items() if name not in _NOT_INHERITED}
    above |= {"booktitle": whole["title"]} if "title" in whole else {}
    return above | given


def _key_of(block: Block) -> str:
    match = re.match(r"@\w+\s*[{(]\s*([^\s,{}]+)\s*,", block.raw or "")
    return match[1] if match else ""


def _why(block: Any) -> str:
    from bibtexparser.model import DuplicateFieldKeyBlock

    if isinstance(block, DuplicateFieldKeyBlock):
        return f"it has two fields called {', '.join(sorted(block.duplicate_keys))}; take one out"
    reason = " ".join(str(getattr(block.error, "abort_reason", block.error)).split())
    return f"it cannot be read: {reason[:1].lower()}{reason[1:]}".rstrip(".")


def _read(given: dict[str, str], kind: str, work: Work, gathering: Gathering) -> None:
    put_type(work, _type(given, kind))
    title, subtitle = _words(given.pop("title", "")), _words(given.pop("subtitle", ""))
    work.put(
        "title", f"{title}{'' if title.endswith(('?', '!', ':')) else ':'} {subtitle}" if subtitle else title
    )
    for field, names in _PLAIN:
        work.put(field, _words(next((given.pop(name) for name in names if given.get(name)), "")))
    genre = str(work.fields.pop("genre", ""))
    work.put("genre", _GENRES.get(genre, genre) or (_GENRES.get(kind, "") if kind in _THESES else ""))
    if kind in _ARTICLES:
        work.put("issue", _words(given.pop("number", "") or given.pop("issue", "")))
    _put_authors(work, given.pop("author", ""))
    _put_issued(work, given)
    if "url" not in given and "http" in given.get("howpublished", ""):
        given["url"] = given.pop("howpublished")
    put_address(work, url=_bare(given.pop("url", "")), doi=_bare(given.pop("doi", "")))
    put_language(work, _words(given.pop("langid", "") or given.pop("language", "")))
    work.leave_all((name, _words(value)) for name, value in given.items())
    gathering.add(work)


def _type(given: dict[str, str], kind: str) -> str:
    subtype = given.get("entrysubtype", "").strip().lower()
    if kind == "article" and subtype in _SUBTYPES:
        del given["entrysubtype"]
        return _SUBTYPES[subtype]
    return _TYPES.get(kind, kind)


def _put_authors(work: Work, names: str) -> None:
    from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

    found = []
    for name in split_multiple_persons_names(" ".join(names.split())) if names.strip() else ():
        if name == "others":
            work.leave("author", "and others", "not all authors are named in the bibliography")
        elif _in_braces(name):
            found.append(institution(_words(name)))
        else:
            parts = parse_single_name_into_parts(name, strict=False)
            family = _words(" ".join([*parts.von, *parts.last]))
            found.append(
                person(family=family, given=_words(" ".join(parts.first)), suffix=_words(" ".join(parts.jr)))
            )
    work.put("author", tuple(filter(None, found)))


def _in_braces(name: str) -> bool:
    """True if one pair of braces holds the whole name: a body."""
    if not (name.startswith("{") and name.endswith("}")):
        return False
    depth = 0
    for place, letter in enumerate(name):
        depth += (letter == "{") - (letter == "}")
        if not depth and place < len(name) - 1:
            return False
    return True


def _put_issued(work: Work, given: dict[str, str]) -> None:
    """BibLaTeX has `date`, BibTeX `year` and `month`, which may hold the day (`aug # {~5}`)."""
    whole, year = _words(given.pop("date", "")), _words(given.pop("year", ""))
    months = _words(given.pop("month", "").replace("#", " ").replace('"', " "))
    if not (whole or year or months):
        return
    try:
        if whole:
            work.put("issued", issued.stated(whole))
        elif months:
            work.put("issued", _with_month(year, months))
        else:
            work.put("issued", issued.stated(year))
    except ValueError as fault:
        work.leave("issued", whole or f"{months} {year}".strip(), str(fault))


def _with_month(year: str, months: str) -> str:
    words = months.replace(",", " ").replace(".", " ").split()
    number = next((found for word in words if not word.isdigit() and (found := issued.month(word))), "")
    digits = [word for word in words if word.isdigit()]
    if not number and digits:
        number = digits.pop(0)
    if not number or len(words) > 2 or not year.strip("{} ").isdigit():
        raise ValueError("it is no date that a calendar has")
    return issued.dated([year.strip("{} "), number, *digits])


def _bare(text: str) -> str:
    r"""An address, which LaTeX may have made to write `\_` and `\%`."""
    text = re.sub(r"\\url\{(.*)\}", r"\1", text.strip()).strip("{}")
    return re.sub(r"\\([_%&#~$])", r"\1", text)


def _words(text: str) -> str:
    """The text that LaTeX would set."""
    if not any(sign in text for sign in _LATEX):
        return text
    from pylatexenc.latex2text import LatexNodes2Text

    text = re.sub(r"(?<!\\)([%&])", r"\\\1", text)
    with _quiet():
        reader = LatexNodes2Text(math_mode="verbatim", strict_latex_spaces="macros")
        words = reader.latex_to_text(text, tolerant_parsing=True)
    return " ".join(str(words).replace("\xa0", " ").split())
