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


def test_the_branch_of_its_own_title_goes_before_a_caption_above_all() -> None:
    rows = [["党费收缴明细表"], ["党支部：机关第一党支部", "单位：万元"], DUES, [1, "赵甲子", 10, 10], ["机关第二党支部2022年1月"], DUES, [2, "钱乙丑", 10, 10]]
    assert [(item.context.branch, item.context.unit) for item in parts(rows)] == [("机关第一党支部", "万元"), ("机关第二党支部", "万元")]


def test_a_first_table_without_a_title_is_told_apart_too() -> None:
    found = parts([MEETINGS, [1, "2022年1月5日", "甲", "楼"], ["机关第二党支部2022年三会一课"], MEETINGS, [1, "1月11日", "乙", "楼"]])
    assert [(item.context.branch, item.context.year, [record.row for record in item.records]) for item in found] == [("", None, [2]), ("机关第二党支部", 2022, [5])]


def test_title_and_captions_of_each_table_are_its_own() -> None:
    rows = [["2022年1月党费"], ["党支部：机关第一党支部", "单位：万元"], DUES, [1, "赵甲子", 10, 10], ["2022年2月党费收缴明细表"], ["党支部：机关第二党支部", "单位：元"], DUES, [1, "钱乙丑", 10, 10]]
    found = parts(rows)
    assert [(item.context.branch, str(item.context.start), item.context.unit, len(item.records)) for item in found] == [
        ("机关第一党支部", "2022-01-01", "万元", 1), ("机关第二党支部", "2022-02-01", "元", 1)]


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize("first", [["机关第一党支部2022年1月主题党日台账"], None])
def test_a_title_without_headings_below_it_is_of_the_rows_below(merged: bool, first: list[Any] | None) -> None:
    rows = [first] * bool(first) + [MEETINGS, [1, "2022年1月5日", "甲", "楼"], ["机关第二党支部2022年2月主题党日台账"], [1, "11日", "乙", "楼"]]
    one, other = parts(rows, [(len(rows) - 2, 0, len(rows) - 2, 3)] if merged else [])
    assert (other.context.branch, str(other.context.start), other.records[0].cells["meeting_type"][1].text) == ("机关第二党支部", "2022-02-01", "主题党日")
    assert one.context.branch == ("机关第一党支部" if first else "")
    assert [[record.row for record in item.records] for item in (one, other)] == [[len(rows) - 2], [len(rows)]]
    assert other.header_rows == one.header_rows, "where the headings stand"
    assert ((len(rows) - 1,), "标题") in [(skipped.rows, skipped.reason) for skipped in other.skipped]


def test_captions_among_the_rows_are_of_the_rows_below() -> None:
    found = parts([["2022年1月党费收缴明细表"], DUES, ["支部：机关第一党支部", "书记：王一"], [1, "赵甲子", 10, 10], ["支部：机关第二党支部", "书记：王二"], [2, "钱乙丑", 10, 10]])
    assert [(item.context.branch, str(item.context.start), len(item.records)) for item in found] == [
        ("机关第一党支部", "2022-01-01", 1), ("机关第二党支部", "2022-01-01", 1)]


def test_months_over_groups_of_rows_are_the_months_of_the_rows() -> None:
    found = parts([["机关第一党支部2022年党费收缴明细表"], DUES, ["1月"], [1, "赵甲子", 10, 10], ["2月"], [1, "赵甲子", 10, 10]], [(2, 0, 2, 3), (4, 0, 4, 3)])
    assert [str(item.context.start) for item in found] == ["2022-01-01", "2022-02-01"]


def test_a_branch_or_a_theme_that_stands_alone_in_its_column_is_a_record() -> None:
    item, = parts([["党支部名称", "成立时间", "书记"], ["机关第一党支部", "2010-01-01", "甲"], ["机关第二党支部"], ["机关第三党支部", "2010-01-01", "乙"]])
    assert len(item.records) == 3
    item, = parts([["2022年三会一课"], ["会议主题", "会议时间", "地点"], ["甲", "1月5日", "楼"], ["学习2022年讲话"], ["乙", "2月5日", "楼"]])
    assert len(item.records) == 3


def test_a_title_with_nothing_below_opens_nothing() -> None:
    item, = parts([["机关第一党支部2022年三会一课"], MEETINGS, [1, "1月5日", "甲", "楼"], ["机关第二党支部2022年三会一课记录"], ["填表人：甲"]])
    assert item.context.branch == "机关第一党支部"


