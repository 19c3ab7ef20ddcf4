"""Standard output and error, safe from control characters in texts of files, names and logs of git."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

_OURS = r"\x1b\[(?:0|[1249]|3[1-6]|9[1-6])m"
"""Colours and weights that our own lines use (ECMA-48, 8.3.117); none of them hides anything."""
_UNSEEN = (
    "\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff"
)
"""Control characters, signs that turn or hide text or end lines, lone surrogates and tags: all invisible."""
_SIGN = re.compile(rf"({_OURS})|[\x00-\x08\x0b-\x1f{_UNSEEN}]")
_COMMAND = re.compile(r"^([ \t]*):(?=:)|#(?=#(?:\[|vso\[|teamcity\[))", re.MULTILINE)
"""What begins a command to the runner of a job: GitHub, Azure Pipelines and TeamCity read logs for them."""
_IN_JSON = re.compile(f"[{_UNSEEN}]")


def visible(text: str) -> str:
    """The text with each control character and each invisible sign written out: ␛, <U+202E>."""
    return text if text.isascii() and text.isprintable() else _SIGN.sub(_written_out, text)


def escaped(json_text: str) -> str:
    """JSON in which every invisible sign is an escape (RFC 8259, 7)."""
    import json  # `brief --help` needs none

    safe = _IN_JSON.sub(lambda match: json.dumps(match[0])[1:-1], json_text)
    return safe.replace("##", "#\\u0023")  # begins a command to the runner of a job


def _written_out(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"<U+{code:04X}>"


class _SafeStream(io.TextIOWrapper):
    """A stream that makes commands to the terminal, or to a program that reads the log, visible."""

    _begins = True
    below: TextIO
    """The stream below, which passes everything on, for programs that draw."""

    def write(self, text: str) -> int:
        """Write `text`, of which a part may have been written out."""
        safe = visible(text)
        if "::" in safe or "##" in safe:
            before = "" if self._begins else "\0"
            safe = _COMMAND.sub(_interrupted, before + safe).removeprefix(before)
        if text:
            self._begins = text.endswith("\n")
        super().write(safe)
        return len(text)

    def fileno(self) -> int:
        """The number of the stream; none on Windows, where click would write past this one."""
        if os.name == "nt":
            raise io.UnsupportedOperation("fileno")
        return super().fileno()


def _interrupted(match: re.Match[str]) -> str:
    return f"{match[0]} "


@contextmanager
def safe_streams() -> Iterator[None]:
    """Replaces standard output and standard error by such streams while the block runs."""
    unsafe = sys.stdout, sys.stderr
    safe = [_over(stream) for stream in unsafe]
    sys.stdout, sys.stderr = safe
    try:
        yield
    finally:
        sys.stdout, sys.stderr = unsafe
        for stream in safe:
            if isinstance(stream, _SafeStream):
                stream.detach()  # writes what is left; the stream below stays open


def _over(stream: TextIO) -> TextIO:
    buffer = getattr(stream, "buffer", None)
    if buffer is None:  # a stream of text alone, as notebooks have
        return stream
    stream.flush()
    terminal = stream.isatty()
    safe = _SafeStream(
        buffer,
        encoding=stream.encoding,
        errors="replace",
        line_buffering=terminal,
        write_through=not terminal,
    )
    safe.below = stream
    return safe


def drawing(stream: TextIO) -> TextIO:
    """The stream below a safe one: what is printed there must be `visible` already."""
    return stream.below if isinstance(stream, _SafeStream) else stream


def clear_screen() -> None:
    """Clears the terminal; does nothing if standard output is not one."""
    if sys.stdout.isatty():
        stream = drawing(sys.stdout)
        stream.write("\x1b[2J\x1b[1;1H")
        stream.flush()
