"""Images as PDF objects (ISO 32000-1, 8.9.5): RGB samples, and a soft mask for what shows through."""

from __future__ import annotations

import math
import zlib
from functools import lru_cache

from policybrief.images import pixels
from policybrief.writers.pdf.objects import LEVEL, File

DENSITY = 600 / 72
"""Pixels a point that print can show; more would only make the file larger."""


def image_object(file: File, png: bytes, *, width: float, height: float) -> int:
    """The number of the image XObject of a checked PNG that is shown `width` × `height` points large."""
    most = (math.ceil(width * DENSITY), math.ceil(height * DENSITY))
    colours, opacity, wide, high = _packed(png, most)
    size = f"/Type/XObject/Subtype/Image/Width {wide}/Height {high}/BitsPerComponent 8"
    mask = ""
    if opacity:
        mask = f"/SMask {file.stream(opacity, f'{size}/ColorSpace/DeviceGray', packed=True)} 0 R"
    return file.stream(colours, f"{size}/ColorSpace/DeviceRGB{mask}", packed=True)


@lru_cache(maxsize=16)
def _packed(png: bytes, most: tuple[int, int]) -> tuple[bytes, bytes, int, int]:
    colours, opacity, width, height = pixels(png, most=most)
    packed = zlib.compress(opacity, LEVEL) if opacity else b""
    return zlib.compress(colours, LEVEL), packed, width, height
