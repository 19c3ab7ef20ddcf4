"""Images as PDF objects (ISO 32000-1, 8.9.5): RGB samples, and a soft mask for what shows through."""

from __future__ import annotations

import hashlib
import math
import zlib
from functools import lru_cache
from typing import Any

from policybrief.images import pixels
from policybrief.writers.pdf.archival_document import LEVEL, ArchivalDocument, deflated_stream

DENSITY = 600 / 72
"""Pixels a point that print can show; more would only make the file larger."""


def image_form(document: ArchivalDocument, png: bytes, *, width: float, height: float) -> str:
    """The key of the form that shows a checked PNG `width` × `height` points large; it stands there once."""
    most = (math.ceil(width * DENSITY), math.ceil(height * DENSITY))
    key = hashlib.sha256(repr((png, most)).encode()).hexdigest()[:8]
    if document.hasForm(key):
        return key
    colours, opacity, wide, high = _packed(png, most)
    size = {"Type": "/XObject", "Subtype": "/Image", "Width": wide, "Height": high, "BitsPerComponent": 8}
    mask: dict[str, Any] = {}
    if opacity:
        layer = deflated_stream(opacity, **size, ColorSpace="/DeviceGray")
        mask["SMask"] = document.Reference(layer)
    document.addForm(key, deflated_stream(colours, **size, ColorSpace="/DeviceRGB", **mask))
    return key


@lru_cache(maxsize=16)
def _packed(png: bytes, most: tuple[int, int]) -> tuple[bytes, bytes, int, int]:
    colours, opacity, width, height = pixels(png, most=most)
    packed = zlib.compress(opacity, LEVEL) if opacity else b""
    return zlib.compress(colours, LEVEL), packed, width, height
