"""A bibliography is imported, and imported again: changes are listed, and edits by hand are kept."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from policybrief.cli import main
from policybrief.exchange.bibliography.bibtex import read_bibtex
from policybrief.project import LoadedProject, read_project
from policybrief.records import Source
from small import project_at
from tiers import THOROUGH

SOURCES = Path("briefs/records/sources.yaml")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    project_at(tmp_path, "facts:\n  one: {text: One fact., source: 'open-report, p. 1'}\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["import", *words], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def sources(root: Path) -> dict[str, Source]:
    loaded = read_project(root)
    assert not [d for d in loaded.diagnostics if d.severity == "error"], loaded.diagnostics
    return {source.id: source for source in loaded.corpus.of(Source)}


BIB = """@article{smith2020, title={On NATO}, author={Smith, Ann}, journal={Survival}, year=2020,
 doi={10.1234/a}}
@report{who2021, title={Report: all of it}, author={{World Bank}}, institution={NATO}, year=2021}
"""


def test_an_import_adds_sources_that_the_project_reads(root: Path) -> None:
    (root / "library.bib").write_text(BIB)
    assert "2 added to briefs/records/sources.yaml" in run("library.bib").output
    made = sources(root)
    assert made["smith2020"].container_title == "Survival"
    assert made["who2021"].author == ("World Bank",)
    assert str(made["who2021"].issued) == "2021"


@pytest.mark.parametrize(
    ("file", "library"),
    [("library.bib", "bibtexparser"), ("library.bib", "pylatexenc"), ("aid.xlsx", "openpyxl")],
)
def test_without_the_extra_for_imports_the_command_names_it(
    root: Path, monkeypatch: pytest.MonkeyPatch, file: str, library: str
) -> None:
    (root / "library.bib").write_text(BIB)
    Workbook().save(root / "aid.xlsx")
    monkeypatch.setitem(sys.modules, library, None)
    more = ["--new-map", "map.yaml"] if file == "aid.xlsx" else []
    output = run(file, *more, code=2).output
    assert f"without {library}." in output
    assert 'pip install ".[import]"' in output
    assert not (root / "briefs/records/sources.yaml").exists()


def test_without_the_extra_other_formats_are_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for library in ("bibtexparser", "pylatexenc", "openpyxl"):
        monkeypatch.setitem(sys.modules, library, None)
    (root / "library.ris").write_text("TY  - BOOK\nTI  - On NATO\nAU  - Smith, Ann\nER  - \n")
    (root / "aid.csv").write_text("text,source\nThe quay was closed.,report\n")
    assert "1 added to" in run("library.ris").output
    assert "Wrote map.yaml" in run("aid.csv", "--new-map", "map.yaml").output


def test_signs_that_nobody_sees_do_not_come_in(root: Path) -> None:
    (root / "library.bib").write_text(
        BIB.replace("On NATO", "On\u2066 NA\u00adTO\u2069").replace("Smith, Ann", "Smi\u200bth, \u202eAnn")
    )
    run("library.bib")
    made = sources(root)["smith2020"]
    assert (made.title.original(), made.author) == ("On NATO", ("Smith, Ann",))


def test_a_second_import_without_news_writes_nothing(root: Path) -> None:
    (root / "library.bib").write_text(BIB)
    run("library.bib")
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()}
    assert "2 unchanged" in run("library.bib").output
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()} == before


def test_what_changed_is_listed_and_nothing_else_in_the_file_moves(root: Path) -> None:
    (root / "library.bib").write_text(BIB)
    run("library.bib")
    text = SOURCES.read_text()
    text = text.replace("sources:", "# our sources\nowner: Planning\n\nsources:")
    text = text.replace(
        "    issued: 2020\n", "    issued: 2020   # as printed\n    grade: B\n\n    # on file\n"
    )
    SOURCES.write_bytes(text.replace("\n", "\r\n").encode())
    (root / "library.bib").write_text(
        BIB.replace("year=2020", "year=2020, month=aug").replace("{NATO}", "{EU}")
    )
    output = run("library.bib").output
    assert "smith2020  issued: 2020 → 2020-08" in output
    assert "who2021  publisher: NATO → EU" in output
    expected = text.replace("issued: 2020 ", "issued: 2020-08 ").replace("publisher: NATO", "publisher: EU")
    assert SOURCES.read_bytes() == expected.replace("\n", "\r\n").encode()


def test_a_field_edited_by_hand_stays_and_is_told_once(root: Path) -> None:
    (root / "library.bib").write_text(BIB)
    run("library.bib")
    SOURCES.write_text(SOURCES.read_text().replace("title: On NATO", "title: On the Alliance"))
    before = SOURCES.read_text()
    assert "2 unchanged" in run("library.bib").output  # the bibliography says nothing new
    (root / "library.bib").write_text(BIB.replace("On NATO", "On NATO again"))
    output = run("library.bib").output
    assert "edited by hand" in output
    assert "smith2020  title: On the Alliance → On NATO again" in output
    assert SOURCES.read_text() == before
    assert "edited by hand" not in run("library.bib").output
    run("library.bib", "--overwrite")
    assert sources(root)["smith2020"].title.original() == "On NATO again"


def test_a_field_taken_out_by_hand_stays_out(root: Path) -> None:
    (root / "library.bib").write_text(BIB)
    run("library.bib")
    SOURCES.write_text(SOURCES.read_text().replace("    container_title: Survival\n", ""))
    (root / "library.bib").write_text(BIB.replace("Survival", "Survival Today"))
    run("library.bib")
    assert sources(root)["smith2020"].container_title == ""


def test_what_the_bibliography_no_longer_has_stays(root: Path) -> None:
    (root / "library.bib").write_text(BIB)
    run("library.bib")
    (root / "library.bib").write_text(BIB.replace("journal={Survival}, ", ""))
    run("library.bib")
    assert sources(root)["smith2020"].container_title == "Survival"


def test_a_record_is_found_by_its_key_after_its_id_was_changed(root: Path) -> None:
    (root / "library.bib").write_text(BIB.replace("smith2020", "Smith_2020"))
    run("library.bib")
    assert "key: Smith_2020" in SOURCES.read_text()
    SOURCES.write_text(SOURCES.read_text().replace("smith-2020:", "our-smith:"))
    assert "2 unchanged" in run("library.bib").output or "added" not in run("library.bib").output
    assert set(sources(root)) >= {"our-smith", "who2021"}
    assert "smith-2020" not in sources(root)


def test_a_record_is_changed_in_the_dossier_that_it_was_moved_to(root: Path) -> None:
    (root / "library.bib").write_text(BIB)
    run("library.bib")
    SOURCES.rename(SOURCES.with_name("moved.yaml"))
    (root / "library.bib").write_text(BIB.replace("{NATO}", "{EU}"))
    assert "who2021  publisher: NATO → EU" in run("library.bib").output
    assert not SOURCES.exists()
    assert sources(root)["who2021"].publisher.original() == "EU"


def test_a_work_is_found_by_its_doi_or_title_in_another_format(root: Path) -> None:
    (root / "library.bib").write_text(BIB)
    run("library.bib")
    ris = "TY  - JOUR\nTI  - On NATO, revised\nAU  - Smith, Ann\nPY  - 2020\nDO  - 10.1234/A\nER  - \n"
    ris += "TY  - RPRT\nTI  - Report: all of it\nAU  - World Bank\nPY  - 2021\nPB  - NATO\nER  - \n"
    (root / "library.ris").write_text(ris)
    output = run("library.ris").output
    assert "added" not in output
    assert "smith2020  title: On NATO → On NATO, revised" in output


@pytest.mark.parametrize("sign", ["\x1b[31m", "\x07", "\u200b", "\u00ad", "\u202e"])
@pytest.mark.parametrize("form", ["bib", "json"])
def test_signs_that_nobody_sees_in_a_key_leave_the_project_readable(root: Path, sign: str, form: str) -> None:
    bibtex = f"@book{{Key{sign}One, title = {{Tolls}}, year = {{2020}}}}"
    csl = json.dumps([{"id": f"Key{sign}One", "type": "book", "title": "Tolls"}], ensure_ascii=False)
    (root / f"odd.{form}").write_text(bibtex if form == "bib" else csl, encoding="utf-8")
    for outcome in ("1 added", "1 unchanged"):
        done = CliRunner().invoke(main, ["import", f"odd.{form}"])
        assert done.exit_code == 0, done.output
        assert outcome in done.output
    assert read_project(root).diagnostics == ()


def test_works_of_one_doi_with_keys_of_their_own_stay_apart(root: Path) -> None:
    (root / "b.bib").write_text(
        "@inbook{a, title={A}, doi={10.1234/x}}\n@inbook{b, title={B}, doi={10.1234/x}}\n"
    )
    assert "2 added" in run("b.bib").output
    assert "2 unchanged" in run("b.bib").output


def test_a_work_that_is_there_twice_without_a_key_is_told(root: Path) -> None:
    (root / "a.ris").write_text("TY  - BOOK\nTI  - A\nER  - \nTY  - BOOK\nTI  - A\nER  - \n")
    assert "a.ris:4" in run("a.ris").output
    assert len(sources(root)) == 2 + 1


def test_a_dry_run_writes_nothing(root: Path) -> None:
    (root / "library.bib").write_text(BIB)
    output = run("library.bib", "--dry-run").output
    assert "2 would be added" in output
    assert "smith2020  On NATO" in output
    assert not SOURCES.exists()
    assert not (root / "briefs/imported.json").exists()


def test_the_report_holds_all_that_was_not_taken_and_strict_exits_1(root: Path) -> None:
    (root / "library.bib").write_text(
        BIB + "@misc{x, note={no title}}\n@misc{y, title={Y}, abstract={long}}\n"
    )
    run("library.bib", "--report", "report.json", "--strict", code=1)
    records = json.loads((root / "report.json").read_text())["records"]
    assert [r["record"] for r in records if r["outcome"] == "added"] == ["smith2020", "who2021", "source-y"]
    left = [(r["place"], r["entry"], r.get("field")) for r in records if r["outcome"] == "not taken"]
    assert left == [("library.bib:4", "x", None), ("library.bib:5", "y", "abstract")]


@pytest.mark.parametrize("into", ["../x.yaml", "briefs/x.yaml", "/tmp/x.yaml", "sources.uk.yaml", "x.json"])
def test_new_records_go_nowhere_but_into_a_dossier(root: Path, into: str) -> None:
    (root / "library.bib").write_text(BIB)
    assert "--into" in run("library.bib", "--into", into, code=2).output


def test_a_file_that_is_no_bibliography_is_told(root: Path) -> None:
    (root / "letter.txt").write_text("Dear colleague")
    assert "unknown-format" in run("letter.txt", code=1).output
    assert "unreadable-bibliography" in run("letter.txt", "--format", "csl-json", code=1).output


def test_a_project_with_faults_is_not_added_to(root: Path) -> None:
    (root / "library.bib").write_text(BIB)
    SOURCES.write_text("sources:\n  a: {titel: x}\n")
    assert "brief check" in run("library.bib", code=2).output


MANY = 1500 if THOROUGH else 300
ODD = (
    ("van der Berg", "Jan"),
    ("de la Cruz", "María José"),
    ("Шевченко", "Тарас Григорович"),
    ("O’Brien", "Conor"),
    ("Łukasiewicz", "Żaneta"),
    ("Müller-Lüdenscheidt", "K.-H."),
    ("Ó Súilleabháin", "Seán"),
    ("World Bank", ""),
    ("Ministry of Finance, Ukraine", ""),
    ("al-Rashid", "Hārūn"),
)


@dataclass(frozen=True)
class Work:
    number: int
    title: str
    names: tuple[tuple[str, str], ...]
    issued: str

    @property
    def authors(self) -> tuple[str, ...]:
        return tuple(
            f"{family}, {given}" if given else f"{{{family}}}" if "," in family else family
            for family, given in self.names
        )


def works() -> Iterator[Work]:
    for n in range(MANY):
        names = tuple(ODD[(n * step) % len(ODD)] for step in range(1, 2 + n % 3))
        title = (
            f"Report {n}: 50% of “help” & more",
            f"Звіт № {n} про допомогу",
            f"{n} #tags {{and}} ~signs",
        )[n % 3]
        yield Work(n, title, names, ("2020", "2020-08", "2020-08-05")[n % 3])


def as_csl(made: Sequence[Work]) -> str:
    def name(family: str, given: str) -> dict[str, str]:
        return {"family": family, "given": given} if given else {"literal": family}

    return json.dumps(
        [
            {
                "id": f"key{w.number}",
                "type": "report",
                "title": w.title,
                "author": [name(*one) for one in w.names],
                "issued": {"date-parts": [[int(part) for part in w.issued.split("-")]]},
                "publisher": "НАТО",
            }
            for w in made
        ],
        ensure_ascii=False,
    )


def as_bibtex(made: Sequence[Work]) -> str:
    def tex(text: str) -> str:
        return "".join(
            {"~": r"\textasciitilde{}", "{": r"\{", "}": r"\}"}.get(c, f"\\{c}" if c in "%&#" else c)
            for c in text
        )

    def name(family: str, given: str) -> str:
        return f"{family}, {given}" if given else f"{{{family}}}"

    return "\n\n".join(
        f"@report{{key{w.number},\n  title = {{{tex(w.title)}}},\n"
        f"  author = {{{' and '.join(name(*one) for one in w.names)}}},\n"
        f"  date = {{{w.issued}}},\n  institution = {{НАТО}},\n  abstract = {{long}}\n}}"
        for w in made
    )


def as_ris(made: Sequence[Work]) -> str:
    def authors(work: Work) -> str:
        return "".join(f"AU  - {f}, {g}\r" if g else f"AU  - {f}\r" for f, g in work.names)

    return "".join(
        f"TY  - RPRT\rID  - key{w.number}\rTI  - {w.title}\r{authors(w)}DA  - {w.issued.replace('-', '/')}/\r"
        f"PB  - НАТО\rER  - \r\r"
        for w in made
    )


@pytest.mark.parametrize(("write", "suffix"), [(as_csl, "json"), (as_bibtex, "bib"), (as_ris, "ris")])
def test_many_works_with_odd_names_come_in_and_come_again(
    root: Path, write: Callable[[Sequence[Work]], str], suffix: str
) -> None:
    made = [*works()]
    (root / f"library.{suffix}").write_text(write(made))
    assert f"{MANY} added" in run(f"library.{suffix}").output
    loaded = read_project(root)
    _hold(made, loaded, ris=suffix == "ris")
    before = SOURCES.read_bytes()
    assert f"{MANY} unchanged" in run(f"library.{suffix}").output
    assert SOURCES.read_bytes() == before


def _hold(made: Sequence[Work], loaded: LoadedProject, *, ris: bool) -> None:
    for work in made:
        source = loaded.corpus.get(f"key{work.number}")
        assert isinstance(source, Source)
        authors = tuple(a.strip("{}") for a in work.authors) if ris else work.authors
        assert (source.title.original(), source.author, str(source.issued)) == (
            work.title,
            authors,
            work.issued,
        )
        assert source.publisher.original() == "НАТО"


def test_one_library_in_three_formats_is_one_set_of_records(root: Path) -> None:
    made = [*works()][:60]
    for suffix, write in (("json", as_csl), ("bib", as_bibtex)):
        (root / f"library.{suffix}").write_text(write(made))
        run(f"library.{suffix}")
    assert len(sources(root)) == 2 + 60
    assert "added" not in run("library.bib").output
    assert len(read_bibtex("x", as_bibtex(made)).entries) == 60
