"""Tables side by side: each is read by itself, at the letters and rows of the user's file; left-over headings are no table."""

from __future__ import annotations

import pytest

from auditor.records.understand import understand
from auditor.records.understood import Understood
from tests.records.reading import sheet, tables

PAID = ["序号", "姓名", "金额"]


def parts(rows: list[list[object]], **more: object) -> tuple[Understood, ...]:
    return understand(sheet(rows, **more), tables())


def cells(item: Understood, key: str) -> list[tuple[int, str, str]]:
    return [(record.row, record.cells[key][0], record.cells[key][1].text) for record in item.records]


LIST = [
    ["党总支（支部）2020年3月党费交纳名单", None, None, None, None, None],
    ["第一党支部", None, None, "交2020年3月份党费", None, None],
    ["已交 2 人", None, None, "未交 1 人", None, None],
    ["已交 25 元", None, None, "未交 10 元", None, None],
    [None] * 6,
    ["姓名", "党员类别", "金额", "姓名", "党员类别", "金额"],
    ["赵甲子", "正式党员", 10, "孙丙寅", "正式党员", 10],
    ["钱乙丑", "正式党员", 15, None, None, None],
]


def test_who_paid_and_who_did_not_stand_side_by_side() -> None:
    paid, unpaid = parts(LIST)
    assert (paid.table, unpaid.table) == ("dues", "dues")
    assert cells(paid, "name") == [(7, "A", "赵甲子"), (8, "A", "钱乙丑")]
    assert cells(paid, "paid") == [(7, "C", "10"), (8, "C", "15")]
    assert cells(unpaid, "name") == [(7, "D", "孙丙寅")]
    assert "paid" not in unpaid.records[0].cells, "what is owed is no payment"
    assert cells(unpaid, "status") == [(7, "", "未缴")]
    assert "status" not in paid.records[0].cells


def test_a_list_of_those_who_did_not_pay_is_no_list_of_payments() -> None:
    item, = parts([["2022年3月未交党费名单", None, None], PAID, [1, "赵甲子", 10]])
    assert ("paid" in item.records[0].cells, item.records[0].cells["status"][1].text) == (False, "未缴")
    assert "D208" in [issue.code for issue in item.issues]
    for title in ("2022年3月党费收缴及未交情况", "党费交纳台账（未交的另附）"):
        item, = parts([[title, None, None], PAID, [1, "赵甲子", 10]])
        assert "paid" in item.records[0].cells
    item, = parts([["2022年3月党费：已交 1 人，未交 2 人", None, None], PAID, [1, "赵甲子", 10]])
    assert ("paid" in item.records[0].cells, "status" in item.records[0].cells) == (True, False)


def test_the_same_headings_again_are_a_second_table() -> None:
    left, right = parts([[*PAID, *PAID], [1, "赵甲子", 10, 3, "孙丙寅", 12], [2, "钱乙丑", 15, None, None, None]], name="2022年3月党费")
    assert [cells(item, "name") for item in (left, right)] == [[(2, "B", "赵甲子"), (3, "B", "钱乙丑")], [(2, "E", "孙丙寅")]]


def test_three_tables_and_a_gap_between_them() -> None:
    found = parts([[*PAID, None, None, *PAID, None, None, *PAID], [1, "甲一", 1, None, None, 2, "乙二", 2, None, None, 3, "丙三", 3]], name="党费")
    assert [cells(item, "paid") for item in found] == [[(2, "C", "1")], [(2, "H", "2")], [(2, "M", "3")]]


def test_two_different_ledgers_in_one_sheet() -> None:
    roster, meetings = parts([
        ["姓名", "人员类别", "入党日期", None, None, "会议类型", "实际时间", "党支部"],
        ["赵甲子", "正式党员", "2010-01-01", None, None, "党课", "2022-03-01", "第一党支部"],
    ])
    assert (roster.table, meetings.table) == ("members", "meetings")
    assert [column.letter for column in meetings.columns] == ["F", "G", "H"]


def test_headings_left_over_from_a_template_are_no_table() -> None:
    item, = parts([
        ["姓名", "人员类别", "入党日期", None, None, "会议类型", "实际时间"], ["赵甲子", "正式党员", "2010-01-01", None, None, None, None],
    ])
    assert item.table == "members"
    assert [issue.code for issue in item.issues] == ["D202"], "told, and no ledger without records"


def test_two_columns_of_one_meaning_are_still_one_table() -> None:
    item, = parts([["姓名", "党支部", "会议类型", "实际时间", "参加人员", "参加人员"], ["", "一支部", "党课", "2022-03-01", "甲、乙", "丙"]])
    assert item.table == "meetings"


