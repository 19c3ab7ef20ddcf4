"""What finished files go through before they are placed: the leak gate, with all that a project knows."""

from __future__ import annotations

import getpass
import os
import platform
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.editions.manifest import file_of
from policybrief.gate import Aliases, Gate, Machine, PreparedGate, texts_in
from policybrief.records import Edition
from policybrief.templates import Template

if TYPE_CHECKING:
    from policybrief.editions import MadeEdition
    from policybrief.project import LoadedProject


def gate_of(loaded: LoadedProject, templates: Iterable[Template], *, public_log: bool) -> Gate:
    """The gate of a project; for a public log its messages name restricted records by an alias."""
    templates = tuple(templates)
    aliases = Aliases(loaded.corpus.records) if public_log else None
    return Gate(
        loaded.project,
        loaded.corpus.records,
        tuple(loaded.briefs),
        house=tuple(dict.fromkeys(words for template in templates for words in _fixed_words(template))),
        sections=tuple(dict.fromkeys(part.text for template in templates for part in template.sections)),
        machine=machine_here(),
        aliases=aliases,
    )


def search_files(made: MadeEdition, edition: Edition, gate: Gate | PreparedGate) -> MadeEdition:
    """`made` with a receipt for each file; if one must not go out, without files and with the leaks."""
    shown = {record.id for record in made.selection.records}
    authors = (made.document.meta.organisation,) if made.document else ()
    verdicts = [
        gate.search(
            content,
            name=file_of(edition, form).name,
            audience=edition.audience,
            shown=shown,
            authors=authors,
            machine=machine_here(),
        )
        for form, content in made.files
    ]
    leaks = tuple(leak for verdict in verdicts for leak in verdict.leaks)
    if leaks:
        return replace(made, files=(), diagnostics=(*made.diagnostics, *leaks))
    receipts = zip(made.files, verdicts, strict=True)
    searched = tuple((form, v.receipt.needles, v.receipt.parts) for (form, _), v in receipts if v.receipt)
    return replace(made, searched=searched)


@lru_cache(maxsize=1)
def machine_here() -> Machine:
    """Names of the user and the computer, and the folders in which they keep their things."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container without a name for its user
        user = ""
    names = (user, platform.node(), platform.node().split(".")[0])
    folders = (str(Path.home()), os.getcwd())
    return Machine(
        tuple(sorted({name.casefold() for name in names if len(name) > 2})),
        tuple(sorted({folder for folder in folders if len(folder) > 3})),
    )


def _fixed_words(template: Template) -> Iterator[str]:
    """Words that its designers wrote: labels, names of sections and styles, the texts of a letterhead."""
    for words in template.words:
        yield from (re.sub(r"\{\w+\}", " ", label) for _, label in words.labels)
    yield from (section.name for section in template.sections)
    yield from (template.name, template.look.organisation, template.number_prefix)
    if template.look.stationery is not None:
        yield from texts_in(template.look.stationery.docx)
