"""Whether one way of grading is softer than another: the same mode, and some limit that is easier to keep."""

from __future__ import annotations

from fractions import Fraction

from auditor.checks.options import share
from auditor.rulebook.grading import ByCount, ByScore, BySeverity, Grading


def softer(before: Grading, after: Grading) -> bool:
    """False for another mode: the two cannot be compared, and what changes is said in words all the same."""
    if isinstance(before, BySeverity) and isinstance(after, BySeverity):
        return after.red_below < before.red_below or after.green_from < before.green_from
    if isinstance(before, ByCount) and isinstance(after, ByCount):
        return any(new > old for old, new in zip(_shares(before), _shares(after), strict=True))
    return isinstance(before, ByScore) and isinstance(after, ByScore) and _softer_score(before, after)


def _shares(grading: ByCount) -> tuple[Fraction, Fraction]:
    """How much may be undone for green and for yellow."""
    return Fraction(grading.green_at_most, grading.of), Fraction(grading.yellow_at_most, grading.of)


def _softer_score(before: ByScore, after: ByScore) -> bool:
    lower = any(_least(after, lights) < _least(before, lights) for lights in (("green",), ("green", "yellow")))
    wanted = [Fraction(0) if one.coverage_less_than is None else share(one.coverage_less_than) for one in (before, after)]
    return lower or bool(set(before.veto) - set(after.veto)) or bool(set(before.caps) - set(after.caps)) or wanted[1] < wanted[0]


def _least(grading: ByScore, lights: tuple[str, ...]) -> int:
    """The fewest points with such a light; 101 where no points give one."""
    spans = [band.span for band in grading.bands if band.light in lights]
    return next((points for points in range(101) if any(span.holds(Fraction(points)) for span in spans)), 101)
