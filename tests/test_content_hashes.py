"""The hashes that 0.1.0 gave to records: clearances and translations name them, for years.

The records under `data/records` are those of the examples, the starter and three papers of governments as
they were in 0.1.0, and one of each kind with every field filled in. Nobody edits them: they are read by the
names that files use, so a field that gets another name in the code must keep its name in the hash.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import pytest

from policybrief.languages import Text
from policybrief.project import read_project
from policybrief.records import Criterion, Record, content_hash, translation_hash

DATA = Path(__file__).parent / "data"
HASHES = [line.split() for line in (DATA / "content_hashes.txt").read_text(encoding="utf-8").splitlines()]
PROJECTS = sorted(folder.name for folder in (DATA / "records").iterdir())


@pytest.mark.parametrize("name", PROJECTS)
def test_every_record_has_the_hash_that_the_first_version_gave_it(name: str) -> None:
    loaded = read_project(DATA / "records" / name)
    assert loaded.diagnostics == ()
    hashes = {record.id: content_hash(record) for record in loaded.corpus.records}
    assert hashes == {record: stored for project, record, stored in HASHES if project == name}


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed(Record):
    """A criterion whose fields have other names in the code than in files."""

    kind: ClassVar[str] = "criterion"
    heading: Text = field(metadata={"hashed_as": "title"})
    words: Text = field(default=Text(), metadata={"hashed_as": "text"})


def test_a_field_that_has_another_name_in_the_code_keeps_its_name_in_the_hashes() -> None:
    title = Text((("en", "Safety"), ("uk", "Безпека")))
    text = Text((("en", "Nobody is hurt."),))
    stored = Criterion(id="safety", title=title, text=text)
    renamed = Renamed(id="safety", heading=title, words=text)
    assert content_hash(renamed) == content_hash(stored)
    assert translation_hash(renamed, "uk") == translation_hash(stored, "uk")
