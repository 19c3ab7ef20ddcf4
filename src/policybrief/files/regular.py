"""The bytes of a project's files: regular files inside it alone, so that no reading waits for a pipe."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path


class NotReadableError(OSError):
    """A file that is none, or that cannot be opened: why, and what to do."""

    def __init__(self, why: str, hint: str) -> None:
        super().__init__(why)
        self.why, self.hint = why, hint


def read_regular(path: Path | str, root: Path) -> bytes:
    """The bytes of a regular file of the project at `root`.

    Raises:
        NotReadableError: it is a folder, a pipe or a device, or a link that leads nowhere or out of the
            project; its name is no text; or the system does not let us read it.
    """
    if not str(path).isprintable():  # quick: bytes of a name that are no text stand there as half characters
        _check_name(str(path))
    try:
        form = os.lstat(path).st_mode
        if stat.S_ISLNK(form):
            form = _behind(path, root)
        if not stat.S_ISREG(form):
            raise NotReadableError(*_ODD.get(stat.S_IFMT(form), _NO_FILE))
        with open(path, "rb") as file:
            return file.read()
    except NotReadableError:
        raise
    except OSError as fault:
        why = f"the file cannot be opened ({fault.strerror or fault})"
        raise NotReadableError(why, "make sure that you may read it, or delete it") from None


def _check_name(path: str) -> None:
    try:
        path.encode()
    except UnicodeEncodeError:
        raise NotReadableError("the name of this file is not in UTF-8", "rename it") from None


def _behind(path: Path | str, root: Path) -> int:
    """The mode of what a link leads to."""
    target = os.path.realpath(path)
    if not Path(target).is_relative_to(os.path.realpath(root)):
        raise NotReadableError(
            "this link leads out of the project", "replace the link with a copy of the file"
        )
    if not os.path.exists(target):
        raise NotReadableError("this link leads nowhere", "replace the link with the file, or delete it")
    return os.stat(target).st_mode


_NO_FILE = ("this is not a file but a pipe or a device", "replace it with a file, or delete it")
_ODD = {
    stat.S_IFDIR: (
        "this is a folder, but a file is expected",
        "rename the folder, or replace it with the file",
    )
}


def files_below(folder: Path, *, deep: bool) -> Iterator[tuple[Path, str]]:
    """(path, why it cannot be read) of all that stands below a folder; "" for what can be opened.

    Folders themselves are passed over, except those that cannot be listed and those that a link leads to:
    nobody reads what is below them. Hidden ones are passed over too.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        if os.path.islink(folder):
            yield folder, "this link leads nowhere"
        return
    except OSError as fault:
        yield folder, f"the folder cannot be opened ({fault.strerror or fault})"
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            if deep:
                yield from files_below(path, deep=deep)
            if path.suffix:  # with the name of a file: a search for that name finds it
                yield path, ""
        elif deep and os.path.isdir(path) and not path.suffix:
            yield path, "this is a link to a folder; files below it are not read"
        else:
            yield path, ""
