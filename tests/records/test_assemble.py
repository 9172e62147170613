from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import InputError
from auditor.records.assemble import dataset_from
from auditor.records.cells import BLANK, Cell, Kind
from auditor.records.dataset import Dataset, MemoryTable
from auditor.records.understood import Context, RawRecord, Understood
from auditor.scorecard import InputFile
from auditor.tables import FIRST_DAY, LAST_DAY
from tests.records.made import TABLES, sheet
from tests.records.reading import tables, understood

NAMES = ("第一党支部", "第二党支部", "第三党支部")
BRANCHES = sheet("branches", "branch\n" + "\n".join(NAMES), file="名录.xlsx")


def frame(found: Dataset, table: str) -> pd.DataFrame:
    built = found.tables[table]
    assert isinstance(built, MemoryTable)
    return built.frame


def listed(found: Dataset, table: str, *columns: str) -> list[tuple[Any, ...]]:
    values = frame(found, table)[list(columns)]
    return [tuple(None if pd.isna(value) else value for value in row) for row in values.itertuples(index=False)]


def codes(found: Dataset, prefix: str = "D5") -> list[str]:
    return [issue.code for issue in found.issues if issue.code.startswith(prefix)]


# -- branches of records -----------------------------------------------------------------------------------------------


def test_a_blank_branch_is_possible_everywhere_and_certain_nowhere() -> None:
    found = dataset_from([BRANCHES, sheet("meetings", "branch,title\n,开会\n第二党支部,上课")], TABLES)
    assert listed(found, "meetings", "_row", "branch", "_sure") == [(0, name, False) for name in NAMES] + [(1, "第二党支部", True)]
    assert codes(found) == ["D503"]


def test_a_branch_that_reports_nobody_has_answered_and_nobody_else_has() -> None:
    rows = [["姓名", "所在党支部", "异动类型", "异动时间"], ["无", "第一党支部", "", ""]]
    found = dataset_from([BRANCHES, understood(rows)], {**tables(), "branches": TABLES["branches"]})
    assert listed(found, "moves", "branch") == []
    assert [cover.branches for cover in found.coverage if cover.table == "moves"] == [frozenset({"第一党支部"})]
    nameless = dataset_from([BRANCHES, understood([rows[0], ["无", "", "", ""]])], {**tables(), "branches": TABLES["branches"]})
    assert [cover.branches for cover in nameless.coverage if cover.table == "moves"] == [frozenset()]
    assert codes(nameless) == ["D503"]


def test_title_or_file_name_give_the_branch_that_the_sheet_does_not() -> None:
    context = Context(branch="第2支部")
    found = dataset_from([BRANCHES, sheet("meetings", "title\n开会", context=context)], TABLES)
    assert listed(found, "meetings", "branch", "_sure") == [("第二党支部", True)]
    filled = dataset_from([BRANCHES, sheet("meetings", "branch,title\n,开会\n第一党支部,x", context=context)], TABLES)
    assert listed(filled, "meetings", "branch", "_sure") == [("第二党支部", True), ("第一党支部", True)]


def test_a_misspelt_branch_is_listed_with_proposals_and_counts_as_possible() -> None:
    found = dataset_from([BRANCHES, sheet("meetings", "branch,title\n第二党支布,开会")], TABLES)
    assert all(not sure for _, sure in listed(found, "meetings", "branch", "_sure"))
    issue = next(issue for issue in found.issues if issue.code == "D501")
    assert "“第二党支部”" in issue.message
    assert (issue.row, issue.column, issue.value) == (2, "A", "第二党支布")


def test_a_code_settles_what_the_name_does_not() -> None:
    branches = sheet("branches", "branch,code\n第一党支部,0101\n第二党支部,0102", file="名录.xlsx")
    found = dataset_from([branches, sheet("meetings", "branch,branch_code\n二支,0102\n,0101")], TABLES)
    assert listed(found, "meetings", "branch", "_sure") == [("第二党支部", True), ("第一党支部", True)]


