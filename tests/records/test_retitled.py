"""Bare headings (申请时间, 列入时间, 确定时间) that only a title gives a meaning."""

from __future__ import annotations

import pytest

from auditor.records.understand import understand
from tests.records.reading import codes, sheet, tables, texts, understood

HEAD = ["序号", "姓名", "所在党支部", "职务", "申请时间", "列入时间", "培养联系人"]
ROW = [1, "赵甲子", "一支部", "班长", "2020-09-10", "2021-04-01", "钱乙丑"]


@pytest.mark.parametrize(("title", "head", "keys"), [
    ("入党申请人花名册", ["姓名", "性别", "申请时间", "谈话时间"], ["name", "sex", "applied_on", "talked_on"]),
    ("入党积极分子名册", ["姓名", "所在党支部", "职务", "列入时间", "培养联系人"], ["name", "branch", "post", "activist_on", "contacts"]),
    ("发展对象名册", ["姓名", "所在党支部", "申请时间", "确定时间"], ["name", "branch", "applied_on", "candidate_on"]),
    ("积极分子", ["姓名", "确定时间"], ["name", "activist_on"]),
    ("预备党员花名册", ["姓名", "发展对象时间", "接收时间"], ["name", "candidate_on", "admitted_on"]),
])
def test_the_title_says_which_stage_a_bare_date_is_of(title: str, head: list[object], keys: list[str]) -> None:
    item = understood([[title], head, ["赵甲子", *["2021-04-01"] * (len(head) - 1)]])
    assert (item.table, [column.key for column in item.columns], codes(item)) == ("development", keys, [])


@pytest.mark.parametrize(("name", "file"), [("入党积极分子", "发展党员.xlsx"), ("Sheet1", "2022年入党积极分子.xlsx"), ("入党积极分子", "发展对象材料.xlsx")])
def test_sheet_and_file_names_are_titles_and_the_nearest_one_holds(name: str, file: str) -> None:
    item = understood([HEAD, ROW], name=name, file=file)
    assert item.table == "development"
    assert texts(item.records[0], "applied_on", "activist_on") == ("2020-09-10", "2021-04-01")


def test_a_title_of_two_stages_leaves_open_what_both_have() -> None:
    item = understood([["入党积极分子、发展对象名册"], [*HEAD, "发展对象时间"], [*ROW, "2021-12-01"]])
    assert (item.table, texts(item.records[0], "applied_on")) == ("development", ("2020-09-10",))
    assert "activist_on" not in item.records[0].cells
    assert "D206" in codes(item)


@pytest.mark.parametrize("title", ["发展党员工作", "发展对象名册", "发展党员名单"])
def test_people_who_are_to_be_admitted_have_not_come_into_the_branch(title: str) -> None:
    item = understood([[title], ["姓名", "学号", "所在党支部", "类别", "来信时间"], ["赵甲子", "2020001", "一支部", "发展对象", "2021-12-01"]])
    assert item.table != "moves"


def test_words_of_a_title_are_read_from_the_left() -> None:
    """转出党员 has no 出党 (除名) in it."""
    item = understood([["2022年转出党员名单"], ["姓名", "所在党支部", "转入单位", "介绍信编号"], ["赵甲子", "一支部", "某市某局", "12"]])
    assert texts(item.records[0], "move_type") == ("转出",)


def test_a_list_of_those_who_came_or_went_says_so_in_its_title() -> None:
    item = understood([["组织关系转入名单"], ["姓名", "所在党支部", "原单位", "介绍信编号"], ["赵甲子", "一支部", "某市某局", "12"]])
    assert (item.table, texts(item.records[0], "move_type")) == ("moves", ("转入",))


