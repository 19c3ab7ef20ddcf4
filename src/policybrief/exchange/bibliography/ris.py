"""RIS (Research Information Systems, 2001, and as Zotero writes it) → the entries of a bibliography.

It is read here and not by a library: an entry without an end, a second title and a line that belongs nowhere
must be listed with their line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from policybrief.exchange.bibliography import dates as issued
from policybrief.exchange.bibliography.entries import Bibliography, Gathering, Work, institution
from policybrief.exchange.bibliography.fields import put_address, put_language, put_type

_TAG = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*)|\s*)")
_TYPES = {
    "ABST": "article-journal", "BILL": "bill", "BLOG": "post-weblog", "BOOK": "book", "CASE": "legal_case",
    "CHAP": "chapter", "COMP": "software", "CONF": "paper-conference", "CPAPER": "paper-conference",
    "DATA": "dataset", "DBASE": "dataset", "DICT": "entry-dictionary", "EBOOK": "book", "ECHAP": "chapter",
    "EDBOOK": "book", "EJOUR": "article-journal", "ELEC": "webpage", "ENCYC": "entry-encyclopedia",
    "FIGURE": "figure", "GEN": "document", "GOVDOC": "report", "HEAR": "hearing", "ICOMM": "post",
    "INPR": "article-journal", "JFULL": "periodical", "JOUR": "article-journal", "LEGAL": "regulation",
    "MANSCPT": "manuscript", "MAP": "map", "MGZN": "article-magazine", "MPCT": "motion_picture",
    "MUSIC": "musical_score", "NEWS": "article-newspaper", "PAMP": "pamphlet", "PAT": "patent",
    "PCOMM": "personal_communication", "RPRT": "report", "SER": "periodical", "SLIDE": "speech",
    "SOUND": "song", "STAND": "standard", "STAT": "legislation", "THES": "thesis", "UNPB": "manuscript",
    "UNPD": "manuscript", "VIDEO": "motion_picture", "WEB": "webpage", "ART": "graphic", "ADVS": "broadcast",
    "ANCIENT": "classic", "AGGR": "dataset", "PRESS": "article-newspaper", "MULTI": "webpage",
}  # fmt: skip
_BOOKS = ("book", "chapter", "report", "thesis", "paper-conference")
_PARTS = (
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "chapter",
    "paper-conference",
    "post-weblog",
    "webpage",
    "entry-dictionary",
    "entry-encyclopedia",
    "broadcast",
    "post",
)


@dataclass(slots=True)
class _Tags:
    """The lines of one entry: (tag, value) in their order."""

    line: int
    pairs: list[tuple[str, str]] = field(default_factory=list)
    ended: bool = False

    def take(self, *tags: str) -> str:
        """The first value of the first of these tags that there is; it is then taken away."""
        for tag in tags:
            for number, (name, value) in enumerate(self.pairs):
                if name == tag and value.strip():
                    del self.pairs[number]
                    return value
        return ""

    def take_all(self, *tags: str) -> list[str]:
        """All values of these tags, taken away."""
        values = [value for name, value in self.pairs if name in tags and value.strip()]
        self.pairs = [pair for pair in self.pairs if pair[0] not in tags]
        return values


def read_ris(path: str, text: str) -> Bibliography:
    """The entries of a text in RIS.

    Raises:
        ValueError: no entry begins in it (`TY  - `).
    """
    gathering = Gathering(path)
    values = [*_entries(text, gathering)]
    if not values:
        raise ValueError("it has no entries beginning with a line TY -")
    for tags in values:
        _read(tags, gathering)
    return gathering.bibliography("ris")


def _entries(text: str, gathering: Gathering) -> Iterator[_Tags]:
    """The entries; a line without a tag goes on with the value above."""
    current: _Tags | None = None
    for number, line in enumerate(text.split("\n"), 1):
        match = _TAG.fullmatch(line.rstrip())
        if match and match[1] == "TY":
            if current:
                yield current
            current = _Tags(number)
        if match and match[1] == "ER":
            if current:
                current.ended = True
                yield current
            current = None
        elif match and current:
            current.pairs.append((match[1], match[2] or ""))
        elif line.strip() and current and current.pairs:
            tag, value = current.pairs[-1]
            current.pairs[-1] = (tag, f"{value} {line.strip()}")
        elif line.strip():
            gathering.refuse(number, "", "the line does not belong to an entry", value=line.strip()[:80])
    if current:
        yield current


def _read(tags: _Tags, gathering: Gathering) -> None:
    kind = tags.take("TY").strip().upper()
    work = gathering.work(tags.take("ID").strip(), tags.line)
    work.put("title", tags.take("TI", "T1", "CT") or (tags.take("BT") if kind == "BOOK" else ""))
    put_type(work, _TYPES.get(kind, kind))
    csl = str(work.fields["type"])
    work.put("author", tuple(_name(name) for name in tags.take_all("AU", "A1")))
    if csl in _PARTS:
        work.put("container_title", tags.take("T2", "JO", "JF", "BT", "J2", "JA"))
    work.put("publisher", tags.take("PB"))
    work.put("volume", tags.take("VL"))
    work.put("issue", tags.take("IS"))
    if csl in _BOOKS:
        work.put("isbn", tags.take("SN"))
    if csl in ("thesis", "report", "manuscript"):
        work.put("genre", tags.take("M3"))
    _put_issued(work, tags)
    put_address(work, url=tags.take("UR"), doi=tags.take("DO"))
    put_language(work, tags.take("LA"))
    work.leave_all(tags.pairs)
    if not tags.ended:
        work.leave("ER", "the line ER  -", "the entry has no end; it was read up to the next one")
    gathering.add(work)


def _name(name: str) -> str:
    """`Family, Given, Suffix`, as records have it; without a comma it is a body."""
    parts = [part for part in (part.strip() for part in name.split(",")) if part]
    return ", ".join(parts) if len(parts) > 1 else institution(parts[0] if parts else "")


def _put_issued(work: Work, tags: _Tags) -> None:
    """`DA` is more exact than `PY` where it has a month; both are `year/month/day/other`."""
    dates = [(tag, value) for tag in ("DA", "PY", "Y1") for value in tags.take_all(tag)]
    faults: list[tuple[str, str, str]] = []
    for tag, value in dates:
        try:
            parts = [*(part.strip() for part in value.split("/")), "", "", ""]
            if len(parts) > 4 and parts[3]:
                faults.append((tag, value, f"'{parts[3]}' is not a year, month or day"))
            date = issued.dated(parts) if "/" in value else issued.stated(value)
        except ValueError as fault:
            faults.append((tag, value, str(fault)))
            continue
        work.put("issued", date)
    for tag, value, reason in faults:
        work.leave(tag, value, reason)
