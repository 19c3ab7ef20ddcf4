"""The files of events, JSON in one fixed form: read, and sealed with their place in the chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from policybrief.document import Document, dump
from policybrief.ledger.events import (
    ClearanceStep,
    EditionSeries,
    Event,
    Issued,
    IssuedFile,
    PassedOn,
    Recalled,
    RecordAsIssued,
    document_path,
    event_path,
    event_word,
)

FORMAT = 1


class UnknownFormat(ValueError):
    """An event of a later version of this program."""


@dataclass(frozen=True, slots=True)
class SealedEvent:
    """An event that knows its hash, and its files in the order in which they are to be written."""

    event: Event
    files: tuple[tuple[PurePosixPath, bytes], ...]
    """(path from the root, bytes); that of the event itself is the last."""


def seal(event: Event, *, after: Sequence[Event], document: Document | None = None) -> SealedEvent:
    """`event` as the next one after the last events of its series (one, or those of merged branches)."""
    heads = sorted(after, key=lambda head: (head.on, head.hash))
    previous = heads[-1].hash if heads else ""
    event = replace(event, previous=previous, joins=tuple(head.hash for head in heads[:-1]))
    files: list[tuple[PurePosixPath, bytes]] = []
    if isinstance(event, Issued) and document is not None:
        content = (dump(document) + "\n").encode()
        event = replace(event, document=hashlib.sha256(content).hexdigest())
        files.append((document_path(event), content))
    content = event_text(event).encode()
    event = replace(event, hash=hashlib.sha256(content).hexdigest())
    return SealedEvent(event, (*files, (event_path(event), content)))


def event_text(event: Event) -> str:
    """The file of an event: JSON with one entry of a list a line, so that merges and reviews can read it."""
    values: dict[str, Any] = {"policybrief": FORMAT, "event": event_word(event)}
    values |= {"edition": _plain(event.series)}
    values |= {
        f.name: _plain(getattr(event, f.name)) for f in fields(event) if f.name not in ("series", "hash")
    }
    lines = ",\n".join(f"  {_json(key)}: {_lines(value)}" for key, value in values.items())
    return f"{{\n{lines}\n}}\n"


def read_event(text: str, *, hash: str) -> Event:
    """The event of a file whose bytes have this hash.

    Raises:
        UnknownFormat: a later version of this program wrote it.
        ValueError, KeyError, TypeError: it is no event.
    """
    values = json.loads(text)
    if values["policybrief"] != FORMAT:
        raise UnknownFormat(str(values["policybrief"]))
    read = _READERS.get(values["event"])
    if read is None:
        raise UnknownFormat(str(values["event"]))
    return read(values, hash)


def normal(content: bytes) -> bytes:
    """`content` with the line ends that it was written with, whatever a checkout made of them."""
    return content.replace(b"\r\n", b"\n")


def _issued(values: Mapping[str, Any], hash: str) -> Issued:
    return Issued(
        series=_series(values["edition"]),
        number=_text(values["number"]),
        version=int(values["version"]),
        identifier=_text(values["identifier"]),
        as_of=date.fromisoformat(values["as_of"]),
        on=date.fromisoformat(values["on"]),
        to=tuple(map(_text, values["to"])),
        chain=tuple(_step(step) for step in values["chain"]),
        files=tuple(IssuedFile(**_fields(IssuedFile, file)) for file in values["files"]),
        records=tuple(_record(record) for record in values["records"]),
        document=_hash_digits(values["document"]),
        previous=_text(values["previous"]),
        joins=tuple(map(_text, values.get("joins", ()))),
        hash=hash,
    )


def _recalled(values: Mapping[str, Any], hash: str) -> Recalled:
    return Recalled(
        series=_series(values["edition"]),
        number=_text(values["number"]),
        on=date.fromisoformat(values["on"]),
        why=_text(values["why"]),
        issued=_text(values["issued"]),
        by=_text(values.get("by", "")),
        previous=_text(values["previous"]),
        joins=tuple(map(_text, values.get("joins", ()))),
        hash=hash,
    )


def _passed_on(values: Mapping[str, Any], hash: str) -> PassedOn:
    return PassedOn(
        series=_series(values["edition"]),
        number=_text(values["number"]),
        on=date.fromisoformat(values["on"]),
        to=tuple(map(_text, values["to"])),
        issued=_text(values["issued"]),
        previous=_text(values["previous"]),
        joins=tuple(map(_text, values.get("joins", ()))),
        hash=hash,
    )


def _series(values: Mapping[str, Any]) -> EditionSeries:
    """The series named; its names make a path, and so may not lead anywhere else."""
    series = EditionSeries(**_fields(EditionSeries, values))
    for name in (series.brief, series.template, series.audience, series.language):
        if not _text(name) or name.startswith(".") or set(name) & set("/\\"):
            raise ValueError(f"{name!r} is not a name")
    return series


def _step(values: Mapping[str, Any]) -> ClearanceStep:
    return ClearanceStep(**_fields(ClearanceStep, values) | {"on": date.fromisoformat(values["on"])})


def _record(values: Mapping[str, Any]) -> RecordAsIssued:
    return RecordAsIssued(
        **_fields(RecordAsIssued, values) | {"marking": tuple(map(_text, values.get("marking", ())))}
    )


def _fields(kind: type, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the fields of `kind`; keys that a later version adds are passed over."""
    names = {f.name for f in fields(kind)}
    return {key: values[key] for key in values if key in names}


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _hash_digits(value: Any) -> str:
    if not all(c in "0123456789abcdef" for c in _text(value)):
        raise ValueError(f"{value!r} is not a hash")
    return str(value)


def _plain(value: Any) -> Any:
    match value:
        case EditionSeries():
            return {f.name: getattr(value, f.name) for f in fields(value)}
        case ClearanceStep() | IssuedFile() | RecordAsIssued():
            return {
                f.name: _plain(v)
                for f in fields(value)
                if (v := getattr(value, f.name)) not in ("", (), False)
            }
        case tuple():
            return [_plain(entry) for entry in value]
        case date():
            return value.isoformat()
        case _:
            return value


def _lines(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(f"    {_json(entry)}" for entry in value) + "\n  ]"
    return _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


_READERS: dict[str, Callable[[Mapping[str, Any], str], Event]] = {
    "issued": _issued,
    "recalled": _recalled,
    "passed-on": _passed_on,
}