def test_another_branch_in_the_same_year_and_ledger_as_the_title_above_all() -> None:
    one, other = parts([["机关第一党支部2022年主题党日台账"], MEETINGS, [1, "1月5日", "甲", "楼"], ["党支部：机关第二党支部", "书记：王二"], [2, "2月5日", "乙", "楼"]])
    assert [(item.context.branch, item.context.year) for item in (one, other)] == [("机关第一党支部", 2022), ("机关第二党支部", 2022)]
    assert {record.cells["meeting_type"][1].text for record in other.records} == {"主题党日"}


def test_what_stands_alone_in_a_later_column_is_no_title() -> None:
    item, = parts([["机关第一党支部2022年三会一课"], MEETINGS, [1, "1月5日", "甲", "楼"], [None, None, "附：机关第二党支部情况"], [2, "2月5日", "乙", "楼"]])
    assert item.context.branch == "机关第一党支部"


@pytest.mark.parametrize("titles", [("2022年1月", "2022年2月"), ("2022年1月党费", "2022年2月党费（未收齐）"), ("一月份", "二月份"), ("1月", "2月")])
def test_a_period_alone_in_the_column_of_names_is_of_the_rows_below(titles: tuple[str, str]) -> None:
    found = parts([["机关第一党支部2022年党费收缴明细表"], ["姓名", "应缴党费", "实缴党费"], [titles[0]], ["赵甲子", 10, 10], [titles[1]], ["赵甲子", 10, 0]])
    assert [(str(item.context.start), str(item.context.end), len(item.records)) for item in found] == [("2022-01-01", "2022-01-31", 1), ("2022-02-01", "2022-02-28", 1)]


def test_a_title_may_stand_above_a_row_that_says_one_thing() -> None:
    found = parts([["机关第一党支部2022年三会一课"], MEETINGS, ["一月份"], [1, "5日", "甲", "楼"], ["二月份"], [None, None, "因疫情未开展"]])
    assert [(str(item.context.start), [record.row for record in item.records]) for item in found] == [("2022-01-01", [4]), ("2022-02-01", [6])]


@pytest.mark.parametrize("gap", [[], [[]]])
def test_a_name_alone_above_headings_that_come_again_is_a_person_and_no_title(gap: list[list[Any]]) -> None:
    head = ["姓名", "1月", "2月"]
    item, = parts([["2022年党费收缴台账"], head, ["赵甲子", 10, 10], ["钱乙丑", None, None], *gap, head, ["孙丙寅", 10, 10]])
    assert sorted({record.row for record in item.records}) == [3, 4, 6 + len(gap)]


@pytest.mark.parametrize("title", ["3月", "一季度", "续表", "机关第二党支部", "后勤支部", "教工党员名单"])
def test_a_text_that_says_what_follows_is_a_title_also_under_the_names(title: str) -> None:
    head = ["姓名", "实缴党费"]
    assert len(parts([["2022年党费收缴台账"], head, ["赵甲子", 10], [title], head, ["孙丙寅", 10]])) == 2


@pytest.mark.parametrize(("first", "second", "says"), [
    ("2022年1月", "2022年2月", "2022-02-01"), ("1月", "2月", "2022-02-01"), ("一季度", "二季度", "2022-04-01"),
])
@pytest.mark.parametrize("under", [True, False])
def test_a_period_or_a_branch_alone_under_the_names_is_a_title(first: str, second: str, says: str, under: bool) -> None:
    head = ["姓名", "实缴党费"]
    found = parts([["2022年党费收缴台账"], *([head, [first]] if under else [[first], head]), ["赵甲子", 10], ["钱乙丑", 10], [second], ["赵甲子", 10]])
    assert [[record.cells["name"][1].text for record in item.records] for item in found] == [["赵甲子", "钱乙丑"], ["赵甲子"]]
    assert says in {found[1].context.branch, str(found[1].context.start)}


def test_a_person_of_whom_only_the_name_is_written_may_stand_right_below_a_title() -> None:
    rows = [["机关第一党支部党费收缴台账"], ["姓名", "实缴党费"], ["赵甲子", 10], ["机关第二党支部2022年党费收缴台账"], ["钱乙丑", None], ["孙丙寅", 10]]
    assert [(item.context.branch, [record.row for record in item.records]) for item in parts(rows)] == [("机关第一党支部", [3]), ("机关第二党支部", [5, 6])]


def test_a_person_of_whom_only_the_name_is_written_may_stand_right_above_captions() -> None:
    head = ["姓名", "实缴党费"]
    rows = [["2022年党费收缴台账"], ["党支部：机关第一党支部"], head, ["赵甲子", 10], ["钱乙丑", None], ["党支部：机关第二党支部"], head, ["孙丙寅", 10]]
    assert [(item.context.branch, [record.row for record in item.records]) for item in parts(rows)] == [("机关第一党支部", [4, 5]), ("机关第二党支部", [8])]
