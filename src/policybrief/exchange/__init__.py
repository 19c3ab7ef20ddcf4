"""What comes in from other programs and goes out to them: one module per format."""

from policybrief.exchange.entries import FIELDS, Bibliography, Entry, Unplaced, Value
from policybrief.exchange.memory import PLACE, memory_text, read_memory
from policybrief.exchange.merging import Added, Change, Merge, merge
from policybrief.exchange.reading import read_bibliography

__all__ = [
    "FIELDS",
    "PLACE",
    "Added",
    "Bibliography",
    "Change",
    "Entry",
    "Merge",
    "Unplaced",
    "Value",
    "memory_text",
    "merge",
    "read_bibliography",
    "read_memory",
]
