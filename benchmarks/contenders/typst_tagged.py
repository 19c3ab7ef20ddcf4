"""Typst, with PDF/UA-1 and PDF/A-2a asked for: the fastest writer of conforming PDF but ours."""

from __future__ import annotations

import tempfile
from functools import lru_cache
from pathlib import Path

import pymupdf_fonts
import typst

from work import Paper, write_json

TEMPLATE = Path(__file__).with_name("brief.typ")


def prepare(papers: tuple[Paper, ...]) -> object:
    """The papers as a JSON file, which the template reads."""
    path = _folder() / f"{hash(papers[0].title) & 0xFFFFFF:06x}-{len(papers)}.json"
    write_json(papers, path)
    return path


def render(prepared: object) -> bytes:
    made = _compiler().compile(
        format="pdf", sys_inputs={"file": str(prepared)}, pdf_standards=["ua-1", "a-2a"]
    )
    assert isinstance(made, bytes)
    return made


def version() -> str:
    from importlib.metadata import version

    return f"typst {version('typst')}"


@lru_cache(maxsize=1)
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="bench-"))


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """One compiler for all papers: with the fonts that we use, and no others to look through."""
    folder = _folder() / "fonts"
    folder.mkdir()
    for name in ("notos", "notosbo", "notosit"):
        (folder / f"{name}.ttf").write_bytes(pymupdf_fonts.myfont(name))
    return typst.Compiler(input=str(TEMPLATE), root="/", font_paths=[str(folder)], ignore_system_fonts=True)
