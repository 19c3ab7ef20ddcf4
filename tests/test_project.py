"""A folder becomes a project, its briefs and its corpus; whatever is wrong in it is said, never raised."""

from __future__ import annotations

import shutil
import textwrap
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policybrief.diagnostics import Severity
from policybrief.languages import Text
from policybrief.project import BUILT_IN, LoadedProject, Reader, read_project
from policybrief.project.inputs import find_root
from policybrief.records import Audience, Criterion, Fact, ForAudience
from tiers import tries

SETTINGS = """
format: 1
organisation: Ministry of Roads
languages: [en, uk]
marking: TLP:AMBER            # of whatever nobody marked otherwise
"""
DOSSIER = """
sources:
  audit: {title: Annual audit, issued: 2026-03-02, marking: TLP:CLEAR}
facts:
  toll:
    text: The toll brought in {number} euros.
    number: 4100000
    source: audit, p. 14
lines:
  say: The bridge stays open.
"""
BRIEF = """
title: The bridge
question: Should the toll stay?
topics: [bridge]
"""


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
    return root


def load(root: Path, **changed: str) -> LoadedProject:
    """The project of the three files above; `settings`, `dossier`, `brief` and `more` take their place."""
    files = {
        "policybrief.yaml": changed.get("settings", SETTINGS),
        "briefs/records/bridge.yaml": changed.get("dossier", DOSSIER),
        "briefs/bridge.yaml": changed.get("brief", BRIEF),
    }
    write(root, files)
    return read_project(root)


def found(loaded: LoadedProject) -> list[tuple[str, str]]:
    return [(d.code, str(d.span)) for d in loaded.diagnostics]


