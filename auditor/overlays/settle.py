"""Entries -> overlays that name rules and branches that exist, or every mistake in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import filter as matching
from glob import escape
from itertools import combinations
from typing import TypeVar

from auditor.checks.manual import Manual
from auditor.errors import Mistake, Place, RulebookError
from auditor.model import Severity
from auditor.overlays.files import Entry, Written
from auditor.records.branch_names import name_key
from auditor.records.dataset import Dataset
from auditor.records.register import Names
from auditor.rulebook.attestations import Attestation
from auditor.rulebook.load import Rulebook, in_order
from auditor.rulebook.rule import Rule
from auditor.rulebook.suggest import did_you_mean
from auditor.rulebook.waivers import ANY, Waiver, WaiverPolicy
from auditor.scorecard import InputFile

Either = TypeVar("Either", Waiver, Attestation)


@dataclass(frozen=True, slots=True)
class Exempt:
    """A waiver with the rules and branches that it is for."""

    waiver: Waiver
    place: Place
    rules: frozenset[str]
    branches: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answered:
    """A person's answer with the branch that it is about and the rule that asks."""

    answer: Attestation
    place: Place
    rule: Rule
    branch: str

    @property
    def check(self) -> Manual:
        """The question."""
        assert isinstance(self.rule.check, Manual)
        return self.rule.check


@dataclass(frozen=True, slots=True)
class Overlays:
    """All that is laid over a run, and the files that it stands in."""

    waivers: tuple[Exempt, ...] = ()
    answers: tuple[Answered, ...] = ()
    files: tuple[InputFile, ...] = ()


NO_OVERLAYS = Overlays()


def settle(written: Written, rulebook: Rulebook, dataset: Dataset) -> Overlays:
    """The overlays; ``RulebookError`` with every mistake of form, of names and of policy."""
    if not (written.waivers or written.attestations or written.mistakes):
        return Overlays(files=written.files)
    rules = {rule.id: rule for rule in (*rulebook.rules, *rulebook.unused)}
    names = Names(dataset.register, dataset.aliases)
    mistakes = [*written.mistakes, *_twice(written.waivers), *_twice(written.attestations)]
    waivers = [(entry, _exempt(entry, rules, names, rulebook.waivers, mistakes)) for entry in written.waivers]
    answers = [_answered(entry, rules, names, mistakes) for entry in written.attestations]
    mistakes += _overlapping([(entry, found) for entry, found in waivers if found])
    mistakes += _contradicting([(entry, found) for entry, found in zip(written.attestations, answers, strict=True) if found])
    if mistakes:
        raise RulebookError(in_order(mistakes))
    return Overlays(tuple(found for _, found in waivers if found), tuple(filter(None, answers)), written.files)


def _twice(entries: Iterable[Entry[Either]]) -> Iterator[Mistake]:
    first: dict[str, Entry[Either]] = {}
    for entry in entries:
        if entry.value.id in first:
            yield entry.mistake("R508", f'编号 "{entry.value.id}" 重复，已在 {first[entry.value.id].place("id")} 使用；请改用别的编号', "id")
        first.setdefault(entry.value.id, entry)


def _exempt(
    entry: Entry[Waiver], rules: Mapping[str, Rule], names: Names, policy: WaiverPolicy, mistakes: list[Mistake]
) -> Exempt | None:
    waiver = entry.value
    wrong = [*_policy(entry, policy)]
    covered = frozenset(_named(waiver.rule, rules))
    if not covered:
        wrong.append(_no_rule(entry, waiver.rule, rules))
    red_lines = sorted(rule for rule in covered if rules[rule].severity is Severity.RED_LINE)
    if red_lines and not policy.veto_waivable:
        wrong.append(entry.mistake("R507", f"{'、'.join(red_lines)} 是红线规则，不能豁免；请删去这一条", "rule"))
    branches = _branches(entry, names, wrong)
    mistakes += wrong
    return None if wrong else Exempt(waiver, entry.place(), covered, branches)


def _policy(entry: Entry[Waiver], policy: WaiverPolicy) -> Iterator[Mistake]:
    waiver = entry.value
    if name_key(waiver.approved_by).form == name_key(waiver.requested_by).form:
        yield entry.mistake("R503", f"批准人与申请人都是“{waiver.approved_by}”；豁免要由别人批准", "approved_by")
    if waiver.expires is None and policy.require_expiry:
        yield entry.mistake("R505", "没有写 expires（最后有效日，含当日）；豁免必须有期限")
    days = (waiver.last - waiver.effective_from).days + 1
    if waiver.expires and days > policy.max_days:
        yield entry.mistake("R504", f"豁免期长 {days} 天，最长 {policy.max_days} 天；请缩短，到期后重新申请", "expires")
    if not policy.allow_wildcards:
        for key in ("rule", "branch"):
            if ANY in getattr(waiver, key):
                yield entry.mistake("R510", f"{key} 不能用“*”；请逐条规则、逐个支部写明", key)


