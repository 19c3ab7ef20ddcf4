"""The texts of `<dossier>.<language>.yaml` put into the records they translate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import PurePosixPath
from typing import Any, TypeVar, get_type_hints

from policybrief.diagnostics import Diagnostic, Severity
from policybrief.languages import Text
from policybrief.reading.mentions import flaws_of_translation
from policybrief.reading.short_forms import record_structurer
from policybrief.reading.structure import Flaw, Flawed, as_diagnostics, changed, described, did_you_mean
from policybrief.reading.structure.scalars import to_text
from policybrief.reading.yaml import Keys, YamlFile, locate
from policybrief.records import (
    KINDS,
    Abbreviation,
    Clearance,
    Particular,
    Record,
    content_hash,
    reference_fields,
    translation_hash,
)

R = TypeVar("R")

_NO_WORDS = ("of", "cleared")
"""Keys of a translated record that say what it was made of, and who cleared it."""
_MAIN = ("text", "title", "name")


def main_field(kind: type) -> str:
    """The field that a plain string translates: `text`, or `title` or `name` where a kind has no text.

    An option's text may be left out, so its title is meant.
    """
    names = {f.name: f for f in fields(kind)}
    if "title" in names:
        return "title"
    return next((name for name in (*_MAIN, *_texts_of(kind)) if name in names), "")


def words_field(kind: type) -> str:
    """The field of a part of a record that a plain string translates: its only text; "" if it has several."""
    texts = _texts_of(kind)
    return texts[0] if len(texts) == 1 else ""


def key_field(kind: type) -> str:
    """The field of a part of a record by which a translation names it: its only reference; "" if none."""
    named = [reference.name for reference in reference_fields(kind)] if is_dataclass(kind) else []
    return named[0] if len(named) == 1 else ""


@cache
def _texts_of(kind: Any) -> tuple[str, ...]:
    """The fields of a dataclass that are texts."""
    hints = get_type_hints(kind) if is_dataclass(kind) else {}
    return tuple(name for name, hint in hints.items() if hint is Text)


def translate_records(
    records: tuple[Record, ...], source: YamlFile, *, language: str, broken: Iterable[str] = ()
) -> tuple[tuple[Record, ...], tuple[Diagnostic, ...]]:
    """The records with the texts that `source` gives in `language`, and what is wrong there."""
    value = {} if source.value is None else source.value
    if not isinstance(value, dict):
        message = f"kinds and ids are expected here, not {described(value)}"
        return records, (Diagnostic("not-a-dossier", message, locate(source, ())),)
    by_id = {record.id: record for record in records}
    translator = _Translator(source, language, tuple(by_id))
    for kind_key, below in value.items():
        kind = KINDS.get(kind_key)
        if kind is None:
            hint = did_you_mean(str(kind_key), KINDS)
            translator.report(
                "unknown-kind", f"there is no kind of record called '{kind_key}'", hint, (kind_key,)
            )
            continue
        for name, words in (below if isinstance(below, dict) else {}).items():
            record = by_id.get(name)
            if isinstance(record, kind):
                by_id[name] = translator.record(record, words, (kind_key, name))
            elif name not in broken:
                translator.unknown(name, kind_key)
    return tuple(by_id.values()), tuple(translator.diagnostics)


def translate_value(
    made: R, source: YamlFile, *, language: str, keys: Keys = ()
) -> tuple[R, tuple[Diagnostic, ...]]:
    """Any dataclass with texts (a project, a brief) with those that `source` gives at `keys`."""
    translator = _Translator(source, language, ())
    value: Any = source.value or {}
    for key in keys:
        value = value.get(key, {})
    done = translator.fields_of(made, value, keys)
    return done, tuple(translator.diagnostics)


def outdated_translation(
    record: Record, source: YamlFile, language: str, keys: Keys
) -> tuple[Diagnostic, ...]:
    """The note that what stands at `keys` of a translation was made of another text than the present one."""
    value: Any = source.value
    for key in (*keys, "of"):
        value = value.get(key) if isinstance(value, dict) else None
    if value is None or str(value) == content_hash(record):
        return ()
    message = f"'{record.id}' has changed since it was translated ({language})"
    hint = "compare the two; then let the tool renew 'of', or delete that line"
    span = locate(source, keys, key=True)
    return (Diagnostic("outdated-translation", message, span, Severity.NOTE, hint, record=record.id),)


class _Translator:
    """Walks a translation beside its original and gathers the faults."""

    def __init__(self, source: YamlFile, language: str, known: tuple[str, ...]) -> None:
        self.source = source
        self.language = language
        self.known = known
        self.diagnostics: list[Diagnostic] = []

    def record(self, record: Record, words: Any, keys: Keys) -> Record:
        if isinstance(words, str):
            words = {main_field(type(record)): words}
        if not isinstance(words, dict):
            self.report("bad-translation", f"texts are expected here, not {described(words)}", "", keys)
            return record
        self._compare(record, words.get("of"), keys)
        done = self.fields_of(record, {k: v for k, v in words.items() if k not in _NO_WORDS}, keys)
        if "cleared" in words:
            self._check_clearance(done, words["cleared"], keys)
        flaws = flaws_of_translation(done, self.language)
        self.diagnostics.extend(as_diagnostics(flaws, self.source, keys, record=done.id))
        return done

    def fields_of(self, made: R, words: Any, keys: Keys) -> R:
        """A dataclass with its fields translated by name."""
        if not isinstance(words, dict):
            self.report(
                "bad-translation",
                f"fields and their texts are expected here, not {described(words)}",
                "",
                keys,
            )
            return made
        changes: dict[str, Any] = {}
        for name, translated in words.items():
            if isinstance(name, str) and _has_texts(getattr(made, name, None)):
                changes[name] = self._value(getattr(made, name), translated, (*keys, name))
            else:
                self._no_text(made, name, keys)
        return changed(made, changes) if changes else made

    def _value(self, made: Any, words: Any, keys: Keys) -> Any:
        if isinstance(made, Text):
            text = to_text(words, self.language) if isinstance(words, str) else None
            if isinstance(text, Text):
                return made.adding(self.language, text.original())
            if isinstance(text, Flawed) and words.strip():
                self.diagnostics.extend(as_diagnostics(text.flaws, self.source, keys))
                return made
            self.report("bad-translation", f"a text is expected here, not {described(words)}", "", keys)
            return made
        if isinstance(made, tuple):
            return self._tuple(made, words, keys)
        if isinstance(words, str) and (name := words_field(type(made))):
            words = {name: words}
        return self.fields_of(made, words, keys)

    def _tuple(self, made: tuple[Any, ...], words: Any, keys: Keys) -> tuple[Any, ...]:
        """By key (option, criterion, source) if a map is given, else in order."""
        if isinstance(words, dict) and isinstance(made[0], Particular):
            return self._particulars(made, words, keys)
        if isinstance(words, dict) and isinstance(made[0], Abbreviation):
            return self._abbreviations(made, words, keys)
        if isinstance(words, dict) and key_field(type(made[0])):
            return self._by_key(made, words, keys)
        given = words if isinstance(words, list) else [words]
        if len(given) != len(made):
            message = f"the original has {len(made)} of these, the translation {len(given)}"
            self.report("bad-translation", message, "", keys)
            return made
        return tuple(
            self._value(one, part, (*keys, n)) for n, (one, part) in enumerate(zip(made, given, strict=True))
        )

    def _particulars(
        self, made: tuple[Particular, ...], words: dict[Any, Any], keys: Keys
    ) -> tuple[Particular, ...]:
        """Names and values in the order of the original: both are words of the other language."""
        if len(words) != len(made):
            message = f"the original has {len(made)} of these, the translation {len(words)}"
            hint = f"write each, in the order of the original: {', '.join(each.key for each in made)}"
            self.report("bad-translation", message, hint, keys)
            return made
        return tuple(
            replace(
                each,
                name=each.name.adding(self.language, str(name).strip()),
                values=self._value(each.values, value, (*keys, name)),
            )
            for each, (name, value) in zip(made, words.items(), strict=True)
        )

    def _abbreviations(
        self, made: tuple[Abbreviation, ...], words: dict[Any, Any], keys: Keys
    ) -> tuple[Abbreviation, ...]:
        """By their short forms; where that is another one in the language: `UK: {short: …, words: …}`."""
        by_key = {each.key: each for each in made}
        for key, translated in words.items():
            if key not in by_key:
                message = f"the original has no abbreviation '{key}'"
                self.report("nothing-to-translate", message, did_you_mean(str(key), by_key), (*keys, key))
                continue
            given = {"words": translated} if isinstance(translated, str) else translated
            by_key[key] = self.fields_of(by_key[key], given, (*keys, key))
        return tuple(by_key.values())

    def _by_key(self, made: tuple[Any, ...], words: dict[Any, Any], keys: Keys) -> tuple[Any, ...]:
        done = list(made)
        named = [getattr(one, key_field(type(one))) for one in made]
        for key, translated in words.items():
            places = [n for n, name in enumerate(named) if name == key]
            parts = translated if isinstance(translated, list) else [translated]
            if not places:
                message = f"the original has nothing for '{key}' here"
                self.report("nothing-to-translate", message, did_you_mean(str(key), named), (*keys, key))
            elif len(places) != len(parts):
                message = f"the original has {len(places)} of these, the translation {len(parts)}"
                self.report("bad-translation", message, "write them as a list", (*keys, key))
            else:
                for n, part in zip(places, parts, strict=True):
                    done[n] = self._value(made[n], part, (*keys, key))
        return tuple(done)

    def _no_text(self, made: Any, name: Any, keys: Keys) -> None:
        translatable = {f.name for f in fields(made) if _has_texts(getattr(made, f.name))}
        known = {f.name for f in fields(made)}
        if name in known:
            message = f"the original has no '{name}' to translate"
            hint = "write it in the original first" if not getattr(made, name) else ""
            self.report("nothing-to-translate", message, hint, (*keys, name))
        else:
            hint = did_you_mean(str(name), sorted(translatable), listed=20)
            self.report("unknown-field", f"there is no field called '{name}'", hint, (*keys, str(name)))

    def _compare(self, record: Record, made_of: Any, keys: Keys) -> None:
        prints_values = any(mention.accessor.startswith("number") for mention in record.mentions)
        if made_of is not None and not prints_values:  # of those only the whole corpus knows the hash
            self.diagnostics.extend(outdated_translation(record, self.source, self.language, keys))

    def _check_clearance(self, record: Record, value: Any, keys: Keys) -> None:
        made = record_structurer().converter(Clearance)(value, self.language)
        if isinstance(made, Flawed):
            faults = as_diagnostics(made.flaws, self.source, (*keys, "cleared"), record=record.id)
            self.diagnostics.extend(faults)
        elif not made.of:
            message = "has a clearance that does not identify the text that it covers"
            dossier = PurePosixPath(self.source.path).name.partition(".")[0]
            hint = f"read it, then: brief clear --dossier {dossier} --language {self.language} --by WHO"
            self._lapsed("clearance-without-text", message, hint, record, keys)
        elif made.of != translation_hash(record, self.language):
            hint = f"read it again, then: brief clear {record.id} --language {self.language} --by WHO"
            self._lapsed("changed-since-clearance", "has changed since it was cleared", hint, record, keys)

    def _lapsed(self, code: str, said: str, hint: str, record: Record, keys: Keys) -> None:
        message = f"the translation of '{record.id}' ({self.language}) {said}"
        span = locate(self.source, (*keys, "cleared"))
        self.diagnostics.append(Diagnostic(code, message, span, Severity.NOTE, hint, record=record.id))

    def unknown(self, name: Any, kind: str) -> None:
        hint = did_you_mean(str(name), self.known)
        message = f"the original has no '{name}' among its {kind}"
        self.report("unknown-record", message, hint, (kind, str(name)))

    def report(self, code: str, message: str, hint: str, keys: Keys) -> None:
        flaw = Flaw(code, message, hint, keys, at_key=True)
        self.diagnostics.extend(as_diagnostics((flaw,), self.source, ()))


def _has_texts(value: Any) -> bool:
    if isinstance(value, Text):
        return bool(value)
    if isinstance(value, tuple):
        kinds: list[Any] = [*map(type, value)]
        return any(kind is Text or _texts_of(kind) for kind in kinds)
    return is_dataclass(value) and any(isinstance(getattr(value, f.name), Text) for f in fields(value))
