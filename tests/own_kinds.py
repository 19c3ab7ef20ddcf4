"""Kinds of records that no module knows: one for each base, one of no base, with every type of field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar, Literal

import yaml

from planted import Planting, plant
from policybrief.dates import StatedDate
from policybrief.languages import Text
from policybrief.records import (
    NOT_COSTED,
    UNSAID,
    ActorRef,
    Bond,
    Cited,
    Cost,
    Number,
    OptionRef,
    QuotedRef,
    Quoting,
    Reasoned,
    Record,
    RecordRef,
    RefTo,
    Sourced,
)
from small import clear_as_at_head

WORD = "Zqvworble"
FIGURE = 77123456789
"""Planted in every field that readers may get; nothing else says it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a witness said about one option."""

    option: Annotated[str, RefTo(("option",), Bond.ASIDE)]
    words: Text
    weight: Number | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and at what price it was said."""

    room: Text = UNSAID
    floor: str = ""
    fee: Cost = NOT_COSTED


NO_SETTING = Setting()


@dataclass(frozen=True, slots=True, kw_only=True)
class Account(Sourced):
    """What a witness said under oath."""

    kind: ClassVar[str] = "account"
    witness: ActorRef
    text: Text
    plain: Text = UNSAID
    points: tuple[Text, ...] = ()
    nickname: str = ""
    aliases: tuple[str, ...] = ()
    mood: Literal["calm", "angry"] = "calm"
    heard: date | None = None
    during: StatedDate | None = None
    number: Number | None = None
    rank: int = 0
    under_oath: bool = False
    setting: Setting = NO_SETTING
    remarks: tuple[Remark, ...] = ()
    about: tuple[Annotated[str, RefTo(("option",), Bond.LINKED)], ...] = ()
    source: tuple[Cited, ...]
    known: StatedDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection(Reasoned):
    """What we make of accounts."""

    kind: ClassVar[str] = "reflection"
    text: Text
    option: tuple[OptionRef, ...] = ()
    rests_on: tuple[RecordRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract(Quoting):
    """What repeats words of other records."""

    kind: ClassVar[str] = "extract"
    text: Text
    quotes: tuple[QuotedRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearsay(Record):
    """What its author gave no base, though it has places in sources."""

    kind: ClassVar[str] = "hearsay"
    text: Text
    origin: Cited | None = None
    after: QuotedRef | None = None


KINDS = {"accounts": Account, "reflections": Reflection, "extracts": Extract, "hearsays": Hearsay}
"""Top-level key of a dossier → kind; accounts of a RED source, and what must go with them."""

_SECRET = {
    "witness": "mayor",
    "text": f"They {WORD} say: {{number}}.",
    "plain": f"Plainly {WORD} so.",
    "points": [f"First {WORD} point.", f"Second {WORD} point."],
    "nickname": f"The {WORD} one",
    "aliases": [f"Old {WORD}"],
    "mood": "angry",
    "heard": "2022-08-01",
    "during": "2022-08",
    "number": {"value": FIGURE, "unit": f"{WORD} coins"},
    "rank": 4,
    "under_oath": True,
    "setting": {
        "room": f"In the {WORD} room",
        "floor": f"Floor {WORD}",
        "fee": {"amount": {"value": FIGURE + 7, "unit": "coins"}, "pays_for": f"The {WORD} fee"},
    },
    "remarks": [{"option": "keep", "words": f"Keep it, {WORD}", "weight": FIGURE + 14}],
    "about": ["keep"],
    "source": [{"id": "hid-source", "locator": f"{WORD} page", "quote": f"as {WORD} said"}],
}
RECORDS = {
    "accounts": {
        "secret-words": _SECRET,
        "open-words": {
            "witness": "mayor",
            "text": "The bridge hums at night.",
            "source": [{"id": "open-report", "locator": "p. 4"}],
            "remarks": [{"option": "keep", "words": "Keep it."}],
        },
    },
    "reflections": {"secret-thought": {"text": f"We {WORD} think so.", "rests_on": ["secret-words"]}},
    "extracts": {
        "secret-extract": {"text": f"It was {WORD} said twice.", "quotes": ["open-words", "secret-words"]}
    },
    "hearsays": {
        "secret-rumour": {
            "text": f"It is {WORD} rumoured.",
            "origin": {"id": "hid-source", "locator": "at the end"},
        },
        "secret-echo": {"text": f"It {WORD} echoes.", "after": "secret-words"},
    },
}
_SECTION = """# Words

{% for t in accounts %}
- {{ t.text }} {{ t.plain }} {{ t.nickname }} {{ t.during }} {{ t.number }} {{ t.witness }}
{% endfor %}
{% for r in reflections %}
- {{ r.text }}
{% endfor %}
{% for e in extracts %}
- {{ e.text }}
{% endfor %}
{% for h in hearsays %}
- {{ h.text }}
{% endfor %}
"""


def plant_own_kinds(root: Path) -> None:
    """Write a project with records of these kinds, and a section that lists them for every reader."""
    plant(root, Planting())
    house = root / "templates" / "house"
    settings = (house / "template.yaml").read_text(encoding="utf-8")
    settings = settings.replace(" imprint,", " own-words, imprint,")
    sections = "own-words, bottom-line, status-quo, key-figures, why-now, sources"
    settings = settings.replace("annexes:", f"  officials: [{sections}]\nannexes:", 1)
    (house / "template.yaml").write_text(settings, encoding="utf-8")
    (house / "sections").mkdir(exist_ok=True)
    (house / "sections" / "own-words.md").write_text(_SECTION, encoding="utf-8")
    dossier = {"cleared": "2022-09-01, head of unit", "topics": ["open"]} | RECORDS
    text = yaml.safe_dump(dossier, allow_unicode=True, sort_keys=False, width=1000)
    (root / "briefs" / "records" / "own.yaml").write_text(text, encoding="utf-8")
    clear_as_at_head(root)
