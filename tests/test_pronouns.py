"""Pronouns at the beginning of a fact, in the languages of the labels."""

from __future__ import annotations

import pytest

from policybrief.checks.pronouns import leading_pronoun


@pytest.mark.parametrize(
    ("language", "words", "pronoun"),
    [
        ("en", "It is worn.", "It"),
        ("en", "It is meant to bring help.", "It"),
        ("en", "It is likely that the deck is worn.", ""),
        ("en", "It is hard to say.", ""),
        ("en", "IT systems are worn.", ""),
        ("en", "Items are worn.", ""),
        ("en", "These plates are worn.", "These"),
        ("en", "In the median state they hold 66.8 %.", "they"),
        ("en", "In 2019, they burned.", "they"),
        ("en", "In 2019 fires burned.", ""),
        ("en", "His Majesty’s Government agrees.", ""),
        ("en-GB", "They agree.", "They"),
        ("uk", "Ці підприємства працюють.", "Ці"),
        ("uk", "У 2019 році вони згоріли.", "вони"),
        ("uk", "Те, що міст старий, відомо.", ""),
        ("uk", "Цілі відомі.", ""),
        ("de", "Diese Platten sind alt.", "Diese"),
        ("de", "Im Jahr 2019 verbrannten sie.", "sie"),
        ("de", "Es gibt keine Fähre.", ""),
        ("de", "Es trägt die Last.", "Es"),
        ("de", "Erste Platten sind alt.", ""),
        ("fr", "Elles sont usées.", "Elles"),
        ("fr", "En 2019, ils ont brûlé.", "ils"),
        ("fr", "Il faut un bac.", ""),
        ("fr", "Ces dernières années ont été sèches.", ""),
        ("pl", "Te płyty są stare.", "Te"),
        ("pl", "Tor jest stary.", ""),
        ("cs", "To je starý most.", ""),
    ],
)
def test_the_first_word_that_points_to_another_sentence(language: str, words: str, pronoun: str) -> None:
    assert leading_pronoun(words, language) == pronoun
