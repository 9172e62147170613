"""The values that travel between the steps: frozen, plain, without I/O and without a table library.

observe -> ``Observation`` -> judge -> ``Finding`` -> grade -> ``BranchScore`` -> ``Scorecard`` -> compose -> reports.
Reports' words for these values live in ``auditor.reports.words``, never here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class State(IntEnum):
    """What one obligation is: the cell of the obligation table. ``OPEN`` is owed but not due yet."""

    NOT_OWED, MET, UNMET, UNKNOWN, OPEN = range(5)


class Verdict(StrEnum):
    """The conclusion on one rule at one branch."""

    PASS = "pass"
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    NO_DATA = "no_data"
    PENDING = "pending"
    ERROR = "error"


class Level(StrEnum):
    """How bad a failure is."""

    YELLOW = "yellow"
    RED = "red"


class Light(StrEnum):
    """A branch's light. ``GREY`` means that the data do not settle it."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


class Severity(StrEnum):
    """How much a rule weighs: 红线, 重要, 一般, 提示."""

    RED_LINE = "red_line"
    MAJOR = "major"
    MINOR = "minor"
    INFO = "info"


class Modality(StrEnum):
    """The regulation's own word: 必须/不得, 应当, 一般, 可以, or a local requirement."""

    MUST = "must"
    SHALL = "shall"
    NORMALLY = "normally"
    MAY = "may"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Bounds:
    """A number that is only known to lie between two others. ``low == high`` when it is settled."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A cell that someone can open. What is unknown is empty: a missing record has a file and sheet but no row.

    ``row`` is the number that Excel shows, ``column`` the letter; ``value`` is the raw text, masked where it is personal.
    """

    period: str = ""
    subject: str = ""
    state: State = State.UNKNOWN
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    note: str = ""


NOT_RECEIVED = "没有收到这一项的记录，或记录不能确定"
"""Stands in the note of evidence for which there is no record that could be looked at."""


@dataclass(frozen=True, slots=True)
class RecordIssue:
    """Something in the input that could not be taken as it stands. ``code`` is stable (``D…`` for data)."""

    code: str
    message: str
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    branch: str = ""


class Standing(StrEnum):
    """Whether a rule concerns a branch at all, and whether its records were handed in; ``IN_PART``: more may be owed than was seen."""

    APPLIES = "applies"
    IN_PART = "in_part"
    NOT_APPLICABLE = "not_applicable"
    NOT_SUPPLIED = "not_supplied"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Observation:
    """One rule at one branch, counted, with evidence and without opinion. ``owed == met + unmet + unknown + open``.

    ``grave`` counts the unmet ones beyond the rule's second bound, ``run`` the longest run of consecutive unmet periods.
    ``perhaps``: it is not certain that anything was owed by now; ``bare``: nor that anything is owed at all. ``loose`` of the met ones
    are perhaps not owed (the unmet ones certainly are); ``done`` of the open ones are perhaps met already.
    ``note`` says what was not supplied, why the rule does not apply, or what went wrong.
    """

    rule: str
    branch: str
    standing: Standing = Standing.APPLIES
    met: int = 0
    unmet: int = 0
    unknown: int = 0
    open: int = 0
    grave: int = 0
    run: int = 0
    perhaps: bool = False
    bare: bool = False
    loose: int = 0
    done: int = 0
    evidence: tuple[Evidence, ...] = ()
    evidence_total: int = 0
    note: str = ""

    @property
    def owed(self) -> int:
        """How many obligations the branch had under the rule."""
        return self.met + self.unmet + self.unknown + self.open


@dataclass(frozen=True, slots=True)
class Points:
    """Points of one finding: the provable interval, and of how many. A bonus is of 0: extra points beside those of the other rules."""

    low: float
    high: float
    of: float


@dataclass(frozen=True, slots=True)
class Finding:
    """An observation judged. ``level`` is set only for ``FAIL``; ``worst_level`` is the level if every unknown were unmet.

    ``waiver`` is the id of the approved exception that covers it: verdict and evidence stay, and ``after`` is what counts in its place.
    ``trial``: shown, not scored. ``awaits``: a person must answer, and has not.
    """

    observation: Observation
    verdict: Verdict
    severity: Severity
    level: Level | None = None
    worst_level: Level | None = None
    points: Points | None = None
    message: str = ""
    fix: str = ""
    waiver: str | None = None
    trial: bool = False
    awaits: bool = False
    after: Finding | None = None

    @property
    def counts(self) -> bool:
        """Whether the finding bears on the light: hints and rules on trial are shown only."""
        return self.severity is not Severity.INFO and not self.trial

    @property
    def standing(self) -> Finding:
        """What counts: the finding itself or, under a waiver, what it then comes to."""
        return self.after or self

    @property
    def rule(self) -> str:
        """The rule's id."""
        return self.observation.rule
