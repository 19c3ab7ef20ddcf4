"""The gate tests itself: each way of spoiling a good Word file is noticed by the validator or by the lint."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache

import pytest
from openxml_audit import OpenXmlValidator

from conformance import papers
from docx_lint import faults, parts_of

MAIN, STYLES, RELATIONS = "word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"

DEFECTS = {
    "a style that is not there": (MAIN, r'<w:pStyle w:val="[^"]+"', '<w:pStyle w:val="Nowhere"'),
    "a list that is not there": (MAIN, r'<w:numId w:val="\d+"', '<w:numId w:val="4711"'),
    "a relation that is not there": (MAIN, r'r:embed="[^"]+"', 'r:embed="rId4711"'),
    "a note without its text": (MAIN, r'<w:footnoteReference w:id="\d+"', '<w:footnoteReference w:id="4711"'),
    "a bookmark that does not end": (MAIN, r"<w:bookmarkEnd [^>]*/>", ""),
    "a picture without words": (MAIN, r' descr="[^"]*"', ""),
    "a link to nowhere": (MAIN, r'w:anchor="[^"]+"', 'w:anchor="nowhere"'),
    "a field that does not end": (MAIN, r'<w:r>(?:(?!</w:r>).)*fldCharType="end"/></w:r>', ""),
    "a field that reaches out": (MAIN, r"(<w:instrText[^>]*>)[^<]*", r"\1INCLUDETEXT x"),
    "an element of no kind": (MAIN, r"<w:p>", "<w:nonsense/><w:p>"),
    "properties after the text": (MAIN, r"(<w:pPr>.*?</w:pPr>)(.*?)</w:p>", r"\2\1</w:p>"),
    "a cell without a paragraph": (MAIN, r"(<w:tc>(?:<w:tcPr>.*?</w:tcPr>)?).*?</w:tc>", r"\1</w:tc>"),
    "a cell too few": (MAIN, r"<w:tc>.*?</w:tc>", ""),
    "a revision mark": (MAIN, r"<w:r>", '<w:ins w:id="9" w:author="x"><w:r/></w:ins><w:r>'),
    "a value of no kind": (MAIN, r"<w:body>", '<w:body><w:p><w:pPr><w:jc w:val="odd"/></w:pPr></w:p>'),
    "a style based on nothing": (STYLES, r'<w:basedOn w:val="[^"]+"', '<w:basedOn w:val="Nowhere"'),
    "a relation to no part": (RELATIONS, r'Target="numbering.xml"', 'Target="nothing.xml"'),
    "a relation out of the file": (
        RELATIONS,
        r"</Rel",
        '<Relationship Id="x" Type="urn:x" Target="file:///x" TargetMode="External"/></Rel',
    ),
    "no language in the properties": ("docProps/core.xml", r"<dc:language>.*?</dc:language>", ""),
    "no title in the properties": ("docProps/core.xml", r"<dc:title>.*?</dc:title>", ""),
    "a path of a machine": (
        "docProps/app.xml",
        r"</Properties>",
        "<Company>/home/someone</Company></Properties>",
    ),
}


@cache
def good() -> bytes:
    return papers.paper("specimen: base en 0").docx


def rejected(file: bytes, path) -> bool:
    path.write_bytes(file)
    return bool(faults(file)) or not OpenXmlValidator().validate(path).is_valid


def spoilt(name: str) -> bytes:
    part, pattern, put = DEFECTS[name]
    parts = parts_of(good())
    before = parts[part].decode()
    after = re.sub(pattern, put, before, count=1, flags=re.S)
    assert after != before
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for other, content in parts.items():
            entry = zipfile.ZipInfo(other, (1980, 1, 1, 0, 0, 0))
            package.writestr(entry, after.encode() if other == part else content)
    return out.getvalue()


def test_the_good_file_is_good(tmp_path):
    assert not rejected(good(), tmp_path / "good.docx")


def test_there_are_defects_of_every_kind():
    assert len(DEFECTS) >= 15


@pytest.mark.parametrize("name", DEFECTS)
def test_a_spoilt_file_is_rejected(name, tmp_path):
    assert rejected(spoilt(name), tmp_path / "spoilt.docx")
