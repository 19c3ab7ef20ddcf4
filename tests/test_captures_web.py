"""What an address of the web gives: only public ones are asked, each name is resolved once, within limits."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
import trustme

from policybrief.captures import RequestLimits, fetch
from policybrief.captures.addresses import is_public
from web_server import WORDS, Proxy, Server, serving

LOCAL = RequestLimits(seconds=30.0, size=1_000_000, local=True)
PUBLIC = RequestLimits(seconds=30.0, size=1_000_000)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving(Server) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.mark.parametrize(
    ("path", "state", "reason"),
    [
        ("/same", "ok", ""),
        ("/gzip", "ok", ""),
        ("/404", "gone", "404"),
        ("/410", "gone", "410"),
        ("/403", "not checked", "403"),
        ("/500", "not checked", "500"),
        ("/loop", "not checked", "endlessly"),
        ("/slow", "not checked", "in time"),
        ("/drip", "not checked", "in time"),
        ("/dripping-headers", "not checked", "in time"),
        ("/many-headers", "not checked", "no answer"),
        ("/long-header", "not checked", "no answer"),
        ("/odd", "not checked", "not an address"),
        ("/endless", "not checked", "too large"),
        ("/bomb", "not checked", "too large"),
        ("/bomb-in-a-bomb", "not checked", "too large"),
        ("/damaged-gzip", "not checked", "no answer"),
        ("/cut-short", "not checked", "no answer"),
        ("/broken", "not checked", "no answer"),
    ],
)
def test_only_a_server_that_says_so_makes_a_source_gone(
    server: str, path: str, state: str, reason: str
) -> None:
    limits = replace(LOCAL, seconds=1.0) if reason == "in time" else LOCAL
    answer = fetch(server + path, limits=limits)
    assert answer.state == state
    assert reason in answer.reason
    assert (answer.content == WORDS.encode()) == (state == "ok")


# ---- which addresses ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://example.org/x", "not encrypted"),
        ("ftp://example.org/x", "not a web address"),
        ("file:///etc/hostname", "not a web address"),
        ("https:///x", "not a web address"),
        ("https://[x/", "not a web address"),
        ("https://example.org:99999/", "not a web address"),
        (f"https://{'a' * 300}.org/", "not a web address"),
        ("https://a..b/", "not a web address"),
        ("https://a b.org/", "not a web address"),
        ("https://127.1/x", "not a web address"),
        ("https://2130706433/x", "not a web address"),
        ("https://0x7f000001/x", "not a web address"),
        ("https://0177.0.0.1/x", "not a web address"),
        ("https://127.0.0.1/x", "private network"),
        ("https://127.0.0.1./x", "private network"),
        ("https://１２７.0.0.1/x", "private network"),
        ("https://user:password@10.0.0.1/x", "private network"),
        ("https://[::1]/x", "private network"),
        ("https://169.254.169.254/latest", "private network"),
        ("https://localhost/x", "private network"),
        ("https://LOCALHOST./x", "private network"),
        ("https://intranet/x", "private network"),
        ("https://archive.internal/x", "private network"),
    ],
)
@pytest.mark.parametrize("proxy", ["", "http://127.0.0.1:9"])
def test_no_address_of_a_private_network_is_asked(
    url: str, reason: str, proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy)
    monkeypatch.setattr(socket, "getaddrinfo", _never)
    answer = fetch(url, limits=RequestLimits(seconds=5.0))
    assert answer.state == "not checked"
    assert reason in answer.reason


def _never(*_: Any, **__: Any) -> Any:
    raise AssertionError("a name was resolved")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::93.184.216.34", True),
        ("0.0.0.0", False),
        ("0.1.2.3", False),
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("127.8.8.8", False),
        ("169.254.169.254", False),
        ("172.16.0.1", False),
        ("192.0.2.1", False),
        ("192.168.1.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("239.255.255.250", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("::127.0.0.1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::127.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b:1::1", False),
        ("2002:7f00:1::", False),
        ("2001::1", False),
        ("2001:db8::1", False),
        ("fc00::1", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("4000::1", False),
    ],
)
def test_an_address_is_public_only_if_it_belongs_to_a_host_of_the_internet(
    address: str, public: bool
) -> None:
    assert is_public(ip_address(address)) is public


# ---- names -------------------------------------------------------------------------------------------


@dataclass
class Names:
    """A resolver without a network: each name has addresses, the public ones lead to this machine."""

    port: int
    real: Callable[..., Any]
    addresses: dict[str, tuple[str, ...]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __call__(self, host: str, port: int, *args: Any, **kwargs: Any) -> Any:
        self.asked.append(host)
        if host in self.addresses:
            return [self.real(ip, port, *args, **kwargs)[0] for ip in self.addresses[host]]
        if host in ("93.184.216.34", "127.0.0.1"):
            return self.real("127.0.0.1", port if host == "127.0.0.1" else self.port, *args, **kwargs)
        if host == "93.184.216.99":
            return self.real("127.0.0.1", 9, *args, **kwargs)  # nobody listens there
        raise socket.gaierror(f"no such name: {host}")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[trustme.CA, Path]:
    ca = trustme.CA()
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    ca.cert_pem.write_to_path(path)
    return ca, path


@pytest.fixture(scope="module")
def archive(authority: tuple[trustme.CA, Path]) -> Iterator[int]:
    """A server with a certificate for archive.example."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority[0].issue_cert("archive.example").configure_cert(context)
    with serving(Server, tls=context) as port:
        yield port


