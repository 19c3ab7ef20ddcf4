"""A specimen of a template: a paper with every section, block and role, and what fails when it is made."""

from policybrief.designing.specimen.papers import Specimen, specimens
from policybrief.designing.specimen.rendering_faults import check_rendering

__all__ = ["Specimen", "check_rendering", "specimens"]
