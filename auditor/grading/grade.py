"""Grade: the findings of a branch become its light, its grade and its score interval; pure.

The policy is evaluated twice: with every unknown as well as it may turn out, and as badly. The light is given only where both agree;
otherwise it is grey, and the reasons say which facts would settle it. Evaluated so, taking data away never makes a branch greener.
"""

from __future__ import annotations

from collections.abc import Sequence

from auditor.grading import bands, count, severity
from auditor.grading.outcome import End, Outcome, judged, unjudged
from auditor.grading.shares import score
from auditor.model import Bounds, Finding, Light
from auditor.rulebook.grading import ByCount, ByScore, BySeverity, Grading
from auditor.scorecard import BranchScore
from auditor.verdicts import UNSCORED


def grade(branch: str, parent: str, findings: Sequence[Finding], grading: Grading) -> BranchScore:
    """One branch. Not applicable and not yet due findings neither help nor harm; hints and rules on trial are shown only.

    Under a waiver what then stands is graded; ``raw_score`` knows no waiver.
    """
    raw = [finding for finding in findings if finding.counts]
    counted = [finding.standing for finding in raw]
    found, groups = score(counted, grading)
    result = outcome(counted, found, grading)
    return BranchScore(
        branch=branch, parent=parent, light=result.light, reasons=reasons(result, grading), score=found,
        judged=sum(map(judged, counted)), applicable=sum(one.verdict not in UNSCORED for one in counted), findings=tuple(findings),
        raw_score=score(raw, grading)[0], band=result.band, groups=groups,
    )


def outcome(counted: Sequence[Finding], found: Bounds | None, grading: Grading) -> Outcome:
    """Both ends of the policy over the findings that count."""
    best = end(counted, found.high if found else None, grading, worst=False)
    worst = end(counted, found.low if found else None, grading, worst=True)
    light = Outcome(counted, found, best, worst).light
    return Outcome(counted, found, best, worst, _held(counted, found, light, grading))


def _held(counted: Sequence[Finding], found: Bounds | None, light: Light, grading: Grading) -> str:
    """Why the light on which both ends agree is not given; never so for a red one."""
    thin = bands.held(counted, found, light, grading) if isinstance(grading, ByScore) else ""
    return thin or (unjudged(counted) if light is Light.GREEN else "")


def end(counted: Sequence[Finding], points: int | None, grading: Grading, *, worst: bool) -> End:
    """What the policy says at one end, whose score is ``points``."""
    if isinstance(grading, BySeverity):
        return severity.end(counted, points, grading, worst=worst)
    if isinstance(grading, ByCount):
        return count.end(counted, grading, worst=worst)
    return bands.end(counted, points, grading, worst=worst)


def reasons(result: Outcome, grading: Grading) -> tuple[str, ...]:
    """Why this light, so that it can be recomputed by hand."""
    if isinstance(grading, BySeverity):
        return tuple(severity.reasons(result, grading))
    if isinstance(grading, ByCount):
        return tuple(count.reasons(result, grading))
    return tuple(bands.reasons(result, grading))
