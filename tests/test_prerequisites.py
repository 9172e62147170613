"""A rule whose prerequisite did not hold says nothing of its own, and putting the prerequisite right never makes the branch worse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.grading.grade import grade
from auditor.model import Finding, Level, Light, Observation, Severity, Standing, Verdict
from auditor.prerequisites import WAITED_FOR, judge_all
from auditor.rulebook.grading import Band, ByCount, ByScore, BySeverity, Grading
from auditor.rulebook.rule import Levels, Rule
from auditor.rulebook.score import Mode, Score
from auditor.scorecard import BranchScore
from tests.properties.compare import ORDER, ends
from tests.rulebook.book import RULE, parsed

BASE = parsed(RULE)[0][0].rule
GRADINGS: tuple[Grading, ...] = (
    BySeverity(),
    ByCount(mode="count", of=5, green_at_most=0, yellow_at_most=2),
    ByScore(mode="score", veto=("ZZ-01",), bands=(
        Band(name="好", light="green", at_least=90), Band(name="中", light="yellow", at_least=60, less_than=90), Band(name="差", light="red", less_than=60),
    )),
)


def rule(id_: str, *requires: str, severity: Severity = Severity.MAJOR, points: float = 10, level: Level = Level.RED) -> Rule:
    score = Score(points=points, mode=Mode.ALL_OR_NOTHING) if points else Score()
    return BASE.model_copy(update={"id": id_, "requires": requires, "severity": severity, "score": score, "levels": Levels(always=level)})


def rules(*each: Rule) -> dict[str, Rule]:
    return {one.id: one for one in each}


def seen(id_: str, **counts: object) -> Observation:
    return Observation(id_, "甲支部", **counts)  # type: ignore[arg-type]


MET, UNMET, UNKNOWN, OPEN = {"met": 2}, {"met": 1, "unmet": 1}, {"met": 1, "unknown": 1}, {"met": 1, "open": 1}
NOT_SUPPLIED, ERROR, NOT_APPLICABLE = ({"standing": one} for one in (Standing.NOT_SUPPLIED, Standing.ERROR, Standing.NOT_APPLICABLE))
EVERY = (MET, UNMET, UNKNOWN, OPEN, NOT_SUPPLIED, ERROR, NOT_APPLICABLE)


def verdicts(book: Mapping[str, Rule], *observations: Observation) -> list[Verdict]:
    return [finding.verdict for finding in judge_all(book, observations)]


@pytest.mark.parametrize(("first", "second"), [(UNMET, Verdict.NO_DATA), (UNKNOWN, Verdict.NO_DATA), (NOT_SUPPLIED, Verdict.NO_DATA), (ERROR, Verdict.NO_DATA),
                                               (MET, Verdict.FAIL), (OPEN, Verdict.FAIL), (NOT_APPLICABLE, Verdict.FAIL)])
def test_what_holds_a_rule_up(first: dict[str, object], second: Verdict) -> None:
    book = rules(rule("ZZ-01"), rule("ZH-07", "ZZ-01"))
    assert verdicts(book, seen("ZZ-01", **first), seen("ZH-07", **UNMET))[1] is second


def test_it_says_what_to_see_to_first() -> None:
    book = rules(rule("ZZ-01"), rule("ZH-07", "ZZ-01"))
    held = judge_all(book, [seen("ZH-07", **MET), seen("ZZ-01", **UNMET)])[0]
    assert held.message == "先看 ZZ-01 每月开展一次主题党日： 未开展主题党日（应 2，实 1）；它合格以后才判这一条"
    assert (held.observation.owed, held.observation.evidence, held.level, held.worst_level) == (0, (), None, Level.RED)
    assert held.points is not None
    assert (held.points.low, held.points.high, held.points.of) == (0, 10, 10)


def test_a_chain_is_held_up_to_its_end_in_any_order() -> None:
    book = rules(rule("ZZ-01"), rule("ZH-07", "ZZ-01"), rule("ZH-09", "ZH-07"))
    given_ = [seen("ZH-09", **MET), seen("ZH-07", **MET), seen("ZZ-01", **UNMET)]
    assert verdicts(book, *given_) == [Verdict.NO_DATA, Verdict.NO_DATA, Verdict.FAIL]
    assert "先看 ZH-07" in judge_all(book, given_)[0].message


def test_what_does_not_apply_waits_for_nothing_and_an_error_stays_one() -> None:
    book = rules(rule("ZZ-01"), rule("ZH-07", "ZZ-01"))
    assert verdicts(book, seen("ZZ-01", **UNMET), seen("ZH-07", **NOT_APPLICABLE))[1] is Verdict.NOT_APPLICABLE
    assert verdicts(book, seen("ZZ-01", **UNMET), seen("ZH-07", **ERROR))[1] is Verdict.ERROR


def test_a_rule_alone_is_judged_alone() -> None:
    assert verdicts(rules(rule("ZH-07", "ZZ-01")), seen("ZH-07", **UNMET)) == [Verdict.FAIL]


# Invariants -----------------------------------------------------------------------------------------------------------------------

CHAIN = {"ZZ-01": (), "ZH-01": ("ZZ-01",), "ZH-02": ("ZZ-01", "ZH-01"), "DF-01": (), "DF-02": ("DF-01", "ZH-02")}
BOOKS = st.fixed_dictionaries({id_: st.tuples(
    st.sampled_from([Severity.RED_LINE, Severity.MAJOR, Severity.MINOR]), st.sampled_from([0, 1, 10, 40]), st.sampled_from(list(Level)),
) for id_ in CHAIN})
BRANCHES = st.fixed_dictionaries({id_: st.sampled_from(EVERY) for id_ in CHAIN})


def book_of(drawn: Mapping[str, tuple[Severity, float, Level]]) -> dict[str, Rule]:
    return rules(*(rule(id_, *CHAIN[id_], severity=severity, points=points, level=level) for id_, (severity, points, level) in drawn.items()))


def scored(book: Mapping[str, Rule], branch: Mapping[str, dict[str, object]], grading: Grading) -> tuple[BranchScore, list[Finding]]:
    findings = judge_all(book, [seen(id_, **counts) for id_, counts in branch.items()])
    return grade("甲支部", "", findings, grading), findings


def low(score: BranchScore) -> int:
    return score.score.low if score.score else 0


def worst(findings: Sequence[Finding]) -> list[tuple[Severity, Level]]:
    """What may have failed at worst."""
    return [(one.severity, one.worst_level or one.level or Level.RED) for one in findings if one.verdict in WAITED_FOR]


@given(BOOKS, BRANCHES, st.sampled_from(GRADINGS), st.sampled_from(sorted(CHAIN)))
def test_putting_something_right_never_makes_a_branch_worse(
    drawn: Mapping[str, tuple[Severity, float, Level]], branch: Mapping[str, dict[str, object]], grading: Grading, fixed: str,
) -> None:
    """The lowest score does not fall, nothing more can have failed, and the light's worst case and a light that was given do not get worse."""
    if branch[fixed] not in (UNMET, UNKNOWN, NOT_SUPPLIED):
        return
    book = book_of(drawn)
    old, before = scored(book, branch, grading)
    new, after = scored(book, {**branch, fixed: MET}, grading)
    assert low(new) >= low(old) or new.score is None or old.score is None
    assert all(one in worst(before) for one in worst(after))
    assert ends(new, grading)[1] <= ends(old, grading)[1]
    if Light.GREY not in (old.light, new.light):
        assert ORDER[new.light] <= ORDER[old.light]


