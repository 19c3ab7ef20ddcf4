"""Word files that track what has changed: accepted they are the new text, rejected the old one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

from counting import steps
from docx_lint import W, faults, parts_of
from drawn import META, documents, every_component
from policybrief.document import Cell, Column, Document, List, Note, Paragraph, Row, Section, Str, Table
from policybrief.editions import editions_of, load_templates
from policybrief.project import LoadedProject, read_project
from policybrief.records import Edition
from policybrief.sections.compose import compose
from policybrief.selection import select
from policybrief.templates import Template
from policybrief.templates.look import BASE_LOOK, Look
from policybrief.writers import docx
from policybrief.writers.docx.tracked_bodies import Tracker
from tiers import sampled, tries
from tracked import changed, shown

ROOT = Path(__file__).parent.parent
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without the phase that makes a counter-example smaller: it takes minutes on documents."""


def plain(document: Document) -> Document:
    """Without its contents list, which is not tracked."""
    return replace(document, meta=replace(document.meta, contents=""))


def holds(old: Document, new: Document, *, look: Look = BASE_LOOK) -> bytes:
    """The tracked file of `new`, for which accepting and rejecting gave what it must."""
    old, new = plain(old), plain(new)
    file = docx.write(new, look, since=old)
    assert shown(file, "accept") == shown(docx.write(new, look))
    assert shown(file, "reject") == shown(docx.write(old, look))
    return file


def own_faults(file: bytes, *documents: Document, look: Look = BASE_LOOK) -> list[str]:
    """Faults that neither of two documents has by itself: one changed by chance may have links to nowhere."""
    known = {fault for document in documents for fault in faults(docx.write(document, look))}
    return [fault for fault in faults(file, tracked=True) if fault not in known]


# ---- accepted the new, rejected the old --------------------------------------------------------------


@settings(max_examples=tries(12), suppress_health_check=list(HealthCheck), phases=PHASES)
@given(documents(), st.integers(0, 10_000))
def test_a_drawn_document_changed_by_chance(document: Document, seed: int) -> None:
    new = changed(document, seed)
    assert own_faults(holds(document, new), document, new) == []


@settings(max_examples=tries(8), suppress_health_check=list(HealthCheck), phases=PHASES)
@given(documents(), documents())
def test_two_drawn_documents(old: Document, new: Document) -> None:
    assert own_faults(holds(old, new), old, new) == []


@pytest.mark.parametrize("seed", range(4))
def test_a_document_with_every_component(seed: int, tmp_path: Path) -> None:
    old = every_component(BASE_LOOK)
    new = changed(old, seed)
    if seed % 2:
        old, new = new, old
    file = holds(old, new)
    assert own_faults(file, old, new) == []
    path = tmp_path / "tracked.docx"
    path.write_bytes(file)
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []


def test_what_has_not_changed_bears_no_mark() -> None:
    document = every_component(BASE_LOOK)
    body = parts_of(docx.write(document, BASE_LOOK, since=document))["word/document.xml"]
    assert b"w:author" not in body


# ---- every example -----------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def examples() -> tuple[tuple[Edition, Template], ...]:
    """Every edition of the examples with its template."""
    found = load_templates(loaded())
    templates = {one.name: one.template for one in found if one.template}
    editions, _ = editions_of(loaded(), templates=found, today=date(2026, 1, 1))
    return tuple((edition, templates[edition.template]) for edition in editions)


@lru_cache(maxsize=1)
def loaded() -> LoadedProject:
    return read_project(ROOT)


def composed(number: int) -> tuple[Document, Look]:
    """The document of one edition, not laid out, and its look."""
    edition, template = examples()[number]
    selection = select(edition, loaded().corpus, loaded().project)
    document = compose(edition, selection, project=loaded().project, template=template).document
    assert document is not None
    return document, template.look


NUMBERS = range(len(examples()))


@pytest.mark.parametrize("number", sampled(NUMBERS, count=7))
def test_an_example_against_one_that_was_changed_by_chance(number: int) -> None:
    document, look = composed(number)
    holds(changed(document, number, often=0.06), document, look=look)


@pytest.mark.parametrize("number", sampled(NUMBERS, count=2))
def test_an_example_with_its_contents_list_is_valid_and_clean(number: int, tmp_path: Path) -> None:
    document, look = composed(number)
    then = changed(document, number, often=0.06)
    path = tmp_path / "tracked.docx"
    path.write_bytes(docx.write(document, look, since=then))
    assert own_faults(path.read_bytes(), then, document, look=look) == []
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []


# ---- the rules of Word -------------------------------------------------------------------------------


def revisions(file: bytes) -> list[etree._Element]:
    return [
        e
        for part in ("word/document.xml", "word/footnotes.xml")
        for e in etree.fromstring(parts_of(file)[part]).iter()
        if e.get(f"{W}author") is not None
    ]


def reported(*texts: str) -> Document:
    """A document with a numbered list."""
    entries = tuple((Paragraph((Str(text),)),) for text in texts)
    return plain(Document(META, (Section((Str("Facts"),), (List(entries, ordered=True),), "facts"),)))