def test_such_headings_begin_a_table_below_another() -> None:
    rows = [["学生第一党支部"], ["姓名", "1月", "2月", "3月"], ["赵甲子", 1, 1, 1], [], ["六、入党积极分子"], ["姓名", "申请时间", "列入时间"], ["钱乙丑", "2020-09-10", "2021-04-01"]]
    items = understand(sheet([["党费收缴"], *rows]), tables())
    assert [item.table for item in items] == ["dues", "development"]
    assert texts(items[1].records[0], "name", "applied_on", "activist_on") == ("钱乙丑", "2020-09-10", "2021-04-01")


@pytest.mark.parametrize(("title", "head", "keys"), [
    ("转出党员名单", ["姓名", "所在党支部", "转出时间", "转入单位"], ["name", "branch", "moved_out_on", "to_unit"]),
    ("学生第一党支部2022年一季度党员增减变化", ["姓名", "增减情况", "时间", "备注"], ["name", "move_type", "moved_on", "remark"]),
    ("组织关系转入登记表", ["姓名", "日期", "原单位", "介绍信编号"], ["name", "moved_on", "from_unit", "letter_no"]),
])
def test_a_list_of_moves_need_not_say_of_what_its_date_is(title: str, head: list[object], keys: list[str]) -> None:
    item = understood([[title], head, ["赵甲子", "转出", "2022-03-01", "某市某局"]])
    assert (item.table, [column.key for column in item.columns]) == ("moves", keys)


def test_a_list_of_those_who_went_is_dated_by_when_they_went() -> None:
    item = understood([["姓名", "所在党支部", "转出时间", "转入单位"], ["赵甲子", "一支部", "2022-03-01", "某市某局"]], name="转出")
    assert texts(item.records[0], "moved_on", "moved_out_on") == ("2022-03-01", "2022-03-01")
    assert item.records[0].cells["moved_on"][0] == "C"


def test_a_heading_above_says_of_which_stage_the_dates_below_it_are() -> None:
    stages = {
        "入党申请阶段": {"递交申请书时间": "applied_on"}, "积极分子阶段": {"确定时间": "activist_on", "备案时间": "activist_filed_on", "培训时间": "activist_training"},
        "发展对象阶段": {"确定时间": "candidate_on", "备案时间": "filed_on", "培训时间": "candidate_training"},
        "预备党员阶段": {"支部大会时间": "admitted_on", "党委谈话时间": "committee_talk_on", "党委审批时间": "approved_on"},
        "转正阶段": {"申请时间": "confirm_applied_on", "支部大会时间": "confirmed_meeting_on", "党委审批时间": "confirm_approved_on"},
    }
    parents, children, keys, merges = ["姓名"], [""], ["name"], [(1, 0, 2, 0)]
    for stage, below in stages.items():
        merges += [(1, len(parents), 1, len(parents) + len(below) - 1)] if len(below) > 1 else []
        parents += [stage, *[""] * (len(below) - 1)]
        children += below
        keys += below.values()
    item = understood([["学生第一党支部发展党员台账"], parents, children, ["赵甲子", *["2021-05-01"] * (len(keys) - 1)]], merges=merges)
    assert (item.table, [column.key for column in item.columns], codes(item)) == ("development", keys, [])


def test_a_title_leaves_headings_that_are_known_by_themselves() -> None:
    item = understood([["预备党员接收和转正台账"], ["姓名", "发展对象时间", "接收时间", "党委审批时间", "转正时间"], ["赵甲子", *["2021-05-01"] * 4]])
    assert [column.key for column in item.columns] == ["name", "candidate_on", "admitted_on", "approved_on", "confirmed_meeting_on"]


@pytest.mark.parametrize(("title", "key"), [("发展党员台账", "applied_on"), ("预备党员转正名册", "confirm_applied_on"), ("发展和转正台账", ""), ("发展党员及转正情况", "")])
def test_an_application_is_that_to_join_or_to_be_confirmed(title: str, key: str) -> None:
    item = understood([[title], ["姓名", "发展对象时间", "申请时间"], ["赵甲子", "2021-05-01", "2019-05-01"]])
    assert [column.key for column in item.columns] == ["name", "candidate_on", key]
