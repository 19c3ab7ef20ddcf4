"""The leak gate: what is withheld, what is looked for, and leaks sown into every part of good files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from policybrief.build.releasing import gate_of
from policybrief.diagnostics import Severity
from policybrief.editions import Made, make
from policybrief.project import Loaded
from policybrief.release import Gate, Verdict
from policybrief.release.withheld import withheld
from policybrief.selection import select
from small import base_template, edition_of, project_at

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
def city() -> Loaded:
    folder = Path(mkdtemp())
    translated = {"briefs/records/demo.uk.yaml": UKRAINIAN}
    return project_at(folder, DOSSIER, settings=SETTINGS, files=translated)


@lru_cache(maxsize=1)
def gate() -> Gate:
    loaded = city()
    return gate_of(loaded.project, loaded.corpus, loaded.briefs, [base_template(loaded.root)])


@lru_cache(maxsize=1)
def good() -> Made:
    loaded = city()
    return make(
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
