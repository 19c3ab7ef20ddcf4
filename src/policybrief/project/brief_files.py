"""`briefs/<name>.yaml` → a brief, and whether the records it names exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from policybrief.diagnostics import Diagnostic
from policybrief.files.names import composed
from policybrief.languages import Text
from policybrief.project.abbreviation_lists import keyed_abbreviation, not_abbreviations
from policybrief.project.brief_braces import braces_in_brief
from policybrief.project.brief_particulars import keyed_particular, not_particulars, unlisted_particulars
from policybrief.project.corpus import Corpus
from policybrief.reading.structure import (
    Flawed,
    Structurer,
    as_diagnostics,
    cut_texts,
    described,
    did_you_mean,
    flawed,
)
from policybrief.reading.structure.scalars import to_day
from policybrief.reading.yaml import YamlFile, locate
from policybrief.records import (
    LISTS,
    Abbreviation,
    Brief,
    Correction,
    EditionWaiver,
    ForAudience,
    Form,
    Named,
    Particular,
    Project,
)
from policybrief.rules import EDITION_RULES, RECORD_RULES
from policybrief.schedules import Schedule, parse_schedule


@dataclass(frozen=True, slots=True)
class BriefFile:
    """A brief as it is written, without its languages and the keys named after audiences."""

    title: Text
    question: Text = field(default_factory=Text)
    short: Text = field(default_factory=Text)
    """The title in a few words."""
    number: str = ""
    series: Text = field(default_factory=Text)
    """The series in which it appears."""
    version: str = ""
    licence: Text = field(default_factory=Text)
    contact: str = ""
    corrected: tuple[Correction, ...] = ()
    """What was put right since it went out."""
    as_of: date | None = None
    """The day whose knowledge it shows; today if left out."""
    audiences: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    key_messages: tuple[str, ...] = ()
    """Three to five records, as bullets in place of the bottom line."""
    bottom_line: tuple[str, ...] = ()
    status_quo: tuple[str, ...] = ()
    key_figures: tuple[str, ...] = ()
    why_now: tuple[str, ...] = ()
    particulars: tuple[Particular, ...] = ()
    """The box under the title: any names with their values."""
    passages: tuple[str, ...] = ()
    """The order in which sections print their passages."""
    abbreviations: tuple[Abbreviation, ...] = ()
    """Short form → words, spelt out at the first use."""
    waive: tuple[EditionWaiver, ...] = ()
    """Rules about an edition that it is excused from."""
    form: Form = ""
    """A correction is no brief: it has the outline that the template keeps for such notes."""
    schedule: str = ""
    """When it is due again: every Monday, every working day, monthly, or a cron expression."""


_OF_RECORDS = ("leave_out", *LISTS)
_OF_RECORDS_FOR_AUDIENCE = (*LISTS, "must", "leave_out")


@lru_cache(maxsize=1)
def _structurer() -> Structurer:
    short = {
        Correction: _correction,
        Particular: not_particulars,
        Abbreviation: not_abbreviations,
    }
    keyed = {Particular: keyed_particular, Abbreviation: keyed_abbreviation}
    return Structurer(short=short, keyed=keyed)


def _correction(value: Any, language: str) -> Any:
    """`2022-11-03, the figure of twelve was ten`."""
    day, _, words = str(value).partition(",")
    made = to_day(day, language)
    if isinstance(made, Flawed):
        return Flawed(*(replace(flaw, word=day) for flaw in made.flaws))
    if not words.strip():
        return flawed(
            "what-was-corrected", "a correction says what was wrong", "write: 2022-11-03, the figure was …"
        )
    return Correction(made, Text(((language, words.strip()),)))


def structure_brief(source: YamlFile, *, project: Project) -> tuple[Brief | None, tuple[Diagnostic, ...]]:
    """The brief that a file describes, and what is wrong with it; None if it has any fault."""
    value = source.value
    if not isinstance(value, dict):
        message = f"a brief is expected here, not {described(value)}"
        hint = "write at least: title: …"
        return None, (Diagnostic("not-a-brief", message, locate(source, ()), hint=hint),)
    known = {a.name for a in project.audiences}
    plain = {key: value[key] for key in value if key not in known and key != "languages"}
    language = project.languages[0]
    made = _structurer().converter(BriefFile)(plain, language)
    faults = list(cut_texts(BriefFile, source=source, keys=(), structurer=_structurer()))
    if isinstance(made, Flawed):
        faults.extend(_with_audiences(as_diagnostics(made.flaws, source, ()), known))
    only = _for_audiences({key: value[key] for key in value if key in known}, source, language, faults)
    audiences = () if isinstance(made, Flawed) else made.audiences or project.default_audiences
    languages = _languages(value.get("languages"), audiences, source, project, faults)
    if isinstance(made, Flawed):
        return None, tuple(faults)
    faults.extend(_unknown_audiences(made, source, known))
    faults.extend(_bad_waivers(made, source, known))
    faults.extend(_number_of_messages(made, only, source))
    faults.extend(unlisted_particulars(made.particulars, only, source))
    name = composed(PurePosixPath(source.path).stem)
    given = {f.name: getattr(made, f.name) for f in fields(BriefFile)}
    given |= {"audiences": audiences, "topics": made.topics or (name,)}
    given |= {"templates": made.templates or (project.template,)}
    given |= {"schedule": _schedule(made.schedule, source, faults)}
    brief = Brief(name=name, path=source.path, for_audience=only, languages=languages, **given)
    return (None if faults else brief), tuple(faults)


def _with_audiences(faults: tuple[Diagnostic, ...], known: set[str]) -> tuple[Diagnostic, ...]:
    """Unknown keys may be misspelt audiences."""
    corrected = []
    for fault in faults:
        if fault.code == "unknown-field" and not fault.hint.startswith("did you mean"):
            word = fault.message.split("'")[1]
            near = did_you_mean(word, sorted(known), listed=0)
            fault = Diagnostic(fault.code, fault.message, fault.span, hint=near or fault.hint)
        corrected.append(fault)
    return tuple(corrected)


def _for_audiences(
    value: dict[str, Any], source: YamlFile, language: str, faults: list[Diagnostic]
) -> tuple[ForAudience, ...]:
    read = _structurer().record_reader(ForAudience)
    found: list[ForAudience] = []
    for name, given in value.items():
        if not isinstance(given, dict):
            message = f"fields for '{name}' are expected here, not {described(given)}"
            faults.append(Diagnostic("fields-expected", message, locate(source, (name,))))
            continue
        made = read(given, language, {"audience": name})
        if isinstance(made, Flawed):
            faults.extend(as_diagnostics(made.flaws, source, (name,)))
        else:
            found.append(made)
    return tuple(found)


def _languages(
    value: Any, audiences: tuple[str, ...], source: YamlFile, project: Project, faults: list[Diagnostic]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(audience, languages) for every audience that does not get all languages of the project."""
    if value is None:
        return ()
    per_audience = value if isinstance(value, dict) else {"default": value}
    made: dict[str, tuple[str, ...]] = {}
    for name, given in per_audience.items():
        codes = given if isinstance(given, list) else [given]
        keys: tuple[str | int, ...] = ("languages", name) if isinstance(value, dict) else ("languages",)
        if name != "default" and project.audience(str(name)) is None:
            known = [a.name for a in project.audiences]
            message = f"there is no audience called '{name}'"
            span = locate(source, keys, key=True)
            hint = did_you_mean(str(name), ["default", *known])
            faults.append(Diagnostic("unknown-audience", message, span, hint=hint))
        for code in codes:
            if code not in project.languages:
                message = f"'{code}' is not a language of the project"
                hint = f"its languages are: {', '.join(project.languages)} (policybrief.yaml)"
                span = locate(source, keys, word=str(code))
                faults.append(Diagnostic("unknown-language", message, span, hint=hint))
        made[str(name)] = tuple(str(code) for code in codes)
    default = made.pop("default", None)
    if default:
        made = {name: made.get(name, default) for name in dict.fromkeys((*audiences, *made))}
    return tuple(made.items())


