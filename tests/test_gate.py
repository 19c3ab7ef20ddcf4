"""The leak gate: what is withheld, what is looked for, and leaks sown into every part of good files."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from policybrief.cli import main
from policybrief.diagnostics import Severity
from policybrief.editions import MadeEdition, editions_of, load_templates, make_edition
from policybrief.editions.project_gate import gate_of, search_files
from policybrief.gate import Gate, Machine, Verdict, restricted, texts_in, withheld
from policybrief.gate.needle_search import IdFinder
from policybrief.gate.parts import byte_parts
from policybrief.gate.record_texts import texts_of_record
from policybrief.project import LoadedProject, read_project
from policybrief.records import Fact
from policybrief.selection import select
from small import base_template, edition_of, project_at
from tiers import sampled, tries

SETTINGS = """
audiences:
  officials: {clearance: TLP:AMBER+STRICT, internal: yes}
  partner: {clearance: TLP:GREEN, groups: [allies]}
  public: {clearance: TLP:CLEAR}
"""
DOSSIER = """
actors:
  veska: Ilmar Veska, Envoy of Ruritania
  council: City Council
facts:
  toll-opened: {text: The toll of the old bridge opened in spring., source: "open-report, p. 1"}
  toll-income:
    text: It brought in {number} euros in its first year.
    number: 4100000
    source: open-report, p. 2
  secret-offer:
    text: Ruritania offered to buy the whole northern harbour for {number} crowns.
    number: 730000
    source: closed-cable, p. 4
    note: ask the cashier again before Friday noon please
positions:
  veska-says:
    holder: veska
    text: Veska wants the harbour sold before the winter elections.
    source: closed-cable, p. 5
  council-says:
    holder: council
    text: The council wants to keep the toll of the old bridge.
    source: open-report, p. 3
"""
UKRAINIAN = """
facts:
  secret-offer: "Руританія запропонувала купити всю північну гавань за {number} крон."
"""
RUN = "offered to buy the whole northern harbour"
SECRETS = (
    "ruritania",
    "veska",
    "northern harbour",
    "730",
    "secret-offer",
    "veska-says",
    "руританія",
    "cashier",
)


@lru_cache(maxsize=1)
def city() -> LoadedProject:
    folder = Path(mkdtemp())
    translated = {"briefs/records/demo.uk.yaml": UKRAINIAN}
    return project_at(folder, DOSSIER, settings=SETTINGS, files=translated)


@lru_cache(maxsize=1)
def gate() -> Gate:
    loaded = city()
    return gate_of(loaded, [base_template(loaded.root)], public_log=False)


@lru_cache(maxsize=1)
def good() -> MadeEdition:
    loaded = city()
    return make_edition(
        edition_of(loaded, "public"),
        project=loaded.project,
        corpus=loaded.corpus,
        template=base_template(loaded.root),
        formats=("docx", "pdf"),
    )


def file(form: str) -> bytes:
    return dict(good().files)[form]


def search(content: bytes, name: str = "demo-public-en.docx", audience: str = "public") -> Verdict:
    reader = city().project.audience(audience)
    assert reader is not None
    shown = [record.id for record in good().selection.records]
    return gate().search(content, name=name, audience=reader, shown=shown, authors=("Office",))


# ---- what is withheld ------------------------------------------------------------------------------


def test_the_withheld_set_is_found_without_the_selection() -> None:
    loaded = city()
    closed = {a.name: withheld(loaded.corpus.records, a, loaded.project) for a in loaded.project.audiences}
    assert closed["public"] == {"closed-cable", "secret-offer", "veska-says", "veska"}
    assert closed["officials"] == closed["public"], "TLP:RED is above everybody's clearance"


@pytest.mark.parametrize("audience", ["officials", "partner", "public"])
def test_nothing_that_is_selected_is_withheld(audience: str) -> None:
    loaded = city()
    edition = edition_of(loaded, audience)
    chosen = {record.id for record in select(edition, loaded.corpus, loaded.project).records}
    assert chosen
    assert not chosen & withheld(loaded.corpus.records, edition.audience, loaded.project)


BOUND = """
sources:
  treaty: {title: Treaty text, issued: 2022-01-01, marking: TLP:CLEAR, releasable_to: [allies]}
facts:
  bound: {text: It binds them., source: "treaty, art. 1", marking: TLP:CLEAR}
  agreed: {text: It binds all., source: "treaty, art. 2", consent: letter of May}
  for-partner: {text: Only for partners., source: "open-report, p. 1", audiences: [partner]}
  gone: {text: It was wrong., source: "open-report, p. 1", withdrawn: "2022-09-01, wrong"}
judgements:
  on-bound: {text: So., confidence: high, rests_on: [bound], marking: TLP:CLEAR, lowered_by: "head, so"}
