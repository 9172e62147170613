"""Grading by score: bands of points, lowered by a veto or a cap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from auditor.checks.options import share
from auditor.grading.outcome import NAMED, End, Outcome, between, broken, failed, judged, redlines, said, undecided
from auditor.model import Bounds, Finding, Level, Light
from auditor.rulebook.gradewords import caps_words
from auditor.rulebook.grading import Band, ByScore, Cap
from auditor.rulebook.sentences import bounds
from auditor.verdicts import FAIL, UNSCORED


def end(findings: Sequence[Finding], score: int | None, grading: ByScore, *, worst: bool) -> End:
    """The policy on settled facts: the band of the score, or a lower one that a broken red line, a veto or a cap sets.

    Without a score the best band.
    """
    places = [0 if score is None else _band(score, grading)]
    places += [len(grading.bands) - 1] * bool(broken(findings, worst=worst))
    places += [_place(cap.to, grading) for cap in limits(grading) if sum(_bites(cap, one, worst=worst) for one in findings) > cap.fails_more_than]
    band = grading.bands[max(places)]
    return End(Light(band.light), band.name)


def limits(grading: ByScore) -> tuple[Cap, ...]:
    """The veto as a cap at the worst band, then the caps."""
    veto = Cap(rules=grading.veto, level=Level.RED, to=grading.bands[-1].name) if grading.veto else None
    return (veto, *grading.caps) if veto else grading.caps


def held(findings: Sequence[Finding], score: Bounds | None, light: Light, grading: ByScore) -> str:
    """Why no light is given: there is no score, or too few rules were judged. What is proved red stays red."""
    if light is Light.RED:
        return ""
    if score is None:
        return "没有得分，不评等次"
    applicable = [one for one in findings if one.verdict not in UNSCORED]
    known = sum(map(judged, applicable))
    wanted = grading.coverage_less_than
    if wanted is None or not applicable or Fraction(known, len(applicable)) >= share(wanted):
        return ""
    return f"已判 {known}/{len(applicable)}，不足 {wanted}，等次待定"


def reasons(outcome: Outcome, grading: ByScore) -> Iterator[str]:
    """The sum that leads to the grade: score and band, veto and caps, then what lost most; for grey, what would settle it."""
    yield _scored(outcome, grading)
    yield from redlines(outcome.counted)
    for cap in limits(grading):
        yield from _limited(cap, outcome, grading)
    if outcome.held:
        yield outcome.held
    if outcome.best != outcome.worst or outcome.light is Light.GREY:
        yield from filter(None, [between(outcome)])
        yield from undecided(outcome.counted)
    else:
        lost = [one for one in outcome.counted if one.verdict is FAIL]
        lost.sort(key=lambda one: (-(one.points.of - one.points.high if one.points else 0), one.rule))
        yield from said(lost[:NAMED])


def _scored(outcome: Outcome, grading: ByScore) -> str:
    if outcome.score is None:
        return "没有可计分的规则，不评分"
    low, high = outcome.score.low, outcome.score.high
    found = grading.bands[_band(high, grading) : _band(low, grading) + 1]
    names = "；".join(f"“{band.name}”{bounds(band, ' 分')}" for band in found)
    return f"得分 {low}，{names}" if low == high else f"得分在 {low} 与 {high} 之间，{names}"


def _limited(cap: Cap, outcome: Outcome, grading: ByScore) -> Iterator[str]:
    """A cap that certainly or possibly bites, in words."""
    sure, most = ([one for one in outcome.counted if _bites(cap, one, worst=worst)] for worst in (False, True))
    if len(most) <= cap.fails_more_than:
        return
    veto, open_ = cap not in grading.caps, [one for one in most if one not in sure]
    count = f"{len(sure)} 条{_ids(sure)}" + (f"，另有 {len(open_)} 条{_ids(open_)}待核实" if open_ else "")
    what = f"一票否决的规则判红 {count}" if veto else f"{caps_words(cap)}不合格 {count}，封顶的界限是超过 {cap.fails_more_than} 条"
    certainly = "" if len(sure) > cap.fails_more_than else "可能"
    yield f"{what}：等次{certainly}{'' if veto else '至多'}为“{cap.to}”"


def _ids(findings: Sequence[Finding]) -> str:
    rest = len(findings) - NAMED
    named = "、".join(one.rule for one in findings[:NAMED])
    return f"（{named}{f' 等 {len(findings)} 条' if rest > 0 else ''}）" if findings else ""


def _bites(cap: Cap, finding: Finding, *, worst: bool) -> bool:
    """Whether the finding counts for the cap."""
    if finding.rule not in cap.rules and finding.severity is not cap.severity:
        return False
    level = failed(finding, worst=worst)
    return level is not None and (cap.level is not Level.RED or level is Level.RED)


def _band(score: int, grading: ByScore) -> int:
    return next(place for place, band in enumerate(grading.bands) if band.span.holds(Fraction(score)))


def _place(name: str, grading: ByScore) -> int:
    return [band.name for band in grading.bands].index(name)


def band_named(name: str, grading: ByScore) -> Band:
    """The band of that name."""
    return grading.bands[_place(name, grading)]