def tabled(*texts: str) -> Document:
    """A document with a table of one column."""
    rows = tuple(Row((Cell((Paragraph((Str(text),)),)),)) for text in texts)
    return Document(META, (Table((Column(),), (), rows),))


def test_the_house_signs_on_the_day_of_the_edition_and_each_change_has_its_number() -> None:
    found = revisions(docx.write(reported("It is 14."), BASE_LOOK, since=reported("It is 12.", "It was 9.")))
    assert {e.get(f"{W}author") for e in found} == {"Office of Bridges"}
    assert {e.get(f"{W}date") for e in found} == {"2026-03-01T00:00:00Z"}
    assert len({e.get(f"{W}id") for e in found}) == len(found) > 2


def test_only_the_words_that_changed_are_marked() -> None:
    new = reported("The toll is 14 euros a day.", "The ferry runs.")
    file = docx.write(new, BASE_LOOK, since=reported("The toll is 12 euros a day.", "The ferry runs."))
    assert [("".join(e.itertext()), etree.QName(e).localname) for e in revisions(file)] == [
        ("12", "del"),
        ("14", "ins"),
    ]


def test_a_list_that_was_parted_keeps_its_old_form_to_go_back_to() -> None:
    def lists(*parts: tuple[str, ...]) -> Document:
        entries = [tuple((Paragraph((Str(text),)),) for text in part) for part in parts]
        return plain(Document(META, tuple(List(part, ordered=True) for part in entries)))

    file = holds(lists(("One.", "Two.", "Three.")), lists(("One.",), ("Two.", "Three.")))
    assert [etree.QName(e).localname for e in revisions(file)] == ["pPrChange"]


def test_the_same_bytes_come_from_the_same_documents() -> None:
    old, new = every_component(BASE_LOOK), changed(every_component(BASE_LOOK), 3)
    one, other = (docx.write(new, BASE_LOOK, since=old) for _ in range(2))
    assert one == other


def test_entries_that_went_count_in_the_list_that_now_stands_for_theirs() -> None:
    file = docx.write(reported("One.", "Three."), BASE_LOOK, since=reported("One.", "Two.", "Three."))
    tree = etree.fromstring(parts_of(file)["word/document.xml"])
    numbers = {e.get(f"{W}val") for e in tree.iter(f"{W}numId")}
    assert len(numbers) == 1


def test_a_changed_note_is_one_note_gone_and_one_come() -> None:
    def noted(page: int) -> Document:
        note = Note("n", "[1]", (Str(f"[1] Report, page {page}."),), "")
        return plain(Document(META, (Paragraph((Str("It is so"), note)),)))

    file = docx.write(noted(3), BASE_LOOK, since=noted(2))
    notes = etree.fromstring(parts_of(file)["word/footnotes.xml"])
    assert [etree.QName(e).localname for e in notes.iter(f"{W}ins", f"{W}del")] == ["del", "ins"]


def test_a_drawing_that_stands_in_both_is_in_the_file_once() -> None:
    document = every_component(BASE_LOOK)
    once, tracked = docx.write(document, BASE_LOOK), docx.write(document, BASE_LOOK, since=document)
    assert parts_of(once).keys() == parts_of(tracked).keys()


def statements(count: int) -> list[str]:
    return [f"Statement {n} is about the year {n}." for n in range(count)]


LONG: dict[str, Callable[[list[str]], list[str]]] = {
    "nothing changed": lambda texts: texts,
    "a ninth changed": lambda texts: [text + " So." * (n % 9 == 0) for n, text in enumerate(texts)],
    "all changed": lambda texts: [f"{n} Other words" for n, _ in enumerate(texts)],
    "half gone": lambda texts: texts[::2],
    "half moved": lambda texts: [*texts[len(texts) // 2 :], *texts[: len(texts) // 2]],
}


@pytest.mark.parametrize("change", LONG)
def test_a_long_table_takes_work_that_grows_with_it(change: str) -> None:
    assert work(tabled, change, 800) < 1.2 * 2 * work(tabled, change, 400)


def test_a_long_list_takes_work_that_grows_with_it() -> None:
    assert work(reported, "a ninth changed", 320) < 1.2 * 8 * work(reported, "a ninth changed", 40)


def work(form: Callable[..., Document], change: str, count: int) -> int:
    old, new = statements(count), LONG[change](statements(count))
    return steps(lambda: docx.write(form(*new), BASE_LOOK, since=form(*old)))


def test_both_texts_are_in_one_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    """lxml takes time that grows with the square where much is moved from one tree to another."""
    roots = set()
    merged = Tracker.body

    def body(self: Tracker, old: list[etree._Element], new: list[etree._Element]) -> list[etree._Element]:
        roots.update(element.getroottree().getroot() for element in (*old, *new))
        return merged(self, old, new)

    monkeypatch.setattr(Tracker, "body", body)
    docx.write(reported("One.", "Three."), BASE_LOOK, since=reported("One.", "Two."))
    assert len(roots) == 1
