"""What a Word file must not have and no validator of Open XML looks for; also hashes of its parts."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from posixpath import dirname, join, normpath

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

Tree = etree._Element


def parts_of(file: bytes) -> dict[str, bytes]:
    """Name → bytes of the parts of a package."""
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return {name: package.read(name) for name in package.namelist()}


def parts_hash(file: bytes) -> str:
    """SHA-256 over names and bytes of the uncompressed parts: equal wherever the file was made."""
    total = hashlib.sha256()
    for name, content in sorted(parts_of(file).items()):
        total.update(f"{name}\0{len(content)}\0".encode() + content)
    return total.hexdigest()


def faults(file: bytes, *, tracked: bool = False) -> list[str]:
    """Every fault in words; empty for a clean file. Changes are faults unless they are to be `tracked`."""
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        doubled = [name for name, n in Counter(package.namelist()).items() if n > 1]
        dated = [e.filename for e in package.infolist() if e.date_time != (1980, 1, 1, 0, 0, 0)]
    parts = parts_of(file)
    trees = {name: etree.fromstring(content) for name, content in parts.items() if _is_xml(name)}
    return [
        *(f"part twice: {name}" for name in doubled),
        *(f"part with a date: {name}" for name in dated),
        *_types(parts, trees),
        *_relations(parts, trees),
        *_text(trees, tracked),
        *_revisions(trees),
        *_notes(trees),
        *_private(parts, trees),
    ]


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _types(parts: dict[str, bytes], trees: dict[str, Tree]) -> Iterator[str]:
    root = trees["[Content_Types].xml"]
    named = {e.get("PartName", "") for e in root.iter(f"{TYPES}Override")}
    by_ending = {e.get("Extension", "") for e in root.iter(f"{TYPES}Default")}
    yield from (f"content type of a part that is missing: {n}" for n in named if n.lstrip("/") not in parts)
    for name in parts:
        if (
            name != "[Content_Types].xml"
            and f"/{name}" not in named
            and name.rsplit(".", 1)[-1] not in by_ending
        ):
            yield f"part without content type: {name}"


def _relations(parts: dict[str, bytes], trees: dict[str, Tree]) -> Iterator[str]:
    for name, root in trees.items():
        if not name.endswith(".rels"):
            continue
        owner = join(dirname(dirname(name)), name.rsplit("/", 1)[-1].removesuffix(".rels"))
        ids = [e.get("Id", "") for e in root]
        if len(set(ids)) != len(ids):
            yield f"relationship id twice in {name}"
        for entry in root:
            target = entry.get("Target", "")
            if entry.get("TargetMode") == "External":
                if not target.startswith(("http://", "https://", "mailto:")):
                    yield f"relationship out of the file: {name}"
            elif normpath(join("/", dirname(owner), target)).lstrip("/") not in parts:
                yield f"relationship to nothing: {target} in {name}"
        if owner in trees:
            used = {v for e in trees[owner].iter() for k, v in e.attrib.items() if k.startswith(R)}
            yield from (f"unknown relationship {used_id} in {owner}" for used_id in sorted(used - set(ids)))


def _text(trees: dict[str, Tree], tracked: bool) -> Iterator[str]:
    styles = {e.get(f"{W}styleId") for e in trees["word/styles.xml"].iter(f"{W}style")}
    lists = {e.get(f"{W}numId") for e in trees["word/numbering.xml"].iter(f"{W}num")} | {"0"}
    names: Counter[str] = Counter()
    for part, root in trees.items():
        if not part.startswith("word/") or part.endswith(".rels"):
            continue
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
            for element in root.iter(f"{W}{tag}"):
                if element.get(f"{W}val") not in styles:
                    yield f"style that is not there: {element.get(f'{W}val')} in {part}"
        for element in root.iter(f"{W}numId"):
            if element.get(f"{W}val") not in lists:
                yield f"list that is not there: {element.get(f'{W}val')} in {part}"
        starts = [e.get(f"{W}id") for e in root.iter(f"{W}bookmarkStart")]
        ends = [e.get(f"{W}id") for e in root.iter(f"{W}bookmarkEnd")]
        if sorted(starts) != sorted(ends) or len(set(starts)) != len(starts):
            yield f"bookmarks that do not pair in {part}"
        names.update(e.get(f"{W}name", "") for e in root.iter(f"{W}bookmarkStart"))
        yield from _fields(part, root)
        yield from _tables(part, root)
        drawn = [e.get("id") for e in root.iter(f"{WP}docPr")]
        if len(set(drawn)) != len(drawn):
            yield f"drawing id twice in {part}"
        yield from (
            f"drawing without alternative text in {part}"
            for e in root.iter(f"{WP}docPr")
            if not e.get("descr")
        )
        changes = () if tracked else ("ins", "del")
        for control in ("sdt", "altChunk", "object", "pict", "commentReference", *changes):
            if root.find(f".//{W}{control}") is not None:
                yield f"{control} in {part}"
    yield from (f"bookmark twice: {name}" for name, count in names.items() if count > 1)
    yield from (f"bookmark name that is too long: {name}" for name in names if not 0 < len(name) <= 40)
    for part, root in trees.items():
        for link in root.iter(f"{W}hyperlink"):
            if link.get(f"{W}anchor") and link.get(f"{W}anchor") not in names:
                yield f"link to a bookmark that is not there in {part}"


_REVISIONS = ("ins", "del", "pPrChange", "tcPrChange")


def _revisions(trees: dict[str, Tree]) -> Iterator[str]:
    """Numbers that come twice, words that are deleted and not said so, private marks of ours."""
    numbers: Counter[str] = Counter()
    for part, root in trees.items():
        if not part.startswith("word/") or part.endswith(".rels"):
            continue
        numbers.update(e.get(f"{W}id", "") for name in _REVISIONS for e in root.iter(f"{W}{name}"))
        for wrong in (f"{W}t", f"{W}instrText"):
            if any(True for gone in root.iter(f"{W}del") for _ in gone.iter(wrong)):
                yield f"deleted words that are not said to be in {part}"
        if any(e.get(name) for e in root.iter() for name in ("shown", "moved")):
            yield f"private attribute in {part}"
    yield from (f"number of a change twice: {number}" for number, times in numbers.items() if times > 1)


def _fields(part: str, root: Tree) -> Iterator[str]:
    depth = 0
    for mark in root.iter(f"{W}fldChar"):
        depth += {"begin": 1, "end": -1}.get(mark.get(f"{W}fldCharType", ""), 0)
        if depth < 0:
            break
    if depth:
        yield f"field that does not end in {part}"
    for code in root.iter(f"{W}instrText"):
        word = (code.text or "").split()[:1]
        if word not in (["PAGE"], ["NUMPAGES"], ["TOC"], ["PAGEREF"], ["SEQ"], ["REF"], ["TITLE"]):
            yield f"field that reaches out: {' '.join(word)} in {part}"


def _tables(part: str, root: Tree) -> Iterator[str]:
    for table in root.iter(f"{W}tbl"):
        grid = table.find(f"{W}tblGrid")
        columns = len(grid) if grid is not None else 0
        for row in table.findall(f"{W}tr"):
            wide = 0
            for cell in row.findall(f"{W}tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                wide += int(span.get(f"{W}val", "1")) if span is not None else 1
                if cell[-1].tag != f"{W}p":
                    yield f"cell that does not end with a paragraph in {part}"
            if wide != columns:
                yield f"row of {wide} columns in a table of {columns} in {part}"


def _notes(trees: dict[str, Tree]) -> Iterator[str]:
    if "word/footnotes.xml" not in trees:
        return
    there = {e.get(f"{W}id") for e in trees["word/footnotes.xml"].iter(f"{W}footnote")} - {"-1", "0"}
    asked = [e.get(f"{W}id") for e in trees["word/document.xml"].iter(f"{W}footnoteReference")]
    if set(asked) != there or len(set(asked)) != len(asked):
        yield "footnotes and their references do not pair"


_PATH = re.compile(rb"(?:[A-Za-z]:\\\\|/home/|/Users/|/root/|/tmp/|\\\\\\\\)[\w.-]+|file://")
_IDENTIFIED = re.compile(
    rb'Types"><property [^>]*name="Edition"><vt:lpwstr>urn:uuid:[0-9a-f-]{36}</vt:lpwstr></property></Properties>$'
)
_TOOL = re.compile(rb"python-docx|Microsoft Macintosh|Normal\.dotm|TotalTime|AppVersion")


def _private(parts: dict[str, bytes], trees: dict[str, Tree]) -> Iterator[str]:
    for name, content in parts.items():
        if _is_xml(name):
            yield from (f"path of a machine in {name}" for _ in _PATH.finditer(content))
            yield from (f"trace of a program in {name}" for _ in _TOOL.finditer(content))
            yield from (f"session of an editor (rsid) in {name}" for _ in re.finditer(rb"\brsid", content))
    for name in (
        "word/comments.xml",
        "docProps/thumbnail.jpeg",
        "word/vbaProject.bin",
    ):
        if name in parts:
            yield f"part that reveals too much: {name}"
    if "docProps/custom.xml" in parts and not _IDENTIFIED.search(parts["docProps/custom.xml"]):
        yield "custom properties that reveal more than an opaque identifier"
    core = trees["docProps/core.xml"]
    said = {etree.QName(e).localname: e.text for e in core}
    if not said.get("title") or not said.get("language"):
        yield "core properties without title or language"
    if said.get("creator") != said.get("lastModifiedBy"):
        yield "core properties that name a person"
