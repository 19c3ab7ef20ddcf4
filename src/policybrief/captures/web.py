"""A URL → what it gives now, within limits of time, size and redirections; nothing of it is run."""

from __future__ import annotations

import time
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Thread
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin

from policybrief.captures.addresses import NotChecked, web_address
from policybrief.captures.captured_text import MOST_BYTES

if TYPE_CHECKING:
    from policybrief.captures.connections import Response

USER_AGENT = "policybrief (checks whether cited sources are still there)"
_GONE = frozenset({404, 410})
_PERMANENT = frozenset({301, 308})
_REDIRECTIONS = _PERMANENT | {302, 303, 307}


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """What one request may cost."""

    seconds: float = 20.0
    """In all, redirections too."""
    size: int = MOST_BYTES
    redirects: int = 5
    local: bool = False
    """Whether addresses of this machine and of private networks may be asked, also without encryption."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one request: `content`, or why there is none. Only 404 and 410 are `gone`."""

    url: str
    """The address that answered."""
    content: bytes = field(default=b"", repr=False)
    state: Literal["ok", "unchanged", "gone", "not checked"] = "ok"
    """`unchanged`: since the version that was sent along."""
    reason: str = ""
    moved: bool = False
    """Whether the address leads to another one permanently (301, 308)."""
    etag: str = ""
    modified: str = ""


def fetch(url: str, *, limits: RequestLimits, etag: str = "", modified: str = "") -> Fetched:
    """What the address gives; with the version of its last answer, nothing if that is still current.

    Unless `local`: HTTPS only, and no address of a private network, wherever a name or a redirection leads.
    The limit of time covers names, connections and headers too: a server that sends a byte a second, or a
    name that nobody resolves, is abandoned when it is over.
    """
    result: Future[Fetched] = Future()
    Thread(target=_run, args=(result, url, limits, etag, modified), daemon=True).start()
    try:
        return result.result(timeout=limits.seconds)
    except TimeoutError:
        return Fetched(url, state="not checked", reason="no answer in time")


def _run(result: Future[Fetched], url: str, limits: RequestLimits, etag: str, modified: str) -> None:
    try:
        result.set_result(_fetched(url, limits, etag, modified))
    except Exception as fault:
        result.set_exception(fault)


def _fetched(url: str, limits: RequestLimits, etag: str, modified: str) -> Fetched:
    """What comes of a request, whose steps may take a little longer than the limit of time."""
    from policybrief.captures.connections import get  # loads urllib3: only where a network is asked

    headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", "Accept": "*/*"}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": modified} if modified else {}
    deadline = time.monotonic() + limits.seconds
    moved = False
    for _ in range(limits.redirects + 1):
        try:
            address = web_address(url, local=limits.local)
            response = get(address, headers=headers, size=limits.size, deadline=deadline, local=limits.local)
        except NotChecked as fault:
            return Fetched(url, state="not checked", reason=str(fault), moved=moved)
        location = response.headers.get("location", "")
        if response.status not in _REDIRECTIONS or not location:
            return _outcome(url, response, moved=moved)
        moved = moved or response.status in _PERMANENT
        try:
            url = urljoin(url, location)
        except ValueError:
            return Fetched(
                url,
                state="not checked",
                reason="it redirects to something that is not an address",
                moved=moved,
            )
    return Fetched(url, state="not checked", reason="it redirects endlessly", moved=moved)


def _outcome(url: str, response: Response, *, moved: bool) -> Fetched:
    status = response.status
    if status == 304:
        return Fetched(url, state="unchanged", moved=moved)
    if status in _GONE:
        return Fetched(
            url, state="gone", reason=f"the server reports that it does not exist ({status})", moved=moved
        )
    if status != 200:
        return Fetched(
            url, state="not checked", reason=f"the server refuses or fails ({status})", moved=moved
        )
    etag, modified = response.headers.get("etag", ""), response.headers.get("last-modified", "")
    return Fetched(url, response.content, moved=moved, etag=etag[:200], modified=modified[:64])
