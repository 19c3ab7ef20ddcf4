"""What has changed between two times in records, documents and files, and why.

Each part is loaded when it is first used.
"""

from typing import TYPE_CHECKING

from policybrief.lazy_face import lazy_face

if TYPE_CHECKING:
    from policybrief.changes.comparison import (
        Comparison,
        RecordDifference,
        compare_sides,
        record_differences,
        shortened,
    )
    from policybrief.changes.edition_differences import EditionDifference, compare_editions
    from policybrief.changes.reasons import LEFT_OUT
    from policybrief.changes.sides import (
        BrokenEdition,
        Side,
        compared_sides,
        current_side,
        first_editions,
        issued_side,
    )
    from policybrief.changes.tracked_file import TrackedFile, track_changes

__getattr__, __all__ = lazy_face(
    __name__,
    comparison="Comparison RecordDifference compare_sides record_differences shortened",
    edition_differences="EditionDifference compare_editions",
    reasons="LEFT_OUT",
    sides="BrokenEdition Side compared_sides current_side first_editions issued_side",
    tracked_file="TrackedFile track_changes",
)