def test_a_code_of_one_branch_and_the_name_of_another_may_be_either() -> None:
    branches = sheet("branches", "branch,code\n第一党支部,0101\n第二党支部,0102", file="名录.xlsx")
    rows = "第一党支部,0102\n第一党支部,0101\n第一党支部,0109\n第1支部,1\n,0102"
    found = dataset_from([branches, sheet("meetings", "branch,branch_code\n" + rows)], TABLES)
    assert listed(found, "meetings", "_row", "branch", "_sure") == [
        (0, "第一党支部", False), (0, "第二党支部", False), (1, "第一党支部", True), (2, "第一党支部", True), (3, "第一党支部", True), (4, "第二党支部", True),
    ]
    issue, = [issue for issue in found.issues if issue.code.startswith("D5")]
    assert (issue.code, issue.row, issue.column, issue.value) == ("D506", 2, "B", "0102")
    assert "编码却是“第二党支部”的" in issue.message


def test_an_assumed_register_is_said_so() -> None:
    found = dataset_from([sheet("meetings", "branch,title\n第一党支部,x\n第2支部,y")], TABLES)
    assert found.register.assumed
    assert found.register.branches == ("第一党支部", "第2支部")
    assert codes(found, "D602") == ["D602"]


def test_an_explicit_list_alone_makes_the_register() -> None:
    explicit = sheet("branches", "branch\n第一党支部", file="list.csv")
    found = dataset_from([BRANCHES, sheet("meetings", "branch,title\n第一党支部,x")], TABLES, listed=[explicit])
    assert found.register.branches == ("第一党支部",)
    assert not found.register.assumed


# -- frames --------------------------------------------------------------------------------------------------------------


def test_dtypes_and_nulls_are_exact() -> None:
    found = dataset_from([BRANCHES, sheet("meetings", "branch,held_on,due,title,meeting_type\n第一党支部,,,,")], TABLES)
    built = frame(found, "meetings")
    assert {name: str(dtype) for name, dtype in built.dtypes.items()} == {
        "_row": "Int64", "_sure": "boolean", "branch": "string", "person": "string", "title": "string",
        "held_on__first": "Int64", "held_on__last": "Int64", "meeting_type": "string", "meeting_type__unsure": "boolean",
        "due": "Int64", "due__unsure": "boolean",
    }
    assert built["title"].iloc[0] is pd.NA


def test_a_column_that_only_one_sheet_has_is_unknown_in_the_other() -> None:
    found = dataset_from([
        BRANCHES, sheet("meetings", "branch,held_on,due\n第一党支部,2022-03-01,5", file="a"),
        sheet("meetings", "branch,title\n第一党支部,开会", file="b"),
    ], TABLES)
    assert listed(found, "meetings", "_row", "held_on__first", "held_on__last", "due", "due__unsure", "title") == [
        (0, 20220301, 20220301, 5, False, None), (1, FIRST_DAY, LAST_DAY, None, True, "开会"),
    ]


def test_origins_name_the_cell() -> None:
    found = dataset_from([BRANCHES, sheet("meetings", "branch,title\n第一党支部,x\n第二党支部,y", file="b.xlsx", name="表")], TABLES)
    origin = found.tables["meetings"].origins[1]  # type: ignore[union-attr]
    assert (origin.file, origin.sheet, origin.row, origin.letters["title"], origin.raw["title"]) == ("b.xlsx", "表", 3, "B", "y")


def test_every_branch_has_one_row_with_what_the_lists_say() -> None:
    first = sheet("branches", "branch,founded,members,kind\n第一党支部,2010-01-01,5,单独\n第二党支部,,?,", file="a")
    second = sheet("branches", "branch,founded,members\n第一党支部,2011-01-01,5\n第三党支部,2012-05,3", file="b")
    found = dataset_from([first, second], TABLES)
    assert listed(found, "branches", "branch", "founded__first", "founded__last", "members", "members__unsure", "kind", "kind__unsure") == [
        ("第一党支部", 20100101, 20110101, 5, False, "单独", False),
        ("第二党支部", None, None, None, True, None, False),
        ("第三党支部", 20120501, 20120531, 3, False, None, True),
    ]
    assert codes(found, "D603") == ["D603"]


