"""The text that a screen reader gets from a PDF, compared word for word with the document."""

from __future__ import annotations

import re

from conformance.document_runs import runs
from conformance.pdf_reading import read
from policybrief.document import Document

KINDS = {"P": "text", "Lbl": "label", "Caption": "caption", "Figure": "figure", "TOCI": "contents"}


def differences(document: Document, data: bytes, *, foot: bool = False) -> list[str]:
    """The first run that is read differently from the document; none if all agree."""
    reading = read(data)
    heard = [(KINDS.get(role, "heading"), text) for role, text in reading.units()]
    figures = [str(node.entry.Alt) for node in reading.nodes() if node.role == "Figure"]
    for number, (kind, pattern) in enumerate(runs(document, foot=foot)):
        if number == len(heard):
            return [f"{pattern} is not read"]
        found, text = heard[number]
        text = " ".join(figures.pop(0).split()) if found == "figure" else text
        if found != kind or not re.fullmatch(pattern, text):
            return [
                f"{kind} {pattern!r} is read as {found} {text!r}, between {heard[number - 1 : number + 2]}"
            ]
    return [f"{run} is read but not in the document" for run in heard[number + 1 :]]
