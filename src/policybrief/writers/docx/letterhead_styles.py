"""Our styles, lists and settings, added to those of a letterhead (ISO/IEC 29500-1, 17.7, 17.9 and 17.15)."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import TYPE_CHECKING

from lxml import etree

from policybrief.ooxml.letterhead import Letterhead
from policybrief.ooxml.xml import drop
from policybrief.writers.docx.styles import STYLE_OF_ROLE

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OURS_ALONE = frozenset(("Header", "Footer"))
"""They carry the tab stops of our own lines; those of the letterhead serve its own lines."""
LISTS = frozenset(("ListBullet", "ListNumber"))


def join_styles(
    theirs: _Element, ours: _Element, letterhead: Letterhead, roles: tuple[tuple[str, str], ...]
) -> dict[str, str]:
    """Add to the sheet `theirs` what it lacks of `ours`; our style ids → those that now stand for them."""
    named = {STYLE_OF_ROLE[role]: name for role, name in roles}
    own = {style.get(f"{W}styleId", ""): style for style in ours.iter(f"{W}style")}
    ids = {
        identifier: _their_style(identifier, style, letterhead, named) for identifier, style in own.items()
    }
    taken = {style.id for style in letterhead.styles} | {s for s in ids.values() if s}
    names = {style.name.lower() for style in letterhead.styles}
    supplied = [identifier for identifier, found in ids.items() if not found]
    for identifier in supplied:
        ids[identifier] = identifier if identifier not in taken else f"Brief{identifier}"
        taken.add(ids[identifier])
    normal = _normal(theirs)
    for identifier in supplied:
        style = copy.deepcopy(own[identifier])
        style.set(f"{W}styleId", ids[identifier])
        name = style.find(f"{W}name")
        if name is not None and (identifier in OURS_ALONE or name.get(f"{W}val", "").lower() in names):
            name.set(f"{W}val", f"Brief {name.get(f'{W}val', '').title()}")
        point_to(style, ids, {})
        if style.get(f"{W}type") == "paragraph":
            _settle(style, identifier, normal)
        theirs.append(style)
    _set_language(theirs, ours)
    return ids


def join_numbering(
    theirs: _Element, ours: _Element, ids: Mapping[str, str], supplied: _Element
) -> dict[str, str]:
    """Add our lists to theirs under numbers of their own; our numbers → those. `supplied` is the joined style sheet."""
    shift = 1 + max((int(e.get(f"{W}abstractNumId", "0")) for e in theirs.iter(f"{W}abstractNum")), default=0)
    first = 1 + max((int(e.get(f"{W}numId", "0")) for e in theirs.iter(f"{W}num")), default=0)
    numbers: dict[str, str] = {}
    at = next((index for index, e in enumerate(theirs) if e.tag == f"{W}num"), len(theirs))
    ours_alone = {style.get(f"{W}styleId") for style in supplied.iter(f"{W}style")}
    for abstract in ours.iter(f"{W}abstractNum"):
        added = copy.deepcopy(abstract)
        added.set(f"{W}abstractNumId", str(int(abstract.get(f"{W}abstractNumId", "0")) + shift))
        for link in list(added.iter(f"{W}pStyle")):
            link.set(f"{W}val", ids.get(link.get(f"{W}val", ""), link.get(f"{W}val", "")))
            if link.get(f"{W}val") not in ours_alone:  # that style has a list of its own
                drop(link)
        theirs.insert(at, added)
        at += 1
    for number in ours.iter(f"{W}num"):
        added = copy.deepcopy(number)
        numbers[number.get(f"{W}numId", "")] = str(first + len(numbers))
        added.set(f"{W}numId", numbers[number.get(f"{W}numId", "")])
        for pointer in added.iter(f"{W}abstractNumId"):
            pointer.set(f"{W}val", str(int(pointer.get(f"{W}val", "0")) + shift))
        theirs.append(added)
    return numbers


def join_settings(theirs: _Element | None, ours: _Element) -> None:
    """Put the settings of a letterhead in place of ours, in the order of the schema."""
    for setting in theirs if theirs is not None else ():
        same = ours.find(setting.tag)
        if same is not None:
            ours.remove(same)
        ours.append(copy.deepcopy(setting))
    ours[:] = sorted(ours, key=lambda e: _ORDER.index(_local(e)) if _local(e) in _ORDER else len(_ORDER))


def point_to(root: _Element, ids: Mapping[str, str], numbers: Mapping[str, str]) -> None:
    """Let `root` name styles by their ids in the letterhead, and lists by their numbers there."""
    for element in root.iter(*_STYLED):
        value = element.get(f"{W}val", "")
        element.set(f"{W}val", ids.get(value, value))
    for element in root.iter(f"{W}numId"):
        value = element.get(f"{W}val", "")
        element.set(f"{W}val", numbers.get(value, value))


def number_paragraphs(root: _Element, counted: Mapping[str, _Element]) -> None:
    """Number the paragraphs in our styles that count where the letterhead's do not: our style id → its numbering."""
    for paragraph in root.iter(f"{W}pPr"):
        style = paragraph.find(f"{W}pStyle")
        numbering = counted.get(style.get(f"{W}val", "")) if style is not None else None
        if numbering is not None and paragraph.find(f"{W}numPr") is None:
            before = [e for e in paragraph if _local(e) in _BEFORE_NUMBERING]
            paragraph.insert(len(before), copy.deepcopy(numbering))


