"""Check kind ``duration``: at least a span lies between two days."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

from pydantic import Field, model_validator

from auditor.checks.base import Cells, Dated, Scope, state
from auditor.checks.options import DaySpan, in_words
from auditor.checks.reading import Reading
from auditor.checks.rows import PerRow
from auditor.checks.workdays import at_or_after
from auditor.tables import Where


class Duration(PerRow):
    """两个日期之间是否满规定的时间。

    Met if ``to`` is at least ``at_least`` after ``from``. An empty or unreadable day is unknown. Rows that meet all the lines of
    ``except`` owe nothing: an exception that the law itself makes. ``{work_days: 5}`` goes by the calendar of public holidays; years that
    it lacks are unknown. ``inclusive: true`` counts the day of ``from`` as well as that of ``to`` (days and work days only).

    Example::

        check: {kind: duration, table: development, from: activist_on, to: candidate_on, at_least: {years: 1}, when_empty: not_applicable}
    """

    kind: Literal["duration"]
    from_: Annotated[str, Field(alias="from")]
    to: str
    at_least: DaySpan
    inclusive: bool = False
    except_: Annotated[Where, Field(alias="except")] = ()

    @model_validator(mode="after")
    def _countable(self) -> Duration:
        if self.inclusive and self.at_least.days is None and self.at_least.work_days is None:
            raise ValueError("inclusive: true 只能与 days 或 work_days 一起写")
        return self

    def dated_by(self) -> str | Dated:
        """What must not come too early."""
        return self.to

    def examined(self) -> tuple[str, ...]:
        """Both days."""
        return (self.from_, self.to)

    def cells(self, scope: Scope) -> Cells:
        """One cell per row."""
        view, owed = scope.views[self.table], self.owed(scope)
        if self.except_:
            owed = owed & ~view.where(self.except_)
        lasts = partial(at_or_after, span=self.at_least, calendar=scope.calendar, inclusive=self.inclusive)
        met = Reading(
            lasts(view.first(self.to), view.last(self.from_)).fill_null(value=False),
            lasts(view.last(self.to), view.first(self.from_)).fill_null(value=True),
        )
        return Cells({self.to: state(owed=owed, met=met)})

    def describe(self) -> str:
        """The span in words."""
        return f"“{self.from_}”到“{self.to}”应满{in_words(self.at_least)}{'（首尾两天都算）' if self.inclusive else ''}。"
