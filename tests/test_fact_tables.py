"""Tables become facts, row by row; a bad row is reported with its number and the error."""

from __future__ import annotations

import csv
import datetime
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from policybrief.cli import main
from policybrief.exchange.tables.cells import InputCell, TableError, date_of, number_of, typed_cell
from policybrief.exchange.tables.column_maps import TableForm
from policybrief.exchange.tables.proposed_maps import proposed_map
from policybrief.exchange.tables.table_files import rows_of
from policybrief.project import read_project
from policybrief.records import Fact, Number
from small import project_at
from tiers import THOROUGH, tries

POINT = TableForm(decimal="point", thousands="comma", dates="month-day-year")
COMMA = TableForm(decimal="comma", thousands="point", dates="day-month-year")
BARE = TableForm()
RECORDS = Path("briefs/records")

MAP = """\
columns:
  id: Code
  text: "{Country} gave {number}."
  number: Amount
  unit: Unit
  source: Source
  locator: Page
  when: Year
"""
HEAD = ("Code", "Country", "Amount", "Unit", "Source", "Page", "Year")
ROW = ("A-1", "Poland", "12.50", "euros", "open-report", "p. 1", "2022")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    project_at(tmp_path, "facts:\n  one: {text: One fact., source: 'open-report, p. 1'}\n")
    (tmp_path / "map.yaml").write_text(MAP)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_csv(path: Path, rows: Iterable[Sequence[str]], head: Sequence[str] = HEAD) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *rows])


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["import", *words], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def facts(root: Path) -> dict[str, Fact]:
    loaded = read_project(root)
    assert not [d for d in loaded.diagnostics if d.severity == "error"], loaded.diagnostics
    return {fact.id: fact for fact in loaded.corpus.of(Fact) if fact.id != "one"}


def test_a_column_of_caveats_is_read_compared_and_written_again(root: Path) -> None:
    (root / "map.yaml").write_text(MAP.replace("columns:\n", "columns:\n  caveat: Remark\n"))
    for remark in ("Without aid in kind.", "With aid in kind."):
        write_csv(root / "aid.csv", [(*ROW, remark)], (*HEAD, "Remark"))
        run("aid.csv", "--map", "map.yaml")
        (fact,) = facts(root).values()
        assert fact.caveat.original() == remark


# ---- cells -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "form", "number"),
    [
        ("4.50", BARE, "4.50"),
        ("1 234 567", BARE, "1234567"),
        ("1\u00a0234,50", COMMA, "1234.50"),
        ("1\u202f234\u202f567,5", COMMA, "1234567.5"),
        ("1.234.567,5", COMMA, "1234567.5"),
        ("1,234,567.5", POINT, "1234567.5"),
        ("12 %", POINT, "12"),
        ("+7", POINT, "7"),
        ("−3.5", BARE, "-3.5"),
        ("'007", BARE, "007"),
        ("1'234.5", TableForm(thousands="apostrophe"), "1234.5"),
        ("0.1", BARE, "0.1"),
    ],
)
def test_a_number_keeps_the_digits_that_were_typed(typed: str, form: TableForm, number: str) -> None:
    assert Decimal(number_of(typed_cell(typed, form), form)) == Decimal(number)
    assert "." not in number or number_of(typed_cell(typed, form), form) == number


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("1,234", BARE),
        ("1.234", TableForm(decimal="comma")),
        ("12,34,567", POINT),
        ("1,23", POINT),
        ("n/a", BARE),
        ("(12)", BARE),
        ("1e5", BARE),
        ("12 Mio", BARE),
        ("١٢", BARE),
        ("1" * 60, BARE),
        ("nan", BARE),
    ],
)
def test_what_is_no_number_in_the_way_that_the_map_states_is_refused(typed: str, form: TableForm) -> None:
    with pytest.raises(ValueError, match=r"not a number|more digits"):
        number_of(typed_cell(typed, form), form)


@pytest.mark.parametrize(
    ("typed", "form", "date"),
    [
        ("2022", BARE, "2022"),
        ("2022-08", BARE, "2022-08"),
        ("2022-08-05~", BARE, "2022-08-05~"),
        ("05.08.2022", COMMA, "2022-08-05"),
        ("5/8/2022", COMMA, "2022-08-05"),
        ("8/5/2022", POINT, "2022-08-05"),
        ("08/2022", BARE, "2022-08"),
    ],
)
def test_dates_are_read_in_the_order_that_the_map_states(typed: str, form: TableForm, date: str) -> None:
    assert date_of(InputCell(typed), form) == date


