"""What became of every waiver and every answer in this run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from auditor.model import Finding, Verdict
from auditor.overlays.answered import last_day, newest
from auditor.overlays.settle import Answered, Exempt, Overlays
from auditor.overlays.states import ANSWER, EXPIRED, IN_FORCE, LATER, NEEDLESS, REPLACED, SOON, UNMATCHED, WAIVER
from auditor.rulebook.waivers import WaiverPolicy
from auditor.scorecard import BranchScore, Overlay

Findings = Mapping[tuple[str, str], Finding]
Told = tuple[str, str]
"""State and message."""


def told(overlays: Overlays, branches: Sequence[BranchScore], policy: WaiverPolicy, as_of: date) -> tuple[Overlay, ...]:
    """One line for every waiver, then for every answer, in the order of the files."""
    findings = {(finding.rule, one.branch): finding for one in branches for finding in one.findings}
    latest = newest(overlays.answers, as_of)
    waivers = [
        Overlay(one.waiver.id, WAIVER, one.waiver.rule, _one(one.branches, one.waiver.branch), *_waiver(one, findings, policy, as_of))
        for one in overlays.waivers
    ]
    answers = [
        Overlay(one.answer.id, ANSWER, one.rule.id, one.branch, *_answer(one, latest, findings, policy, as_of)) for one in overlays.answers
    ]
    return (*waivers, *answers)


def about(lines: Sequence[Overlay], overlays: Overlays, rule: str, branch: str) -> tuple[Overlay, ...]:
    """Those of the lines of ``told`` that are about the rule at the branch."""
    of = [*((one.rules, one.branches) for one in overlays.waivers), *(({one.rule.id}, {one.branch}) for one in overlays.answers)]
    return tuple(line for line, (rules, branches) in zip(lines, of, strict=True) if rule in rules and branch in branches)


def _one(branches: frozenset[str], written: str) -> str:
    return next(iter(branches)) if len(branches) == 1 else written


def _waiver(one: Exempt, findings: Findings, policy: WaiverPolicy, as_of: date) -> Told:
    waiver = one.waiver
    if as_of > waiver.last:
        return EXPIRED, f"已于 {waiver.last} 到期，没有计入；仍需豁免的请重新申请，否则请删去"
    if not waiver.in_force(as_of):
        return LATER, f"{max(waiver.effective_from, waiver.approved_on)} 起生效，本次没有计入"
    found = [findings[rule, branch] for rule in sorted(one.rules) for branch in sorted(one.branches) if (rule, branch) in findings]
    if not found:
        return UNMATCHED, "本次没有用这条规则检查，没有起作用；请核对规则编号和方案"
    if any(_uses(finding, waiver.id) for finding in found):
        return _holding(_words(one), waiver.expires, policy, as_of)
    if all(finding.verdict in (Verdict.NOT_APPLICABLE, Verdict.ERROR) for finding in found):
        return UNMATCHED, "规则不涉及该支部或没有执行成功，没有起作用；请核对规则和支部"
    if any(finding.verdict is Verdict.PASS for finding in found):
        return NEEDLESS, "没有豁免也已合格，不需要；请考虑撤销"
    if waiver.spans:
        return UNMATCHED, f"在 {'、'.join(waiver.periods)} 没有可以豁免的事项（没有未做到的，或这条规则不按时段判定），没有起作用；请核对时段"
    return _holding("没有未做到的事项，暂未用到", waiver.expires, policy, as_of)


def _uses(finding: Finding, id_: str) -> bool:
    return f"、{id_}、" in f"、{finding.waiver or ''}、"


def _words(one: Exempt) -> str:
    waiver = one.waiver
    periods = f"{'、'.join(waiver.periods)}：" if waiver.periods else ""
    treated = {"excluded": "不计入得分", "full_points": "按做到计分", "defer": "暂不判定"}[waiver.treat_as]
    return f"{periods}{treated}；{waiver.reason}；{waiver.requested_by}申请，{waiver.approved_by} {waiver.approved_on} 批准"


def _holding(words: str, last: date | None, policy: WaiverPolicy, as_of: date) -> Told:
    if last is None:
        return IN_FORCE, f"{words}；未定期限"
    left = (last - as_of).days
    if left <= policy.remind_days:
        return SOON, f"{words}；{last} 到期，{f'还有 {left} 天' if left else '今天是最后一天'}"
    return IN_FORCE, f"{words}；有效至 {last}"


def _answer(one: Answered, latest: Mapping[tuple[str, str], Answered], findings: Findings, policy: WaiverPolicy, as_of: date) -> Told:
    key, answer, last = (one.rule.id, one.branch), one.answer, last_day(one)
    if answer.attested_on > as_of:
        return LATER, f"认定日期 {answer.attested_on} 晚于检查截止日，本次没有计入"
    if latest[key] is not one:
        return REPLACED, f"已有更晚的认定（{latest[key].answer.id}，{latest[key].answer.attested_on}），以它为准"
    if as_of > last:
        return EXPIRED, f"已于 {last} 到期，重新列为待办；请重新认定"
    if key not in findings:
        return UNMATCHED, "本次没有用这条规则检查，没有起作用；请核对规则编号和方案"
    if findings[key].verdict is Verdict.NOT_APPLICABLE:
        return UNMATCHED, "规则不涉及该支部，没有起作用；请核对规则和支部"
    return _holding(f"{answer.answer}；{answer.attested_by.text} {answer.attested_on} 认定", last, policy, as_of)
