"""The signs that no text may hold: those that nobody sees, and those that command a machine."""

from __future__ import annotations

import re

UNSEEN = (
    "\u00ad\u200b\u2060\u2061\u2062\u2063\u2064\ufeff"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    "\u0085\u2028\u2029"
    "\u180e\u206a\u206b\u206c\u206d\u206e\u206f\ufff9\ufffa\ufffb"
)
"""Signs that no reader sees, and that programs show in different ways.

Soft hyphens, blanks without width, byte order marks; signs that turn the direction of writing (Unicode
Standard Annex 9, section 2); ends of lines that YAML 1.2 does not know. Joiners (U+200C, U+200D) and the
marks U+200E and U+200F, which some scripts need, are like letters.
"""
TAGS = re.compile("[\U000e0000-\U000e007f]")
"""Letters that nobody sees, in which words can be hidden (Unicode, chapter 23.9)."""
UNSEEN_SIGN = re.compile(f"[{UNSEEN}\U000e0000-\U000e007f]")
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
CONTROL_SIGN = re.compile(f"[{_CONTROLS}]")
"""What YAML 1.2.2 (5.1) lets no file hold as it is, line ends within a line included."""
FORBIDDEN_SIGN = re.compile(f"[{UNSEEN}\U000e0000-\U000e007f{_CONTROLS}]")


def without_forbidden(words: str) -> str:
    """`words` on one line, without the signs that no text may hold."""
    parts = (FORBIDDEN_SIGN.sub("", word) for word in words.split())
    return " ".join(part for part in parts if part)
