from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.records.normalise import normalise
from tests.records.reading import codes, tables, texts, understood

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


def test_posts_as_columns_give_one_record_per_post_that_is_held() -> None:
    item = understood([["支部班子成员表"], ["党支部名称", "党组织书记", "组织委员", "宣传委员"], ["一支部", "赵甲子", "钱乙丑", ""]])
    assert item.table == "committee"
    assert [texts(record, "branch", "post", "name") for record in item.records] == [("一支部", "书记", "赵甲子"), ("一支部", "组织委员", "钱乙丑")]


@pytest.mark.parametrize("heads", [["优秀票", "合格票", "不合格票"], ["优秀（票）", "合格（票）", "不合格（票）"]])
def test_votes_in_several_columns_are_one_text(heads: list[str]) -> None:
    item = understood([["姓名", "党支部", *heads, "评议结果"], ["赵甲子", "一支部", 8, 2, 0, "优秀"]])
    assert (texts(item.records[0], "votes", "result"), codes(item)) == (("8、2、0", "优秀"), [])


@pytest.mark.parametrize(("head", "row", "told"), [
    (["姓名", "所在党支部", "加入党组织日期", "出生日期", "正式党员", "预备党员"], ["赵甲子", "一支部", "2015-06-01", "1990-01-01", "√", ""], "“正式党员”"),
    (["党支部名称", "成立时间", "支部类型", "书记", "副书记", "组织委员", "宣传委员"],
     ["一支部", "2018-03-01", "教工", "赵甲子", "钱乙丑", "孙丙寅", "李丁卯"], "“组织委员”“宣传委员”"),
])
def test_columns_named_by_values_that_are_not_read_are_told(head: list[object], row: list[object], told: str) -> None:
    item = understood([head, row])
    assert codes(item) == ["D214"]
    assert told in item.issues[0].message


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


QUARTERS = ["一季度", "二季度", "三季度", "四季度"]


@pytest.mark.parametrize("heads", [QUARTERS, ["第1季度", "第2季度", "第3季度", "第4季度"], ["Q1", "Q2", "Q3", "Q4"], [f"2022年{name}" for name in QUARTERS]])
def test_a_quarter_is_its_three_months_each_with_its_part(heads: list[str]) -> None:
    typed = normalise(understood([["2022年党费收缴台账"], ["姓名", *heads], ["赵甲子", 30, 10, "", "未缴"]]), tables()["dues"])
    assert typed.columns["month__first"] == [2022 * 10000 + month * 100 + 1 for month in range(1, 13)]
    assert typed.columns["paid"] == [1000] * 3 + [None] * 9
    assert typed.columns["paid__unsure"] == [False] * 3 + [True] * 3 + [False] * 6, "10 yuan cannot be divided by three"
    assert typed.columns["status"] == [None] * 9 + ["未缴"] * 3
    assert {record.cells["paid"][0] for record in typed.source.records} == {"B", "C", "D", "E"}


def test_beside_months_a_quarter_is_a_sum() -> None:
    item = understood([["2022年党费收缴台账"], ["姓名", "1月", "2月", "3月", "一季度"], ["赵甲子", 10, 10, 10, 30]])
    assert [texts(record, "month", "paid") for record in item.records] == [("2022年1月", "10"), ("2022年2月", "10"), ("2022年3月", "10")]


def test_beside_months_a_span_of_other_months_is_each_of_them() -> None:
    item = understood([["2022年党费收缴台账"], ["姓名", "1月", "2月", "3月", "4-6月", "下半年"], ["赵甲子", 10, 10, 10, 30, 90], ["钱乙丑", 10, 10, 10, "未缴", ""]])
    typed = normalise(item, tables()["dues"])
    assert typed.columns["month__first"] == [20220001 + month * 100 for month in range(1, 13)] * 2
    assert typed.columns["paid"] == [1000] * 6 + [1500] * 6 + [1000] * 3 + [None] * 9
    assert typed.columns["status"] == [None] * 12 + [None] * 3 + ["未缴"] * 3 + [None] * 6
    assert (codes(item), typed.issues) == ([], ())


@pytest.mark.parametrize(("heads", "told"), [
    (["1月", "2月", "3月", "1-3月", "上半年"], ["D213"]), (["1月", "2月", "3月", "1至3月"], []), (["一季度", "二季度", "上半年"], []), (["1月", "2月", "一季度"], ["D213"]),
])
def test_a_span_of_months_of_which_some_stand_alone_is_a_sum_or_told(heads: list[str], told: list[str]) -> None:
    item = understood([["2022年党费收缴台账"], ["姓名", *heads], ["赵甲子", *[30] * len(heads)]])
    assert codes(item) == told
    assert all(f"“{heads[-1]}”" in issue.message for issue in item.issues)


def test_months_that_are_no_columns_of_the_ledger_are_told() -> None:
    item = understood([["姓名", "所在党支部", "人员类别", "加入党组织日期", "1月", "2月"], ["赵甲子", "一支部", "正式党员", "2010-01-01", 5, 5]])
    assert (item.table, codes(item)) == ("members", ["D213"])


