"""The derivation is told from the audit's own finding: its counts, its verdict, its points."""

from __future__ import annotations

import random
import re
from datetime import date

import pytest

from auditor.derivation import Asked, derivation
from auditor.model import Finding, Verdict
from auditor.periods import parse_period
from auditor.pipeline import judge_dataset
from auditor.rulebook.cases import Case
from auditor.rulebook.load import load_rulebook
from auditor.rulebook.rule import Rule
from auditor.ruletests import case_dataset

BOOK = load_rulebook()
RULES = {rule.id: rule for rule in (*BOOK.rules, *BOOK.unused)}
SOME = random.Random("derivation").sample([(rule, case) for rule in RULES.values() for case in rule.tests], 40)


def told(rule: Rule, case: Case) -> list[tuple[Finding, list[tuple[str, str]]]]:
    """Each branch's finding with its derivation."""
    dataset, window = case_dataset(case, BOOK.tables), parse_period(case.period)
    asked = Asked(dataset, BOOK.tables, window, case.as_of)
    card = judge_dataset(dataset, BOOK.alone(rule), window, case.as_of)
    return [(score.findings[0], derivation(rule, score.findings[0], asked)) for score in card.branches]


@pytest.mark.parametrize(("rule", "case"), SOME, ids=[f"{rule.id} {case.name}" for rule, case in SOME])
def test_it_says_what_the_finding_says(rule: Rule, case: Case) -> None:
    for finding, lines in told(rule, case):
        text, seen = dict(lines), finding.observation
        assert next(iter(text)) == "党支部"
        assert seen.branch in text["党支部"]
        assert f"应办 {seen.owed} 项" in text["应办"] if seen.owed else "应办" not in text
        assert finding.points is None or f"{finding.points.high:g} 分" in text["计分"]
        assert ("怎样合格" in text) == (finding.verdict in {Verdict.FAIL, Verdict.PENDING})
        assert finding.verdict is not Verdict.NO_DATA or "怎样定论" in text
        assert not re.search(r"None|[{}]|。。|State\.|\bnan\b", "\n".join(f"{heading}：{line}" for heading, line in lines))


def theme_day(meetings: str, as_of: str = "2022-04-04") -> dict[str, list[str]]:
    """What is told of ZH-07 at a branch with these rows."""
    case = RULES["ZH-07"].tests[0].model_copy(update={"period": "2022Q1", "as_of": date.fromisoformat(as_of), "given": {
        "branches": "党支部名称,成立时间\n第一党支部,2010-01-01\n",
        "meetings": meetings if meetings == "not_supplied" else f"党支部,会议类型,实际时间\n{meetings}",
    }})
    ((_, lines),) = told(RULES["ZH-07"], case)
    return {heading: [line for key, line in lines if key == heading] for heading, _ in lines}


def test_periods_rows_and_points_of_a_failure() -> None:
    text = theme_day("第一党支部,主题党日,2022-02-05\n第一党支部,党课,2022-03-05\n")
    assert text["党支部"] == ["第一党支部列在支部名录上（branches.csv > 第 2 行），成立时间为 2010-01-01。"]
    assert text["检查期"] == ["2022Q1（2022-01-01 至 2022-03-31），截至 2022-04-04；按月分为 3 期：2022-01、2022-02、2022-03。"]
    assert text["台账"] == ["“组织生活记录”中有本支部的记录 2 条。meetings.csv 答复全部支部、全部时间（已写明）。"]
    assert text["应办"] == ["应办 3 项：已做到 1 项，未做到 2 项。"]
    assert [line.partition("。")[0] for line in text["其中"]] == ["2022-01：未做到", "2022-02：已做到", "2022-03：未做到"]
    assert "查到 1 条：meetings.csv > 第 2 行 > B 列“主题党日”" in text["其中"][1]
    assert text["判断"] == ["把不能确定的记录都往好处算，仍有 2 项未做到，所以不合格。"]
    assert text["程度"][0].endswith("这里未做到 2 项，最多连续 1 期未做到，为黄色。")
    assert "12 - 1 × 2 = 10，得 10 分。" in text["计分"][0]
    assert text["怎样合格"][0].startswith("还差 2 项。")


def test_what_is_doubtful_is_named_with_what_would_settle_it() -> None:
    text = theme_day("第一党支部,主题党日,2022-01-05\n第一党支部,主题党日,2022-02-05\n第一党支部,主题党日,三月的某天\n")
    assert "最多做到 3 项。两种算法的结论不同" in text["判断"][0]
    assert "meetings.csv > 第 4 行" in text["怎样定论"][0]
    assert "12 - 1 × 0 = 12；12 - 1 × 1 = 11，得 11 至 12 分" in text["计分"][0]


def test_nothing_handed_in() -> None:
    text = theme_day("not_supplied")
    assert text["台账"] == ["没有收到“组织生活记录”。"]
    assert text["判断"] == ["没有收到“组织生活记录”。"]
    assert "没有收到“组织生活记录”" in text["怎样定论"][0]


def test_what_is_not_due_yet() -> None:
    text = theme_day("第一党支部,主题党日,2022-01-05\n第一党支部,主题党日,2022-02-05\n", as_of="2022-03-10")
    assert text["应办"] == ["应办 3 项：已做到 2 项，未到期 1 项。"]
    assert text["怎样合格"] == ["还有 1 项没有到期或等待人工认定，按期完成即合格。"]


def developed(rows: str) -> dict[str, list[str]]:
    """What is told of FZ-14, whose deadline is three months and six the grave one."""
    case = RULES["FZ-14"].tests[0].model_copy(update={"period": "2022", "as_of": date(2023, 1, 10), "given": {
        "branches": "党支部名称,成立时间\n第一党支部,2010-01-01\n",
        "development": f"党支部,姓名,发展阶段,接收预备党员大会日期,党委审批日期\n{rows}",
    }})
    ((_, lines),) = told(RULES["FZ-14"], case)
    return {heading: [line for key, line in lines if key == heading] for heading, _ in lines}


def test_the_bounds_and_the_values_compared_are_said() -> None:
    late, fine = "第一党支部,王一,预备党员,2022-03-01,2022-08-01\n", "第一党支部,李{0},预备党员,2022-03-0{0},2022-04-01\n"
    text = developed(late + "".join(fine.format(number) for number in range(2, 7)))
    assert text["检查"] == ["“接收预备党员大会日期”之后3个月内应有“党委审批日期”；超过6个月的为严重超限；尚未到期的列为待办。"]
    assert "“接收预备党员大会日期”已填写" in text["看哪些记录"][0]
    assert text["其中"][0] == "王*：未做到。查到 1 条：development.csv > 第 2 行 > E 列“2022-08-01”（“接收预备党员大会日期”是“2022-03-01”）。"
    assert text["其中"][-1] == "已做到的 5 项只列出 3 项。"
