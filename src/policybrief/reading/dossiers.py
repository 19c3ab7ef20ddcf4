"""A dossier file → its records: kinds as top-level keys, ids as map keys, head keys for the whole file."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from policybrief.diagnostics import Diagnostic
from policybrief.files.names import composed
from policybrief.languages import latin
from policybrief.reading.mentions import with_mentions
from policybrief.reading.short_forms import exact_numbers, expand_record, record_structurer
from policybrief.reading.structure import Flaw, Flawed, as_diagnostics, cut_texts, described, did_you_mean
from policybrief.reading.translations import translate_records
from policybrief.reading.yaml import YamlFile, has_inline_comments, inline_comments, locate, written
from policybrief.records import ID, KINDS, RESERVED, Clearance, Named, Priority, Project, Record

_INEXACT = re.compile(r"\.(?:\d*0\b|\d{9}|(?<=\d{9}\.)\d)")
"""May be a fraction of which a binary number keeps less than was typed: a last zero, many digits."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """One file's records in the order of writing, the ids that failed, and what was wrong."""

    source: YamlFile
    records: tuple[Record, ...] = ()
    broken: frozenset[str] = frozenset()
    diagnostics: tuple[Diagnostic, ...] = ()
    translations: tuple[tuple[str, YamlFile], ...] = ()
    """(language, file) pairs."""


@dataclass(frozen=True, slots=True)
class Head:
    """Keys above the kinds: they hold for every record of the file that does not say otherwise."""

    owner: str = ""
    topics: tuple[str, ...] = ()
    cleared: Clearance | None = None
    priority: Priority = "should"


NOT_A_DOSSIER = "not-a-dossier"
"""Code of the error that a whole file is something else: an empty one, a page of the web, an export."""
_LIKE_A_KIND = 0.7
"""Share of letters in common from which a key is a kind that somebody misspelt: "message" is no passage."""
_HEAD_KEYS = ("owner", "topics", "cleared", "priority")


def structure_dossier(
    source: YamlFile, *, project: Project, translations: tuple[tuple[str, YamlFile], ...] = ()
) -> Dossier:
    """The records of a dossier with the texts of its `translations` ((language, source) pairs) put in.

    A record that does not read is left out, its id is in `broken`, and the fault is in `diagnostics`.
    """
    value = source.value
    if not isinstance(value, dict) or not any(_is_meant_for_a_kind(key) for key in value):
        return Dossier(source, diagnostics=(_no_dossier(source),))
    reader = _DossierReader(source, project)
    reader.read(value)
    records = tuple(reader.records)
    faults = list(reader.diagnostics)
    for language, translated in translations:
        records, more = translate_records(records, translated, language=language, broken=reader.broken)
        faults.extend(more)
    return Dossier(source, records, frozenset(reader.broken), tuple(faults), translations)


def _is_meant_for_a_kind(key: Any) -> bool:
    from difflib import get_close_matches  # only of a file that may be none

    keys = (*KINDS, *_HEAD_KEYS)
    return key in keys or bool(get_close_matches(str(key).lower(), keys, 1, _LIKE_A_KIND))


def _no_dossier(source: YamlFile) -> Diagnostic:
    found = "but there are none here" if isinstance(source.value, dict) else f"not {described(source.value)}"
    message = f"a dossier contains kinds (facts:, sources: …) and records below them, {found}"
    hint = "delete the file, or restore its contents" if source.value is None else ""
    return Diagnostic(NOT_A_DOSSIER, message, locate(source, ()), hint=hint)


def ids_in_text(text: str) -> frozenset[str]:
    """Ids that a dossier which cannot be read seems to hold, so that references to them are not reported."""
    return frozenset(re.findall(r"^[ ]{1,8}([a-z][a-z0-9-]{1,62}):", text, re.MULTILINE))