def test_a_small_project_reads_without_a_word(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    assert loaded.diagnostics == ()
    assert loaded.project.organisation.original() == "Ministry of Roads"
    assert loaded.project.marking == ("TLP:AMBER",)
    assert [r.id for r in loaded.corpus.records] == ["audit", "toll", "say"]
    assert [s.path for s in loaded.sources] == [
        "policybrief.yaml",
        "briefs/records/bridge.yaml",
        "briefs/bridge.yaml",
    ]
    assert loaded.text_of("briefs/bridge.yaml").startswith("title: The bridge")


def test_two_lines_are_a_brief_and_two_a_project(tmp_path: Path) -> None:
    loaded = load(
        tmp_path, settings="organisation: M\nmarking: TLP:RED\n", brief="title: B\nquestion: Why?\n"
    )
    assert loaded.diagnostics == ()
    (brief,) = loaded.briefs
    assert (brief.name, brief.path) == ("bridge", "briefs/bridge.yaml")
    assert brief.topics == ("bridge",)
    assert brief.templates == ("base",)
    assert brief.audiences == ("minister", "committee", "officials", "partner", "public")
    assert (brief.languages, brief.as_of) == ((), None)
    assert loaded.project.audiences == BUILT_IN
    assert loaded.project.review_after == 6


def test_the_root_is_the_nearest_folder_above_that_holds_the_settings(tmp_path: Path) -> None:
    load(tmp_path)
    assert find_root(tmp_path / "briefs" / "records") == tmp_path.resolve()
    write(tmp_path / "briefs", {"policybrief.yaml": SETTINGS})
    assert find_root(tmp_path / "briefs" / "records") == (tmp_path / "briefs").resolve()
    assert find_root(Path(tmp_path.anchor)) is None


# ---- settings --------------------------------------------------------------------------------------


def test_listed_audiences_are_the_default_and_the_others_stay_known(tmp_path: Path) -> None:
    project = load(tmp_path, settings=SETTINGS + "audiences: [minister, public]\n").project
    assert project.default_audiences == ("minister", "public")
    assert project.audiences == BUILT_IN


def test_audiences_as_a_map_are_the_projects_own(tmp_path: Path) -> None:
    members = "  members: {clearance: TLP:GREEN, internal: yes, returns_edits: no}\n"
    project = load(tmp_path, settings=SETTINGS + "audiences:\n  minister:\n" + members).project
    minister = Audience("minister", ("TLP:AMBER+STRICT",), internal=True, returns_edits=True)
    assert project.audience("minister") == minister
    assert project.audience("members") == Audience("members", ("TLP:GREEN",), internal=True)
    assert project.audience("public") is None
    assert project.default_audiences == ("minister", "members")


@pytest.mark.parametrize(
    ("lines", "code", "place"),
    [
        ("audiences: [ministers]", "unknown-audience", "5:13"),
        ("audiences: {members: {clearance: TLP:BLUE}}", "unknown-marking", "5:34"),
        ("audiences: {members: {colour: red}}", "unknown-field", "5:23"),
        ("schemes: [tpl]", "unknown-scheme", "5:11"),
        ("yardstick: icd302", "unknown-yardstick", "5:12"),
        ("time_zone: Europe/Kiyv", "unknown-time-zone", "5:12"),
        ("review_after: half a year", "bad-period", "5:15"),
        ("organization: M", "unknown-field", "5:1"),
        ("template:", "empty-field", "5:10"),
        ("template: base # our own", "", ""),
    ],
)
def test_a_fault_in_the_settings_has_its_place(tmp_path: Path, lines: str, code: str, place: str) -> None:
    loaded = load(tmp_path, settings=SETTINGS + lines + "\n")
    assert found(loaded) == ([(code, f"policybrief.yaml:{place}")] if code else [])


@pytest.mark.parametrize(
    ("settings_text", "code"),
    [
        ("organisation: M\n", "missing-field"),
        ("marking: TLP:AMBER\n", "missing-field"),
        ("organisation: M\nmarking: TLP:AMBAR\n", "unknown-marking"),
        ("organisation: M # and N\nmarking: TLP:AMBER\n", "text-cut-by-#"),
        ("format: 2\norganisation: M\nmarking: TLP:AMBER\n", "unknown-format"),
        ("languages: [english]\norganisation: M\nmarking: TLP:AMBER\n", "bad-language"),
        ("languages: [en_GB]\norganisation: M\nmarking: TLP:AMBER\n", "bad-language"),
        ("languages: [en, ua]\norganisation: M\nmarking: TLP:AMBER\n", "bad-language"),
        ("languages: [en, ar]\norganisation: M\nmarking: TLP:AMBER\n", "right-to-left-language"),
        ("", "not-a-project"),
        ("- a\n", "not-a-project"),
        ("a: [\n", "unclosed-bracket"),
    ],
)
def test_faulty_settings_are_the_only_fault_reported(tmp_path: Path, settings_text: str, code: str) -> None:
    loaded = load(tmp_path, settings=settings_text)
    assert [c for c, _ in found(loaded)] == [code]
    assert len(loaded.corpus.records) == 3


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        ("0", "write 'format: 1'"),
        ("-1", "write 'format: 1'"),
        ("2", "install a newer version of policybrief"),
        ("12", "install a newer version of policybrief"),
    ],
)
def test_another_format_is_an_error_with_its_place_and_remedy(
    tmp_path: Path, number: str, remedy: str
) -> None:
    loaded = load(tmp_path, settings=SETTINGS.replace("format: 1", f"format: {number}"))
    (fault,) = loaded.diagnostics
    assert (fault.code, fault.severity, str(fault.span)) == (
        "unknown-format",
        "error",
        "policybrief.yaml:1:9",
    )
    assert (
        fault.message == f"this version of policybrief reads format 1, but the project states format {number}"
    )
    assert fault.hint == remedy


@pytest.mark.parametrize("text", ["one", "1.0", "true", "[1]"])
def test_a_format_that_is_no_whole_number_is_refused(tmp_path: Path, text: str) -> None:
    loaded = load(tmp_path, settings=SETTINGS.replace("format: 1", f"format: {text}"))
    assert [(d.severity, str(d.span)) for d in loaded.diagnostics] == [("error", "policybrief.yaml:1:9")]


