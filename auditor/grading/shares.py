"""The score of a branch as a provable interval: its points as shares, by weighted groups, with extra points beside them. Pure, exact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cmp_to_key

from auditor.model import Bounds, Finding, Points
from auditor.points import DECIMALS
from auditor.rulebook.grading import ByScore, Grading
from auditor.scorecard import Earned, GroupScore
from auditor.verdicts import OPEN_VERDICTS, PENDING

SCALE: int = 10**DECIMALS
FULL = 100

Gained = tuple[int | Fraction, int | Fraction]
"""So much of so much."""


@dataclass(frozen=True, slots=True)
class Ends:
    """What points come to at the low and the high end; ``sure``: something certainly counts."""

    low: Gained
    high: Gained
    sure: bool


def score(findings: Iterable[Finding], grading: Grading) -> tuple[Bounds | None, tuple[GroupScore, ...]]:
    """The score of 100, rounded down, and the groups' parts of it; None (不评) when nothing applicable is scored.

    Points of rules that do not apply are shared out within their group, a group that does not apply at all among the others. Extra
    points are added at the end, up to 100.
    """
    scored = [(finding, finding.points) for finding in findings if finding.points is not None]
    extra = [points for _, points in scored if not points.of]
    rest = [(finding, points) for finding, points in scored if points.of]
    groups = grading.groups if isinstance(grading, ByScore) else ()
    if not groups:
        whole = _ends(rest)
        return (_bounds(whole.low, whole.high, extra) if whole else None), ()
    parts = [_ends([one for one in rest if one[0].rule in group.of]) for group in groups]
    weighed = [(group.weight, part) for group, part in zip(groups, parts, strict=True) if part]
    if not weighed:
        return None, ()
    low = least(*_weighed([(weight, part.low, part.sure) for weight, part in weighed]))
    lost = least(*_weighed([(weight, _rest(part.high), part.sure) for weight, part in weighed]))
    rows = tuple(_row(group.name, group.weight, part) for group, part in zip(groups, parts, strict=True))
    return _bounds(low, _rest(lost), extra), rows


def perhaps(finding: Finding) -> bool:
    """Perhaps nothing was owed under the rule, or done that was not due yet, so that it does not count."""
    seen = finding.observation
    return seen.perhaps or (finding.verdict in OPEN_VERDICTS and not seen.owed) or (finding.verdict is PENDING and not seen.met)


def least(sure: Iterable[Gained], loose: Iterable[Gained]) -> Gained:
    """The parts that give the least share: all that are sure, and of the loose ones those that lower it; of equal shares the one of more."""
    gained, of = (sum(column) for column in zip((0, 0), *sure, strict=True))
    for more, of_more in sorted(loose, key=cmp_to_key(_by_share)):
        if not of or more * of < gained * of_more:
            gained, of = gained + more, of + of_more
    return gained, of


def _by_share(one: Gained, other: Gained) -> int:
    """Negative where the share of ``one`` is less or, of equal shares, that of more: whole numbers, which is quicker than fractions."""
    difference = one[0] * other[1] - other[0] * one[1] or other[1] - one[1]
    return (difference > 0) - (difference < 0)


def _ends(scored: Sequence[tuple[Finding, Points]]) -> Ends | None:
    """None where nothing is scored. Points that perhaps do not count do so at an end only if they move it outwards."""
    if not scored:
        return None
    sure = [points for finding, points in scored if not perhaps(finding)]
    loose = [points for finding, points in scored if perhaps(finding)]
    low = least(map(_low, sure), map(_low, loose))
    lost = least(map(_lost, sure), map(_lost, loose))
    return Ends(low, _rest(lost), bool(sure))


def _units(points: float) -> int:
    return round(points * SCALE)


def _low(points: Points) -> Gained:
    return _units(points.low), _units(points.of)


def _lost(points: Points) -> Gained:
    return _units(points.of) - _units(points.high), _units(points.of)


def _rest(lost: Gained) -> Gained:
    return lost[1] - lost[0], lost[1]


def _weighed(parts: Iterable[tuple[int, Gained, bool]]) -> tuple[list[Gained], list[Gained]]:
    """Weighted shares of the groups: those that certainly count, and the others."""
    shares = [((weight * Fraction(gained) / of, weight), sure) for weight, (gained, of), sure in parts]
    return [share for share, sure in shares if sure], [share for share, sure in shares if not sure]


def _bounds(low: Gained, high: Gained, extra: Sequence[Points]) -> Bounds:
    return Bounds(_points(low, sum(_units(one.low) for one in extra)), _points(high, sum(_units(one.high) for one in extra)))


def _points(share: Gained, extra: int) -> int:
    gained, of = share
    whole: Fraction = Fraction(gained * FULL) / of + Fraction(extra, SCALE)
    return int(min(Fraction(FULL), whole))


def _row(name: str, weight: int, part: Ends | None) -> GroupScore:
    nothing = Earned(0.0, 0.0)
    if part is None:
        return GroupScore(name, weight, nothing, nothing)
    return GroupScore(name, weight, _earned(part.low), _earned(part.high), sure=part.sure)


def _earned(part: Gained) -> Earned:
    return Earned(float(part[0]) / SCALE, float(part[1]) / SCALE)
