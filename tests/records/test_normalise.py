from __future__ import annotations

import time
from datetime import date

import pytest

from auditor.records.normalise import Typed, normalise
from auditor.records.understood import Context
from auditor.tables import FIRST_DAY, LAST_DAY
from tests.records.made import IDS, TABLES, sheet
from tests.records.reading import tables, understood


def typed(table: str, text: str, **more: object) -> Typed:
    return normalise(sheet(table, text, **more), TABLES[table])  # type: ignore[arg-type]


def codes(found: Typed) -> list[str]:
    return [issue.code for issue in found.issues]


def test_blank_nil_value_and_unreadable_are_four_things() -> None:
    found = typed("meetings", """
        held_on,due,meeting_type,title
        2022-03-05,12,党课,开会
        ,,,
        无,/,—,无
        某日,很多,茶话会,!#REF!""")
    assert found.columns["held_on__first"] == [20220305, None, None, FIRST_DAY]
    assert found.columns["held_on__last"] == [20220305, None, None, LAST_DAY]
    assert found.columns["due"] == [12, None, None, None]
    assert found.columns["due__unsure"] == [False, False, False, True]
    assert found.columns["meeting_type"] == ["|党课|", None, None, None]
    assert found.columns["meeting_type__unsure"] == [False, False, False, True]
    assert found.columns["title"] == ["开会", None, None, None]
    assert sorted(codes(found)) == ["D401", "D403", "D405", "D406"]
    assert {(issue.row, issue.column) for issue in found.issues} == {(5, "A"), (5, "B"), (5, "C"), (5, "D")}


def test_a_column_that_the_sheet_lacks_has_no_frame_column() -> None:
    assert set(typed("meetings", "title\nx").columns) == {"title"}


def test_the_year_of_the_row_goes_before_that_of_the_title() -> None:
    found = typed("meetings", "held_on,year\n3月5日,2021\n3月5日,", context=Context(year=2022))
    assert found.columns["held_on__first"] == [20210305, 20220305]


def test_a_code_known_in_part_is_doubtful() -> None:
    found = typed("meetings", "meeting_type\n党课、联欢\n上党课和主题党日")
    assert found.columns["meeting_type"] == ["|党课|", "|党课|主题党日|"]
    assert found.columns["meeting_type__unsure"] == [True, False]


@pytest.mark.parametrize("text", ["25/27", "应到27人 实到25人"])
@pytest.mark.parametrize("key", ["due", "attended"])
def test_two_head_counts_in_one_cell_fill_both_columns(text: str, key: str) -> None:
    found = typed("meetings", f"{key},title\n{text},x\n,y")
    assert (found.columns["due"][0], found.columns["attended"][0]) == (27, 25)
    assert (found.columns["due__unsure"][0], found.columns["attended__unsure"][0]) == (False, False)
    other = {"due": "attended", "attended": "due"}[key]
    assert (found.columns[other][1], found.columns[f"{other}__unsure"][1]) == (None, True)


def test_a_count_of_its_own_is_not_overwritten() -> None:
    found = typed("meetings", "due,attended\n30,25/27")
    assert (found.columns["due"], found.columns["attended"]) == ([30], [25])


def test_an_id_stored_as_a_number_has_lost_digits_and_is_masked() -> None:
    found = typed("members", f"id_no,name\n=990101199001010019,甲乙\n{IDS[1]},丙丁")
    assert found.columns["id_no"] == [None, IDS[1]]
    assert found.columns["id_no__unsure"] == [True, False]
    issue, = found.issues
    assert (issue.code, issue.row, issue.column) == ("D402", 2, "A")
    assert IDS[0] not in issue.value


def test_amounts_are_fen_in_the_unit_that_the_heading_names() -> None:
    assert typed("dues", "paid\n12.5\n30元").columns["paid"] == [1250, 3000]
    assert typed("dues", "paid\n1200", hint="分").columns["paid"] == [1200]
    assert typed("dues", "paid\n12", context=Context(unit="元")).columns["paid"] == [1200]


def test_records_without_a_date_column_lie_in_the_period_of_the_title() -> None:
    march = Context(year=2022, start=date(2022, 3, 1), end=date(2022, 3, 31))
    found = typed("dues", "name,paid\n甲,5", context=march)
    assert (found.columns["month__first"], found.columns["month__last"]) == ([20220301], [20220331])
    assert typed("dues", "name,month\n甲,", context=march).columns["month__first"] == [None]


def test_an_uncalculated_formula_is_unreadable_everywhere() -> None:
    found = typed("dues", "name,month,paid,rate,id_no\n?,?,?,?,?")
    assert codes(found) == ["D404"] * 5
    assert found.columns["paid__unsure"] == found.columns["rate__unsure"] == found.columns["id_no__unsure"] == [True]


def test_names_are_joined_one_way() -> None:
    found = typed("meetings", 'attendees\n"甲一, 乙二；丙三"\n甲一 乙二\n张　三')
    assert found.columns["attendees"] == ["甲一、乙二、丙三", "甲一、乙二", "张三"]


def test_a_hundred_thousand_rows_take_seconds() -> None:
    lines = "\n".join(f"第{number % 300}党支部,2022-{number % 12 + 1:02d}-05,党课,{number % 40}/40,主题{number}" for number in range(20_000))
    big = sheet("meetings", "branch,held_on,meeting_type,attended,title\n" + lines)
    start = time.process_time()
    normalise(big, TABLES["meetings"])
    assert time.process_time() - start < 3


@pytest.mark.parametrize(("heading", "hours", "told"), [("学时（分钟）", None, True), ("学时（天）", None, True), ("学时（学时）", 2400.0, False), ("学时", 2400.0, False)])
def test_hours_in_another_measure_are_no_hours(heading: str, hours: float | None, told: bool) -> None:
    item = understood([["姓名", "党支部", "培训班名称", "培训时间", heading], ["赵甲子", "第一党支部", "轮训", "2022.3.1", 2400]])
    found = normalise(item, tables()["training"])
    assert (found.columns["hours"], found.columns["hours__unsure"], "D401" in codes(found)) == ([hours], [told], told)


def test_a_check_list_of_files_says_which_are_there() -> None:
    item = understood([
        ["姓名", "党支部", "入党申请书", "入党志愿书", "自传", "思想汇报", "转正申请书", "公示材料"],
        ["甲一", "机械第一党支部", "原件", "复印件", "缺", "补", "3份", "有（复印件）"],
        ["乙二", "机械第一党支部", "齐全", "√", "缺失", "无", "待补", "√(补)"],
    ])
    found = normalise(item, tables()["documents"])
    assert found.columns["present"] == [True, True, False, None, True, True, True, True, False, False, False, None]
    assert [(issue.code, issue.row, issue.column) for issue in found.issues] == [("D401", 2, "F"), ("D401", 3, "H")]


@pytest.mark.parametrize(("text", "value"), [("当选", True), ("落选", False), ("未当选", False), ("是", True)])
def test_who_was_elected_is_also_said_by_the_word(text: str, value: bool) -> None:
    typed = normalise(understood([["候选人", "得票数", "是否当选"], ["赵甲子", 17, text]], name="候选人得票"), tables()["ballots"])
    assert typed.columns["elected"] == [value]
