"""Values that profiles set: checked as if they stood in the rule, towards the stricter side, told where they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.model import Level, Severity
from auditor.rulebook.origins import origins
from auditor.rulebook.rule import Stage
from auditor.scorecard import Changed
from tests.rulebook.book import changed
from tests.rulebook.folder import book, told

SET = "id: school\nname: 学院\nchanges:\n  - set: ZH-07\n    {}\n    reason: 校党委要求\n"
CHILD = "id: child\nname: 支部\nextends: school\nchanges:\n  - set: ZH-07\n    {}\n    reason: 支部自己的要求\n"


def test_a_parameter_is_in_place_before_the_check_is_made(tmp_path: Path) -> None:
    found = book(tmp_path, SET.format("params: {monthly_min: 2}"))
    rule = found.rules[1]
    assert getattr(rule.check, "at_least", None) == 2
    assert found.changes == (Changed("ZH-07", "每月开展一次主题党日", "params.monthly_min", "每月最少次数", "1", "2", "校党委要求"),)


REFUSED = [
    ("params: {monthly_mim: 2}", '5:14 R220 ZH-07 没有参数 "monthly_mim"，是否想写 "monthly_min"？'),
    ("params: {monthly_min: 9}", "5:14 R221 ZH-07 的参数“每月最少次数”不能是 9：高于上限 4"),
    ("params: {monthly_min: 两次}", "5:14 R221 ZH-07 的参数“每月最少次数”不能是 两次：不是整数"),
    ("severity: majr", '5:5 R122 “severity”不能是 "majr"，是否想写 "major"？可选：red_line、major、minor、info'),
    ("stage: trail", '5:5 R122 “stage”不能是 "trail"，是否想写 "trial"？可选：active、trial'),
    ("levels: {red: [{unmet_at_lest: 1}]}", '5:21 R104 未知的键 "unmet_at_lest"，是否想写 "unmet_at_least"？'),
    ("score: {points: 0}", "5:5 R123 points 与 mode 不相符：计分时 points 大于 0，mode: none 时不写 points"),
    ("score: {pionts: 3}", '5:13 R104 未知的键 "pionts"，是否想写 "points"？'),
    ("weight: 3", '5:5 R104 未知的键 "weight"；这里可以写：enable、disable、set、severity、stage、levels、score、params、reason、approved_by、date'),
]


@pytest.mark.parametrize(("value", "mistake"), REFUSED, ids=[value for value, _ in REFUSED])
def test_a_bad_value_is_told_at_the_profiles_line(tmp_path: Path, value: str, mistake: str) -> None:
    assert told(tmp_path, SET.format(value)) == [f"school.yaml:{mistake}"]


def test_what_only_the_kind_of_check_can_refuse_is_told_at_the_profiles_line(tmp_path: Path) -> None:
    free = changed(("integer, default: 1, min: 1, max: 4,", "number, default: 1,"), (", stricter: higher", ""))
    assert told(tmp_path, SET.format("params: {monthly_min: -2}"), life=free) == ["school.yaml:5:14 R123 “at_least”必须大于 0"]


def test_the_same_mistake_is_told_once_though_a_child_inherits_it(tmp_path: Path) -> None:
    assert told(tmp_path, SET.format("score: {points: 0}"), CHILD.format("stage: trial")) == [
        "school.yaml:5:5 R123 points 与 mode 不相符：计分时 points 大于 0，mode: none 时不写 points",
    ]


def test_only_towards_the_stricter_side_of_what_is_inherited(tmp_path: Path) -> None:
    three, two = SET.format("params: {monthly_min: 3}"), CHILD.format("params: {monthly_min: 2}")
    assert told(tmp_path, three, two) == ["child.yaml:6:14 R222 ZH-07 的参数“每月最少次数”只能从严：现为 3，越大越严，不能改为 2"]
    loose = changed(("stricter: higher", "stricter: higher, may_loosen: true"))
    found = book(tmp_path, three, two, life=loose)
    assert [(one.old, one.new, one.softer) for one in found.changes] == [("1", "2", False)]
    lower = changed(("default: 1", "default: 3"), ("stricter: higher", "stricter: higher, may_loosen: true"))
    assert [one.softer for one in book(tmp_path, SET.format("params: {monthly_min: 2}"), life=lower).changes] == [True]


def test_shares_are_compared_as_numbers(tmp_path: Path) -> None:
    life = changed(("type: integer, default: 1, min: 1, max: 4,", "type: share, default: 80%, min: 50%, max: 19/20,"), ("{param: monthly_min}", "1"))
    assert told(tmp_path, SET.format("params: {monthly_min: 3/4}"), life=life) == [
        "school.yaml:5:14 R222 ZH-07 的参数“每月最少次数”只能从严：现为 80%，越大越严，不能改为 3/4",
    ]
    assert told(tmp_path, SET.format("params: {monthly_min: 八成}"), life=life) == [
        "school.yaml:5:14 R221 ZH-07 的参数“每月最少次数”不能是 八成：不是比例，应写成 80% 或 4/5 的样子",
    ]
    assert told(tmp_path, SET.format("params: {monthly_min: 96%}"), life=life) == ["school.yaml:5:14 R221 ZH-07 的参数“每月最少次数”不能是 96%：高于上限 19/20"]
    text = life.replace("type: share", "type: text")
    assert "是文字，没有大小，不能写 min、max、stricter；比例请写 type: share" in told(tmp_path, SET.format("stage: trial"), life=text)[0]
    assert book(tmp_path, SET.format("params: {monthly_min: 9/10}"), life=life).changes[0].new == "9/10"


def test_severity_stage_levels_and_score(tmp_path: Path) -> None:
    found = book(tmp_path, SET.format("severity: minor\n    stage: trial\n    levels: yellow\n    score: {points: 6}"))
    rule = found.rules[1]
    assert (rule.severity, rule.stage, rule.levels.always, rule.score.points, rule.score.per_unmet) == (Severity.MINOR, Stage.TRIAL, Level.YELLOW, 6, 1)
    assert [(one.label, one.softer) for one in found.changes] == [("严重程度", True), ("阶段", True), ("红黄程度", True), ("计分", True)]
    stricter = book(tmp_path, SET.format("severity: red_line\n    levels: red"))
    assert [(one.old, one.new, one.softer) for one in stricter.changes] == [("重要", "红线", False), ("不合格为黄色；有下列情形之一为红色：连续 2 期及以上未做到。", "不合格一律为红色。", False)]


def test_enable_may_set_values_too(tmp_path: Path) -> None:
    found = book(tmp_path, "id: a\nname: 甲\nchanges: [{enable: DF-01, stage: trial, reason: 试行半年}]\n")
    assert [(rule.id, rule.stage) for rule in found.rules] == [("DF-01", Stage.TRIAL), ("GX-01", Stage.ACTIVE), ("ZH-07", Stage.ACTIVE)]
    assert [one.softer for one in found.changes] == [False]


def test_a_module_or_tag_sets_all_its_rules_in_use(tmp_path: Path) -> None:
    found = book(tmp_path, SET.replace("ZH-07", "教育党员有力").format("severity: minor"))
    assert [one.rule for one in found.changes] == ["GX-01"]


def test_a_rule_that_is_not_used_cannot_be_set(tmp_path: Path) -> None:
    assert told(tmp_path, SET.replace("ZH-07", "DF-01").format("stage: trial")) == [
        'school.yaml:4:5 R226 "DF-01" 在这个方案里没有选用，改它不起作用；请先启用或删去',
    ]


def test_one_profile_sets_a_value_once(tmp_path: Path) -> None:
    twice = SET.format("severity: minor") + "  - {set: 组织生活, severity: red_line, reason: 改主意了}\n"
    assert told(tmp_path, twice) == ["school.yaml:7:17 R232 ZH-07 的 severity 在 rules/profiles/school.yaml:5:5 已经改过；一个方案里只改一次"]


def test_each_value_knows_where_it_comes_from(tmp_path: Path) -> None:
    found = book(tmp_path, SET.format("params: {monthly_min: 2}\n    score: {points: 20}"), CHILD.format("severity: red_line"))
    lines = {line[1]: line[2:] for line in origins(found.sets["ZH-07"], found.choices["ZH-07"])}
    assert lines["enabled"] == ("是", "rules/national/life.yaml:9:5", "规则本身启用")
    assert lines["severity"] == ("红线", "rules/profiles/child.yaml:6:5", "支部自己的要求")
    assert lines["params.monthly_min"] == ("2", "rules/profiles/school.yaml:5:14", "校党委要求")
    assert lines["score.points"] == ("20", "rules/profiles/school.yaml:6:13", "校党委要求")
    assert lines["score.mode"] == ("deduct", "rules/national/life.yaml:27:25", "")
    assert lines["stage"] == ("正式", "rules/national/life.yaml:2:5", "规则没有写，取默认值")


def test_softer_limits_of_grading_are_said(tmp_path: Path) -> None:
    parent = "id: school\ngrading: {mode: severity, red_below: 60, green_from: 80}\n"
    child = "id: child\nextends: school\ngrading_reason: 校党委要求\ngrading: {mode: severity, red_below: %d, green_from: %d}\n"
    for limits, softer in (((50, 80), True), ((60, 75), True), ((60, 85), False), ((65, 85), False)):
        (change,) = book(tmp_path / f"{limits}", parent, child % limits).changes
        assert (change.what, change.softer) == ("grading", softer), limits


def test_softer_levels_and_points_are_said(tmp_path: Path) -> None:
    for change, softer in (("levels: {red: [{consecutive_at_least: 3}]}", True), ("levels: {red: [{consecutive_at_least: 1}]}", False), ("levels: red", False),
                           ("levels: {red: [{unmet_at_least: 2}]}", True), ("score: {per_unmet: 0.5}", True), ("score: {per_unmet: 2}", False)):
        (found,) = book(tmp_path / change.replace(" ", ""), SET.format(change)).changes
        assert found.softer is softer, change
