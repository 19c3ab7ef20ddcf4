"""A house template: how roles look, what each audience gets, and every fixed word.

Loaded when first asked for: a writer wants a look and nothing of the reading of templates, half of its start.
"""

from typing import TYPE_CHECKING

from policybrief.lazy_face import lazy_face

if TYPE_CHECKING:
    from policybrief.templates.layers import list_templates, read_template
    from policybrief.templates.template import Outline, SectionFile, Template, Term, Words

__getattr__, __all__ = lazy_face(
    __name__,
    layers="list_templates read_template",
    template="Outline SectionFile Template Term Words",
)
