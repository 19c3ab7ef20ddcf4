"""What `brief` needs of this machine, from libraries to write access, and what to do where it lacks it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OK, WARNING, BROKEN = "ok", "warning", "broken"
_MODULES = {
    "lxml": "lxml.etree",
    "pikepdf": "pikepdf",
    "Pillow": "PIL.Image",
    "pypdfium2": "pypdfium2",
    "reportlab": "reportlab",
    "PyYAML": "yaml",
    "uharfbuzz": "uharfbuzz",
}
"""Libraries with parts in machine code, which may be installed and yet not run → what to import of them."""


@dataclass(frozen=True, slots=True)
class MachineCheck:
    """One thing that was looked at: `ok`, `warning` (something is lost) or `broken` (brief cannot work)."""

    check: str
    state: str
    found: str
    remedy: str = ""


def machine_checks(root: Path | None) -> Iterator[MachineCheck]:
    """What was looked at on this machine, for the project at `root` if there is one."""
    yield from _versions()
    yield _fonts()
    yield _time_zone(root)
    yield from _git(root)
    for folder in (root, root / "out", root / ".brief") if root else (Path.cwd(),):
        yield _writable(folder)
    yield _encoding()
    yield _on_path()
    yield _reportlab_settings()


def _reportlab_settings() -> MachineCheck:
    """Settings from outside that reportlab reads when it is loaded: no paper changes, but a file is run."""
    from importlib.util import find_spec

    variables = sorted(name for name in os.environ if name.startswith("RL_"))
    file = Path("~/.reportlab_settings").expanduser()
    files = [str(file)] if file.exists() else []
    modules = ("reportlab_settings", "reportlab.local_rl_settings")
    files += [str(spec.origin) for name in modules if (spec := find_spec(name)) and spec.origin]
    if not variables and not files:
        return MachineCheck("reportlab settings", OK, "no external settings")
    remedy = "papers are the same with or without them; delete files that you did not create"
    if files:
        remedy = f"reportlab runs {' and '.join(files)} as Python code whenever a PDF is made; {remedy}"
    return MachineCheck("reportlab settings", WARNING, ", ".join([*variables, *files]), remedy)


def _versions() -> Iterator[MachineCheck]:
    from policybrief import __version__

    yield MachineCheck("policybrief", OK, f"{__version__} in {Path(__file__).parent}")
    version = ".".join(map(str, sys.version_info[:3]))
    state, remedy = (OK, "") if sys.version_info >= (3, 11) else (BROKEN, "install Python 3.11 or newer")
    yield MachineCheck("Python", state, f"{version} on {sys.platform}, {sys.executable}", remedy)
    wrong = [*_wrong_libraries()]
    if wrong:
        yield MachineCheck(
            "libraries", BROKEN, "; ".join(wrong), "reinstall policybrief from where you installed it"
        )
    else:
        yield MachineCheck("libraries", OK, "all installed and working")


def _wrong_libraries() -> Iterator[str]:
    """What of our libraries is not installed, or does not load."""
    import re
    from importlib import import_module, metadata

    try:
        required = metadata.requires("policybrief") or []
    except metadata.PackageNotFoundError:
        yield "policybrief itself is not installed; only its files are here"
        return
    for line in required:
        name = re.split(r"[\s<>=!~;\[]", line, maxsplit=1)[0]
        if ";" not in line:  # what hangs on a platform or an extra may be missing
            try:
                metadata.version(name)
            except metadata.PackageNotFoundError:
                yield f"{name} is not installed"
    for name, module in _MODULES.items():
        try:
            import_module(module)
        except Exception as fault:  # whatever a library does when it does not fit this machine
            yield f"{name} cannot be loaded ({type(fault).__name__}: {fault})"


def _fonts() -> MachineCheck:
    from policybrief.writers.pdf import faces

    names = []
    for name in faces.families():
        try:
            if not faces.family(name).regular.has("А"):
                raise LookupError("it has no Cyrillic letters")
            names.append(name)
        except Exception as fault:  # a file that is missing, cut or not a font
            remedy = "reinstall: pip install --force-reinstall pymupdf-fonts fontpkg-noto-serif"
            return MachineCheck("fonts", BROKEN, f"{name}: {fault}", remedy)
    return MachineCheck("fonts", OK, ", ".join(names))


def _time_zone(root: Path | None) -> MachineCheck:
    from policybrief.dates import today
    from policybrief.project import read_project

    name = read_project(root).project.time_zone if root else "Europe/Kyiv"
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        day = today(name)
    except ValueError:
        remedy = "unset it, or set it to seconds since 1970"
        return MachineCheck("time zone", BROKEN, f"SOURCE_DATE_EPOCH is '{epoch}'", remedy)
    except (KeyError, OSError):
        return MachineCheck(
            "time zone", BROKEN, f"the time zone {name} is unknown on this machine", "pip install tzdata"
        )
    epoch_day = f"; the day is taken from SOURCE_DATE_EPOCH ({epoch})" if epoch else ""
    return MachineCheck("time zone", OK, f"{name}, where the date is {day}{epoch_day}")


def _git(root: Path | None) -> Iterator[MachineCheck]:
    from policybrief.project.history import NoHistory, is_shallow, top_of

    if shutil.which("git") is None:
        remedy = "install git; without it there is no history: brief build --against, brief ci"
        yield MachineCheck("git", WARNING, "not installed", remedy)
        return
    try:
        top = top_of(root or Path.cwd())
    except NoHistory as fault:
        yield MachineCheck("git", WARNING, str(fault.args[0]), fault.hint)
        return
    if is_shallow(top):
        from policybrief.project.history import SHALLOW

        yield MachineCheck("git", WARNING, "a shallow clone, without earlier commits", SHALLOW)
    else:
        yield MachineCheck("git", OK, f"repository {top.as_posix()}")


def _writable(folder: Path) -> MachineCheck:
    """Whether a file can be put into the folder, which is made and removed again if it is not there."""
    import tempfile

    absent = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".doctor-") as file:
            file.write(b"x" * 4096)
            file.flush()
        free = shutil.disk_usage(folder).free
    except OSError as fault:
        remedy = "get write permission for it, or free some disk space"
        return MachineCheck("write access", BROKEN, f"{folder}: {fault.strerror or fault}", remedy)
    finally:
        if absent and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    state, remedy = (OK, "") if free > 100_000_000 else (WARNING, "free some disk space")
    return MachineCheck("write access", state, f"{folder}, {free / 1e9:.1f} GB free", remedy)


def _encoding() -> MachineCheck:
    names = {sys.getfilesystemencoding(), getattr(sys.stdout, "encoding", None) or "utf-8"}
    odd = sorted(name for name in names if name.lower().replace("-", "") != "utf8")
    if odd:
        remedy = "set PYTHONUTF8=1; your files are read and written as UTF-8 in any case"
        return MachineCheck("encoding", WARNING, f"{', '.join(odd)}: some letters are printed as ?", remedy)
    return MachineCheck("encoding", OK, "UTF-8")


def _on_path() -> MachineCheck:
    scripts = Path(sys.executable).parent
    command = shutil.which("brief")
    if command is None:
        remedy = f"use python -m policybrief, or add {scripts} to your PATH"
        return MachineCheck("PATH", WARNING, "brief is not on your PATH", remedy)
    if Path(command).parent.resolve() != scripts.resolve():
        remedy = f"this is the one in {scripts}; two are installed"
        return MachineCheck("PATH", WARNING, f"brief runs {command}", remedy)
    return MachineCheck("PATH", OK, command)