"""


def test_groups_consent_audiences_and_withdrawals_are_read_too(tmp_path: Path) -> None:
    loaded = project_at(tmp_path, BOUND, settings=SETTINGS)

    def closed(audience: str) -> frozenset[str]:
        reader = loaded.project.audience(audience)
        assert reader is not None
        return withheld(loaded.corpus.records, reader, loaded.project) - {"closed-cable"}

    assert closed("partner") == {"gone"}
    assert closed("public") == {"gone", "treaty", "bound", "agreed", "on-bound", "for-partner"}
    for audience in ("partner", "public", "officials"):
        edition = edition_of(loaded, audience)
        chosen = {record.id for record in select(edition, loaded.corpus, loaded.project).records}
        assert not chosen & closed(audience)
        assert {"treaty", "bound"} & chosen == ({"treaty", "bound"} if audience == "partner" else set())


# ---- clean files -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_good_file_passes_with_a_receipt(form: str) -> None:
    verdict = search(file(form), f"demo-public-en.{form}")
    assert not verdict.leaks
    assert verdict.receipt is not None
    assert verdict.receipt.needles > 30
    assert verdict.receipt.parts > 5
    assert len(verdict.receipt.sha256) == 64


# ---- leaks sown into Word files --------------------------------------------------------------------


def repacked(content: bytes, change: Callable[[dict[str, bytes]], None], comment: bytes = b"") -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
        archive.comment = comment
    return into.getvalue()


def within(part: str, before: str, added: str, *, after: bool = False) -> Callable[[dict[str, bytes]], None]:
    """Put `added` before (or after) the first `before` in a part."""

    def change(parts: dict[str, bytes]) -> None:
        text = parts[part].decode()
        assert before in text, (part, before)
        parts[part] = text.replace(before, before + added if after else added + before, 1).encode()

    return change


def adding(name: str, content: str | bytes) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        parts[name] = content.encode() if isinstance(content, str) else content

    return change


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def workbook(text: str) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", f"<sst xmlns='{SHEET}'><si><t>{text}</t></si></sst>")
    return into.getvalue()


def picture(text: str) -> bytes:
    into, words = io.BytesIO(), PngInfo()
    words.add_text("Comment", text)
    Image.new("RGB", (4, 4)).save(into, "PNG", pnginfo=words)
    return into.getvalue()


SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CHART = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
BODY, END = "word/document.xml", "</w:body>"
SPLIT = "</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>".join(
    ["off", "ered to b", "uy the wh", "ole nor", "thern harbour"]
)

WORD_LEAKS: dict[str, Callable[[dict[str, bytes]], None]] = {
    "run in the body": within(BODY, "<w:sectPr", paragraph(RUN)),
    "run split over formatted runs": within(BODY, "<w:sectPr", f"<w:p><w:r><w:t>{SPLIT}</w:t></w:r></w:p>"),
    "run over two paragraphs": within(
        BODY, "<w:sectPr", paragraph("offered to buy the") + paragraph("whole northern harbour")
    ),
    "run in capitals": within(BODY, "<w:sectPr", paragraph(RUN.upper())),
    "run with soft hyphens": within(
        BODY, "<w:sectPr", paragraph("off\u00adered to buy the whole nor\u00adthern")
    ),
    "run with no-break spaces": within(BODY, "<w:sectPr", paragraph(RUN.replace(" ", "\u00a0"))),
    "run with other spaces and joiners": within(
        BODY, "<w:sectPr", paragraph("offered\u2009to\u202fbuy\u2003the \u200bwhole")
    ),
    "run in full-width letters": within(
        BODY, "<w:sectPr", paragraph("".join(chr(ord(c) + 0xFEE0) if c.isalpha() else c for c in RUN))
    ),
    "run with breaks inside": within(
        BODY,
        "<w:sectPr",
        "<w:p><w:r><w:t>offered to buy</w:t><w:br/><w:t>the whole northern</w:t></w:r></w:p>",
    ),
    "run in Ukrainian": within(BODY, "<w:sectPr", paragraph("купити всю північну гавань за")),
    "run in decomposed Ukrainian": within(
        BODY, "<w:sectPr", paragraph("купити всю північну гавань за".replace("і", "і").replace("й", "й"))
    ),
    "hidden text": within(
        BODY, "<w:sectPr", f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{RUN}</w:t></w:r></w:p>"
    ),
    "deleted text": within(
        BODY,
        "<w:sectPr",
        f'<w:p><w:del w:author="Office"><w:r><w:delText>{RUN}</w:delText></w:r></w:del></w:p>',
    ),
    "name": within(BODY, "<w:sectPr", paragraph("We met Ilmar Veska.")),
    "last name alone": within(BODY, "<w:sectPr", paragraph("We met VESKA today.")),
    "name out of a sentence": within(BODY, "<w:sectPr", paragraph("and Ruritania too")),
    "number with what it counts": within(BODY, "<w:sectPr", paragraph("It is 730\u00a0000 crowns.")),
    "number with other separators": within(BODY, "<w:sectPr", paragraph("It is 730,000 crowns.")),
    "number in Ukrainian": within(BODY, "<w:sectPr", paragraph("за 730\u202f000 крон")),
    "title of a source": within(BODY, "<w:sectPr", paragraph("see the Closed Cable of August")),
    "id": within(BODY, "<w:sectPr", paragraph("secret-offer")),
    "id with other hyphens": within(BODY, "<w:sectPr", paragraph("secret\u2011offer")),
    "note of a withheld record": within(BODY, "<w:sectPr", paragraph("ask the cashier again before Friday")),
    "field instruction": within(
        BODY, "<w:sectPr", f'<w:p><w:r><w:instrText>TITLE "{RUN}"</w:instrText></w:r></w:p>'
    ),
    "header": within("word/header1.xml", "</w:hdr>", paragraph(RUN)),
    "footer": within("word/footer1.xml", "</w:ftr>", paragraph(RUN)),
    "footnote": within(
        "word/footnotes.xml", "</w:footnotes>", f'<w:footnote w:id="99">{paragraph(RUN)}</w:footnote>'
    ),
    "comment": adding(
        "word/comments.xml", f"<w:comments {WORD}><w:comment>{paragraph(RUN)}</w:comment></w:comments>"
    ),
    "alternative text": within(
        BODY,
        "<w:sectPr",
        f'<w:p><w:r><w:drawing><wp:docPr xmlns:wp="urn:wp" descr="{RUN}"/></w:drawing></w:r></w:p>',
    ),
    "bookmark": within(BODY, "<w:sectPr", '<w:bookmarkStart w:id="990" w:name="secret_offer"/>'),
    "bookmark with a one-word id": within(
        BODY, "<w:sectPr", '<w:bookmarkStart w:id="991" w:name="body.veska.text"/>'
    ),
    "title property": within(
        "docProps/core.xml", "</cp:coreProperties>", f"<dc:description>{RUN}</dc:description>"
    ),
    "company property": within(
        "docProps/app.xml", "</Properties>", "<HyperlinkBase>Ruritania</HyperlinkBase>"
    ),
    "custom property": adding(
        "docProps/custom.xml",
        f'<Properties xmlns="urn:p"><property name="x"><lpwstr>{RUN}</lpwstr></property></Properties>',
    ),
    "name of a custom property": adding(
        "docProps/custom.xml", '<Properties xmlns="urn:p"><property name="secret-offer"/></Properties>'
    ),
    "custom part": adding("customXml/item1.xml", f"<record><text>{RUN}</text></record>"),
    "element of a custom part": adding("customXml/item1.xml", "<veska-says/>"),
    "remark in XML": adding("customXml/item1.xml", f"<record><!-- {RUN} --></record>"),
    "chart": adding(
        "word/charts/chart1.xml",
        f"<c:chart {CHART}><c:pt><c:v>730000</c:v></c:pt><c:pt><c:v>crowns</c:v></c:pt></c:chart>",
    ),
    "workbook of a chart": adding("word/embeddings/Book1.xlsx", workbook(RUN)),
    "workbook in a workbook": adding(
        "word/embeddings/Book1.xlsx", repacked(workbook("x"), adding("xl/inner.xlsx", workbook(RUN)))
    ),
    "style name": within(
        "word/styles.xml", "</w:styles>", '<w:style w:styleId="x"><w:name w:val="Ruritania"/></w:style>'
    ),
    "link": within(
        "word/_rels/document.xml.rels",
        "</Relationships>",
        '<Relationship Id="r9" Type="t" Target="https://x.example/secret-offer" TargetMode="External"/>',
    ),
    "picture's remark": adding("word/media/image9.png", picture(RUN)),
    "wide characters in bytes": adding("word/blob.bin", RUN.encode("utf-16-le")),
    "name of a part": adding("word/media/Ruritania.png", picture("x")),
    "part that is no XML though it says so": adding("word/odd.xml", f"<open>{RUN}"),
}


def test_packing_a_file_again_sows_nothing() -> None:
    assert not search(repacked(file("docx"), lambda _: None)).leaks


@pytest.mark.parametrize("seed", WORD_LEAKS)
def test_a_leak_in_a_word_file_is_found_and_not_repeated(seed: str) -> None:
    caught(search(repacked(file("docx"), WORD_LEAKS[seed])))


def test_a_remark_of_the_archive_and_what_follows_it_are_searched() -> None:
    caught(search(repacked(file("docx"), lambda _: None, comment=RUN.encode())))
    caught(search(file("docx") + RUN.encode()))


def caught(verdict: Verdict) -> None:
    assert verdict.leaks, "not found"
    assert verdict.receipt is None
    for leak in verdict.leaks:
        assert (leak.code, leak.severity, leak.span) == ("leak", Severity.LEAK, None)
        said = (leak.message + leak.hint).casefold()
        for record in ("secret-offer", "veska-says", "closed-cable", "veska"):
            said = said.replace(f"record {record}", "")
        assert not [secret for secret in SECRETS if secret in said], said
        assert leak.record


# ---- leaks sown into PDF files ---------------------------------------------------------------------


def changed(change: Callable[[pikepdf.Pdf], None], **saving: Any) -> bytes:
    into = io.BytesIO()
    with pikepdf.open(io.BytesIO(file("pdf"))) as document:
        change(document)
        document.save(into, **saving)
    return into.getvalue()


def drawn(operators: str) -> Callable[[pikepdf.Pdf], None]:
    """Text on the first page, in a font whose characters are letters."""

    def change(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        name = page.add_resource(document.make_indirect(font), pikepdf.Name.Font)
        page.contents_add(f"BT {name} 9 Tf {operators} ET".encode())

    return change


def of_catalog(key: str, value: Any) -> Callable[[pikepdf.Pdf], None]:
    def change(document: pikepdf.Pdf) -> None:
        document.Root[key] = value(document) if callable(value) else value

    return change


def of_element(key: str, text: str) -> Callable[[pikepdf.Pdf], None]:
    def change(document: pikepdf.Pdf) -> None:
        below = document.Root.StructTreeRoot.K
        element = below[0] if isinstance(below, pikepdf.Array) else below
        element[key] = pikepdf.String(text)

    return change


def annotated(**keys: Any) -> Callable[[pikepdf.Pdf], None]:
    def change(document: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], **keys
        )
        page = document.pages[0]
        page.Annots = pikepdf.Array([*page.get("/Annots", []), document.make_indirect(note)])

    return change


def with_info(document: pikepdf.Pdf) -> None:
    document.docinfo["/Subject"] = RUN


def with_metadata(document: pikepdf.Pdf) -> None:
    with document.open_metadata() as metadata:
        metadata["dc:description"] = RUN


def with_outline(document: pikepdf.Pdf) -> None:
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Ruritania", 0))


def attached(content: bytes, name: str = "x.bin") -> Callable[[pikepdf.Pdf], None]:
    def change(document: pikepdf.Pdf) -> None:
        document.attachments[name] = pikepdf.AttachedFileSpec(document, content, filename=name)

    return change


def with_stream(document: pikepdf.Pdf) -> None:
    document.Root.Hidden = document.make_stream(RUN.encode())


def nothing(_: pikepdf.Pdf) -> None:
    pass


PDF_LEAKS: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "text on a page": drawn(f"1 0 0 1 50 50 Tm ({RUN}) Tj"),
    "text over two lines": drawn(
        "1 0 0 1 50 60 Tm (offered to buy the) Tj 0 -11 Td (whole northern harbour) Tj"
    ),
    "word broken at the end of a line": drawn(
        "1 0 0 1 50 60 Tm (offered to buy the who-) Tj 0 -11 Td (le northern) Tj"
    ),
    "letters set one by one": drawn(
        "1 0 0 1 50 50 Tm [" + " ".join(f"({c}) -90" for c in RUN if c != " ") + "] TJ"
    ),
    "invisible text": drawn(f"3 Tr 1 0 0 1 50 50 Tm ({RUN}) Tj"),
    "white text": drawn(f"1 g 1 0 0 1 50 50 Tm ({RUN}) Tj"),
    "text beside the page": drawn(f"1 0 0 1 900 50 Tm ({RUN}) Tj"),
    "name on a page": drawn("1 0 0 1 50 50 Tm (Veska) Tj"),
    "number on a page": drawn("1 0 0 1 50 50 Tm (730,000 crowns) Tj"),
    "id on a page": drawn("1 0 0 1 50 50 Tm (secret-offer) Tj"),
    "marked content": drawn(f"/Span <</ActualText ({RUN})>> BDC EMC"),
    "actual text": of_element("/ActualText", RUN),
    "actual text in Ukrainian": of_element("/ActualText", "купити всю північну гавань за"),
    "alternative text": of_element("/Alt", RUN),
    "expansion": of_element("/E", "Ruritania"),
    "title of an element": of_element("/T", RUN),
    "id of an element": of_element("/ID", "decision.veska.text"),
    "document information": with_info,
    "metadata": with_metadata,
    "outline": with_outline,
    "note on a page": annotated(Contents=pikepdf.String(RUN)),
    "link": annotated(
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://x.example/veska-says"))
    ),
    "name of a field": annotated(T=pikepdf.String("secret-offer")),
    "named destination": of_catalog("/Dests", pikepdf.Dictionary({"/secret-offer": pikepdf.Array([])})),
    "name of a layer": of_catalog("/OCProperties", pikepdf.Dictionary(Name=pikepdf.String("Ruritania"))),
    "script": of_catalog("/OpenAction", pikepdf.Dictionary(JS=pikepdf.String(f'alert("{RUN}")'))),
    "stream that nothing shows": with_stream,
    "attachment": attached(RUN.encode()),
    "attached workbook": attached(workbook(RUN), "x.xlsx"),
    "name of an attachment": attached(b"nothing", "secret-offer.txt"),
}


@pytest.mark.parametrize("seed", PDF_LEAKS)
def test_a_leak_in_a_pdf_is_found_and_not_repeated(seed: str) -> None:
    caught(search(changed(PDF_LEAKS[seed]), "demo-public-en.pdf"))


@pytest.mark.parametrize(
    "saving",
    [
        {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
        {"compress_streams": False},
        {"encryption": pikepdf.Encryption(owner="o", user="")},
        {"linearize": True},
    ],
    ids=["object streams", "nothing compressed", "encrypted", "linearised"],
)
def test_a_pdf_may_be_packed_in_any_way(saving: dict[str, Any]) -> None:
    assert not search(changed(nothing, **saving), "demo-public-en.pdf").leaks
    caught(search(changed(of_element("/Alt", RUN), **saving), "demo-public-en.pdf"))
    caught(search(changed(with_info, **saving), "demo-public-en.pdf"))


def test_an_older_version_inside_a_pdf_is_searched() -> None:
    """What an editor "deletes" stays in the file when it appends its changes."""
    plain = pikepdf.ObjectStreamMode.disable
    leaky = changed(drawn(f"1 0 0 1 50 50 Tm ({RUN}) Tj"), object_stream_mode=plain)
    trailer = re.findall(rb"trailer\s*(<<.*?>>)\s*startxref\s+(\d+)", leaky, re.DOTALL)[-1]
    kept = trailer[0][:-2] + b"/Prev " + trailer[1] + b" >>"
    page, contents = re.search(rb"(\d+) 0 obj\s*<<[^>]*?/Contents (\[[^]]*\]|\d+ 0 R)", leaky), b"[ ]"
    assert page
    changed_page = (
        leaky[page.start() : leaky.index(b"endobj", page.start())].replace(page[2], contents) + b"endobj\n"
    )
    place = len(leaky)
    table = b"xref\n%b 1\n%010d 00000 n \ntrailer %b\nstartxref\n%d\n%%%%EOF\n"
    appended = leaky + changed_page + table % (page[1], place, kept, place + len(changed_page))
    with pikepdf.open(io.BytesIO(appended)) as document:
        assert len(document.pages[0].Contents) == 0, "the new version hides what the old one shows"
    caught(search(appended, "demo-public-en.pdf"))
    caught(search(file("pdf") + RUN.encode(), "demo-public-en.pdf"))


@pytest.mark.parametrize(
    "damaged",
    [
        lambda: changed(nothing, encryption=pikepdf.Encryption(owner="o", user="secret")),
        lambda: b"%PDF-1.7\n" + file("docx")[:900],
        lambda: file("docx")[: len(file("docx")) // 2],
    ],
    ids=["locked", "no PDF", "half a Word file"],
)
def test_what_cannot_be_searched_is_not_released(damaged: Callable[[], bytes]) -> None:
    verdict = search(damaged())
    assert verdict.receipt is None
    assert [d.code for d in verdict.leaks] == ["unsearchable-file"]


def test_an_archive_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policybrief.gate.parts.MOST_BYTES", 1000)
    assert [d.code for d in search(file("docx")).leaks] == ["unsearchable-file"]


# ---- names of files, ids, hashes -------------------------------------------------------------------


def test_the_name_of_the_file_is_searched_and_then_not_repeated() -> None:
    caught(search(file("pdf"), "northern-harbour-veska.pdf"))
    caught(search(file("docx"), "secret-offer.docx"))


def test_the_id_of_a_record_that_a_file_does_not_show_is_a_leak_though_it_is_open() -> None:
    reader = city().project.audience("public")
    assert reader is not None
    named = repacked(file("docx"), within(BODY, "<w:sectPr", paragraph("see toll-income")))
    others = [record.id for record in good().selection.records if record.id != "toll-income"]
    hidden = gate().search(named, name="x.docx", audience=reader, shown=others, authors=("Office",))
    everything = [*others, "toll-income"]
    shown = gate().search(named, name="x.docx", audience=reader, shown=everything, authors=("Office",))
    assert [d.record for d in hidden.leaks] == ["toll-income"]
    assert not shown.leaks
    assert not gate().search(named, name="x.docx", audience=reader, authors=("Office",)).leaks


def test_in_a_public_log_restricted_ids_are_hashes() -> None:
    loaded = city()
    hiding = gate_of(loaded, [base_template(loaded.root)], public_log=True)
    reader = loaded.project.audience("public")
    assert reader is not None
    sown = repacked(file("docx"), within(BODY, "<w:sectPr", paragraph(f"{RUN}, says secret-offer")))
    leaks = hiding.search(sown, name="x.docx", audience=reader, authors=("Office",)).leaks
    assert leaks
    for leak in leaks:
        assert "secret-offer" not in f"{leak.message} {leak.hint} {leak.record}"
        assert leak.record.startswith("#")
        assert "TLP:RED" in leak.message


def test_in_continuous_integration_a_name_that_only_restricted_records_speak_of_is_a_hash(
    tmp_path: Path,
) -> None:
    dossier = """
    actors:
      both-known: {name: Ann Open}
      hidden-man: {name: Ortrud Quell}
    positions:
      said: {holder: both-known, text: The bridge stays., source: "open-report, p. 1"}
      relayed: {holder: both-known, text: The bridge goes., source: "closed-cable, p. 1"}
      held: {holder: hidden-man, text: The hill stays., source: "closed-cable, p. 1"}
    facts:
      for-allies: {text: The hill is ours., source: "open-report, p. 1", releasable_to: [allies]}
      for-officials: {text: The hill is old., source: "open-report, p. 1", audiences: [officials]}
    """
    allies = "audiences: {public: {}, officials: {}, partner: {groups: [allies]}}\n"
    loaded = project_at(tmp_path, dossier, settings=allies)
    hidden = restricted(loaded.corpus.records, loaded.project)
    assert hidden == {"closed-cable", "relayed", "held", "hidden-man", "for-allies", "for-officials"}


def test_an_id_inside_the_id_of_another_record_is_not_that_record() -> None:
    ids = IdFinder(["toll-2025", "toll-2025-final", "ferry-now"])
    assert ids.search("see toll-2025-final, and no other") == {"toll-2025-final"}
    assert ids.search("see toll-2025-final and toll-2025") == {"toll-2025", "toll-2025-final"}
    assert ids.search("section_toll-2025_text") == {"toll-2025"}
    assert ids.search("toll-2025-finals") == {"toll-2025"}
    assert ids.search("toll-2025-finalsaid", glued=True) == set()


def test_what_the_reader_may_see_elsewhere_is_no_leak(tmp_path: Path) -> None:
    dossier = """
    facts:
      open-words: {text: The council of Veltrum met on the new bridge., source: "open-report, p. 1"}
      closed-words:
        text: The council of Veltrum met on the old hill with Ortrud Quell.
        source: closed-cable, p. 1
    """
    loaded = project_at(tmp_path, dossier, settings=SETTINGS)
    reader = loaded.project.audience("public")
    assert reader is not None
    small = gate_of(loaded, [base_template(loaded.root)], public_log=False)

    def leaks(text: str) -> int:
        return len(small.search(f"<a>{text}</a>".encode(), name="x.xml", audience=reader).leaks)

    assert not leaks("the council of Veltrum met on the")
    assert not leaks("Veltrum")
    assert leaks("of Veltrum met on the old")
    assert leaks("Ortrud Quell")


def test_what_a_brief_says_of_itself_excuses_names_and_no_sentence_or_number(tmp_path: Path) -> None:
    dossier = """
    facts:
      closed-words:
        text: Ortrud Quell will sell {number} old ferries to Veltrum on 4 May 2022.
        number: {value: 4100, unit: ferries}
        source: closed-cable, p. 1
    """
    asked = "question: Will Ortrud Quell sell 4100 old ferries to Veltrum on 4 May 2022?"
    more = "number: Quell-1\ncontact: desk@office.example\n"
    brief = f"title: The old ferries to Veltrum on 4 May\n{asked}\n{more}"
    loaded = project_at(tmp_path, dossier, settings=SETTINGS, brief=brief)
    reader = loaded.project.audience("public")
    assert reader is not None
    small = gate_of(loaded, [base_template(loaded.root)], public_log=False)

    def leaks(text: str) -> int:
        return len(small.search(f"<a>{text}</a>".encode(), name="x.xml", audience=reader).leaks)

    assert not leaks("Veltrum and Ortrud Quell; desk@office.example; 4 May")
    assert not leaks("The old ferries to Veltrum on 4 May"), "the title of the brief, and no whole sentence"
    assert leaks("Will Ortrud Quell sell 4100 old ferries to Veltrum on 4 May 2022?")
    assert leaks("4,100 ferries")
    alone = project_at(
        tmp_path / "b",
        dossier,
        settings=SETTINGS,
        brief="title: Ships\nquestion: What now?\nnumber: Quell-1\n",
    )
    small = gate_of(alone, [base_template(alone.root)], public_log=False)
    assert leaks("Quell-1")


def test_a_number_that_an_open_record_prints_is_no_leak_in_a_withheld_one(tmp_path: Path) -> None:
    dossier = """
    facts:
      open-count: {text: "{number} cars a day cross.", number: about 6200, source: "open-report, p. 1"}
      closed-count: {text: "About 6,200 cars a day cross.", source: "closed-cable, p. 1"}
    """
    loaded = project_at(tmp_path, dossier, settings=SETTINGS)
    edition = edition_of(loaded, "public")
    template = base_template(loaded.root)
    made = make_edition(
        edition, project=loaded.project, corpus=loaded.corpus, template=template, formats=("docx",)
    )
    small = gate_of(loaded, [template], public_log=False)
    assert b"6,200" in b"".join(repacked_parts(dict(made.files)["docx"]))
    assert search_files(made, edition, small).files


def test_a_number_behind_a_sign_of_money_is_looked_for_as_papers_print_it(tmp_path: Path) -> None:
    dossier = """
    facts:
      price: {text: "It costs £{number} million.", number: about 347, source: "closed-cable, p. 1"}
    """
    (fact,) = project_at(tmp_path, dossier, settings=SETTINGS).corpus.of(Fact)
    assert "It costs about £347 million." in [*texts_of_record(fact)]


def test_a_range_is_looked_for_in_its_sentence_as_papers_print_it(tmp_path: Path) -> None:
    dossier = """
    facts:
      price: {text: "It costs {number}.", number: 3 to 4, source: "closed-cable, p. 1"}
    """
    (fact,) = project_at(tmp_path, dossier, settings=SETTINGS).corpus.of(Fact)
    assert "It costs 3 to 4." in [*texts_of_record(fact)]


@pytest.mark.parametrize("ending", ["4100", "5300"])
def test_both_ends_of_a_withheld_range_are_looked_for_with_their_unit(tmp_path: Path, ending: str) -> None:
    dossier = """
    facts:
      ships:
        text: "{number} were sold."
        number: {value: 4100, to: 5300, unit: old ferries}
        source: closed-cable, p. 1
    """
    loaded = project_at(tmp_path, dossier, settings=SETTINGS)
    reader = loaded.project.audience("public")
    assert reader is not None
    small = gate_of(loaded, [base_template(loaded.root)], public_log=False)
    verdict = small.search(f"<a>{ending} old ferries</a>".encode(), name="x.xml", audience=reader)
    assert [leak.record for leak in verdict.leaks] == ["ships"]
    assert not small.search(b"<a>4700 old ferries</a>", name="x.xml", audience=reader).leaks


def test_what_an_open_record_says_of_a_withheld_one_is_looked_for(tmp_path: Path) -> None:
    dossier = """
    actors: {guild: The Guild}
    options:
      keep: {title: Keep the toll, baseline: yes, marking: TLP:CLEAR, lowered_by: "head, agreed"}
      sell: {title: Sell the toll, marking: TLP:RED}
    positions:
      said:
        holder: guild
        text: The toll may stay for now.
        stance: {keep: supports, sell: supports if the Zorblax fund pays for all}
        source: open-report, p. 1
    """
    loaded = project_at(tmp_path, dossier, settings=SETTINGS)
    reader = loaded.project.audience("public")
    assert reader is not None
    small = gate_of(loaded, [base_template(loaded.root)], public_log=False)
    verdict = small.search(b"<a>if the Zorblax fund pays</a>", name="x.xml", audience=reader)
    assert [leak.record for leak in verdict.leaks] == ["sell"]


def repacked_parts(content: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [package.read(name) for name in package.namelist()]


# ---- persons and machines --------------------------------------------------------------------------

TRACES = {
    "author": within("docProps/core.xml", "</cp:coreProperties>", "<dc:creator>Jane Roe</dc:creator>"),
    "who changed it last": within(
        "docProps/core.xml", "</cp:coreProperties>", "<cp:lastModifiedBy>jroe</cp:lastModifiedBy>"
    ),
    "manager": within("docProps/app.xml", "</Properties>", "<Manager>Jane Roe</Manager>"),
    "author of a comment": adding(
        "word/comments.xml", f'<w:comments {WORD}><w:comment w:author="Jane Roe"/></w:comments>'
    ),
    "author of a change": within(BODY, "<w:sectPr", '<w:p><w:ins w:author="Jane Roe"/></w:p>'),
    "e-mail address": within(BODY, "<w:sectPr", paragraph("write to jane.roe@mail.example")),
    "template on a share": within(
        "docProps/app.xml", "</Properties>", r"<Template>\\stats\templates\note.dotx</Template>"
    ),
    "folder of Windows": within(BODY, "<w:sectPr", paragraph(r"C:\Users\jane\note.docx")),
    "folder of a home": within(BODY, "<w:sectPr", paragraph("/home/jane/note.docx")),
    "link to a file": within(
        "word/_rels/document.xml.rels",
        "</Relationships>",
        '<Relationship Id="r9" Type="t" Target="file:///srv/note.docx" TargetMode="External"/>',
    ),
    "folder in a picture": adding("word/media/image9.png", picture("/Users/jane/Desktop/chart.png")),
    "name of the user": within("docProps/app.xml", "</Properties>", "<Company>zoltan</Company>"),
    "name of the computer": adding("docProps/custom.xml", "<p><q>Made on ws-4711</q></p>"),
}


@pytest.mark.parametrize("seed", TRACES)
def test_traces_of_persons_and_machines_stop_a_file(seed: str) -> None:
    reader = city().project.audience("officials")
    assert reader is not None
    content = repacked(file("docx"), TRACES[seed])
    machine = Machine(("zoltan", "ws-4711"), ("/opt/zoltan",))
    leaks = gate().search(content, name="x.docx", audience=reader, authors=("Office",), machine=machine).leaks
    assert leaks
    for leak in leaks:
        assert not leak.record
        for trace in ("jane", "jroe", "zoltan", "4711", "stats", "note"):
            assert trace not in leak.message.casefold()


def test_the_addresses_and_links_of_open_records_may_stand(tmp_path: Path) -> None:
    sources = """
    sources:
      page: {title: A page, issued: 2022-01-01, marking: TLP:CLEAR, url:
      "https://x.example/home/jane@x.example"}
    """
    loaded = project_at(tmp_path, sources, settings=SETTINGS)
    reader = loaded.project.audience("public")
    assert reader is not None
    small = gate_of(loaded, [base_template(loaded.root)], public_log=False)
    content = b"<a>https://x.example/home/jane@x.example</a>"
    assert not small.search(content, name="x.xml", audience=reader).leaks
    assert small.search(b"<a>joe@x.example</a>", name="x.xml", audience=reader).leaks


# ---- no false alarm: every edition of every example ------------------------------------------------

ROOT = Path(__file__).parent.parent
EXAMPLES = [ROOT, ROOT / "src/policybrief/starter", ROOT / "src/policybrief/designing/specimen/project"]


@pytest.mark.parametrize("root", EXAMPLES, ids=lambda root: root.name)
def test_no_edition_of_an_example_raises_a_false_alarm(root: Path) -> None:
    loaded = read_project(root)
    loaded_templates = load_templates(loaded)
    templates = [house.template for house in loaded_templates if house.template]
    editions, _ = editions_of(loaded, templates=loaded_templates, today=date(2026, 1, 1))
    assert editions
    watch = gate_of(loaded, templates, public_log=False)
    for edition in sampled(editions, count=4):
        template = next(t for t in templates if t.name == edition.template)
        made = make_edition(
            edition,
            project=loaded.project,
            corpus=loaded.corpus,
            template=template,
            formats=("docx", "pdf"),
        )
        passed = search_files(made, edition, watch)
        assert passed.files, [d.message for d in passed.diagnostics if d.severity is Severity.LEAK]
        assert len(passed.searched) == 2


# ---- end to end ------------------------------------------------------------------------------------

PLANTED = """
sources:
  open-report: {{title: Open report, issued: 2022-08-01, marking: TLP:CLEAR}}
  cable: {{title: Cable of {word}, issued: 2022-08-01, marking: TLP:RED, author: [{word}]}}
