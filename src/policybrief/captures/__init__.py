"""Copies of sources: kept outside of git by their hash, read as text, held against what rests on them."""

from policybrief.captures.checking import Finding, State, check_source
from policybrief.captures.reading import Captured, Unreadable, read_capture
from policybrief.captures.shelf import capture_path, keep_capture
from policybrief.captures.web import Fetched, Limits, fetch

__all__ = [
    "Captured",
    "Fetched",
    "Finding",
    "Limits",
    "State",
    "Unreadable",
    "capture_path",
    "check_source",
    "fetch",
    "keep_capture",
    "read_capture",
]
