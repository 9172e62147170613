from __future__ import annotations

from typing import Any

from auditor.records.assemble import dataset_from
from auditor.records.dataset import Dataset, MemoryTable
from auditor.records.understood import Understood
from tests.records.made import IDS, TABLES, sheet

BRANCHES = sheet("branches", "branch\n第一党支部\n第二党支部", file="名录.xlsx")


def dataset(*sheets: Understood) -> Dataset:
    return dataset_from([BRANCHES, *sheets], TABLES)


def rows(found: Dataset, table: str = "dues") -> set[tuple[Any, ...]]:
    built = found.tables[table]
    assert isinstance(built, MemoryTable)
    return {tuple(row) for row in built.frame[["_row", "branch", "person", "_sure"]].itertuples(index=False)}


def codes(found: Dataset) -> list[str]:
    return [issue.code for issue in found.issues if issue.code.startswith("D51")]


ROSTER = sheet("members", f"""
    branch,name,id_no,staff_no
    第一党支部,甲一,{IDS[0]},101
    第一党支部,乙二,,102
    第一党支部,丙三,,
    第二党支部,甲一,{IDS[1]},201""")


def test_the_key_is_id_number_else_staff_number_else_name_and_branch() -> None:
    found = dataset(ROSTER)
    assert {row[2] for row in rows(found, "members")} == {IDS[0], "102", "丙三@第一党支部", IDS[1]}
    assert codes(found) == []


def test_persons_are_found_by_number_before_name() -> None:
    found = dataset(ROSTER, sheet("dues", f"""
        branch,name,id_no,staff_no
        第一党支部,,{IDS[0]},
        第一党支部,,,102
        第一党支部,丙 三,,
        第二党支部,甲一,,"""))
    assert rows(found) == {
        (0, "第一党支部", IDS[0], True), (1, "第一党支部", "102", True),
        (2, "第一党支部", "丙三@第一党支部", True), (3, "第二党支部", IDS[1], True),
    }


def test_nobody_is_found_by_name_in_another_branch() -> None:
    found = dataset(ROSTER, sheet("dues", "branch,name\n第二党支部,丙三"))
    assert rows(found) == {(0, "第二党支部", "?丙三@第二党支部", True)}


def test_a_number_gives_the_branch_that_the_row_does_not_say() -> None:
    found = dataset(ROSTER, sheet("dues", f"branch,name,id_no\n,甲一,{IDS[1]}"))
    assert rows(found) == {(0, "第二党支部", IDS[1], True)}


def test_a_name_without_branch_may_be_anyone_of_that_name_or_a_stranger() -> None:
    found = dataset(ROSTER, sheet("dues", "branch,name\n,丙三"))
    assert rows(found) == {(0, "第一党支部", "丙三@第一党支部", False), (0, "第二党支部", "?丙三@第二党支部", False)}


def test_two_of_one_name_in_a_branch_are_both_possible() -> None:
    twins = sheet("members", f"branch,name,id_no\n第一党支部,丁四,{IDS[2]}\n第一党支部,丁四,{IDS[3]}")
    found = dataset(twins, sheet("dues", "branch,name\n第一党支部,丁四"))
    assert rows(found) == {(0, "第一党支部", IDS[2], False), (0, "第一党支部", IDS[3], False)}
    assert codes(found) == ["D512"]


def test_two_names_under_one_number_stay_two_people() -> None:
    found = dataset(sheet("members", f"branch,name,id_no\n第一党支部,甲一,{IDS[0]}\n第一党支部,乙二,{IDS[0]}\n第一党支部,甲一,{IDS[0]}"),
                    sheet("dues", f"branch,name,id_no\n第一党支部,甲一,\n第一党支部,甲一,{IDS[0]}"))
    assert len({row[2] for row in rows(found, "members")}) == 2
    assert {row[2] for row in rows(found) if row[3]} == {f"{IDS[0]}#甲一"}
    assert codes(found) == ["D511"]


def test_namesakes_without_any_number_stay_two_people() -> None:
    found = dataset(sheet("members", "branch,name\n第一党支部,丁四\n第一党支部,丁四"))
    assert len({row[2] for row in rows(found, "members")}) == 2


def test_name_and_number_of_two_people_settle_nothing() -> None:
    found = dataset(ROSTER, sheet("dues", f"branch,name,id_no\n第一党支部,丙三,{IDS[0]}"))
    assert {row[2:] for row in rows(found)} == {("丙三@第一党支部", False), (IDS[0], False), (f"?{IDS[0]}", False)}
    assert codes(found) == ["D511"]


def test_another_number_speaks_against_the_name() -> None:
    found = dataset(ROSTER, sheet("dues", f"branch,name,id_no\n第二党支部,甲一,{IDS[4]}"))
    assert {row[2:] for row in rows(found)} == {(IDS[1], False), (f"?{IDS[4]}", False)}


def test_a_record_of_nobody_may_be_anyones_in_its_branch() -> None:
    found = dataset(ROSTER, sheet("dues", "branch,name\n第二党支部,无"))
    assert rows(found) == {(0, "第二党支部", IDS[1], False), (0, "第二党支部", "?@第二党支部", False)}
    assert codes(found) == ["D513"]


def test_a_sheet_without_names_counts_for_its_branches() -> None:
    found = dataset(ROSTER, sheet("dues", "branch,paid\n第二党支部,5"))
    assert [row[1:2] + row[3:] for row in rows(found)] == [("第二党支部", True)]
    assert codes(found) == ["D514"]
