"""What a composite says and shows: the parts that decide, and only its own rule in error when a part breaks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from auditor.checks.combined import AllOf, AnyOf, Not
from auditor.checks.complete import Complete
from auditor.checks.composite import Part
from auditor.checks.options import WhenEmpty
from auditor.derived.sources import derived, to_observe
from auditor.derived.trends import Run
from auditor.engines.observe import observe
from auditor.judge import judge
from auditor.model import Observation, Standing, State, Verdict
from auditor.periods import parse_period
from auditor.rulebook.rule import Rule
from auditor.tables import Strict
from tests.backends import ENGINES
from tests.checks.cases import tables
from tests.engines.test_observe import Broken
from tests.rules import HELD, rule
from tests.tables import dataset

GIVEN: Mapping[str, Any] = {"branches": [{"branch": "甲"}], "meetings": [{"branch": "甲", "held_on": "2022-01-05", "host": "赵"}, {"branch": "甲", "held_on": "2022-02-05"}]}


def run(*rules: Rule, engine: str = "polars") -> dict[str, Observation]:
    window, as_of = parse_period("2022Q1"), date(2022, 4, 4)
    seen = observe(to_observe(rules, ()), dataset(tables(), GIVEN), tables(), window=window, as_of=as_of, engine=ENGINES[engine])
    return {one.rule: one for one in derived(rules, (), seen, Run(window, True, "1", "all"))}


def part(name: str, check: Strict) -> Part:
    return Part(name=name, check=check)


def complete(*columns: str) -> Strict:

    return Complete(kind="complete", table="meetings", columns=columns, when_empty=WhenEmpty.PASS)


HOST, DAY = part("主持人", complete("host")), part("时间", complete("held_on"))


def test_the_evidence_is_that_of_the_parts_that_decide_and_says_whose_it_is() -> None:
    found = run(rule(AllOf(kind="all_of", parts=(HOST, DAY)), id="AA-01", message="{branch}：{found}"))["AA-01"]
    assert (found.unmet, found.owed, found.evidence_total) == (1, 1, 1)
    assert [(one.state, one.row) for one in found.evidence if one.state is State.UNMET] == [(State.UNMET, 3)]
    assert all(one.note.startswith("主持人") for one in found.evidence)
    judged = judge(rule(AllOf(kind="all_of", parts=(HOST, DAY)), id="AA-01", message="{branch}：{found}"), found)
    assert judged.message == "甲：符合：时间；不符合：主持人（应 2 项，没有做到 1 项）"


def test_what_must_not_be_is_shown_as_what_is_wrong() -> None:
    found = run(rule(Not(kind="not", part=DAY), id="AA-01"), rule(Not(kind="not", part=HOST), id="AA-02"))
    assert (found["AA-01"].unmet, found["AA-01"].evidence_total, {one.state for one in found["AA-01"].evidence}) == (1, 2, {State.UNMET})
    assert (found["AA-02"].met, found["AA-02"].evidence_total, {one.state for one in found["AA-02"].evidence}) == (1, 0, {State.MET})


def test_a_broken_part_is_an_error_of_its_own_rule_unless_another_part_decides() -> None:
    broken = part("坏的", Broken(at="run"))
    for engine in ENGINES:
        found = run(
            rule(AllOf(kind="all_of", parts=(broken, DAY)), id="AA-01"), rule(AllOf(kind="all_of", parts=(broken, HOST)), id="AA-02"),
            rule(AnyOf(kind="any_of", parts=(broken, DAY)), id="AA-03"), rule(HELD, id="AA-04"), engine=engine)
        assert [found[name].standing for name in ("AA-01", "AA-02", "AA-03", "AA-04")] == [Standing.ERROR, *[Standing.APPLIES] * 3]
        assert found["AA-01"].note.startswith("符合：时间；规则出错：坏的（规则计算出错")
        assert (found["AA-02"].unmet, found["AA-03"].met) == (1, 1)


def test_every_rule_keeps_its_place() -> None:
    rules = [rule(id="AA-01"), rule(AnyOf(kind="any_of", parts=(HOST, DAY)), id="AA-02"), rule(id="AA-03")]
    assert [one.id for one in to_observe(rules, ())] == ["AA-01", "AA-02#1", "AA-02#2", "AA-03"]
    assert list(run(*rules)) == ["AA-01", "AA-02", "AA-03"]


def test_a_whole_that_is_judged_has_one_of_the_six_verdicts() -> None:
    one = rule(AnyOf(kind="any_of", parts=(HOST, DAY)), id="AA-02")
    assert judge(one, run(one)["AA-02"]).verdict is Verdict.PASS
