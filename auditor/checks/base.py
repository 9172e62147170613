"""What a check kind is: options that say which obligations there are and, for each, an expression that gives its state.

A kind never sees data, engine or branch. It names its population (whose obligations), the measures that it needs from other
tables (aggregated once per subject, shared by all rules over the same table), and one state expression per item.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

import narwhals as nw
from narwhals import Expr

from auditor.checks.options import WhenEmpty
from auditor.checks.reading import Reading
from auditor.checks.states import DONE, PERHAPS
from auditor.checks.truth import chosen, either, negated
from auditor.checks.view import View
from auditor.checks.workdays import NO_DAYS, WorkDays
from auditor.model import State
from auditor.periods import Period
from auditor.tables import AnyOf, Condition, Table, Where


class Whose(Enum):
    """Who owes: each branch of the register, each person on a roll, each group, or each row of a table."""

    BRANCHES = "branches"
    MEMBERS = "members"
    GROUPS = "groups"
    ROWS = "rows"


class Dated(Enum):
    """By which version a rule judges, where no column of its own tells: that of the row's day, of the period, of the last day that counts."""

    ROW = "row"
    PERIOD = "period"
    LAST_DAY = "last_day"


@dataclass(frozen=True, slots=True)
class Population:
    """The subjects of a check: one row of ``table`` each."""

    whose: Whose
    table: str

    @property
    def keys(self) -> tuple[str, ...]:
        """What measures of other tables are grouped by to be joined to a subject."""
        return {Whose.BRANCHES: ("branch",), Whose.MEMBERS: ("person",), Whose.GROUPS: ("branch", "group"), Whose.ROWS: ()}[self.whose]


BRANCHES = Population(Whose.BRANCHES, "branches")
MEMBERS = Population(Whose.MEMBERS, "members")
GROUPS = Population(Whose.GROUPS, "groups")


@dataclass(frozen=True, slots=True)
class Pairing:
    """Each subject beside every row of a measure's table that shares its keys, so that ``value`` may compare the two.

    ``beside``: the subject's values by the name that they get; ``steps``: further columns, level after level (windows over earlier
    ones). ``row`` and ``key(n)`` tell a subject among the pairs. Measures with one pairing share one join.
    """

    name: str
    beside: Mapping[str, Expr]
    steps: tuple[Mapping[str, Expr], ...] = ()

    @property
    def row(self) -> str:
        """The subject's ``_row``."""
        return f"{self.name}_row"

    def key(self, place: int) -> str:
        """The subject's key of that place in ``on``."""
        return f"{self.name}_key{place}"


@dataclass(frozen=True, slots=True)
class Measure:
    """One aggregate of ``table`` per subject, in the column ``name`` of the population's frame.

    ``how``: ``any`` (bool) or ``sum`` (int) of ``value``. ``on``: pairs (column of the population, column of the table);
    empty means the population's own keys. Subjects without a row get False or 0. ``paired``: see there. ``given``: columns of the table
    that ``value`` is made from.
    """

    name: str
    table: str
    value: Expr
    how: str = "sum"
    on: tuple[tuple[str, str], ...] = ()
    paired: Pairing | None = None
    given: Mapping[str, Expr] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cells:
    """One state expression per item, the number of grave cells per subject, and whether the items are consecutive periods.

    ``steps``: columns that the states are made from, level after level, so that none is written out many times.
    """

    items: Mapping[str, Expr]
    grave: Expr | None = None
    ordered: bool = False
    steps: tuple[Mapping[str, Expr], ...] = ()


