"""Where the folder of a template is, and its files as bytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from policybrief.diagnostics import Diagnostic
from policybrief.names import composed, entry

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


_WANTED = (".yaml", ".md", ".csl", ".png", ".jpg", ".jpeg", ".svg", ".docx", ".dotx", ".docm", ".dotm")
_LARGEST = 32 << 20
"""Bytes of one file."""


def read_folder(name: str, root: Path) -> Folder | None:
    """The folder of template `name`: in `root/templates`, else built in; None if neither has it."""
    own = entry(root / "templates", name)
    for folder, place in ((own, f"templates/{name}"), (BUILT_IN / name, f"<{name}>")):
        if (folder / "template.yaml").is_file():
            files, refused = [], []
            for path in sorted(p for p in folder.rglob("*") if p.suffix.lower() in _WANTED and p.is_file()):
                inside = path.relative_to(folder).as_posix()
                reason = _reason_against(path, folder, f"{place}/{inside}")
                if reason:
                    refused.append(reason)
                else:
                    files.append((inside, path.read_bytes()))
            return Folder(name, place, tuple(files), tuple(refused))
    return None


def list_folders(root: Path) -> tuple[str, ...]:
    """Names of all templates that `root` can use, its own first."""
    own = sorted(composed(path.parent.name) for path in (root / "templates").glob("*/template.yaml"))
    built_in = sorted(path.parent.name for path in BUILT_IN.glob("*/template.yaml"))
    return tuple(dict.fromkeys([*own, *built_in]))


def _reason_against(path: Path, folder: Path, shown: str) -> Diagnostic | None:
    """Why a file is not to be read, if so; its size is asked for before its bytes."""
    if folder.resolve() not in path.resolve().parents:
        said = f"{shown} is a link that leads out of the template"
        return Diagnostic("path-outside-template", said, hint="put a copy of the file in its place")
    size = path.stat().st_size
    if size > _LARGEST:
        said = f"{shown} has {size >> 20} MB; {_LARGEST >> 20} are allowed"
        return Diagnostic("file-too-large", said, hint="take out pictures, or make them smaller")
    return None
