"""Tables of different form below each other in one sheet: each is its own table, of the branch and period of its own title."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.records.understand import understand
from auditor.records.understood import Understood
from tests.records.reading import sheet, tables

ROSTER, HEADS = ["序号", "姓名", "性别", "人员类别", "入党日期"], ["序号", "姓名", "党内职务", "任职时间"]
MEETINGS = ["序号", "会议类型", "会议时间", "会议主题", "地点"]
MEMBER, HEAD, MEETING = ["赵甲子", "男", "正式党员", "2010-01-01"], ["钱乙丑", "书记", "2021-03-01"], ["支部党员大会", "1月5日", "甲", "楼"]


def parts(rows: list[list[Any]], merges: list[tuple[int, int, int, int]] = []) -> tuple[Understood, ...]:  # noqa: B006
    return understand(sheet(rows, merges=merges), tables())


def seen(found: tuple[Understood, ...]) -> list[tuple[str | None, str, int | None, list[int]]]:
    return [(item.table, item.context.branch, item.context.year, [record.row for record in item.records]) for item in found]


@pytest.mark.parametrize("members", [1, 30])
@pytest.mark.parametrize("gap", [[], [[]]])
def test_each_form_is_a_table_of_its_own(members: int, gap: list[list[Any]]) -> None:
    roster = [[number, *MEMBER] for number in range(1, members + 1)]
    rows = [["机关第一党支部2021年党员花名册"], ROSTER, *roster, *gap, ["支委会名单"], HEADS, [1, *HEAD], *gap, ["机关第二党支部2022年三会一课记录"], MEETINGS, [1, *MEETING]]
    found = parts(rows)
    heads = 2 + members + len(gap) + 3
    meetings = heads + len(gap) + 3
    assert seen(found) == [
        ("members", "机关第一党支部", 2021, list(range(3, members + 3))), ("committee", "机关第一党支部", None, [heads]), ("meetings", "机关第二党支部", 2022, [meetings])]
    assert [item.header_rows for item in found] == [(2,), (heads - 1,), (meetings - 1,)]
    assert not [issue.code for item in found for issue in item.issues if issue.code in {"D207", "D209"}]


def test_heads_of_a_committee_under_fewer_headings_are_no_members() -> None:
    found = parts([["机关第一党支部党员花名册"], ROSTER, [1, *MEMBER], ["支委会名单"], ["序号", "姓名", "职务"], [1, "钱乙丑", "书记"]])
    assert [(item.table, len(item.records)) for item in found] == [("members", 1), ("committee", 1)]


def test_headings_of_two_rows_and_titles_over_all_of_them() -> None:
    rows = [
        ["机关第一党支部2022年工作台账"], ["一、支委会名单"], HEADS, [1, *HEAD], ["合计", 1], ["二、三会一课记录"],
        ["序号", "会议类型", "会议时间", "会议主题", "人数", None], [None, None, None, None, "应到人数", "实到人数"], [1, "党课", "1月5日", "甲", 5, 4],
    ]
    merges = [(0, 0, 0, 5), (1, 0, 1, 5), (5, 0, 5, 5), (6, 4, 6, 5), *((6, column, 7, column) for column in range(4))]
    found = parts(rows, merges)
    assert seen(found) == [("committee", "机关第一党支部", 2022, [4]), ("meetings", "机关第一党支部", 2022, [9])]
    assert (found[1].header_rows, found[1].records[0].cells["attended"][1].text) == ((7, 8), "4")


def test_without_titles_other_headings_are_another_table_with_what_stands_above_all() -> None:
    found = parts([["机关第一党支部2022年台账"], MEETINGS, [1, *MEETING], [], HEADS, [1, *HEAD]])
    assert seen(found) == [("meetings", "机关第一党支部", 2022, [3]), ("committee", "机关第一党支部", 2022, [6])]


def test_a_table_of_no_ledger_below_is_told() -> None:
    found = parts([["机关第一党支部2022年三会一课"], MEETINGS, [1, *MEETING], ["联系方式"], ["序号", "姓名", "备注"], [1, "赵甲子", "无"]])
    assert [(item.table, len(item.records)) for item in found] == [("meetings", 1), (None, 0)]
    assert [issue.code for issue in found[1].issues] == ["D207"]


def test_labels_beside_their_values_are_no_headings() -> None:
    found = parts([["机关第一党支部2022年三会一课"], MEETINGS, [1, *MEETING], ["会议主题", "甲", "会议时间", "2022-01-05"], [2, *MEETING]])
    assert len(found) == 1


def test_of_one_form_after_another_each_has_its_own_title() -> None:
    rows = [["机关第一党支部花名册"], ROSTER, [1, *MEMBER], ["支委会名单"], HEADS, [1, *HEAD], ["机关第二党支部花名册"], ROSTER, [1, *MEMBER], ["支委会名单"], HEADS, [1, *HEAD]]
    assert [(table, rows) for table, _, _, rows in seen(parts(rows))] == [("members", [3]), ("committee", [6]), ("members", [9]), ("committee", [12])]


def test_the_second_half_of_a_year_below_the_first() -> None:
    halves = [["序号", "姓名", *[f"{month}月" for month in months]] for months in (range(1, 7), range(7, 13))]
    found = parts([["机关第一党支部2022年党费收缴台账"], halves[0], [1, "赵甲子", *[10] * 6], [], halves[1], [1, "赵甲子", *[20] * 6]])
    assert [{(record.cells["month"][1].text, record.cells["paid"][1].text) for record in item.records} for item in found] == [
        {(f"2022年{month}月", paid) for month in months} for months, paid in ((range(1, 7), "10"), (range(7, 13), "20"))]


@pytest.mark.parametrize("since", ["2021.3", "2021年3月", "2021-03"])
def test_a_record_with_a_month_in_it_is_no_headings(since: str) -> None:
    rows = [["第一党支部历届支委会名单"], ["上一届"], ["姓名", "职务", "任职时间"], ["赵甲子", "书记", "2018.3"], ["本届"], ["姓名", "职务", "任职时间"], ["钱乙丑", "书记", since]]
    items = understand(sheet(rows), tables())
    assert [(item.table, [record.cells["name"][1].text for record in item.records]) for item in items] == [("committee", ["赵甲子"]), ("committee", ["钱乙丑"])]


def test_two_months_beside_each_other_are_headings() -> None:
    rows = [["姓名", "职务", "任职时间"], ["赵甲子", "书记", "2018.3"], [], ["党费收缴"], ["姓名", "2022年1月", "2022年2月", "签名"], ["赵甲子", 10, 10, ""]]
    assert [item.table for item in understand(sheet(rows, name="第一党支部"), tables())] == ["committee", "dues"]