@given(BOOKS, BRANCHES, st.sampled_from(GRADINGS), st.sampled_from(sorted(CHAIN)))
def test_withholding_never_makes_a_branch_greener(
    drawn: Mapping[str, tuple[Severity, float, Level]], branch: Mapping[str, dict[str, object]], grading: Grading, withheld: str,
) -> None:
    if branch[withheld] is NOT_APPLICABLE or branch[withheld] is ERROR:
        return
    book = book_of(drawn)
    old, before = scored(book, branch, grading)
    new, after = scored(book, {**branch, withheld: NOT_SUPPLIED}, grading)
    assert all(one in worst(after) for one in worst(before))
    assert ends(new, grading)[1] >= ends(old, grading)[1]
    assert new.light is not Light.GREEN or old.light is Light.GREEN
    if Light.GREY not in (old.light, new.light):
        assert ORDER[new.light] >= ORDER[old.light]
    assert low(new) <= low(old) or old.score is None


@given(BOOKS, BRANCHES, st.permutations(sorted(CHAIN)))
def test_the_order_of_the_rules_changes_nothing(
    drawn: Mapping[str, tuple[Severity, float, Level]], branch: Mapping[str, dict[str, object]], order: Sequence[str],
) -> None:
    book = book_of(drawn)
    grading = GRADINGS[0]
    findings = {one.rule: one for one in judge_all(book, [seen(id_, **branch[id_]) for id_ in order])}
    assert findings == {one.rule: one for one in scored(book, branch, grading)[1]}
