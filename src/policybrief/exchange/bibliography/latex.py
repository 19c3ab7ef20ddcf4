"""LaTeX of a bibliography → the text that it sets, and what of it has no text."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

_SIGNS = ("\\", "{", "}", "~", "%", "&", "``", "''", "--", "$")
_WITHOUT_TEXT = ("cite", "citep", "citet", "ref", "input", "include", "verb", "char", "symbol")
"""Commands that the library replaces by a placeholder of its own, or by nothing."""
_SWITCHES = (
    "bf",
    "it",
    "em",
    "sc",
    "rm",
    "sf",
    "tt",
    "sl",
    "relax",
    "normalfont",
    "upshape",
    "noopsort",
    "SortNoop",
)
"""Commands that set no text of their own; the last two sort a list, and hide their argument."""
_WITH_TEXT = {
    "href": ("{{", "%(2)s"), "url": ("{", "%(1)s"), "foreignlanguage": ("{{", "%(2)s"),
    "mkbibquote": ("{", "“%(1)s”"), "enquote": ("{", "“%(1)s”"),
    "mkbibparens": ("{", "(%(1)s)"), "mkbibbrackets": ("{", "[%(1)s]"),
    **dict.fromkeys(("textnormal", "mkbibemph", "mkbibbold", "nocase", "mbox"), ("{", "%(1)s")),
}  # fmt: skip
"""Commands of bibliographies that the library does not know: their arguments, and the text that they set."""
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_FORMULA = re.compile(r"(?<!\\)\$(?=[^\s$])(.+?)(?<=[^\s\\])\$(?!\d)", re.DOTALL)
_INDEX = re.compile(r"([_^])(?:\{([^{}\\]*)\}|([^\s\\{}$]))")


@dataclass(frozen=True, slots=True)
class LatexText:
    """The words that LaTeX sets, and the commands that have no text: these are in the words as written."""

    words: str
    unread: tuple[str, ...] = ()


def text_of_latex(latex: str) -> LatexText:
    """The text of `latex` on one line; what the reader cannot take at all stands as it was written."""
    if not any(sign in latex for sign in _SIGNS):
        return LatexText(latex)
    unread: list[str] = []
    try:
        with without_log():
            words = _reader(unread).latex_to_text(_prepared(latex), tolerant_parsing=True)
    except Exception as fault:  # the library has no error of its own for input it does not expect
        return LatexText(latex, (f"{latex} ({type(fault).__name__})",))
    return LatexText(" ".join(str(words).replace("\xa0", " ").split()), tuple(dict.fromkeys(unread)))


@contextmanager
def without_log() -> Iterator[None]:
    """While a parser works, what it logs is not shown: it is listed."""
    logger, level = logging.getLogger("bibtexparser"), logging.root.manager.disable
    disabled, logger.disabled = logger.disabled, True
    logging.disable(logging.ERROR)
    try:
        yield
    finally:
        logging.disable(level)
        logger.disabled = disabled


def _prepared(latex: str) -> str:
    """`latex` with indices of formulas as signs, and with `%`, `&` and single `$` meant as signs."""
    latex = re.sub(r"(?<!\\)([%&])", r"\\\1", latex)
    latex = re.sub(r"\\text(super|sub)script\{([^{}\\]*)\}", _set_index, latex)
    parts = _FORMULA.split(latex)
    for number, part in enumerate(parts):
        if number % 2:
            parts[number] = f"\\({_INDEX.sub(_formula_index, part)}\\)"
        else:
            parts[number] = re.sub(r"(?<!\\)\$", r"\\$", part)
    return "".join(parts)


def _set_index(match: re.Match[str]) -> str:
    return _signs("^" if match[1] == "super" else "_", match[2]) or match[2]


def _formula_index(match: re.Match[str]) -> str:
    inner = match[2] if match[2] is not None else match[3]
    return _signs(match[1], inner) or (f"{match[1]}({inner})" if len(inner) > 1 else match[0])


def _signs(mark: str, inner: str) -> str:
    """`inner` as raised or lowered signs, or "" where one of them has no such sign."""
    signs = inner.translate(_RAISED if mark == "^" else _LOWERED)
    return signs if inner and not set(signs) & set(inner) else ""


def _reader(unread: list[str]) -> Any:
    """The reader of pylatexenc; commands that it does not know go into `unread` and stay as written."""
    from pylatexenc.latex2text import (
        EnvironmentTextSpec,
        LatexNodes2Text,
        MacroTextSpec,
        get_default_latex_context_db,
    )

    def as_written(node: Any) -> str:
        written = str(node.latex_verbatim())
        unread.append(written.strip())
        return written + getattr(node, "macro_post_space", "")

    texts = get_default_latex_context_db()
    specs = [
        *(MacroTextSpec(name, simplify_repl=words) for name, (_, words) in _WITH_TEXT.items()),
        *(MacroTextSpec(name, simplify_repl="") for name in _SWITCHES),
        *(MacroTextSpec(name, simplify_repl=as_written) for name in _WITHOUT_TEXT),
    ]
    texts.add_context_category("policybrief", macros=specs, prepend=True)
    texts.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=as_written))
    texts.set_unknown_environment_spec(EnvironmentTextSpec("", simplify_repl=as_written))
    reader = LatexNodes2Text(latex_context=texts, math_mode="text", strict_latex_spaces="macros")
    return _LatexReader(reader)


class _LatexReader:
    """pylatexenc's reader over our own grammar of commands."""

    def __init__(self, reader: Any) -> None:
        self.reader = reader

    def latex_to_text(self, latex: str, **settings: Any) -> str:
        from pylatexenc.latexwalker import LatexWalker

        walker = LatexWalker(latex, latex_context=_grammar(), **settings)
        return str(self.reader.nodelist_to_text(walker.get_latex_nodes()[0]))


@cache
def _grammar() -> Any:
    """pylatexenc's grammar with our commands; one that nobody knows takes all the braces that follow it."""
    from pylatexenc.latex2text import get_default_latex_context_db as texts_of_commands
    from pylatexenc.latexwalker import get_default_latex_context_db
    from pylatexenc.macrospec import MacroSpec, ParsedMacroArgs

    class EveryGroup:
        argspec = ""

        def parse_args(self, w: Any, pos: int, parsing_state: Any = None) -> tuple[Any, int, int]:
            end, groups = pos, []
            while end < len(w.s) and w.s[end] == "{":
                group, at, length = w.get_latex_expression(end, parsing_state=parsing_state)
                groups.append(group)
                end = at + length
            return ParsedMacroArgs(argspec="{" * len(groups), argnlist=groups), pos, end - pos

    grammar = get_default_latex_context_db()
    own = {spec.macroname for spec in grammar.iter_macro_specs()}
    letters = {spec.macroname for spec in texts_of_commands().iter_macro_specs()} - own
    specs = [
        *(MacroSpec(name, "") for name in letters),
        *(MacroSpec(name, arguments) for name, (arguments, _) in _WITH_TEXT.items()),
        *(MacroSpec(name, "{" if name in ("noopsort", "SortNoop") else "") for name in _SWITCHES),
    ]
    grammar.add_context_category("policybrief", macros=specs, prepend=True)
    grammar.set_unknown_macro_spec(MacroSpec("", args_parser=EveryGroup()))
    return grammar
