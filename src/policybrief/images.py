"""Bytes of an image from outside → a checked PNG without metadata, within limits; or why not."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policybrief.diagnostics import Diagnostic

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class ImageLimits:
    """The largest image that is opened: of its file in bytes, of its picture in pixels."""

    file: int = 20 << 20
    pixels: int = 40_000_000
    side: int = 20_000


LIMITS = ImageLimits()


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG that holds nothing but its picture (RGB, or RGBA where asked for), and its size in pixels."""

    png: bytes
    width: int
    height: int


def read_image(
    content: bytes, *, path: str, transparent: bool = False, limits: ImageLimits = LIMITS
) -> tuple[Picture | None, tuple[Diagnostic, ...]]:
    """The picture in a PNG, JPEG, GIF (its first frame) or BMP file, or None with the reason.

    Size and type are judged before a pixel is decoded. Metadata (place, camera, author) is left out. What is
    see-through becomes white, unless `transparent`. SVG is refused: it may hold scripts and links.
    """
    try:
        return _read(content, transparent, limits), ()
    except _Unusable as reason:
        return None, (Diagnostic(reason.code, f"{path} {reason}", hint=reason.hint),)


def pixels(png: bytes, *, most: tuple[int, int]) -> tuple[bytes, bytes, int, int]:
    """A checked PNG as rows of 8-bit RGB, its opacity (empty if nothing shows through), width and height.

    One with more than `most` pixels (width, height) is made smaller, in its proportions.
    """
    from PIL import Image

    with Image.open(io.BytesIO(png), formats=("PNG",)) as image:
        image.thumbnail(most, Image.Resampling.LANCZOS)
        opacity = image.convert("RGBA").getchannel("A").tobytes() if image.has_transparency_data else b""
        return image.convert("RGB").tobytes(), opacity, image.width, image.height


class _Unusable(Exception):
    def __init__(self, code: str, message: str, hint: str = "save it as a PNG") -> None:
        super().__init__(message)
        self.code, self.hint = code, hint


def _read(content: bytes, transparent: bool, limits: ImageLimits) -> Picture:
    if len(content) > limits.file:
        message = f"has {len(content) >> 20} MB; images may have {limits.file >> 20}"
        raise _Unusable("image-too-large", message, "save it with fewer pixels")
    if _is_svg(content):
        raise _Unusable(
            "svg-image",
            "is an SVG drawing, which may contain scripts and links; it is not used",
            "save it as a PNG, about 2000 pixels wide",
        )
    image = _decoded(content, limits)
    alpha = transparent and image.has_transparency_data
    if alpha == (image.mode == "RGBA") and image.mode in ("RGB", "RGBA") and _is_plain(content):
        return Picture(content, image.width, image.height)
    clean = _flat(image, alpha)
    written = io.BytesIO()
    clean.save(written, "PNG", compress_level=9)
    return Picture(written.getvalue(), clean.width, clean.height)


def _is_svg(content: bytes) -> bool:
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"<") and (b"<svg" in start or start.startswith((b"<?xml", b"<!DOCTYPE svg")))


def _decoded(content: bytes, limits: ImageLimits) -> Image:
    """The image with its pixels, the right way up; only what these four decoders read is tried."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit below is lower
        try:
            image: Image.Image = Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "GIF", "BMP"))
            width, height = image.size
            if width * height > limits.pixels or max(width, height) > limits.side:
                raise _too_many(f"{width} × {height}")
            image.load()
        except Image.DecompressionBombError:
            raise _too_many("too many") from None
        except UnidentifiedImageError:
            raise _Unusable("unknown-image-type", "is not a PNG, JPEG, GIF or BMP image") from None
        except (OSError, SyntaxError, ValueError, EOFError, struct.error) as fault:
            message = "is incomplete" if "truncated" in str(fault) else "is damaged"
            raise _Unusable("broken-image", message, "copy or export it again") from None
        return ImageOps.exif_transpose(image)


def _too_many(count: str) -> _Unusable:
    return _Unusable(
        "image-too-large", f"has {count} pixels", "a width of 2000 pixels is enough for any page"
    )


def _flat(image: Image, alpha: bool) -> Image:
    """The picture in 8-bit RGB or RGBA, the see-through parts white where alpha is not wanted."""
    from PIL import Image

    if image.mode.startswith("I;16"):
        image = image.point(lambda level: level / 256).convert("L")
    if not image.has_transparency_data:
        return Image.frombytes("RGB", image.size, image.convert("RGB").tobytes())
    layer = image.convert("RGBA")
    if not alpha:
        ground = Image.new("RGBA", layer.size, (255, 255, 255, 255))
        return Image.frombytes(
            "RGB", layer.size, Image.alpha_composite(ground, layer).convert("RGB").tobytes()
        )
    return Image.frombytes("RGBA", layer.size, layer.tobytes())


def _is_plain(content: bytes) -> bool:
    """True for a PNG with nothing but its picture and its resolution (ISO/IEC 15948, 5.3)."""
    if not content.startswith(b"\x89PNG\r\n\x1a\n"):
        return False
    kinds = set(_chunks(content))
    return b"IEND" in kinds and kinds <= {b"IHDR", b"pHYs", b"IDAT", b"IEND"}


def _chunks(png: bytes) -> Iterator[bytes]:
    at = 8
    while at + 8 <= len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        yield kind
        at += 12 + length
        if kind == b"IEND" and at != len(png):
            yield b"data after the end"
