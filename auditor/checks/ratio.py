"""Check kind ``ratio``: a share lies within a bound, by exact integer comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import narwhals as nw
from narwhals import Expr
from pydantic import model_validator

from auditor.checks.base import BRANCHES, Cells, Dated, Measure, Population, Scope, Support, Whose, state
from auditor.checks.options import Share, share
from auditor.checks.reading import Reading, sure
from auditor.checks.rows import PerRow
from auditor.model import State
from auditor.tables import Table

COMPARISONS = {"at_least": "不低于", "more_than": "高于", "at_most": "不高于", "less_than": "低于"}


class Ratio(PerRow):
    """比率是否达到要求，如到会率、收缴率。

    ``per: record`` compares each row (the default), ``per: branch`` the sums of the branch's rows in the window. Exactly one bound;
    both sides are whole numbers, so 12 of 15 is exactly 80%. A blank side is unknown; ``zero_denominator`` says what nought means.

    Example::

        check: {kind: ratio, table: meetings, numerator: attended, denominator: due, at_least: 80%, zero_denominator: no_data,
                when_empty: not_applicable}
    """

    kind: Literal["ratio"]
    per: Literal["record", "branch"] = "record"
    numerator: str
    denominator: str
    at_least: Share | None = None
    more_than: Share | None = None
    at_most: Share | None = None
    less_than: Share | None = None
    grave_below: Share | None = None
    zero_denominator: Literal["no_data", "not_applicable", "unmet"]

    @model_validator(mode="after")
    def _one_bound(self) -> Ratio:
        if sum(getattr(self, name) is not None for name in COMPARISONS) != 1:
            raise ValueError("at_least、more_than、at_most、less_than 必须写且只写一个")
        return self

    def population(self) -> Population:
        """Rows, or branches."""
        return Population(Whose.ROWS, self.table) if self.per == "record" else BRANCHES

    def never_fails(self, tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:
        """A bound that every share meets."""
        yield from super().never_fails(tables)
        if self.at_least is not None and share(self.at_least) <= 0:
            yield "at_least", "比例总不低于 0"
        if self.more_than is not None and share(self.more_than) < 0:
            yield "more_than", "比例总高于负数"

    def dated_by(self) -> str | Dated:
        """The row's own day, or the window."""
        return Dated.ROW if self.per == "record" else Dated.PERIOD

    def examined(self) -> tuple[str, ...]:
        """Both sides."""
        return (self.numerator, self.denominator)

    def measures(self, scope: Scope) -> tuple[Measure, ...]:
        """Per branch: both sums over the rows that certainly count, and whether any row is in doubt."""
        if self.per == "record":
            return ()
        counted, known = self._counted(scope), self._known(scope)
        usable = counted.certain & known
        doubt = counted.possible & ~usable
        sums = [
            Measure(scope.name(side), self.table, nw.when(usable).then(nw.col(column)).otherwise(nw.lit(0)).fill_null(0))
            for side, column in (("numerator", self.numerator), ("denominator", self.denominator))
        ]
        rows = Measure(scope.name("rows"), self.table, counted.possible, "any")
        return (*sums, Measure(scope.name("doubt"), self.table, doubt, "any"), rows)

    def cells(self, scope: Scope) -> Cells:
        """One cell per row or branch."""
        if self.per == "record":
            doubt, numerator, denominator, owed = ~self._known(scope), nw.col(self.numerator), nw.col(self.denominator), self.owed(scope)
        else:
            covered = scope.covered(self.table, scope.window)
            doubt = nw.col(scope.name("doubt")) | ~covered
            numerator, denominator = nw.col(scope.name("numerator")), nw.col(scope.name("denominator"))
            owed = scope.applies & Reading(nw.col(scope.name("rows")) | ~covered, nw.col(scope.name("rows")) | ~covered)
        nought = (denominator == 0).fill_null(value=False) & ~doubt
        met = self._compare(numerator, denominator).fill_null(value=False) & ~nought
        if self.zero_denominator == "not_applicable":
            owed = owed & sure(~nought)
        open_ = doubt | nought if self.zero_denominator == "no_data" else doubt
        cell = state(owed=owed, met=Reading(met & ~doubt, met | open_))
        return Cells({"": cell}, grave=self._grave(cell, numerator, denominator))

    def support(self, scope: Scope) -> Support | None:
        """For sums: the rows that were added."""
        return None if self.per == "record" else Support(self.table, self._counted(scope).possible, scope.views[self.table].table.date)

    def describe(self) -> str:
        """The bound in words."""
        name, bound = next((name, getattr(self, name)) for name in COMPARISONS if getattr(self, name) is not None)
        grave = f"，低于 {self.grave_below} 的为严重超限" if self.grave_below else ""
        of = "每条记录" if self.per == "record" else "检查期内合计"
        return f"{of}的 {self.numerator} ÷ {self.denominator} {COMPARISONS[name]} {bound}{grave}。"

    def _counted(self, scope: Scope) -> Reading:
        view = scope.views[self.table]
        return view.where(self.where) & view.mine() & view.within(view.table.date, scope.window)

    def _known(self, scope: Scope) -> Expr:
        view = scope.views[self.table]
        return view.known(self.numerator).certain & view.known(self.denominator).certain

    def _compare(self, numerator: Expr, denominator: Expr) -> Expr:
        name, bound = next((name, share(getattr(self, name))) for name in COMPARISONS if getattr(self, name) is not None)
        left, right = numerator * bound.denominator, denominator * bound.numerator
        return {"at_least": left >= right, "more_than": left > right, "at_most": left <= right, "less_than": left < right}[name]

    def _grave(self, cell: Expr, numerator: Expr, denominator: Expr) -> Expr | None:
        if self.grave_below is None:
            return None
        bound = share(self.grave_below)
        below = (numerator * bound.denominator < denominator * bound.numerator).fill_null(value=False)
        return ((cell == State.UNMET.value) & below).cast(nw.Int64)
