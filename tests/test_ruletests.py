"""The shipped rules: their own tests, on the embedded engine and on the oracles; and that the runner sees what is wrong."""

from __future__ import annotations

import random

import pytest

from auditor.engines import registry
from auditor.model import Level, Verdict
from auditor.rulebook.cases import Case, Expect
from auditor.rulebook.lint import lint
from auditor.rulebook.load import Rulebook, load_rulebook
from auditor.rulebook.rule import Rule
from auditor.ruletests import run_case, vary_case

BOOK = load_rulebook()
RULES = {rule.id: rule for rule in (*BOOK.rules, *BOOK.unused)}
CASES = [(rule, case) for rule in RULES.values() for case in rule.tests]


@pytest.mark.parametrize(("rule", "case"), CASES, ids=[f"{rule.id} {case.name}" for rule, case in CASES])
def test_the_case_holds(rule: Rule, case: Case) -> None:
    assert run_case(rule, case, BOOK) == []


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["PandasEngine", "DuckEngine"])
@pytest.mark.parametrize(("rule", "case"), CASES, ids=[f"{rule.id} {case.name}" for rule, case in CASES])
def test_the_case_holds_on_the_oracles(rule: Rule, case: Case, engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry.ENGINES, engine, ("tests.backends", engine))
    assert run_case(rule, case, BOOK, engine) == []


def test_lint_has_nothing_to_say() -> None:
    assert lint(BOOK) == []


FAILING = next(case for case in RULES["ZH-07"].tests if any(one.verdict is Verdict.FAIL for one in case.expect.values()))
"""A case of ZH-07 in which its one branch fails with level yellow."""


def test_the_full_profile_has_every_national_rule() -> None:
    full = {rule.id for rule in load_rulebook(profile="national-full").rules}
    national = {rule.id for rule in RULES.values() if "/national/" in BOOK.places[rule.id].file}
    assert full == national


def theme_day(**changes: object) -> list[str]:
    """What the failing case gives with its expectation changed."""
    ((branch, expected),) = FAILING.expect.items()
    return run_case(RULES["ZH-07"], FAILING.model_copy(update={"expect": {branch: expected.model_copy(update=changes)}}), BOOK)


def test_another_verdict_is_told_with_the_counts() -> None:
    assert len(theme_day(verdict=Verdict.PASS, level=None)) == 1
    assert "verdict 应为 pass，实为 fail（owed " in theme_day(verdict=Verdict.PASS, level=None)[0]


def test_another_level_count_or_score_is_told() -> None:
    found = theme_day(level=Level.RED, met=99, points=99.5)
    assert [line.partition("：")[2].split()[0] for line in found] == ["level", "met", "points"]


def run(book: Rulebook, given: dict[str, str], expect: dict[str, Expect]) -> list[str]:
    case = Case.model_construct(name="x", period="2022Q1", as_of=RULES["ZH-07"].tests[0].as_of, given=given, expect=expect)
    return run_case(RULES["ZH-07"], case, book)


LIST = "党支部名称,成立时间\n第一党支部,2010-01-01\n第二党支部,2010-01-01\n"
NO_DATA = Expect(verdict=Verdict.NO_DATA)


def test_both_ways() -> None:
    found = run(BOOK, {"branches": LIST}, {"第一党支部": NO_DATA, "第三党支部": NO_DATA})
    assert found == ["第三党支部：写了期望，却没有检查到这个支部", "第二党支部：检查了，却没有写期望（实得 no_data）"]


def test_data_that_cannot_be_used_are_told() -> None:
    both = {"第一党支部": NO_DATA, "第二党支部": NO_DATA}
    assert run(BOOK, {"branches": LIST, "meeting": "a\n"}, both) == ['没有台账 "meeting"，是否想写 "meetings"？']
    assert run(BOOK, {"branches": "党支部名称,奇怪的表头\n第一党支部,1\n第二党支部,2\n"}, both) == ["given 的 branches 的表头“奇怪的表头”没有对应的列"]
    assert run(BOOK, {"branches": "not_supplied"}, both)[0].startswith("given 的数据不能用：D605 ")


def test_a_table_that_was_not_supplied_is_not_an_empty_one() -> None:
    both = {"第一党支部": NO_DATA, "第二党支部": NO_DATA}
    assert run(BOOK, {"branches": LIST, "meetings": "not_supplied"}, both) == []
    failed = {name: Expect(verdict=Verdict.FAIL) for name in both}
    assert run(BOOK, {"branches": LIST, "meetings": "党支部,会议类型,实际时间\n"}, failed) == []


SOME = random.Random("cases").sample(CASES, 24)


@pytest.mark.parametrize(("rule", "case"), SOME, ids=[f"{rule.id} {case.name}" for rule, case in SOME])
def test_written_differently_the_case_comes_to_the_same(rule: Rule, case: Case) -> None:
    assert vary_case(rule, case, BOOK) == []


@pytest.mark.slow
@pytest.mark.parametrize(("rule", "case"), CASES, ids=[f"{rule.id} {case.name}" for rule, case in CASES])
def test_written_differently_every_case_comes_to_the_same(rule: Rule, case: Case) -> None:
    assert vary_case(rule, case, BOOK) == []


def test_what_comes_out_differently_is_told_with_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.ruletests.VARIATIONS", {"去掉末行": lambda rows, *_: rows[:-1]})
    found = vary_case(RULES["ZH-07"], FAILING, BOOK)
    assert found
    assert all(line.startswith("去掉末行后，") and ("不再检查到" in line or "原为" in line) for line in found)
