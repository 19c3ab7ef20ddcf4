"""Copies of sources: stored by hash, read as text, compared with records and with their addresses."""

from __future__ import annotations

import hashlib
import io
import json
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bridge import bridge_at, edit, run
from policybrief.captures import Unreadable, read_capture
from policybrief.cli import main
from policybrief.document import Document, Meta, PageBreak, Paragraph, Str
from policybrief.project import read_project
from policybrief.templates.look import BASE_LOOK
from policybrief.writers import docx, pdf
from small import project_at
from web_server import WORDS, Server, serving

DOSSIER = """
sources:
  # read on paper
  report:
    title: A report
    url: "URL"
    issued: 2022-08-01
facts:
  ferries:
    text: The city runs {number} ferries.
    number: 1200
    source: {id: report, locator: page 2, quote: "one thousand two hundred ferries"}
  quay: {text: The quay was closed., source: "report, page 1"}
"""


def brief(*words: str) -> Result:
    return CliRunner().invoke(main, [*words])


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    project_at(tmp_path, DOSSIER.replace('    url: "URL"\n', ""))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1774915200")
    return tmp_path


def captured(root: Path, content: bytes, name: str = "copy") -> Result:
    (root / name).write_bytes(content)
    return brief("sources", "capture", "report", name)


def verified(*options: str) -> dict[str, Any]:
    said = json.loads(brief("sources", "verify", "report", *options, "--format", "json").stdout)
    found: dict[str, Any] = said["records"][0]
    return found


def paper(*pages: str) -> Document:
    blocks = [block for page in pages for block in (PageBreak(), Paragraph((Str(page),)))][1:]
    return Document(Meta("A report", "en", "Office", ""), tuple(blocks))


# ---- reading -----------------------------------------------------------------------------------------


def test_text_is_read_out_of_every_kind_of_copy() -> None:
    document = paper("The quay was closed.", "Ferries ran.")
    page = "<!doctype html><head><title>x</title><script>quay()</script></head>"
    page += "<p>The quay<b> was</b> closed.<p>Fer&shy;ries"
    for content, media, pages in (
        (pdf.lay_out(document, BASE_LOOK).draw(), "application/pdf", 2),
        (docx.write(document, BASE_LOOK), "application/vnd.openxmlformats-officedocument", 1),
        (page.encode(), "text/html", 1),
        ("The quay was closed.".encode("utf-16"), "text/plain", 1),
        ("\ufeffThe quay was closed.".encode(), "text/plain", 1),
        ("The quay was closed in Zürich.".encode("cp1252"), "text/plain", 1),
    ):
        found = read_capture(content)
        assert found.media.startswith(media)
        assert len(found.pages) == pages
        assert "The quay was closed" in " ".join(found.text.split())
    assert "quay()" not in read_capture(page.encode()).text


def test_what_has_no_text_or_is_damaged_is_said_and_never_raised_as_a_bug() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 60_000_000)
    whole = pdf.lay_out(paper("The quay."), BASE_LOOK).draw()
    for content in (b"\0\1\2\3" * 40, whole[:400], bomb.getvalue(), b"PK\x03\x04broken"):
        with pytest.raises(Unreadable):
            read_capture(content)


# ---- offline -----------------------------------------------------------------------------------------


def test_a_copy_is_kept_under_its_hash_and_noted_without_touching_another_line(project: Path) -> None:
    dossier = project / "briefs/records/demo.yaml"
    before = dossier.read_text(encoding="utf-8").splitlines()
    assert captured(project, WORDS.encode()).exit_code == 0
    sha256 = hashlib.sha256(WORDS.encode()).hexdigest()
    assert (project / ".brief/captures" / sha256[:2] / sha256).read_bytes() == WORDS.encode()
    after = dossier.read_text(encoding="utf-8").splitlines()
    added = [line for line in after if line not in before]
    assert added == [f"    capture: 2026-03-31, {sha256}"]
    assert [line for line in after if line != added[0]] == before
    assert "already has this copy" in captured(project, WORDS.encode()).output


