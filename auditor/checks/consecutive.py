"""Check kind ``consecutive``: no run of so many months without a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Literal

from narwhals import Expr
from pydantic import Field, model_validator

from auditor.checks.base import BRANCHES, MEMBERS, Cells, Dated, Measure, Population, Scope, Support, needed, state
from auditor.checks.count_per_period import existed
from auditor.checks.counting import Count, count
from auditor.checks.options import Filtered, WhenEmpty, when_none
from auditor.checks.reading import Reading, any_of, kept
from auditor.checks.standing import on_roll
from auditor.checks.truth import ALWAYS, either, negated
from auditor.periods import Every, Period, months_before, periods


class Consecutive(Filtered):
    """是否连续多个月没有记录，如连续 6 个月未交党费。

    For each month of the window the run of ``fewer_than`` months that ends with it is looked at, months before the window included.
    Met if one month of the run has a matching record or was not owed; unknown if a month is not covered by any input; open if the
    last month of the run still goes on.

    Example::

        check: {kind: consecutive, table: dues, per: member, where: [{column: paid, more_than: 0}], fewer_than: 6, when_empty: no_data}
    """

    kind: Literal["consecutive"]
    per: Literal["branch", "member"] = "branch"
    date: str | None = None
    fewer_than: Annotated[int, Field(ge=2, le=24)]
    when_empty: Annotated[WhenEmpty | None, Field(strict=False)] = None

    @model_validator(mode="after")
    def _said(self) -> Consecutive:
        when_none(self.when_empty, listed=self.per != "branch")
        return self

    def population(self) -> Population:
        """Branches or members."""
        return BRANCHES if self.per == "branch" else MEMBERS

    def empty(self) -> WhenEmpty:
        """No member: as the rule says."""
        return self.when_empty or WhenEmpty.NO_DATA

    def dated_by(self) -> str | Dated:
        """The month."""
        return Dated.PERIOD

    def examined(self) -> tuple[str, ...]:
        """None: records of other tables are counted."""
        return ()

    def needs(self) -> Mapping[str, frozenset[str]]:
        """The records and, per member, the roll."""
        own = {self.table: needed(self.where)}
        return own if self.per == "branch" else {"members": frozenset(), **own}

    def measures(self, scope: Scope) -> tuple[Measure, ...]:
        """Whether each month has a record."""
        return tuple(measure for _, _, measures in self._months(scope) for measure in measures)

    def cells(self, scope: Scope) -> Cells:
        """One cell per month of the window: the run that ends with it."""
        found, step = [], dict[str, Expr]()
        for month, there, _ in self._months(scope):
            broken, made = kept(self._broken(scope, month, there), scope.name(f"broken {month.label}"))
            found.append((month, broken))
            step |= made
        owed, cells = scope.applies & self._mine(scope), {}
        for end in range(self.fewer_than, len(found) + 1):
            month, run = found[end - 1][0], found[end - self.fewer_than : end]
            met = any_of(broken for _, broken in run)
            cells[month.label] = state(owed=owed, met=met, open_=ALWAYS if scope.runs_on(month) else None)
        return Cells(cells, steps=(step,))

    def support(self, scope: Scope) -> Support | None:
        """The records of the window."""
        view = scope.views[self.table]
        touching = any_of(view.within(self._date(scope), month) for month in periods(scope.window, Every.MONTH))
        return Support(self.table, touching.possible, self._date(scope))

    def describe(self) -> str:
        """The length of the run."""
        return f"{'每名党员' if self.per == 'member' else '每个党支部'}不得连续 {self.fewer_than} 个月没有符合条件的记录。"

    def _date(self, scope: Scope) -> str | None:
        return self.date or scope.views[self.table].table.date

    def _mine(self, scope: Scope) -> Reading:
        return scope.views[self.population().table].mine()

    def _months(self, scope: Scope) -> Iterator[tuple[Period, Count, tuple[Measure, ...]]]:
        view = scope.views[self.table]
        matches, given = kept(view.where(self.where) & view.mine(), scope.name("matches"))
        for month in months_before(scope.window, self.fewer_than - 1):
            inside = view.within(self._date(scope), month) & matches
            found, measures = count(scope.name(month.label), self.table, inside, only_any=True)
            yield month, found, tuple(replace(measure, given=given) for measure in measures)

    def _broken(self, scope: Scope, month: Period, found: Count) -> Reading:
        """The month breaks a run: it has a record, or nothing was owed in it."""
        there, covered = found.at_least(1), scope.covered(self.table, month, self.where)
        people = scope.views[self.population().table]
        owed = on_roll(people, month) if self.per == "member" else existed(people, month)
        return Reading(there.certain, either(there.possible, negated(covered))) | ~owed
