"""Names in one Unicode form: what is typed on one system finds the file that was named on another."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path


def composed(name: str) -> str:
    """`name` in Normalization Form C (Unicode Standard Annex 15), in which names are compared."""
    return unicodedata.normalize("NFC", name)


def entry(folder: Path, name: str) -> Path:
    """The entry of `folder` that has this name in any Unicode form; `folder / name` if there is none."""
    path = folder / name
    if name.isascii() or os.path.exists(path) or not folder.is_dir():
        return path
    return next((each for each in folder.iterdir() if composed(each.name) == composed(name)), path)
