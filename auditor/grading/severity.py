"""Grading by severity: the gravest failure decides, and the score may only make it worse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.grading.outcome import WEIGHTY, End, Outcome, between, broken, failed, said, undecided
from auditor.model import Finding, Level, Light
from auditor.rulebook.grading import BySeverity
from auditor.verdicts import FAIL


def end(findings: Sequence[Finding], score: int | None, grading: BySeverity, *, worst: bool) -> End:
    """The policy on settled facts.

    Red on a red line broken at level red or a score below ``red_below``; yellow on a failed
    red-line or major rule, any other that fails at level red, or a score below ``green_from``; else green.
    """
    if broken(findings, worst=worst) or (score is not None and score < grading.red_below):
        return End(Light.RED)
    if any(_grave(finding, failed(finding, worst=worst)) for finding in findings) or (score is not None and score < grading.green_from):
        return End(Light.YELLOW)
    return End(Light.GREEN)


def reasons(outcome: Outcome, grading: BySeverity) -> Iterator[str]:
    """Why this light; nothing for green."""
    light, score = outcome.light, outcome.score
    if light is Light.GREY:
        yield from filter(None, [between(outcome)])
        yield from undecided(outcome.counted)
        return
    found = [finding for finding in outcome.counted if finding.verdict is FAIL]
    if light is Light.RED:
        found = broken(found, worst=False)
    limit = grading.red_below if light is Light.RED else grading.green_from
    yield from said(one for one in found if _grave(one, one.level))
    if light is not Light.GREEN and score is not None and score.high < limit:
        yield f"得分最高只能到 {score.high}，低于 {limit}"


def _grave(finding: Finding, level: Level | None) -> bool:
    """Whether a failure at that level keeps a branch from being green."""
    return level is Level.RED or (level is not None and finding.severity in WEIGHTY)
