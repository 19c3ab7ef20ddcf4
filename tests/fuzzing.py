"""Files of every sort that the program reads, damaged at random; no command may end in an internal error."""

from __future__ import annotations

import io
import random
import re
import shutil
import signal
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner
from openpyxl import Workbook
from PIL import Image

from bridge import bridge_at, edit, run
from policybrief import yardsticks
from policybrief.cli import main
from repositories import commit
from word_files import paragraph, picture, png, with_header

SECONDS = 60
"""After which a command counts as one that never ends."""
TOKENS = (
    *(
        "9" * 5000,
        "-" + "9" * 5000,
        "1e999999",
        "1e-999999",
        "0.1" + "3" * 5000,
        "NaN",
        ".inf",
        "-.INF",
        "-0",
        "0x1F",
    ),
    *(
        "99999-12-31",
        "0000-00-00",
        "2022-02-30",
        "9999",
        "10000",
        "-0044",
        "2022-13",
        "1e5",
        "2022~",
        "٣",
        "²",
    ),
    *(
        "",
        "~",
        "null",
        "[]",
        "{}",
        "[[" * 600,
        "{a: " * 600,
        "&a",
        "*a",
        "!!python/object",
        "<<",
        "- - - -",
        "? a",
    ),
    *(
        "https://[x/",
        "https://a:99999/",
        f"https://{'a' * 300}.org/",
        "http://",
        "//x",
        "javascript:1",
        "file:///dev/zero",
    ),
    *(
        "\x00",
        "\ufeff",
        "\u202e",
        "\ud800",
        "\u0378",
        "\U0010ffff",
        "\x1b[31m",
        "a\u0301" * 500,
        "\r",
        "\u2028",
        "\t",
    ),
    *(
        "../../../../etc/passwd",
        "/dev/zero",
        "CON",
        "a" * 70_000,
        "{{",
        "{% for a in range(99999) %}",
        "{number}",
        "|",
    ),
)
"""What people, programs and attackers put where a word should be."""
REPEATED = 3


@dataclass(frozen=True, slots=True)
class FileType:
    """A sort of file: where it is in the project, how an honest one is made, and what reads it."""

    path: str
    commands: tuple[str, ...]
    content: Callable[[Path], bytes] = lambda path: path.read_bytes()


def _workbook(_: Path) -> bytes:
    book, stream = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("Id", "Text", "Number", "Day"),
        ("ferry", "The ferry sails.", 12.5, "2022-08-01"),
        ("x", "=1+1", 3, ""),
    ):
        sheet.append(row)
    book.save(stream)
    return stream.getvalue()


def _picture(form: str) -> Callable[[Path], bytes]:
    def made(_: Path) -> bytes:
        stream = io.BytesIO()
        Image.new("RGB", (40, 20), "#7A1F3D").save(stream, form)
        return stream.getvalue()

    return made


def _letterhead(_: Path) -> bytes:
    arms = ("rId1", "image", "media/logo.png")
    return with_header(paragraph(picture()), arms, logo=png())


def _yardstick(_: Path) -> bytes:
    return next(path for path in sorted(Path(yardsticks.__file__).parent.glob("*.yaml"))).read_bytes()


def _words(text: str) -> Callable[[Path], bytes]:
    return lambda _: text.encode()


def _first(pattern: str) -> Callable[[Path], bytes]:
    """The bytes of the first file below the project's folder of that pattern."""
    return lambda path: next(iter(sorted(Path.cwd().glob(pattern)))).read_bytes()


BIB = "@string{p = {Press}}\n@article{a2020, title={The {Bridge}}, author={Smith, Ann and others}, year={2020}, publisher=p, url={https://example.org/a}}\n"
RIS = (
    "TY  - JOUR\nTI  - The bridge\nAU  - Smith, Ann\nPY  - 2020/05/01\nUR  - https://example.org/a\nER  - \n"
)
CSL = '[{"id": "a", "type": "report", "title": "The bridge", "author": [{"family": "Smith", "given": "Ann"}],\n "issued": {"date-parts": [[2020, 5, 1]]}, "custom": {"marking": "TLP:RED"}}]\n'
CSV = 'Id,Text,Number,Day\nferry,The ferry sails.,12.5,2022-08-01\nroad,"The road, too.",1 000,2022-08\n'
MAP = "columns:\n  id: Id\n  text: Text\n  number: Number\n  when: Day\ntable: {delimiter: comma}\nfixed:\n  source: report\n  locator: row {row}\n  marking: TLP:RED\n"
PAGE = "<!doctype html><html><head><title>Toll</title><style>p{}</style></head><body><p>It brought &#49;2.</p></body></html>\n"
TEXT = "The toll brought in 4100 euros.\n"
LABELS = "bottom-line: In brief\nfact.one: fact\n"
SCHEME = 'title: Ours\nlevels:\n  OURS ONE: {colour: "#123E7C", short: ONE, says: {en: For all}}\n  OURS TWO: {colour: "#7A1F3D"}\nposition: right\n'
SECTION = "## {{ label('bottom-line') }}\n\n{{ brief.question }}\n\n{% for fact in facts %}- {{ fact.text }} [1](https://example.org)\n{% endfor %}\n\n{{ options_table() }}\n"
TRANSLATION = "facts: {toll: {text: 'Плата дала {number} євро.', source: с. 1}}\n"