def test_branches_exist_although_no_list_was_given() -> None:
    found = dataset_from([sheet("meetings", "branch,title\n第一党支部,x")], TABLES)
    assert listed(found, "branches", "_row", "_sure", "branch") == [(0, True, "第一党支部")]
    assert list(frame(found, "branches").columns) == ["_row", "_sure", "branch", "person"]


# -- coverage ------------------------------------------------------------------------------------------------------------


def covers(*sheets: Understood) -> list[tuple[Any, ...]]:
    found = dataset_from([BRANCHES, *sheets], TABLES)
    return [(cover.branches, cover.start, cover.end) for cover in found.coverage if cover.table != "branches"]


def test_a_sheet_of_many_branches_answers_for_all_one_of_a_single_branch_for_it_alone() -> None:
    many = sheet("meetings", "branch,held_on\n第一党支部,2022-01-05\n第二党支部,2022-03-05", file="a")
    one = sheet("meetings", "branch,held_on\n第一党支部,2022-01-05\n,2022-02-01", file="b")
    assert covers(many) == [(None, date(2022, 1, 1), date(2022, 3, 31))]
    assert covers(one) == [(frozenset({"第一党支部"}), date(2022, 1, 1), date(2022, 2, 28))]


def test_a_sheet_whose_branch_cannot_be_told_answers_for_nobody() -> None:
    assert covers(sheet("meetings", "held_on\n2022-01-05"))[0][0] == frozenset()
    assert covers(sheet("meetings", "branch,held_on\n第二党支布,2022-01-05"))[0][0] == frozenset()


def test_an_empty_sheet_was_handed_in() -> None:
    quarter = Context(start=date(2022, 1, 1), end=date(2022, 3, 31))
    assert covers(sheet("meetings", "branch,held_on", context=quarter)) == [(None, date(2022, 1, 1), date(2022, 3, 31))]
    assert covers(sheet("meetings", "held_on", context=Context(branch="第一党支部"))) == [(frozenset({"第一党支部"}), None, None)]


def test_the_title_tells_the_period_before_the_rows_do() -> None:
    quarter = Context(year=2022, start=date(2022, 1, 1), end=date(2022, 3, 31))
    assert covers(sheet("dues", "branch,name,month\n第一党支部,甲,2022-02", context=quarter))[0][1:] == (date(2022, 1, 1), date(2022, 3, 31))


def test_unreadable_dates_do_not_stretch_the_period() -> None:
    assert covers(sheet("meetings", "branch,held_on\n第一党支部,2022-02-05\n第一党支部,某日"))[0][1:] == (date(2022, 2, 1), date(2022, 2, 28))


def test_a_ledger_of_no_date_answers_for_no_time_and_asks_for_it() -> None:
    found = dataset_from([BRANCHES, sheet("dues", "branch,name,paid\n第一党支部,甲,20", file="b")], TABLES)
    answer = next(cover for cover in found.coverage if cover.table == "dues")
    assert (answer.start, answer.end, answer.undated) == (None, None, True)
    issue, = [issue for issue in found.issues if issue.code == "D618"]
    assert (issue.file, "请加上“月份”列" in issue.message) == ("b", True)
    assert "暂不代表任何时段" in next(file.tables[0].coverage for file in found.inputs if file.file == "b")
    year = Context(year=2022, start=date(2022, 1, 1), end=date(2022, 12, 31))
    for told in (sheet("dues", "branch,name,paid\n第一党支部,甲,20", context=year), sheet("dues", "branch,name,month\n第一党支部,甲,2022-02")):
        assert not any(cover.undated for cover in dataset_from([BRANCHES, told], TABLES).coverage)


