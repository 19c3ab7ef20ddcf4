"""Word files from outside: what is dangerous is refused or left out, each with its words; nothing is fetched."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from lxml import etree

from policybrief.diagnostics import Severity
from policybrief.ooxml.archive import Archive
from policybrief.ooxml.letterhead import Letterhead
from policybrief.ooxml.letterhead_file import read_letterhead
from policybrief.ooxml.limits import LIMITS, PackageLimits, RefusedFileError
from policybrief.ooxml.package import open_word_file
from word_files import (
    MAIN,
    SECTION,
    SPACES,
    STYLES,
    field,
    paragraph,
    picture,
    png,
    relationships,
    run,
    story,
    with_header,
    word_parts,
    zipped,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def refused(content: bytes, limits: PackageLimits = LIMITS) -> str:
    """The code of the refusal; its words name the file, and it is an error."""
    letterhead, faults = read_letterhead(content, path="templates/x/letterhead.docx", limits=limits)
    assert letterhead is None
    (fault,) = faults
    assert fault.message.startswith("templates/x/letterhead.docx ")
    assert fault.severity is Severity.ERROR
    return fault.code


def cleaned(content: bytes) -> tuple[Letterhead, dict[str, bytes], set[str]]:
    """The letterhead, its parts, and the codes of what was left out."""
    letterhead, notes = read_letterhead(content, path="x.docx")
    assert letterhead is not None, notes
    assert all(note.severity is Severity.NOTE for note in notes)
    with zipfile.ZipFile(io.BytesIO(letterhead.docx)) as package:
        return letterhead, {n: package.read(n) for n in package.namelist()}, {note.code for note in notes}


def header_of(content: bytes) -> tuple[str, set[str]]:
    """The XML of the only header, and the codes of what was left out."""
    _, parts, codes = cleaned(content)
    return parts["word/letterhead/header1.xml"].decode(), codes


# ---- refused -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7", "a PDF file"),
        (b"{\\rtf1", "an RTF file"),
        (b"\x89PNG\r\n", "an image"),
        (b"<html>", "a web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Word 97–2003"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
        (zipped({"a.txt": b"x"}), "a zip archive"),
        (
            zipped(word_parts(kind=MAIN.replace("wordprocessingml.document", "spreadsheetml.sheet"))),
            "an Excel file",
        ),
        (
            zipped(word_parts(kind=MAIN.replace("wordprocessingml.document", "presentationml.x"))),
            "a PowerPoint file",
        ),
    ],
)
def test_what_is_no_word_file_is_called_by_its_name(content: bytes, words: str) -> None:
    letterhead, faults = read_letterhead(content, path="x.docx")
    assert letterhead is None
    assert faults[0].code == "not-a-word-file"
    assert words in faults[0].message


def test_a_file_with_a_password_is_refused_as_such() -> None:
    name = "EncryptedPackage".encode("utf-16-le")
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + name) == "encrypted-file"
    content = bytearray(zipped(word_parts()))
    start = content.rfind(b"PK\x01\x02")
    content[start + 8] |= 1
    assert refused(bytes(content)) == "encrypted-file"


def test_a_strict_file_is_refused_with_the_way_to_save_it() -> None:
    parts = word_parts()
    strict = parts["_rels/.rels"].replace(
        b"schemas.openxmlformats.org/officeDocument/2006", b"purl.oclc.org/ooxml/officeDocument"
    )
    letterhead, faults = read_letterhead(zipped(parts | {"_rels/.rels": strict}), path="x.docx")
    assert letterhead is None
    assert "Strict" in faults[0].message
    assert "Save as" in faults[0].hint


def unpacked(content: bytes, limits: PackageLimits = LIMITS) -> int:
    """How many bytes were unpacked before the file was refused or read."""
    seen: list[Archive] = []
    read = Archive.read

    def counted(self: Archive, name: str) -> bytes:
        seen.append(self)
        return read(self, name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Archive, "read", counted)
        read_letterhead(content, path="x.docx", limits=limits)
    return max((archive.unpacked for archive in seen), default=0)


def test_a_bomb_is_refused_by_its_directory_before_anything_is_unpacked() -> None:
    bombs = {
        "ratio": zipped(word_parts(parts={"word/media/a.png": b"\0" * (5 << 20)})),
        "part": zipped(word_parts(parts={"word/media/a.png": b"\0" * (21 << 20)})),
        "entries": zipped(word_parts(parts={f"word/media/{n}.png": b"" for n in range(2001)})),
    }
    for name, content in bombs.items():
        assert refused(content) == "zip-bomb", name
        assert unpacked(content) == 0, name


def test_the_sum_of_all_parts_has_a_limit_of_its_own() -> None:
    parts = word_parts(parts={f"word/media/{n}.png": png() for n in range(20)})
    content = zipped(parts)
    assert refused(content, PackageLimits(total=2000)) == "zip-bomb"
    assert unpacked(content, PackageLimits(total=2000)) == 0


def test_a_directory_of_a_million_entries_is_refused_before_it_is_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def listed(*_: object) -> None:
        raise AssertionError("the directory was read")

    content = bytearray(zipped(word_parts()))
    struct.pack_into("<I", content, len(content) - 10, 50_000_000)
    monkeypatch.setattr(zipfile, "ZipFile", listed)
    assert refused(bytes(content)) == "zip-bomb"


def test_a_part_that_lies_about_its_size_is_never_read_beyond_what_it_said() -> None:
    honest = zipped(word_parts(parts={"word/theme/theme1.xml": b"x" * 100_000}))
    lying = bytearray(honest)
    for start, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        name = (
            lying.find(b"word/theme/theme1.xml")
            if start == b"PK\x03\x04"
            else lying.rfind(b"word/theme/theme1.xml")
        )
        struct.pack_into("<I", lying, lying.rfind(start, 0, name) + at, 10)
    archive = Archive(bytes(lying), LIMITS)
    with pytest.raises(RefusedFileError, match="damaged"):
        archive.read("word/theme/theme1.xml")
    assert archive.unpacked <= 10


def test_a_file_that_is_too_large_is_refused_unseen() -> None:
    assert refused(zipped(word_parts()), PackageLimits(file=100)) == "file-too-large"


def test_parts_that_stand_twice_are_refused() -> None:
    parts = word_parts() | {"word/Document.xml": b"<x/>"}
    assert refused(zipped(parts)) == "duplicate-part"


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/etc/passwd", "word/../../x", "C:/x", "word\\x.xml", "word//x", "a\x01b"]
)
def test_a_part_whose_name_leads_out_of_the_package_is_refused(name: str) -> None:
    assert refused(zipped(word_parts(parts={name: b"x"}))) == "path-outside-package"


def test_a_pointer_that_leads_out_of_the_package_is_refused() -> None:
    content = zipped(word_parts(pointers=(("rIdT", "theme", "../../../etc/passwd"),)))
    assert refused(content) == "path-outside-package"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
@pytest.mark.parametrize(
    "part", ["word/styles.xml", "word/document.xml", "_rels/.rels", "[Content_Types].xml"]
)
def test_a_document_type_or_an_entity_is_refused_in_every_part(
    part: str, declared: str, encoding: str
) -> None:
    parts = word_parts()
    text = f'<?xml version="1.0" encoding="{encoding}"?>{declared}' + parts[part].decode()
    assert refused(zipped(parts | {part: text.encode(encoding)})) == "document-type-declaration"


def test_xml_that_is_too_deep_too_large_or_has_too_many_elements_is_refused() -> None:
    deep = word_parts(body="<w:sdt>" * 5000 + "</w:sdt>" * 5000)
    assert refused(zipped(deep)) == "xml-too-deep"
    many = word_parts(body="<w:p/>" * 3000)
    assert refused(zipped(many), PackageLimits(elements=2000)) == "xml-too-large"
    assert refused(zipped(many), PackageLimits(xml=10_000)) == "xml-too-large"


def test_elements_are_counted_before_a_tree_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    def built(content: bytes, *_: object) -> None:
        assert len(content) < 10_000, "the tree of the large part was built"
        return real(content, *_)

    real = etree.fromstring
    monkeypatch.setattr("policybrief.ooxml.xml.etree.fromstring", built)
    content = zipped(word_parts(body="<w:p/>" * 1_100_000))
    assert refused(content, PackageLimits(ratio=10_000)) == "xml-too-large"


@pytest.mark.parametrize("part", ["word/styles.xml", "word/document.xml", "[Content_Types].xml"])
def test_a_part_that_is_not_xml_is_refused(part: str) -> None:
    assert refused(zipped(word_parts() | {part: b"<x>"})) == "broken-file"


def test_an_archive_that_breaks_off_is_refused() -> None:
    content = zipped(word_parts())
    assert {refused(content[:cut]) for cut in (10, 200, len(content) - 30, len(content) - 5)} == {
        "broken-file"
    }
    damaged = bytearray(content)
    at = content.find(b"word/styles.xml") + 40
    damaged[at : at + 20] = b"\xff" * 20
    assert refused(bytes(damaged)) == "broken-file"


def test_a_document_without_its_style_sheet_is_damaged() -> None:
    parts = word_parts()
    del parts["word/styles.xml"]
    assert refused(zipped(parts)) == "broken-file"


# ---- left out ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("vbaProject", "stripped-macros"),
        ("comments", "stripped-comments"),
        ("customXml", "stripped-custom-xml"),
        ("oleObject", "stripped-embedded-object"),
        ("package", "stripped-embedded-object"),
        ("control", "stripped-embedded-object"),
        ("aFChunk", "stripped-embedded-object"),
        ("subDocument", "stripped-embedded-object"),
        ("glossaryDocument", "stripped-building-blocks"),
        ("printerSettings", "stripped-personal-data"),
        ("!attachedTemplate", "stripped-attached-template"),
        ("!image", "stripped-external-link"),
        ("!mailMergeSource", "stripped-external-link"),
    ],
)
def test_what_is_not_design_is_left_out_with_a_note(kind: str, code: str) -> None:
    outside, kind = ("!", kind[1:]) if kind.startswith("!") else ("", kind)
    target = "!http://127.0.0.1:9/x" if outside else "extra.bin"
    content = zipped(word_parts(pointers=(("rIdX", kind, target),), parts={"word/extra.bin": b"secret"}))
    _, parts, codes = cleaned(content)
    assert code in codes
    assert not any(b"secret" in part or b"127.0.0.1" in part for part in parts.values())


@pytest.mark.parametrize("kind", ["document", "template"])
@pytest.mark.parametrize("macros", [False, True])
def test_dotx_and_docm_are_read_like_docx_and_macros_stay_behind(kind: str, macros: bool) -> None:
    said = MAIN.replace("document.main", f"{kind}.main")
    if macros:
        suffix = "" if kind == "document" else "Template"
        said = f"application/vnd.ms-word.{kind}.macroEnabled{suffix}.main+xml"
    extra = {"word/vbaProject.bin": b"Sub AutoOpen"} if macros else {}
    pointers = (("rIdV", "vbaProject", "vbaProject.bin"),) if macros else ()
    _, parts, codes = cleaned(zipped(word_parts(kind=said, pointers=pointers, parts=extra)))
    assert MAIN.encode() in parts["[Content_Types].xml"]
    assert ("stripped-macros" in codes) == macros
    assert not any(b"AutoOpen" in part for part in parts.values())


@pytest.mark.parametrize(
    "codes",
    [
        ("DDEAUTO c:\\\\windows\\\\cmd.exe",),
        (" DD", "EAU", "TO cmd "),
        ("ddeauto x",),
        ('INCLUDETEXT "http://127.0.0.1:9/x"',),
        ('INCLUDEPICTURE "file:///etc/passwd"',),
        ("IMPORT x",),
        ("LINK Excel.Sheet x",),
        ("MACROBUTTON AutoOpen x",),
        ("DATABASE \\d x",),
        ("SOMETHINGNEW x",),
    ],
)
def test_a_field_that_runs_or_fetches_is_left_out_however_it_is_spread(codes: tuple[str, ...]) -> None:
    text = paragraph(run("before ") + field(*codes, shown="result") + run("after"))
    for where in (
        text,
        paragraph(
            f'<w:fldSimple w:instr="{"".join(codes).replace(chr(34), "&quot;")}">{run("result")}</w:fldSimple>'
        ),
    ):
        xml, noted = header_of(with_header(where))
        assert "stripped-field" in noted
        assert "instr" not in xml
        assert "fldChar" not in xml
        assert "result" not in xml
    assert "before" in header_of(with_header(text))[0]


def test_a_field_inside_the_code_of_another_cannot_hide_it() -> None:
    inner = field("QUOTE 68 68 69", shown="DDE")
    outer = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + inner + "<w:r><w:instrText> cmd</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("x")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    xml, noted = header_of(with_header(paragraph(outer)))
    assert "stripped-field" in noted
    assert "DDE" not in xml
    assert "cmd" not in xml


def test_a_field_without_its_end_is_left_out() -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDE x</w:instrText></w:r>'
    xml, _ = header_of(with_header(paragraph(begun)))
    assert "DDE" not in xml
    assert "fldChar" not in xml


def test_fields_that_count_pages_stay_and_those_that_name_a_person_become_text() -> None:
    xml, noted = header_of(
        with_header(paragraph(field("PAGE") + field("NUMPAGES") + field("AUTHOR", shown="Office")))
    )
    assert "PAGE" in xml
    assert "NUMPAGES" in xml
    assert "AUTHOR" not in xml
    assert "Office" in xml
    assert noted == set()


def test_tracked_changes_are_accepted_and_comments_go() -> None:
    changed = (
        f"<w:ins w:author='Anna' w:id='1'>{run('new')}</w:ins>"
        f"<w:del w:author='Anna' w:id='2'><w:r><w:delText>old</w:delText></w:r></w:del>"
        f"<w:commentRangeStart w:id='3'/>{run('kept', '<w:rPrChange w:author=&quot;Anna&quot; w:id=&quot;4&quot;/>'.replace('&quot;', chr(34)))}"
        "<w:commentRangeEnd w:id='3'/><w:r><w:commentReference w:id='3'/></w:r>"
    )
    xml, noted = header_of(with_header(paragraph(changed)))
    assert {"stripped-revisions", "stripped-comments"} <= noted
    assert "new" in xml
    assert "kept" in xml
    assert "old" not in xml
    assert "Anna" not in xml
    assert "comment" not in xml


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    deleted = '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="A"/></w:rPr></w:pPr>' + run("one") + "</w:p>"
    xml, _ = header_of(with_header(deleted + paragraph(run("two"))))
    (only,) = etree.fromstring(xml.encode()).iter(f"{W}p")
    assert "".join(only.itertext()) == "onetwo"


def test_hidden_text_goes_by_its_run_or_by_its_style() -> None:
    hidden = '<w:style w:type="character" w:styleId="Geheim"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>'
    inner = run("seen") + run("hidden", "<w:vanish/>") + run("secret", '<w:rStyle w:val="Geheim"/>')
    inner += run("shown", '<w:vanish w:val="0"/>')
    reference = '<w:headerReference w:type="default" r:id="rIdH"/>'
    content = zipped(
        word_parts(
            styles=STYLES + hidden,
            section=SECTION.replace("<w:sectPr>", f"<w:sectPr>{reference}"),
            pointers=(("rIdH", "header", "header1.xml"),),
            parts={"word/header1.xml": story(paragraph(inner))},
        )
    )
    xml, noted = header_of(content)
    assert "stripped-hidden-text" in noted
    assert "".join(etree.fromstring(xml.encode()).itertext()) == "seenshown"


def test_a_picture_from_an_address_goes_and_a_picture_inside_stays_checked() -> None:
    both = paragraph(picture() + picture('r:link="rId2"') + picture('r:embed="rId9"'))
    pointers = (("rId1", "image", "media/logo.png"), ("rId2", "image", "!http://127.0.0.1:9/x.png"))
    _, parts, noted = cleaned(with_header(both, *pointers, logo=png()))
    assert "stripped-external-link" in noted
    assert parts["word/letterhead/header1.xml"].count(b"<w:drawing") == 1
    assert parts["word/letterhead/image1.png"] == png()
    assert b"127.0.0.1" not in b"".join(parts.values())


@pytest.mark.parametrize(
    "content", [b"not a picture", b"<svg xmlns='x'><script/></svg>", png()[:40], b"\x01\0\0\0EMF"]
)
def test_a_picture_that_is_none_goes_with_its_frame(content: bytes) -> None:
    _, parts, noted = cleaned(
        with_header(paragraph(picture()), ("rId1", "image", "media/logo.png"), logo=content)
    )
    assert "stripped-picture" in noted
    assert b"drawing" not in parts["word/letterhead/header1.xml"].split(b">", 2)[2]


def test_an_old_picture_in_vml_stays_and_one_from_an_address_goes() -> None:
    old = '<w:r><w:pict><v:shape><v:imagedata r:id="rId1"/></v:shape></w:pict></w:r>'
    far = '<w:r><w:pict><v:shape><v:imagedata src="http://127.0.0.1:9/x"/></v:shape></w:pict></w:r>'
    _, parts, noted = cleaned(
        with_header(paragraph(old + far), ("rId1", "image", "media/logo.png"), logo=png())
    )
    assert "stripped-external-link" in noted
    assert parts["word/letterhead/header1.xml"].count(b"<v:imagedata") == 1


def test_objects_controls_and_content_controls_in_a_header() -> None:
    ole = '<w:r><w:object><o:OLEObject ProgID="Package" r:id="rId1"/></w:object></w:r>'
    control = (
        f'<w:sdt><w:sdtPr><w:tag w:val="x"/></w:sdtPr><w:sdtContent>{run("kept")}</w:sdtContent></w:sdt>'
    )
    xml, noted = header_of(with_header(paragraph(ole + control), ("rId1", "oleObject", "embeddings/x.bin")))
    assert "stripped-embedded-object" in noted
    assert "object" not in xml.lower().split("<w:p>", 1)[1]
    assert "kept" in xml
    assert "w:sdt" not in xml


def test_links_to_the_web_stay_and_others_become_plain_words() -> None:
    web = f'<w:hyperlink r:id="rId1">{run("office.example")}</w:hyperlink>'
    share = f'<w:hyperlink r:id="rId2">{run("share")}</w:hyperlink>'
    pointers = (
        ("rId1", "hyperlink", "!https://office.example/"),
        ("rId2", "hyperlink", "!file:////server/share"),
    )
    _, parts, noted = cleaned(with_header(paragraph(web + share), *pointers))
    xml = parts["word/letterhead/header1.xml"]
    assert "stripped-external-link" in noted
    assert xml.count(b"<w:hyperlink") == 1
    assert b"share" in xml
    assert b"server" not in b"".join(parts.values())


def test_what_names_a_person_or_a_session_goes() -> None:
    inner = (
        '<w:p w:rsidR="00AA11BB" w:rsidP="00AA11BB">'
        + picture(described="C:\\Users\\anna\\logo.png")
        + "</w:p>"
    )
    core = b'<c:coreProperties xmlns:c="x" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Anna</dc:creator></c:coreProperties>'
    app = b'<Properties xmlns="x"><Company>Office of Roads</Company><Manager>Berta</Manager></Properties>'
    content = with_header(inner, ("rId1", "image", "media/logo.png"), logo=png())
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["_rels/.rels"] = relationships(
        ("rId1", "officeDocument", "word/document.xml"),
        ("rId2", "core-properties", "docProps/core.xml"),
        ("rId3", "extended-properties", "docProps/app.xml"),
    )
    letterhead, clean, noted = cleaned(zipped(parts | {"docProps/core.xml": core, "docProps/app.xml": app}))
    everything = b"".join(clean.values())
    assert "stripped-personal-data" in noted
    assert letterhead.company == "Office of Roads"
    for name in (b"Anna", b"anna", b"Berta", b"rsid", b"00AA11BB"):
        assert name not in everything


def test_settings_are_taken_by_name_and_all_others_left() -> None:
    settings = (
        f'<w:settings {SPACES}><w:attachedTemplate r:id="rId1"/><w:trackRevisions/><w:mailMerge/><w:documentProtection/>'
        "<w:evenAndOddHeaders/><w:rsids/><w:docVars/><w:updateFields/></w:settings>"
    )
    pointers = (("rIdG", "settings", "settings.xml"),)
    _, parts, noted = cleaned(
        zipped(word_parts(pointers=pointers, parts={"word/settings.xml": settings.encode()}))
    )
    left = [etree.QName(e).localname for e in etree.fromstring(parts["word/settings.xml"])]
    assert left == ["evenAndOddHeaders"]
    assert {"stripped-revisions", "stripped-protection", "stripped-personal-data"} <= noted


def test_what_is_wrong_in_the_old_text_is_said_though_the_text_goes() -> None:
    body = paragraph(field("DDEAUTO x")) + paragraph(f"<w:ins w:id='1'>{run('x')}</w:ins>")
    _, parts, noted = cleaned(zipped(word_parts(body=body)))
    assert {"stripped-field", "stripped-revisions"} <= noted
    assert b"DDE" not in b"".join(parts.values())


def test_a_hostile_file_cannot_ask_for_a_note_a_byte() -> None:
    pointers = tuple((f"rId{n}", "image", f"!http://127.0.0.1:9/{n}") for n in range(500))
    _, notes = read_letterhead(zipped(word_parts(pointers=pointers)), path="x.docx")
    assert len(notes) <= 40


def test_nothing_is_ever_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def connected(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("socket.socket.connect", connected)
    monkeypatch.setattr("socket.getaddrinfo", connected)
    text = paragraph(picture('r:link="rId2"') + field('INCLUDEPICTURE "http://127.0.0.1:9/x"'))
    cleaned(with_header(text, ("rId2", "image", "!http://127.0.0.1:9/x.png")))


# ---- page, sections, styles ----------------------------------------------------------------------


def sections(*entries: str) -> tuple[str, str]:
    """A body with all sections but the last, and the last."""
    *first, last = entries
    return "".join(f"<w:p><w:pPr>{entry}</w:pPr></w:p>" for entry in first), last


def section(
    *references: tuple[str, str, str],
    size: str = 'w:w="11906" w:h="16838"',
    titled: bool = False,
    left: int = 1417,
) -> str:
    named = "".join(
        f'<w:{side}Reference w:type="{when}" r:id="{given}"/>' for side, when, given in references
    )
    return (
        f'<w:sectPr>{named}<w:pgSz {size}/><w:pgMar w:top="1417" w:right="1134" w:bottom="1134" w:left="{left}" '
        f'w:header="708" w:footer="708" w:gutter="0"/>{"<w:titlePg/>" if titled else ""}</w:sectPr>'
    )


def laid_out(body: str, last: str) -> tuple[Letterhead, dict[str, str]]:
    """The letterhead of a file with headers A, B and C, and which of them stands where."""
    letters = {letter: f"header{letter}.xml" for letter in "ABC"}
    content = zipped(
        word_parts(
            body=body,
            section=last,
            pointers=tuple((letter, "header", name) for letter, name in letters.items()),
            parts={f"word/{name}": story(paragraph(run(letter))) for letter, name in letters.items()},
        )
    )
    letterhead, parts, _ = cleaned(content)
    root = etree.fromstring(parts["word/document.xml"])
    targets = {r.get("Id"): r.get("Target") for r in etree.fromstring(parts["word/_rels/document.xml.rels"])}
    r = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
    stand = {
        reference.get(f"{W}type"): "".join(
            etree.fromstring(parts["word/" + targets[reference.get(f"{r}id")]]).itertext()
        )
        for reference in root.iter(f"{W}headerReference")
    }
    if root.find(f".//{W}titlePg") is not None:
        stand["titled"] = "yes"
    return letterhead, stand


def test_one_section_stays_as_it_is() -> None:
    letterhead, stand = laid_out(
        "", section(("header", "first", "A"), ("header", "default", "B"), titled=True)
    )
    assert stand == {"first": "A", "default": "B", "titled": "yes"}
    assert (letterhead.page.left, letterhead.page.right) == (70.85, 56.7)


def test_a_letterhead_in_a_section_of_its_own_becomes_that_of_page_one() -> None:
    body, last = sections(section(("header", "default", "A"), left=2000), section(("header", "default", "B")))
    letterhead, stand = laid_out(body, last)
    assert stand == {"first": "A", "default": "B", "titled": "yes"}
    assert letterhead.page.left == 70.85


def test_a_broad_annex_at_the_end_gives_neither_its_paper_nor_its_header() -> None:
    broad = section(("header", "default", "C"), size='w:w="16838" w:h="11906" w:orient="landscape"')
    body, last = sections(section(("header", "first", "A"), ("header", "default", "B"), titled=True), broad)
    letterhead, stand = laid_out(body, last)
    assert stand == {"first": "A", "default": "B", "titled": "yes"}
    assert letterhead.page.width < letterhead.page.height


def test_a_last_section_that_names_no_header_has_that_of_the_section_before() -> None:
    body, last = sections(section(("header", "default", "A")), section())
    _, stand = laid_out(body, last)
    assert stand == {"default": "A"}


def test_a_file_without_a_section_has_an_ordinary_page() -> None:
    letterhead, _ = laid_out("", "")
    assert (letterhead.page.width, letterhead.page.left) == (595.3, 70.85)


@pytest.mark.parametrize("measure", ['w:left="99999"', 'w:left="x"', 'w:left="-400"', 'w:left="1e999"'])
def test_margins_that_leave_no_page_are_not_taken(measure: str) -> None:
    odd = SECTION.replace('w:left="1417"', measure)
    assert laid_out("", odd)[0].page.left == 70.85


def test_styles_are_found_by_name_whatever_their_id_or_language() -> None:
    def style(identifier: str, name: str, more: str = "") -> str:
        return (
            f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>{more}</w:style>'
        )

    sheet = (
        style("berschrift1", "heading 1")
        + style("Titre2", "Titre 2")
        + style("a", "Основний текст")
        + style("BM", "BM Fließtext", '<w:aliases w:val="Text,House text"/>')
        + style("L", "List Bullet", '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>')
    )
    letterhead, _, _ = cleaned(zipped(word_parts(styles=sheet)))
    found = {
        asked: style.id if (style := letterhead.style(asked)) else ""
        for asked in ("Heading 1", "heading 2", "Body Text", "house TEXT", "BM Fließtext", "Caption")
    }
    assert found == {
        "Heading 1": "berschrift1",
        "heading 2": "Titre2",
        "Body Text": "a",
        "house TEXT": "BM",
        "BM Fließtext": "BM",
        "Caption": "",
    }
    bullets = letterhead.style("list bullet")
    assert bullets is not None
    assert bullets.numbered


def test_how_often_a_style_is_used_is_counted() -> None:
    body = paragraph(run("x"), "berschrift1") + paragraph(run("y")) + paragraph(run("z")) + paragraph("")
    letterhead, _, _ = cleaned(zipped(word_parts(body=body)))
    assert {style.id: style.paragraphs for style in letterhead.styles} == {"Standard": 2, "berschrift1": 1}


def test_what_names_a_style_that_is_not_there_and_switches_with_odd_values_are_mended() -> None:
    odd = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="Gone"/><w:next w:val="A"/>'
        '<w:semiHidden w:val="0"/><w:qFormat w:val="1"/></w:style>'
    )
    _, parts, _ = cleaned(zipped(word_parts(styles=STYLES + odd)))
    style = etree.fromstring(parts["word/styles.xml"])[-1]
    assert [etree.QName(e).localname for e in style] == ["name", "next", "qFormat"]
    assert style[-1].attrib == {}


def test_embedded_faces_come_along_and_other_things_called_faces_do_not() -> None:
    fonts = (
        f'<w:fonts {SPACES}><w:font w:name="House"><w:charset w:characterSet="windows-1252"/><w:embedRegular r:id="rId1" '
        'w:fontKey="{00000000-0000-0000-0000-000000000001}"/><w:embedBold r:id="rId2"/></w:font></w:fonts>'
    )
    parts = word_parts(
        pointers=(("rIdF", "fontTable", "fontTable.xml"),),
        parts={
            "word/fontTable.xml": fonts.encode(),
            "word/_rels/fontTable.xml.rels": relationships(
                ("rId1", "font", "fonts/a.odttf"), ("rId2", "font", "fonts/b.bin")
            ),
            "word/fonts/a.odttf": b"face",
            "word/fonts/b.bin": b"program",
        },
    )
    types = parts["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Default Extension="odttf" ContentType="application/vnd.openxmlformats-officedocument.obfuscatedFont"/></Types>',
    )
    _, clean, _ = cleaned(zipped(parts | {"[Content_Types].xml": types}))
    assert clean["word/letterhead/font1.odttf"] == b"face"
    assert b"program" not in b"".join(clean.values())
    assert b"embedBold" not in clean["word/fontTable.xml"]
    assert b"characterSet" not in clean["word/fontTable.xml"]


def test_a_fill_of_the_theme_that_is_a_picture_becomes_plain() -> None:
    theme = f'<a:theme {SPACES} name="x"><a:fmtScheme><a:blipFill><a:blip r:embed="rId1"/></a:blipFill></a:fmtScheme></a:theme>'
    content = zipped(
        word_parts(pointers=(("rIdT", "theme", "theme/t.xml"),), parts={"word/theme/t.xml": theme.encode()})
    )
    _, parts, _ = cleaned(content)
    assert b"blip" not in parts["word/theme/theme1.xml"]
    assert b"solidFill" in parts["word/theme/theme1.xml"]


# ---- the clean file ------------------------------------------------------------------------------


def test_the_clean_file_is_the_same_to_the_byte_and_cleaning_it_again_changes_nothing() -> None:
    content = with_header(
        paragraph(picture() + field("PAGE")), ("rId1", "image", "media/logo.png"), logo=png()
    )
    once, twice = cleaned(content)[0], cleaned(content)[0]
    assert once == twice
    again, notes = read_letterhead(once.docx, path="x")
    assert again is not None
    assert notes == ()
    assert again.docx == once.docx


REAL: tuple[Callable[[], Path], ...] = (lambda: Path(docx.__file__).parent / "templates/default.docx",)


@pytest.mark.parametrize("found", REAL)
def test_a_real_file_is_cleaned_and_opens(found: Callable[[], Path]) -> None:
    letterhead, parts, _ = cleaned(found().read_bytes())
    opened = docx.Document(io.BytesIO(letterhead.docx))
    assert opened.styles["Heading 1"].style_id == "Heading1"
    assert "word/theme/theme1.xml" in parts
    assert open_word_file(letterhead.docx).kind == "docx"
