"""Images as PDF objects (ISO 32000-1, 8.9.5): RGB samples, and a soft mask for what shows through."""

from __future__ import annotations

import zlib
from functools import lru_cache

from policybrief.images import pixels
from policybrief.writers.pdf.objects import LEVEL, File


def image_object(file: File, png: bytes) -> int:
    """The number of the image XObject of a checked PNG."""
    colours, opacity, width, height = _packed(png)
    size = f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8"
    mask = ""
    if opacity:
        mask = f"/SMask {file.stream(opacity, f'{size}/ColorSpace/DeviceGray', packed=True)} 0 R"
    return file.stream(colours, f"{size}/ColorSpace/DeviceRGB{mask}", packed=True)


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height of a checked PNG in pixels."""
    return _packed(png)[2:]


@lru_cache(maxsize=16)
def _packed(png: bytes) -> tuple[bytes, bytes, int, int]:
    colours, opacity, width, height = pixels(png)
    packed = zlib.compress(opacity, LEVEL) if opacity else b""
    return zlib.compress(colours, LEVEL), packed, width, height
