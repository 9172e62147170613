"""组织生活开展情况统计表: a cell says how many were held in a month; what is counted together is certain of none of its kinds."""

from __future__ import annotations

from datetime import date

import pytest

from auditor.records.normalise import normalise
from auditor.records.understood import Understood
from tests.records.reading import tables, understood

MONTHS = [f"{month}月" for month in range(1, 13)]
PARENTS = ["党支部名称", "党支部类型", "支委会次数", *[None] * 13, "党员集体活动", *[None] * 13]
CHILDREN = [None, None, *MONTHS, "按时开展月份数", "完成率", *MONTHS, "按时开展月份数", "完成率"]
MERGES = [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 15), (1, 16, 1, 29)]


def matrix(*rows: list[object]) -> Understood:
    return understood([["2022年组织生活开展情况统计表", *[None] * 29], PARENTS, CHILDREN, *rows], merges=MERGES)


ROW = ["第一党支部", "教工", 1, 0, 2, *[None] * 9, 2, "17%", 1, "1次", "无", *[None] * 9, 2, "17%"]


def test_each_one_held_is_a_record_in_its_month_at_its_cell() -> None:
    item = matrix(ROW)
    assert item.table == "meetings", item.why
    found = [(record.cells["held_on"][0], record.cells["held_on"][1].text, record.cells["meeting_type"][1].text, record.cells["nth"][1].text) for record in item.records]
    assert found == [
        ("C", "2022年1月", "支委会", "1"), ("E", "2022年3月", "支委会", "1"), ("E", "2022年3月", "支委会", "2"),
        ("Q", "2022年1月", "党员集体活动", "1"), ("R", "2022年2月", "党员集体活动", "1"),
    ]


def test_the_totals_beside_the_months_are_not_read() -> None:
    assert {record.cells["held_on"][0] for record in matrix(ROW).records} <= set("CDEFGHIJKLMNQRSTUVWXYZ") | {"AA", "AB"}


def test_what_is_counted_together_is_of_no_kind_for_certain() -> None:
    item = matrix(ROW)
    typed = normalise(item, tables()["meetings"])
    assert typed.columns["meeting_type"][:3] == ["|支部委员会|"] * 3
    certain = {"|支部党员大会|", "|党小组会|", "|党课|", "|主题党日|"}
    assert not certain & set(typed.columns["meeting_type"][3:])


def test_a_cell_that_is_no_number_is_a_record_of_which_the_kind_is_unsure() -> None:
    item = matrix(["第一党支部", "教工", "若干", *[None] * 27])
    typed = normalise(item, tables()["meetings"])
    assert (len(item.records), typed.columns["meeting_type__unsure"]) == (1, [True])
    assert any(issue.code == "D405" for issue in typed.issues)


def test_months_that_count_something_else_are_no_meetings() -> None:
    item = understood([["单位", *MONTHS], ["第一党支部", *range(12)]], name="台账录入次数")
    assert item.table is None


def test_a_quarter_of_a_kind_is_counted_where_its_months_have_no_columns() -> None:
    head = [["2022年三会一课召开次数"], ["支部名称", "支委会", None, None, "支委会", "党课"], [None, "1月", "2月", "3月", "一季度", "一季度"]]
    item = understood([*head, ["第一党支部", 1, 1, 1, 3, "1次"]], merges=[(1, 0, 2, 0), (1, 1, 1, 3)])
    found = [(record.cells["held_on"][0], record.cells["held_on"][1].text, record.cells["meeting_type"][1].text) for record in item.records]
    assert found == [("B", "2022年1月", "支委会"), ("C", "2022年2月", "支委会"), ("D", "2022年3月", "支委会"), ("F", "2022年一季度", "党课")]


@pytest.mark.parametrize(("cell", "day"), [
    ("1.14", "2022-01-14"), ("1月14日", "2022-01-14"), ("14日", "2022-01-14"), ("2022.1.14", "2022-01-14"), (date(2022, 1, 14), "2022-01-14"),
])
def test_a_cell_may_say_on_which_day_of_its_month_it_was(cell: object, day: str) -> None:
    item = understood([["2022年各支部主题党日开展时间"], ["支部名称", "1月", "2月", "3月"], ["第一党支部", cell, "2.12", "未开展"]])
    found = [(record.cells["held_on"][0], record.cells["held_on"][1].text, record.cells["meeting_type"][1].text) for record in item.records]
    assert found == [("B", day, "主题党日"), ("C", "2022-02-12", "主题党日")]


@pytest.mark.parametrize("cell", ["2.14", "32日", "待定", "14日、20日", "2021.1.14"])
def test_any_other_cell_is_of_nothing_certain(cell: str) -> None:
    item = understood([["2022年各支部主题党日开展时间"], ["支部名称", "1月", "2月", "3月"], ["第一党支部", cell, "", ""]])
    assert [record.cells["meeting_type"][1].text for record in item.records] == [f"主题党日：{cell}"]
