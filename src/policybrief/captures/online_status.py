"""What an address gives now against the copy that was read."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_never

from policybrief.captures.captured_text import Unreadable, read_capture
from policybrief.captures.source_status import SourceState, SourceStatus
from policybrief.captures.storage import stored_capture
from policybrief.captures.web import Fetched, RequestLimits, fetch
from policybrief.document.differences import align
from policybrief.files.writing import write_atomically
from policybrief.records import Source

if TYPE_CHECKING:
    from policybrief.project import LoadedProject

_VERSIONS = Path(".brief") / "online.json"
_MOST_WORDS = 50_000


def ask_online(
    sources: Sequence[Source],
    offline: Sequence[SourceStatus],
    loaded: LoadedProject,
    *,
    limits: RequestLimits,
) -> Iterator[SourceStatus]:
    """The status of each source by what its address gives, one after the other, so that no server is hurried.

    A source without an address, or of which something is wrong already, keeps its `offline` status. What
    servers report about their versions is read from `.brief/online.json`, and kept there for the next time.
    """
    versions = _read_versions(loaded.root / _VERSIONS)
    for source, status in zip(sources, offline, strict=True):
        yield _ask(source, status, loaded, versions, limits)
    text = json.dumps(versions, indent=1, sort_keys=True) + "\n"
    write_atomically(loaded.root / _VERSIONS, text.encode())


def _read_versions(path: Path) -> dict[str, dict[str, str]]:
    """URL → what its server said the last time; nothing if that cannot be read."""
    try:
        versions: Any = json.loads(path.read_text(encoding="utf-8"))
        return {str(url): {str(k): str(v) for k, v in one.items()} for url, one in versions.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def _ask(
    source: Source,
    offline: SourceStatus,
    loaded: LoadedProject,
    versions: dict[str, dict[str, str]],
    limits: RequestLimits,
) -> SourceStatus:
    url = source.url or (f"https://doi.org/{source.doi}" if source.doi else "")
    if offline.state in (SourceState.SUPERSEDED, SourceState.DRIFTED):
        return offline
    if not url:
        return replace(offline, notes=(*offline.notes, "it has no web address to check"))
    capture = source.capture.sha256 if source.capture else ""
    version = versions.get(url, {})
    if version.get("capture") != capture:
        version = {}
    answer = fetch(url, limits=limits, etag=version.get("etag", ""), modified=version.get("modified", ""))
    match answer.state:
        case "gone":
            return SourceStatus(source.id, SourceState.GONE, (answer.reason,))
        case "not checked":
            return SourceStatus(source.id, SourceState.NOT_CHECKED, (answer.reason, *offline.notes))
        case "ok" | "unchanged":
            state, note = _against(answer, source, loaded)
        case _:
            assert_never(answer.state)
    if state is not SourceState.UNCHANGED:
        return SourceStatus(source.id, state, (note,))
    if answer.state == "ok":
        versions[url] = {"etag": answer.etag, "modified": answer.modified, "capture": capture}
    if answer.moved:
        return SourceStatus(
            source.id, SourceState.MOVED, (f"its address now redirects to {answer.url}", note)
        )
    return SourceStatus(source.id, state, (note,))


def _against(answer: Fetched, source: Source, loaded: LoadedProject) -> tuple[SourceState, str]:
    if answer.state == "unchanged":
        return SourceState.UNCHANGED, "the server says that it has not changed"
    if source.capture is None:
        return SourceState.NOT_CHECKED, "it answers; there is no captured copy to compare with"
    if hashlib.sha256(answer.content).hexdigest() == source.capture.sha256:
        return SourceState.UNCHANGED, "its address returns the same bytes"
    stored = stored_capture(loaded.root, loaded.project, source.capture.sha256)
    if stored is None:
        return (
            SourceState.NOT_CHECKED,
            "its address returns different bytes; the copy to compare with is not on this machine",
        )
    try:
        before, after = read_capture(stored).text, read_capture(answer.content).text
    except Unreadable as fault:
        return SourceState.NOT_CHECKED, f"its address returns different bytes; {fault}"
    share = _changed(before, after)
    if not share:
        return SourceState.UNCHANGED, "its address returns the same words"
    return SourceState.DRIFTED, f"{max(share, 0.001):.1%} of its words have changed"


def _changed(before: str, after: str) -> float:
    """The share of the words that differ; 0 if none does."""
    old, new = (re.findall(r"\w+", text.casefold())[:_MOST_WORDS] for text in (before, after))
    if old == new:
        return 0.0
    same = sum(s.end - s.start for s in align(old, new) if s.same)
    return 1 - 2 * same / max(1, len(old) + len(new))
