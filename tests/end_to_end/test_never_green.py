"""The first promise: what was withheld, blank, broken or unreadable never leaves a branch green, and the report says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.ledgers import BRANCHES, complete
from tests.end_to_end.running import audit
from tests.end_to_end.spoiling import CASES, Case

TWINS = [case for case in CASES if case.twin]


def test_the_complete_input_is_green(tmp_path: Path, rules: Path) -> None:
    ran = audit(complete().write(tmp_path / "in"), tmp_path / "out", "--rules", rules)
    assert ran.status == 0
    assert [ran.light(branch) for branch in BRANCHES] == ["green"] * 3, ran.said(BRANCHES[0])
    assert {one["verdict"] for branch in ran.card["branches"] for one in branch["findings"]} == {"pass"}
    assert ran.card["issues"] == []


@pytest.mark.parametrize("case", TWINS, ids=lambda case: case.id)
def test_the_same_without_the_fault_is_green(case: Case, tmp_path: Path, rules: Path) -> None:
    given = complete()
    assert case.twin
    case.twin(given)
    ran = audit(given.write(tmp_path / "in"), tmp_path / "out", "--rules", rules)
    assert ran.light(case.branch) == "green", ran.said(case.branch)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_what_is_withheld_is_not_green(case: Case, tmp_path: Path, rules: Path) -> None:
    given = complete()
    case.spoil(given)
    ran = audit(given.write(tmp_path / "in"), tmp_path / "out", "--rules", rules)
    assert ran.status == 0, ran.stderr
    assert ran.light(case.branch) != "green"
    passed = [rule for rule in case.rules if ran.finding(case.branch, rule)["verdict"] == "pass"]
    assert passed == []
    assert [text for text in case.says if text not in ran.said(case.branch)] == [], ran.said(case.branch)