def test_a_project_without_settings_says_so(tmp_path: Path) -> None:
    assert [c for c, _ in found(read_project(tmp_path))] == ["unreadable-file"]


@pytest.mark.parametrize(("period", "months"), [("1 month", 1), ("18 months", 18), ("2 years", 24)])
def test_a_period_is_counted_in_months(tmp_path: Path, period: str, months: int) -> None:
    assert load(tmp_path, settings=f"{SETTINGS}review_after: {period}\n").project.review_after == months


def test_criteria_may_stand_in_the_settings(tmp_path: Path) -> None:
    write(tmp_path, {"policybrief.uk.yaml": "organisation: Міністерство\ncriteria: {cost: Видатки}\n"})
    loaded = load(tmp_path, settings=SETTINGS + "criteria:\n  cost: Cost to the budget\n  speed: Speed\n")
    assert loaded.diagnostics == ()
    criteria = loaded.corpus.of(Criterion)
    assert [c.id for c in criteria] == ["cost", "speed"]
    assert criteria[0].title.versions == (("en", "Cost to the budget"), ("uk", "Видатки"))
    assert loaded.project.organisation.in_language("uk") == ("Міністерство", "uk")
    assert str(loaded.corpus.place("speed")) == "policybrief.yaml:7:3"


# ---- briefs ----------------------------------------------------------------------------------------


def test_a_grown_brief_is_read(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        brief=BRIEF
        + """
short: Bridge
number: 7
as_of: 2026-04-01
audiences: [minister, public]
templates: [roads, finance]
languages: {minister: [en, uk], default: [en]}
bottom_line: [toll]
leave_out: say
schedule: every Monday          # or monthly
minister: {max_pages: 2, must: [toll], title: Bridge for you}
""",
    )
    assert loaded.diagnostics == ()
    (brief,) = loaded.briefs
    assert (brief.number, brief.as_of, str(brief.schedule)) == ("7", date(2026, 4, 1), "every Monday")
    assert brief.languages == (("minister", ("en", "uk")), ("public", ("en",)))
    assert (brief.bottom_line, brief.leave_out) == (("toll",), ("say",))
    assert brief.overrides("minister") == ForAudience(
        "minister", max_pages=2, must=("toll",), title=Text((("en", "Bridge for you"),))
    )
    assert brief.overrides("public") == ForAudience("public")


def test_one_list_of_languages_holds_for_all_audiences(tmp_path: Path) -> None:
    (brief,) = load(tmp_path, brief=BRIEF + "audiences: [minister, public]\nlanguages: [uk]\n").briefs
    assert brief.languages == (("minister", ("uk",)), ("public", ("uk",)))


def test_a_brief_is_translated_beside_it(tmp_path: Path) -> None:
    write(tmp_path, {"briefs/bridge.uk.yaml": "title: Міст\nminister: {title: Міст для вас}\n"})
    loaded = load(tmp_path, brief=BRIEF + "minister: {title: Bridge for you}\n")
    assert loaded.diagnostics == ()
    (brief,) = loaded.briefs
    assert brief.title.in_language("uk") == ("Міст", "uk")
    assert brief.overrides("minister").title.in_language("uk") == ("Міст для вас", "uk")
    assert brief.question.in_language("uk") == ("Should the toll stay?", "en")


@pytest.mark.parametrize(
    ("lines", "code", "place"),
    [
        ("bottom_line: [tol]", "unknown-record", "4:15"),
        ("minister: {must: [tol]}", "unknown-record", "4:19"),
        ("minister: 2", "fields-expected", "4:11"),
        ("minister: {pages: 2}", "unknown-field", "4:12"),
        ("minister: {max_pages: two}", "bad-number", "4:23"),
        ("ministr: {max_pages: 2}", "unknown-field", "4:1"),
        ("audiences: [ministers]", "unknown-audience", "4:13"),
        ("languages: [de]", "unknown-language", "4:13"),
        ("languages: {ministers: [en]}", "unknown-audience", "4:13"),
        ("as_of: 2026", "bad-date", "4:8"),
        ("short: Bridge # and road", "text-cut-by-#", "4:15"),
    ],
)
def test_a_fault_in_a_brief_has_its_place(tmp_path: Path, lines: str, code: str, place: str) -> None:
    assert found(load(tmp_path, brief=BRIEF + lines + "\n")) == [(code, f"briefs/bridge.yaml:{place}")]


