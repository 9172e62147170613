"""Those under a title of people who left, died or were expelled are not of the roll."""

from __future__ import annotations

import pytest

from auditor.records.understand import understand
from auditor.records.understood import Understood
from tests.records.reading import sheet, tables, understood

HEAD = ["姓名", "人员类别", "入党时间"]


def person(name: str) -> list[object]:
    return [name, "正式党员", "2010-01-01"]


def roster(*groups: tuple[str, list[str]], merged: bool = True, title: str = "第一党支部党员名册", **named: str) -> Understood:
    rows: list[list[object]] = [[title, None, None], list(HEAD)]
    merges = []
    for group, names in groups:
        if group:
            merges += [(len(rows), 0, len(rows), 2)] if merged else []
            rows.append([group, None, None])
        rows += map(person, names)
    return understood(rows, merges=merges, **named)


def states(found: Understood) -> dict[str, str]:
    return {record.cells["name"][1].text: record.cells["registry_status"][1].text if "registry_status" in record.cells else "" for record in found.records}


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize(("group", "state"), [
    ("转出党员", "转出"), ("已故党员", "死亡"), ("去世党员", "死亡"), ("出党党员", "出党"), ("历史党员", "历史"), ("停止党籍", "停止党籍"), ("二、转出党员（1人）：", "转出"),
    ("减少", "历史"), ("已毕业", "历史"), ("毕业离校", "历史"),
])
def test_a_row_under_such_a_group_title_says_so(group: str, state: str, merged: bool) -> None:
    found = roster(("", ["王一", "李二"]), (group, ["孙五"]), ("预备党员", ["吴七"]), merged=merged)
    assert states(found) == {"王一": "", "李二": "", "孙五": state, "吴七": ""}
    issue, = [issue for issue in found.issues if issue.code == "D216"]
    assert (issue.row, f"按{state}计" in issue.message) == (6, True)
    assert {5, 7} <= {row for skipped in found.skipped for row in skipped.rows}


def test_a_list_of_those_who_left_below_the_roster_is_told_and_no_roster() -> None:
    rows = [["第一党支部党员名册", None, None], HEAD, person("王一"), ["2021年已转出党员名单", None, None], person("孙五")]
    roll, left = understand(sheet(rows), tables())
    assert (roll.table, [record.cells["name"][1].text for record in roll.records]) == ("members", ["王一"])
    assert left.table is None
    assert [issue.code for issue in left.issues] == ["D207"]


@pytest.mark.parametrize("group", ["第一党小组", "教工党员", "在册党员", "含转出党员", "转出党员及在册党员", "演出党支部", "未转出党员", "毕业生党员", "已毕业未转出"])
def test_other_groups_do_not(group: str) -> None:
    found = roster(("", ["王一"]), (group, ["李二"]))
    assert set(states(found).values()) == {""}


def test_a_row_that_says_something_else_itself_is_not_guessed() -> None:
    rows = [["名册", "", "", ""], [*HEAD, "党籍状态"], [*person("王一"), "正常"], ["转出党员", "", "", ""], [*person("孙五"), "正常"], [*person("周六"), "转出"], [*person("吴七"), None]]
    found = understood(rows, merges=[(3, 0, 3, 3)])
    assert list(states(found).values()) == ["正常", "正常（分组标题写的是转出）", "转出", "转出"]


@pytest.mark.parametrize("name", ["转出党员", "已故党员", "历史党员", "停止党籍", "出党", "转出", "去世", "第一党支部转出人员"])
def test_a_sheet_so_called_is_no_roster(name: str) -> None:
    found = roster(("", ["孙五"]), name=name)
    assert (found.table, [issue.code for issue in found.issues]) == (None, ["D207"])
    assert "已不在册" in found.why


@pytest.mark.parametrize("named", [
    {"name": "在册党员", "file": "在册党员和转出党员.xlsx"}, {"name": "在册党员", "file": "转出党员.xlsx"}, {"file": "党员名册（含转出党员）.xlsx"}, {"title": "第一党支部党员名册（不含转出党员）"},
    {"title": "演出党支部党员名册"}, {"title": "历史学院党支部党员名册"},
])
def test_titles_of_those_who_belong_and_of_both_do_not_refuse(named: dict[str, str]) -> None:
    assert roster(("", ["王一"]), **named).table == "members"


def test_a_lone_name_is_no_title() -> None:
    rows = [["名册", "", ""], HEAD, person("王一"), ["孙五", None, None], [None, "正式党员", None]]
    assert [record.row for record in understood(rows).records] == [3, 4, 5]
