"""Names that look the same are the same, in whatever Unicode form a system or a keyboard gives them."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner

from policybrief.cli import main
from policybrief.diagnostics import Severity
from policybrief.files.names import composed, entry
from policybrief.project import read_project
from tiers import THOROUGH

FORMS = ("NFC", "NFD")
COMBINATIONS = [*product(FORMS, repeat=3)]
EACH_PAIR = [forms for forms in COMBINATIONS if forms.count("NFD") % 2]
"""Four of the eight, in which any two places have every pair of forms."""

SETTINGS = """\
format: 1
organisation: Straßenamt
languages: [en, uk]
template: straßen-bürö
marking: GRÜN
schemes: [städtisch]
yardstick: maß
audiences:
  bürger: {clearance: [GRÜN]}
"""
SCHEME = "title: Stadt\nlevels:\n  GRÜN: {colour: '#000000', ground: '#FFFFFF'}\n"
DOSSIER = """\
facts:
  toll: {text: Die Maut beträgt 12 Euro., source: "report, p. 1"}
sources:
  report: {title: Bericht, issued: 2022-08-01}
"""
BRIEF = "title: Brücke\nquestion: Was nun?\nas_of: 2022-10-01\nstatus_quo: [toll]\n"


def in_form(form: str, text: str) -> str:
    return unicodedata.normalize(form, text)  # type: ignore[arg-type]


def write(root: Path, files: dict[str, str], *, named: str, written: str) -> Path:
    """The files, their names in one form and their texts in another."""
    for name, text in files.items():
        path = root / in_form(named, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(in_form(written, text), encoding="utf-8")
    return root


def project(root: Path, *, named: str, written: str) -> Path:
    from policybrief.yardsticks import BUILT_IN

    scale = (BUILT_IN / "phia.yaml").read_text(encoding="utf-8")
    files = {
        "policybrief.yaml": SETTINGS,
        "policybrief.uk.yaml": "organisation: Служба доріг Києва й околиць\n",
        "briefs/brücke.yaml": BRIEF,
        "briefs/brücke.uk.yaml": "title: Міст\nquestion: Що далі?\n",
        "briefs/records/brücke.yaml": DOSSIER,
        "markings/städtisch.yaml": SCHEME,
        "yardsticks/maß.yaml": scale,
        "templates/straßen-bürö/template.yaml": "name: Amt\noutline: {bürger: [lage-für-bürger, sources]}\n",
        "templates/straßen-bürö/sections/lage-für-bürger.md": "# Lage\n\n{{ status_quo() }}\n",
    }
    return write(root, files, named=named, written=written)


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == code, result.output
    return result.output


@pytest.mark.parametrize(("named", "written", "typed"), COMBINATIONS if THOROUGH else EACH_PAIR)
def test_a_name_is_found_in_whatever_form_it_is_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, written: str, typed: str
) -> None:
    monkeypatch.chdir(project(tmp_path, named=named, written=written))
    loaded = read_project(tmp_path)
    assert [d for d in loaded.diagnostics if d.severity is Severity.ERROR] == []
    words = {name: in_form(typed, name) for name in ("brücke", "bürger", "straßen-bürö")}
    run("build", words["brücke"], words["bürger"], "en")
    run("build", "--audience", words["bürger"], "--template", words["straßen-bürö"], "--language", "en")
    [paper] = (tmp_path / "out").rglob("*-en.pdf")
    assert paper.relative_to(tmp_path / "out").as_posix() == "brücke/straßen-bürö/brücke-bürger-en.pdf"
    assert "12 Euro" in run("show", words["brücke"], words["bürger"], "en")
    assert "Міст" in run("show", words["brücke"], words["bürger"], "uk")
    assert "toll" in run("list", "records", "--topic", words["brücke"])
    run("template", "check", words["straßen-bürö"])
    run("template", "copy", words["straßen-bürö"], "sources")
    assert [*tmp_path.glob("templates/*/sections/sources.md")]
    assert len([*(tmp_path / "templates").iterdir()]) == 1, "beside the other section, in the same folder"
    assert "toll" in run("clear", "--dossier", words["brücke"], "--by", "head of unit")
    assert "toll" in run("omissions", words["brücke"]) or "bürger" in run("omissions", words["brücke"])
    assert "toll" in run("trace", words["brücke"], words["bürger"], "en", in_form(typed, "Maut beträgt 12"))
    run("release", str(paper), "--audience", words["bürger"])


def test_a_fault_in_a_file_that_a_mac_named_stops_its_brief(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(project(tmp_path, named="NFD", written="NFC"))
    other = {"briefs/anders.yaml": BRIEF.replace("Brücke", "Anders") + "topics: [brücke]\n"}
    write(tmp_path, {**other, "briefs/brücke.uk.yaml": "titel: Міст\n"}, named="NFD", written="NFC")
    said = run("build", "brücke", "bürger", code=1)
    assert "unknown-field" in said
    assert {path.name for path in (tmp_path / "out").rglob("*.pdf")} == {"brücke-bürger-en.pdf"}


def test_two_briefs_whose_names_look_the_same_are_refused(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(project(tmp_path, named="NFC", written="NFC"))
    twin = tmp_path / "briefs" / in_form("NFD", "brücke.yaml")
    if twin.exists():
        pytest.skip("this file system takes both for one")
    twin.write_text(BRIEF, encoding="utf-8")
    assert "same-name" in run("check", code=1)


def test_papers_in_another_form_are_left_to_systems_that_take_both_for_one(tmp_path, monkeypatch) -> None:
    from policybrief.editions import Manifest

    monkeypatch.chdir(project(tmp_path, named="NFC", written="NFC"))
    run("build")
    manifest = Manifest(tmp_path)
    for known in [*manifest]:
        for file in known.files:
            manifest.remove(file.path)
        files = (replace(file, path=in_form("NFD", file.path)) for file in known.files)
        manifest.put(replace(known, files=tuple(files)))
    manifest.write()
    (tmp_path / ".brief/fresh.json").unlink(missing_ok=True)
    assert "Removed" not in run("build")


def test_an_entry_of_a_folder_is_found_in_either_form(tmp_path: Path) -> None:
    (tmp_path / in_form("NFD", "ü.yaml")).touch()
    assert entry(tmp_path, "ü.yaml").is_file()
    assert entry(tmp_path, "ö.yaml") == tmp_path / "ö.yaml"
    assert entry(tmp_path / "none", "ö.yaml") == tmp_path / "none" / "ö.yaml"
    assert composed(in_form("NFD", "ü")) == "ü"