CAPTURE = "sources capture report {file}"
IMPORT = "import {file} --dry-run"

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info><title>Ours</title><id>x</id></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout suffix="."><names variable="author"/><text variable="title" prefix=", "/></layout></bibliography></style>
"""

FILE_TYPES: dict[str, FileType] = {
    "dossier": FileType("briefs/records/demo.yaml", ("check", "build {edition} --jobs 1")),
    "translation": FileType("briefs/records/demo.uk.yaml", ("check",), _words(TRANSLATION)),
    "brief": FileType("briefs/demo.yaml", ("check", "build {edition} --jobs 1")),
    "settings": FileType("policybrief.yaml", ("check",)),
    "template": FileType("templates/house/template.yaml", ("check", "template check house")),
    "labels": FileType("templates/house/labels/en.yaml", ("build {edition} --jobs 1",), _words(LABELS)),
    "section": FileType(
        "templates/house/sections/bottom-line.md", ("build {edition} --jobs 1",), _words(SECTION)
    ),
    "marking scheme": FileType("markings/ours.yaml", ("check",), _words(SCHEME)),
    "citation style": FileType(
        "templates/house/styles/ours.csl", ("template check house", "build {edition} --jobs 1"), _words(STYLE)
    ),
    "yardstick": FileType("yardsticks/ours.yaml", ("check", "build {edition} --jobs 1"), _yardstick),
    "list of runs": FileType(
        "runs", ("build --due --jobs 1 --runs {file}",), _words("2022-10-01T05:17:00Z 1a2b3c4\n")
    ),
    "png": FileType("templates/house/logo.png", ("build {edition} --jobs 1",), _picture("PNG")),
    "jpeg": FileType("templates/house/logo.jpg", ("build {edition} --jobs 1",), _picture("JPEG")),
    "letterhead": FileType("templates/house/letterhead.docx", ("build {edition} --jobs 1",), _letterhead),
    "word file": FileType("paper.docx", ("template new roads --from-docx {file}",), _letterhead),
    "returned file": FileType(
        "back.docx", ("diff {file} {edition}", "verify {file}"), _first("out/demo/**/*public*.docx")
    ),
    "released word": FileType(
        "note.docx", ("release {file} --audience public", CAPTURE), _first("out/demo/**/*partner*.docx")
    ),
    "pdf": FileType(
        "note.pdf", ("release {file} --audience public", CAPTURE), _first("out/demo/**/*public*.pdf")
    ),
    "web page": FileType("page.html", (CAPTURE,), _words(PAGE)),
    "text": FileType("copy.txt", (CAPTURE,), _words(TEXT)),
    "bibtex": FileType("library.bib", (IMPORT,), _words(BIB)),
    "ris": FileType("library.ris", (IMPORT,), _words(RIS)),
    "csl-json": FileType("library.json", ("import {file}", "check"), _words(CSL)),
    "csv": FileType(
        "table.csv",
        ("import {file} --map map.yaml --dry-run", "import {file} --new-map new.yaml"),
        _words(CSV),
    ),
    "workbook": FileType(
        "table.xlsx",
        ("import {file} --map map.yaml --dry-run", "import {file} --new-map new.yaml"),
        _workbook,
    ),
    "column map": FileType("odd.yaml", ("import table.csv --map {file} --dry-run",), _words(MAP)),
    "ledger entry": FileType(
        "", ("verify --ledger", "check", "recall"), _first("briefs/issued/**/[!.]*.json")
    ),
    "issued document": FileType(
        "", ("diff {edition}", "verify --ledger"), _first("briefs/issued/**/*.document.json")
    ),
    "manifest": FileType(".brief/manifest/demo.json", ("build {edition} --jobs 1", "omissions demo")),
    "memory": FileType(
        "briefs/imported.json",
        ("import library.bib --dry-run",),
        _words('{"policybrief": 1, "records": {"a": "title 12345678"}}'),
    ),
}


def fuzz_project(root: Path) -> None:
    """A project with one of every sort of file, built and issued."""
    bridge_at(root)
    edit(root, "languages: [en]", "languages: [en, uk]", "policybrief.yaml")
    (root / "templates/house/template.yaml").write_text("extends: base\ncitations: ours\n", encoding="utf-8")
    (root / "templates/house/styles").mkdir()
    (root / "templates/house/styles/ours.csl").write_text(STYLE, encoding="utf-8")
    (root / "yardsticks").mkdir()
    (root / "yardsticks/ours.yaml").write_bytes(_yardstick(root))
    edit(root, "languages: [en, uk]", "languages: [en, uk]\nyardstick: ours", "policybrief.yaml")
    edit(root, "topics: [demo]", "topics: [demo]\nlanguages: {default: [en]}", "briefs/demo.yaml")
    for words in ("issue demo public en --to Desk", "build --jobs 1"):
        run(*words.split())
    edit(root, "value: 4100", "value: 5200")
    (root / "table.csv").write_text(CSV, encoding="utf-8")
    (root / "map.yaml").write_text(MAP, encoding="utf-8")
    (root / "library.bib").write_text(BIB, encoding="utf-8")
    commit(root, "All")


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The content with some damage; of a ZIP archive half of the time one of its parts."""
    if content[:2] == b"PK" and chance.random() < 0.6:
        return _with_part_damaged(content, chance)
    for _ in range(chance.randint(1, REPEATED)):
        content = chance.choice(_DAMAGES)(content, chance)
    return content


