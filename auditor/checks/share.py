"""Check kind ``share``: how large a part of the rows of a period is of one sort, by exact integer comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

import narwhals as nw
from narwhals import Expr
from pydantic import Field, model_validator

from auditor.checks.base import BRANCHES, Cells, Dated, Measure, Population, Scope, Support, needed, state
from auditor.checks.options import ForAll, Share, WhenEmpty, share
from auditor.checks.ratio import COMPARISONS
from auditor.checks.reading import Reading, sure
from auditor.checks.truth import NEVER, both, either, negated
from auditor.periods import WORDS, Every, Period, periods
from auditor.tables import Table, Where

UPPER = frozenset({"at_most", "less_than"})


class ShareOf(ForAll):
    """某一类记录占多大比例，如评为优秀的占参加评议的比例。

    Per branch and period: the rows that match ``where`` among those that match ``of`` (all, where it is left out). Exactly one bound,
    compared in whole numbers: 5 of 15 is exactly 1/3. A row that only possibly matches is counted both ways; a period that no input
    covers is unknown, one that still runs is open. ``when_empty`` says what a period without any row of ``of`` means.

    Example::

        check: {kind: share, table: appraisal, where: [{column: result, is: 优秀}], of: [{column: member_kind, is: 正式党员}], every: year,
                at_most: 1/3, when_empty: not_applicable}
    """

    kind: Literal["share"]
    of: Where = ()
    every: Annotated[Every, Field(strict=False)] = Every.WINDOW
    date: str | None = None
    at_least: Share | None = None
    more_than: Share | None = None
    at_most: Share | None = None
    less_than: Share | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> ShareOf:
        if sum(getattr(self, name) is not None for name in COMPARISONS) != 1:
            raise ValueError("at_least、more_than、at_most、less_than 必须写且只写一个")
        return self

    def population(self) -> Population:
        """Each branch of the register."""
        return BRANCHES

    def empty(self) -> WhenEmpty:
        """As the rule says."""
        return self.when_empty

    def never_fails(self, tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:
        """A bound that every part of a whole meets."""
        yield from super().never_fails(tables)
        key, bound = next((key, share(getattr(self, key))) for key in COMPARISONS if getattr(self, key) is not None)
        if {"at_least": bound <= 0, "more_than": bound < 0, "at_most": bound >= 1, "less_than": bound > 1}[key]:
            yield key, "部分占全部的比例总在 0 到 100% 之间"

    def dated_by(self) -> str | Dated:
        """The period."""
        return Dated.PERIOD

    def examined(self) -> tuple[str, ...]:
        """None: the counted rows are."""
        return ()

    def needs(self) -> Mapping[str, frozenset[str]]:
        """The columns of both filters."""
        return {self.table: needed(self.where) | needed(self.of)}

    def measures(self, scope: Scope) -> tuple[Measure, ...]:
        """Per period: the rows that certainly and possibly are of the sort, and those that certainly and possibly are not."""
        return tuple(Measure(scope.name(f"{name}_{period.label}"), self.table, rows.cast(nw.Int64)) for period in self._periods(scope)
                     for name, rows in self._rows(scope, period).items())

    def cells(self, scope: Scope) -> Cells:
        """One cell per period."""
        return Cells({period.label: self._cell(scope, period) for period in self._periods(scope)}, ordered=True)

    def support(self, scope: Scope) -> Support | None:
        """The rows of which it is a share."""
        view, date = scope.views[self.table], self._date(scope)
        return Support(self.table, (view.where(self.of) & view.within(date, scope.window)).possible, date)

    def describe(self) -> str:
        """The bound in words."""
        name, bound = self._bound
        return f"每个党支部{WORDS[self.every]}符合条件的记录所占比例{COMPARISONS[name]} {bound}。"

    def _periods(self, scope: Scope) -> Iterator[Period]:
        yield from periods(scope.window, self.every)

    def _date(self, scope: Scope) -> str | None:
        return self.date or scope.views[self.table].table.date

    def _rows(self, scope: Scope, period: Period) -> dict[str, Expr]:
        view = scope.views[self.table]
        among = view.where(self.of) & view.mine() & view.within(self._date(scope), period)
        sort = among & view.where(self.where)
        return {
            "is": sort.certain, "may_be": sort.possible, "is_not": among.certain & ~sort.possible, "may_not": among.possible & ~sort.certain,
        }

    def _cell(self, scope: Scope, period: Period) -> Expr:
        is_, may_be, is_not, may_not = (nw.col(scope.name(f"{name}_{period.label}")) for name in ("is", "may_be", "is_not", "may_not"))
        low, high = self._keeps(is_, may_not), self._keeps(may_be, is_not)
        certain, possible = (high, low) if self._bound[0] in UPPER else (low, high)
        covered, running = scope.covered(self.table, period, self.of), scope.runs_on(period)
        owed = Reading(is_ + is_not > 0, may_be + may_not > 0)
        settled = NEVER if running else both(covered, owed.certain)
        met = Reading(both(certain, settled), either(possible, negated(settled)))
        return state(owed=scope.applies & (owed | ~sure(covered)), met=met, open_=covered if running else None)

    def _keeps(self, sort: Expr, others: Expr) -> Expr:
        (name, bound), whole = self._bound, sort + others
        part = share(bound)
        left, right = sort * part.denominator, whole * part.numerator
        return {"at_least": left >= right, "more_than": left > right, "at_most": left <= right, "less_than": left < right}[name]

    @property
    def _bound(self) -> tuple[str, str]:
        return next((name, str(getattr(self, name))) for name in COMPARISONS if getattr(self, name) is not None)
