"""Texts to be cleared, of records or their translations, and their clearance written into their files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policybrief.diagnostics import Diagnostic, Refusal, Severity
from policybrief.files.writing import write_together
from policybrief.project.corpus import expand_record, kind_key, main_field, stated_clearance
from policybrief.reading.yaml import FieldEdit, YamlFile, decoded, locate, set_fields, without_key
from policybrief.records import KINDS, Clearance, Named, Record, content_hash, translation_hash

if TYPE_CHECKING:
    from policybrief.project import LoadedProject


@dataclass(frozen=True, slots=True)
class ClearableText:
    """A record, or its translation into `language`; the file that it is in, and its clearance so far."""

    record: Record
    language: str
    source: YamlFile
    cleared: Clearance | None

    @property
    def name(self) -> str:
        """The record's id, with the language of a translation."""
        return f"{self.record.id} ({self.language})" if self.language else self.record.id

    @property
    def hash(self) -> str:
        """What a clearance of the present text names."""
        return translation_hash(self.record, self.language) if self.language else content_hash(self.record)

    @property
    def state(self) -> str:
        """`new`, `cleared before`, `changed` since it was cleared, or `text not named`."""
        match self.cleared:
            case None:
                return "new"
            case Clearance(of=""):
                return "text not named"
            case Clearance(of=named):
                return "cleared before" if named == self.hash else "changed"

    def is_cleared_by(self, by: str) -> bool:
        """True if `by` has cleared just this text."""
        cleared = self.cleared
        return cleared is not None and cleared.of == self.hash and cleared.words.original() == by


def clearable_text(record: Record, language: str, loaded: LoadedProject) -> ClearableText:
    """The text of `record` itself, or in `language`, as what may be cleared.

    Raises:
        Refusal: there is no such translation.
    """
    corpus = loaded.corpus
    source = corpus.translation_of(record.id, language) if language else corpus.source_of(record.id)
    if source is None:
        raise Refusal(f"'{record.id}' has no translation into '{language}': brief translate {language}")
    typed = source.value[kind_key(record)][record.id]
    stated = typed.get("cleared") if language and isinstance(typed, dict) else None
    return ClearableText(record, language, source, stated_clearance(stated) if language else record.cleared)


def faults_of(texts: Sequence[ClearableText], loaded: LoadedProject) -> tuple[Diagnostic, ...]:
    """The errors in a record of `texts`, or in its file where they are no other record's."""
    places = {(name, text.source.path) for text in texts for name in (text.record.id, "")}
    errors = [d for d in loaded.diagnostics if d.severity is Severity.ERROR and d.span]
    return tuple(d for d in errors if d.span and (d.record, d.span.path) in places)


def superseded_heads(texts: Sequence[ClearableText], loaded: LoadedProject) -> tuple[YamlFile, ...]:
    """The files whose `cleared:` at the head no record needs once each of `texts` has its own line."""
    cleared = {text.record.id for text in texts if not text.language}
    files = {text.source.path: text.source for text in texts if not text.language}
    return tuple(f for f in files.values() if "cleared" in f.value and not _needs_head(f, cleared, loaded))


def _needs_head(file: YamlFile, cleared: Collection[str], loaded: LoadedProject) -> bool:
    """True if a record of the file that is not among `cleared` has no clearance but that at the head."""
    for key, kind in KINDS.items():
        below = () if issubclass(kind, Named) else (file.value.get(key) or {}).items()
        for name, typed in below:
            record = loaded.corpus.get(name)
            has_own = name in cleared or (isinstance(typed, dict) and "cleared" in typed)
            if not has_own and not (record and record.withdrawn):
                return True
    return False


def write_clearances(
    texts: Sequence[ClearableText],
    loaded: LoadedProject,
    *,
    by: str,
    on: date,
    heads: Sequence[YamlFile] = (),
) -> tuple[str, ...]:
    """Put each clearance into its file and take `cleared:` off the head of `heads`; the paths written.

    All files are written or none.

    Raises:
        Refusal: a record is written in a way that cannot be changed in place, or a file has just changed.
    """
    changed: dict[Path, bytes] = {}
    refused: list[tuple[YamlFile, FieldEdit, str]] = []
    by_file: dict[str, tuple[YamlFile, list[FieldEdit]]] = {head.path: (head, []) for head in heads}
    for text in texts:
        stamp = f"{on}, {by}, of {text.hash}"
        by_file.setdefault(text.source.path, (text.source, []))[1].append(_edit(text, stamp))
    for path, (source, edits) in by_file.items():
        before = (loaded.root / path).read_bytes()
        if decoded(path, before)[0] != source.text:
            raise Refusal(f"{path} has just been changed by someone else; nothing was cleared. Try again.")
        after, failed = set_fields(before.decode(), edits)
        if source in heads:
            after = _without_head(source, after)
        changed[loaded.root / path] = after.encode()
        refused += ((source, edit, reason) for edit, reason in failed)
    if refused:
        raise Refusal("\n".join(("Nothing was cleared. Add these lines by hand:", *_by_hand(refused))))
    write_together(changed)
    return tuple(by_file)


def _without_head(source: YamlFile, content: str) -> str:
    after = without_key(content, "cleared")
    if after is None:
        place = locate(source, ("cleared",), key=True)
        raise Refusal(f"Nothing was cleared. First delete the line 'cleared:' by hand: {place}")
    return after


def _edit(text: ClearableText, stamp: str) -> FieldEdit:
    kind = kind_key(text.record)
    typed: Any = text.source.value[kind][text.record.id]
    if isinstance(typed, str):
        short = text.language and {main_field(type(text.record)): typed}
        typed = short or expand_record(type(text.record), typed)
        fields = tuple((name, words.strip()) for name, words in typed.items())
    else:
        fields = ()
    return FieldEdit(kind, text.record.id, "cleared", stamp, long_form=fields)


def _by_hand(refused: Sequence[tuple[YamlFile, FieldEdit, str]]) -> Iterator[str]:
    for source, edit, reason in refused:
        yield f"  {locate(source, (edit.kind, edit.record), key=True)}  {edit.record}: {reason}"
        yield f"    {edit.line}"
