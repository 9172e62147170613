"""Checks of checks and rules that name rules: each mistake once, at its place."""

from __future__ import annotations

import pytest

from auditor.checks.combined import AllOf
from auditor.checks.composite import leaves
from auditor.rulebook.links import Link, dangling
from auditor.rulebook.score import Mode, Score
from tests.rulebook.book import RULE, changed, parsed, told
from tests.rules import rule

COUNT = """\
      kind: count_per_period
      table: meetings
      where:
        - {column: meeting_type, is: 主题党日, blank: unknown}
      every: month
      at_least: {param: monthly_min}
"""
PARTS = """\
      kind: all_of
      parts:
        - {name: 党日, kind: count_per_period, table: meetings, where: [{column: meeting_type, is: 主题党日}], every: month, at_least: {param: monthly_min}}
        - {kind: complete, table: meetings, columns: [held_on], when_empty: pass}
"""
TREND = """\
      kind: trend
      of: {rule: ZH-08, value: share}
      drop_at_most: 5
      no_history: no_data
"""
GOOD = (COUNT, PARTS)
MISTAKES = [
    (("columns: [held_on]", "columns: [held]"), 'r.yaml:23:55 R202 台账 "meetings"（组织生活记录）没有列 "held"；可选：branch、meeting_type、held_on、attended、due'),
    (("kind: complete", "kind: complet"), 'r.yaml:23:12 R126 未知的检查方式 "complet"，是否想写 "complete"？'),
    (("kind: complete, ", ""), 'r.yaml:23:11 R120 缺少必填的键 "kind"'),
    (("kind: complete, ", "kind: [complete], "), "r.yaml:23:12 R121 “kind”应为文字（如果是数字或日期样的文字，请加引号）"),
    (("kind: all_of\n      parts", "kind:\n        - all_of\n      parts"), "r.yaml:20:7 R121 “kind”应为文字（如果是数字或日期样的文字，请加引号）"),
    ((", when_empty: pass", ""), "r.yaml:23:11 R125 必须写明 when_empty，即台账已报送但没有相关记录时算什么：pass（合格）、fail（不合格）、no_data（数据不足）或 not_applicable（不适用）"),
    (("every: month", "evry: month"), 'r.yaml:22:106 R104 未知的键 "evry"，是否想写 "every"？'),
    (("name: 党日", "nmae: 党日"), 'r.yaml:22:12 R104 未知的键 "nmae"，是否想写 "name"？'),
    (("name: 党日", "name: 1"), "r.yaml:22:12 R121 “name”应为文字（如果是数字或日期样的文字，请加引号）"),
    (("is: 主题党日}], every", "is: 主题日}], every"), 'r.yaml:22:94 R203 “会议类型”没有代码值 "主题日"，是否想写 "主题党日"？'),
    (("{param: monthly_min}}", "{param: monthly_mim}}"), 'r.yaml:22:131 R204 规则没有参数 "monthly_mim"，是否想写 "monthly_min"？'),
    (("kind: complete, table: meetings, columns: [held_on]", "kind: ratio, table: meetings, numerator: attended, denominator: due, zero_denominator: no_data, at_least: 0%"),
     "r.yaml:23:108 R206 at_least 为 0 的规则不可能不合格；请写大于 0 的数"),
    (("kind: all_of", "kind: at_least_of\n      n: 1"), "r.yaml:19:5 R125 必须写明 fewer_applicable，即适用的项数不足 n 时算什么：fail（不合格）、scale（适用的各项都要做到）或 not_applicable（不适用）"),
    (("kind: all_of", "kind: at_least_of\n      fewer_applicable: scale\n      n: 3"), "r.yaml:19:5 R123 n 是 3，parts 却只有 2 项；永远做不到，请改小 n"),
    (("kind: all_of\n      parts", "kind: all_of\n      partes"), 'r.yaml:21:7 R104 未知的键 "partes"，是否想写 "parts"？'),
]


def mistakes(*pairs: tuple[str, str]) -> list[str]:
    text = changed(GOOD)
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return [str(mistake) for mistake in parsed(text)[1]]


def test_a_composite_has_its_parts_with_names_and_parameters() -> None:
    (placed,), wrong = parsed(changed(GOOD))
    assert wrong == []
    assert isinstance(placed.rule.check, AllOf)
    assert [(name, type(check).__name__) for name, check in leaves(placed.rule.check)] == [("党日", "CountPerPeriod"), ("第2项", "Complete")]
    assert placed.unused_params == ()


