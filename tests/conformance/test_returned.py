"""A Word file that LibreOffice saved reads as the one that we wrote, bookmarks and all."""

from __future__ import annotations

import subprocess

from conformance import papers
from conformance.test_offices import one_of_each, program
from policybrief.ooxml.readable_paragraphs import read_words


def test_what_libreoffice_saves_has_the_same_words_and_the_same_bookmarks(tmp_path):
    office, names = program("soffice"), one_of_each()
    for number, name in enumerate(names):
        (tmp_path / f"{number}.docx").write_bytes(papers.paper(name).docx)
    files = [str(tmp_path / f"{number}.docx") for number in range(len(names))]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "docx:MS Word 2007 XML"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "saved"), *files], check=True, capture_output=True, timeout=300
    )
    for number, name in enumerate(names):
        ours = read_words(papers.paper(name).docx)
        theirs = read_words((tmp_path / "saved" / f"{number}.docx").read_bytes())
        assert [p.text for p in theirs] == [p.text for p in ours], name
        for before, after in zip(ours, theirs, strict=True):
            assert before.bookmarks <= after.bookmarks, (name, before.text)
