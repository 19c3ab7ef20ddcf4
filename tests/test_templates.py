"""House templates: inheritance, outlines, words, and faults in words for a designer."""

import textwrap
from pathlib import Path

import pytest

from policybrief.templates import list_templates, read_template
from policybrief.templates.folders import BUILT_IN
from policybrief.templates.labels import names_in
from policybrief.templates.look import BASE_COLOURS, BASE_LOOK, BASE_TINTS


def template_at(root: Path, text: str, *, name: str = "house", **files: str):
    folder = root / "templates" / name
    folder.mkdir(parents=True)
    (folder / "template.yaml").write_text(textwrap.dedent(text), encoding="utf-8")
    for path, content in files.items():
        place = folder / path.replace("__", "/").replace("_yaml", ".yaml").replace("_md", ".md")
        place.parent.mkdir(exist_ok=True)
        place.write_text(content, encoding="utf-8")
    return read_template(name, root)


def test_one_line_makes_a_ministry(tmp_path):
    template, faults = template_at(tmp_path, "name: Ministry of Roads")
    assert faults == ()
    assert template.look.organisation == "Ministry of Roads"
    assert template.chain == ("house", "base")
    assert template.outline("minister").max_pages == 2


def test_a_label_in_one_line_replaces_that_of_base_and_no_other(tmp_path):
    template, _ = template_at(tmp_path, "name: X", labels__en_yaml="positions: Stakeholder views\n")
    assert template.label("positions", "en") == "Stakeholder views"
    assert template.label("risks", "en") == "Risks"
    assert template.label("positions", "uk") == "Позиції"


def test_a_label_missing_in_a_language_falls_back_to_english(tmp_path):
    template, _ = template_at(tmp_path, "name: X")
    assert template.label("positions", "fr") == "Positions"
    with pytest.raises(KeyError):
        template.label("no-such-label", "en")


def test_labels_fall_back_along_the_tag_of_a_language(tmp_path):
    folder = tmp_path / "templates" / "austria" / "labels"
    folder.mkdir(parents=True)
    (folder.parent / "template.yaml").write_text("name: A", encoding="utf-8")
    (folder / "de-AT.yaml").write_text("risks: Gefahren\n", encoding="utf-8")
    template, faults = read_template("austria", tmp_path)
    assert faults == ()
    assert template.label("risks", "de-AT") == "Gefahren"
    assert template.label("risks", "de") == template.label("risks", "de-CH") == "Risiken"
    assert template.label("positions", "de-AT") == template.label("positions", "de")
    assert template.speaks("de-AT")
    assert not template.speaks("cs-CZ")


def test_only_the_outline_of_a_named_audience_changes(tmp_path):
    template, _ = template_at(tmp_path, "outline: {minister: [decision, sources]}")
    assert template.outline("minister").sections == ("decision", "sources")
    assert "our-position" in template.outline("partner").sections


def test_a_template_may_add_an_audience_like_another_and_hide_one(tmp_path):
    text = "audiences: {members: {like: committee, max_pages: 4}, partner: {hidden: true}}"
    template, _ = template_at(tmp_path, text)
    assert template.outline("members").max_pages == 4
    assert template.outline("members").sections == template.outline("committee").sections
    assert template.outline("partner") is None


def test_a_template_may_extend_another(tmp_path):
    template_at(tmp_path, 'accent: "#102030"', name="parent")
    template, _ = template_at(tmp_path, "extends: parent\nname: Child", name="child")
    assert template.look.accent == "#102030"
    assert template.chain == ("child", "parent", "base")


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("outline: {minister: [decison]}", "unknown-section", 1),
        ("name: X\naccent: red", "bad-colour", 2),
        ("extends: nowhere", "unknown-template", 1),
        ("extends: house", "template-cycle", 1),
        ("name: X\nacent: '#102030'", "unknown-field", 2),
        ("audiences: {members: {like: commitee}}", "unknown-audience", 1),
        ("number: A\nname: City: Avenford", "colon-in-text", 2),
    ],
)
def test_a_fault_names_its_line_and_the_nearest_word(tmp_path, text, code, line):
    template, faults = template_at(tmp_path, text)
    assert template is None
    assert [(fault.code, fault.span.line) for fault in faults] == [(code, line)]


def test_a_colour_without_its_sign_is_understood(tmp_path):
    template, _ = template_at(tmp_path, "accent: 1b3a6b")
    assert template.look.accent == "#1B3A6B"