def test_what_is_assumed_is_said_so() -> None:
    found = dataset_from([BRANCHES, sheet("meetings", "branch,held_on\n第一党支部,2022-02-05", file="b")], TABLES)
    assert all(cover.assumed for cover in found.coverage)
    sentence = next(file.tables[0].coverage for file in found.inputs if file.file == "b")
    assert next(file.tables[0].name for file in found.inputs if file.file == "b") == TABLES["meetings"].name
    assert sentence == "第一党支部（按表中或名称中写明的支部推定），2022-02-01 至 2022-02-28（按表中日期推定）"


# -- what is missing and repeated --------------------------------------------------------------------------------------------


def test_branches_that_sent_nothing_are_named() -> None:
    found = dataset_from([BRANCHES, sheet("meetings", "branch,title\n第一党支部,x\n第二党支部,y")], TABLES)
    assert [issue.branch for issue in found.issues if issue.code == "D621"] == ["第三党支部"]
    assert "第三党支部" in next(issue.message for issue in found.issues if issue.code == "D620")


def test_one_file_twice_is_read_once() -> None:
    text = "branch,title\n第一党支部,x"
    files = [InputFile("a", "same"), InputFile("b", "same"), InputFile("名录.xlsx", "other")]
    found = dataset_from([BRANCHES, sheet("meetings", text, file="b"), sheet("meetings", text, file="a")], TABLES, files=files)
    assert len(frame(found, "meetings")) == 1
    assert [(issue.code, issue.file) for issue in found.issues if issue.code == "D604"] == [("D604", "b")]


def test_records_that_stand_twice_count_as_possible_and_are_told() -> None:
    text = "branch,title\n第一党支部,x\n第一党支部,y"
    found = dataset_from([BRANCHES, sheet("meetings", text, file="a"), sheet("meetings", text + "\n第二党支部,z", file="b")], TABLES)
    assert len(frame(found, "meetings")) == 5
    issue, = [issue for issue in found.issues if issue.code == "D607"]
    assert issue.file == "b"
    assert "2 条" in issue.message
    assert frame(found, "meetings")["_sure"].tolist() == [True, True, False, False, True]


def test_a_record_twice_in_one_file_is_treated_like_one_in_two() -> None:
    found = dataset_from([BRANCHES, sheet("meetings", "branch,title\n第一党支部,x\n第一党支部,x", file="a")], TABLES)
    assert frame(found, "meetings")["_sure"].tolist() == [True, False]
    issue, = [issue for issue in found.issues if issue.code == "D607"]
    assert "本文件前面" in issue.message


def during(start: date, end: date) -> Context:
    return Context(year=start.year, start=start, end=end)


JANUARY, FEBRUARY = during(date(2022, 1, 1), date(2022, 1, 31)), during(date(2022, 2, 1), date(2022, 2, 28))
QUARTER, HALF = during(date(2022, 1, 1), date(2022, 3, 31)), during(date(2022, 1, 1), date(2022, 6, 30))


@pytest.mark.parametrize(("one", "other", "same"), [
    (JANUARY, FEBRUARY, False), (during(date(2021, 1, 1), date(2021, 1, 31)), JANUARY, False), (JANUARY, JANUARY, True), (QUARTER, HALF, True), (JANUARY, Context(), True),
])
def test_the_same_words_for_another_month_are_another_record(one: Context, other: Context, same: bool) -> None:
    text = "branch,name,paid\n第一党支部,赵甲子,10"
    found = dataset_from([BRANCHES, sheet("dues", text, file="a", context=one), sheet("dues", text, file="a", context=other)], TABLES)
    assert ["D607" in [issue.code for issue in found.issues], frame(found, "dues")["_sure"].tolist()] == [same, [True, not same]]


def test_names_of_an_assumed_register_that_may_be_one_are_told() -> None:
    found = dataset_from([sheet("meetings", "branch\n基础教学部党支部\n基础教研部党支部\n第一党支部\n第二党支部")], TABLES)
    assert len(found.register.branches) == 4
    assert ["基础教研部党支部" in issue.message for issue in found.issues if issue.code == "D622"] == [True]


