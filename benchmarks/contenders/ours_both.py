"""policybrief: one edition in both formats by one process, as `brief build` makes it."""

from __future__ import annotations

from contenders import ours_docx, ours_pdf
from work import Paper


def prepare(papers: tuple[Paper, ...]) -> object:
    return ours_docx.prepare(papers)


def render(prepared: object) -> bytes:
    """The PDF, once the Word file is made too."""
    assert ours_docx.render(prepared)
    return ours_pdf.render(prepared)


def version() -> str:
    from importlib.metadata import version

    return f"policybrief {version('policybrief')}, both formats"