def test_a_misspelt_audience_is_suggested(tmp_path: Path) -> None:
    loaded = load(tmp_path, brief=BRIEF + "ministr: {max_pages: 2}\n")
    assert [d.hint for d in loaded.diagnostics] == ["did you mean 'minister'?"]


def test_a_topic_on_which_there_is_nothing_is_never_an_empty_brief(tmp_path: Path) -> None:
    assert found(load(tmp_path, brief=BRIEF.replace("[bridge]", "[brigde]"))) == [
        ("unknown-topic", "briefs/bridge.yaml:3:10")
    ]
    write(tmp_path, {"briefs/tunnel.yaml": "title: The tunnel\n", "briefs/bridge.yaml": BRIEF})
    assert found(read_project(tmp_path)) == [("unknown-topic", "briefs/tunnel.yaml:1:1")]


def test_a_brief_without_a_title_is_none(tmp_path: Path) -> None:
    loaded = load(tmp_path, brief="question: Why?\n")
    assert (loaded.briefs, [c for c, _ in found(loaded)]) == ((), ["missing-field"])


# ---- dossiers and translations on disk -------------------------------------------------------------


def test_dossiers_are_found_in_folders_below_and_in_order(tmp_path: Path) -> None:
    more = "actors:\n  {}: Some Body\n"
    write(
        tmp_path,
        {f"briefs/records/{name}.yaml": more.format(name[-2:]) for name in ("z/aa", "people-bb", "a/cc")},
    )
    write(tmp_path, {"briefs/records/.hidden.yaml": "nonsense"})
    loaded = load(tmp_path)
    assert loaded.diagnostics == ()
    assert [r.id for r in loaded.corpus.records] == ["cc", "audit", "toll", "say", "bb", "aa"]


def test_a_translation_is_put_into_its_dossier(tmp_path: Path) -> None:
    write(tmp_path, {"briefs/records/bridge.uk.yaml": "facts:\n  toll: Мито дало {number} євро.\n"})
    loaded = load(tmp_path)
    assert loaded.diagnostics == ()
    assert loaded.corpus.of(Fact)[0].text.in_language("uk") == ("Мито дало {number} євро.", "uk")


@pytest.mark.parametrize(
    ("name", "text", "code", "place"),
    [
        ("bridge.uk.yaml", "facts:\n  tol: Мито.\n", "unknown-record", "2:3"),
        ("bridge.de.yaml", "facts:\n  toll: Maut {number}.\n", "unknown-language", "1:1"),
        ("bridge.en.yaml", "facts:\n  toll: Toll {number}.\n", "unknown-language", "1:1"),
        ("tunnel.uk.yaml", "facts:\n  toll: Мито.\n", "no-original", "1:1"),
        ("bridge.uk.yaml", "facts:\n  toll: Мито: {number}.\n", "colon-in-text", "2:13"),
        ("bridge.uk.yaml", "lines:\n  say: Міст # відкрито\n", "text-cut-by-#", "2:13"),
    ],
)
def test_a_fault_in_a_translation_file_has_its_place(
    tmp_path: Path, name: str, text: str, code: str, place: str
) -> None:
    write(tmp_path, {f"briefs/records/{name}": text})
    assert found(load(tmp_path)) == [(code, f"briefs/records/{name}:{place}")]


def test_files_with_another_ending_are_pointed_out(tmp_path: Path) -> None:
    write(tmp_path, {"briefs/records/more.yml": "facts: {}\n"})
    loaded = load(tmp_path)
    assert [(d.code, d.severity) for d in loaded.diagnostics] == [("not-read", Severity.NOTE)]


