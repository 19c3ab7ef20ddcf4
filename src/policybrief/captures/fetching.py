"""An address → what it gives now: a few bytes of the network at a time, nothing that it says is run."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import time
import zlib
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Thread
from urllib.parse import urljoin, urlsplit

from policybrief.captures.reading import MOST_BYTES

USER_AGENT = "policybrief (checks whether cited sources are still there)"
_GONE = frozenset({404, 410})
_MOVED = frozenset({301, 302, 303, 307, 308})
_STEP = 65_536


@dataclass(frozen=True, slots=True)
class Limits:
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
    state: str = "ok"
    """ok · unchanged (since the last time) · gone · not checked"""
    said: str = ""
    moved: bool = False
    """Whether the address leads elsewhere for good (301, 308)."""
    etag: str = ""
    modified: str = ""


def fetch(url: str, *, limits: Limits, etag: str = "", modified: str = "") -> Fetched:
    """What the address gives; with what the last answer said of its version, nothing if that still holds.

    HTTPS only, unless `local`; no address of a private network, whatever a name leads to. All of it (name,
    connection, headers, redirections) has one limit of time: a server that sends a byte a second, or a name
    that nobody resolves, is left alone when that is over.
    """
    answer: Future[Fetched] = Future()
    Thread(target=_answer, args=(answer, url, limits, etag, modified), daemon=True).start()
    try:
        return answer.result(timeout=limits.seconds)
    except TimeoutError:
        return Fetched(url, state="not checked", said="no answer in time")


def _answer(answer: Future[Fetched], url: str, limits: Limits, etag: str, modified: str) -> None:
    try:
        answer.set_result(_fetched(url, limits, etag, modified))
    except Exception as fault:
        answer.set_exception(fault)


def _fetched(url: str, limits: Limits, etag: str, modified: str) -> Fetched:
    """What comes of a request, whose steps may take a little longer than the limit of time."""
    ends = time.monotonic() + limits.seconds
    moved, at = False, url
    for _ in range(limits.redirects + 1):
        try:
            refused = _refused(at, limits)
        except ValueError:  # brackets that do not close, a port beyond 65535, a label of 300 letters
            refused = "it is no address of the web"
        if refused:
            return Fetched(at, state="not checked", said=refused, moved=moved)
        try:
            status, headers, content = _request(at, limits, ends, etag, modified)
        except TimeoutError:
            return Fetched(at, state="not checked", said="no answer in time", moved=moved)
        except _TooLarge:
            return Fetched(at, state="not checked", said="the answer is too large", moved=moved)
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as fault:
            return Fetched(at, state="not checked", said=f"no answer ({type(fault).__name__})", moved=moved)
        if status in _MOVED and headers.get("location"):
            moved = moved or status in (301, 308)
            try:
                at = urljoin(at, headers["location"])
            except ValueError:
                return Fetched(at, state="not checked", said="it leads to what is no address", moved=moved)
            continue
        return _answered(at, status, headers, content, moved)
    return Fetched(at, state="not checked", said="it leads from address to address without end", moved=moved)


def _answered(url: str, status: int, headers: dict[str, str], content: bytes, moved: bool) -> Fetched:
    if status == 304:
        return Fetched(url, state="unchanged", moved=moved)
    if status in _GONE:
        return Fetched(
            url, state="gone", said=f"the server says that it is not there ({status})", moved=moved
        )
    if status != 200:
        return Fetched(url, state="not checked", said=f"the server refuses or fails ({status})", moved=moved)
    etag, modified = headers.get("etag", ""), headers.get("last-modified", "")
    return Fetched(url, content, moved=moved, etag=etag[:200], modified=modified[:64])


class _TooLarge(Exception):
    pass


def _refused(url: str, limits: Limits) -> str:
    """Why an address is not asked; "" if it may be."""
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        return "it is no address of the web"
    if limits.local:
        return ""
    if parts.scheme != "https":
        return "its address is not encrypted (http)"
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except OSError:
        return "no network, or no such name"
    if not all(ipaddress.ip_address(entry[4][0]).is_global for entry in found):
        return "its name leads into a private network"
    return ""


def _request(
    url: str, limits: Limits, ends: float, etag: str, modified: str
) -> tuple[int, dict[str, str], bytes]:
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=_left(ends))
    headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", "Accept": "*/*"}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": modified} if modified else {}
    try:
        connection.request(
            "GET", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), headers=headers
        )
        answer = connection.getresponse()
        said = {name.lower(): value for name, value in answer.getheaders()}
        content = _read(answer, connection, limits, ends) if answer.status == 200 else b""
    finally:
        connection.close()
    if said.get("content-encoding", "").lower() in ("gzip", "deflate"):
        content = _unpacked(content, limits)
    return answer.status, said, content


def _read(
    answer: http.client.HTTPResponse, connection: http.client.HTTPConnection, limits: Limits, ends: float
) -> bytes:
    pieces: list[bytes] = []
    held = 0
    while True:
        left = _left(ends)
        if connection.sock is not None:
            connection.sock.settimeout(left)
        piece = answer.read1(_STEP)
        if not piece:
            return b"".join(pieces)
        held += len(piece)
        if held > limits.size:
            raise _TooLarge
        pieces.append(piece)


def _unpacked(content: bytes, limits: Limits) -> bytes:
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 32)
    done = unpacking.decompress(content, limits.size)
    if unpacking.unconsumed_tail:
        raise _TooLarge
    return done


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
