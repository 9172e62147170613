"""Grade: the findings of a branch become its light and its score interval. The whole policy on branches; pure.

The policy is evaluated twice: with every unknown as well as it may turn out, and as badly. The light is given only where both agree;
otherwise it is grey, and the reasons say which facts would settle it. Evaluated so, taking data away never makes a branch greener.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from auditor.model import Bounds, Finding, Level, Light, Observation, Severity
from auditor.points import floored
from auditor.rulebook.grading import Grading
from auditor.scorecard import BranchScore
from auditor.verdicts import FAIL, IN_PART, OPEN_VERDICTS, PASS, UNSCORED

Gained = tuple[float, float]
"""So many points of so many."""

WEIGHTY = (Severity.RED_LINE, Severity.MAJOR)
SETTLED = (PASS, FAIL)
NAMED = 5


def grade(branch: str, parent: str, findings: Sequence[Finding], grading: Grading) -> BranchScore:
    """One branch. Not applicable and not yet due findings neither help nor harm; hints and rules on trial are shown only."""
    counted = [finding for finding in findings if finding.counts]
    score, raw = _score([one for one in counted if not one.waiver]), _score(counted)
    best = _light(counted, score.high if score else None, grading, worst=False)
    worst = _light(counted, score.low if score else None, grading, worst=True)
    judged = [finding for finding in counted if _judged(finding)]
    applicable = [finding for finding in counted if finding.verdict not in UNSCORED]
    light = best if best is worst and judged else Light.GREY
    return BranchScore(
        branch=branch, parent=parent, light=light, reasons=tuple(_reasons(light, best, worst, counted, score, grading)), score=score,
        judged=len(judged), applicable=len(applicable), findings=tuple(findings), raw_score=raw,
    )


def _score(findings: Iterable[Finding]) -> Bounds | None:
    """Share of the points that can be shown to be earned, of 100; None (不评) when nothing applicable is scored.

    The points of a rule under which perhaps nothing was owed by now count at an end only if they move it outwards.
    """
    scored = [(finding, finding.points) for finding in findings if finding.points is not None]
    if not scored:
        return None
    sure = [points for finding, points in scored if not _perhaps(finding)]
    loose = [points for finding, points in scored if _perhaps(finding)]
    low = _share([(one.low, one.of) for one in sure], [(one.low, one.of) for one in loose])
    high = 1 - _share([(one.of - one.high, one.of) for one in sure], [(one.of - one.high, one.of) for one in loose])
    return Bounds(floored(100 * low), floored(100 * high))


def _judged(finding: Finding) -> bool:
    return finding.verdict in SETTLED and not finding.observation.perhaps


def _open(seen: Observation) -> bool:
    return bool(seen.unknown) or seen.standing is IN_PART


def _perhaps(finding: Finding) -> bool:
    return finding.observation.perhaps or (finding.verdict in OPEN_VERDICTS and not finding.observation.owed)


def _share(sure: Iterable[Gained], loose: Iterable[Gained]) -> float:
    """The least share that the points can come to."""
    gained, of = (float(sum(column)) for column in zip((0, 0), *sure, strict=True))
    for more, of_more in sorted(loose, key=lambda one: one[0] / one[1]):
        if not of or more * of < gained * of_more:
            gained, of = gained + more, of + of_more
    return gained / of


def _light(findings: Iterable[Finding], score: int | None, grading: Grading, *, worst: bool) -> Light:
    """The policy on settled facts.

    Red on a red line broken at level red or a score below ``red_below``; yellow on a failed
    red-line or major rule or a score below ``green_from``; else green.
    """
    failed = [(finding.severity, level) for finding in findings if not finding.waiver and (level := _failed(finding, worst=worst))]
    if (Severity.RED_LINE, Level.RED) in failed or (score is not None and score < grading.red_below):
        return Light.RED
    if any(severity in WEIGHTY for severity, _ in failed) or (score is not None and score < grading.green_from):
        return Light.YELLOW
    return Light.GREEN


def _failed(finding: Finding, *, worst: bool) -> Level | None:
    """The level at which the rule failed, or (``worst``) may have failed."""
    if finding.verdict is FAIL:
        return finding.worst_level or finding.level if worst else finding.level
    return (finding.worst_level or Level.RED) if worst and finding.verdict in OPEN_VERDICTS else None


def _reasons(
    light: Light, best: Light, worst: Light, findings: Sequence[Finding], score: Bounds | None, grading: Grading
) -> Iterable[str]:
    if light is Light.GREY:
        yield from _grey(best, worst, findings)
        return
    failed = [finding for finding in findings if finding.verdict is FAIL and not finding.waiver]
    if light is Light.RED:
        failed = [one for one in failed if one.severity is Severity.RED_LINE and one.level is Level.RED]
        limit = grading.red_below
    else:
        failed = [one for one in failed if one.severity in WEIGHTY]
        limit = grading.green_from
    yield from (f"{finding.rule} {finding.message}" for finding in failed)
    if light is not Light.GREEN and score is not None and score.high < limit:
        yield f"得分最高只能到 {score.high}，低于 {limit}"


def _grey(best: Light, worst: Light, findings: Sequence[Finding]) -> Iterable[str]:
    """What would settle it: the undecided red-line and major rules first, those with most points at stake before others."""
    undecided = [finding for finding in findings if finding.verdict in OPEN_VERDICTS or (finding.verdict is FAIL and _open(finding.observation))]
    if not any(map(_judged, findings)):
        yield "没有一条规则能够判定"
    elif best is not worst:
        yield f"现有数据只能确定在“{WORDS[best]}”与“{WORDS[worst]}”之间"
    undecided.sort(key=lambda one: (one.severity not in WEIGHTY, -(one.points.of if one.points else 0), one.rule))
    yield from (f"{finding.rule} {finding.message}" for finding in undecided[:NAMED])
    if len(undecided) > NAMED:
        yield f"另有 {len(undecided) - NAMED} 条规则数据不足"


WORDS = {Light.GREEN: "合格", Light.YELLOW: "需改进", Light.RED: "不合格", Light.GREY: "数据不足"}
