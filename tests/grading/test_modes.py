"""Each mode as a table: so many findings, that light and that grade. And the quota over several branches."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.checks.manual import Manual
from auditor.grading.grade import grade
from auditor.grading.quota import with_quota
from auditor.judge import judge
from auditor.model import Finding, Level, Light, Observation, Severity, Standing
from auditor.rulebook.grading import Band, ByCount, ByScore, BySeverity, Cap, Grading, Group, Names, Quota
from auditor.rulebook.rule import Levels
from auditor.rulebook.score import Mode, Score
from auditor.scorecard import BranchScore
from tests.rules import rule

COUNT = ByCount(mode="count", of=13, green_at_most=2, yellow_at_most=6, names=Names(green="激励名单", yellow="预警名单", red="警报名单"))
BANDS = tuple(Band.model_validate(one) for one in (
    {"name": "优秀", "light": "green", "at_least": 90}, {"name": "良好", "light": "green", "at_least": 80, "less_than": 90},
    {"name": "一般", "light": "yellow", "at_least": 60, "less_than": 80}, {"name": "不合格", "light": "red", "less_than": 60},
))
SCORE = ByScore(mode="score", bands=BANDS)
TEN = Score(points=10, mode=Mode.DEDUCT, per_unmet=1)


def finding(number: int, severity: Severity = Severity.MINOR, score: Score = TEN, standing: Standing = Standing.APPLIES, level: Level = Level.RED, **counts: int) -> Finding:
    one = rule(id=f"ZH-{number:02d}", severity=severity, score=score, levels=Levels(always=level))
    return judge(one, Observation(one.id, "甲", standing, **counts))


def items(done: int, undone: int, unknown: int = 0) -> list[Finding]:
    kinds = [{"met": 1}] * done + [{"unmet": 1}] * undone + [{"unknown": 1}] * unknown
    return [finding(number, **counts) for number, counts in enumerate(kinds)]


@pytest.mark.parametrize(("done", "undone", "unknown", "light", "band"), [
    (13, 0, 0, "green", "激励名单"), (11, 2, 0, "green", "激励名单"), (10, 3, 0, "yellow", "预警名单"), (7, 6, 0, "yellow", "预警名单"), (6, 7, 0, "red", "警报名单"),
    (25, 1, 0, "green", "激励名单"), (22, 4, 0, "green", "激励名单"), (21, 5, 0, "yellow", "预警名单"), (6, 1, 0, "green", "激励名单"), (5, 1, 0, "yellow", "预警名单"),
    (11, 1, 1, "green", "激励名单"), (10, 2, 1, "grey", ""), (0, 7, 6, "red", "警报名单"), (4, 3, 3, "grey", ""), (0, 0, 13, "grey", ""),
])
def test_count(done: int, undone: int, unknown: int, light: str, band: str) -> None:
    found = grade("甲", "", items(done, undone, unknown), COUNT)
    assert (found.light, found.band) == (light, band), found.reasons
    assert f"未做到 {undone} 项" in found.reasons[0]


def test_the_published_six_is_yellow() -> None:
    assert grade("甲", "", items(7, 6), COUNT).light is Light.YELLOW
    assert "13 项中不超过 2 项为绿灯、不超过 6 项为黄灯，按未做到 6 项计" in grade("甲", "", items(7, 6), COUNT).reasons


@pytest.mark.parametrize(("lost", "light", "band"), [(0, "green", "优秀"), (1, "green", "优秀"), (2, "green", "良好"), (3, "yellow", "一般"), (4, "yellow", "一般"), (5, "red", "不合格")])
def test_bands(lost: int, light: str, band: str) -> None:
    found = grade("甲", "", [finding(1, unmet=lost, met=1)], SCORE)
    assert (found.light, found.band) == (light, band)


@pytest.mark.parametrize(("grading", "severity", "level", "light", "band"), [
    (ByScore(mode="score", bands=BANDS, veto=("ZH-01",)), Severity.MINOR, Level.RED, "red", "不合格"),
    (ByScore(mode="score", bands=BANDS, veto=("ZH-01",)), Severity.MINOR, Level.YELLOW, "green", "优秀"),
    (ByScore(mode="score", bands=BANDS, caps=(Cap(severity=Severity.MAJOR, to="一般"),)), Severity.MAJOR, Level.YELLOW, "yellow", "一般"),
    (ByScore(mode="score", bands=BANDS, caps=(Cap(severity=Severity.MAJOR, to="一般"),)), Severity.MINOR, Level.RED, "green", "优秀"),
    (ByScore(mode="score", bands=BANDS, caps=(Cap(severity=Severity.MAJOR, fails_more_than=1, to="一般"),)), Severity.MAJOR, Level.RED, "green", "优秀"),
    (ByScore(mode="score", bands=BANDS, caps=(Cap(rules=("ZH-01",), to="良好"),)), Severity.MINOR, Level.YELLOW, "green", "良好"),
])
def test_veto_and_caps(grading: ByScore, severity: Severity, level: Level, light: str, band: str) -> None:
    found = grade("甲", "", [finding(1, severity, level=level, unmet=1), finding(2, met=1)], grading)
    assert (found.light, found.band) == (light, band), found.reasons


@pytest.mark.parametrize("grading", [BySeverity(red_below=0, green_from=1), COUNT, SCORE], ids=lambda one: one.mode)
@pytest.mark.parametrize(("severity", "level", "counts", "light"), [
    (Severity.RED_LINE, Level.RED, {"unmet": 1}, "red"), (Severity.RED_LINE, Level.RED, {"unknown": 1}, "grey"),
    (Severity.MAJOR, Level.YELLOW, {"unknown": 1}, "grey"), (Severity.MINOR, Level.YELLOW, {"unknown": 1}, "green"),
    (Severity.MINOR, Level.YELLOW, {"unmet": 1}, "green"), (Severity.MAJOR, Level.YELLOW, {"met": 1}, "green"),
])
def test_in_every_mode(grading: Grading, severity: Severity, level: Level, counts: dict[str, int], light: str) -> None:
    """A broken red line is red, and nobody is green with a red-line or major rule that could not be judged."""
    found = grade("甲", "", [finding(1, severity, level=level, score=Score(), **counts), *(finding(number, met=1) for number in range(2, 15))], grading)
    assert found.light == light, found.reasons
    assert light in {"green", "grey"} or any("ZH-01" in reason for reason in found.reasons)


@pytest.mark.parametrize("grading", [BySeverity(red_below=0, green_from=1), COUNT, SCORE], ids=lambda one: one.mode)
def test_a_question_that_nobody_answered_keeps_from_green(grading: Grading) -> None:
    """Without an answer a branch is no better off than with a bad one; a minor question and what is not due yet keep nobody."""
    asked = Manual.model_validate({"kind": "manual", "question": "上墙了吗？", "answers": {"是": "pass", "否": "red"}})
    rest = [finding(number, met=1) for number in range(2, 15)]
    for severity, light in ((Severity.RED_LINE, "grey"), (Severity.MAJOR, "grey"), (Severity.MINOR, "green")):
        open_ = judge(rule(asked, id="ZH-01", severity=severity, levels=Levels(always=Level.RED)), Observation("ZH-01", "甲", open=1))
        assert grade("甲", "", [open_, *rest], grading).light == light
    assert grade("甲", "", [finding(1, Severity.RED_LINE, score=Score(), open=1), *rest], grading).light is Light.GREEN


def test_why_no_green_is_said() -> None:
    found = grade("甲", "", [finding(1, Severity.MAJOR, unknown=1), *items(13, 0)], COUNT)
    assert "红线、重要规则有 1 条不能判定（ZH-01），不亮绿灯" in found.reasons


def test_a_red_finding_of_a_minor_rule_is_yellow_by_severity() -> None:
    found = grade("甲", "", [finding(1, unmet=1, score=Score()), finding(2, met=1)], BySeverity())
    assert found.light is Light.YELLOW
    assert len(found.reasons) == 1
    assert found.reasons[0].startswith("ZH-01 ")
    assert grade("甲", "", [finding(1, unknown=1, score=Score()), finding(2, met=1)], BySeverity()).light is Light.GREY


def test_a_possible_veto_is_grey() -> None:
    found = grade("甲", "", [finding(1, unknown=1), finding(2, met=1)], ByScore(mode="score", bands=BANDS, veto=("ZH-01",)))
    assert (found.light, found.band) == (Light.GREY, "")
    assert any("待核实" in reason for reason in found.reasons)


def test_too_little_judged_withholds_all_but_red() -> None:
    grading = ByScore(mode="score", bands=BANDS, coverage_less_than="80%")
    thin = [finding(1, met=1, score=Score(points=90, mode=Mode.ALL_OR_NOTHING)), finding(2, unknown=1, score=Score())]
    assert grade("甲", "", thin, SCORE).light is Light.GREEN
    assert grade("甲", "", thin, grading).light is Light.GREY
    assert "已判 1/2，不足 80%，等次待定" in grade("甲", "", thin, grading).reasons
    bad = [finding(1, unmet=1, score=Score(points=90, mode=Mode.ALL_OR_NOTHING)), thin[1]]
    assert grade("甲", "", bad, grading).light is Light.RED


def test_without_a_score_there_is_no_grade() -> None:
    """Nothing that counts applies: bands say nothing, and failures that cost no points must not pass for the best grade."""
    fails = [finding(1, unmet=1, score=Score()), finding(2, standing=Standing.NOT_APPLICABLE)]
    found = grade("甲", "", fails, SCORE)
    assert (found.score, found.light, found.band) == (None, Light.GREY, "")
    assert any("不评" in reason for reason in found.reasons)
    assert grade("甲", "", [finding(1, met=1, score=Score())], SCORE).light is Light.GREY
    vetoed = grade("甲", "", fails, ByScore(mode="score", bands=BANDS, veto=("ZH-01",)))
    assert (vetoed.light, vetoed.band) == (Light.RED, "不合格")


def test_weights_and_what_does_not_apply() -> None:
    """甲 70: 5 of 10 of what applies; 乙 30: all. 35 + 30 = 65. Without 乙: 50."""
    grading = ByScore(mode="score", bands=BANDS, groups=(Group(name="甲", weight=70, of=("ZH-01", "ZH-02")), Group(name="乙", weight=30, of=("ZH-03",))))
    half, out, whole = finding(1, unmet=5, met=1), finding(2, standing=Standing.NOT_APPLICABLE), finding(3, met=1)
    found = grade("甲", "", [half, out, whole], grading)
    assert found.score is not None
    assert (found.score.low, found.score.high) == (65, 65)
    assert [(group.low.points, group.low.of) for group in found.groups] == [(5, 10), (10, 10)]
    alone = grade("甲", "", [half, out, finding(3, standing=Standing.NOT_APPLICABLE)], grading)
    assert alone.score is not None
    assert alone.score.low == 50
    assert alone.groups[1].low.of == 0


def test_a_group_says_the_same_in_any_order() -> None:
    """Two papers that were not handed in, of 10 and of 20 points: at worst 0 of 20, whichever rule stands first."""
    grading = ByScore(mode="score", bands=BANDS, groups=(Group(name="甲", weight=70, of=("ZH-01", "ZH-02")), Group(name="乙", weight=30, of=("ZH-03",))))
    twenty = Score(points=20, mode=Mode.DEDUCT, per_unmet=1)
    lacking = [finding(1, standing=Standing.NOT_SUPPLIED), finding(2, standing=Standing.NOT_SUPPLIED, score=twenty)]
    there, back = grade("甲", "", lacking, grading), grade("甲", "", lacking[::-1], grading)
    assert (there.groups, there.score) == (back.groups, back.score)
    assert [(end.points, end.of) for end in (there.groups[0].low, there.groups[0].high)] == [(0, 20), (20, 20)]


def test_extra_points_are_added_at_the_end() -> None:
    bonus = Score(points=20, mode=Mode.BONUS, per_met=4)
    for met, score in ((0, 50), (2, 58), (9, 70)):
        found = grade("甲", "", [finding(1, unmet=5, met=1), finding(2, score=bonus, met=met, unmet=1)], SCORE)
        assert found.score is not None
        assert (found.score.low, found.score.high) == (score, score)
    full = grade("甲", "", [finding(1, met=1), finding(2, score=bonus, met=9)], SCORE)
    assert full.score is not None
    assert full.score.high == 100


QUOTA = ByScore(mode="score", bands=BANDS, quota=Quota(at_most="30%", otherwise="良好"))
FINE = Score(points=100, mode=Mode.DEDUCT, per_unmet=1)


def ranked(*scores: int | tuple[int, int]) -> list[str]:
    """Grades of branches with these scores (or low and high) under a quota of 30 %."""
    branches: list[BranchScore] = []
    for number, one in enumerate(scores):
        low, high = one if isinstance(one, tuple) else (one, one)
        branches.append(replace(grade("甲", "", [finding(1, score=FINE, level=Level.YELLOW, met=1, unmet=100 - high, unknown=high - low)], QUOTA), branch=str(number)))
    return [branch.band or "待定" for branch in with_quota(branches, QUOTA)]


def test_the_quota() -> None:
    others = [70] * 7
    assert ranked(99, 95, 92, *others)[:3] == ["优秀"] * 3
    assert ranked(99, 95, 92, 91, *others[1:])[:4] == ["优秀", "优秀", "优秀", "良好"]
    assert ranked(99, 95, 92, 92, *others[1:])[:4] == ["优秀", "优秀", "待定", "待定"]
    assert ranked(99, 95, 95, 95, 91, *others[2:])[:5] == ["优秀", "待定", "待定", "待定", "良好"]
    assert ranked(99, 95, (91, 94), 92, *others[1:])[:4] == ["优秀", "优秀", "待定", "待定"]
    assert ranked(99, 95, 92, (85, 91), *others[1:])[:4] == ["优秀", "优秀", "优秀", "良好"]
    assert ranked(95, 95) == ["良好", "良好"], "30% of two branches is no place"


def test_who_has_no_score_takes_no_place() -> None:
    unscored = replace(grade("甲", "", [finding(1, met=1, score=Score())], QUOTA), branch="乙")
    scored = [replace(grade("甲", "", [finding(1, score=FINE, met=1)], QUOTA), branch=str(number)) for number in range(3)]
    assert [one.band for one in with_quota([scored[0], *[unscored] * 3], QUOTA)] == ["优秀", "", "", ""]


def test_the_quota_does_not_depend_on_the_order() -> None:
    scores = [99, 95, (91, 94), 92, 70, 70, 70, 70, 70, 88]
    forward, backward = ranked(*scores), ranked(*reversed(scores))
    assert forward == backward[::-1]