def test_a_label_that_is_not_text_is_a_fault(tmp_path):
    _, faults = template_at(tmp_path, "name: X", labels__en_yaml="positions: 12\n")
    assert faults[0].code == "label-not-text"


def test_a_project_s_own_templates_come_before_the_built_in_one(tmp_path):
    template_at(tmp_path, "name: X", name="aaa")
    assert list_templates(tmp_path) == ("aaa", "base")


def base_words(root):
    return {each.language: each for each in read_template("base", root)[0].words}


@pytest.mark.parametrize("language", sorted(p.stem for p in (BUILT_IN / "base" / "labels").glob("*.yaml")))
def test_every_language_of_base_has_every_label_with_the_same_values(tmp_path, language):
    words = {code: dict(each.labels) for code, each in base_words(tmp_path).items()}
    others = {key for code in words if code != "en" for key in words[code]}
    # for points that checks find, English has the words of the checks themselves
    wanted = {key for key in {*others, *words["en"]} if language != "en" or not key.startswith("point.")}
    assert set(words[language]) == wanted
    for key in words[language].keys() & words["en"].keys():
        assert sorted(names_in(words[language][key])) == sorted(names_in(words["en"][key])), key


def test_a_language_that_no_speaker_has_read_says_so(tmp_path):
    assert {code for code, each in base_words(tmp_path).items() if not each.reviewed} == {"de", "fr", "pl"}
    template, _ = template_at(tmp_path, "name: X", labels__de_yaml="reviewed: yes\n")
    assert {each.language for each in template.words if not each.reviewed} == {"fr", "pl"}
    assert not template.has_label("reviewed", "de")


@pytest.mark.parametrize(
    ("label", "code", "column"),
    [
        ("as-of: facts of {day}", "unknown-placeholder", 17),
        ('as-of: "facts of {day}"', "unknown-placeholder", 18),
        ("positions: Views {date}", "unknown-placeholder", 18),
        ("as-of: facts of {date", "bad-label", 8),
        ("as-of: facts of {}", "bad-label", 8),
        ("as-of: facts of {date:>99999999999}", "bad-label", 8),
        ("as-of: facts of {date.__class__}", "bad-label", 8),
        ("positions: Priority#1 views", None, None),
        ("positions: Priority # 1 views", "text-cut-by-#", 21),
        ("reviewed: perhaps", "bad-label", 11),
        ("- positions", "not-labels", 1),
    ],
)
def test_a_label_that_would_print_wrongly_is_refused_at_its_place(tmp_path, label, code, column):
    _, faults = template_at(tmp_path, "name: X", labels__en_yaml=label + "\n")
    assert [(fault.code, fault.span.column) for fault in faults] == ([(code, column)] if code else [])


def test_an_accent_brings_a_tint_of_its_own(tmp_path):
    assert template_at(tmp_path, 'accent: "#1F5C4D"')[0].look.accent_tint == "#EBF0EF"
    given, _ = template_at(tmp_path, 'accent: "#1F5C4D"\naccent_tint: "#FFFFFF"', name="given")
    assert given.look.accent_tint == "#FFFFFF"


def _contrast(first: str, second: str) -> float:
    """WCAG 2.2, contrast ratio of two "#RRGGBB" colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", list_templates(Path(__file__).parents[1]))
def test_every_text_of_a_shipped_template_has_contrast(name):
    template, _ = read_template(name, Path(__file__).parents[1])
    look = template.look
    ink2 = dict(BASE_COLOURS)["ink2"]
    pairs = [(tint.text, tint.ground) for _, tint in BASE_TINTS]
    pairs += [
        (look.accent, "#FFFFFF"),
        (look.accent, look.accent_tint),
        (ink2, look.accent_tint),
        (ink2, "#F2F4F5"),
    ]
    assert min(_contrast(*pair) for pair in pairs) >= 4.5


def test_an_unknown_role_is_set_as_body_text():
    assert BASE_LOOK.style("no-such-role") == BASE_LOOK.style("body")


def test_a_template_says_where_notes_stand(tmp_path):
    folder = tmp_path / "templates" / "house"
    folder.mkdir(parents=True)
    (folder / "template.yaml").write_text("name: House\nnotes: foot\n")
    template, faults = read_template("house", tmp_path)
    assert template is not None, faults
    assert template.look.notes == "foot"
    assert read_template("base", tmp_path)[0].look.notes == "end"
