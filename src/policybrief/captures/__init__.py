"""Copies of sources: kept outside of git by their hash, read as text, compared with what cites them."""

from policybrief.captures.captured_text import CapturedText, Unreadable, read_capture
from policybrief.captures.online_status import ask_online
from policybrief.captures.source_status import SourceState, SourceStatus, check_source
from policybrief.captures.storage import capture_path, keep_capture, note_capture
from policybrief.captures.web import Fetched, RequestLimits, fetch

__all__ = [
    "CapturedText",
    "Fetched",
    "RequestLimits",
    "SourceState",
    "SourceStatus",
    "Unreadable",
    "ask_online",
    "capture_path",
    "check_source",
    "fetch",
    "keep_capture",
    "note_capture",
    "read_capture",
]
