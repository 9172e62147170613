"""Points: what a rule's obligations are worth, as a provable interval. Pure."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from auditor.checks.options import share
from auditor.model import Observation, Points, Severity, Verdict
from auditor.rulebook.rule import Rule
from auditor.rulebook.score import Mode, Score
from auditor.verdicts import ERROR, IN_PART, NO_DATA, PASS, UNSCORED, perhaps_empty

DECIMALS = 4
MANY = 10**9
"""More than any branch owes: what may still be owed beyond what was seen."""


def points(rule: Rule, seen: Observation, verdict: Verdict) -> Points | None:
    """The provable interval: unknown obligations are counted as met for ``high`` and as unmet for ``low``. None where nothing is scored.

    What was due and done is worth its points although more is to come: else the last fault put right would cost them. Of the met ones
    those that are perhaps not owed do not count for ``low``. A bonus is of 0: it stands beside the points of the other rules.
    """
    score = rule.score
    if score.mode is Mode.NONE or rule.severity is Severity.INFO or (verdict in UNSCORED and not seen.met + seen.done):
        return None
    bonus = score.mode is Mode.BONUS
    of = 0 if bonus else score.points
    least = worth(score, 0, MANY)
    if not seen.owed and (verdict is ERROR or verdict is NO_DATA):
        return Points(least, score.points, of)
    if not seen.owed:
        settled = score.points if verdict is PASS and not bonus else least
        return Points(settled, settled, of)
    more = MANY if seen.standing is IN_PART else 0
    bare = perhaps_empty(rule, seen)
    low = least if bare else worth(score, seen.met - seen.loose, seen.unmet + seen.unknown + more)
    return Points(low, worth(score, seen.met + seen.unknown + seen.done + more, seen.unmet), of)


def worth(score: Score, met: int, unmet: int) -> float:
    """The points for so many obligations met and so many unmet, rounded to ``DECIMALS``. Nothing owed is worth the full points."""
    if score.mode is Mode.ALL_OR_NOTHING:
        return score.floor if unmet else score.points
    if score.mode is Mode.DEDUCT:
        return max(score.floor, round(score.points - (score.per_unmet or 0) * unmet, DECIMALS))
    if score.mode is Mode.BONUS:
        return min(score.points, round((score.per_met or 0) * met, DECIMALS))
    full = Fraction(1)
    return _of_share(score, Fraction(met, met + unmet) if met + unmet else full)


def _of_share(score: Score, met: Fraction) -> float:
    if score.tiers:
        return next(tier.points for tier in score.tiers if tier.span.holds(met))
    whole = exact(score.points)
    if score.mode is Mode.STEPPED:
        gained = whole - exact(score.per_step or 0) * _steps(score, met)
    else:
        zero, full = share(score.zero_at or "0%"), share(score.full_at or "100%")
        gained = whole * (met - zero) / (full - zero)
    return round(float(min(whole, max(exact(score.floor), gained))), DECIMALS)


def _steps(score: Score, met: Fraction) -> int:
    """How many steps the share lies below full; what a part of a step is, the rule says."""
    short = max(Fraction(0), share(score.full_at or "100%") - met) / share(score.step or "100%")
    return -(-short.numerator // short.denominator) if score.part_step == "counts" else short.numerator // short.denominator


@lru_cache(maxsize=1 << 12)
def exact(number: float) -> Fraction:
    """The number as it is written: 0.1 is a tenth."""
    return Fraction(str(number))
