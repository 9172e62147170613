"""The policy on one rule at one branch: verdict, level, points, words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.checks.complete import Complete
from auditor.checks.options import WhenEmpty
from auditor.grading.shares import score
from auditor.judge import judge
from auditor.model import Bounds, Evidence, Level, Observation, Points, Severity, Standing, State, Verdict
from auditor.rulebook.grading import BySeverity
from auditor.rulebook.param import Param
from auditor.rulebook.rule import Levels, RedWhen
from auditor.rulebook.score import Mode, Score
from auditor.verdicts import verdict_of
from tests.rules import rule


def seen(standing: Standing = Standing.APPLIES, **counts: Any) -> Observation:
    return Observation("ZH-07", "甲", standing, **counts)


def for_all(when_empty: WhenEmpty) -> Complete:
    return Complete(kind="complete", table="meetings", columns=("host",), when_empty=when_empty)


@pytest.mark.parametrize(("counts", "verdict"), [
    ({"met": 3}, Verdict.PASS),
    ({"met": 2, "open": 1}, Verdict.PENDING),
    ({"met": 1, "open": 1, "unknown": 1}, Verdict.NO_DATA),
    ({"met": 1, "open": 1, "unknown": 1, "unmet": 1}, Verdict.FAIL),
    ({"open": 1}, Verdict.PENDING), ({"unknown": 1}, Verdict.NO_DATA), ({"unmet": 1}, Verdict.FAIL),
    ({}, Verdict.NOT_APPLICABLE),
])
def test_the_worst_obligation_decides(counts: dict[str, int], verdict: Verdict) -> None:
    assert verdict_of(rule(), seen(**counts)) is verdict


@pytest.mark.parametrize(("standing", "verdict"), [
    (Standing.NOT_APPLICABLE, Verdict.NOT_APPLICABLE), (Standing.NOT_SUPPLIED, Verdict.NO_DATA), (Standing.ERROR, Verdict.ERROR),
])
def test_standing_comes_before_counts(standing: Standing, verdict: Verdict) -> None:
    for counts in ({}, {"met": 1}, {"unmet": 1}):
        assert verdict_of(rule(), seen(standing, **counts)) is verdict


@pytest.mark.parametrize(("when_empty", "verdict"), [
    (WhenEmpty.PASS, Verdict.PASS), (WhenEmpty.FAIL, Verdict.FAIL), (WhenEmpty.NO_DATA, Verdict.NO_DATA), (WhenEmpty.NOT_APPLICABLE, Verdict.NOT_APPLICABLE),
])
def test_nothing_owed_is_what_the_rule_says(when_empty: WhenEmpty, verdict: Verdict) -> None:
    assert verdict_of(rule(for_all(when_empty)), seen()) is verdict
    assert verdict_of(rule(for_all(when_empty)), seen(met=1)) is Verdict.PASS


def test_what_came_in_part_never_passes() -> None:
    assert verdict_of(rule(), seen(Standing.IN_PART, met=3)) is Verdict.NO_DATA
    assert verdict_of(rule(), seen(Standing.IN_PART, met=3, unmet=1)) is Verdict.FAIL
    assert judge(rule(levels=Levels(red=(RedWhen(unmet_at_least=2),))), seen(Standing.IN_PART, met=3, unmet=1)).worst_level is Level.RED


def test_only_a_failure_has_a_level_and_something_to_put_right() -> None:
    failed = judge(rule(levels=Levels(always=Level.RED)), seen(unmet=1))
    assert (failed.level, failed.worst_level, failed.fix) == (Level.RED, Level.RED, "补开")
    for counts in ({"met": 1}, {"open": 1}, {"unknown": 1}, {}):
        other = judge(rule(levels=Levels(always=Level.RED)), seen(**counts))
        assert (other.level, other.fix) == (None, "")


def level(line: dict[str, Any], **counts: int) -> tuple[Level | None, Level | None]:
    finding = judge(rule(levels=Levels(red=(RedWhen(**line),))), seen(**counts))
    return finding.level, finding.worst_level


@pytest.mark.parametrize(("line", "below", "reached"), [
    ({"unmet_at_least": 3}, {"unmet": 2, "met": 5}, {"unmet": 3, "met": 5}),
    ({"consecutive_at_least": 2}, {"unmet": 4, "run": 1}, {"unmet": 2, "run": 2}),
    ({"grave_at_least": 1}, {"unmet": 4, "met": 1}, {"unmet": 1, "met": 1, "grave": 1}),
    ({"all_unmet": True}, {"unmet": 2, "met": 1}, {"unmet": 2}),
    ({"all_unmet": True}, {"unmet": 2, "met": 1, "open": 1}, {"unmet": 2, "open": 1}),
])
def test_red_lines(line: dict[str, Any], below: dict[str, int], reached: dict[str, int]) -> None:
    assert level(line, **below) == (Level.YELLOW, Level.YELLOW)
    assert level(line, **reached) == (Level.RED, Level.RED)


def test_any_of_several_lines_is_enough() -> None:
    lines = Levels(red=(RedWhen(unmet_at_least=5), RedWhen(grave_at_least=1)))
    assert judge(rule(levels=lines), seen(unmet=1, grave=1)).level is Level.RED
    assert judge(rule(levels=lines), seen(unmet=5)).level is Level.RED
    assert judge(rule(levels=lines), seen(unmet=4)).level is Level.YELLOW


@pytest.mark.parametrize("line", [{"unmet_at_least": 9}, {"consecutive_at_least": 9}, {"grave_at_least": 9}, {"all_unmet": True}])
def test_with_something_unknown_the_worst_may_be_red(line: dict[str, Any]) -> None:
    assert level(line, unmet=1, met=1, unknown=1) == (Level.YELLOW, Level.RED)
    assert level(line, unknown=1) == (None, Level.RED)
    assert level(line, met=1) == (None, None)


def test_a_rule_that_is_always_yellow_has_no_red_worst() -> None:
    assert judge(rule(levels=Levels(always=Level.YELLOW)), seen(unknown=3)).worst_level is Level.YELLOW


DEDUCT = Score(points=12, mode=Mode.DEDUCT, per_unmet=5, floor=1)
WHOLE = Score(points=5, mode=Mode.ALL_OR_NOTHING)


@pytest.mark.parametrize(("score", "observed", "low", "high"), [
    (DEDUCT, seen(met=3), 12, 12),
    (DEDUCT, seen(met=2, unmet=1), 7, 7),
    (DEDUCT, seen(met=2, open=1), 12, 12),
    (DEDUCT, seen(met=1, unmet=1, unknown=1), 2, 7),
    (DEDUCT, seen(unmet=3), 1, 1),
    (DEDUCT, seen(unknown=9), 1, 12),
    (DEDUCT, seen(Standing.NOT_SUPPLIED), 1, 12),
    (DEDUCT, seen(Standing.ERROR), 1, 12),
    (DEDUCT, seen(Standing.IN_PART, met=3, unmet=1), 1, 7),
    (WHOLE, seen(met=3), 5, 5),
    (WHOLE, seen(met=3, unmet=1), 0, 0),
    (WHOLE, seen(met=3, unknown=1), 0, 5),
])
def test_points_are_an_interval(score: Score, observed: Observation, low: float, high: float) -> None:
    assert judge(rule(score=score), observed).points == Points(low, high, score.points)


@pytest.mark.parametrize("observed", [seen(Standing.NOT_APPLICABLE), seen(), seen(open=3)])
def test_what_is_not_owed_or_not_due_is_not_scored(observed: Observation) -> None:
    assert judge(rule(score=DEDUCT), observed).points is None


def test_hints_and_rules_without_points_are_not_scored() -> None:
    assert judge(rule(score=DEDUCT, severity=Severity.INFO), seen(unmet=1)).points is None
    assert judge(rule(), seen(unmet=1)).points is None


def test_nothing_owed_scores_as_the_rule_says() -> None:
    for when_empty, points in ((WhenEmpty.PASS, Points(12, 12, 12)), (WhenEmpty.FAIL, Points(1, 1, 12)), (WhenEmpty.NO_DATA, Points(1, 12, 12))):
        assert judge(rule(for_all(when_empty), score=DEDUCT), seen()).points == points


COUNTS = st.fixed_dictionaries({name: st.integers(0, 4) for name in ("met", "unmet", "unknown", "open")})


@given(COUNTS, st.sampled_from([DEDUCT, WHOLE]), st.integers(0, 4))
def test_settling_the_unknown_stays_inside_the_interval(counts: dict[str, int], score: Score, found: int) -> None:
    before = judge(rule(score=score), seen(**counts)).points
    found = min(found, counts["unknown"])
    settled = {**counts, "met": counts["met"] + found, "unmet": counts["unmet"] + counts["unknown"] - found, "unknown": 0}
    after = judge(rule(score=score), seen(**settled)).points
    if before is not None and after is not None:
        assert before.low <= after.low <= after.high <= before.high


@given(COUNTS)
def test_settling_for_the_better_is_never_worse(counts: dict[str, int]) -> None:
    order = [Verdict.PASS, Verdict.PENDING, Verdict.NO_DATA, Verdict.FAIL]
    if counts["unmet"]:
        better = {**counts, "unmet": counts["unmet"] - 1, "met": counts["met"] + 1}
        assert order.index(verdict_of(rule(), seen(**better))) <= order.index(verdict_of(rule(), seen(**counts)))


def test_the_message_of_a_failure_is_the_rules_own() -> None:
    evidence = (
        Evidence(period="2022-01", subject="赵", state=State.UNMET), Evidence(period="2022-01", subject="钱", state=State.UNMET),
        Evidence(period="2022-02", subject="孙", state=State.UNKNOWN), Evidence(period="2022-03", subject="", state=State.UNMET),
    )
    template = "{branch}：{periods} {subjects} 应{owed}实{met}缺{unmet}疑{unknown}"
    found = judge(rule(message=template), seen(met=1, unmet=3, unknown=1, evidence=evidence)).message
    assert found == "甲：2022-01、2022-03 赵、钱 应5实1缺3疑1"


def test_a_long_list_is_cut_and_counted() -> None:
    evidence = tuple(Evidence(period=f"2022-{month:02d}", state=State.UNMET) for month in range(1, 9))
    assert judge(rule(message="缺{periods}"), seen(unmet=8, evidence=evidence)).message == "缺2022-01、2022-02、2022-03、2022-04、2022-05、2022-06 等 8 项"


@pytest.mark.parametrize(("empty", "verdict"), [("no_data", Verdict.NO_DATA), ("fail", Verdict.NO_DATA), ("not_applicable", Verdict.PASS), ("pass", Verdict.PASS)])
def test_what_is_met_but_perhaps_not_owed_passes_only_where_nothing_would(empty: str, verdict: Verdict) -> None:
    """A row whose day became unreadable must not settle a rule that had nothing to go by."""
    check = Complete.model_validate_json(f'{{"kind": "complete", "table": "meetings", "columns": ["host"], "when_empty": "{empty}"}}')
    found = judge(rule(check), seen(met=1, perhaps=True, bare=True))
    assert found.verdict is verdict
    assert (found.message == "收到的记录不能确定是不是本支部、本期的") is (verdict is Verdict.NO_DATA)


@pytest.mark.parametrize(("observed", "text"), [
    (seen(met=2), "应 2 项，符合 2 项"), (seen(met=2, open=1), "应 3 项，已完成 2 项，1 项尚未到期"),
    (seen(met=1, unknown=2), "应 3 项，已确认 1 项，还有 2 项数据不足"),
    (seen(Standing.NOT_SUPPLIED, note="没有收到“党员名册”"), "没有收到“党员名册”"), (seen(Standing.NOT_APPLICABLE, note="未设支委会"), "未设支委会"),
    (seen(), "没有需要检查的记录"),
])
def test_other_messages_say_why(observed: Observation, text: str) -> None:
    assert judge(rule(), observed).message == text


def test_no_row_of_the_branch_is_said() -> None:
    assert judge(rule(for_all(WhenEmpty.NO_DATA)), seen()).message == "收到的台账里没有本支部的记录"


def test_what_is_open_and_perhaps_done_counts_only_where_it_moves_an_end_outwards() -> None:
    pending = judge(rule(score=Score(points=3, mode=Mode.ALL_OR_NOTHING)), seen(open=2, done=1))
    assert pending.verdict is Verdict.PENDING
    assert pending.points == Points(3, 3, 3)
    half = judge(rule(score=Score(points=3, mode=Mode.ALL_OR_NOTHING)), seen(unmet=1)), judge(rule(score=Score(points=3, mode=Mode.ALL_OR_NOTHING)), seen(met=1))
    bounds, _ = score([*half, pending], BySeverity())
    assert bounds == Bounds(50, 66)


def test_a_message_may_name_parameters() -> None:
    """With another bound the sentence says the bound that was asked."""
    asked = rule(params={"times": Param(type="integer", default=2, label="次数")}, message="{branch}：{periods} 缺少记录（至少 {times} 次）")
    found = judge(asked, Observation(asked.id, "甲", unmet=1, evidence=(Evidence("2022-01", state=State.UNMET),)))
    assert found.message == "甲：2022-01 缺少记录（至少 2 次）"
