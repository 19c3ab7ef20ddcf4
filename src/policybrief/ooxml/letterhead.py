"""What is known of a letterhead once it was cleaned: its parts, its page, its styles."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageSetup:
    """Paper and margins in points, from the edge of the paper (ISO/IEC 29500-1, 17.6.11 and 17.6.13)."""

    width: float = 595.3
    height: float = 841.9
    left: float = 70.85
    right: float = 70.85
    top: float = 70.85
    bottom: float = 56.7
    header: float = 35.4
    footer: float = 35.4


@dataclass(frozen=True, slots=True)
class LetterheadStyle:
    """A style of the letterhead: its id, which Word translates, and its name, which it does not."""

    id: str
    name: str
    kind: str
    """paragraph · character · table · numbering"""
    aliases: tuple[str, ...] = ()
    based_on: str = ""
    default: bool = False
    numbered: bool = False
    """True if paragraphs in it get a bullet or a number."""
    level: int = 0
    """1 to 9 for a heading, 0 for other text."""
    paragraphs: int = 0
    """How many paragraphs of the ministry's own text were in it."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """A ministry's Word file with nothing but its design: safe to build on."""

    docx: bytes
    """The clean package; its body is one empty paragraph."""
    page: PageSetup = PageSetup()
    styles: tuple[LetterheadStyle, ...] = ()
    company: str = ""
    pictures: int = 0
    """Pictures in the ministry's own text, which went with it."""

    def style(self, name: str, kind: str = "paragraph") -> LetterheadStyle | None:
        """The style called `name`, in any case, by its name or an alias.

        A built-in one is found by its German, French, Ukrainian or Polish name too.
        """
        english = _english(name)
        of_kind = [style for style in self.styles if style.kind == kind]
        for style in of_kind:
            if _english(style.name) == english:
                return style
        return next((s for s in of_kind if english in (_english(alias) for alias in s.aliases)), None)

    def default(self, kind: str = "paragraph") -> LetterheadStyle | None:
        """The style of what names none."""
        return next((style for style in self.styles if style.kind == kind and style.default), None)


def _english(name: str) -> str:
    """The name in lower case, and in English if it is a translated built-in one."""
    lower = " ".join(name.lower().split())
    stem, _, level = lower.rpartition(" ")
    if level.isdigit() and stem in _TRANSLATED:
        return f"{_TRANSLATED[stem]} {level}"
    return _TRANSLATED.get(lower, lower)


_TRANSLATED = {
    "überschrift": "heading",
    "titre": "heading",
    "заголовок": "heading",
    "nagłówek": "heading",
    "titel": "title",
    "назва": "title",
    "tytuł": "title",
    "standard": "normal",
    "звичайний": "normal",
    "normalny": "normal",
    "textkörper": "body text",
    "corps de texte": "body text",
    "основний текст": "body text",
    "tekst podstawowy": "body text",
    "beschriftung": "caption",
    "légende": "caption",
    "підпис": "caption",
    "legenda": "caption",
    "aufzählungszeichen": "list bullet",
    "liste à puces": "list bullet",
    "маркований список": "list bullet",
    "lista punktowana": "list bullet",
    "listennummer": "list number",
    "liste à numéros": "list number",
    "нумерований список": "list number",
    "lista numerowana": "list number",
    "fußnotentext": "footnote text",
    "note de bas de page": "footnote text",
    "текст виноски": "footnote text",
    "tekst przypisu dolnego": "footnote text",
    "fußnotenzeichen": "footnote reference",
    "appel note de bas de p.": "footnote reference",
    "знак виноски": "footnote reference",
    "odwołanie przypisu dolnego": "footnote reference",
    "verzeichnis": "toc",
    "tm": "toc",
    "зміст": "toc",
    "spis treści": "toc",
    "titre du document": "title",
}
