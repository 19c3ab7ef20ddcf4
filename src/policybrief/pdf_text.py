"""The text of a PDF's pages as a reader sees it."""

from __future__ import annotations

from collections.abc import Iterator


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
            page = document[number]
            text = page.get_textpage()
            yield text.get_text_range()
            text.close()
            page.close()
    finally:
        document.close()
