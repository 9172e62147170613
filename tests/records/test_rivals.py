"""Two columns of one meaning: nothing of either is lost, and where they differ nothing is certain."""

from __future__ import annotations

import pytest

from auditor.records.normalise import normalise
from auditor.tables import FIRST_DAY
from tests.records.reading import codes, tables, understood

HEAD = ["姓名", "党支部", "发展阶段", "成为入党积极分子时间", "确定为入党积极分子时间"]


def dates(*pairs: tuple[object, object]) -> tuple[list[int], list[str]]:
    item = understood([HEAD, *[["赵甲子", "一支部", "发展对象", one, other] for one, other in pairs]])
    assert item.table == "development", item.why
    return normalise(item, tables()["development"]).columns["activist_on__first"], codes(item)


def test_the_other_column_fills_what_the_better_one_leaves_blank() -> None:
    assert dates(("2020-03-01", None), (None, "2020-04-01"), ("2020-05-01", "2020-05-01")) == ([20200301, 20200401, 20200501], ["D203"])


def test_the_more_exact_of_two_dates_counts() -> None:
    assert dates(("2020-03", "2020-03-05"), ("2020-03-05", "2020年3月")) == ([20200305, 20200305], ["D203"])


def test_two_that_differ_are_not_certain_and_told_with_their_rows() -> None:
    found, told = dates(("2020-03-01", "2020-04-01"), ("2020-05-01", "2020-05-01"))
    assert (found, told) == ([FIRST_DAY, 20200501], ["D203", "D210"])


def test_texts_that_differ_are_those_of_the_better_column_and_told() -> None:
    item = understood([["姓名", "姓名", "党支部", "人员类别", "入党时间"], ["赵甲子", "钱乙丑", "一支部", "正式党员", "2010-01-01"]])
    assert (item.records[0].cells["name"][1].text, codes(item)) == ("赵甲子", ["D203", "D210"])
    assert "第 2 行写得不一样" in item.issues[-1].message


def test_amounts_that_differ_are_not_certain() -> None:
    item = understood([["姓名", "党支部", "缴费月份", "实缴党费", "实缴金额"], ["赵甲子", "一支部", "2022-03", 10, 12], ["钱乙丑", "一支部", "2022-03", 10, "10"]])
    assert normalise(item, tables()["dues"]).columns["paid__unsure"] == [True, False]


def test_two_spellings_of_one_meaning_do_not_differ() -> None:
    head = ["姓名", "所在党支部", "人员类别", "政治面貌", "加入党组织日期"]
    people = [("正式党员", "中共党员"), ("预备党员", "中共预备党员"), ("正式党员", "中共预备党员")]
    item = understood([head, *[["赵甲子", "一支部", *kinds, "2015-06-01"] for kinds in people]])
    typed = normalise(item, tables()["members"])
    assert typed.columns["member_kind"] == ["正式党员", "预备党员", None]
    assert (typed.columns["member_kind__unsure"], codes(item)) == ([False, False, True], ["D203", "D210"])


def test_amounts_written_differently_do_not_differ() -> None:
    item = understood([["姓名", "党支部", "缴费月份", "实缴党费", "实缴金额"], ["赵甲子", "一支部", "2022-03", 10, "10.00元"]])
    assert (normalise(item, tables()["dues"]).columns["paid"], codes(item)) == ([1000], ["D203"])


@pytest.mark.parametrize("clock", ["14:30", "14:30-16:00", "下午2:30", "14:30:00", "14点", "下午2点半"])
def test_a_column_of_clock_times_beside_the_date_is_no_second_date(clock: str) -> None:
    item = understood([["党支部", "会议类型", "日期", "时间", "会议名称"], ["一支部", "党课", "2022-01-05", clock, "学习"]])
    assert (normalise(item, tables()["meetings"]).columns["held_on__first"], codes(item)) == ([20220105], [])
