"""The npm library docx: a Node process that makes Word files; what a paper says is handed over beforehand."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import asdict
from functools import lru_cache
from itertools import count
from pathlib import Path

from work import Paper

HERE = Path(__file__).parent
INSTALLED = HERE / "node_modules" / "docx"
_NUMBERS = count()


def prepare(papers: tuple[Paper, ...]) -> object:
    number = next(_NUMBERS)
    _ask({"id": number, "papers": [asdict(paper) for paper in papers]})
    return number


def render(prepared: object) -> bytes:
    return _ask({"id": prepared})


def version() -> str:
    if not INSTALLED.is_dir() or not shutil.which("node"):
        raise RuntimeError("npm docx is missing: npm install --prefix benchmarks/contenders docx@9")
    said = json.loads((INSTALLED / "package.json").read_text(encoding="utf-8"))
    return f"npm docx {said['version']}"


@lru_cache(maxsize=1)
def _node() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        ["node", str(HERE / "npm_docx.mjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def _ask(asked: object) -> bytes:
    node = _node()
    assert node.stdin is not None
    assert node.stdout is not None
    node.stdin.write(json.dumps(asked).encode() + b"\n")
    node.stdin.flush()
    return node.stdout.read(int.from_bytes(node.stdout.read(4), "big"))
