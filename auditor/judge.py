"""Judge: an observation and its rule become a finding. All policy on one rule at one branch; pure."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.model import Finding, Level, Observation, State, Verdict
from auditor.points import points
from auditor.rulebook.rule import Rule, Stage
from auditor.verdicts import FAIL, IN_PART, NO_DATA, OPEN_VERDICTS, PENDING, verdict_of

LISTED = 6
MANUAL = "manual"
"""The kind whose rules await a person; the kind itself would bring a table library along."""


def judge(rule: Rule, seen: Observation) -> Finding:
    """The verdict with its level, its points and what to say."""
    verdict = verdict_of(rule, seen)
    level = _level(rule, seen, seen.unmet) if verdict is FAIL else None
    worst = _level(rule, seen, seen.unmet + seen.unknown) if verdict is FAIL or verdict in OPEN_VERDICTS else None
    if verdict in OPEN_VERDICTS or seen.unknown or seen.standing is IN_PART:
        worst = _worst(rule, worst)
    return Finding(
        observation=seen, verdict=verdict, severity=rule.severity, level=level, worst_level=worst, points=points(rule, seen, verdict),
        message=message(rule, seen, verdict), fix=rule.fix if verdict is FAIL else "",
        trial=rule.stage is Stage.TRIAL, awaits=verdict is PENDING and getattr(rule.check, "kind", "") == MANUAL,
    )


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


def message(rule: Rule, seen: Observation, verdict: Verdict) -> str:
    """What to say: the rule's own sentence for a failure, else why there is no verdict."""
    if verdict is FAIL:
        return _fill(rule, seen)
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


def _fill(rule: Rule, seen: Observation) -> str:
    """The rule's sentence with what was counted, and with the values of its parameters by their names."""
    unmet = [one for one in seen.evidence if one.state is State.UNMET]
    values = {
        **{name: param.default for name, param in rule.params.items()},
        "branch": seen.branch, "owed": seen.owed, "met": seen.met, "unmet": seen.unmet, "unknown": seen.unknown,
        "found": seen.note,
        "periods": _listed(one.period for one in unmet), "subjects": _listed(one.subject for one in unmet),
    }
    template = rule.message
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", str(value))
    return template


def _listed(names: Iterable[str]) -> str:
    known = list(dict.fromkeys(filter(None, names)))
    return "、".join(known[:LISTED]) + (f" 等 {len(known)} 项" if len(known) > LISTED else "")
