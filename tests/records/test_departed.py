"""A note by which somebody has left the branch or the committee (2022年1月转出): possibly still there, and told."""

from __future__ import annotations

import pytest

from auditor.records.assemble import dataset_from
from tests.records.reading import tables, understood
from tests.records.test_assemble import frame

ROSTER = ["姓名", "所在党支部", "人员类别", "入党时间", "备注"]
POSTS = ["姓名", "所在党支部", "职务", "任职时间", "备注"]


def sure(head: list[object], note: object, **more: object) -> tuple[list[bool], list[str]]:
    rows = [["赵甲子", "第一党支部", "正式党员" if head is ROSTER else "书记", "2010-01-01", note], ["钱乙丑", "第一党支部", "正式党员" if head is ROSTER else "委员", "2010-01-01", None]]
    extra, cells = list(more), list(more.values())
    found = dataset_from([understood([[*head, *extra], *[[*row, *(cells if row is rows[0] else [None] * len(cells))] for row in rows]])], tables())
    return frame(found, "members" if head is ROSTER else "committee")["_sure"].tolist(), [issue.code for issue in found.issues if issue.code == "D411"]


@pytest.mark.parametrize("note", ["2022年1月转出至某公司", "已毕业", "2021年6月毕业离校", "因病去世", "组织关系已转出；党费缴清", "2022年2月调离"])
def test_a_member_of_whom_a_note_says_so_is_possible_only(note: str) -> None:
    assert sure(ROSTER, note) == ([False, True], ["D411"])


@pytest.mark.parametrize("note", ["2022年1月离任", "已免职", "不再担任委员", "2022年3月调离", "辞去委员职务"])
def test_so_is_a_member_of_the_committee(note: str) -> None:
    assert sure(POSTS, note) == ([False, True], ["D411"])


@pytest.mark.parametrize("note", [
    "2022年6月拟转出", "组织关系未转出", "已毕业，组织关系暂未转出", "尚未办理转出手续", "预计6月毕业离校", "2022年3月由某大学转入，转出单位某大学党委", "2022届毕业生", "接替转出的乙一", "原宣传委员乙二2022年1月调离，接任", "无", "兼纪检委员", None,
])
def test_other_notes_leave_no_doubt(note: str | None) -> None:
    assert sure(ROSTER, note) == ([True, True], [])
    assert sure(POSTS, note) == ([True, True], [])


def test_where_a_column_says_it_already_the_note_adds_nothing() -> None:
    assert sure(ROSTER, "已转出", 离开支部日期="2022-01-05")[1] == []
    assert sure(ROSTER, "已转出", 党员状态="转出")[1] == []
    assert sure(ROSTER, "已转出", 党员状态="正常")[1] == ["D411"]