@pytest.mark.parametrize(("row", "paid", "status"), [
    (["", "", "1-3月已交", 5], ["", "", "", "5"], ["已交", "已交", "已交", ""]), ([5, "", "1至3月未缴", ""], ["5", "", "", ""], ["", "未缴", "未缴", ""]),
    (["", "2-5月已交", "", ""], ["", "2-5月已交", "", ""], ["", "", "", ""]),
])
def test_a_cell_that_speaks_of_several_months_says_it_of_each(row: list[object], paid: list[str], status: list[str]) -> None:
    item = understood([["2022年党费"], ["姓名", "1月", "2月", "3月", "4月"], ["赵甲子", *row]])
    assert [texts(record, "paid", "status") for record in item.records] == list(zip(paid, status, strict=True))


@pytest.mark.parametrize("rows", [
    [["2022年主题党日开展情况"], ["党支部", "1月", "2月", "3月", "4月"], ["一支部", "√", "已开展", "未开展", ""]],
    [["2022年三会一课情况"], ["党支部", "主题党日开展情况", "", "", ""], ["", "1月", "2月", "3月", "4月"], ["一支部", "是", "有", "否", ""]],
    [["2022年统计"], ["党支部", "主题党日是否开展", "", "", ""], ["", "2022-01", "2022-02", "2022-03", "2022-04"], ["一支部", 1, "1次", 0, "无"]],
])
def test_whether_it_was_held_month_by_month(rows: list[list[object]]) -> None:
    merges = [(1, 0, 2, 0), (1, 1, 1, 4)] if len(rows) == 4 else []
    item = understood(rows, merges=merges)
    assert item.table == "meetings"
    assert [texts(record, "branch", "meeting_type", "held_on") for record in item.records] == [
        ("一支部", "主题党日", "2022年1月"), ("一支部", "主题党日", "2022年2月"),
    ]


@pytest.mark.parametrize("title", ["2022年主题党日参加人数", "2022年主题党日开展经费", "2022年主题党日统计", "2022年主题党日、党课开展情况"])
def test_numbers_of_something_else_are_no_numbers_of_meetings(title: str) -> None:
    assert understood([[title], ["党支部", "1月", "2月"], ["一支部", 3, 2]]).table is None


def test_more_meetings_than_a_month_has_days_are_not_certain() -> None:
    typed = normalise(understood([["2022年主题党日开展次数"], ["党支部", "1月", "2月"], ["一支部", 500, 2]]), tables()["meetings"])
    assert typed.columns["meeting_type__unsure"] == [True, False, False]


def test_whether_all_is_there_says_nothing_of_each_paper() -> None:
    item = understood([["材料核查"], ["姓名", "入党申请书", "志愿书", "是否齐全"], ["赵甲子", "有", "无", "是"]])
    assert [texts(record, "material", "present") for record in item.records] == [("入党申请书", "有"), ("入党志愿书", "无")]


def test_a_month_that_says_when_or_what_is_possible_only() -> None:
    typed = normalise(understood([["2022年主题党日开展情况"], ["党支部", "1月", "2月"], ["一支部", "1月6日学习", "√"]]), tables()["meetings"])
    assert typed.columns["meeting_type__unsure"] == [True, False]


def test_one_column_a_post() -> None:
    item = understood([["支委会班子成员"], ["党支部", "党组织书记", "组织委员"], ["一支部", "赵甲子", "钱乙丑"]])
    assert item.table == "committee"
    assert [texts(record, "post", "name") for record in item.records] == [("书记", "赵甲子"), ("组织委员", "钱乙丑")]


def test_a_mark_under_the_posts_that_somebody_holds() -> None:
    item = understood([["支委会班子成员"], ["姓名", "党支部", "党组织书记", "组织委员"], ["赵甲子", "一支部", "√", "是"], ["钱乙丑", "一支部", "否", ""],
                       ["孙丙寅", "一支部", "", "代理"]])
    assert item.table == "committee"
    assert [texts(record, "name", "post") for record in item.records] == [("赵甲子", "书记"), ("赵甲子", "组织委员"), ("钱乙丑", ""), ("孙丙寅", "组织委员：代理")]
    assert normalise(item, tables()["committee"]).columns["post__unsure"] == [False, False, False, True]


def test_two_trainings_under_one_heading_are_the_activists_and_the_candidates() -> None:
    head = ["姓名", "党支部", "发展阶段", "参加培训开始时间", "参加培训结束时间", "参加培训开始时间", "参加培训结束时间"]
    item = understood([head, ["赵甲子", "一支部", "发展对象", "2020-01-01", "2020-01-05", "2021-03-01", "2021-03-05"]])
    keys = ("activist_training_from", "activist_training_to", "candidate_training_from", "candidate_training_to")
    assert texts(item.records[0], *keys) == ("2020-01-01", "2020-01-05", "2021-03-01", "2021-03-05")
    once = understood([head[:4], ["赵甲子", "一支部", "发展对象", "2020-01-01"]])
    assert "D205" in codes(once), "once it may be either"


def test_the_person_of_a_catalogue_stands_above_it() -> None:
    item = understood([["入党材料目录"], ["姓名：赵甲子", "", "", "档案编号：12"], ["序号", "材料名称", "形成时间", "页数"], [1, "入党申请书", "2015.3.2", 3]])
    assert texts(item.records[0], "name", "material") == ("赵甲子", "入党申请书")
    item = understood([["姓名：赵甲子 性别：男"], ["序号", "材料名称", "形成时间", "页数"], [1, "入党申请书", "2015.3.2", 3]])
    assert "name" not in item.records[0].cells, "more than a name stands there"