def _schedule(words: str, source: YamlFile, faults: list[Diagnostic]) -> Schedule | None:
    try:
        return parse_schedule(words) if words else None
    except ValueError as fault:
        message, _, hint = str(fault).partition("; ")
        faults.append(Diagnostic("bad-schedule", message, locate(source, ("schedule",)), hint=hint))
        return None


def _unknown_audiences(made: BriefFile, source: YamlFile, known: set[str]) -> Iterator[Diagnostic]:
    for n, name in enumerate(made.audiences):
        if name not in known:
            span, hint = locate(source, ("audiences", n)), did_you_mean(name, sorted(known))
            yield Diagnostic("unknown-audience", f"there is no audience called '{name}'", span, hint=hint)


def _number_of_messages(
    made: BriefFile, only: tuple[ForAudience, ...], source: YamlFile
) -> Iterator[Diagnostic]:
    """Lists of fewer than three or more than five key messages; an empty list is not an error."""
    lists: list[tuple[tuple[str, ...], tuple[str, ...]]] = [(("key_messages",), made.key_messages)]
    lists += [((each.audience, "key_messages"), each.key_messages or ()) for each in only]
    for keys, ids in lists:
        count = len(dict.fromkeys(ids))
        if count and count not in _MESSAGES:
            message = f"a brief has three to five key messages, not {count}"
            hint = "write one or two as a bottom line: bottom_line: [id]"
            if count > _MESSAGES[-1]:
                hint = "list the five that matter most; move others to status_quo: or why_now:"
            yield Diagnostic("number-of-messages", message, locate(source, keys), hint=hint)


