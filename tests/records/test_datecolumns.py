"""A date in three columns is one date, at the letter of its year."""

from __future__ import annotations

import pytest

from auditor.records.normalise import normalise
from auditor.tables import FIRST_DAY, LAST_DAY
from tests.records.reading import tables, understood

HEAD = [["姓名", "材料名称", "材料形成时间", "", "", "页数"], ["", "", "年", "月", "日", ""]]
MERGES = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 4), (0, 5, 1, 5)]


@pytest.mark.parametrize(("parts", "days"), [
    ((2015, 3, 2), (20150302, 20150302)), (("2015", "03", "02"), (20150302, 20150302)), ((2015, 3, None), (20150301, 20150331)),
    ((2015, None, None), (20150101, 20151231)), ((None, None, None), (None, None)), ((None, 3, 2), (FIRST_DAY, LAST_DAY)),
    ((2015, None, 2), (FIRST_DAY, LAST_DAY)), ((2015, 13, 2), (FIRST_DAY, LAST_DAY)),
])
def test_year_month_and_day_are_one_date(parts: tuple[object, ...], days: tuple[object, object]) -> None:
    item = understood([*HEAD, ["赵甲子", "入党申请书", *parts, 3]], merges=MERGES)
    assert (item.table, [column.key for column in item.columns]) == ("documents", ["name", "material", "formed_on", "pages"])
    typed = normalise(item, tables()["documents"])
    assert (typed.columns["formed_on__first"], typed.columns["formed_on__last"]) == ([days[0]], [days[1]])
    assert item.records[0].cells["formed_on"][0] == "C"
    assert typed.columns["pages"] == ["3"]


@pytest.mark.parametrize(("heads", "parts", "days"), [
    (["月", "日"], [3, 5], (20220305, 20220305)), (["月", "日"], ["3月", "5日"], (20220305, 20220305)), (["月", "日"], [4, ""], (20220401, 20220430)),
    (["年", "月", "日"], [2021, 3, 5], (20210305, 20210305)), (["月", "日"], ["", 5], (FIRST_DAY, LAST_DAY)),
])
def test_month_and_day_take_the_year_of_the_title(heads: list[str], parts: list[object], days: tuple[int, int]) -> None:
    item = understood([["2022年三会一课台账"], ["党支部", "会议类型", *heads, "会议名称"], ["一支部", "党课", *parts, "学习"]])
    typed = normalise(item, tables()["meetings"])
    assert ((typed.columns["held_on__first"], typed.columns["held_on__last"]), item.issues) == (([days[0]], [days[1]]), ())


def test_a_month_without_a_day_beside_it_is_no_date() -> None:
    item = understood([["2022年三会一课台账"], ["党支部", "会议类型", "月", "实际时间"], ["一支部", "党课", 3, "2022-03-05"]])
    assert item.records[0].cells["held_on"][1].text == "2022-03-05"


def test_columns_of_years_and_months_elsewhere_stay() -> None:
    item = understood([["姓名", "党支部", "年度", "月份", "实缴党费"], ["赵甲子", "一支部", 2022, 3, 10]])
    assert [column.key for column in item.columns] == ["name", "branch", "year", "month", "paid"]
