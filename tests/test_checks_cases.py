"""Every case under `cases/checks`: its folder names the rule; it fires on a record, or is quiet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from policybrief.checks import Checked, check_edition
from policybrief.diagnostics import Diagnostic
from policybrief.project import LoadedProject
from policybrief.rules import RULES
from policybrief.sections.compose import compose
from policybrief.selection import select
from policybrief.templates import Template, read_template
from small import base_template, edition_of, project_at

FOLDER = Path(__file__).parent / "cases" / "checks"
BASE = yaml.safe_load((FOLDER / "base.yaml").read_text(encoding="utf-8"))
CASES = sorted(FOLDER.glob("*/*.yaml"))
ELSEWHERE = {"page-limit"}
"""Rules that need pages: their cases stand with the layout."""

BY_TITLE = {"known-within-period", "omitted-record", "untimely-in-brief"}
"""Rules whose points give titles."""


def found_in(case: dict[str, Any], folder: Path) -> tuple[Diagnostic, ...]:
    """What the rules find in the base dossier changed as `case` says."""
    made = merged(BASE, case)
    loaded = project_at(
        folder,
        yaml.safe_dump(made["dossier"], allow_unicode=True, sort_keys=False),
        brief=yaml.safe_dump(made["brief"], allow_unicode=True),
        settings=yaml.safe_dump(made["settings"], allow_unicode=True),
        files=made.get("files"),
    )
    template = template_of(loaded)
    edition = edition_of(loaded, made["audience"], language=made["language"], as_of=str(made["as_of"]))
    selection = select(edition, loaded.corpus, loaded.project)
    composed = compose(edition, selection, project=loaded.project, template=template)
    assert composed.document is not None, composed.diagnostics
    return check_edition(
        Checked(edition, loaded.project, loaded.corpus, selection, composed.document, template)
    )


def template_of(loaded: LoadedProject) -> Template:
    if loaded.project.template == "base":
        return base_template(loaded.root)
    template, faults = read_template(loaded.project.template, loaded.root)
    assert template is not None, faults
    assert not faults
    return template


def merged(base: Any, change: Any) -> Any:
    if not (isinstance(base, dict) and isinstance(change, dict)):
        return change
    keys = [*base, *(key for key in change if key not in base)]
    both = {key: merged(base.get(key), change[key]) if key in change else base[key] for key in keys}
    return {key: value for key, value in both.items() if value is not None}


def test_the_base_of_all_cases_satisfies_every_rule(tmp_path: Path) -> None:
    assert found_in({}, tmp_path) == ()


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_case_is_found_as_it_says_and_nothing_else(path: Path, tmp_path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    found = found_in(case, tmp_path)
    fires = case.get("fires", [])
    expected = {(path.parent.name, record) for record in ([fires] if isinstance(fires, str) else fires)}
    of_interest = found if "only" not in case else [p for p in found if p.code == path.parent.name]
    assert {(point.code, point.record) for point in of_interest} == expected
    assert case.get("place", "") in " ".join(str(point.span) for point in found)
    assert case.get("hint", "") in " ".join(point.hint for point in found)
    # logs are read by more people than records: messages name ids and say our own words, or name the record
    # whose title they give, so that a log says nothing of one that not everybody may see
    assert all(point.record for point in found if point.code in BY_TITLE and "“" in point.message)
    said = " ".join(point.message + point.hint for point in found if point.code not in BY_TITLE)
    assert not [word for word in ("The toll", "deck", "costs", "Lorries", "ferry", "euros") if word in said]


def test_every_rule_has_a_case_that_fires() -> None:
    firing = {path.parent.name for path in CASES if path.stem.startswith("fires")}
    assert firing == set(RULES) - ELSEWHERE


LANGUAGES = [code for code in base_template(FOLDER).languages() if code != "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_open_point_has_words_in_every_language_of_the_base_template(language: str) -> None:
    """English drafts take the sentence of the finding itself."""
    (labels,) = (dict(words.labels) for words in base_template(FOLDER).words if words.language == language)
    missing = [
        code for code in RULES if not {f"{key}.{code}" for key in ("point", "points", "titled")} & {*labels}
    ]
    assert missing == []
