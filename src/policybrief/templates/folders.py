"""Where the folder of a template is, and its files as bytes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from policybrief.diagnostics import Diagnostic
from policybrief.files.names import composed, entry
from policybrief.files.regular import NotReadableError, files_below, read_regular

BUILT_IN = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Folder:
    """A template folder: its name and its files, by path inside it, as bytes."""

    name: str
    place: str
    """How messages name the folder."""
    files: tuple[tuple[str, bytes], ...]
    refused: tuple[Diagnostic, ...] = ()
    """Files that are not read: they lead out of the folder, or are too large."""

    @property
    def built_in(self) -> bool:
        """Whether it comes with the program."""
        return self.place.startswith("<")

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, or None."""
        return dict(self.files).get(path)

    def under(self, prefix: str, suffix: str) -> tuple[tuple[str, str, bytes], ...]:
        """(stem, path, bytes) of the files in the folder `prefix` that end in `suffix`."""
        return tuple(
            (composed(path[len(prefix) + 1 : -len(suffix)]), path, content)
            for path, content in self.files
            if path.startswith(prefix + "/") and path.endswith(suffix)
        )


_WANTED = (
    ".yaml",
    ".md",
    ".csl",
    ".png",
    ".jpg",
    ".jpeg",
    ".svg",
    ".docx",
    ".dotx",
    ".docm",
    ".dotm",
    ".ttf",
    ".otf",
)
_LARGEST = 32 << 20
"""Bytes of one file."""


def read_folder(name: str, root: Path) -> Folder | None:
    """The folder of template `name`: in `root/templates`, else built in; None if neither has it."""
    own = entry(root / "templates", name)
    if os.path.isfile(own / "template.yaml"):
        return _folder(name, own, place=f"templates/{name}")
    return _built_in(name)


@lru_cache(maxsize=8)
def _built_in(name: str) -> Folder | None:
    """A folder that comes with the program, read once."""
    folder = BUILT_IN / name
    return _folder(name, folder, place=f"<{name}>") if os.path.isfile(folder / "template.yaml") else None


def _folder(name: str, folder: Path, *, place: str) -> Folder:
    files, refused = [], []
    for path, why in sorted(files_below(folder, deep=True)):
        if path.suffix.lower() not in _WANTED and not why:
            continue
        inside = path.relative_to(folder).as_posix()
        content = _unreadable(f"{place}/{inside}", why) if why else _content(path, folder, place)
        if isinstance(content, Diagnostic):
            refused.append(content)
        else:
            files.append((inside, content))
    return Folder(name, place, tuple(files), tuple(refused))


def list_folders(root: Path) -> tuple[str, ...]:
    """Names of all templates that `root` can use, its own first."""
    own = sorted(composed(path.parent.name) for path in (root / "templates").glob("*/template.yaml"))
    built_in = sorted(path.parent.name for path in BUILT_IN.glob("*/template.yaml"))
    return tuple(dict.fromkeys([*own, *built_in]))


def _content(path: Path, folder: Path, place: str) -> bytes | Diagnostic:
    """The bytes of a file, or why it is not read; its size is asked for before its bytes."""
    shown_path = f"{place}/{path.relative_to(folder).as_posix()}"
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        message = f"{shown_path} is a link that leads out of the template"
        return Diagnostic("path-outside-template", message, hint="replace it with a copy of the file")
    if path.is_file() and (size := path.stat().st_size) > _LARGEST:
        message = f"{shown_path} has {size >> 20} MB; {_LARGEST >> 20} are allowed"
        return Diagnostic("file-too-large", message, hint="remove pictures, or make them smaller")
    try:
        return read_regular(path, folder)
    except NotReadableError as fault:
        return _unreadable(shown_path, fault.why, hint=fault.hint)


def _unreadable(
    shown_path: str, why: str, *, hint: str = "replace it with the files, or delete it"
) -> Diagnostic:
    return Diagnostic("unreadable-file", f"{shown_path}: {why}", hint=hint)
