"""Paragraphs and bullets are the same however a text is written in YAML."""

from __future__ import annotations

import pytest

from policybrief.reading.yaml import read_yaml
from policybrief.reading.yaml.paragraphs import paragraphs, signed

INTENDED = (
    "One sentence that goes on.\nThe parts are these\n- the first, which is long\n- the second\nAn end."
)

_BODY = """One sentence
that goes on.

The parts are these
- the first, which
is long
- the second

An end."""


def _indented(body: str, by: int) -> str:
    return "\n".join(" " * by + line if line else "" for line in body.split("\n"))


STYLES = {
    "literal": "text: |\n" + _indented(_BODY, 2),
    "literal, no last line end": "text: |-\n" + _indented(_BODY, 2),
    "folded": "text: >\n" + _indented(_BODY, 2),
    "folded, bullets further in": "text: >\n"
    + _indented(_BODY, 2).replace("  - ", "    - ").replace("  is", "    is"),
    "double quotes": 'text: "' + _indented(_BODY, 2).lstrip() + '"',
    "single quotes": "text: '" + _indented(_BODY, 2).lstrip() + "'",
    "plain": "text: " + _indented(_BODY, 2).lstrip(),
    "plain below its key": "text:\n" + _indented(_BODY, 2),
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("before", ["", "aid:\n  x: 1\n", "list:\n- one\n- two: >\n    Three\n    four\n"])
@pytest.mark.parametrize("after", ["", "\nlast: [1, 2]\n", "\nlast:\n- one\n- two\n"])
def test_a_text_has_the_same_paragraphs_in_every_style(style: str, before: str, after: str) -> None:
    file, faults = read_yaml("a.yaml", (before + STYLES[style] + after).encode())
    assert file is not None
    assert faults == ()
    assert paragraphs(file.value["text"]) == INTENDED


def test_texts_in_lists_and_deeper_maps_have_paragraphs_too() -> None:
    text = """
facts:
  aid:
    waive:
      - rule: one
        why: |
          First
          line.

          - a bullet
      - {rule: two, why: short}
    parts:
      - Words
        - with a bullet
      - other words
"""
    file, faults = read_yaml("a.yaml", text.encode())
    assert file is not None
    assert faults == ()
    aid = file.value["facts"]["aid"]
    assert aid["waive"] == [
        {"rule": "one", "why": "First line.\n- a bullet"},
        {"rule": "two", "why": "short"},
    ]
    assert aid["parts"] == ["Words\n- with a bullet", "other words"]


def test_a_list_below_a_key_stays_a_list() -> None:
    text = (
        "facts:\n  aid:\n    text: Short.\n    source:\n      - a, p. 1\n      - b, p. 2\n    topics: [x]\n"
    )
    assert signed(text) == (text, "")


@pytest.mark.parametrize(
    "text",
    [
        "text: |\n  Words:\n  - one\n    - below it\n",
        "text: >\n  Words:\n  - one\n    - below it\n",
        "text: Words\n  - one\n    - below it\n",
    ],
)
def test_a_bullet_below_a_bullet_is_seen(text: str) -> None:
    file, _ = read_yaml("a.yaml", text.encode())
    assert file is not None
    assert "\n  - below it" in paragraphs(file.value["text"])


def test_a_text_with_the_sign_in_it_is_read_as_it_is() -> None:
    file, faults = read_yaml("a.yaml", "text: |\n  A \U000f0000 sign\n  - bullet\n".encode())
    assert file is not None
    assert faults == ()
    assert file.value["text"] == "A \U000f0000 sign\n- bullet"
