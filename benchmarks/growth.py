"""What else must grow with its rows and records alone: imports, a long brief, questions about many briefs.

Usage: python benchmarks/growth.py [FEW MANY]. By default 1,250 and 5,000 rows of a table; briefs of 1,000 and
2,000 records; and projects of 50 and 200 briefs. Each command runs in a process of its own, as in `scale.py`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from scale import Run, run_brief, write_project

ROWS = (1_250, 5_000)
LONG = (1_000, 2_000)
BRIEFS = (50, 200)


def main() -> None:
    few, many = (int(word) for word in sys.argv[1:]) if len(sys.argv) > 2 else BRIEFS
    for name, found in measure(few, many).items():
        print(f"{name}: {found['value']}")


def measure(few: int = BRIEFS[0], many: int = BRIEFS[1]) -> dict[str, Any]:
    """What was measured → ratios of one run."""
    found: dict[str, float] = {}
    for ending in ("csv", "xlsx"):
        runs = [_import(rows, ending) for rows in ROWS]
        for name, (small, large) in zip(("import", "import again"), zip(*runs, strict=True), strict=True):
            found[f"{name}, {ROWS[1]:,} rows of {ending.upper()} / {ROWS[0]:,} (4 is linear)"] = (
                large.ms / small.ms
            )
        found[f"import, {ROWS[1]:,} rows of {ending.upper()}, s"] = runs[1][0].ms / 1e3
        found[f"import, {ROWS[1]:,} rows of {ending.upper()}, MB"] = runs[1][0].mb
    one, other = (_long(records) for records in LONG)
    found[f"a brief of {LONG[1]:,} records / {LONG[0]:,} (2 is linear)"] = other.ms / one.ms
    found[f"a brief of {LONG[1]:,} records, s"] = other.ms / 1e3
    of_few, of_many = _questions(few), _questions(many)
    for name, run in of_many.items():
        found[f"{name}, {many} briefs / {few} ({many / few:g} is linear)"] = run.ms / of_few[name].ms
    return {name: {"value": round(value, 2), "spread": []} for name, value in found.items()}


# ---- tables ------------------------------------------------------------------------------------------

_MAP = """
table: {head: 1}
columns: {id: Code, text: Text, number: Amount, source: Source, locator: Page}
"""


def _import(rows: int, ending: str) -> tuple[Run, Run]:
    """The import of so many rows, and of the same table again with every tenth changed."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_project(root, 1)
        (root / "map.yaml").write_text(_MAP, encoding="utf-8")
        runs = []
        for every in (0, 10):
            table = root / f"table.{ending}"
            _write_table(table, [*_rows(rows, every)])
            runs.append(run_brief(root, "import", table.name, "--map", "map.yaml", "--into", "aid.yaml"))
        return runs[0], runs[1]


def _rows(rows: int, every: int) -> Iterator[tuple[object, ...]]:
    yield "Code", "Text", "Amount", "Source", "Page"
    for row in range(rows):
        lead = "Now" if every and row % every == 0 else "So"
        yield (
            f"aid-{row}",
            f"{lead} much was given in row {row}: {{number}} euros.",
            row + 7,
            "report-0",
            row + 1,
        )


def _write_table(path: Path, rows: list[tuple[object, ...]]) -> None:
    if path.suffix == ".csv":
        lines = [
            ",".join(f'"{cell}"' if isinstance(cell, str) else str(cell) for cell in row) for row in rows
        ]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Table")
    for row in rows:
        sheet.append(row)
    book.save(path)


# ---- one long brief, and many ------------------------------------------------------------------------


def _long(records: int) -> Run:
    """The build of one brief of so many records, for one audience, in Word and PDF."""
    with tempfile.TemporaryDirectory() as folder:
        write_project(Path(folder), 1, records=records)
        return run_brief(Path(folder), "build", "topic-0", "officials")


def _questions(briefs: int) -> dict[str, Run]:
    """The commands that ask about a project of so many briefs, of which nothing is built but one."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_project(root, briefs)
        run_brief(root, "build", "topic-1")
        return {
            "list records": run_brief(root, "list", "records"),
            "omissions": run_brief(root, "omissions", "topic-1"),
            "recall": run_brief(root, "recall"),
            "trace": run_brief(root, "trace", "fact-1-3"),
            "export": run_brief(root, "export", "corpus.db"),
            "export --audience": run_brief(root, "export", "public.db", "--audience", "public", "--drafts"),
        }


if __name__ == "__main__":
    main()