def _branches(entry: Entry[Waiver], names: Names, wrong: list[Mistake]) -> frozenset[str]:
    several = _named(entry.value.branch, names.branches) if ANY in entry.value.branch else []
    found = several or filter(None, [_branch(entry, names, wrong)])
    return frozenset(found)


def _named(written: str, names: Iterable[str]) -> list[str]:
    """The names that are meant; ``*`` stands for any text, every other sign for itself."""
    return matching(names, escape(written).replace(f"[{ANY}]", ANY))


def _branch(entry: Entry[Either], names: Names, wrong: list[Mistake]) -> str | None:
    """The branch that is written; as strict as with records: what is only near is proposed."""
    written = entry.value.branch
    match = names.find(written)
    if match.certain:
        return match.branches[0]
    guess = f"，是否想写 {'、'.join(f'“{name}”' for name in match.proposals)}？" if match.proposals else "；请按支部名录上的名称写"
    wrong.append(entry.mistake("R502", f'没有支部 "{written}"{guess}', "branch"))
    return None


def _no_rule(entry: Entry[Either], written: str, rules: Mapping[str, Rule]) -> Mistake:
    guess = did_you_mean(written, sorted(rules)) or "；请写规则编号（如 ZH-07），auditor rules list 可以列出"
    return entry.mistake("R501", f'没有规则 "{written}"{guess}', "rule")


def _overlapping(found: Iterable[tuple[Entry[Waiver], Exempt]]) -> Iterator[Mistake]:
    for (_, left), (entry, right) in combinations(found, 2):
        one, other = left.waiver, right.waiver
        days = max(one.effective_from, other.effective_from) <= min(one.last, other.last)
        periods = not one.spans or not other.spans or any(a.start <= b.end and b.start <= a.end for a in one.spans for b in other.spans)
        if days and periods and left.rules & right.rules and left.branches & right.branches:
            yield entry.mistake("R506", f"与 {left.place} 的 {one.id} 重叠（同一规则、支部和时段）；请只留一个，或改正期限", "id")


def _contradicting(found: Iterable[tuple[Entry[Attestation], Answered]]) -> Iterator[Mistake]:
    """Of two answers the later holds; of one day none is later."""
    for (_, left), (entry, right) in combinations(found, 2):
        one, other = left.answer, right.answer
        same = (left.rule.id, left.branch, one.attested_on) == (right.rule.id, right.branch, other.attested_on)
        if same and one.answer != other.answer:
            yield entry.mistake("R526", f"与 {left.place} 的 {one.id} 是同一天的认定，答案不同（{one.answer}、{other.answer}）；请核实后只留一条", "id")


def _answered(entry: Entry[Attestation], rules: Mapping[str, Rule], names: Names, mistakes: list[Mistake]) -> Answered | None:
    answer, wrong = entry.value, list[Mistake]()
    rule, branch = rules.get(answer.rule), _branch(entry, names, wrong)
    if rule is None:
        wrong.append(_no_rule(entry, answer.rule, rules))
    elif not isinstance(rule.check, Manual):
        wrong.append(entry.mistake("R520", f"{rule.id} 由台账判定，不是人工认定的事项；请删去这一条，确需例外请写豁免", "rule"))
    else:
        wrong += _fitting(entry, rule.check, branch, names)
    mistakes += wrong
    return Answered(answer, entry.place("answer"), rule, branch) if rule and branch and not wrong else None


def _fitting(entry: Entry[Attestation], asked: Manual, branch: str | None, names: Names) -> Iterator[Mistake]:
    answer, by = entry.value, entry.value.attested_by
    if answer.answer not in asked.answers:
        guess = did_you_mean(answer.answer, asked.answers) or f"；可答：{'、'.join(asked.answers)}"
        yield entry.mistake("R521", f'没有答案 "{answer.answer}"{guess}', "answer")
    if asked.attested_by.role and by.role != asked.attested_by.role:
        yield entry.mistake("R522", f'要由“{asked.attested_by.role}”认定，这里写的是“{by.role or "（空）"}”', "attested_by", "role")
    if asked.attested_by.not_same_branch and not by.from_branch:
        yield entry.mistake("R523", "要写明认定人所在的组织（from_branch），不能由本支部的人认定", "attested_by")
    elif asked.attested_by.not_same_branch and branch and _same(by.from_branch, branch, names):
        yield entry.mistake("R524", f"认定人来自本支部（{branch}）；请由别的组织的人认定", "attested_by", "from_branch")
    if asked.evidence.required and len(answer.evidence) < asked.evidence.at_least_files:
        yield entry.mistake("R525", f"至少要有 {asked.evidence.at_least_files} 个佐证文件（evidence），实有 {len(answer.evidence)} 个", "evidence")


def _same(written: str, branch: str, names: Names) -> bool:
    match = names.find(written)
    return match.certain and match.branches == (branch,)
