"""Lists of what is owed are no payments."""

from __future__ import annotations

import pytest

from auditor.records.understood import Understood
from tests.records.reading import understood

MONTHS, LONG, BOTH = ["姓名", "1月", "2月", "3月"], ["姓名", "月份", "金额"], ["姓名", "月份", "应缴党费", "实缴党费"]
ROWS = {"1月": ["王一", 20, 20, 20], "月份": ["王一", "2022-01", 20, 20]}


def read(title: str, head: list[str], row: list[object] | None = None, **named: str) -> Understood:
    return understood([[title, *[None] * (len(head) - 1)], head, row or ROWS[head[1]][: len(head)]], **named)


@pytest.mark.parametrize("title", [
    "2022年党员应缴党费核定表", "2022年党费缴纳标准表", "2022年党费核定表", "应缴党费明细表", "2022年党员应交党费一览表", "缴费基数核定（党费）", "应缴党费及实缴明细",
])
def test_months_of_what_is_owed_are_not_paid(title: str) -> None:
    found = read(title, MONTHS)
    assert found.table is None
    assert "金额是应缴的，没有当作已缴" in found.why
    assert [issue.code for issue in found.issues] == ["D207"]


@pytest.mark.parametrize("head", [LONG, ["姓名", "月份", "党费"], ["姓名", "月份", "应缴党费", "党费"]])
def test_amounts_of_no_other_name_are_not_paid(head: list[str]) -> None:
    assert read("2022年党费核定表", head).table is None


def test_the_name_of_the_sheet_or_file_says_so_too() -> None:
    assert read("2022年党费", MONTHS, name="应缴党费").table is None
    assert read("2022年党费", MONTHS, file="党费核定表.xlsx").table is None
    assert read("2022年党费收缴明细", MONTHS, file="党费核定表.xlsx").table == "dues"


def test_a_heading_above_the_months_says_so_too() -> None:
    found = {
        head: understood([["姓名", head, "", ""], ["", "1月", "2月", "3月"], ["王一", 20, 20, 20]], file="党费.xlsx", merges=[(0, 1, 0, 3), (0, 0, 1, 0)])
        for head in ("党费核定标准", "党费")
    }
    assert found["党费核定标准"].table is None
    assert found["党费"].table == "dues"


@pytest.mark.parametrize(("title", "head"), [
    ("2022年党费收缴台账", MONTHS), ("2022年党费收缴明细表（按核定标准）", MONTHS), ("党费应缴尽缴台账", MONTHS), ("标准化党支部党费台账", MONTHS), ("党费缴费标准：每月20元", MONTHS),
    ("党费收缴明细", LONG), ("党员应缴党费核定表", BOTH), ("应缴实缴党费", LONG), ("党费", ["姓名", "1月实缴", "2月实缴", "3月实缴"]),
])
def test_payments_stay_payments(title: str, head: list[str]) -> None:
    found = understood([[title, *[None] * (len(head) - 1)], head, ROWS.get(head[1], ["王一", 20, 20, 20])[: len(head)]], file="党费.xlsx")
    assert found.table == "dues"
    assert all("paid" in record.cells for record in found.records)


def test_marks_say_what_was_paid() -> None:
    found = read("应缴党费核定表", MONTHS, ["王一", "√", "已缴", "未缴"])
    assert [record.cells["status"][1].text for record in found.records] == ["√", "已缴", "未缴"]