actors:
  agent: {word} Hollow, spy of {word}
  council: City Council
facts:
  toll: {{text: The toll opened., source: "open-report, p. 1"}}
  offer: {{text: They spoke of {word} again., source: "cable, p. {word}", note: {word}}}
positions:
  council-says: {{holder: council, text: Keep the toll., source: "open-report, p. 3"}}
  agent-says: {{holder: agent, text: "{word} must win.", source: "cable, p. 1"}}
judgements:
  ours: {{text: "{word} may come.", confidence: low, marking: TLP:RED, rests_on: [offer]}}
"""


@settings(max_examples=tries(2), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    word=st.text("bcdfghjklmnpqrstvwxzбвгґджзклмнпрстфхцчш", min_size=9, max_size=14),
    ci=st.booleans(),
)
def test_a_word_planted_in_withheld_records_occurs_nowhere(
    word: str, ci: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with TemporaryDirectory() as name, monkeypatch.context() as patch:
        folder = Path(name)
        records = folder / "briefs" / "records"
        records.mkdir(parents=True)
        head = "organisation: Office\nmarking: TLP:AMBER\n" + SETTINGS
        (folder / "policybrief.yaml").write_text(head, encoding="utf-8")
        (records / "demo.yaml").write_text(PLANTED.format(word=word.capitalize()), encoding="utf-8")
        (folder / "briefs" / "demo.yaml").write_text("title: Demo\nas_of: 2022-10-01\n", encoding="utf-8")
        patch.chdir(folder)
        patch.setenv("CI", "1" if ci else "")
        said = ""
        for arguments in (
            ["check", "--all"],
            ["check", "--format", "json"],
            ["build", "--explain"],
            ["list", "editions"],
        ):
            result = CliRunner().invoke(main, arguments)
            assert result.exit_code in (0, 1), result.output
            said += result.output
        for audience in ("officials", "partner", "public"):
            said += CliRunner().invoke(main, ["show", "demo", audience]).output
        files = [path for path in folder.rglob("*") if path.is_file() and "briefs" not in path.parts]
        assert sum(path.suffix == ".docx" for path in files) == 3
        assert word not in said.casefold()
        for path in files:
            texts = "\n".join(texts_in(_unpacked(path)))
            assert word not in texts.casefold(), path.name
            assert word not in path.name.casefold()


def _unpacked(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else content


LEAKY = """
name: Leaky
extends: base
outline:
  public: [what-we-know]
