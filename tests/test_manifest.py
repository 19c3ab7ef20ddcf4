"""The manifest: a file a brief, read when it is needed, and what becomes of that of version 0.1."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policybrief.diagnostics import Diagnostic, Severity, Span
from policybrief.editions.former_manifest import adopt_former_manifest
from policybrief.editions.manifest import Manifest, file_name
from policybrief.editions.manifest_entries import EditionEntry, FileEntry, dump_entries, read_entries

STALE = Diagnostic(
    "stale-fact",
    "toll is of 2019",
    Span("briefs/records/bridge.yaml", 4, 3, 8),
    Severity.OPEN,
    hint="look it up again",
    remedy=("  as_of: 2026",),
    record="toll",
)
LONG = Diagnostic("page-limit", "bridge minister en has 3 pages; 2 are allowed", None, Severity.OPEN)
ENTRY = EditionEntry(
    *("bridge", "ministry", "minister", "en", "2026-03-02"),
    shown=("deck", "toll"),
    left_out=(("audit", "marking"), ("ferry", "shed"), ("pier", "marking")),
    key="k1",
    pages=3,
    diagnostics=(STALE, LONG, STALE),
    files=(
        FileEntry("out/bridge/ministry/bridge-minister-en.docx", "d1", 7, 3, 2),
        FileEntry("out/bridge/ministry/bridge-minister-en.pdf", "p1", 7, 1, 2, extra=True),
    ),
)
DOCX, PDF = (file.path for file in ENTRY.files)


def written(root: Path, *entries: EditionEntry) -> Manifest:
    manifest = Manifest(root)
    for entry in entries:
        manifest.put(entry)
    manifest.write()
    return Manifest(root)


def of(brief: str) -> EditionEntry:
    """An entry of another brief."""
    path = f"out/{brief}/ministry/{brief}.pdf"
    return replace(ENTRY, brief=brief, files=(FileEntry(path, "x"),))


# ---- the text of a file --------------------------------------------------------------------------


def test_an_entry_is_read_as_it_was_written(tmp_path: Path) -> None:
    assert [*written(tmp_path, ENTRY)] == [ENTRY]
    [again] = written(tmp_path, ENTRY)
    assert again.diagnostics[0].remedy == STALE.remedy


def test_each_point_and_each_edition_is_one_line_and_no_point_is_there_twice() -> None:
    other = replace(ENTRY, audience="public", rehearsal=True, files=(FileEntry("out/x/y/z.pdf", "x"),))
    head, *points, middle, first, second, end = dump_entries((other, ENTRY)).splitlines()
    assert (head, middle, end) == (
        '{"policybrief": 1, "brief": "bridge", "points": [',
        '], "editions": [',
        "]}",
    )
    assert [json.loads(line.rstrip(","))["code"] for line in points] == ["page-limit", "stale-fact"]
    assert json.loads(first.rstrip(","))["diagnostics"] == [1, 0, 1]
    assert json.loads(first.rstrip(","))["left_out"] == {"marking": ["audit", "pier"], "shed": ["ferry"]}
    assert "rehearsal" not in first, "empty fields are left out"
    assert json.loads(second)["rehearsal"]


@given(st.data())
def test_a_damaged_text_is_a_value_error_or_entries(data: st.DataObject) -> None:
    text = dump_entries((ENTRY,))
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 12))
    damaged = (
        text[:start] + data.draw(st.sampled_from(["", "1", "null", '"', "[", "{}"])) + text[start + length :]
    )
    try:
        entries = read_entries(damaged)
    except ValueError:
        return
    assert read_entries(dump_entries(entries)) == entries if entries else True


# ---- the files -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("brief", "name"),
    [
        ("nato-support", "nato-support.json"),
        ("brücke", "brucke~"),
        ("Bridge", "bridge~"),
        ("міст", "~"),
        ("con.aux", "con-aux~"),
        ("long" * 60, "long" * 10 + "~"),
    ],
)
def test_the_file_of_a_brief_has_its_name_where_every_system_can_hold_it(brief: str, name: str) -> None:
    assert file_name(brief).startswith(name)
    assert file_name(brief).isascii()
    assert len(file_name(brief)) < 70


def test_a_name_in_either_form_is_one_file_and_no_two_names_share_one() -> None:
    assert file_name("bru\N{COMBINING DIAERESIS}cke") == file_name("br\u00fccke")
    names = ["bridge", "Bridge", "BRIDGE", "bridgé", "bridge.", "bridge~"]
    assert len({file_name(name) for name in names}) == len(names)


def test_only_the_file_of_a_brief_that_changed_is_written(tmp_path: Path) -> None:
    manifest = written(tmp_path, ENTRY, of("harbour"), of("pier"))
    stamps = {path.name: path.stat().st_mtime_ns for path in (tmp_path / ".brief/manifest").iterdir()}
    manifest.put(ENTRY)
    manifest.put(replace(of("harbour"), key="k2"))
    manifest.remove("out/pier/ministry/pier.pdf")
    manifest.write()
    after = {path.name: path.stat().st_mtime_ns for path in (tmp_path / ".brief/manifest").iterdir()}
    assert set(stamps) - set(after) == {"pier.json"}, "a brief without entries has no file"
    assert {name for name in after if after[name] != stamps[name]} == {"harbour.json"}


def test_what_is_asked_of_one_brief_reads_no_other_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = written(tmp_path, ENTRY, of("harbour"))
    read: list[str] = []
    real = Path.read_text

    def watched(self: Path, encoding: str | None = None, errors: str | None = None) -> str:
        read.append(self.name)
        return real(self, encoding, errors)

    monkeypatch.setattr(Path, "read_text", watched)
    assert manifest.editions("bridge") == (ENTRY,)
    assert manifest.edition_of(DOCX) == ENTRY
    assert manifest.file(PDF) == ENTRY.files[1]
    assert manifest.file("out/bridge/ministry/other.pdf") is None
    assert read == ["bridge.json"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b'{"policybrief": 1, "brief'),
        lambda path: path.write_bytes(b"\xff\xfe"),
        lambda path: path.write_text(path.read_text("utf-8").replace(": 1,", ": 2,", 1), "utf-8"),
        lambda path: (path.unlink(), path.mkdir()),
    ],
)
def test_a_file_that_cannot_be_read_counts_as_empty_for_its_brief_alone(
    tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    manifest = written(tmp_path, ENTRY, of("harbour"))
    damage(tmp_path / ".brief/manifest/bridge.json")
    assert manifest.editions("bridge") == ()
    assert [*manifest] == [of("harbour")]


# ---- entries -------------------------------------------------------------------------------------


def test_a_file_is_in_one_entry_that_of_its_last_making(tmp_path: Path) -> None:
    """A format that was not made again stays under the key of then."""
    later = replace(ENTRY, key="k2", files=(replace(ENTRY.files[1], sha256="p2"),))
    manifest = written(tmp_path, ENTRY, later)
    before, after = manifest.edition_of(DOCX), manifest.edition_of(PDF)
    assert before == replace(ENTRY, files=ENTRY.files[:1])
    assert after == later
    manifest.put(replace(later, files=(replace(ENTRY.files[0], sha256="d2"),)))
    assert [entry.key for entry in manifest] == ["k2"]
    assert [file.path for entry in manifest for file in entry.files] == [DOCX, PDF]


def test_files_elsewhere_have_their_entries_too(tmp_path: Path) -> None:
    paths = ("../other/bridge/ministry/a.pdf", "out/as-of-2022-10-01/bridge/ministry/a.pdf", "bridge/x/a.pdf")
    manifest = written(tmp_path, *(replace(ENTRY, files=(FileEntry(path, "x"),)) for path in paths))
    assert [entry.files[0].path for entry in map(manifest.edition_of, paths) if entry]
    assert all(manifest.file(path) for path in paths)


# ---- version 0.1 ---------------------------------------------------------------------------------


def former(root: Path, *lines: str) -> Path:
    path = root / ".brief/manifest.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text('{"policybrief": 1, "files": {\n' + ",\n".join(lines) + "\n}}\n", "utf-8")
    return path


def line(path: str, brief: str = "bridge") -> str:
    names = ("template", "audience", "language", "as_of", "shown", "key")
    fields = {name: getattr(ENTRY, name) for name in names} | {"brief": brief, "sha256": "old", "extra": True}
    return f"{json.dumps(path)}: {json.dumps(fields)}"


def test_the_files_of_a_former_manifest_are_known_once_without_a_key(tmp_path: Path) -> None:
    path = former(
        tmp_path, line(DOCX), line(PDF), "damaged", line("out/bridge/ministry/z.pdf", brief="other")
    )
    adopt_former_manifest(tmp_path, Manifest(tmp_path))
    [entry] = Manifest(tmp_path)
    assert [(file.path, file.sha256, file.extra) for file in entry.files] == [
        (DOCX, "old", True),
        (PDF, "old", True),
    ]
    assert (entry.key, entry.shown) == ("", ENTRY.shown)
    assert not path.exists()
    adopt_former_manifest(tmp_path, Manifest(tmp_path))
    assert [*Manifest(tmp_path)] == [entry]
