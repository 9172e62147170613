from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.records.reading import codes, texts, understood

MONTHS = [f"{month}月" for month in range(1, 13)]



def test_twelve_months_give_twelve_records_each_with_its_own_cell() -> None:
    item = understood([["2022年党费收缴明细表"], ["姓名", *MONTHS, "合计"], ["赵甲子", *range(1, 13), 78]])
    assert item.table == "dues"
    assert [texts(record, "name", "month", "paid") for record in item.records] == [("赵甲子", f"2022年{at}月", str(at)) for at in range(1, 13)]
    assert [record.cells["paid"][0] for record in item.records] == list("BCDEFGHIJKLM")
    assert {record.cells["month"][0] for record in item.records} == {""}
    assert {record.row for record in item.records} == {3}


def test_a_blank_month_is_a_record_with_a_blank_amount() -> None:
    item = understood([["2022年党费"], ["姓名", "1月", "2月"], ["赵甲子", 5, ""]])
    assert [texts(record, "month", "paid") for record in item.records] == [("2022年1月", "5"), ("2022年2月", "")]


@pytest.mark.parametrize("heads", [["1月", "2月"], ["1 月", "2 月"], ["一月", "二月"], ["2022年1月", "2022年2月"], ["1月份", "2月份"]])
def test_months_are_written_in_many_ways(heads: list[str]) -> None:
    item = understood([["2022年党费"], ["姓名", *heads], ["赵甲子", 5, 6]])
    assert [texts(record, "month", "paid") for record in item.records] == [("2022年1月", "5"), ("2022年2月", "6")]


def test_the_year_comes_from_the_header_then_the_row_then_the_title() -> None:
    assert texts(understood([["2022年党费"], ["姓名", "年度", "1月"], ["赵甲子", 2021, 5]]).records[0], "month") == ("2021年1月",)
    assert texts(understood([["党费"], ["姓名", "应缴党费", "1月"], ["赵甲子", 5, 5]]).records[0], "month") == ("1月",)


def test_pairs_under_each_month() -> None:
    rows = [["2022年党费"], ["姓名", "1月", "", "2月", ""], ["", "应缴", "实缴", "应缴", "实缴"], ["赵甲子", 5, 4, 5, 5]]
    merges = [(0, 0, 0, 4), (1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 1, 4)]
    item = understood(rows, merges=merges)
    assert item.header_rows == (2, 3)
    assert [texts(record, "month", "due", "paid") for record in item.records] == [("2022年1月", "5", "4"), ("2022年2月", "5", "5")]


@pytest.mark.parametrize(("word", "status"), [("未缴", "未缴"), ("√", "√"), ("免", "免")])
def test_a_word_in_a_month_cell_is_a_status_and_no_amount(word: str, status: str) -> None:
    item = understood([["2022年党费"], ["姓名", "1月", "2月"], ["赵甲子", 5, word]])
    assert [texts(record, "paid", "status") for record in item.records] == [("5", ""), ("", status)]


def test_month_columns_without_a_word_of_dues_are_no_dues() -> None:
    item = understood([["签到表"], ["姓名", "1月", "2月", "3月"], ["赵甲子", "√", "√", "√"]])
    assert item.table is None


def test_a_total_row_and_a_merged_quarter_are_told() -> None:
    rows = [["2022年党费"], ["姓名", "1月", "2月", "3月"], ["赵甲子", 15, "", ""], ["合计", 15, "", ""]]
    item = understood(rows, merges=[(2, 1, 2, 3)])
    assert [texts(record, "paid") for record in item.records] == [("15",)] * 3
    assert all(record.cells["paid"][1].merged for record in item.records[1:])
    assert codes(item) == ["D301"]


def test_materials_as_columns_give_one_record_per_material() -> None:
    item = understood([["姓名", "所在党支部", "入党申请书", "入党志愿书", "转正申请书"], ["赵甲子", "一支部", "有", "无", ""]])
    assert item.table == "documents"
    got = [(*texts(record, "material", "present"), record.cells["present"][0]) for record in item.records]
    assert got == [("入党申请书", "有", "C"), ("入党志愿书", "无", "D"), ("转正申请书", "", "E")]


def test_posts_as_columns_give_one_record_per_post() -> None:
    item = understood([["支部班子成员表"], ["党支部名称", "党组织书记", "组织委员", "宣传委员"], ["一支部", "赵甲子", "钱乙丑", ""]])
    assert item.table == "committee"
    assert [texts(record, "branch", "post", "name") for record in item.records] == [("一支部", "书记", "赵甲子"), ("一支部", "组织委员", "钱乙丑"), ("一支部", "宣传委员", "")]


def test_several_columns_of_names_are_one_list() -> None:
    item = understood([["姓名", "所在党支部", "加入党组织日期", "出生日期", "入党介绍人1", "入党介绍人2"], ["赵甲子", "一支部", "2010-01-01", "1990-01-01", "钱乙丑", "孙丙寅"]])
    assert texts(item.records[0], "sponsors") == ("钱乙丑、孙丙寅",)
    assert codes(item) == []


@given(st.lists(st.lists(st.one_of(st.just(""), st.integers(1, 500), st.sampled_from(["未缴", "√", "—"])), min_size=12, max_size=12), min_size=1, max_size=4))
def test_no_month_cell_is_lost_or_invented(amounts: list[list[object]]) -> None:
    names = ["赵甲子", "钱乙丑", "孙丙寅", "李丁卯"][: len(amounts)]
    item = understood([["2022年党费"], ["姓名", *MONTHS], *[[name, *row] for name, row in zip(names, amounts, strict=True)]])
    got = [(record.row, record.cells["name"][1].text, record.cells["paid"][1].text or record.cells["status"][1].text) for record in item.records]
    assert got == [(at, name, str(cell)) for at, (name, row) in enumerate(zip(names, amounts, strict=True), start=3) for cell in row]
