from __future__ import annotations

import pytest

from auditor.records.assemble import dataset_from
from tests.records.made import TABLES, sheet
from tests.records.reading import tables, understood
from tests.records.test_assemble import BRANCHES, frame

WORDS = ("未开展", "未召开", "没有开展", "取消", "已取消", "因故取消", "延期", "推迟", "计划", "拟开展")
DOUBTING = {**TABLES, "meetings": TABLES["meetings"].model_copy(update={"doubt_words": WORDS, "doubt_zero": ("attended",)})}


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


LOG = ["序号", "日期", "主题", "地点", "参加人数"]


def log(heading: str, *answers: object) -> tuple[list[bool], list[str]]:
    """Which of the rows of a ledger with this last column count certainly, and the cells that are told."""
    rows = [[place, f"2022-0{place}-10", "学习", "会议室", 12, answer] for place, answer in enumerate(answers, 1)]
    sheet_ = understood([["机关第一党支部2022年主题党日台账"], [*LOG, heading], *rows])
    found = dataset_from([sheet_], tables())
    told = [f"{issue.column}{issue.row}" for issue in found.issues if issue.code == "D410"]
    return frame(found, "meetings")["_sure"].tolist(), told


@pytest.mark.parametrize(("heading", "answers", "sure"), [
    ("是否开展", ("是", "否", "未开展"), [True, False, False]),
    ("是否召开", ("√", "×", None), [True, False, False]),
    ("是否开展", ("是", "因疫情未能开展", "待定"), [True, False, False]),
    ("是否开展", (None, None, None), [True, True, True]),
    ("开展情况说明", ("因疫情未开展", "已开展", "参加12人"), [False, True, True]),
    ("主题党日开展情况", ("因疫情未开展", "已开展", "根据学校疫情防控工作的统一部署，本次活动未能如期开展"), [False, True, False]),
    ("未开展原因", ("疫情", "无", None), [False, True, True]),
    ("备注", ("因疫情防控要求，本次活动未能如期开展", "未开展前先通知", "没有缺席"), [False, True, True]),
    ("备注", ("根据学校疫情防控工作的统一部署和要求，本月主题党日活动未能如期开展，时间另行通知", "因故未到 2 人", None), [False, True, True]),
    ("撰稿人", ("未开展", None, None), [True, True, True]),
    ("备注", ("待开", "待补开", "线上"), [False, False, True]),
    ("备注", ("顺延至4月", "改至4月8日", "并入4月"), [False, False, False]),
    ("备注", ("本月无活动", "没有开会", "与主题党日合并至一处开展"), [False, False, True]),
    ("落实情况", ("未落实", "已落实", "参加 12 人"), [False, True, True]),
    ("落实情况", ("否", "是", "因疫情，未按计划落实"), [False, True, False]),
    ("开展情况", ("×", "√", "未"), [False, True, False]),
    ("完成情况", ("未完成", "完成良好", "没有完成"), [False, True, False]),
    ("是否落实", ("否", "是", "未落实"), [False, True, False]),
    ("是否完成", ("是", None, "否"), [True, False, False]),
    ("活动落实与否", ("否", "是", "×"), [False, True, False]),
    ("整改落实情况", ("未完成的下月继续", "无", "否则另行安排"), [True, True, True]),
    ("备注", ("×", "否", "未完成的作业下月交"), [True, True, True]),
])
def test_a_column_of_the_ledger_or_beside_it_says_that_nothing_was_done(heading: str, answers: tuple[object, ...], sure: list[bool]) -> None:
    certain, told = log(heading, *answers)
    assert certain == sure
    assert told == [f"F{row}" for row, yes in enumerate(sure, 3) if not yes]
