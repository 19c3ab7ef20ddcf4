"""What `brief new` asks for each kind, and the YAML lines of the answers."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from policybrief.languages import latin
from policybrief.reading.yaml.scalars import plain_value
from policybrief.reading.yaml.writing import value_words, wrapped
from policybrief.records import ID, KINDS

Answer = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One field: how it is asked, whether it must be answered, and how it is written.

    `sentence` is always a block, where nothing needs quoting; `cited` asks for source and place;
    `pairs` are `id: words`, `ids` are names of records, parted by commas.
    """

    field: str
    words: str
    required: bool = True
    form: Literal["plain", "sentence", "cited", "pairs", "ids"] = "plain"


QUESTIONS: dict[str, tuple[Question, ...]] = {
    "source": (
        Question("title", "Title (in [brackets] if it is yours)", form="sentence"),
        Question("author", "Author (Family, Given, or an institution)", required=False),
        Question("publisher", "Publisher", required=False),
        Question("issued", "Date (2022, 2022-08, 2022-08-05; ~ for about)", required=False),
        Question("url", "Web address", required=False),
    ),
    "actor": (
        Question("name", "Name"),
        Question("affiliation", "Affiliation as printed (none for a body)", required=False),
    ),
    "fact": (
        Question("text", "Text ({number} for the figure)", form="sentence"),
        Question("number", "Number", required=False),
        Question("source", "Source (Tab completes, + adds one)", form="cited"),
    ),
    "position": (
        Question("holder", "Holder (id of an actor)"),
        Question("text", "Text", form="sentence"),
        Question("stance", "Stance (option: supports if …)", required=False, form="pairs"),
        Question("source", "Source (Tab completes, + adds one)", form="cited"),
    ),
    "option": (
        Question("title", "Title", form="sentence"),
        Question("short", "In three words at most", required=False),
    ),
    "criterion": (Question("title", "Title", form="sentence"),),
    "risk": (
        Question("text", "Text", form="sentence"),
        Question("option", "Option that it threatens", form="ids"),
        Question("likelihood", "Likelihood (unlikely, likely, …)"),
        Question("impact", "Impact (1 to 5)"),
        Question("mitigation", "Mitigation", required=False, form="sentence"),
        Question("rests_on", "Rests on (ids, with commas)", required=False, form="ids"),
    ),
    "judgement": (
        Question("text", "Text", form="sentence"),
        Question("confidence", "Confidence (low, moderate, high)", required=False),
        Question("rests_on", "Rests on (ids, with commas)", form="ids"),
    ),
    "line": (
        Question("text", "What may be said", form="sentence"),
        Question("if_asked", "If asked (the question; none for a line of our own)", required=False),
        Question("avoid", "To avoid", required=False, form="sentence"),
    ),
    "recommendation": (
        Question("text", "Text (begins with agree, decide, note, approve, sign, discuss)", form="sentence"),
        Question("option", "Option", required=False, form="ids"),
        Question("by", "By (date, reason)", required=False),
        Question("rests_on", "Rests on (ids, with commas)", form="ids"),
    ),
}

PLURALS = {kind.kind: plural for plural, kind in KINDS.items()}

_EMPTY_WORDS = re.compile(
    "a|an|and|are|as|at|be|but|by|for|from|had|has|have|in|is|it|its|more|most|no|not|of|on|or|our|than|that|"
    "the|their|them|they|this|to|was|were|which|who|will|with|would|agree|approve|note|decide"
)


def propose_id(words: str, *, taken: Collection[str], kind: str) -> str:
    """A free id out of the first words that say something, and the last year named; else `<kind>-<n>`."""
    tokens = latin(words.replace("{number}", " ")).split()
    tokens = [token for token in tokens if not _EMPTY_WORDS.fullmatch(token)]
    chosen = [t for t in tokens if not t.isdigit()][:3]
    years = [t for t in tokens if re.fullmatch(r"(19|20)\d\d", t)]
    start = "-".join([*chosen, *years[-1:]])[:50].strip("-")
    if not ID.fullmatch(start):
        start = kind if kind not in taken else f"{kind}-2"
    return next(name for name in _numbered(start) if name not in taken)


def record_lines(record_id: str, kind: str, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """The record as lines of YAML: the id at no indentation, fields below it in the order of asking."""
    lines = [f"{record_id}:"]
    for question in QUESTIONS[kind]:
        answer = answers.get(question.field)
        if answer:
            lines += (f"  {line}" for line in _field(question, answer))
    return tuple(lines)


def _numbered(start: str) -> Sequence[str]:
    return [start, *(f"{start}-{number}" for number in range(2, 1000))]


def _field(question: Question, answer: Answer) -> list[str]:
    several = (answer,) if isinstance(answer, str) else answer
    match question.form:
        case "pairs":
            pairs = (entry.partition(":") for entry in several)
            lines = (f"{key.strip()}: {_scalar(words.strip())}" for key, _, words in pairs)
            return [f"{question.field}:", *(f"  {line}" for line in lines)]
        case "ids":
            ids = [part.strip() for entry in several for part in entry.split(",") if part.strip()]
            return [f"{question.field}: {ids[0] if len(ids) == 1 else '[' + ', '.join(ids) + ']'}"]
        case "cited" if len(several) > 1:
            return [f"{question.field}:", *(f"  - {_scalar(entry)}" for entry in several)]
        case "sentence":
            return _block(question.field, " ".join(several))
    words = " ".join(several)
    plain = _scalar(words) == words or question.field == "author"
    return [f"{question.field}: {_scalar(words)}"] if plain else _block(question.field, words)


def _block(field: str, words: str) -> list[str]:
    return [f"{field}: >", *(f"  {line}" for line in wrapped(" ".join(words.split()), 72))]


def _scalar(words: str) -> str:
    """`words` as they stand if they are a figure or YAML reads them so, else in double quotes."""
    figure = words[:1].isdigit() and not isinstance(plain_value(words), str)
    return value_words(words, figure=figure)
