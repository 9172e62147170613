"""The quota on the best grade: a step over all branches after each was graded. Ties are never split by chance. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import floor

from auditor.checks.options import share
from auditor.grading.bands import band_named
from auditor.grading.grade import outcome, reasons
from auditor.grading.outcome import End, Outcome
from auditor.model import Bounds, Light
from auditor.rulebook.grading import ByScore, Grading, Quota
from auditor.scorecard import BranchScore


def with_quota(branches: Sequence[BranchScore], grading: Grading) -> tuple[BranchScore, ...]:
    """The branches with the best grade kept to its quota.

    A branch keeps it if fewer others than there are places may be level with it or ahead; it loses it if that many are certainly ahead.
    In between it is open, and said so. Who has no score has no grade and takes no place.
    """
    if not isinstance(grading, ByScore) or not grading.quota:
        return tuple(branches)
    best = grading.bands[0].name
    outcomes = [outcome([one.standing for one in branch.findings if one.counts], branch.score, grading) for branch in branches]
    reaching = {place: score for place, one in enumerate(outcomes) if one.best.band == best and (score := branches[place].score)}
    places = floor(share(grading.quota.at_most) * len(branches))
    if len(reaching) <= places:
        return tuple(branches)
    runners = [(score, outcomes[place].worst.band == best) for place, score in reaching.items()]
    decided = list(branches)
    for place, own in reaching.items():
        said = f"“{best}”至多 {places} 个支部（{len(branches)} 个的 {grading.quota.at_most}，舍去小数）"
        decided[place] = _decided(branches[place], own, outcomes[place], runners, places, said, grading, grading.quota)
    return tuple(decided)


def _decided(  # noqa: PLR0913, PLR0917 - the branch among the others
    branch: BranchScore, own: Bounds, graded: Outcome, runners: Sequence[tuple[Bounds, bool]], places: int, said: str, grading: ByScore, quota: Quota,
) -> BranchScore:
    level = sum(score.high >= own.low for score, _ in runners) - 1
    ahead = sum(sure and score.low > own.high for score, sure in runners)
    if level < places:
        return branch
    lower = End(Light(band_named(quota.otherwise, grading).light), quota.otherwise)
    if ahead >= places:
        result, why = replace(graded, best=lower, worst=_limited(graded.worst, lower, grading)), f"{said}，有 {ahead} 个支部得分更高，为“{quota.otherwise}”"
    else:
        result, why = replace(graded, worst=_limited(graded.worst, lower, grading)), f"{said}，与其他支部同分或得分未定，名次不能确定，等次待定"
    return replace(branch, light=result.light, band=result.band, reasons=(*reasons(result, grading), why))


def _limited(end: End, lower: End, grading: ByScore) -> End:
    return lower if end.band == grading.bands[0].name else end
