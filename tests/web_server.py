"""A web server on this machine that answers well and badly, and a proxy that notes what it is asked."""

from __future__ import annotations

import gzip
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import create_connection, socket
from typing import Any, ClassVar

WORDS = (
    "The harbour. In all 1,200 boats, or one thousand two hundred fer-\nries, cross the bay. The quay shut."
)


class Server(BaseHTTPRequestHandler):
    """Answers by the path asked for."""

    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_GET(self) -> None:
        Server.asked.append((self.path, dict(self.headers)))
        match self.path:
            case "/same":
                if self.headers.get("If-None-Match") == '"v1"':
                    self.answer(304)
                else:
                    self.answer(200, WORDS.encode(), ETag='"v1"')
            case "/page":
                self.answer(200, f"<html><body><p>{WORDS}</p></body></html>".encode())
            case "/other":
                self.answer(200, WORDS.replace("quay", "pier").encode())
            case "/gzip":
                self.answer(200, gzip.compress(WORDS.encode()), **{"Content-Encoding": "gzip"})
            case "/bomb":
                self.answer(200, gzip.compress(b"0" * 3_000_000), **{"Content-Encoding": "gzip"})
            case "/bomb-in-a-bomb":
                content = gzip.compress(gzip.compress(b"0" * 10_000_000))
                self.answer(200, content, **{"Content-Encoding": "gzip, gzip"})
            case "/damaged-gzip":
                self.answer(200, b"\x1f\x8bnonsense", **{"Content-Encoding": "gzip"})
            case "/cut-short":
                self.send_response(200)
                self.send_header("Content-Length", "1000")
                self.end_headers()
                self.wfile.write(b"x" * 10)
            case "/moved":
                self.answer(301, Location="/same")
            case "/loop":
                self.answer(302, Location="/loop")
            case "/inside":
                self.answer(302, Location="https://169.254.169.254/latest/meta-data")
            case "/unencrypted":
                self.answer(302, Location="http://archive.example/same")
            case "/slow":
                time.sleep(2)
            case "/drip":
                self.send_response(200)
                self.end_headers()
                for _ in range(40):
                    self.wfile.write(b"x")
                    time.sleep(0.05)
            case "/dripping-headers":
                self.wfile.write(b"HTTP/1.1 200 OK\r\n")
                for number in range(60):
                    self.wfile.write(f"X-{number}: x\r\n".encode())
                    time.sleep(0.1)
            case "/many-headers":
                self.answer(200, WORDS.encode(), **{f"X-{number}": "x" for number in range(200)})
            case "/long-header":
                self.answer(200, WORDS.encode(), **{"X-Long": "x" * 70_000})
            case "/odd":
                self.answer(302, Location="https://[x/")
            case "/endless":
                self.send_response(200)
                self.end_headers()
                for _ in range(100):
                    self.wfile.write(b"x" * 100_000)
            case "/broken":
                self.wfile.write(b"nonsense\r\n\r\n")
            case path:
                self.answer(int(path[1:]))

    def answer(self, status: int, content: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        pass


class Proxy(BaseHTTPRequestHandler):
    """Leads every request to one port of this machine, whatever host it names."""

    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []
    target: ClassVar[int] = 0

    def do_CONNECT(self) -> None:
        Proxy.asked.append((f"CONNECT {self.path}", dict(self.headers)))
        if "refused" in self.path:
            self.send_error(403)
            return
        with create_connection(("127.0.0.1", Proxy.target)) as server:
            self.send_response(200)
            self.end_headers()
            back = threading.Thread(target=_copy, args=(server, self.connection), daemon=True)
            back.start()
            _copy(self.connection, server)

    def do_GET(self) -> None:
        Proxy.asked.append((f"GET {self.path}", dict(self.headers)))
        self.send_response(200)
        self.send_header("Content-Length", str(len(WORDS)))
        self.end_headers()
        self.wfile.write(WORDS.encode())

    def log_message(self, *_: Any) -> None:
        pass


def _copy(source: socket, target: socket) -> None:
    try:
        while piece := source.recv(65_536):
            target.sendall(piece)
    except OSError:
        pass  # one of the two has gone


class Quiet(ThreadingHTTPServer):
    """A server that says nothing when a client has gone."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler], *, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """The port of a server that runs as long as the context."""
    server = Quiet(("127.0.0.1", 0), handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()
