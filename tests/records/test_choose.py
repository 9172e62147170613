from __future__ import annotations

import pytest

from tests.records.reading import codes, texts, understood

MEETING = ["党支部", "会议类型", "实际时间", "会议名称", "地点", "主持人"]


def column_keys(rows: list[list[object]], **rest: str) -> dict[str, str]:
    return {column.header: column.key for column in understood(rows, **rest).columns}


@pytest.mark.parametrize(("head", "table"), [
    (["姓名", "公民身份证号", "所在党支部", "人员类别", "加入党组织日期"], "members"), (MEETING, "meetings"), (["党支部名称", "成立时间", "支部类型"], "branches"),
    (["所在党支部", "姓名", "职务", "任职时间"], "committee"), (["姓名", "提交书面申请书时间", "确定为入党积极分子时间"], "development"),
    (["姓名", "月份", "应缴党费", "实缴党费"], "dues"), (["姓名", "材料名称", "份数"], "documents"), (["姓名", "培训班名称", "学时"], "training"),
    (["存在问题", "整改措施", "整改时限"], "issues"), (["党支部", "党小组", "组长"], "groups"), (["姓名", "评议结果"], "appraisal"),
])
def test_headers_alone_tell_the_table_even_without_records(head: list[object], table: str) -> None:
    item = understood([head])
    assert (item.table, item.records) == (table, ())
    assert all(column.header in head for column in item.columns)


@pytest.mark.parametrize(("values", "key"), [(["正式党员", "预备党员"], "member_kind"), (["正常", "停止党籍"], "registry_status")])
def test_an_ambiguous_header_is_decided_by_its_values(values: list[str], key: str) -> None:
    rows = [["姓名", "所在党支部", "加入党组织日期", "出生日期", "党籍状态"], *[["赵甲子", "第一党支部", "2010-01-01", "1990-01-01", value] for value in values]]
    item = understood(rows)
    column = item.columns[-1]
    assert (item.table, column.key, column.how) == ("members", key, "by_values")


def test_a_heading_by_which_only_one_table_is_recognised_is_enough() -> None:
    item = understood([["姓名", "党支部", "党费缴至年月"], ["赵甲子", "一支部", "2022年3月"]])
    assert (item.table, len(item.records), codes(item)) == ("dues", 24, [])


@pytest.mark.parametrize("head", [["姓名", "党支部", "职务"], ["姓名", "党费缴至年月", "班级", "宿舍", "床位"]])
def test_headings_of_many_tables_or_among_unknown_ones_are_not(head: list[object]) -> None:
    assert understood([head, ["赵甲子", "一支部", "5"]]).table is None


def test_an_ambiguous_header_with_unknown_values_is_left_open_and_said() -> None:
    item = understood([["姓名", "所在党支部", "加入党组织日期", "出生日期", "党籍状态"], ["赵甲子", "第一党支部", "2010-01-01", "1990-01-01", "甲乙丙"]])
    assert item.columns[-1].key == ""
    assert set(item.columns[-1].proposals) == {"member_kind", "registry_status"}
    assert codes(item) == ["D205"]


def test_a_hint_in_brackets_decides_where_there_are_no_values() -> None:
    item = understood([["姓名", "所在党支部", "加入党组织日期", "党籍状态（正式党员或预备党员）"]])
    assert item.columns[-1].key == "member_kind"


def test_the_activity_name_is_the_type_or_the_title() -> None:
    head = ["所在党支部", "活动名称", "实际时间", "活动地点"]
    assert column_keys([head, ["一支部", "支部党员大会", "2022.3.1", "101"]])["活动名称"] == "meeting_type"
    assert column_keys([head, ["一支部", "参观展览馆", "2022.3.1", "101"]])["活动名称"] == "title"


def test_beside_a_type_column_the_activity_name_is_the_title() -> None:
    head = ["所在党支部", "会议类型", "会议名称", "实际时间"]
    assert column_keys([head, ["一支部", "党课", "党课", "2022.3.1"]]) == {"所在党支部": "branch", "会议类型": "meeting_type", "会议名称": "title", "实际时间": "held_on"}
    assert codes(understood([[*head, "会议议题"], ["一支部", "党课", "党课", "2022.3.1", "学习"]])) == []


