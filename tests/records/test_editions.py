"""Rosters of several dates: one of them is the roll."""

from __future__ import annotations

from datetime import date

import pytest

from auditor.records.assemble import dataset_from
from auditor.records.dataset import Dataset
from auditor.records.understood import Understood
from tests.records.reading import tables, understood
from tests.records.test_assemble import frame

HEAD = ["姓名", "人员类别", "入党时间"]


def roster(people: str, name: str = "Sheet1", file: str = "第一党支部党员名册.xlsx", title: str = "") -> Understood:
    rows = [[one, "正式党员", "2010-01-01"] for one in people]
    return understood([*([[title, "", ""]] if title else []), HEAD, *rows], name, file)


def roll(found: Dataset) -> dict[str, bool]:
    """Who is on the roster: certainly or possibly."""
    members = frame(found, "members")
    return dict(sorted(zip([key.partition("@")[0] for key in members["person"]], members["_sure"].tolist(), strict=True)))


def told(found: Dataset) -> list[str]:
    return [issue.code for issue in found.issues if issue.code in {"D616", "D617"}]


@pytest.mark.parametrize("sheets", [
    [roster("甲乙丙", "2021年"), roster("甲乙丁", "2022年")],
    [roster("甲乙丙", file="第一党支部党员名册2021.xlsx"), roster("甲乙丁", file="第一党支部党员名册2022.xlsx")],
    [roster("甲乙丙", "A", title="2021年第一党支部党员名册"), roster("甲乙丁", "B", title="2022年第一党支部党员名册")],
    [roster("甲乙丁", "2022年3月"), roster("甲乙丙", "2022年1月")],
])
def test_the_newest_is_the_roll_and_the_other_is_told(sheets: list[Understood]) -> None:
    found = dataset_from(sheets, tables())
    assert roll(found) == {"甲": True, "乙": True, "丁": True}
    issue, = [issue for issue in found.issues if issue.code == "D616"]
    assert "其中 1 人只在这一份里" in issue.message
    assert [sheet.rows for file in found.inputs for sheet in file.tables] == [3]


@pytest.mark.parametrize(("until", "people"), [(date(2021, 12, 31), "甲乙丙"), (date(2022, 3, 31), "甲乙丁"), (date(2019, 3, 31), "甲乙丙"), (None, "甲乙丁")])
def test_the_period_decides(until: date | None, people: str) -> None:
    found = dataset_from([roster("甲乙丙", "2021年"), roster("甲乙丁", "2022年")], tables(), until=until)
    assert set(roll(found)) == set(people)


@pytest.mark.parametrize("sheets", [
    [roster("甲乙", "2021年发展党员"), roster("丙丁", "2022年发展党员")],
    [roster("甲乙", "2021级"), roster("丙丁", "2022级")],
    [roster("甲乙丙丁", "全体党员"), roster("甲乙", "教工党员", file="第一党支部教工名册.xlsx")],
    [roster("甲乙", "2021年"), roster("丙丁", "2022年", file="第二党支部党员名册.xlsx")],
])
def test_parts_and_other_branches_stay(sheets: list[Understood]) -> None:
    found = dataset_from(sheets, tables(), until=date(2022, 3, 31))
    assert len(roll(found)) == 4
    assert told(found) == []


def test_an_older_list_that_shares_few_is_possible_only() -> None:
    found = dataset_from([roster("甲乙丙丁戊", "2021年"), roster("甲己", "2022年")], tables())
    certain = roll(found)
    assert [certain[one] for one in "乙丙丁戊己"] == [False, False, False, False, True]
    assert told(found) == ["D617"]


def test_lists_of_no_date_contradict_each_other() -> None:
    found = dataset_from([roster("甲乙丙", "一"), roster("甲乙丁", "二")], tables())
    certain = roll(found)
    assert [certain["丙"], certain["丁"]] == [False, False]
    assert told(found) == ["D617", "D617"]


def test_each_branch_has_its_own_newest_list() -> None:
    head = [*HEAD, "所在党支部"]

    def both(name: str, people: dict[str, str]) -> Understood:
        return understood([head, *([one, "正式党员", "2010-01-01", branch] for one, branch in people.items())], name)

    old = both("2021年", {"甲": "第一党支部", "乙": "第一党支部", "丙": "第二党支部", "丁": "第二党支部"})
    found = dataset_from([old, both("2022年", {"甲": "第一党支部", "戊": "第一党支部"})], tables())
    assert roll(found) == {"甲": True, "戊": True, "丙": True, "丁": True}
