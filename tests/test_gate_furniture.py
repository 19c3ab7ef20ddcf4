"""Names that every file contains are no leaks; a name that is more than one of them is."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from policybrief.designing.specimen import specimens
from policybrief.document import Chart, Figure, Point, Series
from policybrief.editions import gate_of, make_edition
from policybrief.gate import Verdict, parts_of
from policybrief.gate.furniture import is_furniture, normal
from policybrief.project import read_project
from policybrief.records import Edition
from policybrief.writers import docx, pdf
from small import base_template

SRC = Path(__file__).parent.parent / "src/policybrief"
LIST = SRC / "release/furniture.txt"
KEYS = "_k_"
"""Begins the keys of classes in a PDF, which are hashes."""
SEEN = ("p", "ActualText", "Alt")
"""Fields of what a reader sees."""


@lru_cache(maxsize=1)
def written() -> dict[str, tuple[bytes, bytes]]:
    """Format → two files that tell of different things."""
    loaded = read_project(SRC / "starter")
    template = base_template(SRC / "starter")
    reader = loaded.project.audience("officials")
    assert reader is not None
    edition = Edition(loaded.briefs[0], "base", reader, "en", date(2026, 3, 31))
    made = make_edition(
        edition, project=loaded.project, corpus=loaded.corpus, template=template, formats=("docx", "pdf")
    )
    other = specimens(template, language="uk")[0].document
    assert made.document is not None
    points = tuple(Point(f"Year {year}", year, f"{year} cars") for year in (3, 4))
    charts = [
        Chart(kind, (Series("Cars", points, accent=True),))
        for kind in get_args(get_type_hints(Chart)["kind"])
    ]
    ours = replace(
        made.document, blocks=(*made.document.blocks, *(Figure(c, "Cars", id=c.kind) for c in charts))
    )
    return {
        "docx": (docx.write(ours, template.look), docx.write(other, template.look)),
        "pdf": (pdf.lay_out(ours, template.look).draw(), pdf.lay_out(other, template.look).draw()),
    }


def pieces(content: bytes) -> Iterator[str]:
    for part in parts_of(content, name=""):
        for piece in part.pieces:
            if part.name != "pages" and piece.field not in SEEN:
                yield piece.text


def furniture() -> list[str]:
    """What two files have in common that tell of different things."""
    found: set[str] = set()
    for one, other in written().values():
        common = {normal(text) for text in pieces(one)} & {normal(text) for text in pieces(other)}
        found |= {text for text in common if re.search(r"[^\W\d_]{3}", text) and not text.startswith(KEYS)}
    return sorted(found)


def test_all_that_two_files_share_is_on_the_list() -> None:
    if os.environ.get("UPDATE_CASES"):
        by_hand = LIST.read_text(encoding="utf-8").partition("# Of this program")[0]
        LIST.write_text(
            f"{by_hand}# Of this program: UPDATE_CASES=1 pytest tests/test_gate_furniture.py\n"
            + "".join(f"{text}\n" for text in furniture()),
            encoding="utf-8",
        )
    assert [text for text in furniture() if not is_furniture(text)] == []


NAMES = "Microsoft Adobe ISO Roman Arial Cambria Noto Document Title Chart Link Default Normal List Type Root"
MORE = "Office Header Footer Span Catalog Reference Identity Theme Workbook Excel Regular Italic TLP PDF"
SECRET = """
sources:
  memo: {{title: Memo, issued: 2026-03-01, marking: TLP:RED}}
facts:
  vendors: {{text: "They met the {0} on 31 March.", source: "memo, p. 1", topics: [bridge]}}
"""


@pytest.mark.parametrize("name", [*NAMES.split(), *MORE.split(), "Times New Roman"])
def test_a_withheld_name_that_every_file_holds_stops_no_file(name: str, tmp_path: Path) -> None:
    for verdict in searched(name, tmp_path):
        assert verdict.receipt, [leak.message for leak in verdict.leaks]


def searched(name: str, root: Path) -> list[Verdict]:
    """What the gate says about a file in each format where a record with that name is withheld."""
    for path in (SRC / "starter").rglob("*.yaml"):
        copy = root / path.relative_to(SRC / "starter")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    (root / "briefs/records/secret.yaml").write_text(SECRET.format(name), encoding="utf-8")
    loaded = read_project(root)
    assert loaded.corpus.get("vendors")
    gate = gate_of(loaded, (base_template(root),), public_log=False)
    reader = loaded.project.audience("officials")
    assert reader is not None
    return [
        gate.search(content, name=f"bridge-officials-en.{form}", audience=reader)
        for form, (content, _) in written().items()
    ]


def test_a_style_that_bears_a_withheld_name_beside_one_of_them_is_a_leak() -> None:
    assert is_furniture("List Bullet")
    assert not is_furniture("List of Quorvane")
    assert not is_furniture("Quorvane")
