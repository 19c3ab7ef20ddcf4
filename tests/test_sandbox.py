"""Section templates cannot hang, grow without end, look behind values, or strip an origin."""

import tracemalloc
from pathlib import Path

import jinja2
import pytest

from counting import steps
from policybrief.designing.specimen.rendering_faults import filled
from policybrief.document import Str
from policybrief.sections import render_section
from policybrief.sections.sandbox import run
from policybrief.sections.values import TemplateFault, Value
from policybrief.templates import SectionFile, read_template

FAULTS = (TemplateFault, jinja2.TemplateError, TypeError)


def printed(text, **context):
    return run(text, context)


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
        "'x'.ljust(100000000)",
        "'x'.join(['y'])",
        "'x' + 'x'",
        "[1] + [1]",
        "fact|attr('__class__')",
        "[fact]|selectattr('__class__')|list",
        "'{0.__class__}'.format(fact)",
        "[1]|batch(100000000, 'x')|list|length",
        "[1]|slice(100000000)|list|length",
        "fact.inlines",
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
    with pytest.raises(jinja2.TemplateSyntaxError, match="private-use"):
        printed("\ue0000\ue001")


def test_including_another_template_fails():
    with pytest.raises(FAULTS):
        printed("{% include 'other.md' %}")


LOOPS = "{% for a in facts %}{% for b in facts %}{% for c in facts %}{% for d in facts %}"
HOSTILE = {
    "a string as long as memory": '{{ "a" * 10**9 }}',
    "a padded string": '{{ "a".ljust(1000000000) }}',
    "a string doubled": '{% set s = "aaaaaaaa" %}' + "{% set s = s + s %}" * 40,
    "a string doubled by joining": '{% set s = "aaaaaaaa" %}' + "{% set s = s ~ s %}" * 40,
    "a list doubled": "{% set s = [1] %}" + "{% set s = s + s %}" * 40,
    "a block doubled": "{% set s %}xxxxxxxx{% endset %}" + "{% set s %}{{ s }}{{ s }}{% endset %}" * 40,
    "a list padded": "{{ facts|batch(1000000000, 'x')|list|length }}",
    "a list in a billion parts": "{{ facts|slice(1000000000)|list|length }}",
    "tables in nested loops": LOOPS + "{{ evidence_table() }}" + "{% endfor %}" * 4,
    "a table made and not printed": LOOPS + "{% set x = evidence_table() %}" + "{% endfor %}" * 4,
    "a loop in itself": "{% for x in facts recursive %}{{ loop(facts) }}{% endfor %}",
    "a macro in itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "two macros in each other": "{% macro a() %}{{ b() }}{% endmacro %}"
    "{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
    "brackets in brackets": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "lists in lists": "{{ " + "[" * 5000 + "]" * 5000 + " }}",
    "conditions in conditions": "{% if true %}" * 200 + "x" + "{% endif %}" * 200,
    "loops in loops": "{% for a in facts %}" * 30 + "x" + "{% endfor %}" * 30,
    "another section": "{% include 'positions.md' %}",
    "itself": "{% include 'hostile.md' %}",
    "a parent": "{% extends 'hostile.md' %}",
    "an import": "{% import 'hostile.md' as h %}",
    "a block in itself": "{% block a %}{{ self.a() }}{% endblock %}",
    "the class of a record": "{{ facts[0].__class__.__mro__ }}",
    "the inside of a record": "{% for f in facts %}{{ f._record }}{% endfor %}",
    "the inside of a record as a key": "{{ facts[0]['_printer'] }}",
    "the class by a filter": "{{ facts|attr('__class__') }}",
    "the class by a selection": "{{ facts|selectattr('__class__.__mro__')|list|length }}",
    "the class by a format": '{{ "{0.__class__}".format(facts) }}',
    "the code of a view": "{{ timeline.__call__.__globals__ }}",
    "a file too long": "x" * 300_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_section_ends_soon_with_its_file_and_line(text):
    template, _ = read_template("base", Path("/nowhere"))
    printer = filled(template, "en")
    tracemalloc.start()
    file = SectionFile("hostile", "sections/hostile.md", f"words\n\n{text}")
    section, faults = render_section(printer, file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert section is None
    assert [fault.code for fault in faults] == ["section-fault"]
    assert faults[0].span.path == "sections/hostile.md"
    assert faults[0].span.line in (1, 3)
    assert peak < 50_000_000
    assert steps(render_section, printer, file) < 2_000_000


def test_a_section_may_count_and_loop_and_ask():
    text, values = printed(
        "{% for x in xs %}{{ loop.index + 1 }}{% if x > 1 %}!{% endif %}{% endfor %}", xs=(1, 2)
    )
    assert [value.inlines for value in values] == [(Str("2"),), (Str("3"),)]
    assert text.endswith("!")


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("{{ nothing }}", "nothing called 'nothing'", "docs/templates.md"),
        ("{{ timline() }}", "nothing called 'timline'", "'timeline'"),
        ("{% for f in facts %}{{ f.txt }}{% endfor %}", "no field 'txt'", "'text'"),
        ("{{ risk_map(5) }}", "takes nothing in its brackets", "docs"),
        ("{{ options_compared(advise=true) }}", "takes only advised, not advise", "docs"),
        ("{{ label('timline') }}", "there is no label called 'timline'", "'timeline'"),
        ("{{ 'x'|upper }}", "no filter 'upper'", "batch"),
    ],
)
def test_a_slip_in_a_section_is_told_in_words(text, said, hint):
    template, _ = read_template("base", Path("/nowhere"))
    _, faults = render_section(filled(template, "en"), SectionFile("own", "sections/own.md", text))
    assert said in faults[0].message
    assert hint in faults[0].hint
