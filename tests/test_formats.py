"""Formats of papers: which are made, which stay, and that a writer in the table is a writer everywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from policybrief.cli import main
from policybrief.document import Document, plain_text, walk
from policybrief.document import Str as Words
from policybrief.editions import FileEntry, Manifest
from policybrief.templates.look import Look
from policybrief.writers import WRITERS, Writer, formats_by_default
from policybrief.writers.layout import Layout

SETTINGS, DOSSIER = Path("policybrief.yaml"), Path("briefs/records/bridge.yaml")


@pytest.fixture(autouse=True)
def starter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert brief("init", "demo").exit_code == 0
    monkeypatch.chdir(tmp_path / "demo")
    return tmp_path / "demo"


def brief(*arguments: str, code: int | None = None) -> Result:
    result = CliRunner().invoke(main, list(arguments))
    assert code is None or result.exit_code == code, result.output
    return result


def files() -> list[str]:
    return sorted(path.name for path in Path("out").rglob("*") if path.is_file())


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def manifest() -> list[FileEntry]:
    return [file for entry in Manifest(Path()) for file in entry.files]


# ---- the table -----------------------------------------------------------------------------------


def test_word_and_pdf_are_made_by_default_and_no_two_formats_share_an_extension() -> None:
    assert formats_by_default() == ("docx", "pdf")
    assert len({writer.extension for writer in WRITERS.values()}) == len(WRITERS)


def as_lines(document: Document, look: Look, layout: Layout) -> bytes:
    """A writer as somebody may add one: each text on a line."""
    return "\n".join(node.text for node in walk(document) if isinstance(node, Words)).encode()


def test_a_writer_added_to_the_table_is_built_searched_listed_and_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(WRITERS, "lines", Writer(as_lines, "lst", by_default=False, paged=False))
    change(SETTINGS, "languages:", "formats: [lines]\nlanguages:")
    brief("build", "minister", code=0)
    assert files() == ["bridge-minister-en.lst"]
    [file] = manifest()
    path = file.path
    assert path == "out/bridge/ministry/bridge-minister-en.lst"
    assert (file.parts, file.extra) == (2, False)
    assert file.needles
    assert file.gate
    assert "A discount for residents meets" in Path(path).read_text(encoding="utf-8")
    assert "The toll on the harbour bridge" in brief("show", path, code=0).output
    assert "Unaltered" in brief("verify", path, code=0).output


def test_what_a_writer_would_leak_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def leaking(document: Document, look: Look, layout: Layout) -> bytes:
        return as_lines(document, look, layout) + b"\nThe deck of the bridge has to be renewed by 2029."

    monkeypatch.setitem(WRITERS, "lines", Writer(leaking, "lst", by_default=False))
    change(SETTINGS, "languages:", "formats: [lines]\nlanguages:")
    change(DOSSIER, "  repair-due:\n", "  repair-due:\n    marking: TLP:RED\n")
    assert "repair-due" in brief("build", "minister", code=1).output
    assert files() == []


# ---- plain text ----------------------------------------------------------------------------------


def test_plain_text_is_a_format_like_the_others() -> None:
    brief("build", "minister", "--format", "text", code=0)
    assert files() == ["bridge-minister-en.txt"]
    text = Path("out/bridge/ministry/bridge-minister-en.txt").read_text(encoding="utf-8")
    shown = brief("show", "minister", code=0).output.split("\n", 2)[2]
    assert text.startswith(shown.rstrip("\n"))
    assert text.splitlines()[-2:] == ["TLP:AMBER", "Facts as of 31\u00a0March\u00a02026"]
    assert max(map(len, text.splitlines())) <= 80


def test_every_word_of_a_paper_is_in_its_text(starter: Path) -> None:
    from policybrief.editions import editions_of, load_templates, make_edition
    from policybrief.project import read_project
    from policybrief.selection import EditionFilter

    loaded = read_project(starter)
    templates = load_templates(loaded)
    only = EditionFilter(audiences=("officials",))
    (edition,), _ = editions_of(loaded, templates=templates, only=only, today=loaded.briefs[0].as_of)  # type: ignore[arg-type]
    assert templates[0].template is not None
    made = make_edition(
        edition,
        project=loaded.project,
        corpus=loaded.corpus,
        template=templates[0].template,
        formats=("text",),
    )
    assert made.document is not None
    ((_, content),) = made.files
    printed = "".join(content.decode().split())
    lost = {
        word
        for node in walk(replace(made.document, meta=replace(made.document.meta, contents="")))
        for word in plain_text((node,) if isinstance(node, Words) else ()).split()
        if word not in printed
    }
    assert lost == set()


def test_a_format_asked_for_by_name_stays_and_is_kept_up_to_date_until_it_is_deleted() -> None:
    brief("build", "minister", "--format", "text", code=0)
    change(DOSSIER, "has to be renewed by 2029", "has to be renewed by 2031")
    output = brief("build", code=0).output
    assert "Removed" not in output
    paper = Path("out/bridge/ministry/bridge-minister-en.txt")
    assert "renewed by 2031" in paper.read_text(encoding="utf-8")
    assert len(files()) == 2 * 2 + 1
    assert brief("build", code=0).output.startswith("Up to date")
    paper.unlink()
    brief("build", code=0)
    assert len(files()) == 2 * 2


def test_a_file_in_one_format_alone_is_current_until_something_changes() -> None:
    brief("build", "minister", "--format", "docx", code=0)
    paper = "out/bridge/ministry/bridge-minister-en.docx"
    assert "Current: it would say the same today." in brief("verify", paper, code=0).output
    change(DOSSIER, "has to be renewed by 2029", "has to be renewed by 2031")
    assert "Not current" in brief("verify", paper, code=1).output


# ---- settings ------------------------------------------------------------------------------------


def test_the_settings_name_the_formats_and_those_no_longer_wanted_are_removed() -> None:
    brief("build", "--format", "docx", "minister", code=0)
    change(SETTINGS, "languages:", "formats: pdf\nlanguages:")
    change(
        SETTINGS,
        "audiences: [minister, officials]",
        "audiences:\n  minister:\n  officials: {formats: [text, docx]}",
    )
    output = brief("build", code=0).output
    assert "Removed out/bridge/ministry/bridge-minister-en.docx" in output
    assert files() == ["bridge-minister-en.pdf", "bridge-officials-en.docx", "bridge-officials-en.txt"]


def test_an_edition_goes_out_in_the_formats_of_its_settings() -> None:
    change(SETTINGS, "languages:", "formats: [docx]\nlanguages:")
    brief("clear", "--topic", "bridge", "--by", "head of unit", "--yes", code=0)
    result = brief("issue", "minister", "--to", "Private Office")
    assert result.exit_code == 0, result.output
    assert files() == ["bridge-minister-en-v1.docx"]


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ("formats: [docx, pfd]", "policybrief.yaml:4:17"),
        ("formats: pfd", "policybrief.yaml:4:10"),
    ],
)
def test_a_format_that_nothing_writes_is_an_error_with_its_place_and_remedy(
    settings: str, place: str
) -> None:
    change(SETTINGS, "languages:", f"{settings}\nlanguages:")
    output = brief("check", code=1).output
    assert f"{place}: error[unknown-paper-format]: papers cannot be written as" in output
    assert "did you mean 'pdf'?" in output
    brief("build", code=1)
    assert files() == []


def test_a_format_of_one_audience_is_found_at_its_place() -> None:
    change(
        SETTINGS,
        "audiences: [minister, officials]",
        "audiences:\n  minister:\n  officials: {formats: [html]}",
    )
    output = brief("check", code=1).output
    assert "policybrief.yaml:10:25: error[unknown-paper-format]" in output
    assert "docx, pdf, text" in output