def test_a_second_list_that_is_no_ledger_is_not_put_into_the_first() -> None:
    left, right = parts([
        ["机关第一党支部2022年3月党费交纳名单"], ["序号", "姓名", "实缴党费", None, "序号", "姓名", "应缴党费"],
        [1, "赵甲子", 10, None, 1, "孙丙寅", 12], [None, None, None, None, 2, "李丁卯", 12],
    ])
    assert (left.table, cells(left, "name"), cells(left, "paid")) == ("dues", [(3, "B", "赵甲子")], [(3, "C", "10")])
    assert right.table is None
    assert "D207" in [issue.code for issue in right.issues], "what was not used is told"


YEAR = [
    ["2022年党员增减情况表", None, None, None, None, None],
    ["填报单位：第一党支部", None, None, None, None, "单位：人"],
    ["项目", "行次", "人数", "项目", "行次", "人数"],
    ["上年底总数", 1, 20, "出党", 7, 0],
    ["本年增加", 2, 3, "死亡", 8, 1],
    ["其中：整建制转入", 3, 0, "实有数", 9, 22],
]


def test_the_items_of_a_year_in_two_columns_are_of_the_branch_and_the_year_above_both() -> None:
    left, right = parts(YEAR)
    assert (left.table, right.table) == ("balances", "balances")
    assert {part.context.branch for part in (left, right)} == {"第一党支部"}
    assert {part.context.year for part in (left, right)} == {2022}
    assert cells(left, "item") == [(4, "A", "上年底总数"), (5, "A", "本年增加"), (6, "A", "其中：整建制转入")]
    assert cells(right, "number") == [(4, "F", "0"), (5, "F", "1"), (6, "F", "22")]


def test_captions_of_one_name_are_each_of_the_table_below() -> None:
    one, other = parts([["党支部：第一党支部", None, None, "党支部：第二党支部", None, None], [*PAID, *PAID], [1, "赵甲子", 10, 1, "钱乙丑", 15]])
    assert (one.context.branch, other.context.branch) == ("第一党支部", "第二党支部")


def test_the_word_of_a_total_on_the_left_holds_for_a_bare_sum_on_the_right() -> None:
    left, right = parts([*YEAR, ["合计", None, None, None, None, "31"]])
    assert len(cells(left, "number")) == len(cells(right, "number")) == 3
    assert [(one.rows, one.reason) for one in right.skipped] == [((7,), "合计、小计行")]


def test_a_record_beside_a_total_is_a_record() -> None:
    left, right = parts([*YEAR, ["合计", None, 23, "差数", 10, 0]])
    assert (len(cells(left, "number")), len(cells(right, "number"))) == (3, 4)


def test_a_period_beside_a_caption_is_of_both() -> None:
    left, right = parts([["填报单位：第一党支部", None, None, None, None, "2022年度"], *YEAR[2:]])
    assert {(part.context.branch, part.context.year) for part in (left, right)} == {("第一党支部", 2022)}


def test_periods_that_differ_are_each_of_the_list_below() -> None:
    left, right = parts([["2021年", None, None, "2022年", None, None], *YEAR[2:]])
    assert (left.context.year, right.context.year) == (2021, 2022)


@pytest.mark.parametrize("headings", [[*PAID, *PAID], ["序号", "姓名", "实缴党费", "序号", "姓名", "金额"]])
def test_the_headings_of_two_lists_are_the_titles_of_each(headings: list[object]) -> None:
    rows = [["机关第一党支部2022年1月党费"], ["已交党费党员", None, None, "未交党费党员", None, None], headings, [1, "赵甲子", 10, 1, "钱乙丑", 20], [None] * 3 + [2, "李丁卯", 20]]
    for above in (1, 0):
        place = 1 - above
        paid, unpaid = parts(rows[place:], merges=[(above, 0, above, 2), (above, 3, above, 5)])
        assert (cells(paid, "name"), cells(paid, "paid")) == ([(3 + above, "B", "赵甲子")], [(3 + above, "C", "10")])
        assert [name for _, _, name in cells(unpaid, "name")] == ["钱乙丑", "李丁卯"]
        assert {("paid" in record.cells, record.cells["status"][1].text) for record in unpaid.records} == {(False, "未缴")}
        assert {part.context.branch for part in (paid, unpaid)} == {"机关第一党支部" if above else ""}


def test_months_over_the_same_headings_are_one_table() -> None:
    assert len(parts([["2022年1月", None, "2022年2月", None], ["应缴党费", "实缴党费", "应缴党费", "实缴党费"], [10, 10, 10, 10]], merges=[(0, 0, 0, 1), (0, 2, 0, 3)])) == 1


def test_a_list_under_its_heading_that_is_no_ledger_is_told_and_not_put_into_the_first() -> None:
    rows = [["2022年1月党费"], ["已交党员", None, None, "其他党员", None, None], ["序号", "姓名", "实缴党费", "序号", "姓名", "应缴党费"], [1, "赵甲子", 10, 1, "钱乙丑", 20]]
    paid, others = parts(rows, merges=[(1, 0, 1, 2), (1, 3, 1, 5)])
    assert cells(paid, "name") == [(4, "B", "赵甲子")]
    assert (others.table, [issue.code for issue in others.issues]) == (None, ["D207"])