@pytest.fixture
def names(archive: int, authority: tuple[trustme.CA, Path], monkeypatch: pytest.MonkeyPatch) -> Names:
    resolver = Names(archive, socket.getaddrinfo)
    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority[1]))
    return resolver


def test_a_name_is_resolved_once_and_exactly_its_address_is_asked(names: Names) -> None:
    names.addresses["archive.example"] = ("93.184.216.34",)
    Server.asked.clear()
    answer = fetch("https://archive.example/same", limits=PUBLIC)
    assert (answer.state, answer.content) == ("ok", WORDS.encode())
    assert names.asked == ["archive.example", "93.184.216.34"]
    assert Server.asked[0][1]["Host"] == "archive.example"


def test_one_private_address_among_public_ones_is_enough_to_refuse(names: Names) -> None:
    for addresses in (("93.184.216.34", "10.0.0.1"), ("::1", "93.184.216.34")):
        names.addresses["archive.example"] = addresses
        names.asked.clear()
        answer = fetch("https://archive.example/same", limits=PUBLIC)
        assert (answer.state, answer.reason) == ("not checked", "its name resolves to a private network")
        assert names.asked == ["archive.example"]


def test_where_the_first_address_does_not_answer_the_next_is_asked(names: Names) -> None:
    names.addresses["archive.example"] = ("93.184.216.99", "93.184.216.34")
    assert fetch("https://archive.example/same", limits=PUBLIC).state == "ok"


def test_a_certificate_must_be_one_for_the_name_and_from_an_authority(
    names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    names.addresses |= {"other.example": ("93.184.216.34",), "archive.example": ("93.184.216.34",)}
    assert fetch("https://other.example/same", limits=PUBLIC).reason == "no answer (SSLError)"
    monkeypatch.delenv("SSL_CERT_FILE")
    assert fetch("https://archive.example/same", limits=PUBLIC).reason == "no answer (SSLError)"


@pytest.mark.parametrize(
    ("path", "reason"), [("/inside", "private network"), ("/unencrypted", "not encrypted")]
)
def test_a_redirection_is_checked_like_the_first_address(names: Names, path: str, reason: str) -> None:
    names.addresses["archive.example"] = ("93.184.216.34",)
    answer = fetch(f"https://archive.example{path}", limits=PUBLIC)
    assert answer.state == "not checked"
    assert reason in answer.reason


def test_a_name_without_addresses_is_not_checked_and_never_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> None:
        raise socket.gaierror("no network")

    for resolver in (unknown, lambda *_, **__: []):
        monkeypatch.setattr(socket, "getaddrinfo", resolver)
        answer = fetch("https://example.org/x", limits=PUBLIC)
        assert (answer.state, answer.reason) == ("not checked", "there is no network, or no such name")


def test_a_name_that_nobody_resolves_has_the_same_limit_of_time(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: ended.wait(60))
    assert fetch("https://example.org/x", limits=RequestLimits(seconds=0.5)).reason == "no answer in time"
    ended.set()


# ---- proxies -----------------------------------------------------------------------------------------


@pytest.fixture
def proxy(archive: int) -> Iterator[str]:
    Proxy.asked.clear()
    Proxy.target = archive
    with serving(Proxy) as port:
        yield f"127.0.0.1:{port}"


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy"])
def test_a_proxy_resolves_the_name_and_the_certificate_is_checked_here(
    names: Names, proxy: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, f"http://{proxy}")
    assert fetch("https://archive.example/same", limits=PUBLIC).content == WORDS.encode()
    assert fetch("https://other.example/same", limits=PUBLIC).reason == "no answer (SSLError)"
    assert [line for line, _ in Proxy.asked] == ["CONNECT archive.example:443", "CONNECT other.example:443"]
    assert set(names.asked) == {"127.0.0.1"}


def test_name_and_password_go_to_the_proxy_and_to_nobody_else(
    names: Names, proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"user:p%40ss@{proxy}")
    Server.asked.clear()
    assert fetch("https://archive.example/same", limits=PUBLIC).state == "ok"
    assert Proxy.asked[0][1]["proxy-authorization"] == "Basic dXNlcjpwQHNz"
    assert not {name for name in Server.asked[0][1] if "authorization" in name.lower()}


def test_an_unencrypted_address_goes_through_the_proxy_for_http(
    proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://{proxy}")
    assert fetch("http://archive.example/page?x=1", limits=LOCAL).content == WORDS.encode()
    assert Proxy.asked[0][0] == "GET http://archive.example/page?x=1"


@pytest.mark.parametrize("variable", ["NO_PROXY", "no_proxy"])
def test_hosts_that_need_no_proxy_are_asked_directly(
    names: Names, proxy: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    names.addresses["archive.example"] = ("93.184.216.34",)
    monkeypatch.setenv("HTTPS_PROXY", f"http://{proxy}")
    monkeypatch.setenv(variable, "intranet, .example")
    assert fetch("https://archive.example/same", limits=PUBLIC).state == "ok"
    assert not Proxy.asked


@pytest.mark.parametrize("named", ["http://127.0.0.1:9", "socks5://127.0.0.1:9", "http://[x", "http://"])
def test_a_proxy_that_does_not_answer_is_no_answer(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", named)
    assert fetch("https://archive.example/same", limits=PUBLIC).state == "not checked"


def test_a_proxy_that_refuses_is_named_as_the_reason(
    names: Names, proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://{proxy}")
    answer = fetch("https://refused.example/same", limits=PUBLIC)
    assert answer.reason == "the proxy of this network does not answer, or refuses the connection"
