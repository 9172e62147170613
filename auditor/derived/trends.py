"""A rule's result now beside its result in an earlier scorecard. Pure.

Each side is a number between two bounds: all that it may still turn out to be. Exact fractions; percentages are never rounded to compare.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from auditor.algebra import FAIL, NOT_APPLICABLE, PASS
from auditor.checks.trend import SHARES, VALUES, Trend
from auditor.derived.composed import settled
from auditor.earlier import Earlier, EarlierFinding
from auditor.model import Evidence, Observation, Points, Standing, State, Verdict
from auditor.periods import Period
from auditor.points import points
from auditor.rulebook.rule import Rule
from auditor.verdicts import verdict_of

NOW, BEFORE = "本次", "上次的记分卡"
WITHOUT_VALUE = (Verdict.NOT_APPLICABLE, Verdict.PENDING)


@dataclass(frozen=True, slots=True)
class Run:
    """What a comparison needs to know of this run. ``over``: the audited period has ended."""

    window: Period
    over: bool
    version: str
    profile: str
    earlier: Earlier | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number between two bounds, ``high`` None for none; ``loose``: perhaps there is no such number. ``words`` are for people."""

    low: Fraction
    high: Fraction | None
    words: str
    loose: bool = False


def compared(rule: Rule, check: Trend, of: Rule, seen: Observation, run: Run) -> Observation:
    """One branch. ``of`` and ``seen``: the other rule, and what it shows now."""
    blank = Observation(rule.id, seen.branch)
    if seen.standing in (Standing.NOT_APPLICABLE, Standing.ERROR):
        return replace(blank, standing=seen.standing, note=seen.note)
    finding = run.earlier.findings.get((check.of.rule, seen.branch)) if run.earlier else None
    if reason := _incomparable(check, finding, run):
        standing = Standing.NOT_APPLICABLE if check.no_history == "not_applicable" else Standing.NOT_SUPPLIED
        return replace(blank, standing=standing, note=reason)
    if not run.over:
        return replace(blank, open=1, perhaps=True, note="检查期还没有结束，期末再与上次比较")
    now, before = _now(check, of, seen), _before(check, finding) if finding else None
    if now is None or before is None:
        return replace(blank, standing=Standing.NOT_APPLICABLE, note=f"本次没有可比的{VALUES[check.of.value]}")
    may_be = frozenset({*_outcomes(check, now, before), *([NOT_APPLICABLE] if now.loose else [])})
    return _told(settled(blank, may_be, Verdict.NO_DATA), check, now, before, run)


def _incomparable(check: Trend, finding: EarlierFinding | None, run: Run) -> str:
    """Why there is nothing to compare with; empty when there is."""
    earlier = run.earlier
    if earlier is None:
        return "没有提供上次的记分卡（--previous）"
    if "profile" in check.needs_same and earlier.profile != run.profile:
        return f"上次的记分卡用的是方案“{earlier.profile}”，这次用的是“{run.profile}”，不能比较"
    if "pack_major" in check.needs_same and _major(earlier.version) != _major(run.version):
        return f"上次的记分卡用的是规则包第 {earlier.version} 版，这次用的是第 {run.version} 版，不能比较"
    if earlier.period.end >= run.window.start or _months(earlier.period) != _months(run.window):
        return f"上次的记分卡查的是 {earlier.period.label}，不是比 {run.window.label} 早、又一样长的检查期，不能比较"
    if finding is None:
        return f"上次的记分卡里没有本支部的 {check.of.rule}"
    if finding.verdict in WITHOUT_VALUE or _before(check, finding) is None:
        return f"上次的记分卡里，本支部的 {check.of.rule} 没有可比的{VALUES[check.of.value]}"
    return ""


def _major(version: str) -> str:
    return version.partition(".")[0]


def _months(period: Period) -> int:
    return (period.end.year - period.start.year) * 12 + period.end.month - period.start.month


def _now(check: Trend, of: Rule, seen: Observation) -> Number | None:
    if check.of.value == "score":
        return _scored(of, seen)
    if seen.standing is not Standing.APPLIES:
        return replace(_anything(check), loose=not seen.owed)
    return _counted(check, seen.met, seen.loose, seen.unmet, seen.unknown, seen.done)


def _scored(of: Rule, seen: Observation) -> Number | None:
    """The points of the other rule."""
    verdict = verdict_of(of, seen)
    return _score(points(of, seen, verdict), loose=seen.perhaps or not seen.owed or (verdict is Verdict.PENDING and not seen.met))


def _before(check: Trend, finding: EarlierFinding) -> Number | None:
    if check.of.value == "score":
        return _score(finding.points, loose=False)
    if finding.verdict in (Verdict.NO_DATA, Verdict.ERROR) and not finding.unknown:
        return _anything(check)
    return _counted(check, finding.met, 0, finding.unmet, finding.unknown, finding.open)


def _anything(check: Trend) -> Number:
    return Number(Fraction(0), Fraction(100) if check.of.value in SHARES else None, "数据不足")


def _score(gained: Points | None, *, loose: bool) -> Number | None:
    if gained is None or not gained.of:
        return None
    low, high = (100 * Fraction(str(end)) / Fraction(str(gained.of)) for end in (gained.low, gained.high))
    return Number(low, high, f"{_between(low, high)}%", loose)


def _counted(check: Trend, met: int, perhaps: int, unmet: int, unknown: int, done: int) -> Number | None:
    """The number that the counts come to: ``perhaps`` of the met ones are perhaps not owed, ``done`` open ones are perhaps met already."""
    most = met + unknown + done
    if not most + unmet:
        return None
    least = met - perhaps
    loose = not least + unmet
    if check.of.value == "unmet":
        return Number(Fraction(unmet), Fraction(unmet + unknown), _between(Fraction(unmet), Fraction(unmet + unknown)), loose)
    if check.of.value == "met":
        return Number(Fraction(least), Fraction(most), _between(Fraction(least), Fraction(most)), loose)
    judged = least + unmet + unknown
    low, high = Fraction(100 * least, judged) if judged else Fraction(0), Fraction(100 * most, most + unmet)
    plain = f"（{met}/{met + unmet}）" if low == high else ""
    return Number(low, high, f"{_between(low, high)}%{plain}", loose)


def _between(low: Fraction, high: Fraction) -> str:
    ends = [f"{float(end):.1f}".removesuffix(".0") for end in (low, high)]
    return ends[0] if low == high else " 至 ".join(ends)


def _outcomes(check: Trend, now: Number, before: Number) -> Iterator[Verdict]:
    """Pass if the change can be within the bound, fail if it can be beyond it."""
    (worse, better) = (before, now) if check.rise_at_most is None else (now, before)
    bound = Fraction(str(check.bound))
    if better.high is None or worse.low - better.high <= bound:
        yield PASS
    if worse.high is None or worse.high - better.low > bound:
        yield FAIL


def _told(whole: Observation, check: Trend, now: Number, before: Number, run: Run) -> Observation:
    """Both numbers in words, and both as evidence."""
    earlier = run.earlier
    state = State.UNMET if whole.unmet else State.MET if whole.met else State.UNKNOWN
    what = f"{check.of.rule} 的{VALUES[check.of.value]}"
    then = Evidence(earlier.period.label, BEFORE, state, earlier.file, value=before.words, note=what) if earlier else Evidence()
    here = Evidence(run.window.label, NOW, state, value=now.words, note=what)
    note = f"{what}：上次（{then.period}）{before.words}，本次 {now.words}"
    return replace(whole, note=note, evidence=(then, here), evidence_total=0 if whole.met else 2)
