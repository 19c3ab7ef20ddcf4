"""What a section prints of a record has words for readers and an origin, and the paper bears its marking."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest

from policybrief.designing.specimen.rendering_faults import filled
from policybrief.document import Citation, Document, Span, Str, children, plain_text
from policybrief.sections import render_section
from policybrief.sections.compose import compose
from policybrief.sections.render import listed_kinds
from policybrief.selection import select
from policybrief.templates import SectionFile
from small import base_template, edition_of, project_at

KEEPING = (
    *("id", "topics", "marking", "lowered_by", "originator", "releasable_to"),
    *("consent", "cleared", "withdrawn", "replaces", "was", "priority"),
    *("checked", "review_by", "owner", "waive", "note", "audiences"),
    *("type", "key", "capture", "language", "ratings", "rests_on"),
    *("raised", "to"),
    *("mentions", "section", "templates"),
)
"""Fields that keep a record, and lists that views print."""
YES_OR_NO = ("baseline", "public", "generated")
EVERY = [(kind, f.name) for kind, cls in listed_kinds().items() for f in fields(cls)]


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_each_field_is_printed_in_words_with_its_origin_or_refused(kind: str, name: str) -> None:
    printer = filled(base_template(Path()), "en")
    text = f"{{% for r in {kind} %}}- {{{{ r.{name} }}}}\n{{% endfor %}}"
    section, faults = render_section(printer, SectionFile("own", "sections/own.md", text))
    if name in KEEPING or name in YES_OR_NO:
        assert section is None
        assert name in faults[0].message or "yes or no" in faults[0].message
        return
    assert not faults
    if section is None:
        return  # no record of the specimen says anything there
    said = plain_text(section)
    assert not any(sign in said for sign in ("(", "None", "True", "Decimal", "datetime"))
    assert all(origin in printer.numbers or printer.selection.get(origin) for origin in origins(section))
    assert not [*loose(section)]


def origins(node: object) -> list[str]:
    own = [node.origin.record] if isinstance(node, Span) and node.origin else []
    return [*own, *(origin for child in children(node) for origin in origins(child))]


def loose(node: object) -> list[str]:
    """Words that are in no span with an origin, without what joins them."""
    if (isinstance(node, Span) and node.origin) or isinstance(node, Citation):
        return []
    if isinstance(node, Span) and node.role.startswith("stance-"):
        return []  # beside the symbol, which says whose it is
    if isinstance(node, Str):
        return [node.text] if len(node.text.strip("\u00a0; ,")) > 1 else []
    return [words for child in children(node) for words in loose(child)]


DOSSIER = """
cleared: 2022-01-01, head of unit
actors:
  mayor: {name: The Mayor, kind: organisation}
  guild: {name: The Guild, kind: organisation}
%s
options:
  keep: {title: Keep the bridge, short: Keep, baseline: yes, marking: TLP:AMBER}
  close: {title: Close the bridge, short: Close, marking: TLP:AMBER}
positions:
  for-keeping:
    {holder: mayor, text: Keep it., stance: {keep: supports}, source: "closed-cable, p. 1"}
  for-closing: {holder: guild, text: Close it., stance: {close: supports}, source: "open-report, p. 1"}
  silent: {holder: guild, text: We say nothing., source: "open-report, p. 2"}
%s
risks:
  falls: {text: It falls., likelihood: likely, impact: 4, option: keep, marking: TLP:RED}
"""
_TOWNS = [f"town-{letter}" for letter in "abcdefghi"]
_HOLDERS = "\n".join(f"  {town}: {{name: {town}, kind: organisation}}" for town in _TOWNS)
_VIEWS = "\n".join(
    f"  of-{t}: {{holder: {t}, text: Close., stance: {{close: supports}}, source: 'open-report, p. 3'}}"
    for t in _TOWNS
)
DOSSIER %= (_HOLDERS, _VIEWS)
SETTINGS = "audiences:\n  officials: {clearance: TLP:RED, internal: yes}\n"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("# Chart\n\n{{ support_chart() }}", "TLP:RED"),
        ("# Map\n\n{{ risk_map() }}", "TLP:RED"),
        ("{% for p in positions %}\n- {{ p.stance }}\n{% endfor %}", "TLP:RED"),
        ("{% for p in positions %}\n- {{ p.holder }}\n{% endfor %}", "TLP:RED"),
        ("{% for r in risks %}\n- {{ r.impact }}\n{% endfor %}", "TLP:RED"),
        ("{% for r in risks %}\n- {{ r.likelihood }}\n{% endfor %}", "TLP:RED"),
        ("{% for o in options %}\n- {{ o.title }}\n{% endfor %}", "TLP:AMBER"),
        ("# Count\n\n{{ risks|length }}", "TLP:AMBER"),
    ],
)
def test_a_paper_bears_the_marking_of_what_it_counts_draws_or_names(
    text: str, label: str, tmp_path: Path
) -> None:
    document = made(text, tmp_path)
    assert [mark.label for mark in document.meta.marks] == [label]
    assert document.blocks[0].marking in (label, "")  # of a bare count only the page is marked


def made(text: str, folder: Path) -> Document:
    loaded = project_at(folder, DOSSIER, settings=SETTINGS)
    template = base_template(folder)
    own = SectionFile("own", "sections/own.md", text)
    outlines = tuple(replace(o, sections=("own",), annexes=(), portions=True) for o in template.outlines)
    template = replace(template, sections=(own, *template.sections), outlines=outlines)
    edition = edition_of(loaded)
    selection = select(edition, loaded.corpus, loaded.project)
    composed = compose(edition, selection, project=loaded.project, template=template)
    assert composed.document is not None, composed.diagnostics
    return composed.document
