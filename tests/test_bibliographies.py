"""Bibliographies in three formats are read as they are exported, and nothing of them is lost in silence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policybrief.exchange.bibliography.dates import stated
from policybrief.exchange.bibliography.entries import Bibliography
from policybrief.exchange.bibliography.formats import format_of, read_bibliography
from policybrief.exchange.bibliography.merge import proposed_id
from tiers import tries


def read(text: str, path: str = "library.bib") -> Bibliography:
    found, faults = read_bibliography(path, text.encode())
    assert found is not None, faults
    return found


def only(text: str) -> dict[str, object]:
    entry, *more = read(text).entries
    assert not more
    return dict(entry.fields)


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("van der Berg, Jan", ("van der Berg, Jan",)),
        ("Ludwig van Beethoven", ("van Beethoven, Ludwig",)),
        ("King, Jr., Martin Luther", ("King, Martin Luther, Jr.",)),
        ("{World Bank} and {{UN and EU}}", ("World Bank", "UN and EU")),
        ("{Ministry of Finance, Ukraine}", ("{Ministry of Finance, Ukraine}",)),
        (r"{\'E}mile Zola and Kn{\"o}ll, J{\o}rn", ("Zola, Émile", "Knöll, Jørn")),
        ("Шевченко, Тарас", ("Шевченко, Тарас",)),
        ("O'Brien, Conor and Plato", ("O'Brien, Conor", "Plato")),
        ("Smith, A. and others", ("Smith, A.",)),
    ],
)
def test_names_in_bibtex_become_family_and_given_name(written: str, authors: tuple[str, ...]) -> None:
    assert only(f"@book{{a, title={{T}}, author={{{written}}}}}")["author"] == authors


def test_kinds_of_work_are_said_in_words_and_an_address_is_found_where_bibtex_has_it() -> None:
    thesis = only(r"@thesis{t, title={T}, type={phdthesis}, institution={Universit\"at K\"oln}, date={2019}}")
    assert (thesis["genre"], thesis["publisher"]) == ("PhD thesis", "Universität Köln")
    assert only("@phdthesis{t, title={T}}")["genre"] == "PhD thesis"
    assert "genre" not in only("@techreport{t, title={T}}")
    assert only("@report{t, title={T}, type={Policy brief}}")["genre"] == "Policy brief"
    assert only(r"@misc{t, title={T}, howpublished={\url{https://a.b/x\_y}}}")["url"] == "https://a.b/x_y"


def test_a_part_takes_from_its_whole_what_it_lacks() -> None:
    found = read(
        "@xdata{house, publisher={NATO}}\n"
        "@inproceedings{part, title={Part}, crossref={whole}, xdata={house}}\n"
        "@proceedings{whole, title={Whole}, year=2020, doi={10.1234/w}, editor={X}}\n"
        "@inbook{lost, title={Lost}, crossref={nowhere}}\n"
    )
    part = dict(found.entries[0].fields)
    assert (part["container_title"], part["issued"], part["publisher"]) == ("Whole", "2020", "NATO")
    assert "doi" not in part
    assert [entry.key for entry in found.entries] == ["part", "whole", "lost"]
    assert ("lost", "crossref") in {(one.entry, one.field) for one in found.unplaced}


def test_and_others_is_told() -> None:
    (left,) = read("\n@book{a, title={T}, author={Smith, A. and others}}").unplaced
    assert (left.place, left.entry, left.field) == ("library.bib:2", "a", "author")


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (r"{NATO} \& the 2\,\% rule", "NATO & the 2 % rule"),
        ("50 % of A & B", "50 % of A & B"),
        (r"Sch{\"o}n: {\v C}apek, \L{\'o}d{\'z}", "Schön: Čapek, Łódź"),
        ("Ranges 1--2 ``quoted''", "Ranges 1–2 “quoted”"),
        ("Costs $5 and $6", "Costs $5 and $6"),
        ("Don't", "Don't"),
    ],
)
def test_latex_becomes_the_letters_that_it_sets(written: str, title: str) -> None:
    assert only(f"@book{{a, title={{{written}}}}}")["title"] == title


@pytest.mark.parametrize(
    ("written", "issued"),
    [
        ("2022", "2022"),
        ("2022-08", "2022-08"),
        ("2022-8-5", "2022-08-05"),
        ("2022-08-05T12:00:00Z", "2022-08-05"),
        ("c. 2022", "2022~"),
        ("2022?", "2022?"),
        ("[2022]", "2022~"),
        ("5 August 2022", "2022-08-05"),
        ("Aug. 5, 2022", "2022-08-05"),
        ("Sept 2022", "2022-09"),
    ],
)
def test_dates_are_read_as_bibliographies_write_them(written: str, issued: str) -> None:
    assert stated(written) == issued


@pytest.mark.parametrize(
    "written",
    ["Spring 2022", "2022-21", "2021/2022", "n.d.", "in press", "2022-13-01", "2022-02-30", "0000", ""],
)
def test_a_date_without_a_place_is_refused_with_a_reason(written: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        stated(written)


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ("year = 2020, month = aug", "2020-08"),
        ('year = 2020, month = aug # "~5"', "2020-08-05"),
        ('year = {2020}, month = "15~" # sep', "2020-09-15"),
        ("year = 2020, month = {8}", "2020-08"),
        ("year = {c. 1999}", "1999~"),
        ("date = {2020-08-05}, year = 1999", "2020-08-05"),
    ],
)
def test_year_and_month_of_bibtex_make_one_date(fields: str, issued: str) -> None:
    assert only(f"@book{{a, title={{T}}, {fields}}}")["issued"] == issued


def test_addresses_keep_their_signs() -> None:
    made = only(r"@misc{a, title={T}, url={https://a.b/c\_d%20e?x=1\&y}, doi={https://doi.org/10.1000/a\_b}}")
    assert (made["url"], made["doi"]) == ("https://a.b/c_d%20e?x=1&y", "10.1000/a_b")


def test_an_address_that_a_browser_would_run_is_not_taken() -> None:
    found = read("@misc{a, title={T}, url={javascript:alert(1)}}")
    assert [one.field for one in found.unplaced] == ["url"]
    assert "url" not in dict(found.entries[0].fields)


CSL = """[
  {"id": "http://zotero.org/users/1/items/AB", "citation-key": "smith2020", "type": "article-journal",
   "title": "On <i>NATO</i>", "container-title": "Survival", "volume": 62, "issue": "3",
   "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
              {"literal": "Ministry of Finance, Ukraine"}, {"family": "Plato"},
              {"family": "King", "given": "Martin Luther", "suffix": "Jr."}],
   "issued": {"date-parts": [["2020", 8, 5]]}, "DOI": "10.1000/x", "language": "english", "page": "1-2"},
  {"id": 12, "type": "post", "title": "Post", "issued": {"raw": "2021-03"}},
  {"id": "s", "type": "report", "title": "Report", "issued": {"literal": "Spring 2022"}},
  {"id": "c", "type": "strange", "title": "C", "issued": {"date-parts": [[1999]], "circa": true}},
  {"id": "n", "type": "book"},
  {"id": "s", "title": "Again"},
  "text"
]"""


def test_csl_json_is_read_with_particles_literals_and_dates() -> None:
    found = read(CSL, "library.json")
    first = dict(found.entries[0].fields)
    assert [entry.key for entry in found.entries] == ["smith2020", "12", "s", "c"]
    assert first["title"] == "On NATO"
    assert first["author"] == (
        "van der Berg, Jan",
        "{Ministry of Finance, Ukraine}",
        "Plato",
        "King, Martin Luther, Jr.",
    )
    assert (first["issued"], first["language"], first["volume"]) == ("2020-08-05", "en", "62")
    assert found.entries[1].get("issued") == "2021-03"
    assert found.entries[3].get("issued") == "1999~"
    reported = {(one.place, one.entry, one.field) for one in found.unplaced}
    assert reported == {
        ("library.json:2", "smith2020", "page"),
        ("library.json:9", "s", "issued"),
        ("library.json:10", "c", "type"),
        ("library.json:11", "n", ""),
        ("library.json:9", "s", ""),
        ("library.json:1", "entry 7", ""),
    }


RIS = """TY  - JOUR
TI  - On NATO
AU  - van der Berg, Jan
AU  - World Bank
AU  - King, Martin Luther, Jr.
T2  - Survival
PY  - 2020
DA  - 2020/08/05/
VL  - 62
IS  - 3
DO  - 10.1000/x
UR  - https://example.org/a
UR  - https://example.org/b
AB  - An abstract that
goes on here
ER  -

