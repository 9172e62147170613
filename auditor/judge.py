"""Judge: an observation and its rule become a finding. All policy on one rule at one branch; pure."""

from __future__ import annotations

from collections.abc import Iterable
from math import floor
from typing import cast

from auditor.checks.options import MayBeEmpty, WhenEmpty
from auditor.model import Finding, Level, Observation, Points, Severity, Standing, State, Verdict
from auditor.rulebook.rule import Mode, Rule

LISTED, DECIMALS = 6, 4
EMPTY = {
    WhenEmpty.PASS: Verdict.PASS, WhenEmpty.FAIL: Verdict.FAIL, WhenEmpty.NO_DATA: Verdict.NO_DATA,
    WhenEmpty.NOT_APPLICABLE: Verdict.NOT_APPLICABLE,
}
STANDINGS = {Standing.NOT_APPLICABLE: Verdict.NOT_APPLICABLE, Standing.NOT_SUPPLIED: Verdict.NO_DATA, Standing.ERROR: Verdict.ERROR}
APPLIES, IN_PART = Standing.APPLIES, Standing.IN_PART
PASS, FAIL, PENDING, NO_DATA, ERROR = Verdict.PASS, Verdict.FAIL, Verdict.PENDING, Verdict.NO_DATA, Verdict.ERROR
OPEN_VERDICTS, UNSCORED = (NO_DATA, ERROR), (Verdict.NOT_APPLICABLE, PENDING)
"""Named once and in tuples: every finding is compared with them, and an enumeration's member costs a call to look up and one to hash."""


def judge(rule: Rule, seen: Observation) -> Finding:
    """The verdict with its level, its points and what to say."""
    verdict = verdict_of(rule, seen)
    level = _level(rule, seen, seen.unmet) if verdict is FAIL else None
    worst = _level(rule, seen, seen.unmet + seen.unknown) if verdict is FAIL or verdict in OPEN_VERDICTS else None
    if verdict in OPEN_VERDICTS or seen.unknown or seen.standing is IN_PART:
        worst = _worst(rule, worst)
    return Finding(
        observation=seen, verdict=verdict, severity=rule.severity, level=level, worst_level=worst, points=_points(rule, seen, verdict),
        message=message(rule, seen, verdict), fix=rule.fix if verdict is FAIL else "",
    )


def verdict_of(rule: Rule, seen: Observation) -> Verdict:
    """The worst obligation decides: fail over error over no data over pending over pass; without any, what ``when_empty`` says."""
    if seen.standing is not APPLIES and seen.standing is not IN_PART:
        return STANDINGS[seen.standing]
    if seen.unmet:
        return FAIL
    if seen.unknown or seen.standing is IN_PART:
        return NO_DATA
    if _perhaps_empty(rule, seen):
        return NO_DATA
    if seen.open:
        return PENDING
    return PASS if seen.met else _empty(rule)


def _empty(rule: Rule) -> Verdict:
    return EMPTY[cast(MayBeEmpty, rule.check).empty()]


def _perhaps_empty(rule: Rule, seen: Observation) -> bool:
    """Perhaps nothing is owed at all, which the rule does not let pass."""
    return seen.bare and _empty(rule) in (NO_DATA, FAIL)


def _level(rule: Rule, seen: Observation, unmet: int) -> Level:
    """The level for so many unmet obligations (``unmet`` may count the unknown ones as well)."""
    if rule.levels.always:
        return rule.levels.always
    reached = any(
        (line.unmet_at_least is not None and unmet >= line.unmet_at_least)
        or (line.consecutive_at_least is not None and seen.run >= line.consecutive_at_least)
        or (line.grave_at_least is not None and seen.grave >= line.grave_at_least)
        or (line.all_unmet is not None and unmet >= seen.owed - seen.open and unmet > 0)
        for line in rule.levels.red
    )
    return Level.RED if reached else Level.YELLOW


def _worst(rule: Rule, counted: Level | None) -> Level | None:
    """With something unknown any line of ``red`` may turn out to hold."""
    return Level.RED if rule.levels.red else counted


def _points(rule: Rule, seen: Observation, verdict: Verdict) -> Points | None:
    """The provable interval: unknown obligations are counted as met for ``high`` and as unmet for ``low``. None where nothing is scored.

    What was due and done is worth its points although more is to come: else the last fault put right would cost them.
    """
    score = rule.score
    if score.mode is Mode.NONE or rule.severity is Severity.INFO or (verdict in UNSCORED and not seen.met):
        return None
    if verdict is ERROR or (verdict is NO_DATA and not seen.owed):
        return Points(score.floor, score.points, score.points)
    if not seen.owed:
        settled = score.points if verdict is PASS else score.floor
        return Points(settled, settled, score.points)
    low = score.floor if seen.standing is IN_PART or _perhaps_empty(rule, seen) else _gained(rule, seen.unmet + seen.unknown)
    return Points(low, _gained(rule, seen.unmet), score.points)


def _gained(rule: Rule, unmet: int) -> float:
    score = rule.score
    if score.mode is Mode.ALL_OR_NOTHING:
        return score.floor if unmet else score.points
    return max(score.floor, round(score.points - (score.per_unmet or 0) * unmet, DECIMALS))


def message(rule: Rule, seen: Observation, verdict: Verdict) -> str:
    """What to say: the rule's own sentence for a failure, else why there is no verdict."""
    if verdict is FAIL:
        return _fill(rule.message, seen)
    if seen.note:
        return seen.note
    if verdict is NO_DATA and seen.owed and not seen.unknown:
        return "收到的记录不能确定是不是本支部、本期的"
    if verdict is NO_DATA and seen.owed:
        return f"应 {seen.owed} 项，已确认 {seen.met} 项，还有 {seen.unknown} 项数据不足"
    if verdict is NO_DATA:
        return "收到的台账里没有本支部的记录"
    if verdict is PENDING:
        return f"应 {seen.owed} 项，已完成 {seen.met} 项，{seen.open} 项尚未到期"
    return f"应 {seen.owed} 项，符合 {seen.met} 项" if seen.owed else "没有需要检查的记录"


def _fill(template: str, seen: Observation) -> str:
    unmet = [one for one in seen.evidence if one.state is State.UNMET]
    values = {
        "branch": seen.branch, "owed": seen.owed, "met": seen.met, "unmet": seen.unmet, "unknown": seen.unknown,
        "periods": _listed(one.period for one in unmet), "subjects": _listed(one.subject for one in unmet),
    }
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", str(value))
    return template


def _listed(names: Iterable[str]) -> str:
    known = list(dict.fromkeys(filter(None, names)))
    return "、".join(known[:LISTED]) + (f" 等 {len(known)} 项" if len(known) > LISTED else "")


def floored(value: float) -> int:
    """Scores are floored, never rounded up; a hair's breadth of binary fractions is not a point."""
    return floor(value + 1e-9)
