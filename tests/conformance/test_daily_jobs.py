"""The daily jobs that are written, run as both services run them for weeks: quiet, green, nothing missed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from ci_jobs import GitHub, GitLab, at, brief, city_in, git, push, record

FIRST = date(2026, 11, 2)
"""A Monday."""


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = city_in(tmp_path)
    monkeypatch.chdir(root)
    return root


def test_three_weeks_on_github(city: Path, tmp_path: Path) -> None:
    brief("ci", "github", "--install", "brief --version")
    push(city)
    service = GitHub(tmp_path, tmp_path / "remote.git")
    seen = {}
    for number in range(21):
        day = FIRST + timedelta(number)
        match f"{day:%m-%d}":
            case "11-04":  # Monday's brief shows it; nobody hears of it before
                record(city, "bridge", number=120)
                push(city, at(day))
            case "11-07" | "11-08" | "11-12":  # nobody runs at the weekend; then a Thursday is missed
                continue
            case "11-18":  # stale on Thursday, in what no due edition shows
                record(city, "canal", checked="2026-09-01")
                push(city, at(day))
        seen[f"{day:%m-%d}"] = service.schedule(at(day))
    assert {day: ran.log for day, ran in seen.items() if ran.code} == {}
    kept = {day: sorted(ran.bundles) for day, ran in seen.items() if ran.bundles}
    assert list(kept) == ["11-02", "11-05", "11-09", "11-13", "11-17", "11-19"]  # the 16th is a holiday
    assert all(bundles == ["briefs-minister", "briefs-public"] for bundles in kept.values())
    assert seen["11-09"].bundles["briefs-public"] == ["bridge-public-en.docx", "bridge-public-en.pdf"]
    changed = {day: ran.table for day, ran in seen.items() if ran.table}
    assert list(changed) == ["11-02", "11-05", "11-09"], "who reads the table reads what is new"
    assert all("~ bridge-toll" in row for row in changed["11-09"])
    assert "Nothing has changed" in seen["11-13"].summary
    assert "Nothing is due on 2026-11-04" in seen["11-04"].summary
    assert all("::" not in ran.log for ran in seen.values()), "annotations are for requests"


def test_two_weeks_on_gitlab(city: Path, tmp_path: Path) -> None:
    brief("ci", "gitlab", "--install", "brief --version")
    push(city)
    service = GitLab(tmp_path, tmp_path / "remote.git")
    monday = service.pipeline("schedule", at(date(2026, 11, 2)))
    assert (monday.code, sorted(monday.bundles)) == (0, ["briefs-minister", "briefs-public"]), monday.log
    assert monday.bundles["briefs-public"] == ["bridge-public-en.docx", "bridge-public-en.pdf"]
    assert service.pipeline("schedule", at(date(2026, 11, 3))).bundles == {}
    record(city, "bridge", number=120)
    push(city, at(date(2026, 11, 4)))
    assert (
        service.pipeline("schedule", at(date(2026, 11, 6))).bundles["briefs-minister"][0].startswith("ferry")
    )
    late = service.pipeline("schedule", at(date(2026, 11, 10)))
    assert late.code == 0
    assert all("| bridge |" in row and "~ bridge-toll" in row for row in late.table)
    git(city, "switch", "--quiet", "-c", "figure")
    record(city, "canal", number=300)
    push(city)
    ran = service.pipeline("merge_request_event", "2026-11-10T09:00:00Z", "figure")
    assert ran.code == 0, ran.log
    assert ran.bundles["briefs-public"] == ["canal-public-en.docx", "canal-public-en.pdf"]
    assert all("| canal |" in row for row in ran.table)
