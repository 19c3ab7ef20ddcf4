"""The Jinja environment of section templates: no attribute walks, no strings from values, a step budget."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from policybrief.document import Str
from policybrief.sections.markup import CLOSE, OPEN, marker
from policybrief.sections.values import NumberValue, RecordValue, TemplateFault, Value

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
MOST_TEXT = 200_000
MOST_PARTS = 100
_STEP, _GROWN = "_step", "_grown"


_FORBIDDEN: tuple[tuple[type[nodes.Node], str], ...] = (
    (nodes.Include, "a section cannot include another; name both in the outline"),
    (nodes.Import, "a section cannot import another"),
    (nodes.FromImport, "a section cannot import another"),
    (nodes.Extends, "a section cannot extend another; copy it with: brief template copy"),
    (nodes.Block, "a section has no blocks"),
    (nodes.Concat, "'~' is not available in a section: print each value separately"),
)


class SectionEnvironment(ImmutableSandboxedEnvironment):
    """Jinja, less all that could hang, grow, or strip an origin."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "+" and isinstance(left, int | float) and isinstance(right, int | float):
            return left + right
        operation = "joining with '+'" if operator == "+" else f"'{operator}'"
        raise TemplateFault(f"{operation} is not available in a section")

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Fields of records and the state of a loop, nothing else: the methods of a string can grow it."""
        return isinstance(obj, RecordValue | LoopContext) and super().is_safe_attribute(obj, attr, value)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """As Jinja's, at the cost in steps that the function names (a view: many)."""
        __context[_STEP](getattr(__obj, "steps", 1))
        return super().call(__context, __obj, *args, **kwargs)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Jinja's tree with a counted step at the start of every loop and macro body."""
        tree = super()._parse(source, name, filename)
        for kind, message in _FORBIDDEN:
            for node in tree.find_all(kind):
                raise jinja2.TemplateSyntaxError(message, node.lineno)
        bodies = [loop.body for loop in tree.find_all(nodes.For)]
        bodies += [macro.body for macro in tree.find_all(nodes.Macro)]
        bodies += [block.body for block in tree.find_all(nodes.CallBlock)]
        for body in bodies:
            call = nodes.Call(nodes.Name(_STEP, "load"), [], [], None, None)
            body.insert(0, nodes.ExprStmt(call).set_lineno(body[0].lineno if body else 1))
        return tree


@lru_cache(maxsize=1)
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
    for name in ("batch", "slice"):
        environment.filters[name] = _counted(environment.filters[name])
    environment.tests = {name: t for name, t in environment.tests.items() if name in TESTS}
    environment.globals.clear()
    return environment


@lru_cache(maxsize=256)
def names_in(text: str) -> frozenset[str]:
    """What a section's text names: views, kinds, its own variables; nothing if it is no template."""
    try:
        return frozenset(node.name for node in section_environment().parse(text).find_all(nodes.Name))
    except (jinja2.TemplateError, RecursionError):
        return frozenset()


@jinja2.pass_context
def _finalize(context: Context, value: Any) -> Any:
    """A marker in place of a value, so that what records say never becomes Markdown."""
    if isinstance(value, Markup):
        context[_GROWN](len(value))
        return value
    if value is None:
        return Markup("")
    if isinstance(value, jinja2.Undefined):
        str(value)  # which fails, and says what is not defined
    printed: list[Value] = context["_printed"]
    if isinstance(value, NumberValue):
        value = value.printed
    if not isinstance(value, Value):
        if isinstance(value, bool):
            raise TemplateFault("yes or no cannot be printed: ask for it with {% if … %}")
        if not isinstance(value, str | int):
            raise TemplateFault(f"a {type(value).__name__} cannot be printed")
        value = Value(inlines=(Str(_clean(str(value))),), own=not isinstance(value, str))
    printed.append(value)
    if len(printed) - 1 == context["_until"]:
        raise ValueReached
    return Markup(marker(len(printed) - 1))


def _clean(text: str) -> str:
    return text.replace(OPEN, "").replace(CLOSE, "")


def _counted(split: Callable[..., Any]) -> Callable[..., Any]:
    """`batch` or `slice` for parts of a size that somebody would read."""

    def counted(value: Any, number: int, fill_with: Any = None) -> Any:
        if not isinstance(number, int) or not 0 < number <= MOST_PARTS:
            raise TemplateFault(f"a list can be split by 1 to {MOST_PARTS}, not by {number}")
        return split(value, number, fill_with)

    return counted


def budget(most: int, message: str) -> Callable[..., str]:
    """A function to call with the cost of each step; it fails with `said` when `most` is used up."""
    left = most

    def step(cost: int = 1) -> str:
        nonlocal left
        left -= cost
        if left < 0:
            raise TemplateFault(message)
        return ""

    return step


class ValueReached(Exception):
    """The value that was looked for is printed; the traceback says on which line."""


def run(text: str, context: dict[str, Any], *, until: int = -1) -> tuple[str, tuple[Value, ...]]:
    """The Markdown that the template `text` prints, and the values for its markers.

    Raises:
        ValueReached: the value number `until` was printed.
        TemplateFault, jinja2.TemplateError: with a sentence for the designer.
    """
    template = _compiled(text)
    printed: list[Value] = []
    pieces = []
    steps = budget(MOST_STEPS, f"the section takes more than {MOST_STEPS:,} steps; does a loop never end?")
    size, grown = (budget(MOST_OUTPUT, "the section prints more than two million characters") for _ in "12")
    own = {"_printed": printed, "_until": until, _STEP: steps, _GROWN: grown}
    for piece in template.generate({**context, **own}):
        size(len(piece))
        pieces.append(piece)
    return "".join(pieces), tuple(printed)


def check_text(text: str) -> None:
    """Checks what is no matter of syntax.

    Raises:
        TemplateFault: the text is too long.
        jinja2.TemplateSyntaxError: it holds a private-use character, which could pass for a value.
    """
    if len(text) > MOST_TEXT:
        raise TemplateFault(f"the file has more than {MOST_TEXT:,} characters")
    if sign := re.search("[\ue000-\uf8ff]", text):
        line = text.count("\n", 0, sign.start()) + 1
        raise jinja2.TemplateSyntaxError("the file contains a private-use character; delete it", line)


@lru_cache(maxsize=256)
def _compiled(text: str) -> jinja2.Template:
    """A section's program: the same for all editions, and a third of the time of composing one."""
    check_text(text)
    return section_environment().from_string(text)
