"""A house template: how roles look, what each audience gets, and every fixed word."""

from policybrief.templates.reading import list_templates, read_template
from policybrief.templates.template import Limit, Outline, SectionFile, Template, Term, Words

__all__ = [
    "Limit",
    "Outline",
    "SectionFile",
    "Template",
    "Term",
    "Words",
    "list_templates",
    "read_template",
]
