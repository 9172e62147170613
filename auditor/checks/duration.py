"""Check kind ``duration``: at least a span lies between two days."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from auditor.checks.base import Cells, Scope, state
from auditor.checks.days import at_or_after
from auditor.checks.options import Span, in_words
from auditor.checks.reading import Reading
from auditor.checks.rows import PerRow
from auditor.tables import Where


class Duration(PerRow):
    """两个日期之间是否满规定的时间。

    Met if ``to`` is at least ``at_least`` after ``from``. An empty or unreadable day is unknown. Rows that meet all the lines of
    ``except`` owe nothing: an exception that the law itself makes.

    Example::

        check: {kind: duration, table: development, from: activist_on, to: candidate_on, at_least: {years: 1}, when_empty: not_applicable}
    """

    kind: Literal["duration"]
    from_: Annotated[str, Field(alias="from")]
    to: str
    at_least: Span
    except_: Annotated[Where, Field(alias="except")] = ()

    def examined(self) -> tuple[str, ...]:
        """Both days."""
        return (self.from_, self.to)

    def cells(self, scope: Scope) -> Cells:
        """One cell per row."""
        view, owed = scope.views[self.table], self.owed(scope)
        if self.except_:
            owed = owed & ~view.where(self.except_)
        met = Reading(
            at_or_after(view.first(self.to), view.last(self.from_), self.at_least).fill_null(value=False),
            at_or_after(view.last(self.to), view.first(self.from_), self.at_least).fill_null(value=True),
        )
        return Cells({self.to: state(owed=owed, met=met)})

    def describe(self) -> str:
        """The span in words."""
        return f"“{self.from_}”到“{self.to}”应满{in_words(self.at_least)}。"