class _DossierReader:
    """Gathers the records and faults of one file."""

    def __init__(self, source: YamlFile, project: Project) -> None:
        self.source = source
        self.language = project.languages[0]
        self.structurer = record_structurer()
        self.exact = bool(_INEXACT.search(source.text))
        self.head: dict[str, Any] = {}
        self.records: list[Record] = []
        self.broken: set[str] = set()
        self.diagnostics: list[Diagnostic] = []

    def read(self, value: dict[Any, Any]) -> None:
        self._read_head({key: value[key] for key in _HEAD_KEYS if key in value})
        for key, below in value.items():
            if key in KINDS:
                self._read_kind(key, below)
            elif key not in _HEAD_KEYS:
                hint = did_you_mean(str(key), (*KINDS, *_HEAD_KEYS), listed=20)
                self._report("unknown-kind", f"there is no kind of record called '{key}'", hint, (str(key),))
                self.broken.update(str(name) for name in (below if isinstance(below, dict) else ()))
        self._report_cuts()

    def _read_head(self, value: dict[Any, Any]) -> None:
        made = self.structurer.converter(Head)(value, self.language)
        if isinstance(made, Flawed):
            self.diagnostics.extend(as_diagnostics(made.flaws, self.source, ()))
            made = Head()
        if made.cleared and made.cleared.of:
            said = "a clearance of the whole file cannot identify a single text"
            hint = "delete this line; 'brief clear --dossier' writes one into each record"
            self._report("clearance-of-many", said, hint, ("cleared",))
        topics = made.topics or (composed(PurePosixPath(self.source.path).name.split(".")[0]),)
        self.head = {
            "topics": topics,
            "owner": made.owner,
            "cleared": made.cleared,
            "priority": made.priority,
        }

    def _read_kind(self, key: str, below: Any) -> None:
        if below is None:
            return
        if not isinstance(below, dict):
            message = f"ids and their records are expected under '{key}', not {described(below)}"
            self._report(
                "records-expected", message, f"write:  {key}:  and below it, indented,  an-id:", (key,)
            )
            return
        kind = KINDS[key]
        read = self.structurer.record_reader(kind, without=("id",))
        head = {**self.head, "cleared": None} if issubclass(kind, Named) else self.head
        base = head["topics"]
        for name, given in below.items():
            if not (isinstance(name, str) and ID.fullmatch(name)) or name in RESERVED:
                self._report_bad_id(key, name)
                continue
            given = expand_record(kind, given)
            if not isinstance(given, dict):
                self._report_no_fields(key, name, given)
                continue
            if self.exact:
                given = exact_numbers(given, lambda keys, at=(key, name): written(self.source, (*at, *keys)))
            own = given.get("topics")
            if type(own) is list:  # its own topics come on top of the file's
                made = read({**given, "topics": [*base, *own]}, self.language, {"id": name, **head})
                if type(made) is Flawed:
                    made = read(given, self.language, {"id": name, **head})
            else:
                made = read(given, self.language, {"id": name, **head})
            if type(made) is not Flawed:
                made = with_mentions(made)
            if type(made) is Flawed:
                self._quarantine(key, name, made)
                continue
            self.records.append(made)

    def _quarantine(self, key: str, name: str, made: Flawed) -> None:
        self.broken.add(name)
        self.diagnostics.extend(as_diagnostics(made.flaws, self.source, (key, name), record=name))

    def _report_bad_id(self, key: str, name: Any) -> None:
        typed = json.dumps(name) if name is None or isinstance(name, bool) else str(name)
        self.broken.add(typed)
        hint = "an id has 2 to 63 small letters a–z, digits and hyphens, and begins with a letter"
        if typed in RESERVED:
            message = f"'{typed}' cannot be an id: it means something in braces"
            self._report("bad-id", message, "choose another name", (key, typed))
            return
        suggestion = "-".join(latin(typed).split())
        if suggestion in ("null", "true", "false"):
            hint = (
                f"YAML reads this word as something other than text; write '{KINDS[key].kind}-{suggestion}'"
            )
        elif ID.fullmatch(suggestion):
            hint += f"; write '{suggestion}'"
        self._report("bad-id", f"'{typed}' cannot be an id", hint, (key, typed))

    def _report_no_fields(self, key: str, name: str, value: Any) -> None:
        message = f"the fields of '{name}' are expected below it, not {described(value)}"
        hint = "write them on the lines below, indented by two more spaces than the id"
        self.broken.add(name)
        self._report("fields-expected", message, hint, (key, name), record=name)

    def _report_cuts(self) -> None:
        if not has_inline_comments(self.source.readable):
            return
        for key, kind in KINDS.items():
            hint = dict[str, kind]  # type: ignore[valid-type]
            self.diagnostics.extend(
                cut_texts(hint, source=self.source, keys=(key,), structurer=self.structurer)
            )
        self.diagnostics.extend(
            fault
            for keys, fault in inline_comments(self.source)
            if len(keys) == 2 and keys[0] in KINDS and isinstance(expand_record(KINDS[keys[0]], "x"), dict)
        )

    def _report(self, code: str, message: str, hint: str, keys: tuple[str, ...], *, record: str = "") -> None:
        flaw = Flaw(code, message, hint, keys, at_key=True)
        self.diagnostics.extend(as_diagnostics((flaw,), self.source, (), record=record))
