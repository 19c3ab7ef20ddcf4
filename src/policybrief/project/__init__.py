"""A project folder: settings, briefs and records, read from disk into typed values with their faults."""

from policybrief.project.brief_files import check_brief, structure_brief
from policybrief.project.reading import Loaded, Reader, read_project
from policybrief.project.schemes import built_in, read_scheme, scheme_names
from policybrief.project.settings import BUILT_IN, structure_project

__all__ = [
    "BUILT_IN",
    "Loaded",
    "Reader",
    "built_in",
    "check_brief",
    "read_project",
    "read_scheme",
    "scheme_names",
    "structure_brief",
    "structure_project",
]
