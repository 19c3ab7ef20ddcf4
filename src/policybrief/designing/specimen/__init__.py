"""A specimen of a template: a paper with every section, block and role, and what fails when it is made."""

from policybrief.designing.specimen.checking import check_rendering
from policybrief.designing.specimen.composing import Specimen, specimens

__all__ = ["Specimen", "check_rendering", "specimens"]
