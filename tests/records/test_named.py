"""Names with something behind them, and several names in one cell."""

from __future__ import annotations

import pytest

from auditor.records.normalise import normalise
from tests.records.reading import codes, tables, texts, understood

ROSTER = ["姓名", "党支部", "人员类别", "入党时间"]
FIRST = "机械第一党支部"


def names(*written: str) -> list[object]:
    item = understood([ROSTER, *([name, FIRST, "正式党员", "2015-06-01"] for name in written)])
    return normalise(item, tables()["members"]).columns["name"]


@pytest.mark.parametrize("text", ["王一（书记）", "王一(支部书记)", "王 一（正式党员）", "王一（转入）", "王一（病假）"])
def test_a_post_or_stage_in_brackets_is_no_part_of_the_name(text: str) -> None:
    assert names(text) == ["王一"]


@pytest.mark.parametrize("text", ["王芳（女）", "王芳（大）"])
def test_other_brackets_stay_and_are_told(text: str) -> None:
    item = understood([ROSTER, [text, FIRST, "正式党员", "2015-06-01"], ["李二（书记）", FIRST, "正式党员", "2015-06-01"]])
    assert [texts(record, "name") for record in item.records] == [(text,), ("李二",)]
    assert codes(item) == ["D212", "D212"]
    assert "“书记”" in item.issues[0].message
    assert "当作姓名的一部分" in item.issues[1].message


def test_what_brackets_say_of_a_column_goes_there_and_must_agree() -> None:
    item = understood([ROSTER, ["李二(预备)", FIRST, "", "2022-06-01"], ["孙五(预备)", FIRST, "正式党员", "2022-06-01"], ["王一", FIRST, "正式党员", "2015-06-01"]])
    found = normalise(item, tables()["members"])
    assert found.columns["member_kind"] == ["预备党员", None, "正式党员"]
    assert found.columns["member_kind__unsure"] == [False, True, False]


def test_several_names_in_a_row_of_one_person_are_nobody_and_told() -> None:
    item = understood([ROSTER, ["赵三、孙五", FIRST, "正式党员", "2015-06-01"], ["王一", FIRST, "正式党员", "2015-06-01"]])
    found = normalise(item, tables()["members"])
    assert found.columns["name"] == [None, "王一"]
    assert [(issue.code, issue.row, issue.column) for issue in found.issues] == [("D401", 2, "A")]


def test_a_sign_in_list_gives_each_of_the_names_a_record() -> None:
    item = understood([["姓名", "党支部", "会议日期", "出勤状态"], ["赵三、孙五", FIRST, "2022-03-05", "出勤"], ["李二（病假）", FIRST, "2022-03-05", "出勤"]])
    found = normalise(item, tables()["attendance"])
    assert found.columns["name"] == ["赵三", "孙五", "李二"]
    assert found.columns["status"] == ["出勤", "出勤", None]
