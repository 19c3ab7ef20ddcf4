"""An RTF file (version 1.9.1) → its text, hidden and deleted too, and what is in all its other places."""

from __future__ import annotations

import codecs
import re
from binascii import unhexlify
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from policybrief.gate.parts import Part, Piece, Unpacking, UnreadableError

_TOKEN = re.compile(
    r"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)",
    re.DOTALL,
)
_SIGNS = {
    **dict.fromkeys(("par", "line", "page", "sect", "row", "softline", "softpage", "column"), "\n"),
    **dict.fromkeys(("tab", "cell", "nestcell", "nestrow", "enspace", "emspace", "qmspace"), " "),
    "emdash": "\u2014",
    "endash": "\u2013",
    "bullet": "\u2022",
    "lquote": "\u2018",
    "rquote": "\u2019",
    "ldblquote": "\u201c",
    "rdblquote": "\u201d",
    "zwj": "",
    "zwnj": "",
    "zwbo": "",
    "zwnbo": "",
}
_SYMBOLS = {"~": " ", "-": "", "_": "-", ":": " ", "|": "", "\r": "\n", "\n": "\n", "\t": " "}
_PLACES = frozenset(
    re.findall(
        r"\w+",
        """fonttbl filetbl colortbl stylesheet info title subject author manager company operator category
        keywords comment doccomm hlinkbase header headerl headerr headerf footer footerl footerr footerf
        footnote pict
        objdata fldinst annotation atnid atnauthor bkmkstart bkmkend shptxt xe tc rxe txe private listtext
        pntext template nextfile ftnsep ftnsepc""",
    )
)
"""Groups with a text of their own; so has each that begins with \\*."""
_DIGITS = frozenset(["panose", "blipuid", "passwordhash", "rsidtbl", "wgrffmtfilter"])
"""Places in which numbers are written in sixteens."""
_LEAST_PACKED = 32
"""Digits from which on a place that holds nothing else is a picture, a font or a file."""
_CODEPAGES = {
    0: "cp1252",
    77: "mac-roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "big5hkscs",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
"""\\fcharset → encoding."""
_OTHERS = ("cp1252", "cp1251", "cp1250", "koi8-u")
"""Encodings that are tried besides those that the file names, which may be wrong."""


def rtf_parts(content: bytes, *, name: str, depth: int, unpacking: Unpacking) -> Iterator[Part]:
    """The parts of an RTF file.

    Raises:
        UnreadableError: it is damaged, or holds something that is packed in a way that cannot be read.
    """
    text = content.decode("latin-1")
    for forced in ("", *(_OTHERS if "\\'" in text or not text.isascii() else ())):
        reader = _Reader(forced)
        end = reader.read(text)
        if reader.groups:
            raise UnreadableError(f"{name or 'the RTF file'} is damaged: a group is not closed")
        pieces = tuple(Piece("", f"in '{place}'" if place else "its text", t) for place, t in reader.texts)
        yield Part(name, pieces)
        yield Part(name, (Piece("", "its text", "".join(reader.flow)),))
        if not forced:
            yield from _packed(reader, name, depth, unpacking)
            rest = content[end:].strip(b"\0\r\n\x1a ")
            if rest:
                yield from unpacking.parts_of(rest, name=f"{name}, after the text", depth=depth + 1)


def _packed(reader: _Reader, name: str, depth: int, unpacking: Unpacking) -> Iterator[Part]:
    for number, (place, content) in enumerate(reader.packed, 1):
        below = f"{name} › {place} {number}" if name else f"{place} {number}"
        unpacking.take(len(content), name=below)
        yield from unpacking.parts_of(content, name=below, depth=depth + 1)


@dataclass(slots=True)
class _Group:
    """What holds in a group: whose its text is, how its bytes are coded, how much follows \\u."""

    place: str = ""
    texts: list[str] = field(default_factory=list)
    encoding: str = "cp1252"
    after: int = 1


class _Reader:
    """Walks over the groups; the text of each place is gathered by itself."""

    def __init__(self, forced: str) -> None:
        self.forced = forced
        self.groups: list[_Group] = []
        self.now = _Group(encoding=forced or "cp1252")
        self.default = self.now.encoding
        self.fonts: dict[int, str] = {}
        self.font = 0
        self.bytes = bytearray()
        self.skip = 0
        self.starred = False
        self.texts: list[tuple[str, str]] = []
        self.flow: list[str] = []
        self.packed: list[tuple[str, bytes]] = []

    def read(self, text: str) -> int:
        """Where the outermost group ends."""
        at = 0
        while match := _TOKEN.match(text, at):
            at = match.end()
            word, number, byte, symbol, brace, letters = match.groups()
            if word == "bin":
                size = int(number or 0)
                self.packed.append((self.now.place or "bin", text[at : at + size].encode("latin-1")))
                at += size
            elif word:
                self.word(word, None if number is None else int(number))
            elif byte:
                self.literal(bytes((int(byte, 16),)))
            elif symbol == "*":
                self.starred = True
            elif symbol:
                self.sign(_SYMBOLS.get(symbol, symbol))
            elif letters:
                self.literal(letters.encode("latin-1"))
            elif brace == "{":
                self.flush()
                self.groups.append(self.now)
                self.now = replace(self.now)
            elif brace:
                self.close()
                if not self.groups:
                    break
        return at

    def word(self, word: str, number: int | None) -> None:
        starred, self.starred = self.starred, False
        if self.skip and word not in ("u", "uc"):
            self.skip -= 1
        if starred or word in _PLACES:
            self.flush()
            self.now = replace(self.now, place=word, texts=[])
        match word:
            case "u" if number is not None:
                self.sign(chr(number % 65_536))
                self.skip = self.now.after
            case "uc":
                self.now.after = number or 0
            case "ansicpg" | "cpg" if number:
                self.encode(f"cp{number}")
                if word == "ansicpg":
                    self.default = self.now.encoding
            case "mac" | "pc" | "pca":
                self.encode({"mac": "mac-roman", "pc": "cp437"}.get(word, "cp850"))
                self.default = self.now.encoding
            case "f" if number is not None:
                self.font = number
                self.encode(self.fonts.get(number, self.default))
            case "fcharset" if number is not None:
                self.encode(_CODEPAGES.get(number, self.default))
                self.fonts[self.font] = self.now.encoding
            case "plain":
                self.encode(self.default)
            case _ if word in _SIGNS:
                self.sign(_SIGNS[word])

    def encode(self, encoding: str) -> None:
        self.flush()
        try:
            codecs.lookup(encoding)
        except LookupError:
            encoding = self.default
        self.now.encoding = self.forced or encoding

    def literal(self, letters: bytes) -> None:
        skipped = min(self.skip, len(letters))
        self.skip -= skipped
        self.bytes += letters[skipped:]

    def sign(self, text: str) -> None:
        self.flush()
        self.now.texts.append(text)
        self.flow.append(text)

    def flush(self) -> None:
        if self.bytes:
            text = self.bytes.decode(self.now.encoding, "replace")
            self.now.texts.append(text)
            self.flow.append(text)
            self.bytes.clear()

    def close(self) -> None:
        self.flush()
        self.skip, self.starred = 0, False
        ended, self.now = self.now, self.groups.pop() if self.groups else _Group()
        if ended.texts is self.now.texts and self.groups:
            return
        text = "".join(ended.texts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        digits = "".join(text.split())
        if len(digits) >= _LEAST_PACKED and ended.place not in _DIGITS and _is_hexadecimal(digits):
            self.packed.append((ended.place, unhexlify(digits)))
        elif text.strip():
            self.texts.append((ended.place, text))


def _is_hexadecimal(digits: str) -> bool:
    return len(digits) % 2 == 0 and re.fullmatch(r"[0-9A-Fa-f]+", digits) is not None
