"""What a writer is advised to type in place of braces for which nothing can be printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybrief.project import read_project
from policybrief.records import BracesFault, braces_in
from small import project_at


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ("{number: bare}", "write {number.bare}"),
        ("{number bare}", "write {number.bare}"),
        ("{number: tolls}", "write {tolls.number}"),
        ("{para: tolls}", "write {tolls.paragraph}"),
        ("{ tolls . number }", "did you mean {tolls.number}?"),
        ("{Tolls}", "did you mean {tolls}?"),
        ("{{ tolls }}", "write {tolls}"),
        ("{% if tolls %}", "write {id}"),
    ],
)
def test_the_remedy_is_ready_to_copy(typed: str, remedy: str) -> None:
    with pytest.raises(BracesFault) as fault:
        braces_in(f"It is so {typed}.")
    assert fault.value.hint.startswith(remedy)


@pytest.mark.parametrize("typed", ["{tolls[2021]}", "{share(tolls)}"])
def test_no_name_is_made_up_for_what_is_no_name(typed: str) -> None:
    with pytest.raises(BracesFault) as fault:
        braces_in(f"It is so {typed}.")
    assert "did you mean" not in fault.value.hint


def test_a_number_is_asked_only_of_a_kind_that_can_have_one(tmp_path: Path) -> None:
    dossier = """
    facts: {bare: {text: The deck is worn., source: "open-report, page 1"}}
    options: {keep: {title: Keep it, baseline: true}}
    passages: {why: {section: background, text: "It is so {bare}."}}
    """
    project_at(tmp_path, dossier)
    path = tmp_path / "briefs/records/demo.yaml"
    for name, remedy in (
        ("keep", "name the fact"),
        ("open-report", "name the fact"),
        ("bare", "add 'number: …'"),
    ):
        path.write_text(dossier.replace("{bare}.", f"{{{name}.number}}."), encoding="utf-8")
        (fault,) = [d for d in read_project(tmp_path).diagnostics if d.code == "nothing-to-print"]
        assert fault.hint.startswith(remedy)
