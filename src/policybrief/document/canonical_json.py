"""The canonical JSON of a document: equal documents have equal texts."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any

from policybrief.document import inlines, tree
from policybrief.document.tree import Document


def dump(document: Document) -> str:
    """The canonical JSON of a document: sorted keys, no spaces, fields at their default left out."""
    return json.dumps(_plain(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def load(text: str) -> Document:
    """The document that `dump` wrote.

    Raises:
        KeyError: the text names a node that this version does not know.
    """
    loaded = _node(json.loads(text))
    if not isinstance(loaded, Document):
        raise KeyError("not a document")
    return loaded


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        shown = {f.name: getattr(value, f.name) for f in fields(value)}
        kept = {f.name: _plain(shown[f.name]) for f in fields(value) if shown[f.name] != f.default}
        return {"_": type(value).__name__, **kept}
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, bytes):
        return {"_": "bytes", "hex": value.hex()}
    return value


def _node(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_node(entry) for entry in value)
    if not isinstance(value, dict):
        return value
    name = value["_"]
    if name == "bytes":
        return bytes.fromhex(value["hex"])
    if name == "Chart" and "kind" not in value:  # issued before a chart of bars had a series
        value = {"_": "Chart", "kind": "bars", "series": [_earlier_bars(value)]}
    return _TYPES[name](**{key: _node(entry) for key, entry in value.items() if key != "_"})


def _earlier_bars(value: dict[str, Any]) -> dict[str, Any]:
    return {"_": "Series", "name": value.get("unit", ""), "points": value.get("points", [])}


_TYPES: dict[str, type[Any]] = {
    name: kind
    for module in (inlines, tree)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and is_dataclass(kind)
}
"""Name → kind of node."""
