"""Values that no number, date or address can have, and damaged files: an error at its place, exit 1."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from bridge import DOSSIER, bridge_at, run


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    bridge_at(tmp_path)
    return tmp_path


LONG = "9" * 5000


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("impact: 3", f"impact: {LONG}"),
        ("impact: 3", f"impact: -{LONG}"),
        ("impact: 3", f"impact: 0x{'F' * 5000}"),
        ("impact: 3", f"impact: 0b{'1' * 20000}"),
        ("value: 4100", f"value: {LONG}"),
        ("value: 4100", f"value: 0.{LONG}"),
        ("value: 4100", f'value: "{LONG}.5"'),
        ("value: 4100", "value: 1e999999"),
        ("value: 4100", "value: .inf"),
        ("issued: 2022-08-01", f"issued: {LONG}"),
        ("issued: 2022-08-01", "issued: 99999-12-31"),
        ("cleared: ", f"review_by: {LONG}\n    cleared: "),
        ("source: report, p. 1", f"source: {'[' * 500}"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_value_of_any_length_is_an_error_at_its_line(root: Path, before: str, after: str) -> None:
    text = (root / DOSSIER).read_text(encoding="utf-8")
    assert before in text
    (root / DOSSIER).write_text(text.replace(before, after, 1), encoding="utf-8")
    reported = run("check", code=1).output
    assert f"{DOSSIER}:" in reported
    assert len(reported) < 20_000


@pytest.mark.parametrize("field", ["margin_top", "logo_height", "text_size"])
def test_a_long_number_in_a_template_is_an_error_at_its_line(root: Path, field: str) -> None:
    (root / "templates/house/template.yaml").write_text(f"extends: base\n{field}: {LONG}\n", encoding="utf-8")
    assert "templates/house/template.yaml:2:" in run("check", code=1).output.replace("\n", "")


BROKEN_PARTS = {
    "cut types": {"[Content_Types].xml": '<Types xmlns="http://schemas', "xl/workbook.xml": "x"},
    "no parts at all": {},
    "other types": {"[Content_Types].xml": "<a/>"},
}


@pytest.mark.parametrize("parts", BROKEN_PARTS.values(), ids=BROKEN_PARTS)
@pytest.mark.parametrize("options", [("--new-map", "m.yaml"), ("--map", "map.yaml")], ids=str)
def test_a_damaged_workbook_is_named_with_a_remedy(
    root: Path, parts: dict[str, str], options: tuple[str, ...]
) -> None:
    with zipfile.ZipFile(root / "t.xlsx", "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    (root / "map.yaml").write_text(
        "columns: {id: Id, text: Text}\nfixed: {source: report, locator: 'row {row}'}\n", encoding="utf-8"
    )
    reported = " ".join(run("import", "t.xlsx", *options, code=None).output.split())
    assert "t.xlsx" in reported or "workbook" in reported
    assert "damaged" in reported or "headings" in reported or "sheet" in reported


def test_a_damaged_record_of_imports_is_named_with_a_remedy(root: Path) -> None:
    (root / "briefs/imported.json").write_bytes(b"\xff\xfe{")
    (root / "l.ris").write_text("TY  - JOUR\nTI  - The bridge\nER  - \n", encoding="utf-8")
    reported = run("import", "l.ris", code=None).output
    assert "briefs/imported.json is damaged; delete it" in " ".join(reported.split())


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "0001-01-02"])
@pytest.mark.parametrize(
    "words",
    [
        ("due", "--on"),
        ("due", "--since"),
        ("build", "--due", "--jobs", "1", "--since"),
        ("build", "demo", "public", "--jobs", "1", "--as-of"),
        ("clear", "--dossier", "demo", "--by", "head", "--yes", "--on"),
        ("sources", "capture", "report", "policybrief.yaml", "--on"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_no_day_on_the_command_line_is_too_far_away(root: Path, words: tuple[str, ...], day: str) -> None:
    brief = root / "briefs/demo.yaml"
    text = brief.read_text(encoding="utf-8")
    brief.write_text(text.replace("as_of: 2022-10-01", "schedule: every Monday"), encoding="utf-8")
    run(*words, day, code=None)


@pytest.mark.parametrize(
    "line",
    [
        b"\xff\xfe\x00",
        b"0001-01-01T00:00:00+14:00 abc",
        b"9999-12-31T23:59:59-12:00 abc",
        b"now",
        b"9" * 5000,
    ],
    ids=str,
)
def test_a_list_of_runs_that_cannot_be_read_is_named_with_its_line(root: Path, line: bytes) -> None:
    (root / "runs").write_bytes(line + b"\n")
    assert "runs, line 1: a time and a commit" in run("build", "--due", "--runs", "runs", code=2).output


@pytest.mark.parametrize("seconds", ["9" * 17, "9" * 5000, "-" + "9" * 17, "noon"])
def test_a_moment_of_no_day_is_refused(root: Path, seconds: str) -> None:
    reported = run("check", code=2, SOURCE_DATE_EPOCH=seconds).output
    assert "SOURCE_DATE_EPOCH" in reported
