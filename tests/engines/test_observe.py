"""What the records show, rule by rule: nothing is lost, no rule takes another with it, every gap says its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

import narwhals as nw
import pytest

from auditor.checks.base import BRANCHES, Cells, Dated, Measure, Population, Scope, Support
from auditor.checks.complete import Complete
from auditor.checks.count_per_period import CountPerPeriod
from auditor.checks.options import WhenEmpty
from auditor.engines.observe import observe
from auditor.model import Level, Observation, Standing, State
from auditor.periods import parse_period
from auditor.records.dataset import Cover
from auditor.rulebook.rule import BranchLine, CountLine, Effective, Levels, RedWhen, Rule
from auditor.tables import Condition, Strict
from tests.backends import ENGINES
from tests.checks.cases import tables
from tests.rules import HELD, rule
from tests.tables import dataset

Given = Mapping[str, Sequence[Mapping[str, Any]]]
TWO = [{"branch": "甲"}, {"branch": "乙"}]
GIVEN: Given = {"branches": TWO, "meetings": [{"branch": "甲", "held_on": "2022-01-05", "host": "赵"}, {"branch": "甲", "held_on": "2022-02-05"}]}


def run(*rules: Rule, given: Given = GIVEN, engine: str = "polars", covers: Sequence[Cover] | None = None, as_of: str = "2022-04-04") -> dict[tuple[str, str], Observation]:
    data = dataset(tables(), given, covers)
    found = observe(rules, data, tables(), window=parse_period("2022Q1"), as_of=date.fromisoformat(as_of), engine=ENGINES[engine])
    assert [(one.rule, one.branch) for one in found] == [(one.id, branch) for one in rules for branch in data.register.branches]
    return {(one.rule, one.branch): one for one in found}


def complete(*columns: str, table: str = "meetings", when_empty: WhenEmpty = WhenEmpty.PASS) -> Complete:
    return Complete(kind="complete", table=table, columns=columns, when_empty=when_empty)


class Broken(Strict):
    """A check that raises where it is told to."""

    kind: Literal["broken"] = "broken"
    at: str

    def population(self) -> Population:
        return BRANCHES

    def empty(self) -> WhenEmpty:
        return WhenEmpty.NO_DATA

    def dated_by(self) -> str | Dated:
        return Dated.PERIOD

    def examined(self) -> tuple[str, ...]:
        return ()

    def needs(self) -> Mapping[str, frozenset[str]]:
        return {}

    def measures(self, scope: Scope) -> tuple[Measure, ...]:
        if self.at == "plan":
            raise ZeroDivisionError("坏了")
        return ()

    def cells(self, scope: Scope) -> Cells:
        return Cells({"": nw.col("nowhere" if self.at == "run" else "_row") * 0 + State.MET.value})

    def support(self, scope: Scope) -> Support | None:
        if self.at == "evidence":
            raise RuntimeError("证据")
        return None

    def describe(self) -> str:
        return ""


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("at", ["plan", "run", "evidence"])
def test_a_broken_rule_takes_no_other_with_it(at: str, engine: str) -> None:
    found = run(rule(id="AA-01"), rule(Broken(at=at), id="BB-01"), rule(complete("host"), id="CC-01"), engine=engine)
    for branch in ("甲", "乙"):
        assert found["BB-01", branch].standing is Standing.ERROR
        assert found["BB-01", branch].note.startswith("规则计算出错，没有结论，请联系规则维护人员（")
        assert found["BB-01", branch].owed == 0
        assert found["AA-01", branch].standing is found["CC-01", branch].standing is Standing.APPLIES
    assert (found["AA-01", "甲"].met, found["AA-01", "甲"].unmet, found["AA-01", "乙"].unmet) == (2, 1, 3)
    assert (found["CC-01", "甲"].met, found["CC-01", "甲"].unmet) == (1, 1)


def test_a_rule_that_does_not_break_beside_none_that_do() -> None:
    assert run(rule(Broken(at="")))["ZH-07", "甲"].met == 1


def test_a_branch_that_sent_nothing_is_counted() -> None:
    found = run(rule())["ZH-07", "乙"]
    assert (found.standing, found.owed, found.unmet) == (Standing.APPLIES, 3, 3)
    assert [one.state for one in found.evidence] == [State.UNMET] * 3
    assert [one.period for one in found.evidence] == ["2022-01", "2022-02", "2022-03"]
    assert found.evidence_total == 3


@pytest.mark.parametrize(("check", "note"), [
    (CountPerPeriod.model_validate({"kind": "count_per_period", "table": "training", "every": "month", "at_least": 1}), "没有收到“党员学时台账”"),
    (complete("host", "recorder", "place"), "“组织生活记录”没有这些列：地点、记录人"),
    (complete("sex", table="members"), "没有收到“党员名册”"),
])
def test_what_nobody_sent_is_said(check: Strict, note: str) -> None:
    for found in run(rule(check)).values():
        assert (found.standing, found.owed, found.note) == (Standing.NOT_SUPPLIED, 0, note)


def test_rows_of_a_branch_that_sent_none_and_for_which_nobody_answers() -> None:
    found = run(rule(complete("host")), covers=[Cover("meetings", frozenset({"甲"}))])
    assert found["ZH-07", "甲"].standing is Standing.APPLIES
    assert (found["ZH-07", "乙"].standing, found["ZH-07", "乙"].note) == (Standing.NOT_SUPPLIED, "没有收到本支部的“组织生活记录”")


def test_rows_of_a_sort_that_no_ledger_has_were_not_handed_in() -> None:
    """Leaving out the ledger of committee meetings must not make a rule on each of them not applicable."""
    check = complete("host", when_empty=WhenEmpty.NOT_APPLICABLE)
    asked = check.model_copy(update={"where": (Condition.model_validate({"column": "meeting_type", "is": "支部委员会"}),)})
    days = [Cover("meetings", kinds=frozenset({"主题党日"})), Cover("meetings", kinds=frozenset({"支部委员会"}))]
    given = {"branches": TWO, "meetings": [{"branch": "甲", "held_on": "2022-01-05", "host": "赵", "meeting_type": "主题党日"}]}
    found = run(rule(asked), given=given, covers=days[:1])["ZH-07", "甲"]
    assert (found.standing, found.note) == (Standing.NOT_SUPPLIED, "没有收到本支部的“组织生活记录”（支部委员会）")
    assert run(rule(asked), given=given, covers=days)["ZH-07", "甲"].standing is Standing.APPLIES


def test_rows_of_a_part_of_the_window_are_told_from_all() -> None:
    january = Cover("meetings", None, date(2022, 1, 1), date(2022, 1, 31))
    found = run(rule(complete("host")), covers=[january])
    assert found["ZH-07", "甲"].standing is Standing.IN_PART
    assert found["ZH-07", "乙"].standing is Standing.NOT_SUPPLIED


def test_supplied_with_no_row_is_not_the_same_as_not_supplied() -> None:
    found = run(rule(complete("host")), covers=[Cover("meetings")])["ZH-07", "乙"]
    assert (found.standing, found.owed, found.note) == (Standing.APPLIES, 0, "")


@pytest.mark.parametrize(("first", "last", "owed"), [
    (None, None, 3), ("2022-02-01", None, 2), ("2022-03-01", None, 1), ("2022-04-01", None, None), (None, "2022-01-31", 1), (None, "2021-12-31", None), ("2018-01-01", "2030-01-01", 3),
])
def test_a_rule_is_asked_only_while_it_is_in_force(first: str | None, last: str | None, owed: int | None) -> None:
    days = {"from": date.fromisoformat(first) if first else None, "to": date.fromisoformat(last) if last else None}
    found = run(rule(effective=Effective.model_validate(days)))["ZH-07", "乙"]
    if owed is None:
        assert (found.standing, found.owed) == (Standing.NOT_APPLICABLE, 0)
        assert "施行" in found.note
    else:
        assert (found.standing, found.unmet) == (Standing.APPLIES, owed)


def committee(value: bool | str | None) -> dict[str, Any]:
    return {"branches": [{"branch": "甲", "has_committee": value}, {"branch": "乙", "has_committee": False}], "meetings": []}


def test_whom_a_rule_does_not_concern_gets_the_reason() -> None:
    line = BranchLine.model_validate({"branch": "has_committee", "is": True, "else": "未设支委会"})
    lines = (line, CountLine.model_validate({"count": "members", "at_least": 7, "else": "不足七人"}))
    found = run(rule(applies_when=(line,)), given=committee(True))
    assert (found["ZH-07", "甲"].unmet, found["ZH-07", "乙"].standing, found["ZH-07", "乙"].note) == (3, Standing.NOT_APPLICABLE, "未设支委会")
    both = run(rule(applies_when=lines), given=committee(True))
    assert both["ZH-07", "甲"].unknown == 3
    assert both["ZH-07", "乙"].note == "未设支委会"


def test_whom_a_rule_may_concern_is_unknown() -> None:
    line = BranchLine.model_validate({"branch": "has_committee", "is": True, "else": "未设支委会"})
    found = run(rule(applies_when=(line,)), given=committee("?"))["ZH-07", "甲"]
    assert (found.standing, found.unknown, found.unmet) == (Standing.APPLIES, 3, 0)


def test_counting_lines_look_at_the_last_day() -> None:
    line = CountLine.model_validate({"count": "members", "on_roll": True, "at_least": 1, "else": "没有党员"})
    members = [{"branch": "甲", "name": "赵", "member_kind": "正式党员", "joined_on": "2022-03-31"}, {"branch": "乙", "name": "钱", "member_kind": "正式党员", "joined_on": "2022-04-01"}]
    found = run(rule(applies_when=(line,)), given={**GIVEN, "members": members})
    assert found["ZH-07", "甲"].standing is Standing.APPLIES
    assert (found["ZH-07", "乙"].standing, found["ZH-07", "乙"].note) == (Standing.NOT_APPLICABLE, "没有党员")


def test_the_longest_run_is_counted_where_a_level_asks_for_it() -> None:
    meetings = [{"branch": "甲", "held_on": "2022-02-05"}]
    levels = Levels(red=(RedWhen(consecutive_at_least=2),))
    found = run(rule(levels=levels), rule(id="ZH-08", levels=Levels(always=Level.RED)), given={"branches": TWO, "meetings": meetings})
    assert (found["ZH-07", "甲"].run, found["ZH-07", "乙"].run, found["ZH-08", "乙"].run) == (1, 3, 0)


def test_rules_over_the_same_subjects_do_not_disturb_each_other() -> None:
    checks = [HELD.model_copy(update={"at_least": number, "where": (Condition.model_validate({"column": "host", "filled": filled}),)})
              for number in (1, 2) for filled in (True, False)]
    alone = [run(rule(check))["ZH-07", "甲"] for check in checks]
    together = run(*[rule(check, id=f"ZH-0{number}") for number, check in enumerate(checks)])
    for number, one in enumerate(alone):
        other = together[f"ZH-0{number}", "甲"]
        assert (one.met, one.unmet, one.unknown, one.evidence) == (other.met, other.unmet, other.unknown, other.evidence)


def test_open_is_counted_and_gives_no_evidence() -> None:
    found = run(rule(), as_of="2022-03-15")["ZH-07", "甲"]
    assert (found.met, found.open, found.unmet) == (2, 1, 0)
    assert Counter(one.state for one in found.evidence) == {State.MET: 2}


def test_evidence_leads_to_the_cell() -> None:
    found = run(rule(complete("host")))["ZH-07", "甲"]
    unmet = found.evidence[0]
    assert (unmet.state, unmet.file, unmet.sheet, unmet.row, unmet.column, unmet.value) == (State.UNMET, "组织生活记录.xlsx", "Sheet1", 3, "C", "")