def _with_part_damaged(content: bytes, chance: random.Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        names = old.namelist()
        hurt = chance.choice(names)
        for name in names:
            part = old.read(name)
            if name == hurt:
                if chance.random() < 0.1:
                    continue
                part = chance.choice(_DAMAGES)(part, chance)
            new.writestr(name, part)
    return stream.getvalue()


def _flip(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8) if changed else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _without(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + content[at + chance.randint(1, 40) :]


def _repeated(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + content[at : at + chance.randint(1, 80)] * chance.randint(2, 9) + content[at:]


def _inserted(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + _token(chance) + content[at:]


def _replaced(content: bytes, chance: random.Random) -> bytes:
    """A word, number or address gives way to something that nobody expects there."""
    found = [*re.finditer(rb"[\w.:/#-]+", content)]
    if not found:
        return content
    word = chance.choice(found)
    return content[: word.start()] + _token(chance) + content[word.end() :]


def _swapped(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _in_other_encoding(content: bytes, chance: random.Random) -> bytes:
    return content.decode("utf-8", "replace").encode(
        chance.choice(("utf-16", "utf-32", "cp1251", "utf-8-sig")), "replace"
    )


def _token(chance: random.Random) -> bytes:
    return chance.choice(TOKENS).encode("utf-8", "surrogatepass")


_DAMAGES = (
    _flip,
    _cut,
    _without,
    _repeated,
    _inserted,
    _replaced,
    _replaced,
    _replaced,
    _swapped,
    _in_other_encoding,
)


@contextmanager
def hurt(name: str, number: int) -> Iterator[tuple[FileType, Path]]:
    """The file of a sort, damaged in the way of this number; honest again afterwards."""
    sort = FILE_TYPES[name]
    path = Path(sort.path or _ledger_file(name))
    before = {kept: kept.read_bytes() for kept in _files()}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(damaged(sort.content(path), random.Random(f"{name} {number}")))
    try:
        yield sort, path
    finally:
        shutil.rmtree("templates/roads", ignore_errors=True)
        for kept in {*_files()} - {*before}:
            kept.unlink()
        for kept, content in before.items():
            if not kept.is_file() or kept.read_bytes() != content:
                kept.write_bytes(content)


def _files() -> Iterator[Path]:
    """What commands may change besides out/."""
    for place in (".", "briefs", "briefs/records", "briefs/issued", ".brief", "templates", "markings"):
        pattern = "*" if place == "." or place.endswith(("briefs", "records", ".brief")) else "**/*"
        yield from (path for path in Path(place).glob(pattern) if path.is_file())


def _ledger_file(name: str) -> str:
    pattern = "*.document.json" if name == "issued document" else "*.json"
    every = sorted(Path("briefs/issued").rglob(pattern))
    return next(
        path for path in every if name == "issued document" or ".document." not in path.name
    ).as_posix()


def fault_of(command: str, path: Path) -> str:
    """What a command did that none may do: end in an internal error, print a traceback, or never end."""
    words = command.format(file=path.as_posix(), edition="\0").split()
    words = [part for word in words for part in (["demo", "public", "en"] if word == "\0" else [word])]
    with _alarm():
        done = CliRunner().invoke(main, words, env={"SOURCE_DATE_EPOCH": "1664798400"})
    if done.exit_code not in (0, 1, 2):
        return f"brief {' '.join(words)}: exit {done.exit_code}: {done.output[-600:]} {done.exception!r}"
    return f"brief {' '.join(words)}: {done.output[-600:]}" if "Traceback" in done.output else ""


@contextmanager
def _alarm() -> Iterator[None]:
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def late(*_: object) -> None:
        raise AssertionError(f"no end after {SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
