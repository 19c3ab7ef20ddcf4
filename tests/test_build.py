"""What is built, where it goes, and that nobody loses work."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

import pytest

from policybrief.dates import today
from policybrief.diagnostics import Diagnostic, Severity, Span
from policybrief.editions import (
    EditionOutcome,
    EditionResult,
    LoadedTemplate,
    Manifest,
    Processes,
    ThisProcess,
    build,
    editions_of,
    examine,
)
from policybrief.editions import workers as worker_module
from policybrief.editions.workspace import Workspace
from policybrief.files.writing import place_together, write_atomically
from policybrief.languages import Text
from policybrief.project.corpus import Corpus
from policybrief.reading.yaml import YamlFile
from policybrief.records import Audience, Brief, Edition, Fact, Project
from policybrief.selection import EditionFilter, known_names, parse_names
from policybrief.templates import Outline, Template

DAY = date(2026, 3, 2)


_FILE_OF = {"toll": "bridge", "audit": "bridge", "ferry": "harbour"}


def corpus_of(*records: Fact, broken: frozenset[str] = frozenset()) -> Corpus:
    names = [*dict.fromkeys(_FILE_OF[record.id] for record in records)]
    files = tuple(YamlFile(f"briefs/records/{name}.yaml", "", None) for name in names)
    return Corpus(records, broken, files, tuple(names.index(_FILE_OF[record.id]) for record in records))


@dataclass(frozen=True)
class FakeLoaded:
    root: Path
    project: Project
    briefs: tuple[Brief, ...]
    corpus: Corpus = field(default_factory=Corpus)
    sources: tuple[Any, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class FakeSelection:
    records: tuple[Fact, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class FakeMade:
    files: tuple[tuple[str, bytes], ...]
    shown: tuple[str, ...] = ("toll",)
    selection: FakeSelection = FakeSelection(left_out=(("ferry", "other-topic"), ("audit", "marking")))
    document: None = None
    pages: int = 2
    diagnostics: tuple[Diagnostic, ...] = field(default=())
    key: str = ""
    same: bool = False
    searched: tuple[tuple[str, int, int], ...] = ()


def make(edition: Edition, *, formats: tuple[str, ...], **_: Any) -> Any:
    words = f"{edition.name} {edition.as_of}".encode()
    return FakeMade(tuple((name, name.encode() + b" " + words) for name in formats))


def saying(text: str = "", *, found: tuple[Diagnostic, ...] = (), shown: tuple[str, ...] = ("toll",)) -> Any:
    def made(edition: Edition, **arguments: Any) -> Any:
        plain = make(edition, **arguments)
        files = tuple((name, content + text.encode()) for name, content in plain.files)
        return replace(plain, files=files, diagnostics=found, shown=shown)

    return made


@pytest.fixture
def loaded(tmp_path: Path) -> FakeLoaded:
    audiences = (Audience("minister"), Audience("public"))
    project = Project(
        Text((("en", "City"),)), languages=("en", "uk"), audiences=audiences, template="ministry"
    )
    brief = Brief("bridge", "briefs/bridge.yaml", Text((("en", "Toll"),)), topics=("bridge",))
    other = Brief("harbour", "briefs/harbour.yaml", Text((("en", "Ferry"),)), topics=("harbour",), as_of=DAY)
    return FakeLoaded(tmp_path, project, (brief, other))


HOUSES = (
    LoadedTemplate(
        "ministry", Template("ministry", outlines=(Outline("minister", ()), Outline("public", ())))
    ),
)


def wanted(loaded: FakeLoaded, **asked: Any) -> tuple[Edition, ...]:
    only = EditionFilter(**asked)
    editions, faults = editions_of(loaded, templates=HOUSES, today=DAY, only=only)  # type: ignore[arg-type]
    assert not faults
    return editions


def workspace_of(loaded: FakeLoaded, templates: tuple[LoadedTemplate, ...] = HOUSES) -> Workspace:
    return Workspace(loaded, templates, DAY, public_log=False)  # type: ignore[arg-type]


def run(loaded: FakeLoaded, *, maker: Any = make, **arguments: Any) -> Any:
    asked = arguments.pop("asked", {})
    defaults: dict[str, Any] = {"out": loaded.root / "out"}
    workspace = workspace_of(loaded, arguments.pop("houses", HOUSES))
    editions = wanted(loaded, **asked)
    if formats := arguments.pop("formats", ()):
        editions = tuple(replace(edition, formats=formats) for edition in editions)
    return build(
        workspace, editions, make=maker, workers=ThisProcess(), **defaults | {"whole": not asked} | arguments
    )


def below(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


FIRST = "out/bridge/ministry/bridge-minister-en.docx"

# ---- which editions ------------------------------------------------------------------------------


def test_every_brief_is_made_for_every_audience_and_language(loaded: FakeLoaded) -> None:
    assert len(wanted(loaded)) == 2 * 2 * 2
    assert wanted(loaded)[0].name == "bridge ministry minister en"


def test_a_template_that_hides_an_audience_makes_no_edition_for_it(loaded: FakeLoaded) -> None:
    templates = (LoadedTemplate("ministry", Template("ministry", outlines=(Outline("minister", ()),))),)
    editions, _ = editions_of(loaded, templates=templates, today=DAY)  # type: ignore[arg-type]
    assert {edition.audience.name for edition in editions} == {"minister"}


def test_languages_of_a_brief_hold_for_an_audience_or_by_default(loaded: FakeLoaded) -> None:
    brief = replace(loaded.briefs[0], languages=(("default", ("en",)), ("public", ("uk",))))
    editions = wanted(replace(loaded, briefs=(brief,)))
    assert [(e.audience.name, e.language) for e in editions] == [("minister", "en"), ("public", "uk")]


def test_the_day_is_that_of_the_command_then_of_the_brief_then_today(loaded: FakeLoaded) -> None:
    later = date(2026, 5, 1)
    every, _ = editions_of(loaded, templates=HOUSES, today=later)  # type: ignore[arg-type]
    assert {e.brief.name: e.as_of for e in every} == {"bridge": later, "harbour": DAY}
    past = wanted(loaded, as_of=date(2025, 1, 1))
    assert {e.as_of for e in past} == {date(2025, 1, 1)}
    assert all(e.rehearsal for e in past)


@pytest.mark.parametrize(
    ("only", "hint"),
    [
        (EditionFilter(briefs=("brigde",)), "did you mean 'bridge'?"),
        (EditionFilter(audiences=("queen",)), "there are: minister, public"),
        (EditionFilter(languages=("ukr",)), "did you mean 'uk'?"),
    ],
)
def test_a_name_that_matches_nothing_is_a_fault_and_never_an_empty_build(
    loaded: FakeLoaded, only: EditionFilter, hint: str
) -> None:
    editions, faults = editions_of(loaded, templates=HOUSES, today=DAY, only=only)  # type: ignore[arg-type]
    assert editions == ()
    assert [fault.hint for fault in faults] == [hint]


def test_names_that_match_alone_but_not_together_are_a_fault(loaded: FakeLoaded) -> None:
    briefs = (replace(loaded.briefs[0], audiences=("public",)), loaded.briefs[1])
    only = EditionFilter(briefs=("bridge",), audiences=("minister",))
    _, faults = editions_of(replace(loaded, briefs=briefs), templates=HOUSES, today=DAY, only=only)  # type: ignore[arg-type]
    assert [fault.code for fault in faults] == ["no-such-edition"]


@pytest.mark.parametrize(
    "words",
    [
        ["bridge", "minister", "uk", "ministry"],
        ["uk", "ministry", "minister", "bridge"],
        ["out/bridge/ministry/bridge-minister-uk.docx"],
        ["out\\bridge\\ministry\\bridge-minister-uk.pdf"],
        ["bridge minister", "ministry uk"],
    ],
)
def test_an_edition_is_named_by_its_words_or_its_path(loaded: FakeLoaded, words: list[str]) -> None:
    only, faults = parse_names(words, known_names(loaded.project, loaded.briefs))
    assert not faults
    assert only == EditionFilter(("bridge",), ("ministry",), ("minister",), ("uk",))


def test_today_is_the_day_in_the_zone_of_the_project() -> None:
    midnight = {"SOURCE_DATE_EPOCH": "1767220200"}  # 2025-12-31 22:30 UTC
    assert today("UTC", midnight) == date(2025, 12, 31)
    assert today("Europe/Kyiv", midnight) == date(2026, 1, 1)
    with pytest.raises(ZoneInfoNotFoundError):
        today("Europe/Kiyv", {})


# ---- outcomes ------------------------------------------------------------------------------------


def test_an_open_point_is_written_and_a_leak_or_a_fault_is_not(loaded: FakeLoaded) -> None:
    for severity, outcome, written in (
        (Severity.OPEN, EditionOutcome.OPEN, 16),
        (Severity.NOTE, EditionOutcome.CLEAN, 16),
        (Severity.LEAK, EditionOutcome.LEAK, 0),
        (Severity.ERROR, EditionOutcome.BROKEN, 0),
    ):
        out = loaded.root / severity
        built = run(loaded, maker=saying(found=(Diagnostic("x", "x", severity=severity),)), out=out)
        assert {result.outcome for result in built.results} == {outcome}
        assert len(below(out) if out.exists() else []) == written


def test_a_broken_edition_keeps_the_files_of_before(loaded: FakeLoaded) -> None:
    run(loaded)
    before = (loaded.root / FIRST).read_bytes()
    run(loaded, maker=saying("changed", found=(Diagnostic("x", "x"),)))
    assert (loaded.root / FIRST).read_bytes() == before


def test_one_edition_that_crashes_does_not_stop_the_others(loaded: FakeLoaded) -> None:
    def maker(edition: Edition, **arguments: Any) -> Any:
        if edition.language == "uk":
            raise KeyError("label")
        return make(edition, **arguments)

    built = run(loaded, maker=maker)
    assert [r.outcome for r in built.results] == [EditionOutcome.CLEAN, EditionOutcome.FAILED] * 4
    assert "KeyError" in built.results[1].diagnostics[0].message


def test_processes_give_the_same_results_in_the_same_order(loaded: FakeLoaded) -> None:
    arguments: Any = {"files": True, "make": make}
    alone, both = (
        [
            (r.edition.name, r.made.files)  # type: ignore[union-attr]
            for r in examine(workspace_of(loaded), wanted(loaded), workers=workers, **arguments)
        ]
        for workers in (ThisProcess(), Processes(2))
    )
    assert alone == both


@pytest.mark.parametrize(
    ("path", "stopped"),
    [
        ("policybrief.yaml", {"bridge", "harbour"}),
        ("briefs/bridge.yaml", {"bridge"}),
        ("briefs/elsewhere.yaml", set()),
        ("briefs/bridge.uk.yaml", {"bridge"}),
        ("policybrief.uk.yaml", {"bridge", "harbour"}),
        ("briefs/bridge.de.yaml", set()),
        ("briefs/records/bridge.yaml", {"bridge"}),
        ("briefs/records/harbour.yaml", {"harbour"}),
        ("briefs/records/unreadable.yaml", {"bridge", "harbour"}),
    ],
)
def test_a_fault_stops_the_briefs_that_need_its_file(
    loaded: FakeLoaded, path: str, stopped: set[str]
) -> None:
    records = (fact("toll", "bridge"), fact("ferry", "harbour"))
    faulty = replace(
        loaded, corpus=corpus_of(*records), diagnostics=(Diagnostic("x", "x", Span(path, 1, 1)),)
    )
    results = run(faulty).results
    assert {r.edition.brief.name for r in results if r.outcome is EditionOutcome.BROKEN} == stopped


def test_a_fault_in_a_translation_stops_that_language_only(loaded: FakeLoaded) -> None:
    span = Span("briefs/records/bridge.uk.yaml", 1, 1)
    corpus = corpus_of(fact("toll", "bridge"), fact("ferry", "harbour"))
    results = run(replace(loaded, corpus=corpus, diagnostics=(Diagnostic("x", "x", span),))).results
    broken = {
        (r.edition.brief.name, r.edition.language) for r in results if r.outcome is EditionOutcome.BROKEN
    }
    assert broken == {("bridge", "uk")}


def test_a_brief_is_stopped_by_a_broken_record_that_it_rests_on(loaded: FakeLoaded) -> None:
    toll = replace(fact("toll", "bridge"), replaces="old")
    corpus = corpus_of(toll, fact("ferry", "harbour"), broken=frozenset({"old"}))
    span = Span("briefs/records/harbour.yaml", 3, 1)
    results = run(replace(loaded, corpus=corpus, diagnostics=(Diagnostic("x", "x", span),))).results
    assert all(r.outcome is EditionOutcome.BROKEN for r in results if r.edition.brief.name == "bridge")


def fact(record: str, topic: str) -> Fact:
    return Fact(id=record, topics=(topic,), text=Text((("en", record),)), source=())


# ---- files ---------------------------------------------------------------------------------------


def test_files_stand_by_brief_and_template_and_out_holds_documents_only(loaded: FakeLoaded) -> None:
    run(loaded)
    files = below(loaded.root / "out")
    assert len(files) == 16
    assert "bridge/ministry/bridge-public-uk.pdf" in files
    assert {Path(name).suffix for name in files} == {".docx", ".pdf"}


def test_a_second_build_changes_nothing(loaded: FakeLoaded) -> None:
    run(loaded)
    stamps = {p: p.stat().st_mtime_ns for p in (loaded.root / "out").rglob("*.*")}
    manifest = {path: path.read_bytes() for path in (loaded.root / ".brief/manifest").iterdir()}
    built = run(loaded)
    assert {r.change.word for r in built.results} == {"unchanged"}
    assert stamps == {p: p.stat().st_mtime_ns for p in (loaded.root / "out").rglob("*.*")}
    assert manifest == {path: path.read_bytes() for path in (loaded.root / ".brief/manifest").iterdir()}


def test_a_rebuilt_edition_says_which_records_came_and_went(loaded: FakeLoaded) -> None:
    assert run(loaded).results[0].change.word == "new"
    change = run(loaded, maker=saying("more", shown=("audit",))).results[0].change
    assert (change.word, change.added, change.removed) == ("rebuilt", ("audit",), ("toll",))


def test_a_hand_edited_file_is_kept_beside_the_new_one_each_time(loaded: FakeLoaded) -> None:
    run(loaded)
    path = loaded.root / FIRST
    for number, name in enumerate(["edited", "edited-2"]):
        path.write_bytes(b"mine %d" % number)
        built = run(loaded, maker=saying(str(number)))
        kept = path.with_name(f"bridge-minister-en.{name}.docx")
        assert built.results[0].files[0].kept == kept
        assert kept.read_bytes() == b"mine %d" % number
        assert path.read_bytes() != b"mine %d" % number


def test_a_file_that_we_did_not_write_is_kept_too(loaded: FakeLoaded) -> None:
    write_atomically(loaded.root / FIRST, b"somebody's own")
    run(loaded)
    assert (loaded.root / FIRST).with_name("bridge-minister-en.edited.docx").read_bytes() == b"somebody's own"


def test_a_file_that_is_open_in_word_is_written_beside(
    loaded: FakeLoaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(loaded)
    real = os.replace

    def refuse(source: Path, target: Path) -> None:
        if target.name == "bridge-minister-en.docx":
            raise PermissionError(13, "used by another process")
        real(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    placed = run(loaded, maker=saying("later")).results[0].files[0]
    assert placed.path.name == "bridge-minister-en-new.docx"
    assert placed.locked == loaded.root / FIRST
    assert placed.path.read_bytes().endswith(b"later")
    assert not [name for name in below(loaded.root / "out") if name.endswith(".part")]
    monkeypatch.undo()
    built = run(loaded, maker=saying("later"))
    assert built.removed == (placed.path,)
    assert (loaded.root / FIRST).read_bytes().endswith(b"later")


class Ours:
    """Knows every file for its own."""

    def ours(self, path: Path, content: bytes) -> bool:
        return True

    def claim(self, path: Path, content: bytes) -> None:
        pass


def test_a_full_disk_leaves_the_old_file_and_no_half_of_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pdf"
    [written] = place_together({path: b"old"}, owning=Ours())
    assert written.changed

    def full(self: Path, content: bytes) -> int:
        with self.open("wb") as half:
            half.write(content[:1])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new")
    assert below(tmp_path) == ["a.pdf"]
    assert path.read_bytes() == b"old"


def test_a_disk_that_cannot_be_written_fails_that_edition_only(loaded: FakeLoaded) -> None:
    write_atomically(loaded.root / "out/bridge/ministry", b"a file where a folder should be")
    results: list[EditionResult] = []
    run(loaded, report=results.append)
    assert [r.outcome for r in results] == [EditionOutcome.FAILED] * 4 + [EditionOutcome.CLEAN] * 4
    assert results[0].diagnostics[0].code == "cannot-write"


# ---- the manifest --------------------------------------------------------------------------------


def listed(loaded: FakeLoaded) -> set[str]:
    """Paths from the root of all files that the manifest knows."""
    return {file.path for entry in Manifest(loaded.root) for file in entry.files}


def test_the_manifest_says_what_each_file_is_and_leaves_out_and_names_no_machine(loaded: FakeLoaded) -> None:
    run(loaded)
    text = (loaded.root / ".brief/manifest/bridge.json").read_text("utf-8")
    entry = json.loads(text)["editions"][0]
    assert (entry["audience"], entry["language"], entry["as_of"]) == ("minister", "en", "2026-03-02")
    assert entry["shown"] == ["toll"]
    assert entry["left_out"] == {"marking": ["audit"]}, "what is on no topic of the brief is not left out"
    assert [file["path"] for file in entry["files"]] == [FIRST, FIRST.replace(".docx", ".pdf")]
    assert str(loaded.root) not in text
    names = [(e["audience"], e["language"]) for e in json.loads(text)["editions"]]
    assert names == [("minister", "en"), ("minister", "uk"), ("public", "en"), ("public", "uk")]


def test_a_whole_build_removes_what_no_edition_wants_and_keeps_hand_edits(loaded: FakeLoaded) -> None:
    run(loaded)
    edited = loaded.root / "out/harbour/ministry/harbour-public-uk.pdf"
    edited.write_bytes(b"mine")
    (loaded.root / "out/notes.txt").write_text("of somebody", encoding="utf-8")
    built = run(replace(loaded, briefs=loaded.briefs[:1]))
    assert built.set_aside == (edited.with_name("harbour-public-uk.edited.pdf"),)
    assert len(built.removed) == 7
    assert [n for n in below(loaded.root / "out") if not n.startswith("bridge")] == [
        "harbour/ministry/harbour-public-uk.edited.pdf",
        "notes.txt",
    ]
    assert listed(loaded) == {
        f"out/{n}" for n in below(loaded.root / "out/bridge/..") if n.startswith("bridge")
    }
    assert [path.name for path in (loaded.root / ".brief/manifest").iterdir()] == ["bridge.json"]


def test_a_narrowed_build_or_one_with_errors_removes_nothing(loaded: FakeLoaded) -> None:
    run(loaded)
    fewer = replace(loaded, briefs=loaded.briefs[:1])
    run(fewer, asked={"audiences": ("minister",)})
    run(replace(fewer, diagnostics=(Diagnostic("x", "x", Span("briefs/harbour.yaml", 1, 1)),)))
    assert len(below(loaded.root / "out")) == 16


def test_a_rehearsal_has_a_folder_of_its_own_and_touches_nothing_else(loaded: FakeLoaded) -> None:
    run(loaded)
    run(loaded, asked={"as_of": date(2025, 1, 1)}, whole=True)
    files = below(loaded.root / "out")
    assert len(files) == 32
    assert "as-of-2025-01-01/bridge/ministry/bridge-minister-en.docx" in files
    run(loaded)
    assert len(below(loaded.root / "out")) == 32


def test_a_manifest_that_is_damaged_loses_no_file(loaded: FakeLoaded) -> None:
    run(loaded)
    (loaded.root / ".brief/manifest/bridge.json").write_text('{"files": [1', encoding="utf-8")
    assert len(listed(loaded)) == 8, "the other brief is still known"
    built = run(loaded)
    assert {r.change.word for r in built.results} == {"unchanged"}
    assert len(listed(loaded)) == 16


def test_the_files_of_version_0_1_are_known_as_ours_and_edits_as_edits(loaded: FakeLoaded) -> None:
    run(loaded)
    lines = []
    for entry in Manifest(loaded.root):
        for file in entry.files:
            fields = {name: getattr(entry, name) for name in ("brief", "template", "audience", "language")}
            fields |= {"as_of": entry.as_of, "shown": entry.shown, "sha256": file.sha256}
            lines.append(f"{json.dumps(file.path)}: {json.dumps(fields)}")
    shutil.rmtree(loaded.root / ".brief/manifest")
    former = '{"policybrief": 1, "files": {\n' + ",\n".join(lines) + "\n}}\n"
    (loaded.root / ".brief/manifest.json").write_text(former, "utf-8")
    (loaded.root / FIRST).write_bytes(b"mine")
    built = run(replace(loaded, briefs=loaded.briefs[:1]), maker=saying("of the new version"))
    kept = [placed.path for result in built.results for placed in result.files if placed.kept]
    assert kept == [loaded.root / FIRST]
    assert len(built.removed) == 8, "those of the other brief, which no edition wants"
    assert not (loaded.root / ".brief/manifest.json").exists()


def test_an_edition_that_is_not_made_again_has_its_points_at_their_present_places(loaded: FakeLoaded) -> None:
    def maker(*places: int, same: bool) -> Any:
        point = Diagnostic("stale-fact", "toll is old", None, Severity.OPEN, record="toll")
        points = tuple(replace(point, span=Span("briefs/records/bridge.yaml", n, 1)) for n in places)
        layout = Diagnostic("missing-glyph", "no glyph", None, Severity.NOTE)

        def made(edition: Edition, **arguments: Any) -> Any:
            plain = replace(
                make(edition, **arguments), key="k", diagnostics=(*points, *(() if same else (layout,)))
            )
            selection = FakeSelection(left_out=(("deck", "marking"), ("ferry", "other-topic")))
            return replace(plain, files=(), same=True, pages=0, selection=selection) if same else plain

        return made

    first = run(loaded, maker=maker(4, 9, same=False)).results[0]
    again = run(loaded, maker=maker(5, 12, same=True)).results[0]
    assert (again.outcome, again.pages, again.change.word) == (EditionOutcome.OPEN, 2, "unchanged")
    assert [d.code for d in again.diagnostics] == [d.code for d in first.diagnostics]
    assert [d.span.line for d in again.diagnostics if d.span] == [5, 12]
    entry = Manifest(loaded.root).edition_of(FIRST)
    assert entry is not None
    assert entry.diagnostics == again.diagnostics
    assert entry.left_out == (("deck", "marking"),)
    assert len(listed(loaded)) == 16


def test_results_are_kept_without_what_only_their_reports_need(loaded: FakeLoaded) -> None:
    reported: list[EditionResult] = []
    built = run(loaded, maker=saying(found=(Diagnostic("x", "x"),)), report=reported.append)
    assert reported[0].made is not None, "as it was not written"
    assert [result.made for result in built.results] == [None] * 8
    assert (built.results[0].shown, built.results[0].left_out) == (("toll",), (("audit", "marking"),))


def test_an_interrupted_build_knows_its_own_files_next_time(loaded: FakeLoaded) -> None:
    def interrupt(result: EditionResult) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(loaded, report=interrupt)
    assert listed(loaded) == {FIRST, FIRST.replace(".docx", ".pdf")}
    built = run(loaded, maker=saying("next"))
    assert not any(placed.kept for result in built.results for placed in result.files)


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="Windows has no signal masks")
def test_a_process_that_only_starts_does_not_see_ctrl_c() -> None:
    code = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))"
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    with worker_module._uninterrupted():
        inside = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert inside.stdout == "True\n"
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == before