_MESSAGES = range(3, 6)
"""How many key messages a brief may have."""


def _bad_waivers(made: BriefFile, source: YamlFile, known: set[str]) -> Iterator[Diagnostic]:
    """Waivers of what is no rule about an edition, or for an audience that does not exist."""
    for index, waiver in enumerate(made.waive):
        keys = ("waive", index) if isinstance(source.value.get("waive"), list) else ("waive",)
        if waiver.rule in RECORD_RULES:
            message = f"the rule '{waiver.rule}' is about records and cannot be waived in a brief"
            hint = "write the waiver in the record that the point names"
            yield Diagnostic("unknown-rule", message, locate(source, (*keys, "rule")), hint=hint)
        elif waiver.rule not in EDITION_RULES:
            hint = did_you_mean(waiver.rule, EDITION_RULES)
            message = f"there is no rule called '{waiver.rule}'"
            yield Diagnostic("unknown-rule", message, locate(source, (*keys, "rule")), hint=hint)
        if waiver.audience and waiver.audience not in known:
            message = f"there is no audience called '{waiver.audience}'"
            hint = did_you_mean(waiver.audience, sorted(known))
            yield Diagnostic("unknown-audience", message, locate(source, (*keys, "audience")), hint=hint)


def check_brief(brief: Brief, corpus: Corpus, source: YamlFile) -> Iterator[Diagnostic]:
    """Records and topics that the brief names and that do not exist."""
    named: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
        ((name,), getattr(brief, name)) for name in _OF_RECORDS
    ]
    for only in brief.for_audience:
        named += [((only.audience, name), getattr(only, name) or ()) for name in _OF_RECORDS_FOR_AUDIENCE]
    ids = [record.id for record in corpus.records]
    for keys, wanted in named:
        for target in wanted:
            record = corpus.get(target)
            if record is None and target not in corpus.broken:
                span, hint = locate(source, keys, word=target), did_you_mean(target, ids, listed=0)
                yield Diagnostic("unknown-record", f"there is no record called '{target}'", span, hint=hint)
            elif isinstance(record, Named) and keys[-1] in LISTS:
                message = (
                    f"'{target}' is a record of the kind {record.kind}, which makes no statement to list"
                )
                hint = "list facts, positions, judgements, risks or recommendations"
                yield Diagnostic("wrong-kind", message, locate(source, keys, word=target), hint=hint)
    yield from _check_topics(brief, corpus, source)
    yield from braces_in_brief(brief, corpus, source)


def _check_topics(brief: Brief, corpus: Corpus, source: YamlFile) -> Iterator[Diagnostic]:
    known = {topic for record in corpus.records for topic in record.topics}
    for topic in brief.topics:
        if topic not in known and not corpus.broken:
            hint = did_you_mean(topic, sorted(known))
            typed = "topics" in source.value
            span = locate(source, ("topics",), word=topic) if typed else locate(source, ("title",), key=True)
            message = f"no record is on the topic '{topic}'"
            if not typed:
                message += ", which is the name of this file"
            yield Diagnostic("unknown-topic", message, span, hint=hint)
