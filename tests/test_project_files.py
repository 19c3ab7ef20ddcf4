"""The files of the project itself: its workflow, its hooks, its change log, its versions of Python."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from policybrief import __version__

ROOT = Path(__file__).parents[1]
WORKFLOW = ROOT / ".github" / "workflows" / "test.yml"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))


def jobs() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(WORKFLOW.read_text("utf-8"))["jobs"]
    return found


@pytest.mark.parametrize("schema", ["vendor.github-workflows", "custom.github-workflows-require-timeout"])
def test_the_workflow_fits_the_published_schema(schema: str) -> None:
    checker = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    done = subprocess.run([*checker, str(WORKFLOW)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_workflow_tests_every_system_with_every_python() -> None:
    matrix = jobs()["test"]["strategy"]["matrix"]
    assert {name.split("-")[0] for name in matrix["os"]} == {"ubuntu", "windows", "macos"}
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert PROJECT["project"]["requires-python"] == f">={matrix['python'][0]}"


def test_the_commands_of_the_workflow_exist() -> None:
    commands = [step["run"] for job in jobs().values() for step in job["steps"] if "run" in step]
    made = {target for command in commands for target in re.findall(r"\bmake ([a-z]+)", command)}
    assert {"check", "conformance", "thorough"} <= made <= TARGETS
    assert all(
        (ROOT / path).is_file() for command in commands for path in re.findall(r"tools/\w+\.py", command)
    )


def test_the_hooks_run_programs_that_make_check_installs() -> None:
    (local,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    programs = {hook["entry"].split()[0] for hook in local["hooks"]}
    assert programs == {".venv/bin/ruff", ".venv/bin/mypy", ".venv/bin/lint-imports"}
    assert re.search(r"^VENV := \.venv$", (ROOT / "Makefile").read_text("utf-8"), re.M)


def test_the_change_log_begins_with_what_is_unreleased_and_ends_with_the_first_version() -> None:
    headings = re.findall(
        r"^## \[(.+?)\](?: - (\d{4}-\d\d-\d\d))?$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M
    )
    assert headings[0] == ("Unreleased", "")
    assert __version__ in [version for version, _ in headings]
    assert headings[-1][0] == "0.1.0"
    assert all(day for _, day in headings[1:])


def wheels_tool() -> ModuleType:
    """The tool that asks pip for wheels, as a module."""
    spec = spec_from_file_location("wheels", ROOT / "tools" / "wheels.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["wheels"] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_on_platforms_has_the_platforms_that_are_asked_about() -> None:
    page, wheels = (ROOT / "docs" / "platforms.md").read_text("utf-8"), wheels_tool()
    head, _, *rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("|")]
    assert [row[0] for row in rows] == [platform.name for platform in wheels.PLATFORMS]
    assert head[1:] == [f"Python {python}" for python in wheels.PYTHONS]


def test_a_marker_is_evaluated_for_the_platform_that_is_asked_about() -> None:
    wheels = wheels_tool()
    [tzdata] = [each for each in wheels.requirements([]) if each.name == "tzdata"]
    asked = {each.name for each in wheels.PLATFORMS if wheels.applies(tzdata, each.environment("3.13"))}
    assert asked == {"Windows x86-64", "Windows ARM"}
