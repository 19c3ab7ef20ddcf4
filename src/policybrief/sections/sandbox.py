"""The Jinja environment of section templates: no attribute walks, no strings from values, a step budget."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from policybrief.document import Str
from policybrief.markup import CLOSE, OPEN, marker
from policybrief.sections.values import TemplateFault, Value

MOST_STEPS = 20_000
MOST_OUTPUT = 2_000_000
FILTERS = (
    *("batch", "default", "first", "last", "length", "list", "reject", "rejectattr", "reverse"),
    *("select", "selectattr", "slice"),
)
TESTS = (
    "defined",
    "undefined",
    "none",
    "eq",
    "ne",
    "gt",
    "lt",
    "ge",
    "le",
    "in",
    "true",
    "false",
    "odd",
    "even",
)
_STEP = "_step"


class SectionEnvironment(ImmutableSandboxedEnvironment):
    """Jinja, less all that could hang, grow, or strip an origin."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        raise TemplateFault(f"'{operator}' is not available in a section")

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Jinja's tree with a counted step at the start of every loop and macro body."""
        tree = super()._parse(source, name, filename)
        bodies = [loop.body for loop in tree.find_all(nodes.For)]
        bodies += [macro.body for macro in tree.find_all(nodes.Macro)]
        bodies += [block.body for block in tree.find_all(nodes.CallBlock)]
        for body in bodies:
            call = nodes.Call(nodes.Name(_STEP, "load"), [], [], None, None)
            body.insert(0, nodes.ExprStmt(call).set_lineno(body[0].lineno if body else 1))
        return tree


def section_environment() -> SectionEnvironment:
    """An environment without loader, globals, or any filter that is not on the list."""
    environment = SectionEnvironment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters = {name: f for name, f in environment.filters.items() if name in FILTERS}
    environment.tests = {name: t for name, t in environment.tests.items() if name in TESTS}
    environment.globals.clear()
    return environment


@jinja2.pass_context
def _finalize(context: Context, value: Any) -> Any:
    """A marker in place of a value, so that what records say never becomes Markdown."""
    if isinstance(value, Markup):
        return value
    if value is None:
        return Markup("")
    printed: list[Value] = context["_printed"]
    if not isinstance(value, Value):
        if not isinstance(value, str | int):
            raise TemplateFault(f"a {type(value).__name__} cannot be printed")
        value = Value(inlines=(Str(_clean(str(value))),))
    printed.append(value)
    return Markup(marker(len(printed) - 1))


def _clean(text: str) -> str:
    return text.replace(OPEN, "").replace(CLOSE, "")


def budget() -> Callable[[], str]:
    """A function to call at each step of a loop; it fails when the steps are used up."""
    left = MOST_STEPS

    def step() -> str:
        nonlocal left
        left -= 1
        if left < 0:
            raise TemplateFault(
                f"the section takes more than {MOST_STEPS:,} steps; does a loop repeat itself?"
            )
        return ""

    return step


def run(environment: SectionEnvironment, text: str, context: dict[str, Any]) -> tuple[str, tuple[Value, ...]]:
    """The Markdown that the template `text` prints, and the values for its markers.

    Raises:
        TemplateFault, jinja2.TemplateError: with a sentence for the designer.
    """
    if any("\ue000" <= character <= "\uf8ff" for character in text):
        raise TemplateFault("the file holds a private-use character; take it out")
    printed: list[Value] = []
    pieces, size = [], 0
    template = environment.from_string(text)
    for piece in template.generate({**context, "_printed": printed, _STEP: budget()}):
        size += len(piece)
        if size > MOST_OUTPUT:
            raise TemplateFault("the section prints more than two million characters")
        pieces.append(piece)
    return "".join(pieces), tuple(printed)
