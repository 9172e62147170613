"""Check kind ``deadline``: one day follows another within a span."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

import narwhals as nw
from narwhals import Expr
from pydantic import Field

from auditor.checks.base import Cells, Dated, Scope, state
from auditor.checks.days import number
from auditor.checks.options import DaySpan, Within, in_words
from auditor.checks.reading import Reading, sure
from auditor.checks.rows import PerRow
from auditor.checks.view import View
from auditor.checks.workdays import WorkDays, at_or_before
from auditor.model import State
from auditor.tables import Table, Type


class Deadline(PerRow):
    """一件事之后，另一件事是否在规定时间内完成。

    Met if ``to`` is at most ``within`` after ``from`` (calendar months end at the month's last day). What is not met is open until
    the deadline has passed (``not_yet_due: not_applicable``: what is not done owes nothing until then) and unmet after it, an empty ``to``
    included; an empty ``from`` is unknown. A month begins to count when it is over; ``{days: 0}`` is its last day. In a dated table the rows
    count whose deadline ends in the window or later, whenever they happened. ``grave_after`` marks a longer delay as grave.
    ``{work_days: 5}`` counts the work days after the day of ``from`` by the calendar of public holidays; years that it lacks are unknown.

    Example::

        check: {kind: deadline, table: development, from: admitted_on, to: approved_on, within: {months: 3}, not_yet_due: pending,
                when_empty: not_applicable}
    """

    kind: Literal["deadline"]
    from_: Annotated[str, Field(alias="from")]
    to: str
    within: Within
    grave_after: DaySpan | None = None
    not_yet_due: Literal["pending", "not_applicable"]

    def never_fails(self, tables: Mapping[str, Table]) -> Iterator[tuple[str, str]]:
        """A day follows itself at once."""
        yield from super().never_fails(tables)
        if self.from_ == self.to:
            yield "to", "from 与 to 是同一列，总是按时"

    def dated_by(self) -> str | Dated:
        """What has to be followed up."""
        return self.from_

    def examined(self) -> tuple[str, ...]:
        """Both days."""
        return (self.from_, self.to)

    def owed(self, scope: Scope) -> Reading:
        """The row matches the filter and its deadline is not one of an earlier window."""
        view, start = scope.views[self.table], nw.lit(number(scope.window.start))
        owed = scope.applies & view.where(self.where) & view.mine()
        if view.table.date is None:
            return owed
        certain, possible = (at_or_before(start, day, self.within, scope.calendar) for day in (self._start(view), view.last(self.from_)))
        return owed & Reading(certain.fill_null(value=False), possible.fill_null(value=True))

    def cells(self, scope: Scope) -> Cells:
        """One cell per row."""
        view, day = scope.views[self.table], nw.lit(scope.day)
        open_: Expr | None
        ahead = at_or_before(day, self._start(view), self.within, scope.calendar).fill_null(value=False)
        owed, open_ = self.owed(scope), ahead
        if self.not_yet_due == "not_applicable":
            owed, open_ = owed & ~sure(ahead & view.first(self.to).is_null()), None
        cell = state(owed=owed, met=self._in_time(view, day, scope.calendar), open_=open_)
        if self.grave_after is None:
            return Cells({self.to: cell})
        judged = scope.name("judged")
        return Cells({self.to: nw.col(judged)}, grave=self._grave(view, day, nw.col(judged), self.grave_after, scope.calendar), steps=({judged: cell},))

    def describe(self) -> str:
        """The span in words."""
        grave = f"超过{in_words(self.grave_after)}的为严重超限；" if self.grave_after else ""
        return f"“{self.from_}”之后{in_words(self.within)}内应有“{self.to}”；{grave}尚未到期的{'列为待办' if self.not_yet_due == 'pending' else '不看'}。"

    def _start(self, view: View) -> Expr:
        """The first possible day from which it counts."""
        first, last = view.first(self.from_), view.last(self.from_)
        if view.table.columns[self.from_].type is not Type.MONTH:
            return first
        return nw.when(view.known(self.from_).certain).then(last).otherwise(first)

    def _in_time(self, view: View, day: Expr, calendar: WorkDays) -> Reading:
        """Done by the deadline: by all the possible days, or by some; not done is only overdue once every deadline has passed."""
        first, last = self._start(view), view.last(self.from_)
        done = nw.when(view.first(self.to).is_null()).then(day).otherwise(view.first(self.to))
        certain = at_or_before(view.last(self.to), first, self.within, calendar).fill_null(value=False)
        return Reading(certain, at_or_before(done, last, self.within, calendar).fill_null(value=True))

    def _grave(self, view: View, day: Expr, cell: Expr, after: DaySpan, calendar: WorkDays) -> Expr:
        done = nw.when(view.first(self.to).is_null()).then(day).otherwise(view.first(self.to))
        beyond = ~at_or_before(done, view.last(self.from_), after, calendar)
        return ((cell == State.UNMET.value) & beyond.fill_null(value=False)).cast(nw.Int64)
