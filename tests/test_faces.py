"""The face of a room gives what it names, also where a part of the room is loaded before."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import pytest

import policybrief

FACES = [
    module.name
    for module in pkgutil.walk_packages(policybrief.__path__, "policybrief.")
    if module.ispkg and "lazy_face" in vars(import_module(module.name))
]


@pytest.mark.parametrize("face", FACES)
def test_no_name_of_a_lazy_face_is_that_of_a_module(face: str) -> None:
    """Python puts a loaded module where the face would have looked for the name."""
    package = import_module(face)
    modules = {module.name for module in pkgutil.iter_modules(package.__path__)}
    assert modules.isdisjoint(package.__all__)


@pytest.mark.parametrize("face", FACES)
def test_every_name_of_a_lazy_face_is_there(face: str) -> None:
    package = import_module(face)
    assert all(getattr(package, name) is not None for name in package.__all__)
