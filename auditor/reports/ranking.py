"""The order of every report, worst first, and the counts that go with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from auditor.model import Finding, Light, Severity
from auditor.reports.guard import safe_branch, safe_input, safe_issue
from auditor.reports.words import LIGHTS, Mark, mark
from auditor.scorecard import BranchScore, RuleInfo, Scorecard

_LIGHTS = list(LIGHTS)
_SEVERITIES = list(Severity)
UNRATED = 10**6


@dataclass(frozen=True)
class Line:
    """One branch in report order. ``graded`` is the branch as it was graded; what is printed is ``score``, which may be shown.

    ``marks``: one mark for every rule; ``counts`` leaves out the rules on trial.
    """

    anchor: str
    graded: BranchScore
    marks: dict[str, Mark]
    counts: Counter[Mark]

    @cached_property
    def score(self) -> BranchScore:
        """The branch as reports may show it. Not every report shows every branch."""
        return safe_branch(self.graded)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The rules' findings, worst first."""
        found = {finding.rule: finding for finding in self.score.findings}
        known = [found[rule] for rule in self.marks if rule in found]
        return tuple(sorted(known, key=lambda finding: (self.marks[finding.rule], _SEVERITIES.index(finding.severity))))

    def link(self, rule: str) -> str:
        """The anchor of the branch's finding on a rule."""
        return self._links[rule]

    @cached_property
    def _links(self) -> dict[str, str]:
        return {rule: f"{self.anchor}-{number}" for number, rule in enumerate(self.marks, 1)}


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """A scorecard in report order, as reports may show it; its branches are the ``lines``, ``trials`` its rules on trial."""

    scorecard: Scorecard
    rules: dict[str, RuleInfo]
    modules: dict[str, tuple[str, ...]]
    lines: tuple[Line, ...]
    trials: frozenset[str] = frozenset()

    @property
    def scored(self) -> int:
        """How many rules count: all but those on trial."""
        return len(self.rules) - len(self.trials)

    @property
    def graded(self) -> bool:
        """Whether the profile's grades have names."""
        data = self.scorecard.grading.data
        return bool(data.get("bands") or data.get("names"))

    @property
    def groups(self) -> tuple[tuple[str, int], ...]:
        """The weighted groups of the score, with their weights."""
        return tuple((group["name"], group["weight"]) for group in self.scorecard.grading.data.get("groups", ()))

    @property
    def waived(self) -> bool:
        """Whether an exception changed any score."""
        return any(line.graded.raw_score not in (None, line.graded.score) for line in self.lines)

    def lights(self) -> dict[Light, int]:
        """How many branches have each light, worst first; they add up to the number of branches."""
        counts = Counter(line.graded.light for line in self.lines)
        return {light: counts[light] for light in LIGHTS}


def rank(scorecard: Scorecard) -> Ranking:
    """Put a scorecard in report order: branches and findings worst first, rules as the rulebook has them."""
    rules = {rule.id: rule for rule in scorecard.rules}
    modules: dict[str, tuple[str, ...]] = {}
    for rule in scorecard.rules:
        modules[rule.module] = (*modules.get(rule.module, ()), rule.id)
    drafts = sorted((_draft(branch, rules) for branch in scorecard.branches), key=_badness)
    lines = tuple(Line(f"b{number}", *parts) for number, parts in enumerate(drafts, 1))
    shown = replace(scorecard, branches=(), inputs=tuple(map(safe_input, scorecard.inputs)), issues=tuple(map(safe_issue, scorecard.issues)))
    return Ranking(shown, rules, modules, lines, frozenset(rule for rule, info in rules.items() if info.trial))


_Draft = tuple[BranchScore, dict[str, Mark], Counter[Mark]]


def _draft(branch: BranchScore, rules: dict[str, RuleInfo]) -> _Draft:
    found = {finding.observation.rule: finding for finding in branch.findings}
    marks = {rule: mark(found.get(rule)) for rule in rules}
    return branch, marks, Counter(marks[rule] for rule, info in rules.items() if not info.trial)


def _badness(draft: _Draft) -> tuple[int, ...]:
    branch, _, counts = draft
    worst = (-counts[Mark.RED_LINE], -counts[Mark.RED], -counts[Mark.YELLOW], -counts[Mark.NO_DATA] - counts[Mark.ERROR])
    return (_LIGHTS.index(branch.light), *worst, branch.score.low if branch.score else UNRATED)
