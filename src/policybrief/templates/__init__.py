"""A house template: how roles look, what each audience gets, and every fixed word.

Loaded when first asked for: a writer wants a look and nothing of the reading of templates, half of its start.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policybrief.templates.layers import list_templates, read_template
    from policybrief.templates.template import Outline, SectionFile, Template, Term, Words

__all__ = [
    "Outline",
    "SectionFile",
    "Template",
    "Term",
    "Words",
    "list_templates",
    "read_template",
]


def __getattr__(name: str) -> Any:
    """A name of this package (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from policybrief.templates import layers, template

    value = getattr(layers if name.endswith(("_template", "_templates")) else template, name)
    globals()[name] = value
    return value
