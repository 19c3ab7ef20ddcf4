"""The parts of a Word file and how they point to each other (ISO/IEC 29500-2, 6.5)."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from policybrief.ooxml.archive import Archive
from policybrief.ooxml.limits import LIMITS, PackageLimits, RefusedFileError
from policybrief.ooxml.xml import attributes, parse_xml, quoted

_CONTENT = "application/vnd.openxmlformats-officedocument."
_MAIN = {
    f"{_CONTENT}wordprocessingml.document.main+xml": "docx",
    f"{_CONTENT}wordprocessingml.template.main+xml": "dotx",
    "application/vnd.ms-word.document.macroEnabled.main+xml": "docm",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": "dotm",
}
_OTHERS = (
    ("spreadsheetml", "an Excel file"),
    ("ms-excel", "an Excel file"),
    ("presentationml", "a PowerPoint file"),
    ("ms-powerpoint", "a PowerPoint file"),
    ("visio", "a Visio file"),
)
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True, slots=True)
class Relationship:
    """A pointer from a part: to another part, by its name, or to an address outside."""

    id: str
    kind: str
    """The last word of its type: header, image, hyperlink …"""
    target: str
    external: bool = False


@dataclass(frozen=True, slots=True)
class WordFile:
    """A package from outside whose main part is a Word document."""

    archive: Archive
    kind: str
    """docx · dotx · docm · dotm"""
    main: str
    types: Mapping[str, str]
    limits: PackageLimits

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """Where `part` points; "" is the package itself.

        Raises:
            RefusedFileError: they cannot be read, or lead out of the package.
        """
        return _relationships(self.archive, part, self.limits)

    def type_of(self, part: str) -> str:
        """The content type of a part, or ""."""
        extension = part.rsplit(".", 1)[-1].lower()
        return self.types.get("/" + part.lower()) or self.types.get(extension, "")


def open_word_file(content: bytes, limits: PackageLimits = LIMITS) -> WordFile:
    """The Word file in `content`; nothing but its directory, content types and root relationships is read.

    Raises:
        RefusedFileError: it is something else, or cannot be opened without danger.
    """
    archive = Archive(content, limits)
    if "[Content_Types].xml" not in archive:
        raise RefusedFileError("not-a-word-file", f"is {_other_archive(archive)}, not a Word file")
    types = _types(archive, limits)
    if any("purl.oclc.org" in kind for kind in _root_types(archive, limits)):
        hint = "in Word, choose Save as, then 'Word Document', not 'Strict Open XML Document'"
        raise RefusedFileError("not-a-word-file", "is saved as Strict Open XML", hint)
    main = next((r.target for r in _relationships(archive, "", limits) if r.kind == "officeDocument"), "")
    if main not in archive:
        raise RefusedFileError("not-a-word-file", "contains no document")
    content_type = types.get("/" + main.lower()) or types.get(main.rsplit(".", 1)[-1].lower(), "")
    if content_type not in _MAIN:
        other = next((words for word, words in _OTHERS if word in content_type), "a package of another kind")
        raise RefusedFileError("not-a-word-file", f"is {other}, not a Word file")
    return WordFile(archive, _MAIN[content_type], main, types, limits)


def relationships_part(part: str) -> str:
    """The name of the part that holds the relationships of `part`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relationships_xml(relationships: tuple[Relationship, ...], part: str) -> bytes:
    """The relationships of `part`, with targets relative to it."""
    folder = posixpath.dirname(part)
    entries = "".join(
        f"<Relationship Id={quoted(r.id)} Type={quoted(_type(r.kind))} "
        + (
            f'Target={quoted(r.target)} TargetMode="External"/>'
            if r.external
            else f"Target={quoted(posixpath.relpath(r.target, folder or '.'))}/>"
        )
        for r in relationships
    )
    return _HEAD + f'<Relationships xmlns="{_RELATIONSHIPS}">{entries}</Relationships>'.encode()


def write_package(parts: Mapping[str, bytes], types: Mapping[str, str]) -> bytes:
    """A zip archive of `parts` with their content types: the same bytes whatever the day and the system."""
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{types[name]}"/>'
        for name in sorted(parts)
        if name in types
    )
    extensions = sorted({name.rsplit(".", 1)[-1] for name in parts if name not in types})
    defaults = "".join(f'<Default Extension="{e}" ContentType="{_DEFAULTS[e]}"/>' for e in extensions)
    content_types = (
        "<Types "
        f'xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{defaults}{overrides}</Types>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in [
            ("[Content_Types].xml", _HEAD + content_types.encode()),
            *sorted(parts.items()),
        ]:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            package.writestr(entry, content, compresslevel=6)
    return out.getvalue()


def _types(archive: Archive, limits: PackageLimits) -> dict[str, str]:
    """Extension, or part name with its slash, both in lower case → content type."""
    root = parse_xml(archive.read("[Content_Types].xml"), part="[Content_Types].xml", limits=limits)
    return {
        (entry.get("Extension") or entry.get("PartName") or "").lower(): entry.get("ContentType", "")
        for entry in root
    }


def _root_types(archive: Archive, limits: PackageLimits) -> list[str]:
    if "_rels/.rels" not in archive:
        raise RefusedFileError("not-a-word-file", "contains no document")
    root = parse_xml(archive.read("_rels/.rels"), part="_rels/.rels", limits=limits)
    return [entry.get("Type", "") for entry in root]


def _relationships(archive: Archive, part: str, limits: PackageLimits) -> tuple[Relationship, ...]:
    name = relationships_part(part)
    if name not in archive:
        return ()
    root = parse_xml(archive.read(name), part=name, limits=limits)
    return tuple(_relationship(attributes(entry), part) for entry in root)


def _relationship(values: Mapping[str, str], part: str) -> Relationship:
    kind = values.get("Type", "").rsplit("/", 1)[-1]
    target, identifier = values.get("Target", ""), values.get("Id", "")
    if values.get("TargetMode") == "External":
        return Relationship(identifier, kind, target, external=True)
    inside = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target))
    if _climbs(posixpath.dirname(part), target):
        raise RefusedFileError(
            "path-outside-package", f"points from '{part or 'its root'}' to '{target[:80]}', outside the file"
        )
    return Relationship(identifier, kind, inside.lstrip("/"))


def _climbs(folder: str, target: str) -> bool:
    """True if `target`, read from `folder`, goes above the root of the package."""
    if target.startswith("/"):
        folder = ""
    return posixpath.normpath(posixpath.join(folder, target.lstrip("/"))).startswith("..")


def _other_archive(archive: Archive) -> str:
    if "mimetype" in archive and b"opendocument" in archive.read("mimetype"):
        return "an OpenDocument file (LibreOffice)"
    return "a zip archive"


def _type(kind: str) -> str:
    if kind == "core-properties":
        return "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return f"{_OFFICE}/{kind}"


_DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
    "odttf": f"{_CONTENT}obfuscatedFont",
}
