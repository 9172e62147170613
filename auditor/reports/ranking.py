"""The order of every report, worst first, and the counts that go with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from auditor.model import BranchScore, Finding, Light, RuleInfo, Scorecard, Severity
from auditor.reports.words import LIGHTS, Mark, mark

_LIGHTS = list(LIGHTS)
_SEVERITIES = list(Severity)
UNRATED = 10**6


@dataclass(frozen=True, slots=True)
class Line:
    """One branch in report order. ``findings`` holds the rules' findings worst first; ``marks`` one mark for every rule."""

    anchor: str
    score: BranchScore
    findings: tuple[Finding, ...]
    marks: dict[str, Mark]
    counts: Counter[Mark]

    def link(self, rule: str) -> str:
        """The anchor of the branch's finding on a rule."""
        return f"{self.anchor}-{list(self.marks).index(rule) + 1}"


@dataclass(frozen=True, slots=True)
class Ranking:
    """A scorecard in report order."""

    scorecard: Scorecard
    rules: dict[str, RuleInfo]
    modules: dict[str, tuple[str, ...]]
    lines: tuple[Line, ...]

    def lights(self) -> dict[Light, int]:
        """How many branches have each light, worst first; they add up to the number of branches."""
        counts = Counter(line.score.light for line in self.lines)
        return {light: counts[light] for light in LIGHTS}


def rank(scorecard: Scorecard) -> Ranking:
    """Put a scorecard in report order: branches and findings worst first, rules as the rulebook has them."""
    rules = {rule.id: rule for rule in scorecard.rules}
    modules: dict[str, tuple[str, ...]] = {}
    for rule in scorecard.rules:
        modules[rule.module] = (*modules.get(rule.module, ()), rule.id)
    drafts = sorted((_line(branch, rules) for branch in scorecard.branches), key=_badness)
    lines = tuple(Line(f"b{number}", *parts) for number, parts in enumerate(drafts, 1))
    return Ranking(scorecard, rules, modules, lines)


_Draft = tuple[BranchScore, tuple[Finding, ...], dict[str, Mark], Counter[Mark]]


def _line(branch: BranchScore, rules: dict[str, RuleInfo]) -> _Draft:
    order = {rule: index for index, rule in enumerate(rules)}
    found = {finding.rule: finding for finding in branch.findings}
    marks = {rule: mark(found.get(rule)) for rule in rules}
    known = (found[rule] for rule in order if rule in found)
    findings = sorted(known, key=lambda finding: (marks[finding.rule], _SEVERITIES.index(finding.severity), order[finding.rule]))
    return branch, tuple(findings), marks, Counter(marks.values())


def _badness(draft: _Draft) -> tuple[int, ...]:
    branch, _, _, counts = draft
    worst = (-counts[Mark.RED_LINE], -counts[Mark.RED], -counts[Mark.YELLOW], -counts[Mark.NO_DATA] - counts[Mark.ERROR])
    return (_LIGHTS.index(branch.light), *worst, branch.score.low if branch.score else UNRATED)