def test_a_type_that_only_the_title_names_goes_into_every_record() -> None:
    rows = [["主题党日活动台账"], ["党支部", "活动时间", "活动主题", "活动地点", "主持人"], ["一支部", "2022.3.1", "植树", "后山", "赵甲子"]]
    item = understood(rows)
    assert texts(item.records[0], "meeting_type") == ("主题党日",)
    assert item.records[0].cells["meeting_type"][0] == ""
    assert "meeting_type" not in understood([["党员大会和支委会台账"], *rows[1:]]).records[0].cells


def test_of_two_columns_for_one_thing_the_fuller_is_used_and_the_other_said() -> None:
    item = understood([["姓名", "列入发展对象时间", "列为入党发展对象时间", "所在党支部"], ["赵甲子", "", "2021.5", "一支部"], ["钱乙丑", "2021.6", "2021.6", "一支部"]])
    assert {column.letter: column.key for column in item.columns}["B"] == ""
    assert texts(item.records[0], "candidate_on") == ("2021.5",)
    assert codes(item) == ["D203"]


def test_a_similar_header_is_only_proposed() -> None:
    item = understood([[*MEETING, "实际的会议时间"], ["一支部", "党课", "", "学习", "101", "赵甲", "2022.3.1"]])
    column = item.columns[-1]
    assert (column.key, column.how) == ("", "unmapped")
    assert "held_on" not in column.proposals  # that column has its own header already
    item = understood([["党支部", "会议类型", "计划时间", "实际的会议时间"], ["一支部", "党课", "2022.3.1", "2022.3.2"]])
    assert item.columns[-1].proposals == ("held_on",)
    assert codes(item) == ["D206"]


def test_a_filled_column_without_header_is_said() -> None:
    assert codes(understood([[*MEETING, ""], ["一支部", "党课", "2022.3.1", "学习", "101", "赵甲", "漏写列名"]])) == ["D204"]


def test_columns_behind_a_gap_are_left_out_and_said() -> None:
    item = understood([[*MEETING, "", "", "实到人数", "请假人数"], ["一支部", "党课", "2022.3.1", "学习", "101", "赵甲", "", "", 20, 0]])
    assert item.table == "meetings"
    assert codes(item) == ["D202"]
    assert "attended" not in item.records[0].cells


def test_what_is_no_record_table_is_said_with_the_nearest() -> None:
    item = understood([["年度", "党支部", "考核结果"], [2021, "一支部", "良好"]])
    assert (item.table, codes(item)) == (None, ["D207"])
    item = understood([["院系", "支部", *[f"{month}月" for month in range(1, 13)]], ["甲", "一支部", *[1] * 12]])
    assert item.table is None
    assert "统计表" in item.why


@pytest.mark.parametrize("title", ["团费收缴表", "2022年团费"])
def test_somebody_elses_records_are_not_taken(title: str) -> None:
    rows = [[title], ["姓名", "月份", "应缴金额", "实缴金额"], ["赵甲子", "3月", 1, 1]]
    assert understood(rows).table is None
    assert understood([["党费收缴表"], *rows[1:]]).table == "dues"


def test_a_roster_is_not_mistaken_for_the_development_ledger() -> None:
    rows = [["姓名", "所在党支部", "人员类别", "加入党组织日期"], ["赵甲子", "一支部", "预备党员", "2021-06-01"]]
    assert understood(rows).table == "members"
    assert understood([["姓名", "所在党支部", "人员类别", "确定为入党积极分子时间"], ["赵甲子", "一支部", "入党积极分子", "2021-06-01"]]).table == "development"


def test_an_empty_sheet_is_passed_over() -> None:
    assert understood([]).why == understood([[""], []]).why == "空工作表"


@pytest.mark.parametrize(("title", "rows"), [
    ("机关第一党支部2022年主题党日活动计划", [["序号", "时间", "主题", "地点"], [1, "2022.1.5", "学习", "楼"]]),
    ("一季度三会一课安排表", [["序号", "会议时间", "会议主题", "地点"], [1, "2022.1.5", "学习", "楼"]]),
    ("2022年党费收缴计划表", [["序号", "姓名", "1月", "2月", "3月"], [1, "赵甲子", 20, 20, 20]]),
    ("2022年党员转出名单", [["序号", "姓名", "出生年月", "入党时间", "转正时间"], [1, "赵甲子", "1980-01-01", "2001-01-01", "2002-01-01"]]),
])
def test_what_is_planned_or_who_has_left_is_no_ledger_of_what_was_done(title: str, rows: list[list[object]]) -> None:
    item = understood([[title], *rows])
    assert item.table is None
    assert "没有当作党支部的台账" in item.why
    assert codes(item) == ["D207"]
