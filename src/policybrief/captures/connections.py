"""One request to one address of the web, through the network's proxy or to exactly the IP address checked."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, ProxyError
from urllib3.exceptions import TimeoutError as TimedOut

from policybrief.captures.addresses import NotChecked, WebAddress, ip_addresses

_STEP = 65_536


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answers: the content only with status 200, uncompressed."""

    status: int
    headers: dict[str, str]
    """By names in lower case."""
    content: bytes


def get(
    address: WebAddress, *, headers: Mapping[str, str], size: int, deadline: float, local: bool
) -> Response:
    """The answer to one GET; redirections are not followed, nothing is tried twice.

    At most `size` bytes are read, counted as sent and again when uncompressed, until the `deadline` of
    `time.monotonic`; at most 100 headers, of 64 KB each, as `http.client` has it.

    Raises:
        NotChecked: the address may not be asked, or there is no answer within these limits.
    """
    try:
        response = _opened(address, headers=headers, deadline=deadline, local=local)
        try:
            content = _content(response, size=size, deadline=deadline) if response.status == 200 else b""
        finally:
            response.close()
    except (TimedOut, TimeoutError):
        raise NotChecked("no answer in time") from None
    except ProxyError:
        raise NotChecked("the proxy of this network does not answer, or refuses the connection") from None
    except (HTTPError, OSError, ValueError) as fault:
        raise NotChecked(f"no answer ({type(fault).__name__})") from None
    return Response(response.status, {name.lower(): text for name, text in response.headers.items()}, content)


def _opened(
    address: WebAddress, *, headers: Mapping[str, str], deadline: float, local: bool
) -> urllib3.BaseHTTPResponse:
    proxy = _proxy(address)
    if proxy:
        return _opened_through(proxy, address, headers=headers, deadline=deadline)
    *others, last = ip_addresses(address, local=local)
    for number, ip in enumerate(others):
        patience = _left(deadline) / (len(others) + 1 - number)
        try:
            return _opened_at(ip, address, headers=headers, timeout=_timeout(deadline, connect=patience))
        except (NewConnectionError, ConnectTimeoutError):
            continue
    return _opened_at(last, address, headers=headers, timeout=_timeout(deadline))


def _opened_at(
    ip: str, address: WebAddress, *, headers: Mapping[str, str], timeout: urllib3.Timeout
) -> urllib3.BaseHTTPResponse:
    """The answer from exactly this IP address; its certificate must be one for the name."""
    if address.scheme == "https":
        pool: urllib3.HTTPConnectionPool = urllib3.HTTPSConnectionPool(
            ip, address.port, server_hostname=address.host, timeout=timeout
        )
    else:
        pool = urllib3.HTTPConnectionPool(ip, address.port, timeout=timeout)
    return pool.urlopen(
        "GET",
        address.path,
        headers={**headers, "Host": address.authority},
        redirect=False,
        retries=False,
        preload_content=False,
    )


def _opened_through(
    proxy: str, address: WebAddress, *, headers: Mapping[str, str], deadline: float
) -> urllib3.BaseHTTPResponse:
    """The answer by way of a proxy, which resolves the name; the certificate is still checked here."""
    url = urllib3.util.parse_url(proxy if "://" in proxy else f"http://{proxy}")
    credentials = urllib3.make_headers(proxy_basic_auth=unquote(url.auth)) if url.auth else None
    manager = urllib3.ProxyManager(
        url._replace(auth=None).url, proxy_headers=credentials, timeout=_timeout(deadline)
    )
    return manager.urlopen(
        "GET", str(address), headers=headers, redirect=False, retries=False, preload_content=False
    )


def _proxy(address: WebAddress) -> str:
    """The proxy for an address, by HTTPS_PROXY, HTTP_PROXY and NO_PROXY in either case, or by the settings of
    Windows and macOS; "" if it is asked directly."""
    if proxy_bypass(f"{address.host}:{address.port}"):
        return ""
    return getproxies().get(address.scheme, "")


def _content(response: urllib3.BaseHTTPResponse, *, size: int, deadline: float) -> bytes:
    pieces: list[bytes] = []
    total = 0
    while piece := response.read1(_STEP, decode_content=True):
        pieces.append(piece)
        total += len(piece)
        if max(total, response.tell()) > size:
            raise NotChecked("the answer is too large")
        _left(deadline)
    return b"".join(pieces)


def _timeout(deadline: float, *, connect: float | None = None) -> urllib3.Timeout:
    left = _left(deadline)
    return urllib3.Timeout(connect=connect or left, read=left)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
