"""Which relationships of a Word file are never followed, with a note on each."""

from __future__ import annotations

from policybrief.ooxml.header_text import WEB
from policybrief.ooxml.package import Relationship, WordFile
from policybrief.ooxml.removals import Removals
from policybrief.ooxml.xml import parse_xml

_MACROS = ("stripped-macros", "macros")
_COMMENTS = ("stripped-comments", "comments and their authors")
_OBJECT = ("stripped-embedded-object", "an embedded file or control")
_CUSTOM_XML = ("stripped-custom-xml", "custom XML")
_MERGE = ("stripped-external-link", "the source of a mail merge")
_ADD_IN = ("stripped-macros", "an add-in or a change of the ribbon")
_SIGNED = ("stripped-signature", "a digital signature, which is valid only for the old file")
_TEMPLATE = ("stripped-attached-template", "the attached template, which Word would open")
_BLOCKS = ("stripped-building-blocks", "building blocks (AutoText)")
_CHUNK = ("stripped-embedded-object", "another document inside")
_PRINTER = ("stripped-personal-data", "the settings of a printer")
_THUMBNAIL = ("stripped-personal-data", "a picture of its first page")
_PROPERTIES = ("stripped-personal-data", "properties that someone added")
_AUTHORS = ("stripped-personal-data", "names of authors and other properties")

STRIPPED = {
    "vbaProject": _MACROS,
    "wordVbaData": _MACROS,
    "keyMapCustomizations": _MACROS,
    "attachedToolbars": _MACROS,
    "comments": _COMMENTS,
    "commentsExtended": _COMMENTS,
    "commentsIds": _COMMENTS,
    "commentsExtensible": _COMMENTS,
    "people": _COMMENTS,
    "oleObject": _OBJECT,
    "package": _OBJECT,
    "control": _OBJECT,
    "activeXControlBinary": _OBJECT,
    "aFChunk": _CHUNK,
    "subDocument": _CHUNK,
    "frame": _CHUNK,
    "customXml": _CUSTOM_XML,
    "customXmlProps": _CUSTOM_XML,
    "transform": _CUSTOM_XML,
    "mailMergeSource": _MERGE,
    "mailMergeHeaderSource": _MERGE,
    "mailMergeRecipientData": _MERGE,
    "recipientData": _MERGE,
    "extensibility": _ADD_IN,
    "userCustomization": _ADD_IN,
    "webextension": _ADD_IN,
    "webextensiontaskpanes": _ADD_IN,
    "origin": _SIGNED,
    "attachedTemplate": _TEMPLATE,
    "glossaryDocument": _BLOCKS,
    "printerSettings": _PRINTER,
    "thumbnail": _THUMBNAIL,
    "custom-properties": _PROPERTIES,
}
"""The kind of a relationship → code and words for what is left out with it."""


def note_pointers(file: WordFile, found: Removals) -> None:
    """Note every relationship of the whole package that is not followed because it could do harm."""
    for name in file.archive.names:
        folder, _, rest = name.rpartition("_rels/")
        if rest.endswith(".rels"):
            for relationship in file.relationships(folder + rest.removesuffix(".rels")):
                _note(relationship, found)


def read_company(file: WordFile, found: Removals) -> str:
    """The company in the file's properties (15.2.12); that it names authors is noted."""
    company = ""
    for relationship in file.relationships(""):
        if (
            relationship.kind in ("core-properties", "extended-properties")
            and relationship.target in file.archive
        ):
            part = relationship.target
            for element in parse_xml(file.archive.read(part), part=part, limits=file.limits):
                name, words = str(element.tag).rsplit("}", 1)[-1], (element.text or "").strip()
                if name in ("creator", "lastModifiedBy", "Manager") and words:
                    found.add(*_AUTHORS, number=0 if _AUTHORS in found else 1)
                company = words[:200] if name == "Company" else company
    return company


def _note(relationship: Relationship, found: Removals) -> None:
    if relationship.kind in STRIPPED:
        if STRIPPED[relationship.kind] not in found:
            found.add(*STRIPPED[relationship.kind])
    elif relationship.external and not (relationship.kind == "hyperlink" and WEB.match(relationship.target)):
        target = ascii(relationship.target)[1:-1]
        shown = target if len(target) <= 60 else target[:59] + "…"
        found.add(
            "stripped-external-link", f"a link to {shown}, which Word would open ({relationship.kind[:20]})"
        )
