from __future__ import annotations

import pytest

from tests.records.reading import reasons, texts, understood

HEAD = ["序号", "姓名", "所在党支部", "人员类别", "加入党组织日期", "备注"]
ROW = [1, "赵甲子", "第一党支部", "正式党员", "2010-01-01", ""]


@pytest.mark.parametrize(("row", "reason"), [
    (["合计", "", "", "", "", 3], "合计、小计行"), (["合  计"], "合计、小计行"), (["", "小计：", 3], "合计、小计行"), (["第一季度合计"], "合计、小计行"),
    (["填表人：样例甲", "", "", "审核人：样例乙"], "落款"), (["负责人（签字）："], "落款"), (["支部书记签字："], "落款"), (["某某学院党委组织部制表"], "落款"),
    (["注：1.本表一式两份。"], "说明文字"), (["说明：请逐项填写"], "说明文字"), (["1、红色字体为必填项"], "说明文字"), (["填写注意事项：\n1、不要改动"], "说明文字"),
    (["", "必填", "必填，与系统内保持一致"], "填写说明或示例"), (["${seq}", "${name}"], "填写说明或示例"), (["甲", "乙", 1, 2, 3, 4], "栏次"), (["", "钱乙丑（示例）", "第一党支部"], "填写说明或示例"), ([5], "只有序号，没有内容"), ([], "空行"),
])
def test_what_stands_around_records_is_skipped_and_said(row: list[object], reason: str) -> None:
    item = understood([HEAD, ROW, row, [2, *ROW[1:]]])
    assert reasons(item) == {3: reason}
    assert [record.row for record in item.records] == [2, 4]


@pytest.mark.parametrize("row", [["", "无"], ["", "本季度无转接"], [1, "无", "第一党支部", "无", "无", "/"], ["", "", "第一党支部", "无异动"]])
def test_a_row_that_says_that_there_is_nobody_is_no_record(row: list[object]) -> None:
    item = understood([HEAD, ROW, row])
    assert (reasons(item), len(item.records), [record.row for record in item.nothing]) == ({3: "写明没有，不是记录"}, 1, [3])


@pytest.mark.parametrize("row", [
    [2, "无名", "第一党支部", "正式党员", "无", ""], [2, "钱乙丑", "无", "无", "无", "无"], ["", "", "第一党支部", "", "", ""], ["甲", "乙丙", "1", "2", "", ""],
    [2, "甲", "乙", "", "", ""],
    [2, "钱乙丑", "", "", "", ""], ["", "钱乙丑", "", "", "", ""], [2, "季度", "第一党支部", "预备党员", "", "合计"], [2, "注春", "第一党支部", "预备党员", "", ""],
    ["", "钱乙丑", "第一党支部", "预备党员", "2021-05-01", "必填项未填"],
])
def test_a_record_with_gaps_or_odd_words_stays_a_record(row: list[object]) -> None:
    assert [record.row for record in understood([HEAD, ROW, row]).records] == [2, 3]


def test_a_merged_row_is_a_group_and_its_branch_is_that_of_the_rows_below() -> None:
    head = ["序号", "姓名", "人员类别", "加入党组织日期"]
    rows = [head, ["教工第一党支部"], [1, "赵甲子", "正式党员", "2010-01-01"], ["教工第二党支部"], [1, "钱乙丑", "正式党员", "2011-01-01"]]
    item = understood(rows, merges=[(1, 0, 1, 3), (3, 0, 3, 3)])
    assert item.table == "members"
    assert [texts(record, "name", "branch") for record in item.records] == [("赵甲子", "教工第一党支部"), ("钱乙丑", "教工第二党支部")]
    assert set(reasons(item)) == {2, 4}


def test_a_merged_branch_cell_holds_for_all_its_rows() -> None:
    rows = [HEAD, ROW, [2, "钱乙丑", "", "预备党员", "2021-05-01", ""], [3, "孙丙寅", "", "正式党员", "2001-05-01", ""]]
    item = understood(rows, merges=[(1, 2, 3, 2)])
    assert [texts(record, "branch") for record in item.records] == [("第一党支部",)] * 3
    assert [record.cells["branch"][1].merged for record in item.records] == [False, True, True]


def test_every_row_is_a_record_or_skipped_with_a_reason() -> None:
    rows = [HEAD, ROW, [], ["合计"], ["注：无"], ["", "", "", "", "", "只有备注"], [9], ["审核人："]]
    item = understood(rows)
    told = {*reasons(item), *(record.row for record in item.records)}
    assert told == set(range(2, len(rows) + 1))


def test_a_row_outside_the_known_columns_is_listed() -> None:
    item = understood([[*HEAD, "没见过的列"], [*ROW, "x"], ["", "", "", "", "", "", "孤零零的内容甲"]])
    assert reasons(item) == {3: "认出的列里都没有内容"}
