"""Check kind ``deadline``: one day follows another within a span."""

from __future__ import annotations

from typing import Annotated, Literal

import narwhals as nw
from narwhals import Expr
from pydantic import Field

from auditor.checks.base import Cells, Scope, state
from auditor.checks.days import later
from auditor.checks.options import Span, in_words
from auditor.checks.reading import Reading, sure
from auditor.checks.rows import PerRow
from auditor.checks.view import View
from auditor.model import State


class Deadline(PerRow):
    """一件事之后，另一件事是否在规定时间内完成。

    Met if ``to`` is at most ``within`` after ``from`` (calendar months end at the month's last day). An empty ``to`` is open until
    the deadline has passed and unmet after it; an empty ``from`` is unknown. ``grave_after`` marks a longer delay as grave.

    Example::

        check: {kind: deadline, table: development, from: admitted_on, to: approved_on, within: {months: 3}, when_empty: not_applicable}
    """

    kind: Literal["deadline"]
    from_: Annotated[str, Field(alias="from")]
    to: str
    within: Span
    grave_after: Span | None = None

    def examined(self) -> tuple[str, ...]:
        """Both days."""
        return (self.from_, self.to)

    def cells(self, scope: Scope) -> Cells:
        """One cell per row."""
        view = scope.views[self.table]
        done = ~view.first(self.to).is_null()
        ahead = ~done & (later(view.first(self.from_), self.within) >= scope.day).fill_null(value=False)
        cell = state(owed=self.owed(scope), met=self._in_time(view, scope.day, done), open_=ahead)
        return Cells({self.to: cell}, grave=self._grave(view, scope.day, cell))

    def describe(self) -> str:
        """The span in words."""
        return f"“{self.from_}”之后{in_words(self.within)}内应有“{self.to}”；尚未到期的列为待办。"

    def _in_time(self, view: View, day: int, done: Expr) -> Reading:
        """Both ends of the written day lie before the deadline; without a ``from`` nobody can tell."""
        start = sure(view.first(self.from_).is_null())
        on_time = Reading(
            (done & (view.last(self.to) <= later(view.first(self.from_), self.within))).fill_null(value=False),
            (done & (view.first(self.to) <= later(view.last(self.from_), self.within))).fill_null(value=False),
        )
        not_overdue = (~done & (later(view.last(self.from_), self.within) >= day)).fill_null(value=False)
        return Reading(on_time.certain, on_time.possible | not_overdue | start.possible)

    def _grave(self, view: View, day: int, cell: Expr) -> Expr | None:
        if self.grave_after is None:
            return None
        limit = later(view.last(self.from_), self.grave_after)
        beyond = ((view.first(self.to) > limit).fill_null(value=False)) | (view.first(self.to).is_null() & (limit < day)).fill_null(value=False)
        return ((cell == State.UNMET.value) & beyond).cast(nw.Int64)
