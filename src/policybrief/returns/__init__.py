"""A Word file that came back → the edits in it, against the edition that it was made from."""

from policybrief.returns.edits import Edit, ReturnedFile, is_edited, read_returned_file

__all__ = ["Edit", "ReturnedFile", "is_edited", "read_returned_file"]
