"""Writers turn a document and the look of a template into the bytes of one format."""

from policybrief.writers.formats import LAYOUT, WRITERS, Writer, formats_by_default, lay_out
from policybrief.writers.layout import Layout

__all__ = ["LAYOUT", "WRITERS", "Layout", "Writer", "formats_by_default", "lay_out"]
