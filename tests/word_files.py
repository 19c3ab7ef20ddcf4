"""Word files for tests, part by part: honest ones as offices make them, and hostile ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from PIL import Image

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/><w:sz w:val="22"/>'
    '<w:lang w:val="de-DE"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Standard"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:color w:val="7A1F3D"/><w:sz w:val="30"/></w:rPr></w:style>'
)
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1134" w:bottom="1134" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'


def paragraph(inner: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{inner}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(*codes: str, shown: str = "shown") -> str:
    """A field whose code is spread over as many runs as there are `codes`."""
    spread = "".join(f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>' for code in codes)
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{spread}<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def picture(pointer: str = 'r:embed="rId1"', described: str = "Arms") -> str:
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="457200"/>'
        f'<wp:docPr id="1" name="Logo" descr="{described}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="1" name="logo.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f"<a:blip {pointer}/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr/></pic:pic></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def png(width: int = 40, height: int = 20, colour: str = "#7A1F3D", **saved: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG", **saved)
    return out.getvalue()


def relationships(*entries: tuple[str, str, str]) -> bytes:
    """(id, kind, target); a target that starts with `!` is outside."""
    made = "".join(
        f'<Relationship Id="{identifier}" Type="{_R}/{kind}" Target="{target.removeprefix("!")}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if target.startswith('!') else ''}/>"
        for identifier, kind, target in entries
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{made}</Relationships>'.encode()


def story(inner: str, *, side: str = "header") -> bytes:
    root = {"header": "hdr", "footer": "ftr"}[side]
    return f"<w:{root} {SPACES}>{inner}</w:{root}>".encode()


def word_parts(
    *,
    body: str = "",
    section: str = SECTION,
    styles: str = STYLES,
    pointers: tuple[tuple[str, str, str], ...] = (),
    kind: str = MAIN,
    parts: Mapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """The parts of a Word file; `pointers` and `parts` come on top."""
    extra = dict(parts or {})
    stories = "".join(
        f'<Override PartName="/{name}" ContentType="{MAIN.replace("document.main", side)}"/>'
        for name in extra
        for side in ("header", "footer")
        if name.rsplit("/", 1)[-1].startswith(side)
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{MAIN.replace("document.main", "styles")}"/>{stories}</Types>'
    )
    return {
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}{section}</w:body></w:document>".encode(),
        "word/styles.xml": f"<w:styles {SPACES}>{styles}</w:styles>".encode(),
        "word/_rels/document.xml.rels": relationships(("rIdS", "styles", "styles.xml"), *pointers),
        **extra,
    }


def zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def with_header(inner: str, *pointers: tuple[str, str, str], **parts: bytes) -> bytes:
    """A Word file with `inner` in its header, whose relationships are `pointers`; `media` is its picture."""
    reference = '<w:headerReference w:type="default" r:id="rIdH"/>'
    extra = {"word/header1.xml": story(inner), "word/_rels/header1.xml.rels": relationships(*pointers)}
    extra |= {f"word/media/{name}.png": content for name, content in parts.items()}
    return zipped(
        word_parts(
            section=SECTION.replace("<w:sectPr>", f"<w:sectPr>{reference}"),
            pointers=(("rIdH", "header", "header1.xml"),),
            parts=extra,
        )
    )
