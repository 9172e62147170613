from __future__ import annotations

from typing import Any

import pytest

from auditor.records.dataset import MemoryTable, Origin
from auditor.records.frames import to_frame
from auditor.records.gate import gate
from auditor.rulebook.load import load_rulebook
from tests.records.made import TABLES

GOOD: dict[str, list[Any]] = {
    "_row": [0], "_sure": [True], "branch": ["甲"], "person": [None], "title": ["x"], "held_on__first": [20220301], "held_on__last": [20220331],
    "meeting_type": ["|党课|"], "meeting_type__unsure": [False], "due": [3], "due__unsure": [False],
}


def built(**changes: list[Any]) -> MemoryTable:
    origin = Origin("a.xlsx", "S", 7, {"held_on": "B", "due": "C", "title": "D"}, {"held_on": "某日", "due": "-3", "title": "990101199001010019"})
    return MemoryTable("meetings", to_frame(TABLES["meetings"], GOOD | changes), [origin])


def test_a_good_frame_passes() -> None:
    assert gate(TABLES["meetings"], built()) == []


@pytest.mark.parametrize(("changes", "code", "column", "value"), [
    ({"due": [-3]}, "D705", "C", "-3"),
    ({"held_on__first": [20220401]}, "D704", "B", "某日"),
    ({"held_on__first": [10]}, "D704", "B", "某日"),
    ({"title": [None], "held_on__first": [None], "held_on__last": [None]}, "D702", "", ""),
    ({"branch": [None]}, "D700", "", ""),
])
def test_a_failure_names_the_cell(changes: dict[str, list[Any]], code: str, column: str, value: str) -> None:
    issue, = gate(TABLES["meetings"], built(**changes))
    assert (issue.code, issue.file, issue.sheet, issue.row, issue.column, issue.value) == (code, "a.xlsx", "S", 7, column, value)


def test_a_value_outside_the_code_list_is_found() -> None:
    frame = to_frame(TABLES["members"], {
        "_row": [0], "_sure": [True], "branch": ["甲"], "person": ["p"], "name": ["甲乙"], "member_kind": ["群众"], "member_kind__unsure": [False],
    })
    issue, = gate(TABLES["members"], MemoryTable("members", frame, [Origin("a", "S", 2)]))
    assert issue.code == "D703"


def test_one_record_at_several_branches_is_told_once() -> None:
    twice = {name: values * 2 for name, values in GOOD.items()} | {"due": [-3, -3], "branch": ["甲", "乙"], "_sure": [False, False]}
    assert len(gate(TABLES["meetings"], built(**twice))) == 1


def test_a_compulsory_column_must_be_there() -> None:
    frame = to_frame(TABLES["meetings"], {name: values for name, values in GOOD.items() if not name.startswith("meeting_type")})
    issue, = gate(TABLES["meetings"], MemoryTable("meetings", frame, [Origin("a", "S", 2)]))
    assert (issue.code, issue.row) == ("D701", None)


def test_a_wrong_dtype_is_found() -> None:
    table = built()
    table.frame["due"] = table.frame["due"].astype("Float64")
    assert [issue.code for issue in gate(TABLES["meetings"], table)] == ["D700"]


def test_a_line_of_sums_for_a_branch_needs_no_person() -> None:
    moves = load_rulebook().tables["moves"]
    frame = to_frame(moves, {"_row": [0], "_sure": [True], "branch": ["甲"], "person": [None], "name": [None], "opening": [12], "opening__unsure": [False]})
    assert gate(moves, MemoryTable("moves", frame, [Origin("a", "S", 2)])) == []
