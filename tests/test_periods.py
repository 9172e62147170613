"""The audited window as people write it."""

from __future__ import annotations

from datetime import date

import pytest

from auditor.periods import Every, Period, months_before, parse_period, periods, quarter_of

SAME = [
    ("2022", "2022"), ("2022年", "2022"), ("2022年度", "2022"), ("２０２２年", "2022"),
    ("2022H1", "2022H1"), ("2022年上半年", "2022H1"), ("2022年下半年", "2022H2"),
    ("2022Q1", "2022Q1"), ("2022q4", "2022Q4"), ("2022年一季度", "2022Q1"), ("2022年第三季度", "2022Q3"), ("2022 年 4 季度", "2022Q4"),
    ("2022-03", "2022-03"), ("2022年3月", "2022-03"), ("2022年03月", "2022-03"), ("2022年三月", "2022-03"), ("2022年十月", "2022-10"),
    ("2022年十一月", "2022-11"), ("2022年12月份", "2022-12"), ("2022年十二月", "2022-12"), ("2022年1月", "2022-01"),
]


@pytest.mark.parametrize(("text", "label"), SAME)
def test_a_period_is_understood(text: str, label: str) -> None:
    assert parse_period(text) == parse_period(label)
    assert parse_period(text).label == label


@pytest.mark.parametrize("text", ["", "22年", "2022年13月", "2022年0月", "2022年五季度", "2022Q5", "2022年半年", "一季度", "2022-3", "0000", "2022年3月5日"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_period(text)


def test_the_first_and_the_last_days_of_the_calendar_have_their_periods() -> None:
    first, last = quarter_of(date.min), quarter_of(date.max)
    assert (first.label, last.label) == ("0001Q1", "9999Q4")
    assert parse_period(first.label) == first
    assert [month.label for month in periods(last, Every.MONTH)] == ["9999-10", "9999-11", "9999-12"]
    assert [month.label for month in months_before(first, 2)] == ["0001-01", "0001-02", "0001-03"]
    assert [year.label for year in periods(Period("", date.max, date.max), Every.YEAR)] == ["9999"]
