"""Grading by severity: the gravest failure decides, and the score may only make it worse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.grading.outcome import WEIGHTY, End, Outcome, between, failed, said, undecided
from auditor.model import Finding, Level, Light, Severity
from auditor.rulebook.grading import BySeverity
from auditor.verdicts import FAIL


def end(findings: Iterable[Finding], score: int | None, grading: BySeverity, *, worst: bool) -> End:
    """The policy on settled facts.

    Red on a red line broken at level red or a score below ``red_below``; yellow on a failed
    red-line or major rule or a score below ``green_from``; else green.
    """
    found = [(finding.severity, level) for finding in findings if (level := failed(finding, worst=worst))]
    if (Severity.RED_LINE, Level.RED) in found or (score is not None and score < grading.red_below):
        return End(Light.RED)
    if any(severity in WEIGHTY for severity, _ in found) or (score is not None and score < grading.green_from):
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
        found = [one for one in found if one.severity is Severity.RED_LINE and one.level is Level.RED]
    limit = grading.red_below if light is Light.RED else grading.green_from
    yield from said(one for one in found if one.severity in WEIGHTY)
    if light is not Light.GREEN and score is not None and score.high < limit:
        yield f"得分最高只能到 {score.high}，低于 {limit}"
