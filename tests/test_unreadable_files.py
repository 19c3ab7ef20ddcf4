"""A file that cannot be read is an error at its path, whatever it is, and stops what may need it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bridge import bridge_at, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and links of POSIX")

SECRET = "facts: {secret: {text: The quiet convoy leaves., source: 'report, p. 1', marking: TLP:RED}}\n"


def _outside(path: Path) -> None:
    other = Path(os.environ["OUTSIDE"])
    other.write_text(SECRET, encoding="utf-8")
    path.symlink_to(other)


ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "a link that leads nowhere": (lambda path: path.symlink_to("nothing.yaml"), "leads nowhere"),
    "a link to itself": (lambda path: path.symlink_to(path.name), "leads nowhere"),
    "a pipe": (os.mkfifo if hasattr(os, "mkfifo") else Path.touch, "pipe or a device"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), "out of the project"),
    "a folder": (Path.mkdir, "this is a folder, but a file is expected"),
    "a link out of the project": (_outside, "out of the project"),
    "another encoding": (lambda path: path.write_bytes(SECRET.encode("utf-16")), "UTF-"),
    "no text": (lambda path: path.write_bytes(b"\xff\xfe\x00\xd8" * 9), "UTF-"),
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    project = tmp_path / "project"
    project.mkdir()
    monkeypatch.chdir(project)
    monkeypatch.setenv("OUTSIDE", str(tmp_path / "outside.yaml"))
    bridge_at(project)
    return project


@pytest.mark.parametrize("name", ["extra.yaml", "deep/extra.yaml", "report.v2.yaml", "energy.eu.yaml"])
@pytest.mark.parametrize("odd", ODD)
def test_a_dossier_that_cannot_be_read_is_an_error_and_stops_every_brief(
    root: Path, odd: str, name: str
) -> None:
    make, said = ODD[odd]
    path = root / "briefs/records" / name
    path.parent.mkdir(exist_ok=True)
    make(path)
    reported = run("check", code=1).output
    assert f"briefs/records/{name}:1:1: error" in reported
    if name != "energy.eu.yaml":  # its name is that of a translation: the message is about that
        assert said in " ".join(reported.split())
    run("build", "--jobs", "1", code=1)
    assert not [*(root / "out").rglob("*.docx")]


@pytest.mark.skipif(sys.platform == "darwin", reason="its file names are always UTF-8")
@pytest.mark.parametrize("folder", ["briefs/records", "briefs"])
@pytest.mark.parametrize("form", ["text", "json", "sarif", "gitlab", "github"])
def test_a_file_whose_name_is_no_text_is_an_error_in_every_format(root: Path, folder: str, form: str) -> None:
    with open(os.fsencode(root / folder) + b"/b\xfccher.yaml", "wb") as file:
        file.write(
            b"title: Books\nquestion: Which?\ntopics: [bridge]\n" if folder == "briefs" else SECRET.encode()
        )
    assert "not in UTF-8" in " ".join(run("check", "--format", form, code=1).output.split())
    assert "not in UTF-8" in " ".join(run("build", "--jobs", "1", code=1).output.split())
    assert not [*(root / "out").rglob("*cher*")]


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("odd", [*ODD, "a fault in a record"])
def test_no_file_is_released_while_a_dossier_cannot_be_read(root: Path, odd: str, form: str) -> None:
    Path("note.txt").write_text("The quiet convoy leaves.\n", encoding="utf-8")
    run("release", "note.txt", "--audience", "partner")
    make = ODD[odd][0] if odd in ODD else lambda path: path.write_text(SECRET.replace("RED", "RAD"))
    make(root / "briefs/records/extra.yaml")
    announced = run("release", "note.txt", "--audience", "partner", "--format", form, code=1).output
    assert ("was not searched: 1 error may hide" if form == "text" else '"severity": "error"') in announced
    assert not [words for words in ("may be sent to", '"released"', "convoy") if words in announced]


def test_a_brief_that_cannot_be_read_stops_that_brief_alone(root: Path) -> None:
    (root / "briefs/other.yaml").symlink_to("nothing.yaml")
    assert "briefs/other.yaml:1:1: error" in run("build", "--jobs", "1", code=1).output
    assert [*(root / "out").rglob("*.docx")]


@pytest.mark.parametrize("odd", ODD)
def test_a_translation_that_cannot_be_read_stops_its_language(root: Path, odd: str) -> None:
    settings = root / "policybrief.yaml"
    settings.write_text(settings.read_text().replace("[en]", "[en, uk]"), encoding="utf-8")
    ODD[odd][0](root / "briefs/records/demo.uk.yaml")
    assert "briefs/records/demo.uk.yaml:1:1: error" in run("build", "--jobs", "1", code=1).output
    assert [*(root / "out").rglob("*-en.docx")]
    assert not [*(root / "out").rglob("*-uk.docx")]


@pytest.mark.parametrize("name", ["logo.png", "letterhead.docx", "labels/en.yaml", "sections/views.md"])
@pytest.mark.parametrize("odd", [name for name in ODD if name not in ("another encoding", "no text")])
def test_a_file_of_a_template_that_cannot_be_read_stops_its_papers(root: Path, odd: str, name: str) -> None:
    path = root / "templates/house" / name
    path.parent.mkdir(exist_ok=True)
    ODD[odd][0](path)
    reported = run("build", "--jobs", "1", code=1).output
    assert f"templates/house/{name}" in "".join(reported.split())
    assert not [*(root / "out").rglob("*.docx")]


@pytest.mark.parametrize("odd", ODD)
def test_a_marking_scheme_that_cannot_be_read_is_an_error(root: Path, odd: str) -> None:
    settings = root / "policybrief.yaml"
    settings.write_text(settings.read_text().replace("[tlp]", "[tlp, ours]"), encoding="utf-8")
    (root / "markings").mkdir()
    ODD[odd][0](root / "markings/ours.yaml")
    assert "markings/ours.yaml:1:1: error" in run("check", code=1).output


@pytest.mark.parametrize("odd", ODD)
def test_an_entry_of_the_ledger_that_cannot_be_read_is_told_and_never_waited_for(
    root: Path, odd: str
) -> None:
    run("issue", "demo", "public", "en", "--to", "Desk")
    [event] = [path for path in (root / "briefs/issued").rglob("*.json") if ".document." not in path.name]
    event.unlink()
    ODD[odd][0](event)
    run("verify", "--ledger", code=1)
    run("build", "--jobs", "1", code=None)


def test_a_linked_folder_of_dossiers_is_an_error_because_nobody_reads_it(root: Path) -> None:
    (root / "elsewhere").mkdir()
    (root / "elsewhere/secret.yaml").write_text(SECRET, encoding="utf-8")
    (root / "briefs/records/more").symlink_to(root / "elsewhere")
    reported = run("build", "--jobs", "1", code=1).output
    assert "briefs/records/more:1:1: error" in reported
    assert "link to a folder" in reported
    assert not [*(root / "out").rglob("*.docx")]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("name", ["briefs/records/demo.yaml", "briefs/records"])
def test_what_the_system_refuses_is_an_error(root: Path, name: str) -> None:
    (root / name).chmod(0)
    try:
        reported = run("build", "--jobs", "1", code=1).output
    finally:
        (root / name).chmod(0o755)
    assert f"{name}:1:1: error" in reported
    assert "Permission denied" in reported


def test_a_project_without_dossiers_or_that_is_read_again_is_as_before(root: Path) -> None:
    shutil.rmtree(root / "briefs/records")
    run("check", code=None)
