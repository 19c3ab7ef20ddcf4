"""Tracked changes of every example: valid, clean, and settled by another program as by our own reading."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from conformance import papers
from conformance.test_offices import REQUIRED, one_of_each, program, sdk_errors
from docx_lint import faults
from policybrief.document import Document
from policybrief.templates import read_template
from policybrief.templates.look import Look
from policybrief.writers import docx
from tiers import covering
from tracked import changed, shown

EDITIONS = covering([name for name in papers.edition_names() if name.startswith("edition: ")])
SCRIPT = Path(__file__).with_name("office_settling.py")
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"


def pair(name: str) -> tuple[Document, Document, Look]:
    """The document of an edition, one from which it may have come, and its look."""
    document = papers.paper(name).document
    template, _ = read_template(name.split()[2], papers.ROOT)
    assert template is not None
    return document, changed(document, len(name), often=0.05), template.look


@pytest.mark.parametrize("name", EDITIONS)
def test_every_example_is_valid_clean_and_goes_both_ways(name, tmp_path):
    new, old, look = pair(name)
    path = tmp_path / "tracked.docx"
    path.write_bytes(docx.write(new, look, since=old))
    alone = {f for d in (new, old) for f in faults(docx.write(d, look))}
    assert [f for f in faults(path.read_bytes(), tracked=True) if f not in alone] == []
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []
    new, old = without_contents(new), without_contents(old)
    file = docx.write(new, look, since=old)
    assert shown(file, "accept") == shown(docx.write(new, look))
    assert shown(file, "reject") == shown(docx.write(old, look))


def test_the_open_xml_sdk_finds_no_fault(tmp_path):
    path = tmp_path / "tracked.docx"
    for name in one_of_each():
        new, old, look = pair(name)
        path.write_bytes(docx.write(new, look, since=old))
        assert sdk_errors(path) == [], name


def test_libreoffice_settles_them_to_the_new_and_to_the_old_text(tmp_path):
    office, python = program("soffice"), python_of_the_office()
    work = []
    for number, name in enumerate(one_of_each()):
        new, old, look = pair(name)
        new, old = without_contents(new), without_contents(old)
        files = {
            "tracked": docx.write(new, look, since=old),
            "new": docx.write(new, look),
            "old": docx.write(old, look),
        }
        for kind, content in files.items():
            (tmp_path / f"{number}-{kind}.docx").write_bytes(content)
        for kind, target, way in (
            ("tracked", "accepted", "Accept"),
            ("tracked", "rejected", "Reject"),
            ("new", "new", ""),
            ("old", "old", ""),
        ):
            source = (tmp_path / f"{number}-{kind}.docx").as_uri()
            work.append(f"{source}\t{(tmp_path / f'{number}-{target}.fodt').as_uri()}\t{way}")
    settle(work, office, python, tmp_path)
    for number, name in enumerate(one_of_each()):
        for settled, plain in (("accepted", "new"), ("rejected", "old")):
            read = paragraphs(tmp_path / f"{number}-{settled}.fodt")
            asked = paragraphs(tmp_path / f"{number}-{plain}.fodt")
            assert read - asked == Counter(), (name, settled)
            assert asked - read == Counter(), (name, settled)


def without_contents(document: Document) -> Document:
    """The document without its contents list, which is not tracked."""
    return replace(document, meta=replace(document.meta, contents=""))


def python_of_the_office() -> str:
    """The Python that can talk to LibreOffice; without it the test fails where all is required."""
    found = shutil.which("python3", path="/usr/bin") or "python3"
    if subprocess.run([found, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
        return found
    message = "Python's bridge to LibreOffice is not here: apt-get install python3-uno"
    if REQUIRED:
        pytest.fail(message)
    pytest.skip(message)


def settle(work: list[str], office: str, python: str, folder: Path) -> None:
    """Let LibreOffice do the work, a line a file."""

    pipe = f"settling-{folder.name}"
    command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"]
    with subprocess.Popen([*command, f"--accept=pipe,name={pipe};urp"], stderr=subprocess.DEVNULL) as running:
        try:
            subprocess.run(
                [python, SCRIPT, pipe], input="\n".join(work) + "\n", text=True, check=True, timeout=240
            )
        finally:
            running.terminate()


def paragraphs(path: Path) -> Counter[str]:
    """The paragraphs that LibreOffice has, but for those in frames, of which version 7.4 does not keep track.

    It leaves the data of a deleted chart, and may lose a side heading beside what it takes out.
    """
    root = etree.parse(str(path), etree.XMLParser(huge_tree=True)).getroot()
    found = root.find(f"{OFFICE}body")
    return Counter(
        words
        for element in found.iter(f"{TEXT}p", f"{TEXT}h")
        if not any(a.tag in (f"{TEXT}tracked-changes", f"{DRAW}frame") for a in element.iterancestors())
        if (words := " ".join("".join(words_in(element)).split()))
    )


def words_in(element: etree._Element) -> list[str]:
    """The words of a paragraph; those of frames and notes in it are paragraphs of their own."""
    words = [element.text or ""]
    for child in element:
        if child.tag in (f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"):
            words.append(" ")
        elif not child.tag.startswith(DRAW) and child.tag != f"{TEXT}note":
            words += words_in(child)
        words.append(child.tail or "")
    return words
