"""An earlier scorecard, as far as it can be compared with. Frozen values; ``auditor.history`` reads the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.model import Points, Verdict
from auditor.periods import Period


@dataclass(frozen=True, slots=True)
class EarlierFinding:
    """What one rule came to at one branch."""

    verdict: Verdict
    met: int = 0
    unmet: int = 0
    unknown: int = 0
    open: int = 0
    points: Points | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """A scorecard of an earlier run: which file, of what period, judged by which rules, and the findings by rule and branch."""

    file: str
    sha256: str
    period: Period
    rulebook: str
    version: str
    profile: str
    findings: Mapping[tuple[str, str], EarlierFinding] = field(default_factory=dict)
