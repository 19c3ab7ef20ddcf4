"""What an address gives now against the copy that was read."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from policybrief.captures.checking import Finding, State
from policybrief.captures.reading import Unreadable, read_capture
from policybrief.captures.shelf import read_kept
from policybrief.captures.web import Fetched, Limits, fetch
from policybrief.document.differences import align
from policybrief.records import Source

if TYPE_CHECKING:
    from policybrief.project import Loaded

_MOST_WORDS = 50_000


def compared(
    source: Source, offline: Finding, loaded: Loaded, seen: dict[str, dict[str, str]], limits: Limits
) -> Finding:
    """What the source's address says; `seen` is what addresses said before, and is brought up to date.

    A source without an address, or of which something is wrong already, keeps what was found `offline`.
    """
    url = source.url or (f"https://doi.org/{source.doi}" if source.doi else "")
    if offline.state in (State.SUPERSEDED, State.DRIFTED):
        return offline
    if not url:
        return Finding(source.id, offline.state, (*offline.said, "it has no address to ask"))
    known = seen.get(url, {})
    capture = source.capture.sha256 if source.capture else ""
    same = known.get("capture") == capture
    answer = fetch(
        url,
        limits=limits,
        etag=known.get("etag", "") if same else "",
        modified=known.get("modified", "") if same else "",
    )
    if answer.state == "gone":
        return Finding(source.id, State.GONE, (answer.reason,))
    if answer.state == "not checked":
        return Finding(source.id, State.NOT_CHECKED, (answer.reason, *offline.said))
    state, said = _against(answer, source, loaded)
    if state is State.UNCHANGED:
        seen[url] = {"etag": answer.etag, "modified": answer.modified, "capture": capture}
        if answer.state == "unchanged":
            seen[url] = known
        if answer.moved:
            return Finding(source.id, State.MOVED, (f"its address now leads to {answer.url}", said))
    return Finding(source.id, state, (said,))


def _against(answer: Fetched, source: Source, loaded: Loaded) -> tuple[State, str]:
    if answer.state == "unchanged":
        return State.UNCHANGED, "the server says that it has not changed"
    if source.capture is None:
        return State.NOT_CHECKED, "it answers; no copy was captured to compare with"
    if hashlib.sha256(answer.content).hexdigest() == source.capture.sha256:
        return State.UNCHANGED, "its address gives the same bytes"
    kept = read_kept(loaded.root, loaded.project, source.capture.sha256)
    if kept is None:
        return State.NOT_CHECKED, "its address gives other bytes; the copy to compare with is not here"
    try:
        before, after = read_capture(kept).text, read_capture(answer.content).text
    except Unreadable as fault:
        return State.NOT_CHECKED, f"its address gives other bytes; {fault}"
    share = _changed(before, after)
    if not share:
        return State.UNCHANGED, "its address gives the same words"
    return State.DRIFTED, f"{max(share, 0.001):.1%} of its words are not what they were"


def _changed(before: str, after: str) -> float:
    """The share of the words that differ; 0 if none does."""
    old, new = (re.findall(r"\w+", text.casefold())[:_MOST_WORDS] for text in (before, after))
    if old == new:
        return 0.0
    same = sum(s.end - s.start for s in align(old, new) if s.same)
    return 1 - 2 * same / max(1, len(old) + len(new))
