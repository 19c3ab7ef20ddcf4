"""Plain English in the whole repository: words and patterns to avoid, each with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

WORDS: tuple[tuple[str, str, str], ...] = (
    (r"mend(?:s|ed|ing)?", "fix, correct", "mend the line"),
    (r"part(?:s|ed) (?:by|thousands|properties|words)", "separated by", "ids parted by commas"),
    (r"of before", "previous, earlier", "the files of before"),
    (r"at once", "immediately, together", "a project that builds at once"),
    (r"in the end", "eventually", "as members in the end"),
    (r"told", "reported, shown, listed", "two faults are told"),
    (r"tells", "shows, reports", "the ledger tells"),
    (r"tell (?:which|whether|what|how|where|who|that|apart)", "list, show, check", "Tell which are due"),
    (r"(?:say|says|said|saying) of", "say about, report", "what it says of the whole"),
    (r"(?:hold|holds|held|holding)(?: \S+){0,4} against", "check against", "hold copies against sources"),
    (r"(?:stand|stands|stood|standing) in", "is in, is used instead", "what stands in the file"),
    (r"(?:take|takes|took|taken|taking) in", "import, include", "take in sources"),
    (r"looks? whether|looked whether", "check that", "look whether it is there"),
    (r"whoever", "anyone who, people who", "whoever may, clears it"),
    (r"(?:what|that|which|has|have) moved", "changed", "what has moved since"),
    (r"faults? of (?:its|our|their|your) own", "internal error", "a fault of its own"),
    (r"single allies", "individual allies", "help from single allies"),
    (r"graver?|gravest(?!-risks)", "most serious, serious", "the gravest risk"),
    (r"rest(?:s|ed|ing)? on", "based on", "what it rests on"),
    (r"clause is called", "is invoked", "if the clause is called"),
    (r"binds? in law", "is legally binding", "a pledge that binds in law"),
    (r"hits or none", "whether or not anything is found", "exit 0, hits or none"),
    (r"\w+, for (?:it|they|he|she|there|nobody)", "because", "left out, for it is late"),
)
"""(pattern of a word, what to write instead, a phrase that must be found)."""

ALLOWED = (
    '"told"',  # a key of the JSON output, which never changes
    ".tell()",  # a method of streams
    "gravest-risks",  # the name of a section, which templates use
    '"Rests on"',  # a question made from the name of a field
    "whoever provides",  # no matter who
    "rests on published answers",  # a reason in a record of the examples, whose clearance covers it
    "positions.told-caption",  # the key of a label
    "grave:",  # ids of records in the specimen of templates
    "gravest:",
    "gravest]",
)
"""Text in which a word is a name that other files or programs use."""

NOT_YET: tuple[str, ...] = ()
"""Files whose English has not been revised yet."""

FOLDERS = ("src", "tests", "docs", "benchmarks", "tools", "templates", "briefs", ".github", ".ci")
SUFFIXES = (".py", ".md", ".yaml", ".yml", ".toml", ".txt", ".mjs", ".typ", ".sh", ".sql", "")
OTHER_LANGUAGES = re.compile(r"(?:\.|labels/|languages/)(?:de|fr|pl|uk|es)\.(?:yaml|py)$")
QUOTED = (
    "tests/test_voice.py",
    "tests/data/",
    "tests/cases/",
    "src/policybrief/designing/specimen/project/.brief/",
)
"""This list, and files that other tests compare byte by byte or that hold invented sentences."""

GAP = r"""(?:[\s#]+|\s*["']\s+[rf]{0,2}["']\s*)"""
"""Between two words: blanks, also from one line of a comment or of a joined string to the next."""


def found_anywhere(word: str) -> str:
    return rf"(?:{word})\b".replace(" ", GAP)


AVOIDED = re.compile(r"\b(?:" + "|".join(f"({found_anywhere(word)})" for word, _, _ in WORDS) + ")")


def english_files() -> Iterator[tuple[str, Path]]:
    """(path from the root, file) of every text of the repository that is English."""
    for path in sorted([*(p for folder in FOLDERS for p in (ROOT / folder).rglob("*")), *ROOT.iterdir()]):
        name = path.relative_to(ROOT).as_posix()
        is_text = path.is_file() and path.suffix in SUFFIXES and "__pycache__" not in name
        if is_text and not OTHER_LANGUAGES.search(name) and not name.startswith(QUOTED):
            yield name, path


def avoided_words(text: str) -> Iterator[tuple[int, str, str]]:
    """(line, words found, what to write instead), also where a phrase goes on in the next line."""
    for name in ALLOWED:
        text = text.replace(name, "_" * len(name))
    for match in AVOIDED.finditer(text.lower()):
        assert match.lastindex
        yield text.count("\n", 0, match.start()) + 1, match[0], WORDS[match.lastindex - 1][1]


@pytest.mark.parametrize("area", [*FOLDERS, "."])
def test_the_english_of_the_repository_is_plain(area: str) -> None:
    found = [
        f"{name}:{line}: {words!r}; write: {better}"
        for name, path in english_files()
        if name not in NOT_YET and (name.startswith(f"{area}/") or (area == "." and "/" not in name))
        for line, words, better in avoided_words(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(("word", "phrase"), [(word, phrase) for word, _, phrase in WORDS])
def test_a_word_of_the_list_is_found(word: str, phrase: str) -> None:
    [(line, found, _)] = avoided_words(f"A first line.\n# {phrase}.\n")
    assert line == 2
    assert re.search(found_anywhere(word), phrase.lower())
    assert found in phrase.lower()


def test_a_phrase_is_found_across_lines_of_a_comment_and_of_a_string() -> None:
    assert [line for line, _, _ in avoided_words("# the files of\n    # before\n")] == [1]
    assert [line for line, _, _ in avoided_words('"the files of "\n"before"')] == [1]


def test_what_is_not_revised_yet_exists_and_still_needs_it() -> None:
    texts = {name: path.read_text("utf-8") for name, path in english_files() if name in NOT_YET}
    assert [name for name in NOT_YET if not any(avoided_words(texts.get(name, "")))] == []
