"""Whether a file is a citation style that we can use (Citation Style Language 1.0.2)."""

from __future__ import annotations

from xml.parsers.expat import ExpatError, ParserCreate

from policybrief.diagnostics import Diagnostic, Span

_CSL = "http://purl.org/net/xbiblio/csl"


def csl_faults(content: bytes, *, path: str) -> tuple[Diagnostic, ...]:
    """What keeps the file from being used: no XML, entities of its own, no CSL, or no bibliography."""
    elements: list[str] = []
    parser = ParserCreate(namespace_separator=" ")

    def refuse(*_: object) -> None:
        raise _Declared

    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda name, _: elements.append(name)
    try:
        parser.Parse(content, True)
    except _Declared:
        return (_fault("a citation style may not declare entities", path, parser.CurrentLineNumber),)
    except ExpatError as fault:
        return (_fault(f"this is not well-formed XML: {fault}", path, fault.lineno, fault.offset),)
    if elements[0] != f"{_CSL} style":
        return (_fault("this is not a citation style (CSL)", path),)
    if f"{_CSL} bibliography" not in elements:
        return (_fault("this citation style makes no list of sources", path),)
    return ()


class _Declared(Exception):
    """A declaration that could make a small file large."""


def _fault(message: str, path: str, line: int = 1, column: int = 0) -> Diagnostic:
    hint = "use an independent CSL 1.0 style with a bibliography, for example from citationstyles.org"
    return Diagnostic("bad-style", message, Span(path, line, column + 1), hint=hint)
