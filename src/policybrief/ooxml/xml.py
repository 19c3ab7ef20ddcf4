"""XML from outside → a tree without comments; DTDs, depth and size are judged before it is built."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from lxml import etree

from policybrief.ooxml.limits import MEGABYTE, PackageLimits, RefusedFileError

if TYPE_CHECKING:
    from lxml.etree import _Element
from html import escape as _escape

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
V = "{urn:schemas-microsoft-com:vml}"


def parse_xml(content: bytes, *, part: str, limits: PackageLimits) -> _Element:
    """The root of an XML part; comments and processing instructions are left out.

    Raises:
        RefusedFileError: it has a DTD, is too deep or too large, or is not XML.
    """
    if len(content) > limits.xml:
        raise RefusedFileError(
            "xml-too-large", f"contains {len(content) / MEGABYTE:.0f} MB of XML in '{part}'"
        )
    _scan(content, part, limits)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise _broken(part) from None


def drop(element: _Element) -> None:
    """Take an element out of its tree, with the text behind it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def attributes(element: _Element) -> dict[str, str]:
    """The attributes of an element: name, with its namespace in braces, → value."""
    return {str(name): str(value) for name, value in element.attrib.items()}


def serialize(root: _Element) -> bytes:
    """The part with its XML declaration, in UTF-8."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=_ignorable(root))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def settle_switches(root: _Element) -> None:
    """Write the switches that are on by being there as Word does: without a value, or not at all."""
    for switch in list(root.iter(*(f"{W}{name}" for name in _SWITCHES))):
        value = switch.attrib.pop(f"{W}val", "on")
        parent = switch.getparent()
        if value in ("0", "false", "off") and parent is not None:
            parent.remove(switch)


_SWITCHES = ("tblHeader", "cantSplit", "semiHidden", "unhideWhenUsed", "qFormat", "locked", "hidden")


def _scan(content: bytes, part: str, limits: PackageLimits) -> None:
    """Read through once without building anything: a document of 8 MB may hold two million elements."""
    depth = elements = 0

    def start(_name: str, _attributes: list[str]) -> None:
        nonlocal depth, elements
        depth, elements = depth + 1, elements + 1
        if depth > limits.depth:
            raise RefusedFileError(
                "xml-too-deep", f"nests elements more than {limits.depth} deep in '{part}'"
            )
        if elements > limits.elements:
            raise RefusedFileError("xml-too-large", f"has more than {limits.elements} elements in '{part}'")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_: object) -> None:
        raise RefusedFileError(
            "document-type-declaration", f"declares a document type in '{part}', which Word files never do"
        )

    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise _broken(part) from None


def _broken(part: str) -> RefusedFileError:
    return RefusedFileError(
        "broken-file", f"is damaged: '{part}' is not XML", "open it in Word and save it again"
    )


def _ignorable(root: _Element) -> list[str]:
    """Prefixes that `mc:Ignorable` and `Requires` name in text, which must stay declared."""
    mc = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
    named = root.get(f"{mc}Ignorable", "")
    required = " ".join(choice.get("Requires", "") for choice in root.iter(f"{mc}Choice"))
    return f"{named} {required}".split()


def escape(text: str) -> str:
    """`text` for an element or, between double quotes, for an attribute (XML 1.0, 2.4)."""
    return _escape(text, quote=True)


def quoted(text: str) -> str:
    """`text` as the value of an attribute, in its quotes."""
    return f'"{_escape(text, quote=True)}"'
