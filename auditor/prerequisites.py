"""Rules that stand on other rules: where a prerequisite did not hold, the rule that requires it says nothing of its own. Pure.

What such a rule would have said is one of all that it may say, so its finding is open from floor to full points, at worst red. Putting
the prerequisite right then replaces the whole range by one value in it: the worst case, the lowest score and a light that was given
never get worse. What is open about the prerequisite is as good a reason to wait as its failure; a prerequisite that does not apply or is
not due yet holds nobody up, and a rule that does not apply waits for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor.judge import judge
from auditor.model import Finding, Observation, Standing, Verdict
from auditor.rulebook.rule import Rule

WAITED_FOR = (Verdict.FAIL, Verdict.NO_DATA, Verdict.ERROR)
NEVER_HELD = (Standing.NOT_APPLICABLE, Standing.ERROR)


def judge_all(rules: Mapping[str, Rule], seen: Sequence[Observation]) -> list[Finding]:
    """What one branch's observations come to, in their order."""
    observed = {one.rule: one for one in seen}
    findings: dict[str, Finding] = {}

    def finding(id_: str) -> Finding:
        if id_ not in findings:
            rule, one = rules[id_], observed[id_]
            held_by = next((need for need in rule.requires if need in observed and finding(need).verdict in WAITED_FOR), None)
            waits = held_by is not None and one.standing not in NEVER_HELD
            findings[id_] = judge(rule, _held(one, rules[str(held_by)], findings[str(held_by)]) if waits else one)
        return findings[id_]

    return [finding(one.rule) for one in seen]


def _held(seen: Observation, prerequisite: Rule, found: Finding) -> Observation:
    """Nothing counted, and why."""
    said = found.message.removeprefix(f"{seen.branch}：")
    note = f"先看 {prerequisite.id} {prerequisite.name}：{said}；它合格以后才判这一条"
    return Observation(seen.rule, seen.branch, Standing.NOT_SUPPLIED, note=note)
