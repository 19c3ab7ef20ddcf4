"""Which records an edition takes, and why it leaves the others out."""

from datetime import date

import pytest

from policybrief.project import read_project
from policybrief.records import Criterion
from policybrief.selection import hidden_from, most_serious_risks, readable, select, steps
from small import edition_of, project_at


def selected(tmp_path, dossier, audience="officials", *, as_of="2022-10-01", brief=""):
    loaded = project_at(tmp_path, dossier, brief=brief)
    selection = select(edition_of(loaded, audience, as_of=as_of), loaded.corpus, loaded.project)
    return {record.id for record in selection.records}, dict(selection.left_out)


FACT = "source: open-report, page 1"
FACT_LINE = "source: 'open-report, page 1'"


def test_a_withdrawn_record_is_never_shown(tmp_path):
    dossier = f"facts:\n  aa:\n    text: One.\n    {FACT}\n    withdrawn: 2022-09-01, wrong total\n"
    shown, left_out = selected(tmp_path, dossier)
    assert "aa" not in shown
    assert left_out["aa"] == "withdrawn"


@pytest.mark.parametrize(
    ("line", "as_of", "reason"),
    [
        ("known: 2022-10", "2022-09-30", "not-yet-known"),
        ("known: 2022-10", "2022-10-01", None),
        ("known: 2022", "2022-08-01", None),
        ("known: 2022-10-02", "2022-10-01", "not-yet-known"),
        ("until: 2022-09-30", "2022-10-01", "no-longer-true"),
        ("until: 2022-10-01", "2022-10-01", None),
        ("until: 2022-10", "2022-10-01", None),
        ("until: 2022-10", "2022-10-31", None),
        ("until: 2022-10", "2022-11-01", "no-longer-true"),
        ("since: 2022-10-01", "2022-10-01", None),
        ("since: 2022-10-02", "2022-10-01", "not-yet-true"),
        ("since: 2022-11", "2022-10-31", "not-yet-true"),
        ("since: 2022", "2022-10-01", None),
    ],
)
def test_a_fact_is_shown_if_known_and_true_on_the_day(tmp_path, line, as_of, reason):
    dossier = f"facts:\n  aa:\n    text: One.\n    {FACT}\n    {line}\n"
    shown, left_out = selected(tmp_path, dossier, as_of=as_of)
    assert left_out.get("aa") == reason
    assert ("aa" in shown) == (reason is None)


@pytest.mark.parametrize(
    ("line", "as_of", "uncertain"),
    [
        ("since: 2022-10", "2022-10-30", True),
        ("since: 2022-10", "2022-10-31", False),
        ("since: 2022-10-01", "2022-10-01", False),
        ("until: 2022-10", "2022-10-15", False),
        ("until: 2022-10~", "2022-10-01", False),
        ("until: 2022-10~", "2022-10-02", True),
    ],
)
def test_a_fact_is_uncertain_while_its_month_may_not_have_begun_or_may_have_ended(
    tmp_path, line, as_of, uncertain
):
    loaded = project_at(tmp_path, f"facts:\n  aa:\n    text: One.\n    {FACT}\n    {line}\n")
    selection = select(edition_of(loaded, as_of=as_of), loaded.corpus, loaded.project)
    assert ("aa" in selection.uncertain) == uncertain


@pytest.mark.parametrize(
    ("issued", "as_of", "reason"),
    [
        ("2022-10", "2022-09-30", "not-yet-known"),
        ("2022-10", "2022-10-01", None),
        ("2022~", "2022-01-01", None),
        ("2022-10-02", "2022-10-01", "not-yet-known"),
    ],
)
def test_a_month_or_year_of_issue_counts_from_its_first_day(tmp_path, issued, as_of, reason):
    dossier = f"sources:\n  paper: {{title: Paper, issued: {issued}}}\n"
    dossier += "facts:\n  aa: {text: One., source: 'paper, page 1'}\n"
    shown, left_out = selected(tmp_path, dossier, as_of=as_of)
    assert left_out.get("aa") == left_out.get("paper") == reason
    assert ("aa" in shown) == (reason is None)


def test_an_older_record_stays_where_its_successor_falls_with_what_it_is_based_on(tmp_path):
    dossier = f"""
    facts:
      later: {{text: It is large., {FACT_LINE}, known: 2023-01-15}}
    judgements:
      old: {{text: It may be large., confidence: low}}
      new: {{text: It is large indeed., confidence: high, replaces: old, rests_on: [later]}}
    """
    shown, left_out = selected(tmp_path, dossier)
    assert "old" in shown
    assert left_out["new"] == "rests-on-withheld"


