"""The picture of README.md is small, and shows the example papers as they look now."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

ROOT = Path(__file__).parents[1]
SMALL = (60, 28)
"""Pixels to which a picture is made smaller: layout and colours remain, single words do not."""
LIMIT = 55
"""Of `difference`: a line more or less stays below it, another colour or layout does not."""


def script() -> object:
    spec = spec_from_file_location("readme_picture", ROOT / "tools/readme_picture.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def difference(one: Image.Image, other: Image.Image) -> float:
    """How much two pictures differ at their worst place, of 255."""
    small = [picture.convert("RGB").resize(SMALL, Image.Resampling.BOX) for picture in (one, other)]
    return max(high for _, high in ImageStat.Stat(ImageChops.difference(*small)).extrema)


def test_the_picture_is_the_one_that_the_script_makes() -> None:
    tool = script()
    assert tool.PICTURE.stat().st_size < 250_000
    with Image.open(tool.PICTURE) as committed:
        made = tool.draw_picture()
        assert committed.size == made.size
        assert difference(committed, made) < LIMIT, "run: python tools/readme_picture.py"


def test_a_letterhead_in_another_colour_is_noticed() -> None:
    with Image.open(script().PICTURE) as committed:
        other = committed.convert("RGB")
        other.paste((18, 62, 124), (75, 75, 570, 112))
        assert difference(committed, other) > LIMIT
