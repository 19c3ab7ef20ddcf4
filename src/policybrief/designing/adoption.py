"""A ministry's Word file → the settings of a template, with what was found in it and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from policybrief.contrast import LEAST, contrast
from policybrief.designing.traits import Traits, read_traits
from policybrief.diagnostics import Diagnostic
from policybrief.images import read_image
from policybrief.ooxml.letterhead import Letterhead, LetterheadStyle
from policybrief.ooxml.letterhead_file import read_letterhead
from policybrief.reading.yaml.writing import quoted
from policybrief.templates.look import BASE_LOOK, lighter
from policybrief.templates.measures import LOGO_WIDTH, PAPERS, laid_out
from policybrief.writers.pdf.faces import families

BUILT_IN = {
    "title": "Title",
    "subtitle": "Subtitle",
    "heading": "heading 1",
    "subhead": "heading 2",
    "body": "Body Text",
    "list": "List Bullet",
    "numbered-list": "List Number",
    "caption": "caption",
    "footnote": "footnote text",
}
"""A role → the built-in style that our text is in, if the letterhead has it."""
_MILLIMETRE = 72 / 25.4
_NOT_BODY = (
    "toc",
    "header",
    "footer",
    "heading",
    "list",
    "title",
    "subtitle",
    "caption",
    "footnote",
    "table",
    "quote",
)


@dataclass(slots=True)
class Adoption:
    """A template made of a Word file: its files, its settings, and what is to be reported."""

    files: dict[str, bytes] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    """Key of `template.yaml` → its value as YAML."""
    styles: dict[str, str] = field(default_factory=dict)
    findings: list[tuple[str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    left_out: tuple[Diagnostic, ...] = ()


def adopt(content: bytes, *, path: str) -> tuple[Adoption | None, tuple[Diagnostic, ...]]:
    """The template that the Word file `content` makes, or None with the reason why it is refused."""
    letterhead, left_out = read_letterhead(content, path=path)
    if letterhead is None:
        return None, left_out
    adoption, traits = Adoption(left_out=left_out), read_traits(letterhead)
    adoption.files["letterhead.docx"] = letterhead.docx
    _take_name(adoption, letterhead)
    _take_page(adoption, letterhead)
    _take_colour(adoption, traits)
    _take_faces(adoption, traits)
    _take_logo(adoption, traits, letterhead)
    _take_styles(adoption, letterhead)
    return adoption, ()


def filled_settings(starter: str, adoption: Adoption) -> str:
    """The commented settings of the starter, with those of `adopted` in their lines."""
    lines = []
    for line in starter.splitlines():
        key, colon, rest = line.removeprefix("# ").partition(":")
        _, mark, comment = rest.rpartition("  # ")
        if colon and key in adoption.settings:
            line = f"{key}: {adoption.settings[key]}"
            lines.append(f"{line:<30} # {comment}" if mark else line)
        elif key == "accent":
            lines.append(f"# {line}" if not line.startswith("#") else line)
        else:
            lines.append(line)
    if adoption.styles:
        lines += [
            "",
            "# The styles of letterhead.docx that our text uses; all others are recognised by their names.",
            "styles:",
        ]
        lines += [f"  {role}: {quoted(name)}" for role, name in adoption.styles.items()]
    return "\n".join(lines) + "\n"


def _take_name(adoption: Adoption, letterhead: Letterhead) -> None:
    if letterhead.company:
        adoption.settings["name"] = quoted(letterhead.company)
        adoption.findings.append(("name", f"{letterhead.company}, from the file's properties"))


def _take_page(adoption: Adoption, letterhead: Letterhead) -> None:
    """Paper and margins stay in the letterhead; only where headings stand is a setting."""
    page = letterhead.page
    size = (page.width, page.height)
    paper = next((name for name, paper_size in PAPERS.items() if _close(paper_size, size)), "separate paper")
    adoption.findings.append(("paper", f"{paper}, {_mm(page.width)} × {_mm(page.height)} mm"))
    margins = (
        f"{_mm(page.left)} left, {_mm(page.right)} right, {_mm(page.top)} top, {_mm(page.bottom)} bottom"
    )
    adoption.findings.append(("margins", f"{margins} (mm)"))
    if not laid_out(BASE_LOOK.page, letterhead, paper="", margins={}, headings="").side:
        adoption.settings["headings"] = "above"
        adoption.findings.append(
            ("headings", "above their text, because the left margin has no room for them")
        )


def _take_colour(adoption: Adoption, traits: Traits) -> None:
    if not traits.accent:
        adoption.missing.append(f"a colour: there is only black and grey; {BASE_LOOK.accent} is used instead")
        return
    accent = readable(traits.accent)
    adoption.settings["accent"] = f'"{accent}"'
    line = f"{accent}, {traits.accent_of}"
    if accent != traits.accent:
        line = f"{accent}: {traits.accent}, {traits.accent_of}, made darker so that it can be read on white"
    adoption.findings.append(("accent", line))
    if traits.form:
        adoption.settings["letterhead"] = traits.form
        adoption.findings.append(("letterhead", f"{traits.form}, for PDF"))


def readable(colour: str) -> str:
    """The colour itself, or the nearest darker one that can be read on white and on its own tint."""
    while min(contrast(colour, "#FFFFFF"), contrast(colour, lighter(colour))) < LEAST:
        colour = "#" + "".join(f"{int(int(colour[at : at + 2], 16) * 0.95):02X}" for at in (1, 3, 5))
    return colour


def _take_faces(adoption: Adoption, traits: Traits) -> None:
    if not traits.face:
        adoption.missing.append("a font: the file names none")
        return
    face = nearest(traits.face, serif=traits.serif)
    adoption.settings["word_font"] = quoted(traits.face)
    adoption.settings["font"] = face
    exact = face.lower() == traits.face.lower()
    adoption.findings.append(
        ("font", traits.face + ("" if exact else f"; in PDF {face}, the nearest one available"))
    )
    if traits.heading_face:
        adoption.missing.append(
            f"{traits.heading_face} of the headings in PDF, which uses one font; Word keeps both"
        )


def nearest(face: str, *, serif: bool) -> str:
    """The bundled face that comes nearest."""
    words = face.lower()
    faces = families()
    for name in faces:
        if name.lower().split()[0] in words and name.lower().split()[-1] in words:
            return name
    if "fira" in words and "Fira GO" in faces:
        return "Fira GO"
    return "Noto Serif" if serif and "Noto Serif" in faces else "Noto Sans"


def _take_logo(adoption: Adoption, traits: Traits, letterhead: Letterhead) -> None:
    if traits.logo is None:
        where = "move it into the header in Word" if letterhead.pictures else "put logo.png in the folder"
        adoption.missing.append(f"a logo: there is no picture in the headers; {where}")
        return
    picture, _ = read_image(traits.logo.picture, path="logo")
    if picture is None:
        return
    height = min(traits.logo.height, LOGO_WIDTH * picture.height / picture.width)
    adoption.files["logo.png"] = picture.png
    if height:
        adoption.settings["logo_height"] = f"{height:.1f}"
    adoption.findings.append(
        ("logo.png", f"the first picture of the headers, {picture.width} × {picture.height} pixels")
    )


def _take_styles(adoption: Adoption, letterhead: Letterhead) -> None:
    """The styles of the ministry that our text will be in, and those that are supplied."""
    own = dict(_own_styles(letterhead))
    adoption.styles = {role: style.name for role, style in own.items()}
    built_in = [
        s.name for role, name in BUILT_IN.items() if role not in own and (s := letterhead.style(name))
    ]
    if built_in:
        adoption.findings.append(("styles", ", ".join(built_in)))
    for role, style in own.items():
        adoption.findings.append(
            ("", f"{style.name}, as {role}: {style.paragraphs} of your paragraphs use it")
        )
    missing = [name for role, name in BUILT_IN.items() if role not in own and not letterhead.style(name)]
    if missing:
        adoption.missing.append(
            f"styles that the file does not have: {', '.join(missing)}; ours are used instead, in your font"
        )


def _own_styles(letterhead: Letterhead) -> Iterator[tuple[str, LetterheadStyle]]:
    """Styles with names of the ministry's own that its text is mostly in."""
    used = sorted(
        (s for s in letterhead.styles if s.kind == "paragraph" and s.paragraphs), key=lambda s: -s.paragraphs
    )
    heading = letterhead.style("heading 1")
    if heading is None or not heading.paragraphs:
        for role, level in (("heading", 1), ("subhead", 2)):
            named = next(
                (s for s in used if s.level == level and not s.name.lower().startswith("heading")), None
            )
            if named:
                yield role, named
    text = [s for s in used if not s.level and not s.numbered and not s.name.lower().startswith(_NOT_BODY)]
    total = sum(style.paragraphs for style in text)
    if (
        text
        and not text[0].default
        and text[0].name.lower() != "body text"
        and text[0].paragraphs * 2 > total > 4
    ):
        yield "body", text[0]


def _close(paper_size: tuple[float, float], size: tuple[float, float]) -> bool:
    return all(abs(a - b) < 3 for a, b in zip(paper_size, size, strict=True))


def _mm(points: float) -> int:
    return round(points / _MILLIMETRE)
