"""LibreOffice opens our Word files and reads every word of them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess

import pytest

from conformance import papers, said

REQUIRED = os.environ.get("CI") == "true"

MISSING = {
    "soffice": "LibreOffice is not here: apt-get install libreoffice-writer-nogui",
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
    names = one_of_each()
    for number, name in enumerate(names):
        (tmp_path / f"{number}.docx").write_bytes(papers.paper(name).docx)
    files = [str(tmp_path / f"{number}.docx") for number in range(len(names))]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "fodt", "--outdir", str(tmp_path)]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)
    for number, name in enumerate(names):
        read = text_of((tmp_path / f"{number}.fodt").read_text("utf-8"))
        document = papers.paper(name).document
        assert said.words(document) - said.spelt(read) == set(), name


def text_of(flat: str) -> str:
    """The text of a flat OpenDocument file: side headings are frames, which plain text omits."""
    parted = re.sub(r"</text:[ph]>|<text:(?:s|tab|line-break)[ /][^>]*>", " ", flat)
    return re.sub(r"<[^>]+>", "", parted)
