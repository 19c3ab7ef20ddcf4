"""A house template: how roles look, what each audience gets, and every fixed word."""

from policybrief.templates.reading import list_templates, read_template
from policybrief.templates.template import Outline, SectionFile, Template, Words

__all__ = ["Outline", "SectionFile", "Template", "Words", "list_templates", "read_template"]
