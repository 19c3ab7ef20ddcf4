"""The text of a PDF's pages as a reader sees it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def pages_of(content: bytes) -> Iterator[str]:
    """The text of each page, from the first.

    Raises:
        ValueError: it is damaged, or locked by a password.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as fault:
        raise ValueError(str(fault)) from None
    try:
        for number in range(len(document)):
            yield _text_of(document, number)
    finally:
        document.close()


def _text_of(document: Any, number: int) -> str:
    import pypdfium2

    try:
        page = document[number]
        text = page.get_textpage()
        words: str = text.get_text_range()
    except pypdfium2.PdfiumError as fault:
        raise ValueError(f"page {number + 1}: {fault}") from None
    text.close()
    page.close()
    return words