def test_the_folder_of_copies_can_be_outside_of_the_project(project: Path) -> None:
    settings = project / "policybrief.yaml"
    settings.write_text(settings.read_text() + "captures: ../elsewhere\n", encoding="utf-8")
    captured(project, WORDS.encode())
    assert [path for path in (project.parent / "elsewhere").rglob("*") if path.is_file()]
    assert not (project / ".brief/captures").exists()
    assert verified()["state"] == "verified"


def test_a_source_is_verified_if_its_copy_says_what_is_quoted_from_it(project: Path) -> None:
    assert verified() == {"source": "report", "state": "not checked", "found": ["no copy was captured"]}
    captured(project, WORDS.encode())
    found = verified()
    assert found["state"] == "verified"
    assert "1 of 1 figures appear in it as digits" in found["found"]
    assert brief("sources", "verify", "--strict").exit_code == 0


def test_a_quotation_that_the_copy_does_not_have_is_drift(project: Path) -> None:
    captured(project, WORDS.replace("two hundred", "three hundred").encode())
    found = verified()
    assert found["state"] == "drifted"
    assert found["found"] == ["ferries: its quotation is not in the copy"]
    assert "three" not in brief("sources", "verify").output
    assert brief("sources", "verify", "--strict").exit_code == 1
    assert brief("sources", "verify").exit_code == 0


def test_a_quotation_on_another_page_than_the_locator_says_is_drift(project: Path) -> None:
    pages = ("The quay was closed.", "One thousand two hundred ferries cross.", "The end.")
    captured(project, pdf.lay_out(paper(*pages), BASE_LOOK).draw())
    assert verified()["state"] == "verified"
    captured(project, pdf.lay_out(paper(pages[1], pages[0]), BASE_LOOK).draw())
    assert verified()["found"] == ["ferries: its quotation is on page 1, the locator says 2"]
    captured(project, pdf.lay_out(paper(pages[0] + pages[1]), BASE_LOOK).draw())
    assert "ferries: the locator names page 2; the copy has 1" in verified()["found"]


def test_a_copy_that_was_tampered_with_or_is_not_here_is_told(project: Path) -> None:
    captured(project, WORDS.encode())
    kept = next(path for path in (project / ".brief/captures").rglob("*") if path.is_file())
    kept.write_bytes(kept.read_bytes() + b" ")
    assert verified()["state"] == "drifted"
    kept.unlink()
    assert verified() == {
        "source": "report",
        "state": "not checked",
        "found": ["its copy is not on this machine"],
    }


def test_a_withdrawn_or_replaced_source_is_superseded_with_what_cites_it(project: Path) -> None:
    dossier = project / "briefs/records/demo.yaml"
    text = dossier.read_text(encoding="utf-8")
    dossier.write_text(
        text.replace("    issued: 2022-08-01", "    issued: 2022-08-01\n    withdrawn: 2022-09-01, wrong")
    )
    found = verified()
    assert found["state"] == "superseded"
    assert "withdrawn on 2022-09-01; 2 facts and positions cite it" in found["found"][0]


def test_a_clearance_holds_when_a_copy_is_noted(project: Path) -> None:
    brief("clear", "report", "--by", "head of unit", "--yes")
    captured(project, WORDS.encode())
    assert "changed since" not in brief("show", "report").output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("capture", "reports", "copy"), "did you mean 'report'"),
        (("capture", "report", "nothing"), "does not exist"),
        (("capture", "report", "copy", "--on", "2027-01-01"), "is in the future"),
        (("verify", "nosuch"), "there is no source called"),
    ],
)
def test_what_cannot_be_is_refused(project: Path, words: tuple[str, ...], said: str) -> None:
    (project / "copy").write_text("text")
    result = brief("sources", *words)
    assert result.exit_code == 2
    assert said in result.output


