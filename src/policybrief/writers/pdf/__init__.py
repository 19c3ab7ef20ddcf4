"""Tagged, archival PDF: PDF/UA-1 and PDF/A-2a."""

from policybrief.writers.pdf.writing import write

__all__ = ["write"]
