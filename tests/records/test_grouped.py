"""Rows below the title of a branch are that branch's, however the title is written."""

from __future__ import annotations

import pytest

from auditor.records.understand import understand
from auditor.records.understood import RawRecord, Understood
from tests.records.reading import reasons, sheet, tables, understood

HEAD = ["姓名", "学号", "政治面貌", "入党时间"]


def roster(*rows: str, merged: tuple[str, ...] = ()) -> tuple[Understood, ...]:
    """A row of one character is a person, any other the title of a group."""
    lines = [["某学院党员名册"], HEAD, *([row, "1", "中共党员", "2019-05-01"] if len(row) == 1 else [row] for row in rows)]
    return understand(sheet(lines, merges=[(place, 0, place, 3) for place, line in enumerate(lines) if line[0] in merged]), tables())


def homes(items: tuple[Understood, ...]) -> dict[str, str]:
    return {record.cells["name"][1].text: _home(item, record) for item in items for record in item.records}


def _home(item: Understood, record: RawRecord) -> str:
    return record.cells["branch"][1].text if "branch" in record.cells else item.context.branch


@pytest.mark.parametrize("title", ["学生第二党支部", "学生第二党支部（2人）", "二、学生第二党支部：", "学生第二党支部  共2人"])
def test_a_branch_that_stands_alone_in_the_column_of_names_is_a_title(title: str) -> None:
    items = roster("学生第一党支部", "甲", title, "乙", "丙")
    assert homes(items) == {"甲": "学生第一党支部", "乙": "学生第二党支部", "丙": "学生第二党支部"}
    assert {3, 5} <= {row for item in items for row in reasons(item)}


def test_titles_of_kinds_of_people_below_it_leave_the_branch() -> None:
    titles = ("学生第一党支部", "正式党员（1人）", "预备党员", "学生第二党支部", "转出党员")
    items = roster(titles[0], titles[1], "甲", titles[2], "乙", titles[3], "丙", titles[4], "丁", merged=titles)
    assert homes(items) == {"甲": "学生第一党支部", "乙": "学生第一党支部", "丙": "学生第二党支部", "丁": "学生第二党支部"}


def test_a_title_of_something_else_ends_it() -> None:
    titles = ("学生第一党支部", "机关部门")
    assert homes(roster(titles[0], "甲", titles[1], "乙", merged=titles)) == {"甲": "学生第一党支部", "乙": ""}


@pytest.mark.parametrize("note", ["以上为学生第一党支部党员", "与学生第一党支部联合", "学生各党支部"])
def test_what_only_speaks_of_a_branch_is_no_title(note: str) -> None:
    assert set(homes(roster("甲", note, "乙")).values()) == {""}


def test_in_the_column_of_branches_it_is_a_record() -> None:
    item = understood([["党支部名称", "成立时间", "支部类型"], ["学生第一党支部", None, None], ["学生第二党支部", "2020-01-01", "学生"]])
    assert len(item.records) == 2
