"""Section templates cannot hang, grow without end, look behind values, or strip an origin."""

import jinja2
import pytest

from policybrief.document import Str
from policybrief.sections.sandbox import run, section_environment
from policybrief.sections.values import TemplateFault, Value

FAULTS = (TemplateFault, jinja2.TemplateError, TypeError)


def printed(text, **context):
    return run(section_environment(), text, context)


def value(words):
    return Value(inlines=(Str(words),))


def test_a_value_prints_as_a_marker_and_keeps_its_inlines():
    text, values = printed("a {{ fact }} b", fact=value("{{ 7 }} *x*"))
    assert "7" not in text
    assert values[0].inlines == (Str("{{ 7 }} *x*"),)


def test_a_constant_is_a_value_too():
    text, values = printed("{{ '*bold*' }}")
    assert "*" not in text
    assert values[0].inlines == (Str("*bold*"),)


@pytest.mark.parametrize(
    "expression",
    [
        "fact ~ 'x'",
        "'x' ~ fact",
        "[fact, fact]|join",
        "fact|string",
        "'%s' % fact",
        "fact|upper",
        "'a' * 10**9",
        "2 ** 99",
        "fact.__class__",
        "''.__class__.__mro__",
        "range(9)",
        "lipsum()",
        "self",
        "unknown_name",
        "'%s'|format(fact)",
        "fact|safe",
        "'x'|center(100000000)",
    ],
)
def test_an_expression_that_could_grow_or_look_behind_fails(expression):
    with pytest.raises(FAULTS):
        printed("{{ " + expression + " }}", fact=value("words"))


def test_nested_loops_end_with_their_budget():
    deep = "".join(f"{{% for a{n} in xs %}}" for n in range(6)) + "{% endfor %}" * 6
    with pytest.raises(TemplateFault, match="steps"):
        printed(deep, xs=tuple(range(50)))


def test_a_macro_that_calls_itself_ends():
    with pytest.raises((TemplateFault, RecursionError)):
        printed("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")


def test_a_macro_may_print_values():
    text, values = printed("{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m(fact) }}", fact=value("w"))
    assert text.startswith("<")
    assert values[0].inlines == (Str("w"),)


def test_output_is_capped():
    with pytest.raises(TemplateFault, match="two million"):
        printed("{% for x in xs %}" + "y" * 3000 + "{% endfor %}", xs=tuple(range(1000)))


def test_private_use_characters_in_a_template_are_refused():
    with pytest.raises(TemplateFault, match="private-use"):
        printed("\ue0000\ue001")


def test_including_another_template_fails():
    with pytest.raises(FAULTS):
        printed("{% include 'other.md' %}")
