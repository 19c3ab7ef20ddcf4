"""The translation files of a project: what they lack is added as comments, hashes of originals renewed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from policybrief.files.writing import write_atomically
from policybrief.project.corpus import kind_key
from policybrief.project.inputs import PROJECT_FILE
from policybrief.project.missing_translations import (
    CommentedText,
    untranslated_fields,
    with_comments,
    with_field_comments,
    with_new_hash,
)
from policybrief.records import Brief, Project, Record, content_hash

if TYPE_CHECKING:
    from policybrief.project.reader import LoadedProject


@dataclass(frozen=True, slots=True)
class TranslationFile:
    """A translation file after what it lacks was added: nothing was written where no ids were added."""

    path: str
    noun: str
    """What its ids are of: "record" in a dossier, "text" in a brief or the settings."""
    added: CommentedText


def dossier_stems(loaded: LoadedProject) -> dict[str, list[Record]]:
    """Path of each file with records, without its ending → its records, in the order of writing."""
    stems: dict[str, list[Record]] = {}
    for record in loaded.corpus.records:
        if source := loaded.corpus.source_of(record.id):
            stems.setdefault(source.path.removesuffix(".yaml"), []).append(record)
    return stems


def extend_dossiers(
    loaded: LoadedProject, language: str, *, stems: Iterable[str]
) -> Iterator[TranslationFile]:
    """What was added to the translation of each of these dossiers."""
    records = dossier_stems(loaded)
    for stem in stems:
        path, text = _translation(stem, language, loaded)
        lines = [(kind_key(record), record, content_hash(record)) for record in records[stem]]
        yield _written(path, with_comments(text, lines, language=language), "record", loaded)


def extend_settings(
    loaded: LoadedProject, language: str, *, briefs: Iterable[Brief]
) -> Iterator[TranslationFile]:
    """What was added to the translations of the settings and of these briefs, if they have any words."""
    named: list[tuple[str, Brief | Project]] = [(PurePosixPath(PROJECT_FILE).stem, loaded.project)]
    named += [(brief.path.removesuffix(".yaml"), brief) for brief in briefs]
    for stem, original in named:
        path, text = _translation(stem, language, loaded)
        words = untranslated_fields(original, language)
        if words or text:
            yield _written(path, with_field_comments(text, words), "text", loaded)


def renew_hash(record: Record, language: str, *, loaded: LoadedProject) -> tuple[str, bool]:
    """The name of the file that translates a record, and whether the hash of the original was renewed."""
    source = loaded.corpus.source_of(record.id)
    assert source is not None  # every record was read from a file
    path, text = _translation(source.path.removesuffix(".yaml"), language, loaded)
    after = with_new_hash(text, kind_key(record), record.id, content_hash(record))
    if after is not None:
        write_atomically(path, after.encode())
    return path.name, after is not None


def outdated_translations(loaded: LoadedProject, language: str) -> tuple[str, ...]:
    """The ids of the records that have changed since they were translated."""
    return tuple(
        d.record
        for d in loaded.diagnostics
        if d.code == "outdated-translation" and d.span and d.span.path.endswith(f".{language}.yaml")
    )


def _translation(stem: str, language: str, loaded: LoadedProject) -> tuple[Path, str]:
    """The file that translates `stem`, and its text; "" if there is none yet."""
    path = loaded.root / f"{stem}.{language}.yaml"
    return path, path.read_text(encoding="utf-8-sig") if path.is_file() else ""


def _written(path: Path, added: CommentedText, noun: str, loaded: LoadedProject) -> TranslationFile:
    if added.ids:
        write_atomically(path, added.text.encode())
    return TranslationFile(path.relative_to(loaded.root).as_posix(), noun, added)
