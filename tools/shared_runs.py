"""Lists the runs of words that YAML files share with a text: what was copied and not put in our own words.

    python tools/shared_runs.py source.txt briefs --words 5 --except names.txt

Folders are searched for YAML files; a file in another language (`x.uk.yaml`) is read with `--language uk`.
The file of exceptions has one name or fixed term a line; each counts as one word. Exit 1 if a run is found.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from policybrief.reading.yaml.parsing import parse_tree
from policybrief.reading.yaml.places import Node

_WORD = re.compile(r"\{\w+\}|[^\W_]+(?:['’ʼ][^\W_]+)*")
_LANGUAGE = re.compile(r"\.([a-z]{2,3}(?:-\w+)*)\.yaml$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a name of several words, as it is compared; and its line."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that are in the text too."""

    path: str
    line: int
    words: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {len(self.words)} words: {' '.join(self.words)}"


def words_of(text: str, names: Sequence[str], *, line: int = 1) -> tuple[Word, ...]:
    """The words of `text` without case and punctuation, with their lines; each of `names` is one."""
    found = [
        Word(
            match.group().casefold().replace("’", "'").replace("ʼ", "'"),
            line + text.count("\n", 0, match.start()),
        )
        for match in _WORD.finditer(text)
    ]
    wanted = sorted((tuple(w.text for w in words_of(name, ())) for name in names), key=len, reverse=True)
    joined: list[Word] = []
    at = 0
    while at < len(found):
        name = next((n for n in wanted if n and tuple(w.text for w in found[at : at + len(n)]) == n), ())
        joined.append(Word(" ".join(name) or found[at].text, found[at].line))
        at += len(name) or 1
    return tuple(joined)


def runs_in(words: Sequence[Word], text: Sequence[Word], *, path: str, least: int) -> Iterator[Run]:
    """The longest runs of at least `least` words that are in `text` too, in their order."""
    known = {tuple(w.text for w in text[n : n + least]) for n in range(len(text) - least + 1)}
    at = 0
    while at + least <= len(words):
        end = at + least
        while end <= len(words) and tuple(w.text for w in words[end - least : end]) in known:
            end += 1
        if end > at + least:
            yield Run(path, words[at].line, tuple(w.text for w in words[at : end - 1]))
            at = end - least
        at += 1


def values_of(path: Path, names: Sequence[str]) -> Iterator[tuple[Word, ...]]:
    """The words of each value of a YAML file, by the lines on which they are written."""
    source = path.read_text(encoding="utf-8")
    lines = source.split("\n")
    for node in _scalars(parse_tree(source).root):
        (first, column), (last, end) = node.start, node.end
        written = [*lines[first:last], lines[last][:end] if last < len(lines) else ""]
        written[0] = written[0][column:]
        yield words_of("\n".join(written), names, line=first + 1)


def _scalars(node: Node | None) -> Iterator[Node]:
    if node is None:
        return
    if node.kind == "scalar":
        yield node
    for _, value in node.pairs:
        yield from _scalars(value)
    for member in node.members:
        yield from _scalars(member)


def files_in(paths: Sequence[Path], language: str) -> Iterator[Path]:
    """The YAML files below `paths` that are in `language`: `en` if the name says none."""
    for path in paths:
        for file in sorted(path.rglob("*.yaml")) if path.is_dir() else [path]:
            match = _LANGUAGE.search(file.name) or re.fullmatch(r"([a-z]{2})\.yaml", file.name)
            if (match[1] if match else "en") == language:
                yield file


def main() -> int:
    """List the runs; 1 if there are any."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("text", type=Path, help="the text of the source")
    parser.add_argument("paths", type=Path, nargs="+", help="YAML files, or folders of them")
    parser.add_argument("--words", type=int, default=5, help="the shortest run that is listed (5)")
    parser.add_argument("--except", dest="names", type=Path, help="names and fixed terms, one a line")
    parser.add_argument("--language", default="en", help="the language of the text (en)")
    given = parser.parse_args()
    names = given.names.read_text(encoding="utf-8").splitlines() if given.names else []
    text = words_of(given.text.read_text(encoding="utf-8"), names)
    found = [
        run
        for path in files_in(given.paths, given.language)
        for words in values_of(path, names)
        for run in runs_in(words, text, path=path.as_posix(), least=given.words)
    ]
    for run in found:
        sys.stdout.write(f"{run}\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