def test_a_record_that_cannot_be_changed_in_place_is_left_with_place_and_reason(project: Path) -> None:
    dossier = project / "briefs/records/demo.yaml"
    noted = "    capture:\n      on: 2022-08-02   # by hand\n      sha256: " + "a" * 64
    before = dossier.read_text().replace("    issued: 2022-08-01", f"    issued: 2022-08-01\n{noted}")
    dossier.write_text(before)
    result = captured(project, WORDS.encode())
    line = before.splitlines().index("  report:") + 1
    assert result.exit_code == 2
    assert f"briefs/records/demo.yaml:{line}:3  report: there is a comment inside the field" in result.output
    assert f"  capture: 2026-03-31, {hashlib.sha256(WORDS.encode()).hexdigest()}" in result.output
    assert dossier.read_text() == before


def test_a_capture_that_nobody_could_have_written_is_a_fault_at_its_line(project: Path) -> None:
    dossier = project / "briefs/records/demo.yaml"
    text = dossier.read_text().replace(
        "    issued: 2022-08-01", "    issued: 2022-08-01\n    capture: 2022-08-02, abc"
    )
    dossier.write_text(text)
    [fault] = [d for d in read_project(project).diagnostics if d.code == "bad-capture"]
    assert fault.span is not None
    assert "capture" in text.splitlines()[fault.span.line - 1]


def test_nothing_is_asked_of_a_network_without_online(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a socket was opened")

    captured(project, WORDS.encode())
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    assert verified()["state"] == "verified"


# ---- online ------------------------------------------------------------------------------------------


def test_one_bad_address_does_not_stop_the_next_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    bridge_at(tmp_path)
    address = '"https://example.org/a"'
    for bad in ("https://[x/", "https://example.org:99999/", f"https://{'a' * 300}.org/"):
        edit(tmp_path, address, f'"{bad}"')
        address = f'"{bad}"'
        (tmp_path / "copy.txt").write_text("The toll.", encoding="utf-8")
        run("sources", "capture", "report", "copy.txt")
        assert "not checked" in run("sources", "verify", "--online").output


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving(Server) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def online(project: Path, server: str) -> Iterator[Any]:
    dossier = project / "briefs/records/demo.yaml"
    original = dossier.read_text(encoding="utf-8")

    def asked(path: str, copy: str = WORDS) -> dict[str, Any]:
        dossier.write_text(
            original.replace("    issued:", f'    url: "{server}{path}"\n    issued:'), encoding="utf-8"
        )
        if copy:
            captured(project, copy.encode())
        return verified("--online", "--allow-local")

    return asked


def test_an_address_that_gives_the_copy_or_the_same_words_is_unchanged(online: Any) -> None:
    assert online("/same")["found"] == ["its address returns the same bytes"]
    assert online("/page")["found"] == ["its address returns the same words"]


def test_the_next_time_only_news_is_asked_for(online: Any) -> None:
    online("/same")
    Server.asked.clear()
    assert online("/same")["found"] == ["the server says that it has not changed"]
    assert Server.asked[-1][1]["If-None-Match"] == '"v1"'
    assert "policybrief" in Server.asked[-1][1]["User-Agent"]


def test_an_address_that_gives_other_words_has_drifted_with_their_share(online: Any) -> None:
    found = online("/other")
    assert found["state"] == "drifted"
    assert "of its words have changed" in found["found"][0]
    assert "pier" not in str(found)


def test_an_address_that_leads_elsewhere_for_good_is_told(online: Any) -> None:
    found = online("/moved")
    assert found["state"] == "moved"
    assert found["found"][0].endswith("/same")


def test_gone_is_gone_and_strict_ends_with_1(online: Any) -> None:
    assert online("/404")["state"] == "gone"
    assert brief("sources", "verify", "--online", "--allow-local", "--strict").exit_code == 1


def test_without_a_copy_an_answer_proves_nothing(online: Any) -> None:
    assert online("/same", copy="")["state"] == "not checked"


def test_an_address_on_this_machine_is_asked_only_if_allowed(online: Any) -> None:
    online("/same")
    assert verified("--online")["state"] == "not checked"