REPLACED = f"""
facts:
  old:
    text: The number was small.
    {FACT}
  new:
    text: The number is large.
    {FACT}
    known: 2023-01-15
    replaces: old
"""


def test_a_replaced_fact_is_shown_until_its_successor_is_known(tmp_path):
    shown, _ = selected(tmp_path, REPLACED, as_of="2023-01-14")
    assert "old" in shown
    assert "new" not in shown


def test_a_replaced_fact_gives_way_once_its_successor_is_shown(tmp_path):
    shown, left_out = selected(tmp_path, REPLACED, as_of="2023-01-15")
    assert "new" in shown
    assert left_out["old"] == "replaced-by new"


def test_a_successor_from_another_file_takes_the_place_that_it_has_on_the_topic(tmp_path):
    fact = FACT_LINE
    newer = "new: {text: It is large., source: 'open-report, page 2', replaces: old}"
    newest = "newest: {text: It is huge., source: 'open-report, page 3', replaces: new, topics: [a-third]}"
    loaded = project_at(
        tmp_path,
        f"facts:\n  old:\n    text: It is small.\n    {FACT}\n",
        files={
            "briefs/records/other.yaml": f"facts:\n  {newer}\n  {newest}\n  apart: {{text: X., {fact}}}\n"
        },
    )
    selection = select(edition_of(loaded), loaded.corpus, loaded.project)
    assert {r.id for r in selection.records} == {"newest", "open-report"}
    assert dict(selection.left_out)["apart"] == "other-topic"
    assert selection.current(("old", "apart", "new")) == ("newest", "apart")


def test_a_replaced_fact_stays_for_an_audience_that_must_not_see_the_successor(tmp_path):
    dossier = REPLACED + "    marking: TLP:AMBER\n"
    shown, _ = selected(tmp_path, dossier, "public", as_of="2023-02-01")
    assert "old" in shown
    assert "new" not in shown


CLOSED = f"""
facts:
  secret:
    text: The reserve is empty.
    source: closed-cable, paragraph 1
  open:
    text: There is a reserve.
    {FACT}
judgements:
  resting:
    text: The reserve will not last.
    marking: TLP:CLEAR
    lowered_by: head of unit, for the public
    confidence: low
    rests_on: [secret]
"""


def test_a_fact_from_a_restricted_source_stays_out_and_so_does_its_source(tmp_path):
    shown, left_out = selected(tmp_path, CLOSED, "public")
    assert shown == {"open", "open-report"}
    assert left_out["secret"] == "marking"


def test_what_rests_on_withheld_records_only_is_withheld_too(tmp_path):
    _, left_out = selected(tmp_path, CLOSED, "public")
    assert left_out["resting"] == "rests-on-withheld"


def test_a_stance_on_a_withheld_option_is_dropped_but_the_position_stays(tmp_path):
    dossier = f"""
actors:
  ada: Ada Byron, Analyst at the Institute
options:
  do-nothing: {{title: Nothing, baseline: true}}
positions:
  ada-view:
    holder: ada
    text: Nothing should be done.
    stance: {{do-nothing: supports}}
    {FACT}
"""
    loaded = project_at(tmp_path, dossier)
    selection = select(edition_of(loaded, "public"), loaded.corpus, loaded.project)
    position = selection.get("ada-view")
    assert position is not None
    assert position.stance == ()
    assert selection.get("do-nothing") is None


def test_a_record_for_named_audiences_goes_to_no_other(tmp_path):
    dossier = f"facts:\n  aa:\n    text: One.\n    {FACT}\n    audiences: [officials]\n"
    assert "aa" in selected(tmp_path, dossier)[0]
    assert selected(tmp_path / "b", dossier, "public")[1]["aa"] == "other-audience"


def test_a_record_of_another_topic_is_taken_if_the_brief_names_it(tmp_path):
    dossier = (
        f"topics: [elsewhere]\nfacts:\n  aa:\n    text: One.\n    {FACT}\n  bb:\n    text: Two.\n    {FACT}\n"
    )
    brief = "title: Demo\nstatus_quo: [aa]\ntopics: [elsewhere]\nleave_out: [bb]\n"
    shown, left_out = selected(tmp_path, dossier, brief=brief)
    assert "aa" in shown
    assert left_out["bb"] == "left-out-by-brief"


