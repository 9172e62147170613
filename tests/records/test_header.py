from __future__ import annotations

import pytest

from auditor.records.vocabulary import month_of, normalise_header
from tests.records.reading import reasons, texts, understood

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
