from __future__ import annotations

import pytest

from auditor.model import RecordIssue
from auditor.records.assemble import dataset_from
from auditor.records.understood import Understood
from tests.records.made import IDS, TABLES, sheet
from tests.records.test_assemble import BRANCHES, frame

AGREEING = {key: table.model_copy(update={"agree": key in {"dues", "members", "meetings"}}) for key, table in TABLES.items()}
HEAD = "branch,name,id_no,month,paid\n"
PERSON = f"第一党支部,张虚三,{IDS[0]}"


def judged(table: str, *sheets: Understood) -> tuple[list[bool], list[RecordIssue]]:
    found = dataset_from([BRANCHES, *sheets], AGREEING)
    return frame(found, table)["_sure"].tolist(), [issue for issue in found.issues if issue.code == "D614"]


def test_two_files_that_pay_differently_are_both_possible_and_told() -> None:
    other = f"第一党支部,李虚四,{IDS[1]},2022-01,20"
    sure, (issue,) = judged(
        "dues", sheet("dues", f"{HEAD}{other}\n{PERSON},2022-01,40\n{PERSON},2022-02,40", file="a.xlsx"),
        sheet("dues", f"{HEAD}{PERSON},2022年1月,0\n{PERSON},2022-02,30", file="b.xlsx", name="甲"),
    )
    assert sure == [True, False, False, False, False]
    assert (issue.file, issue.sheet, issue.row, issue.column) == ("b.xlsx", "甲", 2, "E")
    assert "有 2 项与“a.xlsx”中的说法不同" in issue.message
    assert "S 第 3 行" in issue.message
    assert "40" not in issue.message


def test_a_person_is_the_same_by_number_and_by_name() -> None:
    roster = sheet("members", f"branch,name,id_no\n{PERSON}", file="名册.xlsx")
    sure, issues = judged("dues", roster, sheet("dues", f"{HEAD}{PERSON},2022-01,40", file="a"), sheet("dues", "branch,name,month,paid\n第1支部,张虚三,2022-01,20", file="b"))
    assert sure == [False, False]
    assert len(issues) == 1


@pytest.mark.parametrize("second", [
    "第一党支部,张虚三,,2022-01,40", "第一党支部,张虚三,,2022-02,20", "第二党支部,张虚三,,2022-01,20", "第一党支部,李虚四,,2022-01,20",
    "第一党支部,张虚三,,2022-01,", "第一党支部,张虚三,,2022-01,待查", "第一党支部,张虚三,,,20", "第一党支部,张虚三,,某月,20", "第一党支部,张虚三,,2022-01,40.00",
])
def test_these_do_not_contradict(second: str) -> None:
    assert judged("dues", sheet("dues", f"{HEAD}第一党支部,张虚三,,2022-01,40", file="a"), sheet("dues", HEAD + second, file="b"))[1] == []


def test_within_one_file_a_later_payment_is_legal_and_so_is_its_copy() -> None:
    rows = f"{HEAD}{PERSON},2022-01,20\n{PERSON},2022-01,30"
    assert judged("dues", sheet("dues", rows, file="a", name="1"), sheet("dues", f"{HEAD}{PERSON},2022-01,40", file="a", name="2")) == ([True] * 3, [])
    assert judged("dues", sheet("dues", rows, file="a"), sheet("dues", rows + f"\n{PERSON},2022-01,5", file="b"))[1] == []


def test_a_blank_contradicts_only_where_it_is_an_answer() -> None:
    columns = TABLES["dues"].columns
    optional = {**columns, "paid": columns["paid"].model_copy(update={"optional": True})}
    tables = {**AGREEING, "dues": AGREEING["dues"].model_copy(update={"columns": optional})}
    sheets = [BRANCHES, sheet("dues", f"{HEAD}{PERSON},2022-01,", file="a"), sheet("dues", f"{HEAD}{PERSON},2022-01,40", file="b")]
    issue, = [issue for issue in dataset_from(sheets, tables).issues if issue.code == "D614"]
    assert "第 2 行是“空白”" in issue.message


def test_two_rosters_and_two_accounts_of_a_meeting() -> None:
    head = "branch,name,id_no,joined_on\n"
    assert len(judged("members", sheet("members", f"{head}{PERSON},2010-01-01", file="a"), sheet("members", f"{head}{PERSON},2012-01-01", file="b"))[1]) == 1
    assert judged("members", sheet("members", f"{head}{PERSON},2010-01-01", file="a"), sheet("members", f"{head}{PERSON},2010-01", file="b"))[1] == []
    named = "第一党支部,张虚三,,"
    assert judged("members", sheet("members", f"{head}{named}2010-01-01", file="a"), sheet("members", f"{head}{named}2012-01-01", file="b"))[0] == [False, False]
    meeting = "branch,held_on,title,attended\n第一党支部,2022-03-01,开会,"
    assert judged("meetings", sheet("meetings", meeting + "=9", file="a"), sheet("meetings", meeting + "=3", file="b"))[0] == [False, False]


def test_a_table_that_need_not_agree_is_left_alone() -> None:
    sheets = [BRANCHES, *(sheet("dues", f"{HEAD}{PERSON},2022-01,{paid}", file=str(paid)) for paid in (40, 20))]
    found = dataset_from(sheets, TABLES)
    assert frame(found, "dues")["_sure"].tolist() == [True, True]
