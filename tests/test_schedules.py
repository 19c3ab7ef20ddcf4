"""On which days a brief is due: words, cron expressions, holidays, missed days; and the commands that ask."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from policybrief.cli import main
from policybrief.diagnostics import Severity
from policybrief.project import read_project
from policybrief.schedules import WEEKDAYS, due_days, is_working_day, parse_schedule

CHRISTMAS = (date(2026, 12, 25), date(2026, 12, 28))


def days(words: str, first: str, last: str, holidays: tuple[date, ...] = ()) -> list[str]:
    since = date.fromisoformat(first) - timedelta(1)
    found = due_days(parse_schedule(words), since=since, on=date.fromisoformat(last), holidays=holidays)
    return [due.day.isoformat() for due in found]


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("every Monday", ["2026-11-02", "2026-11-09", "2026-11-16"]),
        ("every Monday and Thursday", ["2026-11-02", "2026-11-05", "2026-11-09", "2026-11-12", "2026-11-16"]),
        ("every monday, Tuesday, and wednesday", [f"2026-11-{d:02}" for d in (2, 3, 4, 9, 10, 11, 16)]),
        ("every working day", [f"2026-11-{d:02}" for d in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16)]),
        ("every weekday", [f"2026-11-{d:02}" for d in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16)]),
        ("every day", [f"2026-11-{d:02}" for d in range(1, 17)]),
        ("monthly", ["2026-11-02"]),
        ("every month on the 7th", ["2026-11-09"]),
        ("0 6 * * 1", ["2026-11-02", "2026-11-09", "2026-11-16"]),
        ("*/5 3 13 * *", ["2026-11-13"]),
        ("0 6 * * SAT", ["2026-11-07", "2026-11-14"]),
    ],
)
def test_words_and_cron_texts_name_days(words: str, due: list[str]) -> None:
    assert days(words, "2026-11-01", "2026-11-16") == due


@pytest.mark.parametrize("name", WEEKDAYS)
def test_every_weekday_has_a_name(name: str) -> None:
    (day,) = days(f"every {name}", "2026-11-02", "2026-11-08")
    assert date.fromisoformat(day).strftime("%A") == name


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("every Friday", "2026-12-29"),
        ("monthly on the 25th", "2026-12-29"),
        ("monthly on the 26th", "2026-12-29"),
        ("0 6 25 12 *", "2026-12-29"),
        ("every Saturday", "2026-12-26"),
    ],
)
def test_a_holiday_moves_to_the_next_working_day(words: str, day: str) -> None:
    assert days(words, "2026-12-25", "2026-12-31", CHRISTMAS) == [day]


def test_a_shorter_month_ends_with_its_last_day() -> None:
    due = days("monthly on the 31st", "2027-01-01", "2027-06-01")
    assert due == ["2027-02-01", "2027-03-01", "2027-03-31", "2027-04-30", "2027-05-31"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("every Mondya", "there is no day of the week called 'Mondya'; did you mean 'every Monday'?"),
        ("every Munday", "did you mean 'every Monday'?"),
        ("every workng day", "did you mean 'every working day'?"),
        ("montly", "'montly' is not a schedule; did you mean 'monthly'?"),
        ("on request", "'on request' is not a schedule; write every Monday, every working day"),
        ("monthly on the 32nd", "no month has a day 32"),
        ("0 6 * *", "neither a phrase nor a cron expression with five fields"),
        ("0 25 * * 1", "the hour of the cron expression '0 25 \\* \\* 1' is impossible"),
        ("0 0 30 2 *", "is impossible"),
    ],
)
def test_what_is_no_schedule_is_said_with_what_to_write(words: str, message: str) -> None:
    with pytest.raises(ValueError, match=message.replace("?", r"\?")):
        parse_schedule(words)


forms = st.one_of(
    st.lists(st.sampled_from(WEEKDAYS), min_size=1).map(lambda names: "every " + " and ".join(names)),
    st.sampled_from(["every day", "every working day", "monthly", "0 6 1-7 * *", "30 4 * * 1-5"]),
    st.integers(1, 31).map(lambda day: f"monthly on the {day}th"),
)
some_days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(forms, st.frozensets(some_days, max_size=40), some_days, some_days)
def test_no_day_is_lost_or_doubled_wherever_the_last_run_was(words, holidays, first, second) -> None:
    start, middle = min(first, second), max(first, second)
    end, schedule = middle + timedelta(45), parse_schedule(words)

    def due(since: date, on: date) -> list[date]:
        return [found.day for found in due_days(schedule, since=since, on=on, holidays=holidays)]

    whole = due(start, end)
    assert whole == due(start, middle) + due(middle, end)
    assert whole == sorted(set(whole))
    assert not holidays.intersection(whole)


@given(forms, st.frozensets(some_days, max_size=40), some_days)
def test_each_day_that_was_moved_falls_on_a_working_day_after_it(words, holidays, first) -> None:
    for due in due_days(parse_schedule(words), since=first, on=first + timedelta(60), holidays=holidays):
        assert due.named <= due.day
        assert due.named == due.day or is_working_day(due.day, holidays)


# ---- in a project ----------------------------------------------------------------------------------

MONDAY = "2026-11-30"


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The starter, its brief due every Monday."""
    assert CliRunner().invoke(main, ["init", str(tmp_path / "demo")]).exit_code == 0
    monkeypatch.chdir(tmp_path / "demo")
    append(Path("briefs/bridge.yaml"), "schedule: every Monday\n")
    today(monkeypatch, MONDAY)
    return tmp_path / "demo"


