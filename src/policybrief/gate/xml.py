"""An XML part → its texts, joined over runs; its attributes, comments and instructions."""

from __future__ import annotations

from xml.parsers import expat

from policybrief.gate.parts import Part, Piece

_SETS_TEXT_IN_RUNS = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://purl.oclc.org/ooxml/drawingml/main",
    "http://purl.oclc.org/ooxml/officeDocument/math",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
)
_WITHOUT_WORDS = (
    "http://schemas.openxmlformats.org/package/2006/",
    "http://schemas.openxmlformats.org/officeDocument/2006/",
    "http://ns.adobe.com/xap/1.0/",
    "adobe:ns:meta/",
)
"""Vocabularies in which an element is a text by itself."""
_ENDS_TEXT = frozenset({"p", "h", "tc", "tr", "si", "is", "c", "v", "f", "row", "author", "lvlText"})
"""Elements of those vocabularies at which a text ends; all others may stand inside a word."""
_SPACES = frozenset({"br", "cr", "tab", "ptab", "noBreakHyphen", "s", "line-break"})


def xml_parts(content: bytes, *, name: str) -> tuple[Part, ...] | None:
    """The texts of the part in reading order, then its attributes and other names; None if it is no XML."""
    reader = _Reader()
    try:
        reader.parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        return None
    reader.end()
    for key, value in reader.attributes:  # each once, however often it stands there
        if not (value.isdigit() or (len(value) < 3 and value.isascii())):
            reader.names[key.rpartition("}")[2], "", value] = None
    names = tuple(Piece(*key) for key in reader.names)
    parts = (Part(name, tuple(reader.texts)), Part(name, names, "names"))
    return tuple(part for part in parts if part.pieces)


def is_ours(content: bytes) -> bool:
    """True of XML in a vocabulary whose words are joined over the runs in which they are set."""
    head = content[:8192]
    return any(space.encode() in head for space in (*_SETS_TEXT_IN_RUNS, *_WITHOUT_WORDS))


class _Reader:
    """Gathers texts by expat's events; elements are distinguished by their namespace."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.close
        self.parser.CharacterDataHandler = self.characters
        self.parser.CommentHandler = lambda text: self.remark("comment", text)
        self.parser.ProcessingInstructionHandler = lambda target, text: self.remark("instruction", text)
        self.parser.EntityDeclHandler = lambda name, _, value, *more: self.remark("entity", f"{name} {value}")
        self.parser.AttlistDeclHandler = lambda tag, name, kind, default, _: self.remark(
            "attribute", f"{name} {kind} {default}"
        )
        self.texts: list[Piece] = []
        self.names: dict[tuple[str, str, str], None] = {}
        self.tags: dict[str, tuple[str, bool]] = {}
        self.attributes: dict[tuple[str, str], None] = {}
        self.buffer: list[str] = []
        self.field = ""
        self.paragraphs = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        local, ends = self.tags.get(tag) or self.read_tag(tag)
        if ends:
            self.end()
            self.field = local
            self.paragraphs += local == "p"
        elif local in _SPACES:
            self.buffer.append(" ")
        if attributes:
            self.attributes.update(dict.fromkeys(attributes.items()))

    def close(self, tag: str) -> None:
        if self.tags[tag][1]:
            self.end()
            if self.field == "author":  # the text that follows is not its name
                self.field = ""

    def read_tag(self, tag: str) -> tuple[str, bool]:
        """Of a tag that is new: its local name, and whether a text ends there."""
        space, _, local = tag.rpartition("}")
        ours = space in _SETS_TEXT_IN_RUNS
        if not ours:
            self.names["element", "", local] = None
        self.tags[tag] = (local, local in _ENDS_TEXT or not ours)
        return self.tags[tag]

    def characters(self, text: str) -> None:
        self.buffer.append(text)

    def remark(self, field: str, text: str) -> None:
        self.names[field, "", text] = None

    def end(self) -> None:
        """What was gathered so far is one text."""
        text = "".join(self.buffer)
        self.buffer.clear()
        if text and not text.isspace():
            place = f"paragraph {self.paragraphs}" if self.paragraphs else f"text {len(self.texts) + 1}"
            self.texts.append(Piece(self.field, place, text))
