"""What the modes of grading have in common: an end of the policy, what is judged, what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from auditor.model import Bounds, Finding, Level, Light, Severity
from auditor.verdicts import FAIL, IN_PART, OPEN_VERDICTS, PASS

WEIGHTY = (Severity.RED_LINE, Severity.MAJOR)
SETTLED = (PASS, FAIL)
NAMED = 5
WORDS = {Light.GREEN: "合格", Light.YELLOW: "需改进", Light.RED: "不合格", Light.GREY: "数据不足"}


@dataclass(frozen=True, slots=True)
class End:
    """What the policy says with every unknown at its best, or at its worst. ``band``: the grade, where grades have names."""

    light: Light
    band: str = ""

    @property
    def word(self) -> str:
        """The grade or, without one, the light in words."""
        return self.band or WORDS[self.light]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A branch graded. ``counted``: the findings that bear on it; ``held``: why no light is given although both ends agree."""

    counted: Sequence[Finding]
    score: Bounds | None
    best: End
    worst: End
    held: str = ""

    @property
    def light(self) -> Light:
        """The light on which both ends agree, else grey."""
        agreed = self.best.light is self.worst.light and any(map(judged, self.counted)) and not self.held
        return self.best.light if agreed else Light.GREY

    @property
    def band(self) -> str:
        """The grade on which both ends agree; empty while it is open."""
        return self.best.band if self.light is not Light.GREY and self.best == self.worst else ""


def judged(finding: Finding) -> bool:
    """Whether the rule came to a verdict that stands."""
    return finding.verdict in SETTLED and not finding.observation.perhaps


def failed(finding: Finding, *, worst: bool) -> Level | None:
    """The level at which the rule failed, or (``worst``) may have failed."""
    if finding.verdict is FAIL:
        return finding.worst_level or finding.level if worst else finding.level
    return (finding.worst_level or Level.RED) if worst and unsettled(finding) else None


def unsettled(finding: Finding) -> bool:
    """Whether it may still turn out as a failure: something is unknown, or nobody has answered a question that weighs."""
    return finding.verdict in OPEN_VERDICTS or (finding.awaits and finding.severity in WEIGHTY)


def broken(findings: Iterable[Finding], *, worst: bool) -> list[Finding]:
    """The red lines that failed at level red, or (``worst``) may have: in every mode they make a branch red."""
    return [one for one in findings if one.severity is Severity.RED_LINE and failed(one, worst=worst) is Level.RED]


def redlines(findings: Sequence[Finding]) -> Iterator[str]:
    """The red lines that certainly or possibly decide, in words."""
    sure = [one.rule for one in broken(findings, worst=False)]
    perhaps = [one.rule for one in broken(findings, worst=True) if one.rule not in sure]
    if sure:
        yield f"红线规则判红 {len(sure)} 条（{'、'.join(sure)}）：为红灯"
    elif perhaps:
        yield f"红线规则 {len(perhaps)} 条（{'、'.join(perhaps)}）待核实：可能为红灯"


def unjudged(findings: Iterable[Finding]) -> str:
    """Why a branch cannot be green, in words: red-line and major rules without a verdict. Empty where there are none."""
    found = [one.rule for one in findings if one.severity in WEIGHTY and unsettled(one)]
    more = f" 等 {len(found)} 条" if len(found) > NAMED else ""
    return f"红线、重要规则有 {len(found)} 条不能判定（{'、'.join(found[:NAMED])}{more}），不亮绿灯" if found else ""


def said(findings: Iterable[Finding]) -> list[str]:
    """The findings as reasons."""
    return [f"{finding.rule} {finding.message}" for finding in findings]


def between(outcome: Outcome) -> str:
    """The two ends in words."""
    if not any(map(judged, outcome.counted)):
        return "没有一条规则能够判定"
    if outcome.best == outcome.worst:
        return ""
    return f"现有数据只能确定在“{outcome.best.word}”与“{outcome.worst.word}”之间"


def undecided(findings: Iterable[Finding]) -> list[str]:
    """What would settle it: the undecided red-line and major rules first, those with most points at stake before others."""
    found = [one for one in findings if unsettled(one) or (one.verdict is FAIL and _open(one))]
    found.sort(key=lambda one: (one.severity not in WEIGHTY, -(one.points.of if one.points else 0), one.rule))
    rest = len(found) - NAMED
    return [*said(found[:NAMED]), *([f"另有 {rest} 条规则数据不足"] if rest > 0 else [])]


def _open(finding: Finding) -> bool:
    return bool(finding.observation.unknown) or finding.observation.standing is IN_PART
