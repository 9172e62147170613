"""A row for several months is a record for each of them; what cannot be shared out is not certain."""

from __future__ import annotations

import pytest

from auditor.records.normalise import Typed, normalise
from auditor.tables import FIRST_DAY, LAST_DAY
from tests.records.reading import tables, understood


def dues(headings: list[str], *rows: list[object], name: str = "2014年党费") -> Typed:
    item = understood([headings, *rows], name=name)
    assert item.table == "dues", item.why
    return normalise(item, tables()["dues"])


def months(typed: Typed) -> list[tuple[int, int]]:
    return list(zip(typed.columns["month__first"], typed.columns["month__last"], strict=True))


def test_from_and_to_in_two_columns() -> None:
    typed = dues(["姓名", "缴费起始月份", "缴费截止月份", "月应缴党费", "实缴党费"], ["赵甲子", "2014.11", "2015-01", 10, 30])
    assert months(typed) == [(20141101, 20141130), (20141201, 20141231), (20150101, 20150131)]
    assert typed.columns["paid"] == [1000] * 3, "of 30 yuan, in fen"
    assert typed.columns["due"] == [1000] * 3, "what is owed each month is not shared out"
    assert [record.cells["paid"][0] for record in typed.source.records] == ["E"] * 3


@pytest.mark.parametrize("written", ["2014.02-2014.04", "2014年2月-2014年4月", "2014年2-4月", "2-4月", "201402-201404"])
def test_the_span_in_one_cell(written: str) -> None:
    typed = dues(["姓名", "缴费起止月份", "月缴党费", "缴费月数", "缴费总额"], ["赵甲子", written, 5, 3, 15])
    assert months(typed) == [(20140201, 20140228), (20140301, 20140331), (20140401, 20140430)]


def test_a_span_of_one_month() -> None:
    assert months(dues(["姓名", "缴费起止月份", "月缴党费", "缴费月数"], ["赵甲子", "2014.02-2014.02", 5, 1])) == [(20140201, 20140228)]


def test_a_month_column_may_name_a_span_or_a_quarter() -> None:
    typed = dues(["姓名", "缴费月份", "实缴党费"], ["赵甲子", "2014年1-3月", 30], ["钱乙丑", "2014年一季度", 6], ["孙丙寅", "2014年3月", 7])
    assert months(typed) == [(20140101, 20140131), (20140201, 20140228), (20140301, 20140331)] * 2 + [(20140301, 20140331)]
    assert typed.columns["paid"] == [1000] * 3 + [200] * 3 + [700]


def test_an_amount_that_cannot_be_shared_out_is_unsure_and_told() -> None:
    typed = dues(["姓名", "缴费月份", "实缴党费"], ["赵甲子", "2014年1-3月", 10])
    assert typed.columns["paid__unsure"] == [True] * 3
    assert {issue.code for issue in typed.issues} == {"D401"}


def test_another_number_of_months_than_written_is_not_certain() -> None:
    typed = dues(["姓名", "缴费起止月份", "月缴党费", "缴费月数"], ["赵甲子", "2014.01-2014.06", 5, 12])
    assert months(typed) == [(18000101, 22001231)]
    assert any("共 6 个月，表中写明 12 个月" in issue.value for issue in typed.issues)


def test_a_span_that_cannot_be_read_is_one_doubtful_record() -> None:
    typed = dues(["姓名", "缴费起始月份", "缴费截止月份", "月应缴党费", "实缴党费"], ["赵甲子", "年初", "2014.12", 10, 30])
    assert len(typed.source.records) == 1
    assert typed.columns["paid"] == [3000]


def test_pairs_of_columns_under_months_in_one_row() -> None:
    typed = dues(["姓名", "1月应缴", "1月实缴", "2月应缴", "2月实缴", "合计"], ["赵甲子", 10, 10, 10, "", 20])
    assert months(typed) == [(20140101, 20140131), (20140201, 20140228)]
    assert (typed.columns["due"], typed.columns["paid"]) == ([1000, 1000], [1000, None])


@pytest.mark.parametrize("written", ["2014年", "2014", "2014年3月", "年内", "2014.3.25-2014.4.5"])
def test_a_year_or_a_span_of_days_is_no_span_of_months(written: str) -> None:
    typed = dues(["姓名", "缴费月份", "实缴党费"], ["赵甲子", written, 120])
    assert len(typed.source.records) == 1
    assert typed.columns["paid"] == [12000]


@pytest.mark.parametrize("row", [["赵甲子", "2014.05", "2014.03", 10], ["赵甲子", "2004.05", "2014.03", 10]])
def test_a_span_that_ends_before_it_begins_has_no_months_and_is_told(row: list[object]) -> None:
    typed = dues(["姓名", "缴费起始月份", "缴费截止月份", "应缴党费"], row)
    assert months(typed) == [(FIRST_DAY, LAST_DAY)]
    assert [issue.code for issue in typed.issues] == ["D406"]


def test_paid_until_a_month_is_paid_in_the_two_years_that_end_with_it() -> None:
    typed = dues(["姓名", "党支部", "每月应缴党费", "党费缴至年月"], ["赵甲子", "一支部", 10, "2014-03"])
    assert months(typed)[0] == (20120401, 20120430)
    assert (months(typed)[-1], len(months(typed))) == ((20140301, 20140331), 24)
    assert (set(typed.columns["status"]), set(typed.columns["due"]), "paid" in typed.columns) == ({"已缴"}, {1000}, False)
    assert {record.cells["status"][0] for record in typed.source.records} == {"D"}


@pytest.mark.parametrize(("written", "days"), [("", (None, None)), ("去年", (FIRST_DAY, LAST_DAY)), ("2014年", (20140101, 20141231))])
def test_paid_until_no_certain_month_is_paid_in_none(written: str, days: tuple[int | None, int | None]) -> None:
    typed = dues(["姓名", "党支部", "每月应缴党费", "党费缴至年月"], ["赵甲子", "一支部", 10, written])
    assert months(typed) == [days]
    assert "status" not in typed.columns


@pytest.mark.parametrize("heading", ["缴费起止时间", "已缴月份"])
def test_the_months_that_were_paid_have_other_headings_too(heading: str) -> None:
    typed = dues(["姓名", "月缴标准", heading, "实缴"], ["赵甲子", 2, "1-3月", 6])
    assert (typed.columns["paid"], typed.columns["due"]) == ([200] * 3, [200] * 3)
