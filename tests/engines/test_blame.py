"""What is unknown points at the cell to blame, and says why."""

from __future__ import annotations

from datetime import date

import pytest

from auditor.engines.blame import Doubted
from auditor.model import Observation, RecordIssue
from auditor.periods import parse_period
from auditor.pipeline import judge_dataset
from auditor.rulebook.load import load_rulebook
from auditor.ruletests import case_dataset

BOOK = load_rulebook()
RULES = {rule.id: rule for rule in (*BOOK.rules, *BOOK.unused)}
NOTICE = "确定为发展对象日期,公示开始日期,公示结束日期"
ADMITTED = "接收预备党员大会日期,党委审批日期"


def observed(rule_id: str, year: int, columns: str, row: str) -> tuple[str, Observation]:
    """The message and what was observed of one record of development."""
    rule = RULES[rule_id]
    case = rule.tests[0].model_copy(update={"period": str(year), "as_of": date(year + 1, 1, 10), "given": {
        "branches": "党支部名称,成立时间\n甲,2010-01-01\n", "development": f"党支部,姓名,发展阶段,{columns}\n甲,王一,预备党员,{row}\n",
    }})
    card = judge_dataset(case_dataset(case, BOOK.tables), BOOK.alone(rule), parse_period(case.period), case.as_of)
    (score,) = card.branches
    return score.findings[0].message, score.findings[0].observation


@pytest.mark.parametrize(("asked", "column", "note", "message"), [
    (("FZ-07", 2026, NOTICE, "2026-09-20,,2026-09-18"), "E", "“公示开始日期”是空的，不能断定适用哪一版规定", "数据不足：“公示开始日期”是空的"),
    (("FZ-07", 2027, NOTICE, "2027-09-20,2027-09-10,2027-09-18"), "F", "规则包里没有 2027 年的节假日安排，不能计算工作日", "没有 2027 年的节假日安排"),
    (("FZ-07", 2026, NOTICE, "2026-06-01,2026-05-12,2026-05-20"), "F", "施行日期的两处来源不一致", "施行日期的两处来源不一致"),
    (("FZ-14", 2022, ADMITTED, ",2022-05-05"), "D", "“接收预备党员大会日期”是空的", "还有 1 项数据不足"),
    (("FZ-14", 2022, ADMITTED, "2022-01-05,五月"), "E", "这一格的内容没有看懂", "还有 1 项数据不足"),
    (("FZ-20", 2022, ADMITTED, "一月,2022-05-05"), "D", "这一格的内容没有看懂", "项数据不足"),
])
def test_the_cell_and_the_reason(asked: tuple[str, int, str, str], column: str, note: str, message: str) -> None:
    said, seen = observed(*asked)
    evidence = next(one for one in seen.evidence if one.note)
    assert evidence.column == column
    assert note in evidence.note
    assert message in said


def test_a_cell_that_reads_well_is_no_doubt_whatever_was_told_of_it() -> None:
    told = [RecordIssue(code, "", "a.csv", "", 2, "D") for code in ("D409", "D410", "D212")]
    assert Doubted.of(told).cells == frozenset()
    assert Doubted.of([RecordIssue("D405", "", "a.csv", "", 2, "D")]).cells == {("a.csv", "", 2, "D")}
