"""The styles, list numbering and settings of a brief, from the template's look (ISO/IEC 29500-1, 17.7)."""

from __future__ import annotations

from policybrief.ooxml.xml import quoted
from policybrief.templates.look import BASE_LOOK, Look, TypeStyle

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

# role → style id, name, what it is based on, the style that follows
PARAGRAPHS = (
    ("title", "Title", "Title", "Normal", "BodyText"),
    ("subtitle", "Subtitle", "Subtitle", "Normal", "BodyText"),
    ("heading", "Heading1", "heading 1", "Normal", "BodyText"),
    ("subhead", "Heading2", "heading 2", "Normal", "BodyText"),
    ("subhead", "Heading3", "heading 3", "Normal", "BodyText"),
    ("body", "BodyText", "Body Text", "Normal", "BodyText"),
    ("lead", "Lead", "Lead", "Normal", "BodyText"),
    ("question", "Question", "Question", "Normal", "BodyText"),
    ("list", "ListBullet", "List Bullet", "Normal", "ListBullet"),
    ("list", "ListNumber", "List Number", "Normal", "ListNumber"),
    ("list", "ListContinue", "List Continue", "Normal", "ListContinue"),
    ("table", "TableText", "Table Text", "Normal", "TableText"),
    ("note", "TableNote", "Table Note", "Normal", "TableNote"),
    ("source", "Source", "Source", "Normal", "Source"),
    ("key-figure", "KeyFigure", "Key Figure", "Normal", "TableText"),
    ("caption", "Caption", "caption", "Normal", "BodyText"),
    ("table", "Header", "header", "Normal", "Header"),
    ("table", "Footer", "footer", "Normal", "Footer"),
    ("table", "FootnoteText", "footnote text", "Normal", "FootnoteText"),
    ("heading", "TOCHeading", "TOC Heading", "Normal", "BodyText"),
    ("body", "TOC1", "toc 1", "Normal", "BodyText"),
    ("marking", "Marking", "Marking", "Normal", "BodyText"),
)
STYLE_OF_ROLE = {role: style for role, style, *_ in reversed(PARAGRAPHS)} | {
    "numbered-list": "ListNumber",
    "footnote": "FootnoteText",
    "contents": "TOC1",
}
"""The style of each role, and of those besides that a template may give a style of its letterhead."""
BULLETS, NUMBERED, HEADINGS = 1, 2, 3
"""Numbers of the lists: with dashes, with numbers, of the headings; lists that begin at 1 again follow."""
PARAGRAPHS_LIST = 1000
"""Number of the list in which paragraphs are numbered through: beyond those of all lists that begin again."""
PARAGRAPH_STEPS = (480, 600, 760, 900)
"""Room for the number on each level of it, in twips."""
STEP = 240
"""How far a list is indented from the one around it, in twips."""
MOST_LEVELS = 4
TABLES = ("Rows", "Grid", "Map", "Decision", "Keys", "Time")


def twips(points: float) -> int:
    """Twentieths of a point."""
    return round(points * 20)


def side(look: Look) -> int:
    """The width of the left column with its gutter, in twips: how far full-width things hang out."""
    return twips(look.page.main_x)


def styles_xml(look: Look, language: str, *, numbered: bool = False) -> str:
    """The part `styles.xml`; first-level headings are `numbered` through their style if so."""
    font = quoted(look.word_font)
    ink = look.colour("ink").lstrip("#")
    return (
        f"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>"
        f"<w:rFonts w:ascii={font} w:hAnsi={font} w:eastAsia={font} w:cs={font}/>"
        f'<w:color w:val="{ink}"/><w:sz w:val="20"/><w:szCs w:val="20"/>'
        f'<w:lang w:val={quoted(language)} w:eastAsia={quoted(language)} w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        + "".join(_paragraph_style(look, *entry, numbered=numbered) for entry in PARAGRAPHS)
        # 17.9.18: the number 0 takes away the numbering of the style that it is based on
        + '<w:style w:type="paragraph" w:customStyle="1" w:styleId="HeadingPlain"><w:name w:val="Heading Plain"/>'
        '<w:basedOn w:val="Heading1"/><w:next w:val="BodyText"/><w:qFormat/>'
        '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        f'<w:rPr><w:color w:val="{look.accent.lstrip("#")}"/></w:rPr></w:style>'
        + "".join(_table_style(name) for name in TABLES)
        + "</w:styles>"
    )


def _paragraph_style(
    look: Look, role: str, style_id: str, name: str, based_on: str, following: str, *, numbered: bool
) -> str:
    style = look.style(role)
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based_on}"/><w:next w:val="{following}"/><w:qFormat/>'
        f"<w:pPr>{_paragraph_properties(look, style, style_id, numbered)}</w:pPr>"
        f"<w:rPr>{_run_properties(look, style, style_id)}</w:rPr></w:style>"
    )


