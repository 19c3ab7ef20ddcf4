"""A new record: what is asked for each kind, the id proposed for it, and its lines in a dossier."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, assert_never, get_args, get_origin, get_type_hints

from policybrief.diagnostics import Diagnostic, Severity
from policybrief.files.writing import write_atomically
from policybrief.languages import Text, latin
from policybrief.markings import Restriction
from policybrief.project.corpus import structure_dossier
from policybrief.reading.yaml import append_record, read_yaml
from policybrief.reading.yaml.scalars import plain_value
from policybrief.reading.yaml.writing import prose_lines, value_words, wrapped
from policybrief.records import ID, KINDS, Addressed, Cited, Project, Record, RefTo

Answer = str | tuple[str, ...]
AnswerForm = Literal["plain", "sentence", "cited", "pairs", "ids"]


@dataclass(frozen=True, slots=True)
class Question:
    """One field: how it is asked, whether it must be answered, and how it is written.

    `sentence` is always a block, where nothing needs quoting; `cited` asks for source and place;
    `pairs` are `id: words`, `ids` are names of records, separated by commas. `unless` is the field that does
    instead, where it is answered; what is seldom wanted is given `by_flag_alone` and not asked for.
    """

    field: str
    words: str
    required: bool
    form: AnswerForm
    refers_to: str = ""
    """The kind of record that the answer names; "record" for any of several kinds, "" for none."""
    unless: str = ""
    by_flag_alone: bool = False

    def required_beside(self, answered: Collection[str]) -> bool:
        """True if it must be answered, as these fields are."""
        return self.required and self.unless not in answered

    @property
    def several(self) -> bool:
        """Whether it may be answered several times."""
        return self.form in ("cited", "pairs", "ids")


PLURALS = {kind.kind: plural for plural, kind in KINDS.items()}

_PROMPTS: dict[str, dict[str, str]] = {
    "source": {
        "title": "Title (in [brackets] if it is yours)",
        "author": "Author (Family, Given, or an institution)",
        "publisher": "Publisher",
        "issued": "Date (2022, 2022-08, 2022-08-05; ~ for about)",
        "url": "Web address",
    },
    "actor": {"name": "Name", "affiliation": "Affiliation as printed (leave empty for an organisation)"},
    "fact": {
        "text": "Text ({number} for the figure)",
        "number": "Number",
        "short": "A few words below it as a key figure",
        "source": "Source (Tab completes, + adds one)",
        "worked_out": "Worked out (how we calculated it, in place of a source)",
        "rests_on": "From these facts (ids, with commas)",
    },
    "position": {
        "holder": "Holder (id of an actor)",
        "text": "Text",
        "stance": "Stance (option: supports if …)",
        "source": "Source (Tab completes, + adds one)",
    },
    "option": {"title": "Title", "short": "Short form, three words at most"},
    "risk": {
        "text": "Text",
        "option": "Option that carries the risk",
        "likelihood": "Likelihood (unlikely, likely, …)",
        "impact": "Impact (1 to 5)",
        "mitigation": "Mitigation",
        "rests_on": "Based on (ids, separated by commas)",
    },
    "judgement": {
        "text": "Text",
        "confidence": "Confidence (low, moderate, high)",
        "rests_on": "Based on (ids, separated by commas)",
    },
    "line": {
        "text": "What we may say",
        "if_asked": "If asked (the question; leave empty for a point we make unasked)",
        "avoid": "To avoid",
    },
    "passage": {
        "text": "Text ({id} marks the sources of a fact, {id.number} prints its number)",
        "section": "Section that prints it (background, analysis, method, next-steps, …)",
        "box": "Heading of a box (none for running text)",
    },
    "recommendation": {
        "text": "Text (begins with agree, decide, note, approve, sign, discuss)",
        "option": "Option",
        "by": "By (date, reason)",
        "because": "Because (ids of facts, judgements and passages, printed below it)",
        "rests_on": "Based on (ids, separated by commas)",
    },
}
"""Fields asked for in our own words, or although they are optional, in the order of asking."""
_ALSO_REQUIRED = frozenset(
    {("fact", "source"), ("risk", "option"), ("judgement", "rests_on"), ("recommendation", "rests_on")}
)
"""Optional fields without which a record is of no use in a brief."""
_CAVEAT = "Caveat (printed as a note wherever the record is)"
_TEMPLATES = "House templates that it is for, if not for all"
_BY_FLAG_ALONE = frozenset({("fact", "short"), ("fact", "worked_out"), ("fact", "rests_on")})
"""Of a kind; besides these what several kinds have."""
_UNLESS = {("recommendation", "rests_on"): "because", ("fact", "source"): "worked_out"}
"""Required field → the field that does instead."""
_READ_OFF = frozenset({("recommendation", "ask")})
"""Required fields that the short form takes from another one."""
_ONE_LINE = frozenset({"name", "box", "affiliation", "publisher", "short", "if_asked", "worked_out"})
"""Texts that are not sentences: they are written beside their key."""


@cache
def questions(kind: str) -> tuple[Question, ...]:
    """What is asked for a kind: the fields with a prompt, and all that are required."""
    record = next(record for record in KINDS.values() if record.kind == kind)
    of_all = {f.name for f in fields(Record)}
    own = [f for f in fields(record) if f.name not in of_all]
    required = {f.name for f in own if f.default is MISSING and (kind, f.name) not in _READ_OFF}
    required |= {name for other, name in _ALSO_REQUIRED if other == kind}
    prompts = dict(_PROMPTS.get(kind, {}))
    for f in own:
        if f.name in required:
            prompts.setdefault(f.name, f.name.replace("_", " ").capitalize())
    prompts["caveat"] = _CAVEAT
    if issubclass(record, Addressed):
        prompts["templates"] = _TEMPLATES
    hints = get_type_hints(record, include_extras=True)
    return tuple(
        Question(
            name,
            words,
            name in required,
            *_form(name, hints[name]),
            unless=_UNLESS.get((kind, name), ""),
            by_flag_alone=name in ("caveat", "templates") or (kind, name) in _BY_FLAG_ALONE,
        )
        for name, words in prompts.items()
    )


def propose_id(words: str, *, taken_ids: Collection[str], kind: str) -> str:
    """A free id from the first meaningful words and the last year named; otherwise `<kind>-<n>`."""
    tokens = latin(words.replace("{number}", " ")).split()
    tokens = [token for token in tokens if not _EMPTY_WORDS.fullmatch(token)]
    chosen = [t for t in tokens if not t.isdigit()][:3]
    years = [t for t in tokens if re.fullmatch(r"(19|20)\d\d", t)]
    start = "-".join([*chosen, *years[-1:]])[:50].strip("-")
    if not ID.fullmatch(start):
        start = kind if kind not in taken_ids else f"{kind}-2"
    return next(name for name in _numbered(start) if name not in taken_ids)


def record_lines(record_id: str, kind: str, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """The record as lines of YAML: the id at no indentation, fields below it in the order of asking."""
    lines = [f"{record_id}:"]
    for question in questions(kind):
        answer = answers.get(question.field)
        if answer:
            lines += (f"  {line}".rstrip() for line in _field_lines(question, answer))
    return tuple(lines)


def answer_faults(
    kind: str, answers: Mapping[str, Answer], *, path: str, project: Project
) -> Iterator[tuple[str, Diagnostic]]:
    """(field, fault) of each answer that could not be read if it was in the dossier at `path`."""
    lines = record_lines("new-record", kind, answers)
    text, first = append_record("", kind=PLURALS[kind], lines=lines)
    source, faults = read_yaml(path, text.encode())
    more = structure_dossier(source, project=project).diagnostics if source else ()
    for fault in (*faults, *more):
        if fault.severity is Severity.ERROR and fault.span:
            above = reversed(lines[: fault.span.line - first + 1])
            field = next((match[1] for line in above if (match := _FIELD.match(line))), "")
            if field in answers:
                yield field, fault


def append_to_dossier(path: Path, *, kind: str, lines: tuple[str, ...]) -> tuple[str, int]:
    """The text of the dossier with the record written into it, and the line where the record begins."""
    before = path.read_bytes() if path.is_file() else b""
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    text = before.removeprefix(mark).decode("utf-8")
    after, line = append_record(text, kind=PLURALS[kind], lines=lines)
    write_atomically(path, mark + after.encode())
    return after, line


_EMPTY_WORDS = re.compile(
    "a|an|and|are|as|at|be|but|by|for|from|had|has|have|in|is|it|its|more|most|no|not|of|on|or|our|than|that|"
    "the|their|them|they|this|to|was|were|which|who|will|with|would|agree|approve|note|decide"
)
_FIELD = re.compile(r"  (\w+):")
"""Begins a field of a new record."""


def _form(name: str, hint: Any) -> tuple[AnswerForm, str]:
    """How a field of this type is written, and the kind of record that it refers to."""
    if hint == Restriction:
        return "ids", ""
    value, several = _value_type(hint)
    if value is Text:
        return "plain" if name in _ONE_LINE else "sentence", ""
    if value is Cited:
        return "cited", _referred_kind(get_type_hints(Cited, include_extras=True)["id"])
    if several and is_dataclass(value):
        key = fields(value)[0].name
        return "pairs", _referred_kind(get_type_hints(value, include_extras=True)[key])
    return "ids" if several and _referred_kind(value) else "plain", _referred_kind(value)


def _value_type(hint: Any) -> tuple[Any, bool]:
    """The type of one value of a field, and whether there may be several."""
    if get_origin(hint) in (Union, UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is tuple:
        return get_args(hint)[0], True
    return hint, False


def _referred_kind(hint: Any) -> str:
    references = [mark for mark in get_args(hint)[1:] if isinstance(mark, RefTo)]
    if get_origin(hint) is not Annotated or not references:
        return ""
    kinds = references[0].kinds
    return kinds[0] if len(kinds) == 1 else "record"


def _numbered(start: str) -> Sequence[str]:
    return [start, *(f"{start}-{number}" for number in range(2, 1000))]


def _field_lines(question: Question, answer: Answer) -> list[str]:
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
        case "cited" | "plain":
            words = " ".join(several)
            plain = _scalar(words) == words or question.field == "author"
            return [f"{question.field}: {_scalar(words)}"] if plain else _block(question.field, words)
        case _:
            assert_never(question.form)


def _block(field: str, words: str) -> list[str]:
    if "\n" in words.strip():
        return [*prose_lines(field, words, width=76)]
    return [f"{field}: >", *(f"  {line}" for line in wrapped(" ".join(words.split()), 72))]


def _scalar(words: str) -> str:
    """`words` as they stand if they are a figure or YAML reads them so, else in double quotes."""
    figure = words[:1].isdigit() and not isinstance(plain_value(words), str)
    return value_words(words, figure=figure)