Stray line
TY  - BOOK
T1  - Book
A1  - Шевченко, Тарас
SN  - 978-3-16-148410-0
PY  - 2022///Spring
LA  - uk
ER  -
TY  - RPRT
ID  - key-1
TI  - Without end
M3  - Working paper
PB  - NATO
TY  - GEN
AU  - No title
ER  - """


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_ris_is_read_whatever_its_line_ends(end: str) -> None:
    found = read("\ufeff" + RIS.replace("\n", end), "library.ris")
    first, book, report = (dict(entry.fields) for entry in found.entries)
    assert first["author"] == ("van der Berg, Jan", "World Bank", "King, Martin Luther, Jr.")
    assert (first["container_title"], first["issued"]) == ("Survival", "2020-08-05")
    assert (book["isbn"], book["issued"], book["language"]) == ("978-3-16-148410-0", "2022", "uk")
    assert (report["genre"], found.entries[2].key) == ("Working paper", "key-1")
    reported = {(one.place, one.field, one.value) for one in found.unplaced}
    assert reported == {
        ("library.ris:1", "UR", "https://example.org/b"),
        ("library.ris:1", "AB", "An abstract that goes on here"),
        ("library.ris:18", "", "Stray line"),
        ("library.ris:19", "PY", "2022///Spring"),
        ("library.ris:26", "ER", "the line ER -"),
        ("library.ris:31", "", ""),
    }


def test_tags_of_ris_without_a_value_are_as_if_they_were_not_there() -> None:
    text = (
        "TY  - JOUR\nID  - \nID  - key-1\nTI  - \nT1  - Tolls\nAU  - \nAU  - Smith, Ann\n"
        "T2  -  \nJO  - Roads\nDA  - \nPY  - 2020\nER  - \n"
    )
    bibliography = read(text, "library.ris")
    [entry] = bibliography.entries
    assert entry.key == "key-1"
    assert {name: dict(entry.fields)[name] for name in ("title", "author", "container_title", "issued")} == {
        "title": "Tolls",
        "author": ("Smith, Ann",),
        "container_title": "Roads",
        "issued": "2020",
    }
    assert bibliography.unplaced == ()


def test_the_last_entry_of_ris_is_taken_although_its_end_is_missing() -> None:
    bibliography = read("TY  - BOOK\nTI  - Tolls\nER  - \nTY  - BOOK\nTI  - Ferries\n", "library.ris")
    assert [dict(entry.fields)["title"] for entry in bibliography.entries] == ["Tolls", "Ferries"]
    assert [(one.place, one.field) for one in bibliography.unplaced] == [("library.ris:4", "ER")]


def test_a_book_in_ris_may_have_its_title_where_others_name_the_whole() -> None:
    assert only("TY  - BOOK\nBT  - Tolls\nER  - ")["title"] == "Tolls"
    chapter = only("TY  - CHAP\nTI  - Ferries\nBT  - Tolls\nER  - ")
    assert (chapter["title"], chapter["container_title"]) == ("Ferries", "Tolls")


def test_a_broken_entry_of_bibtex_is_told_and_the_others_are_taken() -> None:
    found = read(
        "@book{a, title={A}}\n@book{b, title={B\n@book{c, title={C}}\n@book{d, title={D}, title={E}}\n"
    )
    assert [entry.key for entry in found.entries] == ["a", "c"]
    assert [(one.place, one.entry) for one in found.unplaced] == [
        ("library.bib:2", "b"),
        ("library.bib:4", "d"),
    ]


@pytest.mark.parametrize("text", ["@book{a, title={T}}", "% comment\n\n@Article(a, title={T})"])
def test_the_format_is_told_by_what_the_file_holds(text: str) -> None:
    assert format_of(text) == "bibtex"
    assert format_of(RIS) == "ris"
    assert format_of("\n" + CSL) == "csl-json"
    assert format_of("Dear colleague,") is None


def test_a_file_in_another_encoding_is_refused_with_the_remedy_and_read_when_it_is_named() -> None:
    content = "@book{a,\n title={Żółć – Schön}}".encode("cp1250")
    found, (fault,) = read_bibliography("library.bib", content)
    assert found is None
    assert fault.span is not None
    assert (fault.code, fault.span.line) == ("not-utf-8", 2)
    assert "--encoding" in fault.hint
    named, _ = read_bibliography("library.bib", content, encoding="cp1250")
    assert named is not None
    assert named.entries[0].get("title") == "Żółć – Schön"
    wide, _ = read_bibliography("library.bib", "@book{a, title={Żółć}}".encode("utf-16"))
    assert wide is not None
    assert wide.entries[0].get("title") == "Żółć"


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@settings(max_examples=tries(150))
def test_no_bytes_make_a_reader_fail(content: bytes) -> None:
    for form in ("bibtex", "ris", "csl-json", None):
        read_bibliography("x", content, form=form)  # type: ignore[arg-type]


@given(st.text(alphabet="@{}\\\"'=,#%$& \nabö~-", max_size=120))
@settings(max_examples=tries(150))
def test_no_odd_bibtex_makes_the_reader_fail(inner: str) -> None:
    found = read_bibliography("x", f"@book{{k, title={{T}}, note={{{inner}}}, author={{{inner}}}}}".encode())
    assert found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("@book{Smith:2020_a, title={T}}", "smith-2020-a"),
        ("@book{Шевченко2022, title={T}}", "shevchenko2022"),
        ("@book{日本, title={Tokio Report Long}, author={Müller, K.}, year=2020}", "mueller-2020-tokio"),
        ("TY  - BOOK\nTI  - Міністерство оборони України\nER  - ", "ministerstvo-oborony-ukrainy"),
    ],
)
def test_an_id_is_made_of_the_key_or_of_what_is_known(text: str, name: str) -> None:
    (entry,) = read(text).entries
    assert proposed_id(entry, set()) == name
    assert proposed_id(entry, {name}) == f"{name}-2"


def everything_left(found: Bibliography) -> str:
    return " | ".join(f"{one.field} {one.value} {one.reason}" for one in found.unplaced)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (r"\href{https://example.org/g}{Guidance note on tolls}", "Guidance note on tolls"),
        (r"Cost of $\mu$g and $CO_2$ at $1 \not= 2$", "Cost of μg and CO₂ at 1 ≠ 2"),
        (r"Areas in km\textsuperscript{2}, H$_{2}$O, 10$^{-3}$", "Areas in km², H₂O, 10⁻³"),
        (r"{\bf Bold} \emph{and} \textnormal{plain}, \mkbibquote{quoted}", "Bold and plain, “quoted”"),
        (r"US$ 5 million and \$6", "US$ 5 million and $6"),
        ("Law &amp; <i>order</i>, 3 < 5", "Law & order, 3 < 5"),
    ],
)
def test_formulas_links_and_entities_in_a_title_become_its_text(written: str, title: str) -> None:
    found = read(f"@book{{a, title={{{written}}}, year=2000}}")
    assert found.entries[0].get("title") == title
    assert found.unplaced == ()


@pytest.mark.parametrize("latex", [r"\SI{5}{km}", r"\href{a}", r"\begin{x}y\end{x}", r"\cite{other}"])
def test_latex_without_a_text_stays_as_written_and_is_listed(latex: str) -> None:
    found = read(
        f"@book{{one, title={{One}}}}\n@book{{two, title={{About {latex}}}}}\n@book{{three, title={{Three}}}}"
    )
    assert [entry.get("title") for entry in found.entries] == ["One", f"About {latex}", "Three"]
    (left,) = found.unplaced
    assert (left.place, left.field) == ("library.bib:2", "title")
    assert latex in left.value


def test_texts_joined_with_a_number_sign_are_one() -> None:
    found = read(
        '@string{pub = {Springer} # " Verlag"}\n'
        "@string{city = pub # { Berlin}}\n"
        '@book{one, title={A {"}#{"} B} # "!", publisher=pub, year=19 # 99, month = aug # {~5}}\n'
        "@book{two, title={Two}, publisher=CITY # { and } # house}\n"
    )
    one, two = (dict(entry.fields) for entry in found.entries)
    assert (one["title"], one["publisher"], one["issued"]) == ('A "#" B!', "Springer Verlag", "1999-08-05")
    assert two["publisher"] == "Springer Verlag Berlin and house"
    assert "house no @string has that name" in everything_left(found)


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("family=Berg, given=Jan, prefix=van, useprefix=true and Doe, Jane", ("van Berg, Jan", "Doe, Jane")),
        (r"given=Hans, family=M{\"u}ller, given-i={H}, suffix=Jr.", ("Müller, Hans, Jr.",)),
        ('family={World Bank, Group}, given="Office, A."', ("World Bank, Group, Office, A.",)),
    ],
)
def test_names_in_parts_are_put_together(written: str, authors: tuple[str, ...]) -> None:
    assert only(f"@book{{a, title={{T}}, author={{{written}}}}}")["author"] == authors


def test_what_a_name_in_parts_has_besides_is_listed() -> None:
    found = read("@book{a, title={T}, author={family=Berg, given=Jan, nickname=J}}")
    assert found.entries[0].get("author") == ("Berg, Jan",)
    assert "nickname=J" in everything_left(found)


@pytest.mark.parametrize("written", ["1723~", "{1723~}", r"1723\textasciitilde"])
def test_a_date_of_biblatex_keeps_its_tilde(written: str) -> None:
    assert only(f"@book{{a, title={{T}}, date={{{written}}}}}")["issued"] == "1723~"


def test_markup_and_entities_are_taken_off_in_every_field_and_format() -> None:
    ris = only(
        "TY  - JOUR\nTI  - Roads <i>and</i> bridges &amp; CO<sub>2</sub>\n"
        "T2  - A &#38; B\nAU  - C &amp; D\nER  - "
    )
    assert (ris["title"], ris["container_title"], ris["author"]) == (
        "Roads and bridges & CO2",
        "A & B",
        ("C & D",),
    )
    csl = only(
        '[{"id": "law", "title": "Law &amp; order, 3 < 5", "publisher": "Smith &amp; Sons",'
        ' "author": [{"literal": "Department of Health &amp; Care"}], "URL": "https://a.b/?x=1&amp;y=2"}]'
    )
    assert (csl["title"], csl["publisher"]) == ("Law & order, 3 < 5", "Smith & Sons")
    assert (csl["author"], csl["url"]) == (("Department of Health & Care",), "https://a.b/?x=1&y=2")


@pytest.mark.parametrize("key", ["null", "true", "false", "Null", "TRUE"])
def test_a_key_that_yaml_reads_as_no_text_is_no_id(key: str) -> None:
    (entry,) = read(f"@book{{{key}, title={{T}}}}").entries
    assert proposed_id(entry, set()).startswith("source-")