@pytest.mark.parametrize("typed", ["05.08.2022", "2022-13", "2022-02-30", "soon", "45000", "Q1 2022"])
def test_a_date_that_may_be_read_in_two_ways_or_in_none_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        date_of(InputCell(typed), BARE)


def test_traps_of_spreadsheets_are_seen() -> None:
    form = TableForm(blank=("n/a",))
    assert typed_cell('="00123"', form).words == "00123"
    assert typed_cell("'=2", form).words or typed_cell("'=2", form).fault
    assert typed_cell("'Tis said", form).words == "'Tis said"
    assert typed_cell("n/a", form) == InputCell()
    assert typed_cell("a\u200b\u00adb\x00c", form).words == "ab c"
    assert typed_cell("\u2066a\u202eb\u2069 c", form).words == "ab c"
    for formula in ("=CMD|' /C calc'!A0", "=1+1", "@SUM(A1)", "+cmd|' /C'!A0", "'=1+1"):
        assert typed_cell(formula, form).fault
    assert not typed_cell("+5", form).fault
    assert not typed_cell("@ministry", form).fault


# ---- rows into dossiers ----------------------------------------------------------------------------------


def test_a_row_becomes_a_fact_that_the_project_reads(root: Path) -> None:
    write_csv(root / "aid.csv", [ROW])
    assert "1 fact added to briefs/records/aid.yaml" in run("aid.csv", "--map", "map.yaml").output
    (fact,) = facts(root).values()
    assert (fact.id, fact.text.original(), str(fact.when)) == ("a-1", "Poland gave {number}.", "2022")
    assert fact.number is not None
    assert (str(fact.number.value), fact.number.unit.original()) == ("12.50", "euros")
    assert (fact.source[0].id, fact.source[0].locator.original()) == ("open-report", "p. 1")
    assert fact.topics == ("aid",)


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("Amount", "1,234", "is not a number"),
        ("Amount", "=A1*2", "formula"),
        ("Amount", "", "number"),
        ("Country", "", "text: the cell is empty"),
        ("Country", "{x}", "is not a name that can be filled in"),
        ("Country", "{poland}", "is not a name that can be filled in"),
        ("Source", "open-raport", "did you mean 'open-report'"),
        ("Source", "", "source: the cell is empty"),
        ("Page", "", "give the place in the source"),
        ("Year", "2022-13", "no such month"),
        ("Year", "05.08.2022", "is ambiguous"),
        ("Code", "one", "is that of"),
        ("Code", "?!", "cannot be turned into an id"),
    ],
)
def test_a_bad_row_is_reported_by_its_number_and_the_others_are_imported(
    root: Path, column: str, cell: str, reason: str
) -> None:
    bad = [cell if name == column else words for name, words in zip(HEAD, ("A-2", *ROW[1:]), strict=True)]
    write_csv(root / "aid.csv", [ROW, bad, ("A-3", *ROW[1:])])
    if column == "Code" and cell == "one":
        (root / "briefs/records/demo.yaml").write_text(
            "facts:\n  two: {text: T., source: 'open-report, p. 1'}\nactors:\n  one: NATO\n"
        )
    output = " ".join(run("aid.csv", "--map", "map.yaml").output.split())
    assert "row 3" in output
    assert reason in output
    assert {"a-1", "a-3"} <= set(facts(root))
    assert "a-2" not in facts(root)
    run("aid.csv", "--map", "map.yaml", "--strict", code=1)


def test_rows_that_are_no_rows_are_told(root: Path) -> None:
    text = (
        f'{",".join(HEAD)}\n{",".join(ROW)},too,many\n\n"x"y,{",".join(ROW[1:])}\nA-4,{",".join(ROW[1:])}\n'
    )
    (root / "aid.csv").write_text(text + 'A-5,"never ends\n')
    output = run("aid.csv", "--map", "map.yaml", "--report", "report.json").output
    assert "row 2: it has more cells" in output
    assert [*facts(root)] == ["a-4"]
    reported = [r["row"] for r in json.loads((root / "report.json").read_text())["records"] if "row" in r]
    assert reported == [2, 4, 6]


def test_without_an_id_column_the_same_row_gets_the_same_id(root: Path) -> None:
    (root / "map.yaml").write_text(MAP.replace("  id: Code\n", ""))
    rows = [ROW, ("", "Німеччина", *ROW[2:]), ROW]
    write_csv(root / "aid.csv", rows)
    output = run("aid.csv", "--map", "map.yaml").output
    assert "row 4: its id" in output
    column_map = facts(root)
    assert len(column_map) == 2
    assert "2 unchanged" in run("aid.csv", "--map", "map.yaml").output
    assert [*facts(root)] == [*column_map]


