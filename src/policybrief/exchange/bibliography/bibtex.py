"""BibTeX and BibLaTeX → the entries of a bibliography."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from policybrief.exchange.bibliography import dates as issued
from policybrief.exchange.bibliography.bibtex_names import authors_in, unread_parts
from policybrief.exchange.bibliography.bibtex_values import resolved_texts, unknown_names, value_of_field
from policybrief.exchange.bibliography.entries import Bibliography, Gathering, Work
from policybrief.exchange.bibliography.fields import put_address, put_language, put_type
from policybrief.exchange.bibliography.latex import text_of_latex, without_log
from policybrief.exchange.libraries import require_libraries

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
_THESES = ("phdthesis", "mastersthesis")
_ARTICLES = ("article", "suppperiodical", "periodical", "review")


def read_bibtex(path: str, text: str) -> Bibliography:
    """The entries of a text in BibTeX or BibLaTeX; broken ones are listed with their line.

    Raises:
        ValueError: there is no entry in it, whole or broken.
        Refusal: bibtexparser or pylatexenc is not installed.
    """
    require_libraries("bibtexparser", "pylatexenc", subject="BibTeX")
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import DuplicateBlockKeyBlock, Entry, ParsingFailedBlock

    gathering = Gathering(path)
    with without_log():
        library = parse_string(text, parse_stack=[])
    texts = resolved_texts({string.key: str(string.value) for string in library.strings})
    others = {entry.key.strip(): _fields(entry, texts) for entry in library.entries}
    for block in library.blocks:
        line = (block.start_line or 0) + 1
        match block:
            case DuplicateBlockKeyBlock():
                first = (block.previous_block.start_line or 0) + 1
                reason = f"the key appears twice; the entry in line {first} was used"
                gathering.refuse(line, str(block.key), reason)
            case ParsingFailedBlock():
                gathering.refuse(line, _key_of(block), _why(block))
            case Entry() if block.entry_type.lower() != "xdata":  # fields for others, no work
                work = gathering.work(block.key.strip(), line)
                _leave_unknown_names(block, texts, work)
                fields = _inherited(_fields(block, texts), others, work)
                _read(fields, block.entry_type.lower(), work, gathering)
    if not library.entries and not library.failed_blocks:
        raise ValueError("it has no entries such as @article{ … }")
    return gathering.bibliography("bibtex")


_NOT_INHERITED = frozenset(
    {"title", "subtitle", "author", "doi", "url", "abstract", "keywords", "file", "note"}
)


def _fields(entry: Entry, texts: Mapping[str, str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for f in entry.fields:
        values.setdefault(f.key.lower(), value_of_field(str(f.value), texts))
    return values


def _leave_unknown_names(entry: Entry, texts: Mapping[str, str], work: Work) -> None:
    """List names of texts that no `@string` gives, but for those of months, which are dates."""
    for f in entry.fields:
        for name in unknown_names(str(f.value), texts):
            if not (f.key.lower() == "month" and issued.month(name)):
                work.leave(f.key.lower(), name, "no @string has that name; it was used unchanged")


def _inherited(fields: dict[str, str], others: dict[str, dict[str, str]], work: Work) -> dict[str, str]:
    """The fields of an entry with those of others: `xdata` gives all that it has, `crossref` what is lacking.

    The title of the whole is the book title of its part (biblatex manual, appendix B).
    """
    for name in (name.strip() for name in fields.pop("xdata", "").split(",")):
        fields = others.get(name, {}) | fields
    parent = fields.pop("crossref", "").strip()
    if parent and parent not in others:
        work.leave("crossref", parent, "no entry has that key, so its fields are missing from this one")
    parent_fields = others.get(parent, {})
    above = {name: value for name, value in parent_fields.items() if name not in _NOT_INHERITED}
    above |= {"booktitle": parent_fields["title"]} if "title" in parent_fields else {}
    return above | fields


def _key_of(block: Block) -> str:
    match = re.match(r"@\w+\s*[{(]\s*([^\s,{}]+)\s*,", block.raw or "")
    return match[1] if match else ""


def _why(block: Any) -> str:
    from bibtexparser.model import DuplicateFieldKeyBlock

    if isinstance(block, DuplicateFieldKeyBlock):
        return f"it has two fields called {', '.join(sorted(block.duplicate_keys))}; delete one"
    reason = " ".join(str(getattr(block.error, "abort_reason", block.error)).split())
    return f"it cannot be read: {reason[:1].lower()}{reason[1:]}".rstrip(".")


def _read(fields: dict[str, str], kind: str, work: Work, gathering: Gathering) -> None:
    put_type(work, _type(fields, kind))
    _put_title(work, fields)
    for field, names in _PLAIN:
        name = next((name for name in names if fields.get(name)), "")
        work.put(field, _words(work, name, fields.pop(name, "")))
    genre = str(work.fields.pop("genre", ""))
    work.put("genre", _GENRES.get(genre, genre) or (_GENRES.get(kind, "") if kind in _THESES else ""))
    if kind in _ARTICLES:
        work.put("issue", _words(work, "number", fields.pop("number", "") or fields.pop("issue", "")))
    _put_authors(work, fields.pop("author", ""))
    _put_issued(work, fields)
    if "url" not in fields and "http" in fields.get("howpublished", ""):
        fields["url"] = fields.pop("howpublished")
    put_address(work, url=_bare(fields.pop("url", "")), doi=_bare(fields.pop("doi", "")))
    put_language(work, _words(work, "langid", fields.pop("langid", "") or fields.pop("language", "")))
    work.leave_all((name, text_of_latex(value).words) for name, value in fields.items())
    gathering.add(work)


def _put_title(work: Work, fields: dict[str, str]) -> None:
    """Title and subtitle, with a colon between them unless the title ends in a sign."""
    title, subtitle = (_words(work, name, fields.pop(name, "")) for name in ("title", "subtitle"))
    colon = "" if title.endswith(("?", "!", ":")) else ":"
    work.put("title", f"{title}{colon} {subtitle}" if subtitle else title)


def _type(fields: dict[str, str], kind: str) -> str:
    subtype = fields.get("entrysubtype", "").strip().lower()
    if kind == "article" and subtype in _SUBTYPES:
        del fields["entrysubtype"]
        return _SUBTYPES[subtype]
    return _TYPES.get(kind, kind)


def _put_authors(work: Work, names: str) -> None:
    for name in re.split(r"\s+and\s+", names):
        if name.strip() == "others":
            work.leave("author", "and others", "not all authors are named in the bibliography")
        for part in unread_parts(name):
            work.leave("author", part, "it is not a known part of a name")
    text = text_of_latex(names)
    if text.unread:
        work.leave("author", ", ".join(text.unread), _UNREAD)
    work.put("author", tuple(authors_in(names)))


def _put_issued(work: Work, fields: dict[str, str]) -> None:
    """BibLaTeX has `date`, BibTeX `year` and `month`, which may hold the day (`aug # {~5}`)."""
    parent_fields, year = _date(fields.pop("date", "")), _date(fields.pop("year", ""))
    months = text_of_latex(fields.pop("month", "")).words
    if not (parent_fields or year or months):
        return
    try:
        if parent_fields:
            work.put("issued", issued.stated(parent_fields))
        elif months:
            work.put("issued", _with_month(year, months))
        else:
            work.put("issued", issued.stated(year))
    except ValueError as fault:
        work.leave("issued", parent_fields or f"{months} {year}".strip(), str(fault))


def _with_month(year: str, months: str) -> str:
    words = months.replace(",", " ").replace(".", " ").split()
    number = next((values for word in words if not word.isdigit() and (values := issued.month(word))), "")
    digits = [word for word in words if word.isdigit()]
    if not number and digits:
        number = digits.pop(0)
    if not number or len(words) > 2 or not year.strip("{} ").isdigit():
        raise ValueError("it is not a valid date")
    return issued.dated([year.strip("{} "), number, *digits])


def _bare(text: str) -> str:
    r"""An address, which LaTeX may have made to write `\_` and `\%`."""
    text = re.sub(r"\\url\{(.*)\}", r"\1", text.strip()).strip("{}")
    return re.sub(r"\\([_%&#~$])", r"\1", text)


def _date(text: str) -> str:
    """A date, whose `~` means about and is no space; LaTeX in it is read where there is any."""
    text = text.replace(r"\textasciitilde", "~").replace("{}", "").strip("{} ")
    return text if "\\" not in text else text_of_latex(text).words


_UNREAD = "this LaTeX has no text equivalent; it was kept as written"


def _words(work: Work, field: str, latex: str) -> str:
    """The text that LaTeX would set; commands that have none are listed."""
    text = text_of_latex(latex)
    if text.unread:
        work.leave(field, ", ".join(text.unread), _UNREAD)
    return text.words