"""


@pytest.mark.parametrize(
    "said", ["secret-offer", "Veska", "offered to buy the whole northern harbour", "730,000 crowns"]
)
def test_a_template_that_names_what_is_withheld_writes_no_file(
    tmp_path: Path, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = base_template(tmp_path).section("what-we-know")
    assert found is not None
    base = found.text
    template = {
        "templates/leaky/template.yaml": LEAKY,
        "templates/leaky/sections/what-we-know.md": base.replace("\n\n", f"\n\nSee {said}.\n\n", 1),
    }
    project_at(tmp_path, DOSSIER, settings=SETTINGS + "template: leaky\n", files=template)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)
    result = CliRunner().invoke(main, ["build", "demo", "public", "en"])
    assert result.exit_code == 1, result.output
    assert "leak[leak]" in result.output
    assert said not in result.output.replace("record secret-offer", "").replace("\n", " ")
    assert not list((tmp_path / "out").rglob("*.*")) if (tmp_path / "out").exists() else True


def test_a_file_from_elsewhere_is_judged_by_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(city().root)
    monkeypatch.delenv("CI", raising=False)
    clean, leaky = tmp_path / "clean.docx", tmp_path / "leaky.docx"
    clean.write_bytes(file("docx"))
    leaky.write_bytes(repacked(file("docx"), within(BODY, "<w:sectPr", paragraph(RUN))))

    def asked(path: Path, *more: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, ["release", str(path), "--audience", "public", *more])
        return result.exit_code, result.output

    assert asked(clean)[0] == 0
    assert "may be sent to public" in asked(clean)[1]
    assert "must not be sent to public" in asked(leaky)[1]
    code, said = asked(leaky, "--format", "json")
    assert (code, RUN in said) == (1, False)
    assert [r["record"] for r in json.loads(said)["records"]] == ["secret-offer"]
    unknown = CliRunner().invoke(main, ["release", str(clean), "--audience", "publik"])
    assert (unknown.exit_code, "did you mean 'public'?" in unknown.output) == (2, True)


@given(
    before=st.binary(max_size=40),
    after=st.binary(max_size=40),
    words=st.sampled_from(["the secret winter plan", "таємний зимовий план", "le plan secret d’été"]),
    encoding=st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]),
)
def test_words_among_any_bytes_are_found_in_every_encoding_and_at_every_offset(
    before: bytes, after: bytes, words: str, encoding: str
) -> None:
    content = before + b"\0\0" + words.encode(encoding) + b"\0\0" + after
    found = [piece.text for part in byte_parts(content, name="stream") for piece in part.pieces]
    assert any(words.split()[1] in text for text in found)