@pytest.mark.parametrize(("change", "message"), MISTAKES, ids=[message.split()[1] + message.split()[0] for _, message in MISTAKES])
def test_a_mistake_in_a_part_is_told_once_at_its_place(change: tuple[str, str], message: str) -> None:
    found = mistakes(change)
    assert found == [message]


def test_mistakes_of_several_parts_are_told_together() -> None:
    found = mistakes(("every: month", "evry: month"), ("columns: [held_on]", "columns: [held]"))
    assert [line.split()[1] for line in found] == ["R104", "R202"]


def test_one_part_is_too_few_and_twelve_are_enough() -> None:
    second = PARTS.splitlines(keepends=True)[3]
    assert mistakes((second, "")) == ["r.yaml:21:7 R123 “parts”至少要有 2 项，实有 1 项"]
    assert "parts" in mistakes((second, second * 12))[0]


def test_how_deep_checks_may_be_in_checks() -> None:
    def nested(depth: int) -> str:
        inner = "{kind: complete, table: meetings, columns: [held_on], when_empty: pass}"
        for _ in range(depth):
            inner = f"{{kind: not, part: {inner}}}"
        return f"        - {inner}\n"

    second = PARTS.splitlines(keepends=True)[3]
    assert mistakes((second, nested(2))) == []
    assert mistakes((second, nested(3))) == ["r.yaml:23:48 R140 检查套检查最多 3 层，这里更深；请拆成几条规则"]


def test_a_trend_says_what_it_must() -> None:
    def told(*pairs: tuple[str, str]) -> list[str]:
        return [str(mistake) for mistake in parsed(changed(*pairs, ("    effective: {from: 2018-10-28, to: null}\n", "    effective: {from: null}\n")))[1]]

    assert told((COUNT, TREND)) == []
    assert told((COUNT, TREND.replace("      no_history: no_data\n", ""))) == ["r.yaml:19:5 R125 必须写明 no_history，即没有可比的上次记分卡时算什么：not_applicable（不适用）或 no_data（数据不足）"]
    assert "no_history" in told((COUNT, TREND.replace("no_data", "pass")))[0]
    assert told((COUNT, TREND.replace("drop_at_most: 5", "rise_at_most: 5\n      drop_at_most: 5"))) == [
        "r.yaml:19:5 R123 drop_at_most（最多下降）与 rise_at_most（最多上升）必须写且只写一个"]


def test_a_trend_has_no_days_in_force_of_its_own() -> None:
    assert told((COUNT, TREND), ("{from: 2018-10-28, to: null}", "{from: 2018-10-28}")) == ["r.yaml:18:5 R233 与上次比较时，有效期以所比较的那条规则为准；请删去 effective"]


def test_links_have_their_place_even_within_parts() -> None:
    text = changed((COUNT, PARTS.replace("{kind: complete, table: meetings, columns: [held_on], when_empty: pass}",
                                         "{kind: trend, of: {rule: ZH-08, value: met}, drop_at_most: 0, no_history: no_data}")), ("    effective: {from: 2018-10-28, to: null}\n", ""))
    (placed,), wrong = parsed(text)
    assert wrong == []
    assert [(link.rule, link.value, str(link.place)) for link in placed.links] == [("ZH-08", "met", "r.yaml:22:30")]


@pytest.mark.parametrize(("named", "value", "code"), [
    ("ZH-01", "share", ""), ("ZH-04", "score", ""), ("ZH-10", "share", "R240"), ("ZH-07", "share", "R241"), ("ZH-03", "share", "R241"), ("ZH-01", "score", "R242"),
])
def test_what_may_be_compared(named: str, value: str, code: str) -> None:
    (composite,), _ = parsed(changed(GOOD))
    rules = {"ZH-01": rule(), "ZH-03": composite.rule, "ZH-04": rule(score=Score(points=1, mode=Mode.ALL_OR_NOTHING)), "ZH-07": rule()}
    found = list(dangling([("ZH-07", Link(named, value, composite.place))], rules, [*rules, "ZH-02"]))
    assert [one.code for one in found] == ([code] if code else [])
    assert not code or named in found[0].message


def test_the_good_rule_is_good() -> None:
    assert parsed(RULE)[1] == []
