from __future__ import annotations

from typing import cast

import pytest

from auditor.checks.base import Check, Dated
from auditor.checks.registry import KINDS
from auditor.rulebook.dating import dated_by, undated
from auditor.rulebook.explain import explain
from auditor.rulebook.load import load_rulebook
from auditor.rulebook.rule import Effective
from tests.rulebook.book import TABLES, changed, parsed, told

SAY = "请在 effective 里写 by：按哪一列日期当天的版本判断；没有这样的日期时写 by: period_end（按检查期最后一天）"
COUNT = "kind: count_per_period\n      table: meetings"
COMPLETE = ((COUNT, "kind: complete\n      columns: [has_committee]\n      when_empty: pass\n      table: branches"),
            ("      every: month\n      at_least: {param: monthly_min}\n", ""), ("{column: meeting_type, is: 主题党日, blank: unknown}", "{column: founded, filled: true}"))
EFFECTIVE = "effective: {from: 2018-10-28, to: null}"


@pytest.mark.parametrize(("effective", "mistake"), [
    ("{from: 2018-10-28}", f"r.yaml:18:5 R233 “支部名录”没有总的日期，不知道按哪一天的版本判断；{SAY}"),
    ("{from: 2018-10-28, by: fonded}", 'r.yaml:18:35 R202 台账 "branches"（支部名录）没有列 "fonded"，是否想写 "founded"？'),
    ("{from: 2018-10-28, by: when}", 'r.yaml:18:35 R202 台账 "branches"（支部名录）没有列 "when"；可选：founded、period_end'),
    ("{from: 2018-10-28, by: has_committee}", 'r.yaml:18:35 R207 列 "has_committee"（是否设支委会）不是日期'),
    ("{by: founded}", "r.yaml:18:5 R123 by 要与 from 或 to 一起写"),
    ("{certain_from: 2018-10-28}", "r.yaml:18:5 R123 certain_from、certain_to 要与 from、to 一起写"),
    ("{from: 2018-10-28, certain_from: 2018-10-01, by: founded}",
     "r.yaml:18:5 R123 有效期的日期应依次为 from、certain_from、certain_to、to，后面的不得早于前面的"),
])
def test_a_rule_that_judges_rows_must_say_by_which_day(effective: str, mistake: str) -> None:
    assert told(*COMPLETE, (EFFECTIVE, f"effective: {effective}")) == [mistake]


@pytest.mark.parametrize("by", ["founded", "period_end"])
def test_a_column_or_the_end_of_the_period(by: str) -> None:
    rules, mistakes = parsed(changed(*COMPLETE, (EFFECTIVE, f"effective: {{from: 2018-10-28, by: {by}}}")))
    assert mistakes == []
    assert dated_by(rules[0].rule) == (Dated.LAST_DAY if by == "period_end" else "founded")


def test_periods_say_themselves_when_they_are() -> None:
    message = "r.yaml:18:35 R233 检查方式 count_per_period 按时段判断适用的版本，不用写 by；请删去"
    assert told((EFFECTIVE, "effective: {from: 2018-10-28, by: held_on}")) == [message]


@pytest.mark.parametrize(("where", "refused"), [
    ("{column: founded, less_than: 2018-10-28}", True), ("{column: founded, at_most: 2018-10-28}", False), ("{column: founded, is: 2020-01-01}", False),
    ("{column: founded, at_least: 2020-01-02}", True),
])
def test_a_filter_outside_the_days_in_force_is_refused(where: str, refused: bool) -> None:
    effective = "effective: {from: 2018-10-28, to: 2020-01-01, by: founded}"
    mistakes = told(*COMPLETE, (EFFECTIVE, effective), ("{column: founded, filled: true}", where))
    assert mistakes == (["r.yaml:24:7 R206 这条规则不可能不合格：where 里的日期都在 effective 的有效期之外"] if refused else [])


def test_what_a_rule_asks_is_explained_with_its_days() -> None:
    effective = "effective: {from: 2018-10-28, certain_from: 2018-11-01, by: founded}"
    rules, _ = parsed(changed(*COMPLETE, (EFFECTIVE, effective)))
    text = "自 2018-10-28 起有效，按“成立时间”当天判断适用哪一版。2018-10-28 至 2018-10-31 两处来源不一致，其间的算数据不足。"
    assert dict(explain(rules[0].rule, TABLES))["有效期"] == text


def test_every_kind_of_the_shipped_rules_could_be_given_a_version() -> None:
    """With the day that its rule names or that its kind has; a rule of rows without one is told to name it."""
    book = load_rulebook()
    used = {cast(Check, rule.check).kind for rule in (*book.rules, *book.unused)}
    assert used <= set(KINDS)
    for rule in (*book.rules, *book.unused):
        check = cast(Check, rule.check)
        problem = undated(Effective.model_validate_json('{"from": "2020-01-01"}'), check, book.tables)
        assert problem is None or (problem[0] == "R233" and (check.dated_by() is Dated.ROW or check.kind == "trend"))
