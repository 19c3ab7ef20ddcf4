"""The face of a room that loads a module of it when a name of that module is first asked for (PEP 562)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any


def lazy_face(package: str, /, **modules: str) -> tuple[Callable[[str], Any], tuple[str, ...]]:
    """The `__getattr__` and the `__all__` of a package.

    `modules` gives, for each module of it, the names that the package takes from there, separated by spaces.
    """
    homes = {name: module for module, names in modules.items() for name in names.split()}

    def load(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(f"{package}.{homes[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return load, tuple(homes)
