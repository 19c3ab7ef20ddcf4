"""Word files on python-docx: real styles, numbering, footnotes and fields."""

from policybrief.writers.docx.word_file import write

__all__ = ["write"]
