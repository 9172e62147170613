"""What a profile changes in the rules that it uses, in words: the values before and after, and which are softer now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from auditor.model import Level, Severity
from auditor.rulebook.grading import BySeverity
from auditor.rulebook.lenience import softer
from auditor.rulebook.param import Param
from auditor.rulebook.profiles import Chain
from auditor.rulebook.rule import Levels, RedWhen, Rule, Stage
from auditor.rulebook.score import Mode
from auditor.rulebook.sentences import SEVERITIES, STAGES, level, points
from auditor.rulebook.settings import Keys
from auditor.rulebook.tailor import Tailored
from auditor.scorecard import Changed

VALUES: dict[str, tuple[str, Callable[[Rule], str]]] = {
    "severity": ("严重程度", lambda rule: SEVERITIES[rule.severity]),
    "stage": ("阶段", lambda rule: STAGES[rule.stage]),
    "levels": ("红黄程度", lambda rule: level(rule.levels)),
    "score": ("计分", lambda rule: points(rule.score)),
}


def changes(tailored: Tailored, chain: Chain) -> tuple[Changed, ...]:
    """Every change, in the order of the rules; how branches are graded comes first."""
    found = [change for id_, one in tailored.sets.items() if one.why for change in _of_rule(tailored.base[id_], one.rule.rule, one.why)]
    return (*_graded(chain), *found)


def _of_rule(base: Rule, rule: Rule, why: Mapping[Keys, str]) -> Iterator[Changed]:
    for key, (label, said) in VALUES.items():
        reason = next((reason for keys, reason in why.items() if keys[0] == key), None)
        if reason is not None and said(base) != said(rule):
            yield Changed(rule.id, rule.name, key, label, said(base), said(rule), reason, _softer(key, base, rule))
    for keys, reason in why.items():
        old = base.params[keys[1]] if keys[0] == "params" else None
        if old and (new := rule.params[keys[1]]).default != old.default:
            softer = old.looser(old.default, new.default)
            yield Changed(rule.id, rule.name, ".".join(keys), old.label, _value(old), _value(new), reason, softer)


def _value(param: Param) -> str:
    return f"{param.default:g}" if isinstance(param.default, float) else str(param.default)


def _softer(key: str, base: Rule, rule: Rule) -> bool:
    """Whether the rule weighs less now."""
    weights = list(Severity)
    return {
        "severity": weights.index(rule.severity) > weights.index(base.severity),
        "stage": base.enabled and rule.stage is Stage.TRIAL and base.stage is not Stage.TRIAL,
        "levels": _redder(base.levels, rule.levels),
        "score": rule.score.mode is Mode.NONE or rule.score.points < base.score.points or (rule.score.per_unmet or 0) < (base.score.per_unmet or 0),
    }[key]


def _redder(base: Levels, levels: Levels) -> bool:
    """Whether something was red that need not be red now: a line of the old levels is held by none of the new ones."""
    if levels.always is Level.RED or base.always is Level.YELLOW:
        return False
    if base.always is Level.RED or levels.always is Level.YELLOW:
        return True
    return not all(any(_holds(new, old) for new in levels.red) for old in base.red)


def _holds(new: RedWhen, old: RedWhen) -> bool:
    """Whether the new line is red wherever the old one was: it asks for the same, and for no more of it."""
    asked = {key: value for key, value in new if value is not None}
    return bool(asked) and all(getattr(old, key) is not None and value <= getattr(old, key) for key, value in asked.items())


def _graded(chain: Chain) -> Iterator[Changed]:
    inherited = [link for link in chain[:-1] if link.profile.grading is not None]
    own = chain[-1].profile if chain else None
    if own and own.extends and own.grading is not None and own.grading_reason:
        name, before = (inherited[-1].profile.id, inherited[-1].profile.grading) if inherited else ("默认", None)
        easier = softer(before or BySeverity(), own.grading)
        yield Changed("", "", "grading", "评灯办法", f"按方案 {name}" if inherited else "默认", f"按方案 {own.id}", own.grading_reason, easier)
