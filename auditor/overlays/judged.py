"""A branch's observations judged as they are and, where waivers are in force, as what then counts. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from auditor.judge import judge
from auditor.model import Finding, Observation
from auditor.overlays.waived import Key, Waived
from auditor.prerequisites import judge_all
from auditor.rulebook.rule import Rule


def judged(rules: Mapping[str, Rule], seen: Sequence[Observation], exceptions: Mapping[Key, Waived]) -> list[Finding]:
    """The findings of one branch, in order. ``after`` stands beside what a waiver covers, and what a covered prerequisite held up."""
    raw = judge_all(rules, seen)
    here = {one.rule: exceptions[one.rule, one.branch] for one in seen if (one.rule, one.branch) in exceptions}
    if not here:
        return raw
    instead = judge_all(rules, [here[one.rule].counts if one.rule in here else one for one in seen])
    return [_with(finding, then, rules, here) for finding, then in zip(raw, instead, strict=True)]


def _with(finding: Finding, then: Finding, rules: Mapping[str, Rule], here: Mapping[str, Waived]) -> Finding:
    if finding.rule in here:
        then = judge(rules[finding.rule], here[finding.rule].counts)
    return finding if then == finding else replace(finding, waiver="、".join(_ids(finding.rule, rules, here)), after=then)


def _ids(rule: str, rules: Mapping[str, Rule], here: Mapping[str, Waived]) -> list[str]:
    """The waivers of the rule or, without one, of the rules that it requires."""
    if rule in here:
        return list(here[rule].ids)
    return list(dict.fromkeys(id_ for need in rules[rule].requires if need in rules for id_ in _ids(need, rules, here)))