def test_analysis_of_a_replaced_fact_rests_on_its_successor(tmp_path):
    dossier = REPLACED + "judgements:\n  view: {text: It grows., confidence: low, rests_on: [old]}\n"
    loaded = project_at(tmp_path, dossier)
    for day, ground in (("2023-01-14", "old"), ("2023-01-15", "new")):
        selection = select(edition_of(loaded, as_of=day), loaded.corpus, loaded.project)
        view = selection.get("view")
        assert view is not None, selection.left_out
        assert view.rests_on == (ground,)  # type: ignore[attr-defined]


def test_a_replaced_source_stays_with_what_was_said_in_it(tmp_path):
    dossier = """
        sources:
          newer: {title: Newer, issued: 2022-09-01, marking: TLP:CLEAR, replaces: open-report}
        facts:
          said: {text: It was so., source: "open-report, page 1"}
    """
    shown, left_out = selected(tmp_path, dossier)
    assert {"said", "open-report"} <= shown
    assert "open-report" not in left_out


def test_positions_stay_with_an_actor_that_another_one_replaces(tmp_path):
    dossier = """
        actors:
          union: {name: Union, kind: organisation}
          new-union: {name: New union, kind: organisation, replaces: union}
        positions:
          said: {holder: union, text: It was so., source: "open-report, page 1"}
    """
    assert {"said", "union"} <= selected(tmp_path, dossier)[0]


def test_what_rests_on_a_withdrawn_source_alone_falls_with_it_to_the_last(tmp_path):
    dossier = """
sources:
  faked: {title: Faked, issued: 2022-01-01, marking: TLP:CLEAR, withdrawn: "2022-09-01, faked"}
actors: {union: {name: Union, kind: organisation}}
facts:
  alone: {text: Alone., source: "faked, page 1"}
  both: {text: Both., source: ["faked, page 1", "open-report, page 1"]}
positions:
  held: {holder: union, text: Held., source: "faked, page 2"}
judgements:
  falls: {text: Falls., confidence: low, rests_on: [alone, held]}
  stands: {text: Stands., confidence: low, rests_on: [alone, both]}
recommendations:
  last: {text: Note it., rests_on: [falls]}
"""
    loaded = project_at(tmp_path, dossier)
    for day in ("2022-02-01", "2022-10-01"):  # withdrawn is absolute: also for a day before it
        selection = select(edition_of(loaded, as_of=day), loaded.corpus, loaded.project)
        fell = {record for record, reason in selection.left_out if reason == "rests-on-withheld"}
        assert fell >= {"alone", "held", "falls", "last"}
        assert selection.get("faked") is None
    both, stands = selection.get("both"), selection.get("stands")
    assert [cited.id for cited in both.source] == ["open-report"]  # type: ignore[union-attr]
    assert stands.rests_on == ("both",)  # type: ignore[union-attr]


def test_records_that_replace_each_other_in_a_circle_come_to_an_end(tmp_path):
    dossier = """
facts:
  self: {text: One., source: "open-report, page 1", replaces: self}
  left: {text: Two., source: "open-report, page 1", replaces: right}
  right: {text: Three., source: "open-report, page 1", replaces: left}
judgements:
  view: {text: It grows., confidence: low, rests_on: [self, left, right]}
"""
    with pytest.raises(AssertionError, match="replaces-circle"):
        project_at(tmp_path, dossier)
    loaded = read_project(tmp_path)
    selection = select(edition_of(loaded), loaded.corpus, loaded.project)
    assert selection.get("view").rests_on == ("self", "left")  # type: ignore[union-attr]


def test_a_rating_on_a_withheld_criterion_is_dropped_but_the_option_stays(tmp_path):
    dossier = """
    criteria:
      effect: {title: It helps}
      price: {title: What they ask for, audiences: [minister]}
    options:
      repair:
        title: Repair the bridge
        ratings: {effect: "better, it holds", price: "worse, they ask for all"}
    """
    loaded = project_at(tmp_path, dossier)
    for audience, rated in (("officials", ["effect"]), ("minister", ["effect", "price"])):
        selection = select(edition_of(loaded, audience), loaded.corpus, loaded.project)
        option = selection.get("repair")
        assert [rating.criterion for rating in option.ratings] == rated
        assert [record.id for record in selection.of(Criterion)] == rated
        for copy in readable(
            loaded.corpus,
            loaded.project,
            audience=loaded.project.audience(audience),
            as_of=date(2022, 10, 1),
            drafts=True,
        ):
            assert copy.id != "repair" or [rating.criterion for rating in copy.ratings] == rated


