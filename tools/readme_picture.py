"""Makes the picture at the top of README.md, docs/ministries.png: `python tools/readme_picture.py`.

It shows the first page of one brief for the Minister, in the house style of each example ministry.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "ministries.png"
EDITIONS = ("nato-support", "minister", "en")
PAGE_WIDTH, GAP, COLOURS = 620, 16, 160
"""Pixels of a page's width and of the space around pages; a palette of few colours keeps the file small."""
PAPER, EDGE = "#E9ECEF", "#B8BFC6"


def draw_picture() -> Image.Image:
    """The pages side by side, the ministries in the order of their names."""
    with tempfile.TemporaryDirectory() as folder:
        pages = [_first_page(path) for path in _papers(Path(folder))]
    height = max(page.height for page in pages)
    picture = Image.new("RGB", (GAP + len(pages) * (PAGE_WIDTH + GAP), height + 2 * GAP), PAPER)
    for place, page in enumerate(pages):
        picture.paste(page, (GAP + place * (PAGE_WIDTH + GAP), GAP))
    return picture


def save(picture: Image.Image, path: Path) -> None:
    """Write `picture` as a PNG with a palette."""
    few = picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(path, "PNG", optimize=True)


def _papers(folder: Path) -> list[Path]:
    """The PDFs that `brief build` makes of a copy of the examples in `folder`."""
    for name in ("briefs", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    for settings in ROOT.glob("policybrief*.yaml"):
        shutil.copy(settings, folder)
    command = [sys.executable, "-m", "policybrief", "build", *EDITIONS, "--format", "pdf"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return sorted((folder / "out").rglob("*.pdf"))


def _first_page(path: Path) -> Image.Image:
    document = pypdfium2.PdfDocument(path)
    try:
        page = document[0]
        drawn = page.render(scale=2 * PAGE_WIDTH / page.get_width()).to_pil().convert("RGB")
    finally:
        document.close()
    inner = PAGE_WIDTH - 2
    smaller = drawn.resize((inner, round(drawn.height * inner / drawn.width)), Image.Resampling.LANCZOS)
    return ImageOps.expand(smaller, border=1, fill=EDGE)


if __name__ == "__main__":
    save(draw_picture(), PICTURE)
