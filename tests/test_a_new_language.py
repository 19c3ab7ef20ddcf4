"""A new language takes two files: what is known of it, and its labels."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from policybrief.languages import Language, every_language, missing_entries
from policybrief.sections.citations import citation_locale

PACKAGE = Path(__file__).parents[1] / "src" / "policybrief"
LABELS = "templates/base/labels"

SPANISH = '''"""Spanish."""

from policybrief.languages.language import Formula, Language, Pronouns, Qualifiers

LANGUAGE = Language(
    code="es",
    region="ES",
    months=(
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
    one_letter_words="",
    option_words=r"opci[óo]n(?:es)?",
    per_cent="por ciento",
    places=r"artículo|apartado",
    unit_words="% por ciento",
    condition_words="si|cuando",
    range_words="a",
    abbreviations="pág|núm|Sr|Sra",
    capital_nouns=False,
    readability=Formula(name="Szigriszt", limit="szigriszt", usual=50, base=206.835, words_a_sentence=-1),
    pronouns=Pronouns(first="él|ella|esto|eso", subject="él|ella", prepositions="en|a", empty="esto es"),
    qualifiers=Qualifiers(
        about="unos, cerca de, aproximadamente",
        at_least="al menos, como mínimo",
        at_most="como máximo",
        more_than="más de",
        less_than="menos de",
    ),
)
'''


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of policybrief with Spanish: the labels are the English ones, each marked."""
    copy = tmp_path_factory.mktemp("package") / "policybrief"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "languages/es.py").write_text(SPANISH, encoding="utf-8")
    english = yaml.safe_load((PACKAGE / LABELS / "en.yaml").read_text("utf-8"))
    marked = {key: f"Es·{label}" for key, label in english.items() if isinstance(label, str)}
    (copy / LABELS / "es.yaml").write_text(yaml.safe_dump(marked, allow_unicode=True), encoding="utf-8")
    return copy.parent


def brief(package: Path, folder: Path, *words: str) -> str:
    """What `brief` of that copy prints."""
    environment = {**os.environ, "PYTHONPATH": str(package), "COLUMNS": "200"}
    done = subprocess.run(
        [sys.executable, "-c", "from policybrief.cli import main; main()", *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return done.stdout + done.stderr


def project(folder: Path, language: str) -> Path:
    """The starter project in English and that language, with the built-in template."""
    assert "bridge" in brief(PACKAGE.parent, folder, "init", "demo")
    settings = folder / "demo" / "policybrief.yaml"
    text = settings.read_text("utf-8").replace("languages: [en]", f"languages: [en, {language}]")
    settings.write_text(text.replace("template: ministry", "template: base"), encoding="utf-8")
    return folder / "demo"


def test_two_files_make_a_paper_in_a_new_language(package: Path, tmp_path: Path) -> None:
    folder = project(tmp_path, "es")
    assert "incomplete-language" not in brief(package, folder, "template", "check", "base")
    built = brief(package, folder, "build", "--audience", "officials", "--language", "es")
    assert "incomplete-language" not in built
    with zipfile.ZipFile(folder / "out/bridge/base/bridge-officials-es.docx") as file:
        words = re.sub("<[^>]+>", "", file.read("word/document.xml").decode()).replace("\u00a0", " ")
    assert "Es·Sources" in words
    assert re.search(r"\d de (?:enero|febrero|marzo|abril|mayo|junio) de 20\d\d", words)
    assert not re.search(r"(?<!·)\b(?:Sources|Options|Recommendations)\b", words)


def test_a_limit_of_the_formula_of_a_new_language_can_be_set(package: Path, tmp_path: Path) -> None:
    folder = project(tmp_path, "es")
    house = folder / "templates/ministry/template.yaml"
    house.write_text(house.read_text("utf-8") + "\nlimits: {szigriszt: 60}\n", encoding="utf-8")
    assert "unknown-limit" not in brief(package, folder, "template", "check", "ministry")
    assert "unknown-limit" in brief(PACKAGE.parent, folder, "template", "check", "ministry")


def test_what_is_missing_of_a_language_is_listed_with_place_and_remedy(tmp_path: Path) -> None:
    folder = project(tmp_path, "es")
    listed = " ".join(brief(PACKAGE.parent, folder, "template", "check", "base").split())
    assert "there are no Spanish labels" in listed
    assert "for Spanish, policybrief lacks: region, months, one letter words, option words" in listed
    assert "add languages/es.py to policybrief" in listed
    assert "labels/es.yaml" in listed


def test_a_paper_in_a_language_without_a_file_stays_a_draft(tmp_path: Path) -> None:
    folder = project(tmp_path, "es")
    checked = " ".join(brief(PACKAGE.parent, folder, "check", "--all").split())
    assert "lacks text in its language" in checked
    assert "labels (printed in English), region, months" in checked


OURS = [language for language in every_language() if language.code != "cs"]


@pytest.mark.parametrize("language", OURS, ids=[language.code for language in OURS])
def test_every_language_of_ours_is_complete_and_has_the_words_of_citation_styles(language: Language) -> None:
    assert missing_entries(language) == ()
    assert language.months is not None
    assert len(language.months) == 12
    assert citation_locale(language.code) == f"{language.code}-{language.region}"
