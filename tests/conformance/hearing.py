"""Whether a screen reader hears what a document says, word for word."""

from __future__ import annotations

import re

from conformance import said
from conformance.pdf_reading import read
from policybrief.document import Document

KINDS = {"P": "text", "Lbl": "label", "Caption": "caption", "Figure": "figure", "TOCI": "contents"}


def differences(document: Document, data: bytes, *, foot: bool = False) -> list[str]:
    """The first run that is heard otherwise than the document says; none if all are heard."""
    reading = read(data)
    heard = [(KINDS.get(role, "heading"), text) for role, text in reading.units()]
    figures = [str(node.entry.Alt) for node in reading.nodes() if node.role == "Figure"]
    for number, (kind, pattern) in enumerate(said.runs(document, foot=foot)):
        if number == len(heard):
            return [f"nothing is heard of {pattern}"]
        found, text = heard[number]
        text = " ".join(figures.pop(0).split()) if found == "figure" else text
        if found != kind or not re.fullmatch(pattern, text):
            return [
                f"{kind} {pattern!r} is heard as {found} {text!r}, between {heard[number - 1 : number + 2]}"
            ]
    return [f"{run} is heard and not said" for run in heard[number + 1 :]]
