"""WeasyPrint, with PDF/UA-1 asked for, from HTML made by Jinja2."""

from __future__ import annotations

from jinja2 import Environment
from weasyprint import HTML

from work import Paper

_HTML = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{{ papers[0].title }}</title><style>
@page { size: A4; margin: 22mm; @top-left { content: string(title) } @bottom-left { content: "Page " counter(page) " of " counter(pages) } }
body { font: 10pt/1.4 "Noto Sans", sans-serif } h1 { string-set: title content() } table { border-collapse: collapse; font-size: 9pt }
</style></head><body>{% for paper in papers %}{% set p = loop.index %}<h1>{{ paper.title }}</h1><p>{{ paper.subtitle }}</p>
<p>{{ paper.organisation }} {{ paper.date }}</p><p>{{ paper.summary }}</p>
{% for title, blocks in paper.sections %}<h2>{{ title }}</h2>{% for b in blocks %}
{% if b.kind == "heading" %}<h3>{{ b.text }}</h3>
{% elif b.kind == "list" %}<ul>{% for entry in b.entries %}<li>{{ entry }}</li>{% endfor %}</ul>
{% elif b.kind == "table" %}<table><caption>{{ b.text }}</caption><thead><tr>{% for cell in b.rows[0] %}<th scope="col">{{ cell }}</th>{% endfor %}</tr></thead>
<tbody>{% for row in b.rows[1:] %}{% set r = loop.index0 %}<tr>{% for cell in row %}<td{% if b.tints and b.tints[r][loop.index0] %} style="background: {{ b.tints[r][loop.index0] }}"{% endif %}>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</tbody></table>
{% else %}<p>{% if b.lead %}<strong>{{ b.lead }}</strong> {% endif %}{{ b.text }}{% if b.cites %} <a href="#s{{ p }}-{{ b.cites }}">[{{ b.cites }}]</a>{% endif %}</p>{% endif %}
{% endfor %}{% endfor %}<h2>Sources</h2>{% for source in paper.sources %}<p id="s{{ p }}-{{ loop.index }}">[{{ loop.index }}] {{ source }}</p>{% endfor %}
{% endfor %}</body></html>"""
_TEMPLATE = Environment(autoescape=True).from_string(_HTML)


def prepare(papers: tuple[Paper, ...]) -> object:
    return papers


def render(prepared: object) -> bytes:
    made = HTML(string=_TEMPLATE.render(papers=prepared)).write_pdf(pdf_variant="pdf/ua-1")
    assert isinstance(made, bytes)
    return made


def version() -> str:
    from importlib.metadata import version

    return f"WeasyPrint {version('weasyprint')}"
