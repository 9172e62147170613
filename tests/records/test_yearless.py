"""Days and months without a year under titles whose span lies in several years."""

from __future__ import annotations

import pytest

from auditor.records.normalise import Typed, normalise
from auditor.tables import FIRST_DAY, LAST_DAY
from tests.records.reading import tables, understood

HEADINGS = ["会议类型", "会议时间", "会议主题", "地点"]


def held(title: str, *days: str) -> tuple[Typed, list[int]]:
    item = understood([[title], HEADINGS, *[["党课", day, "甲", "楼"] for day in days]])
    found = normalise(item, tables()["meetings"])
    return found, found.columns["held_on__first"]


@pytest.mark.parametrize(("title", "day", "is_"), [
    ("2021-2022学年三会一课", "9月5日", 20210905), ("2021-2022学年三会一课", "3月5日", 20220305), ("2021—2022学年度第一学期三会一课", "1月5日", 20220105),
    ("2021年12月—2022年2月三会一课", "1月5日", 20220105), ("2021年12月—2022年2月三会一课", "12月5日", 20211205), ("2021年12月—2022年2月三会一课", "2020年1月5日", 20200105),
    ("2021-2022学年三会一课", "2022.3.5", 20220305), ("二〇二二年一月三会一课", "1月5日", 20220105),
])
def test_a_day_is_of_the_year_in_which_it_falls_into_the_span(title: str, day: str, is_: int) -> None:
    assert held(title, day)[1] == [is_]


@pytest.mark.parametrize(("title", "day", "word"), [("2021-2022年度三会一课", "3月5日", "不止一次"), ("2021年12月—2022年2月三会一课", "3月5日", "不在标题写明的期间里")])
def test_a_day_that_falls_into_it_twice_or_never_is_unknown_and_told(title: str, day: str, word: str) -> None:
    found, days = held(title, day)
    assert (days, found.columns["held_on__last"]) == ([FIRST_DAY], [LAST_DAY])
    issue, = (issue for issue in found.issues if issue.code == "D406")
    assert (issue.row, issue.column, word in issue.message) == (3, "B", True)


def test_what_is_no_date_is_told_as_ever() -> None:
    found, _ = held("2021-2022学年三会一课", "某日")
    assert ["认不出" in issue.message for issue in found.issues] == [True]


def test_months_across_under_a_school_year() -> None:
    item = understood([["机关第一党支部2021-2022学年党费收缴台账"], ["姓名", "9月", "10月", "11月", "12月", "1月", "2月"], ["赵甲子", 10, 10, 10, 10, 10, 10]])
    assert normalise(item, tables()["dues"]).columns["month__first"] == [20210901, 20211001, 20211101, 20211201, 20220101, 20220201]


@pytest.mark.parametrize("month", ["二〇二二年一月", "二0二二年一月", "二O二二年一月", "二○二二年一月"])
def test_months_in_chinese_numerals(month: str) -> None:
    item = understood([["机关第一党支部党费收缴明细表"], ["姓名", "缴费月份", "实缴党费"], ["赵甲子", month, 10]])
    assert normalise(item, tables()["dues"]).columns["month__first"] == [20220101]
    item = understood([[f"机关第一党支部{month}党费收缴明细表"], ["姓名", "实缴党费"], ["赵甲子", 10]])
    assert (item.context.branch, normalise(item, tables()["dues"]).columns["month__first"]) == ("机关第一党支部", [20220101])
    item = understood([["机关第一党支部党费收缴明细表"], ["姓名", month, month.replace("一月", "二月")], ["赵甲子", 10, 10]])
    assert normalise(item, tables()["dues"]).columns["month__first"] == [20220101, 20220201]


@pytest.mark.parametrize(("title", "day", "is_"), [
    ("2022年3月主题党日", "5日", 20220305), ("二〇二二年三月主题党日", "十五日", 20220315), ("2022年3月主题党日", "5号", 20220305),
    ("2022年主题党日", "5日", FIRST_DAY), ("2022年一季度主题党日", "5日", FIRST_DAY), ("2022年2月主题党日", "30日", FIRST_DAY), ("2022年3月主题党日", "4月5日", 20220405),
])
def test_a_day_alone_is_of_the_month_of_the_title(title: str, day: str, is_: int) -> None:
    found, days = held(title, day)
    assert days == [is_]
    assert len(found.issues) == 1, "it is told"
