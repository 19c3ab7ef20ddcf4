"""A project folder: settings, briefs and records, read from disk into typed values with their faults."""

from policybrief.project.brief_files import check_brief, structure_brief
from policybrief.project.reading import Loaded, read_project
from policybrief.project.settings import BUILT_IN, structure_project

__all__ = [
    "BUILT_IN",
    "Loaded",
    "check_brief",
    "read_project",
    "structure_brief",
    "structure_project",
]