def test_nothing_auditable_is_an_error_with_every_reason() -> None:
    strange = Understood("x.xlsx", "S", None, "没有找到表头")
    with pytest.raises(InputError) as caught:
        dataset_from([strange, sheet("meetings", "branch,title")], TABLES)
    assert [mistake.code for mistake in caught.value.mistakes] == ["D605", "D606", "D606"]
    assert caught.value.exit_status == 3


def test_no_branch_anywhere_is_an_error() -> None:
    with pytest.raises(InputError, match="D600"):
        dataset_from([sheet("meetings", "title\n开会")], TABLES)


def test_issues_stay_readable() -> None:
    lines = "\n".join("第一党支部,某日" for _ in range(500))
    found = dataset_from([BRANCHES, sheet("meetings", "branch,held_on\n" + lines)], TABLES)
    told = [issue for issue in found.issues if issue.code == "D406"]
    assert len(told) == 101
    assert "400" in told[-1].message


# -- properties ------------------------------------------------------------------------------------------------------------

ROWS = st.lists(st.tuples(
    st.sampled_from([*NAMES, "第2支部", "第九党支部", "", "见附件", "某某大学留学服务中心临时总支"]),
    st.sampled_from(["2022-01-05", "2022.3", "3月", "", "某日", "20220230"]), st.sampled_from(["党课", "上党课、联欢", "", "—"]),
), max_size=5)
SHEETS = st.lists(ROWS, min_size=1, max_size=3)


def made(sheets: list[list[tuple[str, str, str]]]) -> list[Understood]:
    head = "branch,held_on,meeting_type\n"
    return [sheet("meetings", head + "\n".join(map(",".join, rows)), file=f"{number}.xlsx") for number, rows in enumerate(sheets)]


@given(SHEETS, st.randoms())
def test_the_order_of_files_changes_nothing(rows: list[list[tuple[str, str, str]]], random: Any) -> None:
    sheets = [BRANCHES, *made(rows)]
    straight = dataset_from(sheets, TABLES)
    random.shuffle(sheets)
    shuffled = dataset_from(sheets, TABLES)
    assert straight.register == shuffled.register
    assert straight.coverage == shuffled.coverage
    assert straight.issues == shuffled.issues
    pd.testing.assert_frame_equal(frame(straight, "meetings"), frame(shuffled, "meetings"))


@given(SHEETS)
def test_no_record_is_lost_and_bounds_hold(rows: list[list[tuple[str, str, str]]]) -> None:
    found = dataset_from([BRANCHES, *made(rows)], TABLES)
    built = frame(found, "meetings")
    assert set(built["_row"]) == set(range(sum(map(len, rows))))
    assert (built["held_on__first"] <= built["held_on__last"]).fillna(value=True).all()
    assert built[built["_sure"]].groupby("_row").size().le(1).all()


@given(st.lists(st.lists(st.text(max_size=12), min_size=8, max_size=8), min_size=1, max_size=3), st.sampled_from(["members", "dues", "branches"]))
def test_any_text_anywhere_gives_a_dataset(rows: list[list[str]], table: str) -> None:
    keys = list(TABLES[table].columns)[:8]
    records = tuple(
        RawRecord(number, {key: ("A", Cell(Kind.TEXT, text) if text else BLANK) for key, text in zip(keys, row, strict=False)})
        for number, row in enumerate(rows, 2)
    )
    dataset_from([BRANCHES, Understood("f", "S", table, "", records=records)], TABLES)


@given(ROWS.filter(bool), st.data())
def test_withholding_a_branch_keeps_the_row_possible_where_it_was(rows: list[tuple[str, str, str]], data: Any) -> None:
    place = data.draw(st.integers(0, len(rows) - 1))
    before = frame(dataset_from([BRANCHES, *made([rows])], TABLES), "meetings")
    withheld = [("", *row[1:]) if number == place else row for number, row in enumerate(rows)]
    after = frame(dataset_from([BRANCHES, *made([withheld])], TABLES), "meetings")
    was = set(before[before["_row"] == place]["branch"]) & set(NAMES)
    assert was <= set(after[after["_row"] == place]["branch"])
    assert not after[after["_row"] == place]["_sure"].any()
