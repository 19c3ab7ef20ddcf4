"""House templates: inheritance, outlines, words, and faults in words for a designer."""

import textwrap
from pathlib import Path

import pytest

from policybrief.templates import list_templates, read_template
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


def test_only_the_outline_of_a_named_audience_changes(tmp_path):
    template, _ = template_at(tmp_path, "outline: {minister: [decision, sources]}")
    assert template.outline("minister").sections == ("decision", "sources")
    assert "lines" in template.outline("partner").sections


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


def test_every_language_of_base_has_every_label(tmp_path):
    template, _ = read_template("base", tmp_path)
    words = {each.language: {key for key, _ in each.labels} for each in template.words}
    own = {key for key in words["uk"] if key.startswith("point.")}  # English has the diagnostics' own words
    assert words["uk"] - own == words["en"]


def test_labels_take_the_same_values_in_every_language(tmp_path):
    import string

    template, _ = read_template("base", tmp_path)
    english = dict(next(each.labels for each in template.words if each.language == "en"))
    for each in template.words:
        for key, label in each.labels:
            if key in english:
                names = [
                    sorted(n for _, n, _, _ in string.Formatter().parse(text) if n)
                    for text in (label, english[key])
                ]
                assert names[0] == names[1], key


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
