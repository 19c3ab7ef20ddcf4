"""The list of contents: a field whose entries lead to the headings (ISO/IEC 29500-1, 17.16.5.68)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policybrief.document import Document, Section, Str
from policybrief.writers.docx.paragraphs import hanging, paragraph_xml
from policybrief.writers.docx.runs import EN_SPACE, Numbering, bookmark_name, runs, simple_field, text_run


def contents_list(document: Document, numbers: Numbering, places: Mapping[str, int]) -> Iterator[str]:
    """A contents field whose entries link to the headings (17.16.5.68).

    The pages are those of our own layout; the field is marked, so that Word counts them anew.
    """
    look = numbers.look
    sections = [b for b in document.blocks if isinstance(b, Section) and b.title]
    title = text_run(document.meta.contents)
    if look.page.side:
        yield from hanging(look, ("TOCHeading", title))
    else:
        yield paragraph_xml("TOCHeading", title)
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> '
        'TOC \\o "1-1" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    for index, section in enumerate(sections):
        first, last = index == 0, index == len(sections) - 1
        entry = _entry(section, numbers, places)
        yield paragraph_xml("TOC1", (begin if first else "") + entry + (end if last else ""))


def _entry(section: Section, numbers: Numbering, places: Mapping[str, int]) -> str:
    """One line of the contents: number, title, page, all of it a link."""
    number = f"{section.number}{EN_SPACE}" if section.number else ""
    name = bookmark_name(section.id)
    words = runs((Str(number), *section.title), numbers) + text_run("\t")
    words += simple_field(f"PAGEREF {name} \\h", str(places.get(section.id, 1)))
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{words}</w:hyperlink>'