def test_a_risk_or_an_advice_goes_with_the_last_of_its_options(tmp_path):
    dossier = """
    options:
      keep: {title: Keep it, baseline: yes}
      sell: {title: Sell it, marking: TLP:RED}
    risks:
      of-both: {text: It falls., likelihood: likely, impact: 3, option: [keep, sell]}
      of-sale: {text: They pay late., likelihood: likely, impact: 3, option: sell}
    recommendations:
      take-it: {text: Agree to sell it., ask: agree, option: sell}
    """
    shown, left_out = selected(tmp_path, dossier)
    assert {"keep", "of-both"} <= shown
    assert {left_out[name] for name in ("of-sale", "take-it")} == {"rests-on-withheld"}
    assert left_out["sell"] == "marking"


def test_what_the_brief_lists_goes_after_what_it_does_not_list(tmp_path):
    facts = "".join(f"  fact-{n}: {{text: One., {FACT_LINE}}}\n" for n in (1, 2, 3))
    loaded = project_at(tmp_path, f"facts:\n{facts}")
    selection = select(edition_of(loaded), loaded.corpus, loaded.project)
    shown = [record.id for record in selection.records]
    order = [
        step.record
        for step in steps(
            selection,
            body=shown,
            annexes=(),
            must_stay=(),
            count_annexes=True,
            gravity=lambda _: 0,
            listed={"fact-3"},
        )
    ]
    assert order == ["fact-2", "fact-1", "fact-3"]


def test_a_record_that_the_brief_leaves_out_for_one_audience_stays_for_the_others(tmp_path):
    dossier = f"facts:\n  aa: {{text: One., {FACT_LINE}}}\n"
    brief = "title: Demo\nquestion: What now?\ntopics: [demo]\nofficials: {leave_out: [aa]}\n"
    shown, left_out = selected(tmp_path / "officials", dossier, brief=brief)
    assert "aa" not in shown
    assert left_out["aa"] == "left-out-by-brief"
    shown, _ = selected(tmp_path / "minister", dossier, "minister", brief=brief)
    assert "aa" in shown


def test_what_falls_with_a_hidden_record_is_hidden_too(tmp_path):
    dossier = f"""
    facts:
      secret: {{text: One., source: "closed-cable, page 1"}}
      open: {{text: Two., {FACT_LINE}}}
    judgements:
      on-secret: {{text: It is so., confidence: high, rests_on: [secret]}}
      on-both: {{text: It is so., confidence: high, rests_on: [secret, open]}}
    """
    loaded = project_at(tmp_path, dossier)
    officials = loaded.project.audience("officials")
    assert hidden_from(officials, loaded.corpus, loaded.project) == {"closed-cable", "secret", "on-secret"}


RISKS = """
options:
  keep: {title: Keep it, baseline: yes}
  sell: {title: Sell it}
risks:
  likely: {text: They pay late., likelihood: likely, impact: 2, option: sell}
  severe: {text: They never pay., likelihood: unlikely, impact: 4, option: sell}
  late: {text: They pay later., likelihood: unlikely, impact: 4, option: sell}
  of-keeping: {text: It falls., likelihood: likely, impact: 5, option: keep}
recommendations:
  take-it: {text: Agree to sell it., ask: agree, option: sell}
"""


def test_among_risks_of_one_gravity_the_greater_impact_is_the_most_serious_and_then_the_first(tmp_path):
    loaded = project_at(tmp_path, RISKS)
    selection = select(edition_of(loaded), loaded.corpus, loaded.project)
    assert most_serious_risks(selection, gravity=lambda _: 4) == ("severe",)
    assert most_serious_risks(selection, gravity=lambda risk: 6 - risk.impact) == ("likely",)


def test_the_last_word_of_a_holder_stays_where_an_earlier_one_is_shown(tmp_path):
    dossier = """
    actors:
      mayor: {name: The Mayor, kind: organisation}
      guild: {name: The Guild, kind: organisation}
      press: {name: The Press, kind: organisation}
    positions:
      first: {holder: mayor, text: No., source: "open-report, p. 1"}
      last: {holder: mayor, text: Yes., source: "open-report, p. 2"}
      of-guild: {holder: guild, text: Perhaps., source: "open-report, p. 3"}
      of-press: {holder: press, text: Who knows., source: "open-report, p. 4"}
    """
    loaded = project_at(tmp_path, dossier)
    selection = select(edition_of(loaded), loaded.corpus, loaded.project)
    may_go = steps(
        selection,
        body=[record.id for record in selection.records],
        annexes=(),
        must_stay=(),
        count_annexes=True,
        gravity=lambda _: 0,
    )
    assert {step.record for step in may_go} == {"of-guild", "of-press"}
