"""Where the folder of a template is, and its files as bytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

BUILT_IN = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Folder:
    """A template folder: its name and its files, by path inside it, as bytes."""

    name: str
    place: str
    """How messages name the folder."""
    files: tuple[tuple[str, bytes], ...]

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
            (path[len(prefix) + 1 : -len(suffix)], path, content)
            for path, content in self.files
            if path.startswith(prefix + "/") and path.endswith(suffix)
        )


_WANTED = (".yaml", ".md", ".csl", ".png", ".docx", ".dotx")


def read_folder(name: str, root: Path) -> Folder | None:
    """The folder of template `name`: in `root/templates`, else built in; None if neither has it."""
    for folder, place in ((root / "templates" / name, f"templates/{name}"), (BUILT_IN / name, f"<{name}>")):
        if (folder / "template.yaml").is_file():
            files = sorted(
                path
                for path in folder.rglob("*")
                if path.suffix in _WANTED and path.is_file() and _inside(path, folder)
            )
            return Folder(
                name, place, tuple((path.relative_to(folder).as_posix(), path.read_bytes()) for path in files)
            )
    return None


def list_folders(root: Path) -> tuple[str, ...]:
    """Names of all templates that `root` can use, its own first."""
    own = sorted(path.parent.name for path in (root / "templates").glob("*/template.yaml"))
    built_in = sorted(path.parent.name for path in BUILT_IN.glob("*/template.yaml"))
    return tuple(dict.fromkeys([*own, *built_in]))


def _inside(path: Path, folder: Path) -> bool:
    return folder.resolve() in path.resolve().parents
