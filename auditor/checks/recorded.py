"""Check kind ``recorded``: what a row says happened stands in another table, on that day or within a span after it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Literal

import narwhals as nw
from narwhals import Expr
from pydantic import Field

from auditor.checks.base import Cells, Dated, Measure, Pairing, Scope, needed, state
from auditor.checks.days import at_or_before, later, number
from auditor.checks.options import Filtered, Span, in_words
from auditor.checks.reading import Reading
from auditor.checks.rows import PerRow
from auditor.checks.view import View
from auditor.periods import Period


class Elsewhere(Filtered):
    """The table and the rows of it that may be the record."""


class Recorded(PerRow):
    """一件事在另一张台账里有没有记录：同一天，或者之后规定的时间内。

    For each matching row whose day ``from`` lies in the window: a row of ``to`` of the same branch (or person, ``by``) on that day; with
    ``within`` from that day on and at most so long after it, open until then. Each pair in ``same`` (number of this row: number of
    that one) is an obligation of its own: a record of that day says the same. Days that are known only to the month, blank numbers and
    a time that no input answers for are unknown. A blank ``from`` owes nothing: say with ``complete`` that it must be there.

    Example::

        check: {kind: recorded, table: development, from: admitted_on, to: {table: meetings, where: [{column: meeting_type, is: 支部党员大会}]},
                same: {votes_for: votes_for}, when_empty: not_applicable}
    """

    kind: Literal["recorded"]
    from_: Annotated[str, Field(alias="from")]
    by: Literal["branch", "person"] = "branch"
    within: Span | None = None
    to: Elsewhere
    same: Annotated[dict[str, str], Field(default_factory=dict)]

    def dated_by(self) -> str | Dated:
        """The day of what happened."""
        return self.from_

    def examined(self) -> tuple[str, ...]:
        """The day and the numbers."""
        return (self.from_, *self.same)

    def needs(self) -> Mapping[str, frozenset[str]]:
        """Both tables."""
        own = {self.table: needed(self.where) | frozenset(self.examined())}
        return {self.to.table: needed(self.to.where) | frozenset(self.same.values()), **own}

    def measures(self, scope: Scope) -> tuple[Measure, ...]:
        """Whether a record certainly and possibly stands there, and for each pair whether one says the same."""
        own, other = scope.views[self.table], scope.views[self.to.table]
        first, last = nw.col(scope.name("first")), nw.col(scope.name("last"))
        beside = {scope.name("first"): own.first(self.from_), scope.name("last"): own.last(self.from_)}
        numbers = {scope.name(f"own_{key}"): nw.when(own.known(key).certain).then(nw.col(key)).otherwise(nw.lit(None)) for key in self.same}
        pairing = Pairing(scope.name("pair"), {**beside, **numbers})
        hit = self._hit(other, first, last)
        rows = {"certain": hit.certain, "possible": hit.possible}
        for key, theirs in self.same.items():
            equal = nw.when(other.known(theirs).certain).then(nw.col(theirs) == nw.col(scope.name(f"own_{key}"))).otherwise(nw.lit(None))
            rows |= {f"certain_{key}": hit.certain & equal.fill_null(value=False), f"possible_{key}": hit.possible & equal.fill_null(value=True)}
        return tuple(Measure(scope.name(name), self.to.table, row, "any", ((self.by, self.by),), pairing) for name, row in rows.items())

    def cells(self, scope: Scope) -> Cells:
        """One cell for the record, one for each pair."""
        view, owed, covered = scope.views[self.table], self.owed(scope), self._covered(scope)
        open_ = at_or_before(nw.lit(scope.day), view.first(self.from_), self.within).fill_null(value=False) if self.within else None
        certain, possible = nw.col(scope.name("certain")), nw.col(scope.name("possible"))
        unknown = ~covered | nw.col(self.by).is_null()
        found = {self.from_: state(owed=owed, met=Reading(certain, possible | unknown), open_=open_)}
        for key in self.same:
            alike = Reading(nw.col(scope.name(f"certain_{key}")), nw.col(scope.name(f"possible_{key}")))
            found[key] = state(owed=owed & Reading(possible, possible), met=alike)
        return Cells(found)

    def owed(self, scope: Scope) -> Reading:
        """The row matches and its day (with ``within`` its deadline) lies in the window or, certainly, could not be later."""
        view = scope.views[self.table]
        matching = scope.applies & view.where(self.where) & view.mine()
        start, end = nw.lit(self._start(scope)), scope.day
        certain = (view.first(self.from_) >= start) & (view.last(self.from_) <= end)
        possible = (view.last(self.from_) >= start) & (view.first(self.from_) <= end)
        return matching & Reading(certain.fill_null(value=False), possible.fill_null(value=False))

    def describe(self) -> str:
        """The day or the span."""
        when = f"之后{in_words(self.within)}内" if self.within else "当天"
        same = f"，{'、'.join(self.same)} 与那条记录一致" if self.same else ""
        return f"“{self.from_}”{when}，“{self.to.table}”里应有{'本人' if self.by == 'person' else '本支部'}的记录{same}。"

    def _hit(self, other: View, first: Expr, last: Expr) -> Reading:
        """The row of the other table is the record."""
        date_, there = other.table.date, other.where(self.to.where)
        early, late = (other.first(date_), other.last(date_)) if date_ and other.has(date_) else (nw.lit(None, nw.Int64), nw.lit(None, nw.Int64))
        if self.within:
            certain, possible = (early >= last) & at_or_before(late, first, self.within), (late >= first) & at_or_before(early, last, self.within)
        else:
            certain, possible = (early == last) & (late == first) & (first == last), (early <= last) & (late >= first)
        mine = other.mine()
        return Reading(
            certain.fill_null(value=False) & there.certain & mine.certain, possible.fill_null(value=True) & there.possible & mine.possible,
        )

    def _start(self, scope: Scope) -> int:
        return number(_earlier(scope.window.start, self.within) if self.within else scope.window.start)

    def _covered(self, scope: Scope) -> Expr:
        start = _earlier(scope.window.start, self.within) if self.within else scope.window.start
        return scope.covered(self.to.table, Period("", start, scope.due.end), self.to.where)


def _earlier(day: date, span: Span) -> date:
    """The first day whose span ends on ``day`` or later."""
    if span.days is not None:
        return day - timedelta(days=span.days)
    months = span.months if span.months is not None else (span.years or 0) * 12
    index = day.year * 12 + day.month - 1 - months
    start = date(index // 12, index % 12 + 1, 1)
    return next(one for one in (start + timedelta(days=n) for n in range(62)) if later(one, span) >= day)
