"""Settings of a document that are part of its design; all others are left out (ISO/IEC 29500-1, 17.15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policybrief.ooxml.removals import Removals
from policybrief.ooxml.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

KEPT = (
    *("embedTrueTypeFonts", "saveSubsetFonts", "mirrorMargins", "bordersDoNotSurroundHeader"),
    *(
        "bordersDoNotSurroundFooter",
        "gutterAtTop",
        "defaultTabStop",
        "autoHyphenation",
        "consecutiveHyphenLimit",
    ),
    *("hyphenationZone", "doNotHyphenateCaps", "evenAndOddHeaders", "characterSpacingControl", "compat"),
    *("clrSchemeMapping", "decimalSymbol", "listSeparator"),
)
_SAID = {
    "mailMerge": ("stripped-external-link", "the source of a mail merge"),
    "rsids": ("stripped-personal-data", "numbers of editing sessions"),
    "docVars": ("stripped-personal-data", "document variables"),
    "trackRevisions": ("stripped-revisions", "the switch that tracks changes"),
    "documentProtection": ("stripped-protection", "the protection against changes"),
    "writeProtection": ("stripped-protection", "the protection against changes"),
    "attachedSchema": ("stripped-custom-xml", "a schema for custom XML"),
}


def clean_settings(root: _Element, found: Removals) -> None:
    """Leave in `root` only what the design of a page depends on."""
    for element in list(root):
        name = str(element.tag).removeprefix(W)
        if name in _SAID:
            found.add(*_SAID[name])
        if name not in KEPT:
            root.remove(element)
