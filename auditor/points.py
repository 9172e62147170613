"""Points: what a rule's obligations are worth, as a provable interval. Pure."""

from __future__ import annotations

from math import floor

from auditor.model import Observation, Points, Severity, Verdict
from auditor.rulebook.rule import Rule
from auditor.rulebook.score import Mode
from auditor.verdicts import ERROR, IN_PART, NO_DATA, PASS, UNSCORED, perhaps_empty

DECIMALS = 4


def points(rule: Rule, seen: Observation, verdict: Verdict) -> Points | None:
    """The provable interval: unknown obligations are counted as met for ``high`` and as unmet for ``low``. None where nothing is scored.

    What was due and done is worth its points although more is to come: else the last fault put right would cost them.
    """
    score = rule.score
    if score.mode is Mode.NONE or rule.severity is Severity.INFO or (verdict in UNSCORED and not seen.met):
        return None
    if verdict is ERROR or (verdict is NO_DATA and not seen.owed):
        return Points(score.floor, score.points, score.points)
    if not seen.owed:
        settled = score.points if verdict is PASS else score.floor
        return Points(settled, settled, score.points)
    low = score.floor if seen.standing is IN_PART or perhaps_empty(rule, seen) else _gained(rule, seen.unmet + seen.unknown)
    return Points(low, _gained(rule, seen.unmet), score.points)


def _gained(rule: Rule, unmet: int) -> float:
    score = rule.score
    if score.mode is Mode.ALL_OR_NOTHING:
        return score.floor if unmet else score.points
    return max(score.floor, round(score.points - (score.per_unmet or 0) * unmet, DECIMALS))


def floored(value: float) -> int:
    """Scores are floored, never rounded up; a hair's breadth of binary fractions is not a point."""
    return floor(value + 1e-9)
