"""What is told says what to do, where that is plain."""

from __future__ import annotations

import pytest

from auditor.records.assemble import dataset_from
from auditor.records.normalise import normalise
from tests.records.made import TABLES, sheet
from tests.records.reading import tables, understood
from tests.records.test_assemble import BRANCHES


@pytest.mark.parametrize("heads", [["1", "2", "3"], [1, 2, 3]])
@pytest.mark.parametrize("people", [["赵甲子"], ["赵甲子", "钱乙丑"]])
def test_headings_that_are_bare_numbers(heads: list[object], people: list[str]) -> None:
    issue, = understood([["姓名", *heads], *[[name, "√", "√", "√"] for name in people]], file="签到.xlsx").issues
    assert issue.code == "D207"
    assert "列名只写了数字（1、2、3 等）" in issue.message


def test_lines_parted_by_wide_commas() -> None:
    issue, = understood([["姓名，党支部，人员类别"], ["赵甲子，机械第一党支部，正式党员"]], file="名册.csv").issues
    assert issue.code == "D201"
    assert "用“，”隔开" in issue.message


@pytest.mark.parametrize("rows", [[["姓名", "金额", "合计"], ["赵甲子", "不详", "1"]], [["某某学院"], ["工作总结，一季度"]]])
def test_nothing_is_said_where_nothing_is_plain(rows: list[list[object]]) -> None:
    assert not any("列名只写了数字" in issue.message or "隔开" in issue.message for issue in understood(rows).issues)


def test_columns_of_one_heading_are_rather_two_lists_than_the_same_twice() -> None:
    item = understood([["姓名", "月份", "实缴党费", "月份", "实缴党费"], ["赵甲子", "1月", 10, "2月", 10]], file="党费.xlsx")
    assert {issue.code for issue in item.issues} == {"D203", "D210"}
    assert all("一行写一条" in issue.message for issue in item.issues)
    issue, = normalise(item, tables()["dues"]).issues
    assert (issue.code, issue.row, issue.column, issue.value) == ("D210", 2, "B", "1月 / 2月")
    assert "在两处写得不一样" in issue.message


def test_a_branch_that_an_unknown_name_may_mean_is_not_simply_to_be_chased() -> None:
    found = dataset_from([BRANCHES, sheet("meetings", "branch,title\n第二党支布,开会\n第一党支部,开会")], TABLES)
    told = {issue.branch: issue.message for issue in found.issues if issue.code == "D621"}
    assert "有记录写的是“第二党支布”" in told["第二党支部"]
    assert told["第三党支部"].endswith("请催报。")


def test_equal_records_of_one_file_may_be_of_several_months() -> None:
    found = dataset_from([BRANCHES, sheet("meetings", "branch,title\n第一党支部,开会\n第一党支部,开会")], TABLES)
    message, = [issue.message for issue in found.issues if issue.code == "D607"]
    assert "请在各段的标题或表名写明" in message
