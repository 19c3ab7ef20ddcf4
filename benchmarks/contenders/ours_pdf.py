"""policybrief: a PDF that is both PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

from contenders.trees import tree
from policybrief.files.garbage import collect_rarely
from policybrief.templates.look import BASE_LOOK
from policybrief.writers import pdf
from work import Paper

collect_rarely()  # as every process of `brief` does


def prepare(papers: tuple[Paper, ...]) -> object:
    """The tree, which for every other contender its template engine's input is."""
    return tree(papers)


def render(prepared: object) -> bytes:
    return pdf.lay_out(prepared, BASE_LOOK).draw()  # type: ignore[arg-type]


def version() -> str:
    from importlib.metadata import version

    return f"policybrief {version('policybrief')}, uharfbuzz {version('uharfbuzz')}"
