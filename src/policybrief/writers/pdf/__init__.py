"""Tagged, archival PDF: PDF/UA-1 and PDF/A-2a."""

from policybrief.writers.pdf.pages import lay_out

__all__ = ["lay_out"]