def _paragraph_properties(look: Look, style: TypeStyle, style_id: str, numbered: bool) -> str:
    """In the order of the schema (17.3.1.26)."""
    heading = style_id.startswith("Heading")
    keep = (
        "<w:keepNext/><w:keepLines/>"
        if heading or style_id in ("Caption", "Title", "Subtitle", "Question")
        else ""
    )
    number = {"ListBullet": BULLETS, "ListNumber": NUMBERED, "Heading1": HEADINGS if numbered else 0}.get(
        style_id
    )
    numbering = f'<w:numPr><w:numId w:val="{number}"/></w:numPr>' if number else ""
    tabs = ""
    if style_id in ("Header", "Footer"):
        start = twips(BASE_LOOK.page.main_x) - side(look)
        middle = f'<w:tab w:val="left" w:pos="{start}"/>' if style_id == "Footer" else ""
        tabs = f'<w:tabs>{middle}<w:tab w:val="right" w:pos="{twips(look.page.main)}"/></w:tabs>'
    elif style_id == "TOC1":
        tabs = f'<w:tabs><w:tab w:val="right" w:pos="{twips(look.page.main * 2 / 3)}"/></w:tabs>'
    after = {"TOC1": 0.0, "Lead": 12.0}.get(style_id, style.after)
    if style_id in ("Heading1", "TOCHeading") and not look.page.side:  # its text stands below it
        after = 6.0
    spacing = (
        f'<w:spacing w:before="{twips(style.before)}" w:after="{twips(after)}" '
        f'w:line="{twips(style.leading)}" w:lineRule="{"exact" if style.size > 20 else "atLeast"}"/>'
    )
    indent = ""
    if style_id in ("Title", "Subtitle", "Header", "Footer"):
        indent = f'<w:ind w:left="-{side(look)}"/>'
    elif number in (BULLETS, NUMBERED):
        indent = '<w:ind w:left="240" w:hanging="240"/>'
    level = f'<w:outlineLvl w:val="{int(style_id[-1]) - 1}"/>' if heading else ""
    return f"{keep}{numbering}{tabs}{spacing}{indent}{level}"


def _run_properties(look: Look, style: TypeStyle, style_id: str) -> str:
    colour = look.colour("ink2" if style_id in ("Header", "Footer") else style.colour).lstrip("#")
    half_points = round(style.size * 2)
    bold = "<w:b/>" if style.bold else ""
    return f'{bold}<w:color w:val="{colour}"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _table_style(name: str) -> str:
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="Brief{name}"><w:name w:val="Brief {name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:tblPr/></w:style>'
    )


def numbering_xml(look: Look, restarts: tuple[tuple[int, int], ...] = (), *, paragraphs: bool = False) -> str:
    """The part `numbering.xml`: an en dash in accent, decimal numbers, headings; numbered `paragraphs` if so.

    `restarts` has the level of each numbered list, and the number with which it begins.
    """
    accent = look.accent.lstrip("#")

    def levels(kind: str, text: str, style: str) -> str:
        return '<w:multiLevelType w:val="multilevel"/>' + "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            + (f'<w:pStyle w:val="{style}"/>' if level == 0 else "")
            + f'<w:lvlText w:val="{text.format(level + 1)}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{STEP * (level + 1)}" w:hanging="{STEP}"/></w:pPr>'
            f'<w:rPr><w:b/><w:color w:val="{accent}"/></w:rPr></w:lvl>'
            for level in range(MOST_LEVELS)
        )

    headings = (
        f'<w:abstractNum w:abstractNumId="{HEADINGS}"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0">'
        '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/><w:suff w:val="nothing"/>'
        '<w:lvlText w:val="%1\u2002"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr>'
        "</w:lvl></w:abstractNum>"
    )
    return (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1">{levels("bullet", "–", "ListBullet")}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2">{levels("decimal", "%{}.", "ListNumber")}</w:abstractNum>{headings}'
        + (_paragraph_levels() if paragraphs else "")
        + '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
        f'<w:num w:numId="{HEADINGS}"><w:abstractNumId w:val="{HEADINGS}"/></w:num>'
        + "".join(
            f'<w:num w:numId="{HEADINGS + n}"><w:abstractNumId w:val="{NUMBERED}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
            for n, (level, start) in enumerate(restarts, 1)
        )
        + (_PARAGRAPHS_NUMBER if paragraphs else "")
        + "</w:numbering>"
    )


_PARAGRAPHS_NUMBER = (
    f'<w:num w:numId="{PARAGRAPHS_LIST}"><w:abstractNumId w:val="{PARAGRAPHS_LIST}"/></w:num>'
)


def paragraph_indent(level: int) -> int:
    """Where the text of a numbered paragraph of that level begins, in twips."""
    return sum(PARAGRAPH_STEPS[: level + 1])


def _paragraph_levels() -> str:
    """The definition of 1, 1.1, 1.1.1 …, which goes on through the whole text (17.9.1)."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{".".join(f"%{n + 1}" for n in range(level + 1))}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{paragraph_indent(level)}" w:hanging="{step}"/></w:pPr></w:lvl>'
        for level, step in enumerate(PARAGRAPH_STEPS)
    )
    return (
        f'<w:abstractNum w:abstractNumId="{PARAGRAPHS_LIST}"><w:multiLevelType w:val="multilevel"/>'
        f"{levels}</w:abstractNum>"
    )


def settings_xml(language: str) -> str:
    """The part `settings.xml`: nothing that names a person, a path or a session."""
    return (
        f'<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        f'w:val="15"/></w:compat><w:themeFontLang w:val={quoted(language)}/></w:settings>'
    )