def test_a_changed_table_changes_its_facts_and_leaves_what_people_edited(root: Path) -> None:
    write_csv(root / "aid.csv", [ROW, ("A-2", *ROW[1:])])
    run("aid.csv", "--map", "map.yaml")
    path = root / RECORDS / "aid.yaml"
    text = path.read_text().replace(
        '  a-2:\n    text: "Poland gave {number}."', "  # ours\n  a-2:\n    text: We gave {number}."
    )
    assert "# ours" in text
    path.write_text(text)
    write_csv(root / "aid.csv", [(*ROW[:2], "13.25", *ROW[3:]), ("A-2", "Spain", *ROW[2:])])
    output = run("aid.csv", "--map", "map.yaml").output
    assert "a-1  number: {value: 12.50, unit: euros} → {value: 13.25, unit: euros}" in output
    assert "edited by hand" in output
    assert path.read_text() == text.replace("12.50", "13.25", 1)
    assert str(facts(root)["a-1"].number) == str(
        Number(Decimal("13.25"), unit=facts(root)["a-2"].number.unit)
    )  # type: ignore[union-attr]


def test_a_dry_run_of_a_table_writes_nothing(root: Path) -> None:
    write_csv(root / "aid.csv", [ROW])
    before = sorted(root.rglob("*"))
    assert "would be added" in run("aid.csv", "--map", "map.yaml", "--dry-run").output
    assert sorted(root.rglob("*")) == before


def test_dossiers_hold_so_many_facts_and_the_last_is_filled_up(root: Path) -> None:
    write_csv(root / "aid.csv", [(f"A-{n}", *ROW[1:]) for n in range(5)])
    run("aid.csv", "--map", "map.yaml", "--per-file", "2")
    write_csv(root / "aid.csv", [(f"A-{n}", *ROW[1:]) for n in range(7)])
    run("aid.csv", "--map", "map.yaml", "--per-file", "2")
    files = {
        path.name: path.read_text().count("source: open-report") for path in (root / RECORDS).glob("aid*")
    }
    assert files == {"aid.yaml": 2, "aid-2.yaml": 2, "aid-3.yaml": 2, "aid-4.yaml": 1}
    assert {fact.topics for fact in facts(root).values()} == {("aid",)}


def test_columns_that_the_map_does_not_mention_are_listed(root: Path) -> None:
    write_csv(root / "aid.csv", [(*ROW, "x", "y")], (*HEAD, "Comment", "Draft"))
    (root / "map.yaml").write_text(MAP + "unused: [Draft]\n")
    output = run("aid.csv", "--map", "map.yaml").output
    assert "Columns not imported" in output
    assert "Comment" in output.split("\n")[0]
    assert "Draft" not in output


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("Amount\n", "Amont\n"), "unknown-column"),
        (("  source: Source\n", ""), "incomplete-map"),
        (("  unit: Unit\n", "  units: Unit\n"), "unknown-field"),
        (("  when: Year\n", "  when: Year\nfixed: {unit: euros}\n"), "incomplete-map"),
        (("columns:", "table: {decimal: dot}\ncolumns:"), "bad-choice"),
    ],
)
def test_a_map_that_does_not_fit_is_told_at_its_line(root: Path, change: tuple[str, str], code: str) -> None:
    (root / "map.yaml").write_text(MAP.replace(*change))
    write_csv(root / "aid.csv", [ROW])
    output = run("aid.csv", "--map", "map.yaml", code=1).output
    assert f"[{code}]" in output
    assert "map.yaml:" in output


def test_a_table_elsewhere_is_named_in_what_to_type_next_as_it_was_typed(root: Path) -> None:
    (root / "from others").mkdir()
    write_csv(root / "from others" / "aid.csv", [ROW])
    asked = '"from others/aid.csv"'
    assert f"brief import {asked} --new-map aid-map.yaml" in run("from others/aid.csv", code=2).output
    stated = run("from others/aid.csv", "--new-map", "aid-map.yaml").output
    assert f"brief import {asked} --map aid-map.yaml --dry-run" in stated


