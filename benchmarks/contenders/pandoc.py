"""pandoc from Markdown to Word: a program of its own, so every run is a cold one."""

from __future__ import annotations

import shutil
import subprocess

from work import Block, Paper


def prepare(papers: tuple[Paper, ...]) -> object:
    """The Markdown, which is not timed."""
    return "\n\n".join(_markdown(paper) for paper in papers)


def render(prepared: object) -> bytes:
    return subprocess.run(
        ["pandoc", "--from", "markdown", "--to", "docx", "--output", "-", "--toc"],
        input=str(prepared).encode(),
        capture_output=True,
        check=True,
    ).stdout


def version() -> str:
    if shutil.which("pandoc") is None:
        raise ImportError("pandoc is not installed (pandoc.org)")
    first = subprocess.run(["pandoc", "--version"], capture_output=True, text=True, check=True).stdout
    return first.split("\n", 1)[0]


def _markdown(paper: Paper) -> str:
    parts = [f"# {paper.title}", paper.subtitle, f"{paper.organisation} {paper.date}", paper.summary]
    notes = [f"[^{n}]: {source}" for n, source in enumerate(paper.sources, 1)]
    for title, blocks in paper.sections:
        parts.append(f"## {title}")
        parts += [_block(block) for block in blocks]
    parts += ["## Sources", *(f"({n}) {source}" for n, source in enumerate(paper.sources, 1))]
    cited = {block.cites for _, blocks in paper.sections for block in blocks}
    return "\n\n".join([*parts, *(note for n, note in enumerate(notes, 1) if n in cited)])


def _block(block: Block) -> str:
    match block.kind:
        case "heading":
            return f"### {block.text}"
        case "list":
            return "\n".join(f"- {entry}" for entry in block.entries)
        case "table":
            head, *body = ("| " + " | ".join(row) + " |" for row in block.rows)
            rule = "|" + "---|" * len(block.rows[0])
            return "\n".join([head, rule, *body, "", f": {block.text}"])
    lead = f"**{block.lead}** " if block.lead else ""
    return f"{lead}{block.text}" + (f"[^{block.cites}]" if block.cites else "")
