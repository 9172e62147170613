from __future__ import annotations

import pytest

from auditor.records.assemble import dataset_from
from auditor.records.undone import said
from tests.records.made import TABLES, sheet
from tests.records.test_assemble import BRANCHES, frame

WORDS = ("未开展", "未召开", "没有开展", "取消", "已取消", "因故取消", "延期", "推迟", "计划", "拟开展")
DOUBTING = {**TABLES, "meetings": TABLES["meetings"].model_copy(update={"doubt_words": WORDS, "doubt_zero": ("attended",)})}


@pytest.mark.parametrize("text", [
    "未开展", " 未 开 展。", "取消", "延期！", "主题党日（取消）", "主题党日【未开展】", "主题党日(因故取消)", "党课（推迟至4月）", "主题党日（因疫情取消）", "党课（未开展，下月补上）",
    "未开展主题党日", "未召开会议", "没有开展", "取消，另行通知", "推迟至4月", "延期到下月", "取消了", "计划于4月开展", "计划4月开展", "拟开展红色教育",
    "当月未开展", "因疫情未开展", "因疫情取消", "受疫情影响取消。", "因疫情防控需要，本月主题党日活动取消",
])
def test_a_cell_says_that_nothing_was_done(text: str) -> None:
    assert said(text, WORDS)


@pytest.mark.parametrize("text", [
    "学习取消农业税的意义", "取消农业税的意义", "取消预备党员资格讨论", "延期换届请示讨论", "计划生育政策学习", "2022年工作计划", "讨论工作计划", "", "会议室",
    "学习计划（2022年）", "总结一季度工作，指出个别党小组未开展学习的问题，明确整改时限和责任人", "讨论预备党员延期", "学习（取消农业税的意义）", "因公出差",
    "会议通报了上级关于未开展主题党日情况的检查结果，要求各党小组按月开展", "不开展",
])
def test_a_cell_does_not(text: str) -> None:
    assert not said(text, WORDS)


@pytest.mark.parametrize("row", ["第一党支部,未开展,2022-03-01,主题党日,9", "第一党支部,开会,未开展,主题党日,9", "第一党支部,开会,2022-03-01,主题党日（取消）,9",
                                 "第一党支部,开会,2022-03-01,主题党日,已取消", "第一党支部,开会,2022-03-01,主题党日,=0", "第一党支部,开会,2022-03-01,主题党日,0/9"])
def test_such_a_record_is_possible_only_and_told(row: str) -> None:
    text = f"branch,title,held_on,meeting_type,attended\n{row}\n第一党支部,学习取消农业税的意义,2022-03-02,主题党日,=9\n第一党支部,学习,2022-03-03,主题党日,"
    found = dataset_from([BRANCHES, sheet("meetings", text)], DOUBTING)
    assert frame(found, "meetings")["_sure"].tolist() == [False, True, True]
    issue, = [issue for issue in found.issues if issue.code == "D410"]
    assert (issue.file, issue.row) == ("a.xlsx", 2)
    assert "不能确定是否开展，只按“可能”计入" in issue.message


def test_a_known_spelling_of_a_code_is_what_the_code_says() -> None:
    tables = {**TABLES, "meetings": TABLES["meetings"].model_copy(update={"doubt_words": ("上党课",)})}
    found = dataset_from([BRANCHES, sheet("meetings", "branch,title,meeting_type\n第一党支部,开会,上党课\n第一党支部,上党课,党课")], tables)
    assert frame(found, "meetings")["_sure"].tolist() == [True, False]


def test_names_in_the_cell_are_masked() -> None:
    found = dataset_from([BRANCHES, sheet("meetings", "branch,title,attendees\n第一党支部,开会,未开展、张虚三")], DOUBTING)
    assert "张虚三" not in next(issue.value for issue in found.issues if issue.code == "D410")
