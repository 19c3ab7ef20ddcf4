"""The gate tests itself: each way of spoiling a good PDF is noticed by veraPDF or by the own reader."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from functools import cache

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from conformance import papers, verapdf
from conformance.pdf_rules import faults_of
from conformance.screen_reader import differences

Spoil = Callable[[pikepdf.Pdf], None]
DEFECTS: dict[str, Spoil] = {}


def defect(spoil: Spoil) -> Spoil:
    """Enters a function that spoils a file under its own name."""
    DEFECTS[spoil.__name__] = spoil
    return spoil


@cache
def good() -> papers.Paper:
    """A paper with a picture, a chart, notes, links, lists and tables."""
    return papers.paper("specimen: base en 0")


def spoilt(name: str) -> bytes:
    with pikepdf.open(io.BytesIO(good().pdf)) as file:
        DEFECTS[name](file)
        out = io.BytesIO()
        encryption = pikepdf.Encryption(owner="o", user="") if name == "encryption" else None
        file.save(out, encryption=encryption, static_id=encryption is None)
    return out.getvalue()


def elements(file: pikepdf.Pdf, role: str) -> Iterator[pikepdf.Object]:
    """The structure elements of a role, in the order of the tree."""
    for entry in list(file.objects):
        if isinstance(entry, Dictionary) and entry.get("/Type") == "/StructElem" and f"/{role}" == entry.S:
            yield entry


def first(file: pikepdf.Pdf, role: str) -> pikepdf.Object:
    return next(elements(file, role))


def rewrite(file: pikepdf.Pdf, change: Callable[[bytes], bytes], page: int = 0) -> None:
    """Changes the content of a page; a change that changes nothing is an error of the test."""
    before = file.pages[page].Contents.read_bytes()
    after = change(before)
    assert after != before
    file.pages[page].Contents.write(after)


def metadata(file: pikepdf.Pdf, pattern: bytes, put: bytes = b"") -> None:
    before = file.Root.Metadata.read_bytes()
    after = re.sub(pattern, put, before, flags=re.S)
    assert after != before
    file.Root.Metadata.write(after)


def fonts(file: pikepdf.Pdf) -> list[pikepdf.Object]:
    return list(file.pages[0].Resources.Font.values())


def link(file: pikepdf.Pdf) -> pikepdf.Object:
    return next(page.Annots[0] for page in file.pages if "/Annots" in page)


@defect
def no_mark_info(file):
    del file.Root.MarkInfo


@defect
def suspects(file):
    file.Root.MarkInfo.Suspects = True


@defect
def no_structure_tree(file):
    del file.Root.StructTreeRoot


@defect
def no_parent_tree(file):
    del file.Root.StructTreeRoot.ParentTree


@defect
def no_language(file):
    del file.Root.Lang


@defect
def no_viewer_preferences(file):
    del file.Root.ViewerPreferences


@defect
def no_title_in_xmp(file):
    metadata(file, rb"<dc:title>.*?</dc:title>")


@defect
def another_title_in_info(file):
    file.docinfo.Title = String("Another title")


@defect
def another_author_in_xmp(file):
    metadata(file, rb"(<dc:creator>.*?<rdf:li>)", rb"\1The ")


@defect
def no_ua_identifier(file):
    metadata(file, rb'pdfuaid:part="1"|<pdfuaid:part>1</pdfuaid:part>')


@defect
def no_archive_identifier(file):
    metadata(file, rb'pdfaid:part="2"|<pdfaid:part>2</pdfaid:part>')


@defect
def no_extension_schema(file):
    metadata(file, rb"<pdfaExtension:schemas>.*?</pdfaExtension:schemas>")


@defect
def no_metadata(file):
    del file.Root.Metadata


@defect
def no_alternative_text(file):
    del first(file, "Figure").Alt


@defect
def blank_alternative_text(file):
    first(file, "Figure").Alt = String(" ")


@defect
def another_alternative_text(file):
    first(file, "Figure").Alt = String("Something else")


@defect
def no_scope(file):
    for head in elements(file, "TH"):
        del head.A


@defect
def scope_of_no_kind(file):
    first(file, "TH").A[0].Scope = Name("/Sideways")


@defect
def a_cell_too_few(file):
    rows = [row for row in elements(file, "TR") if isinstance(row.K, Array) and len(row.K) > 1]
    rows[-1].K = Array(list(rows[-1].K)[:-1])


@defect
def a_row_that_is_an_entry(file):
    first(file, "TR").S = Name.LI


@defect
def an_entry_outside_a_list(file):
    first(file, "LI").P.S = Name.Sect


@defect
def a_list_without_numbering(file):
    del first(file, "L").A


@defect
def a_role_that_means_nothing(file):
    first(file, "P").S = Name("/Foo")


@defect
def a_role_mapped_to_nothing(file):
    first(file, "P").S = Name("/Foo")
    file.Root.StructTreeRoot.RoleMap = Dictionary({"/Foo": Name("/Bar")})


@defect
def roles_mapped_in_a_circle(file):
    first(file, "P").S = Name("/Foo")
    file.Root.StructTreeRoot.RoleMap = Dictionary({"/Foo": Name("/Bar"), "/Bar": Name("/Foo")})


@defect
def an_element_inside_itself(file):
    section = first(file, "Sect")
    section.K = Array([*section.K, section])


@defect
def a_heading_skipped(file):
    first(file, "H2").S = Name.H4


@defect
def two_titles(file):
    first(file, "H2").S = Name.H1


@defect
def notes_without_ids(file):
    for note in elements(file, "Note"):
        del note.ID


@defect
def an_operator_outside_all_tags(file):
    rewrite(file, lambda content: content + b"\n0 0 10 10 re f\n")


@defect
def text_outside_all_tags(file):
    rewrite(
        file, lambda content: re.sub(rb"/P <</MCID \d+>> BDC(.*?)EMC", rb"\1", content, count=1, flags=re.S)
    )


@defect
def an_artifact_inside_a_paragraph(file):
    inside = rb"\1 /Artifact BMC EMC "
    rewrite(file, lambda content: re.sub(rb"(/P <</MCID \d+>> BDC)", inside, content, count=1))


@defect
def a_paragraph_inside_an_artifact(file):
    rewrite(
        file,
        lambda content: re.sub(
            rb"(/P <</MCID \d+>> BDC.*?EMC)", rb"/Artifact BMC \1 EMC", content, count=1, flags=re.S
        ),
    )


@defect
def text_hidden_as_an_artifact(file):
    rewrite(file, lambda content: re.sub(rb"/P <</MCID \d+>> BDC", rb"/Artifact BMC", content, count=1))


@defect
def an_mcid_used_twice(file):
    rewrite(file, lambda content: content.replace(b"<</MCID 2>>", b"<</MCID 1>>", 1))


@defect
def an_mcid_of_no_element(file):
    rewrite(file, lambda content: content.replace(b"<</MCID 2>>", b"<</MCID 999>>", 1))


@defect
def marked_content_never_closed(file):
    rewrite(file, lambda content: content[: content.rindex(b"EMC")] + content[content.rindex(b"EMC") + 3 :])


@defect
def another_owner_in_the_parent_tree(file):
    owners = file.Root.StructTreeRoot.ParentTree.Nums
    page = next(entry for entry in owners if isinstance(entry, Array))
    page[1] = page[0]
    page[0] = page[len(page) - 1]


@defect
def a_paragraph_read_before_its_title(file):
    document = first(file, "Document")
    document.K = Array(reversed(list(document.K)))


@defect
def words_run_together(file):
    spaces = b"|".join(re.escape(_code_of(font, " ")) for font in fonts(file))
    rewrite(file, lambda content: re.sub(rb"(?:" + spaces + rb")\)Tj ET", rb")Tj ET", content))


def _code_of(font, character):
    """The two-byte code of a character in the strings of a font."""
    code = re.search(rb"<([0-9A-F]{4})><%04X>" % ord(character), font.ToUnicode.read_bytes())
    return bytes.fromhex(code[1].decode()) if code else b"no such code"


@defect
def an_unembedded_font(file):
    del fonts(file)[0].DescendantFonts[0].FontDescriptor["/FontFile2"]


@defect
def fonts_without_unicode(file):
    for font in fonts(file):
        del font.ToUnicode


@defect
def another_letter_in_unicode(file):
    for font in fonts(file):
        source = font.ToUnicode.read_bytes()
        font.ToUnicode.write(source.replace(b"0065", b"0066"))


@defect
def wrong_widths(file):
    font = fonts(file)[0].DescendantFonts[0]
    font.W = Array([Array([each[0] + 50]) if isinstance(each, Array) else each for each in font.W])


@defect
def a_link_without_contents(file):
    del link(file).Contents


@defect
def a_link_without_its_element(file):
    del link(file).StructParent


@defect
def a_link_with_another_element(file):
    link(file).StructParent = 10_000


@defect
def a_link_that_is_not_printed(file):
    link(file).F = 0


@defect
def a_link_element_that_is_a_span(file):
    first(file, "Link").S = Name.Span


@defect
def an_annotation_that_is_no_link(file):
    page = file.pages[0]
    page.Annots = Array(
        [
            *page.get("/Annots", []),
            file.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], F=4)),
        ]
    )


@defect
def another_tab_order(file):
    file.pages[0].Tabs = Name.R


@defect
def an_outline_that_leads_to_another_page(file):
    last = file.Root.Outlines.Last
    last.Dest = Array([file.pages[0].obj, Name.Fit])


@defect
def an_outline_of_other_words(file):
    file.Root.Outlines.First.Title = String("Another heading")


@defect
def no_outline(file):
    del file.Root.Outlines


@defect
def a_link_to_no_page(file):
    for page in file.pages:
        for annotation in page.get("/Annots", []):
            if "/Dest" in annotation:
                annotation.Dest = Array([Dictionary(Type=Name.Page), Name.Fit])
                return


@defect
def no_output_intent(file):
    del file.Root.OutputIntents


@defect
def an_output_intent_for_print(file):
    profile = file.Root.OutputIntents[0].DestOutputProfile
    profile.write(profile.read_bytes()[:16] + b"CMYK" + profile.read_bytes()[20:])


@defect
def an_output_intent_without_profile(file):
    del file.Root.OutputIntents[0].DestOutputProfile


@defect
def colours_of_print(file):
    rewrite(file, lambda content: b"/Artifact BMC 0 0 0 1 k 0 0 1 1 re f EMC\n" + content)


@defect
def a_blend_mode_of_no_kind(file):
    page = file.pages[0]
    page.Resources.ExtGState = Dictionary({"/GSx": Dictionary(BM=Name("/Odd"))})
    rewrite(file, lambda content: b"/Artifact BMC /GSx gs 0 0 1 1 re f EMC\n" + content)


@defect
def a_postscript_object(file):
    page = file.pages[0]
    held = file.make_stream(b"", {"/Type": Name.XObject, "/Subtype": Name.PS})
    page.Resources.XObject = Dictionary({"/PSx": held})
    rewrite(file, lambda content: b"/Artifact BMC /PSx Do EMC\n" + content)


@defect
def an_image_that_is_interpolated(file):
    image = next(e for e in file.objects if isinstance(e, pikepdf.Stream) and e.get("/Subtype") == "/Image")
    image.Interpolate = True


@defect
def encryption(file):
    """Done where the file is saved."""


@defect
def javascript(file):
    file.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


@defect
def an_embedded_file(file):
    file.attachments["a.txt"] = b"hidden"


@defect
def a_form(file):
    file.Root.AcroForm = Dictionary(Fields=Array([]), XFA=String("x"))


@defect
def an_action_of_a_page(file):
    file.pages[0].AA = Dictionary(O=Dictionary(S=Name.Launch, F=String("x")))


@defect
def layers_without_names(file):
    group = file.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
    file.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(AS=Array([Dictionary()])))


def test_the_good_paper_is_good():
    assert verapdf.broken_clauses(good().pdf) == ()
    assert faults_of(good().pdf) == ()
    assert differences(good().document, good().pdf) == []


def test_saving_it_again_does_not_spoil_it():
    with pikepdf.open(io.BytesIO(good().pdf)) as file:
        out = io.BytesIO()
        file.save(out, static_id=True)
    assert verapdf.broken_clauses(out.getvalue()) == ()
    assert faults_of(out.getvalue()) == ()


def test_there_are_defects_of_every_kind():
    assert len(DEFECTS) >= 30


@pytest.mark.parametrize("name", DEFECTS)
def test_a_spoilt_file_is_rejected(name):
    data = spoilt(name)
    own = faults_of(data) or differences(good().document, data)
    assert own or verapdf.broken_clauses(data)
