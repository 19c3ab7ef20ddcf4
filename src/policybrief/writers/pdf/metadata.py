"""What an archived file says about itself: XMP (ISO 16684-1) and an sRGB profile (ICC.1:2010)."""

from __future__ import annotations

import struct
from functools import lru_cache
from html import escape

from policybrief.document import Meta

_NAMESPACES = (
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
    ("xmpMM", "http://ns.adobe.com/xap/1.0/mm/"),
    ("pdf", "http://ns.adobe.com/pdf/1.3/"),
    ("pdfaid", "http://www.aiim.org/pdfa/ns/id/"),
    ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/"),
    ("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"),
    ("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"),
    ("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"),
)
_EXTENSION = (
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType='Resource'>"
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType='Resource'>"
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
)


def xmp(meta: Meta) -> str:
    """The XMP packet: title, organisation, language, date, and the claims to PDF/A-2a and PDF/UA-1."""
    day = f"{meta.date or '2000-01-01'}T00:00:00Z"
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES)
    keywords = f"<pdf:Keywords>{escape(', '.join(meta.keywords))}</pdf:Keywords>" if meta.keywords else ""
    properties = (
        f"<dc:format>application/pdf</dc:format><dc:title>{_alternative(meta.title)}</dc:title>"
        f"<dc:creator><rdf:Seq><rdf:li>{escape(meta.organisation)}</rdf:li></rdf:Seq></dc:creator>"
        f"<dc:description>{_alternative(meta.subject)}</dc:description>"
        f"<dc:language><rdf:Bag><rdf:li>{escape(meta.language)}</rdf:li></rdf:Bag></dc:language>"
        f"{_dublin_core(meta)}"
        f"{_media_management(meta)}"
        f"<xmp:CreatorTool>policybrief</xmp:CreatorTool><xmp:CreateDate>{day}</xmp:CreateDate>"
        f"<xmp:ModifyDate>{day}</xmp:ModifyDate><pdf:Producer>policybrief</pdf:Producer>{keywords}"
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
        "<pdfuaid:part>1</pdfuaid:part>"
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {names}>{properties}{_EXTENSION}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )


def _dublin_core(meta: Meta) -> str:
    """Publisher, and what the brief gives of identifier, rights and series (Dublin Core 1.1)."""
    parts = [f"<dc:publisher><rdf:Bag><rdf:li>{escape(meta.organisation)}</rdf:li></rdf:Bag></dc:publisher>"]
    if meta.number:
        parts.append(f"<dc:identifier>{escape(meta.number)}</dc:identifier>")
    if meta.rights:
        parts.append(f"<dc:rights>{_alternative(meta.rights)}</dc:rights>")
    if meta.series:
        parts.append(f"<dc:relation><rdf:Bag><rdf:li>{escape(meta.series)}</rdf:li></rdf:Bag></dc:relation>")
    return "".join(parts)


def _media_management(meta: Meta) -> str:
    """What an issued edition is known by (XMP part 2, 1.2.2): identifier and version."""
    identifier = f"<xmpMM:DocumentID>{escape(meta.identifier)}</xmpMM:DocumentID>" if meta.identifier else ""
    return identifier + (f"<xmpMM:VersionID>{escape(meta.version)}</xmpMM:VersionID>" if meta.version else "")


def _alternative(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'


@lru_cache(maxsize=1)
def icc_profile() -> bytes:
    """A display profile of sRGB (IEC 61966-2-1): matrix and curve, version 4.2, the same bytes always."""
    white = (0.9642, 1.0, 0.8249)
    curve = b"para\0\0\0\0\0\3\0\0" + _fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    adaptation = (1.04790, 0.02290, -0.05020, 0.02960, 0.99046, -0.01707, -0.00925, 0.01506, 0.75179)
    tags = (
        (b"desc", _words("sRGB")),
        (b"cprt", _words("CC0")),
        (b"wtpt", _xyz(*white)),
        (b"rXYZ", _xyz(0.43607, 0.22249, 0.01392)),
        (b"gXYZ", _xyz(0.38515, 0.71687, 0.09708)),
        (b"bXYZ", _xyz(0.14307, 0.06061, 0.7141)),
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"bTRC", curve),
        (b"chad", b"sf32\0\0\0\0" + _fixed(*adaptation)),
    )
    start = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    places: dict[bytes, int] = {}
    for name, content in tags:
        if content not in places:
            places[content] = start + len(body)
            body += content + b"\0" * (-len(content) % 4)
        table += name + struct.pack(">II", places[content], len(content))
    size = 128 + len(table) + len(body)
    head = struct.pack(
        ">I4sI4s4s4s6H", size, b"\0" * 4, 0x04200000, b"mntr", b"RGB ", b"XYZ ", 2020, 1, 1, 0, 0, 0
    )
    head += struct.pack(">4sI4sI4sQI", b"acsp", 0, b"\0" * 4, 0, b"\0" * 4, 0, 0) + _fixed(*white)
    return head.ljust(128, b"\0") + table + body


def _fixed(*values: float) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _xyz(*values: float) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(*values)


def _words(text: str) -> bytes:
    encoded = text.encode("utf-16-be")
    return b"mluc\0\0\0\0" + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(encoded), 28) + encoded
