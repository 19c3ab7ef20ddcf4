"""Charts: a document's `Chart` and a look → one drawing of reportlab, which a writer places.

How high a chart stands follows from its kind and rows alone, so that layout needs no reportlab.
"""

from policybrief.charts.sizes import height_of

__all__ = ["height_of"]
