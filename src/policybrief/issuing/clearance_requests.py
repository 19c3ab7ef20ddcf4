"""What is to be cleared: records by name, or all of a topic, a file or an edition."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.diagnostics import Diagnostic, Refusal, Severity
from policybrief.editions import examine, one_edition, one_of
from policybrief.files.names import composed
from policybrief.issuing.clearance import ClearableText, clearable_text
from policybrief.languages import fallbacks
from policybrief.records import Named, Record

if TYPE_CHECKING:
    from policybrief.editions import Workspace


@dataclass(frozen=True, slots=True)
class ClearanceRequest:
    """Records by id, or all of a topic, a dossier or an edition; in a language other than the original."""

    ids: tuple[str, ...] = ()
    topic: str = ""
    dossier: str = ""
    edition: str = ""
    language: str = ""


def texts_to_clear(request: ClearanceRequest, workspace: Workspace) -> tuple[ClearableText, ...]:
    """The records named, or all of a topic, a file or an edition that need clearance and are not withdrawn.

    Raises:
        Refusal: a name means nothing, several ways are mixed, or a record named cannot be cleared.
    """
    if sum(map(bool, (request.ids, request.topic, request.dossier, request.edition))) != 1:
        raise Refusal("Give either records, or one of --topic, --dossier and --edition.")
    loaded, language = workspace.loaded, request.language
    if language:
        one_of("translation language", language, loaded.project.languages[1:])
    if request.ids:
        named = [_record(name, workspace) for name in dict.fromkeys(request.ids)]
        return tuple(clearable_text(record, language, loaded) for record in named)
    records, languages = _records_of_group(request, workspace)
    due = [record for record in records if not isinstance(record, Named) and not record.withdrawn]
    texts = tuple(
        clearable_text(record, code, loaded)
        for code in languages
        for record in due
        if not code or loaded.corpus.translation_of(record.id, code)
    )
    if not texts:
        raise Refusal(f"Nothing in {request.topic or request.dossier or request.edition} needs clearance.")
    return texts


def _records_of_group(request: ClearanceRequest, workspace: Workspace) -> tuple[list[Record], list[str]]:
    """The records of a topic, a file or an edition, and the languages in which they are to be cleared."""
    corpus = workspace.loaded.corpus
    if request.topic:
        one_of(
            "topic", request.topic, sorted({topic for record in corpus.records for topic in record.topics})
        )
        return [record for record in corpus.records if request.topic in record.topics], [request.language]
    if request.dossier:
        return _in_file(request.dossier, workspace), [request.language]
    shown, language = _shown(request.edition, workspace)
    original = workspace.loaded.project.languages[0]
    translated = not request.language and language != original
    languages = ["", *fallbacks(language)] if translated else [request.language]
    return [record for record in corpus.records if record.id in shown], languages


def _record(name: str, workspace: Workspace) -> Record:
    corpus = workspace.loaded.corpus
    record = corpus.get(name)
    if record is None and name in corpus.broken:
        errors = [d for d in workspace.loaded.diagnostics if d.severity is Severity.ERROR]
        own = [d for d in errors if d.record == name] or [d for d in errors if _holds(d, name, workspace)]
        raise Refusal(f"'{name}' cannot be read:", own or errors)
    if record is None:
        renamed = next((r.id for r in corpus.records if name in r.was), "")
        if renamed:
            raise Refusal(f"there is no record called '{name}'; it is now called '{renamed}'")
        one_of("record", name, [r.id for r in corpus.records])
    assert record is not None
    if record.withdrawn:
        raise Refusal(f"{record.kind} '{name}' was withdrawn on {record.withdrawn.date}; it is never shown.")
    return record


def _holds(fault: Diagnostic, name: str, workspace: Workspace) -> bool:
    """True if the file of `fault` holds the id at all."""
    path = workspace.loaded.root / fault.span.path if fault.span else None
    return path is not None and path.is_file() and name in path.read_text(encoding="utf-8", errors="replace")


def _in_file(name: str, workspace: Workspace) -> list[Record]:
    stem = Path(name.replace("\\", "/")).name.removesuffix(".yaml")
    by_file: dict[str, list[Record]] = {}
    for record in workspace.loaded.corpus.records:
        source = workspace.loaded.corpus.source_of(record.id)
        if source:
            by_file.setdefault(composed(Path(source.path).name.removesuffix(".yaml")), []).append(record)
    return by_file[one_of("dossier", stem, [*by_file])]


def _shown(words: str, workspace: Workspace) -> tuple[frozenset[str], str]:
    """Ids of the records that one edition shows, and its language.

    Raises:
        Refusal: the words name no edition or several, or it cannot be made.
    """
    edition = one_edition(workspace.editions(workspace.named((words,))))
    [result] = examine(workspace, (edition,))
    if result.made is None or result.made.document is None:
        errors = [d for d in result.diagnostics if d.severity is Severity.ERROR]
        raise Refusal(f"{edition.name} cannot be made:", errors)
    return frozenset(result.made.shown), edition.language