@dataclass(frozen=True, slots=True)
class Support:
    """Which rows of a table stand behind a subject's counts: those that possibly match.

    ``date`` tells to which period a row belongs, or ``item`` (a column whose value is the item's name) to which item; with neither a
    row stands behind every item. ``cell`` is the column to point at.
    """

    table: str
    matches: Expr
    date: str | None = None
    item: str | None = None
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a kind may know: the audited window, the last day that counts (``due``), the tables, coverage and applicability.

    ``answers(table, period, kinds)`` is a literal or an expression over ``branch``; ``applies`` likewise. ``name(n)`` gives a column name
    that no other rule uses. ``calendar``: the public holidays, as far as they are known.
    """

    window: Period
    due: Period
    views: Mapping[str, View]
    answers: Callable[[str, Period, frozenset[str]], Expr]
    applies: Reading
    prefix: str = ""
    calendar: WorkDays = NO_DAYS

    def name(self, part: object) -> str:
        """A frame column of this rule alone, in characters that every engine takes unquoted."""
        return re.sub(r"\W", "_", f"{self.prefix}_{part}")

    def covered(self, table: str, period: Period, where: Where = ()) -> Expr:
        """Whether the branch's inputs cover the period: for the sorts of records that ``where`` asks for, where it asks for some."""
        return self.answers(table, period, self.views[table].table.sorts(where) if table in self.views else frozenset())

    @property
    def day(self) -> int:
        """The last day that counts, as YYYYMMDD."""
        end = self.due.end
        return end.year * 10000 + end.month * 100 + end.day

    @property
    def due_day(self) -> Period:
        """The last day that counts, as a period of one day."""
        return Period("", self.due.end, self.due.end)

    def runs_on(self, period: Period) -> bool:
        """Whether the period ends after the last day that counts, so that nothing in it is overdue yet."""
        return period.end > self.due.end


class Check(Protocol):
    """The contract of a kind; each is a frozen model in its own file with ``kind`` and its options as fields."""

    @property
    def kind(self) -> str:
        """The name that rules use."""
        ...

    def population(self) -> Population:
        """Whose obligations these are."""
        ...

    def empty(self) -> WhenEmpty:
        """What it means when a branch has no subject although the table was handed in."""
        ...

    def dated_by(self) -> str | Dated:
        """What tells by which version of the rule an obligation is judged: a column of the subject, or else."""
        ...

    def never_fails(self, tables: Mapping[str, Table]) -> Iterable[tuple[str, str]]:
        """Why no record could fail it, as far as that is plain: the option to blame and the reason in words."""
        ...

    def examined(self) -> tuple[str, ...]:
        """The columns of the subject's own row that are looked at, the first to be shown as evidence; none where others' rows are."""
        ...

    def needs(self) -> Mapping[str, frozenset[str]]:
        """Tables and columns without which nothing can be said; ``a|b`` is one of several columns."""
        ...

    def measures(self, scope: Scope) -> tuple[Measure, ...]:
        """What must be aggregated from tables for each subject."""
        ...

    def cells(self, scope: Scope) -> Cells:
        """The state of each obligation, over the subjects' frame with the measures joined."""
        ...

    def support(self, scope: Scope) -> Support | None:
        """The rows behind the counts; None when the subject's own row is the evidence."""
        ...

    def describe(self) -> str:
        """The check in one Chinese sentence."""
        ...


def state(*, owed: Reading, met: Reading, open_: Expr | None = None) -> Expr:
    """The state of one obligation from its two readings.

    Not even possibly owed: not owed. Met certainly: met. Not due yet: open. Possibly met, or only possibly owed: unknown. Else unmet.
    ``PERHAPS`` is added where it is only possibly owed; what is open and possibly met is ``DONE``.
    """
    doubt = met.possible if owed.settled else either(met.possible, negated(owed.certain))
    undecided = chosen(doubt, State.UNKNOWN.value, State.UNMET.value)
    if open_ is not None:
        undecided = chosen(open_, chosen(met.possible, DONE, State.OPEN.value), undecided)
    judged = chosen(met.certain, State.MET.value, undecided)
    if not owed.settled:
        judged = judged + chosen(owed.certain, 0, PERHAPS)
    found = chosen(owed.possible, judged, State.NOT_OWED.value)
    return nw.lit(found) if isinstance(found, int) else found


def needed(where: Where) -> frozenset[str]:
    """The columns without which a filter says nothing: those of its own lines that do not decide blanks, and of an any-line one of all.

    The alternatives of an any-line stand as one need, ``paid|status``.
    """
    lines = [line for line in where if isinstance(line, Condition) and line.blank == "unknown"]
    choices = frozenset("|".join(sorted({part.column for part in line.any})) for line in where if isinstance(line, AnyOf))
    return choices | {column for line in lines for column in (line.column, *line.others)}