def test_a_table_without_a_map_is_answered_with_the_way_to_one(root: Path) -> None:
    write_csv(root / "aid.csv", [ROW])
    assert "--new-map aid-map.yaml" in run("aid.csv", code=2).output
    assert "Wrote aid-map.yaml" in run("aid.csv", "--new-map", "aid-map.yaml").output
    assert "already exists" in run("aid.csv", "--new-map", "aid-map.yaml", code=2).output
    run("aid.csv", "--map", "aid-map.yaml")
    assert [*facts(root)] == ["a-1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Код;Твердження;Сума;Джерело;Сторінка;Дата\n1;a;1.234.567,5;s;p;31.12.2022\n",
            ("semicolon", "comma", "point", "day"),
        ),
        ("code\tstatement\tamount\tdate\n1\ta\t1,234.50\t12/31/2022\n", ("tab", "point", "comma", "month")),
        ("sep=;\ncode;statement;amount\n1;a;1,5\n", ("semicolon", "comma", "none", "year")),
        ("code,statement,amount\n1,a,1234\n", ("comma", "point", "none", "year")),
        ("code|statement|amount\n1|a|1'234.5\n", ("pipe", "point", "apostrophe", "year")),
    ],
)
def test_a_new_map_states_what_the_cells_tell(tmp_path: Path, text: str, expected: tuple[str, ...]) -> None:
    (tmp_path / "t.csv").write_text(text)
    column_map = proposed_map(tmp_path / "t.csv")
    delimiter, decimal, thousands, dates = expected
    for name, words in (
        ("delimiter", delimiter),
        ("decimal", decimal),
        ("thousands", thousands),
        ("dates", dates),
    ):
        assert f"  {name}: {words}" in column_map


def test_a_table_in_another_encoding_is_refused_until_the_map_names_it(root: Path) -> None:
    text = "\n".join(",".join(row) for row in (HEAD, ("A-1", "Україна", *ROW[2:])))
    (root / "aid.csv").write_bytes(text.encode("cp1251"))
    assert "encoding: cp1251" in run("aid.csv", "--map", "map.yaml", code=1).output
    (root / "map.yaml").write_text("table: {encoding: cp1251}\n" + MAP)
    run("aid.csv", "--map", "map.yaml")
    assert facts(root)["a-1"].text.original() == "Україна gave {number}."
    (root / "wide.csv").write_bytes(text.encode("utf-16"))
    (root / "map.yaml").write_text(MAP)
    assert "1 unchanged" in run("wide.csv", "--map", "map.yaml").output


