"""Tables of one form below each other: each is of the branch, the month and the sort that its own title says."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.records.understand import understand
from auditor.records.understood import Understood
from tests.records.reading import sheet, tables

MEETINGS = ["序号", "会议时间", "会议主题", "地点"]
DUES = ["序号", "姓名", "应缴党费", "实缴党费"]


def parts(rows: list[list[Any]], merges: list[tuple[int, int, int, int]] = []) -> tuple[Understood, ...]:  # noqa: B006
    return understand(sheet(rows, merges=merges), tables())


@pytest.mark.parametrize("merged", [True, False])
def test_each_sort_of_meeting_is_of_its_own_title(merged: bool) -> None:
    rows = [["机关第一党支部2022年三会一课台账"], ["一、支部党员大会"], MEETINGS, [1, "1月5日", "甲", "楼"], [], ["二、支部委员会"], MEETINGS, [1, "1月11日", "乙", "楼"], [2, "2月11日", "丙", "楼"]]
    found = parts(rows, [(row, 0, row, 3) for row in (0, 1, 5)] if merged else [])
    kinds = [[record.cells["meeting_type"][1].text for record in item.records] for item in found]
    assert kinds == [["支部党员大会"], ["支部委员会"] * 2]
    assert {(item.context.branch, item.context.year) for item in found} == {("机关第一党支部", 2022)}
    assert [[record.row for record in item.records] for item in found] == [[4], [8, 9]]


def test_each_branch_and_month_is_of_its_own_title() -> None:
    rows = [
        ["机关第一党支部2022年1月党费收缴明细表"], DUES, [1, "赵甲子", 10, 10], ["合计", None, 10, 10],
        ["机关第二党支部2022年2月党费收缴明细表"], DUES, [1, "钱乙丑", 10, 0], ["合计", None, 10, 0], ["制表人：某某"],
        ["2022年3月"], DUES, [1, "孙丙寅", 10, 10],
    ]
    found = parts(rows)
    assert [(item.context.branch, str(item.context.start)) for item in found] == [
        ("机关第一党支部", "2022-01-01"), ("机关第二党支部", "2022-02-01"), ("机关第一党支部", "2022-03-01")]
    assert [[record.cells["name"][1].text for record in item.records] for item in found] == [["赵甲子"], ["钱乙丑"], ["孙丙寅"]]
    assert [[(one.rows, one.reason) for one in item.skipped] for item in found][1] == [((5,), "标题"), ((6,), "重复的表头"), ((8,), "合计、小计行"), ((9,), "落款")]


def test_headings_that_come_again_without_a_title_are_one_table() -> None:
    rows = [["机关第一党支部2022年1月党费收缴明细表"], DUES, [1, "赵甲子", 10, 10], DUES, [2, "钱乙丑", 10, 10], ["小计", None, 20, 20], DUES, [3, "孙丙寅", 10, 10]]
    item, = parts(rows)
    assert [record.row for record in item.records] == [3, 5, 8]


def test_captions_under_the_title_hold_for_the_tables_below_too() -> None:
    rows = [["党费收缴明细表"], ["党支部：机关第一党支部", None, None, "单位：万元"], DUES, [1, "赵甲子", 10, 10], ["续表"], DUES, [2, "钱乙丑", 10, 10]]
    assert [(item.context.branch, item.context.unit) for item in parts(rows)] == [("机关第一党支部", "万元")] * 2