def append(path: Path, line: str) -> None:
    path.write_text(path.read_text("utf-8") + line, encoding="utf-8")


def today(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime.fromisoformat(f"{day}T10:00Z").timestamp())))


def brief(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == code, result.output
    return result.output


def test_the_day_decides_what_is_due_and_nothing_is_remembered(demo: Path, monkeypatch) -> None:
    assert brief("due") == brief("due") == "bridge  2026-11-30  every Monday\n"
    assert brief("due", "--on", "2026-12-01") == "Nothing is due on 2026-12-01. Next: bridge, 2026-12-07.\n"
    assert not (demo / ".brief").exists()


def test_days_on_which_nobody_asked_are_caught(demo: Path) -> None:
    assert brief("due", "--on", "2026-12-01", "--since", "2026-11-27").startswith("bridge  2026-11-30")
    (found,) = json.loads(brief("due", "--format", "json", "--since", "2026-11-10"))["records"]
    assert (found["brief"], found["day"], found["missed"]) == ("bridge", MONDAY, ["2026-11-16", "2026-11-23"])
    assert "is after" in brief("due", "--since", "2027-01-01", code=2)
    assert "neither a day" in brief("due", "--since", "yesterday", code=2)
    assert brief("due", "--since", "") == brief("due")


def test_the_last_green_run_is_understood_in_the_time_zone_of_the_project(demo: Path) -> None:
    settings = Path("policybrief.yaml")
    settings.write_text(settings.read_text().replace("time_zone: UTC", "time_zone: America/Lima"))
    late = ("due", "--since", "2026-11-30T03:00:00Z")  # on Sunday evening in Lima
    assert brief(*late).startswith("bridge")
    settings.write_text(settings.read_text().replace("America/Lima", "Europe/Kyiv"))
    assert brief(*late).startswith("Nothing is due")


def test_holidays_of_the_project_move_what_is_due(demo: Path) -> None:
    append(Path("policybrief.yaml"), "holidays: [2026-11-30, 2026-12-25]\n")
    assert brief("due").startswith("Nothing is due")
    said = brief("due", "--on", "2026-12-01")
    assert said == "bridge  2026-12-01  every Monday (2026-11-30 is not a working day)\n"


@pytest.mark.parametrize(
    ("path", "line", "said"),
    [
        ("briefs/bridge.yaml", "schedule: every Mondya\n", "bad-schedule"),
        ("briefs/bridge.yaml", "schedule: [every Monday]\n", "list-as-text"),
        ("policybrief.yaml", "holidays: [2026-11-31]\n", "bad-date"),
        ("policybrief.yaml", "holiday: [2026-11-30]\n", "unknown-field"),
        ("policybrief.yaml", "holidays: UA\n", "bad-date"),
    ],
)
def test_a_fault_in_a_schedule_or_a_holiday_has_its_place(demo: Path, path, line, said) -> None:
    brief_file = demo / "briefs" / "bridge.yaml"
    brief_file.write_text(brief_file.read_text("utf-8").replace("schedule: every Monday\n", ""), "utf-8")
    append(demo / path, line)
    number = (demo / path).read_text("utf-8").count("\n")
    (fault,) = (d for d in read_project(demo).diagnostics if d.severity is Severity.ERROR)
    assert (fault.code, fault.span.path, fault.span.line) == (said, path, number)
    assert fault.hint


def test_build_due_writes_what_is_due_and_leaves_the_rest(demo: Path, monkeypatch) -> None:
    Path("briefs/other.yaml").write_text("title: Other\ntopics: [bridge]\naudiences: [public]\n")
    assert "bridge-minister-en" in (said := brief("build", "--due"))
    assert "other" not in said
    assert not Path("out/other").exists()
    brief("build")
    today(monkeypatch, "2026-12-01")
    assert brief("build", "--due").startswith("Nothing is due on 2026-12-01.")
    assert Path("out/other").exists(), "a build of what is due removes nothing"
    said = brief("build", "--due", "minister", "--since", "2026-11-29")
    assert "bridge-minister-en" in said
    assert "officials" not in said


def test_a_brief_that_cannot_be_read_is_no_silence(demo: Path) -> None:
    append(Path("briefs/bridge.yaml"), "titel: x\n")
    said = brief("build", "--due", code=1)
    assert "unknown-field" in said


UNREADABLE = [
    ("briefs/bridge.yaml", "schedule: every Monday", "schedule: every second Monday", "bad-schedule"),
    ("briefs/bridge.yaml", "schedule: every Monday", "shedule: every Monday", "unknown-field"),
    ("briefs/bridge.yaml", "schedule: every Monday", "schedule: [", "bridge.yaml"),
    ("policybrief.yaml", "time_zone: UTC", "time_zone: Europe/Bruxelles", "unknown-time-zone"),
    ("policybrief.yaml", "time_zone: UTC", "holidays: [2026-13-01]", "bad-date"),
    ("policybrief.yaml", "time_zone: UTC", "holidays: [Easter]", "bad-date"),
]


@pytest.mark.parametrize(("path", "right", "wrong", "code"), UNREADABLE)
def test_what_cannot_be_read_is_not_taken_for_a_quiet_day(demo: Path, path, right, wrong, code) -> None:
    file = demo / path
    text = file.read_text("utf-8")
    assert right in text
    file.write_text(text.replace(right, wrong), "utf-8")
    line = text[: text.index(right)].count("\n") + 1
    for command in (("due", "--on", "2026-12-01"), ("build", "--due")):
        said = brief(*command, code=1)
        assert f"{path}:{line}:" in said
        assert code in said
        assert "no brief has a schedule" not in said
    for_tools = CliRunner().invoke(main, ["due", "--format", "json"])
    assert for_tools.exit_code == 1
    assert "1 error" in for_tools.stderr
    assert "records" in json.loads(for_tools.stdout)


def test_a_fault_in_a_dossier_makes_no_day_uncertain(demo: Path) -> None:
    append(demo / "briefs/records/bridge.yaml", "nonsense: 1\n")
    assert brief("due").startswith("bridge  2026-11-30")


def test_options_that_do_not_go_together_are_refused(demo: Path) -> None:
    brief("build", "--due", "--as-of", "2026-01-01", code=2)
    brief("build", "--since", "2026-01-01", code=2)


def test_without_a_schedule_the_remedy_is_said(demo: Path) -> None:
    path = Path("briefs/bridge.yaml")
    path.write_text(path.read_text("utf-8").replace("schedule: every Monday\n", ""), encoding="utf-8")
    assert "schedule: every Monday" in brief("due")