def counted_styles(ours: _Element, ids: Mapping[str, str], letterhead: Letterhead) -> dict[str, _Element]:
    """Our styles that count, where a style of the letterhead that does not stands for them."""
    plain = {style.id for style in letterhead.styles if not style.numbered}
    return {
        identifier: numbering
        for style in ours.iter(f"{W}style")
        if (numbering := style.find(f"{W}pPr/{W}numPr")) is not None
        and ids[identifier := style.get(f"{W}styleId", "")] in plain
    }


_BEFORE_NUMBERING = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
_STYLED = tuple(f"{W}{name}" for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"))


def _their_style(
    identifier: str, style: _Element, letterhead: Letterhead, named_styles: Mapping[str, str]
) -> str:
    """The id of the letterhead's style that stands for ours, or ""."""
    kind = style.get(f"{W}type", "paragraph")
    if identifier in named_styles:
        own = letterhead.style(named_styles[identifier], kind)
        return own.id if own else ""
    if style.get(f"{W}default") == "1":
        default = letterhead.default(kind)
        if default is not None:
            return default.id
    name = style.find(f"{W}name")
    found = letterhead.style(name.get(f"{W}val", "") if name is not None else "", kind)
    if found is None or identifier in OURS_ALONE or (identifier in LISTS and not found.numbered):
        return ""
    return found.id


def _normal(sheet: _Element) -> dict[str, _Element]:
    """What paragraphs without a style of their own get: name → element of their properties."""
    found: dict[str, _Element] = {}
    places = [sheet.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")]
    places += [s.find(f"{W}pPr") for s in sheet.iter(f"{W}style") if _is_default(s, "paragraph")]
    for properties in places:
        for element in properties if properties is not None else ():
            found[_local(element)] = element
    return found


def _settle(style: _Element, identifier: str, normal: Mapping[str, _Element]) -> None:
    """Keep what the letterhead's ordinary paragraphs do (first-line indents, justified lines) out of our style."""
    properties = style.find(f"{W}pPr")
    if properties is None:
        properties = etree.SubElement(style, f"{W}pPr")
    if identifier == "BodyText":  # the ministry's text as it is, only apart from the next paragraph
        for part in (properties, style.find(f"{W}rPr")):
            if part is not None:
                part[:] = []
        spacing = normal.get("spacing")
        if spacing is None or spacing.get(f"{W}after", "0") == "0":
            etree.SubElement(properties, f"{W}spacing").set(f"{W}after", "120")
        return
    outline = properties.find(f"{W}outlineLvl")
    end = properties.index(outline) if outline is not None else len(properties)
    if "ind" in normal and properties.find(f"{W}ind") is None:
        indent = etree.Element(f"{W}ind")
        for side in ("left", "right", "firstLine"):
            indent.set(f"{W}{side}", "0")
        properties.insert(end, indent)
        end += 1
    if "jc" in normal and properties.find(f"{W}jc") is None:
        aligned = etree.Element(f"{W}jc")
        aligned.set(f"{W}val", "left")
        properties.insert(end, aligned)


def _set_language(theirs: _Element, ours: _Element) -> None:
    """Text is in the language of the brief, whatever the letterhead was typed in."""
    for language in list(theirs.iter(f"{W}lang")):
        drop(language)
    own = ours.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    if own is not None:
        runs = _below(_below(_below(theirs, "docDefaults"), "rPrDefault"), "rPr")
        later = [e for e in runs if _local(e) in ("eastAsianLayout", "specVanish", "oMath")]
        runs.insert(runs.index(later[0]) if later else len(runs), copy.deepcopy(own))


def _below(parent: _Element, name: str) -> _Element:
    """The child of that name, made as the first one where there is none."""
    found = parent.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        parent.insert(0, found)
    return found


def _is_default(style: _Element, kind: str) -> bool:
    return style.get(f"{W}default") in ("1", "true", "on") and style.get(f"{W}type", "paragraph") == kind


def _local(element: _Element) -> str:
    return etree.QName(element).localname


# CT_Settings (17.15.1.78), as far as anything of ours or of a letterhead is in it
_ORDER = (
    *("writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime"),
    *("doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText"),
    *(
        "printFractionalCharacterWidth",
        "printFormsData",
        "embedTrueTypeFonts",
        "embedSystemFonts",
        "saveSubsetFonts",
    ),
    *("saveFormsData", "mirrorMargins", "alignBordersAndEdges", "bordersDoNotSurroundHeader"),
    *("bordersDoNotSurroundFooter", "gutterAtTop", "hideSpellingErrors", "hideGrammaticalErrors"),
    *(
        "activeWritingStyle",
        "proofState",
        "formsDesign",
        "attachedTemplate",
        "linkStyles",
        "stylePaneFormatFilter",
    ),
    *(
        "stylePaneSortMethod",
        "documentType",
        "mailMerge",
        "revisionView",
        "trackRevisions",
        "doNotTrackMoves",
    ),
    *("doNotTrackFormatting", "documentProtection", "autoFormatOverride", "styleLockTheme", "styleLockQFSet"),
    *("defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps"),
    *("showEnvelope", "summaryLength", "clickAndTypeStyle", "defaultTableStyle", "evenAndOddHeaders"),
    *("bookFoldRevPrinting", "bookFoldPrinting", "bookFoldPrintingSheets", "drawingGridHorizontalSpacing"),
    *("drawingGridVerticalSpacing", "displayHorizontalDrawingGridEvery", "displayVerticalDrawingGridEvery"),
    *("doNotUseMarginsForDrawingGridOrigin", "drawingGridHorizontalOrigin", "drawingGridVerticalOrigin"),
    *("doNotShadeFormData", "noPunctuationKerning", "characterSpacingControl", "printTwoOnOne"),
    *("strictFirstAndLastChars", "noLineBreaksAfter", "noLineBreaksBefore", "savePreviewPicture"),
    *("doNotValidateAgainstSchema", "saveInvalidXml", "ignoreMixedContent", "alwaysShowPlaceholderText"),
    *("doNotDemarcateInvalidXml", "saveXmlDataOnly", "useXSLTWhenSaving", "saveThroughXslt", "showXMLTags"),
    *("alwaysMergeEmptyNamespace", "updateFields", "hdrShapeDefaults", "footnotePr", "endnotePr", "compat"),
    *("docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping"),
    *(
        "doNotIncludeSubdocsInStats",
        "doNotAutoCompressPictures",
        "forceUpgrade",
        "captions",
        "readModeInkLockDown",
    ),
    *(
        "smartTagType",
        "schemaLibrary",
        "shapeDefaults",
        "doNotEmbedSmartTags",
        "decimalSymbol",
        "listSeparator",
    ),
)