@given(st.binary(max_size=400))
@settings(max_examples=tries(60))
def test_no_bytes_make_the_reader_of_tables_fail(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("t") / "t.csv"
    for start in (b"", b"PK\x03\x04"):
        path.write_bytes(start + content)
        try:
            list(rows_of(path, BARE))
        except TableError:
            continue


# ---- workbooks -----------------------------------------------------------------------------------------


def workbook(path: Path, rows: Sequence[Sequence[Any]], head: Sequence[str] = HEAD) -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (head, *rows):
        sheet.append(list(row))
    book.save(path)
    return book


def test_a_workbook_is_read_without_the_noise_of_binary_fractions(root: Path) -> None:
    book = workbook(
        root / "aid.xlsx",
        [
            ("A-1", "Poland", 0.1 + 0.2, "euros", "open-report", "p. 1", 2022),
            ("A-2", "Spain", 0.125, None, "open-report", "p. 1", datetime.date(2022, 8, 5)),
            ("A-3", "Italy", 4100000, "euros", "open-report", "p. 1", datetime.datetime(2022, 8, 5)),
            ("A-4", "Malta", 1e-7, "euros", "open-report", "p. 1", "2022~"),
        ],
    )
    sheet = book.active
    assert sheet is not None
    sheet["C3"].number_format = "0.0%"
    sheet["G4"].number_format = "mmmm yyyy"
    book.save(root / "aid.xlsx")
    run("aid.xlsx", "--map", "map.yaml")
    column_map = facts(root)
    numbers = [column_map[f"a-{n}"].number for n in (1, 2, 3, 4)]
    assert [str(f"{n.value:f}") for n in numbers if n] == ["0.3", "12.5", "4100000", "0.0000001"]
    assert numbers[1] is not None
    assert numbers[1].unit.original() == "percent"
    assert [str(column_map[f"a-{n}"].when) for n in (1, 2, 3, 4)] == [
        "2022",
        "2022-08-05",
        "2022-08",
        "2022~",
    ]


def test_cells_of_a_workbook_that_hold_no_value_are_told(root: Path) -> None:
    book = workbook(root / "aid.xlsx", [(f"A-{n}", *ROW[1:2], n, *ROW[3:]) for n in range(1, 8)])
    sheet = book.active
    assert sheet is not None
    sheet["C2"] = "=1+1"
    sheet["C3"] = "#REF!"
    sheet["G4"] = datetime.date(1905, 7, 14)
    sheet.merge_cells("E5:E6")
    sheet["G7"] = datetime.time(12, 30)
    book.save(root / "aid.xlsx")
    output = " ".join(run("aid.xlsx", "--map", "map.yaml").output.split())
    for row, words in (
        (2, "a formula without its value"),
        (3, "the error #REF!"),
        (4, "the date format of the number 2022"),
        (6, "merged with the cell in row 5"),
        (7, "a time of day"),
    ):
        assert f"row {row}: " in output
        assert words in output
    assert [*facts(root)] == ["a-4", "a-7"]


def test_a_sheet_is_chosen_by_name_and_what_is_no_workbook_is_refused(root: Path) -> None:
    book = Workbook()
    book.create_sheet("Aid")
    for row in (("a title above",), HEAD, ROW):
        book["Aid"].append(list(row))
    book.save(root / "aid.xlsx")
    (root / "map.yaml").write_text("table: {sheet: Aid, head: 2}\n" + MAP)
    run("aid.xlsx", "--map", "map.yaml")
    assert [*facts(root)] == ["a-1"]
    (root / "map.yaml").write_text("table: {sheet: Aids}\n" + MAP)
    assert "there are: Sheet, Aid" in run("aid.xlsx", "--map", "map.yaml", code=1).output
    for content, words in ((b"PK\x03\x04junk", "damaged"), (b"\xd0\xcf\x11\xe0old", "save it as .xlsx")):
        (root / "bad.xlsx").write_bytes(content)
        assert words in run("bad.xlsx", "--map", "map.yaml", code=1).output


# ---- tables of real size -------------------------------------------------------------------------------


def many(number: int) -> Iterable[tuple[str, ...]]:
    for n in range(number):
        amount = "none" if n % 1000 == 500 else f"{n},{n % 10}5"
        yield (
            f"R-{n}",
            f"Країна «{n % 40}» & co",
            amount,
            "тис. євро",
            "open-report",
            f"p. {n}",
            f"{2000 + n % 26}",
        )


RUN = """
import sys
from policybrief.cli import main
main(sys.argv[1:], standalone_mode=False)
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
"""


def peak_of(folder: Path, number: int) -> tuple[int, str]:
    """The most kilobytes that an import of so many rows takes, and what it says."""
    write_csv(folder / "t.csv", many(number))
    (folder / "map.yaml").write_text("table: {decimal: comma}\n" + MAP)
    command = [sys.executable, "-c", RUN, "import", "t.csv", "--map", "map.yaml"]
    output = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
    *stated, peak = output.splitlines()
    return int(peak), "\n".join(stated)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel reports the peak memory of a process")
def test_many_rows_go_through_in_bounded_memory_and_each_reads_back(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("small")
    project_at(other, "facts:\n  one: {text: One fact., source: 'open-report, p. 1'}\n")
    count = 50_000 if THOROUGH else 10_000
    few, _ = peak_of(other, count // 10)
    most, output = peak_of(root, count)
    assert most - few < count * 0.9 * 0.5, (
        few,
        most,
    )  # half a kilobyte a row: a list of rows would take five times
    wrong = count // 1000
    assert f"{count - wrong} facts added" in output
    assert f"{wrong} rows not imported" in output
    assert f"row 502 and {wrong - 1} more: number: 'none' is not a number" in output
    column_map = facts(root)
    for n, (code, country, amount, unit, _, page, year) in enumerate(many(count)):
        if n % 1000 == 500:
            continue
        fact = column_map.pop(code.lower())
        assert fact.number is not None
        assert f"{fact.number.value:f}" == amount.replace(",", ".")
        assert (fact.text.original(), fact.number.unit.original()) == (f"{country} gave {{number}}.", unit)
        assert (fact.source[0].locator.original(), str(fact.when)) == (page, year)
    assert not column_map


@pytest.mark.parametrize("code", ["null", "true", "FALSE", "7"])
def test_an_id_that_yaml_reads_otherwise_gets_another_and_the_project_can_be_read(
    root: Path, code: str
) -> None:
    write_csv(root / "aid.csv", [(code, *ROW[1:])])
    run("aid.csv", "--map", "map.yaml")
    assert len(facts(root)) == 1
