"""Texts in several languages, and what a reader of one language gets of them."""

from __future__ import annotations

from dataclasses import dataclass

from policybrief.languages.tags import fallbacks


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or phrase in one or more languages: (language, words) pairs, the original first."""

    versions: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.versions)

    def in_language(self, language: str) -> tuple[str, str]:
        """The words in `language` or what it falls back on, else in the original; with their language."""
        if not self.versions:
            return "", language
        for tag in fallbacks(language):
            for code, words in self.versions:
                if code == tag:
                    return words, code
        code, words = self.versions[0]
        return words, code

    def has(self, language: str) -> bool:
        """True if there is a version in exactly `language`."""
        return any(code == language for code, _ in self.versions)

    def serves(self, language: str) -> bool:
        """True if there is a version in `language` or in what it falls back on."""
        return any(self.has(tag) for tag in fallbacks(language))

    def original(self) -> str:
        """The words in the language of writing; "" if there are none."""
        return self.versions[0][1] if self.versions else ""

    def adding(self, language: str, words: str) -> Text:
        """The same text with a version in `language` put in (or in place of the one there was)."""
        others = tuple(pair for pair in self.versions if pair[0] != language)
        return Text((*others, (language, words)))
