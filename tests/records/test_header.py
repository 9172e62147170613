from __future__ import annotations

from datetime import date

import pytest

from auditor.records.header import heads
from auditor.records.vocabulary import month_of, normalise_header
from tests.records.reading import reasons, sheet, texts, understood

MEMBERS = ["序号", "姓名", "所在党支部", "人员类别", "加入党组织日期"]
ROW = [1, "赵甲子", "第一党支部", "正式党员", "2010-01-01"]


@pytest.mark.parametrize(("text", "name", "hint"), [
    ("姓  名", "姓名", ""), ("*姓名：", "姓名", ""), ("应到人数 ", "应到人数", ""), ("出生\n年月", "出生年月", ""), ("次数（第几次）", "次数", "第几次"),
    ("应交党费(元)", "应交党费", "元"), ("ＩＤ号", "ID号", ""), ("（1）", "(1)", ""), ("姓\u200b名", "姓名", ""),
])
def test_noise_of_headers_is_dropped_and_hints_kept(text: str, name: str, hint: str) -> None:
    assert normalise_header(text) == (name, hint)


@pytest.mark.parametrize(("text", "month"), [
    ("3月", (None, 3)), ("3 月", (None, 3)), ("一月", (None, 1)), ("十二月份", (None, 12)), ("2022年3月", (2022, 3)), ("13月", None), ("0月", None), ("月份", None), ("1月合计", None),
    ("2022-01", (2022, 1)), ("2022.3", (2022, 3)), ("2022/12", (2022, 12)), ("2022-13", None), ("2022", None),
])
def test_months_as_headers(text: str, month: tuple[int | None, int] | None) -> None:
    assert month_of(text) == month


@pytest.mark.parametrize("above", [[], [["党员花名册"]], [["附件1："], ["党 员 花 名 册"], ["单位：某学院党委", "", "", "2022年3月"]], [[], ["花名册"], []]])
def test_the_header_is_found_below_titles_and_captions(above: list[list[object]]) -> None:
    item = understood([*above, MEMBERS, ROW])
    assert item.table == "members"
    assert item.header_rows == (len(above) + 1,)
    assert [record.row for record in item.records] == [len(above) + 2]


def test_two_rows_with_merges_are_one_header_of_paths() -> None:
    rows = [
        ["党员名册"], ["姓名", "所在党支部", "联系电话", "", "人员类别"], ["", "", "手机号", "固定电话", ""], ["赵甲子", "第一党支部", "1", "2", "正式党员"],
    ]
    merges = [(0, 0, 0, 4), (1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 2, 4)]
    item = understood(rows, merges=merges)
    assert item.header_rows == (2, 3)
    assert [column.header for column in item.columns][2:4] == ["联系电话/手机号", "联系电话/固定电话"]
    assert texts(item.records[0], "phone", "landline", "member_kind") == ("1", "2", "正式党员")


def test_two_rows_without_merges_are_one_header_too() -> None:
    rows = [["姓名", "所在党支部", "人员类别", "联系电话", ""], ["", "", "", "手机号", "固定电话"], ["赵甲子", "第一党支部", "正式党员", "1", "2"]]
    item = understood(rows)
    assert item.header_rows == (1, 2)
    assert texts(item.records[0], "phone", "landline") == ("1", "2")


def test_a_first_record_is_not_taken_for_a_second_header_row() -> None:
    item = understood([["姓名", "所在党支部", "人员类别"], ["", "第一党支部", "预备党员"], ["钱乙丑", "第一党支部", "正式党员"]])
    assert item.header_rows == (1,)
    assert [record.row for record in item.records] == [2, 3]


def test_a_sheet_without_header_says_so() -> None:
    item = understood([["只有一段文字"]])
    assert (item.table, item.records) == (None, ())
    assert [issue.code for issue in item.issues] == ["D201"]


def test_a_repeated_header_is_no_record() -> None:
    item = understood([MEMBERS, ROW, MEMBERS, ROW])
    assert reasons(item) == {3: "重复的表头"}
    assert [record.row for record in item.records] == [2, 4]


def test_months_that_excel_took_for_dates_are_months() -> None:
    item = understood([["2022年党费收缴台账"], ["姓名", *[date(2022, month, 1) for month in (1, 2, 3)]], ["赵甲子", 10, 10, 12]])
    assert item.table == "dues"
    assert [record.cells["month"][1].text for record in item.records] == ["2022年1月", "2022年2月", "2022年3月"]
    assert [record.cells["paid"][1].text for record in item.records] == ["10", "10", "12"]


def test_dates_of_a_record_are_no_headings() -> None:
    dates = [date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1)]
    item = understood([["姓名", "党支部", "申请入党时间", "入党时间", "转正时间"], ["赵甲子", "第一党支部", *dates]])
    assert (item.header_rows, len(item.records)) == ((1,), 1)


def test_headings_that_all_end_in_colons_are_a_header_even_where_they_come_again_without() -> None:
    item = understood([[f"{heading}：" for heading in MEMBERS], ROW, MEMBERS, [2, "钱乙丑", *ROW[2:]]])
    assert (item.header_rows, [record.row for record in item.records]) == ((1,), [2, 4])


def test_a_row_of_labels_for_signatures_is_no_header() -> None:
    item = understood([["党员档案材料核查表"], ["姓名", "入党申请书", "志愿书", "转正申请"], ["赵甲子", "有", "无", "√"], ["填表人：", "", "审核人：", "联系电话："]])
    assert (item.table, item.header_rows, len(item.records)) == ("documents", (2,), 3)


def test_rows_of_content_above_the_header_are_told() -> None:
    item = understood([["赵甲子", "第一党支部", "正式党员", "2010-01-01"], ["姓名", "所在党支部", "人员类别", "入党时间"], ["钱乙丑", "第一党支部", "正式党员", "2010-01-01"]])
    told, = [issue for issue in item.issues if issue.code == "D209"]
    assert "上方有 1 行也像记录（第 1 行）" in told.message


def test_a_ledger_that_starts_far_from_the_edge_is_the_first_block() -> None:
    item = understood([["", "", "", "姓名", "入党申请书", "志愿书"], ["", "", "", "赵甲子", "有", "无"]], name="材料核查")
    assert (item.table, len(item.records)) == ("documents", 2)


@pytest.mark.parametrize("held", ["是", "已开展"])
def test_months_between_other_cells_are_values_and_no_headings(held: str) -> None:
    item = understood([
        ["党支部", "三会一课情况", None, None, None, "主题党日开展情况", None],
        [None, "年月", "是否开展", "年月", "是否开展", "年月", "是否开展"], ["甲支部", "2022.1", held, "2022.2", "否", "2022.1", held],
    ], merges=[(0, 0, 1, 0), (0, 1, 0, 4), (0, 5, 0, 6)])
    assert item.header_rows == (1, 2)
    assert item.records or "D207" in [issue.code for issue in item.issues], "no row is lost without a word"


@pytest.mark.parametrize(("row", "is_"), [
    (["姓名", "2022.1", "2022-2", "2022/03"], True), (["姓名", "1月", "2月"], True), (["姓名", "2022.1.5", "2022-01-05", "10.5"], False), (["1", "姓名", "2", "3"], False),
])
def test_numbers_and_days_are_no_headings_but_months_are(row: list[str], is_: bool) -> None:
    assert heads(sheet([row]).rows[0], frozenset({"姓名"})) is is_
