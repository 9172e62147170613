"""The scorecard: what the whole run came to. Frozen values, as in ``auditor.model``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from auditor.model import Bounds, Finding, Light, RecordIssue, Severity
from auditor.periods import Period


@dataclass(frozen=True, slots=True)
class Earned:
    """So many points of so many; of 0: nothing that counts."""

    points: float
    of: float


@dataclass(frozen=True, slots=True)
class GroupScore:
    """A weighted part of a score: what is earned at the low and at the high end.

    A group of 0 points does not apply, its weight is shared out among the others. Not ``sure``: perhaps it does not apply, and it
    counts at an end only if it moves the score outwards.
    """

    name: str
    weight: int
    low: Earned
    high: Earned
    sure: bool = True


@dataclass(frozen=True, slots=True)
class GradingInfo:
    """How the profile gives lights: ``data`` for programs; in words, what the profile is, when which light is given, what else to know."""

    data: Mapping[str, Any] = field(default_factory=dict)
    lights: Mapping[Light, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class BranchScore:
    """One branch's line of the scorecard. ``score`` is None when nothing applies (不评); scores are floored.

    ``raw_score`` is the score as if nothing were waived; ``band`` the grade's name where the profile names grades and it is certain.
    ``groups``: the parts of the score, where the profile weighs groups.
    """

    branch: str
    parent: str
    light: Light
    reasons: tuple[str, ...]
    score: Bounds | None
    judged: int
    applicable: int
    findings: tuple[Finding, ...]
    raw_score: Bounds | None = None
    band: str = ""
    groups: tuple[GroupScore, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What reports say of a rule."""

    id: str
    name: str
    severity: Severity
    module: str
    basis: str
    fix: str = ""
    trial: bool = False
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A rule that the profile does not use, and why."""

    rule: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A value of a rule (``what``, in reports ``label``) that the profile sets, and why. ``softer``: the rule weighs less or asks less.

    ``rule`` is empty where the profile changes how branches are graded.
    """

    rule: str
    name: str
    what: str
    label: str
    old: str
    new: str
    reason: str
    softer: bool = False


@dataclass(frozen=True, slots=True)
class Overlay:
    """A waiver or a person's answer, and what became of it.

    ``state``: ``in_force``, ``soon`` (expires soon), ``expired``, ``unmatched`` (covers nothing here) or ``needless`` (the rule holds anyway).
    """

    id: str
    kind: str
    rule: str
    branch: str
    state: str
    message: str


@dataclass(frozen=True, slots=True)
class SheetInput:
    """What one sheet was taken as. ``coverage`` is a sentence; it says where something was assumed. ``name``: what people call the table."""

    table: str
    sheet: str
    rows: int
    coverage: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class InputFile:
    """One input file with its digest and what was read from it. ``use``: what a file that is no ledger was used for."""

    file: str
    sha256: str
    tables: tuple[SheetInput, ...] = ()
    use: str = ""


@dataclass(frozen=True, slots=True)
class RulebookInfo:
    """Which rules judged: enough to repeat the run.

    ``sha256`` is of the rulebook's files, ``selection`` of the rules in use with their values and the grading: equal for equal selections.
    """

    id: str
    version: str
    profile: str
    sha256: str
    selection: str = ""
    changes: tuple[Changed, ...] = ()


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The result: every branch's light with its findings, the rules, the inputs and what was wrong with them."""

    period: Period
    as_of: date
    rulebook: RulebookInfo
    inputs: tuple[InputFile, ...]
    rules: tuple[RuleInfo, ...]
    branches: tuple[BranchScore, ...]
    issues: tuple[RecordIssue, ...] = field(default=())
    left_out: tuple[LeftOut, ...] = ()
    overlays: tuple[Overlay, ...] = ()
    grading: GradingInfo = field(default=GradingInfo())
