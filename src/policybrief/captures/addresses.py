"""Which addresses of the web may be asked, checked by name and by every IP address that the name has."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

_PORTS = {"https": 443, "http": 80}
_NO_ADDRESS = "it is not a web address"
_PRIVATE = "its name resolves to a private network"
_PRIVATE_NAMES = (".localhost", ".local", ".internal", ".home.arpa")
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052
_UNICAST = IPv6Network("2000::/3")  # all that IANA has assigned to the public internet


class NotChecked(Exception):
    """An address that may not be asked, or does not answer: with the reason."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """The parts of a URL that a request needs; user name, password and fragment are left out."""

    scheme: str
    host: str
    """In ASCII and lower case: a name without the root's dot, or an IP address without brackets."""
    port: int
    path: str
    """With the query; at least "/"."""

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"


def web_address(url: str, *, local: bool) -> WebAddress:
    """The parts of a URL that may be asked, as far as its text shows: HTTPS, and no name of a local network.

    `local` allows http and every host.

    Raises:
        NotChecked: it is not a web address, or may not be asked.
    """
    try:
        parts = urlsplit(url)
        scheme, host = parts.scheme, _ascii_host(parts.hostname or "")
        port = parts.port or _PORTS[scheme]
    except (ValueError, KeyError):  # brackets that do not close, a port beyond 65535, a label of 300 letters
        raise NotChecked(_NO_ADDRESS) from None
    if not local and scheme != "https":
        raise NotChecked("its address is not encrypted (http)")
    if not local and _is_private_host(host):
        raise NotChecked(_PRIVATE)
    return WebAddress(scheme, host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def ip_addresses(address: WebAddress, *, local: bool) -> tuple[str, ...]:
    """The IP addresses of the host, resolved once; all of them are public, unless `local` allows others.

    Raises:
        NotChecked: there are none, or one of them is not public.
    """
    try:
        entries = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except OSError:
        entries = []
    if not entries:
        raise NotChecked("there is no network, or no such name")
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in entries))
    if not local and not all(is_public(ip_address(text)) for text in addresses):
        raise NotChecked(_PRIVATE)
    return addresses


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an IP address belongs to a host of the public internet, also where IPv6 wraps one of IPv4."""
    if isinstance(address, IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            wrapped = IPv4Address(int(address) & 0xFFFF_FFFF)
        if wrapped is not None:
            return is_public(wrapped)
        if address not in _UNICAST:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _ascii_host(name: str) -> str:
    """The host in ASCII. A name that ends in a number is an IPv4 address in full, never 127.1 or 0x7f000001.

    Raises:
        ValueError: it is no host.
    """
    if ":" in name:
        return str(ip_address(name))
    host = name.encode("idna").decode().lower().removesuffix(".")
    if re.fullmatch(r"\d+|0x[\da-f]*", host.rpartition(".")[2]):
        return str(IPv4Address(host))
    if not re.fullmatch(r"[a-z0-9._-]+", host):
        raise ValueError
    return host


def _is_private_host(host: str) -> bool:
    try:
        return not is_public(ip_address(host))
    except ValueError:
        return "." not in host or host.endswith(_PRIVATE_NAMES)