def test_references_into_a_file_that_cannot_be_read_are_not_reported(tmp_path: Path) -> None:
    write(tmp_path, {"briefs/records/people.yaml": "actors:\n  mayor: The Mayor\n  clerk: [\n"})
    loaded = load(
        tmp_path,
        dossier=DOSSIER
        + "positions:\n  mayor-view: {holder: mayor, text: Keep it., source: 'audit, p. 2'}\n"
        + "  clerk-view: {holder: nobody, text: Drop it., source: 'audit, p. 3'}\n",
    )
    assert [c for c, _ in found(loaded)] == ["unknown-record", "unclosed-bracket"]
    assert "mayor" in loaded.corpus.broken


@pytest.mark.parametrize("content", ["", "<html>Not found</html>\n", '{"message": "Not found"}\n'])
def test_of_a_dossier_that_is_none_not_every_missing_record_is_reported(tmp_path: Path, content: str) -> None:
    loaded = load(tmp_path, dossier=content, brief=BRIEF + "bottom_line: [income]\n")
    assert found(loaded) == [("not-a-dossier", "briefs/records/bridge.yaml:1:1")]


def test_faults_of_all_files_come_in_the_order_of_places(tmp_path: Path) -> None:
    loaded = load(
        tmp_path, dossier=DOSSIER.replace("audit, p. 14", "audti, p. 14"), brief=BRIEF + "as_of: soon\n"
    )
    assert found(loaded) == [
        ("bad-date", "briefs/bridge.yaml:4:8"),
        ("unknown-record", "briefs/records/bridge.yaml:7:13"),
    ]


