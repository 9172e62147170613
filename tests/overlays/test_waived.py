"""What a waiver changes, and what it never changes."""

from dataclasses import replace
from datetime import date

import pytest

from auditor.model import Level, Verdict
from auditor.overlays.settle import settle
from auditor.periods import parse_period
from auditor.pipeline import judge_dataset
from auditor.rulebook.nodes import read_document
from auditor.rulebook.parse import parse_rules
from tests.overlays.made import AS_OF, finding, records, run, score, shipped, waiver, written

JAN_FEB = "[2022-01, 2022-02]"


@pytest.mark.parametrize(("treat", "verdict"), [("excluded", Verdict.NOT_APPLICABLE), ("full_points", Verdict.PASS), ("defer", Verdict.PENDING)])
def test_verdict_evidence_and_raw_score_stay(tmp_path, treat, verdict):
    raw, card = run(tmp_path), run(tmp_path, waivers=waiver(treat_as=treat))
    before, after = finding(raw, "第一党支部"), finding(card, "第一党支部")
    assert after.verdict is Verdict.FAIL
    assert replace(after, waiver=None, after=None) == before
    assert after.after.verdict is verdict
    assert score(card, "第一党支部").raw_score == score(raw, "第一党支部").score == score(raw, "第一党支部").raw_score
    assert score(card, "第二党支部") == score(raw, "第二党支部")


def test_a_waiver_of_months_covers_those_alone(tmp_path):
    meetings = "党支部,会议类型,实际时间\n第一党支部,主题党日,2021-12-05\n"
    raw = finding(run(tmp_path, meetings=meetings), "第一党支部")
    assert (raw.observation.unmet, raw.level) == (3, Level.RED)
    found = finding(run(tmp_path, meetings=meetings, waivers=waiver(periods=JAN_FEB)), "第一党支部")
    assert (found.verdict, found.level, found.observation) == (Verdict.FAIL, Level.RED, raw.observation)
    assert (found.after.verdict, found.after.level, found.after.observation.unmet) == (Verdict.FAIL, Level.YELLOW, 1)
    assert "2022-03" in found.after.message
    assert "2022-01" not in found.after.message


def test_a_waiver_of_all_that_was_not_done_leaves_what_was_done(tmp_path):
    found = finding(run(tmp_path, waivers=waiver(periods=JAN_FEB)), "第一党支部")
    assert found.verdict is Verdict.FAIL
    assert (found.after.verdict, found.after.observation.met, found.after.observation.owed) == (Verdict.PASS, 1, 1)
    counted = finding(run(tmp_path, waivers=waiver(periods=JAN_FEB, treat_as="full_points")), "第一党支部")
    assert (counted.after.verdict, counted.after.observation.met) == (Verdict.PASS, 3)
    later = finding(run(tmp_path, waivers=waiver(periods=JAN_FEB, treat_as="defer")), "第一党支部")
    assert (later.after.verdict, later.after.observation.open) == (Verdict.PENDING, 2)


def test_a_waiver_of_a_month_covers_nothing_that_is_owed_by_the_quarter(tmp_path):
    card = run(tmp_path, rules=("ZH-01",), waivers=waiver(rule="ZH-01", periods=JAN_FEB))
    assert finding(card, "第一党支部", "ZH-01").after is None
    assert card.overlays[0].state == "unmatched"


def test_what_was_not_handed_in_can_be_waived_for_the_whole_period_only(tmp_path):
    card = run(tmp_path, meetings="", waivers=waiver())
    assert finding(card, "第一党支部").verdict is Verdict.NO_DATA
    assert finding(card, "第一党支部").after.verdict is Verdict.NOT_APPLICABLE
    assert finding(run(tmp_path, meetings="", waivers=waiver(periods=JAN_FEB)), "第一党支部").after is None


@pytest.mark.parametrize(
    ("changes", "as_of", "state"),
    [
        ({}, date(2022, 4, 4), "in_force"),
        ({}, date(2022, 5, 1), "soon"),
        ({}, date(2022, 5, 31), "soon"),
        ({}, date(2022, 6, 1), "expired"),
        ({"effective_from": "2022-04-05"}, date(2022, 4, 4), "later"),
        ({"approved_on": "2022-04-05"}, date(2022, 4, 4), "later"),
        ({"branch": "第二党支部"}, date(2022, 4, 4), "needless"),
        ({"rule": "ZH-03"}, date(2022, 4, 4), "unmatched"),
    ],
)
def test_the_last_day_is_included_and_every_state_is_told(tmp_path, changes, as_of, state):
    card = run(tmp_path, waivers=waiver(**changes), as_of=as_of)
    assert [one.state for one in card.overlays] == [state]
    assert any(one.after for branch in card.branches for one in branch.findings) == (state in ("in_force", "soon"))


def test_an_id_may_have_any_sign(tmp_path):
    """Several ids of one finding are joined by the same sign."""
    assert run(tmp_path, waivers=waiver(id="组织科、2022-1")).overlays[0].message.startswith("不计入得分")


@pytest.mark.parametrize("treat", ["excluded", "full_points", "defer"])
def test_a_waiver_never_makes_it_worse(tmp_path, treat):
    """What must not be is not there in the waived months: counting it as done would be the fault."""
    whole = shipped()
    rules, wrong = parse_rules(read_document(NOT.encode(), "n.yaml"), whole.tables)
    assert not wrong
    rulebook, dataset = replace(whole, rules=(rules[0].rule,), unused=()), records()
    overlays = settle(written(tmp_path, waivers=waiver(rule="XX-01", periods=JAN_FEB, treat_as=treat)), rulebook, dataset)
    found = finding(judge_dataset(dataset, rulebook, parse_period("2022Q1"), AS_OF, overlays=overlays), "第一党支部", "XX-01")
    assert found.verdict is found.standing.verdict is Verdict.PASS


NOT = """\
rules:
  - id: XX-01
    name: 不得每月都开主题党日
    module: 测试
    basis: {document: 虚构, article: 虚构, confidence: L}
    modality: local
    severity: major
    check: {kind: not, part: {kind: count_per_period, table: meetings, where: [{column: meeting_type, is: 主题党日}], every: month, at_least: 1}}
    levels: yellow
    score: {points: 4, mode: all_or_nothing}
    message: "{branch}：每月都开"
    fix: 少开
"""


def test_of_two_waivers_the_one_for_a_month_that_lacks_nothing_is_told(tmp_path):
    """January was missed, March was not: the second exception does nothing, although the first is in use."""
    card = run(tmp_path, waivers=waiver(periods="[2022-01]") + waiver(id="W-2", periods="[2022-03]"))
    assert finding(card, "第一党支部").waiver == "W-1"
    assert [one.state for one in card.overlays] == ["in_force", "unmatched"]
    both = run(tmp_path, waivers=waiver(periods="[2022-01]") + waiver(id="W-2", periods="[2022-02]"))
    assert finding(both, "第一党支部").waiver == "W-1、W-2"
