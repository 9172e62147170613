"""Points of every score mode: exact at the bounds, a provable interval where something is unknown."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.judge import judge
from auditor.model import Observation, Points, Standing
from auditor.points import worth
from auditor.rulebook.score import Mode, Score
from tests.rules import rule

TIERS = Score.model_validate_json("""{"points": 5, "mode": "tiers", "tiers": [
    {"at_least": "80%", "points": 5}, {"at_least": "70%", "less_than": "80%", "points": 3}, {"less_than": "70%", "points": 0}]}""")
STRICT = Score.model_validate_json("""{"points": 4, "mode": "tiers", "tiers": [
    {"more_than": "2/3", "points": 4}, {"more_than": "0%", "at_most": "2/3", "points": 1.5}, {"at_most": "0%", "points": 0}]}""")
LINEAR = Score.model_validate_json('{"points": 10, "mode": "linear", "zero_at": "50%", "full_at": "90%", "floor": 1}')
COUNTS = Score.model_validate_json('{"points": 3, "mode": "stepped", "full_at": "90%", "step": "10%", "per_step": 1, "part_step": "counts"}')
FREE = Score.model_validate_json('{"points": 3, "mode": "stepped", "full_at": "90%", "step": "10%", "per_step": 1, "part_step": "free"}')
SHARE = Score.model_validate_json('{"points": 6, "mode": "proportional"}')
BONUS = Score.model_validate_json('{"points": 2, "mode": "bonus", "per_met": 0.5}')
DEDUCT = Score.model_validate_json('{"points": 12, "mode": "deduct", "per_unmet": 0.1, "floor": 2}')
WHOLE = Score.model_validate_json('{"points": 5, "mode": "all_or_nothing", "floor": 1}')
ALL = {"tiers": TIERS, "strict": STRICT, "linear": LINEAR, "counts": COUNTS, "free": FREE, "share": SHARE, "bonus": BONUS, "deduct": DEDUCT, "whole": WHOLE}


def seen(standing: Standing = Standing.APPLIES, **counts: Any) -> Observation:
    return Observation("ZH-07", "甲", standing, **counts)


def got(score: Score, **counts: Any) -> Points | None:
    return judge(rule(score=score), seen(**counts)).points


@pytest.mark.parametrize(("score", "met", "unmet", "points"), [
    (TIERS, 4, 1, 5), (TIERS, 79, 21, 3), (TIERS, 7, 3, 3), (TIERS, 69, 31, 0), (TIERS, 0, 1, 0), (TIERS, 1, 0, 5),
    (STRICT, 2, 1, 1.5), (STRICT, 67, 33, 4), (STRICT, 0, 9, 0), (STRICT, 1, 999, 1.5),
    (LINEAR, 9, 1, 10), (LINEAR, 7, 3, 5), (LINEAR, 1, 1, 1), (LINEAR, 10, 9, 1), (LINEAR, 6, 4, 2.5), (LINEAR, 2, 1, 4.1667),
    (COUNTS, 9, 1, 3), (COUNTS, 89, 11, 2), (COUNTS, 8, 2, 2), (COUNTS, 79, 21, 1), (COUNTS, 1, 9, 0),
    (FREE, 89, 11, 3), (FREE, 8, 2, 2), (FREE, 79, 21, 2), (FREE, 7, 3, 1), (FREE, 0, 9, 0),
    (SHARE, 1, 2, 2), (SHARE, 1, 6, 0.8571), (SHARE, 0, 3, 0), (SHARE, 3, 0, 6),
    (BONUS, 0, 9, 0), (BONUS, 3, 9, 1.5), (BONUS, 4, 0, 2), (BONUS, 99, 0, 2),
    (DEDUCT, 0, 3, 11.7), (DEDUCT, 0, 999, 2), (WHOLE, 9, 1, 1), (WHOLE, 9, 0, 5),
])
def test_what_so_many_met_and_unmet_are_worth(score: Score, met: int, unmet: int, points: float) -> None:
    assert worth(score, met, unmet) == points


@pytest.mark.parametrize(("score", "counts", "points"), [
    (TIERS, {"met": 7, "unmet": 1, "unknown": 2}, Points(3, 5, 5)),
    (TIERS, {"met": 7, "unmet": 1, "open": 9}, Points(5, 5, 5)),
    (TIERS, {"met": 8, "unmet": 2, "loose": 2}, Points(3, 5, 5)),
    (SHARE, {"met": 1, "unmet": 1, "unknown": 1}, Points(2, 4, 6)),
    (SHARE, {"met": 2, "unmet": 1, "loose": 1}, Points(3, 4, 6)),
    (SHARE, {"standing": Standing.IN_PART, "met": 1, "unmet": 1}, Points(0, 6, 6)),
    (SHARE, {"standing": Standing.NOT_SUPPLIED}, Points(0, 6, 6)),
    (LINEAR, {"standing": Standing.ERROR}, Points(1, 10, 10)),
    (STRICT, {"standing": Standing.NOT_SUPPLIED}, Points(0, 4, 4)),
    (BONUS, {"met": 1, "unmet": 3, "unknown": 2}, Points(0.5, 1.5, 0)),
    (BONUS, {"standing": Standing.NOT_SUPPLIED}, Points(0, 2, 0)),
    (BONUS, {"standing": Standing.IN_PART, "met": 2}, Points(1, 2, 0)),
    (BONUS, {"met": 3, "loose": 2}, Points(0.5, 1.5, 0)),
])
def test_points_are_an_interval(score: Score, counts: dict[str, Any], points: Points) -> None:
    assert got(score, **counts) == points


@pytest.mark.parametrize("score", ALL.values(), ids=ALL)
def test_nothing_owed_is_not_scored(score: Score) -> None:
    for counts in ({}, {"open": 2}, {"standing": Standing.NOT_APPLICABLE}):
        assert got(score, **counts) is None


@pytest.mark.parametrize("score", ALL.values(), ids=ALL)
def test_every_settlement_of_small_counts_stays_inside(score: Score) -> None:
    """Each unknown turns out met, unmet, not yet due or not owed; each loose one is owed or not: enumerated."""
    for met, unmet, unknown, open_, loose in product(range(4), range(3), range(4), range(2), range(2)):
        if loose > met or not met + unmet + unknown:
            continue
        before = got(score, met=met, unmet=unmet, unknown=unknown, open=open_, loose=loose)
        for more_met, more_unmet, later, gone in product(range(unknown + 1), range(unknown + 1), range(unknown + 1), range(loose + 1)):
            if more_met + more_unmet + later > unknown:
                continue
            after = got(score, met=met + more_met - gone, unmet=unmet + more_unmet, open=open_ + later)
            if after is not None:
                assert before is not None
                assert before.low <= after.low <= after.high <= before.high, (score.mode, met, unmet, unknown, loose, more_met, more_unmet, gone)
                assert after.low == after.high


COUNT = st.integers(0, 60)


@given(st.sampled_from(sorted(ALL)), COUNT, COUNT)
def test_putting_one_right_never_loses_points(name: str, met: int, unmet: int) -> None:
    assert worth(ALL[name], met + 1, unmet) >= worth(ALL[name], met, unmet + 1)
    assert worth(ALL[name], met + 1, unmet) >= worth(ALL[name], met, unmet)
    assert worth(ALL[name], met, unmet + 1) <= worth(ALL[name], met, unmet) or not met + unmet


@given(st.sampled_from(sorted(ALL)), COUNT, COUNT)
def test_points_lie_between_nothing_and_all(name: str, met: int, unmet: int) -> None:
    score = ALL[name]
    assert score.floor <= worth(score, met, unmet) <= score.points
    assert worth(score, met + 1, 0) == score.points or score.mode is Mode.BONUS


@given(COUNT, st.integers(1, 60))
def test_proportional_is_the_share_of_the_points(met: int, unmet: int) -> None:
    assert abs(Fraction(str(worth(SHARE, met, unmet))) - Fraction(6 * met, met + unmet)) <= Fraction(1, 20000)