def test_a_clone_with_windows_line_ends_reads_the_same(tmp_path: Path) -> None:
    plain = load(tmp_path / "a")
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    for path in (tmp_path / "b").rglob("*.yaml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    other = read_project(tmp_path / "b")
    assert other.diagnostics == ()
    assert (other.corpus, other.briefs, other.project) == (plain.corpus, plain.briefs, plain.project)


# ---- typos -----------------------------------------------------------------------------------------

FIELDS = [
    (number, line) for number, line in enumerate(DOSSIER.lstrip("\n").split("\n")) if line.startswith("    ")
]


@pytest.mark.parametrize(("number", "line"), FIELDS)
def test_a_typo_of_one_letter_in_a_field_is_reported_at_its_line(
    tmp_path: Path, number: int, line: str
) -> None:
    lines = DOSSIER.lstrip("\n").split("\n")
    key = line.split(":")[0]
    lines[number] = line.replace(key, key[:5] + key[6:], 1)
    loaded = load(tmp_path, dossier="\n".join(lines))
    assert f"briefs/records/bridge.yaml:{number + 1}:5" in [place for _, place in found(loaded)]


MUTATIONS = st.lists(
    st.tuples(
        st.integers(0, len(DOSSIER) - 1),
        st.sampled_from([*"abz 0:#-?!&*[]{}'\"|>%@`,\n\t\u00a0~.", "", "\n  ", ": ", "\n\n", "  "]),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=tries(250), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MUTATIONS, st.sampled_from(["settings", "dossier", "brief"]))
def test_whatever_is_typed_is_read_or_explained(
    tmp_path: Path, changes: list[tuple[int, str, bool]], where: str
) -> None:
    text = {"settings": SETTINGS, "dossier": DOSSIER, "brief": BRIEF}[where]
    for position, typed, instead in changes:
        at = position % len(text)
        text = text[:at] + typed + text[at + instead :]
    loaded = load(tmp_path, **{where: text})
    for diagnostic in loaded.diagnostics:
        assert diagnostic.message
        assert diagnostic.span is not None
        shown = loaded.text_of(diagnostic.span.path).split("\n")
        assert 1 <= diagnostic.span.line <= len(shown)
        assert 1 <= diagnostic.span.column <= len(shown[diagnostic.span.line - 1]) + 1


_EDITS = st.sampled_from(
    [
        ("briefs/records/bridge.yaml", DOSSIER.replace("4100000", "4200000")),
        ("briefs/records/bridge.yaml", DOSSIER.replace("audit, p. 14", "gone, p. 14")),
        ("briefs/records/bridge.yaml", DOSSIER + "  say: twice"),
        ("briefs/records/bridge.yaml", DOSSIER),
        ("briefs/records/bridge.uk.yaml", "lines:\n  say: Міст відкрито.\n"),
        ("briefs/records/bridge.uk.yaml", "lines:\n  nobody: Міст відкрито.\n"),
        ("briefs/records/bridge.uk.yaml", ""),
        ("briefs/records/more.yaml", "facts:\n  toll: {text: Again., source: 'audit, p. 1'}\n"),
        ("briefs/records/more.yaml", "lines:\n  other: We listen.\n"),
        ("briefs/records/more.yaml", ""),
        ("briefs/bridge.yaml", BRIEF + "bottom_line: [toll]\n"),
        ("briefs/bridge.yaml", BRIEF),
        ("policybrief.yaml", SETTINGS.replace("TLP:AMBER ", "TLP:RED ")),
        ("policybrief.yaml", SETTINGS.replace("[en, uk]", "[en]")),
        ("policybrief.yaml", SETTINGS),
    ]
)
"""(file, what somebody writes into it; nothing: takes it away)."""


@given(edits=st.lists(_EDITS, min_size=1, max_size=6))
@settings(max_examples=tries(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_project_read_again_is_what_it_would_be_if_read_for_the_first_time(
    tmp_path: Path, edits: list[tuple[str, str]]
) -> None:
    root = tmp_path / "project"
    shutil.rmtree(root, ignore_errors=True)
    load(root)
    reader = Reader(root)
    reader.read()
    for name, text in edits:
        if text:
            (root / name).write_text(text, encoding="utf-8")
        else:
            (root / name).unlink(missing_ok=True)
        assert reader.read() == read_project(root)


def test_a_file_that_did_not_change_is_not_read_anew(tmp_path: Path) -> None:
    load(tmp_path)
    (tmp_path / "briefs/records/more.yaml").write_text("lines:\n  other: We listen.\n", encoding="utf-8")
    reader = Reader(tmp_path)
    before = reader.read().corpus
    (tmp_path / "briefs/records/more.yaml").write_text("lines:\n  other: We hear.\n", encoding="utf-8")
    after = reader.read().corpus
    assert after.get("toll") is before.get("toll")
    assert after.get("other") != before.get("other")


def test_an_unknown_language_is_an_error_at_its_word_with_the_tag_that_was_meant(tmp_path: Path) -> None:
    loaded = load(tmp_path, settings=SETTINGS.replace("[en, uk]", "[en, ua]"))
    (fault,) = loaded.diagnostics
    assert (str(fault.span), fault.hint) == ("policybrief.yaml:3:17", "did you mean 'uk'?")


def test_a_language_from_right_to_left_is_refused_in_a_clear_sentence(tmp_path: Path) -> None:
    loaded = load(tmp_path, settings=SETTINGS.replace("[en, uk]", "[he]"))
    (fault,) = loaded.diagnostics
    assert str(fault.span) == "policybrief.yaml:3:13"
    assert fault.message == "papers cannot be written in Hebrew yet, because it runs from right to left"


def test_a_translation_into_a_language_with_its_region_is_read(tmp_path: Path) -> None:
    more = {
        "briefs/records/bridge.zh-Hant-TW.yaml": "sources: {audit: 年度審計}\n",
        "briefs/bridge.de-AT.yaml": "title: Die Brücke\n",
    }
    write(tmp_path, more)
    loaded = load(tmp_path, settings=SETTINGS.replace("[en, uk]", "[en, de-AT, zh-Hant-TW]"))
    assert loaded.diagnostics == ()
    assert loaded.briefs[0].title.in_language("de-AT") == ("Die Brücke", "de-AT")
    assert loaded.corpus.get("audit").title.in_language("zh-Hant-TW")[0] == "年度審計"  # type: ignore[union-attr]
