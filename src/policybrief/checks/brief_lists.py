"""Rules of the lists in a brief's file: what it lists for an audience, a section of that audience prints."""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.checks.checked import LIST_NAMES, Check, Checked
from policybrief.diagnostics import Diagnostic
from policybrief.records import LISTS, Fact, Record
from policybrief.sections import MOST_KEY_FIGURES, names_in
from policybrief.templates import SectionFile


def check_lists_printed(checked: Checked) -> Iterator[Diagnostic]:
    """A list of the brief that no section of the audience's outline prints, or key figures shown nowhere.

    Nothing is asked of a list of which the reader may see no record.
    """
    named = _named_by_sections(checked)
    listed = {name: checked.selection.having(checked.selection.current(ids)) for name, ids in checked.lists()}
    missing = tuple(name for name in LISTS if listed[name] and name not in named)
    for name in missing:
        yield _unprinted(checked, name, missing)
    if listed["key_messages"] and "bottom_line" in named:
        yield from _beside_messages(checked, listed["key_messages"], listed["bottom_line"])
    if listed["key_figures"] and "key_figures" not in missing:
        yield from _left_over(checked, listed["key_figures"])


def _unprinted(checked: Checked, name: str, missing: tuple[str, ...]) -> Diagnostic:
    """The point about one list; its hint is the line of the outline that prints all that are `missing`."""
    reader = checked.edition.audience.name
    message = f"no section of the paper for {reader} prints {LIST_NAMES[name]} of the brief"
    hint = f"if the list is not for this audience, write in the brief: {reader}: {{{name}: []}}"
    if _section_for(checked, name):
        first, *others = checked.outline.sections or ("",)
        added = (_section_for(checked, one) for one in missing)
        line = ", ".join(dict.fromkeys(filter(None, (first, *added, *others))))
        file = f"templates/{checked.template.name}/template.yaml"
        hint = f"write under outline: in {file}: {reader}: [{line}]; {hint}"
    values = {"label": "titled.unprinted-list", "reason": f"list-{name.replace('_', '-')}"}
    return checked.point_of_brief("unprinted-list", message, hint, values=values)


def _sections(checked: Checked) -> Iterator[SectionFile]:
    """The sections of the outline and its annexes."""
    outline = checked.outline
    sections = (checked.template.section(name) for name in (*outline.sections, *outline.annexes))
    return (section for section in sections if section is not None)


def _named_by_sections(checked: Checked) -> frozenset[str]:
    """What the sections name; where the bottom line stands, the key messages do if there are any."""
    named = frozenset[str]().union(*(names_in(section.text) for section in _sections(checked)))
    standing_for = {"bottom_line": "key_messages", "prose": "passages"}
    return named | {name for view, name in standing_for.items() if view in named}


def _section_for(checked: Checked, name: str) -> str:
    """The section of the template that prints a list: the one of its name, else any; "" if there is none."""
    name = "bottom_line" if name == "key_messages" else name
    section_name = name.replace("_", "-")
    by_name = sorted(checked.template.sections, key=lambda section: section.name != section_name)
    return next((section.name for section in by_name if name in names_in(section.text)), "")


def _beside_messages(
    checked: Checked, messages: tuple[Record, ...], bottom_line: tuple[Record, ...]
) -> Iterator[Diagnostic]:
    """A bottom line that differs from the key messages, which replace it."""
    left = [record.id for record in bottom_line if record not in messages]
    if left:
        message = (
            "the brief has key messages, which replace its bottom line, so the bottom line is not printed"
        )
        hint = f"list {', '.join(left)} under key_messages, or take it out of bottom_line"
        values = {"label": "titled.bottom-line-left-over"}
        yield checked.point_of_brief("unprinted-list", message, hint, values=values)


def _left_over(checked: Checked, listed: tuple[Record, ...]) -> Iterator[Diagnostic]:
    """Key figures that the strip has no room for, or that have no number, and that no other section shows."""
    figures = [fact for fact in listed if isinstance(fact, Fact) and fact.number is not None]
    printed = figures[:MOST_KEY_FIGURES] if len(figures) > 1 else []
    left = [record.id for record in listed if record not in printed and not checked.shows(record.id)]
    if left:
        message = "key figures are two to four facts with a number, so some of those listed are not printed"
        hint = f"remove {', '.join(left)} from key_figures, or list two to four facts with number:"
        values = {"label": "titled.key-figures-left-over"}
        yield checked.point_of_brief("unprinted-list", message, hint, values=values)


CHECKS: tuple[Check, ...] = (check_lists_printed,)
