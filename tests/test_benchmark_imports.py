"""The modules of `benchmarks` import each other without a circle, wherever in a module an import stands."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "benchmarks"
MODULES = {
    ".".join(path.relative_to(FOLDER).with_suffix("").parts).removesuffix(".__init__"): path
    for path in FOLDER.rglob("*.py")
}


def imported(source: str) -> Iterator[str]:
    """The modules of `benchmarks` that a module names in its imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            below = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from [name for name in below if name in MODULES] or [node.module]


def test_no_module_imports_another_in_a_circle() -> None:
    graph = {name: {*imported(path.read_text("utf-8"))} for name, path in MODULES.items()}
    assert any(graph.values())
    assert len([*TopologicalSorter(graph).static_order()]) == len(MODULES)


def test_a_circle_would_be_found() -> None:
    graph = {"work": {*imported("def late():\n    import contender\n")}, "contender": {"work"}}
    with pytest.raises(CycleError):
        TopologicalSorter(graph).prepare()
