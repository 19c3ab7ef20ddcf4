"""Commented lines for translators: what they say is what the record says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policybrief.cli.untranslated import adding
from policybrief.sources import read_source
from small import project_at


@pytest.mark.parametrize(
    "words",
    ["null", "400", "It is over: now", "See https://example.org/" + "long-" * 20 + "address for more"],
)
def test_words_read_back_as_they_are_when_the_comment_marks_are_taken_away(
    tmp_path: Path, words: str
) -> None:
    dossier = f'lines:\n  safe: {{text: The bridge is watched., if_asked: "{words}"}}\n'
    record = project_at(tmp_path, dossier).corpus.get("safe")
    assert record is not None
    added = adding("", [("lines", record, "0")], language="uk")
    source, faults = read_source("a.yaml", re.sub(r"^(\s*)# ", r"\1", added.text, flags=re.M).encode())
    assert source is not None, faults
    assert source.value["lines"]["safe"]["if_asked"].strip() == words
