"""A project folder: settings, briefs and records, read from disk into typed values with their faults.

Loaded on first use: code that needs one part does not load the rest.
"""

from typing import TYPE_CHECKING

from policybrief.lazy_face import lazy_face

if TYPE_CHECKING:
    from policybrief.project.brief_files import check_brief, structure_brief
    from policybrief.project.reader import LoadedProject, Reader, read_project
    from policybrief.project.scheme_files import built_in, read_scheme, scheme_names
    from policybrief.project.settings import BUILT_IN, structure_project

__getattr__, __all__ = lazy_face(
    __name__,
    brief_files="check_brief structure_brief",
    reader="LoadedProject Reader read_project",
    scheme_files="built_in read_scheme scheme_names",
    settings="BUILT_IN structure_project",
)
