"""A specimen of a template: a paper with every section, block and role, and what fails when it is made."""

from policybrief.specimen.checking import check_rendering
from policybrief.specimen.composing import Specimen, specimens

__all__ = ["Specimen", "check_rendering", "specimens"]
