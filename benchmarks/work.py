"""The work of every benchmark: papers of about ten pages, made up of common words, the same for each seed."""

from __future__ import annotations

import json
import random
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

NOUNS = [
    "bridge",
    "toll",
    "ferry",
    "harbour",
    "council",
    "tender",
    "subsidy",
    "timetable",
    "forecast",
    "audit",
    "permit",
    "budget",
    "railway",
    "market",
    "resident",
    "driver",
    "union",
    "operator",
    "network",
    "threshold",
    "exemption",
    "survey",
    "option",
    "objection",
    "majority",
    "risk",
    "mitigation",
    "reserve",
    "loan",
    "guarantee",
    "delivery",
    "milestone",
    "contract",
    "inspector",
    "appeal",
    "coalition",
    "tariff",
    "café",
    "naïve",
    "façade",
    "Zürich",
    "Łódź",
    "Ångström",
]
VERBS = [
    "raises",
    "delays",
    "supports",
    "limits",
    "requires",
    "funds",
    "replaces",
    "follows",
    "exceeds",
    "reflects",
    "weakens",
    "covers",
]
KINDS = [
    "annual",
    "regional",
    "likely",
    "moderate",
    "expected",
    "fiscal",
    "long-term",
    "short-term",
    "public",
    "private",
    "durable",
    "net",
]
LINKS = ["while", "because", "although", "unless", "since", "whereas", "and", "but", "so", "yet"]
SECTIONS = ("Status quo", "Options", "Positions", "Risks", "Recommendations")
TINTS = ("#C6E0B4", "#E2EFDA", "#FFF2CC", "#F8CBAD", "#F4B084")


@dataclass(frozen=True)
class Block:
    """`kind` is heading, text, list or table; a table's first row is its head, its last field its colours."""

    kind: str
    text: str = ""
    lead: str = ""
    cites: int = 0
    """Number of the source cited at the end of a text, from 1; 0 for none."""
    entries: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    tints: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Paper:
    """A title block, five sections of three parts: 60 paragraphs, 3 lists, 5 tables, 40 citations."""

    title: str
    subtitle: str
    organisation: str
    date: str
    summary: str
    sections: tuple[tuple[str, tuple[Block, ...]], ...]
    sources: tuple[str, ...]


def paper(seed: int) -> Paper:
    """The paper of a seed."""
    return _Writer(seed).paper()


def words(papers: tuple[Paper, ...]) -> list[str]:
    """All words that a file of these papers must hold, letters and digits only, in no order."""
    said: list[str] = []
    for each in papers:
        said += [each.title, each.subtitle, each.organisation, each.summary, *each.sources]
        for title, blocks in each.sections:
            said.append(title)
            for block in blocks:
                said += [
                    block.text,
                    block.lead,
                    *block.entries,
                    *(cell for row in block.rows for cell in row),
                ]
    return tokens(" ".join(said))


def tokens(text: str) -> list[str]:
    """Runs of letters and digits."""
    return "".join(c if c.isalnum() else " " for c in text.replace("\u00ad", "")).split()


def write_json(papers: tuple[Paper, ...], path: Path) -> None:
    """The papers as JSON, for contenders that read a file."""
    path.write_text(json.dumps([asdict(p) for p in papers], ensure_ascii=False), encoding="utf-8")


def read_json(path: Path) -> tuple[Paper, ...]:
    """The papers that `write_json` wrote."""
    return tuple(_paper(fields) for fields in json.loads(path.read_text(encoding="utf-8")))


def _paper(fields: dict[str, Any]) -> Paper:
    def block(given: dict[str, Any]) -> Block:
        rows = {key: tuple(map(tuple, given[key])) for key in ("rows", "tints")}
        return Block(**given | rows | {"entries": tuple(given["entries"])})

    sections = tuple((title, tuple(block(b) for b in blocks)) for title, blocks in fields["sections"])
    return Paper(**fields | {"sections": sections, "sources": tuple(fields["sources"])})


class _Writer:
    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.cites = [*range(1, 26), *(self.chance.randint(1, 25) for _ in range(15))]
        self.chance.shuffle(self.cites)
        self.cited = set(self.chance.sample(range(60), 40))
        self.texts = 0

    def paper(self) -> Paper:
        sources = tuple(
            f"{self.title(1)}, {self.title(1)} ({self.chance.randint(2005, 2025)}). "
            f"{self.title(7)}. {self.title(2)}. "
            f"https://example.org/reports/{self.chance.randrange(10**6):06d}"
            for _ in range(25)
        )
        return Paper(
            self.title(6),
            self.sentence(10),
            "Office of Example Affairs",
            f"2025-{self.chance.randint(1, 12):02d}-{self.chance.randint(1, 28):02d}",
            self.prose(60),
            tuple((title, tuple(self.section(index))) for index, title in enumerate(SECTIONS)),
            sources,
        )

    def section(self, index: int) -> list[Block]:
        blocks: list[Block] = []
        for part in range(3):
            blocks.append(Block("heading", self.title(4)))
            blocks += [self.text() for _ in range(4)]
            if part == 1:
                blocks.append(self.table(index))
            if part == 2 and index in (1, 3, 4):
                entries = tuple(self.sentence(self.chance.randint(10, 18)) + "." for _ in range(5))
                blocks.append(Block("list", entries=entries))
        return blocks

    def text(self) -> Block:
        number, self.texts = self.texts, self.texts + 1
        cites = self.cites.pop() if number in self.cited else 0
        lead = self.title(2) + "." if number % 3 == 0 else ""
        return Block("text", self.prose(self.chance.randint(52, 68)), lead, cites)

    def table(self, index: int) -> Block:
        rows, columns = ((10, 4), (12, 6), (10, 4), (5, 6), (10, 4))[index]
        head = ("Subject", *(self.title(1) for _ in range(columns - 1)))
        body = [(self.title(2), *(self.cell(index, c) for c in range(columns - 1))) for _ in range(rows)]
        tints = (
            [("", *(TINTS[(int(cell) - 1) // 5] for cell in row[1:])) for row in body] if index == 3 else []
        )
        return Block("table", self.title(3), rows=(head, *body), tints=tuple(tints))

    def cell(self, index: int, column: int) -> str:
        if index == 1:
            return self.chance.choice(("better", "worse", "same"))
        if index == 3:
            return str(self.chance.randint(1, 25))
        return f"{self.chance.uniform(1, 900):.1f}" if column % 2 else self.sentence(3)

    def prose(self, length: int) -> str:
        parts, left = [], length
        while left > 0:
            take = min(left, self.chance.randint(12, 22))
            take = left if left - take < 6 else take
            parts.append(self.sentence(take))
            left -= take
        return ". ".join(parts) + "."

    def sentence(self, length: int) -> str:
        said: list[str] = []
        while len(said) < length:
            said += [
                "the",
                self.pick(KINDS),
                self.pick(NOUNS),
                self.pick(VERBS),
                "each",
                self.pick(NOUNS),
                self.pick(LINKS),
            ]
        return " ".join([said[0].capitalize(), *said[1:length]])

    def title(self, length: int) -> str:
        return " ".join(self.pick(NOUNS).capitalize() for _ in range(length))

    def pick(self, choice: list[str]) -> str:
        return self.chance.choice(choice)
