"""Images from outside: what is no picture, or too large a one, is refused before it is decoded."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from policybrief.images import ImageLimits, read_image
from word_files import png


def saved(image: Image.Image, kind: str, **settings: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **settings)
    return out.getvalue()


def code(content: bytes) -> str:
    picture, faults = read_image(content, path="logo.png")
    assert picture is None
    return faults[0].code


def test_a_plain_png_stays_byte_for_byte() -> None:
    content = png()
    picture, faults = read_image(content, path="logo.png")
    assert faults == ()
    assert picture is not None
    assert (picture.png, picture.width, picture.height) == (content, 40, 20)


@pytest.mark.parametrize("kind", ["JPEG", "GIF", "BMP"])
def test_other_pictures_become_png(kind: str) -> None:
    picture, _ = read_image(saved(Image.new("RGB", (8, 8), "red"), kind), path="x")
    assert picture is not None
    with Image.open(io.BytesIO(picture.png)) as image:
        assert (image.format, image.mode) == ("PNG", "RGB")


@pytest.mark.parametrize("mode", ["L", "P", "LA", "CMYK", "I;16", "1"])
def test_every_manner_of_colour_becomes_rgb(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    picture, _ = read_image(saved(Image.new(mode, (4, 4)), kind), path="x")
    assert picture is not None
    with Image.open(io.BytesIO(picture.png)) as image:
        assert image.mode == "RGB"


def test_what_is_see_through_becomes_white_or_stays_where_asked_for() -> None:
    content = saved(Image.new("RGBA", (2, 2), (255, 0, 0, 0)), "PNG")
    flat, _ = read_image(content, path="x")
    layered, _ = read_image(content, path="x", transparent=True)
    assert flat is not None
    assert layered is not None
    with Image.open(io.BytesIO(flat.png)) as image:
        assert image.getpixel((0, 0)) == (255, 255, 255)
    assert layered.png == content


def test_where_and_by_whom_a_photograph_was_taken_is_left_out() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Anna Muster")
    exif = Image.Exif()
    exif[0x010E] = "Anna Muster"
    for content in (
        png(pnginfo=notes),
        png() + b"Anna Muster",
        saved(Image.new("RGB", (8, 8)), "JPEG", exif=exif),
    ):
        assert b"Anna" in content
        picture, _ = read_image(content, path="x")
        assert picture is not None
        assert b"Anna" not in picture.png


def test_a_picture_of_a_billion_pixels_is_refused_before_it_is_decoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def decoded(*_: object) -> None:
        raise AssertionError("its pixels were decoded")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decoded)
    for width, height in ((40_000, 25_000), (8_000, 8_000), (30_000, 2)):
        header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        chunk = b"IHDR" + header
        content = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
        chunk = b"IDAT" + zlib.compress(b"\0" * 1000)
        content += struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        assert code(content) == "image-too-large"


def test_a_file_that_is_too_large_is_not_even_opened() -> None:
    picture, faults = read_image(png(), path="logo.png", limits=ImageLimits(file=50))
    assert picture is None
    assert faults[0].code == "image-too-large"


@pytest.mark.parametrize("cut", [30, 60, -400])
def test_a_picture_that_breaks_off_is_refused(cut: int) -> None:
    assert code(saved(Image.effect_noise((64, 64), 50), "PNG")[:cut]) in (
        "broken-image",
        "unknown-image-type",
    )
    assert code(saved(Image.effect_noise((64, 64), 50), "JPEG")[:300]) == "broken-image"


def test_a_png_without_its_end_is_written_anew() -> None:
    picture, _ = read_image(png()[:-12], path="x")
    assert picture is None or picture.png.endswith(png()[-12:])


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b'\xef\xbb\xbf<?xml version="1.0"?>\n<svg/>',
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>',
    ],
)
def test_a_drawing_that_could_hold_scripts_is_refused_with_a_remedy(content: bytes) -> None:
    picture, faults = read_image(content, path="templates/x/logo.svg")
    assert picture is None
    assert faults[0].code == "svg-image"
    assert faults[0].message.startswith("templates/x/logo.svg is an SVG drawing")
    assert "PNG" in faults[0].hint


@pytest.mark.parametrize("content", [b"", b"MZ\x90\0", b"%PDF-1.7", b"\x01\0\0\0 EMF", b"II*\0" + b"\0" * 40])
def test_what_is_no_such_picture_is_refused(content: bytes) -> None:
    assert code(content) == "unknown-image-type"
